//! Techniques with their spoken steps, and the rules for putting them together (`reference`: techniques).

use super::safety::{Column, Region};
use crate::ids::{CautionId, FocusId, SourceId, StopId, TechniqueId};
use crate::knowledge::body::Side;
use serde::{Deserialize, Serialize};

/// Anything a plan can hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// Its id.
    pub id: TechniqueId,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What it is and why one might like it.
    pub plain: String,
    /// The names of the muscles it serves; empty means the whole body.
    pub targets: Vec<FocusId>,
    /// What it needs.
    pub equipment: Vec<Equipment>,
    /// What can stand in for the equipment.
    #[serde(default)]
    pub substitute: String,
    /// How the body lies or stands.
    pub position: Position,
    /// Minutes, rounded up; for a briefing, the length of the activity itself.
    pub minutes: u16,
    /// Sum of the steps, in seconds.
    pub seconds_total: u32,
    /// Whether the steps are played or read out beforehand.
    pub steps_mode: StepsMode,
    /// Whether it goes on by itself, like warmth.
    pub passive: bool,
    /// Whether left and right are done one after the other.
    pub sided: bool,
    /// Upper limit of pressure or effort, 0 to 10; the cap of the phase always wins.
    pub intensity: u8,
    /// How demanding it is, 1 to 3.
    pub level: u8,
    /// How well it is tested.
    pub evidence: Evidence,
    /// Where that comes from.
    pub source: Vec<SourceId>,
    /// The phases in which it may be planned.
    pub phases: Vec<Phase>,
    /// Most times a day.
    pub max_per_day: u16,
    /// Hours until the next time.
    pub min_hours_between: f64,
    /// How often and how long.
    #[serde(default)]
    pub dose: String,
    /// How to breathe.
    #[serde(default)]
    pub breathing: String,
    /// How to make it easier.
    #[serde(default)]
    pub easier: String,
    /// How to make it harder.
    #[serde(default)]
    pub harder: String,
    /// The next easier technique.
    #[serde(default)]
    pub easier_id: Option<TechniqueId>,
    /// The next harder technique.
    #[serde(default)]
    pub harder_id: Option<TechniqueId>,
    /// What often goes wrong.
    #[serde(default)]
    pub mistakes: String,
    /// How to keep off the spine.
    #[serde(default)]
    pub spine_safety: String,
    /// When to go on to the harder one.
    #[serde(default)]
    pub progress_when: String,
    /// Cautions that can change it.
    pub cautions: Vec<CautionId>,
    /// Signs that end it.
    pub stop_if: Vec<StopId>,
    /// What is said, and for how long.
    pub steps: Vec<Step>,
    /// Breathing pacer: seconds in, hold, out, hold.
    #[serde(default)]
    pub pace: Option<Vec<f64>>,
    /// A rhythm for the breathing pacer, in words.
    #[serde(default)]
    pub pattern: Option<toml::Value>,
    /// The columns of the contraindication table that judge it.
    pub columns: Vec<Column>,
    /// The places it presses, warms or loads.
    pub areas: Vec<Region>,
    /// The tool it uses.
    pub tool: Tool,
    /// Only for professional massage: what to know before booking.
    #[serde(default)]
    pub visit: Option<Visit>,
}

/// What to know before booking a massage.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// What happens.
    pub happens: String,
    /// The pressure in words.
    pub pressure: String,
    /// Least pressure, 0 to 10.
    pub pressure_min: u8,
    /// Most pressure, 0 to 10.
    pub pressure_max: u8,
    /// Shortest visit.
    pub minutes_min: u16,
    /// Longest visit.
    pub minutes_max: u16,
    /// Whom it suits.
    pub suits: Vec<String>,
    /// Who leaves it out.
    pub not_for: Vec<String>,
    /// What to ask for.
    pub ask_for: String,
    /// Sentences to say.
    pub say: Vec<String>,
    /// What is normal afterwards.
    pub after: String,
    /// Names used in local shops.
    pub shop_names: Vec<String>,
    /// How it feels.
    pub feel: Vec<Feel>,
    /// What it tends to cost.
    #[serde(default)]
    pub price_note: String,
}

/// What kind of thing a technique is. The order is the order within a session (rule R02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the kind")]
pub enum Kind {
    Professional,
    Heat,
    SelfMassage,
    Mobility,
    Stretch,
    Strength,
    Walk,
    Posture,
    Breathing,
    Relaxation,
    Sleep,
}

impl Kind {
    /// All kinds, in the order of a session.
    pub const ALL: [Self; 11] = [
        Self::Professional,
        Self::Heat,
        Self::SelfMassage,
        Self::Mobility,
        Self::Stretch,
        Self::Strength,
        Self::Walk,
        Self::Posture,
        Self::Breathing,
        Self::Relaxation,
        Self::Sleep,
    ];

    /// The word used in files and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Professional => "professional",
            Self::Heat => "heat",
            Self::SelfMassage => "self_massage",
            Self::Mobility => "mobility",
            Self::Stretch => "stretch",
            Self::Strength => "strength",
            Self::Walk => "walk",
            Self::Posture => "posture",
            Self::Breathing => "breathing",
            Self::Relaxation => "relaxation",
            Self::Sleep => "sleep",
        }
    }

    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Professional => "professional massage",
            Self::Heat => "heat",
            Self::SelfMassage => "self-massage",
            Self::Mobility => "moving",
            Self::Stretch => "stretching",
            Self::Strength => "getting stronger",
            Self::Walk => "walking",
            Self::Posture => "posture and breaks",
            Self::Breathing => "breathing",
            Self::Relaxation => "relaxing",
            Self::Sleep => "sleep",
        }
    }
}

/// Which stage the pain is at; for planning only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The first 2 weeks of an episode.
    Acute,
    /// 2 to 12 weeks.
    Subacute,
    /// Over 12 weeks.
    Chronic,
    /// A known pain 2 or more points above its usual level for over 24 hours.
    Flare,
    /// Pain 2 of 10 or less and full activity for 2 weeks or more.
    Maintenance,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 5] = [Self::Acute, Self::Subacute, Self::Chronic, Self::Flare, Self::Maintenance];

    /// The word used in files and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Acute => "acute",
            Self::Subacute => "subacute",
            Self::Chronic => "chronic",
            Self::Flare => "flare",
            Self::Maintenance => "maintenance",
        }
    }

    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Acute => "the first 2 weeks",
            Self::Subacute => "2 to 12 weeks",
            Self::Chronic => "more than 12 weeks",
            Self::Flare => "a flare-up",
            Self::Maintenance => "staying well",
        }
    }
}

/// How well a technique is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Sensible custom; little or no direct testing.
    Convention,
    /// Small, indirect or mixed trials.
    Some,
    /// Randomised trials or pooled analyses in low back pain support this class.
    Good,
}

impl Evidence {
    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Convention => "custom: sensible practice, hardly tested",
            Self::Some => "some: small or mixed trials",
            Self::Good => "good: trials in low back pain support this kind of thing",
        }
    }
}

/// Something a technique needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the thing")]
pub enum Equipment {
    BackpackWeight,
    BallTennis,
    Band,
    Bath,
    Bed,
    Chair,
    FoamRoller,
    HeatPack,
    HeatWrap,
    MassageCane,
    MassageGun,
    Mat,
    None,
    Oil,
    Partner,
    Pillow,
    Shower,
    Step,
    StickRoller,
    Strap,
    Therapist,
    Towel,
    TwoBallsSock,
    Wall,
}

impl Equipment {
    /// What nearly every home has; it is never a reason to leave a technique out.
    pub const AT_HOME: [Self; 9] = [
        Self::None,
        Self::Wall,
        Self::Chair,
        Self::Bed,
        Self::Mat,
        Self::Towel,
        Self::Pillow,
        Self::Shower,
        Self::Oil,
    ];

    /// The words shown to a person, such as "a tennis ball"; empty for nothing.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::BackpackWeight => "a backpack with some weight",
            Self::BallTennis => "a tennis ball",
            Self::Band => "an exercise band",
            Self::Bath => "a bath",
            Self::Bed => "a bed",
            Self::Chair => "a chair",
            Self::FoamRoller => "a foam roller",
            Self::HeatPack => "a heat pack",
            Self::HeatWrap => "a heat wrap",
            Self::MassageCane => "a massage cane",
            Self::MassageGun => "a massage gun",
            Self::Mat => "a mat or a carpet",
            Self::None => "",
            Self::Oil => "a little oil",
            Self::Partner => "someone to help",
            Self::Pillow => "a pillow",
            Self::Shower => "a shower",
            Self::Step => "a step",
            Self::StickRoller => "a stick roller",
            Self::Strap => "a strap or a belt",
            Self::Therapist => "a therapist",
            Self::Towel => "a towel",
            Self::TwoBallsSock => "two balls in a sock",
            Self::Wall => "a wall",
        }
    }
}

/// How the body lies or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the position")]
pub enum Position {
    LyingBack,
    LyingFront,
    LyingSide,
    StandingWall,
    Standing,
    Sitting,
    Kneeling,
    FourPoint,
    FloorSit,
    Any,
}

impl Position {
    /// How to get into it, as a sentence; empty where any position will do.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::LyingBack => "Lie on your back.",
            Self::LyingFront => "Lie on your front.",
            Self::LyingSide => "Lie on your side.",
            Self::StandingWall => "Stand at a wall.",
            Self::Standing => "Stand up.",
            Self::Sitting => "Sit on a chair.",
            Self::Kneeling => "Kneel.",
            Self::FourPoint => "Go on hands and knees.",
            Self::FloorSit => "Sit on the floor.",
            Self::Any => "",
        }
    }

    /// Whether the body lies in it.
    #[must_use]
    pub fn is_lying(self) -> bool {
        matches!(self, Self::LyingBack | Self::LyingFront | Self::LyingSide)
    }
}

/// Whether steps are played or read out beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepsMode {
    /// Play the steps.
    Timed,
    /// Read them out before the activity.
    Briefing,
}

/// The tool a technique uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the tool")]
pub enum Tool {
    Hands,
    Partner,
    Ball,
    Roller,
    Cane,
    Stick,
    Gun,
    Heat,
    None,
    Band,
    Weight,
    Therapist,
}

/// How a massage feels; how a person chooses one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feel {
    /// Calm and light.
    CalmLight,
    /// Firm and slow.
    FirmSlow,
    /// Firm on some points.
    FirmPoints,
    /// Clothed, with stretching.
    ClothedStretch,
}

/// One spoken step.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What is said.
    pub say: String,
    /// From the start of speech to the start of the next step.
    pub seconds: u32,
    /// Which side it is for.
    pub side: Side,
}
