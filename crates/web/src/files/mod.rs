//! Files for other programs, and files that come back: the archive, tables and the calendar.
//!
//! What leaves is made from the journal as it is at the moment of asking, and is shown before it leaves; asking changes
//! nothing. What comes in waits until the person has seen what it would change.

mod calendar;
mod chooser;
mod copy;
mod fhir;
mod import;
mod restore;
mod tables;
mod upload;
mod waiting;

pub(crate) use chooser::Chooser;
pub(crate) use copy::{copied_on, section as copy_section};
pub(crate) use upload::{LONGEST, Uploads};
pub(crate) use waiting::{Shelf, Waiting};

use crate::{PageError, Site};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .merge(calendar::routes())
        .merge(copy::routes())
        .merge(import::routes())
        .merge(fhir::routes())
        .merge(restore::routes())
        .merge(tables::routes())
}

/// The part of "Your data" that leads here.
pub(crate) fn section() -> Markup {
    html! {
        h2 { "Files for other people and programs" }
        ul .plain.links {
            li { a href="/brief" { "Your page for a massage therapist" } }
            li { a href="/summary" { "Your page for a clinician" } }
            li { a href="/data/calendar" { "Your plan as a calendar file" } }
            li { a href="/data/tables" { "Your diary, sessions and test as tables (CSV)" } }
            li { a href="/data/fhir" { "Your record for other health programs (FHIR)" } }
        }
        p .small.muted { "You see each file before you save it." }
    }
}

/// The part of "Your data" for what comes back. It is there before anything is stored, too.
pub(crate) fn bring_in() -> Markup {
    html! {
        h2 { "Bring something in" }
        ul .plain.links {
            li { a href="/data/restore" { "Bring back a copy" } }
            li { a href="/data/import" { "Bring in a diary (CSV)" } }
            li { a href="/data/fhir/import" { "Take in ratings of another program (FHIR)" } }
            li { a href="/questionnaires" { "Your questionnaires" } }
        }
        p .small.muted { "You see what would change first. What is here already stays as it is." }
    }
}

/// So many letters of a file are shown on a page.
const SHOWN: usize = 4000;

/// The text of a file as it will leave, or its beginning with a way to see all of it.
fn file_text(name: &str, text: &str, all: &str) -> Markup {
    let cut = text.char_indices().nth(SHOWN).map(|(place, _)| place);
    let shown = text.get(..cut.unwrap_or(text.len())).unwrap_or_default();
    html! {
        pre .file-text tabindex="0" role="region" aria-label={ "What is in " (name) } { (shown) }
        @if cut.is_some() {
            p .small.muted { "This is the beginning of it. " a href=(all) { "See all of " (name) } }
        }
    }
}

/// So many entries, in words.
pub(crate) fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{} entries", domain::words::thousands(number)) }
}

/// The size of a file in words.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => domain::words::count(bytes, "byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

/// A file of a kind, to keep under a name; without a name, to be read in the browser.
fn file(body: impl IntoResponse, kind: &'static str, name: Option<&str>) -> Result<Response, PageError> {
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response();
    if let Some(name) = name {
        let value =
            HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(PageError::ours)?;
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
