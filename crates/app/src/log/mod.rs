//! `backwise log`: how the back did, visits, flares, soreness and new problems.

mod check_in;
mod flare;
mod lines;
mod problem;
mod rating;
mod soreness;
mod visit;
mod worthwhile;

use crate::cli;
use crate::failure::Failure;
use crate::prompt::asker;
use crate::show::day;
use crate::store::Store;
use crate::world::World;
use domain::entry::{InvalidNrsScore, NrsScore};
use jiff::ToSpan;
use jiff::civil::Date;

/// Records what the person tells, from flags or by asking.
pub(crate) fn run(world: &World, store: &mut Store, log: &cli::Log) -> Result<(), Failure> {
    let mut asker = asker();
    let asker = asker.as_mut();
    match log {
        cli::Log::CheckIn(args) => check_in::run(&world.knowledge, store, asker, args),
        cli::Log::Visit(args) => visit::run(&world.knowledge, store, asker, args),
        cli::Log::Flare(args) => flare::run(world, store, asker, args),
        cli::Log::Soreness(args) => soreness::run(world, store, asker, args),
        cli::Log::Problem => problem::run(world, store, asker),
        cli::Log::Rating(args) => rating::run(store, asker, args),
        cli::Log::Worthwhile(args) => worthwhile::run(store, args),
    }
}

pub(crate) use rating::{Wanted, rate_before};

/// What is said when someone stops before the end.
const NOTHING: &str = "Nothing was recorded.";

/// How to take back what was recorded.
const TAKE_BACK: &str = "Take it back: backwise undo";

/// Reads a score of 0 to 10; `what` names it, such as "pain".
fn score(what: &str, text: &str) -> Result<NrsScore, Failure> {
    text.parse().map_err(|error: InvalidNrsScore| {
        Failure::person(format!("{what} {error}"))
            .hint("give a whole number from 0 to 10; nothing was recorded")
    })
}

/// A score that was asked for; the page has checked its range.
fn asked_score(number: Option<u32>) -> Option<NrsScore> {
    number.and_then(|number| u8::try_from(number).ok()).and_then(|number| NrsScore::new(number).ok())
}

/// The day something is about: not in the future, and at most so many days back.
fn past_day(given: Option<Date>, today: Date, most: i32) -> Result<Date, Failure> {
    let Some(given) = given else { return Ok(today) };
    let ago = (today - given).get_days();
    let earliest = today.saturating_sub(most.days());
    let hint = format!("give a day from {earliest} to {today}; nothing was recorded");
    match ago {
        ..0 => Err(Failure::person(format!("{given} has not come yet")).hint(hint)),
        ago if ago > most => Err(Failure::person(format!("{given} is more than {most} days ago")).hint(hint)),
        _ => Ok(given),
    }
}

/// "today", or the day with its date.
fn day_words(about: Date, today: Date) -> String {
    if about == today { "today".to_owned() } else { format!("{}, marked late", day(about)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_score_off_the_scale_says_the_scale() {
        let failure = score("pain", "11").unwrap_err();
        assert_eq!(
            failure.to_string(),
            "error: pain score 11 is outside 0 to 10\n\n\
             hint: give a whole number from 0 to 10; nothing was recorded"
        );
        assert!(score("pain", "-1").unwrap_err().to_string().contains("`-1` is not a whole number"));
    }

    #[test]
    fn a_day_lies_within_the_days_that_are_taken() {
        let today = date(2026, 3, 20);
        assert_eq!(past_day(None, today, 7).unwrap(), today);
        assert_eq!(past_day(Some(date(2026, 3, 13)), today, 7).unwrap(), date(2026, 3, 13));
        assert_eq!(
            past_day(Some(date(2026, 3, 21)), today, 7).unwrap_err().to_string(),
            "error: 2026-03-21 has not come yet\n\n\
             hint: give a day from 2026-03-13 to 2026-03-20; nothing was recorded"
        );
        assert!(
            past_day(Some(date(2026, 3, 12)), today, 7)
                .unwrap_err()
                .to_string()
                .starts_with("error: 2026-03-12 is more than 7 days ago")
        );
    }
}
