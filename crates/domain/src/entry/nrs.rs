//! Scores from 0 to 10.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How strong something is on the numeric rating scale (NRS), 0 to 10: pain, or how much the back gets in the way.
///
/// Zero is nothing and ten is the worst imaginable. The scale is ordinal: compare scores freely, but convert to
/// [`f64`] only inside the estimator, which models the observation error.
///
/// ```
/// use domain::entry::NrsScore;
///
/// let before: NrsScore = "7".parse()?;
/// let after = NrsScore::new(4)?;
/// assert!(after < before);
/// assert_eq!(NrsScore::new(11).unwrap_err().to_string(), "score 11 is outside 0 to 10");
/// # Ok::<(), domain::entry::InvalidNrsScore>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct NrsScore(u8);

impl NrsScore {
    /// Nothing at all.
    pub const MIN: Self = Self(0);

    /// The worst imaginable.
    pub const MAX: Self = Self(10);

    /// Checks that `score` lies on the scale.
    ///
    /// # Errors
    ///
    /// [`InvalidNrsScore::OffScale`] if `score` is above ten.
    pub fn new(score: u8) -> Result<Self, InvalidNrsScore> {
        if score > Self::MAX.0 { Err(InvalidNrsScore::OffScale(score)) } else { Ok(Self(score)) }
    }

    /// The points, 0 to 10.
    #[must_use]
    pub fn points(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for NrsScore {
    type Error = InvalidNrsScore;

    fn try_from(score: u8) -> Result<Self, InvalidNrsScore> {
        Self::new(score)
    }
}

impl From<NrsScore> for u8 {
    fn from(score: NrsScore) -> Self {
        score.0
    }
}

impl FromStr for NrsScore {
    type Err = InvalidNrsScore;

    fn from_str(text: &str) -> Result<Self, InvalidNrsScore> {
        Self::new(text.trim().parse().map_err(|_| InvalidNrsScore::NotWhole(text.to_owned()))?)
    }
}

impl fmt::Display for NrsScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How hard a touch is pressed, 0 to 10: zero is no pressure, ten is as hard as can be borne.
///
/// ```
/// use domain::entry::PressureScore;
///
/// assert!(PressureScore::new(3)? < "5".parse()?);
/// assert_eq!("12".parse::<PressureScore>().unwrap_err().to_string(), "score 12 is outside 0 to 10");
/// # Ok::<(), domain::entry::InvalidNrsScore>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct PressureScore(NrsScore);

impl PressureScore {
    /// Checks that `score` lies on the scale.
    ///
    /// # Errors
    ///
    /// [`InvalidNrsScore::OffScale`] if `score` is above ten.
    pub fn new(score: u8) -> Result<Self, InvalidNrsScore> {
        NrsScore::new(score).map(Self)
    }

    /// The points, 0 to 10.
    #[must_use]
    pub fn points(self) -> u8 {
        self.0.points()
    }
}

impl TryFrom<u8> for PressureScore {
    type Error = InvalidNrsScore;

    fn try_from(score: u8) -> Result<Self, InvalidNrsScore> {
        Self::new(score)
    }
}

impl From<PressureScore> for u8 {
    fn from(score: PressureScore) -> Self {
        score.points()
    }
}

impl FromStr for PressureScore {
    type Err = InvalidNrsScore;

    fn from_str(text: &str) -> Result<Self, InvalidNrsScore> {
        text.parse().map(Self)
    }
}

impl fmt::Display for PressureScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a value is not a score from 0 to 10.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNrsScore {
    /// The number is above ten.
    #[error("score {0} is outside 0 to 10")]
    OffScale(u8),
    /// The text is not a whole number from 0 to 255.
    #[error("score `{0}` is not a whole number from 0 to 10")]
    NotWhole(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_scale_are_on_it() {
        assert_eq!("0".parse(), Ok(NrsScore::MIN));
        assert_eq!(" 10 ".parse(), Ok(NrsScore::MAX));
        assert_eq!(NrsScore::new(11), Err(InvalidNrsScore::OffScale(11)));
    }

    #[test]
    fn words_parts_and_minus_are_not_scores() {
        for text in ["", "five", "3.5", "-1", "300"] {
            let error = text.parse::<NrsScore>().unwrap_err();
            assert_eq!(error.to_string(), format!("score `{text}` is not a whole number from 0 to 10"));
        }
    }

    #[test]
    fn a_score_off_the_scale_in_json_is_refused() {
        assert_eq!(serde_json::from_str::<NrsScore>("7").unwrap().points(), 7);
        assert_eq!(
            serde_json::from_str::<NrsScore>("11").unwrap_err().to_string(),
            "score 11 is outside 0 to 10"
        );
        assert!(serde_json::from_str::<PressureScore>("11").is_err());
    }
}
