//! Each rule on the diary, where it is set off and where it is nearly so.

use crate::person::{Diary, KNOWLEDGE, check_in, day};
use domain::diary::{Raised, follow_up, to_read};
use domain::entry::{
    ClinicianAssessed, Event, Felt, FlareStarted, GoalNow, Measure, MedicineChanged, ProblemReported,
    QuestionAnswered, Rated, RatingOccasion, Screen, ScreenRepeated, SessionDone, SessionItem,
    SessionProblem, SorenessNoted, WeeklyCheckedIn,
};
use domain::ids::Key;
use domain::intake::Answer;
use domain::knowledge::body::Side;
use domain::knowledge::care::follow_up::FollowUpLevel;
use domain::standing::Standing;
use proptest::prelude::*;

fn rules(diary: &Diary, now: i32) -> Vec<String> {
    follow_up(&KNOWLEDGE, &diary.person(), day(now)).into_iter().map(|one| one.rule).collect()
}

fn has(diary: &Diary, now: i32, rule: &str) -> bool {
    rules(diary, now).iter().any(|one| one == rule)
}

fn of(diary: &Diary, now: i32, rule: &str) -> Raised {
    let raised = follow_up(&KNOWLEDGE, &diary.person(), day(now));
    raised.into_iter().find(|one| one.rule == rule).unwrap()
}

/// A week with a pain of 4.
fn usual() -> Diary {
    Diary::default().pain(0, &[4; 7])
}

fn problem(key: &str) -> ProblemReported {
    ProblemReported { yes: [Key::from(key)].into(), unsure: [].into(), words: String::new() }
}

fn session(problem: SessionProblem) -> SessionDone {
    let item = SessionItem {
        technique: "sm_ql_ball_wall".into(),
        side: Side::Left,
        seconds: 120,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    SessionDone {
        session: "w1d1".to_owned(),
        items: vec![item],
        felt: Felt::Same,
        problem,
        note: String::new(),
    }
}

#[test]
fn two_points_up_for_3_days_pause_massage_and_one_day_less_or_one_point_less_does_not() {
    // The first day up is smoothed away: the middle of 3 days.
    assert!(!has(&usual().pain(7, &[6, 6, 6]), 9, "up_2_for_3_days"));
    assert!(has(&usual().pain(7, &[6, 6, 6, 6]), 10, "up_2_for_3_days"));
    assert!(!has(&usual().pain(7, &[5, 5, 5, 5, 5, 5]), 12, "up_2_for_3_days"));
    let raised = of(&usual().pain(7, &[6, 6, 6, 6]), 10, "up_2_for_3_days");
    assert_eq!((raised.level, raised.since), (FollowUpLevel::None, day(10)));
}

#[test]
fn the_pause_ends_after_3_better_days() {
    let up = usual().pain(7, &[6, 6, 6, 6]);
    // The middle of 3 days is low from the second better day on.
    assert!(has(&up.clone().pain(11, &[4, 4, 4]), 13, "up_2_for_3_days"));
    assert!(!has(&up.pain(11, &[4, 4, 4, 4]), 14, "up_2_for_3_days"));
}

#[test]
fn three_points_up_for_3_days_or_two_for_7_ask_for_a_clinician() {
    assert!(has(&usual().pain(7, &[7, 7, 7, 7]), 10, "up_3_for_3_days"));
    assert!(!has(&usual().pain(7, &[6, 6, 6, 7]), 10, "up_3_for_3_days"));
    assert!(!has(&usual().pain(7, &[6; 7]), 13, "up_2_for_7_days"));
    assert!(has(&usual().pain(7, &[6; 8]), 14, "up_2_for_7_days"));
    let raised = of(&usual().pain(7, &[7, 7, 7, 7]), 10, "up_3_for_3_days");
    assert_eq!(raised.level, FollowUpLevel::ClinicianFirst);
    assert_eq!(
        raised.say,
        "My back has clearly got worse. My back pain was 4 of 10 at first, and about 7 in the last week."
    );
}

#[test]
fn start_again_is_not_read_beside_see_a_clinician() {
    let read = |scores: &[u8], now: i32| {
        let raised = follow_up(&KNOWLEDGE, &usual().pain(7, scores).person(), day(now));
        to_read(&raised).into_iter().map(|one| one.rule.clone()).collect::<Vec<_>>()
    };
    assert_eq!(read(&[6; 4], 10), ["up_2_for_3_days"]);
    assert_eq!(read(&[6; 8], 14), ["up_2_for_7_days"]);
    // Two rules with the same words are read once.
    assert_eq!(read(&[7; 8], 14).len(), 1);
}

#[test]
fn four_days_are_not_enough_to_know_what_is_usual() {
    assert!(rules(&Diary::default().pain(0, &[1, 1, 1, 1, 10]), 4).iter().all(|rule| rule == "very_bad_day"));
}

#[test]
fn new_pain_is_not_rated_so_what_the_back_allows_stands_for_it() {
    let diary = (0..7).fold(Diary::default(), |diary, number| diary.on(number, check_in(2, None)));
    let diary = (7..11).fold(diary, |diary, number| diary.on(number, check_in(5, None)));
    let raised = of(&diary, 10, "up_3_for_3_days");
    assert_eq!(raised.because, "Your back gets in your way 3 or more points above your usual for 3 days.");
}

#[test]
fn a_very_bad_day_is_looked_at_for_2_days_and_eased_pain_is_none() {
    let diary = usual().pain(7, &[9]);
    assert!(has(&diary, 7, "very_bad_day") && has(&diary, 9, "very_bad_day"));
    assert_eq!(of(&diary, 7, "very_bad_day").say, "My back pain was 9 or 10 of 10, and nothing eased it.");
    assert!(!has(&diary, 10, "very_bad_day"));
    assert!(!has(&usual().pain(7, &[8]), 7, "very_bad_day"));
    let rated = |occasion: RatingOccasion, score: u8| Rated {
        occasion,
        measure: Measure::Pain,
        score: score.try_into().unwrap(),
        minute_of_day: occasion.usual_minute(),
        late: false,
        about: String::new(),
    };
    let morning = usual().on(7, rated(RatingOccasion::Morning, 9));
    assert!(has(&morning, 7, "very_bad_day"));
    assert!(!has(&morning.clone().on(7, rated(RatingOccasion::Evening, 7)), 7, "very_bad_day"));
    assert!(has(&morning.on(7, rated(RatingOccasion::Evening, 8)), 7, "very_bad_day"));
}

#[test]
fn legs_and_danger_signs_that_were_told_are_there() {
    assert!(has(&Diary::default().on(0, problem("one_leg_numb_patch")), 0, "leg_pain_lower"));
    assert!(!has(&Diary::default().on(0, problem("tired")), 0, "leg_pain_lower"));
    assert!(has(&Diary::default().on(0, session(SessionProblem::Numb)), 1, "leg_pain_lower"));
    assert!(!has(&Diary::default().on(0, session(SessionProblem::Sore)), 1, "leg_pain_lower"));
    assert!(has(&Diary::default().on(0, problem("saddle_numbness")), 0, "danger_sign"));
}

#[test]
fn pain_that_stays_up_after_2_sessions_stops_what_was_done_both_times() {
    let after = |scores: [u8; 7]| {
        let diary = usual().on(7, session(SessionProblem::None)).pain(7, &scores);
        diary.on(10, session(SessionProblem::None))
    };
    let up = after([4, 6, 6, 6, 6, 6, 6]);
    let raised = of(&up, 13, "sore_after_2_sessions");
    assert_eq!(raised.techniques, ["sm_ql_ball_wall".into()].into());
    assert!(!has(&after([4, 6, 6, 4, 6, 6, 6]), 13, "sore_after_2_sessions"), "gone within 48 hours once");
}

#[test]
fn soreness_that_lasts_is_harm_and_a_short_one_is_not() {
    let sore = |hours: u16| SorenessNoted {
        score: 3.try_into().unwrap(),
        hours: Some(hours),
        zones: [].into(),
        after: None,
    };
    assert!(has(&Diary::default().on(0, sore(49)), 0, "harm_after_session"));
    assert!(!has(&Diary::default().on(0, sore(48)), 0, "harm_after_session"));
}

fn aged(diary: Diary, age: u32) -> Diary {
    diary.on(0, QuestionAnswered { question: "age".into(), answer: Answer::Number(age) })
}

#[test]
fn no_change_is_looked_at_after_2_4_and_6_weeks() {
    let diary = Diary::default().plan(0).pain(0, &[6; 43]);
    let raised = |now: i32| {
        rules(&diary, now).into_iter().filter(|rule| rule.starts_with("no_gain")).collect::<Vec<_>>()
    };
    assert_eq!(raised(13), Vec::<String>::new());
    assert_eq!(
        (raised(14), raised(27)),
        (vec!["no_gain_2_weeks".to_owned()], vec!["no_gain_2_weeks".to_owned()])
    );
    assert_eq!(
        (raised(28), raised(41)),
        (vec!["no_gain_4_weeks".to_owned()], vec!["no_gain_4_weeks".to_owned()])
    );
    assert_eq!(raised(42), ["no_gain_6_weeks"]);
    assert!(has(&aged(diary.clone(), 50), 14, "no_gain_2_weeks_from_50"));
    assert!(!has(&aged(diary, 49), 14, "no_gain_2_weeks_from_50"));
}

#[test]
fn two_points_30_percent_or_a_goal_that_came_closer_are_a_change() {
    let after = |first: u8, last: u8| {
        let diary = (0..7)
            .fold(Diary::default().plan(0), |diary, number| diary.on(number, check_in(first, Some(first))));
        (7..15).fold(diary, |diary, number| diary.on(number, check_in(last, Some(last))))
    };
    assert!(has(&after(7, 6), 14, "no_gain_2_weeks"));
    assert!(!has(&after(7, 5), 14, "no_gain_2_weeks"), "2 points");
    assert!(!has(&after(3, 2), 14, "no_gain_2_weeks"), "30 of 100");
    assert!(has(&after(4, 3), 14, "no_gain_2_weeks"), "25 of 100");
    let closer = WeeklyCheckedIn { can_do_again: String::new(), goal: GoalNow::Closer };
    assert!(!has(&after(7, 6).on(10, closer), 14, "no_gain_2_weeks"));
}

#[test]
fn a_plan_that_helped_for_6_to_8_weeks_steps_down() {
    let diary = Diary::default().plan(0).pain(0, &[6; 7]).pain(7, &[3; 60]);
    assert_eq!([41, 42, 56, 57].map(|now| has(&diary, now, "plan_works")), [false, true, true, false]);
}

#[test]
fn better_then_worse_and_unwell_is_urgent_and_without_the_signs_it_is_not() {
    let course = usual().pain(7, &[2, 2, 2, 2, 2, 4, 4, 4]);
    assert!(!has(&course, 14, "relapse_and_unwell"));
    let unwell = course.on(14, problem("unwell_generally"));
    let raised = of(&unwell, 14, "relapse_and_unwell");
    assert_eq!((raised.level, raised.urgent), (FollowUpLevel::ClinicianFirst, true));
    let nearly = usual().pain(7, &[2, 2, 2, 2, 2, 3, 3, 3]).on(14, problem("unwell_generally"));
    assert!(!has(&nearly, 14, "relapse_and_unwell"));
}

#[test]
fn more_medicine_twice_in_4_weeks_is_rising() {
    let more = |words: &str| MedicineChanged { words: words.to_owned() };
    let once = Diary::default().on(0, more("more ibuprofen"));
    assert!(!has(&once, 0, "medicine_rising"));
    assert!(has(&once.clone().on(28, more("a higher dose")), 28, "medicine_rising"));
    assert!(!has(&once.clone().on(29, more("a higher dose")), 29, "medicine_rising"));
    assert!(!has(&once.on(5, more("stopped ibuprofen")), 5, "medicine_rising"));
}

#[test]
fn a_gap_asks_the_short_list_after_7_days_and_everything_after_more_than_14() {
    let diary = usual();
    assert!(!has(&diary, 12, "diary_gap_7_days") && has(&diary, 13, "diary_gap_7_days"));
    assert!(has(&diary, 20, "diary_gap_7_days") && !has(&diary, 20, "diary_gap_14_days"));
    assert!(has(&diary, 21, "diary_gap_14_days") && !has(&diary, 21, "diary_gap_7_days"));
    let mini = ScreenRepeated { set: Screen::Mini, yes: [].into(), unsure: [].into() };
    assert!(!has(&diary.on(14, mini), 14, "diary_gap_7_days"));
}

#[test]
fn a_check_in_after_a_long_gap_does_not_answer_the_questions() {
    let diary = usual().pain(22, &[4]);
    assert!(has(&diary, 22, "diary_gap_14_days") && !has(&diary, 22, "diary_gap_7_days"));
    let full = ScreenRepeated { set: Screen::Full, yes: [].into(), unsure: [].into() };
    assert!(!has(&diary.clone().on(22, full), 22, "diary_gap_14_days"));
    // Back in good time; and after 4 weeks all questions come again in any case.
    assert!(!has(&usual().pain(20, &[4]), 20, "diary_gap_14_days"));
    assert!(!has(&diary.pain(23, &[4; 28]), 50, "diary_gap_14_days"));
}

#[test]
fn a_flare_of_more_than_3_days_asks_the_short_list() {
    let diary = Diary::default().on(0, FlareStarted {});
    assert_eq!([3, 4].map(|now| has(&diary, now, "flare_over_3_days")), [false, true]);
}

#[test]
fn severe_pain_at_the_start_is_asked_again_after_2_days() {
    let pain = |score| {
        Diary::default()
            .on(0, QuestionAnswered { question: "pain_now".into(), answer: Answer::Number(score) })
    };
    assert_eq!([1, 2].map(|now| has(&pain(8), now, "severe_pain_recheck")), [false, true]);
    assert!(!has(&pain(7), 2, "severe_pain_recheck"));
}

#[test]
fn what_stops_massage_reaches_triage_and_a_check_lifts_it_until_it_comes_anew() {
    let key = Key::from("diary_worse");
    let worse = usual().pain(7, &[7, 7, 7, 7]);
    let standing = |diary: &Diary, now: i32| Standing::new(&KNOWLEDGE, &diary.person(), day(now));
    assert!(standing(&worse, 10).facts.is_yes("diary_worse"));
    assert!(!standing(&worse, 10).triage.level.allows_plan());
    assert!(standing(&worse, 10).facts.is_yes("diary_pause"), "both rules hold");
    let check = ClinicianAssessed {
        facts: [key].into(),
        on: day(11),
        by: String::new(),
        hospital: false,
        said: String::new(),
        massage_agreed: Some(true),
    };
    let checked = worse.pain(11, &[7]).on(11, check);
    assert!(standing(&checked, 11).triage.level.allows_plan());
    let again = checked.pain(12, &[4; 8]).pain(20, &[7; 6]);
    assert!(!standing(&again, 25).triage.level.allows_plan(), "a new spell is a new reason");
}

/// Any event that the rules read, on any day of a year.
fn event() -> impl Strategy<Value = (i32, Event)> {
    let facts: Vec<Key> = KNOWLEDGE.facts.keys().cloned().collect();
    let check =
        (0..=10_u8, prop::option::of(0..=10_u8)).prop_map(|(way, pain)| Event::from(check_in(way, pain)));
    let told = prop::sample::select(facts).prop_map(|key| Event::from(problem(key.as_str())));
    let done = prop::sample::select(vec![SessionProblem::None, SessionProblem::Numb, SessionProblem::Sore])
        .prop_map(|problem| Event::from(session(problem)));
    let rest =
        prop_oneof![Just(Event::from(FlareStarted {})), Just(Event::from(domain::entry::FlareEnded {}))];
    (0..365_i32, prop_oneof![20 => check, 1 => told, 6 => done, 2 => rest])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A year of anything never panics, and every rule that it sets off has words, a past day and a source.
    #[test]
    fn a_year_of_anything_gives_calm_rules(mut events in prop::collection::vec(event(), 0..300), now in 0..400_i32) {
        events.sort_by_key(|(number, _)| *number);
        let diary = events.into_iter().fold(Diary::default().plan(0), |diary, (number, event)| diary.on(number, event));
        for one in follow_up(&KNOWLEDGE, &diary.person(), day(now)) {
            prop_assert!(one.since <= day(now), "{}", one.rule);
            prop_assert!(!one.words.is_empty() && !one.because.is_empty() && !one.source.is_empty());
            prop_assert!(one.level.level().is_none() || !one.say.is_empty());
        }
        let weeks = domain::diary::weeks(&diary.person(), day(now));
        prop_assert!(weeks.len() <= 12 && weeks.iter().all(|week| week.days.len() == 7));
    }

    /// After the first week, one more bad day silences nothing that asks for a clinician.
    #[test]
    fn a_worse_day_silences_nothing(
        scores in prop::collection::vec(0..=10_u8, 7..40),
        place in 7..60_usize,
        worse in 0..=10_u8,
    ) {
        let mut more = scores.clone();
        let now = i32::try_from(scores.len()).unwrap() - 1;
        if let Some(score) = more.get_mut(place) {
            *score = (*score).max(worse);
        }
        let urgent = |scores: &[u8]| {
            let rules = rules(&Diary::default().pain(0, scores), now);
            rules.into_iter().filter(|rule| rule.starts_with("up_") || rule == "very_bad_day").collect::<Vec<_>>()
        };
        let (before, after) = (urgent(&scores), urgent(&more));
        prop_assert!(before.iter().all(|rule| after.contains(rule)), "{before:?} became {after:?}");
    }
}
