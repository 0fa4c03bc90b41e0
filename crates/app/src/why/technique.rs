//! A technique: what it is, how well it is tested, and what it means for this person.

use super::{View, plan_reasons};
use crate::learn::facts;
use crate::show::{Words, count, how_sure, sentence};
use domain::gate::{Action, Decision, Ground, Limit};
use domain::ids::SourceId;
use domain::knowledge::Knowledge;
use domain::knowledge::claim::TechniqueEvidence;
use domain::knowledge::technique::{Technique, Tool};
use std::collections::BTreeSet;

pub(super) fn technique(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(technique) = knowledge.techniques.get(id) else { return };
    page.heading(&technique.name).say(&technique.plain);
    page.say(&format!("Kind: {}, {}.", technique.kind.words(), count(technique.minutes.into(), "minute")));
    let muscles = serves(knowledge, technique);
    if !muscles.is_empty() {
        page.say(&format!("It works on: {}.", muscles.join(", ")));
    }
    page.say(&match technique.evidence.words().split_once(": ") {
        Some((grade, why)) => format!("How well tested: {grade} ({why})."),
        None => format!("How well tested: {}.", technique.evidence.words()),
    });
    if !technique.dose.is_empty() {
        page.say(&format!("How much: {}", sentence(&technique.dose)));
    }
    let in_plan = plan_reasons(knowledge, &view.person, &technique.id);
    if !in_plan.is_empty() {
        page.gap().list("It is in your plan because:", in_plan);
    }
    for_you(view, technique, page);
    let studied = studied(knowledge, technique);
    for (row, name) in &studied {
        what_is_known(row, name, page);
    }
    let studied: Vec<_> = studied.into_iter().map(|(row, _)| row).collect();
    let ids: Vec<_> = studied.iter().flat_map(|row| row.facts.iter().cloned()).collect();
    facts(knowledge, &ids, page);
    let limits = view.assessment.gate.decision(&technique.id).map(|decision| decision.limits.as_slice());
    let limits = limits.unwrap_or_default().iter().flat_map(|limit| ground_sources(knowledge, limit));
    page.sources(
        knowledge,
        technique.source.iter().chain(studied.iter().flat_map(|row| &row.source)).chain(limits),
    );
}

/// The muscles that a technique serves, in plain words.
fn serves<'k>(knowledge: &'k Knowledge, technique: &Technique) -> Vec<&'k str> {
    let mut seen = BTreeSet::new();
    let plain = |focus: &domain::ids::FocusId| {
        let group = knowledge.muscle_groups.iter().find(|group| group.id.as_str() == focus.as_str());
        let muscle = || {
            let named = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == focus.as_str());
            named.or_else(|| knowledge.muscles.iter().find(|muscle| muscle.focus == focus.as_str()))
        };
        group.map(|group| group.plain.as_str()).or_else(|| muscle().map(|muscle| muscle.plain.as_str()))
    };
    technique.targets.iter().filter_map(plain).filter(|plain| seen.insert(*plain)).collect()
}

/// What this person's answers make of it.
fn for_you(view: &View, technique: &Technique, page: &mut Words) {
    page.heading("For you");
    if !view.knows_person() {
        page.say("You have not answered the safety questions yet, so we do not know your limits.");
        page.say("Start with: backwise ask");
        return;
    }
    let Some(decision) = view.assessment.gate.decision(&technique.id) else { return };
    if view.assessment.triage.told_level().is_none() {
        page.say("Some safety questions are open, so this can still change. Go on with: backwise ask");
    }
    page.say(verdict(decision));
    // What would only make it lighter is no help once it is left out.
    let counts = |limit: &&Limit| decision.action < Action::Ask || limit.action == decision.action;
    let mut told = BTreeSet::new();
    for limit in decision.limits.iter().filter(counts).filter(|limit| told.insert((&limit.why, &limit.how))) {
        page.item(&format!("{} {}", sentence(&limit.why), sentence(&limit.how)));
    }
    if !decision.is_offerable() {
        return;
    }
    if !decision.keep_off.is_empty() {
        let places: Vec<&str> = decision.keep_off.iter().map(|region| region.words()).collect();
        page.say(&format!("Keep off: {}.", places.join(", ")));
    }
    if let Some(cap) = decision.pressure_cap {
        page.say(&format!("Strongest pressing pain: {cap} of 10."));
    }
}

fn verdict(decision: &Decision) -> &'static str {
    match decision.action {
        Action::Allow => "Nothing you told us speaks against it.",
        Action::Modify if decision.is_offerable() => "You can do it with these limits:",
        Action::Modify => "Another one fits you better, because:",
        Action::ForbidRegion if decision.is_offerable() => "You can do it, but not everywhere:",
        Action::ForbidRegion => "Leave it out, because of the place it works on:",
        Action::Ask => "Ask a clinician before you do it:",
        Action::Forbid => "Leave it out:",
    }
}

fn ground_sources<'k>(knowledge: &'k Knowledge, limit: &Limit) -> &'k [SourceId] {
    match &limit.ground {
        Ground::Contraindication(id) => {
            let row = knowledge.contraindications.iter().find(|row| row.id == *id);
            row.map_or(&[], |row| row.source.as_slice())
        }
        Ground::Caution(id) => knowledge.cautions.get(id).map_or(&[], |caution| caution.source.as_slice()),
        Ground::LookAlike(id) => {
            let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == *id);
            mimic.map_or(&[], |mimic| mimic.source.as_slice())
        }
        Ground::Level(level) => knowledge.care.level(*level).map_or(&[], |words| words.source.as_slice()),
    }
}

/// The rows about this technique, its tool and its kind, each with its name; the most particular first.
fn studied<'k>(knowledge: &'k Knowledge, technique: &'k Technique) -> Vec<(&'k TechniqueEvidence, &'k str)> {
    let (tool, tool_words) = match technique.tool {
        Tool::Roller => ("foam_roller", "the foam roller"),
        Tool::Ball => ("ball", "pressing with a ball"),
        Tool::Gun => ("massage_gun", "the massage gun"),
        _ => ("", ""),
    };
    let kind = technique.kind;
    let names =
        [(technique.id.as_str(), technique.name.as_str()), (tool, tool_words), (kind.as_str(), kind.words())];
    names.into_iter().filter_map(|(id, name)| Some((knowledge.technique_evidence(id)?, name))).collect()
}

fn what_is_known(row: &TechniqueEvidence, name: &str, page: &mut Words) {
    page.heading(&format!("What is known about {name}"));
    page.say(&row.words);
    if !row.acute_words.is_empty() {
        page.item(&format!("New pain: {}", row.acute_words));
    }
    if !row.chronic_words.is_empty() {
        page.item(&format!("Long-lasting pain: {}", row.chronic_words));
    }
    page.say(&how_sure(row.certainty));
}

#[cfg(test)]
mod tests;
