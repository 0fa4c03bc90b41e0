//! Asking line by line, for answers that are piped in and for terminals without cursor keys.

use super::{Asker, Item, Page, PageKind, Reply};
use crate::out::wrap;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

/// Reads one answer a line and prints each page as plain text.
pub(crate) struct Lines<R, W> {
    input: R,
    output: W,
}

impl Lines<io::StdinLock<'static>, io::Stdout> {
    /// From standard input to standard output.
    pub(crate) fn stdin() -> Self {
        Self { input: io::stdin().lock(), output: io::stdout() }
    }
}

impl<R: BufRead, W: Write> Lines<R, W> {
    #[cfg(test)]
    pub(crate) fn new(input: R, output: W) -> Self {
        Self { input, output }
    }

    fn show(&mut self, page: &Page) -> io::Result<()> {
        writeln!(self.output, "\n{}", wrap(&page.title, 0, 0))?;
        for words in [&page.help, &page.why].into_iter().filter(|words| !words.is_empty()) {
            writeln!(self.output, "{}", wrap(words, 2, 2))?;
        }
        if let PageKind::List { items, .. } = &page.kind {
            for (number, item) in items.iter().enumerate() {
                if let Some(heading) = &item.heading {
                    writeln!(self.output, "{}", wrap(heading, 2, 2))?;
                }
                writeln!(self.output, "{}", wrap(&format!("{:>3}. {}", number + 1, item.label), 0, 5))?;
            }
        }
        write!(self.output, "{}\n> ", wrap(&hint(page), 0, 2))?;
        self.output.flush()
    }
}

impl<R: BufRead, W: Write> Asker for Lines<R, W> {
    fn ask(&mut self, page: &Page) -> io::Result<Reply> {
        self.show(page)?;
        loop {
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                writeln!(self.output)?;
                return Ok(Reply::Quit);
            }
            match read(page, line.trim()) {
                Ok(reply) => {
                    writeln!(self.output, "{}", line.trim())?;
                    return Ok(reply);
                }
                Err(problem) => write!(self.output, "{}\n> ", wrap(&problem, 0, 2))?,
            }
            self.output.flush()?;
        }
    }

    fn tell(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.output, "{words}")
    }
}

/// How to answer the page, in one line.
pub(super) fn hint(page: &Page) -> String {
    let mut hints = match &page.kind {
        PageKind::Text => vec!["Type your answer".to_owned()],
        PageKind::Number { min, max, unit } => {
            vec![format!("Type a number from {min} to {max} {unit}").trim().to_owned()]
        }
        PageKind::List { many: true, none, .. } => {
            let mut hints = vec!["Type the numbers, such as 1 3".to_owned()];
            hints.extend(none.as_ref().map(|none| format!("none = {none}")));
            hints
        }
        PageKind::List { .. } => vec!["Type a number".to_owned()],
    };
    if let PageKind::List { unsure: true, many, .. } = &page.kind {
        hints.push(if *many { "?2 = not sure about 2" } else { "? = not sure" }.to_owned());
    }
    if page.optional {
        hints.push("skip".to_owned());
    }
    hints.push("back".to_owned());
    hints.push("quit".to_owned());
    format!("({})", hints.join(" | "))
}

/// Reads what was typed.
pub(super) fn read(page: &Page, typed: &str) -> Result<Reply, String> {
    match typed.to_lowercase().as_str() {
        "back" | "b" => return Ok(Reply::Back),
        "quit" | "q" => return Ok(Reply::Quit),
        "skip" | "" if page.optional => return Ok(Reply::Skip),
        _ => {}
    }
    match &page.kind {
        PageKind::Text => Ok(Reply::Text(typed.to_owned())),
        PageKind::Number { min, max, .. } => match typed.parse() {
            Ok(number) if (*min..=*max).contains(&number) => Ok(Reply::Number(number)),
            _ => Err(format!("That has to be a whole number from {min} to {max}.")),
        },
        PageKind::List { items, many, none, unsure, .. } => {
            read_list(items, *many, none.is_some(), *unsure, typed)
        }
    }
}

fn read_list(items: &[Item], many: bool, none: bool, may_doubt: bool, typed: &str) -> Result<Reply, String> {
    let number_of = |word: &str| {
        let by_number = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        by_number
            .or_else(|| items.iter().position(|item| item.id == word))
            .filter(|number| *number < items.len())
    };
    let (mut yes, mut unsure) = (BTreeSet::new(), BTreeSet::new());
    if matches!(typed, "none" | "0") && none && number_of("none").is_none() {
        return Ok(Reply::Chosen { yes, unsure });
    }
    if matches!(typed, "unsure" | "?") && may_doubt {
        return Ok(Reply::Chosen { yes, unsure: (0..items.len()).collect() });
    }
    for word in typed.split([',', ' ']).filter(|word| !word.is_empty()) {
        let (doubt, word) = word.strip_prefix('?').map_or((false, word), |rest| (true, rest));
        let Some(number) = number_of(word) else {
            return Err(format!("`{word}` is not in the list. Type a number from 1 to {}.", items.len()));
        };
        if doubt && may_doubt {
            unsure.insert(number)
        } else {
            yes.insert(number)
        };
    }
    match (many, yes.len() + unsure.len()) {
        (_, 0) if none => Err("Type the numbers that fit, or none.".to_owned()),
        (_, 0) => Err(format!("Type a number from 1 to {}.", items.len())),
        (false, 2..) => Err("Type one number only.".to_owned()),
        _ => Ok(Reply::Chosen { yes, unsure }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(many: bool) -> Page {
        let item = |id: &str| Item { id: id.to_owned(), label: format!("The {id}"), heading: None };
        let items = vec![item("chest"), item("breath"), item("faint")];
        Page {
            title: "Do you have any of these now?".to_owned(),
            kind: PageKind::List {
                items,
                many,
                none: many.then(|| "None of these".to_owned()),
                unsure: true,
                ticked: BTreeSet::new(),
            },
            ..Page::default()
        }
    }

    fn chosen(yes: &[usize], unsure: &[usize]) -> Reply {
        Reply::Chosen { yes: yes.iter().copied().collect(), unsure: unsure.iter().copied().collect() }
    }

    #[test]
    fn numbers_ids_and_doubts_can_be_typed() {
        assert_eq!(read(&page(true), "1, faint ?2"), Ok(chosen(&[0, 2], &[1])));
        assert_eq!(read(&page(true), "none"), Ok(chosen(&[], &[])));
        assert_eq!(read(&page(false), "?"), Ok(chosen(&[], &[0, 1, 2])));
    }

    #[test]
    fn what_is_not_an_answer_says_how_to_answer() {
        assert_eq!(read(&page(true), "9").unwrap_err(), "`9` is not in the list. Type a number from 1 to 3.");
        assert_eq!(read(&page(false), "1 2").unwrap_err(), "Type one number only.");
        assert_eq!(
            read(&page(false), "none").unwrap_err(),
            "`none` is not in the list. Type a number from 1 to 3."
        );
        assert_eq!(read(&page(true), "").unwrap_err(), "Type the numbers that fit, or none.");
    }

    #[test]
    fn a_wrong_line_is_asked_again_and_the_end_of_input_stops() {
        let mut printed = Vec::new();
        let mut lines = Lines::new("7\n2\n".as_bytes(), &mut printed);
        assert_eq!(lines.ask(&page(true)).unwrap(), chosen(&[1], &[]));
        assert_eq!(lines.ask(&page(true)).unwrap(), Reply::Quit);
        assert!(String::from_utf8(printed).unwrap().contains("`7` is not in the list."));
    }
}
