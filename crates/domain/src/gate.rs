//! The one gate through which all ways to a technique go.
//!
//! Every technique gets one decision for this person: the strictest that the contraindication table
//! (`reference`: safety, part 3) and the cautions of the techniques (`reference`: techniques, part 8.6) give together.
//! Nothing is planned, swapped in or offered unless [`Decision::is_offerable`] says so.

use crate::facts::Facts;
use crate::ids::{CautionId, ContraindicationId, Key, MimicId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::plan_rule::{Caution, CautionAction};
use crate::knowledge::safety::{Code, Contraindication, Region};
use crate::knowledge::technique::{Kind, Technique, Tool};
use crate::level::Level;
use crate::triage::{Checked, Triage};
use crate::truth::Truth;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Strongest pressing pain, 0 to 10, where something has to be lighter (`reference`: safety, part 4.4).
pub const LIGHTER_CAP: u8 = 4;

const EVERYONE: &str = "everyone";
const ANY_URGENT: &str = "any_emergency_or_same_day";

/// What may be done with a technique, mildest first. The order is the order of strictness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// As it is.
    Allow,
    /// Lighter, shorter or otherwise changed.
    Modify,
    /// Not on the named places; elsewhere lighter.
    ForbidRegion,
    /// Only after a clinician agrees.
    Ask,
    /// Not at all.
    Forbid,
}

/// Where a part of a decision comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Ground {
    /// A row of the contraindication table.
    Contraindication(ContraindicationId),
    /// A caution of the techniques.
    Caution(CautionId),
    /// The level of the screen.
    Level(Level),
    /// A look-alike that asks for a clinician.
    LookAlike(MimicId),
}

/// One thing that speaks against doing a technique as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What it asks for.
    pub action: Action,
    /// Where it comes from.
    pub ground: Ground,
    /// Why, in plain words.
    pub why: String,
    /// What to do, in plain words.
    pub how: String,
}

/// The decision about one technique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The strictest of all limits.
    pub action: Action,
    /// All limits, strictest first.
    pub limits: Vec<Limit>,
    /// Places to keep off.
    pub keep_off: BTreeSet<Region>,
    /// Strongest pressing pain, 0 to 10, if limited.
    pub pressure_cap: Option<u8>,
    offerable: bool,
}

impl Decision {
    /// Whether the technique may be planned, swapped in or offered.
    ///
    /// A place that is out of bounds rules out what one does oneself on that place. A massage therapist works around
    /// it, so the place goes on the brief instead.
    #[must_use]
    pub fn is_offerable(&self) -> bool {
        self.offerable
    }
}

/// The decisions about all techniques for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    decisions: BTreeMap<TechniqueId, Decision>,
}

impl Gate {
    /// Decides about every technique.
    #[must_use]
    pub fn new(knowledge: &Knowledge, facts: &Facts, triage: &Triage, checked: &Checked) -> Self {
        let person = Person::new(knowledge, facts, triage, checked);
        let decide = |technique: &Technique| (technique.id.clone(), person.decide(technique));
        Self { decisions: knowledge.techniques.values().map(decide).collect() }
    }

    /// The same decisions with all massage held back until a clinician has looked at a look-alike
    /// (`reference`: muscles, part 4.3).
    #[must_use]
    pub fn holding_back_massage(mut self, knowledge: &Knowledge, mimic: &MimicId, why: &str) -> Self {
        for (id, decision) in &mut self.decisions {
            let kind = knowledge.techniques.get(id).map(|technique| technique.kind);
            if matches!(kind, Some(Kind::Professional | Kind::SelfMassage)) {
                let limit = Limit {
                    action: Action::Ask,
                    ground: Ground::LookAlike(mimic.clone()),
                    why: why.to_owned(),
                    how: "Ask a clinician first. Moving and walking are fine until then.".to_owned(),
                };
                let place = decision.limits.partition_point(|other| other.action > limit.action);
                decision.limits.insert(place, limit);
                decision.action = decision.action.max(Action::Ask);
                decision.offerable = false;
            }
        }
        self
    }

    /// The decision about one technique; `None` if the technique is unknown.
    #[must_use]
    pub fn decision(&self, id: &TechniqueId) -> Option<&Decision> {
        self.decisions.get(id)
    }

    /// Whether a technique may be planned, swapped in or offered.
    #[must_use]
    pub fn offers(&self, id: &TechniqueId) -> bool {
        self.decisions.get(id).is_some_and(Decision::is_offerable)
    }

    /// All decisions, by technique.
    pub fn iter(&self) -> impl Iterator<Item = (&TechniqueId, &Decision)> {
        self.decisions.iter()
    }
}

/// What holds for this person, worked out once for all techniques.
struct Person<'a> {
    level: Level,
    only_low_mood: bool,
    no_heat_while_waiting: bool,
    massage_refused: bool,
    rows: Vec<(&'a Contraindication, bool)>,
    cautions: Vec<&'a Caution>,
    knowledge: &'a Knowledge,
}

impl<'a> Person<'a> {
    fn new(knowledge: &'a Knowledge, facts: &Facts, triage: &Triage, checked: &Checked) -> Self {
        let reassured = |keys: &[Key]| keys.iter().any(|key| facts.get(key) == Some(Truth::Yes));
        let possible = |keys: &[Key]| keys.iter().any(|key| facts.is_possible(key.as_str()));
        let urgent = triage.level >= Level::SameDay;
        let applies = |row: &&Contraindication| match row.id.as_str() {
            EVERYONE => true,
            ANY_URGENT => urgent,
            _ => possible(&row.facts) && !reassured(&row.unless),
        };
        let agreed = |row: &Contraindication| {
            let mut mine = row.facts.iter().filter(|key| facts.is_possible(key.as_str())).peekable();
            mine.peek().is_some() && mine.all(|key| checked.massage_agreed(key))
        };
        let raising = triage.reasons.iter().filter(|reason| reason.level >= Level::SameDay);
        Self {
            level: triage.level,
            only_low_mood: raising.clone().count() > 0
                && raising.clone().all(|reason| reason.id.as_str() == "suicidal_passive"),
            no_heat_while_waiting: NO_HEAT_WHILE_WAITING.iter().any(|key| facts.is_possible(key)),
            massage_refused: checked.refuses_massage(),
            rows: knowledge.contraindications.iter().filter(applies).map(|row| (row, agreed(row))).collect(),
            cautions: knowledge
                .cautions
                .values()
                .filter(|caution| {
                    !caution.situational && possible(&caution.facts) && !reassured(&caution.unless)
                })
                .collect(),
            knowledge,
        }
    }

    fn decide(&self, technique: &Technique) -> Decision {
        let mut draft = Draft::default();
        for (row, agreed) in &self.rows {
            draft.apply_row(technique, row, *agreed, self.comforts(technique));
        }
        for caution in &self.cautions {
            draft.apply_caution(self.knowledge, technique, caution);
        }
        draft.limits.extend(self.by_level(technique));
        draft.limits.extend(self.by_refusal(technique));
        draft.finish(technique)
    }

    /// A clinician who said no to massage is believed, whatever the rules allow.
    fn by_refusal(&self, technique: &Technique) -> Option<Limit> {
        let massage = matches!(technique.kind, Kind::Professional | Kind::SelfMassage);
        (self.massage_refused && massage).then(|| Limit {
            action: Action::Forbid,
            ground: Ground::Level(self.level),
            why: "The clinician who checked you said no to massage for now.".to_owned(),
            how: "Leave massage out until a clinician says yes.".to_owned(),
        })
    }

    /// What stays open when the only urgent thing is a passing wish to be dead (`reference`: safety, part 6).
    fn comforts(&self, technique: &Technique) -> bool {
        self.only_low_mood
            && self.level == Level::SameDay
            && matches!(technique.kind, Kind::Breathing | Kind::Walk)
    }

    /// What the level alone forbids (`reference`: safety, part 1).
    fn by_level(&self, technique: &Technique) -> Option<Limit> {
        let limit = |action, why: &str, how: &str| {
            let ground = Ground::Level(self.level);
            Some(Limit { action, ground, why: why.to_owned(), how: how.to_owned() })
        };
        match self.level {
            Level::GoAhead | Level::Precautions => None,
            Level::Emergency | Level::SameDay if self.comforts(technique) => None,
            Level::Emergency | Level::SameDay => {
                limit(Action::Forbid, "Get medical help first.", "No session for now.")
            }
            Level::ClinicianFirst => match technique.kind {
                Kind::Professional | Kind::SelfMassage | Kind::Mobility | Kind::Stretch | Kind::Strength => {
                    limit(Action::Ask, "A clinician looks first.", "Ask the clinician about this.")
                }
                Kind::Heat if self.no_heat_while_waiting => {
                    limit(Action::Ask, "A clinician looks first.", "Leave heat out until then.")
                }
                Kind::Heat => limit(
                    Action::Modify,
                    "A clinician looks first.",
                    "Mild warmth only, at most 15 minutes, never hot.",
                ),
                Kind::Walk | Kind::Posture | Kind::Breathing | Kind::Relaxation | Kind::Sleep => None,
            },
        }
    }
}

/// While waiting for a clinician, mild warmth is left out with these (`reference`: safety, part 1: fever, rash, numb
/// skin, suspected cancer, fracture or clot).
const NO_HEAT_WHILE_WAITING: [&str; 16] = [
    "fever",
    "blister_rash_band",
    "burning_band_no_rash",
    "skin_problem_area",
    "neuropathy_numb_area",
    "one_leg_numb_patch",
    "cancer_history",
    "bone_metastases",
    "chemo_current",
    "unexplained_weight_loss",
    "recent_fracture_unhealed",
    "fragility_injury",
    "major_trauma_older",
    "height_loss_new_stoop",
    "dvt_recent_treated",
    "calf_swelling_one_side",
];

/// A decision in the making.
#[derive(Default)]
struct Draft {
    limits: Vec<Limit>,
    keep_off: BTreeSet<Region>,
    caps: Vec<u8>,
    swap: bool,
    unknown_place: bool,
}

impl Draft {
    fn apply_row(&mut self, technique: &Technique, row: &Contraindication, agreed: bool, comforts: bool) {
        let Some(mut code) = technique.columns.iter().map(|column| row.code(*column)).max() else { return };
        if comforts && row.id.as_str() == ANY_URGENT {
            return;
        }
        // Agreed with a clinician: what had to be asked may now be done, lighter.
        if agreed && code == Code::A {
            code = Code::L;
        }
        let everyone = row.id.as_str() == EVERYONE;
        if technique.tool == Tool::Gun && !everyone && (row.no_vibration || code != Code::N) {
            code = Code::X;
        }
        let action = match code {
            Code::N => return,
            Code::L => Action::Modify,
            Code::R => Action::ForbidRegion,
            Code::A => Action::Ask,
            Code::X => Action::Forbid,
        };
        if code == Code::R {
            self.keep_off.extend(row.regions.iter().copied().filter(|region| *region != Region::OwnPlace));
            self.unknown_place |= row.regions.contains(&Region::OwnPlace);
        }
        if !everyone {
            self.caps.push(row.pressure_cap.unwrap_or(LIGHTER_CAP));
        }
        self.limits.push(Limit {
            action,
            ground: Ground::Contraindication(row.id.clone()),
            why: row.why.clone(),
            how: row.how.clone(),
        });
    }

    fn apply_caution(&mut self, knowledge: &Knowledge, technique: &Technique, caution: &Caution) {
        let listed = technique.cautions.contains(&caution.id);
        for interaction in
            knowledge.interactions.iter().filter(|interaction| interaction.caution == caution.id)
        {
            let touched = interaction.ids.contains(&technique.id)
                || (listed && interaction.kinds.contains(&technique.kind));
            if !touched {
                continue;
            }
            let action = match interaction.action {
                CautionAction::Modify => Action::Modify,
                CautionAction::Swap => {
                    self.swap = true;
                    Action::Modify
                }
                CautionAction::AvoidArea => {
                    self.unknown_place = true;
                    Action::ForbidRegion
                }
                CautionAction::Ask => Action::Ask,
                CautionAction::Block => Action::Forbid,
            };
            self.limits.push(Limit {
                action,
                ground: Ground::Caution(caution.id.clone()),
                why: caution.question.clone(),
                how: interaction.how.clone(),
            });
        }
    }

    fn finish(mut self, technique: &Technique) -> Decision {
        self.limits.sort_by(|a, b| b.action.cmp(&a.action).then_with(|| a.ground.cmp(&b.ground)));
        let action = self.limits.first().map_or(Action::Allow, |limit| limit.action);
        let touches = technique.areas.iter().any(|area| self.keep_off.contains(area));
        if self.unknown_place {
            self.keep_off.insert(Region::OwnPlace);
        }
        let offerable = match action {
            Action::Allow | Action::Modify => !self.swap,
            Action::ForbidRegion => !self.swap && (technique.kind == Kind::Professional || !touches),
            Action::Ask | Action::Forbid => false,
        };
        Decision {
            action,
            limits: self.limits,
            keep_off: self.keep_off,
            pressure_cap: self.caps.into_iter().min(),
            offerable,
        }
    }
}
