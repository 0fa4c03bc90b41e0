//! What commands print: plain words, at most 80 columns, readable without colour.

pub(crate) mod follow_up;
pub(crate) mod outcome;
pub(crate) mod plan;
pub(crate) mod result;

pub(crate) use domain::words::{count, day, how_sure, sentence, short_day, thousands};

use crate::out::wrap;
use domain::ids::SourceId;
use domain::knowledge::Knowledge;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A page of words in the making.
#[derive(Default)]
pub(crate) struct Words(String);

impl Words {
    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) -> &mut Self {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        let text = wrap(text, 0, 0);
        let width = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let _ = writeln!(self.0, "{text}\n{}", "-".repeat(width));
        self
    }

    /// A paragraph.
    pub(crate) fn say(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            let _ = writeln!(self.0, "{}", wrap(text, 0, 0));
        }
        self
    }

    /// A line as it is, not wrapped.
    pub(crate) fn line(&mut self, text: &str) -> &mut Self {
        let _ = writeln!(self.0, "{text}");
        self
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) -> &mut Self {
        self.0.push('\n');
        self
    }

    /// One line of a list.
    pub(crate) fn item(&mut self, text: &str) -> &mut Self {
        let _ = writeln!(self.0, "{}", wrap(&format!("- {text}"), 0, 2));
        self
    }

    /// One line of a numbered list.
    pub(crate) fn numbered(&mut self, number: usize, text: &str) -> &mut Self {
        let _ = writeln!(self.0, "{}", wrap(&format!("{number}. {text}"), 0, 3));
        self
    }

    /// A line under a list item.
    pub(crate) fn under(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            let _ = writeln!(self.0, "{}", wrap(text, 4, 4));
        }
        self
    }

    /// A list with words before it; nothing if it is empty.
    pub(crate) fn list<T: AsRef<str>>(
        &mut self,
        before: &str,
        items: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.say(before);
            for item in items {
                self.item(item.as_ref());
            }
        }
        self
    }

    /// Where statements come from: each place once, with its year and number of people.
    pub(crate) fn sources<'a>(
        &mut self,
        knowledge: &Knowledge,
        ids: impl IntoIterator<Item = &'a SourceId>,
    ) -> &mut Self {
        let mut named = BTreeSet::new();
        let ids: Vec<&SourceId> = ids.into_iter().filter(|id| named.insert(*id)).collect();
        if !ids.is_empty() {
            self.heading("Where this comes from");
            for source in ids.into_iter().filter_map(|id| knowledge.sources.get(id)) {
                self.item(&domain::words::source(source));
            }
        }
        self
    }

    /// The page.
    pub(crate) fn finish(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}
