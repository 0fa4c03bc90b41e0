//! Words that are typed and not shown.

use super::keys::Raw;
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use std::io::{self, Write};

/// Asks for words that the terminal does not show; `None` if the person stopped.
pub(crate) fn secret(label: &str) -> io::Result<Option<String>> {
    write!(io::stderr(), "{label}")?;
    io::stderr().flush()?;
    let typed = {
        let _raw = Raw::enter()?;
        read()
    };
    writeln!(io::stderr())?;
    typed
}

fn read() -> io::Result<Option<String>> {
    let mut typed = String::new();
    loop {
        let key = match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => key,
            _ => continue,
        };
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => return Ok(Some(typed)),
            KeyCode::Esc => return Ok(None),
            KeyCode::Char('c' | 'd') if control => return Ok(None),
            KeyCode::Char('u') if control => typed.clear(),
            KeyCode::Backspace => {
                typed.pop();
            }
            KeyCode::Char(letter) if !control => typed.push(letter),
            _ => {}
        }
    }
}
