//! Bringing a questionnaire: choose the file, see what it asks, choose how it is scored, and only then keep it.

use super::HERE;
use crate::files::{Chooser, LONGEST, Uploads, Waiting};
use crate::form::{Problem, problem, problems};
use crate::{Fields, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::entry::QuestionnaireAdded;
use domain::questionnaire::{Better, How, Item, ItemKind, Questionnaire, Scoring};
use domain::words::count;
use exchange::fhir::{Brought, read_questionnaire};
use maud::{Markup, html};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route(NEW, get(ask).post(take).layer(DefaultBodyLimit::max(LONGEST)))
        .route("/questionnaires/new/{id}", get(show).post(keep))
}

const NEW: &str = "/questionnaires/new";
const CHOOSER: Chooser = Chooser {
    here: NEW,
    back: HERE,
    heading: "Bring a questionnaire",
    lead: [
        "Choose the file of a questionnaire that you may use, in the form FHIR R4.",
        "A clinic or its owner can give you one. You see what it asks first.",
    ],
    label: "The questionnaire",
    hint: "Its name ends in .json.",
    accept: ".json,application/json,application/fhir+json",
};

async fn ask(State(site): State<Site>) -> Result<Page, PageError> {
    CHOOSER.ask(&site)
}

async fn take(State(site): State<Site>, Uploads(files): Uploads) -> Result<Response, PageError> {
    let Some(upload) = files.into_iter().next() else { return CHOOSER.nothing(&site) };
    match read_questionnaire(&upload.name, &upload.bytes) {
        Ok(brought) => {
            Ok(see_other(&format!("{NEW}/{}", site.wait_with(Waiting::Questionnaire(Box::new(brought))))))
        }
        Err(problem) => CHOOSER.not_read(&site, &problem),
    }
}

async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    match site.waiting(&id).as_deref() {
        Some(Waiting::Questionnaire(brought)) => {
            Ok(found(&site, &id, brought, &Fields::default(), &[])?.into_response())
        }
        _ => CHOOSER.gone(&site),
    }
}

/// What it asks, and how it is to be scored.
fn found(
    site: &Site,
    id: &str,
    brought: &Brought,
    fields: &Fields,
    wrong: &[Problem],
) -> Result<Page, PageError> {
    let look = site.look()?;
    let asked = &brought.questionnaire;
    let title = if wrong.is_empty() { asked.title.clone() } else { format!("Error: {}", asked.title) };
    let main = html! {
        (problems(wrong))
        h1 { (asked.title) }
        p .lead { (count(asked.questions(), "question")) "." }
        @if !brought.left.is_empty() {
            ul .small { @for problem in brought.left.listed() { li { (problem) "." } } }
        }
        details { summary { "See what it asks" } ol .plain { @for item in asked.all_items() { (line(item)) } } }
        @if !asked.copyright.is_empty() { p .small.muted { (asked.copyright) } }
        @if look.person.questionnaires.contains_key(&asked.url) {
            p .note { "You have this one already. This file takes its place, and your answers stay." }
        }
        form method="post" action={ (NEW) "/" (id) } {
            (site.new_once())
            @if asked.scoring.is_some() { (scoring(asked, fields, wrong)) }
            div .actions { button .primary { "Keep it" } a .button.quiet href=(HERE) { "Change nothing" } }
        }
    };
    Ok(Page::new(title, Place::Settings, main).back(NEW).for_person(site, &look))
}

fn line(item: &Item) -> Markup {
    let more = match &item.kind {
        ItemKind::Choice { options, .. } => {
            let words: Vec<String> = options.iter().map(|option| option.value.words()).collect();
            words.join(" / ")
        }
        ItemKind::Boolean => "Yes / No".to_owned(),
        _ => String::new(),
    };
    html! { li { (item.words()) @if !more.is_empty() { p .small.muted { (more) } } } }
}

fn scoring(asked: &Questionnaire, fields: &Fields, wrong: &[Problem]) -> Markup {
    let usual = asked.scoring.map(|scoring| scoring.how);
    let how = fields.one("score").or(usual.map(How::as_str));
    let is_wrong = wrong.iter().any(|problem| problem.field == "worthwhile");
    html! {
        h2 { "Its score" }
        div .field {
            label for="score" { "How is the score worked out?" }
            p #score-hint .hint { "Its owner says so, often in the same leaflet." }
            select #score name="score" aria-describedby="score-hint" {
                @for one in How::ALL { option value=(one.as_str()) selected[how == Some(one.as_str())] { (crate::form::sentence(one.words()).trim_end_matches('.')) } }
                option value="none" selected[how == Some("none")] { "No score, only keep the answers" }
            }
        }
        div .field {
            label for="better" { "Which score is better?" }
            select #better name="better" {
                @for (value, words) in [("unknown", "I do not know"), ("lower", "A lower one"), ("higher", "A higher one")] {
                    option value=(value) selected[fields.one("better") == Some(value)] { (words) }
                }
            }
        }
        div .field .wrong[is_wrong] {
            label for="worthwhile" { "How many points of change matter to you? (optional)" }
            (problem(wrong, "worthwhile"))
            input #worthwhile name="worthwhile" inputmode="decimal" value=[fields.one("worthwhile")]
                aria-describedby=[is_wrong.then_some("worthwhile-problem")];
        }
    }
}

async fn keep(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let Some(waiting) = site.waiting(&id) else { return CHOOSER.gone(&site) };
    let Waiting::Questionnaire(brought) = &*waiting else { return CHOOSER.gone(&site) };
    let worthwhile = fields.one("worthwhile").map(|text| {
        let points = text.replace(',', ".").parse::<f64>().ok();
        points.filter(|points| points.is_finite() && *points > 0.0 && *points <= 1000.0)
    });
    if worthwhile == Some(None) {
        let wrong = [Problem::new("worthwhile", "Write a number above 0, such as 2.5, or leave it empty")];
        let page = found(&site, &id, brought, &fields, &wrong)?;
        return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response());
    }
    let chosen = How::ALL.into_iter().find(|how| fields.one("score") == Some(how.as_str()));
    let better = Better::ALL.into_iter().find(|one| fields.one("better") == Some(one.as_str()));
    let scoring = brought.questionnaire.scoring.and(chosen).map(|how| Scoring {
        how,
        at_least: None,
        better: better.unwrap_or(Better::Unknown),
        worthwhile: worthwhile.flatten(),
    });
    let questionnaire = Questionnaire { scoring, ..brought.questionnaire.clone() };
    let url = questionnaire.url.clone();
    let look = site.record_once(&fields, [QuestionnaireAdded { questionnaire }.into()])?;
    site.let_go();
    let kept = look.person.questionnaires.get(&url).map(|one| format!("{HERE}/{}", one.id));
    Ok(see_other(kept.as_deref().unwrap_or(HERE)))
}
