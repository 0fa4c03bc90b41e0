//! What happened: its forms on disk and back.

use domain::entry::Event;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn every_kind_has_its_own_name_and_a_sample() {
    let mut kinds: Vec<&str> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
    let sampled: Vec<String> = samples::each_kind().iter().map(|event| event.kind().to_owned()).collect();
    assert_eq!(sampled, kinds);
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), Event::KINDS.len());
}

/// The form on disk is a promise to every journal that exists: change it only with a new version.
#[test]
fn the_form_on_disk_does_not_change_unnoticed() {
    let lines: Vec<String> = samples::each_kind()
        .iter()
        .map(|event| format!("{} {} {}", event.kind(), event.version(), event.body().unwrap()))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    question_answered 1 {"answer":{"options":{"yes":["chest"]}},"question":"now"}
    answer_withdrawn 1 {"question":"now"}
    screen_repeated 1 {"set":"short","unsure":[],"yes":["fever"]}
    clinician_assessed 1 {"by":"my GP","facts":["fever"],"hospital":false,"massage_agreed":true,"on":"2026-03-01","said":"a cold"}
    problem_reported 1 {"unsure":["fever"],"words":"my leg is warm","yes":["calf_swelling"]}
    plan_made 1 {"plan":{"weeks":6},"rules_version":"1"}
    plan_paused 1 {"until":"2026-03-09"}
    plan_resumed 1 {}
    swapped 1 {"reason":"too_hard","technique":"bridge","to":"clam"}
    session_done 1 {"felt":"same","items":[{"pain_during":1,"pressure":3,"seconds":90,"side":"none","skipped":false,"technique":"bridge"}],"note":"short","problem":"none","session":"w1d1"}
    checked_in 1 {"did":["walk"],"flare":false,"interference":3,"note":"slept well","pain":4}
    weekly_checked_in 1 {"can_do_again":"carry the shopping","goal":"closer"}
    therapist_visited 1 {"advice":"walk","felt":"better","minutes":60,"places":["low_back_left"],"pressure":5,"price":70,"technique":"swedish","therapist_note":"tight on the left"}
    flare_started 1 {}
    flare_ended 1 {}
    soreness_noted 1 {"after":"swedish","hours":20,"score":2,"zones":["low_back_left"]}
    medicine_changed 1 {"words":"stopped ibuprofen"}
    setting_changed 1 {"name":"country","value":"DE"}
    rated 1 {"about":"w1d1","late":false,"measure":"pain","minute_of_day":725,"occasion":"before_session","score":4}
    worthwhile_set 1 {"points":1.5}
    test_started 1 {"baseline_days":7,"commitment":"c0ffee","days":56,"design":{"coin_days":{"probability":0.45,"spacing":{"most_in_7_days":7,"rest_days":1}}},"first_day":"2026-03-01","lasting_effect_expected":false,"plan_text":"a coin for each day","seed":"a seed","what":{"kind":"techniques","techniques":["sm_gmed_ball_wall"]},"worthwhile":1.0}
    test_stopped 1 {"reason":"chosen"}
    noted 1 {"words":"rained all day"}
    drawn 1 {"probability":0.45,"technique":"swedish"}
    began 1 {"entry":"00000000-0001-7000-8000-000000000000","minute_of_day":900}
    questionnaire_added 1 {"questionnaire":{"items":[{"kind":{"choice":{"many":false,"options":[{"value":{"coding":{"code":"not","display":"Not hard","system":"urn:example:how"}},"weight":0.0},{"value":{"coding":{"code":"very","display":"Very hard","system":"urn:example:how"}},"weight":3.0}]}},"link_id":"1","required":true,"text":"How hard is it to get up?"},{"kind":{"integer":{"min":0}},"link_id":"2","text":"How many stairs?"}],"scoring":{"better":"lower","how":"sum"},"title":"Two questions","url":"urn:example:two-questions","version":"1"}}
    questionnaire_answered 1 {"items":[{"answers":[{"coding":{"code":"very","display":"Very hard","system":"urn:example:how"}}],"link_id":"1","text":"How hard is it to get up?"},{"answers":[{"integer":12}],"link_id":"2","text":"How many stairs?"}],"questionnaire":"urn:example:two-questions","version":"1"}
    retracted 1 {"entry":"00000000-0001-7000-8000-000000000000","why":"typed it twice"}
    "#);
}

#[test]
fn a_body_that_does_not_fit_is_an_error_that_repeats_nothing_of_it() {
    for body in
        [json!({}), json!({ "interference": "my secret" }), json!({ "interference": 11 }), json!(null)]
    {
        let error = Event::from_parts("checked_in", 1, body).unwrap_err();
        assert_eq!(error.to_string(), "the body does not fit an event `checked_in` of version 1");
        assert!(!format!("{error:?}").contains("secret"));
    }
}

#[test]
fn a_field_that_is_not_known_is_an_error_and_not_dropped() {
    assert!(Event::from_parts("flare_started", 1, json!({ "where": "left" })).is_err());
}

#[test]
fn debug_hides_what_a_person_wrote() {
    for event in samples::each_kind() {
        let shown = format!("{event:?}");
        assert!(shown.ends_with(" { .. }") && shown.len() < 30, "{shown}");
    }
    let unknown = Event::Unknown { kind: "dream".into(), version: 3, body: json!("my secret") };
    assert_eq!(format!("{unknown:?}"), "Unknown { kind: \"dream\", version: 3, .. }");
}

proptest! {
    /// An event comes back from text as it was.
    #[test]
    fn an_event_survives_a_round_trip(event in samples::event(4)) {
        let text = event.body().unwrap().to_string();
        let back = Event::from_parts(event.kind(), event.version(), serde_json::from_str(&text).unwrap());
        prop_assert!(back.as_ref() == Ok(&event), "{} {text}", event.kind());
    }

    /// What another program wrote is written back as it came, whatever its body holds.
    #[test]
    fn an_unknown_event_survives_untouched(kind in "[a-z_]{1,12}", version in 2_u32.., body in samples::json()) {
        let event = Event::from_parts(&kind, version, body.clone()).unwrap();
        prop_assert_eq!(event.kind(), kind);
        prop_assert_eq!(event.version(), version);
        prop_assert_eq!(event.body().unwrap().to_string(), body.to_string());
        prop_assert!(matches!(event, Event::Unknown { .. }), "{}", event.kind());
    }
}
