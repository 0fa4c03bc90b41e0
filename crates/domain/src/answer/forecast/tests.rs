//! Forecasts of diaries whose future is plain, and of those where it is open.

use super::super::Posterior;
use super::*;
use crate::trial::Seed;
use jiff::civil::date;

/// `days` of coin days, rated morning and evening; a session takes `peak` off, for 2 days by half.
fn diary(days: u32, peak: f64) -> Diary {
    let chance = Seed::new("forecast");
    let decisions = Design::coin_days().draw(0..days, &[0], &chance);
    let mut luck = Luck::new(5);
    let mut ratings = Vec::new();
    let sessions: Vec<SessionAt> = decisions
        .iter()
        .filter(|it| it.assigned.is_some())
        .map(|it| SessionAt { at: f64::from(it.day) + 0.5, technique: 0 })
        .collect();
    for day in 0..days {
        for (clock, occasion) in [(0.30, Occasion::Morning), (0.85, Occasion::Evening)] {
            let at = f64::from(day) + clock;
            let past = sessions.iter().filter(|session| session.at < at);
            let relief: f64 = past.map(|session| peak * libm::exp2(-(at - session.at) / 2.0)).sum();
            let pain = (6.0 + luck.normal() - relief).round().clamp(0.0, 10.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
            let score = NrsScore::new(pain as u8).unwrap();
            ratings.push(Rating { at, occasion, score });
        }
    }
    Diary {
        first_day: date(2026, 3, 2),
        now: f64::from(days),
        ratings,
        sessions,
        techniques: vec!["ball".into()],
        decisions,
        flares: Vec::new(),
        changes: Vec::new(),
        worthwhile: 1.0,
    }
}

fn forecast(diary: &Diary) -> Option<Forecast> {
    let posterior = Posterior::fit(diary)?;
    Forecast::new(diary, &posterior, &Ahead::guess(diary))
}

#[test]
fn a_clear_effect_will_be_told_and_its_kind_is_foreseen() {
    let (clear, none) = (forecast(&diary(20, 3.0)).unwrap(), forecast(&diary(20, 0.0)).unwrap());
    assert!(clear.days.is_some(), "{clear:?}");
    assert!(clear.outlook.helps > 0.5 && none.outlook.helps < 0.2, "{clear:?} and {none:?}");
}

#[test]
fn a_forecast_is_the_same_every_time_and_in_any_order() {
    let diary = diary(12, 0.5);
    let mut other = diary.clone();
    other.ratings.reverse();
    other.sessions.reverse();
    let found = forecast(&diary).unwrap();
    assert_eq!(Some(found), forecast(&other));
    assert!((0.0..=1.0).contains(&found.outlook.firm) && found.outlook.helps <= found.outlook.firm);
}

#[test]
fn without_sessions_no_answer_comes() {
    let mut diary = diary(20, 0.0);
    diary.sessions.clear();
    diary.decisions.clear();
    let found = forecast(&diary).unwrap();
    assert_eq!(found.days, None);
    assert!(found.outlook.firm.abs() < 1e-12, "{found:?}");
}

#[test]
fn before_the_first_whole_day_nothing_is_foreseen() {
    let mut diary = diary(3, 0.0);
    let posterior = Posterior::fit(&diary).unwrap();
    diary.now = 0.5;
    diary.ratings.truncate(1);
    assert_eq!(Forecast::new(&diary, &posterior, &Ahead::AsSoFar), None);
    diary.now = f64::from(3_u8);
    diary.techniques.clear();
    diary.sessions.clear();
    assert_eq!(Forecast::new(&diary, &posterior, &Ahead::AsSoFar), None);
}

#[test]
fn the_future_is_lived_as_the_past_was() {
    let diary = diary(56, 1.0);
    let posterior = Posterior::fit(&diary).unwrap();
    let futures = Futures::draw(&diary, &posterior, &Ahead::guess(&diary)).unwrap();
    let mut sessions = 0;
    for future in &futures.diaries {
        let later = || future.ratings.iter().filter(|rating| rating.at >= 56.0);
        assert_eq!(later().filter(|it| it.occasion == Occasion::Morning).count(), 56);
        assert_eq!(
            later().filter(|it| it.occasion == Occasion::BeforeSession).count(),
            0,
            "none were rated so far"
        );
        assert_eq!(future.decisions.len(), 112);
        sessions += future.sessions.iter().filter(|session| session.at >= 56.0).count();
    }
    // 0.31 a day for 56 days and 16 futures are 278; a standard deviation is about 10.
    assert!((238..=318).contains(&sessions), "{sessions}");
    let chosen = Futures::draw(&diary, &posterior, &Ahead::AsSoFar).unwrap();
    assert!(chosen.diaries.iter().all(|future| future.decisions.len() == 56));
}

/// A matrix of 3 by 3, and its root by hand.
#[test]
fn roots_multiply_to_their_matrix() {
    let matrix = [[4.0, 2.0, 0.0], [2.0, 5.0, 0.0], [0.0, 0.0, 0.0]];
    let root = cholesky(3, |row, column| matrix[row][column]);
    assert_eq!(root, [vec![2.0], vec![1.0, 2.0], vec![0.0, 0.0, 0.0]]);
}
