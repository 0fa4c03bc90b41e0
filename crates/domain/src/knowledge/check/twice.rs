//! Ids that are defined twice.

use super::super::files::File;
use super::super::problem::Problem;
use super::entries::{Entries, Entry, Value};
use std::collections::BTreeMap;

/// The ids of these files that are defined twice. [`super::super::Knowledge::parse`] refuses such files.
pub(in super::super) fn defined_twice(files: &[File]) -> Vec<Problem> {
    Entries::read(files).map(|entries| problems(&entries)).unwrap_or_default()
}

pub(super) fn problems(entries: &Entries) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<(&str, &str), &Entry> = BTreeMap::new();
    for entry in entries.all() {
        problems.extend(inside(entry));
        if entry.id.is_empty() {
            continue;
        }
        let Some(space) = space(&entry.table) else { continue };
        // A paper may be listed in the source file of each topic that cites it, once in each.
        let first = match entry.table.as_str() {
            "source" => seen.insert((entry.file(), &entry.id), entry),
            _ => seen.insert((space, &entry.id), entry),
        };
        if let Some(first) = first {
            let place = format!("first in knowledge/{}", first.file());
            problems.push(entry.problem(format!("{} is defined twice, {place}: keep one", entry.name())));
        }
    }
    problems
}

/// Tables that share one space of ids; `None` for tables whose entries have no id.
fn space(table: &str) -> Option<&str> {
    match table {
        "claim" | "faq" => Some("claim"),
        "evidence" | "prior" => Some("evidence"),
        "mimic" | "warning" => Some("mimic"),
        "sleep_tip" | "stress_tip" | "micro_break" | "posture_tip" | "posture_check" | "judge" => Some("tip"),
        "link" | "interaction" => None,
        other => Some(other),
    }
}

/// Ids within one entry: the options of a question, the lines of a list, the spots of a muscle.
fn inside(entry: &Entry) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, noun) in [("option.id", "option"), ("line.id", "line"), ("pattern.id", "pattern")] {
        let mut seen: Vec<&Value> = Vec::new();
        for value in entry.at(path) {
            if seen.iter().any(|other| other.text == value.text) {
                let message = format!("{}: {noun} `{}` is defined twice: keep one", entry.name(), value.text);
                problems.push(entry.problem_at(value, message));
            }
            seen.push(value);
        }
    }
    problems
}
