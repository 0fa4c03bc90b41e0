//! Statements without a source, and papers that are described in two ways.

use super::super::problem::Problem;
use super::entries::{Entries, Entry, ValueKind};
use std::collections::BTreeMap;

/// Tables whose every entry says something about health, and so says where that comes from.
const SOURCED: [&str; 34] = [
    "rule",
    "contraindication",
    "finding",
    "muscle",
    "mimic",
    "warning",
    "technique",
    "caution",
    "interaction",
    "stop",
    "plan_rule",
    "claim",
    "faq",
    "technique_evidence",
    "evidence",
    "prior",
    "level",
    "safety_net",
    "emergency_card",
    "stop_sign",
    "after_session",
    "limit",
    "pressure",
    "baseline",
    "follow_up",
    "rescreen",
    "yellow_flag",
    "crisis",
    "checked",
    "flare",
    "disclaimer",
    "course",
    "matching",
    "change",
];

pub(super) fn problems(entries: &Entries) -> Vec<Problem> {
    let without = entries.all().filter(|entry| needs_source(entry) && !has_source(entry));
    let mut problems: Vec<Problem> = without
        .map(|entry| {
            let message = format!("{} has no source: name one, or our_judgement", entry.name());
            entry.problem_in("source", message)
        })
        .collect();
    problems.extend(differing(entries));
    problems
}

fn needs_source(entry: &Entry) -> bool {
    let levelled = entry.at("level").any(|level| level.text != "none");
    SOURCED.contains(&entry.table.as_str()) || (entry.table == "fact" && levelled)
}

fn has_source(entry: &Entry) -> bool {
    entry.at("source").any(|source| source.kind == ValueKind::Text)
}

/// A paper that two files describe in different ways.
fn differing(entries: &Entries) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries.of("source") {
        let Some(other) = first.insert(&entry.id, entry) else { continue };
        for field in ["year", "kind", "people"] {
            let of = |entry: &Entry| entry.at(field).next().map(|value| value.text.clone());
            if let (Some(here), Some(there)) = (of(entry), of(other)) {
                if here != there {
                    let message = format!(
                        "{}: {field} {here} here, {there} in knowledge/{}",
                        entry.name(),
                        other.file()
                    );
                    problems.push(entry.problem_in(field, message));
                }
            }
        }
    }
    problems
}
