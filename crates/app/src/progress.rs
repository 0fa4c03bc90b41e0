//! `backwise progress`: is it getting better? One sentence, then the weeks.

use crate::failure::Failure;
use crate::out;
use crate::show::{Words, count, day, sentence, short_day, thousands};
use crate::store::Store;
use crate::world::World;
use domain::entry::{GoalNow, PersonNow};
use domain::knowledge::Knowledge;
use domain::standing::Standing;
use jiff::ToSpan;
use jiff::civil::Date;

/// Prints the page.
pub(crate) fn run(world: &World, store: &Store) -> Result<(), Failure> {
    out::words(&progress(&world.knowledge, &store.person_now(), store.today()))
}

/// A day on which the back got in the way this much or less is an OK day.
const OK_UP_TO: u8 = 3;
/// Check-ins until there is something to show.
const FIRST: usize = 3;
/// Most weeks shown.
const MOST_WEEKS: u8 = 12;
/// The week to compare with, so many weeks ago.
const COMPARED: usize = 4;
/// Days without a check-in after which someone is welcomed back.
const AWAY: i32 = 14;

/// One day of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    /// Whether it was an OK day; `None` without a check-in.
    ok: Option<bool>,
    flare: bool,
}

/// Seven days, the last of them `to`.
struct Week {
    to: Date,
    days: Vec<Day>,
}

impl Week {
    fn new(person: &PersonNow, to: Date, today: Date) -> Self {
        let days = (0..7).rev().map(|ago| one_day(person, to.saturating_sub(ago.days()), today)).collect();
        Self { to, days }
    }

    fn ok(&self) -> usize {
        self.days.iter().filter(|day| day.ok == Some(true)).count()
    }

    fn noted(&self) -> usize {
        self.days.iter().filter(|day| day.ok.is_some()).count()
    }

    fn flares(&self) -> usize {
        self.days.iter().filter(|day| day.flare).count()
    }
}

/// What is known of a day. Of several check-ins the median counts, and of two in the middle the worse one.
fn one_day(person: &PersonNow, date: Date, today: Date) -> Day {
    let check_ins = person.check_ins.get(&date).map(Vec::as_slice).unwrap_or_default();
    let mut scores: Vec<u8> = check_ins.iter().map(|one| one.event.interference.points()).collect();
    scores.sort_unstable();
    let ok = scores.get(scores.len() / 2).map(|score| *score <= OK_UP_TO);
    let in_flare = person.flares.iter().any(|flare| {
        let end = flare.ended.as_ref().map_or(today, |ended| ended.day);
        (flare.start_day()..=end).contains(&date)
    });
    Day { ok, flare: in_flare || check_ins.iter().any(|one| one.event.flare) }
}

/// The page.
fn progress(knowledge: &Knowledge, person: &PersonNow, today: Date) -> String {
    let mut page = Words::default();
    let noted = person.check_ins.values().map(Vec::len).sum::<usize>();
    let last = person.check_ins.keys().next_back();
    if last.is_some_and(|last| (today - *last).get_days() > AWAY) {
        page.say("Welcome back. Start where you are: backwise log check-in").gap();
    }
    if noted < FIRST {
        let more = FIRST - noted;
        let words = if noted == 0 {
            format!("Your first week will show here after {FIRST} check-ins.")
        } else {
            format!("Your first week will show here after {}.", count(more, "more check-in"))
        };
        page.say(&words).say("To check in: backwise log check-in");
    } else {
        let weeks = weeks(person, today);
        page.say(&direction(&weeks));
        page.say(&how_many(&weeks));
        page.say(&format!("An OK day is a day on which your back got in your way {OK_UP_TO} of 10 or less."));
        page.gap();
        rows(&weeks, &mut page);
    }
    done(person, today, &mut page);
    goal(knowledge, person, today, &mut page);
    page.finish()
}

/// The weeks since the first check-in, oldest first; the last one ends today.
fn weeks(person: &PersonNow, today: Date) -> Vec<Week> {
    let first = person.check_ins.keys().next().copied().unwrap_or(today);
    let ends = (0..MOST_WEEKS).map(|ago| today.saturating_sub(i64::from(ago).weeks()));
    let mut weeks: Vec<Week> =
        ends.take_while(|to| *to >= first).map(|to| Week::new(person, to, today)).collect();
    weeks.reverse();
    weeks
}

/// This week, and the week to compare it with: four weeks ago, or the oldest since then that has check-ins.
fn compared(weeks: &[Week]) -> (Option<&Week>, Option<(usize, &Week)>) {
    let mut newest = weeks.iter().rev().enumerate();
    let this = newest.next().map(|(_, week)| week);
    (this, newest.take(COMPARED).rfind(|(_, week)| week.noted() > 0))
}

/// Is it getting better?
fn direction(weeks: &[Week]) -> String {
    let (Some(this), before) = compared(weeks) else { return String::new() };
    let now = format!("You had {} this week.", count(this.ok(), "OK day"));
    match before {
        None => format!("{now} From next week on, this line compares."),
        Some(_) if this.noted() == 0 => "You have no check-in this week.".to_owned(),
        Some((ago, then)) => {
            let change = match this.ok().cmp(&then.ok()) {
                std::cmp::Ordering::Greater => format!("That is {} more.", this.ok() - then.ok()),
                std::cmp::Ordering::Less => format!("That is {} fewer.", then.ok() - this.ok()),
                std::cmp::Ordering::Equal => "That is the same.".to_owned(),
            };
            format!("{now} {} ago you had {}. {change}", count(ago, "week"), then.ok())
        }
    }
}

/// How many days the sentence rests on, where that differs.
fn how_many(weeks: &[Week]) -> String {
    match compared(weeks) {
        (Some(this), Some((_, then))) if this.noted() != then.noted() && this.noted() > 0 => {
            format!(
                "You checked in on {} this week, and on {} then.",
                count(this.noted(), "day"),
                then.noted()
            )
        }
        (Some(this), None) => format!("You checked in on {} this week.", count(this.noted(), "day")),
        _ => String::new(),
    }
}

/// One row a week, the newest at the bottom.
fn rows(weeks: &[Week], page: &mut Words) {
    for week in weeks {
        let from = short_day(week.to.saturating_sub(6.days()));
        let marks: String = week.days.iter().map(|day| mark(*day)).collect();
        let words = if week.noted() == 0 {
            "no check-ins".to_owned()
        } else {
            format!("{} OK of {} noted", week.ok(), week.noted())
        };
        let flares = match week.flares() {
            0 => String::new(),
            days => format!(", {}", count(days, "flare day")),
        };
        let to = short_day(week.to);
        page.line(&format!("{from:>6} to {to:<6}  {}  {words}{flares}", marks.trim_end()));
    }
    page.gap().line("● OK day   ○ other day   · no check-in   * flare");
}

fn mark(day: Day) -> String {
    let circle = match day.ok {
        Some(true) => '●',
        Some(false) => '○',
        None => '·',
    };
    format!("{circle}{} ", if day.flare { '*' } else { ' ' })
}

/// Minutes, visits and money.
fn done(person: &PersonNow, today: Date, page: &mut Words) {
    let this_week = |day: Date| (0..7).contains(&(today - day).get_days());
    let minutes = |week: bool| -> usize {
        let sessions = person.sessions.iter().filter(|session| !week || this_week(session.day));
        let items = sessions.flat_map(|session| &session.event.items);
        items.map(|item| item.seconds as usize).sum::<usize>() / 60
    };
    if !person.sessions.is_empty() {
        page.gap().say(&format!(
            "Sessions: {} this week, {} in all.",
            count(minutes(true), "minute"),
            thousands(minutes(false))
        ));
    }
    if let Some(last) = person.visits.iter().map(|visit| visit.day).max() {
        if person.sessions.is_empty() {
            page.gap();
        }
        let prices: Vec<u32> = person.visits.iter().filter_map(|visit| visit.event.price).collect();
        let paid: u64 = prices.iter().copied().map(u64::from).sum();
        let visits = count(person.visits.len(), "visit");
        let money = if prices.is_empty() {
            String::new()
        } else {
            let paid = usize::try_from(paid).unwrap_or(usize::MAX);
            format!(" You paid {} in all, in your money.", thousands(paid))
        };
        page.say(&format!("Massage: {visits}, the last on {}.{money}", day(last)));
    }
}

/// The goal in the person's words, and where they stand with it.
fn goal(knowledge: &Knowledge, person: &PersonNow, today: Date, page: &mut Words) {
    let Some(goal) = Standing::new(knowledge, person, today).profile.goal else { return };
    page.gap().say(&format!("Your goal: {}", sentence(&goal)));
    if let Some(week) = person.weekly_check_ins.iter().max_by_key(|week| (week.day, week.recorded_at)) {
        let stand = match week.event.goal {
            GoalNow::Closer => "closer than the week before",
            GoalNow::Same => "the same as the week before",
            GoalNow::Further => "further away than the week before",
        };
        page.say(&format!("On {} it was {stand}.", day(week.day)));
        if !week.event.can_do_again.is_empty() {
            page.say(&format!("What you could do again: {}", sentence(&week.event.can_do_again)));
        }
    }
}

#[cfg(test)]
mod tests;
