//! One Kalman pass over all columns at once (measures 4.3, steps 1 and 2).
//!
//! The gain does not depend on the data, so one pass with σ² = 1 whitens every column. What is kept is
//! `S = Y'V⁻¹Y` and `L = ln|V|`, with V the covariance of swings, drift and noise.
#![expect(clippy::indexing_slicing, reason = "matrices with sizes of their own")]

use super::columns::Columns;
use super::grid::{LANES, Lane, Noise};

/// The parts of `S` that the solver needs, and `L`.
///
/// Rows of nine: `base[b]` is `[1; y, 1, morning, weekend]` against the base block; `recovery` the squares of the base
/// block; `cross[k·9 + b]` base column b against block k; `own` block k against block l ≤ k at the same half-life.
#[derive(Debug, Clone)]
pub(super) struct Gram {
    pub(super) base: [Lane; 4],
    pub(super) squares: Lane,
    pub(super) cross: Vec<Lane>,
    pub(super) own: Vec<Lane>,
    pub(super) ln_determinant: f64,
}

/// Ratings that are summed up together, to read and write each sum once for them.
const CHUNK: usize = 4;

/// What one rating adds to the pass: the same for all columns.
#[derive(Debug, Clone, Copy)]
struct Gain {
    /// φ^Δ.
    decay: f64,
    swing: f64,
    drift: f64,
    /// Square root of 1/F.
    scale: f64,
}

/// Room for the passes, used again and again.
#[derive(Debug, Default)]
pub(super) struct Pass {
    gains: Vec<Gain>,
    /// Steps from each rating to the one before.
    steps: Vec<f64>,
    /// φ^Δ for the φ at hand.
    decays: Vec<f64>,
    phi: f64,
    swings: Vec<Lane>,
    drifts: Vec<Lane>,
    innovations: Vec<Lane>,
}

impl Pass {
    /// A pass over these columns.
    pub(super) fn new(columns: &Columns) -> Self {
        let steps = columns.times.iter().scan(None, |before: &mut Option<f64>, &time| {
            let step = before.map_or(0.0, |before| time - before);
            *before = Some(time);
            Some(step)
        });
        Self { steps: steps.collect(), phi: -1.0, ..Self::default() }
    }

    /// Runs it at one point of the noise grid.
    pub(super) fn run(&mut self, columns: &Columns, noise: Noise) -> Gram {
        let ln_determinant = self.gains(columns, noise);
        let effects = columns.blocks - 1;
        let mut gram = Gram {
            base: [[0.0; LANES]; 4],
            squares: [0.0; LANES],
            cross: vec![[0.0; LANES]; effects * LANES],
            own: vec![[0.0; LANES]; effects * (effects + 1) / 2],
            ln_determinant,
        };
        for state in [&mut self.swings, &mut self.drifts] {
            state.clear();
            state.resize(columns.blocks, [0.0; LANES]);
        }
        self.innovations.clear();
        self.innovations.resize(CHUNK * columns.blocks, [0.0; LANES]);
        for (gains, rows) in self.gains.chunks(CHUNK).zip(columns.rows.chunks(CHUNK * columns.blocks)) {
            if gains.len() < CHUNK {
                // What is left of the chunk before must not count again.
                self.innovations.fill([0.0; LANES]);
            }
            for ((gain, row), whitened) in gains
                .iter()
                .zip(rows.chunks_exact(columns.blocks))
                .zip(self.innovations.chunks_exact_mut(columns.blocks))
            {
                for (((values, swings), drifts), out) in
                    row.iter().zip(&mut self.swings).zip(&mut self.drifts).zip(whitened)
                {
                    whiten(values, swings, drifts, out, gain);
                }
            }
            gram.add(&self.innovations, columns.blocks);
        }
        gram
    }

    /// Variances and gains, which no data touch; returns ln|V|.
    fn gains(&mut self, columns: &Columns, noise: Noise) -> f64 {
        #[expect(clippy::float_cmp, reason = "points of the grid are copied, not computed")]
        if self.phi != noise.phi {
            let ln_phi = libm::log(noise.phi);
            self.decays.clear();
            self.decays.extend(self.steps.iter().map(|step| libm::exp(step * ln_phi)));
            self.phi = noise.phi;
        }
        self.gains.clear();
        let (mut swing, mut both, mut drift) = (1.0 - noise.r, 0.0, 0.0);
        let (mut ln_determinant, mut product) = (0.0, 1.0);
        for ((&decay, &step), own) in self.decays.iter().zip(&self.steps).zip(&columns.noise) {
            swing = decay * decay * swing + (1.0 - noise.r) * (1.0 - decay * decay);
            both *= decay;
            drift += noise.q * step;
            let total = swing + 2.0 * both + drift + own.unwrap_or(noise.r);
            let inverse = 1.0 / total;
            let (to_swing, to_drift) = ((swing + both) * inverse, (both + drift) * inverse);
            self.gains.push(Gain { decay, swing: to_swing, drift: to_drift, scale: inverse.sqrt() });
            let (column_swing, column_drift) = (swing + both, both + drift);
            swing -= to_swing * column_swing;
            both -= to_swing * column_drift;
            drift -= to_drift * column_drift;
            // One logarithm for many factors: they lie between 0.05 and about 1e9, so 16 of them cannot overflow.
            product *= total;
            if !(1e-100..1e100).contains(&product) {
                ln_determinant += libm::log(product);
                product = 1.0;
            }
        }
        ln_determinant + libm::log(product)
    }
}

/// Predicts, takes the innovation, and updates: one rating, one block of columns.
#[inline]
fn whiten(values: &Lane, swings: &mut Lane, drifts: &mut Lane, out: &mut Lane, gain: &Gain) {
    for lane in 0..LANES {
        let swing = swings[lane] * gain.decay;
        let innovation = values[lane] - swing - drifts[lane];
        swings[lane] = swing + gain.swing * innovation;
        drifts[lane] += gain.drift * innovation;
        out[lane] = innovation * gain.scale;
    }
}

/// `sum += Σ factor · values` over the ratings of a chunk, for each half-life.
#[inline]
fn add_scaled(sum: &mut Lane, factors: [f64; CHUNK], values: [&Lane; CHUNK]) {
    for lane in 0..LANES {
        sum[lane] += (factors[0] * values[0][lane] + factors[1] * values[1][lane])
            + (factors[2] * values[2][lane] + factors[3] * values[3][lane]);
    }
}

/// `sum += Σ one · other` over the ratings of a chunk, for each half-life.
#[inline]
fn add_products(sum: &mut Lane, one: [&Lane; CHUNK], other: [&Lane; CHUNK]) {
    for lane in 0..LANES {
        sum[lane] += (one[0][lane] * other[0][lane] + one[1][lane] * other[1][lane])
            + (one[2][lane] * other[2][lane] + one[3][lane] * other[3][lane]);
    }
}

impl Gram {
    /// Adds the whitened columns of a chunk of ratings.
    #[inline]
    fn add(&mut self, whitened: &[Lane], blocks: usize) {
        let rows: [&[Lane]; CHUNK] = std::array::from_fn(|t| &whitened[t * blocks..(t + 1) * blocks]);
        let base = rows.map(|row| &row[0]);
        for (b, sum) in self.base.iter_mut().enumerate() {
            add_scaled(sum, base.map(|base| base[b]), base);
        }
        add_products(&mut self.squares, base, base);
        let mut own = self.own.iter_mut();
        for (k, sums) in self.cross.chunks_exact_mut(LANES).enumerate() {
            let effect = rows.map(|row| &row[1 + k]);
            for (b, sum) in sums.iter_mut().enumerate() {
                add_scaled(sum, base.map(|base| base[b]), effect);
            }
            for (l, sum) in (0..=k).zip(&mut own) {
                add_products(sum, effect, rows.map(|row| &row[1 + l]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::{Kernel, Timeline};
    use super::super::grid::noises;
    use super::super::{Diary, Occasion, Rating, SessionAt};
    use super::*;
    use crate::entry::NrsScore;

    /// Ratings at uneven times with a gap of 10 days, and sessions of two techniques.
    fn diary() -> Diary {
        let times = [0.3, 0.85, 1.3, 1.5, 1.85, 2.3, 12.85, 13.3, 13.3, 14.85, 16.5, 17.3];
        let ratings = times.iter().enumerate().map(|(i, at)| Rating {
            at: *at,
            occasion: [Occasion::Evening, Occasion::Morning][i % 2],
            score: NrsScore::new([6, 3, 5, 4, 7][i % 5]).unwrap(),
        });
        let sessions = [(0.5, 0), (1.5, 1), (1.6, 0), (13.5, 0)];
        Diary {
            first_day: jiff::civil::date(2026, 3, 6),
            now: 20.0,
            ratings: ratings.collect(),
            sessions: sessions.map(|(at, technique)| SessionAt { at, technique }).to_vec(),
            techniques: vec!["one".into(), "two".into()],
            decisions: Vec::new(),
            flares: Vec::new(),
            changes: Vec::new(),
            worthwhile: 1.0,
        }
    }

    fn columns() -> Columns {
        Columns::new(&Timeline::new(&diary()), Kernel::AddsUp, false)
    }

    /// `Y'V⁻¹Y` for two columns and `ln|V|`, by a dense Cholesky root.
    fn dense(columns: &Columns, noise: Noise, one: &[f64], other: &[f64]) -> (f64, f64) {
        let (n, times) = (columns.len(), &columns.times);
        let mut l = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let swing = (1.0 - noise.r) * libm::pow(noise.phi, (times[i] - times[j]).abs());
                let own = if i == j { columns.noise[i].unwrap_or(noise.r) } else { 0.0 };
                let v = swing + noise.q * (times[j] - times[0]) + own;
                let rest = v - (0..j).map(|k| l[i][k] * l[j][k]).sum::<f64>();
                l[i][j] = if i == j { rest.sqrt() } else { rest / l[j][j] };
            }
        }
        let white = |b: &[f64]| {
            let mut x: Vec<f64> = Vec::new();
            for i in 0..n {
                x.push((b[i] - (0..i).map(|k| l[i][k] * x[k]).sum::<f64>()) / l[i][i]);
            }
            x
        };
        let product = white(one).iter().zip(white(other)).map(|(a, b)| a * b).sum();
        (product, 2.0 * (0..n).map(|i| libm::log(l[i][i])).sum::<f64>())
    }

    #[test]
    fn s_and_l_are_those_of_dense_algebra() {
        let mut columns = columns();
        columns.noise[4] = Some(0.7);
        let mut pass = Pass::new(&columns);
        let column = |block: usize, lane: usize| -> Vec<f64> {
            (0..columns.len()).map(|i| columns.row(i)[block][lane]).collect()
        };
        for noise in noises() {
            let gram = pass.run(&columns, noise);
            let check = |found: f64, a: (usize, usize), b: (usize, usize)| {
                let (s, l) = dense(&columns, noise, &column(a.0, a.1), &column(b.0, b.1));
                assert!((found - s).abs() < 1e-10 * (1.0 + s.abs()), "{noise:?} {a:?} {b:?}: {found} {s}");
                assert!((gram.ln_determinant - l).abs() < 1e-10, "{noise:?}: {} {l}", gram.ln_determinant);
            };
            for h in [0, 4, 8] {
                check(gram.base[0][h], (0, 0), (0, h));
                check(gram.base[2][h], (0, 2), (0, h));
                check(gram.squares[h], (0, h), (0, h));
                check(gram.cross[h][2], (0, h), (1, 2));
                check(gram.cross[LANES + h][7], (0, h), (2, 7));
                check(gram.own[1][h], (2, h), (1, h));
            }
        }
    }

    #[test]
    fn a_gap_crossed_in_one_step_is_the_same_as_day_by_day() {
        let columns = columns();
        let mut stepped = columns.clone();
        // Ten ratings that say nothing, in the gap after the sixth rating.
        for day in (0..10).rev() {
            stepped.times.insert(6, 2.8 + f64::from(day));
            stepped.noise.insert(6, Some(1e18));
            for block in 0..columns.blocks {
                stepped.rows.insert(6 * columns.blocks + block, columns.row(5)[block]);
            }
        }
        for noise in noises() {
            let (one, many) =
                (Pass::new(&columns).run(&columns, noise), Pass::new(&stepped).run(&stepped, noise));
            for (a, b) in
                one.cross.iter().chain(&one.own).flatten().zip(many.cross.iter().chain(&many.own).flatten())
            {
                assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{noise:?}: {a} {b}");
            }
        }
    }
}
