//! Plans of people worked out by hand.

use crate::person::{KNOWLEDGE, MODEL, MONDAY, Person, days, keys, technique, text};
use domain::assessment::Assessment;
use domain::knowledge::body::Side;
use domain::knowledge::technique::{Equipment, Kind, Phase, Tool};
use domain::plan::{Advice, Flare, NoVisits, Plan, adapt, plan};
use domain::profile::{FeelWish, MassageAccess, Profile};
use domain::triage::Checked;
use domain::truth::Truth;
use jiff::civil::date;
use std::collections::BTreeSet;

/// A builder of 45 whose left low back has hurt for years: 10 minutes on 5 days, two kinds of ball, a small budget.
pub(crate) fn builder() -> Person {
    let profile = Profile {
        minutes_per_day: Some(10),
        days_per_week: Some(5),
        equipment: [Equipment::BallTennis, Equipment::TwoBallsSock].into(),
        feel: Some(FeelWish::FirmSlow),
        massage_access: Some(MassageAccess::CanGo),
        price: Some(60),
        budget: Some(400),
        goal: Some("lay bricks all day".to_owned()),
        ..Profile::default()
    };
    let yes = keys(&["duration_over_3_months", "job_lift_manual", "worse_lift"]);
    let targets = [("quadratus_lumborum", Side::Left), ("iliocostalis_lumborum", Side::Left)];
    Person::new(&yes, profile, &targets).unwrap()
}

/// A woman of 76 who takes a blood thinner, with pain in both buttocks for a month.
pub(crate) fn older_woman() -> Person {
    let profile = Profile {
        age: Some(76),
        minutes_per_day: Some(20),
        days_per_week: Some(3),
        equipment: [Equipment::BallTennis, Equipment::MassageGun, Equipment::FoamRoller].into(),
        feel: Some(FeelWish::FirmSlow),
        likes: [Kind::Heat].into(),
        sleep_hours: Some(5),
        ..Profile::default()
    };
    let yes = keys(&["anticoagulant", "duration_2_to_6_weeks"]);
    Person::new(&yes, profile, &[("gluteus_maximus", Side::Both)]).unwrap()
}

/// The first weeks of a plan as text.
fn first_weeks(plan: &Plan, weeks: u8) -> String {
    let mut short = plan.clone();
    short.sessions.retain(|session| session.week <= weeks);
    text(&short)
}

#[test]
fn a_builder_with_lasting_pain_and_10_minutes() {
    insta::assert_snapshot!(first_weeks(&builder().plan(), 2), @r#"
    chronic, 8 weeks, 2026-03-02 to 2026-04-27, at most 5 of 10
    review 2026-03-16 Safety
    review 2026-03-20 VisitsSoFar
    review 2026-03-30 Safety
    review 2026-04-03 VisitsDecision
    review 2026-04-13 Safety
    review 2026-04-26 End
    massage: 6 x pro_myofascial (60 min, first 60), at most 3 of 10, total Some(360), look back Some("2026-03-20"), decide Some("2026-04-03")
      options: pro_myofascial pro_deep_tissue pro_tuina pro_sports pro_swedish pro_neuromuscular pro_shiatsu pro_thai pro_trigger_point
      days: 2026-03-04 2026-03-11 2026-03-18 2026-03-25 2026-04-01 2026-04-08
    without visits (None): sm_ql_hands sm_es_hands sm_mult_hands sm_ql_ball_wall
    w1d1 Monday 10 min: sm_ql_ball_wall 2L<4, st_bridge 3, walk_5 5
    w1d2 Tuesday 10 min: walk_10 10
    w1d3 Thursday 9 min: sm_es_balls_wall 4<5, mob_pelvic_tilt 2, st_hinge 3
    w1d4 Friday 9 min: sm_ql_ball_wall 4L<4, mob_cat_cow 2, st_sit_stand 3
    w1d5 Sunday 10 min: mob_knee_rolls 2, st_bridge 3, walk_5 5
    w2d1 Monday 10 min: sm_ql_ball_wall 2L<4, st_hinge 3, walk_5 5
    w2d2 Tuesday 10 min: walk_10 10
    w2d3 Thursday 9 min: sm_es_balls_wall 4<5, str_knee_hug_single 2L, st_hinge 3
    w2d4 Friday 9 min: sm_ql_ball_wall 4L<4, mob_cat_cow 2, st_sit_stand 3
    w2d5 Sunday 10 min: mob_knee_rolls 2, st_bridge 3, walk_5 5
    posture: two_minutes sitting lifting
    stress: sigh pain_thought
    sleep: side back
    bad day: mob_pelvic_tilt 2, walk_5 2, breath_sigh_1 1
    "#);
}

#[test]
fn a_woman_of_76_on_a_blood_thinner() {
    let person = older_woman();
    let plan = person.plan();
    assert!(plan.pressure_cap <= 3);
    for id in plan.techniques() {
        assert!(technique(id).tool != Tool::Gun, "{id}");
        assert!(
            !["pro_deep_tissue", "pro_trigger_point", "pro_thai", "pro_tuina"].contains(&id.as_str()),
            "{id}"
        );
    }
    assert!(plan.massage.as_ref().unwrap().pressure_cap <= 3);
    insta::assert_snapshot!(first_weeks(&plan, 2), @r#"
    subacute, 6 weeks, 2026-03-02 to 2026-04-13, at most 3 of 10
    review 2026-03-16 Safety
    review 2026-03-19 VisitsSoFar
    review 2026-03-30 Safety
    review 2026-04-02 VisitsDecision
    review 2026-04-12 End
    massage: 6 x pro_myofascial (60 min, first 60), at most 3 of 10, total None, look back Some("2026-03-19"), decide Some("2026-04-02")
      options: pro_myofascial pro_swedish pro_shiatsu
      days: 2026-03-03 2026-03-10 2026-03-17 2026-03-24 2026-03-31 2026-04-07
    without visits (None): sm_gmax_hands sm_gmax_ball_wall sm_gmax_ball_chair sm_mult_ball_wall
    w1d1 Monday 20 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_cat_cow 2, st_bridge 3, st_birddog_leg 4R, st_sit_stand 3, walk_5 5, breath_sigh_1 1
    w1d2 Wednesday 9 min: ~heat_shower_back 6, sm_gmax_hands 2<3, str_knee_hug_single 2R, walk_5 5
    w1d3 Friday 20 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_open_book 4R, str_knee_hug_single 2R, st_clam 4R, walk_5 5, breath_belly 3
    w2d1 Monday 20 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_pelvic_tilt 2, st_bridge 3, st_birddog_leg 4R, st_sit_stand 3, walk_5 5, breath_sigh_1 1
    w2d2 Wednesday 11 min: ~heat_shower_back 6, sm_gmax_hands 2<3, str_figure4_supine 3R, walk_5 6
    w2d3 Friday 19 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_open_book 4R, str_figure4_supine 3R, st_clam 4R, walk_5 5, breath_sigh_1 1
    posture: two_minutes sitting
    stress: sigh pain_thought
    sleep: getting_up screens caffeine bath pain_plan awake bad_night when_to_ask bed_for_sleep side back
    bad day: mob_pelvic_tilt 2, walk_5 2, breath_sigh_1 1
    "#);
}

#[test]
fn new_pain_gets_light_pieces_and_no_visit_in_the_first_3_days() {
    let profile = Profile { minutes_per_day: Some(20), days_per_week: Some(7), ..Profile::default() };
    let yes = keys(&["duration_under_2_weeks"]);
    let person = Person::new(&yes, profile, &[("multifidus_lumbar", Side::Right)]).unwrap();
    let plan = person.plan();
    assert_eq!((plan.phase, plan.weeks, plan.pressure_cap), (Phase::Acute, 4, 3));
    let course = plan.massage.as_ref().unwrap();
    assert!(
        course.dates.iter().all(|visit| (3..14).contains(&days(plan.start, *visit))),
        "{:?}",
        course.dates
    );
    assert!(course.pressure_cap <= 3);
    for session in &plan.sessions {
        assert!(
            session.minutes.div_ceil(u16::from(session.pieces)) <= 8,
            "{} in {}",
            session.minutes,
            session.pieces
        );
        assert!(session.items.iter().all(|item| item.kind != Kind::Strength || item.dose.pressure_cap <= 2));
    }
}

#[test]
fn a_flare_that_is_on_halves_the_time_and_comes_back_in_two_steps() {
    let mut person = builder();
    let plan = person.plan();
    let since = date(2026, 3, 16);
    person.progress.flare = Some(Flare { since, ended: None });
    let adapted = adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, since);
    let minutes = |plan: &Plan, from: i64, to: i64| -> u16 {
        let there = plan.sessions.iter().filter(|session| (from..to).contains(&days(since, session.date)));
        there.map(|session| session.minutes).sum()
    };
    assert!(minutes(&adapted.plan, 0, 3) * 2 <= minutes(&plan, 0, 3) + 2);
    let back = minutes(&adapted.plan, 3, 6);
    assert!(back < minutes(&plan, 3, 6) && back > 0);
    assert_eq!(minutes(&adapted.plan, 6, 30), minutes(&plan, 6, 30));
    let flare = adapted.plan.sessions.iter().filter(|session| (0..3).contains(&days(since, session.date)));
    for item in flare.flat_map(|session| &session.items) {
        assert!(technique(&item.technique).phases.contains(&Phase::Flare), "{}", item.technique);
        assert!(item.dose.pressure_cap <= 3, "{}", item.technique);
    }
    let later = adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, date(2026, 3, 21));
    assert!(later.advice.contains(&Advice::ScreenAgain));
}

#[test]
fn a_plan_begun_in_a_flare_is_gentle_and_looked_at_on_day_3() {
    let profile = Profile { phase: Some(Phase::Flare), minutes_per_day: Some(20), ..Profile::default() };
    let plan = Person::new(&[], profile, &[]).unwrap().plan();
    assert_eq!(plan.minutes_per_day, 10);
    assert_eq!(plan.reviews[0].date, date(2026, 3, 5));
    assert!(plan.massage.unwrap().dates.iter().all(|visit| days(MONDAY, *visit) >= 2));
}

#[test]
fn nothing_but_breathing_is_a_plan_too() {
    let dislikes: BTreeSet<Kind> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Breathing).collect();
    let profile = Profile { dislikes, minutes_per_day: Some(3), ..Profile::default() };
    let plan = Person::new(&[], profile, &[("trapezius_upper", Side::Both)]).unwrap().plan();
    assert_eq!(plan.sessions.len(), 24);
    assert!(plan.sessions.iter().flat_map(|session| &session.items).all(|item| item.kind == Kind::Breathing));
    assert_eq!(plan.without_visits.because, Some(NoVisits::Wish));
    assert!(plan.without_visits.techniques.is_empty());
}

#[test]
fn a_gate_that_holds_everything_back_leaves_an_empty_plan() {
    let person = Person::new(&[], Profile::default(), &[("gluteus_medius", Side::Left)]).unwrap();
    let mut facts = person.facts.clone();
    facts.set("saddle_numbness", Truth::Yes);
    let closed = Assessment::new(&KNOWLEDGE, &MODEL, &facts, &Checked::default());
    let plan = plan(&KNOWLEDGE, &person.clearance, &closed.gate, &person.case());
    assert_eq!(plan.techniques(), BTreeSet::new());
    assert!(plan.sessions.is_empty());
    assert_eq!(plan.without_visits.because, Some(NoVisits::Health));
}

#[test]
fn a_budget_below_a_visit_leads_to_self_massage() {
    let profile = Profile { price: Some(60), budget: Some(59), ..Profile::default() };
    let plan = Person::new(&[], profile, &[("gluteus_medius", Side::Left)]).unwrap().plan();
    assert_eq!(plan.massage, None);
    assert_eq!(plan.without_visits.because, Some(NoVisits::Budget));
    assert_eq!(plan.without_visits.techniques[0].as_str(), "sm_gmed_hands");
}
