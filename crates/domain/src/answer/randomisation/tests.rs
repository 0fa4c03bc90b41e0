//! The statistic against dense algebra, and the share against what a valid test must give.

use super::super::Rating;
use super::*;
use crate::entry::NrsScore;
use jiff::civil::date;
use proptest::prelude::*;

/// 8 weeks of coin days; pain is `level` with swings from `noise`, and a session takes `peak` off it.
fn diary(words: &str, peak: f64) -> Diary {
    let chance = Seed::new(words);
    let decisions = Design::coin_days().draw(0..49, &[0], &chance);
    let noise = Seed::new(format!("{words} noise"));
    let decisions: Vec<Decision> =
        decisions.into_iter().map(|it| Decision { day: it.day + 7, ..it }).collect();
    let mut ratings = Vec::new();
    let mut swing = 0.0;
    for day in 0..56_u32 {
        for (clock, occasion) in [(0.30, Occasion::Morning), (0.85, Occasion::Evening)] {
            let at = f64::from(day) + clock;
            let draw = if occasion == Occasion::Morning { Draw::Day(day) } else { Draw::Technique(day) };
            swing = 0.7 * swing + 3.0 * (noise.uniform(draw) - 0.5);
            let relief: f64 = decisions
                .iter()
                .filter(|it| it.assigned.is_some() && f64::from(it.day) + 0.5 < at)
                .map(|it| peak * libm::exp2(-(at - f64::from(it.day) - 0.5) / 2.0))
                .sum();
            let pain = (5.0 + swing - relief).round().clamp(0.0, 10.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
            let score = NrsScore::new(pain as u8).unwrap();
            ratings.push(Rating { at, occasion, score });
        }
    }
    Diary {
        first_day: date(2026, 3, 2),
        now: 56.0,
        ratings,
        sessions: Vec::new(),
        techniques: vec!["ball".into()],
        decisions,
        flares: Vec::new(),
        changes: Vec::new(),
        worthwhile: 1.0,
    }
}

fn test(diary: &Diary) -> Option<RandomisationTest> {
    RandomisationTest::new(diary, &Design::coin_days(), &Seed::new("again"), 999)
}

/// Generalised least squares with the whole covariance matrix, by elimination.
fn dense(diary: &Diary) -> f64 {
    let ratings = &diary.ratings;
    let n = ratings.len();
    let origin = ratings[0].at;
    let covariance = |a: f64, b: f64, same: bool| {
        (1.0 - R) * libm::pow(PHI, (a - b).abs()) + Q * (a.min(b) - origin) + if same { R } else { 0.0 }
    };
    let mut system: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            let at = ratings[i].at;
            let kernel: f64 = diary
                .decisions
                .iter()
                .filter(|it| it.assigned.is_some() && f64::from(it.day) + 0.5 < at)
                .map(|it| libm::exp2(-(at - f64::from(it.day) - 0.5) / HALF_LIFE))
                .sum();
            let morning = if ratings[i].occasion == Occasion::Morning { 1.0 } else { 0.0 };
            let days = at - origin;
            let mut row: Vec<f64> = (0..n).map(|j| covariance(at, ratings[j].at, i == j)).collect();
            row.extend([1.0, morning, libm::exp(-days / 8.0), libm::exp(-days / 32.0), kernel]);
            row.push(f64::from(ratings[i].score.points()));
            row
        })
        .collect();
    let right: Vec<Vec<f64>> = system.iter().map(|row| row[n..].to_vec()).collect();
    solve(&mut system, n);
    // Now the right part holds V⁻¹ of all columns: normal equations from it.
    let mut normal: Vec<Vec<f64>> = (0..5)
        .map(|a| (0..6).map(|b| (0..n).map(|i| right[i][a] * system[i][n + b]).sum()).collect())
        .collect();
    solve(&mut normal, 5);
    -normal[4][5]
}

fn solve(system: &mut [Vec<f64>], size: usize) {
    for column in 0..size {
        let pivot = system[column].clone();
        for (place, row) in system.iter_mut().enumerate() {
            let factor =
                if place == column { 1.0 - 1.0 / pivot[column] } else { row[column] / pivot[column] };
            for (cell, above) in row.iter_mut().zip(&pivot) {
                *cell -= factor * above;
            }
        }
    }
}

#[test]
fn the_statistic_is_that_of_dense_algebra() {
    for words in ["a", "b", "c"] {
        let diary = diary(words, 1.0);
        let found = test(&diary).unwrap().estimate;
        assert!((found - dense(&diary)).abs() < 1e-9, "{found} and {}", dense(&diary));
    }
}

#[test]
fn a_clear_effect_is_found_and_its_interval_holds_it() {
    let found = test(&diary("clear", 2.0)).unwrap();
    assert!(found.share < 0.01, "{found:?}");
    let (low, high) = (found.low.unwrap(), found.high.unwrap());
    assert!(
        low > 0.0 && low < 2.0 && high > 2.0 && low < found.estimate && found.estimate < high,
        "{found:?}"
    );
}

/// Under no effect shares are even: of 60 diaries about half lie below ½, and about 3 below 0.05.
#[test]
fn without_an_effect_shares_are_even() {
    let shares: Vec<f64> = (0..60).map(|n| test(&diary(&format!("none {n}"), 0.0)).unwrap().share).collect();
    let below = |limit: f64| shares.iter().filter(|&&share| share <= limit).count();
    assert!((20..=40).contains(&below(0.5)), "{} of 60 below a half", below(0.5));
    assert!(below(0.05) <= 8, "{} of 60 below 0.05", below(0.05));
}

#[test]
fn ratings_before_sessions_and_what_was_done_change_nothing() {
    let diary = diary("same", 1.0);
    let mut other = diary.clone();
    other.sessions.push(super::super::SessionAt { at: 20.5, technique: 0 });
    other.ratings.push(Rating { at: 20.5, occasion: Occasion::BeforeSession, score: NrsScore::MAX });
    other.ratings.reverse();
    assert_eq!(test(&diary), test(&other));
}

/// A closed day stays closed in every redraw: with all Sundays closed there are fewer sessions, never one on a Sunday.
#[test]
fn closed_days_stay_closed() {
    let mut diary = diary("closed", 1.0);
    diary.decisions = Design::coin_days().draw((0..49).filter(|day| day % 7 != 6), &[0], &Seed::new("open"));
    for day in [6, 13, 20] {
        diary.decisions.push(Decision { day, assigned: None, probability: 0.0 });
    }
    diary.decisions.sort_by_key(|decision| decision.day);
    // Days after an assigned one are resting, not closed, so a chance of 0 does not shut them.
    let design = Design::coin_days();
    let open = OpenDays::of(&diary.decisions, &design).unwrap();
    for number in 0..50 {
        let drawn = open.draw(&design, &Redraw::new(&Seed::new("x"), number));
        assert!(drawn.iter().all(|day| !((21..).contains(day) && day % 7 == 6)), "{drawn:?}");
    }
    assert!(open.days.len() >= 42);
}

#[test]
fn too_little_is_not_tested() {
    let mut chosen = diary("few", 1.0);
    chosen.decisions.clear();
    assert_eq!(test(&chosen), None);
    let mut few = diary("few", 1.0);
    few.decisions.truncate(3);
    assert_eq!(test(&few), None, "three days cannot be drawn in 20 ways");
    let mut silent = diary("few", 1.0);
    silent.ratings.clear();
    assert_eq!(test(&silent), None);
}

#[test]
fn blocks_are_drawn_as_blocks() {
    let mut diary = diary("blocks", 0.0);
    let design = Design::blocks();
    diary.decisions = design.draw(0..56, &[0], &Seed::new("blocks"));
    let found = RandomisationTest::new(&diary, &design, &Seed::new("x"), 0).unwrap();
    assert_eq!(found.redraws, 999);
    assert!(found.share > 0.0 && found.share <= 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever the diary, the share is one, and numbers are numbers.
    #[test]
    fn the_share_is_a_share(
        scores in prop::collection::vec(0_u8..=10, 0..60),
        words in "[a-z]{1,6}",
        days in 0_usize..40,
    ) {
        let mut diary = diary(&words, 0.0);
        diary.ratings.truncate(scores.len());
        for (rating, score) in diary.ratings.iter_mut().zip(&scores) {
            rating.score = NrsScore::new(*score).unwrap();
        }
        diary.decisions.truncate(days);
        if let Some(found) = test(&diary) {
            prop_assert!(found.share > 0.0 && found.share <= 1.0, "{found:?}");
            prop_assert!(found.estimate.is_finite(), "{found:?}");
            prop_assert!(found.low.is_none_or(f64::is_finite) && found.high.is_none_or(f64::is_finite));
        }
    }
}
