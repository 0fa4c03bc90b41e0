//! A journal in a SQLite file.

mod look;
mod place;
mod version;

use crate::row::Row;
use crate::{Appended, Journal, JournalError, UnreadableRow};
use domain::entry::{Entry, PersonId};
use look::{Found, look};
use place::Place;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long an append waits for another program before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest wait that can be asked for; SQLite counts milliseconds in 32 bits.
const MOST_PATIENCE: Duration = Duration::from_hours(24);

const INSERT: &str = "
    INSERT INTO entry (id, person, recorded_at, day, offset_minutes, kind, version, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING";
const BY_ID: &str = "
    SELECT id, person, recorded_at, day, offset_minutes, kind, version, body
    FROM entry WHERE id = $1";
const BY_PERSON: &str = "
    SELECT id, person, recorded_at, day, offset_minutes, kind, version, body
    FROM entry WHERE person = $1 ORDER BY recorded_at, id";
const PERSONS: &str = "SELECT person, min(id) FROM entry GROUP BY person ORDER BY person";
const ERASE: &str = "DELETE FROM entry";
const COUNT: &str = "SELECT CAST(count(*) AS BIGINT) FROM entry WHERE person = $1";

/// A journal in a file, for one machine.
///
/// Several programs may use the same file at the same time; they take turns.
///
/// ```
/// use domain::entry::{Entry, EntryId, FlareStarted, PersonId, RecordedAt};
/// use journal::{Journal, SqliteJournal};
///
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("journal.db");
///
/// let person = PersonId::from_millis(1, [1; 10]);
/// let at = RecordedAt::from_microseconds(1_772_352_000_000_000)?;
/// let entry = Entry::now(EntryId::from_millis(1, [2; 10]), person, at, 60, FlareStarted {});
/// SqliteJournal::open(&file)?.append(&[entry.clone()])?;
///
/// assert_eq!(SqliteJournal::open(&file)?.read(person)?, [entry]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SqliteJournal {
    place: Place,
    connection: Mutex<Connection>,
}

impl SqliteJournal {
    /// Opens the journal in a file, and makes the file if it is not there. The folder has to be there.
    ///
    /// The file is first looked at without any way of writing to it. What is not a journal, is damaged or is of a newer
    /// version is refused before anything is touched.
    ///
    /// # Errors
    ///
    /// Each [`JournalError`] that names a file or a folder.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        Self::open_with_patience(path, PATIENCE)
    }

    /// Opens the journal and says how long to wait when another program is writing to it, at most a day.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_with_patience(path: impl AsRef<Path>, patience: Duration) -> Result<Self, JournalError> {
        let patience = patience.min(MOST_PATIENCE);
        let place = Place::prepare(path.as_ref())?;
        let found = look(&place, patience)?;
        place.check_writable()?;
        // Not OpenFlags::default(): nothing in the name of a file may have a meaning, and no file is made here.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let wrong = |error| place.error(error);
        let mut connection = Connection::open_with_flags(place.path(), flags).map_err(wrong)?;
        connection.busy_timeout(patience).map_err(wrong)?;
        if connection.is_readonly("main").map_err(wrong)? {
            return Err(JournalError::ReadOnly { path: place.path().to_owned() });
        }
        version::check(&place, version::version(&connection).map_err(wrong)?)?;
        set_up(&connection, patience).map_err(wrong)?;
        if found != Found::Current {
            version::migrate(&place, &mut connection)?;
        }
        Ok(Self { place, connection: Mutex::new(connection) })
    }

    /// The file, as an absolute path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// The connection. After a panic it is still good: a transaction that was not committed is rolled back when dropped.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Settings that SQLite keeps per connection.
fn set_up(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    const STEP: Duration = Duration::from_millis(10);
    // Two programs that make the same file at once meet here, and SQLite does not wait in this one place.
    let mut left = patience;
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(error) if is_busy(&error) && !left.is_zero() => {
                std::thread::sleep(STEP);
                left = left.saturating_sub(STEP);
            }
            // A network disk may not offer WAL. The older way is slower, and durable all the same.
            result => break result?,
        }
    }
    // FULL: an append that returned is on the disk, not only in the cache of the system. On a Mac that takes fullfsync.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A file may come from elsewhere: nothing that is stored in it is run.
    connection.pragma_update(None, "trusted_schema", false)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

impl Journal for SqliteJournal {
    fn append(&self, entries: &[Entry]) -> Result<Appended, JournalError> {
        let rows: Vec<Row> = entries.iter().map(Row::write).collect::<Result<_, _>>()?;
        let wrong = |error| self.place.error(error);
        let mut connection = self.connection();
        // Immediate: takes its turn at the start, so that it never has to give up half way.
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        let mut new = 0;
        for (entry, row) in entries.iter().zip(rows) {
            match insert(&transaction, &row).map_err(wrong)? {
                0 => {
                    let there = transaction
                        .prepare_cached(BY_ID)
                        .and_then(|mut statement| {
                            statement.query_row([&row.id], |row| Ok(raw_row(row))).optional()
                        })
                        .map_err(wrong)?;
                    if there.map(read_row).transpose()?.as_ref() != Some(entry) {
                        return Err(JournalError::IdTaken { id: entry.id });
                    }
                }
                inserted => new += inserted,
            }
        }
        transaction.commit().map_err(wrong)?;
        Ok(Appended { new })
    }

    fn read(&self, person: PersonId) -> Result<Vec<Entry>, JournalError> {
        let wrong = |error| self.place.error(error);
        let connection = self.connection();
        let mut statement = connection.prepare_cached(BY_PERSON).map_err(wrong)?;
        let rows = statement.query_map([person.to_string()], |row| Ok(raw_row(row))).map_err(wrong)?;
        rows.map(|row| row.map_err(wrong).and_then(read_row)).collect()
    }

    fn persons(&self) -> Result<Vec<PersonId>, JournalError> {
        let wrong = |error| self.place.error(error);
        let connection = self.connection();
        let mut statement = connection.prepare_cached(PERSONS).map_err(wrong)?;
        let found = statement
            .query_map([], |row| Ok((row.get::<_, String>(0).unwrap_or_default(), row.get::<_, String>(1)?)))
            .map_err(wrong)?;
        found
            .map(|found| {
                let (person, id) = found.map_err(wrong)?;
                let cause = UnreadableRow::Column("person");
                person.parse().map_err(|_| JournalError::Unreadable { id, cause })
            })
            .collect()
    }

    fn count(&self, person: PersonId) -> Result<u64, JournalError> {
        let wrong = |error| self.place.error(error);
        let count: i64 = self
            .connection()
            .prepare_cached(COUNT)
            .and_then(|mut statement| statement.query_row([person.to_string()], |row| row.get(0)))
            .map_err(wrong)?;
        Ok(count.unsigned_abs())
    }

    fn erase(&self) -> Result<(), JournalError> {
        let wrong = |error| self.place.error(error);
        let mut connection = self.connection();
        // Deleted rows would stay readable in free pages: overwrite them, pack the file, and empty the log beside it.
        connection.pragma_update(None, "secure_delete", true).map_err(wrong)?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        transaction.execute(ERASE, []).map_err(wrong)?;
        transaction.commit().map_err(wrong)?;
        connection.execute_batch("VACUUM").map_err(wrong)?;
        connection.pragma_update_and_check(None, "wal_checkpoint", "truncate", |_| Ok(())).map_err(wrong)
    }
}

/// Inserts a row unless its id is there; returns how many rows were inserted.
fn insert(connection: &Connection, row: &Row) -> rusqlite::Result<usize> {
    let Row { id, person, recorded_at, day, offset_minutes, kind, version, body } = row;
    connection.prepare_cached(INSERT)?.execute(params![
        id,
        person,
        recorded_at,
        day,
        offset_minutes,
        kind,
        version,
        body
    ])
}

/// A row of the table `entry`, or its id and the column that is not of its type.
type RawRow = Result<Row, (String, UnreadableRow)>;

/// Takes the columns of a row, in the order of the statements.
fn raw_row(row: &rusqlite::Row<'_>) -> RawRow {
    // SQLite keeps any type in any column, so an overwritten row may hold a number where text belongs.
    fn column<T: rusqlite::types::FromSql>(
        row: &rusqlite::Row<'_>,
        index: usize,
        name: &'static str,
    ) -> Result<T, UnreadableRow> {
        row.get(index).map_err(|_| UnreadableRow::Column(name))
    }
    let parts = || {
        Ok(Row {
            id: column(row, 0, "id")?,
            person: column(row, 1, "person")?,
            recorded_at: column(row, 2, "recorded_at")?,
            day: column(row, 3, "day")?,
            offset_minutes: column(row, 4, "offset_minutes")?,
            kind: column(row, 5, "kind")?,
            version: column(row, 6, "version")?,
            body: column(row, 7, "body")?,
        })
    };
    parts().map_err(|cause| (row.get(0).unwrap_or_else(|_| "without a name".to_owned()), cause))
}

/// The entry of a row.
fn read_row(row: RawRow) -> Result<Entry, JournalError> {
    row.map_err(|(id, cause)| JournalError::Unreadable { id, cause })?.read()
}

/// Shows the file.
impl fmt::Debug for SqliteJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteJournal").field("path", &self.path()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
