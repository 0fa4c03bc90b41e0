//! What happened so far, as a plan needs it (`reference`: techniques, rules R11 to R14 and R25).

use super::judge::Use;
use crate::diary::Tracking;
use crate::ids::{SessionId, TechniqueId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What happened since a plan began. [`Progress::default`] is a plan that has not begun.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Progress {
    /// How techniques went, oldest first.
    pub responses: Vec<Response>,
    /// Steps up and down the ladders that were taken, oldest first.
    pub steps: Vec<StepTaken>,
    /// Swaps that the person chose, oldest first.
    pub swaps: Vec<StepTaken>,
    /// Techniques that the person left out, or that ended with a stop sign.
    pub dropped: BTreeSet<TechniqueId>,
    /// Those of `dropped` that ended with a stop sign.
    pub stop_signs: BTreeSet<TechniqueId>,
    /// Techniques that the plan takes out for another one, oldest first.
    pub taken_out: Vec<TakenOut>,
    /// Techniques that the person put back, with the day; what they did before no longer counts against them.
    pub put_back: BTreeMap<TechniqueId, Date>,
    /// The day on which the last pause of massage was over that the diary had set off.
    pub pause_over: Option<Date>,
    /// Sessions that were done, with their days.
    pub done: Vec<SessionDone>,
    /// Days on which nothing is to be done.
    pub not_today: BTreeSet<Date>,
    /// Days with massage by a therapist.
    pub visits: BTreeSet<Date>,
    /// Pain of 0 to 10 in the mornings, by day; where a morning was not rated, the pain of the day.
    pub mornings: BTreeMap<Date, u8>,
    /// What pain did in sessions with each technique, oldest first.
    pub uses: Vec<Use>,
    /// How often check-ins are asked for.
    pub tracking: Tracking,
    /// The last flare.
    pub flare: Option<Flare>,
    /// Since when the plan is paused.
    pub paused: Option<Date>,
}

/// How a technique went on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The technique.
    pub technique: TechniqueId,
    /// The day.
    pub date: Date,
    /// How it went.
    pub colour: Colour,
}

/// How a technique went: the traffic light of rules R12 to R14.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Pain 0 to 3 during, and no worse the next morning.
    Green,
    /// Pain 4 to 5 during, settled within a day.
    Amber,
    /// Pain 6 or more during, or 2 points up after a day, or leg signs further down.
    Red,
}

impl Colour {
    /// The colour of a response.
    ///
    /// `during` is the pain while doing it, 0 to 10; `change` the points that the next morning is worse (negative for
    /// better), if known; `leg_further` whether pain went further down the leg.
    ///
    /// ```
    /// use domain::plan::Colour;
    ///
    /// assert_eq!(Colour::of(3, Some(0), false), Colour::Green);
    /// assert_eq!(Colour::of(3, Some(1), false), Colour::Amber);
    /// assert_eq!(Colour::of(5, None, false), Colour::Amber);
    /// assert_eq!(Colour::of(2, Some(2), false), Colour::Red);
    /// assert_eq!(Colour::of(0, None, true), Colour::Red);
    /// ```
    #[must_use]
    pub fn of(during: u8, change: Option<i8>, leg_further: bool) -> Self {
        let worse = change.unwrap_or(0);
        if during >= 6 || worse >= 2 || leg_further {
            Self::Red
        } else if during >= 4 || worse >= 1 {
            Self::Amber
        } else {
            Self::Green
        }
    }
}

/// A technique that the plan takes out without asking, until the person puts it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenOut {
    /// The technique.
    pub technique: TechniqueId,
    /// The day on which it was known.
    pub date: Date,
    /// Why.
    pub because: OutBecause,
}

/// Why a technique is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutBecause {
    /// The back felt worse after 2 sessions in a row (rule R35).
    WorseTwice,
    /// Pain stayed up for more than 48 hours after 2 sessions in a row (rule R37).
    SoreTwice,
}

impl OutBecause {
    /// The number of the rule.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::WorseTwice => "R35",
            Self::SoreTwice => "R37",
        }
    }
}

/// A change from one technique to another on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepTaken {
    /// From.
    pub from: TechniqueId,
    /// To.
    pub to: TechniqueId,
    /// The day.
    pub date: Date,
}

/// A session that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionDone {
    /// The session; `None` for the 5-minute version or another one.
    pub session: Option<SessionId>,
    /// The day.
    pub date: Date,
}

/// A flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flare {
    /// The first day.
    pub since: Date,
    /// The day it was over, if it is.
    pub ended: Option<Date>,
}

impl Progress {
    /// What a technique became through swaps and steps; the technique itself if nothing changed.
    #[must_use]
    pub fn now_instead_of<'a>(&'a self, technique: &'a TechniqueId) -> &'a TechniqueId {
        last_of(self.steps.iter().chain(&self.swaps), technique)
    }

    /// What the person chose in the place of a technique; the technique itself if they chose nothing.
    #[must_use]
    pub fn chosen_instead_of<'a>(&'a self, technique: &'a TechniqueId) -> &'a TechniqueId {
        last_of(self.swaps.iter(), technique)
    }

    /// Whether the person swapped a technique for another one.
    #[must_use]
    pub fn is_swapped(&self, technique: &TechniqueId) -> bool {
        self.chosen_instead_of(technique) != technique
    }

    /// Whether the person has stepped or swapped to this technique.
    #[must_use]
    pub fn has_reached(&self, technique: &TechniqueId) -> bool {
        self.steps.iter().chain(&self.swaps).any(|step| step.to == *technique)
    }

    /// Whether there is nothing left to do of a session: it was done, or something else was done in its place that day.
    #[must_use]
    pub fn has_done(&self, session: &SessionId, date: Date) -> bool {
        self.done.iter().any(|done| match &done.session {
            Some(other) if other.is_walk() => false,
            other => other.as_ref() == Some(session) || done.date == date,
        })
    }

    /// Whether the walk of a session was done, or the 5-minute version in its place that day.
    #[must_use]
    pub fn has_walked(&self, session: &SessionId, date: Date) -> bool {
        let walk = session.walk();
        self.done.iter().any(|done| match &done.session {
            Some(other) => *other == walk,
            None => done.date == date,
        })
    }

    /// Whether a technique is out until the person puts it back.
    #[must_use]
    pub fn is_out(&self, technique: &TechniqueId) -> bool {
        self.dropped.contains(technique) || self.taken_out.iter().any(|out| out.technique == *technique)
    }

    /// The last day on which something was done.
    #[must_use]
    pub fn last_done(&self) -> Option<Date> {
        self.done.iter().map(|done| done.date).max()
    }
}

/// Where a chain of steps ends that begins at a technique.
fn last_of<'a>(steps: impl Iterator<Item = &'a StepTaken>, technique: &'a TechniqueId) -> &'a TechniqueId {
    let mut taken: Vec<&StepTaken> = steps.collect();
    taken.sort_by_key(|step| step.date);
    taken.into_iter().fold(technique, |now, step| if step.from == *now { &step.to } else { now })
}
