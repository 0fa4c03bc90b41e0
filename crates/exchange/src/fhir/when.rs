//! Days and moments as FHIR writes them.

use domain::entry::{MinuteOfDay, RatingOccasion, RecordedAt, local_day};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;

/// The largest distance from UTC that FHIR can write, in minutes.
const FARTHEST: i16 = 14 * 60;
/// Before this minute, 4am, the night belongs to the day before.
const NIGHT: u16 = 4 * 60;

/// Whether a day has a year that FHIR can write.
pub(crate) fn can_be_said(day: Date) -> bool {
    // A day on each side, because the night may move it.
    (2..=9998).contains(&day.year())
}

fn zone(offset: i16) -> String {
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The offset, or none where FHIR cannot write it.
pub(crate) fn near(offset: i16) -> i16 {
    if (-FARTHEST..=FARTHEST).contains(&offset) { offset } else { 0 }
}

/// A minute of a day of the diary, by the clock on the wall of somebody `offset` minutes ahead of UTC.
pub(crate) fn on_the_wall(day: Date, at: MinuteOfDay, offset: i16) -> String {
    let date = if at.minutes() < NIGHT { day.tomorrow().unwrap_or(day) } else { day };
    format!("{date}T{at}:00{}", zone(near(offset)))
}

/// When something about a day was: the minute it was recorded, if that was on the day, or else the evening.
pub(crate) fn about(day: Date, recorded: RecordedAt, offset: i16) -> String {
    let offset = near(offset);
    let same = local_day(recorded, offset) == day;
    let at = if same { MinuteOfDay::of(recorded, offset) } else { RatingOccasion::Evening.usual_minute() };
    on_the_wall(day, at, offset)
}

/// An instant of the clock on the wall, to the microsecond.
pub(crate) fn to_the_microsecond(at: RecordedAt, offset: i16) -> String {
    let offset = near(offset);
    let moved = at.microseconds().saturating_add(i64::from(offset) * 60_000_000);
    let wall = Timestamp::from_microsecond(moved).unwrap_or(at.timestamp()).to_string();
    format!("{}{}", wall.trim_end_matches('Z'), zone(offset))
}

/// A moment that a file gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    /// The day of the diary.
    pub(crate) day: Date,
    /// The minute of the clock on the wall, if it says one.
    pub(crate) minute: Option<MinuteOfDay>,
    /// The instant, if it says one.
    pub(crate) instant: Option<RecordedAt>,
    /// How many minutes the clock was ahead of UTC.
    pub(crate) offset: i16,
}

impl When {
    /// Reads a date or a moment; `None` where the day is not said.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text.trim()).ok()?;
        let (date, time) = (pieces.date(), pieces.time());
        let Some(time) = time else {
            return can_be_said(date).then_some(Self { day: date, minute: None, instant: None, offset: 0 });
        };
        let seconds = match pieces.offset() {
            Some(jiff::fmt::temporal::PiecesOffset::Numeric(offset)) => offset.offset().seconds(),
            _ => 0,
        };
        let offset = i16::try_from(seconds / 60).ok()?;
        let wall = date.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        let instant = wall.as_microsecond().checked_sub(i64::from(seconds) * 1_000_000)?;
        let instant = RecordedAt::from_microseconds(instant).ok()?;
        let day = local_day(instant, offset);
        let minute = Some(MinuteOfDay::of(instant, offset));
        can_be_said(day).then_some(Self { day, minute, instant: Some(instant), offset })
    }
}
