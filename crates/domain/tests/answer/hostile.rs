//! Diaries nobody would write: a calm result, never a panic, a NaN or an interval of zero width.

use domain::answer::{Answer, Diary, Occasion, Quantiles, Rating, SessionAt, answer};
use domain::entry::NrsScore;
use proptest::prelude::*;

/// Panics unless all numbers are finite, in order, and chances are chances.
fn check(answer: &Answer) {
    let chance = |p: f64| assert!((0.0..=1.0).contains(&p), "{p} in {answer:?}");
    let quantiles = |q: Quantiles| {
        assert!([q.q05, q.q50, q.q95].iter().all(|q| q.is_finite()), "{answer:?}");
        assert!(q.q05 < q.q50 && q.q50 < q.q95, "{answer:?}");
    };
    if let Some(b) = answer.benefit {
        let all = [b.q025, b.q05, b.q10, b.q25, b.q50, b.q75, b.q90, b.q95, b.q975];
        assert!(all.iter().all(|q| q.is_finite()) && b.mean.is_finite(), "{answer:?}");
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{answer:?}");
        chance(b.p_gt_0);
        chance(b.p_worthwhile);
    }
    answer.half_life.into_iter().for_each(quantiles);
    answer.cautious.into_iter().for_each(|cautious| quantiles(cautious.benefit));
    answer.maintenance.and_then(|it| it.gap).into_iter().for_each(quantiles);
    for effect in &answer.techniques {
        quantiles(effect.peak);
        quantiles(effect.benefit);
        chance(effect.p_gt_0);
        chance(effect.p_best);
    }
    assert!(answer.natural_recovery.is_none_or(f64::is_finite), "{answer:?}");
}

fn empty(now: f64, techniques: usize) -> Diary {
    Diary {
        first_day: jiff::civil::date(2026, 3, 28),
        now,
        ratings: Vec::new(),
        sessions: Vec::new(),
        techniques: (0..techniques).map(|k| k.to_string()).collect(),
        decisions: Vec::new(),
        flares: Vec::new(),
        changes: Vec::new(),
        worthwhile: 1.0,
    }
}

fn rating(at: f64, points: u8) -> Rating {
    Rating { at, occasion: Occasion::Evening, score: NrsScore::new(points).unwrap() }
}

/// A rating every evening and a session every other noon.
fn flat(days: i32, points: u8) -> Diary {
    let mut diary = empty(f64::from(days), 1);
    for day in 0..days {
        diary.ratings.push(rating(f64::from(day) + 0.85, points));
        if day % 2 == 0 {
            diary.sessions.push(SessionAt { at: f64::from(day) + 0.5, technique: 0 });
        }
    }
    diary
}

#[test]
fn all_zeros_all_tens_and_one_day_are_calm() {
    for points in [0, 5, 10] {
        for days in [1, 2, 3, 60] {
            check(&answer(&flat(days, points)));
        }
    }
    check(&answer(&empty(0.0, 0)));
}

#[test]
fn one_rating_other_than_zero_and_many_zeros() {
    let mut diary = flat(60, 0);
    for i in 0..11 {
        diary.ratings[i * 5] = rating(diary.ratings[i * 5].at, 10 - i as u8);
    }
    check(&answer(&diary));
}

#[test]
fn twenty_years_with_a_session_every_hour_are_bounded() {
    let mut diary = flat(7305, 4);
    for (i, rating) in diary.ratings.iter_mut().enumerate() {
        rating.score = NrsScore::new((i * 7 % 5) as u8).unwrap();
    }
    diary.sessions =
        (0..7305 * 24).map(|hour| SessionAt { at: f64::from(hour) / 24.0, technique: 0 }).collect();
    check(&answer(&diary));
}

#[test]
fn more_ratings_than_are_used_leave_the_oldest_out_and_say_so() {
    let mut diary = flat(420, 4);
    diary.ratings = (0..10_080).map(|hour| rating(f64::from(hour) / 24.0, (hour % 3 + 3) as u8)).collect();
    let answer = answer(&diary);
    check(&answer);
    assert!(answer.could_fool.contains(&domain::answer::CouldFool::OldestLeftOut { ratings: 80 }));
}

#[test]
fn fifty_techniques_share_columns() {
    let mut diary = flat(60, 4);
    diary.techniques = (0..50).map(|k| k.to_string()).collect();
    for (i, session) in diary.sessions.iter_mut().enumerate() {
        session.technique = i * 7 % 50;
    }
    let answer = answer(&diary);
    check(&answer);
    assert_eq!(answer.techniques.len(), 30);
}

/// Any bytes as a diary: what a fuzzer would do.
fn from_bytes(bytes: &[u8]) -> Diary {
    let mut diary = empty(40.0, 3);
    for chunk in bytes.chunks_exact(4) {
        let at = (f64::from(chunk[1]) * 256.0 + f64::from(chunk[2])) / 1024.0 - 4.0;
        let at = match chunk[3] {
            255 => f64::NAN,
            254 => f64::INFINITY,
            253 => -at * 1e4,
            252 => at * 1e300,
            251 => at.floor(),
            _ => at,
        };
        let (kind, value) = (chunk[0] >> 4, chunk[0] & 15);
        match kind {
            0..10 => {
                let occasion =
                    [Occasion::Morning, Occasion::BeforeSession, Occasion::Evening][usize::from(kind % 3)];
                diary.ratings.push(Rating { at, occasion, score: NrsScore::new(value.min(10)).unwrap() });
            }
            10..13 => diary.sessions.push(SessionAt { at, technique: usize::from(value % 4) }),
            13 => diary.flares.push((at, -at)),
            14 => diary.now = at,
            _ => diary.worthwhile = f64::from(value) - at,
        }
    }
    diary
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the bytes, the answer is calm, and a diary that passes its check has no times that are not numbers.
    #[test]
    fn any_bytes_give_a_calm_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let diary = from_bytes(&bytes);
        check(&answer(&diary));
        if diary.check().is_ok() {
            prop_assert!(diary.ratings.iter().all(|rating| rating.at.is_finite()));
        }
    }

    /// Equal times, doubled entries, and any order give the same answer as sorted ones.
    #[test]
    fn doubled_entries_in_any_order_are_calm(seed in 0_u64..1000, times in prop::collection::vec(0_u8..40, 1..60)) {
        let mut diary = empty(42.0, 2);
        for (i, time) in times.iter().enumerate() {
            let at = f64::from(*time) / 2.0;
            diary.ratings.push(rating(at, ((seed as usize + i * i) % 11) as u8));
            if i % 3 == 0 {
                diary.sessions.push(SessionAt { at, technique: i % 2 });
                diary.sessions.push(SessionAt { at, technique: i % 2 });
            }
        }
        let one = answer(&diary);
        check(&one);
        diary.ratings.reverse();
        diary.sessions.reverse();
        prop_assert_eq!(one, answer(&diary));
    }
}
