//! One entry of the calendar.

use domain::entry::RecordedAt;
use icalendar::{Alarm, Class, Component, Event, EventLike, EventStatus, Property};
use jiff::civil::{Date, DateTime};
use jiff::{Span, Timestamp};

/// When it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// At a time by the clock on the wall, for so many minutes.
    At(DateTime, u16),
    /// On a day, with no time known.
    Day(Date),
}

impl When {
    pub(super) fn day(self) -> Date {
        match self {
            Self::At(at, _) => at.date(),
            Self::Day(day) => day,
        }
    }
}

/// What one entry shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// The same in each calendar, whatever changes about it.
    pub(super) id: String,
    pub(super) when: When,
    pub(super) title: String,
    /// Whether it was planned and is no more.
    pub(super) dropped: bool,
}

/// What says how new an entry is.
pub(super) struct Stamp {
    pub(super) at: Option<RecordedAt>,
    pub(super) sequence: usize,
}

/// A title that tells nobody anything.
pub(super) fn private(minutes: u16) -> String {
    format!("{minutes} min for me")
}

impl Shown {
    pub(super) fn event(&self, stamp: &Stamp) -> Event {
        let at = stamp.at.map_or(Timestamp::UNIX_EPOCH, RecordedAt::timestamp);
        let at = at.strftime("%Y%m%dT%H%M%SZ").to_string();
        let uid = format!("{}@backwise.invalid", self.id);
        let mut event = Event::new();
        event.uid(&uid).summary(&self.title).class(Class::Private);
        event.add_property("DTSTAMP", &at);
        event.add_property("TRANSP", "TRANSPARENT");
        event.sequence(u32::try_from(stamp.sequence).unwrap_or(u32::MAX));
        event.status(if self.dropped { EventStatus::Cancelled } else { EventStatus::Confirmed });
        match self.when {
            When::At(start, minutes) => {
                let end = start.saturating_add(Span::new().minutes(i64::from(minutes)));
                event.add_property("DTSTART", floating(start)).add_property("DTEND", floating(end));
            }
            When::Day(day) => {
                event.append_property(all_day("DTSTART", day));
                event.append_property(all_day("DTEND", day.tomorrow().unwrap_or(day)));
            }
        }
        if let (When::At(..), false) = (self.when, self.dropped) {
            let mut alarm = Alarm::display(&self.title, -chrono::Duration::minutes(10));
            alarm.add_property("TRIGGER", "-PT10M");
            // The library draws an id and reads the clock where these are not given: the same journal would not give
            // the same calendar. RFC 9074 has the id of an alarm.
            alarm.uid(&format!("alarm-{uid}")).add_property("DTSTAMP", &at);
            event.alarm(alarm.done());
        }
        event.done()
    }
}

/// A time without a zone: the same by every clock on the wall.
fn floating(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

fn all_day(key: &str, day: Date) -> Property {
    Property::new(key, day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}
