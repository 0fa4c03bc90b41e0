//! Counting what a diary holds, and the gate before anything is said (measures 5.1).

use super::columns::Timeline;
use super::{Counts, Design, Diary, Missing, Occasion};
use std::collections::{BTreeMap, BTreeSet};

/// The day rolls over at 4 in the morning.
const ROLLOVER: f64 = 4.0 / 24.0;

/// The day that a time belongs to, counted from 0.
pub(super) fn day(at: f64) -> i64 {
    whole(at - ROLLOVER)
}

/// The first midnight that has not passed at a time: midnight at the end of a day still belongs to that day.
pub(super) fn end_of_day(at: f64) -> i64 {
    -whole(-at)
}

#[expect(clippy::cast_possible_truncation, reason = "times are within 100 years")]
fn whole(at: f64) -> i64 {
    at.floor() as i64
}

/// Length of a collection as a count.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// What the diary holds, up to now.
pub(super) fn count_diary(diary: &Diary, timeline: &Timeline) -> Counts {
    let session_days: BTreeSet<_> = timeline.sessions.iter().map(|session| day(session.at)).collect();
    let rated_days: BTreeSet<_> = timeline.ratings.iter().map(|rating| day(rating.at)).collect();
    let mut before = BTreeMap::<i64, u32>::new();
    let (mut session_evenings, mut other_evenings) = (0, 0);
    for rating in &timeline.ratings {
        let today = day(rating.at);
        match rating.occasion {
            Occasion::BeforeSession => {
                *before.entry(today).or_default() += 1;
            }
            Occasion::Evening if session_days.contains(&today) => session_evenings += 1,
            Occasion::Evening if session_days.first().is_some_and(|first| *first < today) => {
                other_evenings += 1;
            }
            Occasion::Evening | Occasion::Morning => {}
        }
    }
    let mut sessions_with_before = 0;
    for session in &timeline.sessions {
        if let Some(left) = before.get_mut(&day(session.at)).filter(|left| **left > 0) {
            *left -= 1;
            sessions_with_before += 1;
        }
    }
    let first = rated_days.first().into_iter().chain(session_days.first()).min();
    let days = first.map_or(0, |first| (end_of_day(diary.now) - first).max(1));
    let drawn: BTreeSet<_> = drawn_days(diary).collect();
    Counts {
        days: u32::try_from(days).unwrap_or(u32::MAX),
        rated_days: count(rated_days.len()),
        ratings: count(timeline.ratings.len() + timeline.left_out),
        sessions: count(timeline.sessions.len()),
        sessions_with_before,
        session_evenings,
        other_evenings,
        drawn_days: count(drawn.len()),
    }
}

/// Days up to now on which chance decided.
fn drawn_days(diary: &Diary) -> impl Iterator<Item = i64> {
    diary
        .decisions
        .iter()
        .filter(|decision| decision.probability > 0.0 && decision.probability < 1.0)
        .filter(|decision| f64::from(decision.day) <= diary.now)
        .map(|decision| i64::from(decision.day))
}

/// How the days of sessions came about.
pub(super) fn design(diary: &Diary, timeline: &Timeline, counts: &Counts) -> Design {
    let drawn: BTreeSet<_> = drawn_days(diary).collect();
    let Some(first) = timeline.sessions.first() else {
        return if drawn.is_empty() { Design::Chosen } else { Design::Drawn };
    };
    let on_drawn = timeline.sessions.iter().filter(|session| drawn.contains(&day(session.at))).count();
    let days = (end_of_day(diary.now) - day(first.at)).max(1);
    // Measures 3.8: at least 30 in 100 of the days.
    if i64::from(counts.drawn_days) * 10 >= days * 3
        || (counts.drawn_days > 0 && on_drawn * 2 >= timeline.sessions.len())
    {
        Design::Drawn
    } else {
        Design::Chosen
    }
}

/// What the gate lacks (measures 5.1).
pub(super) fn missing(counts: &Counts, design: Design) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut check = |have: u32, need: u32, what: fn(u32, u32) -> Missing| {
        if have < need {
            missing.push(what(have, need));
        }
    };
    check(counts.days, 21, |have, need| Missing::Days { have, need });
    check(counts.rated_days, 18, |have, need| Missing::RatedDays { have, need });
    check(counts.sessions, 6, |have, need| Missing::Sessions { have, need });
    check(counts.session_evenings, 5, |have, need| Missing::SessionEvenings { have, need });
    check(counts.other_evenings, 5, |have, need| Missing::OtherEvenings { have, need });
    if design == Design::Chosen {
        let need = (counts.sessions.saturating_mul(4)).div_ceil(5);
        check(counts.sessions_with_before, need, |have, need| Missing::BeforeRatings { have, need });
    }
    missing
}
