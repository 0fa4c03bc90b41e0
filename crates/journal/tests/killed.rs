//! A program that is killed while it records loses nothing that it acknowledged.

#![cfg(all(unix, feature = "sqlite"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::entry::{Entry, EntryId, MedicineChanged, PersonId, RecordedAt};
use journal::{Journal, SqliteJournal};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Names the file for the copy of this program that is to be killed.
const FILE: &str = "BACKWISE_TEST_KILLED_FILE";

fn person() -> PersonId {
    PersonId::from_millis(1, [1; 10])
}

fn entry(n: u64) -> Entry {
    let at = RecordedAt::from_microseconds(i64::try_from(n).unwrap()).unwrap();
    let event = MedicineChanged { words: "x".repeat(3000) };
    Entry::now(EntryId::from_millis(n, [2; 10]), person(), at, 0, event)
}

/// Records two entries at a time, for ever, and says after each pair how many there are.
fn record_until_killed(file: &Path) {
    let journal = SqliteJournal::open(file).unwrap();
    let mut said = std::io::stdout();
    for n in (journal.count(person()).unwrap()..).step_by(2) {
        journal.append(&[entry(n), entry(n + 1)]).unwrap();
        writeln!(said, "acknowledged {}", n + 2).unwrap();
        said.flush().unwrap();
    }
}

/// Starts a copy of this program on the file, kills it after so many lines, and returns what it acknowledged last.
fn kill_after(lines: usize, file: &Path) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "nothing_acknowledged_is_lost", "--nocapture"])
        .env(FILE, file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let number =
        |line: &str| line.rsplit_once("acknowledged ").and_then(|(_, number)| number.parse::<u64>().ok());
    let mut acknowledged = 0;
    for number in said.by_ref().filter_map(|line| number(&line)).take(lines) {
        acknowledged = number;
    }
    child.kill().unwrap();
    // What it said before the kill reached it counts too.
    for number in said.filter_map(|line| number(&line)) {
        acknowledged = number;
    }
    child.wait().unwrap();
    acknowledged
}

#[test]
fn nothing_acknowledged_is_lost() {
    if let Some(file) = std::env::var_os(FILE) {
        return record_until_killed(Path::new(&file));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let mut before = 0;
    for lines in [0, 1, 2, 3, 5, 8, 0, 13, 40, 90, 7, 1] {
        let acknowledged = kill_after(lines, &file).max(before);
        let journal = SqliteJournal::open(&file).unwrap();
        let count = journal.count(person()).unwrap();
        assert!(count >= acknowledged, "{count} of {acknowledged} acknowledged entries are there");
        assert!(count.is_multiple_of(2), "half a pair is there: {count}");
        assert!(journal.read(person()).unwrap() == (0..count).map(entry).collect::<Vec<_>>());
        before = count;
    }
    assert!(before >= 200, "{before} entries were recorded");
}
