//! What is stored, and a copy of it.

use crate::{Fields, Look, Page, PageError, Place, Site, files};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use jiff::civil::Date;
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/data", get(data))
}

/// Days until the first copy is asked for, and between two.
const FIRST: i32 = 7;
const BETWEEN: i32 = 30;
/// Fewer bytes than these are little space: 20 times a diary of 5 years.
const LEAST: u64 = 50_000_000;

/// How many of what are stored, in words; only what there is.
pub(crate) fn counts(look: &Look) -> Vec<String> {
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

async fn data(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let counts = counts(&look);
    let query = Fields::from_text(&query.unwrap_or_default());
    let added = query.one("added").and_then(|added| added.parse().ok());
    let main = html! {
        h1 { "Your data" }
        @if let Some(added) = added {
            p .done role="status" { (files::entries(added)) @if added == 1 { " was" } @else { " were" } " added." }
        }
        @if counts.is_empty() {
            p { "Nothing is stored yet." }
        } @else {
            p { "On this device: " (counts.join(", ")) "." }
            (files::copy_section(&look))
            (files::section())
        }
        (files::bring_in())
        @if !counts.is_empty() {
            h2 { "Take back" }
            p { a href="/undo" { "Take back what you recorded last" } }
            h2 { "Delete" }
            p { a href="/data/erase" { "Delete everything on this device" } }
        }
        p { a href="/privacy" { "Privacy, and how to check it" } }
    };
    Ok(Page::new("Your data", Place::Settings, main).back("/settings").for_person(&site, &look))
}

/// A quiet line for Today about where the data is; nothing on most days.
pub(crate) fn quiet_line(site: &Site, look: &Look) -> Markup {
    let is_full = site.desk().and_then(crate::Desk::space_left).is_some_and(|left| left < LEAST);
    html! {
        @if is_full {
            p .note { "There is little space left. " a href="/data/copy" { "Make a backup now" } "." }
        } @else if is_copy_due(site, look) {
            p .small.muted { "Your data is on this device only. " a href="/data/copy" { "Save a copy" } }
        }
    }
}

fn is_copy_due(site: &Site, look: &Look) -> bool {
    let first = site.with_open(|store| store.entries().first().map(|entry| entry.day));
    !site.is_sample() && first.is_some_and(|first| is_due(first, files::copied_on(look), look.today))
}

/// A week after the first entry, and then a month after each copy. Nothing in between.
fn is_due(first: Date, copied: Option<Date>, today: Date) -> bool {
    let (since, wait) = copied.map_or((first, FIRST), |copied| (copied, BETWEEN));
    today.duration_since(since).as_hours() / 24 >= i64::from(wait)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_copy_is_due_after_a_week_and_not_again_for_a_month() {
        let first = date(2026, 3, 2);
        assert!(!is_due(first, None, date(2026, 3, 8)));
        assert!(is_due(first, None, date(2026, 3, 9)));
        let copied = Some(date(2026, 3, 9));
        assert!(!is_due(first, copied, date(2026, 4, 7)));
        assert!(is_due(first, copied, date(2026, 4, 8)));
    }
}
