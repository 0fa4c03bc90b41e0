//! The finished plan: sessions with their items, day by day.

use super::habit::Habit;
use super::massage::{MassageCourse, WithoutVisits};
use super::target::Target;
use super::why::Why;
use crate::gate::Ground;
use crate::ids::{SessionId, StopId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::technique::{Equipment, Kind, Phase, Technique};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Percent of a full dose.
pub type Percent = u8;

/// A finite plan for one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The phase it is built for.
    pub phase: Phase,
    /// How many weeks it lasts: 4, 6 or 8.
    pub weeks: u8,
    /// The first day.
    pub start: Date,
    /// The day it is over: `weeks` weeks after the start. Nothing falls on it or after it.
    pub end: Date,
    /// Days to look back, in order.
    pub reviews: Vec<Review>,
    /// What the back shall allow again, in the person's own words.
    pub goal: Option<String>,
    /// Most active minutes on a day.
    pub minutes_per_day: u16,
    /// Days a week with a session.
    pub days_per_week: u8,
    /// Strongest pressing pain, 0 to 10, of all self-massage.
    pub pressure_cap: u8,
    /// Why that pressure.
    pub pressure_why: Vec<Why>,
    /// Why this phase and length.
    pub why: Vec<Why>,
    /// What it works on, most important first.
    pub targets: Vec<Target>,
    /// Visits to a massage therapist, if there are any.
    pub massage: Option<MassageCourse>,
    /// What to do without visits, and why there are none, if so.
    pub without_visits: WithoutVisits,
    /// The sessions, in order of days.
    pub sessions: Vec<Session>,
    /// Posture and breaks.
    pub posture: Vec<Habit>,
    /// Stress and breathing.
    pub stress: Vec<Habit>,
    /// Sleep.
    pub sleep: Vec<Habit>,
    /// The 5-minute version for bad days (rule R24). It counts as done.
    pub minimum: Vec<Item>,
    /// Signs that end a step or a session, most urgent first.
    pub stop: Vec<StopId>,
}

impl Plan {
    /// The session with this id.
    #[must_use]
    pub fn session(&self, id: &SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == *id)
    }

    /// The last day that belongs to the plan.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.end.yesterday().unwrap_or(self.end)
    }

    /// The sessions of a day.
    pub fn on(&self, date: Date) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(move |session| session.date == date)
    }

    /// The week of the plan a day falls in, counted from 1; `None` outside the plan.
    #[must_use]
    pub fn week_of(&self, date: Date) -> Option<u8> {
        let days = days_between(self.start, date);
        (0..i32::from(self.weeks) * 7).contains(&days).then(|| u8::try_from(days / 7 + 1).unwrap_or(u8::MAX))
    }

    /// Every technique that the plan names, in whatever part; each once, in the order of ids.
    #[must_use]
    pub fn techniques(&self) -> std::collections::BTreeSet<&TechniqueId> {
        let items = self.sessions.iter().flat_map(|session| &session.items).chain(&self.minimum);
        let habits = self.posture.iter().chain(&self.stress).chain(&self.sleep);
        let visits = self.massage.iter().flat_map(|course| &course.options);
        items
            .map(|item| &item.technique)
            .chain(habits.flat_map(|habit| &habit.techniques))
            .chain(visits.map(|option| &option.technique))
            .chain(&self.without_visits.techniques)
            .collect()
    }
}

/// A day to look back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The day.
    pub date: Date,
    /// What to look at.
    pub about: ReviewAbout,
}

/// What a review looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewAbout {
    /// Is the flare over?
    Flare,
    /// The safety questions again, and whether the plan still fits.
    Safety,
    /// A first look at the visits.
    VisitsSoFar,
    /// Whether to go on with visits.
    VisitsDecision,
    /// The end of the plan.
    End,
}

impl ReviewAbout {
    /// What is looked at, in words that follow "Look back:".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Flare => "is the flare over?",
            Self::Safety => "the safety questions again; does the plan still fit?",
            Self::VisitsSoFar => "how the visits went so far",
            Self::VisitsDecision => "decide whether to go on with visits",
            Self::End => "the end of the plan, and what you found out",
        }
    }
}

/// One day's guided session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its id: week and number in the week, such as `w1d2`.
    pub id: SessionId,
    /// The week, counted from 1.
    pub week: u8,
    /// The weekday.
    pub day: Day,
    /// The date.
    pub date: Date,
    /// What to do, in order.
    pub items: Vec<Item>,
    /// Active minutes; warmth that goes on by itself is not counted.
    pub minutes: u16,
    /// Into how many pieces to split it over the day.
    pub pieces: u8,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the day")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Session {
    /// What it needs, each thing once, in words such as "a tennis ball".
    #[must_use]
    pub fn needs(&self, knowledge: &Knowledge) -> Vec<&'static str> {
        let techniques = self.items.iter().filter_map(|item| knowledge.techniques.get(&item.technique));
        let things: BTreeSet<Equipment> =
            techniques.flat_map(|known| known.equipment.iter().copied()).collect();
        things.into_iter().map(Equipment::words).filter(|words| !words.is_empty()).collect()
    }
}

impl Day {
    /// The weekday of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

/// One thing to do in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The technique.
    pub technique: TechniqueId,
    /// Its kind.
    pub kind: Kind,
    /// How long and how strong.
    #[serde(flatten)]
    pub dose: Dose,
    /// Warmth that goes on by itself: a choice, and not counted in the minutes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passive: bool,
    /// Why it is here.
    pub why: Vec<Why>,
    /// What health answers change about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Ground>,
}

/// How long and how strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dose {
    /// Minutes, rounded up.
    pub minutes: u16,
    /// Sets of the routine.
    pub sets: u8,
    /// The side to begin with: the sore one. `None` where the technique has no sides.
    pub first_side: Side,
    /// Percent of the full time (rule R17).
    pub share: Percent,
    /// Percent of that for the other side (rule R18).
    pub other_side: Percent,
    /// Strongest pressure or effort, 0 to 10.
    pub pressure_cap: u8,
}

impl Dose {
    /// The full dose of a technique, left side first.
    #[must_use]
    pub fn full(technique: &Technique) -> Self {
        Self {
            minutes: technique.minutes,
            sets: 1,
            first_side: if technique.sided { Side::Left } else { Side::None },
            share: 100,
            other_side: 100,
            pressure_cap: technique.intensity,
        }
    }
}

/// Whole days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    let hours = to.duration_since(from).as_hours();
    i32::try_from(hours.div_euclid(24)).unwrap_or(i32::MAX)
}

/// The date so many days later.
pub(super) fn later(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}
