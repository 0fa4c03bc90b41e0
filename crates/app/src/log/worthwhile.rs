//! `backwise log worthwhile`: what would make massage worth it, said before the first answer is seen.

use super::TAKE_BACK;
use crate::cli;
use crate::failure::Failure;
use crate::out::showln;
use crate::store::Store;
use domain::entry::{InvalidWorthwhile, Worthwhile, WorthwhileSet};

pub(super) fn run(store: &mut Store, args: &cli::WorthwhileArgs) -> Result<(), Failure> {
    let points: Worthwhile = args.points.parse().map_err(|error: InvalidWorthwhile| {
        Failure::person(error.to_string()).hint("give a number of points from 0.5 to 3, such as 1")
    })?;
    if store.person_now().running_test(store.today()).is_some() {
        return Err(Failure::person("a test is running, so what would make it worth it is locked")
            .hint("see the test: backwise test status. End it: backwise test stop"));
    }
    store.record(WorthwhileSet { points })?;
    showln!("Recorded: worth it from {} lower.\n{TAKE_BACK}", points.words());
    Ok(())
}
