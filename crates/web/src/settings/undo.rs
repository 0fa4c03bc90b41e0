//! Take back what was recorded last.

use crate::{Fields, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::entry::{Entry, EntryId, Event, Retracted};
use domain::undo::{last_step, what};
use maud::html;

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/undo", get(ask).post(undo))
}

fn step(site: &Site) -> Vec<Entry> {
    site.with_open(|store| last_step(store.entries()).into_iter().cloned().collect())
}

/// Says what would be taken back.
async fn ask(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let done = Fields::from_text(&query.unwrap_or_default()).has("done");
    let step = step(&site);
    let main = html! {
        h1 { "Take back what you recorded last" }
        @if done { p .done role="status" { "Taken back. The journal keeps it, marked as wrong." } }
        @match step.last() {
            None => {
                p { "There is nothing to take back." }
                div .actions { a .button.primary href="/" { "Go to Today" } }
            }
            Some(last) => {
                p { @if done { "Recorded before that, on " } @else { "Recorded last, on " } (last.day.strftime("%A %-d %B").to_string()) ":" }
                ul { @for entry in &step { li { (capital(&what(site.knowledge(), &entry.event))) } } }
                form method="post" action="/undo" .actions {
                    @for entry in &step { input type="hidden" name="entry" value=(entry.id); }
                    button .primary[!done] { "Take it back" }
                    a .button.quiet href="/" { "Go to Today" }
                }
            }
        }
    };
    Ok(Page::new("Take back what you recorded last", Place::Settings, main)
        .back("/data")
        .for_person(&site, &look))
}

/// Takes back exactly what the page named. A form that is sent twice takes back nothing more.
async fn undo(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    site.look()?;
    let step = step(&site);
    let named: Vec<EntryId> = fields.all("entry").filter_map(|id| id.parse().ok()).collect();
    let is_newest = !step.is_empty() && step.iter().map(|entry| entry.id).eq(named);
    if is_newest {
        site.record(step.iter().map(|entry| Event::from(Retracted { entry: entry.id, why: String::new() })))?;
    }
    Ok(see_other("/undo?done"))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
