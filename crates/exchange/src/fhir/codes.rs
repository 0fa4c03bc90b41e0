//! Codes: the few public ones that are sure (`reference`: standards, part 2), and our own.
//!
//! A wrong code is worse than a missing one: whatever is not in here goes out as words only. Of SNOMED CT only
//! identifiers are written, with our own words, because its terms may not be shipped everywhere.

use super::types::{Coding, Concept};
use domain::entry::{Measure, RatingOccasion};

pub(crate) const LOINC: &str = "http://loinc.org";
pub(crate) const SNOMED: &str = "http://snomed.info/sct";
pub(crate) const UCUM: &str = "http://unitsofmeasure.org";
/// Pain from 0 to 10 as the person says it.
pub(crate) const PAIN_0_TO_10: &str = "72514-3";
/// Pain on another scale than 0 to 10.
pub(crate) const PAIN_OTHER_SCALE: &str = "38208-5";
pub(crate) const LOW_BACK_PAIN: &str = "279039007";
pub(crate) const BACK_PAIN: &str = "161891005";
pub(crate) const MASSAGE: &str = "387854002";

/// Our own code system; `schemas/fhir-codes.json` describes it.
pub(crate) const LOCAL: &str = "urn:uuid:5d0f7a52-3c0e-4b7e-9d53-6a1f0c7be201";
/// What entries of a journal are known by in the files of other programs.
pub(crate) const ENTRIES: &str = "urn:uuid:5d0f7a52-3c0e-4b7e-9d53-6a1f0c7be202";

/// The codes of our own system with their words. Techniques and places are codes too, as `technique:ID` and
/// `body-area:ID`.
pub(crate) const OWN: [(&str, &str); 28] = [
    ("pain-morning", "Back pain now, 0 to 10, in the morning"),
    ("pain-before", "Back pain now, 0 to 10, before a session"),
    ("pain-after", "Back pain now, 0 to 10, after a session"),
    ("pain-evening", "Back pain now, 0 to 10, in the evening"),
    ("pain-check-in", "Back pain, 0 to 10, at the daily check-in"),
    ("interference-0-10", "How much the back got in the way today, 0 to 10; more is worse"),
    ("function-0-10", "How well the own activity went today, 0 to 10; more is better"),
    ("sleep-0-10", "How well the person slept last night, 0 to 10; more is better"),
    ("stress-0-10", "Stress today, 0 to 10; more is worse"),
    ("soreness-0-10", "Soreness, 0 to 10; more is worse"),
    ("flare-started", "A flare-up of the back pain began"),
    ("flare-ended", "A flare-up of the back pain ended"),
    ("flare-day", "The person calls the day a flare-up"),
    ("did", "Done that day outside of guided sessions"),
    ("about", "The session or visit that it belongs to"),
    ("from-memory", "Given from memory, the morning after"),
    ("hours", "How many hours it lasted"),
    ("place", "Where"),
    ("after-technique", "After which technique"),
    ("morning", "After waking"),
    ("before-session", "Before a session"),
    ("after-session", "After a session"),
    ("evening", "In the evening"),
    ("score", "Score of a questionnaire, worked out from its answers"),
    ("answer", "Whether massage helps, worked out from the diary"),
    ("safety", "Answer to a safety question about back pain and massage"),
    ("assigned", "A day that chance gave a session"),
    ("not-assigned", "A day that chance gave no session"),
];

/// The words of one of our codes.
pub(crate) fn words(code: &str) -> &'static str {
    OWN.iter().find(|(own, _)| *own == code).map_or("", |(_, words)| words)
}

/// One of our codes.
pub(crate) fn own(code: impl Into<String>) -> Coding {
    Coding { system: Some(LOCAL.to_owned()), code: Some(code.into()), ..Coding::default() }
}

/// A code of a public system, without its words.
pub(crate) fn public(system: &str, code: &str) -> Coding {
    Coding { system: Some(system.to_owned()), code: Some(code.to_owned()), ..Coding::default() }
}

/// One of our codes with its words.
pub(crate) fn concept(code: &str) -> Concept {
    Concept { coding: vec![own(code)], text: Some(words(code).to_owned()) }
}

/// What an observation is one of: something that was asked.
pub(crate) fn survey() -> Concept {
    let coding = public("http://terminology.hl7.org/CodeSystem/observation-category", "survey");
    Concept { coding: vec![coding], text: None }
}

/// A pain rating: LOINC first, our own code second.
pub(crate) fn pain(code: &str) -> Concept {
    Concept { coding: vec![public(LOINC, PAIN_0_TO_10), own(code)], text: Some(words(code).to_owned()) }
}

/// The code of a technique or a place; `None` where its id cannot be one.
pub(crate) fn prefixed(prefix: &str, id: &str) -> Option<Coding> {
    let fits = !id.is_empty() && !id.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    fits.then(|| own(format!("{prefix}:{id}")))
}

/// The code of a rating.
pub(crate) fn rating(measure: Measure, occasion: RatingOccasion) -> Concept {
    match measure {
        Measure::Pain => pain(match occasion {
            RatingOccasion::Morning => "pain-morning",
            RatingOccasion::BeforeSession => "pain-before",
            RatingOccasion::AfterSession => "pain-after",
            RatingOccasion::Evening => "pain-evening",
        }),
        Measure::Function => concept("function-0-10"),
        Measure::Sleep => concept("sleep-0-10"),
        Measure::Stress => concept("stress-0-10"),
    }
}

/// What one of our codes of a rating measures.
pub(crate) fn measure(code: &str) -> Option<Measure> {
    match code {
        "pain-morning" | "pain-before" | "pain-after" | "pain-evening" => Some(Measure::Pain),
        "function-0-10" => Some(Measure::Function),
        "sleep-0-10" => Some(Measure::Sleep),
        "stress-0-10" => Some(Measure::Stress),
        _ => None,
    }
}

/// The occasions with their codes.
const OCCASIONS: [(RatingOccasion, &str); 4] = [
    (RatingOccasion::Morning, "morning"),
    (RatingOccasion::BeforeSession, "before-session"),
    (RatingOccasion::AfterSession, "after-session"),
    (RatingOccasion::Evening, "evening"),
];

/// When a rating was given, as a method.
pub(crate) fn method(occasion: RatingOccasion) -> Option<Concept> {
    OCCASIONS.iter().find(|(one, _)| *one == occasion).map(|(_, code)| concept(code))
}

/// When a rating was given, from a method.
pub(crate) fn occasion(code: &str) -> Option<RatingOccasion> {
    OCCASIONS.iter().find(|(_, one)| *one == code).map(|(occasion, _)| *occasion)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// `schemas/fhir-codes.json` describes the codes that are written.
    #[test]
    fn the_published_code_system_is_ours() {
        let file: Value = serde_json::from_str(include_str!("../../../../schemas/fhir-codes.json")).unwrap();
        assert_eq!(file["url"], LOCAL);
        let listed = file["concept"].as_array().unwrap().iter();
        let listed: Vec<(&str, &str)> =
            listed.map(|one| (one["code"].as_str().unwrap(), one["display"].as_str().unwrap())).collect();
        assert_eq!(listed, OWN);
    }
}
