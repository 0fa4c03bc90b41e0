//! What stands between a person and a plan until a clinician has looked.

use crate::assessment::Assessment;
use crate::ids::Key;
use crate::knowledge::Knowledge;
use crate::level::Level;
use crate::standing::Standing;
use crate::triage::{Reason, ReasonId};
use std::collections::BTreeSet;

/// What stands between a person and a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocking {
    /// The facts, and the look-alike, that a clinician looks at.
    pub facts: BTreeSet<Key>,
    /// The same in words.
    pub told: Vec<String>,
    /// Whether only a hospital or emergency team can settle it.
    pub needs_hospital: bool,
}

impl Blocking {
    /// What blocks a person now; nothing, where `facts` is empty.
    #[must_use]
    pub fn new(knowledge: &Knowledge, standing: &Standing, assessment: &Assessment) -> Self {
        let reasons: Vec<&Reason> =
            standing.triage.reasons.iter().filter(|reason| reason.level >= Level::ClinicianFirst).collect();
        let mut facts: BTreeSet<Key> =
            reasons.iter().flat_map(|reason| reason.facts.iter().cloned()).collect();
        let mut told = BTreeSet::new();
        told.extend(reasons.iter().flat_map(|reason| reason.told(knowledge)).map(str::to_owned));
        if let Some(held_back) = &assessment.held_back {
            facts.insert(Key::from(held_back.as_str()));
            let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == *held_back);
            told.extend(mimic.map(|mimic| format!("answers that can look like {}", mimic.plain)));
        }
        let needs_hospital = reasons.iter().any(|reason| needs_hospital(knowledge, reason));
        Self { facts, told: told.into_iter().collect(), needs_hospital }
    }
}

fn needs_hospital(knowledge: &Knowledge, reason: &Reason) -> bool {
    let level = match &reason.id {
        ReasonId::Fact(key) => knowledge.facts.get(key).and_then(|fact| fact.level),
        ReasonId::Rule(id) => knowledge.rules.iter().find(|rule| rule.id == *id).map(|rule| rule.level),
        ReasonId::Warning(_) => None,
    };
    level == Some(Level::Emergency)
}
