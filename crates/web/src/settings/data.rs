//! What is stored, and a copy of it.

use crate::{Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::entry::SettingChanged;
use jiff::civil::Date;
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/data", get(data)).route("/data/copy", post(copy))
}

/// The setting that says when a copy was last made.
const COPIED: &str = "copied_on";
/// Days until the first copy is asked for, and between two.
const FIRST: i32 = 7;
const BETWEEN: i32 = 30;

/// How many of what are stored, in words; only what there is.
pub(super) fn counts(look: &Look) -> Vec<String> {
    let person = &look.person;
    let check_ins = person.check_ins.values().map(Vec::len).sum();
    let all = [
        (person.answers.len(), "answer", "answers"),
        (check_ins, "check-in", "check-ins"),
        (person.sessions.len(), "session", "sessions"),
        (person.visits.len(), "visit", "visits"),
        (usize::from(person.plan.is_some()), "plan", "plans"),
    ];
    let words =
        |(count, one, many): (usize, &str, &str)| format!("{count} {}", if count == 1 { one } else { many });
    all.into_iter().filter(|(count, ..)| *count > 0).map(words).collect()
}

async fn data(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let counts = counts(&look);
    let main = html! {
        h1 { "Your data" }
        @if counts.is_empty() {
            p { "Nothing is stored yet." }
        } @else {
            p { "On this device: " (counts.join(", ")) "." }
            h2 { "Keep a copy" }
            p { "One file with all that is stored. It is plain text, so keep it where only you can read it." }
            form method="post" action="/data/copy" .actions {
                button .primary { "Save a copy" }
            }
            @if let Some(day) = copied_on(&look) { p .small .muted { "Last copy: " (words(day)) "." } }
            (crate::files::section())
            h2 { "Take back" }
            p { a href="/undo" { "Take back what you recorded last" } }
            h2 { "Delete" }
            p { a href="/data/erase" { "Delete everything on this device" } }
        }
        p { a href="/privacy" { "Privacy, and how to check it" } }
    };
    Ok(Page::new("Your data", Place::Settings, main).back("/settings").for_person(&site, &look))
}

/// Everything, as a file. That a copy was made is recorded first, so the copy holds it too.
async fn copy(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let value = look.today.to_string();
    if look.setting(COPIED) != Some(&value) {
        site.record([SettingChanged { name: COPIED.to_owned(), value }.into()])?;
    }
    crate::files::archive_file(&site, &look)
}

fn copied_on(look: &Look) -> Option<Date> {
    look.setting(COPIED)?.parse().ok()
}

fn words(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

/// A quiet line for Today: a week after the first entry, and then a month after each copy. Nothing in between.
#[must_use]
pub fn backup_line(site: &Site, look: &Look) -> Option<Markup> {
    let first = site.with_open(|store| store.entries().first().map(|entry| entry.day))?;
    let (since, wait) = copied_on(look).map_or((first, FIRST), |copied| (copied, BETWEEN));
    let days = look.today.duration_since(since).as_hours() / 24;
    (days >= i64::from(wait) && !site.is_sample()).then(|| {
        html! { p .small.muted { "Your data is on this device only. " a href="/data" { "Save a copy" } } }
    })
}
