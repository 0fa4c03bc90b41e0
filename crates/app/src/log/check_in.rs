//! `backwise log check-in`: how the back did today, under 20 seconds.

use super::{NOTHING, TAKE_BACK, asked_score, day_words, past_day, score};
use crate::cli::{self, HowOften, OnOff};
use crate::failure::Failure;
use crate::out;
use crate::prompt::{Asker, Page, Reply, fill};
use crate::show::follow_up::raised;
use crate::show::{Words, count, day, sentence};
use crate::store::Store;
use domain::diary::{
    CHECK_IN, CheckInAsks, DAILY_PAIN, DAYS_BACK, USUALLY, check_in_asks, follow_up, is_new_pain,
};
use domain::entry::{CheckedIn, Event, GoalNow, NrsScore, SettingChanged, WeeklyCheckedIn};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use jiff::civil::Date;
use std::collections::BTreeSet;

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
    if let Some(ask) = args.ask {
        let often = how_often(ask);
        if is_alone(args) {
            store.record(often)?;
            return out::words(&format!("{}\n{TAKE_BACK}\n", how_often_words(ask)));
        }
        events.push(often.into());
    }
    let mut asks = check_in_asks(knowledge, &person, today, day);
    if let Some(wanted) = args.daily_pain {
        asks.pain = wanted == OnOff::On || !is_new_pain(knowledge, &person, today);
        asks.week &= !asks.pain;
    }
    let frame = Frame { knowledge, asks };
    let Some((check_in, week)) = frame.ask(asker, args)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    let words = recorded(&check_in, week.is_some(), person.open_flare().is_some(), day, today);
    events.extend(week.map(Event::from));
    events.push(check_in.into());
    store.record_all(events, day)?;
    out::words(&words)?;
    let mut page = Words::default();
    raised(&follow_up(knowledge, &store.person_now(), today), &mut page);
    out::words(&page.finish())
}

fn setting(wanted: OnOff) -> SettingChanged {
    let value = if wanted == OnOff::On { "on" } else { "off" };
    SettingChanged { name: DAILY_PAIN.to_owned(), value: value.to_owned() }
}

fn how_often(ask: HowOften) -> SettingChanged {
    let value = match ask {
        HowOften::Usual => USUALLY,
        HowOften::Daily => "daily",
        HowOften::Weekly => "weekly",
        HowOften::Off => "off",
    };
    SettingChanged { name: CHECK_IN.to_owned(), value: value.to_owned() }
}

/// Whether how often to ask is all that was said.
fn is_alone(args: &cli::CheckIn) -> bool {
    let cli::CheckIn { interference, pain, flare, note, daily_pain, ask: _, day } = args;
    let said = [interference, pain, note].into_iter().any(Option::is_some);
    !(said || *flare || daily_pain.is_some() || day.is_some())
}

fn how_often_words(ask: HowOften) -> &'static str {
    match ask {
        HowOften::Usual => {
            "Recorded: you are asked to check in each day for 4 weeks, or until your test ends. \
             After that, once a week."
        }
        HowOften::Daily => "Recorded: you are asked to check in each day.",
        HowOften::Weekly => "Recorded: you are asked to check in once a week.",
        HowOften::Off => "Recorded: you are not asked to check in. A check-in is still welcome at any time.",
    }
}

/// What decides which questions a check-in has.
struct Frame<'a> {
    knowledge: &'a Knowledge,
    asks: CheckInAsks,
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
        if self.asks.again {
            page.say("You checked in for this day already. One more is welcome.");
        }
        let sessions = self.asks.sessions.iter();
        page.list(
            "Already noted for this day:",
            sessions.map(|(id, minutes)| format!("session {id}, {}", count(*minutes as usize, "minute"))),
        );
        if self.asks.explains_new_pain {
            page.say("Your pain is new. Rating it each day may keep your mind on it.");
            page.say("So we ask once a week what you can do again. This rests on one small trial.");
            page.say("To be asked each day all the same: backwise log check-in --daily-pain on");
        }
        page.finish()
    }

    fn pages(&self, args: &cli::CheckIn) -> Vec<(Asked, Page)> {
        let (today, of_day) = if self.asks.late {
            let day = day(self.asks.day);
            (format!("on {day}"), day)
        } else {
            ("today".to_owned(), "today".to_owned())
        };
        // Pain is what it is now, not a mean over the day that memory makes (`reference`: measures, part 2.2).
        let pain = if self.asks.late {
            "How strong was your pain that evening?"
        } else {
            "How strong is your pain right now?"
        };
        let known = self.asks.did.iter().filter_map(|id| self.knowledge.techniques.get(id));
        let done: Vec<_> =
            known.map(|technique| (technique.id.to_string(), technique.name.clone())).collect();
        let flare = Page::one(&format!("Was {of_day} a flare?"), [("no", "No"), ("yes", "Yes")]);
        let flare = if self.asks.explains_flare { flare.help(A_FLARE_IS) } else { flare };
        let week = self.asks.week;
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
                args.pain.is_none() && self.asks.pain,
                Asked::Pain,
                Page::score(pain, "0 = none, 10 = the worst you can think of"),
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
}

/// Said with the question about a flare, the first time.
const A_FLARE_IS: &str = "A flare is clearly worse than your usual, hard to bear, and it changed your day.";

const GOAL: [(&str, &str); 3] = [("closer", "Closer"), ("same", "The same"), ("further", "Further away")];

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
