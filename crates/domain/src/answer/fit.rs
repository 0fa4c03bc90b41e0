//! The posterior: a weighted mixture of Gaussians over the linear coefficients (measures 4.3, step 5).
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::Diary;
use super::columns::{Columns, Kernel, Timeline};
use super::ends;
use super::grid::{BASE, HALF_LIVES, LANES, NOISES, Noise, TAUS, at, noises};
use super::pass::{Gram, Pass};
use super::solve::{NODES, Slice, Solver, ln_prior_taus};

/// Components below this share are dropped. Measures 4.3.
const LEAST_WEIGHT: f64 = 1e-6;

/// One component of the mixture: a point of the grid and a node of ln σ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    /// Its share; the shares sum to 1.
    pub weight: f64,
    /// Half-life of the effect, in days.
    pub half_life: f64,
    /// Time constant of natural recovery, in days.
    pub tau: f64,
    /// Correlation of the swings of pain at one day.
    pub phi: f64,
    /// Share of the variance that is noise of single ratings.
    pub r: f64,
    /// Variance of the slow drift a day, relative to σ².
    pub q: f64,
    /// Standard deviation within the person, in points.
    pub sigma: f64,
    pub(super) half_life_index: usize,
    tau_index: usize,
}

/// Where the swings and the drift stand just after the last rating, given the coefficients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// When, in days: the last rating.
    pub at: f64,
    /// Mean of the swing (OU), in points.
    pub swing: f64,
    /// Mean of the drift (random walk), in points.
    pub drift: f64,
    /// Variance of the swing, in points².
    pub swing_variance: f64,
    /// Covariance of swing and drift, in points².
    pub covariance: f64,
    /// Variance of the drift, in points².
    pub drift_variance: f64,
}

/// What a diary says about all unknowns of the model.
///
/// Coefficients of a component are, in this order: level, morning, weekend, recovery R, and the peak effect β of each
/// group of techniques ([`Posterior::groups`]); positive β is less pain.
#[derive(Debug, Clone)]
pub struct Posterior {
    components: Vec<Component>,
    size: usize,
    means: Vec<f64>,
    covariances: Vec<f64>,
    columns: Columns,
    pub(super) timeline: Timeline,
    /// Log evidence of each point (φ, r, q); minus infinity where it was left out.
    evidence: Vec<f64>,
}

impl Posterior {
    /// Fits the model; `None` without ratings that count.
    ///
    /// Ratings of 0 and 10 are treated as "at most" and "at least" where there are 2 of them and 10 others.
    #[must_use]
    pub fn fit(diary: &Diary) -> Option<Self> {
        let diary = diary.usable();
        let timeline = Timeline::new(&diary);
        if timeline.ratings.is_empty() {
            return None;
        }
        let mut columns = Columns::new(&timeline, Kernel::AddsUp, false);
        let mut grid = Grid::run(&columns, None);
        if ends::are_treated(&timeline) {
            for _ in 0..ends::ROUNDS {
                ends::soften(&mut columns, &timeline, &grid.summary());
                grid = Grid::run(&columns, None);
            }
        }
        Some(grid.posterior(columns, timeline))
    }

    /// The same diary with another kernel, or with soreness after sessions, at the points of the noise grid that
    /// carry nearly all weight here. Ratings at the ends of the scale stay as they were found here.
    pub(super) fn refit(&self, kernel: Kernel, soreness: bool) -> Self {
        let mut columns = Columns::new(&self.timeline, kernel, soreness);
        for i in 0..columns.len() {
            if let Some(noise) = self.columns.noise[i] {
                columns.noise[i] = Some(noise);
                let row = i * columns.blocks;
                columns.rows[row][0] = self.columns.row(i)[0][0];
            }
        }
        let grid = Grid::run(&columns, Some(&self.heavy_noises()));
        grid.posterior(columns, self.timeline.clone())
    }

    /// How much likelier the diary is under the other reading, as a natural logarithm, at the points both have.
    pub(super) fn log_evidence_over(&self, other: &Self) -> f64 {
        let both = |a: &[f64], b: &[f64]| -> Vec<f64> {
            a.iter().zip(b).filter(|(_, b)| b.is_finite()).map(|(a, _)| *a).collect()
        };
        ln_sum(&both(&self.evidence, &other.evidence)) - ln_sum(&both(&other.evidence, &self.evidence))
    }

    /// The components, with shares that sum to 1.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The groups of techniques that have a coefficient each, counted from 0 in [`Diary::techniques`]. One technique
    /// to a group, unless there are more than 8: then the rarest share the last.
    #[must_use]
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.columns.techniques
    }

    /// How many coefficients a component has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// The means of a component's coefficients; `component` counts in [`Posterior::components`].
    #[must_use]
    pub fn means(&self, component: usize) -> &[f64] {
        &self.means[component * self.size..(component + 1) * self.size]
    }

    /// The covariance of two coefficients of a component.
    #[must_use]
    pub fn covariance(&self, component: usize, one: usize, other: usize) -> f64 {
        let triangle = self.size * (self.size + 1) / 2;
        self.covariances[component * triangle + at(one.max(other), one.min(other))]
    }

    /// Mean and variance of a weighted sum of the effects of the groups.
    pub(super) fn effect(&self, component: usize, weights: &[f64]) -> (f64, f64) {
        let means = &self.means(component)[BASE..];
        let mean = weights.iter().zip(means).map(|(weight, mean)| weight * mean).sum();
        let triangle = self.size * (self.size + 1) / 2;
        let covariances = &self.covariances[component * triangle..(component + 1) * triangle];
        let mut variance = 0.0;
        for (i, weight) in weights.iter().enumerate() {
            for (j, other) in weights[..i].iter().enumerate() {
                variance += 2.0 * weight * other * covariances[at(BASE + i, BASE + j)];
            }
            variance += weight * weight * covariances[at(BASE + i, BASE + i)];
        }
        (mean, variance)
    }

    /// How many ratings the fit used.
    #[must_use]
    pub fn ratings(&self) -> usize {
        self.columns.len()
    }

    /// The swings and the drift just after the last rating, given all ratings and these coefficients.
    ///
    /// `coefficients` are as in [`Posterior::means`], drawn or their means.
    #[must_use]
    pub fn state(&self, component: &Component, coefficients: &[f64]) -> State {
        let mut before: Option<f64> = None;
        let (mut swing, mut drift) = (0.0, 0.0);
        let (mut p11, mut p12, mut p22) = (1.0 - component.r, 0.0, 0.0);
        for i in 0..self.columns.len() {
            let time = self.columns.times[i];
            let step = time - before.unwrap_or(time);
            before = Some(time);
            let decay = libm::exp(step * libm::log(component.phi));
            swing *= decay;
            p11 = decay * decay * p11 + (1.0 - component.r) * (1.0 - decay * decay);
            p12 *= decay;
            p22 += component.q * step;
            let noise = self.columns.noise[i].unwrap_or(component.r);
            let total = p11 + 2.0 * p12 + p22 + noise;
            let expected: f64 = (self.columns.regressors(i, component.tau_index, component.half_life_index))
                .zip(coefficients)
                .map(|(x, b)| x * b)
                .sum();
            let innovation = self.columns.row(i)[0][0] - expected - swing - drift;
            let (column_swing, column_drift) = (p11 + p12, p12 + p22);
            swing += column_swing / total * innovation;
            drift += column_drift / total * innovation;
            p11 -= column_swing * column_swing / total;
            p12 -= column_swing * column_drift / total;
            p22 -= column_drift * column_drift / total;
        }
        let scale = component.sigma * component.sigma;
        State {
            at: before.unwrap_or(0.0),
            swing,
            drift,
            swing_variance: p11 * scale,
            covariance: p12 * scale,
            drift_variance: p22 * scale,
        }
    }

    /// The regressors at a time, to be multiplied with coefficients: level, morning, weekend, recovery, and minus
    /// what is left of the sessions of each group before that time, `sessions` in the order of time.
    ///
    /// `sessions` replaces those of the diary, so that a forecast can add its own.
    #[must_use]
    pub fn regressors(
        &self,
        component: &Component,
        at: f64,
        occasion: super::Occasion,
        sessions: &[super::SessionAt],
    ) -> Vec<f64> {
        let morning = f64::from(u8::from(occasion == super::Occasion::Morning));
        let mut row =
            vec![1.0, morning, self.timeline.weekend(at), self.timeline.recovery(at, component.tau)];
        for group in self.groups() {
            let left: f64 = sessions
                .iter()
                .filter(|session| session.at < at && group.contains(&session.technique))
                .map(|session| libm::exp2(-(at - session.at) / component.half_life))
                .sum();
            row.push(-left);
        }
        row
    }

    /// Shares of the half-lives.
    pub(super) fn half_life_shares(&self) -> [f64; LANES] {
        let mut shares = [0.0; LANES];
        for component in &self.components {
            shares[component.half_life_index] += component.weight;
        }
        shares
    }

    /// The points of the noise grid that carry nearly all evidence.
    fn heavy_noises(&self) -> Vec<bool> {
        const SHARE: f64 = 0.99;
        let most = self.evidence.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut shares: Vec<(usize, f64)> =
            self.evidence.iter().map(|evidence| libm::exp(evidence - most)).enumerate().collect();
        let total: f64 = shares.iter().map(|(_, share)| share).sum();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut heavy = vec![false; NOISES];
        let mut sum = 0.0;
        for (index, share) in shares {
            if sum >= SHARE * total {
                break;
            }
            heavy[index] = true;
            sum += share;
        }
        heavy
    }
}

/// What the treatment of the ends of the scale needs to know of a fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Summary {
    pub(super) noise: Noise,
    pub(super) sigma: f64,
    pub(super) half_life_index: usize,
}

/// All points of the grid, weighed.
struct Grid {
    solver: Solver,
    noises: Vec<(usize, Noise, Gram)>,
    /// For each point of `noises`, all τ.
    slices: Vec<Slice>,
    /// Largest log weight.
    most: f64,
    /// Sum of weights relative to the largest.
    total: f64,
}

impl Grid {
    /// Weighs all points, or those of the noise grid that are wanted.
    fn run(columns: &Columns, wanted: Option<&[bool]>) -> Self {
        let mut solver = Solver::new(columns.len(), columns.techniques.len(), columns.soreness);
        let mut pass = Pass::new(columns);
        let ln_taus = ln_prior_taus();
        let mut points = Vec::new();
        let mut slices = Vec::new();
        for (index, noise) in noises().enumerate() {
            if wanted.is_some_and(|wanted| !wanted[index]) {
                continue;
            }
            let gram = pass.run(columns, noise);
            for (tau, ln_tau) in ln_taus.into_iter().enumerate() {
                solver.pick(&gram, tau);
                slices.push(solver.weigh(gram.ln_determinant, ln_tau + noise.ln_prior));
            }
            points.push((index, noise, gram));
        }
        let mut grid = Self { solver, noises: points, slices, most: f64::NEG_INFINITY, total: 0.0 };
        grid.most = grid.ln_weights().fold(f64::NEG_INFINITY, f64::max);
        grid.total = grid.ln_weights().map(|ln_weight| libm::exp(ln_weight - grid.most)).sum();
        grid
    }

    fn ln_weights(&self) -> impl Iterator<Item = f64> {
        self.slices.iter().flat_map(|slice| slice.ln_weights.iter().flatten().copied())
    }

    /// Posterior means of φ (geometric), r, q and σ, and the most probable half-life.
    fn summary(&self) -> Summary {
        let (mut ln_phi, mut r, mut q, mut sigma, mut shares) = (0.0, 0.0, 0.0, 0.0, [0.0; LANES]);
        for ((_, noise, _), slices) in self.noises.iter().zip(self.slices.chunks_exact(TAUS.len())) {
            let mut share = 0.0;
            for slice in slices {
                for (node, ln_weights) in slice.ln_weights.iter().enumerate() {
                    let wider = self.solver.sigma(1.0, node);
                    for h in 0..LANES {
                        let weight = libm::exp(ln_weights[h] - self.most) / self.total;
                        share += weight;
                        shares[h] += weight;
                        sigma += weight * slice.sigmas[h] * wider;
                    }
                }
            }
            ln_phi += share * libm::log(noise.phi);
            r += share * noise.r;
            q += share * noise.q;
        }
        let half_life_index = (1..LANES).fold(0, |best, h| if shares[h] > shares[best] { h } else { best });
        Summary { noise: Noise { phi: libm::exp(ln_phi), r, q, ln_prior: 0.0 }, sigma, half_life_index }
    }

    /// Coefficients of all components that carry weight.
    fn posterior(mut self, columns: Columns, timeline: Timeline) -> Posterior {
        let size = self.solver.size();
        let mut evidence = vec![f64::NEG_INFINITY; NOISES];
        let (mut components, mut means, mut covariances) = (Vec::new(), Vec::new(), Vec::new());
        for ((index, noise, gram), slices) in self.noises.iter().zip(self.slices.chunks_exact(TAUS.len())) {
            let mut share = 0.0;
            for (tau_index, slice) in slices.iter().enumerate() {
                let mut picked = false;
                for node in 0..NODES {
                    for (h, half_life) in HALF_LIVES.into_iter().enumerate() {
                        let weight = libm::exp(slice.ln_weights[node][h] - self.most) / self.total;
                        share += weight;
                        if weight < LEAST_WEIGHT {
                            continue;
                        }
                        if !picked {
                            self.solver.pick(gram, tau_index);
                            picked = true;
                        }
                        let sigma = self.solver.sigma(slice.sigmas[h], node);
                        self.solver.coefficients(h, sigma, &mut means, &mut covariances);
                        components.push(Component {
                            weight,
                            half_life,
                            tau: TAUS[tau_index].0,
                            phi: noise.phi,
                            r: noise.r,
                            q: noise.q,
                            sigma,
                            half_life_index: h,
                            tau_index,
                        });
                    }
                }
            }
            evidence[*index] = self.most + libm::log(share * self.total);
        }
        let kept: f64 = components.iter().map(|component| component.weight).sum();
        for component in &mut components {
            component.weight /= kept;
        }
        Posterior { components, size, means, covariances, columns, timeline, evidence }
    }
}

/// Logarithm of a sum of exponentials.
fn ln_sum(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + libm::log(values.iter().map(|value| libm::exp(value - most)).sum())
}
