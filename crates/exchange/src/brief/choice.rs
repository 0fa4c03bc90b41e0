//! What the person wants on the brief.

use domain::ids::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the person wants on the brief. All that is optional is off until they tick it.
///
/// It is kept in the journal as one setting, in JSON.
///
/// ```
/// use exchange::brief::{Choice, PressureWish};
///
/// let choice = Choice { pressure: Some(PressureWish::Light), moves: true, ..Choice::default() };
/// assert_eq!(Choice::read(&choice.write()?)?, choice);
/// assert!(Choice::read("{\"colour\":1}").is_err());
/// # Ok::<(), exchange::brief::InvalidChoice>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// The pressure that the person likes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pressure: Option<PressureWish>,
    /// A place to keep off, in the person's own words.
    pub keep_off: String,
    /// Health points that go in.
    pub health: BTreeSet<Key>,
    /// Whether what helps and what makes it worse goes in.
    pub moves: bool,
    /// Whether the last massage goes in.
    pub last: bool,
    /// Whether the running test goes in.
    pub testing: bool,
}

/// What was kept is not a choice of this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("what is kept for the brief cannot be read")]
pub struct InvalidChoice;

impl Choice {
    /// The name of the setting that keeps it.
    pub const SETTING: &'static str = "brief";

    /// Reads what [`write`](Self::write) wrote.
    ///
    /// # Errors
    ///
    /// [`InvalidChoice`] if it is anything else.
    pub fn read(text: &str) -> Result<Self, InvalidChoice> {
        serde_json::from_str(text).map_err(|_| InvalidChoice)
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    ///
    /// [`InvalidChoice`] if JSON cannot say it.
    pub fn write(&self) -> Result<String, InvalidChoice> {
        serde_json::to_string(self).map_err(|_| InvalidChoice)
    }
}

/// The pressure that a person likes: always the same words (`reference`: experience, part 5.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PressureWish {
    /// Light.
    Light,
    /// Comfortable.
    Comfortable,
    /// Comfortable and strong.
    ComfortableStrong,
}

impl PressureWish {
    /// All of them, lightest first.
    pub const ALL: [Self; 3] = [Self::Light, Self::Comfortable, Self::ComfortableStrong];

    /// The words on the page.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Comfortable => "comfortable",
            Self::ComfortableStrong => "comfortable and strong",
        }
    }

    /// The word in forms and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Comfortable => "comfortable",
            Self::ComfortableStrong => "comfortable_strong",
        }
    }

    /// Finds a wish by [`as_str`](Self::as_str).
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.as_str() == word)
    }
}
