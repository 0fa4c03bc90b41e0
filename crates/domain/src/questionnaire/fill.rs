//! Answers to a questionnaire: which items are asked, what is wrong with the answers, and how they are kept.

use super::{Condition, Given, Item, ItemKind, LONGEST_TEXT, Operator, Questionnaire};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Answers by the id of their item.
pub type Answers = BTreeMap<String, Vec<Given>>;

/// One item with its answers, and with the items within it. Items without an answer are not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Which item.
    pub link_id: String,
    /// Its words when it was answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Given>,
    /// The items within it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Answered>,
}

impl Answered {
    /// All answers, by item.
    #[must_use]
    pub fn flat(items: &[Self]) -> Answers {
        fn walk(items: &[Answered], flat: &mut Answers) {
            for item in items {
                if !item.answers.is_empty() {
                    flat.entry(item.link_id.clone()).or_default().extend(item.answers.iter().cloned());
                }
                walk(&item.items, flat);
            }
        }
        let mut flat = Answers::new();
        walk(items, &mut flat);
        flat
    }
}

/// What is wrong with the answer to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The item.
    pub link_id: String,
    /// What to do about it.
    pub mend: String,
}

/// Conditions may hang on conditions; more rounds than this no questionnaire needs, and a ring of them ends here.
const ROUNDS: usize = 20;

impl Questionnaire {
    /// The items that are asked, given these answers. An answer to an item that is not asked counts as none.
    #[must_use]
    pub fn asked(&self, answers: &Answers) -> BTreeSet<&str> {
        let mut asked: BTreeSet<&str> =
            self.all_items().into_iter().map(|item| item.link_id.as_str()).collect();
        for _ in 0..ROUNDS {
            let mut next = BTreeSet::new();
            enabled(&self.items, answers, &asked, &mut next);
            if next == asked {
                break;
            }
            asked = next;
        }
        asked
    }

    /// What has to be mended before these answers can be kept.
    #[must_use]
    pub fn problems(&self, answers: &Answers) -> Vec<Wrong> {
        let asked = self.asked(answers);
        let questions = self.all_items().into_iter().filter(|item| asked.contains(item.link_id.as_str()));
        let wrong = questions.filter_map(|item| {
            let given = answers.get(&item.link_id).map(Vec::as_slice).unwrap_or_default();
            let mend = item.problem(given)?;
            Some(Wrong { link_id: item.link_id.clone(), mend })
        });
        wrong.collect()
    }

    /// The answers as they are kept: those to items that are asked, in the order of the questionnaire.
    #[must_use]
    pub fn keep(&self, answers: &Answers) -> Vec<Answered> {
        kept(&self.items, answers, &self.asked(answers))
    }

    /// What stands in the form before anything is answered.
    #[must_use]
    pub fn initial(&self) -> Answers {
        let items = self.all_items().into_iter().filter(|item| !item.initial.is_empty());
        items.map(|item| (item.link_id.clone(), item.initial.clone())).collect()
    }
}

fn enabled<'a>(items: &'a [Item], answers: &Answers, asked: &BTreeSet<&str>, next: &mut BTreeSet<&'a str>) {
    for item in items {
        let holds = |condition: &Condition| {
            let counts = asked.contains(condition.question.as_str());
            let given = answers.get(&condition.question).filter(|_| counts);
            condition.holds(given.map(Vec::as_slice).unwrap_or_default())
        };
        let is_asked = match (item.enable_when.as_slice(), item.any_is_enough) {
            ([], _) => true,
            (all, false) => all.iter().all(holds),
            (any, true) => any.iter().any(holds),
        };
        if is_asked {
            next.insert(item.link_id.as_str());
            enabled(&item.items, answers, asked, next);
        }
    }
}

fn kept(items: &[Item], answers: &Answers, asked: &BTreeSet<&str>) -> Vec<Answered> {
    let asked_items = items.iter().filter(|item| asked.contains(item.link_id.as_str()));
    let kept_items = asked_items.map(|item| Answered {
        link_id: item.link_id.clone(),
        text: item.text.clone(),
        answers: answers.get(&item.link_id).filter(|_| item.is_question()).cloned().unwrap_or_default(),
        items: kept(&item.items, answers, asked),
    });
    kept_items.filter(|item| !item.answers.is_empty() || !item.items.is_empty()).collect()
}

impl Condition {
    /// Whether it holds for the answers to its item. Without an answer only "there is none" holds.
    #[must_use]
    pub fn holds(&self, given: &[Given]) -> bool {
        let order = |wanted: &[Ordering]| {
            let compared = given.iter().filter_map(|one| compare(one, &self.answer));
            compared.into_iter().any(|order| wanted.contains(&order))
        };
        match self.operator {
            Operator::Exists => given.is_empty() != matches!(self.answer, Given::Boolean(true)),
            Operator::Equal => given.iter().any(|one| one.is_same(&self.answer)),
            Operator::NotEqual => given.iter().any(|one| !one.is_same(&self.answer)),
            Operator::Greater => order(&[Ordering::Greater]),
            Operator::Less => order(&[Ordering::Less]),
            Operator::GreaterOrEqual => order(&[Ordering::Greater, Ordering::Equal]),
            Operator::LessOrEqual => order(&[Ordering::Less, Ordering::Equal]),
        }
    }
}

fn compare(one: &Given, other: &Given) -> Option<Ordering> {
    match (one, other) {
        (Given::Date(one), Given::Date(other)) => Some(one.cmp(other)),
        (Given::Text(one), Given::Text(other)) => Some(one.cmp(other)),
        _ => one.number()?.partial_cmp(&other.number()?),
    }
}

impl Item {
    /// What is wrong with these answers to it.
    fn problem(&self, given: &[Given]) -> Option<String> {
        let (first, rest) = match given {
            [] if self.required && self.is_question() => return Some("Answer this one".to_owned()),
            [] => return None,
            [first, rest @ ..] => (first, rest),
        };
        let out = |low: bool, high: bool, min: Option<String>, max: Option<String>| {
            let words = match (min, max) {
                (Some(min), Some(max)) => format!("Give a number from {min} to {max}"),
                (Some(min), None) => format!("Give a number from {min} on"),
                (None, Some(max)) => format!("Give a number up to {max}"),
                (None, None) => return None,
            };
            (low || high).then_some(words)
        };
        let many = matches!(self.kind, ItemKind::Choice { many: true, .. });
        if !many && !rest.is_empty() {
            return Some("Give one answer".to_owned());
        }
        match (&self.kind, first) {
            (ItemKind::Group | ItemKind::Display, _) => Some("Nothing is asked here".to_owned()),
            (ItemKind::Boolean, Given::Boolean(_)) | (ItemKind::Date, Given::Date(_)) => None,
            (ItemKind::Boolean, _) => Some("Choose yes or no".to_owned()),
            (ItemKind::Date, _) => Some("Give a day, such as 2026-03-01".to_owned()),
            (ItemKind::Integer { min, max }, Given::Integer(number)) => {
                let (low, high) =
                    (min.is_some_and(|min| *number < min), max.is_some_and(|max| *number > max));
                out(low, high, min.map(|min| min.to_string()), max.map(|max| max.to_string()))
            }
            (ItemKind::Integer { .. }, _) => Some("Give a whole number".to_owned()),
            (ItemKind::Decimal { min, max }, Given::Decimal(_) | Given::Integer(_)) => {
                let number = first.number().unwrap_or_default();
                let (low, high) = (min.is_some_and(|min| number < min), max.is_some_and(|max| number > max));
                out(low, high, min.map(|min| min.to_string()), max.map(|max| max.to_string()))
            }
            (ItemKind::Decimal { .. }, _) => Some("Give a number, such as 2.5".to_owned()),
            (ItemKind::Text { .. }, Given::Text(words)) if words.chars().count() <= LONGEST_TEXT => None,
            (ItemKind::Text { .. }, _) => Some(format!("Write at most {LONGEST_TEXT} letters")),
            (ItemKind::Choice { options, .. }, _) => {
                let known = |one: &Given| options.iter().any(|option| option.value.is_same(one));
                (!given.iter().all(known)).then(|| "Choose from the list".to_owned())
            }
        }
    }
}

impl ItemKind {
    /// Reads what was typed into a field: nothing where it was left empty, `None` where it does not fit.
    ///
    /// Numbers may have a comma. For a list, what was typed is the number of an option, counted from 0.
    #[must_use]
    pub fn read(&self, typed: &str) -> Option<Option<Given>> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Some(None);
        }
        let given = match self {
            Self::Group | Self::Display => return None,
            Self::Boolean => match typed {
                "yes" => Given::Boolean(true),
                "no" => Given::Boolean(false),
                _ => return None,
            },
            Self::Integer { .. } => Given::Integer(typed.parse().ok()?),
            Self::Decimal { .. } => {
                let number: f64 = typed.replace(',', ".").parse().ok()?;
                Given::Decimal(Some(number).filter(|number| number.is_finite())?)
            }
            Self::Date => Given::Date(typed.parse().ok()?),
            Self::Text { .. } => Given::Text(typed.to_owned()),
            Self::Choice { options, .. } => options.get(typed.parse::<usize>().ok()?)?.value.clone(),
        };
        Some(Some(given))
    }
}
