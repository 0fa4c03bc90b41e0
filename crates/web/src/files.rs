//! Files for other programs: the plan as a calendar, everything as an archive, the diary as tables.
//!
//! Each is made from the journal as it is at the moment of asking; asking changes nothing.

use crate::{Look, PageError, Site};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::entry::{MinuteOfDay, RecordedAt};
use exchange::sheets::Sheets;
use exchange::{Tables, archive, calendar};
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route(CALENDAR, get(feed))
        .route("/data/archive.json", get(everything))
        .route("/data/tables/{name}", get(table))
}

const CALENDAR: &str = "/calendar.ics";

/// The part of "Your data" that leads here.
pub(crate) fn section() -> Markup {
    html! {
        h2 { "Files for other programs" }
        ul .plain.links {
            li { a href="/calendar.ics?save" { "Your plan as a calendar file" } }
            li { a href="/data/tables/diary.csv" { "Your diary as a table" } " (CSV)" }
            li { a href="/data/tables/sessions.csv" { "Your sessions as a table" } " (CSV)" }
            li { a href="/data/tables/plan.csv" { "What chance decided in your test, up to today" } " (CSV)" }
        }
        p .small.muted {
            "Titles in the calendar say only \"10 min for me\". A calendar on this device can also read "
            "/calendar.ics again and again, while Backwise runs."
        }
    }
}

/// The calendar. With `?save` it is a file to keep; without, a feed that names its own address.
async fn feed(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let save = query.is_some_and(|query| query == "save");
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|_| !save);
    let source = host.map(|host| format!("http://{host}{CALENDAR}"));
    let wish = calendar::Wish { source, ..calendar::Wish::default() };
    let text = site.with_open(|store| {
        let given = calendar::Given {
            knowledge: site.knowledge(),
            entries: store.entries(),
            person: &look.person,
            current: &look.current,
            today: look.today,
        };
        calendar::write(&given, &wish)
    });
    file(text, "text/calendar; charset=utf-8", save.then_some("backwise.ics"))
}

/// Everything, as `backwise backup` writes it.
async fn everything(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    archive_file(&site, &look)
}

/// The archive as a file to keep.
pub(crate) fn archive_file(site: &Site, look: &Look) -> Result<Response, PageError> {
    let text = site.with_open(|store| archive::write(store.entries())).map_err(PageError::ours)?;
    file(text, "application/json", Some(&format!("backwise-{}.json", look.today)))
}

/// One of the tables, or the description of one.
async fn table(State(site): State<Site>, Path(name): Path<String>) -> Result<Response, PageError> {
    let look = site.look()?;
    let offset = i16::try_from(look.time.offset().seconds() / 60).unwrap_or_default();
    let minute = MinuteOfDay::of(RecordedAt::from(look.time.timestamp()), offset);
    let files = Sheets::new(&Tables::of(site.knowledge(), &look.person, look.today, minute)).files();
    let Some((name, text)) = files.into_iter().find(|(known, _)| *known == name) else {
        return Err(PageError::NotFound);
    };
    let kind = match name.rsplit_once('.') {
        Some((_, "csv")) => "text/csv; charset=utf-8",
        _ => "application/csvm+json",
    };
    file(text, kind, Some(&name))
}

/// A file of a kind, to keep under a name.
fn file(text: String, kind: &'static str, name: Option<&str>) -> Result<Response, PageError> {
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response();
    if let Some(name) = name {
        let value =
            HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(PageError::ours)?;
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
