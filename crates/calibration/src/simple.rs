//! The plain comparisons that people make, and two of the better ones (`measures.md`, 3.5 and 4.6.3).
//!
//! Each gives points gained and the one-sided chance of at least that gain if there were none. None of them is used
//! by the program: they are here to show what they would have said.

use crate::least_squares::{Fitted, Row};
use crate::life::Life;
use crate::student::upper_tail;
use crate::tally::count;
use domain::answer::Occasion;
use std::collections::{BTreeMap, BTreeSet};

/// What a method says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said {
    /// Points less pain.
    pub gain: f64,
    /// Chance of as much if there were no gain; below 0.05 it "says yes".
    pub p: f64,
}

impl Said {
    fn new(gain: f64, variance: f64, degrees: f64) -> Option<Self> {
        let t = gain / variance.sqrt();
        (variance > 0.0 && t.is_finite()).then(|| Self { gain, p: upper_tail(t, degrees) })
    }

    /// Whether it says yes: one-sided p below 0.05.
    #[must_use]
    pub fn yes(&self) -> bool {
        self.p < 0.05
    }
}

/// A simple method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Mean of before minus after, one-sample t.
    AfterBefore,
    /// First 7 evenings against the last 14, Welch.
    FirstLast,
    /// Evenings of days with a session against other evenings since the first session, Welch.
    MassageDays,
    /// Evenings on day number and a kernel of 2 days, independent errors.
    Trend,
    /// Evening on session, morning and yesterday's evening, Newey and West with lag 3.
    Adjusted,
    /// Weighted and centred least squares on drawn days, Newey and West with lag 3.
    Centred,
}

impl Method {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 6] =
        [Self::AfterBefore, Self::FirstLast, Self::MassageDays, Self::Trend, Self::Adjusted, Self::Centred];

    /// The name in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AfterBefore => "after − before",
            Self::FirstLast => "first v last",
            Self::MassageDays => "massage days v others",
            Self::Trend => "trend regression",
            Self::Adjusted => "adjusted",
            Self::Centred => "WCLS",
        }
    }

    /// What the method says of a life; `None` where it cannot be computed.
    #[must_use]
    pub fn says(self, life: &Life) -> Option<Said> {
        let days = Days::of(life);
        match self {
            Self::AfterBefore => after_before(life),
            Self::FirstLast => days.first_last(),
            Self::MassageDays => days.massage_days(),
            Self::Trend => days.trend(life),
            Self::Adjusted => days.adjusted(),
            Self::Centred => days.centred(life),
        }
    }
}

fn after_before(life: &Life) -> Option<Said> {
    let gains: Vec<f64> = life.before_after.iter().map(|session| session.before - session.after).collect();
    let (mean, variance) = moments(&gains)?;
    let n = count(gains.len());
    Said::new(mean, variance / n, n - 1.0)
}

/// A diary by days.
struct Days {
    mornings: BTreeMap<i32, f64>,
    evenings: BTreeMap<i32, f64>,
    sessions: BTreeSet<i32>,
}

impl Days {
    fn of(life: &Life) -> Self {
        let of = |occasion| {
            let rated = life.diary.ratings.iter().filter(move |rating| rating.occasion == occasion);
            rated.map(|rating| (day(rating.at), f64::from(rating.score.points()))).collect()
        };
        Self {
            mornings: of(Occasion::Morning),
            evenings: of(Occasion::Evening),
            sessions: life.diary.sessions.iter().map(|session| day(session.at)).collect(),
        }
    }

    fn first_last(&self) -> Option<Said> {
        let evenings: Vec<f64> = self.evenings.values().copied().collect();
        let last = evenings.len().checked_sub(14)?;
        welch(evenings.get(..7)?, evenings.get(last..)?)
    }

    fn massage_days(&self) -> Option<Said> {
        let first = self.sessions.first()?;
        let (with, without): (Vec<_>, Vec<_>) =
            self.evenings.range(first..).partition(|(day, _)| self.sessions.contains(day));
        let scores = |days: Vec<(&i32, &f64)>| days.into_iter().map(|(_, &score)| score).collect::<Vec<_>>();
        welch(&scores(without), &scores(with))
    }

    fn trend(&self, life: &Life) -> Option<Said> {
        let rows: Vec<Row> = self
            .evenings
            .iter()
            .map(|(&day, &outcome)| {
                let at = f64::from(day) + 0.85;
                let sessions = life.diary.sessions.iter().filter(|session| session.at < at);
                let kernel = sessions.map(|session| libm::exp2(-(at - session.at) / 2.0)).sum();
                Row { outcome, columns: vec![1.0, f64::from(day), kernel], weight: 1.0 }
            })
            .collect();
        let fitted = Fitted::of(&rows)?;
        Said::new(-fitted.coefficient(2), fitted.plain_variance(2), fitted.degrees)
    }

    fn adjusted(&self) -> Option<Said> {
        let rows: Vec<Row> = self
            .evenings
            .iter()
            .filter_map(|(day, &outcome)| {
                let session = if self.sessions.contains(day) { 1.0 } else { 0.0 };
                Some(Row { outcome, columns: [vec![session], self.before(*day)?].concat(), weight: 1.0 })
            })
            .collect();
        let fitted = Fitted::of(&rows)?;
        Said::new(-fitted.coefficient(0), fitted.newey_west_variance(0, 3), fitted.degrees)
    }

    /// What is known before the session of a day: 1, the morning, yesterday's evening.
    fn before(&self, day: i32) -> Option<Vec<f64>> {
        Some(vec![1.0, *self.mornings.get(&day)?, *self.evenings.get(&(day - 1))?])
    }

    fn centred(&self, life: &Life) -> Option<Said> {
        let drawn: Vec<_> =
            life.diary.decisions.iter().filter(|it| it.probability > 0.0 && it.probability < 1.0).collect();
        if drawn.is_empty() {
            return None;
        }
        let share = drawn.iter().map(|it| it.probability).sum::<f64>() / count(drawn.len());
        let rows: Vec<Row> = drawn
            .iter()
            .filter_map(|decision| {
                let (action, weight) = match decision.assigned {
                    Some(_) => (1.0, share / decision.probability),
                    None => (0.0, (1.0 - share) / (1.0 - decision.probability)),
                };
                let columns = [vec![action - share], self.before(decision.day)?].concat();
                Some(Row { outcome: *self.evenings.get(&decision.day)?, columns, weight })
            })
            .collect();
        let fitted = Fitted::of(&rows)?;
        Said::new(-fitted.coefficient(0), fitted.newey_west_variance(0, 3), fitted.degrees)
    }
}

/// Welch's comparison: how much lower the second group is.
fn welch(first: &[f64], second: &[f64]) -> Option<Said> {
    let (mean_1, variance_1) = moments(first)?;
    let (mean_2, variance_2) = moments(second)?;
    let (n_1, n_2) = (count(first.len()), count(second.len()));
    let (a, b) = (variance_1 / n_1, variance_2 / n_2);
    let degrees = (a + b) * (a + b) / (a * a / (n_1 - 1.0) + b * b / (n_2 - 1.0));
    Said::new(mean_1 - mean_2, a + b, degrees)
}

/// Mean and variance; `None` below 2 values.
fn moments(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 2 {
        return None;
    }
    let n = count(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((mean, squares / (n - 1.0)))
}

fn day(at: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a simulated day")]
    let day = at.floor() as i32;
    day
}

#[cfg(test)]
mod tests;
