//! Scores: the three-line rules that are enough for the measures in use (`reference`: standards, part 3).

use super::{Answered, Answers, Given, Item, ItemKind, Questionnaire};
use crate::entry::{EntryId, PersonNow};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How a score is worked out: the person's own choice, or what fits the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// The rule.
    pub how: How,
    /// So many of the items that count must have an answer; `None`: all that are asked, and for a mean half of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u16>,
    /// Which way is better.
    pub better: Better,
    /// The smallest change that matters to the person, in points of the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worthwhile: Option<f64>,
}

/// A rule for a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The weights of the answers, added up.
    Sum,
    /// Their mean.
    Mean,
    /// How many answers have a weight of 1 or more.
    Count,
    /// The sum, as a part of 100 of the largest sum that the answered items allow.
    Percent,
}

impl How {
    /// All rules.
    pub const ALL: [Self; 4] = [Self::Sum, Self::Mean, Self::Count, Self::Percent];

    /// The name in commands and forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Count => "count",
            Self::Percent => "percent",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Sum => "the sum of the answers",
            Self::Mean => "the mean of the answers",
            Self::Count => "how many answers are yes, or 1 or more",
            Self::Percent => "the sum, as a part of 100 of the largest sum",
        }
    }
}

/// Which way a score is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// A low score.
    Lower,
    /// A high score.
    Higher,
    /// Nobody said.
    Unknown,
}

impl Better {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Lower, Self::Higher, Self::Unknown];

    /// The name in commands and forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
            Self::Unknown => "unknown",
        }
    }
}

/// A score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Its value; `None` where too little was answered.
    pub value: Option<f64>,
    /// How many of the items that count have an answer.
    pub answered: usize,
    /// How many items that count were asked.
    pub of: usize,
}

impl Questionnaire {
    /// The rule that fits it, if any does: a count where all that counts is yes or no, else a sum.
    #[must_use]
    pub fn usual_scoring(&self) -> Option<Scoring> {
        let scored: Vec<&Item> = self.scored().collect();
        if scored.is_empty() {
            return None;
        }
        let yes_or_no = scored.iter().all(|item| item.kind == ItemKind::Boolean);
        let how = if yes_or_no { How::Count } else { How::Sum };
        Some(Scoring { how, at_least: None, better: Better::Unknown, worthwhile: None })
    }

    /// The score of these answers; `None` where none is worked out at all.
    #[must_use]
    pub fn score(&self, answers: &[Answered]) -> Option<Score> {
        let scoring = self.scoring?;
        let answers = Answered::flat(answers);
        let asked = self.asked(&answers);
        let items: Vec<&Item> = self.scored().filter(|item| asked.contains(item.link_id.as_str())).collect();
        let weighed: Vec<(&Item, Vec<f64>)> =
            items.iter().filter_map(|item| Some((*item, item.weigh(&answers)?))).collect();
        let (answered, of) = (weighed.len(), items.len());
        let least = scoring.at_least.map_or_else(
            || if scoring.how == How::Mean { of.div_ceil(2) } else { of },
            |least| usize::from(least).min(of),
        );
        let enough = answered >= least.max(1);
        Some(Score { value: scoring.how.value(&weighed).filter(|_| enough), answered, of })
    }

    /// The lowest and the highest score there can be, where the questionnaire says so.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        let Scoring { how, at_least, .. } = self.scoring?;
        let scored: Vec<&Item> = self.scored().collect();
        let ends: Vec<(f64, f64)> = scored.iter().map(|item| item.ends()).collect::<Option<_>>()?;
        // An item that is left out, or not asked, adds nothing.
        let partly = at_least.is_some() || self.all_items().iter().any(|item| !item.enable_when.is_empty());
        let sum = ends.iter().fold((0.0, 0.0), |(low, high), (one, other)| {
            if partly { (low + one.min(0.0), high + other.max(0.0)) } else { (low + one, high + other) }
        });
        let lowest = ends.iter().map(|(low, _)| *low).reduce(f64::min)?;
        let highest = ends.iter().map(|(_, high)| *high).reduce(f64::max)?;
        Some(match how {
            How::Sum => sum,
            How::Mean => (lowest, highest),
            How::Count => (0.0, number(scored.iter().map(|item| item.most_counted()).sum())),
            How::Percent => (0.0, 100.0),
        })
    }

    /// The items that count: those with weights of their own where there are any, else all that are numbers, yes or no,
    /// or a list to tick.
    fn scored(&self) -> impl Iterator<Item = &Item> {
        let items = self.all_items();
        let own = items.iter().any(|item| item.has_weights());
        items.into_iter().filter(move |item| if own { item.has_weights() } else { item.is_countable() })
    }
}

impl How {
    fn value(self, weighed: &[(&Item, Vec<f64>)]) -> Option<f64> {
        let sum: f64 = weighed.iter().flat_map(|(_, weights)| weights).sum();
        let count = weighed.iter().flat_map(|(_, weights)| weights).filter(|weight| **weight >= 1.0).count();
        match self {
            _ if weighed.is_empty() => None,
            Self::Sum => Some(sum),
            Self::Mean => Some(sum / number(weighed.len())),
            Self::Count => Some(number(count)),
            Self::Percent => {
                let most = weighed.iter().map(|(item, _)| item.ends()).collect::<Option<Vec<_>>>()?;
                let most: f64 = most.iter().map(|(_, high)| high).sum();
                (most > 0.0).then(|| 100.0 * sum / most)
            }
        }
    }
}

impl Item {
    fn has_weights(&self) -> bool {
        self.options().iter().any(|option| option.weight.is_some())
    }

    fn is_countable(&self) -> bool {
        match &self.kind {
            ItemKind::Boolean | ItemKind::Integer { .. } | ItemKind::Decimal { .. } => true,
            ItemKind::Choice { many, options } => {
                *many || options.iter().any(|option| option.value.number().is_some())
            }
            ItemKind::Group | ItemKind::Display | ItemKind::Date | ItemKind::Text { .. } => false,
        }
    }

    /// A list to tick without weights: each tick counts 1, and none at all is an answer too.
    fn is_tick_list(&self) -> bool {
        matches!(self.kind, ItemKind::Choice { many: true, .. }) && !self.has_weights()
    }

    /// The weights of the answers to it; `None` where it has no answer that counts.
    fn weigh(&self, answers: &Answers) -> Option<Vec<f64>> {
        let given = answers.get(&self.link_id).map(Vec::as_slice).unwrap_or_default();
        let weights: Vec<f64> = given.iter().filter_map(|one| self.weight(one)).collect();
        (self.is_tick_list() || !weights.is_empty()).then_some(weights)
    }

    fn weight(&self, given: &Given) -> Option<f64> {
        if let Given::Boolean(yes) = given {
            return Some(f64::from(u8::from(*yes)));
        }
        if let ItemKind::Choice { options, .. } = &self.kind {
            let option = options.iter().find(|option| option.value.is_same(given))?;
            return option.weight.or_else(|| option.value.number()).or(self.is_tick_list().then_some(1.0));
        }
        given.number()
    }

    /// The least and the most that it can add.
    fn ends(&self) -> Option<(f64, f64)> {
        match &self.kind {
            ItemKind::Boolean => Some((0.0, 1.0)),
            ItemKind::Integer { min, max } => Some((f64::from((*min)?), f64::from((*max)?))),
            ItemKind::Decimal { min, max } => Some(((*min)?, (*max)?)),
            ItemKind::Choice { many, options } => {
                let weights = || options.iter().filter_map(|option| self.weight(&option.value));
                Some(if *many {
                    (weights().filter(|one| *one < 0.0).sum(), weights().filter(|one| *one > 0.0).sum())
                } else {
                    (weights().reduce(f64::min)?, weights().reduce(f64::max)?)
                })
            }
            ItemKind::Group | ItemKind::Display | ItemKind::Date | ItemKind::Text { .. } => None,
        }
    }

    /// How many of its answers a count can count.
    fn most_counted(&self) -> usize {
        if let ItemKind::Choice { many: true, options } = &self.kind { options.len() } else { 1 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred items")]
fn number(count: usize) -> f64 {
    count as f64
}

/// A score on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The entry with the answers.
    pub id: EntryId,
    /// The day that it is about.
    pub day: Date,
    /// The score.
    pub score: Score,
}

/// The scores of a questionnaire so far, oldest first.
#[must_use]
pub fn scored(questionnaire: &Questionnaire, person: &PersonNow) -> Vec<Scored> {
    let own = person.responses.iter().filter(|said| said.event.questionnaire == questionnaire.url);
    let mut all: Vec<Scored> = own
        .filter_map(|said| {
            Some(Scored { id: said.id, day: said.day, score: questionnaire.score(&said.event.items)? })
        })
        .collect();
    all.sort_by_key(|one| one.day);
    all
}

impl Questionnaire {
    /// A score as it is shown: at most one place after the point, and what it is out of where that is known.
    #[must_use]
    pub fn shown(&self, value: f64) -> String {
        match self.range() {
            Some((_, high)) => format!("{} of {}", points(value), points(high)),
            None => points(value),
        }
    }

    /// How the newest score compares with the first; `None` with fewer than two.
    #[must_use]
    pub fn change_words(&self, scores: &[Scored]) -> Option<String> {
        let scoring = self.scoring?;
        let mut known = scores.iter().filter_map(|one| one.score.value);
        let (first, last) = (known.next()?, known.next_back()?);
        let change = last - first;
        let size = points(change.abs());
        let enough = scoring.worthwhile.map(|worthwhile| change.abs() + 1e-9 >= worthwhile);
        let way = match (change.partial_cmp(&0.0)?, scoring.better) {
            (Ordering::Equal, _) => return Some("Your newest score is the same as the first.".to_owned()),
            (Ordering::Less, Better::Lower) | (Ordering::Greater, Better::Higher) => "better",
            (Ordering::Less, Better::Higher) | (Ordering::Greater, Better::Lower) => "worse",
            (Ordering::Less, Better::Unknown) => "lower",
            (Ordering::Greater, Better::Unknown) => "higher",
        };
        let noun = if size == "1" { "point" } else { "points" };
        let first = format!("Your newest score is {size} {noun} {way} than the first.");
        Some(match enough {
            None => first,
            Some(true) => format!("{first} You said that so much matters to you."),
            Some(false) => format!("{first} You said that more than that matters to you."),
        })
    }
}

/// At most one place after the point.
fn points(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0 + 0.0;
    format!("{rounded}")
}
