//! The markup of one question's fields.

use super::body;
use super::form::{Problem, Typed, UNSURE, group_field, may_doubt, none_words, range};
use domain::ids::{QuestionId, ZoneId};
use domain::intake::{Answer, shown_options};
use domain::knowledge::Knowledge;
use domain::knowledge::question::{OptionGroup, Question, QuestionKind, QuestionOption, Section};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A line of a list.
struct Item<'q> {
    id: String,
    words: String,
    /// The line that it stands under.
    group: Option<&'q OptionGroup>,
}

/// What can be chosen.
fn items<'q>(
    knowledge: &Knowledge,
    question: &'q Question,
    answers: &BTreeMap<QuestionId, Answer>,
) -> Vec<Item<'q>> {
    if question.field == "worst_zone" {
        let marked = answers.values().filter_map(|answer| match answer {
            Answer::Zones(zones) => Some(zones.keys()),
            _ => None,
        });
        let item = |id: &ZoneId| {
            let words = knowledge.zone(id).map_or_else(|| id.to_string(), |zone| zone.name.clone());
            Item { id: id.to_string(), words, group: None }
        };
        return marked.flatten().map(item).collect();
    }
    let item = |option: &QuestionOption| {
        let group = question.groups.iter().find(|group| option.group.as_ref() == Some(&group.id));
        Item { id: option.id.to_string(), words: option.label.clone(), group }
    };
    let mut items: Vec<_> = shown_options(knowledge, question, answers).into_iter().map(item).collect();
    // People tend to pick what stands first, so what only describes the pain stands by the alphabet.
    let is_told =
        question.section == Section::Story || matches!(question.field.as_str(), "likes" | "dislikes");
    if question.kind == QuestionKind::Many && is_told {
        items.sort_by(|a, b| a.words.cmp(&b.words));
    }
    items
}

/// What is wrong, at the top of the page.
pub(super) fn problem_summary(problems: &[Problem]) -> Markup {
    html! {
        div .problems role="alert" tabindex="-1" {
            h2 { "There is a problem" }
            ul { @for problem in problems { li { a href={ "#" (problem.field) } { (problem.words) } } } }
        }
    }
}

/// The fields of a question.
pub(super) fn fields(
    knowledge: &Knowledge,
    question: &Question,
    answers: &BTreeMap<QuestionId, Answer>,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Markup {
    match question.kind {
        QuestionKind::Many => many(question, &items(knowledge, question, answers), typed, problem),
        QuestionKind::One => one(question, &items(knowledge, question, answers), typed, problem),
        QuestionKind::Zones => body::picker(knowledge, question, &typed.zones(), problem),
        QuestionKind::Number if range(question) == (0..=10) => scale(question, typed, problem),
        QuestionKind::Number if !question.options.is_empty() => ranges(question, typed, problem),
        QuestionKind::Number => number(question, typed, problem),
        QuestionKind::Text => text(question, typed, problem),
    }
}

/// The heading of a question. What may be left out says so.
pub(super) fn title(question: &Question) -> Markup {
    html! {
        (question.title)
        @if question.optional { " " span .optional { (OPTIONAL) } }
    }
}

/// What stands behind a question that may be left out.
pub(super) const OPTIONAL: &str = "(optional)";

/// Help and problem of a question, for the top of its field set.
pub(super) fn heading(question: &Question, problem: Option<&Problem>) -> Markup {
    html! {
        @if !question.help.is_empty() { p #hint .hint { (question.help) } }
        @if let Some(problem) = problem { p #problem .problem { (problem.words) } }
    }
}

/// The ids of the lines that describe the field.
pub(super) fn described(question: &Question, problem: Option<&Problem>) -> Option<&'static str> {
    match (question.help.is_empty(), problem) {
        (true, None) => None,
        (false, None) => Some("hint"),
        (true, Some(_)) => Some("problem"),
        (false, Some(_)) => Some("hint problem"),
    }
}

fn many(question: &Question, items: &[Item<'_>], typed: &Typed, problem: Option<&Problem>) -> Markup {
    let parts = items.chunk_by(|a, b| a.group.is_some() && a.group == b.group);
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            @for (number, part) in parts.enumerate() {
                @match part.first().and_then(|item| item.group) {
                    Some(group) => (group_of(group, part, typed)),
                    None => (lines(part, typed, number == 0)),
                }
            }
            p .or { "or" }
            label .choice {
                input type="checkbox" name="none" value="1" checked[typed.none];
                span { (none_words(question)) }
            }
        }
        @if may_doubt(question) { (doubts(items, typed)) }
    }
}

/// Lines to tick.
fn lines(items: &[Item<'_>], typed: &Typed, is_first: bool) -> Markup {
    html! {
        @for (number, Item { id, words, .. }) in items.iter().enumerate() {
            label .choice {
                input type="checkbox" name="choice" value=(id) id=[(is_first && number == 0).then_some("first")]
                    checked[typed.chosen.contains(id)];
                span { (words) }
            }
        }
    }
}

/// A line that stands over others: ticking it shows them, without a script.
fn group_of(group: &OptionGroup, items: &[Item<'_>], typed: &Typed) -> Markup {
    let says = |item: &Item<'_>| typed.chosen.contains(&item.id) || typed.unsure.contains(&item.id);
    let is_open = typed.groups.contains(group.id.as_str()) || items.iter().any(says);
    html! {
        div .group {
            label .choice {
                input type="checkbox" name="group" value=(group.id) id=(group_field(group)) checked[is_open];
                span { (group.label) }
            }
            fieldset .under {
                legend { "Which of these?" span .sr { " " (group.label) } }
                (lines(items, typed, false))
            }
        }
    }
}

/// "I'm not sure" for each line of a list. It opens one more page that describes the sign.
fn doubts(items: &[Item<'_>], typed: &Typed) -> Markup {
    html! {
        details .doubts open[!typed.unsure.is_empty()] {
            summary { "I'm not sure about one of these" }
            fieldset .choices.body {
                legend { "Which are you not sure about?" }
                p .hint { "We ask about each of them once more, in other words." }
                @for Item { id, words, .. } in items {
                    label .choice {
                        input type="checkbox" name="doubt" value=(id) checked[typed.unsure.contains(id)];
                        span { span .sr { "Not sure: " } (words) }
                    }
                }
            }
        }
    }
}

fn one(question: &Question, items: &[Item<'_>], typed: &Typed, problem: Option<&Problem>) -> Markup {
    let is_doubt = !typed.unsure.is_empty() || typed.chosen.contains(UNSURE);
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            @for (number, Item { id, words, .. }) in items.iter().enumerate() {
                label .choice {
                    input type="radio" name="choice" value=(id) id=[(number == 0).then_some("first")]
                        checked[typed.chosen.contains(id)];
                    span { (words) }
                }
            }
            @if may_doubt(question) {
                label .choice {
                    input type="radio" name="choice" value=(UNSURE) checked[is_doubt];
                    span { "I'm not sure" }
                }
            }
        }
    }
}

fn scale(question: &Question, typed: &Typed, problem: Option<&Problem>) -> Markup {
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            div .scale {
                @for score in 0..=10_u32 {
                    label {
                        input type="radio" name="text" value=(score) id=[(score == 0).then_some("text")]
                            checked[typed.text == score.to_string()];
                        span { (score) }
                    }
                }
            }
        }
    }
}

/// A number that is asked in ranges, each sent as its lowest number.
fn ranges(question: &Question, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let chosen = typed.text.parse().ok().and_then(|number| question.range_of(number));
    html! {
        fieldset .choices.row.ranges.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            @for (number, option) in question.options.iter().enumerate() {
                label .choice {
                    input type="radio" name="text" value=(option.id) id=[(number == 0).then_some("text")]
                        checked[chosen == Some(option)];
                    span { (option.label) }
                }
            }
        }
    }
}

fn number(question: &Question, typed: &Typed, problem: Option<&Problem>) -> Markup {
    html! {
        div .field.wrong[problem.is_some()] {
            h1 { label for="text" { (title(question)) } }
            (heading(question, problem))
            div .with-unit {
                input #text .short name="text" inputmode="numeric" autocomplete="off" value=(typed.text)
                    aria-describedby=[described(question, problem)] aria-invalid=[problem.map(|_| "true")];
                @if !question.unit.is_empty() { span { (question.unit) } }
            }
        }
    }
}

fn text(question: &Question, typed: &Typed, problem: Option<&Problem>) -> Markup {
    if !question.options.is_empty() {
        return common_or_own(question, typed, problem);
    }
    html! {
        div .field.wrong[problem.is_some()] {
            h1 { label for="text" { (title(question)) } }
            (heading(question, problem))
            textarea #text name="text" rows="3" maxlength="300" autocomplete="off"
                aria-describedby=[described(question, problem)] aria-invalid=[problem.map(|_| "true")] { (typed.text) }
        }
    }
}

/// Common answers to tap, or own words. Own words count where there are both.
fn common_or_own(question: &Question, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let is_common = question.options.iter().any(|option| option.label == typed.text);
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            @for option in &question.options {
                label .choice {
                    input type="radio" name="choice" value=(option.id)
                        checked[option.label == typed.text || typed.chosen.contains(option.id.as_str())];
                    span { (option.label) }
                }
            }
            p .or { "or" }
            div .field {
                label for="text" { "In your own words" }
                textarea #text name="text" rows="3" maxlength="300" autocomplete="off"
                    aria-invalid=[problem.map(|_| "true")] { @if !is_common { (typed.text) } }
            }
        }
    }
}
