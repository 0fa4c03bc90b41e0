//! Small pieces of wording that every screen shares: days, counts, how sure, sources.

use crate::knowledge::Knowledge;
use crate::knowledge::care::fill;
use crate::knowledge::source::{Certainty, Source, SourceKind};
use crate::level::Level;
use crate::triage::RULES_VERSION;
use jiff::civil::Date;

/// A day as people say it, such as "Tuesday 4 March".
#[must_use]
pub fn day(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// A day in little room, such as "4 Mar".
#[must_use]
pub fn short_day(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// A number with its noun, such as "1 day" or "3 days".
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{} {noun}s", thousands(number)) }
}

/// A number with a comma at each thousand.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// Words that came with a file, without marks that would change a terminal.
#[must_use]
pub fn plain(words: &str) -> String {
    words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A piece of wording as a sentence: a capital first, a full stop last.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let rest = letters.as_str();
    let end = if rest.ends_with(['.', '?', ':', '"']) || words.trim().is_empty() { "" } else { "." };
    format!("{first}{rest}{end}")
}

/// A piece of wording as a title: a capital first, no full stop.
#[must_use]
pub fn title(words: &str) -> String {
    sentence(words).trim_end_matches('.').to_owned()
}

/// How sure a statement is.
#[must_use]
pub fn how_sure(certainty: Certainty) -> String {
    match certainty.words().split_once(": ") {
        Some((grade, why)) => format!("How sure: {grade} ({why})."),
        None => format!("How sure: {}.", certainty.words()),
    }
}

/// The heading of a level in one country.
#[must_use]
pub fn level(knowledge: &Knowledge, level: Level, country: Option<&str>) -> String {
    let number = knowledge.care.emergency_number(country);
    let words = knowledge.care.level(level).map(|words| words.heading.as_str());
    fill(words.unwrap_or_default(), &number, RULES_VERSION).into_owned()
}

/// A place in the literature on one line.
#[must_use]
pub fn source(source: &Source) -> String {
    let mut facts: Vec<String> = kind(source.kind).map(str::to_owned).into_iter().collect();
    // Most citations hold their year; those that do not get it here.
    let year = source.year.map(|year| year.to_string()).filter(|year| !source.cite.contains(year.as_str()));
    facts.extend(year);
    facts.extend(source.people.map(|people| match people {
        1 => "1 person".to_owned(),
        people => format!("{} people", thousands(people as usize)),
    }));
    let cite = source.cite.trim_end_matches('.');
    if facts.is_empty() { cite.to_owned() } else { format!("{cite} ({})", facts.join(", ")) }
}

fn kind(kind: SourceKind) -> Option<&'static str> {
    Some(match kind {
        SourceKind::Guideline => "guideline",
        SourceKind::Review => "review of studies",
        SourceKind::Trial => "trial",
        SourceKind::Cohort => "people followed over time",
        SourceKind::Accuracy => "study of how well a sign tells",
        SourceKind::CaseReport => "described cases",
        SourceKind::Survey => "survey",
        SourceKind::Data => "data",
        SourceKind::Custom | SourceKind::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_and_days_read_as_people_say_them() {
        assert_eq!(day(date(2025, 3, 4)), "Tuesday 4 March");
        assert_eq!([count(1, "day"), count(2, "day"), count(0, "visit")], ["1 day", "2 days", "0 visits"]);
        assert_eq!([7, 3096, 1_234_567].map(thousands), ["7", "3,096", "1,234,567"]);
    }

    #[test]
    fn a_sentence_begins_large_and_ends_once() {
        assert_eq!(sentence("worse when you bend"), "Worse when you bend.");
        assert_eq!(sentence("Done."), "Done.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn how_sure_says_the_grade_and_what_it_means() {
        assert_eq!(how_sure(Certainty::Low), "How sure: low (new studies are likely to change this).");
        assert_eq!(
            how_sure(Certainty::Custom),
            "How sure: custom or our own cautious choice, hardly tested."
        );
    }
}
