//! Entries of the journal, and the replay of them to the person as known now.
//!
//! The journal only grows. What was wrong is [`Retracted`] by another entry; nothing is changed or deleted. The state is
//! a pure function of the set of entries, see [`PersonNow::replay`], so it does not matter in what order they arrived
//! or how often, and two devices come together by the union of their entries.

mod elsewhere;
mod event;
mod id;
mod moment;
mod nrs;
mod questionnaire;
mod rated;
mod replay;
mod tested;
mod what;

pub use elsewhere::{Began, Drawn, InvalidProbability, Noted, Probability};
pub use event::{Event, InvalidEvent};
pub use id::{EntryId, InvalidId, PersonId};
pub use moment::{InvalidRecordedAt, RecordedAt, local_day};
pub use nrs::{InvalidNrsScore, NrsScore, PressureScore};
pub use questionnaire::{QuestionnaireAdded, QuestionnaireAnswered};
pub use rated::{InvalidMinuteOfDay, Measure, MinuteOfDay, Rated, RatingOccasion};
pub use replay::{Flare, Note, NoteFrom, PersonNow, PlanNow, Recorded, Rest, TestNow};
pub use tested::{
    InvalidWorthwhile, StopReason, TestStarted, TestStopped, Tested, Worthwhile, WorthwhileSet,
};
pub use what::{
    AnswerWithdrawn, CheckedIn, ClinicianAssessed, Felt, FlareEnded, FlareStarted, GoalNow, MedicineChanged,
    PlanMade, PlanPaused, PlanResumed, ProblemReported, QuestionAnswered, Retracted, Screen, ScreenRepeated,
    SessionDone, SessionItem, SessionProblem, SettingChanged, SorenessNoted, SwapReason, Swapped,
    TherapistVisited, WeeklyCheckedIn,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt;

/// One line of a person's journal. It never changes.
///
/// In JSON an entry is flat, with the parts of its event beside the rest:
///
/// ```
/// use domain::entry::{Entry, EntryId, FlareStarted, PersonId, RecordedAt};
/// use serde_json::json;
///
/// let entry = Entry::now(
///     EntryId::from_millis(1_772_352_000_000, [1; 10]),
///     PersonId::from_millis(1_772_000_000_000, [2; 10]),
///     RecordedAt::from_microseconds(1_772_352_000_000_000)?,
///     60,
///     FlareStarted {},
/// );
/// assert_eq!(
///     serde_json::to_value(&entry)?,
///     json!({
///         "id": "019ca869-5000-7101-8101-010101010101",
///         "person": "019c936e-3800-7202-8202-020202020202",
///         "recorded_at": 1_772_352_000_000_000_i64,
///         "day": "2026-03-01",
///         "offset_minutes": 60,
///         "kind": "flare_started",
///         "version": 1,
///         "body": {},
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Deserialize)]
#[serde(try_from = "Line")]
pub struct Entry {
    /// Its id, drawn once where it was recorded.
    pub id: EntryId,
    /// Whose journal it belongs to.
    pub person: PersonId,
    /// When it was recorded.
    pub recorded_at: RecordedAt,
    /// The day of the person's life that it is about; the day it was recorded, or an earlier one.
    pub day: Date,
    /// How many minutes the person's clocks were ahead of UTC.
    pub offset_minutes: i16,
    /// What happened.
    pub event: Event,
}

impl Entry {
    /// An entry about the day on which it is recorded.
    #[must_use]
    pub fn now(
        id: EntryId,
        person: PersonId,
        recorded_at: RecordedAt,
        offset_minutes: i16,
        event: impl Into<Event>,
    ) -> Self {
        let day = local_day(recorded_at, offset_minutes);
        Self { id, person, recorded_at, day, offset_minutes, event: event.into() }
    }

    /// The same entry about an earlier day.
    #[must_use]
    pub fn about(self, day: Date) -> Self {
        Self { day, ..self }
    }

    /// The order of a journal: by time of recording, then by id. It is complete, because no two entries share an id.
    ///
    /// ```
    /// use domain::entry::{Entry, EntryId, FlareStarted, PersonId, RecordedAt};
    ///
    /// let person = PersonId::from_millis(0, [0; 10]);
    /// let entry = |id, at| Entry::now(EntryId::from_millis(id, [0; 10]), person, at, 0, FlareStarted {});
    /// let (early, late) = (RecordedAt::from_microseconds(5)?, RecordedAt::from_microseconds(6)?);
    /// assert!(entry(2, early).journal_order(&entry(1, late)).is_lt());
    /// assert!(entry(1, late).journal_order(&entry(2, late)).is_lt());
    /// # Ok::<(), domain::entry::InvalidRecordedAt>(())
    /// ```
    #[must_use]
    pub fn journal_order(&self, other: &Self) -> Ordering {
        (self.recorded_at, self.id).cmp(&(other.recorded_at, other.id))
    }
}

/// Shows the ids, the times and the kind, and hides what the person wrote.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.id)
            .field("person", &self.person)
            .field("kind", &self.event.kind())
            .finish_non_exhaustive()
    }
}

/// An entry as it stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: EntryId,
    person: PersonId,
    recorded_at: RecordedAt,
    day: Date,
    offset_minutes: i16,
    kind: String,
    version: u32,
    body: Value,
}

impl TryFrom<Line> for Entry {
    type Error = InvalidEvent;

    fn try_from(line: Line) -> Result<Self, InvalidEvent> {
        let Line { id, person, recorded_at, day, offset_minutes, kind, version, body } = line;
        Ok(Self {
            id,
            person,
            recorded_at,
            day,
            offset_minutes,
            event: Event::from_parts(&kind, version, body)?,
        })
    }
}

impl Serialize for Entry {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Line {
            id: self.id,
            person: self.person,
            recorded_at: self.recorded_at,
            day: self.day,
            offset_minutes: self.offset_minutes,
            kind: self.event.kind().to_owned(),
            version: self.event.version(),
            body: self.event.body().map_err(serde::ser::Error::custom)?,
        }
        .serialize(serializer)
    }
}
