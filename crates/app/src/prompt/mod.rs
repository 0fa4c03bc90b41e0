//! Asking in the terminal: one page at a time, with arrow keys and typing, or line by line without a terminal.

mod form;
mod keys;
mod lines;
mod secret;

pub(crate) use form::fill;
pub(crate) use keys::Keys;
pub(crate) use lines::Lines;
pub(crate) use secret::secret;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};

/// One page to ask.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// The question.
    pub(crate) title: String,
    /// One more line, or empty.
    pub(crate) help: String,
    /// Why it is asked, or empty.
    pub(crate) why: String,
    /// How it is answered.
    pub(crate) kind: PageKind,
    /// Whether it may be left out.
    pub(crate) optional: bool,
}

/// How a page is answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum PageKind {
    /// Own words.
    #[default]
    Text,
    /// A whole number.
    Number { min: u32, max: u32, unit: String },
    /// Choose from a list.
    List { items: Vec<Item>, many: bool, none: Option<String>, unsure: bool, ticked: BTreeSet<usize> },
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// What scripts and typing call it.
    pub(crate) id: String,
    /// The words.
    pub(crate) label: String,
    /// A heading over it, if a new row begins here.
    pub(crate) heading: Option<String>,
}

/// What the person did.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reply {
    /// Chosen items, and items the person is not sure of, by number. Both empty: none of these.
    Chosen { yes: BTreeSet<usize>, unsure: BTreeSet<usize> },
    /// A number.
    Number(u32),
    /// Own words.
    Text(String),
    /// Left out.
    Skip,
    /// To the page before.
    Back,
    /// Stop for now.
    Quit,
}

/// Something that can ask.
pub(crate) trait Asker {
    /// Asks one page and waits.
    fn ask(&mut self, page: &Page) -> io::Result<Reply>;
    /// Shows words between two pages.
    fn tell(&mut self, words: &str) -> io::Result<()>;
}

/// The asker that fits: arrow keys in a terminal, lines otherwise.
pub(crate) fn asker() -> Box<dyn Asker> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        Box::new(Keys::default())
    } else {
        Box::new(Lines::stdin())
    }
}
