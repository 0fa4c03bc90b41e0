//! `backwise log check-in`: how the back did today, under 20 seconds.

use super::{NOTHING, TAKE_BACK, asked_score, day_words, past_day, score};
use crate::cli::{self, OnOff};
use crate::failure::Failure;
use crate::out;
use crate::prompt::{Asker, Page, Reply, fill};
use crate::show::{Words, count, day, sentence};
use crate::store::Store;
use domain::entry::{CheckedIn, Event, GoalNow, NrsScore, PersonNow, SettingChanged, WeeklyCheckedIn};
use domain::ids::{Key, TechniqueId};
use domain::knowledge::Knowledge;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// A day may be noted this many days later.
const DAYS_BACK: i32 = 7;
/// The setting that asks for pain each day although it is new.
const DAILY_PAIN: &str = "daily_pain";
/// Days between two questions about the week.
const WEEK: i32 = 7;
/// Most things offered as done.
const MOST_DONE: usize = 12;

pub(super) fn run(
    knowledge: &Knowledge,
    store: &mut Store,
    asker: &mut dyn Asker,
    args: &cli::CheckIn,
) -> Result<(), Failure> {
    let today = store.today();
    let day = past_day(args.day, today, DAYS_BACK)?;
    let person = store.person_now();
    let mut events: Vec<Event> = args.daily_pain.map(setting).into_iter().map(Event::from).collect();
    let daily_pain = args.daily_pain.map_or_else(|| is_on(&person), |wanted| wanted == OnOff::On);
    let frame = Frame {
        knowledge,
        person: &person,
        today,
        day,
        new_pain: is_new(knowledge, &person, today),
        daily_pain,
    };
    let Some((check_in, week)) = frame.ask(asker, args)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    let words = recorded(&check_in, week.is_some(), person.open_flare().is_some(), day, today);
    events.extend(week.map(Event::from));
    events.push(check_in.into());
    store.record_all(events, day)?;
    out::words(&words)
}

fn setting(wanted: OnOff) -> SettingChanged {
    let value = if wanted == OnOff::On { "on" } else { "off" };
    SettingChanged { name: DAILY_PAIN.to_owned(), value: value.to_owned() }
}

fn is_on(person: &PersonNow) -> bool {
    person.settings.get(DAILY_PAIN).is_some_and(|setting| setting.event.value == "on")
}

/// Days after which an answer of "under 2 weeks" or "2 to 6 weeks" is over 6 weeks for certain.
const NEW_FOR: [(&str, i32); 2] = [("duration_under_2_weeks", 42), ("duration_2_to_6_weeks", 28)];

/// Whether the pain began less than 6 weeks ago, by the answer to "how long" and the days since.
fn is_new(knowledge: &Knowledge, person: &PersonNow, today: Date) -> bool {
    let answers = person.answers.iter().map(|(id, answer)| (id.clone(), answer.event.clone())).collect();
    let facts = domain::intake::Applied::from_answers(knowledge, &answers).facts;
    NEW_FOR.iter().any(|(key, days)| {
        let sets =
            |option: &domain::knowledge::question::QuestionOption| option.sets.contains_key(&Key::from(*key));
        let page = knowledge.questions.iter().find(|page| page.options.iter().any(sets));
        let answered = page.and_then(|page| person.answers.get(&page.id)).map(|answer| answer.day);
        facts.is_yes(key) && answered.is_some_and(|answered| (today - answered).get_days() < *days)
    })
}

/// What decides which questions a check-in has.
struct Frame<'a> {
    knowledge: &'a Knowledge,
    person: &'a PersonNow,
    today: Date,
    day: Date,
    new_pain: bool,
    daily_pain: bool,
}

/// What a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Function,
    Pain,
    Did,
    Flare,
    Note,
    CanDoAgain,
    Goal,
}

impl Frame<'_> {
    /// The check-in from the flags; if its first score is missing, all that is missing is asked.
    fn ask(
        &self,
        asker: &mut dyn Asker,
        args: &cli::CheckIn,
    ) -> Result<Option<(CheckedIn, Option<WeeklyCheckedIn>)>, Failure> {
        let function = args.interference.as_deref().map(|text| score("check-in", text)).transpose()?;
        let mut check_in = CheckedIn {
            interference: function.unwrap_or(NrsScore::MIN),
            pain: args.pain.as_deref().map(|text| score("pain", text)).transpose()?,
            flare: args.flare,
            did: BTreeSet::new(),
            note: args.note.clone().unwrap_or_default(),
        };
        if function.is_some() {
            return Ok(Some((check_in, None)));
        }
        let intro = self.intro();
        if !intro.is_empty() {
            asker.tell(&intro)?;
        }
        let pages = self.pages(args);
        let Some(replies) = fill(asker, pages.iter().map(|(_, page)| page))? else { return Ok(None) };
        let (mut can_do_again, mut goal) = (String::new(), None);
        for ((what, page), reply) in pages.iter().zip(replies) {
            match what {
                Asked::Function => {
                    check_in.interference = asked_score(reply.number()).unwrap_or(NrsScore::MIN);
                }
                Asked::Pain => check_in.pain = asked_score(reply.number()),
                Asked::Did => {
                    if let Reply::Chosen { yes, .. } = &reply {
                        check_in.did = page.ids(yes).into_iter().map(TechniqueId::from).collect();
                    }
                }
                Asked::Flare => check_in.flare = page.chosen(&reply) == Some("yes"),
                Asked::Note => check_in.note = reply.text(),
                Asked::CanDoAgain => can_do_again = reply.text(),
                Asked::Goal => {
                    goal = match page.chosen(&reply) {
                        Some("closer") => Some(GoalNow::Closer),
                        Some("further") => Some(GoalNow::Further),
                        _ => Some(GoalNow::Same),
                    }
                }
            }
        }
        Ok(Some((check_in, goal.map(|goal| WeeklyCheckedIn { can_do_again, goal }))))
    }

    /// Said before the questions: what is there already, and once why pain is not asked each day.
    fn intro(&self) -> String {
        let mut page = Words::default();
        let again = self.person.check_ins.get(&self.day).is_some_and(|list| !list.is_empty());
        if again {
            page.say("You checked in for this day already. One more is welcome.");
        }
        let sessions = self.person.sessions.iter().filter(|session| session.day == self.day);
        page.list(
            "Already noted for this day:",
            sessions.map(|session| {
                let seconds: u32 = session.event.items.iter().map(|item| item.seconds).sum();
                format!("session {}, {}", session.event.session, count((seconds / 60) as usize, "minute"))
            }),
        );
        if self.new_pain && !self.daily_pain && self.person.check_ins.is_empty() {
            page.say("Your pain is new. Rating it each day may keep your mind on it.");
            page.say("So we ask once a week what you can do again. This rests on one small trial.");
            page.say("To be asked each day all the same: backwise log check-in --daily-pain on");
        }
        page.finish()
    }

    fn pages(&self, args: &cli::CheckIn) -> Vec<(Asked, Page)> {
        let (today, of_day) = if self.day == self.today {
            ("today".to_owned(), "today".to_owned())
        } else {
            let day = day(self.day);
            (format!("on {day}"), day)
        };
        let done = self.done();
        let first = self.person.check_ins.is_empty();
        let flare = Page::one(&format!("Was {of_day} a flare?"), [("no", "No"), ("yes", "Yes")]);
        let flare = if first { flare.help(A_FLARE_IS) } else { flare };
        let week = self.asks_for_week();
        let all = [
            (
                true,
                Asked::Function,
                Page::score(
                    &format!("How much did your back get in your way {today}?"),
                    "0 = not at all, 10 = you could not do anything",
                ),
            ),
            (
                args.pain.is_none() && (self.daily_pain || !self.new_pain),
                Asked::Pain,
                Page::score(
                    "How strong was the pain, on average?",
                    "0 = none, 10 = the worst you can think of",
                ),
            ),
            (!done.is_empty(), Asked::Did, Page::many("What else did you do, without the guide?", done)),
            (!args.flare, Asked::Flare, flare),
            (
                week,
                Asked::CanDoAgain,
                Page::text("What can you do again that you could not do a week ago?").optional(),
            ),
            (week, Asked::Goal, Page::one("How close are you to your goal, next to a week ago?", GOAL)),
            (args.note.is_none(), Asked::Note, Page::text("A note in your own words").optional()),
        ];
        all.into_iter().filter(|(open, ..)| *open).map(|(_, what, page)| (what, page)).collect()
    }

    /// While the pain is new, the week is asked for in place of the pain.
    fn asks_for_week(&self) -> bool {
        let first = self.person.check_ins.keys().next();
        let last = self.person.weekly_check_ins.iter().map(|week| week.day).max().or(first.copied());
        self.new_pain
            && !self.daily_pain
            && self.day == self.today
            && last.is_some_and(|last| (self.today - last).get_days() >= WEEK)
    }

    /// Things from the plan and from earlier sessions, which may be done without the guide too.
    fn done(&self) -> Vec<(String, String)> {
        let mut found = BTreeSet::new();
        if let Some(plan) = &self.person.plan {
            named_in(self.knowledge, &plan.made.event.plan, &mut found);
        }
        let items = self.person.sessions.iter().flat_map(|session| &session.event.items);
        found.extend(items.map(|item| item.technique.clone()));
        let known = found.into_iter().filter_map(|id| self.knowledge.techniques.get(&id));
        known.take(MOST_DONE).map(|technique| (technique.id.to_string(), technique.name.clone())).collect()
    }
}

/// Said with the question about a flare, the first time.
const A_FLARE_IS: &str = "A flare is clearly worse than your usual, hard to bear, and it changed your day.";

const GOAL: [(&str, &str); 3] = [("closer", "Closer"), ("same", "The same"), ("further", "Further away")];

/// The techniques that a plan names, wherever they stand in it.
fn named_in(knowledge: &Knowledge, plan: &Value, found: &mut BTreeSet<TechniqueId>) {
    match plan {
        Value::String(text) => {
            found.extend(knowledge.techniques.get(text.as_str()).map(|technique| technique.id.clone()));
        }
        Value::Array(items) => items.iter().for_each(|item| named_in(knowledge, item, found)),
        Value::Object(fields) => fields.values().for_each(|value| named_in(knowledge, value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What was recorded.
fn recorded(check_in: &CheckedIn, week: bool, flare_is_open: bool, about: Date, today: Date) -> String {
    let mut page = Words::default();
    let pain = check_in.pain.map(|pain| format!(" Pain {pain} of 10.")).unwrap_or_default();
    page.say(&format!(
        "Recorded for {}: your back got in your way {} of 10.{pain}",
        day_words(about, today),
        check_in.interference
    ));
    if week {
        page.say("Your week is noted too.");
    }
    if !check_in.note.is_empty() {
        page.say(&format!("Your note: {}", sentence(&check_in.note)));
    }
    if check_in.flare {
        page.say("The day is marked as a flare.");
        if !flare_is_open && about == today {
            page.say("What may help now: backwise log flare");
        }
    }
    page.say(TAKE_BACK);
    page.finish()
}

#[cfg(test)]
mod tests;
