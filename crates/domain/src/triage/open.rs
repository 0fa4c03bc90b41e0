//! What is still unknown and could change the level.

use crate::facts::Facts;
use crate::ids::{Key, QuestionId};
use crate::knowledge::Knowledge;
use crate::knowledge::condition::Condition;
use crate::knowledge::question::{Question, QuestionKind};
use crate::level::Level;
use crate::truth::Truth;
use std::collections::BTreeSet;

/// A question whose answer could still raise the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The page to ask.
    pub question: QuestionId,
    /// The facts that it would settle; empty for the age.
    pub facts: Vec<Key>,
}

/// The open questions, in the order asked.
pub(super) fn questions(knowledge: &Knowledge, facts: &Facts, level: Level) -> Vec<OpenQuestion> {
    if level == Level::Emergency {
        return Vec::new();
    }
    let deciding = deciding_facts(knowledge, facts, level);
    let mut asked = BTreeSet::new();
    let mut open = Vec::new();
    for question in knowledge.questions.iter().filter(|question| must_be_asked(question, facts)) {
        let settled = question.options.iter().flat_map(|option| option.sets.keys());
        let unknown: BTreeSet<&Key> =
            settled.filter(|key| deciding.contains(key) && !asked.contains(*key)).collect();
        let needs_age = question.field == "age" && facts.age().is_none();
        if !unknown.is_empty() || needs_age {
            asked.extend(unknown.iter().copied());
            let facts = unknown.into_iter().cloned().collect();
            open.push(OpenQuestion { question: question.id.clone(), facts });
        }
    }
    open
}

/// Unknown facts that carry a level, or stand in a rule that could still fire, above the level so far.
fn deciding_facts<'a>(knowledge: &'a Knowledge, facts: &Facts, level: Level) -> BTreeSet<&'a Key> {
    let unknown = |key: &Key| facts.get(key).is_none();
    let single = knowledge
        .facts
        .values()
        .filter(|fact| fact.level.is_some_and(|own| own > level))
        .map(|fact| &fact.id);
    let combined = knowledge
        .rules
        .iter()
        .filter(|rule| rule.level > level)
        .filter(|rule| rule.when.evaluate(facts, Truth::Yes) > rule.when.evaluate(facts, Truth::No))
        .flat_map(|rule| rule.when.keys());
    single.chain(combined).filter(|key| unknown(key)).collect()
}

/// Whether the page belongs to the screen for this person, as far as is known.
fn must_be_asked(question: &Question, facts: &Facts) -> bool {
    let possible = |condition: &Condition| condition.evaluate(facts, Truth::Yes).is_possible();
    !question.optional
        && question.kind != QuestionKind::Zones
        && question.show_when.as_ref().is_none_or(possible)
}
