//! The linear coefficients at one point of the noise grid, for all half-lives at once (measures 4.3, steps 3 and 4).
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::grid::{BASE, LANES, Lane, Prior, TAUS, at, ln_prior_half_lives, ln_prior_sigma};
use super::pass::Gram;

/// Nodes of ln σ.
pub(super) const NODES: usize = 3;

/// Gauss-Hermite nodes and weights.
const HERMITE: [(f64, f64); NODES] =
    [(-1.732_050_807_568_877_2, 1.0 / 6.0), (0.0, 2.0 / 3.0), (1.732_050_807_568_877_2, 1.0 / 6.0)];

/// The smallest variance that the search for σ̂ goes down to, in points².
const LEAST_VARIANCE: f64 = 0.02;

/// Log weights and σ of the components at one (φ, r, q) and τ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slice {
    /// Log weights by node, then half-life.
    pub(super) ln_weights: [Lane; NODES],
    /// σ at the middle node.
    pub(super) sigmas: Lane,
}

/// Picks systems from a [`Gram`] and solves them.
#[derive(Debug)]
pub(super) struct Solver {
    prior: Prior,
    ratings: f64,
    /// ln of the priors of half-lives and of the grid constant of the nodes.
    ln_constant: Lane,
    /// `S_jj`, lower triangle.
    system: Vec<Lane>,
    /// `S_j0`.
    target: Vec<Lane>,
    /// `S_00`.
    total: f64,
    factor: Vec<Lane>,
    solution: Vec<Lane>,
    right: Vec<Lane>,
}

impl Solver {
    /// A solver for so many ratings, techniques, and soreness or not.
    pub(super) fn new(ratings: usize, techniques: usize, soreness: bool) -> Self {
        let prior = Prior::new(techniques, soreness);
        let (size, triangle) = (prior.size, prior.precision.len());
        let zeros = |length| vec![[0.0; LANES]; length];
        #[expect(clippy::cast_precision_loss, reason = "at most some thousands")]
        let ratings = ratings as f64;
        let mut ln_constant = ln_prior_half_lives();
        for (sum, ln_determinant) in ln_constant.iter_mut().zip(prior.ln_determinant) {
            *sum += 0.5 * ln_determinant - 0.5 * prior.square - 0.5 * libm::log(2.0 * ratings);
        }
        Self {
            prior,
            ratings,
            ln_constant,
            system: zeros(triangle),
            target: zeros(size),
            total: 0.0,
            factor: zeros(triangle),
            solution: zeros(size),
            right: zeros(size),
        }
    }

    /// How many coefficients.
    pub(super) fn size(&self) -> usize {
        self.prior.size
    }

    /// Chooses the system of one τ.
    pub(super) fn pick(&mut self, gram: &Gram, tau: usize) {
        let (recovery, base) = (4 + tau, &gram.base);
        self.total = base[0][0];
        for j in 0..BASE {
            let column = if j + 1 == BASE { recovery } else { j + 1 };
            self.target[j] = [base[0][column]; LANES];
            for i in j..BASE {
                let row = if i + 1 == BASE { recovery } else { i + 1 };
                let entry = if column < BASE { base[column][row] } else { gram.squares[row] };
                self.system[at(i, j)] = [entry; LANES];
            }
        }
        for (k, cross) in gram.cross.chunks_exact(LANES).enumerate() {
            let i = BASE + k;
            self.target[i] = cross[0];
            for j in 0..BASE {
                self.system[at(i, j)] = cross[if j + 1 == BASE { recovery } else { j + 1 }];
            }
            for l in 0..=k {
                self.system[at(i, BASE + l)] = gram.own[at(k, l)];
            }
        }
    }

    /// Finds σ̂ and the log weights of the picked system, but for the prior of the noise.
    pub(super) fn weigh(&mut self, ln_determinant: f64, ln_prior_tau: f64) -> Slice {
        let mut variance = [SIGMA_START * SIGMA_START; LANES];
        for _ in 0..2 {
            self.solve(&variance.map(|variance| 1.0 / variance));
            variance = self.residual();
        }
        let sigmas = variance.map(f64::sqrt);
        let ln_sigmas = variance.map(|variance| 0.5 * libm::log(variance));
        let mut ln_weights = [[0.0; LANES]; NODES];
        for (out, (z, weight)) in ln_weights.iter_mut().zip(HERMITE) {
            let shift = z / (2.0 * self.ratings).sqrt();
            let wider = libm::exp(-2.0 * shift);
            let precision = variance.map(|variance| wider / variance);
            let determinant = self.solve(&precision);
            let constant = ln_prior_tau - 0.5 * ln_determinant + libm::log(weight) + 0.5 * z * z;
            for h in 0..LANES {
                let ln_sigma = ln_sigmas[h] + shift;
                let fitted: f64 = (0..self.size()).map(|j| self.right[j][h] * self.solution[j][h]).sum();
                out[h] = constant + self.ln_constant[h]
                    - self.ratings * ln_sigma
                    - 0.5 * (self.total * precision[h] - fitted)
                    - 0.5 * libm::log(determinant[h])
                    + ln_prior_sigma(ln_sigma);
            }
        }
        Slice { ln_weights, sigmas }
    }

    /// σ at a node, given σ at the middle one.
    pub(super) fn sigma(&self, middle: f64, node: usize) -> f64 {
        middle * libm::exp(HERMITE[node].0 / (2.0 * self.ratings).sqrt())
    }

    /// Mean and covariance (lower triangle) of the coefficients of the picked system, at one half-life and σ.
    pub(super) fn coefficients(
        &mut self,
        half_life: usize,
        sigma: f64,
        means: &mut Vec<f64>,
        covariances: &mut Vec<f64>,
    ) {
        let precision = 1.0 / (sigma * sigma);
        let system = (self.system.iter().zip(&self.prior.precision))
            .map(|(system, prior)| system[half_life] * precision + prior[half_life])
            .collect();
        let right: Vec<f64> = self
            .target
            .iter()
            .zip(&self.prior.shift)
            .map(|(target, shift)| target[half_life] * precision + shift)
            .collect();
        let (mean, covariance) = mean_and_covariance(system, &right);
        means.extend(mean);
        covariances.extend(covariance);
    }

    /// Solves `A μ = b` with `A = S/σ² + P0`; returns the determinant of A.
    fn solve(&mut self, precision: &Lane) -> Lane {
        for ((out, system), prior) in self.factor.iter_mut().zip(&self.system).zip(&self.prior.precision) {
            for h in 0..LANES {
                out[h] = system[h] * precision[h] + prior[h];
            }
        }
        for (((out, right), target), shift) in
            self.solution.iter_mut().zip(&mut self.right).zip(&self.target).zip(&self.prior.shift)
        {
            for h in 0..LANES {
                right[h] = target[h] * precision[h] + shift;
            }
            *out = *right;
        }
        solve_in_place(&mut self.factor, &mut self.solution)
    }

    /// The next σ̂²: residual sum of squares over the number of ratings.
    fn residual(&self) -> Lane {
        let mut sum = [self.total; LANES];
        for (j, (solution, target)) in self.solution.iter().zip(&self.target).enumerate() {
            let mut product = [0.0; LANES];
            for (i, other) in self.solution[..j].iter().enumerate() {
                let entry = &self.system[at(j, i)];
                for h in 0..LANES {
                    product[h] += 2.0 * entry[h] * other[h];
                }
            }
            let own = &self.system[at(j, j)];
            for h in 0..LANES {
                sum[h] += solution[h] * (product[h] + own[h] * solution[h] - 2.0 * target[h]);
            }
        }
        sum.map(|sum| (sum / self.ratings).max(LEAST_VARIANCE))
    }
}

/// Where the search for σ̂ starts.
const SIGMA_START: f64 = super::grid::SIGMA_MEDIAN;

/// Factors a lower triangle as `L D L'` and solves for the right side, all in place; returns the determinant.
///
/// The determinant cannot overflow: at most 13 factors, each far below 1e20.
fn solve_in_place(a: &mut [Lane], x: &mut [Lane]) -> Lane {
    let size = x.len();
    let mut determinant = [1.0; LANES];
    let mut column = [[0.0; LANES]; MOST_COEFFICIENTS];
    for j in 0..size {
        let pivot = a[at(j, j)];
        let inverse = pivot.map(|pivot| 1.0 / pivot);
        let known = x[j];
        for h in 0..LANES {
            determinant[h] *= pivot[h];
        }
        for i in j + 1..size {
            let entry = a[at(i, j)];
            let mut ratio = [0.0; LANES];
            for h in 0..LANES {
                ratio[h] = entry[h] * inverse[h];
            }
            a[at(i, j)] = ratio;
            column[i] = entry;
            let row = &mut a[at(i, j + 1)..=at(i, i)];
            for (entry, other) in row.iter_mut().zip(&column[j + 1..=i]) {
                for h in 0..LANES {
                    entry[h] -= ratio[h] * other[h];
                }
            }
            for h in 0..LANES {
                x[i][h] -= ratio[h] * known[h];
            }
        }
        for h in 0..LANES {
            x[j][h] *= inverse[h];
        }
    }
    for i in (1..size).rev() {
        let known = x[i];
        for (x, ratio) in x[..i].iter_mut().zip(&a[at(i, 0)..at(i, i)]) {
            for h in 0..LANES {
                x[h] -= ratio[h] * known[h];
            }
        }
    }
    determinant
}

/// The most coefficients of one component: base, techniques, soreness.
const MOST_COEFFICIENTS: usize = BASE + super::columns::MOST_TECHNIQUES + 1;

/// `A⁻¹ b` and `A⁻¹`, from the lower triangle of A; the inverse is a lower triangle too.
pub(super) fn mean_and_covariance(mut a: Vec<f64>, b: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let size = b.len();
    cholesky(&mut a, size);
    invert(&mut a, size);
    // Now `a` is the inverse of the root, and A⁻¹ its transpose times itself.
    let mut inverse = Vec::with_capacity(a.len());
    for i in 0..size {
        for j in 0..=i {
            inverse.push((i..size).map(|k| a[at(k, i)] * a[at(k, j)]).sum());
        }
    }
    let mean = (0..size).map(|i| (0..size).map(|j| inverse[at(i.max(j), i.min(j))] * b[j]).sum()).collect();
    (mean, inverse)
}

/// Replaces a positive definite lower triangle by its Cholesky root.
pub(super) fn cholesky(a: &mut [f64], size: usize) {
    for i in 0..size {
        for j in 0..=i {
            let mut sum = a[at(i, j)];
            for k in 0..j {
                sum -= a[at(i, k)] * a[at(j, k)];
            }
            a[at(i, j)] = if i == j { sum.sqrt() } else { sum / a[at(j, j)] };
        }
    }
}

/// Replaces a triangular root by its inverse.
fn invert(a: &mut [f64], size: usize) {
    for j in 0..size {
        a[at(j, j)] = 1.0 / a[at(j, j)];
        for i in j + 1..size {
            let sum: f64 = (j..i).map(|k| a[at(i, k)] * a[at(k, j)]).sum();
            a[at(i, j)] = -sum / a[at(i, i)];
        }
    }
}

/// ln of the prior weights of the time constants.
pub(super) fn ln_prior_taus() -> [f64; TAUS.len()] {
    TAUS.map(|(_, weight)| libm::log(weight))
}
