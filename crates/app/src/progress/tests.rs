use super::*;
use crate::samples::{Diary, KNOWLEDGE, check_in, well};
use domain::entry::{
    CheckedIn, Felt, FlareEnded, FlareStarted, SessionDone, SessionItem, SessionProblem, TherapistVisited,
    WeeklyCheckedIn,
};
use domain::knowledge::body::Side;
use insta::assert_snapshot;
use jiff::ToSpan;
use jiff::civil::date;

const TODAY: Date = date(2026, 3, 20);

fn page(diary: &Diary) -> String {
    progress(&KNOWLEDGE, &diary.person(), TODAY, Shown::Circles)
}

/// Check-ins on days before today, such as `(3, 5)` for a score of 5 three days ago; oldest first.
fn diary(scores: &[(i32, u8)]) -> Diary {
    scores.iter().fold(Diary::default(), |diary, (ago, score)| {
        diary.check_in(TODAY.saturating_sub(ago.days()), *score)
    })
}

fn visit(price: u32) -> TherapistVisited {
    TherapistVisited {
        technique: Some("pro_swedish".into()),
        minutes: 60,
        pressure: None,
        price: Some(price),
        places: [].into(),
        therapist_note: String::new(),
        advice: String::new(),
        felt: Felt::Better,
    }
}

fn session() -> SessionDone {
    let item = SessionItem {
        technique: "walk_10".into(),
        side: Side::None,
        seconds: 610,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    SessionDone {
        session: "w1d1".to_owned(),
        items: vec![item],
        felt: Felt::Same,
        problem: SessionProblem::None,
        note: String::new(),
    }
}

#[test]
fn the_first_line_says_which_way_it_goes() {
    let then: [(i32, u8); 7] = [(34, 6), (33, 3), (32, 5), (31, 2), (30, 7), (29, 4), (28, 3)];
    let between = [(20, 4), (19, 3), (12, 5), (9, 2), (8, 2)];
    let now = [(6, 3), (5, 2), (4, 6), (3, 1), (2, 3), (0, 2)];
    let diary = diary(&[&then[..], &between, &now].concat());
    assert_snapshot!(page(&diary), @r"
    You had 5 OK days this week. 4 weeks ago you had 3. That is 2 more.
    You checked in on 6 days this week, and on 7 then.
    An OK day is a day on which your back got in your way 3 of 10 or less.

    14 Feb to 20 Feb  ○  ●  ○  ●  ○  ○  ●  3 OK of 7 noted
    21 Feb to 27 Feb  ·  ·  ·  ·  ·  ·  ·  no check-ins
    28 Feb to 6 Mar   ○  ●  ·  ·  ·  ·  ·  1 OK of 2 noted
     7 Mar to 13 Mar  ·  ○  ·  ·  ●  ●  ·  2 OK of 3 noted
    14 Mar to 20 Mar  ●  ●  ○  ●  ●  ·  ●  5 OK of 6 noted

    ● OK day   ○ other day   · no check-in   * flare
    One line for all days: backwise progress --more
    ");
}

#[test]
fn a_first_week_compares_with_nothing() {
    assert_snapshot!(page(&diary(&[(4, 6), (2, 3), (0, 2)])), @r"
    You had 2 OK days this week. From next week on, this line compares.
    You checked in on 3 days this week.
    An OK day is a day on which your back got in your way 3 of 10 or less.

    14 Mar to 20 Mar  ·  ·  ○  ·  ●  ·  ●  2 OK of 3 noted

    ● OK day   ○ other day   · no check-in   * flare
    One line for all days: backwise progress --more
    ");
}

#[test]
fn fewer_ok_days_are_said_without_blame() {
    let diary = diary(&[(9, 2), (8, 1), (7, 3), (3, 6), (1, 2)]);
    assert_snapshot!(trend_words(&weeks(&diary.person(), TODAY)).join(" "), @"You had 1 OK day this week. 1 week ago you had 3. That is 2 fewer. You checked in on 2 days this week, and on 3 then.");
}

#[test]
fn before_three_check_ins_it_says_when_there_is_something_to_see() {
    assert_snapshot!(page(&Diary::default()), @r"
    Your first week will show here after 3 check-ins.
    To check in: backwise log check-in
    ");
    assert_snapshot!(page(&diary(&[(1, 5), (0, 4)])), @r"
    Your first week will show here after 1 more check-in.
    To check in: backwise log check-in
    ");
}

#[test]
fn someone_who_was_away_is_welcomed_back() {
    assert_snapshot!(page(&diary(&[(30, 6), (29, 5), (28, 4)])), @r"
    Welcome back. Start where you are: backwise log check-in

    You have no check-in this week.
    An OK day is a day on which your back got in your way 3 of 10 or less.

    14 Feb to 20 Feb  ·  ·  ·  ·  ○  ○  ○  0 OK of 3 noted
    21 Feb to 27 Feb  ·  ·  ·  ·  ·  ·  ·  no check-ins
    28 Feb to 6 Mar   ·  ·  ·  ·  ·  ·  ·  no check-ins
     7 Mar to 13 Mar  ·  ·  ·  ·  ·  ·  ·  no check-ins
    14 Mar to 20 Mar  ·  ·  ·  ·  ·  ·  ·  no check-ins

    ● OK day   ○ other day   · no check-in   * flare
    One line for all days: backwise progress --more

    What your diary shows
    ---------------------
    - We ask all safety questions again, then you go on.
        You come back after more than 14 days without a check-in.
    This is our own rule of care, not a finding about your back. Signs that need
    help now: backwise help-now
    ");
}

#[test]
fn flares_minutes_money_and_goal_are_there() {
    let flare = CheckedIn { flare: true, ..check_in(8) };
    let day = |ago: i32| TODAY.saturating_sub(ago.days());
    let diary = well(day(13))
        .check_in(day(12), 5)
        .on(day(11), session())
        .on(day(10), visit(70))
        .check_in(day(9), 3)
        .on(day(6), FlareStarted {})
        .on(day(5), FlareEnded {})
        .on(day(3), flare)
        .on(day(2), session())
        .on(day(2), visit(75))
        .on(day(1), WeeklyCheckedIn { can_do_again: "carry shopping".to_owned(), goal: GoalNow::Closer })
        .check_in(day(0), 2);
    assert_snapshot!(page(&diary), @r"
    You had 1 OK day this week. 1 week ago you had 1. That is the same.
    An OK day is a day on which your back got in your way 3 of 10 or less.

     7 Mar to 13 Mar  ·  ○  ·  ·  ●  ·  ·  1 OK of 2 noted
    14 Mar to 20 Mar  ·* ·* ·  ○* ·  ·  ●  1 OK of 2 noted, 3 flare days

    ● OK day   ○ other day   · no check-in   * flare
    One line for all days: backwise progress --more

    Sessions: 10 minutes this week, 20 in all.
    Massage: 2 visits, the last on Wednesday 18 March. In all you paid 145 in your
    money.

    Your goal: Walk the dog.
    On Thursday 19 March it was closer than the week before.
    What you could do again: Carry shopping.
    ");
}

#[test]
fn of_several_check_ins_in_a_day_the_middle_one_counts() {
    let day = |scores: &[u8]| {
        let diary = scores.iter().fold(Diary::default(), |diary, score| diary.on(TODAY, check_in(*score)));
        weeks(&diary.person(), TODAY).last().and_then(|week| week.days.last()).and_then(|day| day.ok)
    };
    assert_eq!(day(&[2, 9, 3]), Some(true));
    assert_eq!(day(&[2, 9]), Some(false));
    assert_eq!(day(&[]), None);
}
