//! Statements without a source, and papers that are described in two ways.

use super::super::problem::Problem;
use super::entries::{Entries, Entry, ValueKind};
use std::collections::BTreeMap;

/// Tables that say nothing about health by themselves, or whose statements stand elsewhere. Every other entry says
/// where it comes from.
const WITHOUT_SOURCE: [&str; 19] = [
    "source",
    "question",
    "screen_set",
    "zone",
    "row",
    "link",
    "scoring",
    "group",
    "focus",
    "template",
    "phase_pressure_cap",
    "ladder",
    "pose",
    "walk_start",
    "walk_week",
    "wind_down",
    "wind_down_short",
    "banned",
    "term",
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
    let has_level = entry.at("level").any(|level| level.text != "none");
    !WITHOUT_SOURCE.contains(&entry.table.as_str()) && (entry.table != "fact" || has_level)
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
            if let (Some(here), Some(there)) = (of(entry), of(other))
                && here != there
            {
                let message =
                    format!("{}: {field} {here} here, {there} in knowledge/{}", entry.name(), other.file());
                problems.push(entry.problem_in(field, message));
            }
        }
    }
    problems
}
