//! Ratings at the ends of the scale: 0 means "at most ½", 10 means "at least 9½" (measures 4.3).
//!
//! Expectation propagation replaces each by a Gaussian with a mean and a variance of its own. The measures describe it
//! with a dense covariance; the same marginals come here from a filter and a smoother, linear in the number of ratings.
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::columns::{Columns, Timeline};
use super::fit::Summary;
use super::grid::{Prior, TAU_OF_ENDS, at};
use super::normal;

/// How often hyper-parameters and ends are found in turn.
pub(super) const ROUNDS: usize = 2;
/// Sweeps of expectation propagation.
const SWEEPS: usize = 12;
/// Share of the new site in each sweep.
const DAMPING: f64 = 0.5;
/// Fewest ratings at the ends, and fewest others, for which this is done.
const LEAST: (usize, usize) = (2, 10);
/// The least precision of a site that is kept, in points⁻²: less says nothing.
const LEAST_PRECISION: f64 = 1e-8;

/// Whether there are enough ratings at the ends, and elsewhere.
pub(super) fn are_treated(timeline: &Timeline) -> bool {
    let at_ends = timeline.ratings.iter().filter(|rating| end(rating.score.points()).is_some()).count();
    at_ends >= LEAST.0 && timeline.ratings.len() - at_ends >= LEAST.1
}

/// The sign and the threshold of a rating at an end.
fn end(points: u8) -> Option<(f64, f64)> {
    match points {
        0 => Some((-1.0, 0.5)),
        10 => Some((1.0, 9.5)),
        _ => None,
    }
}

/// A Gaussian in natural parameters: precision, and precision times mean.
#[derive(Debug, Clone, Copy, Default)]
struct Site {
    precision: f64,
    shift: f64,
}

/// Replaces ratings at the ends by what they say about the pain below or above.
pub(super) fn soften(columns: &mut Columns, timeline: &Timeline, summary: &Summary) {
    let sigma2 = summary.sigma * summary.sigma;
    let ends: Vec<_> = timeline
        .ratings
        .iter()
        .enumerate()
        .filter_map(|(i, rating)| Some((i, end(rating.score.points())?)))
        .collect();
    let mut sites = vec![Site::default(); ends.len()];
    let mut smoother = Smoother::new(columns, summary);
    for _ in 0..SWEEPS {
        let mut observed = Vec::with_capacity(columns.len());
        let mut next = ends.iter().zip(&sites).peekable();
        for i in 0..columns.len() {
            observed.push(match next.next_if(|((place, _), _)| *place == i) {
                Some((_, site)) if site.precision < LEAST_PRECISION => None,
                Some((_, site)) => Some((site.shift / site.precision, 1.0 / (site.precision * sigma2))),
                None => Some((columns.row(i)[0][0], summary.noise.r)),
            });
        }
        let marginals = smoother.marginals(&observed, &ends.iter().map(|(i, _)| *i).collect::<Vec<_>>());
        for ((site, (_, (sign, threshold))), (mean, variance)) in sites.iter_mut().zip(&ends).zip(marginals) {
            if let Some(new) = moments(*site, mean, variance, *sign, *threshold, sigma2 * summary.noise.r) {
                site.precision += DAMPING * (new.precision - site.precision);
                site.shift += DAMPING * (new.shift - site.shift);
            }
        }
    }
    for ((i, _), site) in ends.iter().zip(sites) {
        let precision = site.precision.max(LEAST_PRECISION);
        columns.rows[i * columns.blocks][0] = site.shift / precision;
        columns.noise[*i] = Some(1.0 / (precision * sigma2));
    }
}

/// The new site by matching moments with the cavity; `None` where there is no proper cavity.
fn moments(site: Site, mean: f64, variance: f64, sign: f64, threshold: f64, noise: f64) -> Option<Site> {
    let cavity_precision = 1.0 / variance - site.precision;
    if !(cavity_precision.is_finite() && cavity_precision > 0.0) {
        return None;
    }
    let cavity_variance = 1.0 / cavity_precision;
    let cavity_shift = mean / variance - site.shift;
    let cavity_mean = cavity_shift * cavity_variance;
    let spread = (cavity_variance + noise).sqrt();
    let u = sign * (cavity_mean - threshold) / spread;
    let hazard = normal::hazard(u);
    let new_mean = cavity_mean + sign * cavity_variance * hazard / spread;
    let new_variance =
        cavity_variance - cavity_variance * cavity_variance * hazard * (u + hazard) / (spread * spread);
    if !(new_variance.is_finite() && new_variance > 0.0) {
        return None;
    }
    Some(Site {
        precision: (1.0 / new_variance - cavity_precision).max(0.0),
        shift: new_mean / new_variance - cavity_shift,
    })
}

/// One step of the filter, kept for the way back.
#[derive(Debug, Clone, Copy)]
struct Step {
    decay: f64,
    /// Predicted variances: swing, both, drift.
    p: [f64; 3],
    /// Gain.
    k: [f64; 2],
    /// 1/F, or 0 without a rating.
    inverse: f64,
}

/// Filter and smoother over the ratings and the regressors at one point of the grid, with σ² = 1.
struct Smoother<'a> {
    columns: &'a Columns,
    summary: &'a Summary,
    prior: Prior,
    /// Regressors of each rating, then room for the rating itself.
    design: Vec<f64>,
    width: usize,
}

impl<'a> Smoother<'a> {
    fn new(columns: &'a Columns, summary: &'a Summary) -> Self {
        let width = columns.coefficients() + 1;
        let mut design = Vec::with_capacity(columns.len() * width);
        for i in 0..columns.len() {
            design.extend(columns.regressors(i, TAU_OF_ENDS, summary.half_life_index));
            design.push(0.0);
        }
        Self {
            columns,
            summary,
            prior: Prior::new(columns.techniques.len(), columns.soreness),
            design,
            width,
        }
    }

    /// Mean and variance of the latent pain at some ratings, in points, given what was observed: value and noise
    /// variance relative to σ², or nothing.
    fn marginals(&mut self, observed: &[Option<(f64, f64)>], wanted: &[usize]) -> Vec<(f64, f64)> {
        let width = self.width;
        for (row, observed) in self.design.chunks_exact_mut(width).zip(observed) {
            row[width - 1] = observed.map_or(0.0, |(value, _)| value);
        }
        let (steps, innovations, predicted) = self.forward(observed);
        let (mean, covariance) = self.coefficients(&steps, &innovations);
        let smoothed = self.backward(&steps, &innovations, &predicted, wanted);
        let size = width - 1;
        let sigma2 = self.summary.sigma * self.summary.sigma;
        (wanted.iter().zip(smoothed))
            .map(|(&i, (level, own))| {
                let row = &self.design[i * width..(i + 1) * width];
                let rest: Vec<f64> = (0..size).map(|j| row[j] - level[j]).collect();
                let value = level[size] + rest.iter().zip(&mean).map(|(x, b)| x * b).sum::<f64>();
                let spread: f64 = (0..size)
                    .map(|j| {
                        rest[j] * (0..size).map(|k| covariance[at(j.max(k), j.min(k))] * rest[k]).sum::<f64>()
                    })
                    .sum();
                (value, sigma2 * own + spread)
            })
            .collect()
    }

    /// Filters all columns: steps, innovations and predicted states.
    fn forward(&self, observed: &[Option<(f64, f64)>]) -> (Vec<Step>, Vec<f64>, Vec<[f64; 2]>) {
        let (noise, width) = (self.summary.noise, self.width);
        let ln_phi = libm::log(noise.phi);
        let mut steps = Vec::with_capacity(observed.len());
        let mut innovations = Vec::with_capacity(self.design.len());
        let mut predicted = Vec::with_capacity(self.design.len());
        let mut state = vec![[0.0; 2]; width];
        let mut p = [1.0 - noise.r, 0.0, 0.0];
        let mut before = self.columns.times.first().copied().unwrap_or(0.0);
        for ((&time, observed), row) in
            self.columns.times.iter().zip(observed).zip(self.design.chunks_exact(width))
        {
            let decay = libm::exp((time - before) * ln_phi);
            p[0] = decay * decay * p[0] + (1.0 - noise.r) * (1.0 - decay * decay);
            p[1] *= decay;
            p[2] += noise.q * (time - before);
            before = time;
            let inverse = observed.map_or(0.0, |(_, own)| 1.0 / (p[0] + 2.0 * p[1] + p[2] + own));
            let column = [p[0] + p[1], p[1] + p[2]];
            let k = [column[0] * inverse, column[1] * inverse];
            steps.push(Step { decay, p, k, inverse });
            for (state, &value) in state.iter_mut().zip(row) {
                state[0] *= decay;
                predicted.push(*state);
                let innovation = value - state[0] - state[1];
                innovations.push(innovation);
                state[0] += k[0] * innovation;
                state[1] += k[1] * innovation;
            }
            p[0] -= k[0] * column[0];
            p[1] -= k[0] * column[1];
            p[2] -= k[1] * column[1];
        }
        (steps, innovations, predicted)
    }

    /// Mean and covariance (lower triangle) of the coefficients, in points.
    fn coefficients(&self, steps: &[Step], innovations: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let size = self.width - 1;
        let sigma2 = self.summary.sigma * self.summary.sigma;
        let h = self.summary.half_life_index;
        let mut system: Vec<f64> = self.prior.precision.iter().map(|entry| entry[h]).collect();
        let mut right = self.prior.shift.clone();
        for (step, row) in steps.iter().zip(innovations.chunks_exact(self.width)) {
            let scale = step.inverse / sigma2;
            for i in 0..size {
                right[i] += scale * row[i] * row[size];
                for j in 0..=i {
                    system[at(i, j)] += scale * row[i] * row[j];
                }
            }
        }
        super::solve::mean_and_covariance(system, &right)
    }

    /// Smoothed swing plus drift at the wanted ratings: a mean for each column, and the variance.
    fn backward(
        &self,
        steps: &[Step],
        innovations: &[f64],
        predicted: &[[f64; 2]],
        wanted: &[usize],
    ) -> Vec<(Vec<f64>, f64)> {
        let width = self.width;
        let mut pull = vec![[0.0; 2]; width];
        let mut n = [0.0; 3];
        let mut out = Vec::with_capacity(wanted.len());
        let mut waiting = wanted.iter().rev().copied().peekable();
        for (i, step) in steps.iter().enumerate().rev() {
            // (I - K Z)' for Z = (1, 1), applied to what comes from later ratings.
            let [k0, k1] = step.k;
            let back = |v: [f64; 2]| {
                let along = k0 * v[0] + k1 * v[1];
                [v[0] - along, v[1] - along]
            };
            for (pull, &innovation) in pull.iter_mut().zip(&innovations[i * width..]) {
                let earlier = back(*pull);
                *pull = [earlier[0] + innovation * step.inverse, earlier[1] + innovation * step.inverse];
            }
            let first = back([n[0], n[1]]);
            let second = back([n[1], n[2]]);
            let left = back([first[0], second[0]]);
            let right = back([first[1], second[1]]);
            n = [left[0] + step.inverse, left[1] + step.inverse, right[1] + step.inverse];
            if waiting.next_if_eq(&i).is_some() {
                let gain = [step.p[0] + step.p[1], step.p[1] + step.p[2]];
                let levels = predicted[i * width..(i + 1) * width]
                    .iter()
                    .zip(&pull)
                    .map(|(state, pull)| state[0] + state[1] + gain[0] * pull[0] + gain[1] * pull[1])
                    .collect();
                let less =
                    gain[0] * (n[0] * gain[0] + n[1] * gain[1]) + gain[1] * (n[1] * gain[0] + n[2] * gain[1]);
                out.push((levels, (gain[0] + gain[1] - less).max(0.0)));
            }
            // Across the step from the rating before.
            for pull in &mut pull {
                pull[0] *= step.decay;
            }
            n = [n[0] * step.decay * step.decay, n[1] * step.decay, n[2]];
        }
        out.reverse();
        out
    }
}
