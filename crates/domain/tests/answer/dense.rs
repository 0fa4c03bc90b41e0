//! The estimator of the measures (4.1 to 4.3) once more, written on its own: dense covariance matrices, no filter, no
//! smoother, one component after the other. Slow, and only for comparing.

use domain::answer::{Diary, Occasion, Rating, SessionAt};

type Matrix = Vec<Vec<f64>>;

/// A component: weight, half-life, mean and covariance of the effects (positive is less pain), mean of R, τ.
pub struct Part {
    pub weight: f64,
    pub half_life: f64,
    pub mean: Vec<f64>,
    pub covariance: Matrix,
}

const TAU: [(f64, f64); 5] = [(4.0, 0.15), (8.0, 0.20), (16.0, 0.25), (32.0, 0.25), (64.0, 0.15)];
const PHI: [(f64, f64); 6] =
    [(0.10, 0.10), (0.30, 0.22), (0.50, 0.26), (0.70, 0.22), (0.85, 0.13), (0.95, 0.07)];
const R: [(f64, f64); 5] = [(0.05, 0.15), (0.15, 0.25), (0.30, 0.27), (0.50, 0.21), (0.75, 0.12)];
const Q: [(f64, f64); 5] = [(0.0, 0.30), (0.0005, 0.25), (0.003, 0.20), (0.015, 0.15), (0.05, 0.10)];

fn half_life(j: usize) -> f64 {
    0.4 * 1.6_f64.powi(j as i32)
}

/// Lower Cholesky root.
pub fn root(a: &Matrix) -> Matrix {
    let n = a.len();
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let s: f64 = a[i][j] - (0..j).map(|k| l[i][k] * l[j][k]).sum::<f64>();
            l[i][j] = if i == j { s.sqrt() } else { s / l[j][j] };
        }
    }
    l
}

/// `L⁻¹ b`.
pub fn forward(l: &Matrix, b: &[f64]) -> Vec<f64> {
    let mut x = b.to_vec();
    for i in 0..x.len() {
        let s: f64 = (0..i).map(|k| l[i][k] * x[k]).sum();
        x[i] = (x[i] - s) / l[i][i];
    }
    x
}

/// Inverse and log determinant of a positive definite matrix.
pub fn inverse(a: &Matrix) -> (Matrix, f64) {
    let n = a.len();
    let l = root(a);
    let columns: Matrix = (0..n)
        .map(|j| forward(&l, &(0..n).map(|i| f64::from(u8::from(i == j))).collect::<Vec<_>>()))
        .collect();
    let inverse = (0..n)
        .map(|i| (0..n).map(|j| (0..n).map(|k| columns[i][k] * columns[j][k]).sum()).collect())
        .collect();
    (inverse, 2.0 * (0..n).map(|i| l[i][i].ln()).sum::<f64>())
}

/// The most coefficients that are compared: level, morning, weekend, recovery, two techniques.
const MOST: usize = 6;

/// The same as [`inverse`], for the many small systems, by eliminating column after column.
fn small_inverse(a: &[[f64; MOST]; MOST]) -> ([[f64; MOST]; MOST], f64) {
    let mut left = *a;
    let mut right = [[0.0; MOST]; MOST];
    let mut ln_det = 0.0;
    for i in 0..MOST {
        right[i][i] = 1.0;
    }
    for j in 0..MOST {
        let pivot = left[j][j];
        ln_det += pivot.ln();
        for k in 0..MOST {
            left[j][k] /= pivot;
            right[j][k] /= pivot;
        }
        for i in 0..MOST {
            let factor = left[i][j];
            if i != j {
                for k in 0..MOST {
                    left[i][k] -= factor * left[j][k];
                    right[i][k] -= factor * right[j][k];
                }
            }
        }
    }
    (right, ln_det)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn apply(a: &Matrix, b: &[f64]) -> Vec<f64> {
    a.iter().map(|row| dot(row, b)).collect()
}

/// The prior precision and mean of level, morning, weekend, recovery and effects, by inverting the covariance.
fn prior(h: f64, techniques: usize) -> (Matrix, Matrix, Vec<f64>, f64) {
    let p = 4 + techniques;
    let mut covariance = vec![vec![0.0; p]; p];
    for (j, sd) in [3.0, 0.7, 0.3, 2.0].into_iter().enumerate() {
        covariance[j][j] = sd * sd;
    }
    let s2 = 2.25 / (1.0 + (h / 6.0).powi(2));
    for i in 0..techniques {
        for j in 0..techniques {
            covariance[4 + i][4 + j] = if i == j { s2 } else { 0.5 * s2 };
        }
    }
    let mut mean = vec![0.0; p];
    (mean[0], mean[3]) = (5.0, 1.0);
    let (precision, ln_det) = inverse(&covariance);
    (precision, covariance, mean, -ln_det)
}

struct Data {
    ratings: Vec<Rating>,
    y: Vec<f64>,
    /// Noise relative to σ², where it is not r.
    noise: Vec<Option<f64>>,
    sessions: Vec<SessionAt>,
    /// Day of the week of the first day, Monday 0.
    monday_offset: i64,
    techniques: usize,
}

impl Data {
    fn new(diary: &Diary) -> Self {
        let mut ratings = diary.ratings.clone();
        ratings.sort_by(|a, b| a.at.partial_cmp(&b.at).unwrap());
        Self {
            y: ratings.iter().map(|r| f64::from(r.score.points())).collect(),
            noise: vec![None; ratings.len()],
            sessions: diary.sessions.clone(),
            monday_offset: i64::from(diary.first_day.weekday().to_monday_zero_offset()),
            techniques: diary.techniques.len(),
            ratings,
        }
    }

    fn x(&self, i: usize, tau: f64, h: f64) -> Vec<f64> {
        let rating = self.ratings[i];
        let t = rating.at;
        let weekday = (t.floor() as i64 + self.monday_offset) % 7;
        let mut row = vec![
            1.0,
            if rating.occasion == Occasion::Morning { 1.0 } else { 0.0 },
            if weekday >= 5 { 1.0 } else { 0.0 },
            (-t / tau).exp(),
        ];
        row.extend((0..self.techniques).map(|k| {
            -self
                .sessions
                .iter()
                .filter(|s| s.technique == k && s.at < t)
                .map(|s| 2.0_f64.powf(-(t - s.at) / h))
                .sum::<f64>()
        }));
        row
    }

    /// Covariance of swings and drift over σ².
    fn latent(&self, phi: f64, r: f64, q: f64) -> Matrix {
        let start = self.ratings[0].at;
        let times: Vec<f64> = self.ratings.iter().map(|r| r.at).collect();
        let entry = |a: f64, b: f64| (1.0 - r) * phi.powf((a - b).abs()) + q * (a.min(b) - start);
        times.iter().map(|&a| times.iter().map(|&b| entry(a, b)).collect()).collect()
    }

    fn covariance(&self, phi: f64, r: f64, q: f64) -> Matrix {
        let mut v = self.latent(phi, r, q);
        for (i, noise) in self.noise.iter().enumerate() {
            v[i][i] += noise.unwrap_or(r);
        }
        v
    }
}

struct Fitted {
    parts: Vec<Part>,
    phi: f64,
    r: f64,
    q: f64,
    sigma: f64,
    best_half_life: f64,
}

/// `S` over these columns and `ln|V|`, from the dense covariance.
fn whiten(v: &Matrix, columns: &[Vec<f64>]) -> (Matrix, f64) {
    let l = root(v);
    let white: Matrix = columns.iter().map(|column| forward(&l, column)).collect();
    let s = white.iter().map(|a| white.iter().map(|b| dot(a, b)).collect()).collect();
    (s, 2.0 * (0..l.len()).map(|i| l[i][i].ln()).sum::<f64>())
}

fn fit(data: &Data) -> Fitted {
    let n = data.y.len() as f64;
    let count = data.techniques;
    // Columns: y, then for each τ and h a full set would repeat: base 1..3, recovery 4..8, effects 9 + h * K + k.
    let mut columns = vec![data.y.clone()];
    let rows: Vec<Vec<f64>> = (0..data.y.len()).map(|i| data.x(i, 1.0, 1.0)).collect();
    for j in 0..3 {
        columns.push(rows.iter().map(|row| row[j]).collect());
    }
    for (tau, _) in TAU {
        columns.push((0..data.y.len()).map(|i| data.x(i, tau, 1.0)[3]).collect());
    }
    for j in 0..9 {
        for k in 0..count {
            columns.push((0..data.y.len()).map(|i| data.x(i, 1.0, half_life(j))[4 + k]).collect());
        }
    }
    let priors: Vec<_> = (0..9).map(|j| prior(half_life(j), count)).collect();
    let mut drafts: Vec<(f64, Part, [f64; 4])> = Vec::new();
    for (phi, weight_phi) in PHI {
        for (r, weight_r) in R {
            for (q, weight_q) in Q {
                let (s, ln_det) = whiten(&data.covariance(phi, r, q), &columns);
                for (t, (_, weight_tau)) in TAU.into_iter().enumerate() {
                    for (j, (p0, _, m0, ln_p0)) in priors.iter().enumerate() {
                        let pick: Vec<usize> = [1, 2, 3, 4 + t]
                            .into_iter()
                            .chain((0..count).map(|k| 9 + j * count + k))
                            .collect();
                        let z = (half_life(j) / 2.0).ln();
                        let ln_grid = (weight_phi * weight_r * weight_q * weight_tau).ln() - 0.5 * z * z;
                        let shift = apply(p0, m0);
                        let mut system = [[0.0; MOST]; MOST];
                        let (mut target, mut precision, mut lift) =
                            ([0.0; MOST], [[0.0; MOST]; MOST], [0.0; MOST]);
                        for (i, &a) in pick.iter().enumerate() {
                            (target[i], lift[i]) = (s[a][0], shift[i]);
                            for (j, &b) in pick.iter().enumerate() {
                                (system[i][j], precision[i][j]) = (s[a][b], p0[i][j]);
                            }
                        }
                        // Rows that are not used become the identity.
                        for i in pick.len()..MOST {
                            precision[i][i] = 1.0;
                        }
                        let solve = |sigma2: f64| {
                            let mut a = precision;
                            let mut b = lift;
                            for i in 0..MOST {
                                b[i] += target[i] / sigma2;
                                for j in 0..MOST {
                                    a[i][j] += system[i][j] / sigma2;
                                }
                            }
                            let (covariance, ln_a) = small_inverse(&a);
                            let mean: [f64; MOST] = std::array::from_fn(|i| dot(&covariance[i], &b));
                            (mean, covariance, b, ln_a)
                        };
                        let mut sigma2 = 1.1_f64.powi(2);
                        for _ in 0..2 {
                            let (mu, ..) = solve(sigma2);
                            let fitted: [f64; MOST] = std::array::from_fn(|i| dot(&system[i], &mu));
                            let rss = s[0][0] - 2.0 * dot(&mu, &target) + dot(&mu, &fitted);
                            sigma2 = (rss / n).max(0.02);
                        }
                        for (node, weight) in
                            [(-3.0_f64.sqrt(), 1.0 / 6.0), (0.0, 2.0 / 3.0), (3.0_f64.sqrt(), 1.0 / 6.0)]
                        {
                            let ln_sigma = 0.5 * sigma2.ln() + node / (2.0 * n).sqrt();
                            let sigma = ln_sigma.exp();
                            let (mu, covariance, b, ln_a) = solve(sigma * sigma);
                            let ln_weight = ln_grid
                                - 0.5 * ln_det
                                - n * ln_sigma
                                - 0.5 * (s[0][0] / (sigma * sigma) + dot(m0, &shift) - dot(&b, &mu))
                                + 0.5 * ln_p0
                                - 0.5 * ln_a
                                - 0.5 * ((ln_sigma - 1.1_f64.ln()) / 0.5).powi(2)
                                + f64::ln(weight)
                                - 0.5 * (2.0 * n).ln()
                                + 0.5 * node * node;
                            let part = Part {
                                weight: 0.0,
                                half_life: half_life(j),
                                mean: mu[4..4 + count].to_vec(),
                                covariance: covariance[4..4 + count]
                                    .iter()
                                    .map(|row| row[4..4 + count].to_vec())
                                    .collect(),
                            };
                            drafts.push((ln_weight, part, [phi, r, q, sigma]));
                        }
                    }
                }
            }
        }
    }
    let most = drafts.iter().map(|d| d.0).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = drafts.iter().map(|d| (d.0 - most).exp()).sum();
    let (mut ln_phi, mut r, mut q, mut sigma) = (0.0, 0.0, 0.0, 0.0);
    let mut shares = std::collections::BTreeMap::<u64, f64>::new();
    let mut parts = Vec::new();
    for (ln_weight, mut part, [a, b, c, d]) in drafts {
        let weight = (ln_weight - most).exp() / total;
        ln_phi += weight * a.ln();
        r += weight * b;
        q += weight * c;
        sigma += weight * d;
        *shares.entry(part.half_life.to_bits()).or_default() += weight;
        part.weight = weight;
        if weight > 1e-8 {
            parts.push(part);
        }
    }
    let best = shares.iter().max_by(|a, b| a.1.partial_cmp(b.1).unwrap()).unwrap();
    Fitted { parts, phi: ln_phi.exp(), r, q, sigma, best_half_life: f64::from_bits(*best.0) }
}

/// Replaces ratings of 0 and 10 by their sites: dense conditioning, then one site after the other.
fn soften(data: &mut Data, fitted: &Fitted) {
    let n = data.ratings.len();
    let sigma2 = fitted.sigma * fitted.sigma;
    let (_, b0, m0, _) = prior(fitted.best_half_life, data.techniques);
    let x: Matrix = (0..n).map(|i| data.x(i, 16.0, fitted.best_half_life)).collect();
    let latent = data.latent(fitted.phi, fitted.r, fitted.q);
    let mean: Vec<f64> = x.iter().map(|row| dot(row, &m0)).collect();
    let covariance: Matrix = (0..n)
        .map(|i| {
            let left = apply(&b0, &x[i]);
            (0..n).map(|j| dot(&left, &x[j]) + sigma2 * latent[i][j]).collect()
        })
        .collect();
    let scores: Vec<u8> = data.ratings.iter().map(|r| r.score.points()).collect();
    let ends: Vec<usize> = (0..n).filter(|&i| scores[i] == 0 || scores[i] == 10).collect();
    let others: Vec<usize> = (0..n).filter(|i| !ends.contains(i)).collect();
    // Condition the end points on the others.
    let observed: Matrix = others
        .iter()
        .map(|&i| {
            others.iter().map(|&j| covariance[i][j] + if i == j { fitted.r * sigma2 } else { 0.0 }).collect()
        })
        .collect();
    let l = root(&observed);
    let white_y = forward(&l, &others.iter().map(|&i| f64::from(scores[i]) - mean[i]).collect::<Vec<_>>());
    let white: Matrix = ends
        .iter()
        .map(|&e| forward(&l, &others.iter().map(|&i| covariance[i][e]).collect::<Vec<_>>()))
        .collect();
    let m = ends.len();
    let mut mu: Vec<f64> = (0..m).map(|a| mean[ends[a]] + dot(&white[a], &white_y)).collect();
    let mut v: Matrix = (0..m)
        .map(|a| (0..m).map(|b| covariance[ends[a]][ends[b]] - dot(&white[a], &white[b])).collect())
        .collect();
    let mut sites = vec![(0.0, 0.0); m];
    for _ in 0..12 {
        for a in 0..m {
            let (sign, threshold) = if scores[ends[a]] == 0 { (-1.0, 0.5) } else { (1.0, 9.5) };
            let (tau, nu) = sites[a];
            let tau_c = 1.0 / v[a][a] - tau;
            let nu_c = mu[a] / v[a][a] - nu;
            let (vc, mc) = (1.0 / tau_c, nu_c / tau_c);
            let spread = (vc + sigma2 * fitted.r).sqrt();
            let u = sign * (mc - threshold) / spread;
            let rho = (-0.5 * u * u).exp()
                / (2.0 * std::f64::consts::PI).sqrt()
                / (0.5 * libm::erfc(-u / std::f64::consts::SQRT_2));
            let mean_hat = mc + sign * vc * rho / spread;
            let v_hat = vc - vc * vc * rho * (u + rho) / (spread * spread);
            let next = (0.5 * tau + 0.5 * (1.0 / v_hat - tau_c), 0.5 * nu + 0.5 * (mean_hat / v_hat - nu_c));
            let (d_tau, d_nu) = (next.0 - tau, next.1 - nu);
            sites[a] = next;
            // Rank-one update of the joint Gaussian.
            let column: Vec<f64> = (0..m).map(|b| v[b][a]).collect();
            let scale = 1.0 / (1.0 + d_tau * column[a]);
            let gain = (d_nu - d_tau * mu[a]) * scale;
            for b in 0..m {
                mu[b] += column[b] * gain;
                for c in 0..m {
                    v[b][c] -= d_tau * scale * column[b] * column[c];
                }
            }
        }
    }
    for (a, &i) in ends.iter().enumerate() {
        let (tau, nu) = sites[a];
        data.y[i] = nu / tau;
        data.noise[i] = Some(1.0 / (tau * sigma2));
    }
}

/// The components for a diary.
pub fn parts(diary: &Diary) -> Vec<Part> {
    let mut data = Data::new(diary);
    let mut fitted = fit(&data);
    let ends = data.ratings.iter().filter(|r| [0, 10].contains(&r.score.points())).count();
    if ends >= 2 && data.ratings.len() - ends >= 10 {
        for _ in 0..2 {
            soften(&mut data, &fitted);
            fitted = fit(&data);
        }
    }
    fitted.parts
}

/// The value below which the share `p` of a mixture of (weight, mean, variance) lies, by halving.
pub fn quantile(mixture: &[(f64, f64, f64)], p: f64) -> f64 {
    let total: f64 = mixture.iter().map(|m| m.0).sum();
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        let below: f64 =
            mixture.iter().map(|(w, m, v)| w * 0.5 * libm::erfc((m - middle) / (2.0 * v).sqrt())).sum();
        if below / total > p {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

/// Mixture of the average benefit so far: κ by its formula, session by session.
pub fn benefit(diary: &Diary, parts: &[Part]) -> Vec<(f64, f64, f64)> {
    let first = diary.sessions.iter().map(|s| s.at).fold(f64::INFINITY, f64::min);
    let length = diary.now - first;
    parts
        .iter()
        .map(|part| {
            let h = part.half_life;
            let mut kappa = vec![0.0; diary.techniques.len()];
            for s in &diary.sessions {
                kappa[s.technique] +=
                    (1.0 - 2.0_f64.powf(-(diary.now - s.at) / h)) * h / (std::f64::consts::LN_2 * length);
            }
            (part.weight, dot(&kappa, &part.mean), dot(&kappa, &apply(&part.covariance, &kappa)))
        })
        .collect()
}
