//! A test on its days: what chance said up to today, and never a day more.

use super::Design;
use crate::answer::Decision;
use crate::entry::{TestNow, Tested};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use jiff::Span;
use jiff::civil::Date;

/// A test of the journal.
///
/// Draws count days from the first day after the days without. They look at earlier draws only: not at what was done,
/// how it felt or whether a day was held back, so that the whole draw can be redone from the seed.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    test: &'a TestNow,
}

/// Where in a test a day lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before the first day.
    NotBegun,
    /// One of the first days, which are all without.
    Without {
        /// Which, counted from 1.
        day: u16,
        /// How many there are.
        of: u16,
    },
    /// A day that chance decides.
    Drawn {
        /// Which day of the test, counted from 1.
        day: u16,
        /// How many days the test has.
        of: u16,
    },
    /// After its last day.
    Over,
}

impl<'a> Trial<'a> {
    /// Reads a test of the journal.
    #[must_use]
    pub fn new(test: &'a TestNow) -> Self {
        Self { test }
    }

    /// What was tested.
    #[must_use]
    pub fn what(&self) -> &'a Tested {
        &self.test.started.event.what
    }

    /// The rule of the draw.
    #[must_use]
    pub fn design(&self) -> Design {
        self.test.started.event.design
    }

    /// The first day that chance decides.
    #[must_use]
    pub fn first_drawn_day(&self) -> Date {
        later(self.test.started.event.first_day, self.test.started.event.baseline_days)
    }

    /// The last day: the day on which it was stopped, or the last one planned.
    #[must_use]
    pub fn last_day(&self) -> Date {
        let planned = self.test.planned_end().yesterday().unwrap_or(Date::MIN);
        self.test.stopped.as_ref().map_or(planned, |stopped| stopped.day.min(planned))
    }

    /// Where a day lies.
    #[must_use]
    pub fn stage(&self, on: Date) -> Stage {
        let test = &self.test.started.event;
        let day = (on - test.first_day).get_days();
        let Ok(day) = u16::try_from(day) else {
            return if day < 0 { Stage::NotBegun } else { Stage::Over };
        };
        if on > self.last_day() {
            Stage::Over
        } else if day < test.baseline_days {
            Stage::Without { day: day + 1, of: test.baseline_days }
        } else {
            Stage::Drawn { day: day + 1, of: test.days }
        }
    }

    /// What chance decided, for each drawn day up to `today` and no later one.
    ///
    /// [`Decision::day`] counts from the first drawn day. [`Decision::assigned`] counts in the techniques of
    /// [`Tested::Techniques`], and is 0 for a group.
    #[must_use]
    pub fn decisions(&self, today: Date) -> Vec<(Date, Decision)> {
        let first = self.first_drawn_day();
        let last = today.min(self.last_day());
        let days = (last - first).get_days();
        let Ok(days) = u32::try_from(days.saturating_add(1)) else { return Vec::new() };
        let techniques: Vec<usize> = (0..choices(self.what())).collect();
        let drawn = self.design().draw(0..days, &techniques, &self.test.started.event.seed);
        drawn
            .into_iter()
            .map(|decision| (first.saturating_add(Span::new().days(decision.day)), decision))
            .collect()
    }

    /// What chance decided for a day; `None` where it decides nothing, and for every day after `today`.
    #[must_use]
    pub fn decision(&self, on: Date, today: Date) -> Option<Decision> {
        if on > today {
            return None;
        }
        self.decisions(on).into_iter().find(|(day, _)| *day == on).map(|(_, decision)| decision)
    }

    /// The technique that a draw means; `None` for a group, where the person or the plan chooses.
    #[must_use]
    pub fn technique(&self, number: usize) -> Option<&'a TechniqueId> {
        match self.what() {
            Tested::Techniques(ids) => ids.iter().nth(number),
            Tested::Visits | Tested::SelfMassage => None,
        }
    }
}

impl Tested {
    /// Whether a technique is part of what is tested.
    #[must_use]
    pub fn covers(&self, knowledge: &Knowledge, id: &TechniqueId) -> bool {
        let kind = || knowledge.techniques.get(id).map(|known| known.kind);
        match self {
            Self::Visits => kind() == Some(Kind::Professional),
            Self::SelfMassage => kind() == Some(Kind::SelfMassage),
            Self::Techniques(ids) => ids.contains(id),
        }
    }
}

/// Among how many a draw chooses.
fn choices(what: &Tested) -> usize {
    match what {
        Tested::Visits | Tested::SelfMassage => 1,
        Tested::Techniques(ids) => ids.len(),
    }
}

fn later(date: Date, days: u16) -> Date {
    date.saturating_add(Span::new().days(i32::from(days)))
}
