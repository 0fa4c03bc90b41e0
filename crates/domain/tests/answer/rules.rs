//! What must hold for every diary.

use crate::people::{Person, diary};
use domain::answer::{
    Answer, Change, CouldFool, Design, Diary, MaintenanceAdvice, Missing, Occasion, Quantiles, Rating,
    Reading, SessionAt, Verdict, answer,
};
use domain::entry::NrsScore;

fn person(peaks: &[f64]) -> Person {
    Person { days: 56, peaks: peaks.to_vec(), missing: 0.2, lower: 0.0, drawn: true }
}

fn close(a: Quantiles, b: Quantiles) -> bool {
    [(a.q05, b.q05), (a.q50, b.q50), (a.q95, b.q95)].iter().all(|(a, b)| (a - b).abs() < 1e-3)
}

#[test]
fn the_order_of_ratings_and_sessions_does_not_matter() {
    let diary = diary(3, &person(&[1.0, 0.5]));
    let mut turned = diary.clone();
    turned.ratings.reverse();
    turned.sessions.reverse();
    assert_eq!(answer(&diary), answer(&turned));
}

#[test]
fn other_names_and_numbers_for_techniques_change_nothing_else() {
    let diary = diary(4, &person(&[1.5, 0.0]));
    let mut turned = diary.clone();
    turned.techniques.reverse();
    for session in &mut turned.sessions {
        session.technique = 1 - session.technique;
    }
    let (one, other) = (answer(&diary), answer(&turned));
    assert!((one.benefit.unwrap().q50 - other.benefit.unwrap().q50).abs() < 1e-6);
    for effect in &one.techniques {
        let same = &other.techniques[1 - effect.technique];
        assert!(close(effect.peak, same.peak), "{effect:?} {same:?}");
        assert!((effect.p_best - same.p_best).abs() < 1e-6, "{effect:?} {same:?}");
    }
}

#[test]
fn a_technique_that_was_never_used_changes_nothing() {
    let diary = diary(5, &person(&[1.0]));
    let mut more = diary.clone();
    more.techniques.insert(0, "never".into());
    for session in &mut more.sessions {
        session.technique = 1;
    }
    let (one, other) = (answer(&diary), answer(&more));
    assert_eq!(one.benefit, other.benefit);
    assert_eq!(other.techniques.len(), 1);
    assert_eq!(other.techniques[0].technique, 1);
}

#[test]
fn a_session_after_the_last_rating_changes_no_effect() {
    let diary = diary(6, &person(&[1.0]));
    let last = diary.ratings.iter().map(|rating| rating.at).fold(0.0, f64::max);
    let mut more = diary.clone();
    more.sessions.push(SessionAt { at: last + 0.01, technique: 0 });
    let (one, other) = (answer(&diary), answer(&more));
    assert_eq!(one.techniques[0].peak, other.techniques[0].peak);
    assert_eq!(one.half_life, other.half_life);
    // The average to now holds the minutes after that session too.
    assert!((one.benefit.unwrap().q50 - other.benefit.unwrap().q50).abs() < 0.01);
}

#[test]
fn what_comes_after_now_is_not_there_yet() {
    let mut diary = diary(7, &person(&[1.0]));
    diary.now = 30.0;
    let mut cut = diary.clone();
    cut.ratings.retain(|rating| rating.at <= 30.0);
    cut.sessions.retain(|session| session.at <= 30.0);
    cut.decisions.retain(|decision| decision.day <= 30);
    assert_eq!(answer(&diary), answer(&cut));
}

#[test]
fn more_pain_on_every_rating_moves_the_level_and_not_the_effect() {
    let mut diary = diary(8, &person(&[1.0]));
    // Away from the ends, so that they play no part before or after.
    for rating in &mut diary.ratings {
        rating.score = NrsScore::new(rating.score.points().clamp(2, 7)).unwrap();
    }
    let mut higher = diary.clone();
    for rating in &mut higher.ratings {
        rating.score = NrsScore::new(rating.score.points() + 1).unwrap();
    }
    let (one, other) = (answer(&diary).benefit.unwrap(), answer(&higher).benefit.unwrap());
    assert!((one.q50 - other.q50).abs() < 0.05, "{one:?} {other:?}");
}

#[test]
fn a_strong_effect_on_coin_days_helps_and_none_does_not() {
    let helped = answer(&diary(9, &Person { days: 84, ..person(&[2.5]) }));
    assert_eq!(helped.verdict, Verdict::Helps, "{helped:?}");
    assert_eq!(helped.design, Design::Drawn);
    assert!(
        matches!(helped.maintenance.unwrap().advice, MaintenanceAdvice::Every { from, to } if from <= to)
    );
    let nothing = answer(&diary(10, &Person { days: 84, ..person(&[0.0]) }));
    assert_ne!(nothing.verdict, Verdict::Helps, "{nothing:?}");
    let worse = answer(&diary(11, &Person { days: 84, ..person(&[-2.0]) }));
    assert_eq!(worse.verdict, Verdict::Worse, "{worse:?}");
    assert_eq!(worse.maintenance.unwrap().advice, MaintenanceAdvice::NotWorthIt);
}

#[test]
fn the_clearly_better_of_two_techniques_is_named() {
    let answer = answer(&diary(12, &Person { days: 84, missing: 0.0, ..person(&[2.5, -0.5]) }));
    assert_eq!(answer.best, Some(0), "{answer:?}");
    let sum: f64 = answer.techniques.iter().map(|effect| effect.p_best).sum();
    assert!((sum - 1.0).abs() < 1e-9);
}

#[test]
fn without_sessions_or_ratings_there_are_no_numbers_and_it_says_what_is_missing() {
    let mut diary = diary(13, &person(&[1.0]));
    let ratings = std::mem::take(&mut diary.ratings);
    let empty = answer(&diary);
    assert_eq!((empty.verdict, empty.benefit), (Verdict::CantTell, None));
    assert!(empty.missing.contains(&Missing::RatedDays { have: 0, need: 18 }), "{:?}", empty.missing);
    diary.ratings = ratings;
    diary.sessions.clear();
    let idle = answer(&diary);
    assert_eq!((idle.verdict, idle.benefit), (Verdict::CantTell, None));
    assert!(idle.missing.contains(&Missing::Sessions { have: 0, need: 6 }), "{:?}", idle.missing);
    assert!(idle.natural_recovery.is_some());
}

#[test]
fn numbers_are_there_before_the_gate_opens() {
    let mut diary = diary(14, &person(&[1.0]));
    diary.now = 15.0;
    let early = answer(&diary);
    assert_eq!((early.verdict, early.reading), (Verdict::CantTell, Reading::TooEarly));
    assert!(
        early.missing.iter().any(|it| matches!(it, Missing::Days { have: ..=15, need: 21 })),
        "{:?}",
        early.missing
    );
    assert!(early.benefit.is_some());
}

#[test]
fn evenings_alone_on_chosen_days_never_get_a_verdict() {
    let mut diary = diary(15, &Person { days: 84, drawn: false, ..person(&[2.5]) });
    assert_ne!(answer(&diary).verdict, Verdict::CantTell);
    diary.ratings.retain(|rating| rating.occasion == Occasion::Evening);
    let answer = answer(&diary);
    assert_eq!(answer.verdict, Verdict::CantTell);
    assert!(answer.missing.iter().any(|missing| matches!(missing, Missing::BeforeRatings { have: 0, .. })));
    assert!(answer.could_fool.contains(&CouldFool::EveningsOnly), "{:?}", answer.could_fool);
}

#[test]
fn what_could_fool_us_is_found_in_the_diary() {
    let mut diary = diary(16, &Person { drawn: false, lower: 5.5, missing: 0.4, ..person(&[0.0]) });
    let first = diary.sessions.iter().map(|session| session.at).fold(f64::INFINITY, f64::min);
    diary.changes.push(Change { at: first + 2.0, words: "new pills".into() });
    diary.flares.push((20.0, 23.0));
    let found = |answer: &Answer, what: fn(&CouldFool) -> bool| answer.could_fool.iter().any(what);
    let answer = answer(&diary);
    assert!(found(&answer, |it| *it == CouldFool::Expectation));
    assert!(found(&answer, |it| *it == CouldFool::ChosenDays));
    assert!(found(
        &answer,
        |it| matches!(it, CouldFool::ChangeNearStart { words, .. } if words == "new pills")
    ));
    assert!(found(&answer, |it| matches!(it, CouldFool::Flares { count: 1, .. })));
    assert!(found(&answer, |it| matches!(it, CouldFool::Floor { .. })), "{:?}", answer.could_fool);
    assert!(found(&answer, |it| matches!(it, CouldFool::Gaps { .. })), "{:?}", answer.could_fool);
    // Who has no such thing does not hear of it.
    let calm = domain::answer::answer(&crate::people::diary(17, &person(&[1.0])));
    assert!(!found(&calm, |it| matches!(it, CouldFool::ChangeNearStart { .. } | CouldFool::Floor { .. })));
}

#[test]
fn techniques_always_used_together_are_named() {
    let mut diary = diary(18, &person(&[1.0]));
    diary.techniques.push("roller".into());
    let doubled: Vec<_> =
        diary.sessions.iter().map(|session| SessionAt { at: session.at + 0.01, technique: 1 }).collect();
    diary.sessions.extend(doubled);
    let answer = answer(&diary);
    assert!(
        answer.could_fool.contains(&CouldFool::UsedTogether { technique: 0, with: 1 }),
        "{:?}",
        answer.could_fool
    );
    assert_eq!(answer.best, None);
}

#[test]
fn the_reading_alone_is_the_reading_of_the_answer() {
    for seed in 20..24 {
        let diary = diary(seed, &person(&[1.0]));
        assert_eq!(domain::answer::reading(&diary), answer(&diary).reading);
    }
}

#[test]
fn wrong_entries_are_errors_for_the_border_and_left_out_here() {
    let good = diary(19, &person(&[1.0]));
    assert_eq!(good.check(), Ok(()));
    let mut bad = good.clone();
    bad.ratings.push(Rating { at: f64::NAN, occasion: Occasion::Evening, score: NrsScore::new(3).unwrap() });
    bad.sessions.push(SessionAt { at: 3.0, technique: 99 });
    assert!(bad.check().is_err());
    assert_eq!(answer(&bad), answer(&good));
    let odd = Diary { worthwhile: f64::NAN, now: f64::INFINITY, ..good };
    assert!(odd.check().is_err());
    assert!(answer(&odd).benefit.unwrap().p_worthwhile.is_finite());
}
