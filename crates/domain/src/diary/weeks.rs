//! The diary week by week: OK days, and a sentence that says where it goes (`reference`: experience, part 5.9).

use super::check_in::days_from;
use crate::entry::{NrsScore, PersonNow};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// A day on which the back got in the way this much or less is an OK day, where the person did not move the line.
pub const OK_UP_TO: u8 = 3;
/// The setting that moves the line, 0 to 10. It counts from the next test on: a line that moves while a test runs, or
/// after it, would move the answer.
pub const OK_LINE: &str = "ok_line";
/// Most weeks shown.
const MOST_WEEKS: u8 = 12;
/// The week to compare with, so many weeks ago.
const COMPARED: usize = 4;

/// One day of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// How much the back got in the way: of several check-ins the middle, and of two in the middle the worse one;
    /// `None` without a check-in.
    pub score: Option<NrsScore>,
    /// Whether it was an OK day; `None` without a check-in.
    pub ok: Option<bool>,
    /// Whether it lies in a flare or was called one.
    pub flare: bool,
    /// Whether it was noted late, from memory.
    pub late: bool,
}

/// Seven days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Its days, oldest first.
    pub days: Vec<Day>,
}

impl Week {
    /// Its first day.
    #[must_use]
    pub fn from(&self) -> Option<Date> {
        self.days.first().map(|day| day.date)
    }

    /// Its last day.
    #[must_use]
    pub fn to(&self) -> Option<Date> {
        self.days.last().map(|day| day.date)
    }

    /// How many OK days it has.
    #[must_use]
    pub fn ok(&self) -> usize {
        self.days.iter().filter(|day| day.ok == Some(true)).count()
    }

    /// How many days have a check-in.
    #[must_use]
    pub fn noted(&self) -> usize {
        self.days.iter().filter(|day| day.ok.is_some()).count()
    }

    /// How many days lie in a flare.
    #[must_use]
    pub fn flares(&self) -> usize {
        self.days.iter().filter(|day| day.flare).count()
    }
}

/// Where the line of an OK day lies: as the person set it before the last test began, else as set last, else 3 of 10.
#[must_use]
pub fn ok_line(person: &PersonNow) -> u8 {
    let set = person.settings.get(OK_LINE).filter(|setting| {
        person.tests.last().is_none_or(|test| setting.recorded_at < test.started.recorded_at)
    });
    set.and_then(|setting| setting.event.value.parse().ok()).filter(|line| *line <= 10).unwrap_or(OK_UP_TO)
}

/// The weeks since the first check-in, oldest first, at most 12; the last one ends today.
#[must_use]
pub fn weeks(person: &PersonNow, today: Date) -> Vec<Week> {
    let Some(first) = person.check_ins.range(..=today).next().map(|(day, _)| *day) else { return Vec::new() };
    let line = ok_line(person);
    let ends = (0..MOST_WEEKS).map(|ago| today.saturating_sub(i64::from(ago).weeks()));
    let week = |to: Date| Week {
        days: (0..7).rev().map(|ago| day(person, to.saturating_sub(ago.days()), today, line)).collect(),
    };
    let mut weeks: Vec<Week> = ends.take_while(|to| *to >= first).map(week).collect();
    weeks.reverse();
    weeks
}

/// What is known of a day.
fn day(person: &PersonNow, date: Date, today: Date, line: u8) -> Day {
    let check_ins = person.check_ins.get(&date).map(Vec::as_slice).unwrap_or_default();
    let mut scores: Vec<NrsScore> = check_ins.iter().map(|one| one.event.interference).collect();
    scores.sort_unstable();
    let score = scores.get(scores.len() / 2).copied();
    let in_flare = person.flares.iter().any(|flare| {
        let end = flare.ended.as_ref().map_or(today, |ended| ended.day);
        (flare.start_day()..=end).contains(&date)
    });
    Day {
        date,
        score,
        ok: score.map(|score| score.points() <= line),
        flare: in_flare || check_ins.iter().any(|one| one.event.flare),
        late: !check_ins.is_empty() && check_ins.iter().all(crate::entry::Recorded::is_late),
    }
}

/// Where the weeks go, in words that a person reads first.
///
/// ```
/// use domain::diary::trend_words;
///
/// assert_eq!(trend_words(&[]), Vec::<String>::new());
/// ```
#[must_use]
pub fn trend_words(weeks: &[Week]) -> Vec<String> {
    let mut newest = weeks.iter().rev().enumerate();
    let Some((_, this)) = newest.next() else { return Vec::new() };
    // The week of 4 weeks ago, or the oldest since then that has check-ins.
    let before = newest.take(COMPARED).rfind(|(_, week)| week.noted() > 0);
    let now = format!("You had {} this week.", count(this.ok(), "OK day"));
    let mut words = vec![match before {
        None => format!("{now} From next week on, this line compares."),
        Some(_) if this.noted() == 0 => "You have no check-in this week.".to_owned(),
        Some((ago, then)) => {
            let change = match this.ok().cmp(&then.ok()) {
                std::cmp::Ordering::Greater => format!("That is {} more.", this.ok() - then.ok()),
                std::cmp::Ordering::Less => format!("That is {} fewer.", then.ok() - this.ok()),
                std::cmp::Ordering::Equal => "That is the same.".to_owned(),
            };
            format!("{now} {} ago you had {}. {change}", count(ago, "week"), then.ok())
        }
    }];
    let this_noted = count(this.noted(), "day");
    match before {
        Some((_, then)) if this.noted() != then.noted() && this.noted() > 0 => {
            words.push(format!("You checked in on {this_noted} this week, and on {} then.", then.noted()));
        }
        None => words.push(format!("You checked in on {this_noted} this week.")),
        Some(_) => {}
    }
    words
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// A smooth line through the days of the weeks: for each day the middle of it and the 3 days on either side that have a
/// check-in; `None` where fewer than 2 of them do.
#[must_use]
pub fn smooth_line(weeks: &[Week]) -> Vec<(Date, Option<f64>)> {
    let days: Vec<&Day> = weeks.iter().flat_map(|week| &week.days).collect();
    days.iter()
        .map(|day| {
            let near = days.iter().filter(|other| days_from(other.date, day.date).abs() <= 3);
            let scores: Vec<f64> = near.filter_map(|other| Some(f64::from(other.score?.points()))).collect();
            let enough = scores.len() >= 2;
            let number = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
            (day.date, enough.then(|| scores.iter().sum::<f64>() / number))
        })
        .collect()
}
