//! The stop page: after sharp or spreading pain, numbness or dizziness.

use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::entry::{EntryId, NrsScore, Recorded, Retracted, SessionDone, SessionProblem};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use maud::{Markup, html};

/// Pain that stands for "this part ended with a stop sign" (rule R14: red from 6 on).
const STOPPED_AT: u8 = 6;

pub(super) async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    let look = site.look()?;
    let done = look.person.sessions.last().filter(|done| is_stop(done.event.problem));
    let knowledge = site.knowledge();
    let net = &knowledge.care.safety_net;
    let main = html! {
        h1 { "Stop here for today" }
        p .lead { "Rest in a position that eases your back." }
        @if let Some(done) = done { (which(&site, knowledge, done, &id)) }
        section .care.amber {
            h2 { (net.intro) }
            ul { @for sign in &net.signs { li { (sign) } } }
            p { a .button href="/help" { "When to get medical help" } }
        }
        p { "Is it still there tomorrow, or is something else new? " a href="/screen" { "Answer 4 short questions" } }
        div .actions { a .button.primary href="/" { "Back to Today" } }
    };
    Ok(Page::new("Stop here for today", Place::Today, main).for_person(&site, &look).into_response())
}

/// Whether a problem ends the session and takes its part out of the plan.
pub(super) fn is_stop(problem: SessionProblem) -> bool {
    matches!(problem, SessionProblem::Sharp | SessionProblem::Numb | SessionProblem::Dizzy)
}

fn session<'a>(look: &'a Look, id: Option<&str>) -> Option<&'a Recorded<SessionDone>> {
    let id: EntryId = id?.parse().ok()?;
    look.person.sessions.iter().find(|session| session.id == id)
}

fn is_named(done: &SessionDone) -> bool {
    done.items.iter().any(|item| item.pain_during.is_some_and(|pain| pain.points() >= STOPPED_AT))
}

/// Which part it was. Until that is said, all parts that were played are out of the plan.
fn which(site: &Site, knowledge: &Knowledge, done: &Recorded<SessionDone>, id: &str) -> Markup {
    let name = |id: &TechniqueId| knowledge.techniques.get(id).map_or("", |known| known.name.as_str());
    let played: Vec<&TechniqueId> =
        done.event.items.iter().filter(|item| item.seconds > 0).map(|item| &item.technique).collect();
    html! {
        @if is_named(&done.event) || played.len() < 2 {
            p { "That part is out of your plan until you put it back." }
        } @else {
            form .card method="post" action={ "/session/" (id) "/stopped" } {
                input type="hidden" name="of" value=(done.id);
                (site.new_once())
                h2 { "In which part?" }
                p { "Until you say, all of these are out of your plan." }
                div .problem-buttons {
                    @for part in played { button name="technique" value=(part) { (name(part)) } }
                }
            }
        }
    }
}

/// Names the part: the entry is replaced by one that says so.
pub(super) async fn name(
    State(site): State<Site>,
    Path(path): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let to = format!("/session/{path}/stopped");
    let Some(done) = session(&look, fields.one("of")) else { return Ok(see_other(&to)) };
    let part = fields.one("technique").ok_or(PageError::Form("no part"))?;
    let mut event = done.event.clone();
    let stopped = NrsScore::new(STOPPED_AT).map_err(PageError::ours)?;
    for item in event.items.iter_mut().filter(|item| item.technique.as_str() == part) {
        item.pain_during = Some(stopped);
    }
    let retracted = Retracted { entry: done.id, why: "the part was named".to_owned() };
    site.record_once_about(&fields, [event.into(), retracted.into()], done.day)?;
    Ok(see_other(&to))
}
