use super::*;
use crate::prompt::Lines;
use crate::samples::KNOWLEDGE;
use insta::assert_snapshot;

fn sore(score: u8, hours: u16, signs: &[&str]) -> Noted {
    let soreness = SorenessNoted {
        score: score.try_into().unwrap(),
        hours: Some(hours),
        zones: BTreeSet::new(),
        after: Some("sm_es_balls_wall".into()),
    };
    Noted { soreness, signs: signs.iter().map(|id| ((*id).to_owned(), false)).collect() }
}

fn rule(score: u8, hours: u16) -> &'static str {
    &fitting(&KNOWLEDGE, &sore(score, hours, &[]).soreness).unwrap().id
}

#[test]
fn how_sore_and_how_long_decide() {
    assert_eq!(rule(3, 20), "mild_ache");
    assert_eq!(rule(1, 60), "mild_ache");
    assert_eq!(rule(2, 49), "sore_over_48_hours");
    assert_eq!(rule(2, 73), "sore_over_72_hours");
    assert_eq!(rule(1, 80), "sore_over_48_hours");
    assert_eq!(rule(0, 80), "mild_ache");
}

#[test]
fn a_mild_ache_is_expected() {
    assert_snapshot!(answer(&KNOWLEDGE, &sore(3, 20, &[]), None), @r#"
    This is expected
    ----------------
    This is common. It is best by 1 to 2 days and gone within 3.
    How sure: custom or our own cautious choice, hardly tested.

    Recorded: sore 3 of 10, 20 hours, after "Long back muscles: two balls in a sock
    at the wall"
    A bruise that grows, numbness, weakness or dark pee? Go here first: backwise
    help-now
    Take it back: backwise undo
    "#);
}

#[test]
fn soreness_that_stays_pauses_massage() {
    assert_snapshot!(answer(&KNOWLEDGE, &sore(4, 60, &[]), None), @r#"
    This is not expected
    --------------------
    Pause massage until it settles. Then use half the time and half the pressure.
    How sure: custom or our own cautious choice, hardly tested.

    Recorded: sore 4 of 10, 60 hours, after "Long back muscles: two balls in a sock
    at the wall"
    A bruise that grows, numbness, weakness or dark pee? Go here first: backwise
    help-now
    Take it back: backwise undo
    "#);
}

#[test]
fn a_strong_ache_is_no_mild_one() {
    assert_snapshot!(answer(&KNOWLEDGE, &sore(8, 10, &[]), None), @r#"
    This is more than a mild ache
    -----------------------------
    Stop for today. Use half the pressure next time.
    If it stays for more than 2 days, note it again. Then we pause massage.
    How sure: custom or our own cautious choice, hardly tested.

    Recorded: sore 8 of 10, 10 hours, after "Long back muscles: two balls in a sock
    at the wall"
    A bruise that grows, numbness, weakness or dark pee? Go here first: backwise
    help-now
    Take it back: backwise undo
    "#);
}

#[test]
fn a_sign_comes_first_with_what_to_do() {
    let noted = sore(5, 30, &["large_bruise", "dark_pee"]);
    assert_snapshot!(answer(&KNOWLEDGE, &noted, Some("GB")), @r#"
    This is not expected
    --------------------
    Call 999, or go to an emergency department now.
    You told us: Pee as dark as cola or tea, or red.
    And:
    - A large, hard or growing bruise or swelling. Talk to a doctor or nurse today.
      Keep off the area.
    How sure: very low (new studies may well change this).

    Recorded: sore 5 of 10, 30 hours, after "Long back muscles: two balls in a sock
    at the wall"
    Take it back: backwise undo
    "#);
    let problem = noted.problem(&KNOWLEDGE).unwrap();
    assert_eq!(problem.yes.len(), 2);
}

#[test]
fn piped_lines_and_doubts_are_heard() {
    let args = cli::Soreness { score: None, hours: Some(5), after: None };
    let mut lines = Lines::new("4\n?dark_pee\n".as_bytes(), Vec::new());
    let noted = ask(&KNOWLEDGE, &PersonNow::default(), &mut lines, &args).unwrap().unwrap();
    assert_eq!(noted.signs, [("dark_pee".to_owned(), true)]);
    let problem = noted.problem(&KNOWLEDGE).unwrap();
    assert!(problem.yes.is_empty() && problem.unsure.contains("dark_urine_after_massage"));
}
