//! What is asked next.

use super::*;
use domain::ids::Key;
use domain::knowledge::muscle::FindingGroup;
use domain::localise::{MOST_QUESTIONS, next_question};

fn group_of(key: &Key) -> FindingGroup {
    KNOWLEDGE.findings[key].group
}

/// Asks until there is nothing more to ask, with the same answer to everything.
pub(super) fn interview(mut facts: Facts, answer: Truth) -> Vec<Key> {
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
