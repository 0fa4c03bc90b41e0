//! From the posterior to what a person wants to know (measures 4.4).
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::columns::{Kernel, Timeline};
use super::fit::Posterior;
use super::grid::{BASE, HALF_LIFE_STEP, HALF_LIVES, LANES, Lane};
use super::mixture::Mixture;
use super::{Benefit, Diary, Quantiles};
use std::f64::consts::LN_2;

/// Average of the kernel from the first session to now, for each technique and half-life: κ of the measures.
#[derive(Debug, Clone)]
pub(super) struct Exposure {
    /// For each group of the posterior.
    groups: Vec<Lane>,
    /// For each technique of the diary.
    pub(super) techniques: Vec<Lane>,
    /// Share of the sessions, for each group.
    shares: Vec<f64>,
    /// Sessions, for each technique of the diary.
    pub(super) sessions: Vec<u32>,
}

impl Exposure {
    /// `None` without a session, or without a rating after one.
    pub(super) fn new(diary: &Diary, posterior: &Posterior, kernel: Kernel) -> Option<Self> {
        let Timeline { ratings, sessions, .. } = &posterior.timeline;
        let first = sessions.first()?.at;
        if ratings.last()?.at <= first {
            return None;
        }
        let length = diary.now - first;
        let mut techniques = vec![[0.0; LANES]; diary.techniques.len()];
        let mut counts = vec![0_u32; diary.techniques.len()];
        // The end of what a session adds: now, or for the cautious reading the next session of the same technique.
        let mut ends = vec![diary.now; diary.techniques.len()];
        for session in sessions.iter().rev() {
            let technique = session.technique;
            let lasts = ends[technique] - session.at;
            counts[technique] += 1;
            if kernel == Kernel::Resets {
                ends[technique] = session.at;
            }
            for (sum, h) in techniques[technique].iter_mut().zip(HALF_LIVES) {
                *sum += -libm::expm1(-lasts / h * LN_2) * h / (LN_2 * length);
            }
        }
        let total = f64::from(super::counts::count(sessions.len()));
        let groups = posterior.groups();
        let sum_over = |members: &Vec<usize>| {
            members.iter().fold([0.0; LANES], |mut sum: Lane, &technique| {
                for (sum, kappa) in sum.iter_mut().zip(techniques[technique]) {
                    *sum += kappa;
                }
                sum
            })
        };
        let shares = groups
            .iter()
            .map(|members| members.iter().map(|&k| f64::from(counts[k])).sum::<f64>() / total)
            .collect();
        Some(Self { groups: groups.iter().map(sum_over).collect(), techniques, shares, sessions: counts })
    }
}

/// Mixture of any weighted sum of the effects, with weights that depend on the half-life.
pub(super) fn mixture(posterior: &Posterior, weights: impl Fn(usize) -> Vec<f64>) -> Mixture {
    let by_half_life: Vec<_> = (0..LANES).map(weights).collect();
    Mixture::new(posterior.components().iter().enumerate().map(|(i, component)| {
        let (mean, variance) = posterior.effect(i, &by_half_life[component.half_life_index]);
        (component.weight, mean, variance)
    }))
}

/// The average benefit so far, of all techniques together.
pub(super) fn total(posterior: &Posterior, exposure: &Exposure) -> Mixture {
    mixture(posterior, |h| exposure.groups.iter().map(|kappa| kappa[h]).collect())
}

/// The longest time between sessions that still gives the worthwhile benefit on average.
pub(super) fn gap(posterior: &Posterior, exposure: &Exposure, worthwhile: f64) -> Mixture {
    mixture(posterior, |h| {
        exposure.shares.iter().map(|share| share * HALF_LIVES[h] / (worthwhile * LN_2)).collect()
    })
}

/// Weights that pick the effect of one group.
pub(super) fn unit(posterior: &Posterior, group: usize, value: f64) -> Vec<f64> {
    (0..posterior.groups().len()).map(|k| if k == group { value } else { 0.0 }).collect()
}

impl Benefit {
    pub(super) fn of(mixture: &Mixture, worthwhile: f64) -> Self {
        Self {
            q05: mixture.quantile(0.05),
            q10: mixture.quantile(0.10),
            q25: mixture.quantile(0.25),
            q50: mixture.quantile(0.50),
            q75: mixture.quantile(0.75),
            q90: mixture.quantile(0.90),
            q95: mixture.quantile(0.95),
            q025: mixture.quantile(0.025),
            q975: mixture.quantile(0.975),
            mean: mixture.mean(),
            p_gt_0: mixture.above(0.0),
            p_worthwhile: mixture.above(worthwhile),
        }
    }
}

impl Quantiles {
    pub(super) fn of(mixture: &Mixture) -> Self {
        Self { q05: mixture.quantile(0.05), q50: mixture.quantile(0.50), q95: mixture.quantile(0.95) }
    }
}

/// Half-life: the shares spread evenly over cells of ln h, and read off linearly.
pub(super) fn half_life(posterior: &Posterior) -> Quantiles {
    let shares = posterior.half_life_shares();
    let quantile = |p: f64| {
        let mut before = 0.0;
        for (h, share) in HALF_LIVES.into_iter().zip(shares) {
            if share > 0.0 && before + share >= p {
                let within = ((p - before) / share).clamp(0.0, 1.0) - 0.5;
                return h * libm::pow(HALF_LIFE_STEP, within);
            }
            before += share;
        }
        HALF_LIVES[LANES - 1] * HALF_LIFE_STEP.sqrt()
    };
    Quantiles { q05: quantile(0.05), q50: quantile(0.50), q95: quantile(0.95) }
}

/// By how much the pain fell by itself from the first rating to now, on average.
pub(super) fn natural_recovery(posterior: &Posterior, now: f64) -> Option<f64> {
    let timeline = &posterior.timeline;
    let start = timeline.ratings.first()?.at;
    Some(
        posterior
            .components()
            .iter()
            .enumerate()
            .map(|(i, component)| {
                let left = timeline.recovery(start, component.tau) - timeline.recovery(now, component.tau);
                component.weight * posterior.means(i)[BASE - 1] * left
            })
            .sum(),
    )
}

/// Soreness by itself, in a posterior that has it as its last effect.
pub(super) fn soreness(posterior: &Posterior) -> Mixture {
    let weights: Vec<_> = posterior.groups().iter().map(|_| 0.0).chain([1.0]).collect();
    mixture(posterior, |_| weights.clone())
}
