//! The rule language: `any`, `all`, `at_least` and age limits. There is no `not`, so more danger never lowers a level.

use crate::facts::Facts;
use crate::ids::Key;
use crate::truth::Truth;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A condition over facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// One fact.
    Key(Key),
    /// All of them.
    All(All),
    /// Any of them.
    Any(Any),
    /// At least so many of them.
    AtLeast(AtLeast),
    /// The person is this old or older, in years.
    AgeFrom(AgeFrom),
    /// The person is younger than this, in years.
    AgeBelow(AgeBelow),
}

/// `{ all = [..] }`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct All {
    /// The parts.
    pub all: Vec<Condition>,
}

/// `{ any = [..] }`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Any {
    /// The parts.
    pub any: Vec<Condition>,
}

/// `{ at_least = 2, of = [..] }`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many parts must hold.
    pub at_least: usize,
    /// The parts.
    pub of: Vec<Condition>,
}

/// `{ age_from = 60 }`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeFrom {
    /// Years.
    pub age_from: u8,
}

/// `{ age_below = 16 }`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeBelow {
    /// Years.
    pub age_below: u8,
}

impl Condition {
    /// Evaluates the condition in the order `No < Unsure < Yes`; what was never asked counts as `unknown`.
    ///
    /// The value never falls when a fact rises: `all` is a minimum, `any` a maximum, `at_least k` the k-th largest.
    #[must_use]
    pub fn evaluate(&self, facts: &Facts, unknown: Truth) -> Truth {
        match self {
            Self::Key(key) => facts.get(key).unwrap_or(unknown),
            Self::All(All { all }) => {
                all.iter().map(|part| part.evaluate(facts, unknown)).min().unwrap_or(Truth::Yes)
            }
            Self::Any(Any { any }) => {
                any.iter().map(|part| part.evaluate(facts, unknown)).max().unwrap_or(Truth::No)
            }
            Self::AtLeast(AtLeast { at_least, of }) => {
                let mut values: Vec<Truth> = of.iter().map(|part| part.evaluate(facts, unknown)).collect();
                values.sort_unstable_by(|a, b| b.cmp(a));
                match at_least.checked_sub(1) {
                    None => Truth::Yes,
                    Some(last) => values.get(last).copied().unwrap_or(Truth::No),
                }
            }
            Self::AgeFrom(AgeFrom { age_from }) => yes_if(facts.age(), unknown, |age| age >= *age_from),
            Self::AgeBelow(AgeBelow { age_below }) => yes_if(facts.age(), unknown, |age| age < *age_below),
        }
    }

    /// Every fact that the condition names.
    #[must_use]
    pub fn keys(&self) -> BTreeSet<&Key> {
        let mut keys = BTreeSet::new();
        self.collect(&mut keys);
        keys
    }

    fn collect<'a>(&'a self, keys: &mut BTreeSet<&'a Key>) {
        match self {
            Self::Key(key) => {
                keys.insert(key);
            }
            Self::All(All { all: parts })
            | Self::Any(Any { any: parts })
            | Self::AtLeast(AtLeast { of: parts, .. }) => {
                for part in parts {
                    part.collect(keys);
                }
            }
            Self::AgeFrom(_) | Self::AgeBelow(_) => {}
        }
    }
}

fn yes_if(age: Option<u8>, unknown: Truth, holds: impl Fn(u8) -> bool) -> Truth {
    match age {
        None => unknown,
        Some(age) if holds(age) => Truth::Yes,
        Some(_) => Truth::No,
    }
}
