//! Put a lock on the pages, change it, take it off.

use crate::form::{Problem, problems};
use crate::lock::{self, forgotten, let_in, secret_field, try_pin};
use crate::{Desk, Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

const HERE: &str = "/settings/lock";
/// A PIN has at least so many digits, a pass-phrase so many letters.
const SHORTEST: usize = 4;

pub(super) fn routes() -> Router<Site> {
    Router::new().route(HERE, get(show).post(change))
}

/// What the settings say of it: nothing where the machine keeps no lock.
pub(super) fn section(site: &Site) -> Markup {
    html! {
        @if site.desk().is_some() {
            h2 { "Lock" }
            p .links {
                a href=(HERE) { @if lock::is_on(site) { "The lock is on: change it or turn it off" } @else { "Lock these pages with a PIN" } }
            }
            @if lock::is_on(site) { (lock_now()) }
        }
    }
}

fn lock_now() -> Markup {
    html! { form method="post" action="/lock" .actions { button { "Lock now" } } }
}

fn desk(site: &Site) -> Result<&dyn Desk, PageError> {
    site.desk().ok_or(PageError::NotFound)
}

async fn show(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let saved = Fields::from_text(&query.unwrap_or_default()).has("saved");
    page(&site, &site.look()?, saved, &[])
}

fn page(site: &Site, look: &Look, saved: bool, wrong: &[Problem]) -> Result<Page, PageError> {
    let is_on = desk(site)?.has_lock();
    let heading = "Lock these pages";
    let main = html! {
        (problems(wrong))
        h1 { (heading) }
        @if saved { p .done role="status" { @if is_on { "Saved. The lock is on." } @else { "Saved. The lock is off." } } }
        p { "This keeps people who pick up your device out of these pages. It does not lock the file itself." }
        ul {
            li { "The pages ask for your PIN after 15 minutes without use, and each time the program starts." }
            li { "\"When to get medical help\" stays open." }
            li { "\"Lock now\" closes them at once. A page in another tab stays on the screen until you close it." }
            li { "This browser then keeps no pages for use without the program. A check-in that waits to be sent is not lost." }
            li { "The lock is on this device only. It is in no copy and in no file that you save." }
            li { "Commands in a terminal do not ask for it." }
        }
        form method="post" action=(HERE) {
            @if is_on { (secret_field("present", "Your PIN or pass-phrase now", "current-password", wrong)) }
            (secret_field("new", if is_on { "A new one, with 4 letters or digits at least" } else { "PIN or pass-phrase, with 4 letters or digits at least" }, "new-password", wrong))
            (secret_field("again", "The same once more", "new-password", wrong))
            div .actions {
                button .primary { @if is_on { "Change it" } @else { "Turn the lock on" } }
                @if is_on { button name="off" value="yes" { "Turn the lock off" } }
            }
        }
        @if is_on { (lock_now()) }
        (forgotten())
    };
    let title = if wrong.is_empty() { heading.to_owned() } else { format!("Error: {heading}") };
    Ok(Page::new(title, Place::Settings, main).back("/settings").for_person(site, look))
}

async fn change(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let desk = desk(&site)?;
    let new = if fields.has("off") { Ok(None) } else { chosen(&fields).map(Some) };
    let known = || if desk.has_lock() { try_pin(&site, "present", fields.secret("present")) } else { Ok(()) };
    match new.and_then(|new| known().map(|()| new)) {
        Ok(new) => {
            desk.set_lock(new).map_err(PageError::ours)?;
            site.door().close();
            // Whoever has set it is in.
            Ok(let_in(&site, see_other("/settings/lock?saved")))
        }
        Err(problem) => {
            let page = page(&site, &site.look()?, false, &[problem])?;
            Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response())
        }
    }
}

/// The new one, typed twice.
fn chosen(fields: &Fields) -> Result<&str, Problem> {
    let new = fields.secret("new").filter(|new| new.chars().count() >= SHORTEST);
    let new =
        new.ok_or_else(|| Problem::new("new", format!("Write {SHORTEST} letters or digits or more")))?;
    if fields.secret("again") == Some(new) {
        Ok(new)
    } else {
        Err(Problem::new("again", "Write the same in both fields"))
    }
}
