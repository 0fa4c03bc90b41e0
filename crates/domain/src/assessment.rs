//! Everything at once: what is known of a person to level, limits, muscles and plan.

use crate::facts::Facts;
use crate::gate::Gate;
use crate::ids::{Key, MimicId};
use crate::knowledge::Knowledge;
use crate::localise::{Localised, Model, localise};
use crate::plan::{Case, Plan, Progress, Target, plan};
use crate::profile::Profile;
use crate::triage::{Checked, Triage, triage};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What Backwise makes of a person, before a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The level and its reasons.
    pub triage: Triage,
    /// What may be done with each technique.
    pub gate: Gate,
    /// Muscles worth trying and look-alikes.
    pub localised: Localised,
    /// The look-alike or warning for which massage waits, if any.
    pub held_back: Option<MimicId>,
}

impl Assessment {
    /// Assesses a person.
    ///
    /// `facts` are complete in the sense of [`Facts::derive`].
    #[must_use]
    pub fn new(knowledge: &Knowledge, model: &Model, facts: &Facts, checked: &Checked) -> Self {
        let triage = triage(knowledge, facts, checked);
        let localised = localise(model, facts, &looked_at(knowledge, facts, checked));
        let gate = Gate::new(knowledge, facts, &triage, checked);
        let held_back = held_back(knowledge, facts, checked, &localised);
        let gate = match &held_back {
            Some((id, why)) => gate.holding_back_massage(knowledge, id, why),
            None => gate,
        };
        Self { triage, gate, localised, held_back: held_back.map(|(id, _)| id) }
    }

    /// The plan, if the screen allows one.
    ///
    /// The muscles worth trying are its targets; while massage is held back it works on the marked place in general.
    #[must_use]
    pub fn plan(
        &self,
        knowledge: &Knowledge,
        facts: &Facts,
        profile: &Profile,
        progress: &Progress,
        start: Date,
    ) -> Option<Plan> {
        let clearance = self.triage.clearance()?;
        let candidates = if self.names_muscles() { &self.localised.candidates[..] } else { &[] };
        let targets: Vec<Target> = candidates
            .iter()
            .map(|candidate| Target::new(knowledge, &candidate.muscle, candidate.side))
            .collect();
        let case = Case { targets: &targets, facts, profile, progress, start };
        Some(plan(knowledge, &clearance, &self.gate, &case))
    }

    /// Whether muscles may be named to the person: not above "precautions" and not while massage is held back.
    #[must_use]
    pub fn names_muscles(&self) -> bool {
        self.triage.level.allows_plan() && self.held_back.is_none()
    }
}

/// Look-alikes and warnings that a clinician has looked at.
fn looked_at(knowledge: &Knowledge, facts: &Facts, checked: &Checked) -> BTreeSet<MimicId> {
    let named = |id: &MimicId| checked.covers(&Key::from(id.as_str()), false);
    let mimics = knowledge.mimics.iter().map(|mimic| &mimic.id).filter(|id| named(id));
    let warnings = knowledge.warnings.iter().filter(|warning| {
        let mut so = warning.any_of.iter().filter(|key| facts.is_possible(key.as_str())).peekable();
        named(&warning.id) || (so.peek().is_some() && so.all(|key| settled(knowledge, facts, checked, key)))
    });
    mimics.chain(warnings.map(|warning| &warning.id)).cloned().collect()
}

/// Whether a clinician has looked at a finding, or at a fact that means the same.
fn settled(knowledge: &Knowledge, facts: &Facts, checked: &Checked, finding: &Key) -> bool {
    let same = knowledge.links.iter().filter(|link| link.finding == *finding).flat_map(|link| &link.facts);
    checked.covers(finding, false)
        || same.filter(|key| facts.is_possible(key.as_str())).any(|key| checked.covers(key, false))
}

/// The first warning, or look-alike with a level, that nobody has looked at; with its words.
///
/// A look-alike is always named. Massage waits for it only where paint and answers together reach the score at which
/// a harmless one would be named: a risk factor alone (an old smoker with high blood pressure) holds nothing back.
fn held_back(
    knowledge: &Knowledge,
    facts: &Facts,
    checked: &Checked,
    localised: &Localised,
) -> Option<(MimicId, String)> {
    let done = looked_at(knowledge, facts, checked);
    let warning = localised.warnings.iter().map(|raised| &raised.warning).find(|id| !done.contains(*id));
    let mimic = localised
        .mimics
        .iter()
        .filter(|mimic| mimic.hides_muscles() && mimic.score >= knowledge.scoring.flag_min_score)
        .map(|flagged| &flagged.mimic)
        .find(|id| !done.contains(*id));
    let id = warning.or(mimic)?;
    let warning = knowledge.warnings.iter().find(|warning| warning.id == *id).map(|warning| &warning.say);
    let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == *id).map(|mimic| &mimic.say);
    Some((id.clone(), warning.or(mimic)?.clone()))
}
