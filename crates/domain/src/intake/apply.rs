//! Answers to facts and profile.

use super::Answer;
use crate::facts::Facts;
use crate::ids::{Key, OptionId, QuestionId, ZoneId};
use crate::knowledge::Knowledge;
use crate::knowledge::question::{Question, QuestionKind, QuestionOption};
use crate::profile::Profile;
use crate::truth::Truth;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the answers say about a person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Applied {
    /// Facts and findings, completed by what follows from them.
    pub facts: Facts,
    /// The frame of the plan.
    pub profile: Profile,
}

impl Applied {
    /// Reads all answers. The order in which they were given does not matter.
    #[must_use]
    pub fn from_answers(knowledge: &Knowledge, answers: &BTreeMap<QuestionId, Answer>) -> Self {
        let mut applied = Self::default();
        for (id, answer) in answers {
            // An answer to a question that this version no longer asks says nothing.
            let Some(question) = knowledge.question(id) else { continue };
            if knowledge.followed_by(id).is_some() {
                continue; // read together with the page it follows
            }
            applied.read(knowledge, question, answer, answers);
        }
        applied.facts.derive(knowledge, &applied.profile);
        applied
    }

    fn read(
        &mut self,
        knowledge: &Knowledge,
        question: &Question,
        answer: &Answer,
        answers: &BTreeMap<QuestionId, Answer>,
    ) {
        match answer {
            Answer::Skipped => {}
            Answer::Zones(zones) => self.facts.set_drawing(zones.clone()),
            Answer::Number(number) => self.set_field(question, Value::from(*number)),
            Answer::Text(text) => {
                let text = text.trim();
                if !text.is_empty() {
                    self.set_field(question, Value::from(text));
                }
            }
            Answer::Options { yes, unsure } => {
                for option in &question.options {
                    let truth = if yes.contains(&option.id) {
                        Truth::Yes
                    } else if unsure.contains(&option.id) {
                        second_answer(knowledge, question, option, answers)
                    } else {
                        Truth::No
                    };
                    self.read_option(option, truth);
                }
                if question.kind == QuestionKind::Many && !question.field.is_empty() {
                    self.set_field(
                        question,
                        Value::from(yes.iter().map(OptionId::as_str).collect::<Vec<_>>()),
                    );
                } else if let Some(only) = yes.first() {
                    self.set_field(question, Value::from(only.as_str()));
                }
            }
        }
    }

    /// An option that is not chosen denies what choosing it would have said.
    fn read_option(&mut self, option: &QuestionOption, truth: Truth) {
        for (key, says) in &option.sets {
            match (truth, says) {
                (Truth::Yes, says) => self.facts.raise(key.clone(), *says),
                (truth, Truth::Yes) => self.facts.raise(key.clone(), truth),
                (_, Truth::No | Truth::Unsure) => {}
            }
        }
    }

    /// Fills a profile field; a value that the field does not take leaves it unknown.
    fn set_field(&mut self, question: &Question, value: Value) {
        let profile = &mut self.profile;
        match question.field.as_str() {
            "age" => set(&mut profile.age, value),
            "sex" => set(&mut profile.sex, value),
            "minutes_per_day" => set(&mut profile.minutes_per_day, number(value)),
            "days_per_week" => set(&mut profile.days_per_week, value),
            "equipment" => set_many(&mut profile.equipment, value),
            "helper" => profile.helper = Some(value.as_str() == Some("yes")),
            "massage_access" => set(&mut profile.massage_access, value),
            "feel" => set(&mut profile.feel, value),
            "budget" => set(&mut profile.budget, value),
            "price" => set(&mut profile.price, value),
            "likes" => set_many(&mut profile.likes, value),
            "dislikes" => set_many(&mut profile.dislikes, value),
            "goal" => set(&mut profile.goal, value),
            "pain_now" => set(&mut profile.pain_now, value),
            "sleep_hours" => set(&mut profile.sleep_hours, value),
            "stress_score" => set(&mut profile.stress_score, value),
            "sitting_hours" => set(&mut profile.sitting_hours, value),
            "weeks" => set(&mut profile.weeks, number(value)),
            "country" => set(&mut profile.country, value),
            "worst_zone" => profile.worst_zone = value.as_str().map(ZoneId::from),
            _ => {}
        }
    }
}

/// The answer on the follow-up page, or "not sure" while that page is open.
fn second_answer(
    knowledge: &Knowledge,
    question: &Question,
    option: &QuestionOption,
    answers: &BTreeMap<QuestionId, Answer>,
) -> Truth {
    let follow_up = knowledge.follow_up(&question.id, &option.id);
    match follow_up.and_then(|page| answers.get(&page.id)) {
        Some(Answer::Options { yes, .. }) if yes.contains("yes") => Truth::Yes,
        Some(Answer::Options { yes, .. }) if yes.contains("no") => Truth::No,
        _ => Truth::Unsure,
    }
}

fn set<T: DeserializeOwned>(field: &mut Option<T>, value: Value) {
    *field = serde_json::from_value(value).ok();
}

fn set_many<T: DeserializeOwned + Ord>(field: &mut std::collections::BTreeSet<T>, value: Value) {
    *field = match value {
        Value::Array(items) => {
            items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()
        }
        _ => std::collections::BTreeSet::new(),
    };
}

/// A choice whose option ids are numbers, such as 5, 10, 20 and 30 minutes.
fn number(value: Value) -> Value {
    match value.as_str().and_then(|text| text.parse::<u32>().ok()) {
        Some(number) => Value::from(number),
        None => value,
    }
}

/// Facts that were yes and no longer are: a page asks before it erases one.
#[must_use]
pub(super) fn erased(before: &Facts, after: &Facts) -> Vec<Key> {
    let gone = |(key, truth): (&Key, Truth)| {
        (truth == Truth::Yes && !after.is_yes(key.as_str())).then(|| key.clone())
    };
    before.iter().filter_map(gone).collect()
}
