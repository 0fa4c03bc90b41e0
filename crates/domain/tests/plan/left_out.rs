//! What leaves the plan because it did not go well, and the half dose after a pause (rules R35 to R38).

use crate::people::builder;
use crate::person::{KNOWLEDGE, MONDAY};
use domain::entry::{
    CheckedIn, Entry, EntryId, Event, Felt, PersonId, PersonNow, RecordedAt, SessionDone, SessionItem,
    SessionProblem, SorenessNoted, SwapReason, Swapped,
};
use domain::ids::TechniqueId;
use domain::knowledge::body::Side;
use domain::knowledge::care::follow_up::FollowUpAction;
use domain::knowledge::technique::Kind;
use domain::plan::{Adapted, Plan, Progress, What, Why, adapt, swap};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day(number: i32) -> Date {
    MONDAY.saturating_add(number.days())
}

/// Entries of a person, one minute apart, each about a day of the plan.
fn journal(events: Vec<(i32, Event)>) -> PersonNow {
    let person = PersonId::from_millis(1, [1; 10]);
    let entries: Vec<Entry> = (0_u8..)
        .zip(events)
        .map(|(number, (about, event))| {
            let at = RecordedAt::from_microseconds(1_772_452_800_000_000 + i64::from(number) * 60_000_000);
            Entry::now(EntryId::from_millis(1, [number; 10]), person, at.unwrap(), 0, event).about(day(about))
        })
        .collect();
    PersonNow::replay(&entries)
}

/// A session of these techniques, each with the pain during it.
fn session(felt: Felt, problem: SessionProblem, items: &[(&str, Option<u8>)]) -> Event {
    let item = |(id, pain): &(&str, Option<u8>)| SessionItem {
        technique: TechniqueId::from(*id),
        side: Side::None,
        seconds: 90,
        skipped: false,
        pressure: None,
        pain_during: pain.map(|pain| pain.try_into().unwrap()),
    };
    let items = items.iter().map(item).collect();
    SessionDone { session: "w1d1".to_owned(), items, felt, problem, note: String::new() }.into()
}

fn worse(items: &[(&str, Option<u8>)]) -> Event {
    session(Felt::Worse, SessionProblem::None, items)
}

fn swapped(from: &str, to: Option<&str>) -> Event {
    Swapped { technique: from.into(), to: to.map(Into::into), reason: SwapReason::Bored }.into()
}

/// The builder's plan on a day, after these entries.
fn on(number: i32, events: Vec<(i32, Event)>) -> Adapted {
    let mut person = builder();
    person.progress = Progress::of(&KNOWLEDGE, &journal(events), MONDAY);
    let plan = builder().plan();
    adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, day(number))
}

fn ahead(plan: &Plan, number: i32, id: &str) -> usize {
    let later = plan.sessions.iter().filter(|session| session.date >= day(number));
    later.flat_map(|session| &session.items).filter(|item| item.technique.as_str() == id).count()
}

fn words(adapted: &Adapted) -> Vec<String> {
    let told = adapted.told(&KNOWLEDGE).into_iter();
    told.map(|told| format!("{} {}", told.lines.join(" "), told.because)).collect()
}

fn what(adapted: &Adapted, id: &str) -> Vec<What> {
    let own = adapted
        .changes
        .iter()
        .filter(|change| change.technique.as_ref().is_some_and(|own| own.as_str() == id));
    own.map(|change| change.what.clone()).collect()
}

const BALL: &str = "sm_ql_ball_wall";
const USUAL: [(&str, Option<u8>); 3] = [("mob_cat_cow", None), (BALL, None), ("st_hinge", None)];

#[test]
fn worse_twice_in_a_row_swaps_the_self_massage_without_asking_and_once_does_not() {
    assert!(ahead(&builder().plan(), 8, BALL) > 0);
    let once = on(8, vec![(0, worse(&USUAL))]);
    assert!(what(&once, BALL).is_empty() && ahead(&once.plan, 8, BALL) > 0, "{:?}", words(&once));
    let twice = on(8, vec![(0, worse(&USUAL)), (2, worse(&USUAL))]);
    let [What::Replaced(to)] = &what(&twice, BALL)[..] else { panic!("{:?}", words(&twice)) };
    assert_eq!(ahead(&twice.plan, 8, BALL), 0);
    assert!(ahead(&twice.plan, 8, to.as_str()) > 0 && builder().gate.offers(to));
    assert!(ahead(&twice.plan, 8, "st_hinge") > 0, "one step at a time");
    let said = words(&twice);
    let said = said.iter().find(|line| line.contains("ball at the wall"));
    insta::assert_snapshot!(said.unwrap(), @"Side of the low back: ball at the wall: replaced by Side of the low back: thumbs and a side bend. Worse after 2 sessions in a row: the item that you named goes, else the self-massage. Another one that does the same job comes in.");
}

#[test]
fn a_better_session_between_two_worse_ones_breaks_the_row_and_an_unrated_one_does_not() {
    let between = |felt: Felt| {
        let middle = session(felt, SessionProblem::None, &USUAL);
        on(8, vec![(0, worse(&USUAL)), (2, middle), (4, worse(&USUAL))])
    };
    assert!(what(&between(Felt::Better), BALL).is_empty());
    assert!(what(&between(Felt::Same), BALL).is_empty());
    assert_eq!(what(&between(Felt::None), BALL).len(), 1);
}

#[test]
fn the_step_that_was_named_goes_before_self_massage_does() {
    let named = [("mob_cat_cow", Some(2)), (BALL, None), ("st_hinge", Some(7))];
    let adapted = on(8, vec![(0, worse(&USUAL)), (2, worse(&named))]);
    assert_eq!(ahead(&adapted.plan, 8, "st_hinge"), 0, "{:?}", words(&adapted));
    assert!(ahead(&adapted.plan, 8, BALL) > 0);
}

#[test]
fn soreness_of_more_than_2_days_halves_the_dose_and_less_does_not() {
    let sore = |score: u8, hours| -> Vec<(i32, Event)> {
        let score = score.try_into().unwrap();
        vec![(10, SorenessNoted { score, hours, zones: BTreeSet::new(), after: None }.into())]
    };
    let halves = |events| on(12, events).changes.iter().any(|change| change.why == Why::rule("R38"));
    assert!(halves(sore(3, Some(60))));
    assert!(!halves(sore(3, Some(48))) && !halves(sore(1, Some(60))) && !halves(sore(3, None)));
}

#[test]
fn a_swap_of_the_person_holds_in_every_week_to_come() {
    let to = "sm_ql_hands";
    let before = builder().plan();
    assert!(ahead(&before, 20, BALL) > 0 && ahead(&before, 20, to) == 0, "{:?}", before.techniques());
    let after = on(3, vec![(2, swapped(BALL, Some(to)))]);
    assert_eq!(ahead(&after.plan, 3, BALL), 0);
    assert!(ahead(&after.plan, 20, to) > 0);
    let items = after.plan.sessions.iter().flat_map(|session| &session.items);
    let chosen: Vec<_> = items.filter(|item| item.technique.as_str() == to).collect();
    assert!(chosen.iter().all(|item| item.why.contains(&Why::Asked)));
    let back = on(3, vec![(2, swapped(BALL, Some(to))), (3, swapped(to, Some(BALL)))]);
    assert_eq!((ahead(&back.plan, 3, to), ahead(&back.plan, 3, BALL)), (0, ahead(&before, 3, BALL)));
}

#[test]
fn what_was_swapped_comes_back_when_the_person_puts_it_back() {
    let events = vec![(0, worse(&USUAL)), (2, worse(&USUAL)), (3, swapped(BALL, Some(BALL)))];
    let back = on(8, events.clone());
    assert!(what(&back, BALL).is_empty() && ahead(&back.plan, 8, BALL) > 0, "{:?}", words(&back));
    let again = [events, vec![(4, worse(&USUAL)), (6, worse(&USUAL))]].concat();
    assert_eq!(ahead(&on(8, again).plan, 8, BALL), 0);
}

#[test]
fn a_stop_sign_takes_the_step_out_until_it_is_put_back_and_a_new_one_takes_it_out_again() {
    use SessionProblem::{Dizzy, Numb, Sharp};
    for problem in [Sharp, Numb, Dizzy] {
        let stop = || session(Felt::Same, problem, &[("mob_cat_cow", None), (BALL, Some(7))]);
        let out = on(3, vec![(0, stop())]);
        assert_eq!((what(&out, BALL), ahead(&out.plan, 3, BALL)), (vec![What::OutUntilPutBack], 0));
        let put_back = (1, swapped(BALL, Some(BALL)));
        let back = on(3, vec![(0, stop()), put_back.clone()]);
        assert!(ahead(&back.plan, 3, BALL) > 0, "{:?}", words(&back));
        let again = on(5, vec![(0, stop()), put_back, (2, stop())]);
        assert_eq!((what(&again, BALL), ahead(&again.plan, 5, BALL)), (vec![What::OutUntilPutBack], 0));
    }
}

#[test]
fn what_is_out_is_not_in_the_5_minute_version_either() {
    let tilt = "mob_pelvic_tilt";
    assert!(builder().plan().minimum.iter().any(|item| item.technique.as_str() == tilt));
    let out = on(3, vec![(0, session(Felt::Same, SessionProblem::Dizzy, &[(tilt, None)]))]);
    assert!(out.plan.minimum.iter().all(|item| item.technique.as_str() != tilt));
}

/// A check-in with a pain of so much.
fn pain(score: u8) -> Event {
    CheckedIn {
        interference: (score / 2).try_into().unwrap(),
        pain: Some(score.try_into().unwrap()),
        flare: false,
        did: [].into(),
        note: String::new(),
    }
    .into()
}

fn pains(from: i32, scores: &[u8]) -> Vec<(i32, Event)> {
    (from..).zip(scores).map(|(number, score)| (number, pain(*score))).collect()
}

#[test]
fn pain_that_stays_up_after_2_sessions_takes_out_what_was_done_both_times_for_good() {
    let ball = || session(Felt::Same, SessionProblem::None, &[(BALL, None)]);
    let events =
        |scores: &[u8]| [vec![(7, ball()), (10, ball())], pains(0, &[4; 7]), pains(7, scores)].concat();
    let up = on(14, events(&[4, 6, 6, 6, 6, 6, 6]));
    assert!(matches!(what(&up, BALL)[..], [What::Replaced(_)]), "{:?}", words(&up));
    assert_eq!(ahead(&up.plan, 14, BALL), 0);
    let later = on(45, events(&[4, 6, 6, 6, 6, 6, 6]));
    assert_eq!(ahead(&later.plan, 45, BALL), 0, "the rule is no longer raised, and it stays out");
    let settled = on(14, events(&[4, 6, 6, 4, 6, 6, 6]));
    assert!(settled.changes.iter().all(|change| change.why != Why::rule("R37")), "gone within 48 hours once");
    let back = on(14, [events(&[4, 6, 6, 6, 6, 6, 6]), vec![(13, swapped(BALL, Some(BALL)))]].concat());
    assert!(ahead(&back.plan, 14, BALL) > 0, "{:?}", words(&back));
}

#[test]
fn after_a_pause_of_massage_it_starts_again_at_half_the_dose_for_a_week() {
    let shares: Vec<f64> = KNOWLEDGE.care.follow_ups.iter().filter_map(|rule| rule.dose_share).collect();
    assert_eq!(shares, [0.5]);
    // The pause is over on day 14, after 3 better days.
    let events = [pains(0, &[4; 7]), pains(7, &[6, 6, 6, 6]), pains(11, &[4, 4, 4, 4])].concat();
    let share = |adapted: &Adapted, from: i32, to: i32| -> Vec<u8> {
        let sessions = adapted.plan.sessions.iter();
        let near = sessions.filter(|session| (day(from)..day(to)).contains(&session.date));
        let pressed = near.flat_map(|session| &session.items).filter(|item| item.kind == Kind::SelfMassage);
        pressed.map(|item| item.dose.share).collect()
    };
    let (full, half) = (on(14, vec![]), on(14, events.clone()));
    let halves: Vec<u8> = share(&full, 14, 21).iter().map(|share| share / 2).collect();
    assert!(!halves.is_empty());
    assert_eq!(share(&half, 14, 21), halves);
    assert_eq!(share(&half, 21, 56), share(&full, 21, 56), "then as before");
    let pressure = |adapted: &Adapted| {
        let items = adapted.plan.sessions.iter().filter(|session| (day(14)..day(21)).contains(&session.date));
        let pressed = items.flat_map(|session| &session.items).filter(|item| item.kind == Kind::SelfMassage);
        pressed.map(|item| item.dose.pressure_cap).collect::<Vec<u8>>()
    };
    let halves: Vec<u8> = pressure(&full).iter().map(|cap| cap.div_ceil(2)).collect();
    assert_eq!(pressure(&half), halves);
    insta::assert_snapshot!(words(&half).join("\n"), @"Gentler self-massage until Monday 23 March. After pain that stayed up for more than 2 days: self-massage starts again at half the time and half the pressure, for a week.");
    assert!(words(&on(21, events.clone())).is_empty(), "a week later");
    let lasts = events.into_iter().filter(|(number, _)| *number < 14).collect();
    assert!(words(&on(13, lasts)).is_empty(), "the pause lasts: the gate holds massage back");
}

#[test]
fn every_rule_that_stops_a_technique_is_one_that_the_plan_follows() {
    let stops =
        KNOWLEDGE.care.follow_ups.iter().filter(|rule| rule.does.contains(&FollowUpAction::StopTechnique));
    assert_eq!(stops.map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["sore_after_2_sessions"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was felt, what comes in is open to the person, and what went out is not in the plan.
    #[test]
    fn what_comes_in_is_open_and_what_is_out_stays_out(
        felt in prop::collection::vec((0..4_usize, 0..5_usize, prop::option::of(0..=10_u8)), 0..8),
        now in 0..40_i32,
    ) {
        use SessionProblem::{Dizzy, None as Nothing, Numb, Sharp, Sore};
        let events: Vec<(i32, Event)> = (0..).zip(felt).map(|(number, (felt, problem, pain))| {
            let felt = [Felt::Better, Felt::Same, Felt::Worse, Felt::None][felt];
            let problem = [Nothing, Sore, Sharp, Numb, Dizzy][problem];
            (number, session(felt, problem, &[("mob_cat_cow", None), (BALL, pain), ("st_hinge", None)]))
        }).collect();
        let progress = Progress::of(&KNOWLEDGE, &journal(events.clone()), MONDAY);
        let gate = builder().gate;
        for session in on(now, events).plan.sessions.iter().filter(|session| session.date >= day(now)) {
            for item in &session.items {
                prop_assert!(gate.offers(&item.technique) && !progress.is_out(&item.technique));
            }
        }
    }

    /// What the person swapped does not come back by itself, whatever was felt since.
    #[test]
    fn a_swap_holds_whatever_is_felt(
        which in any::<prop::sample::Index>(),
        felt in prop::collection::vec(0..3_usize, 0..6),
        now in 2..40_i32,
    ) {
        let person = builder();
        let plan = person.plan();
        let swappable: Vec<(TechniqueId, TechniqueId)> = plan.techniques().into_iter().filter_map(|from| {
            let offer = swap(&KNOWLEDGE, &person.gate, &person.case(), &plan, from, SwapReason::Bored);
            Some((from.clone(), offer.chosen?))
        }).collect();
        let (from, to) = which.get(&swappable);
        let done = |number: i32, felt: usize| {
            let felt = [Felt::Better, Felt::Same, Felt::Worse][felt];
            (number, session(felt, SessionProblem::None, &[(to.as_str(), None), ("st_hinge", None), (BALL, None)]))
        };
        let mut events = vec![(1, swapped(from.as_str(), Some(to.as_str())))];
        events.extend((2..).zip(felt).filter(|(number, _)| *number <= now).map(|(number, felt)| done(number, felt)));
        let after = on(now, events);
        prop_assert_eq!(ahead(&after.plan, now, from.as_str()), 0, "{} for {}: {:?}", to, from, words(&after));
    }
}
