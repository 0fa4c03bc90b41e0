//! Where output goes: data to stdout, words about it to stderr, at most 80 columns.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{self, Write};

/// Widest line of words.
const COLUMNS: usize = 80;

/// Prints a value as JSON on stdout.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut stdout, value)?;
    writeln!(stdout)?;
    stdout.flush()?;
    Ok(())
}

/// Prints words on stdout. A reader that went away is no reason to panic.
pub(crate) fn words(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Prints formatted words on stdout; returns early if that fails.
macro_rules! show {
    ($($words:tt)*) => { $crate::out::words(&format!($($words)*))? };
}

/// Prints one formatted line on stdout; returns early if that fails.
macro_rules! showln {
    ($($words:tt)*) => { $crate::out::words(&(format!($($words)*) + "\n"))? };
}

pub(crate) use {show, showln};

/// Wraps words at 80 columns; further lines are indented by `hang` spaces.
pub(crate) fn wrap(text: &str, indent: usize, hang: usize) -> String {
    let (first, rest) = (" ".repeat(indent), " ".repeat(hang));
    let options = textwrap::Options::new(COLUMNS)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .break_words(false);
    textwrap::fill(text, options)
}
