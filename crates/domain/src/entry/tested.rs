//! The personal test: what it is about, how it is drawn, how it ends, and what would make massage worth it.

use crate::ids::TechniqueId;
use crate::trial::{Design, Seed};
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
    pub design: Design,
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
    /// [`Seed::commitment`] to the plan text; it was shown before the first draw.
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

/// Why a test ended.
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

    /// In words, such as "1 point" or "1.5 points".
    #[must_use]
    pub fn words(self) -> String {
        format!("{self} {}", if self.tenths == 10 { "point" } else { "points" })
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
        /// Every worthwhile change comes back from text and JSON as it was.
        #[test]
        fn a_worthwhile_change_survives_a_round_trip(tenths in 5_u8..=30) {
            let kept = Worthwhile { tenths };
            prop_assert_eq!(kept.to_string().parse::<Worthwhile>(), Ok(kept));
            prop_assert_eq!(serde_json::from_str::<Worthwhile>(&serde_json::to_string(&kept).unwrap()).unwrap(), kept);
        }
    }
}
