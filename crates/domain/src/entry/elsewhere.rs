//! What was written down or decided in another program, and came in as a file.

use super::{EntryId, MinuteOfDay};
use crate::ids::TechniqueId;
use serde::{Deserialize, Serialize};

/// A note about a day that belongs to nothing else, such as one from another diary.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// The note, in the person's own words.
    pub words: String,
}

/// What chance decided for a day in another program, or in a test whose beginning is not in this journal.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// The technique that was drawn; `None` on a day without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technique: Option<TechniqueId>,
    /// The probability with which a session was to be drawn.
    pub probability: Probability,
}

/// When something began that another entry tells of: a visit to a therapist is told without its time.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Began {
    /// The entry.
    pub entry: EntryId,
    /// When it began, by the clock on the wall.
    pub minute_of_day: MinuteOfDay,
}

/// A probability, 0 to 1.
///
/// ```
/// use domain::entry::Probability;
///
/// assert_eq!(Probability::new(0.45)?.get(), 0.45);
/// assert_eq!(Probability::new(1.5).unwrap_err().to_string(), "a probability of 1.5 is outside 0 to 1");
/// # Ok::<(), domain::entry::InvalidProbability>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

/// A number that is no probability.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("a probability of {0} is outside 0 to 1")]
pub struct InvalidProbability(pub f64);

impl Probability {
    /// Checks that it lies in the range.
    ///
    /// # Errors
    ///
    /// [`InvalidProbability`] below 0, above 1, and for what is no number.
    pub fn new(probability: f64) -> Result<Self, InvalidProbability> {
        if (0.0..=1.0).contains(&probability) {
            Ok(Self(probability))
        } else {
            Err(InvalidProbability(probability))
        }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Probability {
    type Error = InvalidProbability;

    fn try_from(probability: f64) -> Result<Self, InvalidProbability> {
        Self::new(probability)
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> Self {
        probability.0
    }
}
