//! Files of 5 years of daily use: 5 ratings a day, a session every second day, a note a week.
//!
//! `cargo bench -p exchange --bench years`

#![expect(clippy::unwrap_used, reason = "a bench may stop where a test may")]

use divan::Bencher;
use domain::entry::{Entry, MinuteOfDay, PersonId, PersonNow};
use domain::knowledge::Knowledge;
use exchange::sheets::{Brought, Sheets, import};
use exchange::{Tables, archive};
use jiff::Span;
use jiff::civil::{Date, date};
use std::fmt::Write;
use std::sync::LazyLock;

fn main() {
    let _ = *ARCHIVE;
    divan::main();
}

const FIRST: Date = date(2021, 11, 23);
const DAYS: i64 = 5 * 365 + 1;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static FILES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(files);
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| taken(&[]));
static ARCHIVE: LazyLock<String> = LazyLock::new(|| archive::write(&ENTRIES).unwrap());

fn today() -> Date {
    FIRST.saturating_add(Span::new().days(DAYS))
}

fn files() -> Vec<(String, Vec<u8>)> {
    let mut diary = "date,pain,pain_time,pain_morning,function,sleep,stress,note\n".to_owned();
    let mut sessions = "start,technique,minutes,pain_before,pain_after,note\n".to_owned();
    for number in 0..DAYS {
        let day = FIRST.saturating_add(Span::new().days(number));
        let score = |step: i64| (number * step + number / 7) % 11;
        let note = if number % 7 == 0 { "a note of some length, about the week" } else { "" };
        let (one, two, three, four, five) = (score(3), score(5), score(2), score(7), score(4));
        let _ = writeln!(diary, "{day},{one},20:24,{two},{three},{four},{five},\"{note}\"");
        if number % 2 == 0 {
            let _ = writeln!(sessions, "{day}T12:00,sm_gmed_ball_wall,10,{two},{three},");
        }
    }
    vec![("diary.csv".into(), diary.into_bytes()), ("sessions.csv".into(), sessions.into_bytes())]
}

fn taken(journal: &[Entry]) -> Vec<Entry> {
    let brought = Brought::new(FILES.clone(), Vec::new(), None).unwrap();
    let tables = brought.read().unwrap();
    import(&KNOWLEDGE, &tables, journal, PersonId::from_millis(1, [1; 10]), today()).unwrap().entries
}

#[divan::bench]
fn tables_in(bencher: Bencher<'_, '_>) {
    bencher.bench(|| taken(&[]));
}

#[divan::bench]
fn tables_in_again(bencher: Bencher<'_, '_>) {
    bencher.bench(|| taken(&ENTRIES));
}

#[divan::bench]
fn tables_out(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let person = PersonNow::replay(&ENTRIES);
        Sheets::new(&Tables::of(&KNOWLEDGE, &person, today(), MinuteOfDay::LAST_OF_DIARY_DAY)).files()
    });
}

#[divan::bench]
fn archive_out(bencher: Bencher<'_, '_>) {
    bencher.bench(|| archive::write(&ENTRIES).unwrap());
}

#[divan::bench]
fn archive_in(bencher: Bencher<'_, '_>) {
    bencher.bench(|| archive::read("years.json", ARCHIVE.as_bytes()).unwrap().against(&ENTRIES).unwrap());
}
