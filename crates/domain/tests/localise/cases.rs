//! Single cases, each with its reason.

use super::*;
use domain::ids::MimicId;
use domain::knowledge::body::Side;
use domain::localise::{NotEnough, Reason, Strength};

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 0.05
}

#[test]
fn the_worked_example_of_the_reference_comes_out() {
    let found = run(&person(&LOIN, &LOIN_ANSWERS, &[]));
    let quadratus = found.score("quadratus_lumborum").unwrap();
    assert!(near(quadratus.score, 8.4), "{quadratus:?}");
    assert!(near(quadratus.prior, 0.85) && near(quadratus.zone, 2.96), "{quadratus:?}");
    assert!(near(quadratus.findings, 4.55) && near(quadratus.explained, 0.62), "{quadratus:?}");
    assert_eq!(quadratus.spot.as_deref(), Some("ql_sup_hi"));
    let medius = found.score("gluteus_medius").unwrap();
    assert!(near(medius.score, 1.5), "{medius:?}");

    let first = &found.candidates[0];
    assert_eq!((first.muscle.as_str(), first.side), ("quadratus_lumborum", Side::Right));
    assert_eq!(first.strength, Strength::GoodGuess);
    let reasons: Vec<&str> = (first.reasons_for.iter())
        .map(|reason| match reason {
            Reason::Zone { zone, .. } => zone.as_str(),
            Reason::Answer { key, .. } => key.as_str(),
        })
        .collect();
    assert_eq!(
        reasons,
        ["iliac_crest_r", "lumbar_lat_lower_r", "press_loin", "worse_cough_sneeze", "worse_roll_in_bed"]
    );
    // This spot is hardly felt at the outer low back, but another spot of the same muscle is.
    assert_eq!(first.against, []);
}

#[test]
fn paint_where_no_spot_of_the_muscle_is_felt_speaks_against_it() {
    let found =
        run(&person(&[("iliac_crest_r", 1.0), ("calf_r", 0.8)], &["press_loin", "worse_roll_in_bed"], &[]));
    let shown = found.candidates.iter().chain(&found.more);
    let quadratus = shown.into_iter().find(|shown| shown.muscle.as_str() == "quadratus_lumborum").unwrap();
    assert!(
        matches!(&quadratus.against[..], [Reason::Zone { zone, .. }] if zone.as_str() == "calf_r"),
        "{:?}",
        quadratus.against
    );
}

#[test]
fn an_answer_against_is_named() {
    let found =
        run(&person(&[("iliac_crest_r", 1.0)], &["press_loin", "below_knee"], &["worse_roll_in_bed"]));
    let shown = found.candidates.iter().chain(&found.more);
    let quadratus = shown.into_iter().find(|shown| shown.muscle.as_str() == "quadratus_lumborum").unwrap();
    let against = Reason::Answer { key: "below_knee".into(), truth: Truth::Yes, bits: -1.5 };
    assert_eq!(quadratus.against, [against]);
}

#[test]
fn muscles_that_hands_cannot_tell_apart_are_shown_once() {
    let facts = person(
        &[("lumbar_para_lower_l", 1.0), ("lumbar_para_upper_l", 1.0)],
        &["worse_lean_forward_hold", "worse_lift", "worse_straighten_up", "press_para_low"],
        &["worse_cough_sneeze"],
    );
    let found = run(&facts);
    let first = &found.candidates[0];
    assert_eq!(first.group.as_ref().map(ToString::to_string).as_deref(), Some("erector_spinae"));
    let parts: Vec<&str> = first.parts.iter().map(|part| part.muscle.as_str()).collect();
    assert_eq!(parts, ["iliocostalis_lumborum", "longissimus_thoracis"]);
    assert!(first.parts.iter().all(|part| first.score - part.score <= 1.0), "{first:?}");
    let share: f64 = first.parts.iter().map(|part| part.share).sum();
    assert!(near(first.share, share.min(0.75)), "{first:?}");
}

#[test]
fn a_guess_is_never_surer_than_what_it_rests_on() {
    // One zone and no answer: the drawing speaks, but nothing else does.
    let no_answer =
        run(&person(&[("buttock_mid_r", 1.0)], &[], &["worse_lift", "worse_twist", "worse_walk"]));
    assert!(no_answer.not_enough.is_none(), "{no_answer:?}");
    assert!(no_answer.candidates.iter().all(|shown| shown.strength < Strength::GoodGuess), "{no_answer:?}");
    // Rhomboids rest on clinical teaching alone (evidence C), however well they fit.
    let rhomboids = run(&person(
        &[("interscap_upper_l", 1.0), ("interscap_lower_l", 1.0)],
        &["press_scap_inner", "test_squeeze_blades_pain", "worse_reach_forward", "ache_deep"],
        &[],
    ));
    assert_eq!(rhomboids.candidates[0].muscle.as_str(), "rhomboids");
    assert_eq!(rhomboids.candidates[0].strength, Strength::FairGuess);
    // The worked example with half of the paint elsewhere.
    let elsewhere = [("iliac_crest_r", 1.0), ("shoulder_top_r", 1.0)];
    let elsewhere = run(&person(&elsewhere, &LOIN_ANSWERS, &[]));
    let quadratus = elsewhere.candidates.iter().find(|shown| shown.muscle.as_str() == "quadratus_lumborum");
    assert_eq!(quadratus.map(|shown| shown.strength), Some(Strength::FairGuess), "{elsewhere:?}");
}

#[test]
fn each_reason_for_not_naming_a_muscle_is_told_apart() {
    let little = run(&person(&[("lumbar_para_lower_r", 0.2)], &["worse_bend_forward"], &[]));
    assert_eq!(little.not_enough, Some(NotEnough::TooLittle));
    let no_fit =
        run(&person(&[("knee_front_r", 1.0)], &["worse_stairs_up", "worse_squat", "worse_walk"], &[]));
    assert_eq!(no_fit.not_enough, Some(NotEnough::NoFit));
    let tie = run(&person(&[("shoulder_top_r", 1.0), ("interscap_lower_r", 1.0)], &[], &[]));
    assert_eq!(tie.not_enough, Some(NotEnough::Tie));
    let everywhere =
        (KNOWLEDGE.zones.iter()).map(|zone| (zone.id.as_str(), 1.0)).take(26).collect::<Vec<_>>();
    let widespread = run(&person(&everywhere, &LOIN_ANSWERS, &[]));
    assert_eq!(widespread.not_enough, Some(NotEnough::Widespread));
    assert!(widespread.widespread);
    for nothing in [little, no_fit, widespread] {
        assert!(nothing.candidates.is_empty() && nothing.more.is_empty(), "{nothing:?}");
        assert_eq!(nothing.scores.len(), KNOWLEDGE.muscles.len());
    }
    // A tie is shown, but nothing in it is more than a weak guess.
    assert_eq!(tie.candidates.len(), 3);
    assert!(tie.candidates.iter().all(|shown| shown.strength == Strength::WeakGuess), "{tie:?}");
}

#[test]
fn four_telling_answers_are_enough_without_paint() {
    let yes = ["worse_turn_head", "press_scap_corner", "test_head_to_armpit_stretch", "worse_neck_bend"];
    let found = run(&person(&[], &yes, &[]));
    assert_eq!(found.not_enough, None);
    assert_eq!(found.candidates[0].side, Side::Both);
    assert_eq!(run(&person(&[], &yes[..3], &[])).not_enough, Some(NotEnough::TooLittle));
    // What tells nothing of muscles does not count.
    let yes = ["worse_turn_head", "press_scap_corner", "fever", "age_over_50"];
    assert_eq!(run(&person(&[], &yes, &[])).not_enough, Some(NotEnough::TooLittle));
}

fn flagged(found: &Localised) -> Vec<&str> {
    found.mimics.iter().map(|mimic| mimic.mimic.as_str()).collect()
}

#[test]
fn paint_never_vetoes_a_look_alike_that_needs_a_clinician() {
    let yes = ["fatty_food_link", "nausea_vomit"];
    for zone in ["scap_tip_r", "heel_l"] {
        let found = run(&person(&[(zone, 1.0)], &yes, &[]));
        assert!(flagged(&found).contains(&"visceral_gallbladder"), "{zone}: {found:?}");
        assert!(found.muscles_hidden);
    }
    // A harmless one has to fit the drawing too.
    let yes = ["worse_bend_forward", "worse_sit_long", "worse_cough_sneeze", "test_arch_centralises"];
    assert!(flagged(&run(&person(&[("spine_lumbar_lower", 1.0)], &yes, &[]))).contains(&"disc_lumbar"));
    let found = run(&person(&[("heel_l", 1.0)], &yes, &["worse_stand_long"]));
    assert!(found.mimics.iter().all(|mimic| mimic.mimic.as_str() != "disc_lumbar" || mimic.score >= 2.0));
}

#[test]
fn the_gallbladder_is_on_the_right() {
    let yes = ["fatty_food_link", "nausea_vomit"];
    let score = |zone| {
        let found = run(&person(&[(zone, 1.0)], &yes, &[]));
        found.mimics.into_iter().find(|mimic| mimic.mimic.as_str() == "visceral_gallbladder").unwrap()
    };
    let (right, left) = (score("scap_tip_r"), score("scap_tip_l"));
    assert_eq!((right.side, left.side), (Side::Right, Side::Right));
    assert!(right.score > left.score + 1.0, "{right:?} {left:?}");
}

#[test]
fn unsure_is_never_no_where_a_clinician_may_be_needed() {
    let mut facts = person(&[("lumbar_para_lower_r", 1.0)], &[], &[]);
    facts.set("saddle_numb", Truth::Unsure);
    let found = run(&facts);
    assert_eq!(found.warnings[0].warning.as_str(), "red_cauda");
    assert!(found.muscles_hidden);

    let mut facts = person(&[("scap_tip_r", 1.0)], &[], &[]);
    facts.set("fatty_food_link", Truth::Unsure);
    facts.set("nausea_vomit", Truth::Unsure);
    assert!(flagged(&run(&facts)).contains(&"visceral_gallbladder"));

    // For a muscle it is nothing.
    let mut unsure = person(&LOIN, &LOIN_ANSWERS, &[]);
    unsure.set("better_hands_unload", Truth::Unsure);
    assert_eq!(run(&unsure).scores, run(&person(&LOIN, &LOIN_ANSWERS, &[])).scores);
}

#[test]
fn what_was_checked_no_longer_hides_the_muscles() {
    let facts = person(&[("spine_lumbar_upper", 1.0)], &["steroid_long"], &[]);
    let mut checked = BTreeSet::from([MimicId::from("red_cancer")]);
    assert!(localise(&MODEL, &facts, &checked).muscles_hidden);
    checked.insert("red_fracture".into());
    let found = localise(&MODEL, &facts, &checked);
    assert!(!found.muscles_hidden);
    assert_eq!(found.warnings.len(), 1, "still told");

    let facts = person(&[("scap_tip_r", 1.0)], &["fatty_food_link", "nausea_vomit"], &[]);
    assert!(localise(&MODEL, &facts, &checked).muscles_hidden);
    let mimics = run(&facts).mimics.into_iter().map(|mimic| mimic.mimic).collect();
    assert!(!localise(&MODEL, &facts, &mimics).muscles_hidden);
}

#[test]
fn the_fracture_warning_needs_paint_over_the_spine() {
    let warned = |zone| !run(&person(&[(zone, 1.0)], &["steroid_long"], &[])).warnings.is_empty();
    assert!(warned("spine_lumbar_upper"));
    assert!(!warned("trochanter_r"));
}

#[test]
fn amounts_off_the_scale_and_unknown_zones_do_no_harm() {
    let odd = [("iliac_crest_r", 7.0), ("lumbar_lat_lower_r", f64::NAN), ("sij_r", -1.0), ("nowhere", 1.0)];
    let found = run(&person(&odd, &LOIN_ANSWERS, &[]));
    assert_eq!(found, run(&person(&[("iliac_crest_r", 1.0)], &LOIN_ANSWERS, &[])));
}
