//! The five triage levels and how soon they ask for care.

use serde::{Deserialize, Serialize};

/// A triage level, from the calmest to the most urgent (`reference`: safety, part 1).
///
/// ```
/// use domain::level::Level;
///
/// assert!(Level::Emergency > Level::SameDay);
/// assert!(!Level::ClinicianFirst.allows_plan());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing points to danger: start.
    GoAhead,
    /// Start, with changes.
    Precautions,
    /// A clinician has to look first.
    ClinicianFirst,
    /// Speak to a clinician today.
    SameDay,
    /// Get help now.
    Emergency,
}

impl Level {
    /// All levels, calmest first.
    pub const ALL: [Self; 5] =
        [Self::GoAhead, Self::Precautions, Self::ClinicianFirst, Self::SameDay, Self::Emergency];

    /// Whether a plan may start at this level.
    #[must_use]
    pub fn allows_plan(self) -> bool {
        self <= Self::Precautions
    }

    /// The next calmer level; the calmest stays.
    #[must_use]
    pub fn one_step_down(self) -> Self {
        match self {
            Self::Emergency => Self::SameDay,
            Self::SameDay => Self::ClinicianFirst,
            Self::ClinicianFirst => Self::Precautions,
            Self::Precautions | Self::GoAhead => Self::GoAhead,
        }
    }

    /// The word used in files and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GoAhead => "go_ahead",
            Self::Precautions => "precautions",
            Self::ClinicianFirst => "clinician_first",
            Self::SameDay => "same_day",
            Self::Emergency => "emergency",
        }
    }
}

/// How soon to act: the longest wait (`reference`: safety, part 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Nobody has to be seen.
    None,
    /// See a clinician within 2 weeks.
    #[serde(rename = "within_2_weeks")]
    Within2Weeks,
    /// See a clinician within 2 to 3 working days.
    #[serde(rename = "within_3_days")]
    Within3Days,
    /// Speak to a clinician today.
    Today,
    /// Get help now.
    Now,
}

impl Urgency {
    /// The urgency of a level; `urgent` tells the two kinds of `clinician_first` apart.
    #[must_use]
    pub fn of(level: Level, urgent: bool) -> Self {
        match level {
            Level::GoAhead | Level::Precautions => Self::None,
            Level::ClinicianFirst if urgent => Self::Within3Days,
            Level::ClinicianFirst => Self::Within2Weeks,
            Level::SameDay => Self::Today,
            Level::Emergency => Self::Now,
        }
    }
}
