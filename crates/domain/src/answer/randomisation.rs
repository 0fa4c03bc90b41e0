//! The randomisation test: how often would other draws of the days have looked as good as the real one?
//!
//! It needs no model of pain. If sessions do nothing, each rating would have been the same on any days, so the real
//! days are one draw among many, and a statistic of the real days is rarely among the largest (measures 3.4).
//!
//! It looks at what was *assigned*, not at what was done, and not at ratings before a session, which exist on days with
//! a session only. It says nothing where the person chose the days.

use super::diary::is_time;
use super::{Decision, Diary, Occasion};
use crate::trial::{Chance, Design, Draw, Seed, fraction, mixed};
use std::collections::BTreeSet;

/// Half-life of the statistic, in days. This and the next three: measures 3.4.
const HALF_LIFE: f64 = 2.0;
/// Correlation of the swings of pain at one day.
const PHI: f64 = 0.5;
/// Share of the variance that is noise of single ratings.
const R: f64 = 0.3;
/// Variance of the slow drift a day.
const Q: f64 = 0.003;
/// Where in the day an assigned session stands: nobody knows when one on another day would have been.
const MIDDAY: f64 = 0.5;
/// The fewest redraws: with fewer the share is too coarse. Measures 3.4.
const LEAST_REDRAWS: u32 = 999;
/// The fewest different draws among the redraws for a share of 1 in 20 to be possible. Measures 3.4.
const LEAST_DIFFERENT: usize = 20;
/// The share at each end that the interval leaves out.
const END: f64 = 0.05;
/// 1, morning, and recovery with time constants of 8 and 32 days.
const BASE: usize = 4;

/// What the randomisation test says. Points are points less pain just after a session, at a half-life of 2 days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RandomisationTest {
    /// The statistic of the real days.
    pub estimate: f64,
    /// Share of draws, the real one among them, that look at least as good as the real one. Small speaks for an effect.
    pub share: f64,
    /// Lower end of the interval of effects that are not refuted, 5 in 100 on either side; `None` if there is none.
    pub low: Option<f64>,
    /// Upper end of it.
    pub high: Option<f64>,
    /// How many times the days were drawn again; at least 999.
    pub redraws: u32,
}

impl RandomisationTest {
    /// What the share means, for a page of numbers.
    ///
    /// ```
    /// use domain::answer::RandomisationTest;
    ///
    /// let test = RandomisationTest { estimate: 1.1, share: 0.02, low: None, high: None, redraws: 999 };
    /// assert_eq!(
    ///     test.words(),
    ///     "If massage did nothing, chance alone would give days that look this good in about 20 of 1,000 draws."
    /// );
    /// ```
    #[must_use]
    pub fn words(&self) -> String {
        let of_1000 = libm::round(self.share * 1000.0);
        format!(
            "If massage did nothing, chance alone would give days that look this good in about {of_1000} of 1,000 draws."
        )
    }

    /// Draws the days again, by the same rule, and compares.
    ///
    /// `design` is the rule that drew [`Diary::decisions`]; a day that was closed to sessions stays closed. The redraws
    /// come from `seed`, and `redraws` below 999 counts as 999, so that the same call gives the same bits everywhere.
    ///
    /// `None` without assigned sessions, with too few ratings, or where the rule allows too few different draws.
    #[must_use]
    pub fn new(diary: &Diary, design: &Design, seed: &Seed, redraws: u32) -> Option<Self> {
        let whitened = Whitened::of(diary)?;
        let mut decisions = diary.decisions.clone();
        decisions.retain(|decision| is_time(f64::from(decision.day)));
        decisions.sort_by_key(|decision| decision.day);
        let assigned: Vec<i32> =
            decisions.iter().filter(|it| it.assigned.is_some()).map(|it| it.day).collect();
        let open = OpenDays::of(&decisions, design)?;
        let real = whitened.project(&assigned)?;
        let estimate = whitened.effect(&real);
        let redraws = redraws.max(LEAST_REDRAWS);
        let mut different = BTreeSet::from([assigned]);
        let mut sweep = Sweep::default();
        for number in 0..redraws {
            let days = open.draw(design, &Redraw::new(seed, number));
            // Days that cannot be told from the base columns say nothing about an effect: an effect of 0.
            let (other, of_real) = whitened
                .project(&days)
                .map_or((0.0, 0.0), |kernel| (whitened.effect(&kernel), kernel.share_of(&real)));
            sweep.add(estimate - other, 1.0 - of_real);
            if different.len() < LEAST_DIFFERENT {
                different.insert(days);
            }
        }
        if different.len() < LEAST_DIFFERENT {
            return None;
        }
        let (low, high) = sweep.interval();
        Some(Self { estimate, share: sweep.share_at_zero(), low, high, redraws })
    }
}

/// The days on which chance decided, as days of the test.
struct OpenDays {
    first: i32,
    days: Vec<u32>,
}

impl OpenDays {
    fn of(decisions: &[Decision], design: &Design) -> Option<Self> {
        let first = decisions.first()?.day;
        let days: BTreeSet<u32> = decisions
            .iter()
            .filter(|it| !design.was_closed(it, decisions))
            .filter_map(|it| u32::try_from(it.day.saturating_sub(first)).ok())
            .collect();
        Some(Self { first, days: days.into_iter().collect() })
    }

    fn draw(&self, design: &Design, chance: &impl Chance) -> Vec<i32> {
        let decisions = design.draw(self.days.iter().copied(), &[0], chance);
        let assigned = decisions.iter().filter(|decision| decision.assigned.is_some());
        assigned.map(|decision| decision.day.saturating_add(self.first)).collect()
    }
}

/// Chance for one redraw: its seed is the SHA-256 of `{seed}/redraw {number}`, and `SplitMix64` goes on from there,
/// because hashing each of 80,000 draws would take long.
struct Redraw(u64);

impl Redraw {
    fn new(seed: &Seed, number: u32) -> Self {
        Self(seed.number(&format!("redraw {number}")))
    }
}

impl Chance for Redraw {
    fn uniform(&self, draw: Draw) -> f64 {
        fraction(mixed(self.0.wrapping_add(draw.code().wrapping_mul(0x9E37_79B9_7F4A_7C15))))
    }
}

/// Ratings and base columns with errors made independent, so that generalised least squares are plain ones.
struct Whitened {
    times: Vec<f64>,
    filter: Filter,
    /// The base columns, orthonormal.
    base: Vec<Vec<f64>>,
    /// The ratings, less what the base columns explain.
    ratings: Vec<f64>,
}

/// A column of session effects, less what the base columns explain.
struct Kernel(Vec<f64>);

impl Kernel {
    /// The coefficient of this column in another.
    fn share_of(&self, other: &Self) -> f64 {
        dot(&self.0, &other.0) / dot(&self.0, &self.0)
    }
}

impl Whitened {
    fn of(diary: &Diary) -> Option<Self> {
        let diary = diary.usable();
        let mut ratings: Vec<_> = diary
            .ratings
            .iter()
            .filter(|it| it.occasion != Occasion::BeforeSession && is_time(it.at) && it.at <= diary.now)
            .collect();
        ratings.sort_by(|a, b| {
            a.at.total_cmp(&b.at).then(a.occasion.cmp(&b.occasion)).then(a.score.cmp(&b.score))
        });
        if ratings.len() <= BASE + 1 {
            return None;
        }
        let times: Vec<f64> = ratings.iter().map(|rating| rating.at).collect();
        let filter = Filter::new(&times);
        let origin = times.first().copied().unwrap_or_default();
        let column = |value: &dyn Fn(&super::Rating) -> f64| {
            filter.whiten(ratings.iter().map(|rating| value(rating)).collect())
        };
        let raw = [
            column(&|_| 1.0),
            column(&|rating| f64::from(u8::from(rating.occasion == Occasion::Morning))),
            column(&|rating| libm::exp(-(rating.at - origin) / 8.0)),
            column(&|rating| libm::exp(-(rating.at - origin) / 32.0)),
        ];
        let mut base: Vec<Vec<f64>> = Vec::with_capacity(BASE);
        for column in raw {
            let length = dot(&column, &column);
            let mut rest = without(column, &base);
            let left = dot(&rest, &rest);
            // A column that the others explain, such as mornings where there are none, is left out.
            if left > 1e-9 * length && length > 0.0 {
                for value in &mut rest {
                    *value /= left.sqrt();
                }
                base.push(rest);
            }
        }
        let scores = column(&|rating| f64::from(rating.score.points()));
        let ratings = without(scores, &base);
        Some(Self { times, filter, base, ratings })
    }

    /// The column of sessions on these days; `None` if the base columns explain it.
    fn project(&self, days: &[i32]) -> Option<Kernel> {
        let mut sessions = days.iter().map(|&day| f64::from(day) + MIDDAY).peekable();
        let (mut left, mut last) = (0.0, f64::NEG_INFINITY);
        let decayed =
            |left: f64, days: f64| if left > 0.0 { left * libm::exp2(-days / HALF_LIFE) } else { 0.0 };
        let column = self.times.iter().map(|&time| {
            while let Some(session) = sessions.next_if(|session| *session < time) {
                left = decayed(left, session - last) + 1.0;
                last = session;
            }
            decayed(left, time - last)
        });
        let whitened = self.filter.whiten(column.collect());
        let length = dot(&whitened, &whitened);
        let rest = without(whitened, &self.base);
        (dot(&rest, &rest) > 1e-9 * length && length > 0.0).then_some(Kernel(rest))
    }

    /// The statistic: points less pain.
    fn effect(&self, kernel: &Kernel) -> f64 {
        -dot(&kernel.0, &self.ratings) / dot(&kernel.0, &kernel.0)
    }
}

/// The Kalman filter of the model at fixed noise: it turns each column into independent innovations.
struct Filter(Vec<Gain>);

struct Gain {
    decay: f64,
    swing: f64,
    drift: f64,
    scale: f64,
}

impl Filter {
    fn new(times: &[f64]) -> Self {
        let (mut swing, mut both, mut drift) = (1.0 - R, 0.0, 0.0);
        let mut before = times.first().copied().unwrap_or_default();
        let gains = times.iter().map(|&time| {
            let step = time - before;
            before = time;
            let decay = libm::pow(PHI, step);
            swing = decay * decay * swing + (1.0 - R) * (1.0 - decay * decay);
            both *= decay;
            drift += Q * step;
            let total = swing + 2.0 * both + drift + R;
            let (of_swing, of_drift) = (swing + both, both + drift);
            let gain =
                Gain { decay, swing: of_swing / total, drift: of_drift / total, scale: 1.0 / total.sqrt() };
            swing -= gain.swing * of_swing;
            both -= gain.swing * of_drift;
            drift -= gain.drift * of_drift;
            gain
        });
        Self(gains.collect())
    }

    fn whiten(&self, mut column: Vec<f64>) -> Vec<f64> {
        let (mut swing, mut drift) = (0.0, 0.0);
        for (value, gain) in column.iter_mut().zip(&self.0) {
            swing *= gain.decay;
            let innovation = *value - swing - drift;
            swing += gain.swing * innovation;
            drift += gain.drift * innovation;
            *value = innovation * gain.scale;
        }
        column
    }
}

/// A column less its parts along orthonormal others.
fn without(mut column: Vec<f64>, others: &[Vec<f64>]) -> Vec<f64> {
    for other in others {
        let part = dot(&column, other);
        column.iter_mut().zip(other).for_each(|(value, along)| *value -= part * along);
    }
    column
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// For which true effects β each redraw looks at least as good as the real days, once β is taken out of the ratings.
///
/// The statistic is linear in the ratings, so a redraw does so where `slope · β ≥ lead`.
#[derive(Debug, Default)]
struct Sweep {
    redraws: Vec<(f64, f64)>,
}

impl Sweep {
    /// A redraw that the real days lead by `lead` at β = 0, and whose lead shrinks by `slope` for each point of β.
    fn add(&mut self, lead: f64, slope: f64) {
        self.redraws.push((lead, slope));
    }

    fn share_at_zero(&self) -> f64 {
        self.share(|&&(lead, _)| lead <= 0.0)
    }

    fn share(&self, as_good: impl FnMut(&&(f64, f64)) -> bool) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let share =
            (1 + self.redraws.iter().filter(as_good).count()) as f64 / (1 + self.redraws.len()) as f64;
        share
    }

    /// The smallest and the largest β that are refuted on neither side.
    fn interval(&self) -> (Option<f64>, Option<f64>) {
        // Where a redraw overtakes the real days. Slopes are positive but for odd draws, which count as never refuting.
        let overtakes = |&(lead, slope): &(f64, f64)| if slope > 0.0 { Some(lead / slope) } else { None };
        let mut at: Vec<f64> = self.redraws.iter().filter_map(overtakes).collect();
        at.sort_by(f64::total_cmp);
        let always = self.redraws.len() - at.len();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some thousands"
        )]
        let needed = (END * (1 + self.redraws.len()) as f64).floor() as usize;
        // p(β) is above END from where `needed` redraws and the real days are as good.
        let Some(place) = needed.checked_sub(always + 1) else { return (None, None) };
        let high = at.len().checked_sub(place + 1).and_then(|place| at.get(place));
        (at.get(place).copied(), high.copied())
    }
}

#[cfg(test)]
mod tests;
