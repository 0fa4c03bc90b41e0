//! A copy comes back: choose the file, see what it would change, and only then let it.

use super::chooser::Chooser;
use super::upload::{LONGEST, Upload, Uploads};
use super::waiting::Waiting;
use crate::form::{Problem, problem, problems};
use crate::{Fields, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::entry::{Entry, PersonNow};
use domain::undo::what;
use domain::words::{day, sentence};
use exchange::archive::{self, Against, Archive, Kept};
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route(HERE, get(ask).post(take).layer(DefaultBodyLimit::max(LONGEST)))
        .route("/data/restore/{id}", get(show).post(confirm))
}

const HERE: &str = "/data/restore";
const CHOOSER: Chooser = Chooser {
    here: HERE,
    back: "/data",
    heading: "Bring back a copy",
    lead: [
        "Choose a copy that Backwise made. You see what is in it first.",
        "Nothing changes until you say so. What is here already stays as it is.",
    ],
    label: "The copy",
    hint: "Its name ends in .json or .age.",
    accept: ".json,.age,application/json",
};
/// So many new entries are listed.
const LISTED: usize = 100;

async fn ask(State(site): State<Site>) -> Result<Page, PageError> {
    CHOOSER.ask(&site)
}

/// Takes the file and reads it. Nothing of it is used yet.
async fn take(State(site): State<Site>, Uploads(files): Uploads) -> Result<Response, PageError> {
    let Some(upload) = files.into_iter().next() else { return CHOOSER.nothing(&site) };
    if archive::is_locked(&upload.bytes) && site.desk().is_some() {
        return Ok(see_other(&format!("{HERE}/{}", site.wait_with(Waiting::Locked(upload)))));
    }
    read(&site, &upload.name, &upload.bytes)
}

fn read(site: &Site, name: &str, bytes: &[u8]) -> Result<Response, PageError> {
    match archive::read(name, bytes) {
        Ok(archive) => Ok(see_other(&format!("{HERE}/{}", site.wait_with(Waiting::Archive(archive))))),
        Err(problem) => CHOOSER.not_read(site, &problem),
    }
}

/// What is in the file and what would change; or the question for the pass-phrase.
async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    match site.waiting(&id).as_deref() {
        Some(Waiting::Archive(archive)) => Ok(found(&site, &id, archive)?.into_response()),
        Some(Waiting::Locked(upload)) => Ok(locked(&site, &id, upload, None)?.into_response()),
        _ => CHOOSER.gone(&site),
    }
}

fn found(site: &Site, id: &str, archive: &Archive) -> Result<Page, PageError> {
    let look = site.look()?;
    let against = site.with_open(|store| archive.against(store.entries()));
    let kept = Kept::of(&PersonNow::replay(archive.entries()));
    let heading = "What is in this copy";
    let main = html! {
        h1 { (heading) }
        p .lead { (kept.to_string()) "." }
        @if let (Some(first), Some(last)) = (archive.entries().first(), archive.entries().last()) {
            p { "From " (day(first.day)) " " (first.day.year()) " to " (day(last.day)) " " (last.day.year()) "." }
        }
        @match against {
            Err(problem) => {
                div .note.warn role="alert" {
                    p { "This copy cannot be brought back here. Nothing has changed." }
                    p .small { (problem) "." }
                }
                p { a .button href="/data" { "Go back to your data" } }
            }
            Ok(against) => (changes(site, id, &against)),
        }
    };
    Ok(Page::new(heading, Place::Settings, main).back(HERE).for_person(site, &look))
}

/// What would change, and the two ways on.
fn changes(site: &Site, id: &str, against: &Against) -> Markup {
    let (there, new) = (super::entries(against.there), super::entries(against.new.len()));
    html! {
        @if against.there > 0 {
            p { (there) @if against.there == 1 { " is" } @else { " are" } " here already, and stay as they are." }
        }
        @if against.new.is_empty() {
            p { "All of it is here already. Nothing has to be added." }
            p { a .button href="/data" { "Go back to your data" } }
        } @else {
            h2 { "What would be added" }
            p { (new) "." }
            details { summary { "See what they are" } (listed(site, &against.new)) }
            form method="post" action={ (HERE) "/" (id) } {
                div .actions {
                    button .primary { "Add " (new) }
                    a .button.quiet href="/data" { "Change nothing" }
                }
            }
        }
    }
}

fn listed(site: &Site, entries: &[Entry]) -> Markup {
    html! {
        ul {
            @for entry in entries.iter().take(LISTED) {
                li { (day(entry.day)) ": " (what(site.knowledge(), &entry.event)) }
            }
            @if entries.len() > LISTED { li { "and " (entries.len() - LISTED) " more" } }
        }
    }
}

/// The question for the pass-phrase of a locked copy.
fn locked(site: &Site, id: &str, upload: &Upload, wrong: Option<&str>) -> Result<Page, PageError> {
    let look = site.look()?;
    let wrong: Vec<Problem> = wrong.map(|words| Problem::new("phrase", words)).into_iter().collect();
    let heading = "This copy is locked";
    let title = if wrong.is_empty() { heading.to_owned() } else { format!("Error: {heading}") };
    let main = html! {
        (problems(&wrong))
        h1 { (heading) }
        p { "Write the pass-phrase that you gave " (upload.name) ". Opening it takes about 1 second." }
        form method="post" action={ (HERE) "/" (id) } novalidate {
            div .field .wrong[!wrong.is_empty()] {
                label for="phrase" { "Pass-phrase" }
                (problem(&wrong, "phrase"))
                input #phrase type="password" name="phrase" required autocomplete="off"
                    aria-describedby=[(!wrong.is_empty()).then_some("phrase-problem")];
            }
            div .actions { button .primary { "Open it" } a .button.quiet href="/data" { "Change nothing" } }
        }
    };
    Ok(Page::new(title, Place::Settings, main).back(HERE).for_person(site, &look))
}

/// Unlocks what is locked; adds what was shown. What is added is worked out anew, because the journal may have grown.
async fn confirm(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    match site.waiting(&id).as_deref() {
        Some(Waiting::Archive(archive)) => add(&site, &id, archive),
        Some(Waiting::Locked(upload)) => unlock(&site, &id, upload, &fields),
        _ => CHOOSER.gone(&site),
    }
}

fn unlock(site: &Site, id: &str, upload: &Upload, fields: &Fields) -> Result<Response, PageError> {
    let Some(desk) = site.desk() else { return CHOOSER.gone(site) };
    let phrase = fields.secret("phrase").unwrap_or_default();
    match desk.unlock(&upload.name, &upload.bytes, phrase) {
        Ok(bytes) => read(site, &upload.name, &bytes),
        Err(problem) => {
            let page = locked(site, id, upload, Some(&sentence(&problem.what)))?;
            Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response())
        }
    }
}

fn add(site: &Site, id: &str, archive: &Archive) -> Result<Response, PageError> {
    site.look()?;
    let added = site.with_store(|store| {
        store.refresh()?;
        let Ok(against) = archive.against(store.entries()) else { return Ok(None) };
        if let (Some(desk), false) = (site.desk(), store.entries().is_empty()) {
            desk.copy_before(store);
        }
        Ok(Some(store.take_in(&against.new)?))
    })?;
    let Some(added) = added else { return Ok(found(site, id, archive)?.into_response()) };
    site.let_go();
    Ok(see_other(&format!("/data?added={added}")))
}
