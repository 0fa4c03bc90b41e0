//! Replay: a set of entries to the person as known now.

use super::{
    AnswerWithdrawn, CheckedIn, ClinicianAssessed, Drawn, Entry, EntryId, Event, FlareEnded, FlareStarted,
    MedicineChanged, MinuteOfDay, Noted, PlanMade, PlanPaused, ProblemReported, QuestionnaireAdded,
    QuestionnaireAnswered, Rated, RecordedAt, Retracted, ScreenRepeated, SessionDone, SettingChanged,
    SorenessNoted, Swapped, TestStarted, TestStopped, TherapistVisited, WeeklyCheckedIn, WorthwhileSet,
    local_day,
};
use crate::ids::{OptionId, QuestionId};
use crate::intake::Answer;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The person as known now: what their entries add up to, without judging any of it.
///
/// Lists are in the order of the journal ([`Entry::journal_order`]). What was retracted is not in here.
///
/// [`Debug`] shows counts and nothing that a person wrote.
///
/// ```
/// use domain::entry::{Entry, EntryId, FlareStarted, PersonId, PersonNow, RecordedAt, Retracted};
///
/// let person = PersonId::from_millis(1, [0; 10]);
/// let at = RecordedAt::from_microseconds(1_772_352_000_000_000)?;
/// let id = EntryId::from_millis(1_772_352_000_000, [1; 10]);
/// let flare = Entry::now(id, person, at, 0, FlareStarted {});
/// let now = PersonNow::replay(&[flare.clone()]);
/// assert!(now.open_flare().is_some());
///
/// let undo = EntryId::from_millis(1_772_352_060_000, [2; 10]);
/// let undone = Entry::now(undo, person, at, 0, Retracted { entry: id, why: String::new() });
/// assert!(PersonNow::replay(&[undone, flare]).open_flare().is_none());
/// # Ok::<(), domain::entry::InvalidRecordedAt>(())
/// ```
#[derive(Clone, PartialEq, Default)]
pub struct PersonNow {
    /// The latest answer to each question, unless it was taken back.
    pub answers: BTreeMap<QuestionId, Recorded<Answer>>,
    /// Questions whose answer was taken back and not given anew.
    pub withdrawn: BTreeMap<QuestionId, Recorded<AnswerWithdrawn>>,
    /// Each time the screen was asked again.
    pub screens: Vec<Recorded<ScreenRepeated>>,
    /// What clinicians looked at.
    pub assessments: Vec<Recorded<ClinicianAssessed>>,
    /// New problems.
    pub problems: Vec<Recorded<ProblemReported>>,
    /// The latest plan.
    pub plan: Option<PlanNow>,
    /// The pauses of all plans, in the order in which they began.
    pub rests: Vec<Rest>,
    /// Techniques that were swapped out, in this plan and earlier ones.
    pub swaps: Vec<Recorded<Swapped>>,
    /// Sessions.
    pub sessions: Vec<Recorded<SessionDone>>,
    /// Check-ins by the day they are about; a day may have several.
    pub check_ins: BTreeMap<Date, Vec<Recorded<CheckedIn>>>,
    /// Weekly check-ins.
    pub weekly_check_ins: Vec<Recorded<WeeklyCheckedIn>>,
    /// Professional massages.
    pub visits: Vec<Recorded<TherapistVisited>>,
    /// Flares; only the last can be open.
    pub flares: Vec<Flare>,
    /// Soreness.
    pub soreness: Vec<Recorded<SorenessNoted>>,
    /// Notes about days that belong to nothing else.
    pub day_notes: BTreeMap<Date, Vec<Recorded<Noted>>>,
    /// When something began, by the entry that tells of it.
    pub began: BTreeMap<EntryId, MinuteOfDay>,
    /// What chance decided for days outside of this journal's own tests; the latest counts.
    pub drawn: BTreeMap<Date, Recorded<Drawn>>,
    /// Changes of medicine.
    pub medicine_changes: Vec<Recorded<MedicineChanged>>,
    /// The latest value of each setting.
    pub settings: BTreeMap<String, Recorded<SettingChanged>>,
    /// Ratings at a moment, by the day they are about; a day may have several.
    pub ratings: BTreeMap<Date, Vec<Recorded<Rated>>>,
    /// What would make it worth it, each time it was said; the last counts, and not for a test that had begun before.
    pub worthwhile: Vec<Recorded<WorthwhileSet>>,
    /// Personal tests; only the last can run.
    pub tests: Vec<TestNow>,
    /// The questionnaires that the person brought, by address; the latest of each.
    pub questionnaires: BTreeMap<String, Recorded<QuestionnaireAdded>>,
    /// Questionnaires that were filled in.
    pub responses: Vec<Recorded<QuestionnaireAnswered>>,
    /// How many entries there are of each kind that this program cannot read; they were not counted in.
    pub unknown: BTreeMap<String, usize>,
    /// The newest entry, whatever it is.
    pub last_entry: Option<Entry>,
    undo_target: Option<Entry>,
}

/// Something that happened, with the entry that says so.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Recorded<T> {
    /// The entry.
    pub id: EntryId,
    /// When it was recorded.
    pub recorded_at: RecordedAt,
    /// The day of the person's life that it is about.
    pub day: Date,
    /// How many minutes the person's clocks were ahead of UTC.
    pub offset_minutes: i16,
    /// What happened.
    pub event: T,
}

impl<T> Recorded<T> {
    fn new(entry: &Entry, event: T) -> Self {
        let Entry { id, recorded_at, day, offset_minutes, .. } = *entry;
        Self { id, recorded_at, day, offset_minutes, event }
    }

    /// Whether it was recorded after the day that it is about, from memory.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.day < local_day(self.recorded_at, self.offset_minutes)
    }
}

/// Hides what happened.
impl<T> fmt::Debug for Recorded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The latest plan, and whether it is paused.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanNow {
    /// The plan.
    pub made: Recorded<PlanMade>,
    /// The pause, if the plan was paused and not resumed.
    pub paused: Option<Recorded<PlanPaused>>,
}

/// A pause of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// Its first day.
    pub from: Date,
    /// The day on which the plan went on; `None` where no end is known.
    pub until: Option<Date>,
}

impl Rest {
    /// Whether a day lies in it.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

impl PlanNow {
    /// Whether the plan rests on a day: a pause with an end is over on its last day.
    #[must_use]
    pub fn is_paused(&self, on: Date) -> bool {
        self.paused.as_ref().is_some_and(|pause| pause.event.until.is_none_or(|until| on < until))
    }
}

/// A flare, open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flare {
    /// Its beginning.
    pub started: Recorded<FlareStarted>,
    /// Its end, if it has ended.
    pub ended: Option<Recorded<FlareEnded>>,
}

impl Flare {
    /// The day on which it began.
    #[must_use]
    pub fn start_day(&self) -> Date {
        self.started.day
    }

    /// Whether it has not ended.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }
}

/// A personal test, and whether it was stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct TestNow {
    /// Its beginning.
    pub started: Recorded<TestStarted>,
    /// Its end, if it was stopped or said to be over.
    pub stopped: Option<Recorded<TestStopped>>,
}

impl TestNow {
    /// The day after its last day, as planned.
    #[must_use]
    pub fn planned_end(&self) -> Date {
        let test = &self.started.event;
        test.first_day.saturating_add(jiff::Span::new().days(i32::from(test.days)))
    }

    /// Whether it runs on a day: nobody stopped it, and its days are not over.
    #[must_use]
    pub fn runs(&self, on: Date) -> bool {
        self.stopped.is_none() && on < self.planned_end()
    }
}

/// A note in someone's own words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Note<'a> {
    /// The entry that it stands in.
    pub id: EntryId,
    /// When it was recorded.
    pub recorded_at: RecordedAt,
    /// The day that it is about.
    pub day: Date,
    /// Where it was written.
    pub from: NoteFrom,
    /// The words.
    pub words: &'a str,
}

/// Hides the words.
impl fmt::Debug for Note<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Note").field("id", &self.id).field("from", &self.from).finish_non_exhaustive()
    }
}

/// Where a note was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteFrom {
    /// By the person, after a session.
    Session,
    /// By the person, at a check-in.
    CheckIn,
    /// By the person, about a day.
    Day,
    /// What a therapist found.
    Therapist,
    /// What a therapist said to do.
    Advice,
}

impl PersonNow {
    /// A pause that still lasts is over on this day.
    fn end_rest(&mut self, day: Date) {
        if let Some(rest) = self.rests.last_mut().filter(|rest| rest.covers(day)) {
            rest.until = Some(day);
        }
    }

    /// The value of a setting, if it was ever set.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(|setting| setting.event.value.as_str())
    }

    /// The country that the person named.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        match &self.answers.get(&QuestionId::from("country"))?.event {
            Answer::Options { yes, .. } => yes.first().map(OptionId::as_str),
            _ => None,
        }
    }

    /// Replays the entries of one person.
    ///
    /// The order and the number of copies of an entry make no difference. If two entries share an id and differ, one
    /// of them is taken, always the same; a store never lets that happen.
    #[must_use]
    pub fn replay(entries: &[Entry]) -> Self {
        let entries = in_journal_order(entries);
        let retracted = retracted(&entries);
        let mut now = Self::default();
        for entry in entries.iter().filter(|entry| !retracted.contains(&entry.id)) {
            now.apply(entry);
        }
        let can_be_undone =
            |entry: &&&Entry| !matches!(entry.event, Event::Retracted(_)) && !retracted.contains(&entry.id);
        now.undo_target = entries.iter().rev().find(can_be_undone).copied().cloned();
        now.last_entry = entries.last().copied().cloned();
        now
    }

    /// What "undo" takes back: the newest entry that is not retracted and not itself a retraction.
    #[must_use]
    pub fn undo_target(&self) -> Option<&Entry> {
        self.undo_target.as_ref()
    }

    /// The flare that has not ended.
    #[must_use]
    pub fn open_flare(&self) -> Option<&Flare> {
        self.flares.last().filter(|flare| flare.is_open())
    }

    /// The test that runs on a day.
    #[must_use]
    pub fn running_test(&self, on: Date) -> Option<&TestNow> {
        self.tests.last().filter(|test| test.runs(on))
    }

    /// All notes, oldest first.
    #[must_use]
    pub fn notes(&self) -> Vec<Note<'_>> {
        let sessions = self.sessions.iter().map(|at| note(at, NoteFrom::Session, &at.event.note));
        let check_ins =
            self.check_ins.values().flatten().map(|at| note(at, NoteFrom::CheckIn, &at.event.note));
        let days = self.day_notes.values().flatten().map(|at| note(at, NoteFrom::Day, &at.event.words));
        let found = self.visits.iter().map(|at| note(at, NoteFrom::Therapist, &at.event.therapist_note));
        let advice = self.visits.iter().map(|at| note(at, NoteFrom::Advice, &at.event.advice));
        let mut notes: Vec<Note<'_>> =
            sessions.chain(check_ins).chain(days).chain(found).chain(advice).collect();
        notes.retain(|note| !note.words.is_empty());
        notes.sort_by_key(|note| (note.recorded_at, note.id, note.from));
        notes
    }

    /// Takes in the next entry of the journal that was not retracted.
    fn apply(&mut self, entry: &Entry) {
        fn keep<T: Clone>(list: &mut Vec<Recorded<T>>, entry: &Entry, event: &T) {
            list.push(Recorded::new(entry, event.clone()));
        }
        match &entry.event {
            Event::QuestionAnswered(event) => {
                self.withdrawn.remove(&event.question);
                self.answers.insert(event.question.clone(), Recorded::new(entry, event.answer.clone()));
            }
            Event::AnswerWithdrawn(event) => {
                self.answers.remove(&event.question);
                self.withdrawn.insert(event.question.clone(), Recorded::new(entry, event.clone()));
            }
            Event::ScreenRepeated(event) => keep(&mut self.screens, entry, event),
            Event::ClinicianAssessed(event) => keep(&mut self.assessments, entry, event),
            Event::ProblemReported(event) => keep(&mut self.problems, entry, event),
            Event::PlanMade(event) => {
                self.plan = Some(PlanNow { made: Recorded::new(entry, event.clone()), paused: None });
                self.end_rest(entry.day);
            }
            Event::PlanPaused(event) => {
                if let Some(plan) = &mut self.plan {
                    plan.paused = Some(Recorded::new(entry, event.clone()));
                    self.end_rest(entry.day);
                    self.rests.push(Rest { from: entry.day, until: event.until });
                }
            }
            Event::PlanResumed(_) => {
                if let Some(plan) = &mut self.plan {
                    plan.paused = None;
                }
                self.end_rest(entry.day);
            }
            Event::Swapped(event) => keep(&mut self.swaps, entry, event),
            Event::SessionDone(event) => keep(&mut self.sessions, entry, event),
            Event::CheckedIn(event) => keep(self.check_ins.entry(entry.day).or_default(), entry, event),
            Event::WeeklyCheckedIn(event) => keep(&mut self.weekly_check_ins, entry, event),
            Event::TherapistVisited(event) => keep(&mut self.visits, entry, event),
            Event::FlareStarted(event) => {
                if self.open_flare().is_none() {
                    self.flares.push(Flare { started: Recorded::new(entry, *event), ended: None });
                }
            }
            Event::FlareEnded(event) => {
                if let Some(flare) = self.flares.last_mut().filter(|flare| flare.is_open()) {
                    flare.ended = Some(Recorded::new(entry, *event));
                }
            }
            Event::SorenessNoted(event) => keep(&mut self.soreness, entry, event),
            Event::MedicineChanged(event) => keep(&mut self.medicine_changes, entry, event),
            Event::Noted(event) => keep(self.day_notes.entry(entry.day).or_default(), entry, event),
            Event::Began(event) => {
                self.began.insert(event.entry, event.minute_of_day);
            }
            Event::Drawn(event) => {
                self.drawn.insert(entry.day, Recorded::new(entry, event.clone()));
            }
            Event::SettingChanged(event) => {
                self.settings.insert(event.name.clone(), Recorded::new(entry, event.clone()));
            }
            Event::Rated(event) => keep(self.ratings.entry(entry.day).or_default(), entry, event),
            Event::WorthwhileSet(event) => keep(&mut self.worthwhile, entry, event),
            // One at a time: while a test runs, its plan and what would make it worth it are locked.
            Event::TestStarted(event) => {
                if self.running_test(entry.day).is_none() {
                    self.tests.push(TestNow { started: Recorded::new(entry, event.clone()), stopped: None });
                }
            }
            Event::TestStopped(event) => {
                if let Some(test) = self.tests.last_mut().filter(|test| test.stopped.is_none()) {
                    test.stopped = Some(Recorded::new(entry, *event));
                }
            }
            Event::QuestionnaireAdded(event) => {
                let url = event.questionnaire.url.clone();
                self.questionnaires.insert(url, Recorded::new(entry, event.clone()));
            }
            Event::QuestionnaireAnswered(event) => keep(&mut self.responses, entry, event),
            Event::Retracted(_) => {} // its effect is that its target is not here
            Event::Unknown { kind, .. } => *self.unknown.entry(kind.clone()).or_default() += 1,
        }
    }
}

/// Shows how much there is, and none of it.
impl fmt::Debug for PersonNow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonNow")
            .field("answers", &self.answers.len())
            .field("sessions", &self.sessions.len())
            .field("check_ins", &self.check_ins.values().map(Vec::len).sum::<usize>())
            .field("visits", &self.visits.len())
            .field("last_entry", &self.last_entry)
            .finish_non_exhaustive()
    }
}

fn note<'a, T>(at: &Recorded<T>, from: NoteFrom, words: &'a str) -> Note<'a> {
    Note { id: at.id, recorded_at: at.recorded_at, day: at.day, from, words }
}

/// Each entry once, in the order of the journal.
fn in_journal_order(entries: &[Entry]) -> Vec<&Entry> {
    let mut by_id: BTreeMap<EntryId, &Entry> = BTreeMap::new();
    for entry in entries {
        let kept = by_id.entry(entry.id).or_insert(entry);
        if *kept != entry && text(entry) < text(kept) {
            *kept = entry;
        }
    }
    let mut entries: Vec<&Entry> = by_id.into_values().collect();
    entries.sort_by(|one, other| one.journal_order(other));
    entries
}

fn text(entry: &Entry) -> String {
    serde_json::to_string(entry).unwrap_or_default()
}

/// The ids that a retraction in force names.
///
/// A retraction is in force unless another one in force names it. Who comes first in time is not asked, because the
/// clocks of two devices differ. Each retraction is therefore judged once all that name it have been. Retractions that
/// name each other in a ring are never judged; they name only one another, so nothing hangs on them.
fn retracted(entries: &[&Entry]) -> BTreeSet<EntryId> {
    let mut targets: BTreeMap<EntryId, EntryId> = BTreeMap::new();
    let mut open: BTreeMap<EntryId, usize> = BTreeMap::new();
    for entry in entries {
        if let Event::Retracted(Retracted { entry: target, .. }) = &entry.event {
            targets.insert(entry.id, *target);
            *open.entry(*target).or_default() += 1;
        }
    }
    let mut ready: Vec<EntryId> = targets.keys().filter(|id| !open.contains_key(id)).copied().collect();
    let mut retracted = BTreeSet::new();
    while let Some(id) = ready.pop() {
        let Some(target) = targets.get(&id) else { continue };
        if !retracted.contains(&id) {
            retracted.insert(*target);
        }
        if let Some(left) = open.get_mut(target) {
            *left -= 1;
            if *left == 0 {
                ready.push(*target);
            }
        }
    }
    retracted
}
