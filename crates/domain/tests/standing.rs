//! Where a person stands after a new problem and after a check by a clinician.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::assessment::Assessment;
use domain::entry::{
    ClinicianAssessed, Entry, EntryId, Event, PersonId, PersonNow, ProblemReported, QuestionAnswered,
    RecordedAt,
};
use domain::ids::Key;
use domain::intake::{Answer, Due};
use domain::knowledge::Knowledge;
use domain::knowledge::technique::Kind;
use domain::level::Level;
use domain::localise::Model;
use domain::standing::Standing;
use domain::truth::Truth;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
const TODAY: Date = date(2026, 3, 20);

/// Where a person stands after these events, a minute apart.
fn after(events: &[Event]) -> Standing {
    let entry = |(number, event): (u8, &Event)| {
        let at =
            RecordedAt::from_microseconds(1_774_000_000_000_000 + i64::from(number) * 60_000_000).unwrap();
        let id = EntryId::from_millis(u64::from(number), [0; 10]);
        Entry::now(id, PersonId::from_millis(1, [1; 10]), at, 0, event.clone()).about(TODAY)
    };
    let entries: Vec<Entry> = (0..).zip(events).map(entry).collect();
    Standing::new(&KNOWLEDGE, &PersonNow::replay(&entries), TODAY)
}

fn answered(question: &str, answer: Answer) -> Event {
    QuestionAnswered { question: question.into(), answer }.into()
}

fn problem(yes: &[&str], unsure: &[&str]) -> Event {
    let keys = |names: &[&str]| names.iter().map(|name| Key::from(*name)).collect();
    ProblemReported { yes: keys(yes), unsure: keys(unsure), words: String::new() }.into()
}

fn checked(facts: &[&str], massage_agreed: Option<bool>) -> Event {
    let facts = facts.iter().map(|name| Key::from(*name)).collect();
    let (by, said) = ("my GP".to_owned(), String::new());
    ClinicianAssessed { facts, on: TODAY, by, hospital: false, said, massage_agreed }.into()
}

/// The page on which a fact is asked.
fn page_of(key: &str) -> &'static str {
    let sets = |page: &&domain::knowledge::question::Question| {
        page.options.iter().any(|option| option.sets.contains_key(key))
    };
    KNOWLEDGE.questions.iter().find(sets).unwrap().id.as_str()
}

#[test]
fn a_doubt_about_a_page_that_does_not_fit_is_settled_by_the_page_before_it() {
    let doubts = ["pregnant", "heavy_bleeding_pregnant"];
    let open = after(&[problem(&[], &doubts)]);
    assert_eq!(open.triage.level, Level::SameDay);
    let settled = after(&[problem(&[], &doubts), answered(page_of("pregnant"), Answer::none())]);
    assert_eq!(settled.facts.get("heavy_bleeding_pregnant"), None);
    assert!(settled.triage.level.allows_plan(), "{:?}", settled.triage.reasons);
}

#[test]
fn a_sign_that_is_so_stays_whatever_page_fits() {
    let told = [problem(&["heavy_bleeding_pregnant"], &[]), answered(page_of("pregnant"), Answer::none())];
    assert_eq!(after(&told).facts.get("heavy_bleeding_pregnant"), Some(Truth::Yes));
}

#[test]
fn after_a_check_the_full_screen_runs_again() {
    let page = page_of("fever");
    let events = [answered(page, Answer::none()), problem(&["fever"], &[]), checked(&["fever"], Some(true))];
    let standing = after(&events);
    assert_eq!(standing.due, Some(Due::Full));
    assert!(standing.again.contains(page), "{:?}", standing.again);
    let again: Vec<Event> = events.into_iter().chain([answered(page, Answer::none())]).collect();
    assert_eq!((after(&again).due, after(&again).again), (None, BTreeSet::new()));
}

#[test]
fn a_clinician_who_says_no_to_massage_is_believed_until_one_says_yes() {
    let model = Model::new(&KNOWLEDGE);
    let offers_massage = |events: &[Event]| {
        let standing = after(events);
        let gate = Assessment::new(&KNOWLEDGE, &model, &standing.facts, &standing.checked).gate;
        let massage = |kind| matches!(kind, Kind::Professional | Kind::SelfMassage);
        KNOWLEDGE.techniques.iter().any(|(id, technique)| massage(technique.kind) && gate.offers(id))
    };
    // A sign without a row of its own in the table of contraindications.
    let sign = problem(&["new_type_of_pain"], &[]);
    let no = checked(&["new_type_of_pain"], Some(false));
    let yes = checked(&["new_type_of_pain"], Some(true));
    assert!(!offers_massage(&[sign.clone(), no.clone()]));
    assert!(offers_massage(&[sign, no, yes]));
}
