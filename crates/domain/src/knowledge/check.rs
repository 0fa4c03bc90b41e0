//! Cross-checks of the knowledge files.
//!
//! Parsing settles the shape of every file. What is left is checked here: ids that lead nowhere, statements without a
//! source, questions that feed nothing, facts that nothing asks for, signs of danger without words for the phone, and
//! words that are not written on screen. Every [`Problem`] names the file and the line.
//!
//! The checks read the files as text a second time, because the parsed types no longer know their lines.

mod care;
mod entries;
mod fields;
mod ids;
mod questions;
mod safety;
mod screen_words;
mod sources;
mod techniques;
mod twice;
mod zones;

use super::Knowledge;
use super::files::File;
use super::problem::Problem;
use entries::Entries;
pub(super) use twice::defined_twice;

/// Everything that is wrong with the knowledge, by file and line.
///
/// `knowledge` is what [`Knowledge::parse`] made of `files`.
///
/// ```
/// use domain::knowledge::{BUNDLED, Knowledge, check};
///
/// let knowledge = Knowledge::parse(BUNDLED).unwrap();
/// assert_eq!(check::problems(BUNDLED, &knowledge), []);
/// ```
#[must_use]
pub fn problems(files: &[File], knowledge: &Knowledge) -> Vec<Problem> {
    let entries = match Entries::read(files) {
        Ok(entries) => entries,
        Err(problem) => return vec![problem],
    };
    let mut problems = twice::problems(&entries);
    problems.extend(ids::problems(&entries, knowledge));
    problems.extend(sources::problems(&entries));
    problems.extend(safety::problems(&entries, knowledge));
    problems.extend(questions::problems(&entries, knowledge));
    problems.extend(zones::problems(&entries, knowledge));
    problems.extend(techniques::problems(&entries, knowledge));
    problems.extend(care::problems(&entries, knowledge));
    problems.extend(screen_words::problems(&entries, knowledge));
    problems.sort();
    problems.dedup();
    problems
}
