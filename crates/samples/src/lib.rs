//! People for tests: random journals with entries of every kind, and of kinds that nobody knows, and someone who is well.
//!
//! Only tests use this crate. It is apart from `domain`, so that the program is not built twice, with and without it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "values that are right by construction; a test fails by panicking"
)]

mod well;

pub use well::well;

use domain::entry::{
    AnswerWithdrawn, Began, CheckedIn, ClinicianAssessed, Drawn, Entry, EntryId, Event, Felt, FlareEnded,
    FlareStarted, GoalNow, Measure, MedicineChanged, MinuteOfDay, Noted, PersonId, PlanMade, PlanPaused,
    PlanResumed, Probability, ProblemReported, QuestionAnswered, QuestionnaireAdded, QuestionnaireAnswered,
    Rated, RatingOccasion, RecordedAt, Retracted, Screen, ScreenRepeated, SessionDone, SessionItem,
    SessionProblem, SettingChanged, SorenessNoted, StopReason, SwapReason, Swapped, TestStarted, TestStopped,
    Tested, TherapistVisited, WeeklyCheckedIn, Worthwhile, WorthwhileSet,
};
use domain::ids::{Key, TechniqueId, ZoneId};
use domain::intake::Answer;
use domain::knowledge::body::Side;
use domain::questionnaire::{Given, Questionnaire};
use domain::trial::{Design, Seed};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The only person of the samples.
#[must_use]
pub fn person() -> PersonId {
    PersonId::from_millis(1, [1; 10])
}

/// The id of sample entry `n`.
#[must_use]
pub fn id(n: u64) -> EntryId {
    EntryId::from_millis(n, [0; 10])
}

/// Entry `n`, recorded `hours` after the first of March 2026 began.
#[must_use]
pub fn entry(n: u64, hours: i64, event: impl Into<Event>) -> Entry {
    let at = RecordedAt::from_microseconds((1_772_323_200 + hours * 3600) * 1_000_000).unwrap();
    Entry::now(id(n), person(), at, 0, event)
}

/// A check-in with a score and a note.
#[must_use]
pub fn check_in(score: u8, note: &str) -> CheckedIn {
    CheckedIn {
        interference: score.try_into().unwrap(),
        pain: None,
        flare: false,
        did: BTreeSet::new(),
        note: note.into(),
    }
}

fn keys(names: &[&str]) -> BTreeSet<Key> {
    names.iter().map(|name| Key::from(*name)).collect()
}

fn zones(names: &[&str]) -> BTreeSet<ZoneId> {
    names.iter().map(|name| ZoneId::from(*name)).collect()
}

/// One event of each kind, in the order of [`Event::KINDS`].
#[must_use]
pub fn each_kind() -> Vec<Event> {
    vec![
        QuestionAnswered { question: "now".into(), answer: Answer::options(["chest"]) }.into(),
        AnswerWithdrawn { question: "now".into() }.into(),
        ScreenRepeated { set: Screen::Short, yes: keys(&["fever"]), unsure: keys(&[]) }.into(),
        ClinicianAssessed {
            facts: keys(&["fever"]),
            on: date(2026, 3, 1),
            by: "my GP".into(),
            hospital: false,
            said: "a cold".into(),
            massage_agreed: Some(true),
        }
        .into(),
        ProblemReported {
            yes: keys(&["calf_swelling"]),
            unsure: keys(&["fever"]),
            words: "my leg is warm".into(),
        }
        .into(),
        PlanMade { plan: json!({ "weeks": 6 }), rules_version: "1".into() }.into(),
        PlanPaused { until: Some(date(2026, 3, 9)) }.into(),
        PlanResumed {}.into(),
        Swapped { technique: "bridge".into(), reason: SwapReason::TooHard, to: Some("clam".into()) }.into(),
        session_done().into(),
        CheckedIn {
            pain: Some(4.try_into().unwrap()),
            did: BTreeSet::from([TechniqueId::from("walk")]),
            ..check_in(3, "slept well")
        }
        .into(),
        WeeklyCheckedIn { can_do_again: "carry the shopping".into(), goal: GoalNow::Closer }.into(),
        TherapistVisited {
            technique: Some("swedish".into()),
            minutes: 60,
            pressure: Some(5.try_into().unwrap()),
            price: Some(70),
            places: zones(&["low_back_left"]),
            therapist_note: "tight on the left".into(),
            advice: "walk".into(),
            felt: Felt::Better,
        }
        .into(),
        FlareStarted {}.into(),
        FlareEnded {}.into(),
        SorenessNoted {
            score: 2.try_into().unwrap(),
            hours: Some(20),
            zones: zones(&["low_back_left"]),
            after: Some("swedish".into()),
        }
        .into(),
        MedicineChanged { words: "stopped ibuprofen".into() }.into(),
        SettingChanged { name: "country".into(), value: "DE".into() }.into(),
        Rated {
            occasion: RatingOccasion::BeforeSession,
            measure: Measure::Pain,
            score: 4.try_into().unwrap(),
            minute_of_day: MinuteOfDay::new(725).unwrap(),
            late: false,
            about: "w1d1".into(),
        }
        .into(),
        WorthwhileSet { points: Worthwhile::new(1.5).unwrap() }.into(),
        test_started().into(),
        TestStopped { reason: StopReason::Chosen }.into(),
        Noted { words: "rained all day".into() }.into(),
        Drawn { technique: Some("swedish".into()), probability: Probability::new(0.45).unwrap() }.into(),
        Began { entry: id(1), minute_of_day: MinuteOfDay::new(900).unwrap() }.into(),
        QuestionnaireAdded { questionnaire: questionnaire() }.into(),
        questionnaire_answered().into(),
        Retracted { entry: id(1), why: "typed it twice".into() }.into(),
    ]
}

fn session_done() -> SessionDone {
    let item = SessionItem {
        technique: "bridge".into(),
        side: Side::None,
        seconds: 90,
        skipped: false,
        pressure: Some(3.try_into().unwrap()),
        pain_during: Some(1.try_into().unwrap()),
    };
    SessionDone {
        session: "w1d1".into(),
        items: vec![item],
        felt: Felt::Same,
        problem: SessionProblem::None,
        note: "short".into(),
    }
}

/// A test of one technique, 8 weeks from the first of March 2026.
#[must_use]
pub fn test_started() -> TestStarted {
    TestStarted {
        what: Tested::Techniques(BTreeSet::from([TechniqueId::from("sm_gmed_ball_wall")])),
        design: Design::coin_days(),
        first_day: date(2026, 3, 1),
        baseline_days: 7,
        days: 56,
        worthwhile: Worthwhile::default(),
        lasting_effect_expected: false,
        commitment: "c0ffee".into(),
        seed: Seed::new("a seed"),
        plan_text: "a coin for each day".into(),
    }
}

/// A made-up questionnaire of two questions.
#[must_use]
pub fn questionnaire() -> Questionnaire {
    serde_json::from_value(json!({
        "url": "urn:example:two-questions", "version": "1", "title": "Two questions",
        "scoring": { "how": "sum", "better": "lower" },
        "items": [
            { "link_id": "1", "text": "How hard is it to get up?", "required": true, "kind": { "choice": {
                "many": false, "options": [
                    { "value": { "coding": { "system": "urn:example:how", "code": "not", "display": "Not hard" } }, "weight": 0.0 },
                    { "value": { "coding": { "system": "urn:example:how", "code": "very", "display": "Very hard" } }, "weight": 3.0 },
                ] } } },
            { "link_id": "2", "text": "How many stairs?", "kind": { "integer": { "min": 0 } } },
        ],
    }))
    .unwrap()
}

fn questionnaire_answered() -> QuestionnaireAnswered {
    let asked = questionnaire();
    let very = asked.items[0].options()[1].value.clone();
    let answers = [("1".to_owned(), vec![very]), ("2".to_owned(), vec![Given::Integer(12)])].into();
    QuestionnaireAnswered { items: asked.keep(&answers), questionnaire: asked.url, version: asked.version }
}

/// Any JSON, three levels deep.
pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Any event; a retraction aims at one of the first `ids` sample entries.
pub fn event(ids: u64) -> impl Strategy<Value = Event> {
    let question = prop::sample::select(vec!["now", "age", "place"]);
    let zones = prop::collection::btree_map("[a-c]".prop_map(ZoneId::from), 0.0..=1.0, 0..3);
    prop_oneof![
        6 => prop::sample::select(each_kind()),
        2 => (question.clone(), zones).prop_map(|(question, zones): (_, BTreeMap<_, _>)| {
            QuestionAnswered { question: question.into(), answer: Answer::Zones(zones) }.into()
        }),
        2 => (question.clone(), any::<u32>()).prop_map(|(question, number)| {
            QuestionAnswered { question: question.into(), answer: Answer::Number(number) }.into()
        }),
        1 => question.prop_map(|question| AnswerWithdrawn { question: question.into() }.into()),
        2 => (0_u8..=10, ".{0,5}").prop_map(|(score, note)| check_in(score, &note).into()),
        1 => ("[ab]", "[xyz]").prop_map(|(name, value)| SettingChanged { name, value }.into()),
        1 => ("[a-c]", 2_u32..4, json()).prop_map(|(kind, version, body)| Event::Unknown { kind, version, body }),
        5 => (0..ids).prop_map(|target| Retracted { entry: id(target), why: String::new() }.into()),
    ]
}

/// Up to ten entries of one person; times and targets of retractions clash often, ids never.
pub fn entries(hours: i64) -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((0..hours, event(12)), 0..10)
        .prop_map(|events| (0..).zip(events).map(|(n, (hours, event))| entry(n, hours * 12, event)).collect())
}

/// One entry of each kind.
#[must_use]
pub fn each() -> Vec<Entry> {
    (1..).zip(each_kind()).map(|(n, event)| entry(n, i64::try_from(n).unwrap_or_default(), event)).collect()
}
