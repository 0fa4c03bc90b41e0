//! The markup of one question's fields.

use super::body;
use super::form::{Problem, Typed, UNSURE, may_doubt, none_words, range};
use domain::ids::{QuestionId, ZoneId};
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, QuestionKind, QuestionOption, Section};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What can be chosen: id and words.
fn items(
    knowledge: &Knowledge,
    question: &Question,
    answers: &BTreeMap<QuestionId, Answer>,
) -> Vec<(String, String)> {
    if question.field == "worst_zone" {
        let marked = answers.values().filter_map(|answer| match answer {
            Answer::Zones(zones) => Some(zones.keys()),
            _ => None,
        });
        let item = |id: &ZoneId| {
            let name = knowledge.zone(id).map_or_else(|| id.to_string(), |zone| zone.name.clone());
            (id.to_string(), name)
        };
        return marked.flatten().map(item).collect();
    }
    let item = |option: &QuestionOption| (option.id.to_string(), option.label.clone());
    let mut items: Vec<_> = question.options.iter().map(item).collect();
    // People tend to pick what stands first, so what only describes the pain stands by the alphabet.
    let is_told =
        question.section == Section::Story || matches!(question.field.as_str(), "likes" | "dislikes");
    if question.kind == QuestionKind::Many && is_told {
        items.sort_by(|a, b| a.1.cmp(&b.1));
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

fn many(question: &Question, items: &[(String, String)], typed: &Typed, problem: Option<&Problem>) -> Markup {
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            @for (number, (id, words)) in items.iter().enumerate() {
                label .choice {
                    input type="checkbox" name="choice" value=(id) id=[(number == 0).then_some("first")]
                        checked[typed.chosen.contains(id)];
                    span { (words) }
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

/// "I'm not sure" for each line of a list. It opens one more page that describes the sign.
fn doubts(items: &[(String, String)], typed: &Typed) -> Markup {
    html! {
        details .doubts open[!typed.unsure.is_empty()] {
            summary { "I'm not sure about one of these" }
            fieldset .choices.body {
                legend { "Which are you not sure about?" }
                p .hint { "We ask about each of them once more, in other words." }
                @for (id, words) in items {
                    label .choice {
                        input type="checkbox" name="doubt" value=(id) checked[typed.unsure.contains(id)];
                        span { span .sr { "Not sure: " } (words) }
                    }
                }
            }
        }
    }
}

fn one(question: &Question, items: &[(String, String)], typed: &Typed, problem: Option<&Problem>) -> Markup {
    let is_doubt = !typed.unsure.is_empty() || typed.chosen.contains(UNSURE);
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            @for (number, (id, words)) in items.iter().enumerate() {
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
