//! Questionnaires that the person brought, and what they answered.

use crate::questionnaire::{Answered, Questionnaire};
use serde::{Deserialize, Serialize};

/// The person brought a questionnaire, or changed how it is scored; the latest with the same address counts.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionnaireAdded {
    /// What it asks.
    pub questionnaire: Questionnaire,
}

/// A questionnaire was filled in, here or elsewhere. It may be one that the journal does not hold.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionnaireAnswered {
    /// The address of the questionnaire.
    pub questionnaire: String,
    /// Its version, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// The answers.
    pub items: Vec<Answered>,
}
