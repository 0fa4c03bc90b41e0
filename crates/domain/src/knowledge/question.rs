//! The interview's pages.

use super::condition::Condition;
use crate::ids::{Key, OptionId, QuestionId};
use crate::truth::Truth;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One page of the interview: one question with its options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The page's id.
    pub id: QuestionId,
    /// Which part of the interview it belongs to.
    pub section: Section,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The question.
    pub title: String,
    /// One more line, if needed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Why it is asked.
    pub why: String,
    /// What a page says when it was sent without an answer: how to mend it, in the words of the question.
    pub unanswered: String,
    /// The profile field that the answer fills, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// Smallest number that is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// Largest number that is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// The number's unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Whether it may be skipped.
    #[serde(default)]
    pub optional: bool,
    /// When the page is shown; always, if absent. What is not known counts as "no" here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<Condition>,
    /// The words of "none of these".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub none: String,
    /// When it is asked again.
    #[serde(default)]
    pub rescreen: Rescreen,
    /// What can be ticked or chosen. For own words: common answers to choose instead.
    #[serde(default, rename(deserialize = "option", serialize = "options"))]
    pub options: Vec<QuestionOption>,
}

/// Something that can be ticked or chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// The option's id, unique within its question. For profile questions it is the value.
    pub id: OptionId,
    /// The words beside the box.
    pub label: String,
    /// What choosing it says about the person.
    #[serde(default)]
    pub sets: BTreeMap<Key, Truth>,
    /// The sign in concrete words, for someone who is not sure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub check: String,
}

/// A part of the interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The safety questions.
    Safety,
    /// Where it hurts.
    Place,
    /// What makes it better or worse.
    Story,
    /// What a plan has to fit.
    Plan,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Tick any number, or none of these.
    Many,
    /// Choose one.
    One,
    /// A whole number.
    Number,
    /// Own words.
    Text,
    /// Zones of the body picture.
    Zones,
}

/// When a question is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Rescreen {
    /// In the short list, every 2 weeks.
    Short,
    /// In the full screen, every 4 weeks.
    Full,
    /// Never: it does not change.
    #[default]
    No,
}

/// A short list of lines that is asked again: before a session, every 2 weeks, every week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenSet {
    /// `mini`, `short` or `weekly`.
    pub id: String,
    /// The question over the lines.
    pub title: String,
    /// The words of "none of these".
    pub none: String,
    /// The lines.
    #[serde(rename(deserialize = "line", serialize = "lines"))]
    pub lines: Vec<ScreenLine>,
}

/// One line of a short list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenLine {
    /// The line's id.
    pub id: OptionId,
    /// The words.
    pub label: String,
    /// The facts it asks for.
    pub asks: Vec<Key>,
    /// The pages that a yes opens.
    #[serde(default)]
    pub opens: Vec<QuestionId>,
}
