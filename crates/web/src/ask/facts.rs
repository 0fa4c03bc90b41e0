//! A few facts. The first run asks what a plan rests on; the rest is asked later, of whoever wants to answer it.

use super::{interview, next};
use crate::{Look, PageError, Site, see_other};
use axum::extract::State;
use axum::response::Response;
use domain::entry::{AnswerWithdrawn, Event, SettingChanged};
use domain::intake::{Answer, Interview, Step, to_keep};
use domain::knowledge::question::{Question, Section};
use maud::{Markup, html};

/// The setting that says whether all questions are asked, and its values.
const SETTING: &str = "questions";
const LONG: &str = "long";
const SHORT: &str = "short";

/// Questions that may be skipped and are asked in the first run: what hurts and what eases it point to a muscle, massage
/// that was felt before says what to ask for, the plan is for the goal, and it has to fit the day and the home.
const ALWAYS: [&str; 6] = ["worse_moves", "eases", "massage_before", "goal", "minutes", "equipment"];

/// Whether a question of the second half is asked in the first run, because a plan rests on it.
pub(super) fn is_asked_of_all(question: &Question) -> bool {
    question.section >= Section::Story && (!question.optional || ALWAYS.contains(&question.id.as_str()))
}

/// Whether only the questions of the first run are asked.
pub(super) fn is_short(look: &Look) -> bool {
    look.setting(SETTING) != Some(LONG)
}

/// How many questions the first run left out.
fn left(site: &Site, look: &Look) -> usize {
    let is_left = |question: &&Question| {
        look.current.standing.answers.get(&question.id) == Some(&Answer::Skipped) && is_extra(question)
    };
    site.knowledge().questions.iter().filter(is_left).count()
}

/// Whether only somebody who wants all questions is asked this one. The country has its own place, before all others.
fn is_extra(question: &Question) -> bool {
    question.section >= Section::Story && !is_asked_of_all(question) && question.field != "country"
}

/// The offer to answer what the first run left out, while there is something left.
pub(super) fn offer(site: &Site, look: &Look) -> Markup {
    let left = left(site, look);
    html! {
        @if left > 0 && is_short(look) {
            form method="post" action="/ask/more" {
                button .quiet type="submit" { "Answer " (left) " more questions" }
            }
        }
    }
}

/// Asks what the first run left out.
pub(super) async fn more(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let skipped = look.current.standing.answers.iter().filter(|(_, answer)| **answer == Answer::Skipped);
    let is_extra = |id: &&domain::ids::QuestionId| site.knowledge().question(id).is_some_and(is_extra);
    let ids = skipped.map(|(id, _)| id).filter(is_extra);
    let mut events: Vec<Event> = ids.map(|id| AnswerWithdrawn { question: id.clone() }.into()).collect();
    if is_short(&look) {
        events.push(SettingChanged { name: SETTING.to_owned(), value: LONG.to_owned() }.into());
    }
    let look = if events.is_empty() { look } else { site.record(events)? };
    Ok(see_other(&next(&site, &look)))
}

/// Asks no more than the first run does.
pub(super) async fn short(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let mut events = leave_out(&site, interview(&site, &look))?;
    if !is_short(&look) {
        events.push(SettingChanged { name: SETTING.to_owned(), value: SHORT.to_owned() }.into());
    }
    let look = if events.is_empty() { look } else { site.record(events)? };
    Ok(see_other(&next(&site, &look)))
}

/// What is kept besides an answer in the first run, so that the next page is one that it asks.
pub(super) fn after(
    site: &Site,
    look: &Look,
    question: &Question,
    answer: &Answer,
) -> Result<Vec<Event>, PageError> {
    let Some(question) = site.knowledge().question(&question.id) else { return Ok(Vec::new()) };
    if !is_short(look) {
        return Ok(Vec::new());
    }
    let mut interview = interview(site, look);
    interview.answer(question, answer.clone()).map_err(PageError::ours)?;
    leave_out(site, interview)
}

/// Skips the pages that come next, until one that the first run asks. Findings come one after another, each chosen by the
/// answers before it.
fn leave_out<'k>(site: &'k Site, mut interview: Interview<'k>) -> Result<Vec<Event>, PageError> {
    let mut events = Vec::new();
    while let Step::Ask(question) = interview.step() {
        if question.section < Section::Story || is_asked_of_all(question) {
            break;
        }
        events.extend(to_keep(site.knowledge(), interview.answers(), question, Answer::Skipped));
        interview.answer(question, Answer::Skipped).map_err(PageError::ours)?;
    }
    Ok(events)
}
