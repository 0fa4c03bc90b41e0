//! In which circumstances people live their diary: plan, effects, gaps, and what is different from the usual.

use crate::person::Person;

/// How the days of sessions come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plan {
    /// When it hurts, from the first day.
    Free,
    /// When it hurts, after 7 days without.
    FreeAfterBaseline,
    /// Coin days after 7 days without.
    Random,
    /// Blocks of 4 to 8 days after 7 days without.
    Blocks,
    /// Monday, Wednesday and Friday after 7 days without.
    Fixed,
}

impl Plan {
    /// The name in the tables of the reference.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::FreeAfterBaseline => "freeb",
            Self::Random => "random",
            Self::Blocks => "blocks",
            Self::Fixed => "fixed",
        }
    }

    /// Days at the beginning without sessions.
    #[must_use]
    pub fn baseline_days(self) -> usize {
        if self == Self::Free { 0 } else { 7 }
    }
}

/// What is different from the process that the estimator assumes (`measures.md`, 4.6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Twist {
    /// Nothing.
    None,
    /// One flare a month: 1.5 to 3.5 points more for 2 to 5 days.
    Flares,
    /// The level is 2.5 points lower.
    LowPain,
    /// A session renews the effect of the one before and does not add to it.
    Reset,
    /// Each session also makes sore: 0.7 points with a half-life of 0.4 days.
    Soreness,
    /// The evening rating is 0.3 points too low on days with a session.
    Wishful,
    /// Days are left out when pain is low: a gap begins twice as likely on a day below the usual pain, and never on
    /// another.
    SkipsGoodDays,
    /// Nothing gets better by itself.
    NoRecovery,
    /// Nobody rates before a session.
    NoBefore,
    /// Nobody rates in the morning.
    EveningAndBefore,
    /// Nobody rates except in the evening.
    EveningOnly,
}

impl Twist {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::Flares,
        Self::LowPain,
        Self::Reset,
        Self::Soreness,
        Self::Wishful,
        Self::SkipsGoodDays,
        Self::NoRecovery,
        Self::NoBefore,
        Self::EveningAndBefore,
        Self::EveningOnly,
    ];

    /// What is different, in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "as simulated",
            Self::Flares => "flares (1 a month, +1.5 to 3.5, 2 to 5 days)",
            Self::LowPain => "low pain (level 2.5 lower)",
            Self::Reset => "effect resets, does not add up",
            Self::Soreness => "+0.7 soreness after each session (half-life 0.4 days)",
            Self::Wishful => "evening rating 0.3 too low on session days",
            Self::SkipsGoodDays => "skips days when pain is low",
            Self::NoRecovery => "no natural recovery",
            Self::NoBefore => "no before-session ratings",
            Self::EveningAndBefore => "evening and before ratings only",
            Self::EveningOnly => "evening ratings only",
        }
    }

    /// The person to whom this applies.
    #[must_use]
    pub fn applied_to(self, person: Person) -> Person {
        match self {
            Self::LowPain => Person { level: person.level - 2.5, ..person },
            Self::NoRecovery => Person { recovery: 0.0, ..person },
            _ => person,
        }
    }
}

/// In which circumstances a person lives their diary.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// How the days of sessions come about.
    pub plan: Plan,
    /// True reduction of pain just after one session, for each technique; each session draws one of them.
    pub peaks: Vec<f64>,
    /// How many days the diary lasts.
    pub days: usize,
    /// Share of days without morning and evening ratings.
    pub missing: f64,
    /// A half-life for everybody, in place of their own.
    pub half_life: Option<f64>,
    /// Whether what chance assigns is always done, and nothing else.
    pub perfect_adherence: bool,
    /// What is different from the usual.
    pub twist: Twist,
}

impl Setting {
    /// 12 weeks with one technique and nothing unusual.
    #[must_use]
    pub fn new(plan: Plan, peak: f64, missing: f64) -> Self {
        Self {
            plan,
            peaks: vec![peak],
            days: 84,
            missing,
            half_life: None,
            perfect_adherence: false,
            twist: Twist::None,
        }
    }
}
