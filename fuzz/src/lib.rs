//! What is fuzzed: one function for each reader of foreign bytes. It panics where a promise is broken.
//!
//! The same functions run in two ways: with cargo-fuzz as long as wanted, and as a test over the corpus and some
//! thousand changes of it (`tests/corpus.rs`). `docs/fuzzing.md` says how.

mod change;

pub use change::Changes;

use domain::answer::{Diary, answer as answered};
use domain::entry::{Entry, EntryId, MinuteOfDay, PersonId, PersonNow, QuestionnaireAdded, RecordedAt};
use domain::knowledge::Knowledge;
use domain::questionnaire::Answers;
use exchange::note::NoteBack;
use exchange::sheets::{self, Brought, Sheets};
use exchange::{Given, Sheet, Tables, archive as archives};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

/// The day on which everything is looked at.
const TODAY: Date = date(2026, 3, 20);
/// And the minute.
const LATE: MinuteOfDay = MinuteOfDay::LAST_OF_DIARY_DAY;
/// More than this is no longer a small file: the limits of the readers have tests of their own.
const SMALL: usize = 1 << 20;
/// The answer is worked out for so many bytes at most: its cost grows with the days.
const FEW: usize = 4096;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::bundled().expect("bundled knowledge is parsed by a test"));

/// A target: its name, what it does with bytes, and how often it is run as a test for each file of its corpus.
pub struct Target {
    /// The name, also of its folder in `corpus`.
    pub name: &'static str,
    /// What it does.
    pub run: fn(&[u8]),
    /// How many changes of each file are tried.
    pub rounds: u32,
}

/// All targets.
pub const TARGETS: [Target; 10] = [
    Target { name: "archive", run: archive, rounds: 2000 },
    Target { name: "journal", run: journal, rounds: 400 },
    Target { name: "diary", run: diary, rounds: 1000 },
    Target { name: "sessions", run: sessions, rounds: 1000 },
    Target { name: "plan", run: plan, rounds: 1000 },
    Target { name: "foreign", run: foreign, rounds: 500 },
    Target { name: "answer", run: answer, rounds: 25 },
    Target { name: "fhir", run: fhir, rounds: 300 },
    Target { name: "questionnaire", run: questionnaire, rounds: 1000 },
    Target { name: "note", run: note, rounds: 2000 },
];

/// An archive: what is read is written again as the same entries.
pub fn archive(bytes: &[u8]) {
    if let Ok(read) = archives::read("archive.json", bytes) {
        same_again(read.entries());
        look_at(read.entries());
    }
}

/// Entries as lines, without the checksum of an archive that would turn nearly every change away.
pub fn journal(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines().take(200) {
        // An archive has each id once.
        let entry = serde_json::from_str::<Entry>(line.trim_end_matches(',')).ok();
        entries.extend(entry.filter(|entry| entries.iter().all(|other| other.id != entry.id)));
    }
    same_again(&entries);
    look_at(&entries);
}

fn same_again(entries: &[Entry]) {
    let Ok(text) = archives::write(entries) else { return };
    let back = archives::read("again.json", text.as_bytes()).expect("what was written is read");
    assert_eq!(archives::write(back.entries()).expect("and written again"), text);
    let against = back.against(entries).expect("it fits itself");
    assert!(against.new.is_empty(), "{} entries are new to themselves", against.new.len());
}

/// What the pages and files make of entries.
fn look_at(entries: &[Entry]) {
    let person = PersonNow::replay(entries);
    let _ = archives::Kept::of(&person).to_string();
    for entry in entries {
        let _ = domain::undo::what(&KNOWLEDGE, &entry.event);
    }
    let _ = Diary::of(&KNOWLEDGE, &person, TODAY, LATE);
    let _ = Sheets::new(&Tables::of(&KNOWLEDGE, &person, TODAY, LATE)).files();
}

/// `diary.csv`.
pub fn diary(bytes: &[u8]) {
    read(Given { diary: Sheet::new("diary.csv", bytes), sessions: None, plan: None });
}

/// `sessions.csv`.
pub fn sessions(bytes: &[u8]) {
    let diary = Sheet::new("diary.csv", b"date,pain\n2026-03-01,6\n");
    read(Given { diary, sessions: Some(Sheet::new("sessions.csv", bytes)), plan: None });
}

/// `plan.csv`.
pub fn plan(bytes: &[u8]) {
    let diary = Sheet::new("diary.csv", b"date,pain,sessions_pro_swedish\n2026-03-01,6,1\n");
    read(Given { diary, sessions: None, plan: Some(Sheet::new("plan.csv", bytes)) });
}

/// What is read can be written, and is then read as the same.
fn read(given: Given<'_>) {
    if given.sessions.or(given.plan).unwrap_or(given.diary).bytes.len() > SMALL {
        return;
    }
    if let Err(problems) = exchange::read(&given) {
        assert!(!problems.is_empty() && !problems.to_string().is_empty());
        return;
    }
    let mut tables = sheets::read(&given).expect("what is read strictly is read");
    // A session of the night stands under the date of the calendar in a file, and under its day of the diary in a journal.
    tables.sessions.retain(|row| row.at.is_none_or(|at| at >= 4.0 / 24.0));
    let files = Sheets::new(&tables);
    let again = again(&files).expect("what was written is read");
    assert_eq!(Sheets::new(&again), files);
}

fn again(files: &Sheets) -> Result<Tables, exchange::Problems> {
    sheets::read(&Given {
        diary: Sheet::new("diary.csv", files.diary.as_bytes()),
        sessions: Some(Sheet::new("sessions.csv", files.sessions.as_bytes())),
        plan: Some(Sheet::new("plan.csv", files.plan.as_bytes())),
    })
}

/// A file of another program, taken into an empty journal, and then once more: the second time adds nothing.
pub fn foreign(bytes: &[u8]) {
    if bytes.len() > SMALL {
        return;
    }
    let names = [("Datum", "date"), ("Schmerz", "pain"), ("Notiz", "note")];
    let names = names.map(|(one, other)| (one.to_owned(), other.to_owned())).to_vec();
    let Ok(brought) = Brought::new(vec![("mine.csv".to_owned(), bytes.to_vec())], names, None) else {
        return;
    };
    let _ = brought.columns();
    let Ok(tables) = brought.read() else { return };
    let person = PersonId::from_millis(1, [1; 10]);
    let Ok(first) = sheets::import(&KNOWLEDGE, &tables, &[], person, TODAY) else { return };
    same_again(&first.entries);
    let second = sheets::import(&KNOWLEDGE, &tables, &first.entries, person, TODAY);
    let second = second.expect("what was taken in once is taken in again");
    let past = |entry: &Entry| entry.day <= TODAY;
    assert!(!second.entries.iter().any(past), "a second time adds {:?}", second.added);
}

/// The answer to a hostile diary: `diary.csv`, `sessions.csv` and `plan.csv`, with `~` between them.
pub fn answer(bytes: &[u8]) {
    if bytes.len() > FEW {
        return;
    }
    let mut parts = bytes.split(|byte| *byte == b'~');
    let mut next = |name| {
        parts.next().filter(|part| !part.is_empty()).map(|part| Sheet::new(name, part.trim_ascii_start()))
    };
    let Some(diary) = next("diary.csv") else { return };
    let (sessions, plan) = (next("sessions.csv"), next("plan.csv"));
    let Ok(tables) = exchange::read(&Given { diary, sessions, plan }) else { return };
    let today = tables.last_day().unwrap_or(TODAY);
    for worthwhile in [0.5, 3.0] {
        let answer = answered(&tables.diary(worthwhile, today));
        assert!(!format!("{answer:?}").contains("NaN"), "{answer:?}");
    }
}

/// A FHIR record, taken into an empty journal as the person's own, and then once more: the second time adds nothing.
pub fn fhir(bytes: &[u8]) {
    if bytes.len() > SMALL {
        return;
    }
    let Ok(record) = exchange::fhir::read("record.json", bytes) else { return };
    let person = PersonId::from_millis(1, [1; 10]);
    let _ = record.whose(&[], person);
    let Ok(first) = record.import(&[], person, true) else { return };
    same_again(&first.entries);
    look_at(&first.entries);
    let second =
        record.import(&first.entries, person, true).expect("what was taken in once is taken in again");
    assert!(second.entries.is_empty(), "a second time adds {:?}", second.added);
}

/// A questionnaire: what is read can be kept, asked, and scored.
pub fn questionnaire(bytes: &[u8]) {
    if bytes.len() > SMALL {
        return;
    }
    let Ok(brought) = exchange::fhir::read_questionnaire("questions.json", bytes) else { return };
    let questionnaire = brought.questionnaire;
    let initial = Answers::from_iter(
        questionnaire.all_items().into_iter().map(|item| (item.link_id.clone(), item.initial.clone())),
    );
    for answers in [Answers::new(), initial] {
        let _ = questionnaire.asked(&answers);
        let _ = questionnaire.problems(&answers);
    }
    let _ = questionnaire.score(&[]);
    let id = |number| EntryId::from_millis(number, [0; 10]);
    let at = RecordedAt::from_microseconds(1_772_323_200_000_000).expect("a time in range");
    let person = PersonId::from_millis(1, [1; 10]);
    same_again(&[Entry::now(id(1), person, at, 0, QuestionnaireAdded { questionnaire })]);
}

/// A note that a therapist sends back: what is read of it holds words, and nothing that was not in it.
pub fn note(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(note) = NoteBack::read(&text) else { return };
    let said =
        [note.day, note.minutes, note.kind, note.pressure, note.places, note.did, note.advice, note.next];
    assert!(said.iter().any(|said| !said.trim().is_empty()), "nothing was said");
    assert!(said.iter().map(String::len).sum::<usize>() <= text.len(), "more than was sent");
}
