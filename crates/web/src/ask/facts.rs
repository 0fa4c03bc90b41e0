//! A few facts: the short way, which asks at most what a plan needs, and the long way.

use super::{interview, next, quiet};
use crate::{Look, PageError, Site, see_other};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::entry::{Event, SettingChanged};
use domain::intake::{Answer, Interview, Step, to_keep};
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, Section};
use maud::html;

/// The setting that says which way was chosen, and its value for the short one.
const SETTING: (&str, &str) = ("questions", "short");

/// Questions that may be skipped and are asked on the short way too: what hurts and what eases it point to a muscle, the
/// plan is for the goal, and it has to fit the day and the home.
const ALWAYS: [&str; 5] = ["worse_moves", "eases", "goal", "minutes", "equipment"];

/// Whether a question of the second half is asked on both ways, because a plan rests on it.
pub(super) fn is_asked_of_all(question: &Question) -> bool {
    question.section >= Section::Story && (!question.optional || ALWAYS.contains(&question.id.as_str()))
}

/// Whether the choice between the 2 ways comes now: before the first question that may be skipped.
pub(super) fn is_due(look: &Look, knowledge: &Knowledge, question: &Question) -> bool {
    // The country is asked before all others, for the number to call.
    let is_fact = |page: &&Question| page.section >= Section::Story && page.field != "country";
    let mut answered = knowledge.questions.iter().filter(is_fact);
    question.section == Section::Story
        && look.setting(SETTING.0).is_none()
        && !answered.any(|page| look.current.standing.answers.contains_key(&page.id))
}

/// Whether the person chose the short way.
pub(super) fn is_short(look: &Look) -> bool {
    look.setting(SETTING.0) == Some(SETTING.1)
}

/// Shows the choice.
pub(super) async fn show(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let title = "Now a few facts for your plan";
    let main = html! {
        h1 { (title) }
        p .lead { "6 short questions are enough for a plan." }
        p { "More answers can make it fit better. You can add them later, on the page \"Your answers\"." }
        div .actions {
            form method="post" action="/ask/facts" { button .primary type="submit" { "Ask me the short list" } }
            a .button href="/ask/worse_moves" { "Ask me everything, about 30" }
        }
    };
    Ok(quiet(&site, &look, title, main).back("/ask/zones?change").into_response())
}

/// Chooses the short way: leaves out what may be left out.
pub(super) async fn take(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let mut events = left_out(&site, &look)?;
    if !is_short(&look) {
        events.push(SettingChanged { name: SETTING.0.to_owned(), value: SETTING.1.to_owned() }.into());
    }
    let look = if events.is_empty() { look } else { site.record(events)? };
    Ok(see_other(&next(&site, &look)))
}

/// What the journal keeps so that every open question that may be left out is left out.
fn left_out(site: &Site, look: &Look) -> Result<Vec<Event>, PageError> {
    let knowledge = site.knowledge();
    let mut interview = interview(site, look);
    let mut events = Vec::new();
    let may_skip = |question: &Question| question.section >= Section::Story && !is_asked_of_all(question);
    for question in knowledge.questions.iter().filter(|question| may_skip(question)) {
        if !interview.answers().contains_key(&question.id) {
            events.extend(to_keep(knowledge, interview.answers(), question, Answer::Skipped));
            interview.answer(question, Answer::Skipped).map_err(PageError::ours)?;
        }
    }
    events.extend(findings_left_out(knowledge, &mut interview)?);
    Ok(events)
}

/// On the short way: what is kept besides an answer, so that no finding is asked for. They come one after another, each
/// chosen by the answers before it.
pub(super) fn after(
    site: &Site,
    look: &Look,
    question: &Question,
    answer: &Answer,
) -> Result<Vec<Event>, PageError> {
    let knowledge = site.knowledge();
    let Some(question) = knowledge.question(&question.id) else { return Ok(Vec::new()) };
    if !is_short(look) || question.section < Section::Story {
        return Ok(Vec::new());
    }
    let mut interview = interview(site, look);
    interview.answer(question, answer.clone()).map_err(PageError::ours)?;
    findings_left_out(knowledge, &mut interview)
}

fn findings_left_out<'k>(
    knowledge: &'k Knowledge,
    interview: &mut Interview<'k>,
) -> Result<Vec<Event>, PageError> {
    let is_finding = |question: &Question| knowledge.finding_pages().any(|page| page.id == question.id);
    let mut events = Vec::new();
    while let Step::Ask(question) = interview.step() {
        if !is_finding(question) || interview.answers().contains_key(&question.id) {
            break;
        }
        events.extend(to_keep(knowledge, interview.answers(), question, Answer::Skipped));
        interview.answer(question, Answer::Skipped).map_err(PageError::ours)?;
    }
    Ok(events)
}
