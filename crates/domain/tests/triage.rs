//! Triage against scenarios that a clinician can read, and the promises it keeps for everyone.

#![expect(clippy::unwrap_used, reason = "helpers of tests may do what tests do")]

use domain::facts::Facts;
use domain::gate::{Action, Gate};
use domain::ids::{Key, TechniqueId, ZoneId};
use domain::knowledge::Knowledge;
use domain::knowledge::safety::FactKind;
use domain::level::Level;
use domain::profile::{Profile, Sex};
use domain::triage::{Checked, Triage, triage};
use domain::truth::Truth;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().expect("the knowledge parses"));

/// A situation and what the screen has to say to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    why: String,
    #[expect(dead_code, reason = "read by people")]
    reviewed_by: String,
    given: Given,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    age: Option<u8>,
    sex: Option<Sex>,
    #[serde(default)]
    yes: Vec<Key>,
    #[serde(default)]
    unsure: Vec<Key>,
    #[serde(default)]
    checked: Vec<Key>,
    #[serde(default)]
    hospital: bool,
    #[serde(default)]
    zones: Vec<ZoneId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    level: Option<Level>,
    at_least: Option<Level>,
    urgent: Option<bool>,
    #[serde(default)]
    because: Vec<String>,
    #[serde(default)]
    forbidden: Vec<TechniqueId>,
}

/// A person who answered "no" to everything that is not listed.
fn person(given: &Given) -> (Facts, Checked) {
    let mut facts = all_no();
    for key in &given.yes {
        facts.set(key.clone(), Truth::Yes);
    }
    for key in &given.unsure {
        facts.set(key.clone(), Truth::Unsure);
    }
    facts.set_drawing(given.zones.iter().map(|zone| (zone.clone(), 1.0)).collect());
    facts.derive(&KNOWLEDGE, &Profile { age: given.age.or(Some(40)), sex: given.sex, ..Profile::default() });
    let mut checked = Checked::default();
    for key in &given.checked {
        checked.add(key.clone(), given.hospital, false);
    }
    (facts, checked)
}

fn all_no() -> Facts {
    let mut facts = Facts::default();
    for key in KNOWLEDGE.facts.keys() {
        facts.set(key.clone(), Truth::No);
    }
    facts
}

fn scenario_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/triage");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_scenario_gets_its_level() {
    let mut failures = Vec::new();
    let mut by_level: BTreeMap<Level, usize> = BTreeMap::new();
    for file in scenario_files() {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let scenario: Scenario = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (facts, checked) = person(&scenario.given);
        let result = triage(&KNOWLEDGE, &facts, &checked);
        *by_level.entry(result.level).or_default() += 1;
        for failure in failures_of(&scenario.expect, &facts, &result, &checked) {
            failures.push(format!("{name}: {failure}\n    {}", scenario.why));
        }
    }
    assert!(failures.is_empty(), "{} scenarios fail:\n{}", failures.len(), failures.join("\n"));
    for level in Level::ALL {
        let count = by_level.get(&level).copied().unwrap_or_default();
        assert!(count >= 12, "only {count} scenarios at {level:?}");
    }
}

fn failures_of(expect: &Expect, facts: &Facts, result: &Triage, checked: &Checked) -> Vec<String> {
    let mut failures = Vec::new();
    let reasons: Vec<&str> = result.reasons.iter().map(|reason| reason.id.as_str()).collect();
    if expect.level.is_some_and(|level| level != result.level) {
        failures.push(format!("expected {:?}, got {:?} from {reasons:?}", expect.level, result.level));
    }
    if expect.at_least.is_some_and(|level| result.level < level) {
        failures.push(format!(
            "expected at least {:?}, got {:?} from {reasons:?}",
            expect.at_least, result.level
        ));
    }
    if expect.urgent.is_some_and(|urgent| urgent != result.urgent) {
        failures.push(format!("expected urgent {:?}, got {} from {reasons:?}", expect.urgent, result.urgent));
    }
    for because in &expect.because {
        let named = |reason: &&domain::triage::Reason| {
            reason.id.as_str() == because || reason.facts.iter().any(|key| key.as_str() == because)
        };
        if !result.reasons.iter().any(|reason| named(&reason)) {
            failures.push(format!("`{because}` is not among the reasons {reasons:?}"));
        }
    }
    let gate = Gate::new(&KNOWLEDGE, facts, result, checked);
    for technique in &expect.forbidden {
        let action = gate.decision(technique).map(|decision| decision.action);
        if action != Some(Action::Forbid) {
            failures.push(format!("`{technique}` has to be forbidden, and is {action:?}"));
        }
    }
    failures
}

/// Facts that may be turned from no to yes without ever reassuring anybody.
fn dangers() -> Vec<Key> {
    KNOWLEDGE.facts.values().filter(|fact| !fact.reassuring).map(|fact| fact.id.clone()).collect()
}

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![8 => Just(Truth::No), 1 => Just(Truth::Unsure), 2 => Just(Truth::Yes)]
}

/// A random adult or child who answered everything; a few yes-answers among many no-answers.
fn anyone() -> impl Strategy<Value = (BTreeMap<Key, Truth>, u8)> {
    let keys: Vec<Key> = KNOWLEDGE.facts.keys().cloned().collect();
    let few = prop::collection::btree_map(prop::sample::select(keys), truth(), 0..14);
    (few, 10_u8..95)
}

fn screened(truths: &BTreeMap<Key, Truth>, age: u8) -> (Facts, Triage) {
    let mut facts = all_no();
    for (key, truth) in truths {
        facts.set(key.clone(), *truth);
    }
    facts.derive(&KNOWLEDGE, &Profile { age: Some(age), ..Profile::default() });
    let result = triage(&KNOWLEDGE, &facts, &Checked::default());
    (facts, result)
}

fn strictness(facts: &Facts, result: &Triage) -> Vec<(Action, bool, u8)> {
    let gate = Gate::new(&KNOWLEDGE, facts, result, &Checked::default());
    gate.iter()
        .map(|(_, one)| (one.action, !one.is_offerable(), 10 - one.pressure_cap.unwrap_or(10)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// One more yes, or a "not sure" instead of a no, never lowers the level.
    #[test]
    fn more_danger_never_lowers_the_level(
        (truths, age) in anyone(),
        key in prop::sample::select(dangers()),
        raised in prop_oneof![Just(Truth::Unsure), Just(Truth::Yes)],
    ) {
        let before = truths.get(&key).copied().unwrap_or(Truth::No);
        prop_assume!(before < raised);
        let (_, calm) = screened(&truths, age);
        let mut more = truths.clone();
        more.insert(key.clone(), raised);
        let (_, worse) = screened(&more, age);
        prop_assert!(worse.level >= calm.level, "{key} {before} -> {raised}: {:?} -> {:?}", calm.level, worse.level);
        if worse.level == calm.level {
            prop_assert!(worse.urgent >= calm.urgent, "{key} made it less urgent");
        }
    }

    /// "Not sure" never gives less than "no", and "yes" never less than "not sure", for the level and the techniques.
    #[test]
    fn more_danger_never_frees_a_technique(
        (truths, age) in anyone(),
        key in prop::sample::select(dangers()),
        raised in prop_oneof![Just(Truth::Unsure), Just(Truth::Yes)],
    ) {
        let before = truths.get(&key).copied().unwrap_or(Truth::No);
        prop_assume!(before < raised);
        let (facts, calm) = screened(&truths, age);
        let mut more = truths.clone();
        more.insert(key.clone(), raised);
        let (worse_facts, worse) = screened(&more, age);
        for (calm, worse) in strictness(&facts, &calm).into_iter().zip(strictness(&worse_facts, &worse)) {
            prop_assert!(worse.0 >= calm.0 && worse.1 >= calm.1, "{key}: {calm:?} -> {worse:?}");
        }
    }

    /// There is no clearance above "precautions", and always one below when all is answered.
    #[test]
    fn only_the_two_calm_levels_are_cleared((truths, age) in anyone()) {
        let (_, result) = screened(&truths, age);
        prop_assert_eq!(result.clearance().is_some(), result.level.allows_plan());
    }

    /// The level is the highest of its reasons, and each reason names an answer that is not a no.
    #[test]
    fn every_level_has_its_reasons((truths, age) in anyone()) {
        let (facts, result) = screened(&truths, age);
        let highest = result.reasons.iter().map(|reason| reason.level).max().unwrap_or(Level::GoAhead);
        prop_assert_eq!(highest, result.level);
        for reason in &result.reasons {
            prop_assert!(reason.words(&KNOWLEDGE).is_some());
            for key in &reason.facts {
                prop_assert!(facts.is_possible(key.as_str()), "{key} is not an answer of this person");
            }
        }
    }

    /// What was not asked keeps the screen open: nobody is told to go ahead.
    #[test]
    fn nothing_is_cleared_before_all_is_asked((truths, age) in anyone()) {
        let mut facts = Facts::default();
        for (key, truth) in &truths {
            facts.set(key.clone(), *truth);
        }
        facts.derive(&KNOWLEDGE, &Profile { age: Some(age), ..Profile::default() });
        let result = triage(&KNOWLEDGE, &facts, &Checked::default());
        prop_assert!(result.clearance().is_none());
        prop_assert_ne!(result.told_level(), Some(Level::GoAhead));
    }
}

/// Every single danger, alone, in a person of 40 who answered no to all else, gives its own level.
#[test]
fn every_fact_alone_gives_its_level() {
    for fact in
        KNOWLEDGE.facts.values().filter(|fact| fact.derived.is_none() && fact.kind != FactKind::Context)
    {
        let (_, result) = screened(&BTreeMap::from([(fact.id.clone(), Truth::Yes)]), 40);
        let own = fact.level.unwrap_or(Level::GoAhead);
        assert!(result.level >= own, "{} alone gives {:?}, not {own:?}", fact.id, result.level);
        let (_, doubt) = screened(&BTreeMap::from([(fact.id.clone(), Truth::Unsure)]), 40);
        let unsure = fact.unsure.unwrap_or(Level::GoAhead);
        assert!(doubt.level >= unsure, "{} not sure gives {:?}, not {unsure:?}", fact.id, doubt.level);
    }
}
