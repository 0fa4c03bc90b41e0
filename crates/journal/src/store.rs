//! One person's journal in use: what it says now, and adding to it.

use crate::{Journal, JournalError};
use domain::entry::{Entry, EntryId, Event, PersonId, PersonNow, RecordedAt, local_day};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use std::sync::{Arc, OnceLock};

/// Where the time and new ids come from: the only two things that a program must bring.
pub trait Source: Send + Sync {
    /// The time on the person's clocks.
    fn now(&self) -> Zoned;
    /// A new entry id (`UUIDv7`).
    fn entry_id(&self) -> EntryId;
    /// 32 bytes that nobody can guess.
    fn random(&self) -> [u8; 32];
    /// A new person id (`UUIDv7`), asked for only where the journal is empty.
    fn person_id(&self) -> PersonId;
    /// The person's day: it rolls over at 4am.
    fn today(&self) -> Date {
        day_of(&self.now())
    }
}

/// The person's day at a time on their clocks: it rolls over at 4am.
#[must_use]
pub fn day_of(now: &Zoned) -> Date {
    local_day(RecordedAt::from(now.timestamp()), offset_minutes(now))
}

/// An open journal of one person, with everything in it read once.
///
/// Other programs may add to the same journal at the same time: [`refresh`](Self::refresh) notices that.
pub struct Store {
    journal: Box<dyn Journal>,
    source: Arc<dyn Source>,
    person: PersonId,
    entries: Vec<Entry>,
    now: OnceLock<Arc<PersonNow>>,
}

impl Store {
    /// Reads a journal of one person.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal.
    pub fn open(journal: Box<dyn Journal>, source: Arc<dyn Source>) -> Result<Self, JournalError> {
        let entries = all(&*journal)?;
        let person = entries.first().map_or_else(|| source.person_id(), |entry| entry.person);
        Ok(Self { journal, source, person, entries, now: OnceLock::new() })
    }

    /// Reads what another program has added since, if anything. Returns whether there was something new.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal.
    pub fn refresh(&mut self) -> Result<bool, JournalError> {
        let mut count = 0;
        for person in self.journal.persons()? {
            count += self.journal.count(person)?;
        }
        if usize::try_from(count) == Ok(self.entries.len()) {
            return Ok(false);
        }
        self.entries = all(&*self.journal)?;
        self.person = self.entries.first().map_or(self.person, |entry| entry.person);
        self.now = OnceLock::new();
        Ok(true)
    }

    /// All entries, in the order in which they were recorded.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whose journal it is.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The person as known now.
    #[must_use]
    pub fn person_now(&self) -> Arc<PersonNow> {
        Arc::clone(self.now.get_or_init(|| Arc::new(PersonNow::replay(&self.entries))))
    }

    /// 32 bytes that nobody can guess.
    #[must_use]
    pub fn random(&self) -> [u8; 32] {
        self.source.random()
    }

    /// Today, as the person's day: it rolls over at 4am.
    #[must_use]
    pub fn today(&self) -> Date {
        self.source.today()
    }

    /// The time on the person's clocks.
    #[must_use]
    pub fn time(&self) -> Zoned {
        self.source.now()
    }

    /// Records something that happened today. Once this returns, it stays.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal; nothing is recorded then.
    pub fn record(&mut self, event: impl Into<Event>) -> Result<(), JournalError> {
        let today = self.today();
        self.record_about(event, today)
    }

    /// Records something that happened on a day.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal; nothing is recorded then.
    pub fn record_about(&mut self, event: impl Into<Event>, day: Date) -> Result<(), JournalError> {
        self.record_all([event.into()], day)
    }

    /// Records several things that belong together: all, or none.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal; nothing is recorded then.
    pub fn record_all(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        day: Date,
    ) -> Result<(), JournalError> {
        let events: Vec<_> = events.into_iter().map(|event| (self.source.entry_id(), event)).collect();
        self.record_as(events, day)
    }

    /// A new entry id, for something that is recorded later.
    #[must_use]
    pub fn new_id(&self) -> EntryId {
        self.source.entry_id()
    }

    /// Records several things that belong together, with ids that were drawn before: all, or none.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal; nothing is recorded then.
    pub fn record_as(
        &mut self,
        events: impl IntoIterator<Item = (EntryId, Event)>,
        day: Date,
    ) -> Result<(), JournalError> {
        let now = self.source.now();
        let first = self.next_instant(now.timestamp());
        let mut entries = Vec::new();
        for ((id, event), at) in events.into_iter().zip(first..) {
            let at = RecordedAt::from_microseconds(at).unwrap_or_else(|_| RecordedAt::from(now.timestamp()));
            entries.push(Entry::now(id, self.person, at, offset_minutes(&now), event).about(day));
        }
        self.journal.append(&entries)?;
        self.entries.extend(entries);
        self.now = OnceLock::new();
        Ok(())
    }

    /// Adds entries that were recorded elsewhere, such as those of an archive. Those already there are left alone.
    ///
    /// Returns how many were new.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal; nothing is recorded then.
    pub fn take_in(&mut self, entries: &[Entry]) -> Result<usize, JournalError> {
        let new = self.journal.append(entries)?.new;
        self.refresh()?;
        Ok(new)
    }

    /// Removes every entry of everyone. It cannot be taken back; whoever comes next is another person.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the journal.
    pub fn erase(&mut self) -> Result<(), JournalError> {
        self.journal.erase()?;
        self.entries.clear();
        self.person = self.source.person_id();
        self.now = OnceLock::new();
        Ok(())
    }

    /// Microseconds of the next entry: a clock that was set back does not put a new entry before an old one.
    fn next_instant(&self, now: Timestamp) -> i64 {
        let last = self.entries.iter().map(|entry| entry.recorded_at.microseconds()).max();
        last.map_or(now.as_microsecond(), |last| now.as_microsecond().max(last + 1))
    }
}

/// Two programs that begin a journal at the same moment give its person two ids. Nothing of either is lost.
fn all(journal: &dyn Journal) -> Result<Vec<Entry>, JournalError> {
    let mut entries = Vec::new();
    for person in journal.persons()? {
        entries.extend(journal.read(person)?);
    }
    entries.sort_by(Entry::journal_order);
    Ok(entries)
}

fn offset_minutes(now: &Zoned) -> i16 {
    i16::try_from(now.offset().seconds() / 60).unwrap_or_default()
}
