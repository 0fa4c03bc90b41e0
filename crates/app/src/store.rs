//! The person's journal on this machine: where it is, what it says now, and adding to it.

use crate::failure::Failure;
use directories::ProjectDirs;
use domain::entry::{Entry, EntryId, Event, PersonId, PersonNow, RecordedAt};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use journal::{Journal, SqliteJournal};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The name of the journal's file in the data folder.
const FILE: &str = "journal.db";

/// An open journal of one person.
pub(crate) struct Store {
    journal: SqliteJournal,
    person: PersonId,
    entries: Vec<Entry>,
    today: Option<Date>,
}

impl Store {
    /// Opens the journal in `data`, or in the platform's data folder, and makes it if there is none.
    ///
    /// `today` stands in for today's date.
    pub(crate) fn open(data: Option<&Path>, today: Option<Date>) -> Result<Self, Failure> {
        let folder = match data {
            Some(folder) => folder.to_owned(),
            None => default_folder()?,
        };
        std::fs::create_dir_all(&folder).map_err(|error| {
            Failure::person(format!("the folder `{}` cannot be made: {error}", folder.display()))
                .hint("choose another place with --data DIR")
        })?;
        let journal = SqliteJournal::open(folder.join(FILE))?;
        let persons = journal.persons()?;
        let person = match persons.first() {
            Some(person) => *person,
            None => PersonId::try_from(Uuid::now_v7()).map_err(|error| Failure::ours(error.to_string()))?,
        };
        // Two programs that begin a journal at the same moment give its person two ids. Nothing of either is lost.
        let read = persons.iter().map(|person| journal.read(*person)).collect::<Result<Vec<_>, _>>()?;
        let mut entries: Vec<Entry> = read.into_iter().flatten().collect();
        entries.sort_by(Entry::journal_order);
        Ok(Self { journal, person, entries, today })
    }

    /// Opens the journal if there is one; never makes one.
    pub(crate) fn open_if_there(data: Option<&Path>, today: Option<Date>) -> Result<Option<Self>, Failure> {
        let folder = match data {
            Some(folder) => folder.to_owned(),
            None => default_folder()?,
        };
        if folder.join(FILE).exists() { Self::open(Some(&folder), today).map(Some) } else { Ok(None) }
    }

    /// All entries, in the order in which they were recorded.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The person as known now.
    pub(crate) fn person_now(&self) -> PersonNow {
        PersonNow::replay(&self.entries)
    }

    /// Today, as the person's day: it rolls over at 4am.
    pub(crate) fn today(&self) -> Date {
        today(self.today)
    }

    /// Records something that happened today. Once this returns, it stays.
    pub(crate) fn record(&mut self, event: impl Into<Event>) -> Result<(), Failure> {
        let today = self.today();
        self.record_about(event, today)
    }

    /// Records something that happened on a day.
    pub(crate) fn record_about(&mut self, event: impl Into<Event>, day: Date) -> Result<(), Failure> {
        self.record_all([event.into()], day)
    }

    /// Records several things that belong together: all, or none.
    pub(crate) fn record_all(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        day: Date,
    ) -> Result<(), Failure> {
        let now = Zoned::now();
        let first = self.next_instant(now.timestamp());
        let mut entries = Vec::new();
        for (event, at) in events.into_iter().zip(first..) {
            let id = EntryId::try_from(Uuid::now_v7()).map_err(|error| Failure::ours(error.to_string()))?;
            let recorded_at =
                RecordedAt::from_microseconds(at).map_err(|error| Failure::ours(error.to_string()))?;
            let entry = Entry::now(id, self.person, recorded_at, offset_minutes(&now), event).about(day);
            entries.push(entry);
        }
        self.journal.append(&entries)?;
        self.entries.extend(entries);
        Ok(())
    }

    /// Microseconds of the next entry: a clock that was set back does not put a new entry before an old one.
    fn next_instant(&self, now: Timestamp) -> i64 {
        let last = self.entries.iter().map(|entry| entry.recorded_at.microseconds()).max();
        last.map_or(now.as_microsecond(), |last| now.as_microsecond().max(last + 1))
    }
}

/// Today as the person's day, or the day that stands in for it.
pub(crate) fn today(instead: Option<Date>) -> Date {
    instead.unwrap_or_else(|| {
        let now = Zoned::now();
        domain::entry::local_day(RecordedAt::from(now.timestamp()), offset_minutes(&now))
    })
}

fn offset_minutes(now: &Zoned) -> i16 {
    i16::try_from(now.offset().seconds() / 60).unwrap_or_default()
}

fn default_folder() -> Result<PathBuf, Failure> {
    let folders = ProjectDirs::from("", "", "backwise").ok_or_else(|| {
        Failure::person("there is no home folder to keep your journal in")
            .hint("choose a place with --data DIR")
    })?;
    Ok(folders.data_dir().to_owned())
}
