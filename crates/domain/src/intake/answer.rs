//! The answer to one question of the interview.

use crate::ids::{OptionId, QuestionId, ZoneId};
use crate::knowledge::Knowledge;
use crate::knowledge::question::{Question, QuestionKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a person answered to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Options that were ticked or chosen, and options the person is not sure about. Both empty: "none of these".
    Options {
        /// Ticked or chosen.
        yes: BTreeSet<OptionId>,
        /// Not sure.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        unsure: BTreeSet<OptionId>,
    },
    /// A whole number.
    Number(u32),
    /// Own words.
    Text(String),
    /// Zones of the body picture with how much of each is marked, 0 to 1.
    Zones(BTreeMap<ZoneId, f64>),
    /// Left out; only optional questions can be.
    Skipped,
}

/// Why something is not an answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The question has no such option.
    #[error("question `{question}` has no option `{option}`; it has {}{}", options.join(", "), meant(option, options))]
    UnknownOption {
        /// The question.
        question: QuestionId,
        /// What was given.
        option: String,
        /// What there is.
        options: Vec<String>,
    },
    /// More than one option of a question that takes one.
    #[error("question `{0}` takes one option: give the one that fits best")]
    OneOnly(QuestionId),
    /// A number outside the accepted range.
    #[error("question `{question}` takes a whole number from {min} to {max}, not {given}")]
    OutOfRange {
        /// The question.
        question: QuestionId,
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
        /// What was given.
        given: String,
    },
    /// A zone that is not on the body picture.
    #[error("zone `{zone}` is not on the body picture{}", nearest.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    UnknownZone {
        /// What was given.
        zone: String,
        /// The most similar zone.
        nearest: Option<String>,
    },
    /// How much of a zone is marked has to lie between 0 and 1.
    #[error("zone `{zone}` is marked by {amount}, and has to be between 0 and 1")]
    ZoneAmount {
        /// The zone.
        zone: ZoneId,
        /// What was given.
        amount: String,
    },
    /// A question that must be answered was skipped.
    #[error("question `{0}` is not optional: it has to be answered")]
    Required(QuestionId),
    /// The answer has the wrong shape.
    #[error("question `{question}` takes {expected}")]
    Shape {
        /// The question.
        question: QuestionId,
        /// What it takes.
        expected: &'static str,
    },
}

impl Answer {
    /// "None of these".
    #[must_use]
    pub fn none() -> Self {
        Self::Options { yes: BTreeSet::new(), unsure: BTreeSet::new() }
    }

    /// Exactly these options, with no doubt.
    ///
    /// ```
    /// use domain::intake::Answer;
    ///
    /// let answer = Answer::options(["chest"]);
    /// assert_ne!(answer, Answer::none());
    /// ```
    #[must_use]
    pub fn options<'a>(yes: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Options { yes: yes.into_iter().map(OptionId::from).collect(), unsure: BTreeSet::new() }
    }

    /// Reads an answer as scripts write it.
    ///
    /// A tick list takes a list of option ids, `"none"`, `"unsure"` (not sure about any of them), or
    /// `{"yes": [..], "unsure": [..]}`; a choice takes one option id, `"none"` where it is allowed, or `"unsure"`; a number takes a
    /// number; own words take text; zones take `{zone: 0 to 1}`; `null` leaves an optional question out.
    ///
    /// # Errors
    ///
    /// [`AnswerError`], which says what the question takes.
    pub fn from_json(knowledge: &Knowledge, question: &Question, value: &Value) -> Result<Self, AnswerError> {
        let shape = |expected| AnswerError::Shape { question: question.id.clone(), expected };
        let answer = match (question.kind, value) {
            (_, Value::Null) => Self::Skipped,
            (QuestionKind::Number, Value::Number(number)) => {
                let given = number.as_u64().and_then(|number| u32::try_from(number).ok());
                Self::Number(given.ok_or_else(|| out_of_range(question, number.to_string()))?)
            }
            (QuestionKind::Number, _) => return Err(shape("a whole number")),
            (QuestionKind::Text, Value::String(text)) => Self::Text(text.clone()),
            (QuestionKind::Text, _) => return Err(shape("text")),
            (QuestionKind::Zones, Value::Object(zones)) => {
                let amount =
                    |value: &Value| value.as_f64().ok_or_else(|| shape("numbers from 0 to 1 by zone"));
                let zone =
                    |(zone, value): (&String, &Value)| Ok((ZoneId::from(zone.as_str()), amount(value)?));
                Self::Zones(zones.iter().map(zone).collect::<Result<_, AnswerError>>()?)
            }
            (QuestionKind::Zones, _) => {
                return Err(shape("zones with how much is marked, such as {\"iliac_crest_r\": 1}"));
            }
            (QuestionKind::One | QuestionKind::Many, value) => options_from_json(question, value)?,
        };
        answer.check(knowledge, question)?;
        Ok(answer)
    }

    /// Whether this answers the question.
    ///
    /// # Errors
    ///
    /// [`AnswerError`], which says what the question takes.
    pub fn check(&self, knowledge: &Knowledge, question: &Question) -> Result<(), AnswerError> {
        let shape = |expected| Err(AnswerError::Shape { question: question.id.clone(), expected });
        match (question.kind, self) {
            (_, Self::Skipped) if question.optional => Ok(()),
            (_, Self::Skipped) => Err(AnswerError::Required(question.id.clone())),
            (QuestionKind::One, Self::Options { yes, unsure }) if question.field == "worst_zone" => {
                yes.iter().chain(unsure).try_for_each(|zone| known_zone(knowledge, zone.as_str()))
            }
            (QuestionKind::One | QuestionKind::Many, Self::Options { yes, unsure }) => {
                if question.kind == QuestionKind::One && yes.len() > 1 {
                    return Err(AnswerError::OneOnly(question.id.clone()));
                }
                yes.iter().chain(unsure).try_for_each(|option| known_option(question, option))
            }
            (QuestionKind::Number, Self::Number(number)) => {
                let fits = (question.min.unwrap_or(0)..=question.max.unwrap_or(u32::MAX)).contains(number);
                if fits { Ok(()) } else { Err(out_of_range(question, number.to_string())) }
            }
            (QuestionKind::Text, Self::Text(_)) => Ok(()),
            (QuestionKind::Zones, Self::Zones(zones)) => zones.iter().try_for_each(|(zone, amount)| {
                known_zone(knowledge, zone.as_str())?;
                let fits = (0.0..=1.0).contains(amount);
                let wrong = || AnswerError::ZoneAmount { zone: zone.clone(), amount: amount.to_string() };
                if fits { Ok(()) } else { Err(wrong()) }
            }),
            (QuestionKind::Many, _) => shape("a list of options, \"none\" or \"unsure\""),
            (QuestionKind::One, _) => shape("one option, or \"unsure\""),
            (QuestionKind::Number, _) => shape("a whole number"),
            (QuestionKind::Text, _) => shape("text"),
            (QuestionKind::Zones, _) => shape("zones with how much is marked"),
        }
    }
}

fn options_from_json(question: &Question, value: &Value) -> Result<Answer, AnswerError> {
    let expected = "an option, a list of options, \"none\" or \"unsure\"";
    let shape = || AnswerError::Shape { question: question.id.clone(), expected };
    let list = |value: Option<&Value>| -> Result<BTreeSet<OptionId>, AnswerError> {
        let Some(value) = value else { return Ok(BTreeSet::new()) };
        let items = value.as_array().ok_or_else(shape)?;
        items.iter().map(|item| item.as_str().map(OptionId::from).ok_or_else(shape)).collect()
    };
    let is_option = |text: &str| question.options.iter().any(|option| option.id.as_str() == text);
    match value {
        Value::String(text) if text == "none" && !is_option("none") => Ok(Answer::none()),
        Value::String(text) if text == "unsure" && !is_option("unsure") => {
            let all = question.options.iter().map(|option| option.id.clone()).collect();
            Ok(Answer::Options { yes: BTreeSet::new(), unsure: all })
        }
        Value::String(text) => Ok(Answer::options([text.as_str()])),
        Value::Array(_) => Ok(Answer::Options { yes: list(Some(value))?, unsure: BTreeSet::new() }),
        Value::Object(map) => {
            if map.keys().any(|key| key != "yes" && key != "unsure") {
                return Err(shape());
            }
            Ok(Answer::Options { yes: list(map.get("yes"))?, unsure: list(map.get("unsure"))? })
        }
        _ => Err(shape()),
    }
}

/// "; did you mean ...?" where one of the options is similar.
fn meant(given: &str, options: &[String]) -> String {
    let near = crate::nearest(given, options.iter().map(String::as_str));
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

fn known_option(question: &Question, option: &OptionId) -> Result<(), AnswerError> {
    if question.options.iter().any(|known| known.id == *option) {
        return Ok(());
    }
    Err(AnswerError::UnknownOption {
        question: question.id.clone(),
        option: option.to_string(),
        options: question.options.iter().map(|known| known.id.to_string()).collect(),
    })
}

fn known_zone(knowledge: &Knowledge, zone: &str) -> Result<(), AnswerError> {
    if knowledge.zone_number(&ZoneId::from(zone)).is_some() {
        return Ok(());
    }
    let names = knowledge.zones.iter().map(|zone| zone.id.as_str());
    Err(AnswerError::UnknownZone {
        zone: zone.to_owned(),
        nearest: crate::nearest(zone, names).map(str::to_owned),
    })
}

fn out_of_range(question: &Question, given: String) -> AnswerError {
    AnswerError::OutOfRange {
        question: question.id.clone(),
        min: question.min.unwrap_or(0),
        max: question.max.unwrap_or(u32::MAX),
        given,
    }
}
