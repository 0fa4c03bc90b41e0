//! The journal as tables for other programs, and tables of other programs into the journal.
//!
//! `diary.csv`, `sessions.csv` and `plan.csv` hold what the answer rests on, so `backwise answer` gives the same answer on
//! them. What they cannot hold is in the [archive](crate::archive).
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`. Words that begin like that get an apostrophe in front,
//! and so do those that begin with an apostrophe; reading takes it away again.

mod brought;
mod journal;
mod take;
#[cfg(test)]
mod tests;
mod write;

pub use brought::{Brought, Column, Holds};
pub use take::{Import, import, unknown_techniques};
pub use write::Sheets;

use crate::diary::{Given, Tables};
use crate::problem::Problems;

/// Reads the files of one diary to take them in: any number of techniques will do.
///
/// # Errors
///
/// As [`read`](crate::read).
pub fn read(given: &Given<'_>) -> Result<Tables, Problems> {
    crate::diary::rows(given)
}

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Words that no spreadsheet runs.
fn harmless(words: &str) -> String {
    let words = words.trim().replace('\0', " ");
    if words.starts_with(FORMULA) || words.starts_with('\'') { format!("'{words}") } else { words }
}

/// The words as they were before [`harmless`].
pub(crate) fn as_meant(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(words) if words.starts_with(FORMULA) || words.starts_with('\'') => words,
        _ => cell,
    }
}
