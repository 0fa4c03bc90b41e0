//! An archive beside a journal: what a restore would add, and what is in an archive.

use super::Archive;
use crate::problem::Problem;
use domain::entry::{Entry, EntryId, PersonId, PersonNow};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a restore does.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The entries that the journal does not have yet.
    pub new: Vec<Entry>,
    /// How many of the archive it has already.
    pub there: usize,
}

impl Archive {
    /// What a restore into a journal with these entries adds: what is not there yet. Nothing is ever replaced.
    ///
    /// # Errors
    ///
    /// [`Problem`] if the journal belongs to another person, or holds an entry with the same id and another content.
    pub fn against(&self, journal: &[Entry]) -> Result<Against, Problem> {
        let problem = |what: String, mend: &str| Err(Problem::new(&self.name, what).mend(mend));
        let persons: BTreeSet<PersonId> = journal.iter().map(|entry| entry.person).collect();
        let shared = self.entries.iter().any(|entry| persons.contains(&entry.person));
        if !journal.is_empty() && !self.entries.is_empty() && !shared {
            return problem(
                "it belongs to another person than the journal here".to_owned(),
                "nothing has changed; to look at it, restore it into a new folder with --data DIR",
            );
        }
        let there: BTreeMap<EntryId, &Entry> = journal.iter().map(|entry| (entry.id, entry)).collect();
        let mut against = Against { new: Vec::new(), there: 0 };
        for entry in &self.entries {
            match there.get(&entry.id) {
                None => against.new.push(entry.clone()),
                Some(same) if **same == *entry => against.there += 1,
                Some(_) => {
                    return problem(
                        format!("entry {} is in the journal here and says something else", entry.id),
                        "nothing has changed; to look at the archive, restore it into a new folder with --data DIR",
                    );
                }
            }
        }
        Ok(against)
    }
}

/// How much of what is in a set of entries; what was taken back does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// Daily check-ins.
    pub check_ins: usize,
    /// Guided sessions.
    pub sessions: usize,
    /// Visits to a therapist.
    pub visits: usize,
    /// Ratings at a moment of the day.
    pub ratings: usize,
    /// Questions with an answer.
    pub answers: usize,
}

impl Kept {
    /// Counts what a person has.
    #[must_use]
    pub fn of(person: &PersonNow) -> Self {
        Self {
            check_ins: person.check_ins.values().map(Vec::len).sum(),
            sessions: person.sessions.len(),
            visits: person.visits.len(),
            ratings: person.ratings.values().map(Vec::len).sum(),
            answers: person.answers.len(),
        }
    }
}

/// "34 check-ins, 12 sessions", and of the rest what there is.
impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.check_ins, "check-in", "check-ins"),
            (self.sessions, "session", "sessions"),
            (self.visits, "visit", "visits"),
            (self.ratings, "rating", "ratings"),
            (self.answers, "answer", "answers"),
        ];
        let words = all
            .into_iter()
            .enumerate()
            .filter(|(place, (count, ..))| *place < 2 || *count > 0)
            .map(|(_, (count, one, many))| format!("{count} {}", if count == 1 { one } else { many }));
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}
