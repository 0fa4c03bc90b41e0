//! The interview's pages.

use super::condition::Condition;
use crate::facts::Facts;
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
    /// The page on which it is asked, where it has none of its own: own words beside a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<QuestionId>,
    /// Whether the answer goes onto the brief, as the person's own account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub brief: bool,
    /// Shorter lines that each stand over some of the options.
    #[serde(
        default,
        rename(deserialize = "group", serialize = "groups"),
        skip_serializing_if = "Vec::is_empty"
    )]
    pub groups: Vec<OptionGroup>,
    /// What can be ticked or chosen. For own words: common answers to choose instead. For a number: ranges to choose from,
    /// each named by its lowest number.
    #[serde(default, rename(deserialize = "option", serialize = "options"))]
    pub options: Vec<QuestionOption>,
}

impl Question {
    /// The options that can be true of a person with these facts, in the order of the page.
    ///
    /// ```
    /// use domain::facts::Facts;
    /// use domain::knowledge::Knowledge;
    ///
    /// let knowledge = Knowledge::bundled().unwrap();
    /// let page = knowledge.question(&"longer".into()).unwrap();
    /// let mut facts = Facts::default();
    /// facts.set_age(Some(60));
    /// assert!(page.shown(&facts).all(|option| option.id.as_str() != "young_sport"));
    /// ```
    pub fn shown(&self, facts: &Facts) -> impl Iterator<Item = &QuestionOption> {
        self.options.iter().filter(|option| option.is_shown(facts))
    }

    /// The range that a number falls in, for a number that is asked in ranges.
    #[must_use]
    pub fn range_of(&self, number: u32) -> Option<&QuestionOption> {
        let from =
            |option: &&QuestionOption| option.id.as_str().parse::<u32>().is_ok_and(|from| from <= number);
        (self.kind == QuestionKind::Number).then(|| self.options.iter().rev().find(from)).flatten()
    }
}

/// A shorter line that stands over options which belong together. A page shows it first, and the options once it is ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionGroup {
    /// The group's id, unique within its question.
    pub id: OptionId,
    /// The words beside the box. They cover every option of the group.
    pub label: String,
}

/// Something that can be ticked or chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// The option's id, unique within its question. For profile questions it is the value.
    pub id: OptionId,
    /// The group it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<OptionId>,
    /// The words beside the box.
    pub label: String,
    /// When it is shown; always, if absent. What is not known counts as "no" here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<Condition>,
    /// What choosing it says about the person.
    #[serde(default)]
    pub sets: BTreeMap<Key, Truth>,
    /// The sign in concrete words, for someone who is not sure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub check: String,
}

impl QuestionOption {
    /// Whether it can be true of a person with these facts.
    #[must_use]
    pub fn is_shown(&self, facts: &Facts) -> bool {
        self.show_when.as_ref().is_none_or(|when| when.evaluate(facts, Truth::No).is_possible())
    }
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
