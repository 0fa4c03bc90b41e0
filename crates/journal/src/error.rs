//! What can go wrong with a journal, what became of the data, and how to mend it.

use domain::entry::{EntryId, InvalidEvent};
use std::path::PathBuf;

/// The error of a library below, kept so that a log can name it.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a journal cannot be opened, read or added to.
///
/// Three things are told apart, each in words for the person: what is wrong ([`Display`](std::fmt::Display)), what
/// became of their data ([`data`](Self::data)) and how to mend it ([`hint`](Self::hint)).
///
/// ```
/// use journal::JournalError;
///
/// let error = JournalError::DiskFull { path: "/home/ada/backwise/journal.db".into() };
/// assert_eq!(error.to_string(), "the disk that holds `/home/ada/backwise/journal.db` is full");
/// assert_eq!(error.data(), "Nothing was recorded this time. All earlier entries are safe.");
/// assert_eq!(error.hint(), "free some space on the disk, then do it again");
/// assert!(error.can_be_mended());
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The folder that the file belongs in is not there.
    #[error("the folder `{}` does not exist", .folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// There is a folder where the file belongs.
    #[error("`{}` is a folder, not a journal", .path.display())]
    IsAFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The program may not open the file at all.
    #[error("the journal `{}` cannot be opened", .path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: Cause,
    },
    /// The file may be read and not written.
    #[error("the journal `{}` is read-only", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The folder may be read and not written; a journal keeps helper files beside itself.
    #[error("the folder `{}` is read-only", .folder.display())]
    ReadOnlyFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk is full.
    #[error("the disk that holds `{}` is full", .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Another program holds the journal for longer than we wait.
    #[error("another program is using the journal `{}`", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// A newer Backwise wrote the file.
    #[error("the journal `{}` is of version {found}; this program knows versions up to {known}", .path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file is something else.
    #[error("`{}` is not a Backwise journal", .path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
    },
    /// Part of the file is not as it was written.
    #[error("part of the journal `{}` is lost or was overwritten", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the database says.
        #[source]
        cause: Cause,
    },
    /// The file was moved, replaced or deleted while it was open.
    #[error("the journal `{}` was moved or deleted while the program was using it", .path.display())]
    Moved {
        /// Where the file was.
        path: PathBuf,
    },
    /// The disk gives an error.
    #[error("the disk gives an error at the journal `{}`", .path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the database says.
        #[source]
        cause: Cause,
    },
    /// An entry with this id is there and says something else.
    #[error("entry {id} is already in the journal and says something else")]
    IdTaken {
        /// The id.
        id: EntryId,
    },
    /// An entry would not come back as it is, for example because a number in it is not finite.
    #[error("entry {id} cannot be written down without loss")]
    Unwritable {
        /// The id.
        id: EntryId,
    },
    /// An entry in the journal cannot be read.
    #[error("entry {id} in the journal cannot be read")]
    Unreadable {
        /// The id as it stands in the journal.
        id: String,
        /// What is wrong with it.
        #[source]
        cause: UnreadableRow,
    },
    /// Something that is our fault.
    #[error("the journal `{}` cannot do what was asked", .path.display())]
    Unexpected {
        /// The file.
        path: PathBuf,
        /// What the database says.
        #[source]
        cause: Cause,
    },
}

/// What is wrong with an entry in the journal. It repeats nothing of what the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableRow {
    /// A column does not hold what belongs there.
    #[error("column `{0}` does not hold what belongs there")]
    Column(&'static str),
    /// The event does not fit its kind and version.
    #[error(transparent)]
    Event(#[from] InvalidEvent),
}

impl JournalError {
    /// What became of the data, in whole sentences.
    #[must_use]
    pub fn data(&self) -> &'static str {
        match self {
            Self::NoFolder { .. }
            | Self::IsAFolder { .. }
            | Self::CannotOpen { .. }
            | Self::NotAJournal { .. } => "Nothing was recorded, and no file was changed.",
            Self::ReadOnly { .. }
            | Self::ReadOnlyFolder { .. }
            | Self::DiskFull { .. }
            | Self::Busy { .. } => "Nothing was recorded this time. All earlier entries are safe.",
            Self::NewerVersion { .. } => "All entries are safe. The file was not touched.",
            Self::Damaged { .. } => "Nothing was recorded this time. The file was left as it is.",
            Self::Moved { .. } => {
                "Nothing was recorded this time. Earlier entries are where the file is now."
            }
            Self::Disk { .. } => "The last entries may not be recorded. Earlier entries were not changed.",
            Self::IdTaken { .. } | Self::Unwritable { .. } | Self::Unexpected { .. } => {
                "Nothing was recorded this time. All earlier entries are as they were."
            }
            Self::Unreadable { .. } => "Nothing was changed. All entries are still in the file.",
        }
    }

    /// How to mend it: one sentence, to be shown after `hint:`.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoFolder { .. } => "make the folder, or choose another place for your data",
            Self::IsAFolder { .. } => "choose a file name inside the folder",
            Self::CannotOpen { .. } => {
                "ask for the right to read and write this file, or choose another place"
            }
            Self::ReadOnly { .. } => "allow writing to the file, or choose another place for your data",
            Self::ReadOnlyFolder { .. } => {
                "allow writing to the folder, or choose another place for your data"
            }
            Self::DiskFull { .. } => "free some space on the disk, then do it again",
            Self::Busy { .. } => "close the other program, or wait a moment and do it again",
            Self::NewerVersion { .. } => "open this journal with the newest Backwise",
            Self::NotAJournal { .. } => "choose another file, or put back a copy of your journal",
            Self::Damaged { .. } => {
                "put back a copy of the file, and keep this one: it may still hold entries"
            }
            Self::Moved { .. } => "put the file back where it was, then start the program again",
            Self::Disk { .. } => "check the disk, then do it again: nothing is recorded twice",
            Self::IdTaken { .. } => "draw a new id for the new entry",
            Self::Unwritable { .. } => "leave out what is not a number, then do it again",
            Self::Unreadable { .. } => {
                "open this journal with the newest Backwise; if that is no help, tell us the id and not the words"
            }
            Self::Unexpected { .. } => {
                "start the program again; if it comes back, tell us what you were doing"
            }
        }
    }

    /// Whether the person can mend it; if not, the fault is ours.
    #[must_use]
    pub fn can_be_mended(&self) -> bool {
        match self {
            Self::NoFolder { .. }
            | Self::IsAFolder { .. }
            | Self::CannotOpen { .. }
            | Self::ReadOnly { .. }
            | Self::ReadOnlyFolder { .. }
            | Self::DiskFull { .. }
            | Self::Busy { .. }
            | Self::NewerVersion { .. }
            | Self::NotAJournal { .. }
            | Self::Damaged { .. }
            | Self::Moved { .. }
            | Self::Disk { .. } => true,
            Self::IdTaken { .. }
            | Self::Unwritable { .. }
            | Self::Unreadable { .. }
            | Self::Unexpected { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entry::EntryId;

    fn each() -> Vec<JournalError> {
        let (path, folder) = (PathBuf::from("/f/j.db"), PathBuf::from("/f"));
        let (id, cause) = (EntryId::from_millis(1, [0; 10]), || Cause::from("cause"));
        vec![
            JournalError::NoFolder { folder: folder.clone() },
            JournalError::IsAFolder { path: path.clone() },
            JournalError::CannotOpen { path: path.clone(), cause: cause() },
            JournalError::ReadOnly { path: path.clone() },
            JournalError::ReadOnlyFolder { folder },
            JournalError::DiskFull { path: path.clone() },
            JournalError::Busy { path: path.clone() },
            JournalError::NewerVersion { path: path.clone(), found: 2, known: 1 },
            JournalError::NotAJournal { path: path.clone() },
            JournalError::Damaged { path: path.clone(), cause: cause() },
            JournalError::Moved { path: path.clone() },
            JournalError::Disk { path: path.clone(), cause: cause() },
            JournalError::IdTaken { id },
            JournalError::Unwritable { id },
            JournalError::Unreadable { id: id.to_string(), cause: UnreadableRow::Column("day") },
            JournalError::Unexpected { path, cause: cause() },
        ]
    }

    /// The words that are not written on screen, from the knowledge. Marks are left out: a path may hold any.
    fn banned() -> Vec<&'static str> {
        include_str!("../../../knowledge/words.toml")
            .lines()
            .filter_map(|line| line.strip_prefix("word = \"")?.strip_suffix('"'))
            .filter(|word| word.chars().all(|c| c.is_alphabetic() || c == ' '))
            .collect()
    }

    #[test]
    fn no_error_uses_a_word_that_is_not_written_on_screen() {
        let banned = banned();
        assert!(banned.contains(&"damaged") && banned.len() > 40, "{banned:?}");
        for error in each() {
            let said = format!(" {error} {} {} ", error.data(), error.hint()).to_lowercase();
            let said: String = said.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
            for word in &banned {
                assert!(!said.contains(&format!(" {word} ")), "`{word}` in: {said}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_one_sentence_and_what_became_of_the_data_are_whole_ones() {
        for error in each() {
            let (wrong, data, hint) = (error.to_string(), error.data(), error.hint());
            assert!(
                !wrong.ends_with('.') && !hint.ends_with('.') && data.ends_with('.'),
                "{wrong} {data} {hint}"
            );
            for sentence in [wrong.as_str(), hint].into_iter().chain(data.split_inclusive(". ")) {
                assert!(sentence.split_whitespace().count() <= 20, "{sentence}");
            }
        }
    }
}
