//! The test in words. Nothing here compares days, and nothing looks past today.

use super::{Assignment, Design, Held, Trial};
use crate::answer::Diary;
use crate::entry::{MinuteOfDay, PersonNow, StopReason, TestNow, Tested};
use crate::knowledge::Knowledge;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is tested, in words that fit into a sentence.
#[must_use]
pub fn what_words(knowledge: &Knowledge, what: &Tested) -> String {
    match what {
        Tested::Visits => "visits to a massage therapist".to_owned(),
        Tested::SelfMassage => "self-massage".to_owned(),
        Tested::Techniques(ids) => {
            let name = |id| {
                knowledge
                    .techniques
                    .get(id)
                    .map_or_else(|| format!("{id}"), |known| format!("\"{}\"", known.name))
            };
            ids.iter().map(name).collect::<Vec<_>>().join(" or ")
        }
    }
}

/// Today in the test: what to do first, then why.
#[must_use]
pub fn day_words(knowledge: &Knowledge, what: &Tested, assignment: &Assignment) -> String {
    let name = what_words(knowledge, what);
    match assignment {
        Assignment::First { day, of } => {
            format!(
                "Your test, day {day} of the first {of}: without {name}. These days show how your back does on its own."
            )
        }
        Assignment::Without => format!("Your test: today is a day without {name}. Chance decided."),
        Assignment::With(Some(id)) => {
            let name = knowledge.techniques.get(id).map_or(id.as_str(), |known| &known.name);
            format!("Your test: today is a day with \"{name}\". Chance decided.")
        }
        Assignment::With(None) if *what == Tested::Visits => {
            "Your test: this is a week with a visit to a massage therapist. Chance decided.".to_owned()
        }
        Assignment::With(None) => format!("Your test: today is a day with {name}. Chance decided."),
        Assignment::HeldBack(held) => held_words(held),
    }
}

fn held_words(held: &Held) -> String {
    match held {
        Held::Screen => "Your test waits today. The safety questions come first: backwise ask".to_owned(),
        Held::Paused => "Your test waits today, because your plan rests.".to_owned(),
        Held::Visit => "Your test waits today. After a visit your back rests for a day.".to_owned(),
        Held::Closed { why } if why.is_empty() => {
            "Your test waits today. What you test is closed to you now.".to_owned()
        }
        Held::Closed { why } => format!("Your test waits today. {why} So leave out what you test."),
    }
}

/// How complete the ratings are, such as "19 of 21 days": all that is shown while a test runs (measures, 5.3).
///
/// A day counts when it has a rating that an answer can use. Today counts once it has one.
#[must_use]
pub fn completeness(
    knowledge: &Knowledge,
    person: &PersonNow,
    test: &TestNow,
    today: Date,
    now: MinuteOfDay,
) -> (usize, usize) {
    let diary = Diary::of_test(knowledge, person, test, today, now);
    #[expect(clippy::cast_possible_truncation, reason = "days of a test")]
    let rated: BTreeSet<i64> =
        diary.ratings.iter().map(|rating| (rating.at - NIGHT).floor() as i64).collect();
    let last = today.min(Trial::new(test).last_day());
    let days = usize::try_from((last - test.started.event.first_day).get_days()).unwrap_or_default();
    let today_is_rated = i64::try_from(days).is_ok_and(|day| rated.contains(&day));
    (rated.len(), days + usize::from(today_is_rated || last < today))
}

/// The share of a day until 4am, which belongs to the day before.
const NIGHT: f64 = 4.0 / 24.0;

/// Said in place of a comparison while a test runs.
#[must_use]
pub fn no_peeking(rated: usize, of: usize, until: &str) -> String {
    let days = match of {
        0 => String::new(),
        1 => format!(" You rated {rated} of 1 day."),
        _ => format!(" You rated {rated} of {of} days."),
    };
    format!(
        "Your test is running until {until}.{days} The answer comes at the end, all at once. Seeing it early can \
         change how you rate a day."
    )
}

/// Why a test ended.
#[must_use]
pub fn stopped_words(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Finished => "All days of your test are over.",
        StopReason::AnswerFound => "You ended your test, because there is an answer.",
        StopReason::Chosen => "You ended your test. The answer comes from the days that are there.",
        StopReason::Safety => {
            "Your test has ended, because safety comes first. This can be a sign of something that is looked at first."
        }
        StopReason::Blocked => "Your test has ended, because what you tested is closed to you now.",
    }
}

/// How anyone can redo the draw with `sha256sum`, once the test is over; `None` while it runs.
#[must_use]
pub fn redo(test: &TestNow, today: Date) -> Option<Vec<String>> {
    if test.runs(today) {
        return None;
    }
    let started = &test.started.event;
    let seed = started.seed.reveal();
    let mut lines = vec![
        "The promise that you were shown before the first day:".to_owned(),
        format!("  {}", started.commitment),
        "It is the hash of the seed and of the plan of the test. To check it:".to_owned(),
        format!("  printf %s '{seed}' '{}' | sha256sum", started.plan_text),
    ];
    let first = Trial::new(test).first_drawn_day();
    let drawn = started.days.saturating_sub(started.baseline_days).saturating_sub(1);
    match started.design {
        Design::CoinDays { probability, spacing } => {
            lines.push(format!("Day 0 of the draw is {first}. To redo the draw:"));
            lines.push(format!(
                "  for d in $(seq 0 {drawn}); do echo $d $(printf %s '{seed}'/day\\ $d | sha256sum | cut -c1-13); done"
            ));
            lines.push(format!(
                "A day had a session if its 13 digits come up to {}, unless a session was drawn in the {} before it, \
                 or {} in the 6 days before it.",
                threshold(probability),
                days(spacing.rest_days),
                spacing.most_in_7_days,
            ));
        }
        Design::Blocks { shortest, longest, spacing } => {
            lines.push(format!("Day 0 of the draw is {first}. To redo the draw, pair by pair:"));
            lines.push(format!(
                "  for k in $(seq 0 {}); do echo $k $(for w in length order; do printf %s '{seed}'/$w\\ $k | sha256sum \
                 | cut -c1-13; done); done",
                drawn / 2 / u16::try_from(shortest.max(1)).unwrap_or(u16::MAX),
            ));
            lines.push(format!(
                "Read each as a number from 0 to 1. The first gives the length of both blocks, {shortest} to {longest} \
                 days in equal parts. The second is below one half if the block with sessions came first."
            ));
            lines.push(format!(
                "In a block with sessions they come on its first day, and then after {} of rest, unless one was drawn \
                 closer before.",
                days(spacing.rest_days)
            ));
        }
    }
    Some(lines)
}

fn days(count: u32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// The last 13 digits that lie below a probability.
fn threshold(probability: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 16 to the power of 13"
    )]
    let below = (probability.clamp(0.0, 1.0) * 4_503_599_627_370_496.0).ceil() as u64;
    format!("{:013x}", below.saturating_sub(1))
}
