//! Finding what could have fooled us in a diary.

use super::columns::Timeline;
use super::counts::{count, day, end_of_day};
use super::{CouldFool, Counts, Design, Diary, Missing, Occasion};
use std::collections::{BTreeMap, BTreeSet};

/// Natural recovery that is worth saying, in points: half of the smallest worthwhile change that is offered.
const RECOVERY: f64 = 0.25;
/// Share of ratings at an end of the scale that leaves little to measure. Measures 2.2.
const AT_END: f64 = 0.4;
/// Days between the first session and another change within which the two cannot be separated. Measures 3.8.
const TOO_CLOSE: f64 = 5.0;
/// Days with a rating below which a diary is short: the first planned look, 4 weeks.
const FEW_DAYS: u32 = 28;
/// By how much session days must be worse before the session, in points.
const BAD_DAYS: f64 = 0.3;
/// The longest run of days without a rating that is not worth a word.
const LONGEST_GAP: u32 = 3;

/// What the numbers of the model add to the doubts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figures {
    pub(super) natural_recovery: Option<f64>,
    /// Median benefit if sessions add up, and if they only renew.
    pub(super) readings: Option<(f64, f64)>,
    /// Median soreness, where it is likely.
    pub(super) soreness: Option<f64>,
}

/// All doubts, the one that is always there first.
pub(super) fn doubts(
    diary: &Diary,
    timeline: &Timeline,
    counts: &Counts,
    design: Design,
    missing: &[Missing],
    figures: Figures,
) -> Vec<CouldFool> {
    let mut doubts = vec![CouldFool::Expectation];
    if design == Design::Chosen && counts.sessions > 0 {
        doubts.push(CouldFool::ChosenDays);
        let evenings_only = timeline.ratings.iter().all(|rating| rating.occasion == Occasion::Evening);
        if evenings_only && counts.ratings > 0 {
            doubts.push(CouldFool::EveningsOnly);
        } else if let Some(Missing::BeforeRatings { have, .. }) =
            missing.iter().find(|missing| matches!(missing, Missing::BeforeRatings { .. }))
        {
            doubts.push(CouldFool::FewBeforeRatings { have: *have, of: counts.sessions });
        }
    }
    doubts.extend(bad_days(timeline));
    doubts.extend(
        figures
            .natural_recovery
            .filter(|points| points.abs() >= RECOVERY)
            .map(|points| CouldFool::NaturalRecovery { points }),
    );
    if counts.rated_days < FEW_DAYS {
        doubts.push(CouldFool::FewDays { rated: counts.rated_days, of: counts.days });
    }
    doubts.extend(gaps(diary, timeline, counts));
    doubts.extend(changes(diary, timeline));
    doubts.extend(ends(timeline));
    if let Some((adds_up, resets)) = figures.readings.filter(|(a, b)| (a - b).abs() > 0.3) {
        doubts.push(CouldFool::ResetDisagrees { adds_up, resets });
    }
    doubts.extend(figures.soreness.map(|points| CouldFool::Soreness { points }));
    doubts.extend(flares(diary));
    doubts.extend(used_together(timeline));
    if timeline.left_out > 0 {
        doubts.push(CouldFool::OldestLeftOut { ratings: count(timeline.left_out) });
    }
    doubts
}

/// Compares the first rating of session days before the session with that of other days since the first session.
fn bad_days(timeline: &Timeline) -> Option<CouldFool> {
    let mut first_session = BTreeMap::new();
    for session in &timeline.sessions {
        first_session.entry(day(session.at)).or_insert(session.at);
    }
    let start = *first_session.first_key_value()?.0;
    let mut first_rating = BTreeMap::new();
    for rating in timeline.ratings.iter().filter(|rating| day(rating.at) >= start) {
        first_rating.entry(day(rating.at)).or_insert(rating);
    }
    let (mut with, mut without) = ((0.0, 0_u32), (0.0, 0_u32));
    for (today, rating) in first_rating {
        let sum = match first_session.get(&today) {
            Some(session) if rating.at > *session => continue,
            Some(_) => &mut with,
            None => &mut without,
        };
        sum.0 += f64::from(rating.score.points());
        sum.1 += 1;
    }
    if with.1 < 3 || without.1 < 3 {
        return None;
    }
    let (session_days, other_days) = (with.0 / f64::from(with.1), without.0 / f64::from(without.1));
    (session_days - other_days >= BAD_DAYS)
        .then_some(CouldFool::SessionsOnBadDays { session_days, other_days })
}

/// Days without a rating between the first rating and now.
fn gaps(diary: &Diary, timeline: &Timeline, counts: &Counts) -> Option<CouldFool> {
    let rated: BTreeSet<_> = timeline.ratings.iter().map(|rating| day(rating.at)).collect();
    let first = *rated.first()?;
    let end = end_of_day(diary.now);
    let mut longest = 0;
    for (before, after) in rated.iter().zip(rated.iter().skip(1).copied().chain([end])) {
        longest = longest.max(after - before - 1);
    }
    let unrated = u32::try_from(end - first).unwrap_or(0).saturating_sub(counts.rated_days);
    let longest = u32::try_from(longest).unwrap_or(0);
    (longest > LONGEST_GAP || unrated.saturating_mul(10) >= counts.days.saturating_mul(3))
        .then_some(CouldFool::Gaps { unrated, longest, of: counts.days })
}

/// Other things that began within 5 days of the first session.
fn changes(diary: &Diary, timeline: &Timeline) -> Vec<CouldFool> {
    let Some(first) = timeline.sessions.first() else { return Vec::new() };
    diary
        .changes
        .iter()
        .filter(|change| (change.at - first.at).abs() <= TOO_CLOSE && change.at <= diary.now)
        .map(|change| CouldFool::ChangeNearStart { words: change.words.clone(), days: change.at - first.at })
        .collect()
}

/// Many ratings at an end of the scale.
fn ends(timeline: &Timeline) -> Vec<CouldFool> {
    let of = count(timeline.ratings.len());
    let at =
        |points: u8| count(timeline.ratings.iter().filter(|rating| rating.score.points() == points).count());
    let (zeros, tens) = (at(0), at(10));
    let many = |ends: u32| f64::from(ends) > AT_END * f64::from(of);
    let mut doubts = Vec::new();
    if many(zeros) {
        doubts.push(CouldFool::Floor { zeros, of });
    }
    if many(tens) {
        doubts.push(CouldFool::Ceiling { tens, of });
    }
    doubts
}

/// Flares up to now, and the days in them.
fn flares(diary: &Diary) -> Option<CouldFool> {
    let known: Vec<_> = diary
        .flares
        .iter()
        .filter(|(from, to)| super::diary::is_time(*from) && super::diary::is_time(*to) && *from <= diary.now)
        .collect();
    let days: BTreeSet<_> =
        known.iter().flat_map(|(from, to)| day(*from)..=day(to.min(diary.now)).max(day(*from))).collect();
    (!known.is_empty()).then_some(CouldFool::Flares { count: count(known.len()), days: count(days.len()) })
}

/// Pairs of techniques of which one was hardly ever used on a day without the other.
fn used_together(timeline: &Timeline) -> Vec<CouldFool> {
    let mut days = BTreeMap::<usize, BTreeSet<i64>>::new();
    for session in &timeline.sessions {
        days.entry(session.technique).or_default().insert(day(session.at));
    }
    let mut pairs = Vec::new();
    for (technique, own) in &days {
        for (with, other) in days.range(technique + 1..) {
            let both = own.intersection(other).count();
            if both >= 3 && both * 10 >= own.len().min(other.len()) * 8 {
                pairs.push(CouldFool::UsedTogether { technique: *technique, with: *with });
            }
        }
    }
    pairs
}
