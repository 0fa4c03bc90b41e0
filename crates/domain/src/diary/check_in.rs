//! What a check-in asks on a day (`reference`: experience, part 5.8).

use crate::entry::PersonNow;
use crate::ids::{Key, TechniqueId};
use crate::intake::Applied;
use crate::knowledge::Knowledge;
use crate::knowledge::question::QuestionOption;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// A day may be noted this many days later; it is then marked late.
pub const DAYS_BACK: i32 = 7;
/// The setting that asks for pain each day although it is new: `on` or `off`.
pub const DAILY_PAIN: &str = "daily_pain";
/// The setting that says how often check-ins are asked for: `daily`, `weekly` or `off`; without it, it follows the rule
/// of [`Tracking`].
pub const CHECK_IN: &str = "check_in";
/// The value of [`CHECK_IN`] that goes back to the rule.
pub const USUALLY: &str = "usual";
/// Days between two questions about the week.
const WEEK: i32 = 7;
/// Days of daily check-ins where no test runs.
const DAILY_DAYS: i32 = 28;
/// Days after which an answer of "under 2 weeks" or "2 to 6 weeks" is over 6 weeks for certain.
const NEW_FOR: [(&str, i32); 2] = [("duration_under_2_weeks", 42), ("duration_2_to_6_weeks", 28)];

/// Which questions a check-in has. Function is always asked, and comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that is there or not")]
pub struct CheckInAsks {
    /// The day it is about.
    pub day: Date,
    /// Whether it is about an earlier day, and so marked late.
    pub late: bool,
    /// Whether there is a check-in for this day already. One more is welcome.
    pub again: bool,
    /// Whether the pain is asked for.
    pub pain: bool,
    /// Whether it is asked what the person can do again, and where they stand with their goal: in place of the pain
    /// while that is new, and once a week when daily check-ins are over.
    pub week: bool,
    /// Whether it is explained, once, why new pain is not scored each day.
    pub explains_new_pain: bool,
    /// Whether it is explained what a flare is: the first time.
    pub explains_flare: bool,
    /// Sessions noted for the day, each with its minutes.
    pub sessions: Vec<(String, u32)>,
    /// What may have been done without the guide: from the plan and from earlier sessions, in the order of ids.
    pub did: Vec<TechniqueId>,
}

/// What a check-in about `day` asks on the day `today`.
#[must_use]
pub fn check_in_asks(knowledge: &Knowledge, person: &PersonNow, today: Date, day: Date) -> CheckInAsks {
    let pain = asks_for_pain(knowledge, person, today);
    let first = person.check_ins.is_empty();
    let sessions = person.sessions.iter().filter(|session| session.day == day).map(|session| {
        let seconds: u32 = session.event.items.iter().map(|item| item.seconds).sum();
        (session.event.session.clone(), seconds / 60)
    });
    CheckInAsks {
        day,
        late: day < today,
        again: person.check_ins.get(&day).is_some_and(|list| !list.is_empty()),
        pain,
        week: day == today && asks_for_week(person, today, pain),
        explains_new_pain: !pain && first,
        explains_flare: first,
        sessions: sessions.collect(),
        did: did(knowledge, person),
    }
}

/// Whether pain is asked for: not while it is younger than 6 weeks, unless the person wants it.
///
/// Rating new pain each day may keep the mind on it. The rule rests on one small trial.
#[must_use]
pub fn asks_for_pain(knowledge: &Knowledge, person: &PersonNow, today: Date) -> bool {
    let wanted = person.settings.get(DAILY_PAIN).is_some_and(|setting| setting.event.value == "on");
    wanted || !is_new_pain(knowledge, person, today)
}

/// Whether the pain began less than 6 weeks ago, by the answer to "how long" and the days since.
#[must_use]
pub fn is_new_pain(knowledge: &Knowledge, person: &PersonNow, today: Date) -> bool {
    let answers = person.answers.iter().map(|(id, answer)| (id.clone(), answer.event.clone())).collect();
    let facts = Applied::from_answers(knowledge, &answers).facts;
    NEW_FOR.iter().any(|(key, days)| {
        let sets = |option: &QuestionOption| option.sets.contains_key(&Key::from(*key));
        let page = knowledge.questions.iter().find(|page| page.options.iter().any(sets));
        let answered = page.and_then(|page| person.answers.get(&page.id)).map(|answer| answer.day);
        facts.is_yes(key) && answered.is_some_and(|answered| days_from(answered, today) < *days)
    })
}

fn asks_for_week(person: &PersonNow, today: Date, pain: bool) -> bool {
    let first = person.check_ins.keys().next().copied();
    let last = person.weekly_check_ins.iter().map(|week| week.day).max().or(first);
    let is_time = last.is_some_and(|last| days_from(last, today) >= WEEK);
    is_time && (!pain || !Tracking::of(person).is_daily(today))
}

/// How often check-ins are asked for: daily until the end of the test, or for 4 weeks where none runs; then weekly.
///
/// [`Tracking::default`] asks every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tracking {
    /// The first day after the daily check-ins; `None` where they have not begun or have no end.
    pub daily_until: Option<Date>,
    /// The day of the last check-in.
    pub last: Option<Date>,
    /// Whether the person wants none.
    pub off: bool,
}

impl Tracking {
    /// Reads it from the journal. The 4 weeks begin with the first check-in of a plan.
    #[must_use]
    pub fn of(person: &PersonNow) -> Self {
        let last = person.check_ins.keys().next_back().copied();
        let wish = person.settings.get(CHECK_IN).map(|setting| setting.event.value.as_str());
        let begun =
            person.plan.as_ref().and_then(|plan| plan.made.event.plan.get("start")?.as_str()?.parse().ok());
        let of_plan = begun.and_then(|begun: Date| person.check_ins.range(begun..).next());
        let first = of_plan.or_else(|| person.check_ins.iter().next()).map(|(day, _)| *day);
        let test = person.tests.last().map(|test| {
            let stopped = test.stopped.as_ref().map(|stopped| stopped.day);
            stopped.map_or_else(|| test.planned_end(), |stopped| stopped.min(test.planned_end()))
        });
        let daily_until = match wish {
            Some("daily") => None,
            Some("weekly") => Some(Date::MIN),
            _ => first.map(|first| first.saturating_add(DAILY_DAYS.days())).max(test),
        };
        Self { daily_until, last, off: wish == Some("off") }
    }

    /// Whether check-ins are daily on a day.
    #[must_use]
    pub fn is_daily(&self, day: Date) -> bool {
        self.daily_until.is_none_or(|until| day < until)
    }

    /// Whether a check-in is asked for on a day. One that is not asked for is welcome too.
    #[must_use]
    pub fn asks(&self, day: Date) -> bool {
        let since = self.last.map_or(WEEK, |last| days_from(last, day));
        !self.off && (self.is_daily(day) || since >= WEEK)
    }
}

/// Most things offered as done.
const MOST_DONE: usize = 12;

/// Things from the plan and from earlier sessions, which may be done without the guide too.
fn did(knowledge: &Knowledge, person: &PersonNow) -> Vec<TechniqueId> {
    let mut found = BTreeSet::new();
    if let Some(plan) = &person.plan {
        named_in(knowledge, &plan.made.event.plan, &mut found);
    }
    let items = person.sessions.iter().flat_map(|session| &session.event.items);
    found.extend(items.map(|item| item.technique.clone()));
    found.into_iter().filter(|id| knowledge.techniques.contains_key(id)).take(MOST_DONE).collect()
}

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

/// Whole days from one date to another.
pub(super) fn days_from(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
