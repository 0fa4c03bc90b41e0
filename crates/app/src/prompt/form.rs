//! Several pages asked one after the other, with the way back.

use super::{Asker, Item, Page, PageKind, Reply};
use std::collections::BTreeSet;
use std::io;

/// Asks all pages; `None` if the person stopped, so that nothing is kept.
pub(crate) fn fill<'a>(
    asker: &mut dyn Asker,
    pages: impl IntoIterator<Item = &'a Page>,
) -> io::Result<Option<Vec<Reply>>> {
    let pages: Vec<&Page> = pages.into_iter().collect();
    let mut replies: Vec<Reply> = Vec::new();
    while let Some(page) = pages.get(replies.len()) {
        match asker.ask(page)? {
            Reply::Quit => return Ok(None),
            Reply::Back => drop(replies.pop()),
            reply => replies.push(reply),
        }
    }
    Ok(Some(replies))
}

impl Page {
    /// A number from 0 to 10; `ends` says what both ends mean.
    pub(crate) fn score(title: &str, ends: &str) -> Self {
        Self { title: title.to_owned(), help: ends.to_owned(), ..Self::number(title, 0, 10, "") }
    }

    /// A whole number.
    pub(crate) fn number(title: &str, min: u32, max: u32, unit: &str) -> Self {
        let kind = PageKind::Number { min, max, unit: unit.to_owned() };
        Self { title: title.to_owned(), kind, ..Self::default() }
    }

    /// Own words.
    pub(crate) fn text(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }

    /// Choose one.
    pub(crate) fn one<T: Into<String>>(title: &str, items: impl IntoIterator<Item = (T, T)>) -> Self {
        Self::list(title, items, false, None)
    }

    /// Tick any number, or none of these.
    pub(crate) fn many<T: Into<String>>(title: &str, items: impl IntoIterator<Item = (T, T)>) -> Self {
        Self::list(title, items, true, Some("None of these".to_owned()))
    }

    fn list<T: Into<String>>(
        title: &str,
        items: impl IntoIterator<Item = (T, T)>,
        many: bool,
        none: Option<String>,
    ) -> Self {
        let item = |(id, label): (T, T)| Item { id: id.into(), label: label.into(), heading: None };
        let items = items.into_iter().map(item).collect();
        let kind = PageKind::List { items, many, none, unsure: false, ticked: BTreeSet::new() };
        Self { title: title.to_owned(), kind, ..Self::default() }
    }

    /// The same page with "not sure" for each line.
    pub(crate) fn with_doubt(mut self) -> Self {
        if let PageKind::List { unsure, .. } = &mut self.kind {
            *unsure = true;
        }
        self
    }

    /// The same page with a line of help.
    pub(crate) fn help(self, help: &str) -> Self {
        Self { help: help.to_owned(), ..self }
    }

    /// The same page, which may be left out.
    pub(crate) fn optional(self) -> Self {
        Self { title: format!("{} (optional)", self.title), optional: true, ..self }
    }

    /// The ids of the lines with these numbers.
    pub(crate) fn ids(&self, numbers: &BTreeSet<usize>) -> Vec<&str> {
        let PageKind::List { items, .. } = &self.kind else { return Vec::new() };
        numbers.iter().filter_map(|number| items.get(*number)).map(|item| item.id.as_str()).collect()
    }

    /// The id of the one line that was chosen.
    pub(crate) fn chosen(&self, reply: &Reply) -> Option<&str> {
        match reply {
            Reply::Chosen { yes, .. } => self.ids(yes).first().copied(),
            _ => None,
        }
    }
}

impl Reply {
    /// The number that was given.
    pub(crate) fn number(&self) -> Option<u32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The words that were given; empty if there are none.
    pub(crate) fn text(&self) -> String {
        if let Self::Text(text) = self { text.trim().to_owned() } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Lines;

    fn pages() -> [Page; 2] {
        [Page::score("How strong?", "0 = none, 10 = worst"), Page::text("A note").optional()]
    }

    #[test]
    fn back_asks_the_page_before_again() {
        let mut lines = Lines::new("3\nback\n4\nskip\n".as_bytes(), Vec::new());
        let replies = fill(&mut lines, &pages()).unwrap().unwrap();
        assert_eq!(replies, [Reply::Number(4), Reply::Skip]);
    }

    #[test]
    fn stopping_halfway_gives_nothing() {
        let mut lines = Lines::new("back\n3\nquit\n".as_bytes(), Vec::new());
        assert_eq!(fill(&mut lines, &pages()).unwrap(), None);
    }
}
