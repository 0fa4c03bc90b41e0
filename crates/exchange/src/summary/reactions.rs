//! Adverse reactions: what went wrong in sessions, visits after which it was worse, and soreness.

use super::Given;
use domain::entry::{Felt, SessionProblem};
use domain::words::count;

pub(super) fn lines(given: &Given<'_>) -> Vec<String> {
    let person = given.person;
    let (sessions, visits) = (person.sessions.len(), person.visits.len());
    let mut lines = Vec::new();
    let kinds = [
        (SessionProblem::Sharp, "sharp pain"),
        (SessionProblem::Numb, "numbness or tingling"),
        (SessionProblem::Dizzy, "dizziness or faintness"),
        (SessionProblem::Sore, "soreness"),
        (SessionProblem::Other, "another problem"),
    ];
    for (kind, words) in kinds {
        let number = person.sessions.iter().filter(|session| session.event.problem == kind).count();
        if number > 0 {
            lines.push(format!("Reported {words} in {number} of {}.", count(sessions, "session")));
        }
    }
    let worse = |felt: Felt| felt == Felt::Worse;
    let after = person.sessions.iter().filter(|session| worse(session.event.felt)).count();
    if after > 0 {
        lines.push(format!("Back felt worse after {after} of {}.", count(sessions, "session")));
    }
    let after = person.visits.iter().filter(|visit| worse(visit.event.felt)).count();
    if after > 0 {
        lines.push(format!("Back felt worse after {after} of {} to a therapist.", count(visits, "visit")));
    }
    if let Some(most) = person.soreness.iter().map(|sore| sore.event.score.points()).max() {
        let hours = person.soreness.iter().filter_map(|sore| sore.event.hours).max();
        let longest = hours
            .map_or_else(String::new, |hours| format!(", for up to {}", count(usize::from(hours), "hour")));
        lines
            .push(format!("Soreness noted {}, at most {most} of 10{longest}.", times(person.soreness.len())));
    }
    if lines.is_empty() {
        let of = [count(sessions, "session"), count(visits, "visit")].join(" and ");
        lines.push(format!("None reported ({of})."));
    }
    lines
}

fn times(number: usize) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}
