//! The verdict: one of five, the sentence that belongs to it, and what must be there before anything is said.

use serde::Serialize;

/// What the diary says about massage as a whole (rule 5.2 of the measures).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Very likely a benefit, and more likely than not as large as asked for.
    Helps,
    /// Likely a benefit; whether it is large enough, or chance, is still open.
    ProbablyHelps,
    /// The diary cannot tell yet.
    CantTell,
    /// Unlikely to be as large as asked for.
    ProbablyNot,
    /// The sessions probably make the pain worse.
    Worse,
}

/// The sentence of table 5.2 that belongs to a verdict: some verdicts have two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Something that must be there before anything is said is missing: see [`Answer::missing`](super::Answer).
    TooEarly,
    /// [`Verdict::Helps`].
    Helps,
    /// [`Verdict::ProbablyHelps`]: it very likely helps, but perhaps less than asked for.
    HelpsPerhapsLess,
    /// [`Verdict::ProbablyHelps`]: it looks as if it helps, but it could still be chance, 1 in `one_in`.
    PerhapsChance {
        /// How many there are for one of chance: 1/(1 - P(B > 0)), rounded.
        one_in: u32,
    },
    /// [`Verdict::ProbablyNot`]: it helps a little, less than asked for.
    HelpsLittle,
    /// [`Verdict::ProbablyNot`]: it is unlikely to give what was asked for.
    UnlikelyEnough,
    /// [`Verdict::Worse`].
    Worse,
    /// [`Verdict::CantTell`], with all that the gate asks for.
    Open,
}

impl Reading {
    /// The verdict that this sentence tells.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Helps => Verdict::Helps,
            Self::HelpsPerhapsLess | Self::PerhapsChance { .. } => Verdict::ProbablyHelps,
            Self::TooEarly | Self::Open => Verdict::CantTell,
            Self::HelpsLittle | Self::UnlikelyEnough => Verdict::ProbablyNot,
            Self::Worse => Verdict::Worse,
        }
    }

    /// The first row of table 5.2 that fits, when the gate is passed.
    ///
    /// `p_gt_0` is the chance of any benefit, `p_worthwhile` the chance of the benefit that was asked for.
    ///
    /// ```
    /// use domain::answer::{Reading, Verdict};
    ///
    /// assert_eq!(Reading::of(0.99, 0.60).verdict(), Verdict::Helps);
    /// assert_eq!(Reading::of(0.99, 0.05), Reading::HelpsLittle);
    /// assert_eq!(Reading::of(0.95, 0.40), Reading::PerhapsChance { one_in: 20 });
    /// ```
    #[must_use]
    pub fn of(p_gt_0: f64, p_worthwhile: f64) -> Self {
        let very_likely = p_gt_0 >= VERY_LIKELY;
        if very_likely && p_worthwhile >= 0.5 {
            Self::Helps
        } else if 1.0 - p_gt_0 >= LIKELY_WORSE {
            Self::Worse
        } else if p_worthwhile <= UNLIKELY_ENOUGH {
            if very_likely { Self::HelpsLittle } else { Self::UnlikelyEnough }
        } else if very_likely {
            Self::HelpsPerhapsLess
        } else if p_gt_0 >= LIKELY {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 10 and 40")]
            Self::PerhapsChance { one_in: (1.0 / (1.0 - p_gt_0)).round() as u32 }
        } else {
            Self::Open
        }
    }
}

/// P(B > 0) from which a benefit is very likely: high because people look again and again. Measures 5.2.
const VERY_LIKELY: f64 = 0.975;
/// P(B > 0) from which a benefit is likely. Measures 5.2.
const LIKELY: f64 = 0.90;
/// P(B < 0) from which harm is said: lower, because to stop is cheap. Measures 5.2.
const LIKELY_WORSE: f64 = 0.95;
/// P(B > worthwhile) up to which a benefit is unlikely to be enough. Measures 5.2.
const UNLIKELY_ENOUGH: f64 = 0.10;

/// Something that must be there before a verdict is said (gate 5.1), with how much there is of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Missing {
    /// Days from the first entry to now.
    Days {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// Days with a rating that counts.
    RatedDays {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// Sessions.
    Sessions {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// Evening ratings on days with a session.
    SessionEvenings {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// Evening ratings on days without a session, after the first session.
    OtherEvenings {
        /// How many there are.
        have: u32,
        /// How many are needed.
        need: u32,
    },
    /// Sessions with a rating before them, where the person chose the days.
    BeforeRatings {
        /// How many there are.
        have: u32,
        /// How many are needed: 8 in 10 of the sessions, rounded up.
        need: u32,
    },
}

/// How the days of sessions came about: it decides how far the answer can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// The person chose the days.
    Chosen,
    /// Chance drew at least 3 in 10 of the days, or the days of at least half of the sessions.
    Drawn,
}
