//! What the answer consists of. All effects are in NRS points, and positive is less pain.

use super::{CouldFool, Design, Missing, Reading, Verdict};
use serde::Serialize;

/// The answer of one diary: does massage help this person, by how much, for how long.
///
/// Numbers are there whenever they can be computed, also when something is missing and the verdict is therefore
/// [`Verdict::CantTell`]; they are `None` without a session or without a rating after one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// One of five.
    pub verdict: Verdict,
    /// The sentence that belongs to the verdict.
    pub reading: Reading,
    /// What the gate lacks; a verdict is only said when this is empty.
    pub missing: Vec<Missing>,
    /// How the days of sessions came about.
    pub design: Design,
    /// What the diary holds.
    pub counts: Counts,
    /// Average benefit from the first session to now, of all techniques together.
    pub benefit: Option<Benefit>,
    /// Half-life of the effect, in days.
    pub half_life: Option<Quantiles>,
    /// Whether the half-life means something: P(benefit > 0) is at least 0.9. Show it only then.
    pub half_life_is_clear: bool,
    /// Each technique that had a session, in the order of [`Diary::techniques`](super::Diary).
    pub techniques: Vec<TechniqueEffect>,
    /// The technique that is clearly best, counted from 0 in [`Diary::techniques`](super::Diary). `None` also where
    /// there is no clear difference: then choose the one you like.
    pub best: Option<usize>,
    /// By how much the pain fell by itself from the first rating to now, in points.
    pub natural_recovery: Option<f64>,
    /// What could have fooled us in this diary.
    pub could_fool: Vec<CouldFool>,
    /// How often to go on, or that it can stop; `None` while that is open.
    pub maintenance: Option<Maintenance>,
    /// The same diary, read as if a session only renewed the effect of the one before.
    pub cautious: Option<Cautious>,
}

/// What a diary holds, counted as the gate does. The day rolls over at 4 in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Days from the first entry to now.
    pub days: u32,
    /// Days with a rating that counts.
    pub rated_days: u32,
    /// Ratings that count.
    pub ratings: u32,
    /// Sessions.
    pub sessions: u32,
    /// Sessions with a rating before them on the same day.
    pub sessions_with_before: u32,
    /// Evening ratings on days with a session.
    pub session_evenings: u32,
    /// Evening ratings on days without a session, after the first session.
    pub other_evenings: u32,
    /// Days that chance decided.
    pub drawn_days: u32,
}

/// A median with the ends of its 90 in 100 interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quantiles {
    /// 5 in 100 lie below.
    pub q05: f64,
    /// As many lie below as above.
    pub q50: f64,
    /// 5 in 100 lie above.
    pub q95: f64,
}

/// The benefit of massage as a whole: how much lower the average pain was than it would have been without.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Benefit {
    /// 5 in 100 lie below.
    pub q05: f64,
    /// 10 in 100 lie below.
    pub q10: f64,
    /// A quarter lies below.
    pub q25: f64,
    /// As many lie below as above.
    pub q50: f64,
    /// A quarter lies above.
    pub q75: f64,
    /// 10 in 100 lie above.
    pub q90: f64,
    /// 5 in 100 lie above.
    pub q95: f64,
    /// The lower end of the 95 in 100 interval.
    pub q025: f64,
    /// The upper end of the 95 in 100 interval: an effect that cannot be told is smaller than about this.
    pub q975: f64,
    /// The mean.
    pub mean: f64,
    /// The chance that there is any benefit.
    pub p_gt_0: f64,
    /// The chance that the benefit is as large as was asked for beforehand.
    pub p_worthwhile: f64,
}

/// The effect of one technique.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TechniqueEffect {
    /// Which, counted from 0 in [`Diary::techniques`](super::Diary).
    pub technique: usize,
    /// Its name.
    pub name: String,
    /// How many sessions it had.
    pub sessions: u32,
    /// How much lower the pain is just after one session.
    pub peak: Quantiles,
    /// Its share of the average benefit.
    pub benefit: Quantiles,
    /// The chance that it helps at all.
    pub p_gt_0: f64,
    /// The chance that its peak is the highest; 1 for an only technique.
    pub p_best: f64,
}

/// How often to go on. A start to be tested, not a finding: try it for 2 weeks, then half as often for 2 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Maintenance {
    /// What to do.
    pub advice: MaintenanceAdvice,
    /// The longest time between sessions that still gives the worthwhile benefit on average, in days; where it helps.
    pub gap: Option<Quantiles>,
}

/// What to do once there is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum MaintenanceAdvice {
    /// It helps: a session every `from` to `to` days; start with `from`.
    Every {
        /// The quarter quantile of the gap, rounded down, at least 1.
        from: u32,
        /// The median of the gap, rounded down, at least `from`.
        to: u32,
    },
    /// It helps, but the pain would now be lower than the worthwhile change even without: the sessions can stop.
    LittleLeft,
    /// The sessions can stop: what was asked for is unlikely, or they make it worse.
    NotWorthIt,
}

/// The cautious reading: a session only renews the effect, it does not add to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cautious {
    /// Average benefit under this reading.
    pub benefit: Quantiles,
    /// How much likelier the diary is under this reading than under the usual one, as a natural logarithm.
    pub log_evidence: f64,
}
