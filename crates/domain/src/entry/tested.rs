//! The personal test: what it is about, how it is drawn, how it ends, and what would make massage worth it.

use crate::ids::TechniqueId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// A personal test was started. Nothing about it can be changed afterwards.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestStarted {
    /// What is tested.
    pub what: Tested,
    /// How days are drawn.
    pub design: TestDesign,
    /// The first day: the first of the days without.
    pub first_day: Date,
    /// How many days without come first.
    pub baseline_days: u16,
    /// How many days it lasts, the days without included.
    pub days: u16,
    /// How much lower the average pain must be for this to be worth it; locked.
    pub worthwhile: Worthwhile,
    /// Whether the person expects the effect to last for more than 4 days.
    pub lasting_effect_expected: bool,
    /// `SHA-256(seed ‖ plan text)`, as 64 hexadecimal letters; it was shown before the first draw.
    pub commitment: String,
    /// What every draw comes from. No page shows it before the end.
    pub seed: Seed,
    /// The plan of the test in words: the second part of what was committed to.
    pub plan_text: String,
}

/// What a test is about: one thing at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "techniques")]
pub enum Tested {
    /// Visits to a massage therapist, of any type.
    Visits,
    /// All self-massage of the plan.
    SelfMassage,
    /// These techniques.
    Techniques(BTreeSet<TechniqueId>),
}

/// How the days of a test are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum TestDesign {
    /// A coin for each day, and never two days running.
    CoinDays {
        /// The probability on a day without a session the day before.
        probability: f64,
    },
    /// Pairs of blocks, one with and one without, in an order drawn by chance; in a block with, every `every`-th day.
    Blocks {
        /// How long a block is, in days.
        block_days: u16,
        /// Days from one session to the next within a block with.
        every: u16,
    },
}

/// A test was stopped, or came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// All days are over.
    Finished,
    /// A planned look found an answer.
    AnswerFound,
    /// The person chose to.
    Chosen,
    /// A warning sign or a bad reaction, whatever the numbers.
    Safety,
    /// What is tested is no longer open to the person.
    Blocked,
}

/// A test was stopped, or came to its end; from then on its seed may be shown.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestStopped {
    /// Why.
    pub reason: StopReason,
}

/// The person said how much lower the average pain must be for this to be worth it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorthwhileSet {
    /// In NRS points.
    pub points: Worthwhile,
}

/// The smallest worthwhile change of the average pain: 0.5 to 3 NRS points, in steps of a tenth.
///
/// The range is that of `reference`: measures, 1.2. Below 0.5 nothing can be shown in 12 weeks.
///
/// ```
/// use domain::entry::Worthwhile;
///
/// assert_eq!(Worthwhile::default().points(), 1.0);
/// assert_eq!("1.5".parse::<Worthwhile>()?.to_string(), "1.5");
/// assert_eq!(
///     "4".parse::<Worthwhile>().unwrap_err().to_string(),
///     "a worthwhile change of 4 points is outside 0.5 to 3",
/// );
/// # Ok::<(), domain::entry::InvalidWorthwhile>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Worthwhile {
    tenths: u8,
}

/// Why a value is not a worthwhile change.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidWorthwhile {
    /// It lies outside the range.
    #[error("a worthwhile change of {0} points is outside 0.5 to 3")]
    OffScale(f64),
    /// The text is not a number.
    #[error("a worthwhile change of `{0}` is not a number")]
    NotANumber(String),
}

impl Worthwhile {
    /// Checks that `points` lies in the range, and keeps it to a tenth.
    ///
    /// # Errors
    ///
    /// [`InvalidWorthwhile::OffScale`] below 0.5 and above 3.
    pub fn new(points: f64) -> Result<Self, InvalidWorthwhile> {
        let tenths = (5_u8..=30).find(|tenths| (points * 10.0 - f64::from(*tenths)).abs() <= 0.5);
        match tenths {
            Some(tenths) if (0.5..=3.0).contains(&points) => Ok(Self { tenths }),
            _ => Err(InvalidWorthwhile::OffScale(points)),
        }
    }

    /// In NRS points.
    #[must_use]
    pub fn points(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }
}

/// One point.
impl Default for Worthwhile {
    fn default() -> Self {
        Self { tenths: 10 }
    }
}

impl TryFrom<f64> for Worthwhile {
    type Error = InvalidWorthwhile;

    fn try_from(points: f64) -> Result<Self, InvalidWorthwhile> {
        Self::new(points)
    }
}

impl From<Worthwhile> for f64 {
    fn from(worthwhile: Worthwhile) -> Self {
        worthwhile.points()
    }
}

impl FromStr for Worthwhile {
    type Err = InvalidWorthwhile;

    fn from_str(text: &str) -> Result<Self, InvalidWorthwhile> {
        let points = text.trim().parse::<f64>().ok().filter(|points| points.is_finite());
        Self::new(points.ok_or_else(|| InvalidWorthwhile::NotANumber(text.to_owned()))?)
    }
}

impl fmt::Display for Worthwhile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tenths.is_multiple_of(10) {
            write!(f, "{}", self.tenths / 10)
        } else {
            write!(f, "{}.{}", self.tenths / 10, self.tenths % 10)
        }
    }
}

/// The 32 bytes that all draws of a test come from; on paper, 64 hexadecimal letters.
///
/// ```
/// use domain::entry::Seed;
///
/// let seed: Seed = "00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff".parse()?;
/// assert_eq!(seed.hex().len(), 64);
/// assert_eq!(format!("{seed:?}"), "Seed(..)");
/// assert!("00ff".parse::<Seed>().is_err());
/// # Ok::<(), domain::entry::InvalidSeed>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed([u8; 32]);

/// A text that is not a seed. It is not repeated, because a seed is a secret until the end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a seed is 64 letters from 0 to 9 and a to f")]
pub struct InvalidSeed;

impl Seed {
    /// The seed of 32 random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its 64 letters. This reveals it.
    #[must_use]
    pub fn hex(&self) -> String {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

/// Hides it: what shows in a log or a failing test is no longer a secret.
impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl FromStr for Seed {
    type Err = InvalidSeed;

    fn from_str(text: &str) -> Result<Self, InvalidSeed> {
        let letters = text.as_bytes();
        if letters.len() != 64 || !letters.iter().all(u8::is_ascii_hexdigit) {
            return Err(InvalidSeed);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(letters.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| InvalidSeed)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| InvalidSeed)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Seed {
    type Error = InvalidSeed;

    fn try_from(text: String) -> Result<Self, InvalidSeed> {
        text.parse()
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        seed.hex()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_worthwhile_change_is_kept_to_a_tenth() {
        let text = |points: f64| Worthwhile::new(points).map(|kept| kept.to_string()).ok();
        assert_eq!(text(0.5).as_deref(), Some("0.5"));
        assert_eq!(text(1.04).as_deref(), Some("1"));
        assert_eq!(text(3.0).as_deref(), Some("3"));
        for wrong in [0.49, 3.01, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
        assert!("a lot".parse::<Worthwhile>().unwrap_err().to_string().contains("`a lot` is not a number"));
        assert!("NaN".parse::<Worthwhile>().is_err());
    }

    proptest! {
        /// A seed comes back from its letters as it was.
        #[test]
        fn a_seed_survives_its_letters(bytes in any::<[u8; 32]>()) {
            let seed = Seed::from_bytes(bytes);
            prop_assert_eq!(seed.hex().parse::<Seed>(), Ok(seed));
            let json = serde_json::to_string(&seed).unwrap();
            prop_assert_eq!(serde_json::from_str::<Seed>(&json).unwrap(), seed);
        }

        /// Every worthwhile change comes back from text and JSON as it was.
        #[test]
        fn a_worthwhile_change_survives_a_round_trip(tenths in 5_u8..=30) {
            let kept = Worthwhile { tenths };
            prop_assert_eq!(kept.to_string().parse::<Worthwhile>(), Ok(kept));
            prop_assert_eq!(serde_json::from_str::<Worthwhile>(&serde_json::to_string(&kept).unwrap()).unwrap(), kept);
        }

        /// No text makes a seed panic.
        #[test]
        fn any_text_is_a_seed_or_an_error(text in ".{0,70}") {
            let _ = text.parse::<Seed>();
        }
    }
}
