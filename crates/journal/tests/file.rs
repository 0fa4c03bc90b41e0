//! What a person can do to the file of a journal, and what the program says then.

#![cfg(feature = "sqlite")]
#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::entry::{Entry, EntryId, MedicineChanged, PersonId, RecordedAt};
use journal::{Journal, JournalError, SqliteJournal};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

fn person() -> PersonId {
    PersonId::from_millis(1, [1; 10])
}

fn entry(n: u64) -> Entry {
    let at = RecordedAt::from_microseconds(1_772_352_000_000_000).unwrap();
    let words = format!("medicine number {n}");
    Entry::now(EntryId::from_millis(n, [2; 10]), person(), at, 0, MedicineChanged { words })
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    (folder, file)
}

/// A closed journal with some entries.
fn filled() -> (TempDir, PathBuf) {
    let (folder, file) = folder();
    SqliteJournal::open(&file).unwrap().append(&(0..200).map(entry).collect::<Vec<_>>()).unwrap();
    (folder, file)
}

/// Every file of a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Opens a file that must be refused, and checks that no byte of its folder changes.
fn refused(folder: &Path, file: &Path) -> JournalError {
    let before = bytes(folder);
    let error = SqliteJournal::open(file).unwrap_err();
    let after = bytes(folder);
    let changed =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).map(|(path, _)| path);
    assert_eq!(changed.collect::<Vec<_>>(), Vec::<&PathBuf>::new(), "{error}");
    assert_eq!(before.len(), after.len(), "{error}");
    assert!(error.to_string().contains(file.to_str().unwrap()), "{error} names the file");
    error
}

fn make_newer(connection: &Connection) {
    connection
        .execute_batch(
            "INSERT INTO journal_version VALUES (99); ALTER TABLE entry RENAME COLUMN body TO content;",
        )
        .unwrap();
}

#[test]
fn a_journal_of_a_newer_version_is_refused_and_not_one_byte_changes() {
    let (folder, file) = filled();
    make_newer(&Connection::open(&file).unwrap());
    let error = refused(folder.path(), &file);
    assert!(matches!(error, JournalError::NewerVersion { found: 99, known: 1, .. }), "{error}");
    assert_eq!(
        error.to_string(),
        format!("the journal `{}` is of version 99; this program knows versions up to 1", file.display())
    );
    assert_eq!(error.data(), "All entries are safe. The file was not touched.");
    assert_eq!(error.hint(), "open this journal with the newest Backwise");
}

#[test]
fn a_newer_version_that_was_killed_is_refused_and_its_unfinished_files_stay_as_they_are() {
    let (_origin, file) = filled();
    let newer = Connection::open(&file).unwrap();
    make_newer(&newer);
    // The copy is what a kill leaves behind: the newest pages are in the -wal file alone.
    let (folder, copy) = self::folder();
    for suffix in ["", "-wal"] {
        let name = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        fs::copy(name(&file), name(&copy)).unwrap();
    }
    assert!(!fs::read(folder.path().join("journal.db-wal")).unwrap().is_empty());
    let before = bytes(folder.path());
    let error = SqliteJournal::open(&copy).unwrap_err();
    assert!(matches!(error, JournalError::NewerVersion { found: 99, .. }), "{error}");
    let after = bytes(folder.path());
    for (path, bytes) in before {
        assert!(after.get(&path) == Some(&bytes), "{} changed", path.display());
    }
}

#[test]
fn a_newer_version_that_is_running_is_refused() {
    let (_folder, file) = filled();
    let newer = Connection::open(&file).unwrap();
    make_newer(&newer);
    let error = SqliteJournal::open(&file).unwrap_err();
    assert!(matches!(error, JournalError::NewerVersion { found: 99, .. }), "{error}");
}

#[test]
fn a_file_that_is_something_else_is_refused_and_left_alone() {
    let (folder, file) = folder();
    for other in ["dear diary, today my back hurts", "SQLite format 3\0 and then nothing that is a database"]
    {
        fs::write(&file, other.repeat(100)).unwrap();
        let error = refused(folder.path(), &file);
        assert!(matches!(error, JournalError::NotAJournal { .. }), "{error}");
        assert_eq!(error.to_string(), format!("`{}` is not a Backwise journal", file.display()));
    }
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    let (folder, file) = folder();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE song (name TEXT)").unwrap();
    let error = refused(folder.path(), &file);
    assert!(matches!(error, JournalError::NotAJournal { .. }), "{error}");
}

#[test]
fn a_journal_with_lost_pages_is_refused_and_left_alone() {
    let (folder, file) = filled();
    let whole = fs::read(&file).unwrap();
    let half = whole.len() / 8192 * 4096;
    for (cut, what) in [(half, "half"), (whole.len() - 100, "most")] {
        fs::write(&file, &whole[..cut]).unwrap();
        let error = refused(folder.path(), &file);
        assert!(matches!(error, JournalError::Damaged { .. }), "{what} of the file: {error}");
        assert_eq!(
            error.to_string(),
            format!("part of the journal `{}` is lost or was overwritten", file.display())
        );
        assert_eq!(error.data(), "Nothing was recorded this time. The file was left as it is.");
        let hint = "put back a copy of the file, and keep this one: it may still hold entries";
        assert_eq!(error.hint(), hint);
    }
}

#[test]
fn a_journal_with_an_overwritten_page_is_refused_and_left_alone() {
    let (folder, file) = filled();
    let mut content = fs::read(&file).unwrap();
    for page in 1..content.len() / 4096 {
        let start = page * 4096;
        let saved = content[start..start + 512].to_vec();
        content[start..start + 512].fill(0xa5);
        fs::write(&file, &content).unwrap();
        let error = refused(folder.path(), &file);
        assert!(matches!(error, JournalError::Damaged { .. }), "page {page}: {error}");
        content[start..start + 512].copy_from_slice(&saved);
    }
    fs::write(&file, &content).unwrap();
    assert_eq!(SqliteJournal::open(&file).unwrap().count(person()).unwrap(), 200);
}

#[test]
fn a_file_marked_as_read_only_is_refused() {
    let (folder, file) = filled();
    let mut rights = fs::metadata(&file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).unwrap();
    let error = refused(folder.path(), &file);
    assert!(matches!(error, JournalError::ReadOnly { .. }), "{error}");
    assert_eq!(error.to_string(), format!("the journal `{}` is read-only", file.display()));
    assert_eq!(error.hint(), "allow writing to the file, or choose another place for your data");
}

#[cfg(unix)]
#[test]
fn a_folder_marked_as_read_only_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, file) = filled();
    let inside = file.parent().unwrap();
    let rights = |mode| fs::set_permissions(inside, fs::Permissions::from_mode(mode)).unwrap();
    rights(0o555);
    let there = SqliteJournal::open(&file).unwrap_err();
    let new = SqliteJournal::open(inside.join("new.db")).unwrap_err();
    rights(0o755);
    for error in [there, new] {
        assert!(matches!(error, JournalError::ReadOnlyFolder { .. }), "{error}");
        assert_eq!(error.to_string(), format!("the folder `{}` is read-only", inside.display()));
    }
    assert_eq!(bytes(inside).len(), 1);
}

#[test]
fn a_missing_folder_is_named() {
    let (folder, _) = folder();
    let missing = folder.path().join("backwise");
    let error = SqliteJournal::open(missing.join("journal.db")).unwrap_err();
    assert!(matches!(error, JournalError::NoFolder { .. }), "{error}");
    assert_eq!(error.to_string(), format!("the folder `{}` does not exist", missing.display()));
    assert_eq!(error.data(), "Nothing was recorded, and no file was changed.");
    assert_eq!(error.hint(), "make the folder, or choose another place for your data");
    // A file in the place of the folder is no folder either.
    fs::write(&missing, "").unwrap();
    let error = SqliteJournal::open(missing.join("journal.db")).unwrap_err();
    assert!(matches!(error, JournalError::NoFolder { .. }), "{error}");
}

#[test]
fn a_folder_in_the_place_of_the_file_is_named() {
    let (folder, _) = folder();
    let error = SqliteJournal::open(folder.path()).unwrap_err();
    assert!(matches!(error, JournalError::IsAFolder { .. }), "{error}");
    assert_eq!(error.to_string(), format!("`{}` is a folder, not a journal", folder.path().display()));
}

#[test]
fn a_path_that_cannot_be_is_an_error_and_no_panic() {
    for path in ["", "a\0b"] {
        let error = SqliteJournal::open(path).unwrap_err();
        assert!(matches!(error, JournalError::CannotOpen { .. }), "{path:?}: {error}");
    }
}

#[test]
fn an_empty_file_becomes_a_journal() {
    let (_folder, file) = folder();
    fs::write(&file, "").unwrap();
    assert_eq!(SqliteJournal::open(&file).unwrap().append(&[entry(1)]).unwrap().new, 1);
}

#[test]
fn a_file_that_was_being_made_when_its_program_was_killed_goes_back_to_what_it_was() {
    let (_origin, file) = filled();
    let killed = Connection::open(&file).unwrap();
    // The older way of SQLite, in which a file is first made: the way back is in the -journal file, and the small cache
    // makes the half done changes reach the disk before their time.
    killed.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(())).unwrap();
    killed
        .execute_batch(
            "PRAGMA cache_size = 2; BEGIN; UPDATE entry SET body = 'half done' || hex(zeroblob(9000))",
        )
        .unwrap();
    let (_folder, copy) = folder();
    for suffix in ["", "-journal"] {
        let name = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        fs::copy(name(&file), name(&copy)).unwrap();
    }
    assert!(String::from_utf8_lossy(&fs::read(&copy).unwrap()).contains("half done"));
    let journal = SqliteJournal::open(&copy).unwrap();
    assert_eq!(journal.read(person()).unwrap(), (0..200).map(entry).collect::<Vec<_>>());
}

#[test]
fn a_name_that_sqlite_would_take_for_something_else_is_a_file() {
    let (folder, _) = folder();
    for name in [":memory:", "file:a?mode=memory", "50%41#b ä.db"] {
        let file = folder.path().join(name);
        SqliteJournal::open(&file).unwrap().append(&[entry(1)]).unwrap();
        assert_eq!(SqliteJournal::open(&file).unwrap().read(person()).unwrap(), [entry(1)], "{name}");
        assert!(file.is_file(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_new_journal() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, file) = folder();
    let journal = SqliteJournal::open(&file).unwrap();
    journal.append(&[entry(1)]).unwrap();
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[test]
fn a_program_that_holds_the_journal_for_too_long_is_told_of() {
    let (_folder, file) = filled();
    let journal = SqliteJournal::open_with_patience(&file, Duration::ZERO).unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = journal.append(&[entry(900)]).unwrap_err();
    assert!(matches!(error, JournalError::Busy { .. }), "{error}");
    assert_eq!(error.to_string(), format!("another program is using the journal `{}`", file.display()));
    assert_eq!(error.hint(), "close the other program, or wait a moment and do it again");
    // Reading goes on, and a second program can open the journal and read.
    assert_eq!(journal.count(person()).unwrap(), 200);
    assert_eq!(
        SqliteJournal::open_with_patience(&file, Duration::MAX).unwrap().count(person()).unwrap(),
        200
    );
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(journal.append(&[entry(900)]).unwrap().new, 1);
}

#[test]
fn a_program_that_locks_the_whole_file_is_told_of_at_the_start() {
    let (folder, file) = folder();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE song (name TEXT); BEGIN EXCLUSIVE").unwrap();
    let before = bytes(folder.path());
    let error = SqliteJournal::open_with_patience(&file, Duration::ZERO).unwrap_err();
    assert!(matches!(error, JournalError::NotAJournal { .. } | JournalError::Busy { .. }), "{error}");
    assert!(bytes(folder.path()) == before);
}

#[test]
fn writers_on_two_connections_and_four_threads_lose_nothing() {
    let (_folder, file) = folder();
    let (one, other) = (SqliteJournal::open(&file).unwrap(), SqliteJournal::open(&file).unwrap());
    // Each pair of neighbours shares a third of its entries.
    let new: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = [(&one, 0), (&other, 40), (&one, 80), (&other, 120)]
            .into_iter()
            .map(|(journal, first)| {
                scope.spawn(move || {
                    let each = (first..first + 60).map(|n| journal.append(&[entry(n)]).unwrap().new);
                    each.sum::<usize>()
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert_eq!(new, 180, "each entry is new exactly once");
    assert_eq!(one.read(person()).unwrap(), (0..180).map(entry).collect::<Vec<_>>());
    assert_eq!(other.read(person()).unwrap(), one.read(person()).unwrap());
}

#[test]
fn programs_that_make_the_same_journal_at_once_all_succeed() {
    for _ in 0..20 {
        let (_folder, file) = folder();
        std::thread::scope(|scope| {
            for n in 0..4 {
                let file = &file;
                scope.spawn(move || SqliteJournal::open(file).unwrap().append(&[entry(n)]).unwrap());
            }
        });
        assert_eq!(SqliteJournal::open(&file).unwrap().count(person()).unwrap(), 4);
    }
}

#[test]
fn programs_that_come_and_go_at_once_all_succeed() {
    let (_folder, file) = folder();
    std::thread::scope(|scope| {
        for first in (0..160).step_by(40) {
            let file = &file;
            scope.spawn(move || {
                for n in first..first + 40 {
                    assert_eq!(SqliteJournal::open(file).unwrap().append(&[entry(n)]).unwrap().new, 1);
                }
            });
        }
    });
    assert_eq!(SqliteJournal::open(&file).unwrap().count(person()).unwrap(), 160);
}

#[test]
fn a_closed_journal_is_one_file() {
    let (folder, _file) = filled();
    assert_eq!(bytes(folder.path()).len(), 1);
}

#[test]
fn what_was_erased_is_in_no_file_any_more() {
    let (folder, file) = filled();
    let journal = SqliteJournal::open(&file).unwrap();
    journal.append(&[entry(300)]).unwrap();
    let holds = |words: &str| {
        bytes(folder.path())
            .values()
            .any(|bytes| bytes.windows(words.len()).any(|part| part == words.as_bytes()))
    };
    assert!(holds("medicine number"), "the words are found where they are");
    journal.erase().unwrap();
    assert!(!holds("medicine number"), "while the journal is open");
    drop(journal);
    assert!(!holds("medicine number"), "and after");
    assert_eq!(SqliteJournal::open(&file).unwrap().persons().unwrap(), []);
}
