//! A journal in the making, day by day.

use domain::entry::{CheckedIn, Entry, EntryId, Event, PersonId, PersonNow, PlanMade, RecordedAt};
use domain::knowledge::Knowledge;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(crate) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());

/// The first day of all diaries.
pub(crate) const FIRST: Date = date(2026, 3, 2);

pub(crate) fn day(number: i32) -> Date {
    FIRST.saturating_add(number.days())
}

/// Entries, each recorded at noon of its day or a moment after the one before.
#[derive(Debug, Default, Clone)]
pub(crate) struct Diary(Vec<Entry>);

impl Diary {
    pub(crate) fn on(mut self, number: i32, event: impl Into<Event>) -> Self {
        let noon = day(number).at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        let count = i64::try_from(self.0.len()).unwrap();
        let at = RecordedAt::from_microseconds(noon.timestamp().as_microsecond() + count).unwrap();
        let mut random = [0; 10];
        random[..8].copy_from_slice(&count.to_be_bytes());
        let id = EntryId::from_millis(1, random);
        self.0.push(Entry::now(id, PersonId::from_millis(1, [1; 10]), at, 0, event).about(day(number)));
        self
    }

    /// Check-ins with this pain, and half of it in the way, on the days from one on.
    pub(crate) fn pain(self, from: i32, scores: &[u8]) -> Self {
        (from..)
            .zip(scores)
            .fold(self, |diary, (number, score)| diary.on(number, check_in(score / 2, Some(*score))))
    }

    /// A plan that began on a day.
    pub(crate) fn plan(self, number: i32) -> Self {
        let plan = serde_json::json!({ "start": day(number).to_string() });
        self.on(number, PlanMade { plan, rules_version: "1".to_owned() })
    }

    pub(crate) fn person(&self) -> PersonNow {
        PersonNow::replay(&self.0)
    }
}

pub(crate) fn check_in(interference: u8, pain: Option<u8>) -> CheckedIn {
    CheckedIn {
        interference: interference.try_into().unwrap(),
        pain: pain.map(|pain| pain.try_into().unwrap()),
        flare: false,
        did: BTreeSet::new(),
        note: String::new(),
    }
}
