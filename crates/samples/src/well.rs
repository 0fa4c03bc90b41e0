//! Someone whose answers speak against nothing.

use domain::entry::QuestionAnswered;
use domain::ids::Key;
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, QuestionKind};

/// What this person could leave out and tells all the same.
const TOLD: [&str; 5] = ["minutes", "equipment", "helper", "massage_access", "feel"];

/// The answers of a person whose low back hurts on the right, with nothing that speaks against a plan.
#[must_use]
pub fn well(knowledge: &Knowledge) -> Vec<QuestionAnswered> {
    let asked = knowledge.questions.iter().filter(|question| question.show_when.is_none());
    asked.map(|one| QuestionAnswered { question: one.id.clone(), answer: calm(knowledge, one) }).collect()
}

fn calm(knowledge: &Knowledge, question: &Question) -> Answer {
    match (question.kind, question.field.as_str()) {
        (QuestionKind::Number, "age") => Answer::Number(45),
        (QuestionKind::Zones, _) => {
            Answer::Zones([("iliac_crest_r".into(), 1.0), ("lumbar_lat_lower_r".into(), 0.8)].into())
        }
        (QuestionKind::Text, "goal") => Answer::Text("walk the dog".to_owned()),
        _ if question.optional && !TOLD.contains(&question.id.as_str()) => Answer::Skipped,
        (QuestionKind::Number, _) => Answer::Number(question.min.unwrap_or(0).max(3)),
        (QuestionKind::Text, _) => Answer::Text(String::new()),
        (QuestionKind::Many, _) => Answer::none(),
        (QuestionKind::One, "worst_zone") => Answer::options(["iliac_crest_r"]),
        (QuestionKind::One, _) => {
            let quiet = |key: &Key| {
                knowledge.facts.get(key).is_none_or(|fact| fact.level.is_none())
                    && knowledge.rules.iter().all(|rule| !rule.when.keys().contains(key))
            };
            let calm = question.options.iter().find(|option| option.sets.keys().all(quiet));
            Answer::options(calm.map(|option| option.id.as_str()))
        }
    }
}
