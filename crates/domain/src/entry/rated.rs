//! Ratings at a moment of the day: which occasion, which measure, when by the clock on the wall.

use super::{NrsScore, RecordedAt};
use serde::{Deserialize, Serialize};

/// A score was given at a known moment.
///
/// [`Recorded::day`](super::Recorded::day) is the day of the diary that it is about. It rolls over at 4am, so a minute
/// before 4am lies at the end of that day, after midnight.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rated {
    /// The occasion.
    pub occasion: RatingOccasion,
    /// What was rated.
    pub measure: Measure,
    /// The score.
    pub score: NrsScore,
    /// When it was so, by the clock on the wall; for a late rating, the usual minute of its occasion.
    pub minute_of_day: MinuteOfDay,
    /// Whether it was given from memory, the morning after.
    pub late: bool,
    /// The session or the technique that it belongs to, if it belongs to one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// On which occasion a score was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingOccasion {
    /// After waking.
    Morning,
    /// Before a session, before the technique is shown or drawn.
    BeforeSession,
    /// Ten to thirty minutes after a session: shown to the person, and never part of an answer.
    AfterSession,
    /// In the evening.
    Evening,
}

impl RatingOccasion {
    /// The minute that stands for it where none is known: 0.30, 0.50 and 0.85 of the day (`reference`: measures, 4.1).
    #[must_use]
    pub const fn usual_minute(self) -> MinuteOfDay {
        MinuteOfDay(match self {
            Self::Morning => 432,
            Self::BeforeSession => 720,
            Self::AfterSession => 740,
            Self::Evening => 1224,
        })
    }
}

/// What a score is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Pain now; more is worse.
    Pain,
    /// How well the person's own activity went today; more is better.
    Function,
    /// How the person slept last night; more is better.
    Sleep,
    /// Stress today; more is worse.
    Stress,
}

/// A minute of the day by the clock on the wall, 0 to 1439.
///
/// ```
/// use domain::entry::MinuteOfDay;
///
/// assert_eq!(MinuteOfDay::new(20 * 60 + 24)?.to_string(), "20:24");
/// assert_eq!(MinuteOfDay::new(1440).unwrap_err().to_string(), "minute 1440 is outside the 1440 minutes of a day");
/// # Ok::<(), domain::entry::InvalidMinuteOfDay>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct MinuteOfDay(u16);

/// A number that is no minute of a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("minute {0} is outside the 1440 minutes of a day")]
pub struct InvalidMinuteOfDay(pub u16);

/// Minutes of a day.
const MINUTES: u16 = 1440;

impl MinuteOfDay {
    /// The last minute of a day of the diary: 3:59 at night.
    pub const LAST_OF_DIARY_DAY: Self = Self(4 * 60 - 1);

    /// Checks that it is a minute of a day.
    ///
    /// # Errors
    ///
    /// [`InvalidMinuteOfDay`] from 1440 on.
    pub fn new(minute: u16) -> Result<Self, InvalidMinuteOfDay> {
        if minute < MINUTES { Ok(Self(minute)) } else { Err(InvalidMinuteOfDay(minute)) }
    }

    /// The minute on the wall at an instant, for a person whose clocks are `offset_minutes` ahead of UTC.
    ///
    /// ```
    /// use domain::entry::MinuteOfDay;
    /// use jiff::Timestamp;
    ///
    /// let evening = "2026-03-01T19:24:59Z".parse::<Timestamp>()?;
    /// assert_eq!(MinuteOfDay::of(evening.into(), 60).to_string(), "20:24");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn of(instant: RecordedAt, offset_minutes: i16) -> Self {
        let minutes = instant.microseconds().div_euclid(60_000_000) + i64::from(offset_minutes);
        Self(u16::try_from(minutes.rem_euclid(i64::from(MINUTES))).unwrap_or_default())
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The place on the axis of days, counted from the midnight that begins the day of the diary: 0.17 to 1.17,
    /// because the night until 4am belongs to the day before.
    ///
    /// ```
    /// use domain::entry::MinuteOfDay;
    ///
    /// assert_eq!(MinuteOfDay::new(12 * 60)?.share_of_diary_day(), 0.5);
    /// assert_eq!(MinuteOfDay::new(3 * 60)?.share_of_diary_day(), 1.125);
    /// # Ok::<(), domain::entry::InvalidMinuteOfDay>(())
    /// ```
    #[must_use]
    pub fn share_of_diary_day(self) -> f64 {
        let night = if self.0 < 4 * 60 { MINUTES } else { 0 };
        f64::from(self.0 + night) / f64::from(MINUTES)
    }
}

impl TryFrom<u16> for MinuteOfDay {
    type Error = InvalidMinuteOfDay;

    fn try_from(minute: u16) -> Result<Self, InvalidMinuteOfDay> {
        Self::new(minute)
    }
}

impl From<MinuteOfDay> for u16 {
    fn from(minute: MinuteOfDay) -> Self {
        minute.0
    }
}

impl std::fmt::Display for MinuteOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::local_day;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_usual_minutes_are_those_of_the_reference() {
        let share = |occasion: RatingOccasion| occasion.usual_minute().share_of_diary_day();
        assert!((share(RatingOccasion::Morning) - 0.30).abs() < 1e-12);
        assert!((share(RatingOccasion::BeforeSession) - 0.50).abs() < 1e-12);
        assert!((share(RatingOccasion::Evening) - 0.85).abs() < 1e-12);
    }

    proptest! {
        /// The day of the diary and the share of it never run backwards while the clock on the wall does not.
        #[test]
        fn time_on_the_wall_runs_forward(one in 0_i64..4_000_000, more in 0_i64..4_000, offset in -720_i16..840) {
            let at = |minutes: i64| {
                let instant = RecordedAt::from_microseconds(minutes * 60_000_000).unwrap();
                let days = (local_day(instant, offset) - date(1970, 1, 1)).get_days();
                f64::from(days) + MinuteOfDay::of(instant, offset).share_of_diary_day()
            };
            #[expect(clippy::cast_precision_loss, reason = "a few thousand minutes")]
            let days = more as f64 / 1440.0;
            prop_assert!((at(one + more) - at(one) - days).abs() < 1e-6);
        }
    }
}
