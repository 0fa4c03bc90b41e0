//! A journal in memory.

use crate::row::Row;
use crate::{Appended, Journal, JournalError};
use domain::entry::{Entry, EntryId, PersonId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A journal that is forgotten when the program ends: for tests, for trying things out, and for the browser, which keeps
/// the entries elsewhere.
///
/// ```
/// use domain::entry::PersonId;
/// use journal::{Journal, MemoryJournal};
///
/// let journal = MemoryJournal::default();
/// assert_eq!(journal.count(PersonId::from_millis(1, [0; 10]))?, 0);
/// # Ok::<(), journal::JournalError>(())
/// ```
#[derive(Default)]
pub struct MemoryJournal {
    entries: Mutex<BTreeMap<EntryId, Entry>>,
}

impl MemoryJournal {
    /// The entries. No panic can leave them half changed, because each append swaps in a whole map.
    fn entries(&self) -> MutexGuard<'_, BTreeMap<EntryId, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal for MemoryJournal {
    fn append(&self, entries: &[Entry]) -> Result<Appended, JournalError> {
        let mut known = self.entries();
        let mut new = BTreeMap::new();
        for entry in entries {
            Row::write(entry)?;
            match known.get(&entry.id).or_else(|| new.get(&entry.id)) {
                Some(same) if same == entry => {}
                Some(_) => return Err(JournalError::IdTaken { id: entry.id }),
                None => {
                    new.insert(entry.id, entry.clone());
                }
            }
        }
        let appended = Appended { new: new.len() };
        known.append(&mut new);
        Ok(appended)
    }

    fn read(&self, person: PersonId) -> Result<Vec<Entry>, JournalError> {
        let mut entries: Vec<Entry> =
            self.entries().values().filter(|entry| entry.person == person).cloned().collect();
        entries.sort_by(Entry::journal_order);
        Ok(entries)
    }

    fn persons(&self) -> Result<Vec<PersonId>, JournalError> {
        let persons: BTreeSet<PersonId> = self.entries().values().map(|entry| entry.person).collect();
        Ok(persons.into_iter().collect())
    }

    fn count(&self, person: PersonId) -> Result<u64, JournalError> {
        Ok(self.entries().values().filter(|entry| entry.person == person).map(|_| 1).sum())
    }

    fn erase(&self) -> Result<(), JournalError> {
        self.entries().clear();
        Ok(())
    }
}

/// Shows how many entries there are.
impl fmt::Debug for MemoryJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryJournal").field("entries", &self.entries().len()).finish()
    }
}
