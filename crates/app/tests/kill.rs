//! The program killed at any moment while it writes: nothing that it acknowledged is lost.
//!
//! An answer is acknowledged when the next question is on the screen. The program is fed answers as fast as it takes
//! them, is killed with no chance to tidy up, and its journal is opened again.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::entry::Event;
use domain::intake::Answer;
use journal::{Journal, SqliteJournal};
use rusqlite::{Connection, OpenFlags};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Rounds in the middle of an interview, and rounds that begin with no journal at all.
const ROUNDS: usize = 40;
const FRESH_ROUNDS: usize = 12;

/// The title of the page after the age: on the screen, it acknowledges the age.
const NEXT_PAGE: &str = "\nIs any of this true for you?\n";
const AGE_PAGE: &str = "\nHow old are you?\n";

/// The program at work on a journal, with what it prints.
struct Running {
    child: Child,
    printed: JoinHandle<String>,
    feeding: JoinHandle<()>,
}

/// Starts the interview and feeds it lines until it is gone.
fn start(data: &Path, lines: impl Iterator<Item = String> + Send + 'static) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backwise"))
        .arg("--data")
        .arg(data)
        .arg("ask")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let feeding = thread::spawn(move || {
        for line in lines {
            if writeln!(stdin, "{line}").is_err() {
                break;
            }
        }
    });
    let printed = thread::spawn(move || {
        let mut printed = Vec::new();
        // What was printed before the kill is still in the pipe, and counts.
        stdout.read_to_end(&mut printed).unwrap();
        String::from_utf8_lossy(&printed).into_owned()
    });
    Running { child, printed, feeding }
}

impl Running {
    /// Kills the program, and returns what it printed.
    fn kill_after(mut self, delay: Duration) -> String {
        thread::sleep(delay);
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.feeding.join().unwrap();
        self.printed.join().unwrap()
    }
}

/// Ages that no rule names, so that no page asks about a sign that would be erased: each differs from those near it.
fn age(n: usize) -> u32 {
    18 + u32::try_from(n % 50).unwrap()
}

/// The ages in the journal, in the order recorded. The journal is opened as the program opens it, and the database's own
/// check of the whole file has to pass.
fn recorded_ages(data: &Path) -> Vec<u32> {
    let file = data.join("journal.db");
    let journal = SqliteJournal::open(&file).unwrap();
    let persons = journal.persons().unwrap();
    assert!(persons.len() <= 1, "{persons:?}");
    let entries = persons.first().map_or_else(Vec::new, |person| journal.read(*person).unwrap());
    drop(journal);
    let raw = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let verdict: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let age = |event: &Event| match event {
        Event::QuestionAnswered(answered) if answered.question.as_str() == "age" => match answered.answer {
            Answer::Number(age) => Some(age),
            _ => None,
        },
        _ => None,
    };
    entries.iter().filter_map(|entry| age(&entry.event)).collect()
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// How long the program takes from its start to its first question, here and now: kills are spread around it.
fn time_to_ask(data: &Path) -> Duration {
    let began = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_backwise"))
        .arg("--data")
        .arg(data)
        .arg("ask")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    began.elapsed()
}

#[test]
fn an_answer_is_kept_once_the_next_question_is_asked_even_if_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    // Up to the page after the age; the end of the input stops the program in good order.
    let first = start(&data, ["none", "none", "18"].map(str::to_owned).into_iter());
    let Running { mut child, printed, feeding } = first;
    assert!(child.wait().unwrap().success());
    feeding.join().unwrap();
    assert!(printed.join().unwrap().contains(NEXT_PAGE));
    let mut known = recorded_ages(&data);
    assert_eq!(known, [18]);

    let start_up = u64::try_from(time_to_ask(&data).as_micros()).unwrap();
    let mut dice = Dice(20_261_122);
    let (mut acknowledged_in_all, mut killed_at_work, mut unacknowledged) = (0, 0, 0);
    for round in 0..ROUNDS {
        let from = known.len();
        // Back to the age, another age, which opens the page after it, and back again, for ever.
        let lines = (from..).flat_map(|n| ["back".to_owned(), age(n).to_string()]);
        let delay = start_up / 2 + dice.below(start_up + 60_000);
        let printed = start(&data, lines).kill_after(Duration::from_micros(delay));
        // The first of these pages is the one where the program goes on.
        let acknowledged = printed.matches(NEXT_PAGE).count().saturating_sub(1);
        let asked = printed.matches(AGE_PAGE).count();
        let now = recorded_ages(&data);
        let expected: Vec<u32> = known.iter().copied().chain((from..).map(age)).take(now.len()).collect();
        assert!(
            now.len() >= from + acknowledged,
            "round {round}, killed after {delay} us: of {acknowledged} acknowledged answers {} are there",
            now.len().saturating_sub(from)
        );
        assert!(now.len() <= from + acknowledged + 1, "round {round}: {} and {asked}", now.len() - from);
        assert_eq!(now, expected, "round {round}: the answers are those given, in their order");
        unacknowledged += now.len() - from - acknowledged;
        acknowledged_in_all += acknowledged;
        killed_at_work += usize::from(acknowledged > 0);
        known = now;
    }
    println!(
        "{ROUNDS} kills, {killed_at_work} of them while answers were written: {acknowledged_in_all} acknowledged, \
         {unacknowledged} more written before the kill"
    );
    assert!(killed_at_work >= ROUNDS / 4, "{killed_at_work} of {ROUNDS} kills met the program at work");
    assert!(acknowledged_in_all >= ROUNDS, "{acknowledged_in_all} answers were acknowledged");
}

#[test]
fn a_journal_that_is_being_made_when_the_program_is_killed_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let start_up = u64::try_from(time_to_ask(&folder.path().join("timing")).as_micros()).unwrap();
    let mut dice = Dice(7);
    for round in 0..FRESH_ROUNDS {
        let data = folder.path().join(round.to_string());
        let answers = ["none", "none"].map(str::to_owned).into_iter();
        let lines = answers.chain((0..).flat_map(|n| [age(n).to_string(), "back".to_owned()]));
        let delay = dice.below(start_up * 3 / 2);
        let printed = start(&data, lines).kill_after(Duration::from_micros(delay));
        let acknowledged = printed.matches(NEXT_PAGE).count();
        if !data.exists() {
            assert_eq!(acknowledged, 0);
            continue;
        }
        let now = recorded_ages(&data);
        assert!(now.len() >= acknowledged, "round {round}: {} of {acknowledged}", now.len());
        assert_eq!(now, (0..now.len()).map(age).collect::<Vec<_>>(), "round {round}");
        // And the program itself goes on.
        assert!(time_to_ask(&data) > Duration::ZERO, "round {round}");
    }
}
