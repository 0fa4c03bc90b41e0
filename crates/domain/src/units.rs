//! Lengths, weights and temperatures in the units that a person is used to.
//!
//! What Backwise knows is written in centimetres, kilograms and degrees Celsius. For whoever thinks in others, the words are
//! turned round when they are loaded: nothing else has to know of it, and the person's own words stay as they are.

use crate::entry::PersonNow;
use std::borrow::Cow;

/// The units of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// Centimetres, kilograms and degrees Celsius.
    #[default]
    Metric,
    /// Inches, pounds and degrees Fahrenheit.
    Us,
}

impl Units {
    /// The name of the setting that keeps it: a [word](Self::as_str), or "usual".
    pub const SETTING: &'static str = "units";
    /// Both.
    pub const ALL: [Self; 2] = [Self::Metric, Self::Us];

    /// The units that a person chose, or else those of their country.
    #[must_use]
    pub fn of(setting: Option<&str>, country: Option<&str>) -> Self {
        let usual = if country == Some("US") { Self::Us } else { Self::Metric };
        Self::ALL.into_iter().find(|units| setting == Some(units.as_str())).unwrap_or(usual)
    }

    /// The units of a person.
    #[must_use]
    pub fn of_person(person: &PersonNow) -> Self {
        Self::of(person.setting(Self::SETTING), person.country())
    }

    /// The word in settings and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metric => "metric",
            Self::Us => "us",
        }
    }

    /// Words that were written in metric units, in these.
    ///
    /// ```
    /// use domain::units::Units;
    ///
    /// assert_eq!(Units::Us.say("Keep 5 cm away. At most 10 kg."), "Keep 2 inches away. At most 22 pounds.");
    /// assert_eq!(Units::Metric.say("Keep 5 cm away."), "Keep 5 cm away.");
    /// ```
    #[must_use]
    pub fn say(self, words: &str) -> Cow<'_, str> {
        if self == Self::Metric {
            return Cow::Borrowed(words);
        }
        let turned = turned(words);
        match SPOKEN.iter().find(|(metric, _)| turned.contains(metric)) {
            Some((metric, us)) => Cow::Owned(turned.replace(metric, us)),
            None => turned,
        }
    }
}

/// The units that are turned, as they are written.
const WRITTEN: [(&str, Measure); 4] = [
    (" cm", Measure::Length),
    (" kg", Measure::Weight),
    (" °C", Measure::Warmth),
    (" degrees Celsius", Measure::Warmth),
];

/// Numbers that are written as they are spoken. A test finds what is missing.
const SPOKEN: [(&str, &str); 1] =
    [("thirty eight to forty degrees Celsius", "one hundred to one hundred and four degrees Fahrenheit")];

#[derive(Debug, Clone, Copy)]
enum Measure {
    Length,
    Weight,
    Warmth,
}

impl Measure {
    /// A metric number in the other unit, in words without the unit.
    fn number(self, metric: u32) -> String {
        if metric == 0 && matches!(self, Self::Length) {
            return "0".to_owned();
        }
        let metric = f64::from(metric);
        match self {
            Self::Length => {
                let inches = metric / 2.54;
                // Small lengths to the half, others to the whole: nobody measures these closer.
                let halves = if inches < 2.75 { (inches * 2.0).round() } else { inches.round() * 2.0 };
                halved(halves.max(1.0))
            }
            Self::Weight => whole(metric * 2.204_62),
            // Fever is told by the tenth, a room by the degree.
            Self::Warmth if (35.0..40.0).contains(&metric) => format!("{:.1}", metric * 1.8 + 32.0),
            Self::Warmth => whole((metric * 1.8 + 32.0).floor()),
        }
    }

    fn unit(self, last: &str) -> &'static str {
        match self {
            Self::Length if matches!(last, "1" | "half an") => " inch",
            Self::Length => " inches",
            Self::Weight => " pounds",
            Self::Warmth => " °F",
        }
    }
}

fn whole(number: f64) -> String {
    format!("{:.0}", number.round())
}

/// A number of halves, such as "2 and a half".
fn halved(halves: f64) -> String {
    let full = (halves / 2.0).floor();
    match (full > 0.0, halves % 2.0 > 0.0) {
        (true, true) => format!("{full:.0} and a half"),
        (true, false) => format!("{full:.0}"),
        (false, _) => "half an".to_owned(),
    }
}

/// Each "N unit" and "N to M unit" in the other unit.
fn turned(words: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = words;
    while let Some((at, unit, measure)) = next(rest) {
        let (before, after) =
            (rest.get(..at).unwrap_or_default(), rest.get(at + unit.len()..).unwrap_or_default());
        let (low, high, kept) = numbers(before);
        match (high, low) {
            (Some(high), low) if !after.starts_with(char::is_alphanumeric) => {
                let (high, low) = (measure.number(high), low.map(|low| measure.number(low)));
                out.push_str(kept);
                if let Some(low) = low.filter(|low| *low != high) {
                    out.push_str(&low);
                    out.push_str(" to ");
                }
                out.push_str(&high);
                out.push_str(measure.unit(&high));
            }
            _ => {
                out.push_str(before);
                out.push_str(unit);
            }
        }
        rest = after;
    }
    if out.is_empty() {
        return Cow::Borrowed(words);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The first unit that is written, and where.
fn next(words: &str) -> Option<(usize, &'static str, Measure)> {
    let found = WRITTEN.into_iter().filter_map(|(unit, measure)| Some((words.find(unit)?, unit, measure)));
    found.min_by_key(|(at, ..)| *at)
}

/// The number or the two numbers at the end of words, and what stands before them.
fn numbers(words: &str) -> (Option<u32>, Option<u32>, &str) {
    let (high, before) = number(words);
    let (low, kept) = before.strip_suffix(" to ").map_or((None, before), number);
    match (high, low) {
        (None, _) => (None, None, words),
        (Some(_), None) => (None, high, before),
        (Some(_), Some(_)) => (low, high, kept),
    }
}

/// The number at the end of words, and what stands before it.
fn number(words: &str) -> (Option<u32>, &str) {
    let before = words.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = words.get(before.len()..).unwrap_or_default();
    // "0.5 cm" and "-3 °C" are not whole numbers.
    if before.ends_with(['.', '-', '\u{2212}']) { (None, words) } else { (digits.parse().ok(), before) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn lengths_weights_and_warmth_are_turned_round() {
        let said = |words: &str| Units::Us.say(words).into_owned();
        for (metric, us) in [
            ("1 cm", "half an inch"),
            ("2 to 3 cm in a second", "1 inch in a second"),
            ("about 4 cm", "about 1 and a half inches"),
            ("5 to 10 cm", "2 to 4 inches"),
            ("50 to 75 cm", "20 to 30 inches"),
            ("0 to 5 cm below", "0 to 2 inches below"),
            ("add 1 to 2 kg when", "add 2 to 4 pounds when"),
            ("at 38 °C or more", "at 100.4 °F or more"),
            ("about 40 to 42 °C", "about 104 to 107 °F"),
            ("16 to 19 degrees Celsius", "60 to 66 °F"),
            ("90 to 110 degrees", "90 to 110 degrees"),
            ("5 cmx, 3 cm, x cm", "5 cmx, 1 inch, x cm"),
        ] {
            assert_eq!(said(metric), us);
        }
    }

    /// Nothing that Backwise knows is left in the other unit, and nothing else changes with the unit.
    #[test]
    fn all_knowledge_is_turned_round() {
        let metric = Knowledge::bundled().unwrap();
        let us = Knowledge::bundled_in(Units::Us).unwrap();
        let words =
            format!("{:?}{:?}{:?}{:?}", us.techniques, us.courses, us.contraindications, us.questions);
        for unit in [" cm", " kg", " °C", " Celsius"] {
            let at = words.find(unit);
            assert!(at.is_none(), "{:?}", at.map(|at| &words[at.saturating_sub(60)..at + 20]));
        }
        assert_eq!(metric.sources, us.sources);
        assert_eq!(metric.techniques.keys().collect::<Vec<_>>(), us.techniques.keys().collect::<Vec<_>>());
    }
}
