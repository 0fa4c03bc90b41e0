//! The migrations, and which of them a file went through.

use super::place::Place;
use crate::JournalError;
use rusqlite::{Connection, TransactionBehavior};

/// The migrations with their numbers, in order. A migration that was released is never edited.
const MIGRATIONS: &[(i64, &str)] = &[(1, include_str!("../../migrations/001_entry.sql"))];

/// The newest version that this program knows: the number of the last migration.
pub(super) const KNOWN: i64 = 1;

const APPLIED: &str = "SELECT max(version) FROM journal_version";
const RECORD: &str = "INSERT INTO journal_version (version) VALUES ($1)";

/// What a database says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Nothing is in it yet.
    Empty,
    /// A journal of this version.
    Journal(i64),
    /// Something else.
    Foreign,
}

/// Reads the version of a database.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<Version> {
    // One statement, because another program may be making its tables between two.
    let tables = "SELECT count(*), count(*) FILTER (WHERE name = 'journal_version') FROM sqlite_master";
    match connection.query_row(tables, [], |row| Ok((row.get(0)?, row.get(1)?)))? {
        (0_i64, _) => Ok(Version::Empty),
        (_, 0_i64) => Ok(Version::Foreign),
        _ => {
            let applied: Option<i64> = connection.query_row(APPLIED, [], |row| row.get(0))?;
            Ok(applied.map_or(Version::Foreign, Version::Journal))
        }
    }
}

/// Refuses what this program may not write to, and returns the version.
pub(super) fn check(place: &Place, found: Version) -> Result<i64, JournalError> {
    let path = || place.path().to_owned();
    match found {
        Version::Empty => Ok(0),
        Version::Journal(found) if found > KNOWN => {
            Err(JournalError::NewerVersion { path: path(), found, known: KNOWN })
        }
        Version::Journal(found) if found >= 1 => Ok(found),
        Version::Journal(_) | Version::Foreign => Err(JournalError::NotAJournal { path: path() }),
    }
}

/// Brings a database to the newest version: wholly, or not at all.
pub(super) fn migrate(place: &Place, connection: &mut Connection) -> Result<(), JournalError> {
    let wrong = |error| place.error(error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
    // Another program may have been faster, so the version is read again now that it is our turn.
    let applied = check(place, version(&transaction).map_err(wrong)?)?;
    for (number, migration) in MIGRATIONS.iter().filter(|(number, _)| *number > applied) {
        transaction.execute_batch(migration).map_err(wrong)?;
        transaction.execute(RECORD, [number]).map_err(wrong)?;
    }
    transaction.commit().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_from_one_to_the_newest_version() {
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=KNOWN).collect::<Vec<_>>());
    }
}
