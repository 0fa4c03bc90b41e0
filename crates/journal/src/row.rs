//! An entry as the columns of a table: the one place where entries become rows and rows become entries.

use crate::{JournalError, UnreadableRow};
use domain::entry::{Entry, Event, RecordedAt};

/// One row of the table `entry`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) recorded_at: i64,
    pub(crate) day: String,
    pub(crate) offset_minutes: i64,
    pub(crate) kind: String,
    pub(crate) version: i64,
    pub(crate) body: String,
}

impl Row {
    /// The row of an entry; an error if the entry would not come back from it as it is.
    pub(crate) fn write(entry: &Entry) -> Result<Self, JournalError> {
        let unwritable = || JournalError::Unwritable { id: entry.id };
        let row = Self {
            id: entry.id.to_string(),
            person: entry.person.to_string(),
            recorded_at: entry.recorded_at.microseconds(),
            day: entry.day.to_string(),
            offset_minutes: entry.offset_minutes.into(),
            kind: entry.event.kind().to_owned(),
            version: entry.event.version().into(),
            body: entry.event.body().map_err(|_| unwritable())?.to_string(),
        };
        // JSON has no word for a number that is not finite, and would quietly put `null` in its place.
        match row.clone().read() {
            Ok(back) if back == *entry => Ok(row),
            _ => Err(unwritable()),
        }
    }

    /// The entry of a row; an error that names the id if there is none in it.
    pub(crate) fn read(self) -> Result<Entry, JournalError> {
        match self.parse() {
            Ok(entry) => Ok(entry),
            Err(cause) => Err(JournalError::Unreadable { id: self.id, cause }),
        }
    }

    fn parse(&self) -> Result<Entry, UnreadableRow> {
        let column = UnreadableRow::Column;
        let version = u32::try_from(self.version).map_err(|_| column("version"))?;
        let body = serde_json::from_str(&self.body).map_err(|_| column("body"))?;
        Ok(Entry {
            id: self.id.parse().map_err(|_| column("id"))?,
            person: self.person.parse().map_err(|_| column("person"))?,
            recorded_at: RecordedAt::from_microseconds(self.recorded_at)
                .map_err(|_| column("recorded_at"))?,
            day: self.day.parse().map_err(|_| column("day"))?,
            offset_minutes: self.offset_minutes.try_into().map_err(|_| column("offset_minutes"))?,
            event: Event::from_parts(&self.kind, version, body)?,
        })
    }
}
