//! The lock on the pages, where the person wants one: who comes in, and the page that asks.
//!
//! It keeps people who pick up the device out of the pages. It does not lock the journal's file. The machine keeps the
//! PIN as a slow hash (see [`Desk`]); which browsers are in is only in the memory of the program.
//!
//! Without the PIN every address gives the page that asks for it, with the status 423 (Locked), so that neither a
//! browser nor the service worker takes it for the page itself. What a form has said meanwhile waits in that page and is
//! sent on with the PIN; what a phone kept waits on the phone.

mod door;

pub(crate) use door::Door;

use crate::form::{Problem, problem, problems};
use crate::{Desk, Fields, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use maud::{Markup, html};
use std::fmt::Write;

/// What lets a browser in, in a cookie that ends with the browser, that no script sees and no other site sends.
const COOKIE: &str = "open";
const UNLOCK: &str = "/unlock";
const LOCK: &str = "/lock";
const FORM: &str = "application/x-www-form-urlencoded";
/// The longest form that is held back, in bytes.
const LONGEST_FORM: usize = 1 << 20;

pub(crate) fn routes() -> Router<Site> {
    // The way in takes its form in `keep_closed`, which can send another form on.
    Router::new().route(UNLOCK, get(async || see_other("/"))).route(LOCK, post(lock_now))
}

/// What stays open: help, what a page is made of, and what holds nothing of the person.
fn stays_open(path: &str) -> bool {
    matches!(
        path,
        "/help" | "/manifest.webmanifest" | "/sw.js" | "/offline" | "/offline/saved" | UNLOCK | LOCK
    ) || path.starts_with("/assets/")
        || path.starts_with("/poses/")
}

/// Forms that may hold a PIN or a pass-phrase, which must not stand in a page.
fn may_hold_a_secret(path: &str) -> bool {
    path.starts_with("/settings/lock") || path.starts_with("/data")
}

/// Whether the person has put a lock on the pages.
pub(crate) fn is_on(site: &Site) -> bool {
    site.desk().is_some_and(Desk::has_lock)
}

/// Lets a request through if it may come in, and else answers with the page that asks for the PIN.
pub(crate) async fn keep_closed(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == UNLOCK && request.method() == Method::POST {
        return unlock(&site, request, next).await;
    }
    if stays_open(path) || !is_on(&site) || is_in(&site, request.headers()) {
        return next.run(request).await;
    }
    match held(&site, request).await {
        Ok(held) => held.page(&site, StatusCode::LOCKED, &[]).into_response(),
        Err(error) => error.into_response(),
    }
}

fn now(site: &Site) -> Timestamp {
    site.with_open(|store| store.time().timestamp())
}

fn is_in(site: &Site, headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut named =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|one| one.trim().split_once('='));
    let (mut door, now) = (site.door(), now(site));
    named.any(|(name, token)| name == COOKIE && door.lets_in(token, now))
}

/// What was asked for while the pages were locked.
struct Held {
    /// The address.
    to: String,
    /// The form that was sent there.
    form: Option<String>,
    /// Whether something was sent that is not held.
    let_go: bool,
}

/// Takes what a request asks for, and the form that it brings.
async fn held(site: &Site, request: Request) -> Result<Held, PageError> {
    let to = request.uri().path_and_query().map_or("/", |to| to.as_str()).to_owned();
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(Held { to, form: None, let_go: false });
    }
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(FORM.as_bytes()));
    if !is_form || may_hold_a_secret(request.uri().path()) {
        return Ok(Held { to, form: None, let_go: true });
    }
    let body = to_bytes(request.into_body(), LONGEST_FORM)
        .await
        .map_err(|_| PageError::Form("the form is too long"))?;
    let mut form = String::from_utf8(body.into()).map_err(|_| PageError::Form("not UTF-8"))?;
    let fields = Fields::from_text(&form);
    // It counts for the day on which it was filled in, as one that a phone kept.
    if fields.has("once") && !fields.has("made") {
        let made = site.with_open(|store| store.time().datetime().round(jiff::Unit::Second));
        let _ = write!(form, "&made={}", made.map_err(PageError::ours)?);
    }
    Ok(Held { to, form: Some(form), let_go: false })
}

impl Held {
    /// As it stands in the form of the page that asks for the PIN.
    fn of(fields: &Fields) -> Self {
        let to = fields.one("to").filter(|to| is_own_address(to)).unwrap_or("/").to_owned();
        Self { to, form: fields.secret("form").map(str::to_owned), let_go: false }
    }

    /// The page that asks for the PIN.
    fn page(&self, site: &Site, status: StatusCode, wrong: &[Problem]) -> Page {
        let main = html! {
            (problems(wrong))
            h1 { "These pages are locked" }
            @if self.form.is_some() {
                p .note { "What you filled in waits on this page. Unlock, and it is recorded. Keep the page open until then." }
            } @else if self.let_go {
                p .note { "What you sent was not taken. Nothing was changed. Unlock, then do it again." }
            }
            form method="post" action=(UNLOCK) {
                input type="hidden" name="to" value=(self.to);
                @if let Some(form) = &self.form { input type="hidden" name="form" value=(form); }
                (secret_field("pin", "PIN or pass-phrase", "current-password", wrong))
                div .actions { button .primary { "Unlock" } }
            }
            (forgotten())
        };
        let title = if wrong.is_empty() { "These pages are locked" } else { "Error: These pages are locked" };
        Page { status, ..Page::new(title, Place::Quiet, main).for_whoever(site) }
    }
}

/// An address on this site, and no way to another one.
fn is_own_address(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && to.parse::<Uri>().is_ok()
}

/// What to do without the PIN.
pub(crate) fn forgotten() -> Markup {
    html! {
        details {
            summary { "If you forget it" }
            p { "On this device, type this in a terminal. It takes the lock off, and nothing is lost." }
            p { code { "backwise settings lock off" } }
            p .small.muted { "Whoever can do that on this device can read the file of your journal anyway." }
        }
    }
}

/// A field for a PIN, which is not shown.
pub(crate) fn secret_field(field: &'static str, label: &str, complete: &str, wrong: &[Problem]) -> Markup {
    let is_wrong = wrong.iter().any(|problem| problem.field == field);
    html! {
        div .field .wrong[is_wrong] {
            label for=(field) { (label) }
            (problem(wrong, field))
            input id=(field) type="password" name=(field) autocomplete=(complete)
                aria-describedby=[is_wrong.then(|| format!("{field}-problem"))];
        }
    }
}

/// Tries a PIN. What is wrong with it stands beside the field.
pub(crate) fn try_pin(site: &Site, field: &'static str, pin: Option<&str>) -> Result<(), Problem> {
    let Some(pin) = pin else { return Err(Problem::new(field, "Write your PIN or pass-phrase")) };
    // Held until the end: tries come one after the other.
    let (mut door, now) = (site.door(), now(site));
    let left = door.wait(now);
    if left > 0 {
        let words = format!("Wait {}, then try again. This try was not looked at", seconds(left));
        return Err(Problem::new(field, words));
    }
    if site.desk().is_some_and(|desk| desk.opens_lock(pin)) {
        return Ok(());
    }
    door.note_wrong(now);
    Err(Problem::new(
        field,
        match door.wait(now) {
            0 => "That is another PIN or pass-phrase. Try again".to_owned(),
            left => format!("That is another PIN or pass-phrase. Wait {}, then try again", seconds(left)),
        },
    ))
}

fn seconds(number: i64) -> String {
    if number == 1 { "1 second".to_owned() } else { format!("{number} seconds") }
}

/// Lets the browser in that gets this answer.
pub(crate) fn let_in(site: &Site, mut response: Response) -> Response {
    let random = site.with_open(journal::Store::random);
    let mut token = String::new();
    for byte in random {
        let _ = write!(token, "{byte:02x}");
    }
    site.door().open(&token, now(site));
    set_cookie(&mut response, &token, "");
    response
}

fn set_cookie(response: &mut Response, token: &str, more: &str) {
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{more}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Opens with the right PIN, and goes on with what was asked for.
async fn unlock(site: &Site, request: Request, next: Next) -> Response {
    // A form in a form has each letter written as up to three.
    let Ok(body) = to_bytes(request.into_body(), 4 * LONGEST_FORM).await else {
        return PageError::Form("the form is too long").into_response();
    };
    let fields = Fields::from_text(&String::from_utf8_lossy(&body));
    let held = Held::of(&fields);
    if is_on(site)
        && let Err(problem) = try_pin(site, "pin", fields.secret("pin"))
    {
        return held.page(site, StatusCode::UNPROCESSABLE_ENTITY, &[problem]).into_response();
    }
    let response = match held.form {
        None => see_other(&held.to),
        Some(form) => {
            let request = Request::post(held.to).header(header::CONTENT_TYPE, FORM).body(Body::from(form));
            match request {
                Ok(request) => next.run(request).await,
                Err(error) => PageError::ours(error).into_response(),
            }
        }
    };
    let_in(site, response)
}

/// Locks at once, for every browser.
async fn lock_now(State(site): State<Site>) -> Response {
    site.door().close();
    let mut response = see_other("/");
    // A browser that keeps pages for "Back" lets go of them when its cookie changes.
    set_cookie(&mut response, "", "; Max-Age=0");
    response
}
