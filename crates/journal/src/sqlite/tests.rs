use super::*;
use domain::entry::{EntryId, FlareStarted, MedicineChanged, RecordedAt};
use rusqlite::ffi;
use std::error::Error as _;

fn person() -> PersonId {
    PersonId::from_millis(1, [1; 10])
}

fn entry(n: u64, words: &str) -> Entry {
    let at = RecordedAt::from_microseconds(1_772_352_000_000_000).unwrap();
    let id = EntryId::from_millis(n, [0; 10]);
    Entry::now(id, person(), at, 0, MedicineChanged { words: words.to_owned() })
}

fn journal() -> (tempfile::TempDir, SqliteJournal) {
    let folder = tempfile::tempdir().unwrap();
    let journal = SqliteJournal::open(folder.path().join("journal.db")).unwrap();
    (folder, journal)
}

#[test]
fn a_full_disk_loses_nothing_that_was_there_and_takes_more_once_there_is_room() {
    let (_folder, journal) = journal();
    journal.append(&[entry(1, "first")]).unwrap();
    let pages: i64 = journal.connection().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let limit = |pages: i64| {
        journal.connection().pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    };
    limit(pages);
    let long = "x".repeat(50_000);
    let error = journal.append(&[entry(2, "short"), entry(3, &long)]).unwrap_err();
    assert!(matches!(error, JournalError::DiskFull { .. }), "{error}");
    assert_eq!(journal.read(person()).unwrap(), [entry(1, "first")], "all or nothing");
    limit(pages + 100);
    assert_eq!(journal.append(&[entry(2, "short"), entry(3, &long)]).unwrap().new, 2);
    assert_eq!(journal.count(person()).unwrap(), 3);
}

#[test]
fn a_file_that_becomes_read_only_while_it_is_open_says_so() {
    let (_folder, journal) = journal();
    journal.connection().pragma_update(None, "query_only", true).unwrap();
    let error = journal.append(&[entry(1, "first")]).unwrap_err();
    assert!(matches!(error, JournalError::ReadOnly { .. }), "{error}");
}

#[test]
fn an_append_is_on_the_disk_before_it_returns() {
    let (_folder, journal) = journal();
    let connection = journal.connection();
    let get = |name: &str| -> String {
        connection
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    assert_eq!(get("journal_mode"), "Text(\"wal\")");
    assert_eq!(get("synchronous"), "Integer(2)");
    assert_eq!(get("fullfsync"), "Integer(1)");
    assert_eq!(get("foreign_keys"), "Integer(1)");
    assert_eq!(get("busy_timeout"), "Integer(5000)");
}

#[test]
fn reading_a_person_walks_an_index_and_sorts_nothing() {
    let (_folder, journal) = journal();
    let connection = journal.connection();
    let plan = |sql: &str| -> String {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = statement.query_map(["x"], |row| row.get::<_, String>(3)).unwrap();
        steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(plan(BY_PERSON), "SEARCH entry USING INDEX entry_by_person (person=?)");
    assert_eq!(plan(COUNT), "SEARCH entry USING COVERING INDEX entry_by_person (person=?)");
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_nothing_of_it_is_repeated() {
    let spoiled = [
        (
            "body = '{\"words\": 7, \"x\": \"secret\"}'",
            "the body does not fit an event `medicine_changed` of version 1",
        ),
        ("body = 'secret'", "column `body` does not hold what belongs there"),
        ("body = x'00ff'", "column `body` does not hold what belongs there"),
        ("day = 'secret'", "column `day` does not hold what belongs there"),
        ("version = -1", "column `version` does not hold what belongs there"),
        ("offset_minutes = 40000", "column `offset_minutes` does not hold what belongs there"),
        ("recorded_at = 'secret'", "column `recorded_at` does not hold what belongs there"),
        ("recorded_at = 9223372036854775807", "column `recorded_at` does not hold what belongs there"),
    ];
    for (spoil, cause) in spoiled {
        let (_folder, journal) = journal();
        journal.append(&[entry(1, "first"), entry(2, "second")]).unwrap();
        let id = entry(2, "").id;
        journal.connection().execute(&format!("UPDATE entry SET {spoil} WHERE id = '{id}'"), []).unwrap();
        let error = journal.read(person()).unwrap_err();
        assert_eq!(error.to_string(), format!("entry {id} in the journal cannot be read"), "{spoil}");
        assert_eq!(error.source().unwrap().to_string(), cause, "{spoil}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        // Sending the entry again does not hide that the stored one is spoiled.
        let again = journal.append(&[entry(2, "second")]).unwrap_err();
        assert!(matches!(again, JournalError::Unreadable { .. }), "{spoil}: {again}");
    }
}

#[test]
fn an_entry_whose_person_cannot_be_read_is_named() {
    let (_folder, journal) = journal();
    journal.append(&[entry(1, "first")]).unwrap();
    for spoil in ["'secret'", "x'00'"] {
        journal.connection().execute(&format!("UPDATE entry SET person = {spoil}"), []).unwrap();
        let error = journal.persons().unwrap_err();
        assert_eq!(error.to_string(), format!("entry {} in the journal cannot be read", entry(1, "").id));
    }
}

#[test]
fn the_newest_migration_is_the_version_of_a_new_journal() {
    let (_folder, journal) = journal();
    assert_eq!(version::version(&journal.connection()).unwrap(), version::Version::Journal(version::KNOWN));
}

#[test]
fn each_error_of_the_system_has_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::prepare(&folder.path().join("journal.db")).unwrap();
    let words = |code: i32| place.error(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
    assert!(matches!(words(ffi::SQLITE_BUSY), JournalError::Busy { .. }));
    assert!(matches!(words(ffi::SQLITE_BUSY_RECOVERY), JournalError::Busy { .. }));
    assert!(matches!(words(ffi::SQLITE_FULL), JournalError::DiskFull { .. }));
    assert!(matches!(words(ffi::SQLITE_READONLY), JournalError::ReadOnly { .. }));
    assert!(matches!(words(ffi::SQLITE_READONLY_DBMOVED), JournalError::Moved { .. }));
    assert!(matches!(words(ffi::SQLITE_READONLY_DIRECTORY), JournalError::ReadOnlyFolder { .. }));
    assert!(matches!(words(ffi::SQLITE_CANTOPEN), JournalError::ReadOnlyFolder { .. }));
    assert!(matches!(words(ffi::SQLITE_CORRUPT), JournalError::Damaged { .. }));
    assert!(matches!(words(ffi::SQLITE_NOTADB), JournalError::NotAJournal { .. }));
    assert!(matches!(words(ffi::SQLITE_IOERR_FSYNC), JournalError::Disk { .. }));
    assert!(matches!(words(ffi::SQLITE_MISUSE), JournalError::Unexpected { .. }));
    std::fs::remove_file(place.path()).unwrap();
    assert!(matches!(words(ffi::SQLITE_CANTOPEN), JournalError::CannotOpen { .. }));
}

#[test]
fn a_panic_while_the_journal_is_held_does_not_lock_it_for_ever() {
    let (_folder, journal) = journal();
    let entry = Entry { event: FlareStarted {}.into(), ..entry(1, "") };
    let held = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _held = journal.connection();
        panic!("on purpose");
    }));
    assert!(held.is_err());
    assert_eq!(journal.append(&[entry]).unwrap().new, 1);
}
