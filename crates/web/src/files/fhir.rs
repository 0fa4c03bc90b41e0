//! The record for other health programs, as FHIR: what leaves is shown first, and what comes in waits for a yes.

use super::chooser::Chooser;
use super::upload::{LONGEST, Uploads};
use super::waiting::Waiting;
use super::{entries, file_text};
use crate::answer::minute;
use crate::form::{Problem, problem, problems};
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::answer::{Diary, answer};
use domain::words::{count, day};
use exchange::fhir::{self, Export, Given, Record, Whose, Wish};
use exchange::sheets::Import;
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/data/fhir", get(preview))
        .route(FILE, get(save))
        .route(BRING, get(ask).post(take).layer(DefaultBodyLimit::max(LONGEST)))
        .route("/data/fhir/import/{id}", get(show).post(confirm))
}

const FILE: &str = "/data/fhir.json";
const BRING: &str = "/data/fhir/import";
const CHOOSER: Chooser = Chooser {
    here: BRING,
    back: "/data",
    heading: "Take in ratings of another program",
    lead: [
        "Choose a FHIR file. Pain from 0 to 10 and filled-in questionnaires can be taken in.",
        "Nothing changes until you say so. What is here already stays as it is.",
    ],
    label: "The file",
    hint: "Its name ends in .json.",
    accept: ".json,application/json,application/fhir+json",
};
const HEADING: &str = "Your record for other health programs";
/// So many days are listed.
const LISTED: usize = 100;

/// What a file can hold, in plain words, in the order in which it is told.
const KINDS: [(&str, &str); 9] = [
    ("Patient", "you, without a name or a birthday"),
    ("Condition", "where your back hurts"),
    ("Goal", "your goal"),
    ("CarePlan", "your plan and your test"),
    ("Procedure", "sessions, what was done in them, and visits"),
    ("Observation", "ratings, scores and the answer"),
    ("QuestionnaireResponse", "questionnaires you filled in"),
    ("Device", "this program and its version"),
    ("Provenance", "who recorded what"),
];

fn wish(fields: &Fields) -> Wish {
    Wish { notes: fields.has("notes"), safety: fields.has("safety"), snomed: !fields.has("no-snomed") }
}

fn query(wish: &Wish) -> String {
    let all = [(wish.notes, "notes=yes"), (wish.safety, "safety=yes"), (!wish.snomed, "no-snomed=yes")];
    all.into_iter().filter(|(on, _)| *on).map(|(_, text)| text).collect::<Vec<_>>().join("&")
}

fn write(site: &Site, look: &Look, wish: &Wish) -> Option<Export> {
    let diary = Diary::of_answer(site.knowledge(), &look.person, look.today, minute(look));
    let answer = answer(&diary);
    let given = Given {
        knowledge: site.knowledge(),
        whose: site.with_open(journal::Store::person),
        person: &look.person,
        current: &look.current,
        today: look.today,
        answer: Some(&answer),
    };
    fhir::write(&given, wish)
}

/// The file, to keep. With `?see` it is shown in the browser.
async fn save(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let look = site.look()?;
    let fields = Fields::from_text(&query.unwrap_or_default());
    let Some(export) = write(&site, &look, &wish(&fields)) else { return Err(PageError::NotFound) };
    if fields.has("see") {
        return super::file(export.text, "text/plain; charset=utf-8", None);
    }
    super::file(export.text, "application/fhir+json", Some(&format!("backwise-fhir-{}.json", look.today)))
}

/// What would be in the file, before it leaves.
async fn preview(State(site): State<Site>, RawQuery(asked): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let wish = wish(&Fields::from_text(&asked.unwrap_or_default()));
    let query = query(&wish);
    let main = html! {
        h1 { (HEADING) }
        p { "One file in the form FHIR R4, which many clinics and health programs read." }
        form method="get" action="/data/fhir" {
            fieldset .choices {
                legend { "What goes along?" }
                (tick("notes", wish.notes, "My notes", "What you and your therapist wrote in own words."))
                (tick("safety", wish.safety, "My answers to the safety questions", "Only those that limit massage."))
                (tick("no-snomed", !wish.snomed, "Leave out codes of SNOMED CT", "Some countries have no licence for them."))
            }
            div .actions { button { "Show it like this" } }
        }
        @match write(&site, &look, &wish) {
            None => p { "There is nothing to put in the file yet." },
            Some(export) => (leaves(&export, &query)),
        }
    };
    Ok(Page::new(HEADING, Place::Settings, main).back("/data").for_person(&site, &look))
}

fn tick(name: &str, on: bool, label: &str, more: &str) -> Markup {
    html! {
        label .choice {
            input type="checkbox" name=(name) value="yes" checked[on];
            span { (label) small { (more) } }
        }
    }
}

fn leaves(export: &Export, query: &str) -> Markup {
    let of = |kind: &str| export.counts.iter().find(|(known, _)| *known == kind).map(|(_, count)| *count);
    let link = |more: &str| {
        let all: Vec<&str> = [more, query].into_iter().filter(|part| !part.is_empty()).collect();
        if all.is_empty() { FILE.to_owned() } else { format!("{FILE}?{}", all.join("&")) }
    };
    html! {
        h2 { "What will leave" }
        p { "This is all that goes into the file. Nothing else goes with it." }
        ul {
            @for (kind, words) in KINDS {
                @if let Some(number) = of(kind) { li { (number) " " (kind) ": " (words) } }
            }
        }
        (file_text("backwise-fhir.json", &export.text, &link("see=yes")))
        p { "It is plain text about your health. Give it only to people you trust." }
        div .actions { a .button.primary href=(link("")) { "Save the file" } }
    }
}

async fn ask(State(site): State<Site>) -> Result<Page, PageError> {
    CHOOSER.ask(&site)
}

/// Takes the file and reads it. Nothing of it is used yet.
async fn take(State(site): State<Site>, Uploads(files): Uploads) -> Result<Response, PageError> {
    let Some(upload) = files.into_iter().next() else { return CHOOSER.nothing(&site) };
    match fhir::read(&upload.name, &upload.bytes) {
        Ok(record) => Ok(see_other(&format!("{BRING}/{}", site.wait_with(Waiting::Record(record))))),
        Err(problem) => CHOOSER.not_read(&site, &problem),
    }
}

/// What is in the file and what would change.
async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    match site.waiting(&id).as_deref() {
        Some(Waiting::Record(record)) => Ok(found(&site, &id, record, &[])?.into_response()),
        _ => CHOOSER.gone(&site),
    }
}

fn found(site: &Site, id: &str, record: &Record, wrong: &[Problem]) -> Result<Page, PageError> {
    let look = site.look()?;
    // What it would be if the file is about this person; the question below settles whether it is.
    let (whose, import) = site.with_open(|store| {
        let whose = record.whose(store.entries(), store.person());
        (whose, record.import(store.entries(), store.person(), true))
    });
    let heading = "What is in this file";
    let title = if wrong.is_empty() { heading.to_owned() } else { format!("Error: {heading}") };
    let main = html! {
        (problems(wrong))
        h1 { (heading) }
        @match import {
            Err(problem) => {
                div .note.warn role="alert" {
                    p { "This file cannot be taken in. Nothing has changed." }
                    p .small { (problem) "." }
                }
                p { a .button href="/data" { "Go back to your data" } }
            }
            Ok(import) => (changes(id, &whose, &import, wrong)),
        }
    };
    Ok(Page::new(title, Place::Settings, main).back(BRING).for_person(site, &look))
}

/// What would change, and the two ways on.
fn changes(id: &str, whose: &Whose, import: &Import, wrong: &[Problem]) -> Markup {
    html! {
        @if import.there > 0 {
            p { (count(import.there, "value")) @if import.there == 1 { " is" } @else { " are" } " here already, and stay as they are." }
        }
        @if !import.left.is_empty() {
            details {
                summary { (count(import.left.count(), "part")) " of the file cannot be taken in" }
                ul { @for problem in import.left.listed() { li { (problem) "." } } }
            }
        }
        @if import.entries.is_empty() {
            p { "Nothing has to be added." }
            p { a .button href="/data" { "Go back to your data" } }
        } @else {
            h2 { "What would be added" }
            p { (entries(import.entries.len())) " on " (count(import.added.len(), "day")) "." }
            ul {
                @for (on, what) in import.added.iter().take(LISTED) { li { (day(*on)) " " (on.year()) ": " (what.join("; ")) } }
                @if import.added.len() > LISTED { li { "and " (import.added.len() - LISTED) " more days" } }
            }
            form method="post" action={ (BRING) "/" (id) } {
                @if let Whose::Unknown(who) = whose {
                    div .field .wrong[!wrong.is_empty()] {
                        p { "The file is about: " strong { (who) } ". Backwise cannot tell whether that is you." }
                        (problem(wrong, "mine"))
                        label .choice {
                            input #mine type="checkbox" name="mine" value="yes"
                                aria-describedby=[(!wrong.is_empty()).then_some("mine-problem")];
                            span { "This file is about me" }
                        }
                    }
                }
                div .actions {
                    button .primary { "Add " (entries(import.entries.len())) }
                    a .button.quiet href="/data" { "Change nothing" }
                }
            }
        }
    }
}

/// Adds what was shown. What is added is worked out anew, because the journal may have grown.
async fn confirm(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let Some(waiting) = site.waiting(&id) else { return CHOOSER.gone(&site) };
    let Waiting::Record(record) = &*waiting else { return CHOOSER.gone(&site) };
    site.look()?;
    let added = site.with_store(|store| {
        store.refresh()?;
        let Ok(import) = record.import(store.entries(), store.person(), fields.has("mine")) else {
            return Ok(None);
        };
        if let (Some(desk), false) = (site.desk(), store.entries().is_empty()) {
            desk.copy_before(store);
        }
        Ok(Some(store.take_in(&import.entries)?))
    })?;
    let Some(added) = added else {
        let wrong = [Problem::new("mine", "Tick the box if this file is about you")];
        let page = found(&site, &id, record, &wrong)?;
        return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response());
    };
    site.let_go();
    Ok(see_other(&format!("/data?added={added}")))
}
