//! Student's t distribution.

/// The chance that a t of this many degrees of freedom is larger.
///
/// ```
/// let p = calibration::student::upper_tail(2.228_138_852, 10.0);
/// assert!((p - 0.025).abs() < 1e-9);
/// ```
#[must_use]
pub fn upper_tail(t: f64, degrees: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    if t > 0.0 { tail } else { 1.0 - tail }
}

/// The regularised incomplete beta function, by Lentz's continued fraction (Numerical Recipes, 6.4).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x),
    );
    if x < (a + 1.0) / (a + b + 2.0) {
        front * continued_fraction(a, b, x) / a
    } else {
        1.0 - front * continued_fraction(b, a, 1.0 - x) / b
    }
}

fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = below;
    for step in (1..=300).map(f64::from) {
        let even = step * (b - step) * x / ((a + 2.0 * step - 1.0) * (a + 2.0 * step));
        let odd = -(a + step) * (a + b + step) * x / ((a + 2.0 * step) * (a + 2.0 * step + 1.0));
        for term in [even, odd] {
            below = 1.0 / away_from_zero(1.0 + term * below);
            above = away_from_zero(1.0 + term / above);
            fraction *= above * below;
        }
        if (above * below - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the table in any statistics book.
    #[test]
    fn tails_are_those_of_the_table() {
        for (t, degrees, tail) in [
            (6.313_751_515, 1.0, 0.05),
            (1.812_461_123, 10.0, 0.05),
            (2.763_769_458, 10.0, 0.01),
            (1.671_552_762, 58.0, 0.05),
            (1.644_853_627, 1e9, 0.05),
            (0.0, 7.0, 0.5),
        ] {
            let found = upper_tail(t, degrees);
            assert!((found - tail).abs() < 1e-6, "t {t} with {degrees}: {found}, expected {tail}");
            assert!((upper_tail(-t, degrees) + found - 1.0).abs() < 1e-12);
        }
    }
}
