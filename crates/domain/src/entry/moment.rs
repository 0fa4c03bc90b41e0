//! When an entry was recorded, and which day of the person's life it belongs to.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The instant at which an entry was recorded, in whole microseconds since 1970.
///
/// Microseconds, because that is what every store can keep; the rest of a nanosecond clock is dropped once, here.
///
/// ```
/// use domain::entry::RecordedAt;
/// use jiff::Timestamp;
///
/// let at = RecordedAt::from("2026-03-01T08:00:00.0000019Z".parse::<Timestamp>()?);
/// assert_eq!(at.timestamp(), "2026-03-01T08:00:00.000001Z".parse::<Timestamp>()?);
/// assert_eq!(RecordedAt::from_microseconds(at.microseconds())?, at);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct RecordedAt(i64);

/// A number of microseconds that is no instant between the years -9999 and 9999.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} microseconds since 1970 is outside the years -9999 to 9999")]
pub struct InvalidRecordedAt(pub i64);

impl RecordedAt {
    /// Checks that the microseconds name an instant of the calendar.
    ///
    /// # Errors
    ///
    /// [`InvalidRecordedAt`] if it lies before the year -9999 or after the year 9999.
    pub fn from_microseconds(microseconds: i64) -> Result<Self, InvalidRecordedAt> {
        match Timestamp::from_microsecond(microseconds) {
            Ok(_) => Ok(Self(microseconds)),
            Err(_) => Err(InvalidRecordedAt(microseconds)),
        }
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn microseconds(self) -> i64 {
        self.0
    }

    /// The instant.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "no value exists that was not checked")]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).expect("every constructor checks the range")
    }
}

impl From<Timestamp> for RecordedAt {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }
}

impl TryFrom<i64> for RecordedAt {
    type Error = InvalidRecordedAt;

    fn try_from(microseconds: i64) -> Result<Self, InvalidRecordedAt> {
        Self::from_microseconds(microseconds)
    }
}

impl From<RecordedAt> for i64 {
    fn from(at: RecordedAt) -> Self {
        at.0
    }
}

impl fmt::Display for RecordedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

/// The hour of the night at which one day of the diary ends and the next begins.
const DAY_ROLLS_OVER_AT: i64 = 4;

/// The day of the diary at an instant, for a person whose clocks are `offset_minutes` ahead of UTC.
///
/// The day rolls over at 4am: what is recorded at half past one at night still belongs to the evening before.
///
/// ```
/// use domain::entry::local_day;
/// use jiff::Timestamp;
/// use jiff::civil::date;
///
/// let late = "2026-03-02T00:30:00Z".parse::<Timestamp>()?;
/// assert_eq!(local_day(late.into(), 60), date(2026, 3, 1)); // half past one at night in Berlin
/// assert_eq!(local_day(late.into(), 9 * 60), date(2026, 3, 2)); // half past nine in Tokyo
/// # Ok::<(), jiff::Error>(())
/// ```
#[must_use]
pub fn local_day(instant: RecordedAt, offset_minutes: i16) -> Date {
    let shift = i64::from(offset_minutes) * 60 - DAY_ROLLS_OVER_AT * 3600;
    let seconds = instant.0.div_euclid(1_000_000) + shift;
    let days = seconds.div_euclid(24 * 3600);
    Date::constant(1970, 1, 1).saturating_add(SignedDuration::from_hours(24 * days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use jiff::tz::Offset;
    use proptest::prelude::*;

    fn day(text: &str, offset_minutes: i16) -> Date {
        local_day(text.parse::<Timestamp>().unwrap().into(), offset_minutes)
    }

    #[test]
    fn the_day_rolls_over_at_four_and_not_a_second_before() {
        assert_eq!(day("2026-03-02T03:59:59Z", 0), date(2026, 3, 1));
        assert_eq!(day("2026-03-02T04:00:00Z", 0), date(2026, 3, 2));
    }

    #[test]
    fn the_day_is_the_persons_own() {
        assert_eq!(day("2026-01-01T03:30:00Z", -300), date(2025, 12, 31));
        assert_eq!(day("2025-12-31T22:30:00Z", 5 * 60 + 45), date(2026, 1, 1));
    }

    #[test]
    fn a_moment_before_1970_has_its_day_too() {
        assert_eq!(day("1969-12-31T23:59:59.999999Z", 4 * 60), date(1969, 12, 31));
    }

    #[test]
    fn the_ends_of_the_calendar_have_a_day() {
        assert_eq!(local_day(Timestamp::MIN.into(), i16::MIN), Date::MIN);
        assert_eq!(local_day(Timestamp::MAX.into(), i16::MAX), Date::MAX);
    }

    #[test]
    fn an_instant_outside_the_calendar_is_refused() {
        let error = RecordedAt::from_microseconds(i64::MAX).unwrap_err();
        assert_eq!(
            error.to_string(),
            "9223372036854775807 microseconds since 1970 is outside the years -9999 to 9999"
        );
        assert!(serde_json::from_str::<RecordedAt>(&i64::MIN.to_string()).is_err());
    }

    proptest! {
        /// The day is the date on the person's clock four hours earlier.
        #[test]
        fn the_day_agrees_with_the_calendar(
            seconds in -4_000_000_000_i64..8_000_000_000,
            micros in 0_i64..1_000_000,
            offset in -720_i16..=840,
        ) {
            let at = RecordedAt::from_microseconds(seconds * 1_000_000 + micros).unwrap();
            let clock = Offset::from_seconds(i32::from(offset) * 60).unwrap().to_datetime(at.timestamp());
            let earlier = clock.checked_sub(SignedDuration::from_hours(4)).unwrap();
            prop_assert_eq!(local_day(at, offset), earlier.date());
        }

        /// No instant and no offset makes the day panic, and a later instant never has an earlier day.
        #[test]
        fn the_day_never_runs_backwards(
            one in Timestamp::MIN.as_microsecond()..=Timestamp::MAX.as_microsecond(),
            other in Timestamp::MIN.as_microsecond()..=Timestamp::MAX.as_microsecond(),
            offset in any::<i16>(),
        ) {
            let first = RecordedAt::from_microseconds(one.min(other)).unwrap();
            let last = RecordedAt::from_microseconds(one.max(other)).unwrap();
            prop_assert!(local_day(first, offset) <= local_day(last, offset));
        }
    }
}
