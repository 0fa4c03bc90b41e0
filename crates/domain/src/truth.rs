//! What is known of one fact.

use serde::{Deserialize, Serialize};

/// An answer to one fact. A fact that was never asked has no `Truth` at all.
///
/// The order is the order of caution: `No < Unsure < Yes`. "Unsure" is never treated as "no".
///
/// ```
/// use domain::truth::Truth;
///
/// assert!(Truth::Unsure > Truth::No);
/// assert_eq!("unsure".parse(), Ok(Truth::Unsure));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// The person says that it is not so.
    No,
    /// The person was asked and does not know, or would rather not say.
    Unsure,
    /// The person says that it is so.
    Yes,
}

impl Truth {
    /// `Yes` or `Unsure`: what has to be acted on.
    #[must_use]
    pub fn is_possible(self) -> bool {
        self > Self::No
    }

    /// The word used in files: `no`, `unsure` or `yes`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unsure => "unsure",
            Self::Yes => "yes",
        }
    }
}

impl std::fmt::Display for Truth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not `yes`, `no` or `unsure`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of yes, no, unsure")]
pub struct NotATruth(pub String);

impl std::str::FromStr for Truth {
    type Err = NotATruth;

    fn from_str(text: &str) -> Result<Self, NotATruth> {
        match text {
            "no" => Ok(Self::No),
            "unsure" => Ok(Self::Unsure),
            "yes" => Ok(Self::Yes),
            other => Err(NotATruth(other.to_owned())),
        }
    }
}
