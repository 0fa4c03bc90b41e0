//! One question on one page.

use super::fields::{OPTIONAL, fields as fields_of, problem_summary};
use super::form::{Problem, Typed};
use super::{body, facts, interview, next, quiet};
use crate::{Fields, Look, Page, PageError, Site, see_other};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::entry::{AnswerWithdrawn, Event, QuestionAnswered};
use domain::ids::QuestionId;
use domain::intake::{Answer, Interview, Step, to_keep};
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, QuestionKind, Section};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Shows a question: the next one, or one that was answered and may be changed.
pub(super) async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let interview = interview(&site, &look);
    let Some(question) = site.knowledge().question(&QuestionId::from(id.as_str())) else {
        return Err(PageError::NotFound);
    };
    if !may_ask(&interview, question) {
        return Ok(see_other("/ask"));
    }
    let before = interview.answers().get(&question.id);
    let wants_change = Fields::from_text(&query.unwrap_or_default()).has("change");
    if let Some(Answer::Zones(zones)) = before
        && look.current.standing.again.contains(&question.id)
        && !wants_change
    {
        return Ok(body::same_as_before(&site, &look, zones).into_response());
    }
    let mut typed = Typed::of(before);
    if let Some(Answer::Text(own)) =
        beside(site.knowledge(), question).and_then(|own| interview.answers().get(&own.id))
    {
        typed.own.clone_from(own);
    }
    Ok(page(&site, &look, &interview, question, &typed, None).into_response())
}

/// The question for own words that stands on the page of a list.
fn beside<'k>(knowledge: &'k Knowledge, question: &Question) -> Option<&'k Question> {
    knowledge.questions.iter().find(|own| own.with.as_ref() == Some(&question.id))
}

/// Whether a question may be shown: no page follows an emergency, and none comes before its turn.
fn may_ask(interview: &Interview<'_>, question: &Question) -> bool {
    interview.answers().contains_key(&question.id) || interview.step() == Step::Ask(question)
}

/// Records the answer and goes on.
pub(super) async fn take(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let interview = interview(&site, &look);
    let knowledge = site.knowledge();
    let Some(question) = knowledge.question(&QuestionId::from(id.as_str())) else {
        return Err(PageError::NotFound);
    };
    if !may_ask(&interview, question) {
        return Ok(see_other(&next(&site, &look)));
    }
    let typed = Typed::from_fields(&fields);
    let beside = beside(knowledge, question);
    let only_own = beside.is_some() && !typed.own.is_empty() && typed.is_empty();
    let is_skipped = question.optional && (fields.has("skip") || only_own);
    let answer = match if is_skipped { Ok(Answer::Skipped) } else { typed.answer(question) } {
        Ok(answer) => answer,
        Err(problem) => {
            let page = page(&site, &look, &interview, question, &typed, Some(&problem));
            return Ok(page.into_response());
        }
    };
    if answer.check(knowledge, question).is_err() {
        return Err(PageError::Form("an answer that the question does not have"));
    }
    let erased = interview.would_erase(question, &answer);
    if !erased.is_empty() && fields.one("sure") != Some("changed") {
        let told = erased.iter().filter_map(|key| knowledge.facts.get(key)).map(|fact| fact.words.as_str());
        return Ok(was_it_a_mistake(&site, &look, question, &fields, told).into_response());
    }
    let before = &look.current.standing.answers;
    let own = beside.filter(|_| !fields.has("skip")).and_then(|own| own_words(before, own, &typed.own));
    // The same answer sent twice is recorded once; given on a later day, it says that it still holds.
    let is_new = before.get(&question.id) != Some(&answer)
        || look.current.standing.again.contains(&question.id)
        || is_from_an_earlier_day(&look, question);
    if !is_new && own.is_none() {
        return Ok(see_other(&next(&site, &look)));
    }
    let left_out = facts::after(&site, &look, question, &answer)?;
    let kept = to_keep(knowledge, before, question, answer);
    let look = site.record(kept.into_iter().chain(own).chain(left_out))?;
    Ok(see_other(&next(&site, &look)))
}

/// What the journal keeps of own words beside a list, where they are new.
fn own_words(before: &BTreeMap<QuestionId, Answer>, question: &Question, words: &str) -> Option<Event> {
    let now = (!words.is_empty()).then(|| Answer::Text(words.to_owned()));
    if before.get(&question.id) == now.as_ref() {
        return None;
    }
    let question = question.id.clone();
    Some(match now {
        Some(answer) => QuestionAnswered { question, answer }.into(),
        None => AnswerWithdrawn { question }.into(),
    })
}

fn is_from_an_earlier_day(look: &Look, question: &Question) -> bool {
    look.person.answers.get(&question.id).is_some_and(|answer| answer.day < look.today)
}

/// The part of the interview that a page belongs to. The parts come in this order on every path.
fn part(section: Section) -> &'static str {
    match section {
        Section::Safety => "Part 1 of 4: safety",
        Section::Place => "Part 2 of 4: your pain",
        Section::Story => "Part 3 of 4: what makes it better or worse",
        Section::Plan => "Part 4 of 4: your plan",
    }
}

fn page(
    site: &Site,
    look: &Look,
    interview: &Interview<'_>,
    question: &Question,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Page {
    let main = html! {
        @if let Some(problem) = problem { (problem_summary(std::slice::from_ref(problem))) }
        p .stage.small.muted { (part(question.section)) }
        form method="post" action={ "/ask/" (question.id) } novalidate data-draft=(question.id) {
            (fields_of(site.knowledge(), question, interview.answers(), typed, problem))
            @if let Some(own) = beside(site.knowledge(), question) { (own_field(own, &typed.own)) }
            p .why.small.muted { (question.why) }
            div .actions {
                button .primary type="submit" { "Continue" }
                @if question.optional { button .quiet type="submit" name="skip" value="1" { "Skip this question" } }
                @if question.optional && question.section >= Section::Story && !facts::is_short(look) {
                    button .quiet type="submit" formaction="/ask/short" { "No more questions" }
                }
            }
        }
    };
    let heading =
        if question.optional { format!("{} {OPTIONAL}", question.title) } else { question.title.clone() };
    let title = if problem.is_some() { format!("Error: {heading}") } else { heading };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = quiet(site, look, &title, main).back(back(interview, question)).script("ask.js");
    let page = if question.kind == QuestionKind::Zones { page.script("figure.js") } else { page };
    Page { status, ..page }
}

/// Own words beside a list.
fn own_field(question: &Question, words: &str) -> Markup {
    html! {
        div .field {
            label for="own" { (question.title) " " span .optional { (OPTIONAL) } }
            textarea #own name="own" rows="2" maxlength="300" autocomplete="off" { (words) }
        }
    }
}

/// Where the link "Back" leads.
fn back(interview: &Interview<'_>, question: &Question) -> String {
    match interview.before(&question.id) {
        Some(before) => format!("/ask/{}", before.id),
        None => "/ask/start".to_owned(),
    }
}

/// Asks before a sign that was a yes is erased, so that no slip of the finger loses it.
fn was_it_a_mistake<'a>(
    site: &Site,
    look: &Look,
    question: &Question,
    fields: &Fields,
    told: impl Iterator<Item = &'a str>,
) -> Page {
    let title = "Was your earlier answer a mistake, or has it changed?";
    let main = html! {
        h1 { (title) }
        p { "You told us before:" }
        ul { @for words in told { li { (super::capital(words)) } } }
        p .muted { "We ask so that a sign is not lost by a slip of the finger." }
        form method="post" action={ "/ask/" (question.id) } {
            (hidden(fields))
            input type="hidden" name="sure" value="changed";
            div .actions {
                button .primary type="submit" { "Yes, take the new answer" }
                a .button href={ "/ask/" (question.id) } { "No, keep the earlier answer" }
            }
        }
    };
    quiet(site, look, title, main).back(format!("/ask/{}", question.id))
}

/// The same fields once more, unseen.
fn hidden(fields: &Fields) -> Markup {
    html! {
        @for (name, value) in fields.iter().filter(|(name, _)| *name != "sure") {
            input type="hidden" name=(name) value=(value);
        }
    }
}
