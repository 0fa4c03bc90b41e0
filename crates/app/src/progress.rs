//! `backwise progress`: is it getting better? One sentence, then the weeks.

mod line;

use crate::cli;
use crate::failure::Failure;
use crate::out;
use crate::show::follow_up::raised;
use crate::show::{Words, count, day, sentence, short_day, thousands};
use crate::store::Store;
use crate::world::World;
use domain::diary::{Day, Week, follow_up, ok_line, smooth_line, trend_words, weeks};
use domain::entry::{GoalNow, PersonNow};
use domain::knowledge::Knowledge;
use domain::money::Money;
use domain::standing::Standing;
use jiff::civil::Date;

/// Prints the page.
pub(crate) fn run(world: &World, store: &mut Store, args: &cli::Progress) -> Result<(), Failure> {
    if let Some(text) = &args.ok_line {
        out::words(&line::set(store, text)?)?;
    }
    let shown = match (args.table, args.more) {
        (true, _) => Shown::Table,
        (false, true) => Shown::More,
        (false, false) => Shown::Circles,
    };
    out::words(&progress(&world.knowledge, &store.person_now(), store.today(), shown))
}

/// Check-ins until there is something to show.
const FIRST: usize = 3;
/// Days without a check-in after which someone is welcomed back.
const AWAY: i32 = 14;
/// What is shown beside the weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Rows of circles.
    Circles,
    /// The same days as a table.
    Table,
    /// The circles, and a line under them.
    More,
}

/// The page.
fn progress(knowledge: &Knowledge, person: &PersonNow, today: Date, shown: Shown) -> String {
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
        for line in trend_words(&weeks) {
            page.say(&line);
        }
        let line = ok_line(person);
        page.say(&format!("An OK day is a day on which your back got in your way {line} of 10 or less."));
        page.gap();
        match shown {
            Shown::Table => table(&weeks, &mut page),
            Shown::Circles => {
                rows(&weeks, &mut page);
                page.line("One line for all days: backwise progress --more");
            }
            Shown::More => {
                rows(&weeks, &mut page);
                chart(person, &weeks, &mut page);
            }
        }
    }
    raised(&follow_up(knowledge, person, today), &mut page);
    done(person, today, &mut page);
    goal(knowledge, person, today, &mut page);
    page.finish()
}

/// One row a week, the newest at the bottom.
fn rows(weeks: &[Week], page: &mut Words) {
    for week in weeks {
        let (from, to) = ends(week);
        let marks: String = week.days.iter().map(mark).collect();
        let words = if week.noted() == 0 {
            "no check-ins".to_owned()
        } else {
            format!("{} OK of {} noted", week.ok(), week.noted())
        };
        let flares = match week.flares() {
            0 => String::new(),
            days => format!(", {}", count(days, "flare day")),
        };
        page.line(&format!("{from:>6} to {to:<6}  {}  {words}{flares}", marks.trim_end()));
    }
    page.gap().line("● OK day   ○ other day   · no check-in   * flare");
}

/// The first and the last day of a week.
fn ends(week: &Week) -> (String, String) {
    let words = |day: Option<Date>| day.map(short_day).unwrap_or_default();
    (words(week.from()), words(week.to()))
}

fn mark(day: &Day) -> String {
    let circle = match day.ok {
        Some(true) => '●',
        Some(false) => '○',
        None => '·',
    };
    format!("{circle}{} ", if day.flare { '*' } else { ' ' })
}

/// The same days as a table, one line a day, for a screen reader and for paper.
fn table(weeks: &[Week], page: &mut Words) {
    page.line("Day        In your way  OK day       Notes");
    for day in weeks.iter().flat_map(|week| &week.days) {
        let score = day.score.map(|score| format!("{score} of 10"));
        let ok = match day.ok {
            Some(true) => "yes",
            Some(false) => "no",
            None => "no check-in",
        };
        let notes = [(day.flare, "flare"), (day.late, "noted late")];
        let notes: Vec<&str> = notes.iter().filter(|(so, _)| *so).map(|(_, note)| *note).collect();
        let line = format!(
            "{:<11}{:<13}{ok:<13}{}",
            short_day(day.date),
            score.as_deref().unwrap_or("-"),
            notes.join(", ")
        );
        page.line(line.trim_end());
    }
}

/// Lines of the chart: from "a lot" at the bottom to "not" at the top.
const CHART_LINES: u8 = 6;

/// A smooth line through all days, one column a day where they fit, with marks for visits and pauses under it.
fn chart(person: &PersonNow, weeks: &[Week], page: &mut Words) {
    let line = smooth_line(weeks);
    // At most 12 weeks of 7 days do not fit in 80 columns: then every second day is a column.
    let step = if line.len() > 70 { 2 } else { 1 };
    let columns: Vec<_> = line.chunks(step).collect();
    page.gap().line("does not get in my way");
    for row in 0..CHART_LINES {
        let drawn: String = columns
            .iter()
            .map(|days| {
                let scores: Vec<f64> = days.iter().filter_map(|(_, score)| *score).collect();
                let here = scores.iter().any(|score| chart_row(*score) == row);
                if here { '█' } else { ' ' }
            })
            .collect();
        page.line(&format!("| {}", drawn.trim_end()));
    }
    let visits: String = columns
        .iter()
        .map(|days| {
            let visit = person.visits.iter().any(|visit| days.iter().any(|(day, _)| *day == visit.day));
            let pause = person.rests.iter().any(|rest| days.iter().any(|(day, _)| rest.covers(*day)));
            match (visit, pause) {
                (true, _) => 'v',
                (false, true) => 'p',
                (false, false) => '-',
            }
        })
        .collect();
    page.line(&format!("+-{visits}"));
    page.line("gets in my way a lot");
    let (from, to) = (weeks.first().and_then(Week::from), weeks.last().and_then(Week::to));
    if let (Some(from), Some(to)) = (from, to) {
        let pause = if visits.contains('p') { ", p a pause" } else { "" };
        page.say(&format!("From {} to {}. v marks a massage visit{pause}.", short_day(from), short_day(to)));
    }
    page.say("Each point is the middle of 7 days. Days alone jump about.");
}

/// The line of the chart for a score: 0 of 10 at the top.
fn chart_row(score: f64) -> u8 {
    (0..CHART_LINES - 1)
        .find(|row| score < f64::from(row + 1) * 10.0 / f64::from(CHART_LINES))
        .unwrap_or(CHART_LINES - 1)
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
        let paid = prices.iter().copied().fold(0, u32::saturating_add);
        let visits = count(person.visits.len(), "visit");
        let money = if prices.is_empty() {
            String::new()
        } else {
            format!(" In all you paid {}.", Money::of_person(person).say(paid))
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
