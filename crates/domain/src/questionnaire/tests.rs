use super::*;
use proptest::prelude::*;
use serde_json::{Value, from_value, json};

/// Two questions with weights, one that hangs on the first, and a list to tick.
fn sample() -> Questionnaire {
    from_value(json!({
        "url": "urn:example:q", "title": "A made-up one",
        "scoring": { "how": "sum", "better": "lower" },
        "items": [
            { "link_id": "walk", "text": "Walking", "required": true, "kind": { "choice": { "many": false, "options": [
                { "value": { "coding": { "code": "none" } }, "weight": 0.0 },
                { "value": { "coding": { "code": "some" } }, "weight": 2.0 },
            ] } } },
            { "link_id": "far", "text": "How far?", "kind": { "integer": { "min": 0, "max": 10 } },
              "enable_when": [{ "question": "walk", "operator": "equal", "answer": { "coding": { "code": "some" } } }] },
            { "link_id": "more", "kind": "group", "items": [
                { "link_id": "sit", "text": "Sitting", "kind": { "choice": { "many": false, "options": [
                    { "value": { "integer": 0 }, "weight": 0.0 }, { "value": { "integer": 1 }, "weight": 3.0 },
                ] } } },
            ] },
        ],
    }))
    .unwrap()
}

fn code(code: &str) -> Vec<Given> {
    vec![Given::Coding(Coding { system: String::new(), code: code.into(), display: String::new() })]
}

fn answers(all: &[(&str, Vec<Given>)]) -> Answers {
    all.iter().map(|(id, given)| ((*id).to_owned(), given.clone())).collect()
}

fn with(how: How, at_least: Option<u16>) -> Questionnaire {
    let scoring = Scoring { how, at_least, better: Better::Lower, worthwhile: None };
    Questionnaire { scoring: Some(scoring), ..sample() }
}

fn value(how: How, at_least: Option<u16>, given: &Answers) -> Option<f64> {
    let asked = with(how, at_least);
    asked.score(&asked.keep(given)).unwrap().value
}

#[test]
fn an_item_is_asked_only_where_its_condition_holds() {
    let asked = sample();
    assert!(!asked.asked(&answers(&[])).contains("far"));
    assert!(asked.asked(&answers(&[("walk", code("some"))])).contains("far"));
    let kept = asked.keep(&answers(&[("walk", code("none")), ("far", vec![Given::Integer(3)])]));
    assert_eq!(kept.len(), 1, "an answer to what is not asked is not kept");
}

#[test]
fn answers_that_do_not_fit_are_named() {
    let wrong = |given: &[(&str, Vec<Given>)]| {
        let all = sample().problems(&answers(given));
        all.iter().map(|one| format!("{}: {}", one.link_id, one.mend)).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&[]), ["walk: Answer this one"]);
    assert_eq!(
        wrong(&[("walk", code("some")), ("far", vec![Given::Integer(11)])]),
        ["far: Give a number from 0 to 10"]
    );
    assert_eq!(wrong(&[("walk", code("lots"))]), ["walk: Choose from the list"]);
    assert_eq!(wrong(&[("walk", [code("none"), code("some")].concat())]), ["walk: Give one answer"]);
    assert_eq!(
        wrong(&[("walk", code("some")), ("far", vec![Given::Text("x".into())])]),
        ["far: Give a whole number"]
    );
}

#[test]
fn scores_are_worked_out_by_their_rules() {
    let both = answers(&[("walk", code("some")), ("sit", vec![Given::Integer(1)])]);
    assert_eq!(value(How::Sum, None, &both), Some(5.0));
    assert_eq!(value(How::Mean, None, &both), Some(2.5));
    assert_eq!(value(How::Count, None, &both), Some(2.0));
    assert_eq!(value(How::Percent, None, &both), Some(100.0));
    let one = answers(&[("walk", code("some"))]);
    assert_eq!(value(How::Sum, None, &one), None, "too little was answered");
    assert_eq!(value(How::Sum, Some(1), &one), Some(2.0));
    assert_eq!(value(How::Mean, None, &one), Some(2.0), "half is enough for a mean");
    assert_eq!(value(How::Percent, Some(1), &one), Some(100.0));
    assert_eq!(sample().range(), Some((0.0, 5.0)));
}

#[test]
fn yes_and_no_and_ticks_count_where_there_are_no_weights() {
    let asked: Questionnaire = from_value(json!({
        "url": "urn:example:ticks", "title": "Ticks", "items": [
            { "link_id": "a", "kind": "boolean" },
            { "link_id": "b", "kind": { "choice": { "many": true, "options": [
                { "value": { "text": "one" } }, { "value": { "text": "two" } } ] } } },
        ],
    }))
    .unwrap();
    let usual = asked.usual_scoring().unwrap();
    assert_eq!(usual.how, How::Sum);
    let asked = Questionnaire { scoring: Some(Scoring { how: How::Count, ..usual }), ..asked };
    let given = answers(&[("a", vec![Given::Boolean(true)]), ("b", vec![Given::Text("two".into())])]);
    assert_eq!(asked.score(&asked.keep(&given)).unwrap(), Score { value: Some(2.0), answered: 2, of: 2 });
    assert_eq!(asked.range(), Some((0.0, 3.0)));
    let none = answers(&[("a", vec![Given::Boolean(false)])]);
    assert_eq!(asked.score(&asked.keep(&none)).unwrap().value, Some(0.0), "no tick is an answer");
}

#[test]
fn operators_compare_as_fhir_does() {
    let holds = |operator: &str, answer: Value, given: &[Given]| {
        let condition = json!({ "question": "q", "operator": operator, "answer": answer });
        from_value::<Condition>(condition).unwrap().holds(given)
    };
    let three = [Given::Integer(3)];
    for (operator, number, expected) in [
        ("equal", 3, true),
        ("equal", 4, false),
        ("not_equal", 4, true),
        ("greater", 2, true),
        ("greater", 3, false),
        ("less", 4, true),
        ("greater_or_equal", 3, true),
        ("less_or_equal", 2, false),
    ] {
        assert_eq!(holds(operator, json!({ "integer": number }), &three), expected, "{operator} {number}");
        assert!(!holds(operator, json!({ "integer": number }), &[]), "{operator} without an answer");
    }
    assert!(holds("equal", json!({ "decimal": 3.0 }), &three));
    assert!(
        holds("exists", json!({ "boolean": true }), &three)
            && holds("exists", json!({ "boolean": false }), &[])
    );
    assert!(!holds("exists", json!({ "boolean": false }), &three));
}

#[test]
fn a_ring_of_conditions_ends() {
    let asked: Questionnaire = from_value(json!({ "url": "urn:x", "title": "x", "items": [
        { "link_id": "a", "kind": "boolean", "enable_when": [{ "question": "b", "operator": "exists", "answer": { "boolean": false } }] },
        { "link_id": "b", "kind": "boolean", "enable_when": [{ "question": "a", "operator": "exists", "answer": { "boolean": false } }] },
    ] }))
    .unwrap();
    let _ = asked.asked(&answers(&[("a", vec![Given::Boolean(true)]), ("b", vec![Given::Boolean(true)])]));
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_item() {
    let refused = |items: Value| {
        let text = json!({ "url": "urn:x", "title": "x", "items": items });
        from_value::<Questionnaire>(text).unwrap_err().to_string()
    };
    assert_eq!(refused(json!([])), "it asks nothing");
    assert_eq!(refused(json!([{ "link_id": "", "kind": "boolean" }])), "an item has no linkId");
    let twice = json!([{ "link_id": "a", "kind": "boolean" }, { "link_id": "a", "kind": "boolean" }]);
    assert_eq!(refused(twice), "item `a` is there twice");
    let list = json!([{ "link_id": "a", "kind": { "choice": { "many": false, "options": [] } } }]);
    assert_eq!(refused(list), "item `a` has no answers to choose from, or more than 200");
    let hangs = json!([{ "link_id": "a", "kind": "boolean", "enable_when": [
        { "question": "z", "operator": "exists", "answer": { "boolean": true } }] }]);
    assert_eq!(refused(hangs), "item `a` depends on item `z`, which is not there");
    let mut deep = json!({ "link_id": "9", "kind": "boolean" });
    for level in 0..9 {
        deep = json!({ "link_id": format!("g{level}"), "kind": "group", "items": [deep] });
    }
    assert_eq!(refused(json!([deep])), "item `g0` lies deeper than 8 levels");
    let many: Vec<_> =
        (0..=MOST_ITEMS).map(|n| json!({ "link_id": n.to_string(), "kind": "boolean" })).collect();
    assert_eq!(refused(json!(many)), "it has more than 500 items");
}

proptest! {
    /// Whatever is answered, what is kept has no problem that the answers did not have, and the score lies in its range.
    #[test]
    fn a_score_lies_in_its_range(walk in 0_usize..3, sit in 0..3, far in 0_i32..=10, how in prop::sample::select(How::ALL.to_vec())) {
        let asked = with(how, Some(1));
        let mut given = Answers::new();
        if walk < 2 { given.insert("walk".into(), code(["none", "some"][walk])); }
        if sit < 2 { given.insert("sit".into(), vec![Given::Integer(sit)]); }
        given.insert("far".into(), vec![Given::Integer(far)]);
        let score = asked.score(&asked.keep(&given)).unwrap();
        let (low, high) = asked.range().unwrap();
        prop_assert_eq!(score.value.is_some(), walk < 2 || sit < 2);
        if let Some(value) = score.value {
            prop_assert!((low..=high).contains(&value), "{value}");
        }
        prop_assert_eq!(Answered::flat(&asked.keep(&given)).len(), score.answered + usize::from(walk == 1));
    }
}
