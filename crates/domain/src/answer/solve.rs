//! The linear coefficients at one point of the noise grid, for all half-lives at once (measures 4.3, steps 3 and 4).
#![expect(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "matrices read as in the literature"
)]

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
    /// Log weights, later weights, by node, then half-life.
    pub(super) weights: [Lane; NODES],
    /// σ at the middle node.
    pub(super) sigmas: Lane,
}

/// For each half-life: means of all coefficients, and the covariance of the effects as a lower triangle.
#[derive(Debug)]
pub(super) struct Effects {
    pub(super) means: Vec<Lane>,
    pub(super) covariances: Vec<Lane>,
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
        Slice { weights: ln_weights, sigmas }
    }

    /// σ at a node, given σ at the middle one.
    pub(super) fn sigma(&self, middle: f64, node: usize) -> f64 {
        middle * libm::exp(HERMITE[node].0 / (2.0 * self.ratings).sqrt())
    }

    /// Mean and covariance (lower triangle) of all coefficients of the picked system, at one half-life and σ.
    pub(super) fn coefficients(&self, half_life: usize, sigma: f64) -> (Vec<f64>, Vec<f64>) {
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
        mean_and_covariance(system, &right)
    }

    /// Coefficients of the picked system, given σ for each half-life.
    ///
    /// Effects come last in the system, so that their covariance follows from the last rows of its factor alone.
    pub(super) fn effects(&mut self, sigmas: &Lane) -> Effects {
        self.solve(&sigmas.map(|sigma| 1.0 / (sigma * sigma)));
        let count = self.size() - BASE;
        let mut inverse = vec![[0.0; LANES]; count * (count + 1) / 2];
        for j in 0..count {
            inverse[at(j, j)] = [1.0; LANES];
            for i in j + 1..count {
                let mut sum = [0.0; LANES];
                for k in j..i {
                    let (ratio, known) = (self.factor[at(BASE + i, BASE + k)], inverse[at(k, j)]);
                    for h in 0..LANES {
                        sum[h] -= ratio[h] * known[h];
                    }
                }
                inverse[at(i, j)] = sum;
            }
        }
        let mut covariances = vec![[0.0; LANES]; inverse.len()];
        for i in 0..count {
            for j in 0..=i {
                for k in i..count {
                    let (one, other, pivot) =
                        (inverse[at(k, i)], inverse[at(k, j)], self.factor[at(BASE + k, BASE + k)]);
                    for h in 0..LANES {
                        covariances[at(i, j)][h] += one[h] * other[h] / pivot[h];
                    }
                }
            }
        }
        Effects { means: self.solution.clone(), covariances }
    }

    /// Solves `A μ = b` with `A = S/σ² + P0`; returns the determinant of A.
    fn solve(&mut self, precision: &Lane) -> Lane {
        // The sizes are known when this is compiled, so that nothing is looked up or checked in the innermost loops.
        match self.size() {
            5 => self.solve_sized::<5>(precision),
            6 => self.solve_sized::<6>(precision),
            7 => self.solve_sized::<7>(precision),
            8 => self.solve_sized::<8>(precision),
            9 => self.solve_sized::<9>(precision),
            10 => self.solve_sized::<10>(precision),
            11 => self.solve_sized::<11>(precision),
            12 => self.solve_sized::<12>(precision),
            13 => self.solve_sized::<13>(precision),
            _ => self.solve_sized::<BASE>(precision),
        }
    }

    /// Factors `A = L D L'` and solves, keeping the factor; `SIZE` is the number of coefficients.
    ///
    /// The determinant cannot overflow: at most 13 factors, each far below 1e20.
    fn solve_sized<const SIZE: usize>(&mut self, precision: &Lane) -> Lane {
        let mut a = [[[0.0; LANES]; SIZE]; SIZE];
        let mut x = [[0.0; LANES]; SIZE];
        for i in 0..SIZE {
            for j in 0..=i {
                let (system, prior) = (&self.system[at(i, j)], &self.prior.precision[at(i, j)]);
                for h in 0..LANES {
                    a[i][j][h] = system[h] * precision[h] + prior[h];
                }
            }
            let (target, shift) = (&self.target[i], self.prior.shift[i]);
            for h in 0..LANES {
                x[i][h] = target[h] * precision[h] + shift;
            }
            self.right[i] = x[i];
        }
        let mut determinant = [1.0; LANES];
        for j in 0..SIZE {
            let mut inverse = [0.0; LANES];
            for h in 0..LANES {
                inverse[h] = 1.0 / a[j][j][h];
                determinant[h] *= a[j][j][h];
            }
            for i in j + 1..SIZE {
                let mut ratio = [0.0; LANES];
                for h in 0..LANES {
                    ratio[h] = a[i][j][h] * inverse[h];
                    x[i][h] -= ratio[h] * x[j][h];
                }
                // Column j still holds the entries before they are divided, for the rows up to this one.
                for k in j + 1..=i {
                    for h in 0..LANES {
                        a[i][k][h] -= ratio[h] * a[k][j][h];
                    }
                }
            }
            for i in j + 1..SIZE {
                for h in 0..LANES {
                    a[i][j][h] *= inverse[h];
                }
            }
            for h in 0..LANES {
                x[j][h] *= inverse[h];
            }
        }
        for i in (0..SIZE).rev() {
            for j in 0..i {
                for h in 0..LANES {
                    x[j][h] -= a[i][j][h] * x[i][h];
                }
            }
        }
        for i in 0..SIZE {
            self.solution[i] = x[i];
            self.factor[at(i, 0)..=at(i, i)].copy_from_slice(&a[i][..=i]);
        }
        determinant
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
