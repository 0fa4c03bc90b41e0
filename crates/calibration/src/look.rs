//! One look at a diary: what the answer says, beside what is true.

use crate::life::Life;
use crate::mixture::{HalfLives, Mixture};
use domain::answer::{Benefit, Posterior, Reading, Verdict, reading_of};
use std::f64::consts::LN_2;

/// What the answer says of one diary, beside what is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The sentence.
    pub reading: Reading,
    /// The benefit that the person is shown.
    pub benefit: Benefit,
    /// The true benefit.
    pub true_benefit: f64,
    /// Where the true benefit lies in the posterior, from 0 to 1.
    pub benefit_place: f64,
    /// Where the true peak of technique A lies.
    pub peak_place: f64,
    /// Posterior mean of the peak less the true one.
    pub peak_error: f64,
    /// Where the true half-life lies.
    pub half_life_place: f64,
    /// Posterior median of the half-life over the true one.
    pub half_life_ratio: f64,
    /// The longest worthwhile gap between sessions: where the true one lies, its median and its true value.
    pub gap: Gap,
    /// How many sessions there were.
    pub sessions: usize,
}

/// The longest worthwhile gap between sessions, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Where the true gap lies in the posterior.
    pub place: f64,
    /// The posterior median.
    pub median: f64,
    /// The ends of the 80 in 100 interval.
    pub ends: (f64, f64),
    /// The true gap.
    pub truth: f64,
}

impl Look {
    /// `None` without a session that a rating follows: then nothing is claimed.
    #[must_use]
    pub fn at(life: &Life) -> Option<Self> {
        let diary = &life.diary;
        let posterior = Posterior::fit(diary)?;
        let (reading, benefit) = reading_of(diary, &posterior);
        let benefit = benefit?;
        let true_benefit = life.benefit();
        let group = posterior.groups().iter().position(|group| group.contains(&0));
        let only = |place: Option<usize>| -> Vec<f64> {
            (0..posterior.groups().len()).map(|group| if Some(group) == place { 1.0 } else { 0.0 }).collect()
        };
        let peak = Mixture::of_effects(&posterior, &|_| only(group));
        let true_peak = life.truth.peaks.first().copied().unwrap_or_default();
        let half_lives = HalfLives::of(&posterior);
        let gaps = Mixture::of_effects(&posterior, &|half_life| {
            only(group).into_iter().map(|weight| weight * half_life / (diary.worthwhile * LN_2)).collect()
        });
        let true_gap = life.truth.gap(diary.worthwhile);
        let told = reading.verdict() == Verdict::Helps;
        let quantile = |share| if told { gaps.quantile(share) } else { f64::NAN };
        Some(Self {
            reading,
            true_benefit,
            benefit_place: Mixture::of_effects(&posterior, &|half_life| {
                exposures(life, &posterior, half_life)
            })
            .below(true_benefit),
            peak_place: peak.below(true_peak),
            peak_error: peak.mean() - true_peak,
            half_life_place: half_lives.below(life.truth.person.half_life),
            half_life_ratio: half_lives.median() / life.truth.person.half_life,
            gap: Gap {
                place: gaps.below(true_gap),
                median: quantile(0.5),
                ends: (quantile(0.1), quantile(0.9)),
                truth: true_gap,
            },
            sessions: diary.sessions.len(),
            benefit,
        })
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.reading.verdict()
    }

    /// Whether it "says yes": P(B > 0) above 0.95.
    #[must_use]
    pub fn yes(&self) -> bool {
        self.benefit.p_gt_0 > 0.95
    }

    /// Whether it "says worse": P(B < 0) above 0.95.
    #[must_use]
    pub fn worse(&self) -> bool {
        self.benefit.p_gt_0 < 0.05
    }
}

/// Whether the middle `share` of a posterior holds what lies at this place of it.
#[must_use]
pub fn covers(place: f64, share: f64) -> bool {
    (place - 0.5).abs() <= share / 2.0
}

/// The average of what sessions of each group leave, from the first session to now: κ of the reference.
fn exposures(life: &Life, posterior: &Posterior, half_life: f64) -> Vec<f64> {
    let diary = &life.diary;
    let first = diary.sessions.iter().map(|session| session.at).fold(f64::INFINITY, f64::min);
    let of = |group: &Vec<usize>| {
        let sessions = diary.sessions.iter().filter(|session| group.contains(&session.technique));
        let sum: f64 = sessions.map(|session| 1.0 - libm::exp2(-(diary.now - session.at) / half_life)).sum();
        sum * half_life / (LN_2 * (diary.now - first))
    };
    posterior.groups().iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::{Plan, Setting};

    /// The chances that the program shows, against a plain sum over all components.
    #[test]
    fn the_program_says_what_its_posterior_holds() {
        for person in 0..3 {
            let life = Life::of(&Setting::new(Plan::Random, 1.0, 0.2), 2, 1, person).until(56);
            let look = Look::at(&life).unwrap();
            let posterior = Posterior::fit(&life.diary).unwrap();
            let mixture =
                Mixture::of_effects(&posterior, &|half_life| exposures(&life, &posterior, half_life));
            assert!((1.0 - mixture.below(0.0) - look.benefit.p_gt_0).abs() < 1e-9);
            assert!((1.0 - mixture.below(1.0) - look.benefit.p_worthwhile).abs() < 1e-9);
            assert!((mixture.quantile(0.05) - look.benefit.q05).abs() < 0.01);
            assert!((mixture.quantile(0.50) - look.benefit.q50).abs() < 0.01);
            assert!((mixture.quantile(0.95) - look.benefit.q95).abs() < 0.01);
        }
    }

    #[test]
    fn an_interval_holds_its_middle_and_its_ends() {
        assert!(covers(0.5, 0.9) && covers(0.951 - 0.001, 0.9) && !covers(0.96, 0.9) && !covers(0.04, 0.9));
        assert!(!covers(f64::NAN, 0.9));
    }

    #[test]
    fn nothing_is_claimed_without_a_session() {
        let life = Life::of(&Setting::new(Plan::Random, 1.0, 0.0), 2, 1, 0).until(6);
        assert_eq!(Look::at(&life), None);
    }
}
