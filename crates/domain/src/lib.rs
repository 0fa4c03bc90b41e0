//! What Backwise knows and decides.
//!
//! Data flows one way, and each arrow is a plain function call:
//!
//! ```text
//! answers -> facts -> level + clearance -> candidates -> plan -> steps -> entries
//! ```
//!
//! Nothing here reads a clock, a file, the network or a random number: today's date, ids and the knowledge are
//! arguments, so that equal input gives equal output on every machine.

pub mod answer;
pub mod assessment;
pub mod blocking;
pub mod current;
mod derive;
pub mod diary;
pub mod entry;
pub mod facts;
pub mod gate;
pub mod ids;
pub mod intake;
pub mod knowledge;
pub mod level;
pub mod localise;
pub mod money;
pub mod neutral;
pub mod plan;
pub mod profile;
pub mod questionnaire;
pub mod result;
pub mod sample;
pub mod session;
pub mod standing;
pub mod triage;
pub mod trial;
pub mod truth;
pub mod undo;
pub mod units;
pub mod why;
pub mod words;

pub use derive::SEVERE_PAIN;

/// What is longer than this is no misspelled name, and comparing it would take long.
const LONGEST_NAME: usize = 100;

/// The name most similar to what was written, if it is similar enough to be meant.
///
/// ```
/// assert_eq!(domain::nearest("fevr", ["fever", "jaundice"]), Some("fever"));
/// assert_eq!(domain::nearest("xyz", ["fever", "jaundice"]), None);
/// ```
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if given.len() > LONGEST_NAME {
        return None;
    }
    let similarity = |name: &&str| strsim::jaro_winkler(given, name);
    let best = names.into_iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)))?;
    (similarity(&best) > 0.75).then_some(best)
}
