//! A made-up person with 12 weeks of diary, for newcomers who want to see plan, progress and answer at once.
//!
//! Everything is drawn from a fixed stream of numbers: the same day gives the same person. The pain follows the process
//! of `reference`: measures, 4.5, with a true effect of massage, so that there is something to be found.

mod answers;
mod body;

use crate::current::Current;
use crate::entry::{
    CheckedIn, Entry, EntryId, Event, Felt, FlareEnded, FlareStarted, GoalNow, Measure, MedicineChanged,
    NrsScore, PersonId, PersonNow, Rated, RatingOccasion, RecordedAt, Screen, ScreenRepeated, SessionDone,
    SessionItem, SessionProblem, TherapistVisited, WeeklyCheckedIn,
};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use crate::localise::Model;
use crate::plan::{Plan, Session};
use crate::trial::{Chance, Draw, Seed};
use body::Body;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How long the diary is, in days.
pub const DAYS: i32 = 84;
/// The day of the diary on which the second plan begins: 3 weeks before today.
const SECOND_PLAN: i32 = 63;
/// Days of the flare.
const FLARE: std::ops::RangeInclusive<i32> = 30..=32;
/// The day on which a medicine changed.
const MEDICINE: i32 = 41;
/// Days on which the safety questions were asked again, and which.
const SCREENS: [(i32, Screen); 5] =
    [(14, Screen::Short), (28, Screen::Full), (42, Screen::Short), (56, Screen::Full), (72, Screen::Full)];
/// Days at the beginning without any massage, to see the course without it (`reference`: measures, 2.2).
const WITHOUT: i32 = 7;
/// The chance that a day has no ratings.
const GAP: f64 = 0.12;
/// The chance that a planned session is done.
const DONE: f64 = 0.85;

/// The entries of the made-up person, oldest first; the last are of yesterday evening.
///
/// `today` is the day of the diary after the last, `offset_minutes` how far the clocks are ahead of UTC.
#[must_use]
pub fn entries(knowledge: &Knowledge, model: &Model, today: Date, offset_minutes: i16) -> Vec<Entry> {
    let mut sample = Sample::new(knowledge, model, later(today, -DAYS), offset_minutes);
    sample.interview();
    for day in 0..DAYS {
        sample.live(day);
    }
    sample.entries
}

/// The person in the making.
struct Sample<'a> {
    knowledge: &'a Knowledge,
    model: &'a Model,
    first: Date,
    offset_minutes: i16,
    seed: Seed,
    body: Body,
    plan: Option<Plan>,
    entries: Vec<Entry>,
}

impl<'a> Sample<'a> {
    fn new(knowledge: &'a Knowledge, model: &'a Model, first: Date, offset_minutes: i16) -> Self {
        let seed = Seed::new("a made-up person");
        let body = Body::new(seed.clone());
        Self { knowledge, model, first, offset_minutes, seed, body, plan: None, entries: Vec::new() }
    }

    /// The interview on the morning of the first day, and the first plan.
    fn interview(&mut self) {
        for event in answers::all(self.knowledge, self.model) {
            self.note(0, 410, event);
        }
        self.make_plan(0);
    }

    fn make_plan(&mut self, day: i32) {
        let (person, date) = (PersonNow::replay(&self.entries), self.date(day));
        let current = Current::new(self.knowledge, self.model, &person, date, Some(date));
        if let Ok(Some(made)) = current.to_record() {
            self.note(day, 420, made);
        }
        self.plan = current.plan.map(|(plan, _)| plan);
    }

    /// One day from morning to evening.
    fn live(&mut self, day: i32) {
        if let Some((_, set)) = SCREENS.iter().find(|(on, _)| *on == day) {
            let (yes, unsure) = (BTreeSet::new(), BTreeSet::new());
            self.note(day, 405, ScreenRepeated { set: *set, yes, unsure });
        }
        if day == SECOND_PLAN {
            self.make_plan(day);
        }
        let rates = self.chance(day, 1) >= GAP;
        let morning = self.body.feel(day, 0.30);
        if rates {
            self.rate(day, RatingOccasion::Morning, 432, morning);
        }
        self.visit(day);
        self.session(day);
        if day == MEDICINE {
            let words = "Ibuprofen only when needed now".to_owned();
            self.note(day, 1100, MedicineChanged { words });
        }
        self.flare(day);
        let evening = self.body.feel(day, 0.85);
        if rates {
            self.rate(day, RatingOccasion::Evening, 1224, evening);
            self.check_in(day, evening);
        }
        if day % 7 == 6 {
            let goal = if day < 20 { GoalNow::Same } else { GoalNow::Closer };
            let can_do_again =
                if day > 40 { "Carry the shopping up two floors".to_owned() } else { String::new() };
            self.note(day, 1230, WeeklyCheckedIn { can_do_again, goal });
        }
    }

    fn visit(&mut self, day: i32) {
        let date = self.date(day);
        let course = self.plan.as_ref().and_then(|plan| plan.massage.as_ref());
        let Some(course) = course.filter(|course| day >= WITHOUT && course.dates.contains(&date)) else {
            return;
        };
        let visit = TherapistVisited {
            technique: Some(course.technique.clone()),
            minutes: course.minutes,
            pressure: None,
            price: course.price,
            places: BTreeSet::new(),
            therapist_note: "Tight beside the low back, on the right".to_owned(),
            advice: "Keep walking. Ball against the wall on other days".to_owned(),
            felt: Felt::Better,
        };
        self.rate_before(day, 715);
        self.body.massage(day);
        self.note(day, 800, visit);
    }

    /// The session of the day, if the plan has one and the person did it.
    fn session(&mut self, day: i32) {
        let date = self.date(day);
        let session = self.plan.as_ref().and_then(|plan| plan.on(date).next().cloned());
        let Some(session) = session.filter(|_| self.chance(day, 2) < DONE && !FLARE.contains(&day)) else {
            return;
        };
        let mut session = session;
        if day < WITHOUT {
            session.items.retain(|item| item.kind != Kind::SelfMassage);
        }
        self.rate_before(day, 718);
        if session.items.iter().any(|item| item.kind == Kind::SelfMassage) {
            self.body.massage(day);
        }
        let felt = if self.chance(day, 3) < 0.7 { Felt::Better } else { Felt::Same };
        self.note(day, 740, done(&session, felt));
    }

    fn rate_before(&mut self, day: i32, minute: u16) {
        let before = self.body.feel(day, 0.49);
        self.rate(day, RatingOccasion::BeforeSession, minute, before);
    }

    fn flare(&mut self, day: i32) {
        if day == *FLARE.start() {
            self.note(day, 1000, FlareStarted {});
        } else if day == *FLARE.end() {
            self.note(day, 1000, FlareEnded {});
        }
    }

    fn check_in(&mut self, day: i32, pain: NrsScore) {
        // What the back stops one from doing follows the pain, a little below it.
        let lower = u8::from(self.chance(day, 4) < 0.6);
        let interference = NrsScore::new(pain.points().saturating_sub(lower)).unwrap_or(pain);
        let walk: BTreeSet<TechniqueId> = self
            .knowledge
            .techniques
            .values()
            .filter(|technique| technique.kind == Kind::Walk)
            .map(|technique| technique.id.clone())
            .take(usize::from(self.chance(day, 5) < 0.5))
            .collect();
        let note = if day == 33 { "Better than I thought".to_owned() } else { String::new() };
        let flare = FLARE.contains(&day);
        self.note(day, 1226, CheckedIn { interference, pain: None, flare, did: walk, note });
    }

    fn rate(&mut self, day: i32, occasion: RatingOccasion, minute: u16, score: NrsScore) {
        let Ok(minute_of_day) = minute.try_into() else { return };
        let measure = Measure::Pain;
        self.note(
            day,
            minute,
            Rated { occasion, measure, score, minute_of_day, late: false, about: String::new() },
        );
    }

    /// Adds an entry at a minute of a day, or a little later where there is one already.
    fn note(&mut self, day: i32, minute: u16, event: impl Into<Event>) {
        let date = self.date(day);
        let midnight = date.to_datetime(jiff::civil::Time::midnight()).to_zoned(jiff::tz::TimeZone::UTC);
        let Ok(midnight) = midnight else { return };
        let wall = (i64::from(minute) - i64::from(self.offset_minutes)) * 60_000_000;
        let at = midnight.timestamp().as_microsecond() + wall;
        let last = self.entries.last().map_or(0, |entry| entry.recorded_at.microseconds());
        let at = at.max(last + 1);
        let Ok(recorded_at) = RecordedAt::from_microseconds(at) else { return };
        let number = u64::try_from(self.entries.len()).unwrap_or(u64::MAX).to_be_bytes();
        let mut random = [7_u8; 10];
        for (place, byte) in random.iter_mut().zip(number) {
            *place = byte;
        }
        let id = EntryId::from_millis(u64::try_from(at / 1000).unwrap_or_default(), random);
        let entry = Entry::now(id, person(), recorded_at, self.offset_minutes, event).about(date);
        self.entries.push(entry);
    }

    fn date(&self, day: i32) -> Date {
        later(self.first, day)
    }

    fn chance(&self, day: i32, which: u32) -> f64 {
        let day = u32::try_from(day).unwrap_or_default();
        self.seed.uniform(Draw::Length(day * 16 + which))
    }
}

fn later(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

/// The made-up person's id: the same in every installation, and no real person's, because it names no time.
#[must_use]
pub fn person() -> PersonId {
    PersonId::from_millis(0, [0x5a; 10])
}

fn done(session: &Session, felt: Felt) -> SessionDone {
    let items = session.items.iter().map(|item| SessionItem {
        technique: item.technique.clone(),
        side: item.dose.first_side,
        seconds: u32::from(item.dose.minutes) * 60,
        skipped: false,
        pressure: None,
        pain_during: None,
    });
    SessionDone {
        session: session.id.to_string(),
        items: items.collect(),
        felt,
        problem: SessionProblem::None,
        note: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::local_day;
    use jiff::civil::date;
    use std::sync::LazyLock;

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());

    fn sample() -> Vec<Entry> {
        entries(&KNOWLEDGE, &Model::new(&KNOWLEDGE), date(2026, 11, 22), 60)
    }

    #[test]
    fn the_sample_person_has_a_plan_that_runs_and_weeks_behind_them() {
        let model = Model::new(&KNOWLEDGE);
        let today = date(2026, 11, 22);
        let person = PersonNow::replay(&sample());
        let current = Current::new(&KNOWLEDGE, &model, &person, today, None);
        let standing = &current.standing;
        assert!(
            standing.again.is_empty() && standing.due.is_none(),
            "{:?} {:?}",
            standing.due,
            standing.again
        );
        assert!(standing.triage.clearance().is_some(), "{:?}", standing.triage);
        let (plan, _) = current.plan.expect("the screen lets the sample person start");
        assert_eq!(plan.week_of(today), Some(4));
        assert!(!current.is_new, "the plan in the journal is the plan that the answers give");
        assert!(person.sessions.len() > 25, "{} sessions", person.sessions.len());
        assert!(person.visits.len() >= 3, "{} visits", person.visits.len());
        assert!(person.check_ins.len() > 60, "{} check-ins", person.check_ins.len());
        assert_eq!(person.flares.len(), 1);
    }

    #[test]
    fn entries_are_in_order_and_belong_to_the_day_on_which_they_were_made() {
        let entries = sample();
        assert!(entries.is_sorted_by(|a, b| a.journal_order(b).is_lt()));
        for entry in &entries {
            assert_eq!(
                entry.day,
                local_day(entry.recorded_at, entry.offset_minutes),
                "{}",
                entry.event.kind()
            );
            assert!(entry.day < date(2026, 11, 22));
        }
    }

    #[test]
    fn the_same_day_gives_the_same_person_and_no_id_twice() {
        let (once, again) = (sample(), sample());
        assert!(once == again);
        let ids: BTreeSet<EntryId> = once.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), once.len());
    }
}
