//! Ids that name nothing.

use super::super::Knowledge;
use super::super::problem::Problem;
use super::super::safety::Column;
use super::super::technique::{Equipment, Kind};
use super::entries::Entries;
use super::fields::{Names, Role};
use crate::ids::{CautionId, EvidenceId, FocusId, Key, SourceId, StopId, TechniqueId};
use crate::profile::Profile;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in entries.all() {
        for value in &entry.values {
            let Role::Id(names) = value.role else { continue };
            // A muscle that no technique serves has an empty focus.
            let none = names == Names::Focus && value.text.is_empty();
            if !none && !is_known(knowledge, names, &value.text) {
                let message = format!("{}: {}", entry.name(), unknown(knowledge, names, &value.text));
                problems.push(entry.problem_at(value, message));
            }
        }
    }
    for row in entries.of("technique_evidence") {
        if !is_known(knowledge, Names::TechniqueKindOrTool, &row.id) {
            let message = unknown(knowledge, Names::TechniqueKindOrTool, &row.id);
            problems.push(row.problem(format!("technique_evidence: {message}")));
        }
    }
    problems.extend(template_days(entries));
    problems
}

fn template_days(entries: &Entries) -> Vec<Problem> {
    let mut problems = Vec::new();
    for template in entries.of("template") {
        let sessions: BTreeSet<&str> = template.at("sessions").map(|key| key.text.as_str()).collect();
        for day in template.at("week").filter(|day| !sessions.contains(day.text.as_str())) {
            let message =
                format!("{}: its week names the session `{}`, which it lacks", template.name(), day.text);
            problems.push(template.problem_at(day, message));
        }
    }
    problems
}

fn unknown(knowledge: &Knowledge, names: Names, id: &str) -> String {
    let hint = crate::nearest(id, known(knowledge, names));
    let hint = hint.map_or(String::new(), |nearest| format!("; the nearest is `{nearest}`"));
    format!("no {} is called `{id}`{hint}", names.noun())
}

fn is_known(knowledge: &Knowledge, names: Names, id: &str) -> bool {
    match names {
        Names::Source => knowledge.sources.contains_key(id),
        Names::Fact => knowledge.facts.contains_key(id),
        Names::Finding => knowledge.findings.contains_key(id),
        Names::FactOrFinding => knowledge.knows_key(id),
        Names::Zone => knowledge.zone_index.contains_key(id),
        Names::MuscleGroup => knowledge.muscle_groups.iter().any(|group| group.id.as_str() == id),
        Names::Focus => knowledge.focus.contains_key(id),
        Names::Technique => knowledge.techniques.contains_key(id),
        Names::TechniqueKindOrTool => {
            knowledge.techniques.contains_key(id)
                || names_one::<Kind>(id)
                || names_one::<Column>(id)
                || names_one::<Equipment>(id)
        }
        Names::KindOrTechnique => id == "*" || names_one::<Kind>(id) || knowledge.techniques.contains_key(id),
        Names::Caution => knowledge.cautions.contains_key(id),
        Names::Stop => knowledge.stops.contains_key(id),
        Names::Question => knowledge.question_index.contains_key(id),
        Names::Evidence => knowledge.evidence.contains_key(id),
        Names::ProfileField => id.is_empty() || is_profile_field(id),
    }
}

/// The ids to choose from, for the hint.
fn known(knowledge: &Knowledge, names: Names) -> Vec<&str> {
    match names {
        Names::Source => knowledge.sources.keys().map(SourceId::as_str).collect(),
        Names::Fact => knowledge.facts.keys().map(Key::as_str).collect(),
        Names::Finding => knowledge.findings.keys().map(Key::as_str).collect(),
        Names::FactOrFinding => knowledge.keys().map(Key::as_str).collect(),
        Names::Zone => knowledge.zones.iter().map(|zone| zone.id.as_str()).collect(),
        Names::MuscleGroup => knowledge.muscle_groups.iter().map(|group| group.id.as_str()).collect(),
        Names::Focus => knowledge.focus.keys().map(FocusId::as_str).collect(),
        Names::Technique | Names::TechniqueKindOrTool | Names::KindOrTechnique => {
            knowledge.techniques.keys().map(TechniqueId::as_str).collect()
        }
        Names::Caution => knowledge.cautions.keys().map(CautionId::as_str).collect(),
        Names::Stop => knowledge.stops.keys().map(StopId::as_str).collect(),
        Names::Question => knowledge.questions.iter().map(|page| page.id.as_str()).collect(),
        Names::Evidence => knowledge.evidence.keys().map(EvidenceId::as_str).collect(),
        Names::ProfileField => Vec::new(),
    }
}

/// Whether `id` is the written form of one of the values of `T`.
fn names_one<T: DeserializeOwned>(id: &str) -> bool {
    serde_json::from_value::<T>(Value::from(id)).is_ok()
}

/// Whether the profile has a field of this name. The profile refuses fields it does not know before it looks at values.
fn is_profile_field(name: &str) -> bool {
    match serde_json::from_value::<Profile>(json!({ name: null })) {
        Ok(_) => true,
        Err(error) => !error.to_string().starts_with("unknown field"),
    }
}
