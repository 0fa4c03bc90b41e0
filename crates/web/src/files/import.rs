//! A diary comes in as tables: choose the files, say what their columns are, see what would change, and only then let it.

use super::upload::{LONGEST, Upload, Uploads};
use super::waiting::Waiting;
use crate::form::{Problem, problem, problems};
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::answer::ANY_VISIT;
use domain::words::day;
use exchange::sheets::{self, Brought, Column, Import};
use exchange::{Dates, Problems, Tables};
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route(HERE, get(ask).post(take).layer(DefaultBodyLimit::max(LONGEST)))
        .route("/data/import/{id}", get(show).post(confirm))
}

const HERE: &str = "/data/import";
const HEADING: &str = "Bring in a diary";
/// So many days are listed.
const LISTED: usize = 50;
/// What stands above the reasons.
const NOT_READ: &str = "We could not read this. Nothing on this device has changed.";
/// Prefixes of the fields that say what a column or a technique is here.
const COLUMN: &str = "column:";
const TECHNIQUE: &str = "technique:";

/// Tables that were brought, with what was said about them.
pub(crate) struct Offered {
    files: Vec<(String, Vec<u8>)>,
    names: Vec<(String, String)>,
    dates: Option<Dates>,
}

/// What the tables come to.
struct Seen {
    brought: Option<Brought>,
    outcome: Result<(Tables, Import), Problems>,
    techniques: Vec<String>,
}

impl Offered {
    fn look(&self, site: &Site, look: &Look) -> Seen {
        let brought = match Brought::new(self.files.clone(), self.names.clone(), self.dates) {
            Ok(brought) => brought,
            Err(problems) => return Seen { brought: None, outcome: Err(problems), techniques: Vec::new() },
        };
        let tables = match brought.read() {
            Ok(tables) => tables,
            Err(problems) => {
                return Seen { brought: Some(brought), outcome: Err(problems), techniques: Vec::new() };
            }
        };
        let techniques = sheets::unknown_techniques(site.knowledge(), &tables);
        let import = site.with_open(|store| {
            sheets::import(site.knowledge(), &tables, store.entries(), store.person(), look.today)
        });
        Seen { brought: Some(brought), outcome: import.map(|import| (tables, import)), techniques }
    }
}

async fn ask(State(site): State<Site>) -> Result<Page, PageError> {
    Ok(chooser(&site, &site.look()?, &[]))
}

fn chooser(site: &Site, look: &Look, wrong: &[Problem]) -> Page {
    let title = if wrong.is_empty() { HEADING.to_owned() } else { format!("Error: {HEADING}") };
    let main = html! {
        (problems(wrong))
        h1 { (HEADING) }
        p { "Tables of Backwise, or of another pain diary. They are files with the ending .csv." }
        p { "You see what would change first. What is here already stays as it is." }
        form method="post" action=(HERE) enctype="multipart/form-data" novalidate {
            div .field .wrong[!wrong.is_empty()] {
                label for="file" { "The files" }
                p #file-hint .hint { "Up to 3: your days, your sessions, and what chance decided." }
                (problem(wrong, "file"))
                input #file type="file" name="file" multiple required accept=".csv,.tsv,.txt,text/csv"
                    aria-describedby=(if wrong.is_empty() { "file-hint" } else { "file-hint file-problem" });
            }
            div .actions { button .primary { "Look at them" } a .button.quiet href="/data" { "Change nothing" } }
        }
    };
    Page::new(title, Place::Settings, main).back("/data").for_person(site, look)
}

fn refused(site: &Site, status: StatusCode, words: &str) -> Result<Response, PageError> {
    let page = chooser(site, &site.look()?, &[Problem::new("file", words)]);
    Ok(Page { status, ..page }.into_response())
}

async fn take(State(site): State<Site>, Uploads(files): Uploads) -> Result<Response, PageError> {
    if files.is_empty() {
        return refused(&site, StatusCode::UNPROCESSABLE_ENTITY, "Choose the files of a diary");
    }
    let files = files.into_iter().map(|Upload { name, bytes }| (name, bytes)).collect();
    let offered = Offered { files, names: Vec::new(), dates: None };
    Ok(see_other(&format!("{HERE}/{}", site.wait_with(Waiting::Tables(offered)))))
}

fn gone(site: &Site) -> Result<Response, PageError> {
    let words = "Choose the files again. They are not kept between two visits. Nothing has changed.";
    refused(site, StatusCode::NOT_FOUND, words)
}

async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    match site.waiting(&id).as_deref() {
        Some(Waiting::Tables(offered)) => Ok(page(&site, &id, offered)?.into_response()),
        _ => gone(&site),
    }
}

fn page(site: &Site, id: &str, offered: &Offered) -> Result<Page, PageError> {
    let look = site.look()?;
    let seen = offered.look(site, &look);
    let heading = "What these files would change";
    let title = if seen.outcome.is_ok() { heading.to_owned() } else { format!("Error: {heading}") };
    let main = html! {
        @match &seen.outcome {
            Err(wrong) => (not_read(wrong)),
            Ok(_) => {}
        }
        h1 { (heading) }
        @if let Ok((tables, import)) = &seen.outcome { (changes(id, tables, import)) }
        (mapping(site, id, offered, &seen))
        p { a href=(HERE) { "Choose other files" } }
    };
    Ok(Page::new(title, Place::Settings, main).back(HERE).for_person(site, &look))
}

/// All that is wrong, with file and line.
fn not_read(wrong: &Problems) -> Markup {
    let more = wrong.count() - wrong.listed().len();
    html! {
        div .problems role="alert" tabindex="-1" {
            h2 { (NOT_READ) }
            ul {
                @for problem in wrong.listed() { li { (problem) "." } }
                @if more > 0 { li { "and " (more) " more" } }
            }
        }
    }
}

fn changes(id: &str, tables: &Tables, import: &Import) -> Markup {
    let notes = || tables.warnings.listed().iter().chain(import.left.listed());
    let new = super::entries(import.entries.len());
    html! {
        @if import.there > 0 { p { "Here already: " (domain::words::count(import.there, "value")) "." } }
        @if notes().next().is_some() {
            div .note { ul { @for note in notes() { li { (note) "." } } } }
        }
        @if import.entries.is_empty() {
            p { "Nothing has to be added." }
        } @else {
            p { (new) " on " (domain::words::count(import.added.len(), "day")) " would be added:" }
            ul {
                @for (on, what) in import.added.iter().take(LISTED) {
                    li { (day(*on)) " " (on.year()) ": " (what.join("; ")) }
                }
                @if import.added.len() > LISTED { li { "and " (import.added.len() - LISTED) " more days" } }
            }
            form method="post" action={ (HERE) "/" (id) } {
                div .actions {
                    button .primary name="do" value="add" { "Add " (new) }
                    a .button.quiet href="/data" { "Change nothing" }
                }
            }
        }
    }
}

/// What the columns and techniques of the files are here.
fn mapping(site: &Site, id: &str, offered: &Offered, seen: &Seen) -> Markup {
    let files = seen.brought.as_ref().map(Brought::columns).unwrap_or_default();
    let unclear = seen.outcome.is_err();
    html! {
        form method="post" action={ (HERE) "/" (id) } {
            details open[unclear] {
                summary { "What the columns are" }
                @for (name, holds, columns) in &files {
                    h2 { (name) }
                    @for column in columns { (column_field(column, holds.columns())) }
                }
                (dates_field(offered.dates))
            }
            @if !seen.techniques.is_empty() {
                h2 { "What your techniques are" }
                @for name in &seen.techniques { (technique_field(site, name)) }
            }
            div .actions { button name="do" value="map" { "Read them like this" } }
        }
    }
}

fn column_field(column: &Column, known: &[&str]) -> Markup {
    let id = format!("{COLUMN}{}", column.name);
    let chosen = column.here.as_deref().or(column.guess);
    let own = chosen.filter(|chosen| !known.contains(chosen));
    html! {
        div .field {
            label for=(id) { (column.name) }
            @if !column.cells.is_empty() { p .hint.small { "Such as " (column.cells.join(", ")) } }
            select id=(id) name=(id) {
                option value="" { "Leave it out" }
                @for here in known { option value=(here) selected[chosen == Some(here)] { (here) } }
                @if let Some(own) = own { option value=(own) selected { (own) } }
            }
        }
    }
}

fn technique_field(site: &Site, name: &str) -> Markup {
    let id = format!("{TECHNIQUE}{name}");
    html! {
        div .field {
            label for=(id) { (name) }
            select id=(id) name=(id) {
                option value="" { "Choose" }
                option value=(ANY_VISIT) { "A visit to a massage therapist" }
                @for technique in site.knowledge().techniques.values() {
                    option value=(technique.id) { (technique.name) }
                }
            }
        }
    }
}

fn dates_field(chosen: Option<Dates>) -> Markup {
    let ways = [("", "Find it out", None)]
        .into_iter()
        .chain(WAYS.map(|(value, words, dates)| (value, words, Some(dates))));
    html! {
        div .field {
            label for="dates" { "How the days are written" }
            select #dates name="dates" {
                @for (value, words, dates) in ways { option value=(value) selected[chosen == dates] { (words) } }
            }
        }
    }
}

/// Ways to write the last day of March.
const WAYS: [(&str, &str, Dates); 3] = [
    ("year-first", "2026-03-31", Dates::YearFirst),
    ("day-first", "31.03.2026 or 31/03/2026", Dates::DayFirst),
    ("month-first", "03/31/2026", Dates::MonthFirst),
];

/// Keeps what was said about the columns; adds what was shown, worked out anew because the journal may have grown.
async fn confirm(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let waiting = site.waiting(&id);
    let Some(Waiting::Tables(offered)) = waiting.as_deref() else { return gone(&site) };
    if fields.one("do") == Some("add") {
        return add(&site, &id, offered);
    }
    let way = WAYS.iter().find(|(value, ..)| fields.one("dates") == Some(value));
    let dates = way.map(|(.., dates)| *dates);
    let offered = Offered { files: offered.files.clone(), names: named(&offered.names, &fields), dates };
    Ok(see_other(&format!("{HERE}/{}", site.wait_with(Waiting::Tables(offered)))))
}

/// What columns and techniques are called here, as the form says it; a column that is left out gets a name that is none.
fn named(before: &[(String, String)], fields: &Fields) -> Vec<(String, String)> {
    let said = |field: &str, value: &str| {
        let own = field
            .strip_prefix(COLUMN)
            .or_else(|| field.strip_prefix(TECHNIQUE).filter(|_| !value.is_empty()))?;
        let here = if value.is_empty() { format!("({own})") } else { value.to_owned() };
        Some((own.to_owned(), here))
    };
    let mut names: Vec<(String, String)> =
        fields.iter().filter_map(|(field, value)| said(field, value)).collect();
    let kept = before.iter().filter(|(own, _)| !names.iter().any(|(name, _)| name == own)).cloned();
    let kept: Vec<_> = kept.collect();
    names.extend(kept);
    names
}

fn add(site: &Site, id: &str, offered: &Offered) -> Result<Response, PageError> {
    let look = site.look()?;
    let Ok((_, import)) = offered.look(site, &look).outcome else {
        return Ok(page(site, id, offered)?.into_response());
    };
    let added = site.with_store(|store| {
        if let (Some(desk), false) = (site.desk(), store.entries().is_empty()) {
            desk.copy_before(store);
        }
        Ok(store.take_in(&import.entries)?)
    })?;
    site.let_go();
    Ok(see_other(&format!("/data?added={added}")))
}
