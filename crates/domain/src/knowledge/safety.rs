//! What the screen knows: facts with their levels, combination rules and contraindications.

use super::condition::Condition;
use super::source::Certainty;
use crate::ids::{ContraindicationId, Key, RuleId, SourceId};
use crate::level::Level;
use serde::{Deserialize, Deserializer, Serialize};

/// One thing that can be known about a person and that bears on safety.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactInfo {
    /// The key, the same everywhere.
    pub id: Key,
    /// Which family of danger it belongs to.
    pub group: String,
    /// What kind of thing it is.
    pub kind: FactKind,
    /// The level this fact gives alone when it is a yes; `None` if it carries none.
    #[serde(deserialize_with = "level_or_none")]
    pub level: Option<Level>,
    /// At `clinician_first`: within 2 to 3 working days rather than 2 weeks.
    #[serde(default)]
    pub urgent: bool,
    /// The level when the last answer is "not sure".
    #[serde(deserialize_with = "level_or_none")]
    pub unsure: Option<Level>,
    /// As `urgent`, for "not sure".
    #[serde(default)]
    pub unsure_urgent: bool,
    /// Whether a yes reassures, and so may stop a rule of context from firing.
    #[serde(default)]
    pub reassuring: bool,
    /// Reassuring facts that lower this fact, alone, to `precautions`.
    #[serde(default)]
    pub lowered_by: Vec<Key>,
    /// Completes "You told us: ...".
    pub words: String,
    /// What to say on the phone; present for `emergency` and `same_day`.
    #[serde(default)]
    pub phone: String,
    /// "This can be a sign of ...".
    #[serde(default)]
    pub means: String,
    /// Where the level comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
    /// Accuracy figures, for clinicians.
    #[serde(default)]
    pub note: String,
    /// Set when no question asks for it because it follows from something else.
    #[serde(default)]
    pub derived: Option<Derived>,
    /// Why it is asked although nothing uses it, such as a harmless answer beside a dangerous one. Not shown.
    #[serde(default)]
    pub why_asked: String,
}

/// What kind of thing a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Felt now.
    Symptom,
    /// Happened before.
    History,
    /// A state of health.
    Health,
    /// Colours the picture, carries no level alone.
    Context,
    /// Something the body cannot do or bear; changes techniques only.
    Limit,
}

/// What a fact follows from when no question asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Derived {
    /// The age in years.
    Age,
    /// The sex given.
    Sex,
    /// The body picture.
    Zones,
    /// The pain score given.
    Pain,
    /// The days of the diary.
    Diary,
}

/// A combination of facts that gives a level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The rule's name.
    pub id: RuleId,
    /// Its number in the reference (`R2`), if it has one.
    #[serde(default)]
    pub number: String,
    /// The level it gives.
    pub level: Level,
    /// At `clinician_first`: within 2 to 3 working days.
    #[serde(default)]
    pub urgent: bool,
    /// When it fires.
    pub when: Condition,
    /// Reassuring facts that stop it.
    #[serde(default)]
    pub unless: Vec<Key>,
    /// Why, in plain words.
    pub because: String,
    /// What to say on the phone.
    #[serde(default)]
    pub phone: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A row of the contraindication table: a health state and what it does to each kind of technique.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contraindication {
    /// The row's name.
    pub id: ContraindicationId,
    /// Any of these, yes or not sure, switches the row on. Empty for rows that the level or everyone switches on.
    pub facts: Vec<Key>,
    /// Reassuring facts that switch it off.
    #[serde(default)]
    pub unless: Vec<Key>,
    /// Swedish massage.
    pub swedish: Code,
    /// Deep tissue massage.
    pub deep_tissue: Code,
    /// Myofascial release.
    pub myofascial: Code,
    /// Trigger point therapy.
    pub trigger_point: Code,
    /// Sports massage.
    pub sports: Code,
    /// Foam rolling.
    pub foam_roller: Code,
    /// Pressing with a ball.
    pub ball: Code,
    /// Heat.
    pub heat: Code,
    /// Stretching.
    pub stretch: Code,
    /// Strengthening.
    pub strength: Code,
    /// The places meant by `R`.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// Strongest pressure, 0 to 10, where the row names one.
    #[serde(default)]
    pub pressure_cap: Option<u8>,
    /// Whether massage guns are out.
    #[serde(default)]
    pub no_vibration: bool,
    /// Why, in plain words.
    pub why: String,
    /// What to do instead, in plain words.
    pub how: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Contraindication {
    /// The row's code for one column of the table.
    #[must_use]
    pub fn code(&self, column: Column) -> Code {
        match column {
            Column::Swedish => self.swedish,
            Column::DeepTissue => self.deep_tissue,
            Column::Myofascial => self.myofascial,
            Column::TriggerPoint => self.trigger_point,
            Column::Sports => self.sports,
            Column::FoamRoller => self.foam_roller,
            Column::Ball => self.ball,
            Column::Heat => self.heat,
            Column::Stretch => self.stretch,
            Column::Strength => self.strength,
        }
    }
}

/// A code of the contraindication table, from `N` to the strictest, `X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// Allow.
    N,
    /// Lighter or changed.
    L,
    /// Forbidden on the named region, elsewhere as `L`.
    R,
    /// Ask a clinician first.
    A,
    /// Forbidden.
    X,
}

/// A column of the contraindication table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Swedish massage; also judges hands.
    Swedish,
    /// Deep tissue massage; also judges massage guns.
    DeepTissue,
    /// Myofascial release.
    Myofascial,
    /// Trigger point therapy.
    TriggerPoint,
    /// Sports massage.
    Sports,
    /// Foam roller and stick.
    FoamRoller,
    /// Balls and cane.
    Ball,
    /// Heat.
    Heat,
    /// Stretching and mobility.
    Stretch,
    /// Strengthening.
    Strength,
}

/// A place on the body, coarser than a zone, used to keep techniques off it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the place")]
pub enum Region {
    Neck,
    NeckFront,
    Shoulder,
    UpperBack,
    MidBack,
    LowBack,
    /// The bones of the spine.
    Spine,
    Ribs,
    Flank,
    Sacrum,
    Buttock,
    Hip,
    Groin,
    Belly,
    Chest,
    Armpit,
    ThighFront,
    ThighBack,
    KneeBack,
    LowerLeg,
    Arm,
    Face,
    /// A place only the person knows: a wound, a device, a patch, a scar.
    OwnPlace,
}

impl Region {
    /// The place in plain words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Neck => "the neck",
            Self::NeckFront => "the front and sides of the neck",
            Self::Shoulder => "the shoulder",
            Self::UpperBack => "the upper back",
            Self::MidBack => "the middle of the back",
            Self::LowBack => "the low back",
            Self::Spine => "the bones of the spine",
            Self::Ribs => "the ribs",
            Self::Flank => "the soft side under the ribs",
            Self::Sacrum => "the base of the spine",
            Self::Buttock => "the buttock",
            Self::Hip => "the hip",
            Self::Groin => "the groin",
            Self::Belly => "the belly",
            Self::Chest => "the chest",
            Self::Armpit => "the armpit",
            Self::ThighFront => "the front of the thigh",
            Self::ThighBack => "the back of the thigh",
            Self::KneeBack => "the back of the knee",
            Self::LowerLeg => "the lower leg",
            Self::Arm => "the arm",
            Self::Face => "the face",
            Self::OwnPlace => "the place you named",
        }
    }
}

fn level_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Level>, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum OrNone {
        Emergency,
        SameDay,
        ClinicianFirst,
        Precautions,
        None,
    }
    Ok(match OrNone::deserialize(deserializer)? {
        OrNone::Emergency => Some(Level::Emergency),
        OrNone::SameDay => Some(Level::SameDay),
        OrNone::ClinicianFirst => Some(Level::ClinicianFirst),
        OrNone::Precautions => Some(Level::Precautions),
        OrNone::None => None,
    })
}
