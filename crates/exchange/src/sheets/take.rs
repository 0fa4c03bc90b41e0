//! Rows of files into the journal: only what it does not have yet.
//!
//! Nothing is changed and nothing is replaced. Where a file says something else than the journal, the journal stays as it
//! is and the difference is told. The id and the time of an entry follow from what it says, so the same file taken in
//! twice, or on two devices, adds nothing the second time.

use super::journal::{FROM_FILE, NOT_KNOWN, problem};
use crate::decided::DecisionRow;
use crate::diary::Tables;
use crate::problem::{Problem, Problems, shown};
use crate::rated::DiaryRow;
use crate::sat::SessionRow;
use domain::answer::{ANY_SELF_MASSAGE, ANY_VISIT};
use domain::entry::{
    Began, Drawn, Entry, EntryId, Event, Felt, FlareEnded, FlareStarted, Measure, MedicineChanged,
    MinuteOfDay, Noted, NrsScore, PersonId, PersonNow, Probability, Rated, RatingOccasion, RecordedAt,
    SessionDone, SessionItem, SessionProblem, TherapistVisited,
};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::technique::Kind;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What taking files in would add to a journal.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Import {
    /// The new entries, oldest first.
    pub entries: Vec<Entry>,
    /// What is new, in words, by day.
    pub added: BTreeMap<Date, Vec<String>>,
    /// How many values of the files the journal has already.
    pub there: usize,
    /// What the files say otherwise than the journal, which stays as it is, and what they hold that it cannot keep.
    pub left: Problems,
}

/// Works out what `tables` adds to the journal of a person.
///
/// `tables` comes from [`read`](super::read), and `name` is what messages call the files by.
///
/// # Errors
///
/// [`Problems`] if a technique is not one that Backwise knows.
pub fn import(
    knowledge: &Knowledge,
    tables: &Tables,
    journal: &[Entry],
    person: PersonId,
    today: Date,
) -> Result<Import, Problems> {
    check_techniques(knowledge, tables)?;
    let replayed = PersonNow::replay(journal);
    let there = Tables::of(knowledge, &replayed, today, MinuteOfDay::LAST_OF_DIARY_DAY);
    let ids = journal.iter().map(|entry| entry.id).collect();
    let mut taker = Taker { knowledge, person, ids, import: Import::default() };
    taker.days(tables, &there);
    taker.sessions(tables, &there);
    taker.decisions(tables, &there);
    let mut import = taker.import;
    import.entries.sort_by(Entry::journal_order);
    Ok(import)
}

fn check_techniques(knowledge: &Knowledge, tables: &Tables) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for name in unknown_techniques(knowledge, tables) {
        let what = format!("the technique `{}` is not one that Backwise knows", shown(&name));
        let all = knowledge.techniques.keys().map(TechniqueId::as_str);
        let near = domain::nearest(&name, all.chain([ANY_VISIT])).unwrap_or("sm_ql_ball_wall");
        let mend = format!("say which one it is, such as --map \"{}={near}\"", shown(&name));
        problems.push(Problem::new("sessions", what).mend(mend));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The techniques of files that Backwise does not know by these names.
#[must_use]
pub fn unknown_techniques(knowledge: &Knowledge, tables: &Tables) -> Vec<String> {
    let known = |name: &String| {
        name == ANY_VISIT
            || name == ANY_SELF_MASSAGE
            || knowledge.techniques.contains_key(&TechniqueId::from(name.as_str()))
    };
    tables.techniques().into_iter().filter(|name| !known(name)).collect()
}

struct Taker<'a> {
    knowledge: &'a Knowledge,
    person: PersonId,
    ids: BTreeSet<EntryId>,
    import: Import,
}

impl Taker<'_> {
    fn days(&mut self, tables: &Tables, journal: &Tables) {
        let there: BTreeMap<Date, &DiaryRow> = journal.days.iter().map(|row| (row.day, row)).collect();
        let nothing = DiaryRow::default();
        for row in &tables.days {
            let old = there.get(&row.day).copied().unwrap_or(&nothing);
            let evening = row.evening_at.map(minute);
            for (column, new, old, occasion, measure, at) in [
                ("pain", row.evening, old.evening, RatingOccasion::Evening, Measure::Pain, evening),
                ("pain_morning", row.morning, old.morning, RatingOccasion::Morning, Measure::Pain, None),
                ("function", row.function, old.function, RatingOccasion::Evening, Measure::Function, None),
                ("sleep", row.sleep, old.sleep, RatingOccasion::Morning, Measure::Sleep, None),
                ("stress", row.stress, old.stress, RatingOccasion::Evening, Measure::Stress, None),
            ] {
                match (new, old) {
                    (Some(score), None) => {
                        let at = at.unwrap_or(occasion.usual_minute());
                        self.rated(row.day, column, rated(occasion, measure, score, at));
                    }
                    (Some(new), Some(old)) if new != old => self.differs(row.line, row.day, column, new, old),
                    (Some(_), _) => self.import.there += 1,
                    (None, _) => {}
                }
            }
            if row.flare && !old.flare {
                let noon = RatingOccasion::BeforeSession.usual_minute();
                self.add(row.day, "flare", noon, FlareStarted {}.into(), "a flare".to_owned());
                self.add(
                    row.day,
                    "flare_over",
                    MinuteOfDay::LAST_OF_DIARY_DAY,
                    FlareEnded {}.into(),
                    String::new(),
                );
            } else if row.flare {
                self.import.there += 1;
            }
            if let Some(words) = &row.change {
                if old.change.as_ref().is_some_and(|old| old.contains(words.as_str())) {
                    self.import.there += 1;
                } else {
                    let event = MedicineChanged { words: words.clone() };
                    self.add(
                        row.day,
                        "change",
                        RatingOccasion::BeforeSession.usual_minute(),
                        event.into(),
                        "a change".to_owned(),
                    );
                }
            }
            if let Some(words) = &row.note {
                if old.note.as_ref().is_some_and(|old| old.contains(words.as_str())) {
                    self.import.there += 1;
                } else {
                    let (at, event) = (MinuteOfDay::LAST_OF_DIARY_DAY, Noted { words: words.clone() });
                    self.add(row.day, "note", at, event.into(), "a note".to_owned());
                }
            }
        }
    }

    fn sessions(&mut self, tables: &Tables, journal: &Tables) {
        let mut there: BTreeMap<(Date, &str), Vec<&SessionRow>> = BTreeMap::new();
        for row in &journal.sessions {
            there.entry((row.day, &row.technique)).or_default().push(row);
        }
        let mut number: BTreeMap<(Date, &str), usize> = BTreeMap::new();
        for row in &tables.sessions {
            let share = row.at.unwrap_or(0.5);
            let day = if share < 4.0 / 24.0 { row.day.yesterday().unwrap_or(row.day) } else { row.day };
            let count = number.entry((day, &row.technique)).or_default();
            *count += 1;
            // The same technique at the same minute is the same session; without a time, any of that day is.
            let old = there.entry((day, &row.technique)).or_default();
            let same =
                old.iter().position(|old| row.at.is_none() || old.at.map(minute) == row.at.map(minute));
            if let Some(place) = same {
                old.remove(place);
                self.import.there += 1;
            } else {
                self.session(row, day, minute(share), *count);
            }
        }
        self.counted(tables, journal, &number);
    }

    /// Sessions that only `diary.csv` counts.
    fn counted(&mut self, tables: &Tables, journal: &Tables, told: &BTreeMap<(Date, &str), usize>) {
        let mut kept: BTreeMap<(Date, &str), usize> = BTreeMap::new();
        for row in &journal.sessions {
            *kept.entry((row.day, &row.technique)).or_default() += 1;
        }
        for row in &tables.days {
            for (name, count) in &row.sessions {
                let key = (row.day, name.as_str());
                let have = told.get(&key).max(kept.get(&key)).copied().unwrap_or_default();
                for number in have + 1..=usize::try_from(*count).unwrap_or_default() {
                    let empty = SessionRow::empty(row.line, row.day, name.clone());
                    self.session(&empty, row.day, RatingOccasion::BeforeSession.usual_minute(), number);
                }
            }
        }
    }

    fn session(&mut self, row: &SessionRow, day: Date, at: MinuteOfDay, number: usize) {
        let technique = TechniqueId::from(row.technique.as_str());
        let kind = self.knowledge.techniques.get(&technique).map(|known| known.kind);
        let visit = row.technique == ANY_VISIT || kind == Some(Kind::Professional);
        let (note, problem) = told(row, visit);
        // What ratings before and after it are about: no other session of the day has this name.
        let name = format!("{FROM_FILE} {} {number}", row.technique);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the reader checks 0 to 1440"
        )]
        let whole = |number: f64| number.round() as u32;
        let seconds = row.minutes.map_or(NOT_KNOWN, |minutes| whole(minutes * 60.0).max(NOT_KNOWN));
        let event: Event = if visit {
            TherapistVisited {
                technique: (row.technique != ANY_VISIT).then_some(technique),
                minutes: u16::try_from(row.minutes.map(whole).unwrap_or_default()).unwrap_or(u16::MAX),
                pressure: None,
                price: row.price.map(whole),
                places: BTreeSet::new(),
                therapist_note: note,
                advice: String::new(),
                felt: Felt::None,
            }
            .into()
        } else {
            let item = SessionItem {
                technique,
                side: Side::None,
                seconds,
                skipped: false,
                pressure: None,
                pain_during: None,
            };
            let session = name.clone();
            SessionDone { session, items: vec![item], felt: Felt::None, problem, note }.into()
        };
        let about = if visit { domain::answer::ABOUT_A_VISIT.to_owned() } else { name.clone() };
        let label = format!("session {} {number}", row.technique);
        for (score, occasion, later) in
            [(row.before, RatingOccasion::BeforeSession, 0), (row.after, RatingOccasion::AfterSession, 20)]
        {
            if let Some(score) = score {
                let at = MinuteOfDay::new((at.minutes() + later) % 1440).unwrap_or(at);
                let rated = Rated { about: about.clone(), ..rated(occasion, Measure::Pain, score, at) };
                self.rated(day, &format!("{label} {later}"), rated);
            }
        }
        let words = match row.minutes {
            Some(minutes) => format!("{}, {minutes} min", row.technique),
            None => row.technique.clone(),
        };
        // A session is recorded when it is over.
        let seconds = if visit { 0 } else { seconds };
        let id = self.add_after(day, &label, at, seconds, event, words);
        // A visit is told without its time, which then stands in an entry of its own.
        if let Some(entry) = id.filter(|_| visit && row.at.is_some()) {
            let began = Began { entry, minute_of_day: at };
            self.add(day, &format!("{label} began"), at, began.into(), String::new());
        }
    }

    fn decisions(&mut self, tables: &Tables, journal: &Tables) {
        let there: BTreeMap<Date, &DecisionRow> =
            journal.decisions.iter().map(|row| (row.day, row)).collect();
        let techniques = tables.techniques();
        // Where there is only one technique, a plan need not name it.
        let only = if let [one] = techniques.as_slice() { Some(one) } else { None };
        for row in &tables.decisions {
            let name = row.technique.as_ref().or(only).filter(|_| row.session);
            if let Some(old) = there.get(&row.day) {
                let same =
                    old.technique.as_ref() == name && (old.probability - row.probability).abs() < 1e-12;
                if same {
                    self.import.there += 1;
                } else {
                    let what =
                        format!("{}: the file has another draw than your journal, which stays", row.day);
                    self.import.left.push(Problem::new("plan.csv", what).line(row.line));
                }
                continue;
            }
            if row.session && name.is_none() {
                let what = format!("{}: it does not say which technique was drawn", row.day);
                let problem = Problem::new("plan.csv", what).line(row.line).column("assigned_technique");
                self.import.left.push(problem.mend("it is left out; write the name to take it in"));
                continue;
            }
            let Ok(probability) = Probability::new(row.probability) else { continue };
            let words = name.map_or_else(|| "drawn: none".to_owned(), |name| format!("drawn: {name}"));
            let drawn = Drawn { technique: name.map(|name| TechniqueId::from(name.as_str())), probability };
            let morning = RatingOccasion::Morning.usual_minute();
            self.add(row.day, "draw", morning, drawn.into(), words);
        }
    }

    fn differs(&mut self, line: u64, day: Date, column: &str, new: NrsScore, old: NrsScore) {
        let what = format!("{day}: the file says {new} and your journal {old}, which stays");
        self.import.left.push(Problem::new("diary.csv", what).line(line).column(column));
    }

    fn rated(&mut self, day: Date, label: &str, rated: Rated) {
        let words = format!("{label} {}", rated.score);
        let words = if label.starts_with("session ") { String::new() } else { words };
        self.add(day, label, rated.minute_of_day, rated.into(), words);
    }

    fn add(&mut self, day: Date, label: &str, at: MinuteOfDay, event: Event, words: String) {
        let _ = self.add_after(day, label, at, 0, event, words);
    }

    /// Adds an entry whose id and time follow from its day, its place in the file and what it says.
    fn add_after(
        &mut self,
        day: Date,
        label: &str,
        at: MinuteOfDay,
        seconds: u32,
        event: Event,
        words: String,
    ) -> Option<EntryId> {
        let night = if at.minutes() < 240 { day.tomorrow().unwrap_or(day) } else { day };
        let time = Time::new(i8_of(at.minutes() / 60), i8_of(at.minutes() % 60), 0, 0).unwrap_or_default();
        let Ok(zoned) = night.to_datetime(time).to_zoned(TimeZone::UTC) else { return None };
        // A whole minute: the beginning is counted back from the minute of the end, and stays in its own minute.
        let at = zoned.timestamp().as_microsecond() + i64::from(seconds.div_ceil(60)) * 60_000_000;
        let Ok(at) = RecordedAt::from_microseconds(at) else { return None };
        let body = event.body().unwrap_or_default();
        // What was taken back and is taken in once more is another entry.
        let mut made = None;
        for again in 0_u32.. {
            let digest = Sha256::new()
                .chain_update(self.person.to_string())
                .chain_update(format!("|{day}|{label}|{again}|{}|{body}", event.kind()))
                .finalize();
            let mut random = [0; 10];
            for (byte, from) in random.iter_mut().zip(digest) {
                *byte = from;
            }
            let millis = u64::try_from(at.microseconds() / 1000).unwrap_or_default();
            let id = EntryId::from_millis(millis, random);
            if self.ids.insert(id) {
                self.import.entries.push(Entry::now(id, self.person, at, 0, event).about(day));
                made = Some(id);
                break;
            }
        }
        if !words.is_empty() {
            self.import.added.entry(day).or_default().push(words);
        }
        made
    }
}

/// The note of a session and what went wrong: words that are none of ours are kept in the note.
fn told(row: &SessionRow, visit: bool) -> (String, SessionProblem) {
    let note = row.note.clone().unwrap_or_default();
    let Some(words) = row.reaction.as_deref() else { return (note, SessionProblem::None) };
    let (problem, known) = problem(words);
    if known && !visit {
        return (note, problem);
    }
    let gap = if note.is_empty() { "" } else { "; " };
    (format!("{words}{gap}{note}"), problem)
}

fn rated(occasion: RatingOccasion, measure: Measure, score: NrsScore, minute_of_day: MinuteOfDay) -> Rated {
    Rated { occasion, measure, score, minute_of_day, late: false, about: String::new() }
}

/// The minute of the clock of a part of the day.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a day")]
fn minute(share: f64) -> MinuteOfDay {
    let minutes = ((share * 1440.0 + 1e-6) as u16).min(1439);
    MinuteOfDay::new(minutes).unwrap_or(MinuteOfDay::LAST_OF_DIARY_DAY)
}

fn i8_of(number: u16) -> i8 {
    i8::try_from(number).unwrap_or_default()
}
