//! What is true of a simulated diary, for comparison with what the answer says.

use crate::person::Person;
use crate::setting::{Setting, Twist};

/// Points that a session adds to pain as soreness.
const SORENESS: f64 = 0.7;
/// Half-life of soreness, in days.
const SORENESS_HALF_LIFE: f64 = 0.4;

/// What is true of one diary. Points are points less pain.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The person.
    pub person: Person,
    /// How much lower the pain is just after one session, for each technique.
    pub peaks: Vec<f64>,
    /// What is different from the usual.
    pub twist: Twist,
    /// The sessions: time and technique, in order of time.
    pub sessions: Vec<(f64, usize)>,
}

impl Truth {
    pub(crate) fn new(person: Person, setting: &Setting) -> Self {
        Self { person, peaks: setting.peaks.clone(), twist: setting.twist, sessions: Vec::new() }
    }

    /// By how much all sessions before a time lower the pain at that time.
    #[must_use]
    pub fn relief(&self, at: f64) -> f64 {
        let before = self.sessions.iter().take_while(|&&(session, _)| session < at);
        let effect = |&(session, technique): &(f64, usize)| {
            self.peak(technique) * halved(at - session, self.person.half_life)
        };
        match self.twist {
            Twist::Reset => before.last().map_or(0.0, effect),
            Twist::Soreness => before
                .map(|session| effect(session) - SORENESS * halved(at - session.0, SORENESS_HALF_LIFE))
                .sum(),
            _ => before.map(effect).sum(),
        }
    }

    /// The average relief from the first session to `now`, soreness counted against it.
    ///
    /// `None` without a session.
    #[must_use]
    pub fn benefit(&self, now: f64) -> Option<f64> {
        let (first, _) = *self.sessions.first().filter(|&&(first, _)| first < now)?;
        let ends = self.sessions.iter().skip(1).map(|&(next, _)| next).chain([f64::INFINITY]);
        let total: f64 = self
            .sessions
            .iter()
            .zip(ends)
            .take_while(|&(&(session, _), _)| session < now)
            .map(|(&(session, technique), next)| {
                let until = if self.twist == Twist::Reset { next.min(now) } else { now } - session;
                let relief = self.peak(technique) * integral(until, self.person.half_life);
                let soreness = if self.twist == Twist::Soreness { SORENESS } else { 0.0 };
                relief - soreness * integral(until, SORENESS_HALF_LIFE)
            })
            .sum();
        Some(total / (now - first))
    }

    /// The longest time between sessions that still gives this benefit on average, in days, of the first technique.
    #[must_use]
    pub fn gap(&self, worthwhile: f64) -> f64 {
        self.peak(0) * self.person.half_life / (worthwhile * std::f64::consts::LN_2)
    }

    fn peak(&self, technique: usize) -> f64 {
        self.peaks.get(technique).copied().unwrap_or_default()
    }
}

/// What is left of 1 after some days.
fn halved(days: f64, half_life: f64) -> f64 {
    libm::exp2(-days / half_life)
}

/// The integral of [`halved`] from 0.
fn integral(days: f64, half_life: f64) -> f64 {
    (1.0 - halved(days, half_life)) * half_life / std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Plan;
    use rand::SeedableRng;
    use rand_pcg::Pcg64;

    fn truth(twist: Twist) -> Truth {
        let person = Person { half_life: 2.0, ..Person::draw(&mut Pcg64::seed_from_u64(3)) };
        let setting = Setting { twist, ..Setting::new(Plan::Free, 1.5, 0.0) };
        Truth { sessions: vec![(1.5, 0), (3.5, 0), (4.5, 0), (20.5, 0)], ..Truth::new(person, &setting) }
    }

    #[test]
    fn effects_add_up_or_reset() {
        // One session 2 days ago and one just now.
        assert!((truth(Twist::None).relief(3.5 + 1e-12) - 2.25).abs() < 1e-9);
        assert!((truth(Twist::Reset).relief(3.5 + 1e-12) - 1.5).abs() < 1e-9);
        assert!((truth(Twist::Soreness).relief(1.5 + 1e-12) - 0.8).abs() < 1e-9);
        // A session at the very moment does not count yet.
        assert!(truth(Twist::None).relief(1.5).abs() < 1e-12);
    }

    /// The formula against a sum over 100,000 moments.
    #[test]
    fn the_benefit_is_the_average_relief() {
        for twist in [Twist::None, Twist::Reset, Twist::Soreness] {
            let truth = truth(twist);
            let now = 12.0;
            let moments = 100_000;
            let step = (now - 1.5) / f64::from(moments);
            let sum: f64 =
                (0..moments).map(|moment| truth.relief(1.5 + (f64::from(moment) + 0.5) * step)).sum();
            let average = sum / f64::from(moments);
            let benefit = truth.benefit(now).unwrap();
            assert!((benefit - average).abs() < 1e-4, "{twist:?}: {benefit}, and {average} by summing");
        }
        assert_eq!(truth(Twist::None).benefit(1.0), None);
    }
}
