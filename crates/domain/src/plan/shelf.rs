//! What this person can use: every way from a plan to a technique goes through here, and so through the gate.

use super::progress::Progress;
use super::why::{Refusal, Why};
use crate::facts::Facts;
use crate::gate::{Decision, Gate, Ground};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::{Equipment, Evidence, Kind, Phase, Technique};
use crate::profile::Profile;

/// Strongest pressing pain of very tender people, 0 to 10 (`reference`: techniques, part 3.0).
const SENSITIVE_CAP: u8 = 3;

/// The facts that mean very tender all over.
const SENSITIVE: &str = "fibromyalgia_sensitive";

/// The row that holds for everyone; its places are named once for all.
const EVERYONE: &str = "everyone";

/// The techniques that this person can use in this phase.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) gate: &'a Gate,
    pub(super) profile: &'a Profile,
    pub(super) progress: &'a Progress,
    pub(super) phase: Phase,
    /// Very tender all over: half the time, every second day.
    pub(super) sensitive: bool,
    phase_cap: u8,
    effort_cap: u8,
    /// In the order of ids.
    usable: Vec<Usable<'a>>,
}

/// A technique that may be used, with its limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usable<'a> {
    pub(super) technique: &'a Technique,
    pub(super) decision: &'a Decision,
    /// Strongest pressure or effort, 0 to 10: the least of the technique, the phase and the health answers.
    pub(super) cap: u8,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(
        knowledge: &'a Knowledge,
        gate: &'a Gate,
        facts: &Facts,
        profile: &'a Profile,
        progress: &'a Progress,
        phase: Phase,
    ) -> Self {
        let sensitive = knowledge
            .cautions
            .get(SENSITIVE)
            .is_some_and(|caution| caution.facts.iter().any(|key| facts.is_possible(key.as_str())));
        let mut shelf = Self {
            knowledge,
            gate,
            profile,
            progress,
            phase,
            sensitive,
            phase_cap: knowledge.pressure_cap.of(phase),
            effort_cap: knowledge.courses.phase(phase).map_or(10, |goal| goal.strength_effort),
            usable: Vec::new(),
        };
        // Gate and knowledge are both in the order of ids: one walk through both, no search.
        let mut techniques = knowledge.techniques.values();
        for (id, decision) in gate.iter() {
            let Some(technique) = techniques.find(|technique| technique.id >= *id) else { break };
            if technique.id == *id && shelf.refusal_of(technique, decision).is_none() {
                let cap = shelf.cap(technique, decision);
                shelf.usable.push(Usable { technique, decision, cap });
            }
        }
        shelf
    }

    fn cap(&self, technique: &Technique, decision: &Decision) -> u8 {
        let phase = match technique.kind {
            // Visits have caps of their own (`courses.toml`).
            Kind::Professional => self.knowledge.pressure_cap.professional_max,
            Kind::Strength => self.effort_cap,
            _ => self.phase_cap,
        };
        let touch = matches!(technique.kind, Kind::SelfMassage | Kind::Professional);
        let tender = if self.sensitive && touch { SENSITIVE_CAP } else { 10 };
        technique.intensity.min(phase).min(tender).min(decision.pressure_cap.unwrap_or(10))
    }

    /// Why a technique is not on the shelf; `None` if it is.
    pub(super) fn refusal(&self, id: &TechniqueId) -> Option<Refusal> {
        let (Some(technique), Some(decision)) = (self.knowledge.techniques.get(id), self.gate.decision(id))
        else {
            return Some(Refusal::Health);
        };
        self.refusal_of(technique, decision)
    }

    fn refusal_of(&self, technique: &Technique, decision: &Decision) -> Option<Refusal> {
        // The gate comes first: nothing below can bring a technique back.
        if !decision.is_offerable() {
            return Some(Refusal::Health);
        }
        if self.progress.is_out(&technique.id) {
            return Some(Refusal::Dropped);
        }
        // In the first 2 weeks and in a flare, effort stays at light drills (R09 to R11).
        let strong = technique.kind == Kind::Strength && technique.intensity > self.effort_cap;
        let calm_phase = matches!(self.phase, Phase::Acute | Phase::Flare);
        if !technique.phases.contains(&self.phase) || (strong && calm_phase) {
            return Some(Refusal::Phase);
        }
        if self.profile.dislikes.contains(&technique.kind) {
            return Some(Refusal::Wish);
        }
        technique.equipment.iter().find_map(|thing| self.missing(*thing))
    }

    fn missing(&self, thing: Equipment) -> Option<Refusal> {
        if Equipment::AT_HOME.contains(&thing) {
            return None;
        }
        let has = self.profile.equipment.contains(&thing);
        match thing {
            // Whether visits are possible is the matter of the massage course.
            Equipment::Therapist => None,
            Equipment::Partner => (!self.profile.helper.unwrap_or(has)).then_some(Refusal::Helper),
            _ => (!has).then_some(Refusal::Equipment),
        }
    }

    /// The technique with this id, if it is on the shelf.
    pub(super) fn get(&self, id: &str) -> Option<Usable<'a>> {
        let place = self.usable.binary_search_by(|usable| usable.technique.id.as_str().cmp(id)).ok()?;
        self.usable.get(place).copied()
    }

    /// All of a kind, in the order of ids.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Usable<'a>> + '_ {
        self.usable.iter().copied().filter(move |usable| usable.technique.kind == kind)
    }

    /// Whether a technique may come without answers that went well: the gentlest, or one that was reached step by step.
    pub(super) fn is_ready(&self, technique: &Technique) -> bool {
        technique.level <= 1 || self.progress.has_reached(&technique.id)
    }

    /// The techniques that can take a place, best first: what the person stepped or swapped to, the technique itself,
    /// the gentler ones it grew from, then its equals.
    pub(super) fn options(&self, default: &TechniqueId) -> Vec<Usable<'a>> {
        let now = self.progress.now_instead_of(default);
        let mut options: Vec<Usable<'a>> = Vec::new();
        let mut add = |usable: Option<Usable<'a>>| {
            if let Some(usable) = usable
                && self.is_ready(usable.technique)
                && options.iter().all(|known| known.technique.id != usable.technique.id)
            {
                options.push(usable);
            }
        };
        add(self.get(now.as_str()));
        let Some(technique) = self.knowledge.techniques.get(default) else { return options };
        let mut gentler = Some(technique);
        for _ in 0..4 {
            let Some(step) = gentler.filter(|step| step.kind == technique.kind) else { break };
            add(self.get(step.id.as_str()));
            gentler = step.easier_id.as_ref().and_then(|id| self.knowledge.techniques.get(id));
        }
        for usable in self.equals(technique) {
            add(Some(usable));
        }
        options
    }

    /// Techniques of the same kind that serve the same first muscle; those without a muscle are equal by kind alone.
    pub(super) fn equals<'s>(
        &'s self,
        technique: &'s Technique,
    ) -> impl Iterator<Item = Usable<'a>> + 's + use<'a, 's> {
        self.of_kind(technique.kind).filter(move |other| {
            other.technique.id != technique.id && other.technique.targets.first() == technique.targets.first()
        })
    }

    /// The reasons that every item of this technique shares: health limits that change it, and how well it is tested.
    pub(super) fn shared_whys(&self, usable: &Usable<'_>) -> Vec<Why> {
        let mut whys = Vec::with_capacity(2);
        if self.profile.likes.contains(&usable.technique.kind) {
            whys.push(Why::Likes { likes: usable.technique.kind });
        }
        whys.push(Why::Tested { technique: usable.technique.id.clone() });
        whys
    }
}

/// What changes a technique for this person, apart from what holds for everyone.
pub(super) fn changes(decision: &Decision) -> Vec<Ground> {
    let personal = decision
        .limits
        .iter()
        .filter(|limit| !matches!(&limit.ground, Ground::Contraindication(id) if id.as_str() == EVERYONE));
    personal.map(|limit| limit.ground.clone()).collect()
}

/// How well tested, as a number to sort by: never the only reason to choose, only a tie-break.
pub(super) fn tested(evidence: Evidence) -> u8 {
    match evidence {
        Evidence::Convention => 0,
        Evidence::Some => 1,
        Evidence::Good => 2,
    }
}
