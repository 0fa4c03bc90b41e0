use super::*;
use crate::prompt::Lines;
use crate::samples::{Diary, KNOWLEDGE, check_in, well};
use clap::Parser;
use domain::diary::Tracking;
use domain::entry::{Felt, PersonNow, SessionDone, SessionItem, SessionProblem};
use domain::intake::Answer;
use domain::knowledge::body::Side;
use insta::assert_snapshot;
use jiff::civil::date;

const TODAY: Date = date(2026, 3, 20);

fn args(flags: &[&str]) -> cli::CheckIn {
    let line = ["backwise", "log", "check-in"].iter().chain(flags);
    match cli::Cli::parse_from(line).command {
        Some(cli::Command::Log(cli::Log::CheckIn(args))) => args,
        _ => panic!("{flags:?}"),
    }
}

fn frame(person: &PersonNow, day: Date) -> Frame<'static> {
    Frame { knowledge: &KNOWLEDGE, asks: check_in_asks(&KNOWLEDGE, person, TODAY, day) }
}

/// The titles of the pages that a person is asked.
fn titles(person: &PersonNow) -> String {
    let pages = frame(person, TODAY).pages(&args(&[]));
    pages.into_iter().map(|(_, page)| page.title).collect::<Vec<_>>().join("\n")
}

/// A person whose pain began so long ago.
fn began(time: &str, answered: Date) -> Diary {
    well(answered).answer(answered, "time", Answer::options([time]))
}

#[test]
fn function_comes_before_pain() {
    assert_snapshot!(titles(&began("over_3_months", TODAY).person()), @r"
    How much did your back get in your way today?
    How strong is your pain right now?
    Was today a flare?
    A note in your own words (optional)
    ");
}

#[test]
fn new_pain_is_not_scored_each_day_and_that_is_said_once() {
    let diary = began("under_2_weeks", TODAY);
    assert_snapshot!(titles(&diary.person()), @r"
    How much did your back get in your way today?
    Was today a flare?
    A note in your own words (optional)
    ");
    assert_snapshot!(frame(&diary.person(), TODAY).intro(), @r"
    Your pain is new. Rating it each day may keep your mind on it.
    So we ask once a week what you can do again. This rests on one small trial.
    To be asked each day all the same: backwise log check-in --daily-pain on
    ");
    let later = diary.check_in(TODAY, 4);
    assert!(!frame(&later.person(), TODAY).intro().contains("Your pain is new"));
}

#[test]
fn new_pain_is_scored_if_the_person_wants_it() {
    let diary = began("under_2_weeks", TODAY).on(TODAY, setting(OnOff::On));
    assert!(titles(&diary.person()).contains("How strong is your pain right now?"));
}

#[test]
fn new_pain_is_asked_about_once_a_week() {
    let diary = began("under_2_weeks", date(2026, 3, 10)).check_in(date(2026, 3, 12), 4);
    assert_snapshot!(titles(&diary.person()), @r"
    How much did your back get in your way today?
    Was today a flare?
    What can you do again that you could not do a week ago? (optional)
    How close are you to your goal, next to a week ago?
    A note in your own words (optional)
    ");
    let asked =
        diary.on(date(2026, 3, 19), WeeklyCheckedIn { can_do_again: String::new(), goal: GoalNow::Same });
    assert!(!titles(&asked.person()).contains("week ago"));
}

#[test]
fn pain_is_no_longer_new_when_the_days_since_the_answer_say_so() {
    assert!(is_new_pain(&KNOWLEDGE, &began("weeks_2_to_6", date(2026, 2, 21)).person(), TODAY));
    assert!(!is_new_pain(&KNOWLEDGE, &began("weeks_2_to_6", date(2026, 2, 20)).person(), TODAY));
}

#[test]
fn a_second_check_in_is_welcome_and_sessions_are_listed() {
    let item = SessionItem {
        technique: "walk_10".into(),
        side: Side::None,
        seconds: 600,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    let session = SessionDone {
        session: "w1d2".to_owned(),
        items: vec![item],
        felt: Felt::Better,
        problem: SessionProblem::None,
        note: String::new(),
    };
    let diary = began("over_3_months", TODAY).on(TODAY, session).check_in(TODAY, 4);
    assert_snapshot!(frame(&diary.person(), TODAY).intro(), @r"
    You checked in for this day already. One more is welcome.
    Already noted for this day:
    - session w1d2, 10 minutes
    ");
    assert!(titles(&diary.person()).contains("What else did you do, without the guide?"));
}

#[test]
fn piped_lines_make_a_check_in() {
    let diary = began("over_3_months", TODAY);
    let person = diary.person();
    let mut printed = Vec::new();
    let mut lines = Lines::new("3\n4\nno\nslept well\n".as_bytes(), &mut printed);
    let (check_in, week) = frame(&person, TODAY).ask(&mut lines, &args(&[])).unwrap().unwrap();
    assert_eq!((check_in.interference.points(), check_in.flare, week.is_none()), (3, false, true));
    assert_snapshot!(recorded(&check_in, false, false, TODAY, TODAY), @r"
    Recorded for today: your back got in your way 3 of 10. Pain 4 of 10.
    Your note: Slept well.
    Take it back: backwise undo
    ");
    assert_snapshot!(String::from_utf8(printed).unwrap().trim_start(), @r"
    How much did your back get in your way today?
      0 = not at all, 10 = you could not do anything
    (Type a number from 0 to 10 | back | quit)
    > 3

    How strong is your pain right now?
      0 = none, 10 = the worst you can think of
    (Type a number from 0 to 10 | back | quit)
    > 4

    Was today a flare?
      A flare is clearly worse than your usual, hard to bear, and it changed your
      day.
      1. No
      2. Yes
    (Type a number | back | quit)
    > no

    A note in your own words (optional)
    (Type your answer | skip | back | quit)
    > slept well
    ");
}

#[test]
fn stopping_halfway_records_nothing() {
    let diary = began("over_3_months", TODAY);
    let mut lines = Lines::new("3\n4\n".as_bytes(), Vec::new());
    assert!(frame(&diary.person(), TODAY).ask(&mut lines, &args(&[])).unwrap().is_none());
}

#[test]
fn an_earlier_day_is_named_and_marked_late() {
    let diary = began("over_3_months", TODAY);
    let person = diary.person();
    let pages = frame(&person, date(2026, 3, 17)).pages(&args(&[]));
    assert_eq!(pages[0].1.title, "How much did your back get in your way on Tuesday 17 March?");
    assert_eq!(pages[1].1.title, "How strong was your pain that evening?");
    let flare = CheckedIn { flare: true, ..check_in(8) };
    assert_snapshot!(recorded(&flare, false, false, date(2026, 3, 17), TODAY), @r"
    Recorded for Tuesday 17 March, marked late: your back got in your way 8 of 10.
    The day is marked as a flare.
    Take it back: backwise undo
    ");
}

#[test]
fn how_often_to_ask_is_kept_and_followed() {
    let tomorrow = date(2026, 3, 21);
    let asks = |wish: &str| {
        let [flag] = args(&["--ask", wish]).ask.into_iter().collect::<Vec<_>>()[..] else { panic!("{wish}") };
        let diary = began("over_3_months", TODAY).check_in(TODAY, 4).on(TODAY, how_often(flag));
        let tracking = Tracking::of(&diary.person());
        (tracking.asks(tomorrow), tracking.asks(date(2026, 3, 27)), tracking.asks(date(2026, 6, 1)))
    };
    assert_eq!(asks("daily"), (true, true, true));
    assert_eq!(asks("weekly"), (false, true, true));
    assert_eq!(asks("off"), (false, false, false));
    assert_eq!(asks("usual"), (true, true, true));
    let usual = began("over_3_months", TODAY).on(TODAY, how_often(HowOften::Usual)).check_in(TODAY, 4);
    assert!(!Tracking::of(&usual.person()).is_daily(date(2026, 6, 1)), "then once a week");
}

#[test]
fn how_often_to_ask_on_its_own_is_no_check_in() {
    assert!(is_alone(&args(&["--ask", "off"])));
    for more in [["--interference", "3"], ["--pain", "3"], ["--note", "x"], ["--day", "2026-03-19"]] {
        assert!(!is_alone(&args(&[&["--ask", "off"][..], &more].concat())), "{more:?}");
    }
    for ask in [HowOften::Usual, HowOften::Daily, HowOften::Weekly, HowOften::Off] {
        assert!(how_often_words(ask).starts_with("Recorded: you are "), "{ask:?}");
    }
}
