//! The list of zones is the twin of the picture, neighbours are neighbours both ways, and the picture sets facts.

use super::super::Knowledge;
use super::super::problem::Problem;
use super::super::safety::Derived;
use super::entries::Entries;
use super::fields::{Names, Role};
use crate::ids::Key;
use std::collections::BTreeSet;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    for row in entries.of("row") {
        for value in row.values.iter().filter(|value| value.role == Role::Id(Names::Zone)) {
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
    problems.extend(unmarked(entries, knowledge));
    problems
}

/// Facts that follow from the picture, and that no zone sets.
fn unmarked(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    /// These follow from the sides that are marked.
    const FROM_SIDES: [&str; 2] = ["pain_one_side", "pain_both_sides"];
    let set: BTreeSet<&str> =
        knowledge.zones.iter().flat_map(|zone| &zone.regions).map(Key::as_str).collect();
    let from_zones = knowledge.facts.values().filter(|fact| fact.derived == Some(Derived::Zones));
    from_zones
        .map(|fact| fact.id.as_str())
        .filter(|id| !set.contains(id) && !FROM_SIDES.contains(id))
        .map(|id| {
            entries.problem("fact", id, format!("fact `{id}` follows from the picture, and no zone sets it"))
        })
        .collect()
}
