//! The list of zones is the twin of the picture, and neighbours are neighbours both ways.

use super::super::Knowledge;
use super::super::problem::Problem;
use super::entries::{Entries, ValueKind};
use std::collections::BTreeSet;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    for row in entries.of("row") {
        for value in
            row.values.iter().filter(|value| value.kind == ValueKind::Text && value.path.ends_with(".zone"))
        {
            if !listed.insert(&value.text) {
                let message = format!("{}: zone `{}` is in the list twice", row.name(), value.text);
                problems.push(row.problem_at(value, message));
            }
        }
    }
    for zone in &knowledge.zones {
        let id = zone.id.as_str();
        if !listed.contains(id) {
            problems.push(entries.problem("zone", id, format!("zone `{id}` is in no row of the list")));
        }
        let others = zone.neighbours.iter().filter_map(|other| knowledge.zone(other));
        for other in others.filter(|other| !other.neighbours.contains(&zone.id)) {
            let message =
                format!("zone `{id}` is missing among the neighbours of `{}`, which it names", other.id);
            problems.push(entries.problem_in("zone", other.id.as_str(), "neighbours", message));
        }
    }
    problems
}
