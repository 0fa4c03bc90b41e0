//! The gate: the strictest limit wins, for every row of the contraindication table and every pair of rows.

use domain::facts::Facts;
use domain::gate::{Action, Gate};
use domain::ids::Key;
use domain::knowledge::Knowledge;
use domain::knowledge::safety::{Code, Contraindication};
use domain::knowledge::technique::{Kind, Technique, Tool};
use domain::level::Level;
use domain::profile::Profile;
use domain::triage::{Checked, triage};
use domain::truth::Truth;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().expect("the knowledge parses"));

fn gate(yes: &[&Key], checked: &Checked) -> (Level, Gate) {
    let mut facts = Facts::default();
    for key in KNOWLEDGE.facts.keys() {
        facts.set(key.clone(), Truth::No);
    }
    for key in yes {
        facts.set((*key).clone(), Truth::Yes);
    }
    facts.derive(&KNOWLEDGE, &Profile { age: Some(40), ..Profile::default() });
    let result = triage(&KNOWLEDGE, &facts, checked);
    (result.level, Gate::new(&KNOWLEDGE, &facts, &result, checked))
}

fn least(code: Code) -> Action {
    match code {
        Code::N => Action::Allow,
        Code::L => Action::Modify,
        Code::R => Action::ForbidRegion,
        Code::A => Action::Ask,
        Code::X => Action::Forbid,
    }
}

fn code(row: &Contraindication, technique: &Technique) -> Code {
    technique.columns.iter().map(|column| row.code(*column)).max().unwrap_or(Code::N)
}

fn rows() -> Vec<(&'static Contraindication, &'static Key)> {
    KNOWLEDGE.contraindications.iter().flat_map(|row| row.facts.iter().map(move |key| (row, key))).collect()
}

#[test]
fn every_row_limits_every_technique_of_its_columns_at_least_as_printed() {
    for (row, key) in rows() {
        let (_, gate) = gate(&[key], &Checked::default());
        for technique in KNOWLEDGE.techniques.values() {
            let action = gate.decision(&technique.id).unwrap().action;
            let wanted = least(code(row, technique));
            assert!(action >= wanted, "{key}: {} is {action:?}, the table says {wanted:?}", technique.id);
        }
    }
}

/// Safety reference, 7.6: "strictest code wins for every pair of rows". Two states together are never freer than one.
#[test]
fn two_states_together_are_as_strict_as_the_stricter() {
    // A clinician's "cleared" is the one state that is there to free something.
    let dangers = |key: &Key| KNOWLEDGE.facts.get(key).is_none_or(|fact| !fact.reassuring);
    let rows: Vec<_> = rows().into_iter().filter(|(_, key)| dangers(key)).collect();
    let alone: Vec<Gate> = rows.iter().map(|(_, key)| gate(&[key], &Checked::default()).1).collect();
    for (a, (_, first)) in rows.iter().enumerate() {
        for (b, (_, second)) in rows.iter().enumerate().skip(a + 1) {
            let (_, both) = gate(&[first, second], &Checked::default());
            for (id, decision) in both.iter() {
                let single = [alone[a].decision(id).unwrap(), alone[b].decision(id).unwrap()];
                let strictest = single.iter().map(|one| one.action).max().unwrap();
                assert!(decision.action >= strictest, "{first} and {second}: {id} is {:?}", decision.action);
                assert!(!decision.is_offerable() || single.iter().all(|one| one.is_offerable()));
                for one in single {
                    assert!(one.keep_off.is_subset(&decision.keep_off), "{first} and {second}: {id}");
                }
            }
        }
    }
}

#[test]
fn a_healthy_person_may_do_everything_that_is_written_for_it() {
    let (level, gate) = gate(&[], &Checked::default());
    assert_eq!(level, Level::GoAhead);
    for (id, decision) in gate.iter() {
        assert!(decision.is_offerable(), "{id} is {decision:?}");
        assert!(decision.action <= Action::ForbidRegion);
    }
}

#[test]
fn no_massage_gun_where_anything_has_to_be_lighter() {
    for (row, key) in rows().into_iter().filter(|(row, _)| row.deep_tissue != Code::N) {
        let (_, gate) = gate(&[key], &Checked::default());
        for technique in KNOWLEDGE.techniques.values().filter(|technique| technique.tool == Tool::Gun) {
            assert!(!gate.offers(&technique.id), "{}: {} is offered", row.id, technique.id);
        }
    }
}

#[test]
fn nothing_is_offered_while_help_is_needed_now() {
    let fever = Key::from("fever");
    let (level, gate) = gate(&[&fever], &Checked::default());
    assert_eq!(level, Level::SameDay);
    assert!(gate.iter().all(|(_, decision)| decision.action == Action::Forbid && !decision.is_offerable()));
}

#[test]
fn with_a_passing_wish_to_be_dead_breathing_and_walking_stay_open() {
    let (level, gate) = gate(&[&Key::from("suicidal_passive")], &Checked::default());
    assert_eq!(level, Level::SameDay);
    for (id, decision) in gate.iter() {
        let kind = KNOWLEDGE.techniques[id].kind;
        assert_eq!(decision.is_offerable(), matches!(kind, Kind::Breathing | Kind::Walk), "{id}");
    }
}

#[test]
fn what_had_to_be_asked_may_be_done_lighter_once_a_clinician_agreed() {
    let key = Key::from("heart_failure");
    let mut checked = Checked::default();
    checked.add(key.clone(), false, true);
    let (level, agreed) = gate(&[&key], &checked);
    assert_eq!(level, Level::Precautions);
    let swedish = agreed.decision(&"pro_swedish".into()).unwrap();
    assert_eq!((swedish.action, swedish.is_offerable()), (Action::Modify, true));
    assert_eq!(agreed.decision(&"pro_deep_tissue".into()).unwrap().action, Action::Forbid);

    let mut only_seen = Checked::default();
    only_seen.add(key.clone(), false, false);
    let (_, not_agreed) = gate(&[&key], &only_seen);
    assert_eq!(not_agreed.decision(&"pro_swedish".into()).unwrap().action, Action::Ask);
}

#[test]
fn a_place_that_is_out_of_bounds_rules_out_what_presses_there_and_nothing_else() {
    let (_, gate) = gate(&[&Key::from("varicose_veins")], &Checked::default());
    assert!(gate.offers(&"sm_gmed_ball_wall".into()), "the hip is not the lower leg");
    assert!(gate.offers(&"pro_swedish".into()), "a therapist works around it");
    assert!(!gate.decision(&"pro_swedish".into()).unwrap().keep_off.is_empty());
}
