//! People for the tests of commands: entries from a few words, and the knowledge loaded once.

use domain::entry::{CheckedIn, Entry, EntryId, Event, PersonId, PersonNow, QuestionAnswered, RecordedAt};
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::localise::Model;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The knowledge of the program.
pub(crate) static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::bundled().expect("the knowledge parses"));

/// The muscle model of the program.
pub(crate) static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));

/// A journal in the making: each entry a minute after the one before.
#[derive(Default)]
pub(crate) struct Diary(Vec<Entry>);

impl Diary {
    /// Adds an entry about a day, recorded at noon of that day or later.
    pub(crate) fn on(self, day: Date, event: impl Into<Event>) -> Self {
        self.at(day, 60_000_000, event)
    }

    /// Adds an entry that belongs together with the one before.
    pub(crate) fn together(self, day: Date, event: impl Into<Event>) -> Self {
        self.at(day, 1, event)
    }

    fn at(mut self, day: Date, after_microseconds: i64, event: impl Into<Event>) -> Self {
        let noon =
            day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_microsecond();
        let last = self.0.last().map_or(0, |entry| entry.recorded_at.microseconds());
        let at = noon.max(last + after_microseconds);
        let number = u8::try_from(self.0.len()).unwrap();
        let id = EntryId::from_millis(u64::try_from(at / 1000).unwrap(), [number; 10]);
        let person = PersonId::from_millis(1, [1; 10]);
        let at = RecordedAt::from_microseconds(at).unwrap();
        self.0.push(Entry::now(id, person, at, 0, event).about(day));
        self
    }

    /// Adds an answer of the interview.
    pub(crate) fn answer(self, day: Date, question: &str, answer: Answer) -> Self {
        self.on(day, QuestionAnswered { question: question.into(), answer })
    }

    /// Adds a check-in.
    pub(crate) fn check_in(self, day: Date, score: u8) -> Self {
        self.on(day, check_in(score))
    }

    /// The entries.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The person as known now.
    pub(crate) fn person(&self) -> PersonNow {
        PersonNow::replay(&self.0)
    }
}

/// A check-in with a score and nothing else.
pub(crate) fn check_in(score: u8) -> CheckedIn {
    CheckedIn {
        interference: score.try_into().unwrap(),
        pain: None,
        flare: false,
        did: BTreeSet::new(),
        note: String::new(),
    }
}

/// Answers of a person whose low back hurts on the right, with nothing that speaks against a plan.
pub(crate) fn well(day: Date) -> Diary {
    samples::well(&KNOWLEDGE).into_iter().fold(Diary::default(), |diary, answered| diary.on(day, answered))
}
