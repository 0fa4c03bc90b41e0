//! Where a person's entries live.
//!
//! A [`Journal`] only grows. [`MemoryJournal`] forgets when the program ends; `SqliteJournal` keeps a file. Both keep the
//! same promises, and one contract suite (`tests/contract.rs`) holds them to it.
//!
//! ```
//! use domain::entry::{Entry, EntryId, FlareStarted, PersonId, RecordedAt};
//! use journal::{Journal, MemoryJournal};
//!
//! let person = PersonId::from_millis(1, [1; 10]);
//! let at = RecordedAt::from_microseconds(1_772_352_000_000_000)?;
//! let entry = Entry::now(EntryId::from_millis(1, [2; 10]), person, at, 60, FlareStarted {});
//!
//! let journal = MemoryJournal::default();
//! assert_eq!(journal.append(&[entry.clone()])?.new, 1);
//! assert_eq!(journal.append(&[entry.clone()])?.new, 0); // the same entry again is no harm
//! assert_eq!(journal.read(person)?, [entry]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod memory;
mod row;
#[cfg(feature = "sqlite")]
mod sqlite;
mod store;

pub use error::{JournalError, UnreadableRow};
pub use memory::MemoryJournal;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteJournal;
pub use store::{Source, Store, day_of};

use domain::entry::{Entry, PersonId};

/// A store of entries that only grows.
///
/// Any number of threads may use it at the same time.
pub trait Journal: Send + Sync {
    /// Adds entries: all of them, or, if there is an error, none.
    ///
    /// An entry that is already there is left alone, so the same entries may be sent again after an error, a crash or
    /// from a second device. Once this returns, the entries stay, even if the machine loses power.
    ///
    /// # Errors
    ///
    /// [`JournalError::IdTaken`] if an id is there with another content, [`JournalError::Unwritable`] if an entry would
    /// not come back as it is, or whatever is wrong with the store.
    fn append(&self, entries: &[Entry]) -> Result<Appended, JournalError>;

    /// All entries of a person, oldest first, in the order of [`Entry::journal_order`].
    ///
    /// # Errors
    ///
    /// [`JournalError::Unreadable`] if an entry cannot be read, or whatever is wrong with the store.
    fn read(&self, person: PersonId) -> Result<Vec<Entry>, JournalError>;

    /// Everyone who has at least one entry, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the store.
    fn persons(&self) -> Result<Vec<PersonId>, JournalError>;

    /// How many entries a person has.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the store.
    fn count(&self, person: PersonId) -> Result<u64, JournalError>;

    /// Removes every entry of everyone, and leaves nothing of them in the store. It cannot be taken back.
    ///
    /// It is the one thing that a journal can do besides growing, and only done where a person says so in as many words.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the store.
    fn erase(&self) -> Result<(), JournalError>;
}

/// What an append did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// How many entries were not there before.
    pub new: usize,
}
