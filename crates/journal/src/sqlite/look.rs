//! A look at a file before anything may be written to it.

use super::place::Place;
use super::version::{KNOWN, check, version};
use crate::JournalError;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What a look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A file that has to be brought to the newest version first; perhaps an empty one.
    Older,
    /// A whole journal of the newest version.
    Current,
}

/// Looks at a file without changing it, and refuses what this program may not write to.
pub(super) fn look(place: &Place, patience: Duration) -> Result<Found, JournalError> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    // A program that was killed before it had made the whole file leaves it empty, or with the way back beside it. Then
    // the file alone says nothing yet; it is judged after SQLite has gone back.
    if size(place.path()) == 0 || size(&place.beside("-journal")) > 0 {
        return Ok(Found::Older);
    }
    // Where nothing waits beside the file, it can be read as it stands, and no helper files appear. Another program may
    // begin to write at that very moment, so a bad verdict counts only if it stays.
    let stands_alone = || size(&place.beside("-wal")) == 0;
    if stands_alone() {
        let first = look_with(place, "?immutable=1", patience);
        let verdict = if first.is_ok() { first } else { look_with(place, "?immutable=1", patience) };
        if verdict.is_ok() || stands_alone() {
            return verdict;
        }
    }
    look_with(place, "?mode=ro", patience)
}

fn look_with(place: &Place, how: &str, patience: Duration) -> Result<Found, JournalError> {
    let wrong = |error| place.error(error);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri(place.path()) + how, flags).map_err(wrong)?;
    connection.busy_timeout(patience).map_err(wrong)?;
    let applied = check(place, version(&connection).map_err(wrong)?)?;
    let verdict: String =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(wrong)?;
    if verdict != "ok" {
        return Err(JournalError::Damaged { path: place.path().to_owned(), cause: verdict.into() });
    }
    Ok(if applied == KNOWN { Found::Current } else { Found::Older })
}

/// The absolute path of a file as a URI, in which `?`, `#` and `%` have no meaning.
fn uri(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = format!("/{}", path.to_string_lossy().replace('\\', "/")).into_bytes();
    let escaped: Vec<String> = bytes
        .into_iter()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02x}"),
        })
        .collect();
    format!("file://{}", escaped.concat())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_meaning_in_a_uri() {
        assert_eq!(
            uri(Path::new("/home/ada/my back?mode=rw#50%.db")),
            "file:///home/ada/my%20back%3fmode%3drw%2350%25.db"
        );
        assert_eq!(uri(Path::new("/schön")), "file:///sch%c3%b6n");
    }
}
