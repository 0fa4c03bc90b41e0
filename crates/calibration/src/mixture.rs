//! A weighted mixture of Gaussians, computed here once more and plainly, so that a slip in the program's own shows.

use domain::answer::Posterior;

/// A weighted mixture of Gaussians.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// Weight, mean and standard deviation.
    parts: Vec<(f64, f64, f64)>,
}

/// How much of each coefficient counts at a half-life.
type Weights<'a> = &'a dyn Fn(f64) -> Vec<f64>;

/// Coefficients before the effects: level, morning, weekend, recovery.
const BEFORE_EFFECTS: usize = 4;

impl Mixture {
    /// The posterior of a weighted sum of the effects of all groups; the weights may depend on the half-life.
    #[must_use]
    pub fn of_effects(posterior: &Posterior, weights: Weights) -> Self {
        let mut cache: Vec<(f64, Vec<f64>)> = Vec::new();
        let mut parts = Vec::with_capacity(posterior.components().len());
        for (number, component) in posterior.components().iter().enumerate() {
            let known =
                cache.iter().position(|(half_life, _)| (half_life - component.half_life).abs() < 1e-9);
            let place = known.unwrap_or(cache.len());
            if known.is_none() {
                cache.push((component.half_life, weights(component.half_life)));
            }
            let Some((_, weights)) = cache.get(place) else { continue };
            let effects = posterior.means(number).iter().skip(BEFORE_EFFECTS);
            let mean = weights.iter().zip(effects).map(|(weight, mean)| weight * mean).sum();
            let mut variance = 0.0;
            for (a, weight) in weights.iter().enumerate() {
                for (b, other) in weights.iter().enumerate() {
                    let covariance = posterior.covariance(number, BEFORE_EFFECTS + a, BEFORE_EFFECTS + b);
                    variance += weight * other * covariance;
                }
            }
            parts.push((component.weight, mean, variance.sqrt()));
        }
        Self { parts }
    }

    /// The chance of less.
    #[must_use]
    pub fn below(&self, value: f64) -> f64 {
        self.parts.iter().map(|(weight, mean, sd)| weight * phi((value - mean) / sd)).sum()
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.parts.iter().map(|(weight, mean, _)| weight * mean).sum()
    }

    /// The value below which a share lies, by halving.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let low = self.parts.iter().map(|(_, mean, sd)| mean - 8.0 * sd).fold(f64::INFINITY, f64::min);
        let high = self.parts.iter().map(|(_, mean, sd)| mean + 8.0 * sd).fold(f64::NEG_INFINITY, f64::max);
        let (mut low, mut high) = (low, high);
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if self.below(middle) < share {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }
}

/// The standard normal distribution.
#[must_use]
pub fn phi(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The posterior of the half-life: shares on a grid, spread evenly over the logarithm of the half-life in each cell.
#[derive(Debug, Clone, PartialEq)]
pub struct HalfLives {
    /// Half-life and share, in order.
    shares: Vec<(f64, f64)>,
}

/// Half the width of a cell, as a logarithm: half-lives of the grid are 1.6 times apart.
const HALF_CELL: f64 = 0.235_001_814_622_867_8;

impl HalfLives {
    /// From a posterior.
    #[must_use]
    pub fn of(posterior: &Posterior) -> Self {
        let mut shares: Vec<(f64, f64)> = Vec::new();
        for component in posterior.components() {
            match shares.iter_mut().find(|(half_life, _)| (half_life - component.half_life).abs() < 1e-9) {
                Some((_, share)) => *share += component.weight,
                None => shares.push((component.half_life, component.weight)),
            }
        }
        shares.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { shares }
    }

    /// The chance of less.
    #[must_use]
    pub fn below(&self, half_life: f64) -> f64 {
        let inside = |middle: f64| {
            let from_start = libm::log(half_life / middle) + HALF_CELL;
            (from_start / (2.0 * HALF_CELL)).clamp(0.0, 1.0)
        };
        self.shares.iter().map(|&(middle, share)| share * inside(middle)).sum()
    }

    /// As many are below as above.
    #[must_use]
    pub fn median(&self) -> f64 {
        let mut sum = 0.0;
        for &(middle, share) in &self.shares {
            if sum + share >= 0.5 {
                let part = (0.5 - sum) / share;
                return middle * libm::exp((2.0 * part - 1.0) * HALF_CELL);
            }
            sum += share;
        }
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_undo_chances() {
        let mixture = Mixture { parts: vec![(0.3, -1.0, 0.5), (0.7, 2.0, 1.0)] };
        for share in [0.05, 0.3, 0.5, 0.95] {
            assert!((mixture.below(mixture.quantile(share)) - share).abs() < 1e-9);
        }
        assert!((mixture.mean() - 1.1).abs() < 1e-12);
        assert!((phi(1.644_853_627) - 0.95).abs() < 1e-9);
    }

    /// Half of a cell's share lies below its middle.
    #[test]
    fn half_lives_are_spread_over_their_cells() {
        let half_lives = HalfLives { shares: vec![(1.024, 0.5), (1.6384, 0.5)] };
        assert!((half_lives.below(1.024) - 0.25).abs() < 1e-9);
        assert!((half_lives.below(1.6384) - 0.75).abs() < 1e-9);
        assert!((half_lives.median() - (1.024_f64 * 1.6384).sqrt()).abs() < 1e-9);
        assert!(half_lives.below(0.1).abs() < 1e-12 && (half_lives.below(50.0) - 1.0).abs() < 1e-12);
    }
}
