//! Answers to the last bit, to compare one machine with another.

use crate::life::Life;
use crate::setting::{Plan, Setting, Twist};
use domain::answer::{Ahead, Forecast, Posterior, RandomisationTest, answer_of};
use domain::trial::{Design, Seed};
use std::fmt::Write;

/// Diaries and all that is said of them, 2 lines a person, in each of several circumstances.
///
/// Numbers are printed with as many digits as make them unmistakable, so 2 texts are the same exactly if all numbers have
/// the same bits.
#[must_use]
pub fn bits(people: u64, seed: u64) -> String {
    let mut lines = String::new();
    for (group, setting) in (600..).zip(circumstances()) {
        for person in 0..people {
            let life = Life::of(&setting, seed, group, person);
            // To a string writing cannot fail.
            let _ = write!(lines, "{:?}\n{}\n", life.diary, said(&life));
        }
    }
    lines
}

/// Few days and many, one technique and several, and many ratings of 0, which take the long way through the code.
fn circumstances() -> [Setting; 3] {
    [
        Setting::new(Plan::Free, 1.0, 0.2),
        Setting { peaks: vec![1.5, 0.5, 0.0], ..Setting::new(Plan::Random, 1.0, 0.2) },
        Setting { twist: Twist::LowPain, days: 28, ..Setting::new(Plan::Blocks, 0.5, 0.4) },
    ]
}

fn said(life: &Life) -> String {
    let diary = &life.diary;
    let Some(posterior) = Posterior::fit(diary) else { return "nothing to say".to_owned() };
    let forecast = Forecast::new(diary, &posterior, &Ahead::guess(diary));
    let test = RandomisationTest::new(diary, &Design::coin_days(), &Seed::new("bits"), 999);
    format!("{:?} {forecast:?} {test:?}", answer_of(diary, &posterior))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_said_is_printed_in_full() {
        let lines = bits(1, 1);
        assert_eq!(lines, bits(1, 1));
        assert_ne!(lines, bits(1, 2));
        assert_eq!(lines.lines().count(), 2 * circumstances().len());
        for said in lines.lines().skip(1).step_by(2) {
            assert!(said.contains("p_gt_0: 0.") && said.contains("Some(Forecast"), "{said}");
        }
        assert!(lines.contains("Some(RandomisationTest"));
    }
}
