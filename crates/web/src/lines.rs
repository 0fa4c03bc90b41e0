//! The short safety lists: a few lines that stand for many signs. Four in a flare and every 2 weeks, seven before a
//! session.

use crate::Fields;
use crate::form::{Choice, Problem, choices, problem, problems};
use crate::page::{Page, Place};
use axum::http::StatusCode;
use domain::ids::OptionId;
use domain::knowledge::Knowledge;
use domain::knowledge::question::ScreenSet;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The value of "None of these".
const NONE: &str = "none";

/// The list with this id.
pub(crate) fn set<'k>(knowledge: &'k Knowledge, id: &str) -> Option<&'k ScreenSet> {
    knowledge.screen_sets.iter().find(|set| set.id == id)
}

/// What was ticked.
pub(crate) enum Ticked {
    /// Lines, or nothing at all: "None of these".
    Lines(BTreeSet<OptionId>),
    /// Neither a line nor "None of these".
    Unanswered,
}

/// Reads the list. A line counts, even where "None of these" is ticked as well.
pub(crate) fn read(set: &ScreenSet, fields: &Fields) -> Ticked {
    let known = |id: &str| set.lines.iter().find(|line| line.id.as_str() == id).map(|line| line.id.clone());
    let lines: BTreeSet<OptionId> = fields.all("line").filter_map(known).collect();
    if lines.is_empty() && !fields.all("line").any(|value| value == NONE) {
        Ticked::Unanswered
    } else {
        Ticked::Lines(lines)
    }
}

/// The page that asks the list.
pub(crate) fn page(set: &ScreenSet, ask: &Ask<'_>, is_wrong: bool) -> Page {
    let wrong: Vec<Problem> = is_wrong
        .then(|| Problem::new("line", format!("Tick what is new, or “{}”", set.none)))
        .into_iter()
        .collect();
    let main = html! {
        (problems(&wrong))
        form method="post" action=(ask.action) {
            @if !ask.over.is_empty() { p .label { (ask.over) } }
            (list(set, ask.why, &wrong))
            div .actions { button .primary { "Continue" } }
        }
    };
    let title = if is_wrong { format!("Error: {}", set.title) } else { set.title.clone() };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page { status, ..Page::new(title, Place::Quiet, main) }.back(ask.back)
}

/// Where a list is asked.
pub(crate) struct Ask<'a> {
    /// Where the answers go.
    pub(crate) action: &'a str,
    /// Where "Back" leads.
    pub(crate) back: &'a str,
    /// A small heading above the question.
    pub(crate) over: &'a str,
    /// Why it is asked.
    pub(crate) why: &'a str,
}

fn list(set: &ScreenSet, why: &str, wrong: &[Problem]) -> Markup {
    let legend = html! {
        h1 { (set.title) }
        p .hint { (why) " Not sure about one? Tick it too. We ask more then." }
        (problem(wrong, "line"))
    };
    let lines = set.lines.iter().map(|line| choice(line.id.as_str(), &line.label));
    html! {
        (choices("line", &legend, true, lines))
        p .or { "or" }
        label .choice { input type="checkbox" name="line" value=(NONE); span { (set.none) } }
    }
}

fn choice<'a>(value: &'a str, label: &'a str) -> Choice<'a> {
    Choice { value, label, more: "", chosen: false }
}
