//! What the made-up person answers in the interview.

use crate::entry::{Event, QuestionAnswered};
use crate::ids::Key;
use crate::intake::{Answer, Interview, Step};
use crate::knowledge::Knowledge;
use crate::knowledge::question::{Question, QuestionKind};
use crate::localise::Model;
use crate::triage::Checked;
use std::collections::BTreeMap;

/// Choices of the made-up person; what is not here is "none of these" or left out.
const CHOICES: [(&str, &[&str]); 18] = [
    ("worst", &["lumbar_lat_lower_r"]),
    ("spread", &["no"]),
    ("began", &["long_sitting"]),
    ("time", &["over_3_months"]),
    ("course", &["same"]),
    ("pattern", &["moves_change_it", "same_as_before", "checked"]),
    ("worse_moves", &["straighten_up", "lift"]),
    ("worse_times", &["sit_long", "turn_in_bed", "morning"]),
    ("eases", &["move", "warmth", "pressing"]),
    ("feels_like", &["ache", "tight"]),
    ("work", &["desk"]),
    ("minutes", &["20"]),
    ("equipment", &["wall", "chair", "bed", "pillow", "towel", "mat", "ball_tennis"]),
    ("helper", &["no"]),
    ("massage_access", &["can_go"]),
    ("feel", &["firm_slow"]),
    ("likes", &["self_massage", "walk"]),
    ("country", &["IE"]),
];

/// Numbers of the made-up person.
const NUMBERS: [(&str, u32); 7] = [
    ("age", 47),
    ("pain_now", 5),
    ("days", 4),
    ("price", 65),
    ("budget", 400),
    ("sleep_hours", 6),
    ("sitting_hours", 8),
];

/// Marked zones, and how much of each.
const ZONES: [(&str, f64); 3] =
    [("lumbar_lat_lower_r", 1.0), ("iliac_crest_r", 0.8), ("lumbar_para_lower_r", 0.5)];

/// The answers, one for each page that this person is shown.
pub(super) fn all(knowledge: &Knowledge, model: &Model) -> Vec<Event> {
    let mut interview = Interview::new(knowledge, model, Checked::default(), BTreeMap::new());
    let mut events = Vec::new();
    while let Step::Ask(question) = interview.step() {
        let answer = answer(knowledge, question);
        if interview.answer(question, answer.clone()).is_err() {
            break;
        }
        events.push(QuestionAnswered { question: question.id.clone(), answer }.into());
    }
    events
}

fn answer(knowledge: &Knowledge, question: &Question) -> Answer {
    if let Some((_, chosen)) = CHOICES.iter().find(|(id, _)| *id == question.id.as_str()) {
        return Answer::options(chosen.iter().copied());
    }
    match (question.kind, question.id.as_str()) {
        (QuestionKind::Number, id) => NUMBERS
            .iter()
            .find(|(known, _)| *known == id)
            .map_or(Answer::Skipped, |(_, n)| Answer::Number(*n)),
        (QuestionKind::Zones, _) => Answer::Zones(ZONES.map(|(zone, much)| (zone.into(), much)).into()),
        (QuestionKind::Text, "goal") => Answer::Text("Lift my daughter without thinking about it".to_owned()),
        _ if question.optional => Answer::Skipped,
        (QuestionKind::Text, _) => Answer::Text(String::new()),
        (QuestionKind::Many, _) => Answer::none(),
        (QuestionKind::One, _) => {
            let calm =
                question.options.iter().find(|option| option.sets.keys().all(|key| is_calm(knowledge, key)));
            Answer::options(calm.map(|option| option.id.as_str()))
        }
    }
}

/// Whether a fact says nothing about danger.
fn is_calm(knowledge: &Knowledge, key: &Key) -> bool {
    knowledge.facts.get(key).is_none_or(|fact| fact.level.is_none())
        && knowledge.rules.iter().all(|rule| !rule.when.keys().contains(key))
}
