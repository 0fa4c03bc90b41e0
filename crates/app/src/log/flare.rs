//! `backwise log flare`: a quiet page for a bad day, and its end.

use super::problem::SOMETHING;
use super::{NOTHING, lines};
use crate::ask::interview;
use crate::cli;
use crate::failure::Failure;
use crate::out;
use crate::prompt::Asker;
use crate::show::{Words, count, day};
use crate::store::Store;
use crate::world::World;
use domain::entry::{FlareEnded, FlareStarted, PersonNow};
use domain::intake::heard;
use domain::knowledge::Knowledge;
use domain::standing::Standing;
use jiff::civil::Date;

pub(super) fn run(
    world: &World,
    store: &mut Store,
    asker: &mut dyn Asker,
    args: &cli::Flare,
) -> Result<(), Failure> {
    let (person, today) = (store.person_now(), store.today());
    if args.over {
        let Some(flare) = person.open_flare() else {
            return Err(Failure::person("no flare is open; nothing was recorded")
                .hint("`backwise log flare` notes the beginning of one"));
        };
        let first = flare.start_day();
        store.record(FlareEnded {})?;
        let standing = Standing::new(&world.knowledge, &store.person_now(), today);
        return out::words(&over(first, today, standing.due.is_some()));
    }
    let Some(facts) = lines::ask(&world.knowledge, asker)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    let mut events = vec![heard(&facts)];
    if person.open_flare().is_none() {
        events.push(FlareStarted {}.into());
    }
    store.record_all(events, today)?;
    if facts.is_empty() {
        return out::words(&begun(&world.knowledge, &store.person_now(), today));
    }
    asker.tell(SOMETHING)?;
    interview(world, store, asker)
}

/// The page of a flare that is open.
fn begun(knowledge: &Knowledge, person: &PersonNow, today: Date) -> String {
    let flare = &knowledge.care.flare;
    let first = person.open_flare().map_or(today, domain::entry::Flare::start_day);
    let days = (today - first).get_days();
    let mut page = Words::default();
    page.heading("A flare");
    let began = if first == today { "today".to_owned() } else { format!("on {}", day(first)) };
    page.say(&format!("It began {began}."));
    let long = days > i32::from(flare.help_after_days);
    if long {
        page.gap().say(&flare.get_help);
    }
    page.gap().list(
        "3 things for now, in this order:",
        flare
            .things
            .iter()
            .map(|thing| format!("{} {} to {} minutes.", thing.words, thing.min_minutes, thing.max_minutes)),
    );
    page.say(&flare.leave_out);
    page.gap().list("Good to know:", flare.facts.iter().map(|fact| &fact.words));
    if !long {
        page.gap().say(&flare.get_help);
    }
    page.gap().say("When it is over: backwise log flare --over");
    page.say("All signs and the number to call: backwise help-now");
    page.sources(knowledge, flare.facts.iter().flat_map(|fact| &fact.source));
    page.finish()
}

/// The page of a flare that ended.
fn over(first: Date, today: Date, screen_is_due: bool) -> String {
    let days = (today - first).get_days() + 1;
    let days = count(usize::try_from(days).unwrap_or(1), "day");
    let mut page = Words::default();
    page.say(&format!("Your flare is over. It lasted {days}."));
    page.say("Your plan grows back step by step.");
    if screen_is_due {
        page.say("It was a long one, so the safety questions come again before your next session.");
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Diary, KNOWLEDGE};
    use insta::assert_snapshot;
    use jiff::civil::date;

    #[test]
    fn a_flare_shows_three_things_and_what_is_known() {
        let today = date(2026, 3, 20);
        let diary = Diary::default().on(today, FlareStarted {});
        assert_snapshot!(begun(&KNOWLEDGE, &diary.person(), today), @r"
        A flare
        -------
        It began today.

        3 things for now, in this order:
        - Lie in a position that eases your back. 2 to 5 minutes.
        - Breathe slowly with the voice. 2 to 5 minutes.
        - Move gently, or use mild warmth. 2 to 5 minutes.
        No pressing on the sore place today.

        Good to know:
        - Flares are common. In a study of 47 people with new back pain, about 9 in 10
          had one within 6 weeks.
        - Half of these flares were over in 4 hours, and 3 in 4 within a day.
        - A flare is not a step back to the start. Your plan shrinks for 2 days, then
          grows back.

        Get medical help if it lasts more than 3 days or keeps growing. Get help now for
        any sign on the help page.

        When it is over: backwise log flare --over
        All signs and the number to call: backwise help-now

        Where this comes from
        ---------------------
        - Suri P, Rainville J, Fitzmaurice GM, et al. BMC Musculoskelet Disord
          2011;12:220 (people followed over time, 47 people)
        - Backwise's own cautious choice, awaiting clinical review
        ");
    }

    #[test]
    fn a_flare_of_more_than_3_days_says_first_to_get_help() {
        let diary = Diary::default().on(date(2026, 3, 16), FlareStarted {});
        let page = begun(&KNOWLEDGE, &diary.person(), date(2026, 3, 20));
        assert!(
            page.starts_with(
                "A flare\n-------\nIt began on Monday 16 March.\n\nGet medical help if it lasts"
            ),
            "{page}"
        );
    }

    #[test]
    fn the_end_of_a_flare_says_how_long_it_was() {
        assert_snapshot!(over(date(2026, 3, 19), date(2026, 3, 20), false), @r"
        Your flare is over. It lasted 2 days.
        Your plan grows back step by step.
        ");
        assert_snapshot!(over(date(2026, 3, 14), date(2026, 3, 20), true), @r"
        Your flare is over. It lasted 7 days.
        Your plan grows back step by step.
        It was a long one, so the safety questions come again before your next session.
        ");
    }
}
