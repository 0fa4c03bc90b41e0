//! Signs of danger without their words, and facts that may not reassure.

use super::super::Knowledge;
use super::super::problem::Problem;
use super::entries::Entries;
use crate::level::Level;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for fact in knowledge.facts.values() {
        let mut lacks = |field: &str| {
            let message = format!("fact `{}` gives a level and has no `{field}`", fact.id);
            problems.push(entries.problem_in("fact", fact.id.as_str(), field, message));
        };
        if fact.level.is_some() && fact.means.is_empty() {
            lacks("means");
        }
        if fact.level >= Some(Level::SameDay) && fact.phone.is_empty() {
            lacks("phone");
        }
        if fact.words.is_empty() {
            let message = format!("fact `{}` has no `words`", fact.id);
            problems.push(entries.problem_in("fact", fact.id.as_str(), "words", message));
        }
    }
    for rule in &knowledge.rules {
        let mut lacks = |field: &str| {
            let message = format!("rule `{}` gives a level and has no `{field}`", rule.id);
            problems.push(entries.problem_in("rule", rule.id.as_str(), field, message));
        };
        if rule.because.is_empty() {
            lacks("because");
        }
        if rule.level >= Level::SameDay && rule.phone.is_empty() {
            lacks("phone");
        }
    }
    problems.extend(unreassuring(entries, knowledge));
    problems
}

/// Facts that stop or lower something and are not marked as reassuring.
fn unreassuring(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in entries.all() {
        for field in ["unless", "lowered_by"] {
            for value in entry.at(field) {
                let fact = knowledge.facts.get(value.text.as_str());
                if fact.is_some_and(|fact| !fact.reassuring) {
                    let message = format!(
                        "{}: `{}` is not a reassuring fact, so it stops nothing",
                        entry.name(),
                        value.text
                    );
                    problems.push(entry.problem_at(value, message));
                }
            }
        }
    }
    problems
}
