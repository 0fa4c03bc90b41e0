//! The posterior: a weighted mixture of Gaussians over the linear coefficients (measures 4.3, step 5).
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::Diary;
use super::columns::{Columns, Kernel, Timeline};
use super::ends;
use super::grid::{BASE, HALF_LIVES, LANES, NOISES, Noise, TAUS, at, noises};
use super::pass::{Gram, Pass};
use super::solve::{Slice, Solver, ln_prior_taus};

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
    /// Counts in [`Posterior::points`].
    point: usize,
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
    /// Means of all coefficients, component after component.
    means: Vec<f64>,
    /// Lower triangles of the covariances of the effects, component after component.
    covariances: Vec<f64>,
    /// The points of the noise grid, for coefficients that are seldom asked for.
    points: Vec<(usize, Noise, Gram)>,
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
            for round in 1..=ends::ROUNDS {
                ends::soften(&mut columns, &timeline, &grid.summary());
                // Only means are taken from a fit that another follows, so points that carry next to nothing can wait.
                let wanted = (round < ends::ROUNDS).then(|| heavy(&grid.evidence(), MOST_EVIDENCE));
                grid = Grid::run(&columns, wanted.as_deref());
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
        let grid = Grid::run(&columns, Some(&heavy(&self.evidence, HEAVY_EVIDENCE)));
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
    ///
    /// Kept for the effects; anything else is computed anew each time, for which [`Posterior::coefficients`] is meant.
    #[must_use]
    pub fn covariance(&self, component: usize, one: usize, other: usize) -> f64 {
        let (row, column) = (one.max(other), one.min(other));
        if column >= BASE {
            return self.covariances(component)[at(row - BASE, column - BASE)];
        }
        self.coefficients(component).1[at(row, column)]
    }

    /// Means, and the lower triangle of the covariance by rows, of a component's coefficients. Computed anew each time.
    #[must_use]
    pub fn coefficients(&self, component: usize) -> (Vec<f64>, Vec<f64>) {
        let part = &self.components[component];
        let mut solver =
            Solver::new(self.columns.len(), self.columns.techniques.len(), self.columns.soreness);
        solver.pick(&self.points[part.point].2, part.tau_index);
        solver.coefficients(part.half_life_index, part.sigma)
    }

    /// Means of the effects of a component, and soreness where it is asked for.
    pub(super) fn effects(&self, component: usize) -> &[f64] {
        &self.means(component)[BASE..]
    }

    /// The lower triangle of the covariance of the effects of a component.
    pub(super) fn covariances(&self, component: usize) -> &[f64] {
        let count = self.size - BASE;
        let triangle = count * (count + 1) / 2;
        &self.covariances[component * triangle..(component + 1) * triangle]
    }

    /// Mean and variance of a weighted sum of the effects of the groups.
    pub(super) fn effect(&self, component: usize, weights: &[f64]) -> (f64, f64) {
        let mean = weights.iter().zip(self.effects(component)).map(|(weight, mean)| weight * mean).sum();
        let covariances = self.covariances(component);
        let mut variance = 0.0;
        for (i, weight) in weights.iter().enumerate() {
            for (j, other) in weights[..i].iter().enumerate() {
                variance += 2.0 * weight * other * covariances[at(i, j)];
            }
            variance += weight * weight * covariances[at(i, i)];
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
}

/// Share of the evidence that the points of a refit with another kernel carry.
const HEAVY_EVIDENCE: f64 = 0.99;
/// Share of the evidence that the points of a fit between two treatments of the ends of the scale carry.
const MOST_EVIDENCE: f64 = 0.999;

/// The points of the noise grid that carry this share of the evidence.
fn heavy(evidence: &[f64], share: f64) -> Vec<bool> {
    let most = evidence.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut shares: Vec<(usize, f64)> =
        evidence.iter().map(|evidence| libm::exp(evidence - most)).enumerate().collect();
    let total: f64 = shares.iter().map(|(_, share)| share).sum();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut heavy = vec![false; evidence.len()];
    let mut sum = 0.0;
    for (index, own) in shares {
        if sum >= share * total {
            break;
        }
        heavy[index] = true;
        sum += own;
    }
    heavy
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
    points: Vec<(usize, Noise, Gram)>,
    /// For each of `points`, all τ. The log weights have become weights that sum to 1.
    slices: Vec<Slice>,
    /// ln of the evidence of all points together, up to a constant.
    ln_total: f64,
}

/// Log weights so far below the largest are nothing.
const NOTHING: f64 = -45.0;

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
        let all =
            |slices: &[Slice]| slices.iter().flat_map(|slice| slice.weights).flatten().collect::<Vec<_>>();
        let most = all(&slices).into_iter().fold(f64::NEG_INFINITY, f64::max);
        for weight in slices.iter_mut().flat_map(|slice| &mut slice.weights).flatten() {
            let below = *weight - most;
            *weight = if below < NOTHING { 0.0 } else { libm::exp(below) };
        }
        let total: f64 = all(&slices).into_iter().sum();
        for weight in slices.iter_mut().flat_map(|slice| &mut slice.weights).flatten() {
            *weight /= total;
        }
        Self { solver, points, slices, ln_total: most + libm::log(total) }
    }

    /// Points of the noise grid with their slices.
    fn walk(&self) -> impl Iterator<Item = (&(usize, Noise, Gram), &[Slice])> {
        self.points.iter().zip(self.slices.chunks_exact(TAUS.len()))
    }

    /// Log evidence of each point of the noise grid; minus infinity where it was not wanted.
    fn evidence(&self) -> Vec<f64> {
        let mut evidence = vec![f64::NEG_INFINITY; NOISES];
        for ((index, ..), slices) in self.walk() {
            let share: f64 = slices.iter().flat_map(|slice| slice.weights).flatten().sum();
            evidence[*index] = self.ln_total + libm::log(share);
        }
        evidence
    }

    /// Posterior means of φ (geometric), r, q and σ, and the most probable half-life.
    fn summary(&self) -> Summary {
        let (mut ln_phi, mut r, mut q, mut sigma, mut shares) = (0.0, 0.0, 0.0, 0.0, [0.0; LANES]);
        for ((_, noise, _), slices) in self.walk() {
            let mut share = 0.0;
            for slice in slices {
                for (node, weights) in slice.weights.iter().enumerate() {
                    let wider = self.solver.sigma(1.0, node);
                    for (h, weight) in weights.iter().enumerate() {
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

    /// Effects of all components that carry weight.
    fn posterior(mut self, columns: Columns, timeline: Timeline) -> Posterior {
        let evidence = self.evidence();
        let (mut components, mut means, mut covariances) = (Vec::new(), Vec::new(), Vec::new());
        for (point, (_, noise, gram)) in self.points.iter().enumerate() {
            for (tau_index, (tau, _)) in TAUS.into_iter().enumerate() {
                let slice = self.slices[point * TAUS.len() + tau_index];
                if slice.weights.iter().flatten().all(|weight| *weight < LEAST_WEIGHT) {
                    continue;
                }
                self.solver.pick(gram, tau_index);
                for (node, weights) in slice.weights.iter().enumerate() {
                    if weights.iter().all(|weight| *weight < LEAST_WEIGHT) {
                        continue;
                    }
                    let sigmas = slice.sigmas.map(|sigma| self.solver.sigma(sigma, node));
                    let effects = self.solver.effects(&sigmas);
                    for (h, half_life) in HALF_LIVES.into_iter().enumerate() {
                        if weights[h] < LEAST_WEIGHT {
                            continue;
                        }
                        means.extend(effects.means.iter().map(|mean| mean[h]));
                        covariances.extend(effects.covariances.iter().map(|covariance| covariance[h]));
                        components.push(Component {
                            weight: weights[h],
                            half_life,
                            tau,
                            phi: noise.phi,
                            r: noise.r,
                            q: noise.q,
                            sigma: sigmas[h],
                            half_life_index: h,
                            tau_index,
                            point,
                        });
                    }
                }
            }
        }
        let kept: f64 = components.iter().map(|component: &Component| component.weight).sum();
        for component in &mut components {
            component.weight /= kept;
        }
        let (size, points) = (self.solver.size(), self.points);
        Posterior { components, size, means, covariances, points, columns, timeline, evidence }
    }
}

/// Logarithm of a sum of exponentials.
fn ln_sum(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + libm::log(values.iter().map(|value| libm::exp(value - most)).sum())
}
