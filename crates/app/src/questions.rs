//! `backwise questions --json`: every question, option and fact it sets.

use crate::failure::Failure;
use crate::out;
use domain::knowledge::Knowledge;
use domain::knowledge::question::Question;
use serde::Serialize;
use serde_json::Value;

/// A page with where it comes from.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    question: &'a Question,
    /// For a page that asks once more about one option: the page it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<&'a str>,
    /// Whether the program asks it only where it tells muscles apart.
    adaptive: bool,
}

/// A fact or finding that answers set.
#[derive(Serialize)]
struct ListedKey<'a> {
    id: &'a str,
    words: &'a str,
    /// The level that a yes gives alone, or null.
    level: Option<&'static str>,
    /// What it follows from when no question asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    derived: Option<Value>,
}

/// Prints all questions.
pub(crate) fn run(knowledge: &Knowledge) -> Result<(), Failure> {
    let pages = knowledge
        .questions
        .iter()
        .chain(knowledge.follow_ups())
        .map(|question| listed(knowledge, question, false));
    let pages: Vec<_> =
        pages.chain(knowledge.finding_pages().map(|question| listed(knowledge, question, true))).collect();
    let facts = knowledge.facts.values().map(|fact| ListedKey {
        id: fact.id.as_str(),
        words: &fact.words,
        level: fact.level.map(domain::level::Level::as_str),
        derived: fact.derived.and_then(|derived| serde_json::to_value(derived).ok()),
    });
    let findings = knowledge.findings.values().filter(|finding| !knowledge.facts.contains_key(&finding.id));
    let findings = findings.map(|finding| ListedKey {
        id: finding.id.as_str(),
        words: &finding.text,
        level: None,
        derived: finding.derived.and_then(|derived| serde_json::to_value(derived).ok()),
    });
    out::json(&serde_json::json!({
        "questions": pages,
        "facts": facts.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
        "zones": knowledge.zones.iter().map(|zone| serde_json::json!({"id": zone.id, "name": zone.name})).collect::<Vec<_>>(),
        "screen_sets": knowledge.screen_sets,
    }))
}

fn listed<'a>(knowledge: &'a Knowledge, question: &'a Question, adaptive: bool) -> Listed<'a> {
    let follows = knowledge.followed_by(&question.id).map(domain::ids::QuestionId::as_str);
    Listed { question, follows, adaptive }
}
