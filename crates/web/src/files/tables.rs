//! The diary as tables, and what is in them.

use super::file_text;
use crate::{Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::entry::{MinuteOfDay, RecordedAt};
use exchange::Tables;
use exchange::sheets::Sheets;
use maud::html;

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/data/tables", get(preview)).route("/data/tables/{name}", get(table))
}

/// The tables with their names and what each holds.
const TABLES: [(&str, &str); 3] = [
    ("diary.csv", "One line for each day"),
    ("sessions.csv", "One line for each session and visit"),
    ("plan.csv", "What chance decided in your test, up to today"),
];

fn files(site: &Site, look: &Look) -> Vec<(String, String)> {
    let offset = i16::try_from(look.time.offset().seconds() / 60).unwrap_or_default();
    let minute = MinuteOfDay::of(RecordedAt::from(look.time.timestamp()), offset);
    Sheets::new(&Tables::of(site.knowledge(), &look.person, look.today, minute)).files()
}

/// What would leave, before it does.
async fn preview(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let files = files(&site, &look);
    let shown = TABLES.iter().filter_map(|(name, what)| {
        let (name, text) = files.iter().find(|(known, _)| known == name)?;
        Some((name, what, text, text.lines().count().saturating_sub(1)))
    });
    let main = html! {
        h1 { "Your diary as tables" }
        p { "Each file holds what you see here. Nothing else goes with it." }
        @for (name, what, text, lines) in shown {
            h2 { (name) }
            p { (what) ": " (domain::words::count(lines, "line")) "." }
            (file_text(name, text, &format!("/data/tables/{name}?see")))
            div .actions {
                a .button href={ "/data/tables/" (name) } { "Save " (name) }
                a .button.quiet href={ "/data/tables/" (name) "-metadata.json" } { "What its columns mean" }
            }
        }
    };
    Ok(Page::new("Your diary as tables", Place::Settings, main).back("/data").for_person(&site, &look))
}

/// One of the tables, or the description of one. With `?see` it is shown in the browser.
async fn table(
    State(site): State<Site>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some((name, text)) = files(&site, &look).into_iter().find(|(known, _)| *known == name) else {
        return Err(PageError::NotFound);
    };
    let (kind, name) = match name.rsplit_once('.') {
        _ if query.is_some_and(|query| query == "see") => ("text/plain; charset=utf-8", None),
        Some((_, "csv")) => ("text/csv; charset=utf-8", Some(name.as_str())),
        _ => ("application/csvm+json", Some(name.as_str())),
    };
    super::file(text, kind, name)
}
