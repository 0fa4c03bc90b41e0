//! What was tried, how often, and how much of what was planned.

use super::Given;
use domain::answer::Diary;
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::words::{count, sentence};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn lines(given: &Given<'_>) -> Vec<String> {
    let mut lines: Vec<String> = each(given.knowledge, given.diary);
    let visits: Vec<_> = given
        .person
        .visits
        .iter()
        .filter(|one| (given.diary.first_day..=given.today).contains(&one.day))
        .collect();
    if !visits.is_empty() {
        let minutes: usize = visits.iter().map(|visit| usize::from(visit.event.minutes)).sum();
        lines.push(format!(
            "Of these by a massage therapist: {}, {} in all.",
            count(visits.len(), "visit"),
            count(minutes, "minute")
        ));
    }
    lines.extend(kept(given));
    if lines.is_empty() {
        lines.push("Nothing has been recorded yet.".to_owned());
    }
    lines
}

/// Each technique with its sessions, most used first.
fn each(knowledge: &Knowledge, diary: &Diary) -> Vec<String> {
    let mut sessions: BTreeMap<usize, usize> = BTreeMap::new();
    let past: Vec<_> = diary.sessions.iter().filter(|session| session.at <= diary.now).collect();
    for session in &past {
        *sessions.entry(session.technique).or_default() += 1;
    }
    let first = past.iter().map(|session| session.at).fold(f64::INFINITY, f64::min);
    let weeks = ((diary.now - first) / 7.0).max(1.0);
    // The diary calls a technique by its id, or as a file of the person did.
    let name = |technique: usize| {
        let id = diary.techniques.get(technique).map_or("massage", String::as_str);
        let known = knowledge.techniques.get(&TechniqueId::from(id));
        known.map_or(id, |technique| technique.name.as_str())
    };
    let mut all: Vec<(usize, &str)> =
        sessions.into_iter().map(|(technique, number)| (number, name(technique))).collect();
    all.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let line = |(number, name): (usize, &str)| {
        let a_week = f64::from(u32::try_from(number).unwrap_or(u32::MAX)) / weeks;
        let name = sentence(name);
        format!("{}: {}, {a_week:.1} a week.", name.trim_end_matches('.'), count(number, "session"))
    };
    all.into_iter().map(line).collect()
}

/// How much of the current plan was done.
fn kept(given: &Given<'_>) -> Option<String> {
    let (plan, _) = given.current.plan.as_ref()?;
    let due: Vec<_> = plan.sessions.iter().filter(|session| session.date < given.today).collect();
    let since: BTreeSet<&str> = given
        .person
        .sessions
        .iter()
        .filter(|done| done.day >= plan.start)
        .map(|done| done.event.session.as_str())
        .collect();
    let done = due.iter().filter(|session| since.contains(session.id.as_str())).count();
    (!due.is_empty()).then(|| {
        format!("Of the current plan, {done} of {} due so far were done.", count(due.len(), "session"))
    })
}
