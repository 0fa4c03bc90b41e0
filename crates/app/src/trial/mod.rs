//! `backwise test`: the personal test, from its promise to its answer.

mod start;
mod status;
mod stop;

use crate::cli;
use crate::failure::Failure;
use crate::store::Store;
use crate::world::World;
use domain::current::Current;
use domain::entry::{MinuteOfDay, RecordedAt, StopReason, TestNow, TestStopped};
use domain::plan::{Plan, Session};
use domain::trial::{Assignment, assignment, day_words, must_stop, test_plan, test_session};
use jiff::civil::Date;

pub(crate) use status::today_lines;

/// Starts, shows or stops a test.
pub(crate) fn run(world: &World, store: &mut Store, command: &cli::Test) -> Result<(), Failure> {
    match command {
        cli::Test::Start(args) => start::run(world, store, args),
        cli::Test::Status => status::run(world, store),
        cli::Test::Stop(args) => stop::run(world, store, args),
    }
}

/// Ends a running test where safety asks for it, whatever the numbers.
pub(crate) fn keep_safe(world: &World, store: &mut Store, current: &Current) -> Result<(), Failure> {
    let (person, today) = (store.person_now(), store.today());
    let reason = person
        .running_test(today)
        .and_then(|test| must_stop(&world.knowledge, &person, current, test, today));
    if let Some(reason) = reason {
        store.record(TestStopped { reason })?;
    }
    Ok(())
}

/// The minute on the person's clock.
pub(crate) fn minute(store: &Store) -> MinuteOfDay {
    let now = store.time();
    let offset = i16::try_from(now.offset().seconds() / 60).unwrap_or_default();
    MinuteOfDay::of(RecordedAt::from(now.timestamp()), offset)
}

/// Today in the test that runs, if one does.
pub(crate) fn on_today(store: &Store, current: &Current) -> Option<(TestNow, Assignment)> {
    let (person, today) = (store.person_now(), store.today());
    let test = person.running_test(today)?;
    let part = assignment(&person, current, test, today)?;
    Some((test.clone(), part))
}

/// The plan with today as the test has it.
pub(crate) fn plan(world: &World, store: &Store, current: &Current, plan: Plan) -> Plan {
    match on_today(store, current) {
        Some((test, part)) => {
            test_plan(&world.knowledge, plan, &test.started.event.what, &part, store.today())
        }
        None => plan,
    }
}

/// A session of the plan as the test has it today; `None` where nothing is left.
pub(crate) fn session(
    world: &World,
    plan: &Plan,
    planned: Option<&Session>,
    test: &(TestNow, Assignment),
    today: Date,
) -> Option<Session> {
    test_session(&world.knowledge, plan, planned, &test.0.started.event.what, &test.1, today)
}

/// Today in the test, as one sentence or two.
pub(crate) fn part_words(world: &World, test: &(TestNow, Assignment)) -> String {
    day_words(&world.knowledge, &test.0.started.event.what, &test.1)
}

/// Whether the last test ended today for safety.
pub(crate) fn ended_for_safety(store: &Store) -> bool {
    let person = store.person_now();
    let stopped = person.tests.last().and_then(|test| test.stopped.as_ref());
    stopped.is_some_and(|stopped| stopped.event.reason == StopReason::Safety && stopped.day == store.today())
}
