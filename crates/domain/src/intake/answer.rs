//! The answer to one question of the interview.

use crate::ids::{OptionId, ZoneId};
use serde::{Deserialize, Serialize};
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
}
