//! Mixtures of Gaussians: chances and quantiles without sampling.
#![expect(clippy::indexing_slicing, reason = "cells of a fixed size")]

use super::normal;

/// A weighted mixture of Gaussians; weights sum to 1.
#[derive(Debug, Clone)]
pub(super) struct Mixture {
    /// Weight, mean, standard deviation.
    parts: Vec<(f64, f64, f64)>,
    /// Few parts with nearly the same distribution, for the quantiles.
    merged: Vec<(f64, f64, f64)>,
}

/// Cells of mean and of standard deviation, for merging.
const CELLS: (usize, usize) = (96, 24);

impl Mixture {
    /// From weights, means and variances.
    pub(super) fn new(parts: impl Iterator<Item = (f64, f64, f64)>) -> Self {
        let parts: Vec<_> = parts
            .map(|(weight, mean, variance)| (weight, mean, variance.max(f64::MIN_POSITIVE).sqrt()))
            .collect();
        let merged = merge(&parts);
        Self { parts, merged }
    }

    /// The chance of more than `value`.
    pub(super) fn above(&self, value: f64) -> f64 {
        let sum: f64 =
            self.parts.iter().map(|(weight, mean, sd)| weight * normal::below((mean - value) / sd)).sum();
        sum.clamp(0.0, 1.0)
    }

    /// The mean.
    pub(super) fn mean(&self) -> f64 {
        self.parts.iter().map(|(weight, mean, _)| weight * mean).sum()
    }

    /// The value below which the share `p` lies.
    ///
    /// Newton's method kept between bounds that bisection narrows: it cannot leave them, and needs few steps.
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let z = normal::quantile(p);
        let reach = |(_, mean, sd): &(f64, f64, f64)| mean + z * sd;
        let mut low = self.merged.iter().map(reach).fold(f64::INFINITY, f64::min);
        let mut high = self.merged.iter().map(reach).fold(f64::NEG_INFINITY, f64::max);
        let mut value = self.merged.iter().map(|part| part.0 * reach(part)).sum::<f64>().clamp(low, high);
        for _ in 0..60 {
            let (mut below, mut density) = (0.0, 0.0);
            for (weight, mean, sd) in &self.merged {
                let z = (value - mean) / sd;
                below += weight * normal::below(z);
                density += weight * normal::density(z) / sd;
            }
            let error = below - p;
            if error > 0.0 {
                high = value;
            } else {
                low = value;
            }
            let newton = value - error / density;
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            let done = (next - value).abs() < 1e-9 * (1.0 + value.abs());
            value = next;
            if done {
                break;
            }
        }
        value
    }
}

/// Parts in the same cell of mean and standard deviation become one with their mean and variance.
///
/// The cells are a hundredth of the spread of the means wide, so that quantiles move by less than 0.001 of it.
fn merge(parts: &[(f64, f64, f64)]) -> Vec<(f64, f64, f64)> {
    let range = |value: fn(&(f64, f64, f64)) -> f64| {
        let low = parts.iter().map(value).fold(f64::INFINITY, f64::min);
        let high = parts.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        (low, high - low)
    };
    let (means, sds) = (range(|part| part.1), range(|part| part.2));
    let cell = |value: f64, (low, width): (f64, f64), cells: usize| {
        if width <= 0.0 {
            return 0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "few cells"
        )]
        let cell = ((value - low) / width * cells as f64) as usize;
        cell.min(cells - 1)
    };
    let mut sums = vec![(0.0, 0.0, 0.0); CELLS.0 * CELLS.1];
    for part in parts {
        let (weight, mean, sd) = *part;
        let sum = &mut sums[cell(mean, means, CELLS.0) * CELLS.1 + cell(sd, sds, CELLS.1)];
        // Relative to the lowest mean, so that squares lose no digits.
        let from = mean - means.0;
        sum.0 += weight;
        sum.1 += weight * from;
        sum.2 += weight * (sd * sd + from * from);
    }
    sums.into_iter()
        .filter(|(weight, ..)| *weight > 0.0)
        .map(|(weight, first, second)| {
            let from = first / weight;
            (weight, means.0 + from, (second / weight - from * from).max(f64::MIN_POSITIVE).sqrt())
        })
        .collect()
}
