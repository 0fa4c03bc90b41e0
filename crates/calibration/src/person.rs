//! One simulated person: what is true of them, before any day is lived (`measures.md`, 4.5).

use rand::RngExt;
use rand_distr::{Distribution, LogNormal, StandardNormal};
use rand_pcg::Pcg64;

/// What is true of a person. Pain is in NRS points, times are in days.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Where pain settles in the end, L∞.
    pub level: f64,
    /// How much of the first day's pain goes by itself, R.
    pub recovery: f64,
    /// Time constant of that, τ.
    pub recovery_days: f64,
    /// Standard deviation of the swings of pain, `σ_a`.
    pub swing: f64,
    /// Correlation of the swings at one day, φ.
    pub memory: f64,
    /// Standard deviation of the noise of one rating, `σ_e`.
    pub noise: f64,
    /// How much higher pain is rated in the morning.
    pub morning: f64,
    /// What each weekday adds; together nothing.
    pub weekdays: [f64; 7],
    /// Half-life of the effect of a session.
    pub half_life: f64,
    /// The swing at the beginning: the diary starts on a bad day.
    pub first_swing: f64,
    /// The weekday of the first day, 0 for Monday.
    pub first_weekday: usize,
}

impl Person {
    /// Draws a person.
    #[must_use]
    pub fn draw(rng: &mut Pcg64) -> Self {
        let swing = log_normal(1.0, 0.25, rng);
        let mut weekdays = [(); 7].map(|()| 0.15 * normal(rng));
        let mean = weekdays.iter().sum::<f64>() / 7.0;
        for weekday in &mut weekdays {
            *weekday -= mean;
        }
        Self {
            level: (4.0 + 0.8 * normal(rng)).clamp(2.5, 6.0),
            recovery: rng.random_range(1.0..3.0),
            recovery_days: rng.random_range(10.0..40.0),
            swing,
            memory: rng.random_range(0.3..0.8),
            noise: log_normal(0.5, 0.25, rng),
            morning: 0.4 * normal(rng),
            weekdays,
            half_life: log_normal(2.0, 0.5, rng),
            first_swing: bad_start(rng) * swing,
            first_weekday: rng.random_range(0..7),
        }
    }

    /// The part of natural recovery that is still to come at a time.
    #[must_use]
    pub fn recovery_at(&self, at: f64) -> f64 {
        self.recovery * libm::exp(-at / self.recovery_days)
    }

    /// What the weekday of a day adds.
    #[must_use]
    pub fn weekday(&self, day: usize) -> f64 {
        self.weekdays.iter().cycle().nth((self.first_weekday + day) % 7).copied().unwrap_or_default()
    }
}

/// A number from the standard normal distribution.
pub(crate) fn normal(rng: &mut Pcg64) -> f64 {
    StandardNormal.sample(rng)
}

/// A number whose logarithm has this median's logarithm as mean, and this standard deviation.
fn log_normal(median: f64, sd: f64, rng: &mut Pcg64) -> f64 {
    LogNormal::new(libm::log(median), sd).map_or(median, |distribution| distribution.sample(rng))
}

/// A standard normal number above one half.
fn bad_start(rng: &mut Pcg64) -> f64 {
    loop {
        let swing = normal(rng);
        if swing > 0.5 {
            return swing;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    fn people() -> Vec<Person> {
        let mut rng = Pcg64::seed_from_u64(1);
        (0..20_000).map(|_| Person::draw(&mut rng)).collect()
    }

    fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
        let values: Vec<f64> = values.into_iter().collect();
        values.iter().sum::<f64>() / crate::tally::count(values.len())
    }

    /// Each bound is about 5 standard errors of 20,000 people wide.
    #[test]
    fn people_are_as_the_reference_describes_them() {
        let people = people();
        let near = |what: &str, value: f64, expected: f64, within: f64| {
            assert!((value - expected).abs() < within, "{what} is {value}, expected {expected}");
        };
        near("level", mean(people.iter().map(|it| it.level)), 4.0, 0.03);
        near("recovery", mean(people.iter().map(|it| it.recovery)), 2.0, 0.02);
        near("recovery days", mean(people.iter().map(|it| it.recovery_days)), 25.0, 0.3);
        near("ln swing", mean(people.iter().map(|it| libm::log(it.swing))), 0.0, 0.009);
        near("memory", mean(people.iter().map(|it| it.memory)), 0.55, 0.005);
        near("ln noise", mean(people.iter().map(|it| libm::log(it.noise))), libm::log(0.5), 0.009);
        near("morning²", mean(people.iter().map(|it| it.morning * it.morning)), 0.16, 0.008);
        near("ln half-life", mean(people.iter().map(|it| libm::log(it.half_life))), libm::log(2.0), 0.018);
        // Of a standard normal above one half the mean is n(½)/(1 − Φ(½)) = 0.3521/0.3085.
        near("first swing", mean(people.iter().map(|it| it.first_swing / it.swing)), 1.1411, 0.02);
        // Centring takes a seventh of the variance away.
        near(
            "weekday²",
            mean(people.iter().map(|it| it.weekdays[3] * it.weekdays[3])),
            0.0225 * 6.0 / 7.0,
            0.001,
        );
    }

    #[test]
    fn weekdays_add_up_to_nothing_and_come_round() {
        let person = &people()[0];
        assert!(person.weekdays.iter().sum::<f64>().abs() < 1e-12);
        assert!((person.weekday(0) - person.weekdays[person.first_weekday]).abs() < 1e-12);
        assert!((person.weekday(3) - person.weekday(80)).abs() < 1e-12);
    }
}
