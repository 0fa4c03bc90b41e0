//! The grid of non-linear parameters and the priors (measures 4.2).
//!
//! Symbols are those of the measures: τ time constant of natural recovery, h half-life of the effect, φ correlation of
//! the swings at one day, r share of the variance that is noise of a single rating, q variance of the drift a day, σ
//! standard deviation within the person, β peak effect of a technique.
#![expect(clippy::indexing_slicing, reason = "the grid's own sizes")]

/// How many half-lives there are. A [`Lane`] holds one number for each, so that the compiler can work on them at once.
pub(super) const LANES: usize = 9;

/// One number for each half-life.
pub(super) type Lane = [f64; LANES];

/// Days: 0.4 · 1.6^j, from hours to weeks.
pub(super) const HALF_LIVES: Lane =
    [0.4, 0.64, 1.024, 1.638_4, 2.621_44, 4.194_304, 6.710_886_4, 10.737_418_24, 17.179_869_184];

/// The ratio of neighbouring half-lives.
pub(super) const HALF_LIFE_STEP: f64 = 1.6;

/// Days, and their prior weights.
pub(super) const TAUS: [(f64, f64); 5] = [(4.0, 0.15), (8.0, 0.20), (16.0, 0.25), (32.0, 0.25), (64.0, 0.15)];

/// The place of 16 days in [`TAUS`], which the treatment of the ends of the scale uses.
pub(super) const TAU_OF_ENDS: usize = 2;

/// Correlation at one day, and prior weights.
pub(super) const PHIS: [(f64, f64); 6] =
    [(0.10, 0.10), (0.30, 0.22), (0.50, 0.26), (0.70, 0.22), (0.85, 0.13), (0.95, 0.07)];

/// Share of noise, rounding included, and prior weights.
pub(super) const RS: [(f64, f64); 5] = [(0.05, 0.15), (0.15, 0.25), (0.30, 0.27), (0.50, 0.21), (0.75, 0.12)];

/// Drift, and prior weights.
pub(super) const QS: [(f64, f64); 5] =
    [(0.0, 0.30), (0.0005, 0.25), (0.003, 0.20), (0.015, 0.15), (0.05, 0.10)];

/// How many points (φ, r, q) there are.
pub(super) const NOISES: usize = PHIS.len() * RS.len() * QS.len();

/// Coefficients that every diary has: level, morning, weekend, recovery.
pub(super) const BASE: usize = 4;

/// Prior means of the base coefficients, in points.
pub(super) const BASE_MEANS: [f64; BASE] = [5.0, 0.0, 0.0, 1.0];

/// Prior standard deviations of the base coefficients, in points.
pub(super) const BASE_SDS: [f64; BASE] = [3.0, 0.7, 0.3, 2.0];

/// Prior mean of ln σ: within-person SD about 1.1 to 1.2 (Pagé 2022).
pub(super) const SIGMA_MEDIAN: f64 = 1.1;
/// Prior standard deviation of ln σ.
const LN_SIGMA_SD: f64 = 0.5;
/// Prior median of the half-life, in days; its logarithm has a standard deviation of 1.
const HALF_LIFE_MEDIAN: f64 = 2.0;
/// Prior correlation of two techniques of one person.
const CORRELATION: f64 = 0.5;
/// Prior standard deviation of soreness after sessions, in points: as large as a fair effect, of either sign.
const SORENESS_SD: f64 = 1.0;
/// Half-life of soreness, in days (measures 3.1).
pub(super) const SORENESS_HALF_LIFE: f64 = 0.4;

/// One point of the noise grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noise {
    pub(super) phi: f64,
    pub(super) r: f64,
    pub(super) q: f64,
    /// Logarithm of the prior weight.
    pub(super) ln_prior: f64,
}

/// The noise grid in its fixed order: φ outermost, q innermost.
pub(super) fn noises() -> impl Iterator<Item = Noise> {
    PHIS.iter().flat_map(|&(phi, weight_phi)| {
        RS.iter().flat_map(move |&(r, weight_r)| {
            QS.iter().map(move |&(q, weight_q)| Noise {
                phi,
                r,
                q,
                ln_prior: libm::log(weight_phi * weight_r * weight_q),
            })
        })
    })
}

/// ln of the prior weight of each half-life: lognormal density in ln h.
pub(super) fn ln_prior_half_lives() -> Lane {
    HALF_LIVES.map(|h| {
        let z = libm::log(h / HALF_LIFE_MEDIAN);
        -0.5 * z * z
    })
}

/// Prior standard deviation of a technique's peak effect: long-lived effects must be smaller per session.
pub(super) fn beta_sd(half_life: f64) -> f64 {
    let ratio = half_life / 6.0;
    1.5 / (1.0 + ratio * ratio).sqrt()
}

/// ln of the prior density of ln σ, up to a constant.
pub(super) fn ln_prior_sigma(ln_sigma: f64) -> f64 {
    let z = (ln_sigma - libm::log(SIGMA_MEDIAN)) / LN_SIGMA_SD;
    -0.5 * z * z
}

/// The prior precision of all coefficients: base, techniques, and soreness where it is asked for.
#[derive(Debug, Clone)]
pub(super) struct Prior {
    /// How many coefficients.
    pub(super) size: usize,
    /// Lower triangle by rows, one lane for each entry.
    pub(super) precision: Vec<Lane>,
    /// Precision times mean.
    pub(super) shift: Vec<f64>,
    /// Mean, precision, mean.
    pub(super) square: f64,
    /// ln of the determinant of the precision.
    pub(super) ln_determinant: Lane,
}

impl Prior {
    /// The prior for so many techniques.
    pub(super) fn new(techniques: usize, soreness: bool) -> Self {
        let size = BASE + techniques + usize::from(soreness);
        let mut precision = vec![[0.0; LANES]; size * (size + 1) / 2];
        let mut shift = vec![0.0; size];
        let (mut square, mut ln_determinant) = (0.0, [0.0; LANES]);
        for (j, (mean, sd)) in BASE_MEANS.into_iter().zip(BASE_SDS).enumerate() {
            let exact = 1.0 / (sd * sd);
            precision[at(j, j)] = [exact; LANES];
            shift[j] = exact * mean;
            square += mean * exact * mean;
            ln_determinant = ln_determinant.map(|sum| sum + libm::log(exact));
        }
        // Inverse of s²[(1-ρ)I + ρ11'] in closed form.
        #[expect(clippy::cast_precision_loss, reason = "a handful of techniques")]
        let count = techniques as f64;
        let spread = 1.0 - CORRELATION + count * CORRELATION;
        let off = -CORRELATION / ((1.0 - CORRELATION) * spread);
        let scale = HALF_LIVES.map(|h| 1.0 / (beta_sd(h) * beta_sd(h)));
        for i in 0..techniques {
            for j in 0..=i {
                let entry = if i == j { 1.0 / (1.0 - CORRELATION) + off } else { off };
                precision[at(BASE + i, BASE + j)] = scale.map(|scale| scale * entry);
            }
        }
        if techniques > 0 {
            let ln_correlations = (count - 1.0) * libm::log(1.0 - CORRELATION) + libm::log(spread);
            for (sum, scale) in ln_determinant.iter_mut().zip(scale) {
                *sum += count * libm::log(scale) - ln_correlations;
            }
        }
        if soreness {
            let exact = 1.0 / (SORENESS_SD * SORENESS_SD);
            precision[at(size - 1, size - 1)] = [exact; LANES];
            ln_determinant = ln_determinant.map(|sum| sum + libm::log(exact));
        }
        Self { size, precision, shift, square, ln_determinant }
    }
}

/// The place of row `i`, column `j` ≤ `i` in a lower triangle kept by rows.
pub(super) fn at(i: usize, j: usize) -> usize {
    i * (i + 1) / 2 + j
}
