//! The process against its formulas. Bounds are 4 to 5 standard errors wide; the seeds are fixed.

use super::*;

fn lives(setting: &Setting, people: u64) -> Vec<Life> {
    (0..people).map(|person| Life::of(setting, 11, 1, person)).collect()
}

fn near(what: &str, value: f64, expected: f64, within: f64) {
    assert!((value - expected).abs() < within, "{what} is {value}, expected {expected} within {within}");
}

fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.into_iter().collect();
    values.iter().sum::<f64>() / count(values.len())
}

/// Each life's sessions a day after the baseline.
fn sessions(setting: &Setting, people: u64) -> f64 {
    mean(lives(setting, people).iter().map(|life| count(life.diary.sessions.len())))
}

#[test]
fn the_same_person_lives_the_same_life() {
    let setting = Setting::new(Plan::Random, 1.0, 0.2);
    assert_eq!(Life::of(&setting, 1, 2, 3), Life::of(&setting, 1, 2, 3));
    assert_ne!(Life::of(&setting, 1, 2, 3).diary, Life::of(&setting, 1, 2, 4).diary);
    assert_ne!(Life::of(&setting, 1, 2, 3).diary, Life::of(&setting, 1, 3, 3).diary);
}

/// Evening pain after 12 weeks of nothing is level + R·e^(−t/τ); on day 0 the bad start is φ^0.85 as strong.
#[test]
fn pain_goes_from_a_bad_start_to_its_level() {
    let setting = Setting { days: 84, ..Setting::new(Plan::Random, 0.0, 0.0) };
    let lives = lives(&setting, 3000);
    let evening = |day: usize| {
        let at = count(day) + EVENING;
        let rated = mean(lives.iter().filter_map(|life| {
            let rating = life.diary.ratings.iter().find(|rating| (rating.at - at).abs() < 1e-9)?;
            Some(f64::from(rating.score.points()))
        }));
        let expected = mean(lives.iter().map(|life| {
            let person = &life.truth.person;
            let swing = person.first_swing * libm::pow(person.memory, at);
            person.level + person.recovery_at(at) + swing + person.weekday(day)
        }));
        (rated, expected)
    };
    for day in [0, 3, 20, 83] {
        let (rated, expected) = evening(day);
        near(&format!("pain on day {day}"), rated, expected, 0.12);
    }
}

/// With a known memory, the swing's autocorrelation over a day is that memory, and its spread is its own.
#[test]
fn swings_keep_their_spread_and_their_memory() {
    let setting = Setting { days: 400, ..Setting::new(Plan::Random, 0.0, 0.0) };
    let mut rng = Pcg64::seed_from_u64(5);
    let person = Person { memory: 0.6, swing: 1.3, ..Person::draw(&mut rng) };
    let mut living = Living {
        setting: &setting,
        life: Life {
            diary: empty_diary(&person, &setting),
            truth: Truth::new(person, &setting),
            before_after: Vec::new(),
        },
        dice: Dice { luck: Luck::draw(&mut rng), lengths: Vec::new(), orders: Vec::new() },
        swing: 0.0,
        swing_at: -50.0,
        done: Vec::new(),
        running_mean: 5.0,
        in_gap: false,
        flare: None,
    };
    let swings: Vec<f64> = (0..40_000)
        .map(|step| {
            living.advance(0.5 * f64::from(step), normal(&mut rng));
            living.swing
        })
        .collect();
    let variance = mean(swings.iter().map(|swing| swing * swing));
    let day_apart = mean(swings.iter().zip(swings.iter().skip(2)).map(|(a, b)| a * b));
    near("variance", variance, 1.69, 0.08);
    near("correlation at a day", day_apart / variance, 0.6, 0.03);
}

#[test]
fn gaps_hold_the_share_of_days_that_was_asked_for_and_last_2_days() {
    for missing in [0.2, 0.4] {
        let lives = lives(&Setting::new(Plan::Random, 0.0, missing), 400);
        let mut missed = 0.0;
        let mut gaps = 0.0;
        for life in &lives {
            let rated = |day: usize| {
                life.diary.ratings.iter().any(|rating| (rating.at - count(day) - EVENING).abs() < 1e-9)
            };
            missed += count((0..84).filter(|&day| !rated(day)).count());
            gaps += count((1..84).filter(|&day| !rated(day) && rated(day - 1)).count())
                + if rated(0) { 0.0 } else { 1.0 };
        }
        near("share of missing days", missed / (400.0 * 84.0), missing, 0.02);
        // The last gap is cut off by the end of the diary, so a little under 2.
        near("mean gap", missed / gaps, GAP_DAYS, 0.1);
    }
    let whole = Life::of(&Setting::new(Plan::Random, 0.0, 0.0), 1, 1, 1);
    assert_eq!(whole.diary.ratings.iter().filter(|it| it.occasion != Occasion::BeforeSession).count(), 168);
}

/// The counts of sessions in 8 weeks that tables 4.6.1 and 4.6.5 of the reference show.
#[test]
fn sessions_come_as_often_as_in_the_reference() {
    for (plan, peak, expected) in [
        (Plan::Free, 0.0, 19.0),
        (Plan::Free, 1.0, 15.0),
        (Plan::Free, 2.0, 13.0),
        (Plan::FreeAfterBaseline, 1.0, 13.0),
        (Plan::Random, 0.0, 15.0),
        (Plan::Blocks, 0.0, 13.0),
        (Plan::Fixed, 1.0, 19.0),
    ] {
        let setting = Setting { days: 56, ..Setting::new(plan, peak, 0.0) };
        near(&format!("{} at {peak}", plan.name()), sessions(&setting, 400), expected, 1.0);
    }
}

#[test]
fn people_massage_when_it_hurts_only_when_they_choose() {
    let before_minus_morning = |plan| {
        let setting = Setting::new(plan, 0.0, 0.0);
        let lives = lives(&setting, 300);
        let midday = mean(lives.iter().flat_map(|life| life.before_after.iter().map(|it| it.before)));
        let all = mean(lives.iter().flat_map(|life| {
            life.diary
                .ratings
                .iter()
                .filter(|it| it.occasion == Occasion::Evening && it.at > 7.0)
                .map(|it| f64::from(it.score.points()))
        }));
        midday - all
    };
    assert!(before_minus_morning(Plan::Free) > 0.4);
    near("coin days", before_minus_morning(Plan::Random), 0.0, 0.12);
}

#[test]
fn chance_is_recorded_with_its_probability() {
    let setting = Setting { perfect_adherence: true, ..Setting::new(Plan::Random, 1.0, 0.2) };
    let life = Life::of(&setting, 1, 1, 1);
    assert_eq!(life.diary.decisions.len(), 84 - 7);
    let assigned: Vec<f64> = life
        .diary
        .decisions
        .iter()
        .filter(|it| it.assigned.is_some())
        .map(|it| f64::from(it.day) + MIDDAY)
        .collect();
    let done: Vec<f64> = life.diary.sessions.iter().map(|it| it.at).collect();
    assert_eq!(assigned, done);
    let free = Life::of(&Setting::new(Plan::Free, 1.0, 0.2), 1, 1, 1);
    assert!(free.diary.decisions.is_empty());
}

#[test]
fn an_earlier_look_sees_less_of_the_same_life() {
    let setting = Setting::new(Plan::Blocks, 1.0, 0.2);
    let life = Life::of(&setting, 1, 1, 1);
    let shorter = Life::of(&Setting { days: 28, ..setting }, 1, 1, 1);
    let early = life.until(28);
    assert!(early.diary.ratings.iter().all(|rating| rating.at < 28.0));
    assert!(!early.diary.ratings.is_empty() && early.diary.ratings.len() < life.diary.ratings.len());
    assert_eq!(early.diary.now.to_bits(), shorter.diary.now.to_bits());
    assert_eq!(life.until(84), life);
}

#[test]
fn twists_take_ratings_away() {
    let occasions = |twist| {
        let life = Life::of(&Setting { twist, ..Setting::new(Plan::Random, 1.0, 0.2) }, 1, 1, 1);
        let mut seen: Vec<Occasion> = life.diary.ratings.iter().map(|it| it.occasion).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    };
    assert_eq!(occasions(Twist::None), [Occasion::Morning, Occasion::BeforeSession, Occasion::Evening]);
    assert_eq!(occasions(Twist::NoBefore), [Occasion::Morning, Occasion::Evening]);
    assert_eq!(occasions(Twist::EveningAndBefore), [Occasion::BeforeSession, Occasion::Evening]);
    assert_eq!(occasions(Twist::EveningOnly), [Occasion::Evening]);
}

#[test]
fn twists_change_what_is_rated() {
    let evenings = |twist| {
        let setting = Setting { twist, ..Setting::new(Plan::Random, 1.0, 0.2) };
        mean(lives(&setting, 300).iter().flat_map(|life| {
            life.diary
                .ratings
                .iter()
                .filter(|it| it.occasion == Occasion::Evening)
                .map(|it| f64::from(it.score.points()))
        }))
    };
    let usual = evenings(Twist::None);
    assert!(evenings(Twist::Flares) > usual + 0.15);
    assert!(evenings(Twist::LowPain) < usual - 1.7);
    assert!(evenings(Twist::Reset) > usual + 0.1);
    assert!(evenings(Twist::Soreness) > usual + 0.05);
    assert!(evenings(Twist::NoRecovery) < usual - 0.3);
    assert!(evenings(Twist::SkipsGoodDays) > usual + 0.05);
    near("wishful evenings", usual - evenings(Twist::Wishful), 0.3 * 0.27, 0.04);
}
