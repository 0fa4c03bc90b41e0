//! Questionnaires that a person brings: what they ask, how they are filled in, and how they are scored.
//!
//! Backwise ships none of them. A person who may use one brings its file; what it asks stands in their journal from then
//! on. Nothing here knows of any file format.

mod fill;
mod score;
#[cfg(test)]
mod tests;

pub use fill::{Answered, Answers, Wrong};
pub use score::{Better, How, Score, Scored, Scoring, scored};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most items of one questionnaire, its groups and lines of text included.
pub const MOST_ITEMS: usize = 500;
/// Most options of one item.
pub const MOST_OPTIONS: usize = 200;
/// How deep items may stand within items.
pub const DEEPEST: usize = 8;
/// Longest text of one item, option or answer, in letters.
pub const LONGEST_TEXT: usize = 4000;

/// A questionnaire that was checked: every item has its own id, and every condition names an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Questionnaire {
    /// Its address, which names it all over the world; with its version, what answers to it refer to.
    pub url: String,
    /// Its version, or nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// What it is called.
    pub title: String,
    /// Whose it is and what may be done with it, as its file says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub copyright: String,
    /// What it asks, in order.
    pub items: Vec<Item>,
    /// How a score is worked out; `None` for answers that are only kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scoring: Option<Scoring>,
}

/// The same, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    url: String,
    #[serde(default)]
    version: String,
    title: String,
    #[serde(default)]
    copyright: String,
    items: Vec<Item>,
    #[serde(default)]
    scoring: Option<Scoring>,
}

impl TryFrom<Unchecked> for Questionnaire {
    type Error = InvalidQuestionnaire;

    fn try_from(plain: Unchecked) -> Result<Self, InvalidQuestionnaire> {
        let Unchecked { url, version, title, copyright, items, scoring } = plain;
        Self { url, version, title, copyright, items, scoring }.checked()
    }
}

/// One item: a question, a group of items, or a line of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What tells it from the others of the questionnaire.
    pub link_id: String,
    /// A number or letter before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Its words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What it asks for.
    pub kind: ItemKind,
    /// Whether the questionnaire is not complete without it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// It is asked only where these hold; always, where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enable_when: Vec<Condition>,
    /// Whether one of them is enough.
    #[serde(default, skip_serializing_if = "is_false")]
    pub any_is_enough: bool,
    /// What stands in the form before anything is answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub initial: Vec<Given>,
    /// The items within it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
}

/// What an item asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ItemKind {
    /// Nothing: it holds other items.
    Group,
    /// Nothing: it is a line of text.
    Display,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer {
        /// The smallest that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<i32>,
        /// The largest that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<i32>,
    },
    /// A number.
    Decimal {
        /// The smallest that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        /// The largest that is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
    },
    /// A day.
    Date,
    /// Own words.
    Text {
        /// Whether there is room for several lines.
        long: bool,
    },
    /// One of a list, or several.
    Choice {
        /// Whether several may be chosen.
        many: bool,
        /// The list.
        options: Vec<Choice>,
    },
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept when it is chosen.
    pub value: Given,
    /// How much it counts, where the questionnaire says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i32),
    /// A number.
    Decimal(f64),
    /// A day.
    Date(Date),
    /// Words.
    Text(String),
    /// A code with its words.
    Coding(Coding),
}

/// A code of a code system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// The code system, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// The code, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub display: String,
}

/// A condition on another answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The item that is looked at.
    pub question: String,
    /// How.
    pub operator: Operator,
    /// What its answer is compared with; for [`Operator::Exists`], whether it has one.
    pub answer: Given,
}

/// How an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// There is one, or there is none.
    Exists,
    /// One of them is the same.
    Equal,
    /// One of them is another.
    NotEqual,
    /// One of them is greater.
    Greater,
    /// One of them is less.
    Less,
    /// One of them is greater or the same.
    GreaterOrEqual,
    /// One of them is less or the same.
    LessOrEqual,
}

/// Why something is not a questionnaire that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidQuestionnaire {
    /// Without an address nothing can refer to it.
    #[error("it has no address")]
    NoUrl,
    /// It asks nothing.
    #[error("it asks nothing")]
    Empty,
    /// It is longer than any that is in use.
    #[error("it has more than {MOST_ITEMS} items")]
    TooLong,
    /// Items within items within items.
    #[error("item `{0}` lies deeper than {DEEPEST} levels")]
    TooDeep(String),
    /// An item without an id.
    #[error("an item has no linkId")]
    NoId,
    /// Two items with the same id.
    #[error("item `{0}` is there twice")]
    Twice(String),
    /// A list without anything to choose, or with too much.
    #[error("item `{0}` has no answers to choose from, or more than {MOST_OPTIONS}")]
    Options(String),
    /// A text that nobody reads to its end.
    #[error("item `{0}` has a text of more than {LONGEST_TEXT} letters")]
    LongText(String),
    /// A condition on an item that is not there.
    #[error("item `{item}` depends on item `{question}`, which is not there")]
    Dangling {
        /// The item.
        item: String,
        /// What it depends on.
        question: String,
    },
}

impl Questionnaire {
    /// Checks that it can be asked.
    ///
    /// # Errors
    ///
    /// [`InvalidQuestionnaire`]: the first thing that is wrong.
    pub fn checked(self) -> Result<Self, InvalidQuestionnaire> {
        if self.url.trim().is_empty() {
            return Err(InvalidQuestionnaire::NoUrl);
        }
        too_deep(&self.items, 1)?;
        let items = self.all_items();
        if items.len() > MOST_ITEMS {
            return Err(InvalidQuestionnaire::TooLong);
        }
        if !items.iter().any(|item| item.is_question()) {
            return Err(InvalidQuestionnaire::Empty);
        }
        let mut ids = BTreeSet::new();
        for item in &items {
            item.check()?;
            if !ids.insert(item.link_id.as_str()) {
                return Err(InvalidQuestionnaire::Twice(item.link_id.clone()));
            }
        }
        for item in &items {
            let dangling = item.enable_when.iter().find(|one| !ids.contains(one.question.as_str()));
            if let Some(condition) = dangling {
                let (item, question) = (item.link_id.clone(), condition.question.clone());
                return Err(InvalidQuestionnaire::Dangling { item, question });
            }
        }
        Ok(self)
    }

    /// All items, each before those within it.
    #[must_use]
    pub fn all_items(&self) -> Vec<&Item> {
        fn walk<'a>(items: &'a [Item], all: &mut Vec<&'a Item>) {
            for item in items {
                all.push(item);
                walk(&item.items, all);
            }
        }
        let mut all = Vec::new();
        walk(&self.items, &mut all);
        all
    }

    /// The item with this id.
    #[must_use]
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        self.all_items().into_iter().find(|item| item.link_id == link_id)
    }

    /// How many questions it asks at most.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.all_items().into_iter().filter(|item| item.is_question()).count()
    }
}

/// Stops before the rest walks into it.
fn too_deep(items: &[Item], level: usize) -> Result<(), InvalidQuestionnaire> {
    for item in items {
        if level > DEEPEST {
            return Err(InvalidQuestionnaire::TooDeep(item.link_id.clone()));
        }
        too_deep(&item.items, level + 1)?;
    }
    Ok(())
}

impl Item {
    /// Whether it asks for something.
    #[must_use]
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, ItemKind::Group | ItemKind::Display)
    }

    /// The options, where it is a list.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        if let ItemKind::Choice { options, .. } = &self.kind { options } else { &[] }
    }

    /// Its words, with what stands before them.
    #[must_use]
    pub fn words(&self) -> String {
        let words = if self.text.is_empty() { &self.link_id } else { &self.text };
        if self.prefix.is_empty() { words.clone() } else { format!("{} {words}", self.prefix) }
    }

    fn check(&self) -> Result<(), InvalidQuestionnaire> {
        if self.link_id.trim().is_empty() {
            return Err(InvalidQuestionnaire::NoId);
        }
        if let ItemKind::Choice { options, .. } = &self.kind
            && !(1..=MOST_OPTIONS).contains(&options.len())
        {
            return Err(InvalidQuestionnaire::Options(self.link_id.clone()));
        }
        let options = self.options().iter().map(|option| option.value.words().chars().count());
        let longest = options.chain([self.text.chars().count(), self.prefix.chars().count()]).max();
        if longest > Some(LONGEST_TEXT) {
            return Err(InvalidQuestionnaire::LongText(self.link_id.clone()));
        }
        Ok(())
    }
}

impl Given {
    /// In words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Boolean(true) => "Yes".to_owned(),
            Self::Boolean(false) => "No".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Text(words) => words.clone(),
            Self::Coding(coding) if coding.display.is_empty() => coding.code.clone(),
            Self::Coding(coding) => coding.display.clone(),
        }
    }

    /// Whether both say the same: codes are compared by what they are, not by their words.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Coding(one), Self::Coding(other)) if !one.code.is_empty() || !other.code.is_empty() => {
                let systems = one.system.is_empty() || other.system.is_empty() || one.system == other.system;
                one.code == other.code && systems
            }
            _ => match (self.number(), other.number()) {
                (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
                _ => self == other,
            },
        }
    }

    /// The number it is, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(f64::from(*number)),
            // -0 is 0.
            Self::Decimal(number) => Some(*number + 0.0),
            _ => None,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(value: &bool) -> bool {
    !*value
}
