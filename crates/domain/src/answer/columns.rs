//! The matrix of the model: ratings and their regressors at the times of the ratings (measures 4.1).
#![expect(clippy::indexing_slicing, reason = "a matrix with sizes of its own")]

use super::diary::is_time;
use super::grid::{BASE, HALF_LIVES, LANES, Lane, SORENESS_HALF_LIFE, TAUS};
use super::{Diary, Occasion, Rating, SessionAt};
use jiff::civil::Weekday;

/// The most ratings that are used: the latest. At 3 a day that is more than 9 years.
pub(super) const MOST_RATINGS: usize = 10_000;

/// The most techniques that have a column of their own: those with most sessions. All others share one.
pub(super) const MOST_TECHNIQUES: usize = 8;

/// How sessions of one technique combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kernel {
    /// Each adds its own effect to what is left of those before.
    AddsUp,
    /// Each only renews the effect.
    Resets,
}

/// Ratings and sessions that can be used, in the order of time.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    pub(super) ratings: Vec<Rating>,
    pub(super) sessions: Vec<SessionAt>,
    /// How many of the oldest ratings were left out.
    pub(super) left_out: usize,
    /// The midnight from which natural recovery is counted.
    pub(super) origin: f64,
    /// Days from `first_day` of a Saturday.
    saturday: f64,
}

impl Timeline {
    /// Sorts, and leaves out what is after `now` or cannot be a time.
    pub(super) fn new(diary: &Diary) -> Self {
        let now = diary.now;
        let usable = |at: f64| is_time(at) && at <= now;
        let mut ratings: Vec<_> = diary.ratings.iter().copied().filter(|rating| usable(rating.at)).collect();
        ratings.sort_by(|a, b| {
            a.at.total_cmp(&b.at).then(a.occasion.cmp(&b.occasion)).then(a.score.cmp(&b.score))
        });
        let left_out = ratings.len().saturating_sub(MOST_RATINGS);
        ratings.drain(..left_out);
        let mut sessions: Vec<_> = diary
            .sessions
            .iter()
            .copied()
            .filter(|session| usable(session.at) && session.technique < diary.techniques.len())
            .collect();
        sessions.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.technique.cmp(&b.technique)));
        // The first day of a diary is the first day of recovery, unless its ratings begin much later.
        let origin = ratings
            .first()
            .map_or(0.0, |first| if (0.0..8.0).contains(&first.at) { 0.0 } else { first.at.floor() });
        let saturday = f64::from(diary.first_day.weekday().until(Weekday::Saturday));
        Self { ratings, sessions, left_out, origin, saturday }
    }

    /// 1 at the weekend.
    pub(super) fn weekend(&self, at: f64) -> f64 {
        let since = (at.floor() - self.saturday).rem_euclid(7.0);
        f64::from(u8::from(since < 2.0))
    }

    /// What is left of natural recovery with the time constant `tau`.
    pub(super) fn recovery(&self, at: f64, tau: f64) -> f64 {
        libm::exp(-(at - self.origin).max(0.0) / tau)
    }
}

/// `Y` of the measures: ratings, base regressors and session effects, in blocks of nine.
///
/// Block 0 of a row is `[y, 1, morning, weekend, e^(-t/τ1) .. e^(-t/τ5)]`; block 1 + k is `-X_k` for each half-life,
/// so that its coefficient is the benefit β.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) times: Vec<f64>,
    /// Blocks in a row.
    pub(super) blocks: usize,
    pub(super) rows: Vec<Lane>,
    /// Noise variance relative to σ², for ratings at the ends of the scale; `None` is r.
    pub(super) noise: Vec<Option<f64>>,
    /// The techniques of the blocks, counted from 0 in the diary; the last may stand for all rare ones.
    pub(super) techniques: Vec<Vec<usize>>,
    /// Whether the last block is soreness.
    pub(super) soreness: bool,
}

impl Columns {
    /// Builds the matrix in one walk over ratings and sessions.
    pub(super) fn new(timeline: &Timeline, kernel: Kernel, soreness: bool) -> Self {
        let techniques = groups(&timeline.sessions);
        let blocks = 1 + techniques.len() + usize::from(soreness);
        let mut rows = Vec::with_capacity(timeline.ratings.len() * blocks);
        let mut effects = Effects::new(&techniques, kernel);
        let mut sore = Decay::new(kernel);
        let mut waiting = timeline.sessions.iter().peekable();
        for rating in &timeline.ratings {
            while let Some(session) = waiting.next_if(|session| session.at < rating.at) {
                effects.add(*session);
                sore.add(session.at, &[SORENESS_HALF_LIFE; LANES]);
            }
            rows.push(base(timeline, rating));
            rows.extend(effects.decays.iter().map(|decay| decay.at(rating.at, &HALF_LIVES).map(|x| -x)));
            if soreness {
                rows.push(sore.at(rating.at, &[SORENESS_HALF_LIFE; LANES]));
            }
        }
        Self {
            times: timeline.ratings.iter().map(|rating| rating.at).collect(),
            blocks,
            rows,
            noise: vec![None; timeline.ratings.len()],
            techniques,
            soreness,
        }
    }

    /// How many ratings.
    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// The blocks of one rating.
    pub(super) fn row(&self, i: usize) -> &[Lane] {
        &self.rows[i * self.blocks..(i + 1) * self.blocks]
    }

    /// How many coefficients a component has.
    pub(super) fn coefficients(&self) -> usize {
        BASE + self.blocks - 1
    }

    /// The regressors of one rating at one τ and half-life.
    pub(super) fn regressors(&self, i: usize, tau: usize, half_life: usize) -> impl Iterator<Item = f64> {
        let row = self.row(i);
        let base = row[0];
        [base[1], base[2], base[3], base[4 + tau]]
            .into_iter()
            .chain(row[1..].iter().map(move |block| block[half_life]))
    }
}

/// Techniques with a column of their own, and all rare ones together in the last.
fn groups(sessions: &[SessionAt]) -> Vec<Vec<usize>> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for session in sessions {
        *counts.entry(session.technique).or_default() += 1;
    }
    let mut used: Vec<_> = counts.into_iter().collect();
    if used.len() <= MOST_TECHNIQUES {
        return used.into_iter().map(|(technique, _)| vec![technique]).collect();
    }
    used.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let rare = used.split_off(MOST_TECHNIQUES - 1);
    let mut groups: Vec<_> = used.into_iter().map(|(technique, _)| vec![technique]).collect();
    groups.sort();
    groups.push(rare.into_iter().map(|(technique, _)| technique).collect());
    groups
}

fn base(timeline: &Timeline, rating: &Rating) -> Lane {
    let mut block = [0.0; LANES];
    block[0] = f64::from(rating.score.points());
    block[1] = 1.0;
    block[2] = f64::from(u8::from(rating.occasion == Occasion::Morning));
    block[3] = timeline.weekend(rating.at);
    for (slot, (tau, _)) in block[4..].iter_mut().zip(TAUS) {
        *slot = timeline.recovery(rating.at, tau);
    }
    block
}

/// The sum of decaying effects, walked along in time.
#[derive(Debug, Clone)]
pub(super) struct Decay {
    last: f64,
    sum: Lane,
    kernel: Kernel,
}

impl Decay {
    pub(super) fn new(kernel: Kernel) -> Self {
        Self { last: 0.0, sum: [0.0; LANES], kernel }
    }

    /// A session; not before the one before.
    pub(super) fn add(&mut self, at: f64, half_lives: &Lane) {
        self.sum = match self.kernel {
            Kernel::AddsUp => self.at(at, half_lives).map(|x| x + 1.0),
            Kernel::Resets => [1.0; LANES],
        };
        self.last = at;
    }

    /// What is left of it later.
    pub(super) fn at(&self, at: f64, half_lives: &Lane) -> Lane {
        let mut left = self.sum;
        for (x, h) in left.iter_mut().zip(half_lives) {
            // Powers of two below -1000 are nothing; the test also spares diaries without sessions.
            *x = if *x > 0.0 { *x * libm::exp2(-(at - self.last) / h) } else { 0.0 };
        }
        left
    }
}

/// The effects of all groups of techniques.
#[derive(Debug, Clone)]
pub(super) struct Effects {
    pub(super) decays: Vec<Decay>,
    /// The group of each technique.
    group: std::collections::BTreeMap<usize, usize>,
}

impl Effects {
    pub(super) fn new(techniques: &[Vec<usize>], kernel: Kernel) -> Self {
        let group = techniques
            .iter()
            .enumerate()
            .flat_map(|(group, members)| members.iter().map(move |&technique| (technique, group)))
            .collect();
        Self { decays: vec![Decay::new(kernel); techniques.len()], group }
    }

    pub(super) fn add(&mut self, session: SessionAt) {
        if let Some(&group) = self.group.get(&session.technique) {
            self.decays[group].add(session.at, &HALF_LIVES);
        }
    }
}
