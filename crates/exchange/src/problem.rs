//! What is wrong with a file: where, what, and how to mend it.

use std::fmt;

/// One thing that is wrong with a file, or that its reader has to know.
///
/// ```
/// let problem = exchange::Problem::new("diary.csv", "it has no column `date`").mend("add one");
/// assert_eq!(problem.to_string(), "diary.csv: it has no column `date`. Add one");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was called.
    pub file: String,
    /// The line, counted from 1; `None` where it is about the whole file.
    pub line: Option<u64>,
    /// The column, by the name in the header.
    pub column: Option<String>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: Option<String>,
}

impl Problem {
    /// Something about a whole file.
    pub fn new(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, column: None, what: what.into(), mend: None }
    }

    /// The line it is about.
    #[must_use]
    pub fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The column it is about.
    #[must_use]
    pub fn column(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }

    /// How to mend it, without a full stop.
    #[must_use]
    pub fn mend(self, mend: impl Into<String>) -> Self {
        Self { mend: Some(mend.into()), ..self }
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column `{}`", shown(column))?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(mend) = &self.mend {
            let mut letters = mend.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
            write!(f, ". {first}{}", letters.as_str())?;
        }
        Ok(())
    }
}

/// All that is wrong, in the order of the files; the first [`Problems::MOST`], and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    listed: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// So many are listed; who has more mends these first.
    pub const MOST: usize = 20;

    /// One more.
    pub fn push(&mut self, problem: Problem) {
        if self.listed.len() < Self::MOST {
            self.listed.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// The ones that are listed.
    #[must_use]
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// All of both.
    pub(crate) fn extend(&mut self, other: Self) {
        for problem in other.listed {
            self.push(problem);
        }
        self.more += other.more;
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { listed: vec![problem], more: 0 }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.listed.iter().enumerate() {
            if place > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// What a cell holds, to be repeated in a message: short, and without marks that would change the terminal.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain: String = text.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect();
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", plain.get(..end).unwrap_or_default()),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_how_to_mend_it() {
        let problem =
            Problem::new("plan.csv", "it is empty").line(3).column("probability").mend("write 0.45");
        assert_eq!(problem.to_string(), "plan.csv, line 3, column `probability`: it is empty. Write 0.45");
    }

    #[test]
    fn many_problems_are_counted_and_not_all_listed() {
        let mut problems = Problems::default();
        for line in 1..=25 {
            problems.push(Problem::new("diary.csv", "odd").line(line));
        }
        assert_eq!(problems.count(), 25);
        let text = problems.to_string();
        assert_eq!(text.lines().count(), 21);
        assert!(text.ends_with("diary.csv, line 20: odd\nand 5 more"), "{text}");
    }

    #[test]
    fn what_a_cell_holds_is_shown_short_and_harmless() {
        assert_eq!(shown("\u{1b}[31m"), "?[31m");
        assert_eq!(shown(&"x".repeat(1000)).len(), 43);
    }
}
