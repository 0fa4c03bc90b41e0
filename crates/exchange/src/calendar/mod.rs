//! The plan as a calendar: RFC 5545 and RFC 7986, for a file or for a program that reads it again and again.
//!
//! Everybody who sees the calendar sees only "10 min for me", unless titles are asked for. Times float: 19:00 is 19:00
//! wherever the person is. Each entry is private and blocks no time. A session that is moved or dropped keeps its id
//! and is marked as cancelled, so that other programs let go of it.
//!
//! **A personal test is not told.** On its days there is one entry a day with the same words, whatever chance has
//! decided or will decide.

mod event;
#[cfg(test)]
mod tests;

use domain::current::Current;
use domain::entry::{Entry, Event, PersonNow, PlanNow, RecordedAt};
use domain::knowledge::Knowledge;
use domain::neutral;
use domain::plan::Plan;
use domain::trial::Trial;
use event::{Shown, When};
use icalendar::{Calendar, Property};
use jiff::Span;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// What the calendar is made from.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// All that Backwise knows.
    pub knowledge: &'a Knowledge,
    /// The journal.
    pub entries: &'a [Entry],
    /// The person, as the journal says.
    pub person: &'a PersonNow,
    /// Where the person and the plan stand today.
    pub current: &'a Current,
    /// Today, as the person's day.
    pub today: Date,
}

/// How the calendar is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Whether titles say what a session is about.
    pub titles: bool,
    /// When sessions are, by the clock on the wall.
    pub at: Time,
    /// Where the calendar can be read again, for a feed.
    pub source: Option<String>,
}

impl Default for Wish {
    /// Private titles, at 19:00.
    fn default() -> Self {
        Self { titles: false, at: Time::constant(19, 0, 0, 0), source: None }
    }
}

/// What programs show as the name of the calendar.
const NAME: &str = "For me";
/// How long an entry is that only says to open Backwise.
const OPEN_MINUTES: u16 = 10;
/// How many days back an entry that was dropped is still told of.
const DROPPED_DAYS: i32 = 28;

/// Writes the calendar. Equal journals give equal calendars.
#[must_use]
pub fn write(given: &Given<'_>, wish: &Wish) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Backwise//Backwise//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", NAME),
        ("X-WR-CALNAME", NAME),
        ("X-PUBLISHED-TTL", "PT12H"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(
        Property::new("REFRESH-INTERVAL", "PT12H").add_parameter("VALUE", "DURATION").done(),
    );
    if let Some(source) = &wish.source {
        calendar.append_property(Property::new("SOURCE", source).add_parameter("VALUE", "URI").done());
    }
    let stamp = event::Stamp { at: last_change(given.entries), sequence: changes(given.entries) };
    for shown in shown(given, wish).into_values() {
        calendar.push(shown.event(&stamp));
    }
    calendar.to_string()
}

/// The entries by id; live ones take the place of dropped ones.
fn shown(given: &Given<'_>, wish: &Wish) -> BTreeMap<String, Shown> {
    let mut all = BTreeMap::new();
    let mut add = |shown: Shown| {
        all.insert(shown.id.clone(), shown);
    };
    // What was planned before and is planned no more.
    let since = given.today.saturating_sub(Span::new().days(DROPPED_DAYS));
    for plan in earlier(given.entries) {
        for shown in planned(given, &plan, &Wish { titles: false, ..wish.clone() }) {
            if shown.when.day() >= since {
                add(Shown { dropped: true, ..shown });
            }
        }
    }
    if let Some((_, adapted)) = &given.current.plan {
        for shown in planned(given, &adapted.plan, wish) {
            let dropped = rests(given.person.plan.as_ref(), given.today, shown.when.day())
                || tested(given.person, shown.when.day());
            // A dropped one says nothing: which ones a test takes away would tell what it is about.
            let title = if dropped { event::private(OPEN_MINUTES) } else { shown.title.clone() };
            add(Shown { title, dropped, ..shown });
        }
    }
    let name = neutral::name_for(given.person);
    for test in &given.person.tests {
        let (first, last) = (test.started.event.first_day, Trial::new(test).last_day());
        for day in first.series(Span::new().days(1)).take_while(|day| *day <= last) {
            let title = if wish.titles { format!("Open {name}") } else { event::private(OPEN_MINUTES) };
            let id = format!("day-{day}.{}", test.started.id);
            add(Shown { id, when: When::At(day.to_datetime(wish.at), OPEN_MINUTES), title, dropped: false });
        }
    }
    all
}

/// The sessions and visits of a plan.
fn planned(given: &Given<'_>, plan: &Plan, wish: &Wish) -> Vec<Shown> {
    let person = given.entries.first().map(|entry| entry.person.to_string()).unwrap_or_default();
    let mut found = Vec::new();
    for session in &plan.sessions {
        let minutes = session.minutes.max(1);
        let names = session.items.iter().filter_map(|item| given.knowledge.techniques.get(&item.technique));
        let names: Vec<&str> = names.map(|known| known.name.as_str()).collect();
        let name = neutral::name_for(given.person);
        let title =
            if wish.titles { format!("{name}: {}", names.join(", ")) } else { event::private(minutes) };
        let id = format!("{}-{}.{person}", session.id, plan.start);
        found.push(Shown {
            id,
            when: When::At(session.date.to_datetime(wish.at), minutes),
            title,
            dropped: false,
        });
    }
    if let Some(course) = &plan.massage {
        for (number, day) in (1..).zip(&course.dates) {
            let minutes = if number == 1 { course.first_minutes } else { course.minutes };
            let title = if wish.titles {
                format!("Visit {number} to a massage therapist, {minutes} min")
            } else {
                event::private(minutes)
            };
            let id = format!("visit{number}-{}.{person}", plan.start);
            found.push(Shown { id, when: When::Day(*day), title, dropped: false });
        }
    }
    found
}

/// The plans that the journal holds.
fn earlier(entries: &[Entry]) -> Vec<Plan> {
    let made = entries.iter().filter_map(|entry| match &entry.event {
        Event::PlanMade(made) => serde_json::from_value(made.plan.clone()).ok(),
        _ => None,
    });
    made.collect()
}

/// Whether a day lies in a pause; one without an end holds for all days to come.
fn rests(plan: Option<&PlanNow>, today: Date, day: Date) -> bool {
    day >= today && plan.is_some_and(|plan| plan.is_paused(day))
}

/// Whether a day belongs to a personal test.
fn tested(person: &PersonNow, day: Date) -> bool {
    person.tests.iter().any(|test| day >= test.started.event.first_day && day <= Trial::new(test).last_day())
}

/// When the journal last changed.
fn last_change(entries: &[Entry]) -> Option<RecordedAt> {
    entries.iter().map(|entry| entry.recorded_at).max()
}

/// How often the plan may have changed: the journal only grows, so this does too.
fn changes(entries: &[Entry]) -> usize {
    let daily = |entry: &&Entry| {
        matches!(entry.event, Event::Rated(_) | Event::QuestionAnswered(_) | Event::WeeklyCheckedIn(_))
    };
    entries.len() - entries.iter().filter(daily).count()
}
