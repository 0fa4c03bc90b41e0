//! The same posterior as a slow, dense implementation (issue: medians within 0.05, ends within 0.10 points).

use crate::dense;
use crate::people::{Chance, Person, diary};
use domain::answer::{Diary, answer};

/// Compares benefit and peaks of one diary; returns the largest differences of medians and of ends.
fn differences(diary: &Diary) -> (f64, f64) {
    let answer = answer(diary);
    let parts = dense::parts(diary);
    let benefit = answer.benefit.expect("a session and ratings after it");
    let mut compared = vec![(dense::benefit(diary, &parts), [benefit.q05, benefit.q50, benefit.q95])];
    for effect in &answer.techniques {
        let k = effect.technique;
        let peak = parts.iter().map(|part| (part.weight, part.mean[k], part.covariance[k][k])).collect();
        compared.push((peak, [effect.peak.q05, effect.peak.q50, effect.peak.q95]));
    }
    let (mut medians, mut ends) = (0.0_f64, 0.0_f64);
    for (mixture, [q05, q50, q95]) in compared {
        medians = medians.max((dense::quantile(&mixture, 0.5) - q50).abs());
        ends = ends.max((dense::quantile(&mixture, 0.05) - q05).abs());
        ends = ends.max((dense::quantile(&mixture, 0.95) - q95).abs());
    }
    (medians, ends)
}

/// A random diary with a session, and a rating after it. Short, because the dense way is slow.
fn drawn(seed: u64) -> Diary {
    let mut chance = Chance::new(seed ^ 0xabcd);
    let techniques = 1 + chance.below(2);
    let person = Person {
        days: 10 + chance.below(22) as i32,
        peaks: (0..techniques).map(|_| chance.between(-0.5, 2.0)).collect(),
        missing: [0.0, 0.2, 0.4][chance.below(3)],
        lower: [0.0, 0.0, 1.5, 3.0][chance.below(4)],
        drawn: chance.uniform() < 0.5,
    };
    let diary = diary(seed, &person);
    // Now and then the dice leave a diary without sessions of each technique, or nearly without ratings.
    let used = (0..techniques).all(|k| diary.sessions.iter().any(|s| s.technique == k));
    let after = diary.ratings.iter().filter(|r| diary.sessions.first().is_some_and(|s| s.at < r.at)).count();
    if used && after > 2 { diary } else { drawn(seed + 1_000_003) }
}

fn compare(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let diary = drawn(seed);
        let (medians, ends) = differences(&diary);
        assert!(medians < 0.05 && ends < 0.10, "seed {seed}: medians {medians}, ends {ends}, {diary:?}");
    }
}

// Split so that the tests run beside each other.
#[test]
fn the_first_50_random_diaries_give_the_dense_posterior() {
    compare(0..50);
}

#[test]
fn the_next_50_random_diaries_give_the_dense_posterior() {
    compare(50..100);
}

#[test]
fn yet_50_random_diaries_give_the_dense_posterior() {
    compare(100..150);
}

#[test]
fn the_last_50_random_diaries_give_the_dense_posterior() {
    compare(150..200);
}
