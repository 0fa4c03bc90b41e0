//! Where statements come from, and how sure they are.

use crate::ids::SourceId;
use serde::{Deserialize, Serialize};

/// One place in the literature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Author and year, such as `finucane_2020`.
    pub id: SourceId,
    /// The tag used in the reference texts, if any.
    #[serde(default)]
    pub tag: String,
    /// The citation as a reader would look it up.
    pub cite: String,
    /// Year of publication.
    #[serde(default)]
    pub year: Option<u16>,
    /// How many people were studied.
    #[serde(default)]
    pub people: Option<u32>,
    /// What kind of source it is.
    pub kind: SourceKind,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A clinical guideline or pathway.
    Guideline,
    /// A review or pooled analysis of studies.
    Review,
    /// A trial, randomised or not.
    Trial,
    /// People followed over time.
    Cohort,
    /// A study of how well a sign tells.
    Accuracy,
    /// One or a few described cases.
    CaseReport,
    /// A survey of people or experts.
    Survey,
    /// Professional custom.
    Custom,
    /// A data set or a registry.
    Data,
    /// Anything else.
    Other,
}

/// How sure a statement is, shown with it on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Professional custom, or our own cautious choice.
    Custom,
    /// Very low certainty.
    VeryLow,
    /// Low certainty.
    Low,
    /// Moderate certainty.
    Moderate,
    /// High certainty.
    High,
}

impl Certainty {
    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Custom => "custom or our own cautious choice, hardly tested",
            Self::VeryLow => "very low: new studies may well change this",
            Self::Low => "low: new studies are likely to change this",
            Self::Moderate => "moderate: new studies may change this",
            Self::High => "high: new studies are unlikely to change this",
        }
    }
}
