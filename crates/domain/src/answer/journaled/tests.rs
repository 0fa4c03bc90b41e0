use super::*;
use crate::entry::{
    Entry, EntryId, Event, Felt, FlareEnded, FlareStarted, MedicineChanged, PersonId, RecordedAt, Retracted,
    SessionItem, SessionProblem, StopReason, TestStarted, TestStopped, WorthwhileSet,
};
use crate::knowledge::body::Side;
use crate::trial::{Design, Seed};
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());

const FIRST: Date = date(2026, 3, 2);
const NOW: MinuteOfDay = MinuteOfDay::LAST_OF_DIARY_DAY;

/// A journal whose entries are written at a time on the clock of a place.
struct Journal {
    zone: TimeZone,
    entries: Vec<Entry>,
}

impl Journal {
    fn new() -> Self {
        Self::at("UTC")
    }

    fn at(zone: &str) -> Self {
        let zone = if zone == "UTC" { TimeZone::UTC } else { TimeZone::posix(zone).unwrap() };
        Self { zone, entries: Vec::new() }
    }

    /// An entry about the day on which it is written.
    fn on(self, day: Date, hour: i8, minute: i8, event: impl Into<Event>) -> Self {
        let written = if hour < 4 { day.tomorrow().unwrap() } else { day };
        self.late(day, written, hour, minute, event)
    }

    /// An entry about a day, written at a time of a calendar day.
    fn late(mut self, about: Date, written: Date, hour: i8, minute: i8, event: impl Into<Event>) -> Self {
        let zoned = written.at(hour, minute, 0, 0).to_zoned(self.zone.clone()).unwrap();
        let id = EntryId::from_millis(u64::try_from(self.entries.len()).unwrap(), [7; 10]);
        let person = PersonId::from_millis(1, [1; 10]);
        let offset = i16::try_from(zoned.offset().seconds() / 60).unwrap();
        self.entries
            .push(Entry::now(id, person, RecordedAt::from(zoned.timestamp()), offset, event).about(about));
        self
    }

    fn diary(&self, today: Date) -> Diary {
        Diary::of(&KNOWLEDGE, &PersonNow::replay(&self.entries), today, NOW)
    }

    fn ratings(&self, today: Date) -> Vec<(f64, Occasion, u8)> {
        let ratings = self.diary(today).ratings;
        ratings.iter().map(|one| ((one.at * 1e4).round() / 1e4, one.occasion, one.score.points())).collect()
    }
}

fn score(points: u8) -> NrsScore {
    NrsScore::new(points).unwrap()
}

fn rated(occasion: RatingOccasion, points: u8, minute: u16) -> Rated {
    Rated {
        occasion,
        measure: Measure::Pain,
        score: score(points),
        minute_of_day: MinuteOfDay::new(minute).unwrap(),
        late: false,
        about: String::new(),
    }
}

fn check_in(pain: u8) -> CheckedIn {
    CheckedIn {
        interference: score(3),
        pain: Some(score(pain)),
        flare: false,
        did: BTreeSet::new(),
        note: String::new(),
    }
}

fn session(techniques: &[&str], seconds: u32) -> SessionDone {
    let item = |id: &&str| SessionItem {
        technique: TechniqueId::from(*id),
        side: Side::Left,
        seconds,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    SessionDone {
        session: "w1d1".into(),
        items: techniques.iter().map(item).collect(),
        felt: Felt::Same,
        problem: SessionProblem::None,
        note: String::new(),
    }
}

fn visit(technique: Option<&str>) -> TherapistVisited {
    TherapistVisited {
        technique: technique.map(TechniqueId::from),
        minutes: 60,
        pressure: None,
        price: None,
        places: BTreeSet::new(),
        therapist_note: String::new(),
        advice: String::new(),
        felt: Felt::Better,
    }
}

fn test(days: u16) -> TestStarted {
    TestStarted {
        what: Tested::Techniques(BTreeSet::from([TechniqueId::from("sm_gmed_ball_wall")])),
        design: Design::coin_days(),
        first_day: FIRST,
        baseline_days: 7,
        days,
        worthwhile: Worthwhile::new(1.5).unwrap(),
        lasting_effect_expected: false,
        commitment: String::new(),
        seed: Seed::new("a seed"),
        plan_text: String::new(),
    }
}

fn after(days: i32) -> Date {
    FIRST.saturating_add(jiff::Span::new().days(days))
}

#[test]
fn ratings_stand_at_their_minute_and_those_after_a_session_do_not_count() {
    let journal = Journal::new()
        .on(FIRST, 7, 12, rated(RatingOccasion::Morning, 5, 432))
        .on(FIRST, 12, 0, rated(RatingOccasion::BeforeSession, 6, 720))
        .on(FIRST, 12, 30, rated(RatingOccasion::AfterSession, 1, 750))
        .on(FIRST, 1, 0, rated(RatingOccasion::Evening, 4, 60))
        .on(FIRST, 20, 0, Rated { measure: Measure::Stress, ..rated(RatingOccasion::Evening, 9, 1200) });
    assert_eq!(
        journal.ratings(FIRST),
        [(0.3, Occasion::Morning, 5), (0.5, Occasion::BeforeSession, 6), (1.0417, Occasion::Evening, 4)]
    );
    assert_eq!(journal.diary(FIRST).check(), Ok(()));
}

#[test]
fn a_check_in_counts_by_the_time_it_was_recorded() {
    let ratings = |hour| Journal::new().on(FIRST, hour, 0, check_in(4)).ratings(FIRST);
    assert_eq!(ratings(20), [(0.8333, Occasion::Evening, 4)]);
    assert_eq!(ratings(12), [(0.5, Occasion::Evening, 4)]);
    assert_eq!(ratings(8), [(0.3333, Occasion::Morning, 4)]);
    assert_eq!(ratings(2), [(1.0833, Occasion::Evening, 4)], "2 at night belongs to the evening before");
}

#[test]
fn a_late_check_in_counts_until_the_next_noon_and_never_after() {
    let (second, third) = (after(1), after(2));
    let late = |day, hour| Journal::new().late(FIRST, day, hour, 0, check_in(4)).ratings(third);
    assert_eq!(late(second, 11), [(0.85, Occasion::Evening, 4)]);
    assert_eq!(late(second, 12), []);
    assert_eq!(late(third, 8), []);
}

#[test]
fn a_late_rating_only_fills_what_is_empty() {
    let late = Rated { late: true, ..rated(RatingOccasion::Evening, 9, 1224) };
    let mut journal = Journal::new().late(FIRST, after(1), 9, 0, late);
    assert_eq!(journal.ratings(after(1)), [(0.85, Occasion::Evening, 9)]);
    journal = journal.late(FIRST, after(1), 9, 5, check_in(8));
    assert_eq!(journal.ratings(after(1)).len(), 1);
    journal = journal.on(FIRST, 21, 0, rated(RatingOccasion::Evening, 3, 1260));
    assert_eq!(journal.ratings(after(1)), [(0.875, Occasion::Evening, 3)]);
}

#[test]
fn pain_rated_now_is_better_than_pain_of_the_day() {
    let journal = Journal::new().on(FIRST, 20, 0, check_in(7)).on(
        FIRST,
        21,
        0,
        rated(RatingOccasion::Evening, 3, 1260),
    );
    assert_eq!(journal.ratings(FIRST), [(0.875, Occasion::Evening, 3)]);
}

#[test]
fn what_was_retracted_does_not_count() {
    let journal = Journal::new().on(FIRST, 20, 0, check_in(7)).on(FIRST, 20, 5, visit(None));
    let both: Vec<EntryId> = journal.entries.iter().map(|entry| entry.id).collect();
    let journal = both
        .into_iter()
        .fold(journal, |journal, entry| journal.on(FIRST, 22, 0, Retracted { entry, why: String::new() }));
    let diary = journal.diary(FIRST);
    assert_eq!((diary.ratings.len(), diary.sessions.len()), (0, 0));
}

#[test]
fn a_session_counts_its_self_massage_once_and_begins_after_the_rating_before_it() {
    let before = Rated { about: "w1d1".into(), ..rated(RatingOccasion::BeforeSession, 5, 18 * 60) };
    let techniques = ["sm_gmed_ball_wall", "st_bridge", "heat_shower_back", "sm_gmed_ball_wall"];
    let journal = Journal::new().on(FIRST, 18, 0, before).on(FIRST, 18, 2, session(&techniques, 300));
    let diary = journal.diary(FIRST);
    assert_eq!(diary.techniques, ["sm_gmed_ball_wall"]);
    assert_eq!(diary.sessions, [SessionAt { at: 0.75, technique: 0 }]);
    let words: Vec<&str> = diary.changes.iter().map(|change| change.words.as_str()).collect();
    assert_eq!(words, ["began to exercise", "began to use heat"]);
}

#[test]
fn a_technique_that_was_hardly_begun_is_no_session() {
    let mut broken = session(&["sm_gmed_ball_wall"], 20);
    broken.items[0].skipped = true;
    assert!(Journal::new().on(FIRST, 18, 0, broken).diary(FIRST).sessions.is_empty());
    assert_eq!(
        Journal::new().on(FIRST, 18, 0, session(&["sm_gmed_ball_wall"], 20)).diary(FIRST).sessions.len(),
        1
    );
}

#[test]
fn ticked_massage_is_a_session_at_noon_unless_it_was_guided() {
    let did = |id: &str| CheckedIn { did: BTreeSet::from([TechniqueId::from(id)]), ..check_in(4) };
    let journal = Journal::new()
        .on(FIRST, 20, 0, did("sm_gmed_ball_wall"))
        .on(after(1), 18, 0, session(&["sm_gmed_ball_wall"], 300))
        .on(after(1), 20, 0, did("sm_gmed_ball_wall"))
        .on(after(2), 20, 0, did("st_bridge"));
    let at: Vec<f64> = journal.diary(after(2)).sessions.iter().map(|session| session.at).collect();
    assert_eq!(at.len(), 2);
    assert!((at[0] - 0.5).abs() < 1e-9 && (1.7..1.75).contains(&at[1]), "{at:?}");
}

#[test]
fn visits_are_massage_flares_and_medicine_are_not() {
    let journal = Journal::new()
        .on(FIRST, 20, 0, visit(Some("pro_swedish")))
        .on(after(3), 9, 0, visit(None))
        .on(after(4), 8, 0, FlareStarted {})
        .on(after(4), 9, 0, MedicineChanged { words: "stopped ibuprofen".into() })
        .on(after(6), 8, 0, FlareEnded {})
        .on(after(9), 20, 0, CheckedIn { flare: true, ..check_in(8) });
    let diary = journal.diary(after(9));
    assert_eq!(diary.techniques, ["massage_visit", "pro_swedish"]);
    assert_eq!(diary.sessions, [SessionAt { at: 0.5, technique: 1 }, SessionAt { at: 3.375, technique: 0 }]);
    assert_eq!(diary.flares, [(4.0, 7.0), (9.0, 10.0)]);
    assert_eq!(diary.changes, [Change { at: 4.375, words: "stopped ibuprofen".into() }]);
    assert_eq!(diary.check(), Ok(()));
}

#[test]
fn what_makes_it_worth_it_is_locked_while_a_test_runs() {
    let set = |points| WorthwhileSet { points: Worthwhile::new(points).unwrap() };
    let worthwhile = |journal: &Journal, day| journal.diary(day).worthwhile;
    let mut journal = Journal::new();
    assert!((worthwhile(&journal, FIRST) - 1.0).abs() < 1e-9);
    journal = journal.on(FIRST, 8, 0, set(2.0));
    assert!((worthwhile(&journal, FIRST) - 2.0).abs() < 1e-9);
    journal = journal.on(FIRST, 9, 0, test(28)).on(after(3), 9, 0, set(0.5));
    assert!((worthwhile(&journal, after(3)) - 1.5).abs() < 1e-9, "locked");
    assert!((worthwhile(&journal, after(28)) - 0.5).abs() < 1e-9, "over");
    let person = PersonNow::replay(&journal.entries);
    let of_test = Diary::of_answer(&KNOWLEDGE, &person, after(40), NOW);
    assert!((of_test.worthwhile - 1.5).abs() < 1e-9, "the answer of the test keeps what was locked");
    assert!((28.0..29.0).contains(&of_test.now), "and its last day");
}

#[test]
fn decisions_of_a_test_end_today_or_when_it_was_stopped() {
    let journal = Journal::new().on(FIRST, 9, 0, test(56));
    for days in [0, 6, 7, 8, 30, 55, 56, 90] {
        let decisions = journal.diary(after(days)).decisions;
        let last = decisions.last().map(|decision| decision.day);
        assert_eq!(last, (days >= 7).then_some(days.min(55)), "day {days}");
        assert!(decisions.iter().all(|decision| decision.assigned.is_none_or(|number| number == 0)));
    }
    let stopped = journal.on(after(20), 9, 0, TestStopped { reason: StopReason::Chosen });
    assert_eq!(stopped.diary(after(40)).decisions.last().unwrap().day, 20);
    assert_eq!(stopped.diary(after(40)).techniques, ["sm_gmed_ball_wall"]);
}

/// Berlin goes to summer time on 29 March 2026 at 2: the night has one hour less, the diary has every day.
#[test]
fn a_change_of_the_clocks_makes_and_loses_no_day() {
    let zone = "CET-1CEST,M3.5.0,M10.5.0/3";
    for first in [date(2026, 3, 27), date(2026, 10, 23)] {
        let mut journal = Journal::at(zone);
        let mut day = first;
        for _ in 0..5 {
            journal =
                journal.on(day, 20, 24, check_in(4)).on(day, 3, 30, rated(RatingOccasion::Evening, 4, 210));
            day = day.tomorrow().unwrap();
        }
        let at: Vec<f64> = journal.diary(day).ratings.iter().map(|rating| rating.at).collect();
        assert_eq!(at.len(), 5, "{at:?}");
        for (n, at) in (0..).zip(&at) {
            assert!((at - (f64::from(n) + 1.0 + 3.5 / 24.0)).abs() < 1e-9, "{at}");
        }
    }
}

proptest! {
    /// Whatever a journal holds, the diary is one that can be checked, and nothing in it lies after now.
    #[test]
    fn any_journal_gives_a_diary_that_can_be_checked(
        events in prop::collection::vec((0_i32..60, 0_i8..24, 0_usize..9, 0_u8..=10), 0..40),
        today in 0_i32..70,
    ) {
        let mut journal = Journal::new();
        for (day, hour, kind, points) in events {
            let minute = u16::try_from(hour).unwrap() * 60;
            let event: Event = match kind {
                0 => check_in(points).into(),
                1 => rated(RatingOccasion::Morning, points, minute).into(),
                2 => rated(RatingOccasion::BeforeSession, points, minute).into(),
                3 => session(&["sm_gmed_ball_wall", "sm_ql_hands"], 90).into(),
                4 => visit(None).into(),
                5 => FlareStarted {}.into(),
                6 => FlareEnded {}.into(),
                7 => TestStarted { first_day: after(day), ..test(28 + u16::from(points)) }.into(),
                _ => TestStopped { reason: StopReason::Chosen }.into(),
            };
            journal = journal.on(after(day), hour, 0, event);
        }
        let person = PersonNow::replay(&journal.entries);
        for diary in [
            Diary::of(&KNOWLEDGE, &person, after(today), NOW),
            Diary::of_answer(&KNOWLEDGE, &person, after(today), NOW),
        ] {
            prop_assert_eq!(diary.check(), Ok(()));
            prop_assert!(diary.ratings.iter().all(|rating| rating.at <= diary.now));
            prop_assert!(diary.sessions.iter().all(|session| session.at <= diary.now));
            prop_assert!(diary.decisions.iter().all(|decision| f64::from(decision.day) <= diary.now));
            prop_assert!(diary.flares.iter().all(|(from, to)| from < to && *to <= diary.now));
        }
    }
}
