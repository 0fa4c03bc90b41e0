//! Mood, work and beliefs, and thoughts of suicide. They never lower a level.

use crate::ids::{Key, SourceId};
use crate::knowledge::source::Certainty;
use crate::knowledge::technique::Kind;
use crate::level::Level;
use serde::Deserialize;

/// Something about mood, work or beliefs that makes recovery slower.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YellowFlag {
    /// Its id.
    pub id: String,
    /// The fact behind it, where a question asks for one.
    #[serde(default)]
    pub fact: Option<Key>,
    /// How it is asked.
    pub ask_about: String,
    /// What may be said.
    pub may: Vec<String>,
    /// What is never said; not shown.
    pub must_not: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Thoughts of suicide: kind, short, present. Never scored, graded or sent anywhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crisis {
    /// The question.
    pub ask: String,
    /// When it is asked; not shown.
    pub ask_when: Vec<String>,
    /// Why it is asked.
    pub why: String,
    /// What never happens; not shown.
    pub never: String,
    /// The first words the next time.
    pub next_opening: String,
    /// A plan to end life, or no way to stay safe.
    pub suicidal_plan: CrisisPage,
    /// Thoughts without a plan.
    pub suicidal_passive: CrisisPage,
    /// A safety plan to write.
    pub safety_plan: SafetyPlan,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What is said to a person who thinks of suicide.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrisisPage {
    /// The fact behind it.
    pub fact: Key,
    /// Its level.
    pub level: Level,
    /// The first line.
    pub heading: String,
    /// What to do first.
    pub action: String,
    /// What to do next.
    pub steps: Vec<String>,
    /// The last words.
    pub closing: String,
    /// Kinds of technique that stay open.
    #[serde(default)]
    pub stays_open: Vec<Kind>,
    /// After how many days to ask again.
    #[serde(default)]
    pub check_after_days: Option<u8>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A safety plan to write, alone or with someone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyPlan {
    /// The first line.
    pub heading: String,
    /// Its parts.
    pub parts: Vec<String>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}
