//! Why a command did not do what was asked, and the exit code that says so.

use journal::JournalError;
use std::fmt;
use std::io::{self, Write};

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: Kind,
    message: String,
    hint: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The reader of our output went away: not an error.
    ReaderGone,
    /// The person can fix it.
    Person,
    /// The command was written wrongly.
    Usage,
    /// Our fault.
    Ours,
}

impl Failure {
    /// Something the person can mend.
    pub(crate) fn person(message: impl Into<String>) -> Self {
        Self { kind: Kind::Person, message: message.into(), hint: None }
    }

    /// A command that is written wrongly.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, message: message.into(), hint: None }
    }

    /// Something that is our fault.
    pub(crate) fn ours(message: impl Into<String>) -> Self {
        Self { kind: Kind::Ours, message: message.into(), hint: None }
    }

    /// How to mend it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What is wrong.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// 0 done, 1 the person can fix it, 2 wrong usage, 3 our fault.
    pub(crate) fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::ReaderGone => 0,
            Kind::Person => 1,
            Kind::Usage => 2,
            Kind::Ours => 3,
        }
    }

    /// Prints what is wrong and how to mend it on stderr.
    pub(crate) fn report(&self) {
        if self.kind != Kind::ReaderGone {
            // Nobody may be left to read it, and that is no reason to panic.
            let _ = writeln!(io::stderr(), "{self}");
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe { Kind::ReaderGone } else { Kind::Ours };
        Self { kind, message: error.to_string(), hint: None }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::from(io::Error::from(error)) } else { Self::ours(error.to_string()) }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let kind = if error.can_be_mended() { Kind::Person } else { Kind::Ours };
        Self { kind, message: format!("{error}\n{}", error.data()), hint: Some(error.hint().to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_and_how_to_mend_it() {
        let failure =
            Failure::person("pain score 11 is outside 0 to 10").hint("give a whole number from 0 to 10");
        assert_eq!(
            failure.to_string(),
            "error: pain score 11 is outside 0 to 10\n\nhint: give a whole number from 0 to 10"
        );
        assert_eq!(failure.exit_code(), 1);
    }

    #[test]
    fn a_reader_that_went_away_is_no_error() {
        let gone = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(gone.exit_code(), 0);
    }
}
