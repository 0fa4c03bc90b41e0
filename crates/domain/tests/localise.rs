//! Localising: situations that a clinician can read, and what must hold for every drawing and every answer.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use domain::facts::{Drawing, Facts};
use domain::ids::{Key, MimicId, ZoneId};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::muscle::FindingGroup;
use domain::localise::{
    Localised, MOST_QUESTIONS, Model, NotEnough, Reason, Strength, localise, next_question,
};
use domain::truth::Truth;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));

fn run(facts: &Facts) -> Localised {
    localise(&MODEL, facts, &BTreeSet::new())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    why: String,
    #[expect(dead_code, reason = "for the reader of the file")]
    reviewed_by: String,
    given: Given,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    zones: BTreeMap<String, f64>,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Expect {
    first: Option<String>,
    side: Option<Side>,
    among: Vec<String>,
    not_first: Vec<String>,
    mimics: Vec<String>,
    no_mimics: Vec<String>,
    not_enough: Option<bool>,
    widespread: Option<bool>,
    warnings: Option<BTreeSet<String>>,
    muscles_hidden: Option<bool>,
    #[serde(rename = "expect_scores")]
    scores: BTreeMap<String, f64>,
}

impl Given {
    fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        facts.set_drawing(self.zones.iter().map(|(zone, amount)| (zone.as_str().into(), *amount)).collect());
        for key in &self.yes {
            facts.set(key.as_str(), Truth::Yes);
        }
        for key in &self.no {
            facts.set(key.as_str(), Truth::No);
        }
        facts
    }

    /// Names that the knowledge does not have.
    fn unknown(&self) -> Vec<&str> {
        let zones = self.zones.keys().filter(|zone| KNOWLEDGE.zone(&ZoneId::from(zone.as_str())).is_none());
        let keys = self.yes.iter().chain(&self.no).filter(|key| !KNOWLEDGE.knows_key(key));
        zones.chain(keys).map(String::as_str).collect()
    }
}

impl Expect {
    /// What is not as expected.
    fn differences(&self, found: &Localised) -> Vec<String> {
        let mut differences = Vec::new();
        let mut expect = |holds: bool, difference: String| {
            if !holds {
                differences.push(difference);
            }
        };
        let first = found.candidates.first();
        let first_muscle = first.map(|first| first.muscle.as_str());
        let shown: Vec<&str> = (found.candidates.iter())
            .flat_map(|shown| {
                std::iter::once(&shown.muscle).chain(shown.parts.iter().map(|part| &part.muscle))
            })
            .map(domain::ids::MuscleId::as_str)
            .collect();
        let mimics: Vec<&str> = found.mimics.iter().map(|mimic| mimic.mimic.as_str()).collect();
        if let Some(muscle) = &self.first {
            expect(first_muscle == Some(muscle), format!("first {first_muscle:?}, not {muscle}"));
        }
        if let Some(side) = self.side {
            let found = first.map(|first| first.side);
            expect(found == Some(side), format!("side {found:?}, not {side:?}"));
        }
        for muscle in &self.among {
            expect(shown.contains(&muscle.as_str()), format!("{muscle} is not among {shown:?}"));
        }
        for muscle in &self.not_first {
            expect(first_muscle.is_some_and(|first| first != muscle), format!("first {first_muscle:?}"));
        }
        for mimic in &self.mimics {
            expect(mimics.contains(&mimic.as_str()), format!("{mimic} is not flagged, only {mimics:?}"));
        }
        for mimic in &self.no_mimics {
            expect(!mimics.contains(&mimic.as_str()), format!("{mimic} is flagged"));
        }
        if let Some(not_enough) = self.not_enough {
            expect(
                found.not_enough.is_some() == not_enough,
                format!("not enough information: {:?}", found.not_enough),
            );
        }
        if let Some(widespread) = self.widespread {
            expect(found.widespread == widespread, format!("widespread: {}", found.widespread));
        }
        if let Some(warnings) = &self.warnings {
            let found: BTreeSet<String> =
                found.warnings.iter().map(|warning| warning.warning.to_string()).collect();
            expect(found == *warnings, format!("warnings {found:?}, not {warnings:?}"));
        }
        if let Some(hidden) = self.muscles_hidden {
            expect(found.muscles_hidden == hidden, format!("muscles hidden: {}", found.muscles_hidden));
        }
        for (muscle, score) in &self.scores {
            let found = found.score(muscle).map(|found| found.score);
            expect(
                found.is_some_and(|found| (found - score).abs() <= 0.05),
                format!("{muscle} scores {found:?}, not {score}"),
            );
        }
        differences
    }
}

#[test]
fn every_scenario_comes_out_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/localise");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failed = String::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy();
        let scenario: Scenario =
            toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let unknown = scenario.given.unknown();
        assert!(unknown.is_empty(), "{name}: not in the knowledge: {unknown:?}");
        let found = run(&scenario.given.facts());
        let differences = scenario.expect.differences(&found);
        if !differences.is_empty() {
            writeln!(failed, "{name}: {}\n  {}", scenario.why, differences.join("\n  ")).unwrap();
        }
    }
    assert!(files.len() >= 40, "{} scenarios", files.len());
    assert!(failed.is_empty(), "\n{failed}");
}

/// A person with this paint and these answers.
fn person(zones: &[(&str, f64)], yes: &[&str], no: &[&str]) -> Facts {
    let mut facts = Facts::default();
    facts.set_drawing(zones.iter().map(|(zone, amount)| ((*zone).into(), *amount)).collect());
    for key in yes {
        facts.set(*key, Truth::Yes);
    }
    for key in no {
        facts.set(*key, Truth::No);
    }
    facts
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 0.05
}

const LOIN: [(&str, f64); 2] = [("iliac_crest_r", 1.0), ("lumbar_lat_lower_r", 0.8)];
const LOIN_ANSWERS: [&str; 3] = ["worse_cough_sneeze", "worse_roll_in_bed", "press_loin"];

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
    // Without the outer low back the rim would be explained better: 8 * (0.9 - 0.62) bits.
    assert!(matches!(
        &first.against[..],
        [Reason::Zone { zone, bits, .. }] if zone.as_str() == "lumbar_lat_lower_r" && near(*bits, -2.24)
    ));
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

fn group_of(key: &Key) -> FindingGroup {
    KNOWLEDGE.findings[key].group
}

/// Asks until there is nothing more to ask, with the same answer to everything.
fn interview(mut facts: Facts, answer: Truth) -> Vec<Key> {
    let mut asked = BTreeSet::new();
    let mut order = Vec::new();
    while let Some(key) = next_question(&MODEL, &facts, &asked) {
        assert!(asked.insert(key.clone()), "{key} is asked twice");
        facts.set(key.clone(), answer);
        order.push(key);
    }
    order
}

#[test]
fn at_most_eight_questions_are_asked() {
    let facts = person(&[("lumbar_para_lower_r", 1.0), ("lumbar_para_upper_r", 1.0)], &[], &[]);
    let order = interview(facts, Truth::Unsure);
    assert_eq!(order.len(), MOST_QUESTIONS);
}

#[test]
fn nothing_is_asked_once_the_first_leads_clearly_or_pain_is_everywhere() {
    assert_eq!(next_question(&MODEL, &person(&LOIN, &LOIN_ANSWERS, &[]), &BTreeSet::new()), None);
    let everywhere =
        (KNOWLEDGE.zones.iter()).map(|zone| (zone.id.as_str(), 1.0)).take(26).collect::<Vec<_>>();
    assert_eq!(next_question(&MODEL, &person(&everywhere, &[], &[]), &BTreeSet::new()), None);
}

#[test]
fn the_question_with_the_largest_spread_comes_first() {
    // Worked out from the tables, apart from this program.
    for (zone, question) in [
        // Piriformis +1.5, lumbar stenosis -1.5.
        ("buttock_mid_r", "worse_sit_long"),
        // The kidney +2, the lower serratus -2; three questions tie, and the first by name is taken.
        ("ribs_low_r", "colic_waves"),
        // Pain from the neck +2, the muscles of the neck -1.
        ("scap_upper_r", "arm_tingling"),
    ] {
        let next = next_question(&MODEL, &person(&[(zone, 1.0)], &[], &[]), &BTreeSet::new());
        assert_eq!(next.as_ref().map(Key::as_str), Some(question), "{zone}");
    }
}

#[test]
fn tests_come_after_questions_and_presses_last() {
    // With everything else answered, tests and presses are left.
    let mut facts = person(&[("buttock_mid_r", 1.0), ("sij_r", 1.0)], &[], &[]);
    for (key, finding) in &KNOWLEDGE.findings {
        if !matches!(finding.group, FindingGroup::Test | FindingGroup::Press) && !finding.pressing {
            facts.set(key.clone(), Truth::Unsure);
        }
    }
    let mut order = interview(facts.clone(), Truth::Unsure);
    assert!(order.iter().all(|key| group_of(key) == FindingGroup::Test), "{order:?}");
    for (key, finding) in &KNOWLEDGE.findings {
        if finding.group == FindingGroup::Test {
            facts.set(key.clone(), Truth::Unsure);
        }
    }
    order = interview(facts, Truth::Unsure);
    assert!(!order.is_empty());
    assert!(order.iter().all(|key| group_of(key) == FindingGroup::Press), "{order:?}");
}

#[test]
fn a_test_that_a_fact_makes_unwise_is_not_asked() {
    let mut facts = person(&[("buttock_mid_r", 1.0), ("sij_r", 1.0)], &[], &[]);
    for (key, finding) in &KNOWLEDGE.findings {
        if finding.group != FindingGroup::Test || finding.skip_if.is_empty() {
            facts.set(key.clone(), Truth::Unsure);
        }
    }
    let first = next_question(&MODEL, &facts, &BTreeSet::new()).unwrap();
    let reason = KNOWLEDGE.findings[&first].skip_if[0].clone();
    facts.set(reason.clone(), Truth::No);
    assert_eq!(next_question(&MODEL, &facts, &BTreeSet::new()).as_ref(), Some(&first));
    // Not sure is enough to leave it out.
    facts.set(reason, Truth::Unsure);
    assert_ne!(next_question(&MODEL, &facts, &BTreeSet::new()), Some(first));
}

#[test]
fn age_and_sex_are_never_asked() {
    let facts = person(&[("trochanter_r", 1.0), ("thigh_outer_r", 0.6)], &[], &[]);
    let mut asked = BTreeSet::new();
    // More rounds than a person sees, so that every finding worth asking comes up.
    for _ in 0..300 {
        let mut known = facts.clone();
        for key in &asked {
            known.set(Key::clone(key), Truth::Unsure);
        }
        let Some(key) = next_question(&MODEL, &known, &BTreeSet::new()) else { break };
        assert!(KNOWLEDGE.findings[&key].derived.is_none(), "{key}");
        asked.insert(key);
    }
    assert!(asked.len() > 50, "{}", asked.len());
}

/// Random numbers that are the same everywhere: a linear congruential generator (Knuth's MMIX constants).
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
    }
}

fn mirrored(zone: &str) -> String {
    match zone.rsplit_once('_') {
        Some((base, "l")) => format!("{base}_r"),
        Some((base, "r")) => format!("{base}_l"),
        _ => zone.to_owned(),
    }
}

/// The check of the tables against themselves (muscles reference, 4.5): paint drawn from each pattern's own weights, both
/// sides, no answers. The reference found the muscle first in 67 % and among the first three in 93 %.
#[test]
fn paint_drawn_from_a_muscle_points_back_to_it() {
    let mut draw = Draw(2024);
    let (mut draws, mut first, mut three, mut right_side) = (0, 0, 0, 0);
    let spots =
        || KNOWLEDGE.muscles.iter().flat_map(|muscle| muscle.pattern.iter().map(move |p| (muscle, p)));
    // 58 spots, 2 sides, 4 rounds.
    for ((muscle, pattern), side) in (0..8).flat_map(|round| {
        spots().map(move |spot| (spot, if round % 2 == 0 { Side::Right } else { Side::Left }))
    }) {
        let mut drawing = Drawing::new();
        while drawing.is_empty() {
            for (zone, _) in pattern.referral.iter().filter(|(_, weight)| draw.unit() < **weight) {
                let zone = if side == Side::Left { mirrored(zone.as_str()).into() } else { zone.clone() };
                drawing.insert(zone, 1.0);
            }
        }
        let mut facts = Facts::default();
        facts.set_drawing(drawing);
        let found = run(&facts);
        let place = found.scores.iter().position(|score| score.muscle == muscle.id).unwrap();
        draws += 1;
        first += i32::from(place == 0);
        three += i32::from(place < 3);
        right_side += i32::from(found.scores[place].side == side);
    }
    let share = |count: i32| f64::from(count) / f64::from(draws);
    let (first, three, right_side) = (share(first), share(three), share(right_side));
    let figures =
        format!("{draws} draws: first {first:.3}, among three {three:.3}, on the right side {right_side:.3}");
    println!("{figures}");
    assert!(first >= 0.60 && three >= 0.88 && right_side >= 0.85, "{figures}");
}

fn zone_ids() -> Vec<ZoneId> {
    KNOWLEDGE.zones.iter().map(|zone| zone.id.clone()).collect()
}

fn finding_keys() -> Vec<Key> {
    KNOWLEDGE.findings.keys().cloned().collect()
}

fn marks() -> impl Strategy<Value = Vec<(ZoneId, f64)>> {
    let amount = prop_oneof![2 => Just(1.0), 2 => 0.0..=1.0_f64, 1 => Just(0.25)];
    prop::collection::vec((prop::sample::select(zone_ids()), amount), 0..14)
}

/// Marks that make sense: those of a spot, on one side or both, and some stray ones.
fn marks_of_a_spot() -> impl Strategy<Value = Vec<(ZoneId, f64)>> {
    let spots: Vec<_> = KNOWLEDGE
        .muscles
        .iter()
        .flat_map(|muscle| muscle.pattern.iter().map(|p| p.referral.clone()))
        .collect();
    let amounts = prop::collection::vec(0..=4_u8, 16);
    (prop::sample::select(spots), amounts, any::<(bool, bool)>(), marks()).prop_map(
        |(spot, amounts, (left, both), stray)| {
            let own = spot.keys().zip(amounts).flat_map(|(zone, quarters)| {
                let amount = f64::from(quarters) / 4.0;
                let other: ZoneId = mirrored(zone.as_str()).into();
                let right = (!left || both).then(|| (zone.clone(), amount));
                right.into_iter().chain((left || both).then_some((other, amount)))
            });
            own.chain(stray.into_iter().take(2)).collect()
        },
    )
}

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![3 => Just(Truth::Yes), 2 => Just(Truth::No), 1 => Just(Truth::Unsure)]
}

fn answers() -> impl Strategy<Value = Vec<(Key, Truth)>> {
    prop::collection::vec((prop::sample::select(finding_keys()), truth()), 0..14)
}

fn anyone() -> impl Strategy<Value = Facts> {
    (prop_oneof![marks(), marks_of_a_spot()], answers()).prop_map(|(marks, answers)| known(marks, answers))
}

fn known(
    marks: impl IntoIterator<Item = (ZoneId, f64)>,
    answers: impl IntoIterator<Item = (Key, Truth)>,
) -> Facts {
    let mut facts = Facts::default();
    let mut drawing = Drawing::new();
    for (zone, amount) in marks {
        let marked = drawing.entry(zone).or_insert(0.0);
        *marked = amount.max(*marked);
    }
    facts.set_drawing(drawing);
    for (key, truth) in answers {
        facts.raise(key, truth);
    }
    facts
}

fn thousands() -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { failure_persistence: Some(Box::new(persistence)), ..ProptestConfig::with_cases(3000) }
}

proptest! {
    #![proptest_config(thousands())]

    /// The order of marking and of answering changes nothing, to the last bit.
    #[test]
    fn the_order_of_marking_does_not_matter(
        (marks, shuffled) in marks().prop_flat_map(|marks| (Just(marks.clone()), Just(marks).prop_shuffle())),
        (answers, mixed) in answers().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(run(&known(marks, answers)), run(&known(shuffled, mixed)));
    }

    /// A mirrored drawing gives the mirrored result, to the last bit.
    #[test]
    fn left_and_right_are_mirror_images(facts in anyone()) {
        let found = run(&facts);
        let mut other = facts.clone();
        other.set_drawing(
            facts.drawing().iter().map(|(zone, amount)| (mirrored(zone.as_str()).into(), *amount)).collect(),
        );
        let other = run(&other);
        prop_assert_eq!(found.not_enough, other.not_enough);
        prop_assert_eq!(&found.warnings, &other.warnings);
        prop_assert_eq!(found.muscles_hidden, other.muscles_hidden);
        prop_assert_eq!(found.scores.len(), other.scores.len());
        for (one, two) in found.scores.iter().zip(&other.scores) {
            let mut two = two.clone();
            two.side = two.side.mirrored();
            prop_assert_eq!(one, &two);
        }
        let shown = |found: &Localised, mirror: bool| -> Vec<_> {
            (found.candidates.iter().chain(&found.more))
                .map(|shown| {
                    let side = if mirror { shown.side.mirrored() } else { shown.side };
                    (shown.muscle.clone(), side, shown.score.to_bits(), shown.share.to_bits(), shown.strength)
                })
                .collect()
        };
        prop_assert_eq!(shown(&found, false), shown(&other, true));
        // Look-alikes too, but for the one organ that has a side.
        let looks = |found: &Localised, mirror: bool| -> Vec<_> {
            (found.mimics.iter().filter(|mimic| mimic.mimic.as_str() != "visceral_gallbladder"))
                .map(|mimic| {
                    let side = if mirror { mimic.side.mirrored() } else { mimic.side };
                    (mimic.mimic.clone(), side, mimic.score.to_bits())
                })
                .collect()
        };
        prop_assert_eq!(looks(&found, false), looks(&other, true));
    }

    /// Marking more of a main zone of the spot that fits best never lowers the muscle.
    #[test]
    fn more_paint_on_a_main_zone_never_lowers_the_muscle(
        facts in anyone(), muscle in 0..KNOWLEDGE.muscles.len(), zone in 0..8_usize, more in 0.0..=1.0_f64,
    ) {
        let muscle = &KNOWLEDGE.muscles[muscle];
        let before = run(&facts);
        let before = before.score(muscle.id.as_str()).unwrap();
        let spot = muscle.pattern.iter().find(|pattern| Some(&pattern.id) == before.spot.as_ref());
        // With all spots together in the lead there is no one spot to look at; each is tested beside the code.
        prop_assume!(spot.is_some());
        let main: Vec<&ZoneId> = (spot.unwrap().referral.iter())
            .filter(|(_, weight)| **weight >= KNOWLEDGE.scoring.main_zone_from)
            .map(|(zone, _)| zone)
            .collect();
        let zone = main[zone % main.len()];
        let zone = if before.side == Side::Left { mirrored(zone.as_str()).into() } else { zone.clone() };
        let mut facts = facts;
        let mut drawing = facts.drawing().clone();
        let marked = drawing.entry(zone.clone()).or_insert(0.0);
        *marked = more.max(*marked);
        facts.set_drawing(drawing);
        let after = run(&facts);
        let after = after.score(muscle.id.as_str()).unwrap();
        prop_assert!(after.score >= before.score - 1e-9, "{}: {before:?} fell to {after:?}", zone);
    }

    /// Whatever is given: numbers are numbers, shares are capped, at most three are shown, best first, once each.
    #[test]
    fn results_are_always_in_shape(facts in anyone()) {
        let found = run(&facts);
        prop_assert!(found.candidates.len() <= 3);
        prop_assert_eq!(found.scores.len(), KNOWLEDGE.muscles.len());
        for score in &found.scores {
            prop_assert!(score.score.is_finite() && (0.0..=0.75).contains(&score.share), "{score:?}");
            prop_assert!((0.0..=1.0).contains(&score.explained), "{score:?}");
            prop_assert!((0.0..=1.0).contains(&score.reached), "{score:?}");
            prop_assert!((score.prior + score.zone + score.findings - score.score).abs() < 1e-9, "{score:?}");
        }
        let shown: Vec<_> = found.candidates.iter().chain(&found.more).collect();
        let mut names = BTreeSet::new();
        for candidate in &shown {
            prop_assert!(candidate.share <= 0.75, "{candidate:?}");
            prop_assert!(found.scores[0].score - candidate.score <= 3.0 + 1e-9, "{candidate:?}");
            prop_assert!(candidate.reasons_for.len() <= 5 && candidate.against.len() <= 1, "{candidate:?}");
            prop_assert!(candidate.reasons_for.iter().all(|reason| reason.bits() > 0.0), "{candidate:?}");
            prop_assert!(candidate.against.iter().all(|reason| reason.bits() < 0.0), "{candidate:?}");
            prop_assert_ne!(candidate.parts.len(), 1);
            if candidate.parts.is_empty() {
                prop_assert!(names.insert(candidate.muscle.clone()), "{candidate:?}");
            }
            for part in &candidate.parts {
                prop_assert!(names.insert(part.muscle.clone()), "{candidate:?}");
            }
        }
        prop_assert!(shown.is_sorted_by(|a, b| a.score >= b.score));
        match found.not_enough {
            None => prop_assert!(!found.candidates.is_empty()),
            Some(NotEnough::Tie) => {
                prop_assert!(shown.iter().all(|shown| shown.strength == Strength::WeakGuess));
            }
            Some(_) => prop_assert!(shown.is_empty()),
        }
        prop_assert_eq!(found.widespread, found.not_enough == Some(NotEnough::Widespread));
        prop_assert!(serde_json::to_string(&found).is_ok());
    }

    /// For muscles, an answer of "not sure" is the same as no answer.
    #[test]
    fn for_muscles_unsure_is_the_same_as_not_answered(facts in anyone()) {
        let sure = facts.iter().filter(|(_, truth)| *truth != Truth::Unsure);
        let without = known(facts.drawing().clone(), sure.map(|(key, truth)| (key.clone(), truth)));
        prop_assert_eq!(run(&facts).scores, run(&without).scores);
    }

    /// A warning, and a look-alike that asks for a clinician, stays when a doubt takes the place of a no.
    #[test]
    fn unsure_never_hides_what_no_would_not(facts in anyone(), key in prop::sample::select(finding_keys())) {
        let with = |truth| {
            let mut facts = facts.clone();
            facts.set(key.clone(), truth);
            run(&facts)
        };
        let (no, unsure) = (with(Truth::No), with(Truth::Unsure));
        let names = |found: &Localised| -> BTreeSet<MimicId> {
            let mimics = found.mimics.iter().filter(|mimic| mimic.hides_muscles()).map(|m| m.mimic.clone());
            mimics.chain(found.warnings.iter().map(|warning| warning.warning.clone())).collect()
        };
        prop_assert!(names(&unsure).is_superset(&names(&no)), "{key}: {no:?} {unsure:?}");
        prop_assert!(unsure.muscles_hidden || !no.muscles_hidden);
    }

    /// The next question is always one that is open, and there are never more than eight.
    #[test]
    fn the_next_question_is_always_open(facts in anyone(), answer in truth()) {
        let order = interview(facts.clone(), answer);
        prop_assert!(order.len() <= MOST_QUESTIONS);
        for key in &order {
            let finding = &KNOWLEDGE.findings[key];
            prop_assert_eq!(facts.get(key), None);
            prop_assert!(finding.derived.is_none());
            prop_assert!(!finding.skip_if.iter().any(|fact| facts.is_possible(fact.as_str())));
        }
    }
}
