use super::*;
use crate::prompt::Lines;
use crate::samples::{Diary, KNOWLEDGE, well};
use domain::entry::ProblemReported;
use domain::ids::Key;
use insta::assert_snapshot;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const TODAY: Date = date(2026, 3, 20);

static WORLD: LazyLock<World> = LazyLock::new(|| World::load().unwrap());

fn with(keys: &[&str]) -> Diary {
    let yes = keys.iter().map(|key| Key::from(*key)).collect();
    well(date(2026, 3, 18))
        .on(date(2026, 3, 19), ProblemReported { yes, unsure: BTreeSet::new(), words: String::new() })
}

fn standing(diary: &Diary) -> Standing {
    Standing::new(&KNOWLEDGE, &diary.person(), TODAY)
}

fn blocking(diary: &Diary) -> Blocking {
    super::blocking(&WORLD, &standing(diary))
}

fn args(by: Option<&str>, hospital: bool, massage: Option<MassageAgreed>) -> cli::Checked {
    cli::Checked { by: by.map(str::to_owned), hospital, said: Some("a cold".to_owned()), massage, on: None }
}

fn ask(typed: &str, args: &cli::Checked, blocking: &Blocking) -> Result<Option<ClinicianAssessed>, Failure> {
    check(&KNOWLEDGE, &mut Lines::new(typed.as_bytes(), Vec::new()), args, blocking, TODAY)
}

#[test]
fn a_check_by_flags_opens_the_way_back() {
    let diary = with(&["fever"]);
    let blocking = blocking(&diary);
    let check = ask("", &args(Some("my GP"), false, Some(MassageAgreed::Yes)), &blocking).unwrap().unwrap();
    let diary = diary.on(TODAY, check.clone());
    assert_snapshot!(after(&WORLD, &check, &blocking, &standing(&diary)), @r"
    I have been checked
    -------------------
    Recorded: checked by my GP on Friday 20 March.
    It was about:
    - fever, chills or feeling feverish with this pain
    They said: A cold.
    They said that massage is fine.

    What changes:
    - The sign that was checked counts as explained, with the date.
    - It counts again if it gets worse or changes.
    - All other safety questions are asked again.
    - Limits for your health stay in your plan.

    You can try massage with some changes
    -------------------------------------
    Start today with the plan that fits your health.

    Your answers show no danger now. Your health changes what is safe, so we change
    the plan.

    You told us:
    - fever, chills or feeling feverish with this pain
    Not right? Change an answer: backwise ask --change lately

    We look back together in 2 weeks. If your health or medicines change, tell us
    first.

    Get help now if you notice any of these:
    - Numb or tingly between your legs, or around your bottom.
    - New trouble with pee or poo.
    - A leg that gets weak, or both legs weak or numb.
    - Chest pain, or short of breath.
    - A new or rising fever, or you feel very ill.
    All signs and the number to call: backwise help-now

    No clinician has reviewed these rules yet.

    Now the safety questions come again: backwise ask
    ");
}

#[test]
fn an_emergency_needs_a_hospital() {
    let blocking = blocking(&with(&["saddle_numbness"]));
    assert_snapshot!(lead(&KNOWLEDGE, &blocking), @r"
    I have been checked
    -------------------
    This is about:
    - numb, tingly or odd feeling between your legs or round your bottom
    After an emergency sign we need a check by a hospital or emergency team. Feeling
    better is not enough.
    Not checked yet? Keep the page with your answers and show it at the visit.
    ");
    let failure = ask("", &args(Some("my GP"), false, Some(MassageAgreed::Yes)), &blocking).unwrap_err();
    assert_snapshot!(failure, @r"
    error: an emergency sign needs a check by a hospital or emergency team
    Nothing was recorded. Feeling better is not enough.

    hint: if it was such a team, add --hospital; if not yet: backwise help-now
    ");
    let failure = ask("doctor\nyes\n", &args(None, false, None), &blocking).unwrap_err();
    assert_eq!(failure.exit_code(), 1);
    let check = ask("4\nnot-discussed\n", &args(None, false, None), &blocking).unwrap().unwrap();
    assert!(check.hospital && check.massage_agreed.is_none());
}

#[test]
fn a_no_to_massage_leaves_massage_out() {
    let diary = with(&["fever"]);
    let check =
        ask("", &args(Some("my GP"), false, Some(MassageAgreed::No)), &blocking(&diary)).unwrap().unwrap();
    let standing = standing(&diary.on(TODAY, check));
    let assessment = Assessment::new(&KNOWLEDGE, &WORLD.model, &standing.facts, &standing.checked);
    assert!(standing.triage.level.allows_plan(), "{:?}", standing.triage.reasons);
    for (id, technique) in &KNOWLEDGE.techniques {
        use domain::knowledge::technique::Kind;
        if matches!(technique.kind, Kind::Professional | Kind::SelfMassage) {
            assert!(!assessment.gate.offers(id), "{id}");
        }
    }
}

#[test]
fn stopping_halfway_records_nothing() {
    let blocking = blocking(&with(&["fever"]));
    assert!(ask("doctor\n", &args(None, false, None), &blocking).unwrap().is_none());
}

/// Whatever blocks, a check by a hospital opens the way back.
#[test]
fn every_fact_that_blocks_can_be_checked() {
    for fact in KNOWLEDGE.facts.values().filter(|fact| fact.level.is_some_and(|level| !level.allows_plan())) {
        let mut diary = with(&[fact.id.as_str()]);
        for _ in 0..4 {
            let blocking = blocking(&diary);
            if blocking.facts.is_empty() {
                break;
            }
            let check = ask("", &args(None, true, Some(MassageAgreed::Yes)), &blocking).unwrap().unwrap();
            diary = diary.on(TODAY, check);
        }
        let standing = standing(&diary);
        assert!(standing.triage.level.allows_plan(), "{}: {:?}", fact.id, standing.triage.reasons);
    }
}
