//! Means and shares over people, each with its Monte Carlo error.

use std::fmt;

/// A mean over people.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Tally {
    /// How often something is so.
    #[must_use]
    pub fn share(of: impl IntoIterator<Item = bool>) -> Self {
        of.into_iter().map(|it| if it { 1.0 } else { 0.0 }).collect()
    }

    /// How many people.
    #[must_use]
    pub fn people(&self) -> f64 {
        self.n
    }

    /// The mean; not a number over nobody.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.sum / self.n
    }

    /// Standard error of the mean.
    #[must_use]
    pub fn error(&self) -> f64 {
        let mean = self.mean();
        ((self.squares / self.n - mean * mean).max(0.0) / self.n).sqrt()
    }

    /// Standard error of a share, kept from looking like certainty when all or nobody say yes: with 1 more of each.
    #[must_use]
    pub fn share_error(&self) -> f64 {
        let share = (self.sum + 1.0) / (self.n + 2.0);
        (share * (1.0 - share) / (self.n + 2.0)).sqrt()
    }

    /// Both groups as one.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self { n: self.n + other.n, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }
}

impl FromIterator<f64> for Tally {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        values.into_iter().fold(Self::default(), |tally, value| Self {
            n: tally.n + 1.0,
            sum: tally.sum + value,
            squares: tally.squares + value * value,
        })
    }
}

/// Mean and error, such as `0.92 ±.01`; a dash over nobody.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.n < 1.0 {
            return f.write_str("–");
        }
        write!(f, "{:.2} ±{:.2}", self.mean(), self.error())
    }
}

/// The middle of some values; not a number without any.
#[must_use]
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let at = |place: usize| values.get(place).copied().unwrap_or(f64::NAN);
    f64::midpoint(at(values.len() / 2), at(values.len().saturating_sub(1) / 2))
}

/// A number of things as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
pub(crate) fn count(things: usize) -> f64 {
    things as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_has_its_standard_error() {
        let tally: Tally = [1.0, 2.0, 3.0, 6.0].into_iter().collect();
        assert!((tally.mean() - 3.0).abs() < 1e-12);
        // Variance 14/4 over 4 people.
        assert!((tally.error() - 0.935_414).abs() < 1e-6);
        assert_eq!(Tally::share([true, false, true, true]).to_string(), "0.75 ±0.22");
        assert_eq!(Tally::default().to_string(), "–");
        assert!((median([5.0, 1.0, 2.0]) - 2.0).abs() < 1e-12);
        assert!((median([5.0, 1.0, 2.0, 4.0]) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_out_of_many_is_not_certainty() {
        let none = Tally::share([false; 98]);
        assert!(none.error().abs() < 1e-12);
        assert!((none.share_error() - 0.00995).abs() < 1e-4);
    }

    #[test]
    fn two_groups_are_one_larger_group() {
        let all: Tally = [1.0, 2.0, 3.0].into_iter().collect();
        let parts = [1.0].into_iter().collect::<Tally>().with([2.0, 3.0].into_iter().collect());
        assert_eq!(all, parts);
    }
}
