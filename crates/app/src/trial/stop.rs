//! `backwise test stop`: the end at any time, with the answer from what is there.

use super::status::over;
use crate::cli;
use crate::current::current;
use crate::failure::Failure;
use crate::out::{show, showln};
use crate::prompt::{Page, asker};
use crate::show::Words;
use crate::store::Store;
use crate::world::World;
use domain::entry::{StopReason, TestStopped};
use domain::trial::answer_is_there;

pub(super) fn run(world: &World, store: &mut Store, args: &cli::TestStop) -> Result<(), Failure> {
    // Safety may have ended it already.
    current(world, store, None)?;
    let (person, today) = (store.person_now(), store.today());
    let Some(test) = person.running_test(today) else {
        return Err(Failure::person("no test is running").hint("start one: backwise test start"));
    };
    if !args.yes {
        let page = Page::one("Stop your test?", [("stop", "Stop it"), ("on", "Go on with it")])
            .help("The answer then comes from the days that are there. The secret number is shown.");
        let mut asker = asker();
        let reply = asker.ask(&page)?;
        if page.chosen(&reply) != Some("stop") {
            showln!("Your test goes on.");
            return Ok(());
        }
    }
    let reason = if answer_is_there(&world.knowledge, &person, test, today) {
        StopReason::AnswerFound
    } else {
        StopReason::Chosen
    };
    store.record(TestStopped { reason })?;
    let person = store.person_now();
    let mut page = Words::default();
    if let Some(test) = person.tests.last() {
        over(world, test, today, &mut page);
    }
    show!("{}", page.finish());
    Ok(())
}
