//! Which technique (measures 4.4 and 5.4).
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::benefit::mixture;
use super::fit::Posterior;
use super::grid::at;
use super::normal;

/// Draws for three and more techniques. Measures 4.4.
const DRAWS: u32 = 2000;

/// The chance that a group's peak is the highest, for each group.
pub(super) fn chances(posterior: &Posterior) -> Vec<f64> {
    match posterior.groups().len() {
        0 => Vec::new(),
        1 => vec![1.0],
        2 => {
            let first = mixture(posterior, |_| vec![1.0, -1.0]).above(0.0);
            vec![first, 1.0 - first]
        }
        groups => by_draws(posterior, groups),
    }
}

/// The group that is clearly best: for two, 19 in 20 and a difference of 0.3 points; for more, 9 in 10.
pub(super) fn clear(posterior: &Posterior, chances: &[f64]) -> Option<usize> {
    let best = (0..chances.len()).max_by(|a, b| chances[*a].total_cmp(&chances[*b]))?;
    match chances.len() {
        1 => None,
        2 => {
            let sign = if best == 0 { 1.0 } else { -1.0 };
            let difference = mixture(posterior, |_| vec![sign, -sign]).quantile(0.5);
            (chances[best] >= 0.95 && difference >= 0.3).then_some(best)
        }
        _ => (chances[best] >= 0.90).then_some(best),
    }
}

/// Counts in fixed quasi-random draws: a Kronecker sequence with the powers of a root of `x^(d+1) = x + 1`.
fn by_draws(posterior: &Posterior, groups: usize) -> Vec<f64> {
    let dimensions = groups + 1;
    let mut root = 1.5;
    for _ in 0..64 {
        root = libm::pow(1.0 + root, 1.0 / f64::from(super::counts::count(dimensions + 1)));
    }
    let steps: Vec<f64> = (0..dimensions)
        .scan(1.0, |power, _| {
            *power /= root;
            Some(*power)
        })
        .collect();
    let cumulative: Vec<f64> = posterior
        .components()
        .iter()
        .scan(0.0, |sum, component| {
            *sum += component.weight;
            Some(*sum)
        })
        .collect();
    let mut wins = vec![0_u32; groups];
    for draw in 1..=DRAWS {
        let uniform = |dimension: usize| {
            let value = 0.5 + f64::from(draw) * steps[dimension];
            (value - value.floor()).clamp(1e-9, 1.0 - 1e-9)
        };
        let component = cumulative.partition_point(|sum| *sum < uniform(0)).min(cumulative.len() - 1);
        let root = root_of_effects(posterior, component, groups);
        let normals: Vec<f64> = (0..groups).map(|k| normal::quantile(uniform(k + 1))).collect();
        let means = posterior.effects(component);
        let effect = |k: usize| means[k] + (0..=k).map(|j| root[at(k, j)] * normals[j]).sum::<f64>();
        let (mut best, mut most) = (0, effect(0));
        for k in 1..groups {
            let value = effect(k);
            if value > most {
                (best, most) = (k, value);
            }
        }
        wins[best] += 1;
    }
    wins.into_iter().map(|wins| f64::from(wins) / f64::from(DRAWS)).collect()
}

/// Cholesky root of the covariance of the effects.
fn root_of_effects(posterior: &Posterior, component: usize, groups: usize) -> Vec<f64> {
    let mut root = posterior.covariances(component).to_vec();
    super::solve::cholesky(&mut root, groups);
    root
}
