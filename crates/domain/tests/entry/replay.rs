//! What entries together say.

use domain::entry::{
    AnswerWithdrawn, Entry, EntryId, Event, FlareEnded, FlareStarted, NoteFrom, NrsScore, PersonNow,
    PlanMade, PlanPaused, PlanResumed, QuestionAnswered, Rest, Retracted, StopReason, TestStopped,
};
use domain::intake::Answer;
use jiff::civil::date;
use proptest::prelude::*;
use samples::{check_in, entry, id};
use serde_json::json;
use std::collections::BTreeMap;

fn retract(n: u64, hours: i64, target: u64) -> Entry {
    entry(n, hours, Retracted { entry: id(target), why: String::new() })
}

fn answer(n: u64, hours: i64, number: u32) -> Entry {
    entry(n, hours, QuestionAnswered { question: "age".into(), answer: Answer::Number(number) })
}

/// What was last recorded differs after a retraction, the person does not.
fn without_last(mut now: PersonNow) -> PersonNow {
    now.last_entry = None;
    now
}

#[test]
fn the_latest_answer_counts() {
    let now = PersonNow::replay(&[answer(2, 9, 59), answer(1, 10, 60)]);
    assert_eq!(now.answers["age"].event, Answer::Number(60));
}

#[test]
fn of_two_answers_at_the_same_instant_the_larger_id_counts() {
    let now = PersonNow::replay(&[answer(2, 9, 59), answer(1, 9, 60)]);
    assert_eq!(now.answers["age"].event, Answer::Number(59));
}

#[test]
fn a_withdrawn_answer_is_gone_until_it_is_given_anew() {
    let withdrawn = entry(2, 10, AnswerWithdrawn { question: "age".into() });
    let now = PersonNow::replay(&[answer(1, 9, 59), withdrawn.clone()]);
    assert_eq!((now.answers.len(), now.withdrawn.len()), (0, 1));
    let now = PersonNow::replay(&[answer(1, 9, 59), withdrawn, answer(3, 11, 60)]);
    assert_eq!((now.answers.len(), now.withdrawn.len()), (1, 0));
}

#[test]
fn retracting_the_newer_answer_brings_the_older_one_back() {
    let now = PersonNow::replay(&[answer(1, 9, 59), answer(2, 10, 95), retract(3, 11, 2)]);
    assert_eq!(now.answers["age"].event, Answer::Number(59));
}

#[test]
fn a_retraction_may_be_recorded_before_its_target() {
    let now = PersonNow::replay(&[retract(1, 9, 2), answer(2, 10, 59)]);
    assert!(now.answers.is_empty());
}

#[test]
fn retractions_in_a_long_chain_take_turns() {
    for length in 1..20_u64 {
        let mut entries = vec![answer(0, 0, 59)];
        entries.extend((1..=length).map(|n| retract(n, 0, n - 1)));
        let now = PersonNow::replay(&entries);
        assert_eq!(now.answers.len(), usize::from(length % 2 == 0), "chain of {length}");
    }
}

#[test]
fn retractions_that_name_each_other_or_themselves_change_nothing() {
    let entries = [answer(0, 0, 59), retract(1, 1, 2), retract(2, 2, 1), retract(3, 3, 3)];
    let now = PersonNow::replay(&entries);
    assert_eq!(now.answers.len(), 1);
    assert_eq!(now.undo_target().unwrap().id, id(0));
}

#[test]
fn undo_aims_at_the_newest_entry_that_still_counts() {
    let mut entries = vec![answer(1, 1, 59), answer(2, 2, 60)];
    assert_eq!(PersonNow::replay(&entries).undo_target().unwrap().id, id(2));
    entries.push(retract(3, 3, 2));
    assert_eq!(PersonNow::replay(&entries).undo_target().unwrap().id, id(1));
    assert_eq!(PersonNow::replay(&entries).last_entry.as_ref().unwrap().id, id(3));
    entries.push(retract(4, 4, 1));
    assert!(PersonNow::replay(&entries).undo_target().is_none());
    entries.push(retract(5, 5, 3));
    assert_eq!(PersonNow::replay(&entries).undo_target().unwrap().id, id(2));
}

#[test]
fn a_new_plan_ends_the_pause_of_the_old_one() {
    let plan = |n, hours| entry(n, hours, PlanMade { plan: json!({ "n": n }), rules_version: "1".into() });
    let pause = |n, hours, until| entry(n, hours, PlanPaused { until });
    let until = date(2026, 3, 9);
    let mut entries = vec![pause(1, 1, None), plan(2, 2)];
    assert!(
        !PersonNow::replay(&entries).plan.unwrap().is_paused(until),
        "a pause before the first plan is void"
    );
    entries.push(pause(3, 3, Some(until)));
    let paused = PersonNow::replay(&entries).plan.unwrap();
    assert!(paused.is_paused(date(2026, 3, 8)));
    assert!(!paused.is_paused(until));
    entries.push(pause(4, 4, None));
    assert!(PersonNow::replay(&entries).plan.unwrap().is_paused(date(2027, 1, 1)));
    entries.push(entry(5, 5, PlanResumed {}));
    assert!(!PersonNow::replay(&entries).plan.unwrap().is_paused(date(2026, 3, 8)));
    entries.extend([pause(6, 6, None), plan(7, 7)]);
    let now = PersonNow::replay(&entries).plan.unwrap();
    assert_eq!((now.made.event.plan, now.paused.is_some()), (json!({ "n": 7 }), false));
    let (night, morning) = (date(2026, 2, 28), date(2026, 3, 1));
    let rest = |from, until| Rest { from, until: Some(until) };
    let rests = PersonNow::replay(&entries).rests;
    let ended = [rest(night, morning), rest(morning, morning), rest(morning, morning)];
    assert_eq!(rests, ended, "each pause ends with what follows it");
    entries.truncate(3);
    assert_eq!(PersonNow::replay(&entries).rests, [rest(night, until)]);
}

#[test]
fn a_flare_opens_once_and_closes_once() {
    let entries = [
        entry(0, 0, FlareEnded {}),
        entry(1, 24, FlareStarted {}),
        entry(2, 48, FlareStarted {}),
        entry(3, 72, FlareEnded {}),
        entry(4, 96, FlareEnded {}),
        entry(5, 120, FlareStarted {}),
    ];
    let now = PersonNow::replay(&entries);
    let days: Vec<_> =
        now.flares.iter().map(|flare| (flare.start_day(), flare.ended.map(|ended| ended.day))).collect();
    // The samples begin at midnight, which belongs to the day before.
    assert_eq!(days, [(date(2026, 3, 1), Some(date(2026, 3, 3))), (date(2026, 3, 5), None)]);
    assert_eq!(now.open_flare().unwrap().started.id, id(5));
}

#[test]
fn a_second_test_waits_for_the_end_of_the_first() {
    let started = |n, hours| entry(n, hours, samples::test_started());
    let stop = |n, hours| entry(n, hours, TestStopped { reason: StopReason::Chosen });
    let ids = |entries: &[Entry]| -> Vec<(EntryId, Option<EntryId>)> {
        let tests = PersonNow::replay(entries).tests;
        tests.iter().map(|test| (test.started.id, test.stopped.as_ref().map(|stop| stop.id))).collect()
    };
    let mut entries = vec![stop(0, 0), started(1, 10), started(2, 34)];
    assert_eq!(ids(&entries), [(id(1), None)]);
    entries.extend([stop(3, 58), stop(4, 59), started(5, 60)]);
    assert_eq!(ids(&entries), [(id(1), Some(id(3))), (id(5), None)]);
    let after = 24 * 60;
    entries.push(started(6, after));
    assert_eq!(ids(&entries).len(), 3, "the days of the second are over");
    let now = PersonNow::replay(&entries);
    assert!(now.running_test(date(2026, 4, 25)).is_some());
    assert!(now.running_test(date(2026, 4, 26)).is_none());
}

#[test]
fn check_ins_are_found_by_the_day_they_are_about() {
    let (monday, tuesday) = (date(2026, 3, 2), date(2026, 3, 3));
    let entries = [
        entry(1, 34, check_in(3, "")),
        entry(2, 58, check_in(5, "")),
        entry(3, 59, check_in(2, "")).about(monday),
    ];
    let now = PersonNow::replay(&entries);
    let scores = |day| -> Vec<(NrsScore, bool)> {
        now.check_ins[&day].iter().map(|at| (at.event.interference, at.is_late())).collect()
    };
    let score = |points| NrsScore::new(points).unwrap();
    assert_eq!(scores(monday), [(score(3), false), (score(2), true)]);
    assert_eq!(scores(tuesday), [(score(5), false)]);
}

#[test]
fn notes_are_gathered_from_everywhere_and_empty_ones_are_left_out() {
    let mut entries: Vec<Entry> =
        (0..).zip(samples::each_kind()).map(|(n, event)| entry(n, 0, event)).collect();
    entries.push(entry(90, 0, check_in(3, "")));
    let now = PersonNow::replay(&entries);
    let notes: Vec<(NoteFrom, &str)> = now.notes().iter().map(|note| (note.from, note.words)).collect();
    assert_eq!(
        notes,
        [
            (NoteFrom::Session, "short"),
            (NoteFrom::CheckIn, "slept well"),
            (NoteFrom::Therapist, "tight on the left"),
            (NoteFrom::Advice, "walk"),
            (NoteFrom::Day, "rained all day"),
        ]
    );
}

#[test]
fn every_kind_leaves_its_trace() {
    let empty = PersonNow::default();
    let before = [
        answer(90, 0, 1),
        entry(91, 0, PlanMade { plan: json!(null), rules_version: String::new() }),
        entry(92, 0, PlanPaused { until: None }),
        entry(93, 0, FlareStarted {}),
        entry(94, 0, samples::test_started()),
        entry(1, 0, check_in(1, "")),
    ];
    for event in samples::each_kind() {
        let kind = event.kind().to_owned();
        // A flare can only start where none is open, and a question must have been answered to be withdrawn.
        let alone = PersonNow::replay(&[entry(99, 1, event.clone())]);
        let mut entries = before.to_vec();
        let without = without_last(PersonNow::replay(&entries));
        entries.push(entry(99, 1, event));
        let with = without_last(PersonNow::replay(&entries));
        assert!(without != with || without_last(alone) != empty, "{kind} changes nothing");
    }
}

#[test]
fn what_cannot_be_read_is_counted_and_can_be_undone() {
    let unknown = |n| entry(n, 0, Event::Unknown { kind: "dream".into(), version: 1, body: json!([1]) });
    let now = PersonNow::replay(&[unknown(1), unknown(2), retract(3, 0, 1)]);
    assert_eq!(now.unknown, BTreeMap::from([("dream".to_owned(), 1)]));
    assert_eq!(now.undo_target().unwrap().id, id(2));
}

#[test]
fn debug_of_the_person_shows_counts_and_no_words() {
    let entries: Vec<Entry> = (0..).zip(samples::each_kind()).map(|(n, event)| entry(n, 0, event)).collect();
    let now = PersonNow::replay(&entries);
    let shown = format!("{now:?} {:?} {:?} {:?}", now.notes(), now.plan, now.check_ins);
    for word in ["short", "slept", "tight", "chest", "fever", "weeks"] {
        assert!(!shown.contains(word), "{shown}");
    }
    assert!(shown.contains("sessions: 1"), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    /// The state is the same in whatever order entries arrive, and however often.
    #[test]
    fn order_and_copies_make_no_difference(
        (entries, shuffled) in samples::entries(4).prop_flat_map(|entries| {
            let mut twice = entries.clone();
            twice.extend(entries.iter().take(entries.len() / 2).cloned());
            (Just(entries), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert!(PersonNow::replay(&entries) == PersonNow::replay(&shuffled), "{entries:?} {shuffled:?}");
    }

    /// Even entries that share an id and differ are taken the same way in every order.
    #[test]
    fn entries_that_share_an_id_are_chosen_the_same_way(
        (entries, shuffled) in (samples::entries(4), samples::entries(4)).prop_flat_map(|(one, other)| {
            let both: Vec<Entry> = one.into_iter().chain(other).collect();
            (Just(both.clone()), Just(both).prop_shuffle())
        }),
    ) {
        prop_assert!(PersonNow::replay(&entries) == PersonNow::replay(&shuffled), "{entries:?} {shuffled:?}");
    }

    /// Two devices that exchange what they have agree, whoever gives first.
    #[test]
    fn the_union_of_two_devices_is_commutative(entries in samples::entries(4), cut in 0_usize..10, overlap in 0_usize..4) {
        let cut = cut.min(entries.len());
        let (one, other) = (&entries[..cut], &entries[cut.saturating_sub(overlap)..]);
        let there = PersonNow::replay(&[one, other].concat());
        let back = PersonNow::replay(&[other, one].concat());
        prop_assert!(there == back, "{one:?} {other:?}");
        prop_assert!(there == PersonNow::replay(&entries), "{one:?} {other:?}");
    }

    /// To retract and then to retract the retraction changes nothing.
    #[test]
    fn a_retraction_retracted_is_as_if_neither_had_been(entries in samples::entries(4), target in 0_u64..12, hours in 0_i64..48) {
        let before = PersonNow::replay(&entries);
        let mut after = entries.clone();
        after.extend([retract(50, hours, target), retract(51, hours, 50)]);
        prop_assert!(without_last(before) == without_last(PersonNow::replay(&after)), "{after:?}");
    }

    /// A retraction in force leaves the same state as if its target had never been, for targets that retract nothing.
    #[test]
    fn a_retracted_entry_leaves_nothing_behind(entries in samples::entries(4), target in 0_u64..10, hours in 0_i64..48) {
        let target_retracts = entries
            .iter()
            .any(|entry| entry.id == id(target) && matches!(entry.event, Event::Retracted(_)));
        prop_assume!(!target_retracts);
        let mut after = entries.clone();
        after.push(retract(50, hours, target));
        let never: Vec<Entry> = entries.into_iter().filter(|entry| entry.id != id(target)).collect();
        prop_assert!(without_last(PersonNow::replay(&after)) == without_last(PersonNow::replay(&never)), "{after:?}");
    }

    /// No kind and no body that another program may write makes the replay panic.
    #[test]
    fn unknown_kinds_are_carried_along(kind in ".{0,10}", version in 2_u32.., body in samples::json()) {
        let event = Event::from_parts(&kind, version, body).unwrap();
        let now = PersonNow::replay(&[entry(1, 0, event)]);
        prop_assert_eq!(now.unknown.get(&kind), Some(&1));
    }
}
