//! Playing a session in the terminal: the screen, the bell and the keys around the player's clock.

use crate::failure::Failure;
use crate::guide::side_words;
use crate::out::wrap;
use crate::player::{Cue, PlayStep, Played, Player, Press};
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::{cursor, execute, queue, style, terminal};
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the screen and the clock are looked at.
const TICK: Duration = Duration::from_millis(200);
/// Width of the progress bar in letters.
const BAR: usize = 40;

/// Whether the bell rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bell {
    On,
    Off,
}

/// Plays the steps to the end, or until the person stops.
pub(crate) fn play(steps: Vec<PlayStep>, speed: f64, bell: Bell) -> Result<Vec<Played>, Failure> {
    let mut player = Player::new(steps);
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        with_keys(&mut player, speed, bell)?;
    } else {
        without_keys(&mut player, speed, bell)?;
    }
    Ok(player.played().to_vec())
}

/// Line by line: no keys, the steps pass by themselves.
fn without_keys(player: &mut Player, speed: f64, bell: Bell) -> io::Result<()> {
    let mut clock = Instant::now();
    let mut waited = Duration::ZERO;
    loop {
        for cue in player.advance(waited.mul_f64(speed)) {
            if let (Cue::Begin, Some(step)) = (cue, player.step()) {
                let (number, of) = player.place();
                let side = side_words(step.side);
                let side = if side.is_empty() { String::new() } else { format!(" {side}:") };
                writeln!(
                    io::stdout(),
                    "{}",
                    wrap(
                        &format!("Step {number} of {of}:{side} {} ({} s)", step.say, step.length.as_secs()),
                        0,
                        2
                    )
                )?;
            }
            ring(cue, bell)?;
        }
        if player.step().is_none() {
            return Ok(());
        }
        let sleep = player.left().div_f64(speed).min(TICK);
        std::thread::sleep(sleep);
        waited = clock.elapsed();
        clock += waited;
    }
}

/// Puts the terminal back, whatever happens.
struct Screen;

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing can be done if the terminal is gone.
        let _ = execute!(io::stdout(), terminal::LeaveAlternateScreen, cursor::Show);
        let _ = terminal::disable_raw_mode();
    }
}

fn with_keys(player: &mut Player, speed: f64, bell: Bell) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    let _screen = Screen;
    execute!(io::stdout(), terminal::EnterAlternateScreen, cursor::Hide)?;
    let mut clock = Instant::now();
    let mut line = "";
    let mut cues = player.advance(Duration::ZERO);
    while player.step().is_some() {
        for cue in cues {
            ring(cue, bell)?;
            line = cue_line(cue).unwrap_or(line);
        }
        draw(player, line, bell)?;
        if event::poll(TICK)?
            && let Some(press) = read_press()?
        {
            let waited = clock.elapsed();
            clock += waited;
            player.advance(waited.mul_f64(speed));
            cues = player.press(press);
            continue;
        }
        let waited = clock.elapsed();
        clock += waited;
        cues = player.advance(waited.mul_f64(speed));
    }
    ring(Cue::Finished, bell)
}

fn read_press() -> io::Result<Option<Press>> {
    let Event::Key(key) = event::read()? else { return Ok(None) };
    if key.kind == KeyEventKind::Release {
        return Ok(None);
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Ok(match key.code {
        KeyCode::Char('c' | 'd') if control => Some(Press::Stop),
        KeyCode::Char(' ' | 'p') => Some(Press::Pause),
        KeyCode::Left | KeyCode::Char('b') => Some(Press::Back),
        KeyCode::Right | KeyCode::Char('s') => Some(Press::Skip),
        KeyCode::Up | KeyCode::Char('+') => Some(Press::More),
        KeyCode::Char('q') | KeyCode::Esc => Some(Press::Stop),
        _ => None,
    })
}

/// The words that go with a cue.
fn cue_line(cue: Cue) -> Option<&'static str> {
    match cue {
        Cue::Begin => Some(""),
        Cue::Pressure => Some("Strong but comfortable. You can talk and breathe."),
        Cue::Half => Some("Halfway."),
        Cue::Count(_) | Cue::Finished => None,
    }
}

/// One ring at the start, the half and each of the last 3 seconds; two at the end.
fn ring(cue: Cue, bell: Bell) -> io::Result<()> {
    let rings = match (bell, cue) {
        (Bell::Off, _) | (_, Cue::Pressure) => 0,
        (_, Cue::Begin | Cue::Half | Cue::Count(_)) => 1,
        (_, Cue::Finished) => 2,
    };
    let mut out = io::stdout().lock();
    out.write_all("\u{7}".repeat(rings).as_bytes())?;
    out.flush()
}

fn draw(player: &Player, line: &str, bell: Bell) -> io::Result<()> {
    let Some(step) = player.step() else { return Ok(()) };
    let (number, of) = player.place();
    let mut out = io::stdout().lock();
    queue!(out, terminal::Clear(terminal::ClearType::All), cursor::MoveTo(0, 0))?;
    let left = player.left().as_secs_f64().ceil();
    let mut lines = vec![format!("Step {number} of {of}   {}", step.title), String::new()];
    lines.push(side_words(step.side).to_owned());
    lines.push(String::new());
    lines.extend(wrap(&step.say, 0, 0).lines().map(str::to_owned));
    lines.push(String::new());
    lines.push(format!("{}  {}", bar(player.share()), clock(left)));
    lines.push(if player.is_paused() { "Paused. Space goes on.".to_owned() } else { line.to_owned() });
    lines.push(String::new());
    lines.push("space pause · left back · right skip · up +15 s · q stop".to_owned());
    lines.push(if bell == Bell::On { String::new() } else { "The bell is off.".to_owned() });
    for (row, line) in lines.iter().enumerate() {
        // The side and the words of the step stand out.
        let strong = row == 2;
        if strong {
            queue!(out, style::SetAttribute(style::Attribute::Bold))?;
        }
        write!(out, "{line}\r\n")?;
        if strong {
            queue!(out, style::SetAttribute(style::Attribute::Reset))?;
        }
    }
    out.flush()
}

/// A bar such as `[#########-------]`.
fn bar(share: f64) -> String {
    // Rounded down to whole letters: the bar is full only when the time is over.
    let full = (1..=BAR)
        .filter(|letters| f64::from(u8::try_from(*letters).unwrap_or(u8::MAX)) <= share * 40.0)
        .count();
    format!("[{}{}]", "#".repeat(full), "-".repeat(BAR - full))
}

/// Seconds as `1:05`.
fn clock(seconds: f64) -> String {
    let whole = Duration::from_secs_f64(seconds.max(0.0)).as_secs();
    format!("{}:{:02}", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_full_only_at_the_end() {
        assert_eq!(bar(0.0), format!("[{}]", "-".repeat(40)));
        assert_eq!(bar(0.999).matches('#').count(), 39);
        assert_eq!(bar(1.0), format!("[{}]", "#".repeat(40)));
    }

    #[test]
    fn time_left_reads_as_a_clock() {
        assert_eq!([clock(65.0), clock(9.0), clock(0.0)], ["1:05", "0:09", "0:00"]);
    }
}
