//! `backwise test status`: where the test stands, and never how it goes.

use super::{minute, on_today, part_words};
use crate::current::current;
use crate::failure::Failure;
use crate::out::show;
use crate::show::{Words, day};
use crate::store::Store;
use crate::world::World;
use domain::current::Current;
use domain::entry::TestNow;
use domain::trial::{
    Stage, Trial, answer_is_there, choices, completeness, no_peeking, redo, stopped_words, what_words,
};

pub(super) fn run(world: &World, store: &mut Store) -> Result<(), Failure> {
    let current = current(world, store, None)?;
    let person = store.person_now();
    let mut page = Words::default();
    if let Some(test) = person.running_test(store.today()) {
        running(world, store, &current, test, &mut page);
    } else {
        match person.tests.last() {
            Some(test) => over(world, test, store.today(), &mut page),
            None => drop(page.say("No test is running.")),
        }
        next(world, store, &current, &mut page);
    }
    show!("{}", page.finish());
    Ok(())
}

fn running(world: &World, store: &Store, current: &Current, test: &TestNow, page: &mut Words) {
    let (person, today) = (store.person_now(), store.today());
    let trial = Trial::new(test);
    page.heading(&format!("Your test: {}", what_words(&world.knowledge, trial.what())));
    match trial.stage(today) {
        Stage::NotBegun => {
            page.say(&format!("It begins on {}.", day(test.started.event.first_day)));
        }
        Stage::Without { day, .. } => {
            page.say(&format!("Day {day} of {}.", test.started.event.days));
        }
        Stage::Drawn { day, of } => {
            page.say(&format!("Day {day} of {of}."));
        }
        Stage::Over => {}
    }
    if let Some(today) = on_today(store, current) {
        page.say(&part_words(world, &today));
    }
    let (rated, of) = completeness(&world.knowledge, &person, test, today, minute(store));
    page.say(&no_peeking(rated, of, &day(trial.last_day())));
    if answer_is_there(&world.knowledge, &person, test, today) {
        page.say("There is an answer. You may stop now: backwise test stop. Or go on to the end.");
    }
    page.gap().say(&format!(
        "Worth it from: {} lower. This is locked until the end.",
        test.started.event.worthwhile.words()
    ));
    page.say("The promise:");
    page.line(&test.started.event.commitment);
    page.say("Stop at any time: backwise test stop");
}

/// The end of a test: why, where the answer is, and how to redo the draw.
pub(super) fn over(world: &World, test: &TestNow, today: jiff::civil::Date, page: &mut Words) {
    page.heading(&format!("Your test: {}", what_words(&world.knowledge, Trial::new(test).what())));
    let reason =
        test.stopped.as_ref().map_or(domain::entry::StopReason::Finished, |stopped| stopped.event.reason);
    page.say(stopped_words(reason));
    page.say("See the answer: backwise answer");
    if let Some(lines) = redo(test, today) {
        page.heading("How to check the draw");
        for line in lines {
            if line.starts_with(' ') {
                page.line(line.trim_start());
            } else {
                page.say(&line);
            }
        }
    }
}

/// What can be tested next, or why nothing can.
fn next(world: &World, store: &Store, current: &Current, page: &mut Words) {
    page.gap();
    match choices(&world.knowledge, &store.person_now(), current, store.today()) {
        Ok(open) => {
            page.list(
                "You can test one of these:",
                open.iter().map(|choice| format!("{} [{}]", choice.name, choice.id())),
            );
            page.say("Start: backwise test start");
        }
        Err(why) => {
            page.say(&crate::show::sentence(&format!("No test for now: {}", why.words())));
            page.say(&crate::show::sentence(&why.hint()));
        }
    }
}

/// What `backwise today` says about the test.
pub(crate) fn today_lines(world: &World, store: &Store, current: &Current, page: &mut Words) {
    if let Some(today) = on_today(store, current) {
        page.say(&part_words(world, &today));
        page.say("Rate your pain in the morning and in the evening: backwise log rating");
    } else if super::ended_for_safety(store) {
        page.say(stopped_words(domain::entry::StopReason::Safety));
    }
}
