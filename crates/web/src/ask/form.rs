//! The form of one question: what was typed, and what is wrong with it.

use crate::Fields;
use domain::ids::{OptionId, ZoneId};
use domain::intake::Answer;
use domain::knowledge::question::{Question, QuestionKind};
use std::collections::BTreeSet;

/// A form as it was filled in, right or wrong.
#[derive(Default)]
pub(super) struct Typed {
    /// Ticked or chosen.
    pub(super) chosen: BTreeSet<String>,
    /// Not sure.
    pub(super) unsure: BTreeSet<String>,
    /// "None of these".
    pub(super) none: bool,
    /// A number or own words.
    pub(super) text: String,
}

/// What is wrong with a form.
pub(super) struct Problem {
    /// The id of the field to go to.
    pub(super) field: &'static str,
    /// How to mend it.
    pub(super) words: String,
}

/// The value of the choice "I'm not sure".
pub(super) const UNSURE: &str = "unsure";

impl Typed {
    /// The form as an earlier answer fills it.
    pub(super) fn of(answer: Option<&Answer>) -> Self {
        match answer {
            None | Some(Answer::Skipped) => Self::default(),
            Some(Answer::Options { yes, unsure }) => Self {
                chosen: yes.iter().map(ToString::to_string).collect(),
                unsure: unsure.iter().map(ToString::to_string).collect(),
                none: yes.is_empty() && unsure.is_empty(),
                text: String::new(),
            },
            Some(Answer::Number(number)) => Self { text: number.to_string(), ..Self::default() },
            Some(Answer::Text(text)) => Self { text: text.clone(), ..Self::default() },
            Some(Answer::Zones(zones)) => {
                Self { chosen: zones.keys().map(ToString::to_string).collect(), ..Self::default() }
            }
        }
    }

    /// The form as it arrived.
    pub(super) fn from_fields(fields: &Fields) -> Self {
        let all = |name| fields.all(name).map(str::to_owned).collect();
        Self {
            chosen: all("choice"),
            unsure: all("doubt"),
            none: fields.has("none"),
            text: fields.one("text").unwrap_or_default().to_owned(),
        }
    }

    /// The answer that this is.
    ///
    /// # Errors
    ///
    /// What is wrong, in words that say how to mend it.
    pub(super) fn answer(&self, question: &Question) -> Result<Answer, Problem> {
        let problem = |field, words: &str| Err(Problem { field, words: words.to_owned() });
        match question.kind {
            QuestionKind::Text if !self.text.is_empty() => Ok(Answer::Text(self.text.clone())),
            QuestionKind::Text => match self.common(question) {
                Some(common) => Ok(Answer::Text(common.to_owned())),
                None if question.optional => Ok(Answer::Skipped),
                None => problem("text", &question.unanswered),
            },
            QuestionKind::Number => match self.text.parse::<u32>() {
                Ok(number) if range(question).contains(&number) => Ok(Answer::Number(number)),
                _ => problem("text", &question.unanswered),
            },
            QuestionKind::Zones if self.chosen.is_empty() => problem("first", &question.unanswered),
            QuestionKind::Zones => {
                Ok(Answer::Zones(self.chosen.iter().map(|id| (ZoneId::from(id.as_str()), 1.0)).collect()))
            }
            QuestionKind::One if self.chosen.contains(UNSURE) && !has_own_unsure(question) => {
                let unsure = question.options.iter().map(|option| option.id.clone()).collect();
                Ok(Answer::Options { yes: BTreeSet::new(), unsure })
            }
            QuestionKind::One if self.chosen.is_empty() => problem("first", &question.unanswered),
            QuestionKind::Many if self.none && !(self.chosen.is_empty() && self.unsure.is_empty()) => {
                let none = none_words(question);
                problem("first", &format!("Select what fits, or \"{none}\". Not both"))
            }
            QuestionKind::Many if !self.none && self.chosen.is_empty() && self.unsure.is_empty() => {
                problem("first", &question.unanswered)
            }
            QuestionKind::One | QuestionKind::Many => {
                let ids = |chosen: &BTreeSet<String>| -> BTreeSet<OptionId> {
                    chosen.iter().map(|id| OptionId::from(id.as_str())).collect()
                };
                let yes = ids(&self.chosen);
                let unsure = ids(&self.unsure).difference(&yes).cloned().collect();
                Ok(Answer::Options { yes, unsure })
            }
        }
    }

    /// The common answer that was chosen instead of own words.
    fn common<'q>(&self, question: &'q Question) -> Option<&'q str> {
        let chosen = question.options.iter().find(|option| self.chosen.contains(option.id.as_str()));
        chosen.map(|option| option.label.as_str())
    }

    /// The zones among what was chosen.
    pub(super) fn zones(&self) -> BTreeSet<ZoneId> {
        self.chosen.iter().map(|id| ZoneId::from(id.as_str())).collect()
    }
}

/// The numbers that a question takes.
pub(super) fn range(question: &Question) -> std::ops::RangeInclusive<u32> {
    question.min.unwrap_or(0)..=question.max.unwrap_or(u32::MAX)
}

/// The words of "none of these".
pub(super) fn none_words(question: &Question) -> &str {
    if question.none.is_empty() { "None of these" } else { &question.none }
}

/// Whether one of the options is itself "not sure".
fn has_own_unsure(question: &Question) -> bool {
    question.options.iter().any(|option| option.id.as_str() == UNSURE)
}

/// Whether "I'm not sure" is an answer: wherever an answer says something about the person's safety.
pub(super) fn may_doubt(question: &Question) -> bool {
    !has_own_unsure(question) && question.options.iter().any(|option| !option.sets.is_empty())
}
