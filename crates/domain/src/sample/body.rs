//! How the made-up person's back feels: recovery, good and bad days, and what massage does.

use crate::entry::NrsScore;
use crate::trial::{Chance, Draw, Seed};

/// Where the pain ends up, where it began above that, and how many days that takes to fall to a third.
const LEVEL: f64 = 4.6;
const RECOVERY: f64 = 1.2;
const RECOVERY_DAYS: f64 = 22.0;
/// Good and bad days: their spread and how much of one is left the next day.
const SPREAD: f64 = 0.9;
const CARRY: f64 = 0.5;
/// Rating the same pain twice differs by this much.
const RATING: f64 = 0.5;
/// What a session takes away at once, and the days until half of that is gone.
const PEAK: f64 = 1.5;
const HALF_LIFE: f64 = 2.5;
/// What the flare adds.
const FLARE: f64 = 2.5;

/// The back of the made-up person.
pub(super) struct Body {
    seed: Seed,
    /// Good or bad days, at the time last asked.
    slow: f64,
    at: f64,
    sessions: Vec<f64>,
    draws: u32,
}

impl Body {
    pub(super) fn new(seed: Seed) -> Self {
        Self { seed, slow: SPREAD, at: 0.0, sessions: Vec::new(), draws: 0 }
    }

    /// A session in the middle of a day.
    pub(super) fn massage(&mut self, day: i32) {
        self.sessions.push(f64::from(day) + 0.50);
    }

    /// The rating at a time of a day. Days come in order.
    pub(super) fn feel(&mut self, day: i32, of_day: f64) -> NrsScore {
        let at = f64::from(day) + of_day;
        let kept = libm::pow(CARRY, at - self.at);
        self.slow = self.slow * kept + SPREAD * (1.0 - kept * kept).max(0.0).sqrt() * self.normal();
        self.at = at;
        let eased: f64 = self.sessions.iter().map(|s| PEAK * libm::exp2(-(at - s) / HALF_LIFE)).sum();
        let flare = if (30.5..33.0).contains(&at) { FLARE } else { 0.0 };
        let pain = LEVEL + RECOVERY * libm::exp(-at / RECOVERY_DAYS) + self.slow + flare - eased;
        let rated = libm::round(pain + RATING * self.normal()).clamp(0.0, 10.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 0 to 10"
        )]
        let points = rated as u8;
        NrsScore::new(points).unwrap_or(NrsScore::MIN)
    }

    /// A normal number by the method of Box and Muller.
    fn normal(&mut self) -> f64 {
        self.draws += 1;
        let (a, b) = (self.seed.uniform(Draw::Day(self.draws)), self.seed.uniform(Draw::Order(self.draws)));
        (-2.0 * libm::log(1.0 - a)).sqrt() * libm::cos(std::f64::consts::TAU * b)
    }
}
