//! The first run: welcome, safety questions, the body picture, a few facts, and the result.
//!
//! The interview of `domain` says what comes next; every answer is recorded at once, so it goes on where it was left.

mod body;
mod checked;
mod facts;
mod fields;
mod form;
mod outcome;
mod question;
mod rescreen;
mod result;
mod told;
mod welcome;

use crate::{Look, Page, PageError, Site, see_other};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::intake::{Interview, Step};
use domain::knowledge::question::Question;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/start", get(welcome::show))
        .route("/about", get(welcome::about))
        .route("/ask", get(ask))
        .route("/ask/start", get(welcome::lead_in).post(welcome::begin))
        .route("/ask/again", get(rescreen::lead_in))
        .route("/ask/more", post(facts::more))
        .route("/ask/short", post(facts::short))
        .route("/ask/{question}", get(question::show).post(question::take))
        .route("/answers", get(told::show))
        .route("/outcome", get(outcome::show))
        .route("/checked", get(checked::show).post(checked::take))
        .route("/checked/done", get(checked::done))
        .route("/result", get(result::show))
        .route("/screen", get(rescreen::show).post(rescreen::take))
        .route("/screen/still", get(rescreen::still).post(rescreen::confirm))
}

/// What to show at `/` while there is no plan to show: the welcome, or where the person was when they left.
pub(crate) fn start_page(site: &Site, look: &Look) -> Response {
    let standing = &look.current.standing;
    if standing.answers.is_empty() {
        return welcome::page(site, look).into_response();
    }
    match interview(site, look).step() {
        Step::Ask(question) if standing.again.contains(&question.id) => see_other("/ask/again"),
        _ => see_other(&next(site, look)),
    }
}

/// Whether questions of the interview are open. A plan may be there already; it gets better with each answer.
pub(crate) fn is_open(site: &Site, look: &Look) -> bool {
    matches!(interview(site, look).step(), Step::Ask(_))
}

/// Whether the person has not come to the end of the questions that a plan needs. The page that was open comes back then,
/// even where the answers so far would do for a plan.
pub(crate) fn is_first_run(site: &Site, look: &Look) -> bool {
    let needed = |page: &&Question| facts::is_asked_of_all(page) && page.show_when.is_none();
    let answers = &look.current.standing.answers;
    site.knowledge().questions.iter().filter(needed).any(|page| !answers.contains_key(&page.id))
}

/// Goes to the next question, or to where the answers lead.
async fn ask(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.current.standing.answers.is_empty() {
        return Ok(see_other("/ask/start"));
    }
    Ok(see_other(&next(&site, &look)))
}

/// The address of what comes next.
fn next(site: &Site, look: &Look) -> String {
    match interview(site, look).step() {
        Step::Ask(question) if look.current.standing.confirm.contains(&question.id) => {
            "/screen/still".to_owned()
        }
        Step::Ask(question) => format!("/ask/{}", question.id),
        Step::Stop(_) | Step::Finished => "/outcome".to_owned(),
    }
}

/// The interview as it stands.
fn interview<'k>(site: &'k Site, look: &Look) -> Interview<'k> {
    let standing = &look.current.standing;
    Interview::new(site.knowledge(), site.model(), standing.checked.clone(), standing.answers.clone())
        .asking_again(standing.again.clone())
}

/// The person's country, where it is known.
fn country(look: &Look) -> Option<&str> {
    look.current.standing.profile.country.as_deref()
}

/// A piece of wording with a capital first.
fn capital(words: &str) -> String {
    let mut letters = words.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A page of the interview: nothing distracts.
fn quiet(site: &Site, look: &Look, title: &str, main: maud::Markup) -> Page {
    Page::new(title, crate::Place::Quiet, main).for_person(site, look)
}
