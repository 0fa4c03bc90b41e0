//! The promises that every store of entries keeps: one suite, run against each store beside a model.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::entry::{Entry, EntryId, Event, PersonId, QuestionAnswered, RecordedAt, Retracted};
use domain::intake::Answer;
use journal::{Journal, JournalError, MemoryJournal};
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn id(n: u64) -> EntryId {
    EntryId::from_millis(n, [7; 10])
}

fn person(n: u64) -> PersonId {
    PersonId::from_millis(n, [3; 10])
}

/// What a store has to be like: a map that refuses a batch whole.
#[derive(Default, Clone)]
struct Model(BTreeMap<EntryId, Entry>);

impl Model {
    fn append(&mut self, entries: &[Entry]) -> Result<usize, EntryId> {
        let mut after = self.0.clone();
        for entry in entries {
            if *after.entry(entry.id).or_insert_with(|| entry.clone()) != *entry {
                return Err(entry.id);
            }
        }
        let new = after.len() - self.0.len();
        self.0 = after;
        Ok(new)
    }

    fn read(&self, person: PersonId) -> Vec<Entry> {
        let mut entries: Vec<Entry> =
            self.0.values().filter(|entry| entry.person == person).cloned().collect();
        entries.sort_by_key(|entry| (entry.recorded_at, entry.id));
        entries
    }
}

/// Appends batch after batch and compares all that the store says with the model.
fn keeps_its_promises(journal: &dyn Journal, batches: &[Vec<Entry>]) -> Result<Model, TestCaseError> {
    let mut model = Model::default();
    for batch in batches {
        match (journal.append(batch), model.append(batch)) {
            (Ok(appended), Ok(new)) => prop_assert_eq!(appended.new, new),
            (Err(JournalError::IdTaken { id }), Err(taken)) => prop_assert_eq!(id, taken),
            (there, here) => prop_assert!(false, "the store says {there:?} and the model {here:?}"),
        }
        agrees(journal, &model)?;
    }
    Ok(model)
}

/// Compares all that the store says with the model.
fn agrees(journal: &dyn Journal, model: &Model) -> Result<(), TestCaseError> {
    let persons: BTreeSet<PersonId> = model.0.values().map(|entry| entry.person).collect();
    prop_assert_eq!(journal.persons().unwrap(), persons.into_iter().collect::<Vec<_>>());
    for person in (0..4).map(person) {
        let entries = model.read(person);
        prop_assert!(journal.read(person).unwrap() == entries, "{entries:?}");
        prop_assert_eq!(journal.count(person).unwrap(), entries.len() as u64);
    }
    Ok(())
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        ("[a-c]", ".{0,12}").prop_map(|(question, words)| {
            QuestionAnswered { question: question.into(), answer: Answer::Text(words) }.into()
        }),
        ("[a-c]", prop::num::f64::NORMAL).prop_map(|(zone, share)| {
            let answer = Answer::Zones(BTreeMap::from([(zone.as_str().into(), share)]));
            QuestionAnswered { question: "place".into(), answer }.into()
        }),
        (0_u64..12).prop_map(|target| Retracted { entry: id(target), why: String::new() }.into()),
        (".{0,8}", any::<u32>(), any::<i64>(), prop::num::f64::NORMAL).prop_map(
            |(words, version, whole, part)| {
                Event::Unknown {
                    kind: "dream".into(),
                    version,
                    body: json!({ "a": [words, whole], "b": part }),
                }
            }
        ),
    ]
}

/// Entries of three persons whose ids and times clash often.
fn entry() -> impl Strategy<Value = Entry> {
    (0_u64..12, 0_u64..3, 0_i64..4, -800_i16..900, event()).prop_map(|(n, whose, hours, offset, event)| {
        let at = RecordedAt::from_microseconds(1_772_352_000_000_000 + hours * 3_600_000_000 - 1).unwrap();
        Entry::now(id(n), person(whose), at, offset, event)
    })
}

/// Batches in which entries come again, alone and in company, whole and changed.
fn batches() -> impl Strategy<Value = Vec<Vec<Entry>>> {
    prop::collection::vec(entry(), 1..8).prop_flat_map(|pool| {
        let from_pool = prop::sample::select(pool);
        let any_entry = prop_oneof![4 => from_pool, 1 => entry()];
        prop::collection::vec(prop::collection::vec(any_entry, 0..5), 0..8)
    })
}

fn not_finite() -> Entry {
    let answer = Answer::Zones(BTreeMap::from([("a".into(), f64::NAN)]));
    let event = QuestionAnswered { question: "place".into(), answer };
    Entry::now(id(1), person(1), RecordedAt::from_microseconds(0).unwrap(), 0, event)
}

/// What would not come back as it is, is refused, and the rest of its batch with it.
fn refuses_what_would_be_lost(journal: &dyn Journal) {
    let good =
        Entry { id: id(2), event: Retracted { entry: id(9), why: String::new() }.into(), ..not_finite() };
    let disguised = Entry {
        event: Event::Unknown { kind: "plan_paused".into(), version: 1, body: json!({}) },
        ..not_finite()
    };
    for bad in [not_finite(), disguised] {
        let error = journal.append(&[good.clone(), bad]).unwrap_err();
        assert!(matches!(error, JournalError::Unwritable { id: bad } if bad == id(1)), "{error}");
        assert_eq!(journal.count(person(1)).unwrap(), 0);
    }
}

#[test]
fn memory_refuses_what_would_be_lost() {
    refuses_what_would_be_lost(&MemoryJournal::default());
}

/// Erasing takes everyone's entries, and the store goes on as a new one.
fn erases_everything(journal: &dyn Journal) {
    let entry = |n: u64| {
        let at = RecordedAt::from_microseconds(5).unwrap();
        let what = Retracted { entry: id(99), why: "a reason".to_owned() };
        Entry::now(id(n), person(n % 2), at, 0, what)
    };
    let entries: Vec<Entry> = (0..50).map(entry).collect();
    journal.append(&entries).unwrap();
    journal.erase().unwrap();
    agrees(journal, &Model::default()).unwrap();
    assert_eq!(journal.append(&entries).unwrap().new, 50, "an id that was erased is free again");
    journal.erase().unwrap();
    journal.erase().unwrap();
}

#[test]
fn memory_erases_everything() {
    erases_everything(&MemoryJournal::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    /// The journal in memory keeps the promises.
    #[test]
    fn memory_keeps_its_promises(batches in batches()) {
        keeps_its_promises(&MemoryJournal::default(), &batches)?;
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::*;
    use journal::SqliteJournal;

    #[test]
    fn sqlite_refuses_what_would_be_lost() {
        let folder = tempfile::tempdir().unwrap();
        refuses_what_would_be_lost(&SqliteJournal::open(folder.path().join("journal.db")).unwrap());
    }

    #[test]
    fn sqlite_erases_everything() {
        let folder = tempfile::tempdir().unwrap();
        erases_everything(&SqliteJournal::open(folder.path().join("journal.db")).unwrap());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        /// The journal in a file keeps the promises, and keeps them after it was closed and opened again.
        #[test]
        fn sqlite_keeps_its_promises(batches in batches()) {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("journal.db");
            let model = keeps_its_promises(&SqliteJournal::open(&file).unwrap(), &batches)?;
            agrees(&SqliteJournal::open(&file).unwrap(), &model)?;
        }

        /// A second program sees at once what the first has recorded.
        #[test]
        fn two_connections_see_the_same(batches in batches()) {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("journal.db");
            let (one, other) = (SqliteJournal::open(&file).unwrap(), SqliteJournal::open(&file).unwrap());
            let mut model = Model::default();
            for (batch, writer) in batches.iter().zip([&one, &other].into_iter().cycle()) {
                prop_assert_eq!(writer.append(batch).is_ok(), model.append(batch).is_ok());
                agrees(&one, &model)?;
                agrees(&other, &model)?;
            }
        }
    }
}
