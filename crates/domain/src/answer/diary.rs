//! What the estimator reads: ratings, sessions and decisions on one axis of days.

use crate::entry::NrsScore;
use jiff::civil::Date;
use std::borrow::Cow;

/// A diary on one axis: days since the midnight that begins `first_day`, by the clock on the wall.
///
/// A day is always 1.0 long, also when clocks change, because people live by the wall clock. Half past eight in the
/// evening of the first day is `20.5 / 24.0`.
#[derive(Debug, Clone, PartialEq)]
pub struct Diary {
    /// The day that begins at 0.0.
    pub first_day: Date,
    /// Now: ratings and sessions after it are not there yet.
    pub now: f64,
    /// Ratings that count, in any order. After-session ratings are not among them.
    pub ratings: Vec<Rating>,
    /// Sessions and visits, in any order.
    pub sessions: Vec<SessionAt>,
    /// The techniques, by name; [`SessionAt::technique`] counts from 0 into it.
    pub techniques: Vec<String>,
    /// What chance decided, one for each decision; empty where the person chose every day.
    pub decisions: Vec<Decision>,
    /// Flares, from and to.
    pub flares: Vec<(f64, f64)>,
    /// Other things that began or changed, such as a medicine.
    pub changes: Vec<Change>,
    /// How much lower the average pain must be for this to be worth the time, in NRS points; set beforehand.
    pub worthwhile: f64,
}

/// One rating of pain now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rating {
    /// When, in days.
    pub at: f64,
    /// On which occasion.
    pub occasion: Occasion,
    /// The score.
    pub score: NrsScore,
}

/// The occasion of a rating that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// After waking; 0.30 of the day where the time is not known.
    Morning,
    /// Before a session, before the technique is shown or drawn; 0.50 of the day where the time is not known.
    BeforeSession,
    /// In the evening; 0.85 of the day where the time is not known.
    Evening,
}

/// One session or visit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SessionAt {
    /// When, in days; 0.50 of the day where the time is not known.
    pub at: f64,
    /// Which technique, counted from 0 in [`Diary::techniques`].
    pub technique: usize,
}

/// One decision that chance took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The day, counted from 0.
    pub day: i32,
    /// The technique that was drawn, counted from 0; `None` for a day without.
    pub assigned: Option<usize>,
    /// The probability with which a session was to be drawn that day.
    pub probability: f64,
}

/// Something else that began or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When, in days.
    pub at: f64,
    /// What, in the person's words.
    pub words: String,
}

/// Why a diary cannot be answered as it stands.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidDiary {
    /// A time is not a number, or more than 100 years from the first day.
    #[error("the time {0} is not within 100 years of the first day")]
    Time(f64),
    /// A session names a technique that is not in the list.
    #[error("technique {0} is not in the list of {1} techniques")]
    Technique(usize, usize),
    /// A probability is not between 0 and 1.
    #[error("the probability {0} is not between 0 and 1")]
    Probability(f64),
    /// The worthwhile change is not a number above 0 and at most 10.
    #[error("a worthwhile change of {0} points is not between 0 and 10")]
    Worthwhile(f64),
}

/// Days in 100 years: what is further away is a slip, and would lose the last digits of an hour.
const CENTURY: f64 = 36_525.0;

/// Whether a time can be used.
pub(super) fn is_time(at: f64) -> bool {
    at.is_finite() && at.abs() <= CENTURY
}

/// The worthwhile change where none was set that makes sense, in points. Measures 1.2.
const USUAL_WORTHWHILE: f64 = 1.0;

impl Diary {
    /// The diary with a now and a worthwhile change that can be computed with.
    pub(super) fn usable(&self) -> Cow<'_, Self> {
        let worthwhile = self.worthwhile > 0.0 && self.worthwhile <= 10.0;
        if worthwhile && is_time(self.now) {
            return Cow::Borrowed(self);
        }
        let mut mended = self.clone();
        if !worthwhile {
            mended.worthwhile = USUAL_WORTHWHILE;
        }
        if !is_time(self.now) {
            let times = self.ratings.iter().map(|it| it.at).chain(self.sessions.iter().map(|it| it.at));
            mended.now = times.filter(|at| is_time(*at)).fold(0.0, f64::max);
        }
        Cow::Owned(mended)
    }

    /// Checks what the types cannot: times, techniques, probabilities and the worthwhile change.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, as [`InvalidDiary`].
    ///
    /// ```
    /// # use domain::answer::{Diary, InvalidDiary};
    /// # let diary = Diary { first_day: jiff::civil::date(2026, 3, 1), now: 1.0, ratings: vec![], sessions: vec![],
    /// #     techniques: vec![], decisions: vec![], flares: vec![], changes: vec![], worthwhile: 1.0 };
    /// assert_eq!(diary.check(), Ok(()));
    /// let endless = Diary { now: f64::INFINITY, ..diary };
    /// assert_eq!(endless.check(), Err(InvalidDiary::Time(f64::INFINITY)));
    /// ```
    pub fn check(&self) -> Result<(), InvalidDiary> {
        let times = std::iter::once(self.now)
            .chain(self.ratings.iter().map(|rating| rating.at))
            .chain(self.sessions.iter().map(|session| session.at))
            .chain(self.flares.iter().flat_map(|&(from, to)| [from, to]))
            .chain(self.changes.iter().map(|change| change.at));
        for at in times {
            if !is_time(at) {
                return Err(InvalidDiary::Time(at));
            }
        }
        for technique in self
            .sessions
            .iter()
            .map(|session| session.technique)
            .chain(self.decisions.iter().filter_map(|it| it.assigned))
        {
            if technique >= self.techniques.len() {
                return Err(InvalidDiary::Technique(technique, self.techniques.len()));
            }
        }
        if let Some(decision) =
            self.decisions.iter().find(|decision| !(0.0..=1.0).contains(&decision.probability))
        {
            return Err(InvalidDiary::Probability(decision.probability));
        }
        if !(self.worthwhile > 0.0 && self.worthwhile <= 10.0) {
            return Err(InvalidDiary::Worthwhile(self.worthwhile));
        }
        Ok(())
    }
}
