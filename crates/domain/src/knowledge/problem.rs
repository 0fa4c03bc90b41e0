//! What is wrong with a knowledge file, and where.

use std::fmt;

/// Something wrong in a knowledge file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, below `knowledge/`.
    pub file: String,
    /// The line, counted from 1; 0 when it concerns the whole file.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Problem {
    /// A problem at the byte `offset` of `text`.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize, message: String) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        Self { file: file.to_owned(), line: before.matches('\n').count() + 1, message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "knowledge/{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for Problem {}
