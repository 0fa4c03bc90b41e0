//! A copy of everything: what is in it, and the file.

use super::{file, file_text, size};
use crate::form::{Problem, problem, problems};
use crate::settings::counts;
use crate::{Fields, Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::entry::SettingChanged;
use exchange::archive;
use jiff::civil::Date;
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/data/archive.json", get(everything)).route("/data/copy", get(preview).post(copy))
}

/// The setting that says when a copy was last made.
const COPIED: &str = "copied_on";
/// A pass-phrase has at least so many letters.
const SHORTEST: usize = 8;

/// The part of "Your data" that leads here.
pub(crate) fn section(look: &Look) -> Markup {
    html! {
        h2 { "Keep a copy" }
        p { "One file with all that is stored. If you lose this device, it brings everything back." }
        div .actions { a .button.primary href="/data/copy" { "Look at it and save it" } }
        @if let Some(day) = copied_on(look) { p .small .muted { "Last copy: " (domain::words::day(day)) "." } }
    }
}

/// When a copy was last made.
pub(crate) fn copied_on(look: &Look) -> Option<Date> {
    look.setting(COPIED)?.parse().ok()
}

/// Everything, as `backwise backup` writes it; with `?see` as text in the browser.
async fn everything(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let look = site.look()?;
    let text = text(&site)?;
    if query.is_some_and(|query| query == "see") {
        return file(text, "text/plain; charset=utf-8", None);
    }
    file(text, "application/json", Some(&name(&look)))
}

fn name(look: &Look) -> String {
    format!("backwise-{}.json", look.today)
}

/// The archive, read back and compared with the journal before anyone gets it.
fn text(site: &Site) -> Result<String, PageError> {
    let entries = site.with_open(|store| store.entries().to_vec());
    let text = archive::write(&entries).map_err(PageError::ours)?;
    let back = archive::read("copy", text.as_bytes()).map_err(PageError::ours)?;
    let against = back.against(&entries).map_err(PageError::ours)?;
    if !against.new.is_empty() || against.there != entries.len() {
        return Err(PageError::ours("the copy does not hold all that the journal does"));
    }
    Ok(text)
}

/// What would leave, before it does.
async fn preview(State(site): State<Site>) -> Result<Page, PageError> {
    page(&site, &site.look()?, &[])
}

fn page(site: &Site, look: &Look, wrong: &[Problem]) -> Result<Page, PageError> {
    let text = text(site)?;
    let counts = counts(look);
    let heading = "Keep a copy";
    let title = if wrong.is_empty() { heading.to_owned() } else { format!("Error: {heading}") };
    let main = html! {
        (problems(wrong))
        h1 { (heading) }
        @if counts.is_empty() {
            p { "Nothing is stored yet." }
        } @else {
            p { "In the copy: " (counts.join(", ")) ", and your settings. It has " (size(text.len())) "." }
            p { "We read it back and compared it with what is stored. They are the same." }
            form method="post" action="/data/copy" {
                @if site.desk().is_some() { (lock(wrong)) } @else {
                    p { "It is plain text, so keep it where only you can read it." }
                }
                div .actions { button .primary { "Save a copy" } }
            }
            h2 { "What will leave" }
            p { "This is all that goes into the file. Nothing else goes with it." }
            (file_text(&name(look), &text, "/data/archive.json?see"))
        }
    };
    Ok(Page::new(title, Place::Settings, main).back("/data").for_person(site, look))
}

/// The fields for a pass-phrase.
fn lock(wrong: &[Problem]) -> Markup {
    let described =
        |field: &str| wrong.iter().any(|problem| problem.field == field).then(|| format!("{field}-problem"));
    html! {
        details open[!wrong.is_empty()] {
            summary { "Lock it with a pass-phrase" }
            p { "Without a pass-phrase it is plain text. Keep it where only you can read it." }
            p { "Nobody can open a locked copy without the pass-phrase. We cannot either. Write it down." }
            @for (field, label) in [("phrase", "Pass-phrase"), ("again", "The same once more")] {
                div .field .wrong[described(field).is_some()] {
                    label for=(field) { (label) }
                    (problem(wrong, field))
                    input id=(field) type="password" name=(field) autocomplete="new-password"
                        aria-describedby=[described(field)];
                }
            }
            p .small.muted { "Locking takes about 1 second." }
        }
    }
}

/// Everything, as a file, exactly as the page before has shown it. That a copy was made is recorded after.
async fn copy(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let (text, phrase) = (text(&site)?, fields.secret("phrase"));
    let response = match (site.desk(), phrase) {
        (Some(desk), Some(phrase)) => {
            let wrong = wrong_phrase(phrase, fields.secret("again"));
            if !wrong.is_empty() {
                let page = page(&site, &look, &wrong)?;
                return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response());
            }
            let locked = desk.lock(text.as_bytes(), phrase).map_err(PageError::ours)?;
            file(locked, "application/octet-stream", Some(&format!("{}.age", name(&look))))?
        }
        (None, Some(_)) => return Err(PageError::Form("nothing here can lock a file")),
        (_, None) => file(text, "application/json", Some(&name(&look)))?,
    };
    let value = look.today.to_string();
    if look.setting(COPIED) != Some(&value) {
        site.record([SettingChanged { name: COPIED.to_owned(), value }.into()])?;
    }
    Ok(response)
}

fn wrong_phrase(phrase: &str, again: Option<&str>) -> Vec<Problem> {
    if phrase.chars().count() < SHORTEST {
        vec![Problem::new("phrase", format!("Write a pass-phrase of {SHORTEST} letters or more"))]
    } else if again != Some(phrase) {
        vec![Problem::new("again", "Write the same pass-phrase in both fields")]
    } else {
        Vec::new()
    }
}
