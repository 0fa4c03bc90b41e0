//! The days of a diary as numbers: what is usual, and what the last days say.

use super::check_in::days_from;
use crate::entry::{Measure, PersonNow, RatingOccasion};
use crate::knowledge::care::follow_up::Baseline;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Twice a score of 0 to 10, so that the middle of two scores stays a whole number.
pub(super) type Twice = u16;

/// How far before a plan the days lie that still say what was usual. Our own choice.
const BEFORE_PLAN: i32 = 14;

/// What the numbers of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Pain,
    /// How much the back gets in the way.
    Function,
}

/// One score a day, the middle of several; days without one are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    pub(super) of: Of,
    days: BTreeMap<Date, Twice>,
    usual_days: i32,
    /// Twice the usual score, and the last of the days that it comes from.
    pub(super) usual: Option<(Twice, Date)>,
}

impl Series {
    /// The pain of the days since the diary of this plan began; ratings count where the check-in has no pain.
    pub(super) fn pain(person: &PersonNow, baseline: &Baseline, today: Date) -> Self {
        let mut days: BTreeMap<Date, Twice> = BTreeMap::new();
        for (day, list) in &person.ratings {
            let scores = list.iter().filter(|one| {
                one.event.measure == Measure::Pain && one.event.occasion != RatingOccasion::AfterSession
            });
            days.extend(middle(scores.map(|one| one.event.score.points())).map(|score| (*day, score)));
        }
        for (day, list) in &person.check_ins {
            let scores = list.iter().filter_map(|one| one.event.pain);
            days.extend(middle(scores.map(crate::entry::NrsScore::points)).map(|score| (*day, score)));
        }
        Self::new(Of::Pain, days, person, baseline, today)
    }

    /// How much the back got in the way on the days since the diary of this plan began.
    pub(super) fn function(person: &PersonNow, baseline: &Baseline, today: Date) -> Self {
        let days = person.check_ins.iter();
        let scores = days.filter_map(|(day, list)| {
            Some((*day, middle(list.iter().map(|one| one.event.interference.points()))?))
        });
        Self::new(Of::Function, scores.collect(), person, baseline, today)
    }

    fn new(
        of: Of,
        mut days: BTreeMap<Date, Twice>,
        person: &PersonNow,
        baseline: &Baseline,
        today: Date,
    ) -> Self {
        let from = plan_start(person).map_or(Date::MIN, |start| start.saturating_sub(BEFORE_PLAN.days()));
        days.retain(|day, _| (from..=today).contains(day));
        let first: Vec<(Date, Twice)> =
            days.iter().take(baseline.first_days_max.into()).map(|(day, score)| (*day, *score)).collect();
        let enough = first.len() >= usize::from(baseline.first_days_min);
        let usual = first
            .last()
            .filter(|_| enough)
            .and_then(|(last, _)| Some((middle_of_twice(first.iter().map(|(_, score)| *score))?, *last)));
        Self { of, days, usual_days: i32::from(baseline.median_days), usual }
    }

    /// The days that have a score, oldest first.
    pub(super) fn days(&self) -> impl Iterator<Item = (Date, Twice)> + '_ {
        self.days.iter().map(|(day, score)| (*day, *score))
    }

    pub(super) fn score(&self, day: Date) -> Option<Twice> {
        self.days.get(&day).copied()
    }

    /// Twice the middle of the 3 days up to a day; `None` where fewer than 2 of them have a score.
    pub(super) fn smooth(&self, day: Date) -> Option<Twice> {
        let from = day.saturating_sub((self.usual_days - 1).days());
        let scores: Vec<Twice> = self.days.range(from..=day).map(|(_, score)| *score).collect();
        if scores.len() < 2 { None } else { middle_of_twice(scores.into_iter()) }
    }

    /// Twice the middle of the last 7 days; `None` where fewer than 3 of them have a score.
    pub(super) fn lately(&self, today: Date) -> Option<Twice> {
        let from = today.saturating_sub(6.days());
        let scores: Vec<Twice> = self.days.range(from..=today).map(|(_, score)| *score).collect();
        if scores.len() < 3 { None } else { middle_of_twice(scores.into_iter()) }
    }

    /// Since when the days lie so far above the usual, and the day on which an earlier spell was over.
    ///
    /// A spell begins on the day that makes it `days` long and is over after `better` smoothed days in a row that do not
    /// lie so far above.
    pub(super) fn spell(&self, points: u8, days: u16, better: u8) -> (Option<Date>, Option<Date>) {
        let Some((usual, last)) = self.usual else { return (None, None) };
        let limit = usual + 2 * u16::from(points);
        let smooth: Vec<(Date, Option<Twice>)> =
            self.days.keys().map(|day| (*day, self.smooth(*day))).collect();
        let (mut since, mut over, mut calm) = (None, None, 0);
        for (number, (day, own)) in smooth.iter().enumerate().filter(|(_, (day, _))| *day >= last) {
            let (day, own) = (*day, *own);
            if is_above(smooth.get(..=number).unwrap_or_default(), day, limit, days) {
                since.get_or_insert(day);
                calm = 0;
            } else if since.is_some() {
                let low = own.is_some_and(|score| score < limit);
                calm = if low { calm + 1 } else { 0 };
                if calm >= better {
                    since = None;
                    over = Some(day);
                }
            }
        }
        (since, over)
    }
}

/// Whether all smoothed days of the last `days`, up to a day, lie at `limit` or above. Of every three days one may be
/// missing.
fn is_above(smooth: &[(Date, Option<Twice>)], day: Date, limit: Twice, days: u16) -> bool {
    let from = day.saturating_sub(i32::from(days.max(1) - 1).days());
    let mut count = 0;
    for score in smooth.iter().rev().take_while(|(day, _)| *day >= from).filter_map(|(_, score)| *score) {
        if score < limit {
            return false;
        }
        count += 1;
    }
    count >= usize::from(days - days / 3)
}

/// The first day of the plan, as it stands in the journal.
pub(super) fn plan_start(person: &PersonNow) -> Option<Date> {
    person.plan.as_ref()?.made.event.plan.get("start")?.as_str()?.parse().ok()
}

/// Whole days since the plan began.
pub(super) fn plan_days(person: &PersonNow, today: Date) -> Option<(Date, i32)> {
    plan_start(person).map(|start| (start, days_from(start, today)))
}

/// Twice the middle of some scores.
pub(super) fn middle(scores: impl Iterator<Item = u8>) -> Option<Twice> {
    middle_of_twice(scores.map(|score| 2 * u16::from(score)))
}

/// The middle of some numbers; between two, the half-way point, rounded up to a whole number.
fn middle_of_twice(scores: impl Iterator<Item = Twice>) -> Option<Twice> {
    let mut scores: Vec<Twice> = scores.collect();
    scores.sort_unstable();
    let high = scores.get(scores.len() / 2)?;
    let low = scores.get((scores.len() - 1) / 2)?;
    Some((low + high).div_ceil(2))
}

/// A score in words: whole or half points.
pub(super) fn points(twice: Twice) -> String {
    if twice.is_multiple_of(2) { (twice / 2).to_string() } else { format!("{} and a half", twice / 2) }
}
