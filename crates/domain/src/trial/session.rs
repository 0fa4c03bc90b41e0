//! The session of a day in a test: the plan's, with what is tested put in or left out.

use super::Assignment;
use crate::entry::Tested;
use crate::ids::{SessionId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::plan::{Day, Item, Plan, Session};
use jiff::civil::Date;

/// The session of today: `planned`, if the plan has one, with what is tested put in or left out.
///
/// Everything else stays as planned, so that the two kinds of day differ in one thing. `None` if nothing is left. Items
/// come from the plan, which holds only what the gate opens.
#[must_use]
pub fn test_session(
    knowledge: &Knowledge,
    plan: &Plan,
    planned: Option<&Session>,
    what: &Tested,
    assignment: &Assignment,
    today: Date,
) -> Option<Session> {
    let mut items: Vec<Item> = planned.map(|session| session.items.clone()).unwrap_or_default();
    let tested = |item: &Item| what.covers(knowledge, &item.technique);
    match assignment {
        Assignment::With(technique) => {
            if let Some(id) = technique {
                items.retain(|item| !tested(item) || item.technique == *id);
            }
            if *what != Tested::Visits && !items.iter().any(tested) {
                let mut added = put_in(plan, today, |item| {
                    tested(item) && technique.as_ref().is_none_or(|id| item.technique == *id)
                });
                items.append(&mut added);
            }
        }
        Assignment::First { .. } | Assignment::Without | Assignment::HeldBack(_) => {
            items.retain(|item| !tested(item));
        }
    }
    items.sort_by_key(|item| item.kind);
    let minutes = items.iter().filter(|item| !item.passive).map(|item| item.dose.minutes).sum();
    let session = Session {
        id: planned.map_or_else(|| id(today), |session| session.id.clone()),
        week: planned.map_or_else(|| plan.week_of(today).unwrap_or(plan.weeks), |session| session.week),
        day: Day::of(today),
        date: today,
        pieces: planned.map_or(1, |session| session.pieces),
        items,
        minutes,
    };
    (!session.items.is_empty()).then_some(session)
}

/// The plan as it is today in a test: the session of today and the visit of today, put in or left out.
///
/// A planned session that was done on another day stays as it is.
#[must_use]
pub fn test_plan(
    knowledge: &Knowledge,
    mut plan: Plan,
    what: &Tested,
    assignment: &Assignment,
    today: Date,
) -> Plan {
    let planned = plan.on(today).next().cloned();
    let session = test_session(knowledge, &plan, planned.as_ref(), what, assignment, today);
    plan.sessions.retain(|session| session.date != today);
    plan.sessions.extend(session);
    plan.sessions.sort_by_key(|session| session.date);
    if let Some(course) = plan.massage.as_mut().filter(|_| *what == Tested::Visits) {
        course.dates.retain(|date| *date != today);
        if matches!(assignment, Assignment::With(_)) {
            course.dates.push(today);
            course.dates.sort_unstable();
        }
    }
    plan
}

/// The id of a session that only the test has, such as `test-2026-03-20`.
fn id(today: Date) -> SessionId {
    SessionId::from(format!("test-{today}"))
}

/// The items of the plan's nearest session that has some, earlier ones first.
fn put_in(plan: &Plan, today: Date, wanted: impl Fn(&Item) -> bool) -> Vec<Item> {
    let with = plan.sessions.iter().filter(|session| session.items.iter().any(&wanted));
    let nearest = with.min_by_key(|session| (session.date - today).get_days().unsigned_abs());
    let mut seen: Vec<&TechniqueId> = Vec::new();
    let items = nearest.into_iter().flat_map(|session| &session.items).filter(|item| wanted(item));
    let once = items.filter(|item| {
        let new = !seen.contains(&&item.technique);
        seen.push(&item.technique);
        new
    });
    once.cloned().collect()
}
