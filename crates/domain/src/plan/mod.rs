//! Clearance + targets + profile + progress to a finite plan (`reference`: techniques, parts 2 and 8).
//!
//! [`plan`] takes a [`Clearance`], and only triage makes one: there is no other way to a plan. Every way to a technique,
//! planned, swapped in or offered, goes through the [`Gate`]. Equal input gives an equal plan; today is an argument.

mod adapt;
mod calendar;
mod change;
mod flare;
mod frame;
mod habit;
mod journaled;
mod judge;
mod lane;
mod left_out;
mod massage;
mod moment;
mod progress;
mod shelf;
mod short;
mod spacing;
mod swap;
mod target;
mod today;
mod week;
mod why;
mod words;
mod worse;

pub use crate::entry::SwapReason;
pub use adapt::adapt;
pub use calendar::{Day, Dose, Item, Percent, Plan, Review, ReviewAbout, Session};
pub use change::{Adapted, Advice, Change, Told, What};
pub use frame::{USUAL_DAYS, USUAL_MINUTES};
pub use habit::Habit;
pub use journaled::NOT_TODAY;
pub use judge::{Use, Verdict, judge};
pub use massage::{MassageCourse, MassageOption, Milestone, NoVisits, WithoutVisits, say_words};
pub use moment::{Fitted, Moment, MomentChange};
pub use progress::{Colour, Flare, OutBecause, Progress, Response, SessionDone, StepTaken, TakenOut};
pub use swap::{SwapOffer, SwapOption, swap};
pub use target::{MAX_TARGETS, Target};
pub use today::{MAX_THINGS, Thing, ThingKind, TodayState, TodayView, today};
pub use why::{Refusal, Why, feel_words, why_words};
pub use words::{end_words, missed_words};

use crate::facts::Facts;
use crate::gate::Gate;
use crate::ids::StopId;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::{Kind, Phase, Technique};
use crate::profile::Profile;
use crate::triage::Clearance;
use calendar::later;
use frame::Frame;
use habit::Strain;
use jiff::civil::Date;
use shelf::Shelf;
use std::cmp::Reverse;
use week::Weeks;

/// Days after which every plan is looked at again.
const FIRST_REVIEW_DAYS: i32 = 14;
/// Days after which a flare is looked at again (rule R11: it holds for 48 to 72 hours).
const FLARE_REVIEW_DAYS: i32 = 3;

/// What a plan is built from, apart from the clearance and the gate.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// Muscles worth working on, likeliest first; at most [`MAX_TARGETS`] count. May be empty.
    pub targets: &'a [Target],
    /// What is known of the person, complete in the sense of [`Facts::derive`].
    pub facts: &'a Facts,
    /// Time, things, help, money and wishes.
    pub profile: &'a Profile,
    /// What happened so far.
    pub progress: &'a Progress,
    /// The first day of the plan.
    pub start: Date,
}

/// Builds the plan.
///
/// ```
/// use domain::assessment::Assessment;
/// use domain::facts::Facts;
/// use domain::knowledge::Knowledge;
/// use domain::localise::Model;
/// use domain::plan::{Case, Progress, plan};
/// use domain::profile::Profile;
/// use domain::triage::Checked;
/// use domain::truth::Truth;
/// use jiff::civil::date;
///
/// let knowledge = Knowledge::bundled().unwrap();
/// let profile = Profile { age: Some(45), ..Profile::default() };
/// let mut facts = Facts::default();
/// for key in knowledge.facts.keys() {
///     facts.set(key.clone(), Truth::No);
/// }
/// facts.derive(&knowledge, &profile);
/// let assessed = Assessment::new(&knowledge, &Model::new(&knowledge), &facts, &Checked::default());
/// let clearance = assessed.triage.clearance().unwrap();
/// let case = Case {
///     targets: &[],
///     facts: &facts,
///     profile: &profile,
///     progress: &Progress::default(),
///     start: date(2026, 3, 2),
/// };
/// let plan = plan(&knowledge, &clearance, &assessed.gate, &case);
/// assert_eq!(plan.end, date(2026, 4, 13));
/// assert_eq!(plan.sessions.len(), 6 * 4);
/// ```
#[must_use]
pub fn plan(knowledge: &Knowledge, _clearance: &Clearance, gate: &Gate, case: &Case<'_>) -> Plan {
    let targets = case.targets.get(..MAX_TARGETS).unwrap_or(case.targets);
    let frame = Frame::new(knowledge, case.facts, case.profile, case.progress);
    let shelf = Shelf::new(knowledge, gate, case.facts, case.profile, case.progress, frame.phase);
    let aims = target::aims(knowledge, targets, case.facts, frame.template);
    let strain = Strain::of(case.profile, case.facts);
    let wanted = massage::Wanted {
        shelf: &shelf,
        frame: &frame,
        aims: &aims,
        facts: case.facts,
        strain,
        start: case.start,
    };
    let (course, without_visits) = massage::course(&wanted);
    let weeks = Weeks::new(&shelf, &frame, &aims, case.facts, strain, case.start, course.as_ref());
    let (sessions, used) = weeks.sessions();
    let (pressure_cap, pressure_why) = pressure(knowledge, &frame, &sessions);
    Plan {
        phase: frame.phase,
        weeks: frame.weeks,
        start: case.start,
        end: later(case.start, i32::from(frame.weeks) * 7),
        reviews: reviews(&frame, case.start, course.as_ref()),
        goal: case.profile.goal.clone(),
        minutes_per_day: frame.minutes,
        days_per_week: frame.days,
        pressure_cap,
        pressure_why,
        targets: targets.to_vec(),
        massage: course,
        without_visits,
        posture: habit::posture(&shelf, case.facts, strain),
        stress: habit::stress(&shelf, strain),
        sleep: habit::sleep(&shelf, strain),
        minimum: habit::minimum(&shelf, &frame),
        stop: stops(knowledge, &used),
        why: frame.why,
        sessions,
    }
}

/// The strongest pressure of all self-massage in the plan: the least of the phase and of what health answers allow.
fn pressure(knowledge: &Knowledge, frame: &Frame<'_>, sessions: &[Session]) -> (u8, Vec<Why>) {
    let phase_cap = knowledge.pressure_cap.of(frame.phase);
    let pressed = || {
        let items = sessions.iter().flat_map(|session| &session.items);
        items.filter(|item| item.kind == Kind::SelfMassage)
    };
    let cap = pressed().map(|item| item.dose.pressure_cap).max().map_or(phase_cap, |own| own.min(phase_cap));
    let mut why = vec![match frame.phase {
        Phase::Acute => Why::rule("R10"),
        Phase::Flare => Why::rule("R11"),
        Phase::Subacute | Phase::Chronic | Phase::Maintenance => Why::rule("R03"),
    }];
    if cap < phase_cap {
        let mut grounds: Vec<_> = pressed().flat_map(|item| &item.changed).cloned().collect();
        grounds.sort();
        grounds.dedup();
        why.extend(grounds.into_iter().map(|ground| Why::Limit { ground }));
    }
    (cap, why)
}

/// Two weeks, the course's own days, and the end; in a flare also day 3.
fn reviews(frame: &Frame<'_>, start: Date, course: Option<&MassageCourse>) -> Vec<Review> {
    let mut reviews = vec![Review { date: later(start, FIRST_REVIEW_DAYS), about: ReviewAbout::Safety }];
    let mut day = 2 * FIRST_REVIEW_DAYS;
    while day < i32::from(frame.weeks) * 7 {
        reviews.push(Review { date: later(start, day), about: ReviewAbout::Safety });
        day += FIRST_REVIEW_DAYS;
    }
    if frame.phase == Phase::Flare {
        reviews.push(Review { date: later(start, FLARE_REVIEW_DAYS), about: ReviewAbout::Flare });
    }
    if let Some(course) = course {
        let looks = course.look_back.filter(|look| Some(look) != course.decide.as_ref());
        reviews.extend(looks.map(|look| Review { date: look.date, about: ReviewAbout::VisitsSoFar }));
        reviews
            .extend(course.decide.map(|look| Review { date: look.date, about: ReviewAbout::VisitsDecision }));
    }
    reviews.push(Review { date: later(start, i32::from(frame.weeks) * 7 - 1), about: ReviewAbout::End });
    reviews.sort_by_key(|review| (review.date, review.about));
    reviews
}

/// All stop signs of the planned techniques, most urgent first.
fn stops(knowledge: &Knowledge, used: &[&Technique]) -> Vec<StopId> {
    let mut named: Vec<&StopId> = used.iter().flat_map(|technique| &technique.stop_if).collect();
    named.sort_unstable();
    named.dedup();
    named.sort_by_cached_key(|id| Reverse(knowledge.stops.get(*id).map(|stop| stop.action)));
    named.into_iter().cloned().collect()
}
