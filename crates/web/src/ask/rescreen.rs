//! Asking again: only what may have changed.

use super::fields::problem_summary;
use super::form::Problem;
use super::{next, quiet, told};
use crate::{Fields, Look, Page, PageError, Site, see_other};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::entry::{Event, QuestionAnswered};
use domain::ids::{OptionId, QuestionId};
use domain::intake::{heard, line_facts};
use domain::knowledge::Knowledge;
use domain::knowledge::care::follow_up::ScreenList;
use domain::knowledge::question::{Question, ScreenSet};
use domain::words::day;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::html;
use std::collections::BTreeSet;

/// Why the safety questions come again, before the first of them.
pub(super) async fn lead_in(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.current.standing.again.is_empty() {
        return Ok(see_other("/ask"));
    }
    let title = "Some questions come again";
    let main = html! {
        h1 { (title) }
        @if crate::today::is_back(&look) {
            p .lead { "Welcome back. Start where you are." }
            p { "Time has passed. So we ask what may have changed." }
        } @else {
            p .lead { "Time has passed, or something is new. So we ask what may have changed." }
        }
        @if let Some(ended) = ended(&look) {
            p { "Your plan ended on " (day(ended)) ". " a href="/progress" { "Here is what you found out" } }
        }
        p { "Your plan waits until these pages are done. It takes about 2 minutes." }
        p .muted { "Feel very ill now? Go to " a href="/help" { "When to get medical help" } "." }
        div .actions { a .button.primary href="/ask" { "Continue" } }
    };
    Ok(quiet(&site, &look, title, main).into_response())
}

/// The last day of a plan that is over.
fn ended(look: &Look) -> Option<Date> {
    let kept = &look.person.plan.as_ref()?.made.event.plan;
    let start: Date = kept.get("start")?.as_str()?.parse().ok()?;
    let weeks = i64::try_from(kept.get("weeks")?.as_u64()?).ok()?;
    let last = start.saturating_add((weeks * 7 - 1).days());
    (last < look.today).then_some(last)
}

/// The short list.
fn short(knowledge: &Knowledge) -> Option<&ScreenSet> {
    knowledge.screen_sets.iter().find(|set| Some(set.id.as_str()) == ScreenList::Short.screen_set())
}

/// Shows the 4 lines that are asked every 2 weeks, after a long flare and when something is new.
pub(super) async fn show(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let set = short(site.knowledge()).ok_or(PageError::NotFound)?;
    Ok(page(&site, &look, set, None))
}

fn page(site: &Site, look: &Look, set: &ScreenSet, problem: Option<&Problem>) -> Page {
    let main = html! {
        @if let Some(problem) = problem { (problem_summary(std::slice::from_ref(problem))) }
        form method="post" action="/screen" novalidate {
            (site.new_once())
            fieldset .choices.wrong[problem.is_some()] {
                legend { h1 { (set.title) } }
                p .hint { "Not sure counts as a tick: we ask about it on the next pages." }
                @if let Some(problem) = problem { p .problem { (problem.words) } }
                @for (number, line) in set.lines.iter().enumerate() {
                    label .choice {
                        input type="checkbox" name="line" value=(line.id) id=[(number == 0).then_some("first")];
                        span { (line.label) }
                    }
                }
                p .or { "or" }
                label .choice { input type="checkbox" name="none" value="1"; span { (set.none) } }
            }
            p .why.small.muted { "These come first, because some signs need help today." }
            div .actions { button .primary type="submit" { "Continue" } }
        }
    };
    let title = match problem {
        Some(_) => format!("Error: {}", set.title),
        None => set.title.clone(),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page { status, ..quiet(site, look, &title, main).back("/").script("ask.js") }
}

pub(super) async fn take(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let knowledge = site.knowledge();
    let set = short(knowledge).ok_or(PageError::NotFound)?;
    let ticked: BTreeSet<OptionId> = fields.all("line").map(OptionId::from).collect();
    if ticked.iter().any(|id| set.lines.iter().all(|line| line.id != *id)) {
        return Err(PageError::Form("a line that the list does not have"));
    }
    if ticked.is_empty() != fields.has("none") {
        let words = format!("Select what is new, or \"{}\"", set.none);
        return Ok(
            page(&site, &look, set, Some(&Problem { field: "first".to_owned(), words })).into_response()
        );
    }
    let facts = line_facts(knowledge, set, &ticked);
    site.record_once(&fields, [heard(&facts)])?;
    Ok(see_other(if facts.is_empty() { "/" } else { "/ask/again" }))
}

/// Pages for which "still true?" is enough.
fn to_confirm<'k>(site: &'k Site, look: &Look) -> Vec<&'k Question> {
    let confirm = &look.current.standing.confirm;
    let asked = site.knowledge().questions.iter().filter(|page| confirm.contains(&page.id));
    asked.collect()
}

/// Answers that change slowly, on one page.
pub(super) async fn still(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let pages = to_confirm(&site, &look);
    if pages.is_empty() {
        return Ok(see_other("/ask"));
    }
    let title = "Still true?";
    let main = html! {
        h1 { (title) }
        p .lead { "You told us this before. Change what is different now." }
        (told::answers(&site, &look, pages.iter().copied()))
        form method="post" action="/screen/still" {
            @for page in &pages { input type="hidden" name="page" value=(page.id); }
            div .actions { button .primary type="submit" { "All of this is still true" } }
        }
    };
    Ok(quiet(&site, &look, title, main).back("/").into_response())
}

/// Records the shown answers once more, as given today.
pub(super) async fn confirm(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let shown: BTreeSet<QuestionId> = fields.all("page").map(QuestionId::from).collect();
    let standing = &look.current.standing;
    let is_shown = |id: &QuestionId| {
        let page = site.knowledge().followed_by(id).unwrap_or(id);
        shown.contains(page)
    };
    let answered = standing.confirm.iter().filter(|id| is_shown(id));
    let events: Vec<Event> = answered
        .filter_map(|id| Some((id, standing.answers.get(id)?)))
        .map(|(id, answer)| QuestionAnswered { question: id.clone(), answer: answer.clone() }.into())
        .collect();
    let look = if events.is_empty() { look } else { site.record(events)? };
    Ok(see_other(&next(&site, &look)))
}
