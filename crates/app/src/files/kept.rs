//! The copies that the program keeps by itself, in the folder `backups` beside the journal.
//!
//! One a day, made before the first entry of the day or when the pages are served, and one before each restore; the
//! last [`MOST`] of each. They are archives, so `backwise restore` takes them. That one cannot be made never stops
//! anything: the journal itself is what counts.

use super::given;
use crate::store::Machine;
use domain::entry::{Entry, PersonId};
use exchange::archive;
use jiff::civil::Date;
use journal::{Appended, Journal, JournalError, Source, Store};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How many copies of each kind are kept.
const MOST: usize = 7;
const FOLDER: &str = "backups";
const DAILY: &str = "daily-";
const BEFORE: &str = "before-restore-";

/// A journal that is copied before the first entry of a day, and whose copies go when it is erased.
pub(crate) struct Kept<J> {
    journal: J,
    folder: PathBuf,
    today: Option<Date>,
    /// The day of the last copy that this program looked for.
    looked: Mutex<Option<Date>>,
}

impl<J: Journal> Kept<J> {
    /// A journal in a folder. `today` stands in for today's date.
    pub(crate) fn new(journal: J, folder: PathBuf, today: Option<Date>) -> Self {
        Self { journal, folder, today, looked: Mutex::new(None) }
    }

    fn copy(&self) -> Result<(), JournalError> {
        let today = Machine { today: self.today }.today();
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if *looked == Some(today) {
            return Ok(());
        }
        *looked = Some(today);
        if path(&self.folder, DAILY, &today.to_string()).exists() {
            return Ok(());
        }
        let mut entries = Vec::new();
        for person in self.journal.persons()? {
            entries.extend(self.journal.read(person)?);
        }
        // A copy that cannot be made stops nothing.
        let _ = keep(&self.folder, DAILY, &today.to_string(), &entries);
        Ok(())
    }
}

impl<J: Journal> Journal for Kept<J> {
    fn append(&self, entries: &[Entry]) -> Result<Appended, JournalError> {
        self.copy()?;
        self.journal.append(entries)
    }

    fn read(&self, person: PersonId) -> Result<Vec<Entry>, JournalError> {
        self.journal.read(person)
    }

    fn persons(&self) -> Result<Vec<PersonId>, JournalError> {
        self.journal.persons()
    }

    fn count(&self, person: PersonId) -> Result<u64, JournalError> {
        self.journal.count(person)
    }

    /// Removes the copies first: whoever asks for everything to go does not expect one to stay.
    fn erase(&self) -> Result<(), JournalError> {
        let folder = self.folder.join(FOLDER);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(JournalError::ReadOnlyFolder { folder })
            }
            _ => self.journal.erase(),
        }
    }
}

/// Makes today's copy if there is none.
pub(crate) fn daily(folder: &Path, store: &Store) {
    let name = store.today().to_string();
    if !path(folder, DAILY, &name).exists() {
        let _ = keep(folder, DAILY, &name, store.entries());
    }
}

/// Makes a copy before a restore, and says where it is.
pub(super) fn before_restore(folder: &Path, store: &Store) -> Option<PathBuf> {
    let name = store.time().strftime("%Y-%m-%d-%H%M%S").to_string();
    keep(folder, BEFORE, &name, store.entries()).ok().flatten()
}

fn path(folder: &Path, kind: &str, name: &str) -> PathBuf {
    folder.join(FOLDER).join(format!("{kind}{name}.json"))
}

/// Writes a copy and lets go of the oldest; nothing for a journal with nothing in it.
fn keep(folder: &Path, kind: &str, name: &str, entries: &[Entry]) -> io::Result<Option<PathBuf>> {
    if entries.is_empty() {
        return Ok(None);
    }
    let path = path(folder, kind, name);
    let text = archive::write(entries).map_err(io::Error::other)?;
    fs::create_dir_all(folder.join(FOLDER))?;
    given::whole(&path, text.as_bytes())?;
    let _ = let_go(&folder.join(FOLDER), kind);
    Ok(Some(path))
}

/// Removes all but the newest copies of a kind, and what a program left that was stopped while it wrote one.
fn let_go(folder: &Path, kind: &str) -> io::Result<()> {
    let mut copies = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        match Path::new(&name).extension().and_then(|ending| ending.to_str()) {
            Some("part") if name.starts_with(kind) => fs::remove_file(file.path())?,
            Some("json") if name.starts_with(kind) => copies.push(name),
            _ => {}
        }
    }
    copies.sort_unstable();
    let old = copies.len().saturating_sub(MOST);
    for name in copies.iter().take(old) {
        fs::remove_file(folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Diary;
    use domain::entry::FlareStarted;
    use jiff::civil::date;
    use journal::MemoryJournal;

    fn names(folder: &Path) -> Vec<String> {
        let Ok(files) = fs::read_dir(folder.join(FOLDER)) else { return Vec::new() };
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_last_seven_days_with_an_entry_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let entries = Diary::default().on(date(2026, 3, 1), FlareStarted {});
        let journal = MemoryJournal::default();
        journal.append(entries.entries()).unwrap();
        for day in 1..=9 {
            fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
            fs::write(folder.path().join(FOLDER).join("daily-2026-03-02.json.9.part"), "half").unwrap();
            let copied = Kept::new(MemoryJournal::default(), folder.path().into(), Some(date(2026, 3, day)));
            copied.journal.append(entries.entries()).unwrap();
            for _ in 0..2 {
                copied.append(entries.entries()).unwrap();
            }
        }
        let expected: Vec<String> = (3..=9).map(|day| format!("daily-2026-03-0{day}.json")).collect();
        assert_eq!(names(folder.path()), expected);
        let copy = fs::read(path(folder.path(), DAILY, "2026-03-09")).unwrap();
        assert_eq!(archive::read("copy", &copy).unwrap().entries(), entries.entries());
    }

    #[test]
    fn an_empty_journal_leaves_no_copy_and_an_erased_one_takes_its_copies_along() {
        let folder = tempfile::tempdir().unwrap();
        let entries = Diary::default().on(date(2026, 3, 1), FlareStarted {});
        let on = |day| Kept::new(MemoryJournal::default(), folder.path().into(), Some(date(2026, 3, day)));
        on(1).append(entries.entries()).unwrap();
        assert!(names(folder.path()).is_empty());
        let journal = on(2);
        journal.journal.append(entries.entries()).unwrap();
        journal.append(entries.entries()).unwrap();
        assert_eq!(names(folder.path()), ["daily-2026-03-02.json"]);
        journal.erase().unwrap();
        assert!(names(folder.path()).is_empty());
        assert!(journal.persons().unwrap().is_empty());
    }

    #[test]
    fn a_copy_that_cannot_be_made_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FOLDER), "a file in the way").unwrap();
        let entries = Diary::default().on(date(2026, 3, 1), FlareStarted {});
        let journal = Kept::new(MemoryJournal::default(), folder.path().into(), None);
        journal.journal.append(entries.entries()).unwrap();
        assert_eq!(journal.append(entries.entries()).unwrap().new, 0);
    }
}
