//! What changes a plan: responses, missed days, swaps, today.

use crate::people::{builder, older_woman};
use crate::person::{KNOWLEDGE, MONDAY, has_things_for, technique};
use domain::ids::TechniqueId;
use domain::knowledge::plan_rule::StopAction;
use domain::knowledge::technique::Kind;
use domain::plan::{
    Adapted, Advice, Colour, Plan, Progress, Response, SessionDone, StepTaken, SwapReason, ThingKind,
    TodayState, What, adapt, end_words, swap, today, why_words,
};
use jiff::civil::{Date, date};

/// The builder's plan after responses to one technique on consecutive Mondays.
fn after(name: &str, colours: &[Colour]) -> Adapted {
    let mut person = builder();
    person.progress.responses = colours
        .iter()
        .enumerate()
        .map(|(place, colour)| Response {
            technique: TechniqueId::from(name),
            date: MONDAY.saturating_add(jiff::Span::new().days(i64::try_from(place).unwrap() * 2)),
            colour: *colour,
        })
        .collect();
    adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &person.plan(), date(2026, 3, 9))
}

fn what(adapted: &Adapted, name: &str) -> Option<What> {
    let own =
        adapted.changes.iter().find(|change| change.technique.as_ref().is_some_and(|id| id.as_str() == name));
    own.map(|change| change.what.clone())
}

#[test]
fn three_greens_lead_one_step_up_and_two_do_not() {
    use Colour::{Amber, Green};
    assert_eq!(what(&after("st_bridge", &[Green, Green]), "st_bridge"), None);
    assert_eq!(what(&after("st_bridge", &[Green, Green, Amber]), "st_bridge"), None);
    let up = after("st_bridge", &[Amber, Green, Green, Green]);
    assert_eq!(what(&up, "st_bridge"), Some(What::Harder("st_bridge_march".into())));
    assert!(up.plan.techniques().iter().any(|id| id.as_str() == "st_bridge_march"));
}

#[test]
fn red_rests_two_days_and_comes_back_gentler_and_two_reds_bring_another() {
    use Colour::{Green, Red};
    let once = after("st_hinge", &[Green, Red]);
    assert_eq!(what(&once, "st_hinge"), Some(What::Easier("st_sit_stand".into())), "{:?}", once.changes);
    let twice = after("st_hinge", &[Red, Red]);
    assert!(matches!(what(&twice, "st_hinge"), Some(What::Replaced(_))), "{:?}", twice.changes);
    assert!(!twice.advice.contains(&Advice::SeeClinician));
    assert!(after("st_hinge", &[Red, Red, Red]).advice.contains(&Advice::SeeClinician));
}

#[test]
fn days_off_are_never_made_up_for() {
    let mut person = builder();
    let plan = person.plan();
    let day = |week: i64, offset: i64| MONDAY.saturating_add(jiff::Span::new().days((week - 1) * 7 + offset));
    person.progress.done = vec![SessionDone { session: None, date: day(2, 6) }];
    let on = |date: Date| adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, date);
    assert_eq!(on(day(3, 2)).plan, plan, "2 days off: go on");
    let again = on(day(3, 4));
    assert_eq!(again.changes[0].what, What::WeekAgain);
    let items_on =
        |plan: &Plan, date: Date| plan.on(date).flat_map(|session| session.items.clone()).collect::<Vec<_>>();
    assert_eq!(items_on(&again.plan, day(3, 4)), items_on(&plan, day(2, 4)));
    let back = on(day(4, 3));
    assert_eq!(back.changes[0].what, What::StepBack);
    let total = |plan: &Plan| plan.sessions.iter().map(|session| session.minutes).sum::<u16>();
    assert!(total(&back.plan) < total(&plan));
    assert_eq!(back.plan.end, plan.end);
}

#[test]
fn a_step_that_was_taken_is_in_the_next_plan() {
    let mut person = builder();
    let up = StepTaken { from: "st_bridge".into(), to: "st_bridge_march".into(), date: date(2026, 2, 20) };
    assert!(!person.plan().techniques().contains(&TechniqueId::from("st_bridge_march")));
    person.progress.steps = vec![up];
    assert!(person.plan().techniques().contains(&TechniqueId::from("st_bridge_march")));
}

#[test]
fn each_reason_to_swap_has_a_visible_effect() {
    let person = builder();
    let plan = person.plan();
    let offer = |id: &str, reason| swap(&KNOWLEDGE, &person.gate, &person.case(), &plan, &id.into(), reason);
    let bored = offer("sm_ql_ball_wall", SwapReason::Bored);
    assert!(bored.options.iter().all(|option| technique(&option.technique).kind == Kind::SelfMassage));
    assert!(offer("str_figure4_supine", SwapReason::Bored).options.len() >= 3);
    let hard = offer("st_birddog", SwapReason::TooHard);
    assert_eq!(hard.chosen.unwrap().as_str(), "st_birddog_leg");
    let hurts = offer("sm_ql_ball_wall", SwapReason::Hurts);
    assert_eq!(KNOWLEDGE.stops[&hurts.stop_first[0]].action, StopAction::Emergency);
    assert!(!hurts.options.is_empty());
    let tool = offer("sm_gmax_roller", SwapReason::NoTool);
    assert!(
        tool.substitute.is_some()
            && tool
                .options
                .iter()
                .all(|option| has_things_for(&person.profile, technique(&option.technique)))
    );
    let time = offer("sm_ql_ball_wall", SwapReason::NoTime);
    assert!(time.short.unwrap().minutes <= 2);
}

#[test]
fn today_has_at_most_3_things_and_adds_nothing_up() {
    let mut person = builder();
    let plan = person.plan();
    let visit = plan.massage.as_ref().unwrap().dates[0];
    let view = today(&plan, &person.progress, visit);
    assert!(matches!(view.things[0].what, ThingKind::Visit(_)), "{view:?}");
    let view = today(&plan, &person.progress, MONDAY);
    assert_eq!(view.goal.as_deref(), Some("lay bricks all day"));
    assert!(view.things.len() <= 3);
    assert_eq!(view.things.last().unwrap().what, ThingKind::CheckIn);
    person.progress.paused = Some(MONDAY);
    assert_eq!(today(&plan, &person.progress, MONDAY).things, []);
    assert_eq!(today(&plan, &Progress::default(), plan.end).state, TodayState::Over);
}

#[test]
fn the_end_of_a_plan_is_said_plainly() {
    let words = end_words(&builder().plan());
    assert_eq!(words[0], "This plan ends on Sunday 26 April.");
    assert!(words.iter().any(|line| line.contains("see a clinician")), "{words:?}");
}

#[test]
fn every_reason_has_words_and_no_long_or_banned_ones() {
    for person in [builder(), older_woman()] {
        let plan = person.plan();
        let items = plan.sessions.iter().flat_map(|session| &session.items).flat_map(|item| &item.why);
        let habits = plan.posture.iter().chain(&plan.stress).chain(&plan.sleep).flat_map(|habit| &habit.why);
        let course = plan.massage.iter().flat_map(|course| &course.why);
        for why in items.chain(habits).chain(course).chain(&plan.why).chain(&plan.pressure_why) {
            let words = why_words(&KNOWLEDGE, why);
            assert!(words.ends_with('.') && words.len() > 10, "{why:?}: {words}");
        }
    }
}

#[test]
fn a_walk_stays_after_the_session_and_goes_with_it_where_both_were_done() {
    let mut person = builder();
    let plan = person.plan();
    let has = |things: &[domain::plan::Thing], walk: bool| {
        things.iter().any(|thing| match thing.what {
            ThingKind::Walk(_) => walk,
            ThingKind::Session(_) => !walk,
            _ => false,
        })
    };
    let of = |plan: &Plan, progress: &Progress, date: Date| today(plan, progress, date).things;
    let day = plan.sessions.iter().map(|session| session.date).find(|date| {
        let things = of(&plan, &person.progress, *date);
        has(&things, true) && has(&things, false)
    });
    let day = day.unwrap();
    let id = plan.on(day).next().unwrap().id.clone();
    person.progress.done = vec![SessionDone { session: Some(id.clone()), date: day }];
    let left = of(&plan, &person.progress, day);
    assert!(has(&left, true) && !has(&left, false), "{left:?}");
    person.progress.done = vec![SessionDone { session: Some(id.walk()), date: day }];
    let left = of(&plan, &person.progress, day);
    assert!(!has(&left, true) && has(&left, false), "{left:?}");
    person.progress.done = vec![SessionDone { session: None, date: day }];
    let left = of(&plan, &person.progress, day);
    assert!(!has(&left, true) && !has(&left, false), "the 5-minute version counts for all: {left:?}");
}

#[test]
fn two_minutes_of_a_session_hold_nothing_that_is_not_in_the_plan() {
    for person in [builder(), older_woman()] {
        let plan = person.plan();
        for session in &plan.sessions {
            let short = plan.in_two_minutes(&KNOWLEDGE, session);
            assert_eq!(short.items.len(), 1, "{}", session.id);
            let item = &short.items[0];
            let own = session.items.iter().chain(&plan.minimum).find(|own| own.technique == item.technique);
            assert!(item.dose.pressure_cap <= own.unwrap().dose.pressure_cap && short.minutes <= 2);
            assert_eq!(short.id, session.id);
        }
    }
}
