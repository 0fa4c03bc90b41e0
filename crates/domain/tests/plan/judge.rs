//! Bad mornings (rule R15) and looking back at a technique (rule R27).

use crate::people::builder;
use crate::person::{KNOWLEDGE, MONDAY};
use domain::entry::{
    CheckedIn, Entry, EntryId, Event, Felt, Measure, PersonId, PersonNow, Rated, RatingOccasion, RecordedAt,
    SessionDone, SessionItem, SessionProblem,
};
use domain::ids::TechniqueId;
use domain::knowledge::body::Side;
use domain::plan::{Adapted, Plan, Progress, Use, Verdict, What, adapt, judge, today};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

fn day(number: i32) -> Date {
    MONDAY.saturating_add(number.days())
}

/// Uses of a technique on every second day from the first on, with these falls of pain.
fn uses(id: &str, falls: &[i8]) -> Vec<Use> {
    let on = |(place, fall): (usize, &i8)| Use {
        technique: TechniqueId::from(id),
        date: day(2 * i32::try_from(place).unwrap()),
        fall: *fall,
    };
    falls.iter().enumerate().map(on).collect()
}

fn verdict(progress: &Progress, now: i32) -> Verdict {
    judge(progress, &TechniqueId::from("st_bridge"), day(now))
}

#[test]
fn six_uses_with_a_fall_of_1_point_keep_it_and_5_are_not_enough() {
    let after = |falls: &[i8]| Progress { uses: uses("st_bridge", falls), ..Progress::default() };
    assert_eq!(verdict(&after(&[1, 1, 1, 1, 1]), 12), Verdict::NotYet { uses: 5 });
    assert_eq!(verdict(&after(&[0, 2, 1, 1, 0, 2]), 11), Verdict::Keep { on: day(11) });
    assert_eq!(
        verdict(&after(&[0, 2, 1, 1, 0, 2]), 10),
        Verdict::NotYet { uses: 6 },
        "the next morning counts"
    );
    assert_eq!(verdict(&after(&[0, 2, 1, 1, 0, 1]), 11), Verdict::Swap { on: day(11) });
    assert_eq!(verdict(&after(&[0, 2, 1, 1, 0, 2, -9]), 30), Verdict::Keep { on: day(11) }, "it stays");
}

#[test]
fn three_weeks_are_enough_with_3_uses_and_not_with_2() {
    let after = |falls: &[i8]| Progress { uses: uses("st_bridge", falls), ..Progress::default() };
    assert_eq!(verdict(&after(&[0, 0, 0]), 20), Verdict::NotYet { uses: 3 });
    assert_eq!(verdict(&after(&[0, 0, 0]), 21), Verdict::Swap { on: day(21) });
    assert_eq!(verdict(&after(&[2, 2]), 40), Verdict::NotYet { uses: 2 });
}

#[test]
fn worse_mornings_after_it_speak_against_it_and_equal_ones_do_not() {
    let with = |after: u8, other: u8| Progress {
        uses: uses("st_bridge", &[2, 2, 2, 2, 2, 2]),
        mornings: (0..12).map(|number| (day(number), if number % 2 == 1 { after } else { other })).collect(),
        ..Progress::default()
    };
    assert_eq!(verdict(&with(4, 4), 11), Verdict::Keep { on: day(11) });
    assert_eq!(verdict(&with(5, 4), 11), Verdict::Swap { on: day(11) });
}

/// The builder's plan on a day, after these uses.
fn adapted(uses: Vec<Use>, now: i32) -> Adapted {
    let mut person = builder();
    person.progress.uses = uses;
    adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &person.plan(), day(now))
}

#[test]
fn what_did_not_help_is_swapped_one_thing_at_a_time() {
    let bad = [0, 0, 1, 0, 0, 0];
    let both: Vec<Use> = uses("mob_cat_cow", &bad).into_iter().chain(uses("st_hinge", &bad)).collect();
    let once = adapted(both.clone(), 14);
    let swapped: Vec<_> = once.changes.iter().map(|change| (&change.technique, &change.what)).collect();
    assert_eq!(swapped.len(), 1, "{swapped:?}");
    let What::Replaced(to) = &once.changes[0].what else { panic!("{swapped:?}") };
    let from = once.changes[0].technique.clone().unwrap();
    let ahead = |plan: &Plan, id: &TechniqueId| {
        let later = plan.sessions.iter().filter(|session| session.date >= day(14));
        later.flat_map(|session| &session.items).filter(|item| item.technique == *id).count()
    };
    // Where the new one has no rest or no room, the old one stays.
    let (before, after) = (builder().plan(), &once.plan);
    assert!(
        ahead(after, to) > ahead(&before, to) && ahead(after, &from) < ahead(&before, &from),
        "{from} to {to}"
    );
    // Once its stand-in has had its trial, the next one comes.
    let settled = uses(to.as_str(), &[2; 6])
        .into_iter()
        .map(|one| Use { date: one.date.saturating_add(14.days()), ..one });
    let twice = adapted(both.into_iter().chain(settled).collect(), 28);
    assert_eq!(twice.changes.len(), 2, "{:?}", twice.changes);
}

#[test]
fn what_helps_stays() {
    assert_eq!(adapted(uses("st_hinge", &[2; 6]), 14).changes, []);
}

#[test]
fn a_bad_morning_offers_the_short_version_that_day_only() {
    let mut person = builder();
    let plan = person.plan();
    let monday = day(7);
    person.progress.mornings = (0..7).map(|number| (day(number), 3)).collect();
    for (pain, offered) in [(4, false), (5, true), (10, true)] {
        person.progress.mornings.insert(monday, pain);
        assert_eq!(today(&plan, &person.progress, monday).shorter.is_some(), offered, "{pain}");
    }
    // A day without a session has nothing to make shorter.
    person.progress.mornings.insert(day(9), 10);
    assert_eq!(today(&plan, &person.progress, day(9)).shorter, None);
}

proptest! {
    /// More pain this morning never takes the offer back, and a calm week gives none.
    #[test]
    fn a_worse_morning_never_takes_the_short_version_away(
        before in prop::collection::btree_map(0..7_i32, 0..=10_u8, 0..7),
        pain in 0..10_u8,
    ) {
        let mornings = before.iter().map(|(number, score)| (day(*number), *score)).collect();
        let mut progress = Progress { mornings, ..Progress::default() };
        progress.mornings.insert(day(7), pain);
        let mild = progress.is_bad_morning(day(7));
        progress.mornings.insert(day(7), pain + 1);
        prop_assert!(progress.is_bad_morning(day(7)) >= mild);
        let most = before.values().max().copied().unwrap_or(0);
        progress.mornings.insert(day(7), most.min(pain));
        prop_assert!(before.len() >= 3 || !progress.is_bad_morning(day(7)));
    }

    /// A verdict, once given, stays, whatever is recorded later.
    #[test]
    fn a_verdict_stays(
        falls in prop::collection::vec(-10..=10_i8, 0..12),
        mornings in prop::collection::btree_map(0..40_i32, 0..=10_u8, 0..40),
        now in 0..30_i32,
        wait in 0..30_i32,
    ) {
        let mut progress = Progress { uses: uses("st_bridge", &falls), ..Progress::default() };
        progress.mornings = mornings.into_iter().map(|(number, score)| (day(number), score)).collect();
        let first = verdict(&progress, now);
        if !matches!(first, Verdict::NotYet { .. }) {
            prop_assert_eq!(first, verdict(&progress, now + wait));
        }
    }
}

/// Entries of a person, one minute apart, each about a day of the plan.
fn journal(events: Vec<(i32, Event)>) -> PersonNow {
    let person = PersonId::from_millis(1, [1; 10]);
    let entries: Vec<Entry> = (0_u8..)
        .zip(events)
        .map(|(number, (about, event))| {
            let at = RecordedAt::from_microseconds(1_772_452_800_000_000 + i64::from(number) * 60_000_000)
                .unwrap();
            Entry::now(EntryId::from_millis(1, [number; 10]), person, at, 0, event).about(day(about))
        })
        .collect();
    PersonNow::replay(&entries)
}

fn rated(occasion: RatingOccasion, score: u8, about: &str) -> Event {
    let (measure, score) = (Measure::Pain, score.try_into().unwrap());
    let minute_of_day = occasion.usual_minute();
    Rated { occasion, measure, score, minute_of_day, late: false, about: about.to_owned() }.into()
}

fn session(felt: Felt) -> Event {
    let item = SessionItem {
        technique: "st_hinge".into(),
        side: Side::None,
        seconds: 90,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    let problem = SessionProblem::None;
    SessionDone { session: "w1d1".to_owned(), items: vec![item], felt, problem, note: String::new() }.into()
}

#[test]
fn ratings_around_a_session_say_what_pain_did_and_words_do_where_there_are_none() {
    use RatingOccasion::{AfterSession, BeforeSession};
    let falls = |events: Vec<(i32, Event)>| -> Vec<i8> {
        Progress::of(&KNOWLEDGE, &journal(events), MONDAY).uses.iter().map(|one| one.fall).collect()
    };
    let two = vec![
        (0, rated(BeforeSession, 6, "")),
        (0, session(Felt::Worse)),
        (0, rated(AfterSession, 3, "w1d1")),
        (0, rated(AfterSession, 9, "another")),
        (0, rated(BeforeSession, 4, "")),
        (0, session(Felt::Worse)),
        (0, rated(AfterSession, 5, "")),
    ];
    assert_eq!(falls(two), [3, -1]);
    assert_eq!(
        falls(vec![(0, session(Felt::Better)), (1, session(Felt::Worse)), (2, session(Felt::Same))]),
        [2, -2, 0]
    );
    assert!(falls(vec![(0, session(Felt::None))]).is_empty());
    let half =
        vec![(0, rated(BeforeSession, 6, "")), (0, session(Felt::Same)), (1, rated(AfterSession, 0, ""))];
    assert_eq!(falls(half), [0], "a rating of another day says nothing");
}

#[test]
fn a_rated_morning_counts_before_the_pain_of_the_day() {
    let check_in = |pain: Option<u8>| CheckedIn {
        interference: 2.try_into().unwrap(),
        pain: pain.map(|pain| pain.try_into().unwrap()),
        flare: false,
        did: std::collections::BTreeSet::new(),
        note: String::new(),
    };
    let events = vec![
        (0, check_in(Some(7)).into()),
        (1, rated(RatingOccasion::Morning, 3, "")),
        (1, check_in(Some(8)).into()),
        (2, rated(RatingOccasion::Evening, 9, "")),
        (3, check_in(None).into()),
    ];
    let progress = Progress::of(&KNOWLEDGE, &journal(events), MONDAY);
    assert_eq!(progress.mornings, [(day(0), 7), (day(1), 3)].into());
}
