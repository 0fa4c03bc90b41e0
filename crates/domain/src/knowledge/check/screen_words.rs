//! Words that are not written on screen, sentences that run too long, and figures that wait for confirmation.

use super::super::Knowledge;
use super::super::problem::Problem;
use super::super::words::Finder;
use super::entries::{Entries, Entry, Value};
use super::fields::Role;

/// More words than this make a sentence hard to read (the house style aims at 20).
const SENTENCE_WORDS: usize = 25;

/// More words than this make a question hard to answer.
const QUESTION_WORDS: usize = 15;

/// What marks a figure that nobody has confirmed yet.
const UNCONFIRMED: &str = "(to be confirmed)";

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in entries.of("banned") {
        let capital = |value: &&Value| value.text.contains(|letter: char| letter.is_ascii_uppercase());
        for value in entry.at("word").chain(entry.at("allow")).filter(capital) {
            let message =
                format!("{}: write \"{}\" in lower case, or it never matches", entry.name(), value.text);
            problems.push(entry.problem_at(value, message));
        }
    }
    let finder = knowledge.words.finder();
    for entry in entries.all() {
        for value in entry.values.iter().filter(|value| value.role == Role::Words) {
            problems.extend(banned(entry, value, &finder));
            problems.extend(long(entry, value));
            if value.text.to_lowercase().contains(UNCONFIRMED) {
                let message = format!(
                    "{}: `{}` holds \"{UNCONFIRMED}\": leave the figure out",
                    entry.name(),
                    value.path
                );
                problems.push(entry.problem_within(value, UNCONFIRMED, message));
            }
        }
    }
    problems
}

fn banned(entry: &Entry, value: &Value, finder: &Finder<'_>) -> Vec<Problem> {
    let found = finder.find(&value.text).into_iter();
    found
        .map(|(start, row)| {
            let written = value.text.get(start..start + row.word.len()).unwrap_or(&row.word);
            let message =
                format!("{}: \"{written}\" is not written on screen: {}", entry.name(), row.instead);
            entry.problem_within(value, written, message)
        })
        .collect()
}

fn long(entry: &Entry, value: &Value) -> Vec<Problem> {
    let is_question = matches!(
        (entry.table.as_str(), value.path.as_str()),
        ("question" | "screen_set", "title") | ("finding" | "crisis", "ask") | ("yellow_flag", "ask_about")
    );
    let most = if is_question { QUESTION_WORDS } else { SENTENCE_WORDS };
    let mut problems = Vec::new();
    for sentence in sentences(&value.text) {
        let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        if words > most {
            let noun = if is_question { "question" } else { "sentence" };
            let message =
                format!("{}: a {noun} of {words} words in `{}`: at most {most}", entry.name(), value.path);
            problems.push(entry.problem_within(value, sentence, message));
        }
    }
    problems
}

/// The sentences of a text: they end at a full stop, question mark or colon that a space follows, and at a new line.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.split_inclusive(". "))
        .flat_map(|part| part.split_inclusive("? "))
        .map(str::trim)
}
