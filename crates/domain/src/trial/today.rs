//! Today's part in a test, checked against the gate each day anew.

use super::{Stage, Trial};
use crate::current::Current;
use crate::entry::{PersonNow, TestNow, Tested};
use crate::ids::TechniqueId;
use crate::knowledge::technique::Kind;
use jiff::civil::Date;

/// What today is in the test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignment {
    /// One of the first days, which are all without.
    First {
        /// Which, counted from 1.
        day: u16,
        /// How many there are.
        of: u16,
    },
    /// Chance says: without.
    Without,
    /// Chance says: with. `None` for a group, where the plan or the person chooses.
    With(Option<TechniqueId>),
    /// Something comes first; what chance says is not told.
    HeldBack(Held),
}

/// Why a day is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// The screen leaves no plan: care or questions come first.
    Screen,
    /// The plan is paused.
    Paused,
    /// What is tested is closed today.
    Closed {
        /// Why, in plain words.
        why: String,
    },
    /// A massage visit was today or yesterday; self-massage waits.
    Visit,
}

/// What today is in a test; `None` if the test does not run today.
///
/// Whether the day is held back is decided before the draw is looked at.
#[must_use]
pub fn assignment(person: &PersonNow, current: &Current, test: &TestNow, today: Date) -> Option<Assignment> {
    let trial = Trial::new(test);
    if !test.runs(today) {
        return None;
    }
    match trial.stage(today) {
        Stage::NotBegun | Stage::Over => None,
        Stage::Without { day, of } => Some(Assignment::First { day, of }),
        Stage::Drawn { .. } => {
            if let Some(held) = held(person, current, trial.what(), today) {
                return Some(Assignment::HeldBack(held));
            }
            let drawn = trial.decision(today, today)?.assigned;
            Some(
                drawn
                    .map_or(Assignment::Without, |number| Assignment::With(trial.technique(number).cloned())),
            )
        }
    }
}

/// What holds a day back, if anything.
fn held(person: &PersonNow, current: &Current, what: &Tested, today: Date) -> Option<Held> {
    let Some((_, adapted)) =
        current.plan.as_ref().filter(|_| current.assessment.triage.clearance().is_some())
    else {
        return Some(Held::Screen);
    };
    if person.plan.as_ref().is_some_and(|plan| plan.is_paused(today)) {
        return Some(Held::Paused);
    }
    let gate = &current.assessment.gate;
    let closed = |id: &TechniqueId| !gate.offers(id) || current.progress.dropped.contains(id);
    let why = |id: &TechniqueId| {
        let limit = gate.decision(id).filter(|decision| !decision.is_offerable());
        limit.and_then(|decision| decision.limits.first()).map(|limit| limit.why.clone()).unwrap_or_default()
    };
    let shut = match what {
        // All of them have to be open, so that the day does not depend on which one chance would name.
        Tested::Techniques(ids) => ids.iter().find(|id| closed(id)).map(&why),
        Tested::SelfMassage => {
            let items = || {
                let items = adapted.plan.sessions.iter().flat_map(|session| &session.items);
                items.filter(|item| item.kind == Kind::SelfMassage)
            };
            let open = items().any(|item| !closed(&item.technique));
            (!open).then(|| items().next().map(|item| why(&item.technique)).unwrap_or_default())
        }
        Tested::Visits => {
            let mut options = adapted.plan.massage.iter().flat_map(|course| &course.options);
            let open = options.any(|option| !closed(&option.technique));
            (!open).then(String::new)
        }
    };
    if let Some(why) = shut {
        return Some(Held::Closed { why });
    }
    let recent = |visit: Date| (0..=1).contains(&(today - visit).get_days());
    (*what != Tested::Visits && person.visits.iter().any(|visit| recent(visit.day))).then_some(Held::Visit)
}
