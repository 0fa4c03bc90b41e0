//! What could have fooled us in this diary, with the figures that show it.

use serde::Serialize;

/// One thing that could make the answer of this diary wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum CouldFool {
    /// The person knew about each session, so the answer includes what expecting relief does. Always there.
    Expectation,
    /// The person chose the days; the answer rests on the model alone.
    ChosenDays,
    /// Ratings only in the evening, on days the person chose: no verdict is possible.
    EveningsOnly,
    /// Days chosen, and too few ratings before sessions.
    FewBeforeRatings {
        /// Sessions with a rating before them.
        have: u32,
        /// Sessions.
        of: u32,
    },
    /// Sessions came on days that were worse before the session.
    SessionsOnBadDays {
        /// Mean of the first rating of session days before the session, in points.
        session_days: f64,
        /// Mean of the first rating of other days, in points.
        other_days: f64,
    },
    /// The pain would have fallen, or risen, anyway.
    NaturalRecovery {
        /// How far it fell by itself from the first rating to now, in points.
        points: f64,
    },
    /// Few days with a rating.
    FewDays {
        /// Days with a rating.
        rated: u32,
        /// Days from the first entry to now.
        of: u32,
    },
    /// Days without a rating.
    Gaps {
        /// Days without a rating.
        unrated: u32,
        /// The longest run of them.
        longest: u32,
        /// Days from the first entry to now.
        of: u32,
    },
    /// Something else began or changed within 5 days of the first session: the two cannot be separated.
    ChangeNearStart {
        /// What, in the person's words.
        words: String,
        /// Days after the first session; negative before it.
        days: f64,
    },
    /// Many ratings are 0: little is left to measure.
    Floor {
        /// Ratings of 0.
        zeros: u32,
        /// Ratings.
        of: u32,
    },
    /// Many ratings are 10: the pain may be higher than the scale.
    Ceiling {
        /// Ratings of 10.
        tens: u32,
        /// Ratings.
        of: u32,
    },
    /// The answer depends on whether sessions add up or only renew the effect.
    ResetDisagrees {
        /// Median benefit if they add up.
        adds_up: f64,
        /// Median benefit if a session only renews the effect.
        resets: f64,
    },
    /// The pain rises for some hours after sessions, before it falls.
    Soreness {
        /// By how much, in points.
        points: f64,
    },
    /// Flares, which come and go by themselves.
    Flares {
        /// How many.
        count: u32,
        /// Days in them.
        days: u32,
    },
    /// Techniques that were always used on the same days cannot be told apart.
    UsedTogether {
        /// One, counted from 0 in [`Diary::techniques`](super::Diary).
        technique: usize,
        /// The other.
        with: usize,
    },
    /// So many ratings that the oldest were left out.
    OldestLeftOut {
        /// How many.
        ratings: u32,
    },
}
