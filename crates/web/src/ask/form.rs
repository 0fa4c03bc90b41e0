//! The form of one question: what was typed, and what is wrong with it.

use crate::Fields;
use domain::ids::{OptionId, ZoneId};
use domain::intake::Answer;
use domain::knowledge::question::{OptionGroup, Question, QuestionKind, QuestionOption};
use std::collections::BTreeSet;

/// A form as it was filled in, right or wrong.
#[derive(Default)]
pub(super) struct Typed {
    /// Ticked or chosen.
    pub(super) chosen: BTreeSet<String>,
    /// Ticked lines that stand over others.
    pub(super) groups: BTreeSet<String>,
    /// Not sure.
    pub(super) unsure: BTreeSet<String>,
    /// "None of these".
    pub(super) none: bool,
    /// A number or own words.
    pub(super) text: String,
    /// Own words beside a list.
    pub(super) own: String,
}

/// What is wrong with a form.
pub(super) struct Problem {
    /// The id of the field to go to.
    pub(super) field: String,
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
                ..Self::default()
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
            groups: all("group"),
            unsure: all("doubt"),
            none: fields.has("none"),
            text: fields.one("text").unwrap_or_default().to_owned(),
            own: fields.one("own").unwrap_or_default().trim().to_owned(),
        }
    }

    /// The answer that this is.
    ///
    /// # Errors
    ///
    /// What is wrong, in words that say how to mend it.
    pub(super) fn answer(&self, question: &Question) -> Result<Answer, Problem> {
        let problem =
            |field: &str, words: &str| Err(Problem { field: field.to_owned(), words: words.to_owned() });
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
            QuestionKind::Many if self.none && !self.is_untouched() => {
                let none = none_words(question);
                problem(&first_field(question), &format!("Select what fits, or \"{none}\". Not both"))
            }
            QuestionKind::Many if !self.none && self.is_untouched() => {
                problem(&first_field(question), &question.unanswered)
            }
            QuestionKind::Many if let Some(group) = self.unsaid_group(question) => {
                let words = format!("Select which of these fits: \"{}\". Or take the tick away", group.label);
                problem(&group_field(group), &words)
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

    /// Whether nothing was ticked, not even "None of these".
    pub(super) fn is_empty(&self) -> bool {
        self.is_untouched() && !self.none
    }

    /// Whether nothing of a list was ticked but "None of these".
    fn is_untouched(&self) -> bool {
        self.chosen.is_empty() && self.unsure.is_empty() && self.groups.is_empty()
    }

    /// A line that was ticked with nothing chosen of what stands under it. Such a tick must not be lost.
    fn unsaid_group<'q>(&self, question: &'q Question) -> Option<&'q OptionGroup> {
        let says = |option: &QuestionOption| {
            let id = option.id.as_str();
            self.chosen.contains(id) || self.unsure.contains(id)
        };
        let is_said = |group: &OptionGroup| {
            question.options.iter().filter(|option| option.group.as_ref() == Some(&group.id)).any(says)
        };
        question.groups.iter().find(|group| self.groups.contains(group.id.as_str()) && !is_said(group))
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

/// The id of the first field of a tick list.
fn first_field(question: &Question) -> String {
    let group = question.options.first().and_then(|option| option.group.as_ref());
    let group = question.groups.iter().find(|known| Some(&known.id) == group);
    group.map_or_else(|| "first".to_owned(), group_field)
}

/// The id of the field of a group.
pub(super) fn group_field(group: &OptionGroup) -> String {
    format!("group-{}", group.id)
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
