//! Against numbers worked out by hand, and against the reference's false alarms.

use super::*;
use crate::life::BeforeAfter;
use crate::setting::{Plan, Setting};
use domain::answer::{Rating, SessionAt};
use domain::entry::NrsScore;

fn near(what: &str, value: f64, expected: f64, within: f64) {
    assert!((value - expected).abs() < within, "{what} is {value}, expected {expected}");
}

/// A life of these evenings, with sessions on these days.
fn life(evenings: &[u8], sessions: &[i32]) -> Life {
    let mut life = Life::of(&Setting::new(Plan::Free, 0.0, 0.0), 1, 1, 1);
    life.diary.ratings = evenings
        .iter()
        .enumerate()
        .map(|(day, &score)| Rating {
            at: count(day) + 0.85,
            occasion: Occasion::Evening,
            score: NrsScore::new(score).unwrap(),
        })
        .collect();
    life.before_after.clear();
    life.diary.sessions =
        sessions.iter().map(|&day| SessionAt { at: f64::from(day) + 0.5, technique: 0 }).collect();
    life
}

/// Gains 2, 1, 0, 1: mean 1, variance 2/3, t = 1/√(1/6) = 2.449 with 3 degrees, tail 0.04586
/// (½ − (x/(1 + x²) + atan x)/π with x = t/√3 = √2).
#[test]
fn after_before_by_hand() {
    let mut life = life(&[], &[]);
    life.before_after =
        [2.0, 1.0, 0.0, 1.0].map(|gain| BeforeAfter { at: 0.5, before: 5.0, after: 5.0 - gain }).into();
    let said = Method::AfterBefore.says(&life).unwrap();
    near("gain", said.gain, 1.0, 1e-12);
    near("p", said.p, 0.045_860, 1e-5);
    assert!(said.yes());
}

/// Evenings since the first session: with 4, 5, 6 (mean 5, variance 1), without 6, 8 (mean 7, variance 2).
/// t = 2/√(1/3 + 1) = 1.732; degrees (4/3)²/((1/9)/2 + 1/1) = 1.684.
#[test]
fn massage_days_by_hand() {
    let said = Method::MassageDays.says(&life(&[9, 4, 6, 5, 8, 6], &[1, 3, 5])).unwrap();
    near("gain", said.gain, 2.0, 1e-12);
    near("p", said.p, upper_tail(1.732_050_8, 1.684_21), 1e-5);
}

#[test]
fn first_against_last_by_hand() {
    let evenings: Vec<u8> = [[7, 6].repeat(4), [4, 3].repeat(7)].concat();
    let said = Method::FirstLast.says(&life(&evenings, &[])).unwrap();
    near("gain", said.gain, 46.0 / 7.0 - 3.5, 1e-12);
    assert_eq!(Method::FirstLast.says(&life(&evenings[..13], &[])), None);
}

#[test]
fn what_cannot_be_computed_is_not_said() {
    for method in Method::ALL {
        assert_eq!(method.says(&life(&[], &[])), None, "{method:?}");
        assert_eq!(method.says(&life(&[5; 30], &[])), None, "{method:?}");
    }
}

/// Table 4.6.3 of the reference at no effect after 8 weeks: most people who only compare before with after are
/// fooled. 150 people; a standard error is at most 0.041.
#[test]
fn plain_comparisons_are_fooled_as_often_as_in_the_reference() {
    for (plan, expected) in
        [(Plan::Free, [0.83, 0.70, 0.00, 0.01, 0.02]), (Plan::Random, [0.80, 0.68, 0.03, 0.17, 0.08])]
    {
        let setting = Setting { days: 56, ..Setting::new(plan, 0.0, 0.2) };
        let lives: Vec<Life> = (0..150).map(|person| Life::of(&setting, 7, 1, person)).collect();
        for (method, expected) in Method::ALL.into_iter().zip(expected) {
            let yes = lives.iter().filter(|life| method.says(life).is_some_and(|said| said.yes())).count();
            near(&format!("{} under {}", method.name(), plan.name()), count(yes) / 150.0, expected, 0.12);
        }
    }
}
