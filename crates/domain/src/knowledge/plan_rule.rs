//! What changes techniques and puts them together: cautions, stop signs, focus, templates, rules
//! (`reference`: techniques, part 8).

use super::source::Certainty;
use super::technique::{Kind, Phase};
use crate::ids::{CautionId, FocusId, Key, PlanRuleId, SourceId, StopId, TechniqueId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A health state or body limit that changes techniques.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// Its id.
    pub id: CautionId,
    /// What it is about.
    pub question: String,
    /// Any of these, yes or not sure, switches it on.
    pub facts: Vec<Key>,
    /// Reassuring facts that switch it off.
    #[serde(default)]
    pub unless: Vec<Key>,
    /// Whether it is about a situation rather than the person, such as being asleep.
    #[serde(default)]
    pub situational: bool,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A sign that ends a step or a session.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopSign {
    /// Its id.
    pub id: StopId,
    /// What to do.
    pub action: StopAction,
    /// What is said.
    pub say: String,
    /// What the person notices.
    #[serde(default)]
    pub notice: String,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<SourceId>,
    /// How sure that is.
    #[serde(default)]
    pub certainty: Option<Certainty>,
}

/// What a stop sign asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopAction {
    /// Ease off.
    Ease,
    /// Move to another spot.
    Move,
    /// Leave this technique out today.
    StopTechnique,
    /// End the session.
    StopSession,
    /// Medical help today.
    Urgent,
    /// Emergency help now.
    Emergency,
}

/// What a caution does to techniques.
///
/// It touches a technique if the technique is named in `ids`, or if its kind is in `kinds` and it lists the caution.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    /// The caution.
    pub caution: CautionId,
    /// What it does.
    pub action: CautionAction,
    /// Kinds it touches.
    pub kinds: Vec<Kind>,
    /// Techniques it touches.
    pub ids: Vec<TechniqueId>,
    /// What to do instead.
    pub how: String,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<SourceId>,
    /// How sure that is.
    #[serde(default)]
    pub certainty: Option<Certainty>,
}

/// What a caution does to a technique, mildest first (rule R29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CautionAction {
    /// Change how it is done.
    Modify,
    /// Take another one instead.
    Swap,
    /// Keep off the area.
    AvoidArea,
    /// Ask a clinician first.
    Ask,
    /// Leave it out.
    Block,
}

/// The techniques that serve a muscle.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// The muscle's name among techniques.
    pub muscle: FocusId,
    /// Light self-massage, for any phase.
    pub light: Vec<TechniqueId>,
    /// Firm self-massage.
    pub firm: Vec<TechniqueId>,
    /// Stretches and mobility.
    pub stretch: Vec<TechniqueId>,
    /// Strengthening.
    pub strength: Vec<TechniqueId>,
    /// Heat.
    pub heat: Vec<TechniqueId>,
    /// Professional massage.
    pub professional: Vec<TechniqueId>,
}

/// A week of sessions for a phase and a daily budget.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// The phase.
    pub phase: Phase,
    /// Active minutes a day.
    pub minutes_per_day: u16,
    /// The session of each day, Monday first.
    pub week: Vec<String>,
    /// One more line.
    #[serde(default)]
    pub note: String,
    /// The sessions by letter.
    pub sessions: BTreeMap<String, Vec<TechniqueId>>,
}

/// A rule of the plan, in words; the code obeys it and names it among the reasons.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRule {
    /// Its number.
    pub id: PlanRuleId,
    /// When it applies.
    pub when: String,
    /// What follows.
    pub then: String,
    /// Kinds or techniques it touches; `*` is everything.
    pub touches: Vec<String>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<SourceId>,
    /// How sure that is.
    #[serde(default)]
    pub certainty: Option<Certainty>,
}

/// The strongest pressure of each phase, 0 to 10.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhasePressureCap {
    /// First 2 weeks.
    pub acute: u8,
    /// 2 to 12 weeks.
    pub subacute: u8,
    /// Over 12 weeks.
    pub chronic: u8,
    /// Flare.
    pub flare: u8,
    /// Staying well.
    pub maintenance: u8,
    /// Professional work, by request only.
    pub professional_max: u8,
}

impl PhasePressureCap {
    /// The cap of a phase.
    #[must_use]
    pub fn of(&self, phase: Phase) -> u8 {
        match phase {
            Phase::Acute => self.acute,
            Phase::Subacute => self.subacute,
            Phase::Chronic => self.chronic,
            Phase::Flare => self.flare,
            Phase::Maintenance => self.maintenance,
        }
    }
}
