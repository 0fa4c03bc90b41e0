//! Muscles, findings, look-alikes and the constants of the ranking (`reference`: muscles, parts 2 to 4).

use super::body::View;
use super::source::Certainty;
use crate::ids::{FocusId, GroupId, Key, MimicId, MuscleId, SourceId, ZoneId};
use crate::level::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An answer that speaks for or against a muscle.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The key.
    pub id: Key,
    /// Answers of one group are not independent, so they count less together.
    pub group: FindingGroup,
    /// Completes "You said: ...".
    pub text: String,
    /// The yes-or-no question.
    pub ask: String,
    /// How to try it.
    #[serde(default)]
    pub how: String,
    /// Facts with which the test is left out.
    #[serde(default)]
    pub skip_if: Vec<Key>,
    /// Whether it means pressing on the body; asked last.
    #[serde(default)]
    pub pressing: bool,
    /// Set when it follows from age or sex.
    #[serde(default)]
    pub derived: Option<super::safety::Derived>,
    /// With `derived = "age"`: from how many years.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<SourceId>,
    /// How sure that is.
    #[serde(default)]
    pub certainty: Option<Certainty>,
}

/// A family of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the family")]
pub enum FindingGroup {
    Movement,
    Position,
    Easing,
    Quality,
    Press,
    Activity,
    Test,
    Context,
}

impl FindingGroup {
    /// How many groups there are.
    pub const COUNT: usize = 8;
}

/// A finding and the facts that mean the same.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The finding.
    pub finding: Key,
    /// The finding is a yes if any of these is.
    pub facts: Vec<Key>,
    /// The fact that a yes to the finding sets.
    #[serde(default)]
    pub implies: Option<Key>,
}

/// A muscle (or the fascia) with its referral patterns and weights.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Muscle {
    /// The muscle's id.
    pub id: MuscleId,
    /// Its full name, for clinicians.
    pub name: String,
    /// The name shown first.
    pub plain: String,
    /// The Latin name, shown in brackets.
    pub latin: String,
    /// Muscles that hands cannot tell apart share a group.
    pub group: GroupId,
    /// `muscle` or `fascia`.
    pub kind: MuscleKind,
    /// Whether the product promises to know it.
    pub required: bool,
    /// A rough chance that it is sore in a person with back pain, 0 to 1.
    pub prior: f64,
    /// Strength of what is known: A, B or C.
    pub evidence: char,
    /// How to work on it oneself.
    pub self_massage: String,
    /// Weights of findings, in bits.
    pub findings: BTreeMap<Key, f64>,
    /// Spots with the zones where they are felt; for the right side.
    pub pattern: Vec<Pattern>,
    /// What people often feel.
    pub feel: String,
    /// Where it lies.
    pub where_words: String,
    /// How to ask a therapist for it.
    pub ask_therapist: String,
    /// The name under which techniques serve it; empty where none does.
    #[serde(default)]
    pub focus: String,
    /// What to mind when pressing there.
    #[serde(default)]
    pub care: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Muscle {
    /// The focus under which techniques serve this muscle, if any.
    #[must_use]
    pub fn focus(&self) -> Option<FocusId> {
        (!self.focus.is_empty()).then(|| FocusId::from(self.focus.as_str()))
    }
}

/// What kind of tissue it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MuscleKind {
    /// A muscle.
    Muscle,
    /// Fascia.
    Fascia,
}

/// One spot of a muscle and where its pain is felt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The spot's id.
    pub id: String,
    /// Where the spot is, for clinicians.
    pub label: String,
    /// On which view it is drawn.
    pub view: View,
    /// Its place on the figure.
    pub spot: [f64; 2],
    /// Zone to weight, 0 to 1, for a right-sided spot.
    pub referral: BTreeMap<ZoneId, f64>,
}

/// Muscles that are shown together.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MuscleGroup {
    /// The group's id.
    pub id: GroupId,
    /// The plain name.
    pub plain: String,
    /// The Latin name.
    pub latin: String,
}

/// A condition that is not muscular and looks alike.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mimic {
    /// Its id.
    pub id: MimicId,
    /// Its name, for clinicians.
    pub name: String,
    /// The plain name.
    pub plain: String,
    /// What to do, and why.
    pub say: String,
    /// The family it is flagged as.
    pub flag: String,
    /// A rough chance that it is behind a back pain, 0 to 1.
    pub prior: f64,
    /// How many key findings it takes.
    pub key_needed: usize,
    /// `either`, or the only side it can be on.
    pub side: MimicSide,
    /// How soon to see somebody, for clinicians.
    pub urgency: String,
    /// The level that this urgency means, if any.
    #[serde(default)]
    pub level: MimicLevel,
    /// The key findings.
    pub keys: Vec<Key>,
    /// Zone to weight, 0 to 1, for the right side.
    pub referral: BTreeMap<ZoneId, f64>,
    /// Weights of findings, in bits.
    pub findings: BTreeMap<Key, f64>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The side a look-alike can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MimicSide {
    /// Either side.
    Either,
    /// Only the right.
    Right,
    /// Only the left.
    Left,
}

/// How soon a look-alike asks for a clinician.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum MimicLevel {
    /// Nobody has to be seen.
    #[default]
    None,
    /// A clinician looks first.
    ClinicianFirst,
    /// The same day.
    SameDay,
    /// Now.
    Emergency,
}

impl MimicLevel {
    /// The triage level, if a clinician is needed.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::None => None,
            Self::ClinicianFirst => Some(Level::ClinicianFirst),
            Self::SameDay => Some(Level::SameDay),
            Self::Emergency => Some(Level::Emergency),
        }
    }
}

/// A warning that comes before any ranking.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// Its id.
    pub id: MimicId,
    /// The family it is flagged as.
    pub flag: String,
    /// How soon to see somebody, for clinicians.
    pub urgency: String,
    /// The level that this urgency means.
    pub level: MimicLevel,
    /// The findings that count.
    pub any_of: Vec<Key>,
    /// How many it takes.
    pub count: usize,
    /// Whether it needs paint over the bones of the spine.
    pub needs_midline_paint: bool,
    /// What to do, and why.
    pub say: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The constants of the ranking; the method is in [`crate::localise`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// How much a zone's neighbours count.
    pub smooth: f64,
    /// Bits for paint that a pattern explains.
    pub zone_explained: f64,
    /// Bits for a main area that was painted.
    pub zone_reached: f64,
    /// Added to both.
    pub zone_offset: f64,
    /// Least zone bits.
    pub zone_min: f64,
    /// Most zone bits.
    pub zone_max: f64,
    /// From which weight a zone belongs to the main area.
    pub main_zone_from: f64,
    /// Price of taking all spots of a muscle together.
    pub combined_penalty: f64,
    /// How much each spot counts when taken together.
    pub combined_scale: f64,
    /// How much each further finding of a group counts.
    pub repeat_factor: f64,
    /// Least bits of one group.
    pub group_min: f64,
    /// Most bits of one group.
    pub group_max: f64,
    /// Least bits of all findings.
    pub findings_min: f64,
    /// Most bits of all findings.
    pub findings_max: f64,
    /// How a clear "no" counts against a positive weight.
    pub no_answer_factor: f64,
    /// The prior that adds nothing.
    pub prior_reference: f64,
    /// How much the prior counts.
    pub prior_scale: f64,
    /// Most bits of the prior, either way.
    pub prior_limit: f64,
    /// Finding bits from which a look-alike is flagged.
    pub flag_min_findings: f64,
    /// Price of taking both sides.
    pub both_sides_penalty: f64,
    /// Below this explained share, no pattern fits.
    pub no_fit_below: f64,
    /// Score from which a harmless look-alike is flagged.
    pub flag_min_score: f64,
    /// No share is shown above this.
    pub share_cap: f64,
}
