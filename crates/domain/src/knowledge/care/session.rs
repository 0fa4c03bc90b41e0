//! Stop signs, what to expect after a session, limits of tools and pressure, and flare mode.

use crate::ids::{Key, SourceId};
use crate::knowledge::source::Certainty;
use crate::level::Level;
use serde::{Deserialize, Serialize};

/// A sign during a session that ends it, as the person notices it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionStop {
    /// Its id.
    pub id: String,
    /// What it asks for.
    pub group: StopGroup,
    /// What the person notices.
    pub words: String,
    /// What to do.
    pub action: String,
    /// The fact that it sets.
    #[serde(default)]
    pub sets: Option<Key>,
    /// What it becomes when it does not pass.
    #[serde(default)]
    pub if_it_stays: Option<IfItStays>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What a stop sign asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopGroup {
    /// Stop for today.
    StopToday,
    /// Get help now.
    GetHelpNow,
}

/// What a stop sign becomes when it does not pass after stopping.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IfItStays {
    /// What to do then.
    pub words: String,
    /// The level it has then.
    pub level: Level,
    /// The fact that it sets then.
    pub sets: Key,
}

/// Something noticed after a session.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterSession {
    /// Its id.
    pub id: String,
    /// Whether it is common and harmless.
    pub expected: bool,
    /// What the person notices.
    pub words: String,
    /// What to do.
    pub action: String,
    /// The least that follows, whatever the fact gives alone.
    pub level: AfterLevel,
    /// The fact that it sets.
    #[serde(default)]
    pub sets: Option<Key>,
    /// How far above the usual pain, in points of 10.
    #[serde(default)]
    pub points: Option<u8>,
    /// For how long at least.
    #[serde(default)]
    pub min_hours: Option<u16>,
    /// For how long at most.
    #[serde(default)]
    pub max_hours: Option<u16>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What follows from something noticed after a session, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterLevel {
    /// Nothing.
    None,
    /// No massage for now, then half the dose.
    Pause,
    /// A clinician looks first.
    ClinicianFirst,
    /// Speak to a clinician today.
    SameDay,
    /// Get help now.
    Emergency,
}

impl AfterLevel {
    /// The triage level, if a clinician is needed.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::None | Self::Pause => None,
            Self::ClinicianFirst => Some(Level::ClinicianFirst),
            Self::SameDay => Some(Level::SameDay),
            Self::Emergency => Some(Level::Emergency),
        }
    }
}

/// A limit of heat, roller, ball, hands, massage gun or helper, in words and, where it has some, in numbers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub topic: LimitTopic,
    /// The limit.
    pub words: String,
    /// Least warmth at the skin, in degrees Celsius.
    #[serde(default)]
    pub celsius_min: Option<u8>,
    /// Warmth to aim for.
    #[serde(default)]
    pub celsius_target: Option<u8>,
    /// Most warmth.
    #[serde(default)]
    pub celsius_max: Option<u8>,
    /// Least minutes.
    #[serde(default)]
    pub min_minutes: Option<u16>,
    /// Most minutes.
    #[serde(default)]
    pub max_minutes: Option<u16>,
    /// Most times a day.
    #[serde(default)]
    pub max_per_day: Option<u16>,
    /// Hours until the next time.
    #[serde(default)]
    pub gap_hours: Option<u16>,
    /// Hours until the next time while the place is sore.
    #[serde(default)]
    pub gap_hours_sore: Option<u16>,
    /// Hours that must have passed first.
    #[serde(default)]
    pub min_hours: Option<u16>,
    /// The age from which it holds.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// Least seconds at one go.
    #[serde(default)]
    pub seconds_min: Option<u16>,
    /// Most seconds at one go.
    #[serde(default)]
    pub seconds_max: Option<u16>,
    /// Seconds until it is gone afterwards.
    #[serde(default)]
    pub seconds_after: Option<u16>,
    /// Most rounds.
    #[serde(default)]
    pub rounds_max: Option<u16>,
    /// Most spots.
    #[serde(default)]
    pub spots_max: Option<u16>,
    /// The share of the usual dose.
    #[serde(default)]
    pub dose_share: Option<f64>,
    /// Most pain while pressing, 0 to 10.
    #[serde(default)]
    pub pain_max: Option<u8>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the tool")]
pub enum LimitTopic {
    Heat,
    Roller,
    Ball,
    Hands,
    Gun,
    Helper,
}

/// How strong the pressing pain may be, 0 to 10.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pressure {
    /// For whom.
    pub who: PressureFor,
    /// In words.
    pub words: String,
    /// Aim for at least this.
    pub target_min: u8,
    /// Aim for at most this.
    pub target_max: u8,
    /// Never above this.
    pub never_above: u8,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Whom a limit of pressure is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PressureFor {
    /// The level `go_ahead`.
    GoAhead,
    /// The level `precautions`.
    Precautions,
    /// A person sensitive to pressure, or a first session.
    SensitiveOrFirstSession,
}

/// Flare mode: what is said and done on a bad day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlareMode {
    /// The button that opens it.
    pub heading: String,
    /// What is known about flares.
    pub facts: Vec<FlareFact>,
    /// Things to do, in this order.
    pub things: Vec<FlareThing>,
    /// What to leave out.
    pub leave_out: String,
    /// The button that ends it.
    pub done: String,
    /// For how many days the plan shrinks.
    pub shrink_days: u8,
    /// After how many days to get help.
    pub help_after_days: u8,
    /// When to get help.
    pub get_help: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Something known about flares.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlareFact {
    /// The fact.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Something to do in a flare.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlareThing {
    /// What to do.
    pub words: String,
    /// For how long at least.
    pub min_minutes: u16,
    /// For how long at most.
    pub max_minutes: u16,
}
