//! Asking with arrow keys and typing, one page on the screen at a time.

use super::lines::read;
use super::{Asker, Item, Page, PageKind, Reply};
use crate::out::wrap;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::{cursor, execute, queue, style, terminal};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Asks in a terminal.
#[derive(Default)]
pub(crate) struct Keys {
    /// Words to show above the next page.
    told: Vec<String>,
}

/// Puts the terminal back, whatever happens.
pub(super) struct Raw;

impl Raw {
    pub(super) fn enter() -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        Ok(Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // Nothing can be done if the terminal is gone.
        let _ = execute!(io::stdout(), cursor::Show);
        let _ = terminal::disable_raw_mode();
    }
}

/// What is on the screen.
struct State {
    cursor: usize,
    yes: BTreeSet<usize>,
    unsure: BTreeSet<usize>,
    typed: String,
    problem: String,
}

impl Asker for Keys {
    fn ask(&mut self, page: &Page) -> io::Result<Reply> {
        let _raw = Raw::enter()?;
        let ticked = match &page.kind {
            PageKind::List { ticked, .. } => ticked.clone(),
            PageKind::Text | PageKind::Number { .. } => BTreeSet::new(),
        };
        let first = ticked.first().copied().unwrap_or(0);
        let mut state = State {
            cursor: first,
            yes: ticked,
            unsure: BTreeSet::new(),
            typed: String::new(),
            problem: String::new(),
        };
        loop {
            self.draw(page, &state)?;
            let Event::Key(key) = event::read()? else { continue };
            if key.kind == KeyEventKind::Release {
                continue;
            }
            if let Some(reply) = press(page, &mut state, key) {
                self.told.clear();
                clear()?;
                return Ok(reply);
            }
        }
    }

    fn tell(&mut self, words: &str) -> io::Result<()> {
        self.told.push(words.to_owned());
        Ok(())
    }
}

/// Takes one key; gives a reply when the page is done.
fn press(page: &Page, state: &mut State, key: KeyEvent) -> Option<Reply> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    state.problem.clear();
    match key.code {
        KeyCode::Char('c' | 'd') if control => return Some(Reply::Quit),
        KeyCode::Esc | KeyCode::Left => return Some(Reply::Back),
        KeyCode::Tab if page.optional => return Some(Reply::Skip),
        _ => {}
    }
    match &page.kind {
        PageKind::Text | PageKind::Number { .. } => type_line(page, state, key),
        PageKind::List { items, many, none, unsure, .. } => {
            move_and_tick(state, key, items, *many, none.is_some(), *unsure)
        }
    }
}

fn type_line(page: &Page, state: &mut State, key: KeyEvent) -> Option<Reply> {
    match key.code {
        KeyCode::Char(letter) => state.typed.push(letter),
        KeyCode::Backspace => {
            state.typed.pop();
        }
        KeyCode::Enter => match read(page, state.typed.trim()) {
            Ok(reply) => return Some(reply),
            Err(problem) => state.problem = problem,
        },
        _ => {}
    }
    None
}

fn move_and_tick(
    state: &mut State,
    key: KeyEvent,
    items: &[Item],
    many: bool,
    none: bool,
    may_doubt: bool,
) -> Option<Reply> {
    // The last line of a list with "none of these" is that line.
    let last = if none { items.len() } else { items.len().saturating_sub(1) };
    match key.code {
        KeyCode::Up | KeyCode::Char('k') => state.cursor = state.cursor.checked_sub(1).unwrap_or(last),
        KeyCode::Down | KeyCode::Char('j') => {
            state.cursor = if state.cursor >= last { 0 } else { state.cursor + 1 }
        }
        KeyCode::Home => state.cursor = 0,
        KeyCode::End => state.cursor = last,
        KeyCode::PageUp => state.cursor = state.cursor.saturating_sub(10),
        KeyCode::PageDown => state.cursor = (state.cursor + 10).min(last),
        KeyCode::Char(digit @ '1'..='9') => {
            let number = usize::from(digit as u8 - b'1');
            if number < items.len() {
                state.cursor = number;
            }
        }
        KeyCode::Char('q') => return Some(Reply::Quit),
        KeyCode::Char('b') => return Some(Reply::Back),
        KeyCode::Char('n') if many && none => {
            if state.yes.is_empty() && state.unsure.is_empty() {
                return Some(Reply::Chosen { yes: BTreeSet::new(), unsure: BTreeSet::new() });
            }
            "Something is ticked. Clear it with space, or press Enter to go on."
                .clone_into(&mut state.problem);
        }
        KeyCode::Char('?') if may_doubt => doubt(state, many, items.len()),
        KeyCode::Char(' ') if many => tick(state, items.len()),
        KeyCode::Enter => return enter(state, items.len(), many, none),
        _ => {}
    }
    None
}

fn tick(state: &mut State, items: usize) {
    if state.cursor >= items {
        state.yes.clear();
        state.unsure.clear();
        return;
    }
    state.unsure.remove(&state.cursor);
    if !state.yes.remove(&state.cursor) {
        state.yes.insert(state.cursor);
    }
}

fn doubt(state: &mut State, many: bool, items: usize) {
    if !many {
        state.unsure = (0..items).collect();
    } else if state.cursor < items {
        state.yes.remove(&state.cursor);
        if !state.unsure.remove(&state.cursor) {
            state.unsure.insert(state.cursor);
        }
    }
}

fn enter(state: &mut State, items: usize, many: bool, none: bool) -> Option<Reply> {
    let empty = state.yes.is_empty() && state.unsure.is_empty();
    if !many {
        let yes = if state.unsure.is_empty() { BTreeSet::from([state.cursor]) } else { BTreeSet::new() };
        return Some(Reply::Chosen { yes, unsure: std::mem::take(&mut state.unsure) });
    }
    if state.cursor >= items && !empty {
        "Something is ticked. Press space here to clear it, or go up and press Enter."
            .clone_into(&mut state.problem);
        return None;
    }
    if empty && none && state.cursor < items {
        "Tick what fits with space, or go down to the last line for none.".clone_into(&mut state.problem);
        return None;
    }
    Some(Reply::Chosen { yes: std::mem::take(&mut state.yes), unsure: std::mem::take(&mut state.unsure) })
}

fn clear() -> io::Result<()> {
    execute!(io::stdout(), terminal::Clear(terminal::ClearType::All), cursor::MoveTo(0, 0))
}

impl Keys {
    fn draw(&self, page: &Page, state: &State) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let rows = terminal::size().map_or(24, |(_, rows)| usize::from(rows));
        queue!(out, cursor::Hide, terminal::Clear(terminal::ClearType::All), cursor::MoveTo(0, 0))?;
        let mut head: Vec<String> =
            self.told.iter().flat_map(|told| told.lines().map(str::to_owned)).collect();
        if !head.is_empty() {
            head.push(String::new());
        }
        let title_from = head.len();
        head.extend(wrap(&page.title, 0, 0).lines().map(str::to_owned));
        let title_to = head.len();
        for words in [&page.help, &page.why].into_iter().filter(|words| !words.is_empty()) {
            head.extend(wrap(words, 2, 2).lines().map(str::to_owned));
        }
        head.push(String::new());
        for (number, line) in head.iter().enumerate() {
            let bold = (title_from..title_to).contains(&number);
            write_line(&mut out, line, bold)?;
        }
        let room = rows.saturating_sub(head.len() + 4).max(3);
        for (line, here) in body(page, state, room) {
            write_line(&mut out, &line, here)?;
        }
        write_line(&mut out, "", false)?;
        write_line(&mut out, &state.problem, true)?;
        write_line(&mut out, keys_hint(page), false)?;
        out.flush()
    }
}

fn write_line(out: &mut impl Write, line: &str, bold: bool) -> io::Result<()> {
    if bold {
        queue!(out, style::SetAttribute(style::Attribute::Bold))?;
    }
    write!(out, "{line}\r\n")?;
    if bold {
        queue!(out, style::SetAttribute(style::Attribute::Reset))?;
    }
    Ok(())
}

/// The lines of the list around the cursor, or what was typed.
fn body(page: &Page, state: &State, room: usize) -> Vec<(String, bool)> {
    let PageKind::List { items, many, none, .. } = &page.kind else {
        return vec![(format!("> {}_", state.typed), true)];
    };
    let mut lines = Vec::new();
    let mut at = 0;
    for (number, item) in items.iter().enumerate() {
        if let Some(heading) = &item.heading {
            lines.push((wrap(heading, 2, 2), false));
        }
        let here = number == state.cursor;
        if here {
            at = lines.len();
        }
        let mark = if state.unsure.contains(&number) {
            "[?]"
        } else if state.yes.contains(&number) {
            "[x]"
        } else if *many {
            "[ ]"
        } else {
            ""
        };
        let pointer = if here { ">" } else { " " };
        let text = if *many {
            format!("{pointer} {mark} {}", item.label)
        } else {
            format!("{pointer} {}{}", mark, item.label)
        };
        lines.extend(wrap(&text, 0, 6).lines().map(|line| (line.to_owned(), here)));
    }
    if let Some(none) = none {
        let here = state.cursor >= items.len();
        if here {
            at = lines.len();
        }
        lines.push((format!("{} or: {none}", if here { ">" } else { " " }), here));
    }
    let start = at.saturating_sub(room / 2).min(lines.len().saturating_sub(room));
    let (above, below) = (start > 0, start + room < lines.len());
    let mut shown: Vec<(String, bool)> = lines.into_iter().skip(start).take(room).collect();
    if let (true, Some(first)) = (above, shown.first_mut()) {
        *first = ("  ... more above".to_owned(), false);
    }
    if let (true, Some(last)) = (below, shown.last_mut()) {
        *last = ("  ... more below".to_owned(), false);
    }
    shown
}

fn keys_hint(page: &Page) -> &'static str {
    match (&page.kind, page.optional) {
        (PageKind::List { many: true, unsure: true, .. }, _) => {
            "space tick · ? not sure · n none · Enter go on · Esc back · q stop"
        }
        (PageKind::List { many: true, .. }, true) => {
            "space tick · Enter go on · Tab skip · Esc back · q stop"
        }
        (PageKind::List { many: true, .. }, false) => "space tick · Enter go on · Esc back · q stop",
        (PageKind::List { unsure: true, .. }, _) => "up/down · Enter choose · ? not sure · Esc back · q stop",
        (PageKind::List { .. }, true) => "up/down · Enter choose · Tab skip · Esc back · q stop",
        (PageKind::List { .. }, false) => "up/down · Enter choose · Esc back · q stop",
        (_, true) => "type · Enter go on · Tab skip · Esc back · Ctrl-C stop",
        (_, false) => "type · Enter go on · Esc back · Ctrl-C stop",
    }
}
