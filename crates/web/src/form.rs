//! Parts of forms that several pages use.

use maud::{Markup, html};

/// Something to mend in a form: the id of its field, and what to do about it in the words of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) field: &'static str,
    pub(crate) words: String,
}

impl Problem {
    pub(crate) fn new(field: &'static str, words: impl Into<String>) -> Self {
        Self { field, words: words.into() }
    }
}

/// The list at the top of a form that has to be mended.
pub(crate) fn problems(all: &[Problem]) -> Markup {
    html! {
        @if !all.is_empty() {
            div .problems role="alert" tabindex="-1" {
                h2 { "There is a problem" }
                ul {
                    @for problem in all { li { a href={ "#" (problem.field) } { (problem.words) } } }
                }
            }
        }
    }
}

/// What is wrong with one field, beside it.
pub(crate) fn problem(all: &[Problem], field: &str) -> Markup {
    html! {
        @for problem in all.iter().filter(|problem| problem.field == field) {
            p .problem id={ (field) "-problem" } { (problem.words) }
        }
    }
}

/// One choice of a list.
pub(crate) struct Choice<'a> {
    pub(crate) value: &'a str,
    pub(crate) label: &'a str,
    /// A second line in small print.
    pub(crate) more: &'a str,
    pub(crate) chosen: bool,
}

/// A list to choose from: one, or as many as fit. The first input has the id `name`, so that an error can lead to it.
pub(crate) fn choices<'a>(
    name: &str,
    legend: &Markup,
    many: bool,
    options: impl IntoIterator<Item = Choice<'a>>,
) -> Markup {
    choices_of("choices", name, legend, many, options)
}

/// One of a few short answers, side by side where there is room.
pub(crate) fn choices_in_a_row<'a>(
    name: &str,
    legend: &Markup,
    options: impl IntoIterator<Item = Choice<'a>>,
) -> Markup {
    choices_of("choices row", name, legend, false, options)
}

fn choices_of<'a>(
    class: &str,
    name: &str,
    legend: &Markup,
    many: bool,
    options: impl IntoIterator<Item = Choice<'a>>,
) -> Markup {
    html! {
        fieldset class=(class) {
            legend { (legend) }
            @for (number, option) in options.into_iter().enumerate() {
                label .choice {
                    input type=(if many { "checkbox" } else { "radio" }) name=(name) value=(option.value)
                        id=[(number == 0).then_some(name)] checked[option.chosen];
                    span { (option.label) @if !option.more.is_empty() { small { (option.more) } } }
                }
            }
        }
    }
}

/// Eleven buttons from 0 to 10, with nothing chosen beforehand.
pub(crate) fn scale(name: &str, legend: &Markup, ends: [&str; 2], chosen: Option<u8>) -> Markup {
    scale_of(name, legend, ends, chosen, false)
}

/// The same, where the form is not sent without it.
pub(crate) fn scale_needed(name: &str, legend: &Markup, ends: [&str; 2]) -> Markup {
    scale_of(name, legend, ends, None, true)
}

fn scale_of(name: &str, legend: &Markup, ends: [&str; 2], chosen: Option<u8>, needed: bool) -> Markup {
    html! {
        fieldset .field {
            legend { (legend) }
            div .scale {
                @for score in 0..=10_u8 {
                    label {
                        input type="radio" name=(name) value=(score) id=[(score == 0).then_some(name)]
                            checked[chosen == Some(score)] required[needed];
                        span { (score) }
                    }
                }
            }
            p .ends { span { "0: " (ends[0]) } span { "10: " (ends[1]) } }
        }
    }
}

/// A piece of wording as a sentence: a capital first, a full stop last.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let rest = letters.as_str();
    let end = if rest.is_empty() || rest.ends_with(['.', '?', ':', '"']) { "" } else { "." };
    format!("{first}{rest}{end}")
}
