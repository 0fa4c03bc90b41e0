//! The archive: one JSON file with everything that a journal holds, and nothing that it does not.
//!
//! The file is plain text, one entry a line. Its form is described by `schemas/archive.json` and in `docs/archive.md`.
//! The same journal always gives the same bytes, so two copies can be compared, and an archive that is restored and
//! written again is the same file.
//!
//! ```
//! use domain::entry::{Entry, EntryId, FlareStarted, PersonId, RecordedAt};
//! use exchange::archive;
//!
//! let person = PersonId::from_millis(1, [1; 10]);
//! let at = RecordedAt::from_microseconds(1_772_352_000_000_000)?;
//! let entry = Entry::now(EntryId::from_millis(1, [2; 10]), person, at, 60, FlareStarted {});
//!
//! let text = archive::write(&[entry.clone()])?;
//! let back = archive::read("backup.json", text.as_bytes())?;
//! assert_eq!(back.entries(), [entry]);
//! assert_eq!(archive::write(back.entries())?, text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod against;
mod read;
#[cfg(test)]
mod tests;

pub use against::{Against, Kept};
pub use read::read;

use domain::entry::{Entry, InvalidEvent, PersonId, RecordedAt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What the file calls its own form.
pub const FORMAT: &str = "backwise-archive";
/// The version of the form that is written, and the newest that is read.
pub const VERSION: u64 = 1;
/// The largest archive that is read, in bytes: 60 years of daily use.
pub const LARGEST: usize = 64 << 20;

/// An archive that was read and checked, its entries in the order of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Archive {
    name: String,
    entries: Vec<Entry>,
}

impl Archive {
    /// The entries, in the order of the journal.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whose archive it is; `None` where it is empty.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.entries.first().map(|entry| entry.person)
    }
}

/// All but the entries.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u64,
    /// When the newest entry was recorded. The time of writing would make each copy of the same journal another file.
    created: Option<jiff::Timestamp>,
    /// Whose journal it is.
    person: Option<PersonId>,
    /// Further ids of the same person: two programs that begin a journal at the same moment give two.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    other_ids: BTreeSet<PersonId>,
    /// How many entries there are of each kind.
    counts: BTreeMap<String, u64>,
    /// SHA-256 over the lines of the entries.
    checksum: String,
}

impl Head {
    /// The head of an archive of these entries, which stand in `lines`.
    fn of(entries: &[Entry], lines: &[String]) -> Self {
        let person = entries.first().map(|entry| entry.person);
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for entry in entries {
            *counts.entry(entry.event.kind().to_owned()).or_default() += 1;
        }
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            created: entries.last().map(|entry| RecordedAt::timestamp(entry.recorded_at)),
            person,
            other_ids: entries.iter().map(|entry| entry.person).filter(|id| Some(*id) != person).collect(),
            counts,
            checksum: checksum(lines),
        }
    }
}

/// Whether a file is locked with a pass-phrase or a key of `age`, whatever is in it.
#[must_use]
pub fn is_locked(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/") || bytes.starts_with(b"-----BEGIN AGE")
}

/// Writes an archive of these entries, which may come in any order.
///
/// # Errors
///
/// [`InvalidEvent`] if an entry holds what JSON cannot say.
pub fn write(entries: &[Entry]) -> Result<String, InvalidEvent> {
    let entries = in_order(entries);
    let lines = lines(&entries)?;
    let head = serde_json::to_string_pretty(&Head::of(&entries, &lines)).unwrap_or_default();
    let head = head.trim_end_matches(['}', '\n']);
    let body = lines.join(",\n");
    let gap = if body.is_empty() { "" } else { "\n" };
    Ok(format!("{head},\n  \"entries\": [{gap}{body}{gap}]\n}}\n"))
}

/// Each entry once, in the order of the journal.
fn in_order(entries: &[Entry]) -> Vec<Entry> {
    let mut entries = entries.to_vec();
    entries.sort_by(Entry::journal_order);
    entries.dedup();
    entries
}

/// The entries as they stand in the file, one a line.
fn lines(entries: &[Entry]) -> Result<Vec<String>, InvalidEvent> {
    let line = |entry: &Entry| {
        serde_json::to_string(entry)
            .map_err(|_| InvalidEvent { kind: entry.event.kind().to_owned(), version: entry.event.version() })
    };
    entries.iter().map(line).collect()
}

/// SHA-256 over each line and the line end after it.
fn checksum(lines: &[String]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    let hex: String = hash.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    format!("sha256:{hex}")
}
