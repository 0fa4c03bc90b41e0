//! The answer from the person's own journal.

use super::Found;
use super::json::Response;
use super::page::page;
use crate::cli;
use crate::current::current;
use crate::failure::Failure;
use crate::out;
use crate::show::day;
use crate::store::Store;
use crate::trial::{keep_safe, minute};
use crate::world::World;
use domain::answer::say::Beside;
use domain::answer::{Answer, Diary, RandomisationTest, answer};
use domain::entry::{MinuteOfDay, PersonNow};
use domain::trial::{Seed, Trial, completeness, no_peeking};
use jiff::civil::Date;

/// How often the days of a test are drawn again.
const REDRAWS: u32 = 999;

/// The diary of the journal with its answer, and the model-free test where a test of the person has ended.
pub(crate) fn own(
    world: &World,
    person: &PersonNow,
    today: Date,
    now: MinuteOfDay,
) -> (Diary, Answer, Option<RandomisationTest>) {
    let diary = Diary::of_answer(&world.knowledge, person, today, now);
    let answer = answer(&diary);
    let by_chance = by_chance(person, &diary);
    (diary, answer, by_chance)
}

fn by_chance(person: &PersonNow, diary: &Diary) -> Option<RandomisationTest> {
    let test = person.tests.last()?;
    let seed = Seed::new(test.started.event.commitment.clone());
    RandomisationTest::new(diary, &Trial::new(test).design(), &seed, REDRAWS)
}

/// Answers the journal. While a test runs nothing is compared, and only says how complete it is.
pub(crate) fn run(world: &World, store: &mut Store, args: &cli::Answer) -> Result<(), Failure> {
    let current = current(world, store, None)?;
    keep_safe(world, store, &current)?;
    let (person, today, now) = (store.person_now(), store.today(), minute(store));
    if let Some(test) = person.running_test(today) {
        let (rated, of) = completeness(&world.knowledge, &person, test, today, now);
        return Err(Failure::person(no_peeking(rated, of, &day(Trial::new(test).last_day())))
            .hint("end it and see what there is: backwise test stop"));
    }
    let mut diary = Diary::of_answer(&world.knowledge, &person, today, now);
    if let Some(points) = args.worthwhile.filter(|_| person.tests.is_empty()) {
        diary.worthwhile = points;
    }
    let mut found = Found::of(diary, today);
    if args.worthwhile.is_some() && !person.tests.is_empty() {
        found
            .warnings
            .push("what is worth it was locked when your test began; --worthwhile is not used".to_owned());
    }
    found.beside = Beside { likely: found.beside.likely, ..Beside::of(&person, &found.diary) };
    found.by_chance = by_chance(&person, &found.diary);
    found.tell_warnings();
    if args.json {
        return out::json(&Response::new(&found));
    }
    out::words(&page(&found, args.details))
}
