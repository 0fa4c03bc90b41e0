//! What to do today: at most three things, each with its minutes (`reference`: experience, part 5.6).

use super::calendar::{Plan, ReviewAbout};
use super::progress::Progress;
use super::why::Why;
use crate::ids::{SessionId, TechniqueId};
use crate::knowledge::technique::Kind;
use jiff::civil::Date;
use serde::Serialize;

/// Most things on a day.
pub const MAX_THINGS: usize = 3;
/// Minutes of a check-in, rounded up.
const CHECK_IN_MINUTES: u16 = 1;
/// Minutes of a review.
const REVIEW_MINUTES: u16 = 3;

/// A day of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TodayView {
    /// The day.
    pub date: Date,
    /// Where in the plan the day is.
    pub state: TodayState,
    /// What the person wants to do again, in their own words.
    pub goal: Option<String>,
    /// What to do, first things first; at most [`MAX_THINGS`].
    pub things: Vec<Thing>,
    /// Why the 5-minute version ([`Plan::minimum`]) is offered instead of the session (rule R15), if it is.
    pub shorter: Option<Why>,
    /// The next day with a session after this one.
    pub next: Option<Date>,
}

/// Where in the plan a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TodayState {
    /// Before the first day.
    NotBegun,
    /// A week of the plan, counted from 1.
    Week(u8),
    /// Paused until the person comes back.
    Paused,
    /// The plan is over.
    Over,
}

/// One thing to do today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// What.
    pub what: ThingKind,
    /// How long.
    pub minutes: u16,
}

/// What there is to do today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum ThingKind {
    /// A visit to a massage therapist.
    Visit(TechniqueId),
    /// A session; without its walk where [`ThingKind::Walk`] stands beside it.
    Session(SessionId),
    /// The walk of a session.
    Walk(SessionId),
    /// A look back.
    Review(ReviewAbout),
    /// The check-in.
    CheckIn,
}

/// What to do on a day. Nothing is made up for: what was not done before is not added.
#[must_use]
pub fn today(plan: &Plan, progress: &Progress, date: Date) -> TodayView {
    let state = if progress.paused.is_some_and(|since| since <= date) {
        TodayState::Paused
    } else if date < plan.start {
        TodayState::NotBegun
    } else {
        plan.week_of(date).map_or(TodayState::Over, TodayState::Week)
    };
    let things = if matches!(state, TodayState::Week(_)) { things(plan, progress, date) } else { Vec::new() };
    let has_session =
        things.iter().any(|thing| matches!(thing.what, ThingKind::Session(_) | ThingKind::Walk(_)));
    let shorter =
        (has_session && progress.is_bad_morning(date) && !plan.minimum.is_empty()).then(|| Why::rule("R15"));
    let next = plan.sessions.iter().map(|session| session.date).find(|other| *other > date);
    TodayView { date, state, goal: plan.goal.clone(), things, shorter, next }
}

fn things(plan: &Plan, progress: &Progress, date: Date) -> Vec<Thing> {
    let mut things = Vec::new();
    let course = plan.massage.as_ref();
    if let Some(course) =
        course.filter(|course| course.dates.contains(&date) && !progress.visits.contains(&date))
    {
        let first = course.dates.first() == Some(&date);
        let minutes = if first { course.first_minutes } else { course.minutes };
        things.push(Thing { what: ThingKind::Visit(course.technique.clone()), minutes });
    }
    let reviews = plan.reviews.iter().filter(|review| review.date == date);
    let review = reviews.map(|review| review.about).next();
    for session in plan.on(date).filter(|_| !progress.not_today.contains(&date)) {
        let is_done = progress.has_done(&session.id, date);
        let walk: u16 =
            session.items.iter().filter(|item| item.kind == Kind::Walk).map(|item| item.dose.minutes).sum();
        let rest = session.minutes - walk;
        // The check-in always has a place; so has a review.
        let room = MAX_THINGS - 1 - usize::from(review.is_some()) - things.len().min(1);
        if walk > 0 && rest > 0 && room >= 2 {
            if !is_done {
                things.push(Thing { what: ThingKind::Session(session.id.clone()), minutes: rest });
            }
            if !progress.has_walked(&session.id, date) {
                things.push(Thing { what: ThingKind::Walk(session.id.clone()), minutes: walk });
            }
        } else if room >= 1 && !is_done {
            things.push(Thing { what: ThingKind::Session(session.id.clone()), minutes: session.minutes });
        }
    }
    if let Some(about) = review.filter(|_| things.len() < MAX_THINGS - 1) {
        things.push(Thing { what: ThingKind::Review(about), minutes: REVIEW_MINUTES });
    }
    if progress.tracking.asks(date) {
        things.push(Thing { what: ThingKind::CheckIn, minutes: CHECK_IN_MINUTES });
    }
    things.truncate(MAX_THINGS);
    things
}
