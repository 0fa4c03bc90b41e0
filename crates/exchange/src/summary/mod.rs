//! The clinician's summary: one page for a doctor or physiotherapist (`reference`: standards, part 7).
//!
//! Red-flag answers come first. Numbers come with how they were found out, and with what the program cannot know. While a
//! personal test runs there are no numbers: nothing compares days with and without before its end.

mod reactions;
mod safety;
mod tried;
mod unknown;

use crate::chart::Chart;
use crate::paper::{Kind, OnePage, Paper, Part, Picture};
use domain::answer::say::{Beside, Said, say};
use domain::answer::{Answer, Benefit, Design, Diary, Quantiles, RandomisationTest};
use domain::current::Current;
use domain::entry::PersonNow;
use domain::knowledge::Knowledge;
use domain::triage::RULES_VERSION;
use domain::words::{count, day, sentence};
use jiff::civil::Date;

/// Heading of the answers that a clinician has to see first.
pub const RED_FLAGS: &str = "Red-flag answers";
/// Heading of the chart.
pub const CHART: &str = "Pain by day";
const GOAL: &str = "Goal and function";
/// Said on every summary.
pub const NOT_REVIEWED: &str = "No clinician has reviewed the rules of this program. It is not a medical device, and this is not a diagnosis.";

/// The summary as a page.
pub const KIND: Kind = Kind {
    title: "Back pain and massage: summary for a clinician",
    loud: &[],
    spare: &[GOAL],
    sizes: &[11.0, 10.5, 10.0, 9.5, 9.0, 8.5],
};

/// What a summary is made from.
pub struct Given<'a> {
    /// All that Backwise knows.
    pub knowledge: &'a Knowledge,
    /// The person.
    pub person: &'a PersonNow,
    /// Where they stand.
    pub current: &'a Current,
    /// Today.
    pub today: Date,
    /// The diary that the answer rests on.
    pub diary: &'a Diary,
    /// The answer.
    pub answer: &'a Answer,
    /// The model-free test beside it.
    pub by_chance: Option<&'a RandomisationTest>,
    /// The version of the program.
    pub version: &'a str,
}

/// The summary as it fits on one sheet of paper: what is previewed, printed and written as a PDF.
#[must_use]
pub fn page(given: &Given<'_>, paper: Paper) -> OnePage {
    let running = given.person.running_test(given.today);
    let chart = chart(given, running.is_some());
    let mut parts = Vec::new();
    let mut add = |heading, lines: Vec<String>| {
        if !lines.is_empty() {
            parts.push(Part { heading, lines });
        }
    };
    add(RED_FLAGS, safety::lines(given));
    add("What was tried", tried::lines(given));
    add(
        CHART,
        vec![chart.as_ref().map_or_else(|| "No pain was rated.".to_owned(), |it| it.sentence.clone())],
    );
    if let Some(test) = running {
        let end = day(test.planned_end());
        let wait = format!(
            "A personal test runs until {end}. With and without massage are compared once, after it."
        );
        add("Does massage help?", vec![wait]);
    } else {
        add("Does massage help? Three numbers", numbers(given));
        add("How they were found out", found(given));
    }
    add(GOAL, goal(given));
    add("Adverse reactions", reactions::lines(given));
    add("What the program cannot know", unknown::lines(given, running.is_some()));
    let made = given.today.strftime("%A %-d %B %Y");
    let made = format!("Made on {made} with Backwise {}, safety rules {RULES_VERSION}.", given.version);
    add("About this page", vec![NOT_REVIEWED.to_owned(), made]);
    let picture = chart.map(|chart| (CHART, Picture::Chart(chart)));
    OnePage { kind: KIND, parts, picture, codes: Vec::new(), made: given.today }.fitted(paper)
}

fn said(given: &Given<'_>) -> Said {
    say(given.diary, given.answer, &Beside::default())
}

/// The three numbers, or why there are none.
fn numbers(given: &Given<'_>) -> Vec<String> {
    let answer = given.answer;
    let Some(benefit) = answer.benefit.filter(|_| answer.missing.is_empty()) else {
        let why = said(given).missing;
        return std::iter::once("Too little data: no number is given.".to_owned()).chain(why).collect();
    };
    let was_set = !given.person.worthwhile.is_empty() || !given.person.tests.is_empty();
    vec![
        format!("Average benefit so far: {}.", effect(&benefit)),
        format!(
            "Probability that it is at least {} points, {}: {}.",
            one(given.diary.worthwhile),
            if was_set { "which the person set as worthwhile" } else { "the usual worthwhile change" },
            percent(benefit.p_worthwhile)
        ),
        match answer.half_life.filter(|_| answer.half_life_is_clear) {
            Some(half_life) => {
                format!("Half-life of the effect of a session: {}.", half_life_words(&half_life))
            }
            None => "Half-life of the effect of a session: cannot be told from these data.".to_owned(),
        },
        format!("What the person is told: {}.", said(given).heading()),
    ]
}

fn effect(benefit: &Benefit) -> String {
    let (size, direction) = (one(benefit.q50.abs()), if benefit.q50 < 0.0 { "more" } else { "less" });
    let (low, high) = (one(benefit.q05), one(benefit.q95));
    format!(
        "{size} points of 10 {direction} pain (90% credible interval {low} to {high}; positive is less pain)"
    )
}

fn half_life_words(half_life: &Quantiles) -> String {
    let [low, middle, high] = [half_life.q05, half_life.q50, half_life.q95].map(one);
    format!("{middle} days (90% credible interval {low} to {high})")
}

/// A number with one place, and a true minus.
fn one(number: f64) -> String {
    let words = format!("{number:.1}");
    if words == "-0.0" { "0.0".to_owned() } else { words.replace('-', "\u{2212}") }
}

/// A probability as a clinician reads it; never 0 or 1.
fn percent(p: f64) -> String {
    match p * 100.0 {
        p if p < 1.0 => "under 1%".to_owned(),
        p if p > 99.0 => "over 99%".to_owned(),
        p => format!("{p:.0}%"),
    }
}

fn found(given: &Given<'_>) -> Vec<String> {
    let counts = &given.answer.counts;
    let design = match given.answer.design {
        Design::Drawn => format!(
            "n-of-1: days with massage were drawn by chance ({}). Not blinded.",
            count(counts.drawn_days as usize, "drawn day")
        ),
        Design::Chosen => {
            "The person chose the days with massage: observational, open to confounding. Not blinded."
                .to_owned()
        }
    };
    let mut lines = vec![
        design,
        format!("Pain was rated on {} of {}.", counts.rated_days, count(counts.days as usize, "day")),
    ];
    if given.answer.benefit.is_some() && given.answer.missing.is_empty() {
        lines.push(
            "Bayesian state-space model of the ratings, with natural recovery, day-to-day swings and decaying effects."
                .to_owned(),
        );
    }
    lines.extend(given.by_chance.filter(|_| given.answer.missing.is_empty()).map(|test| {
        format!("Randomisation test without that model: p = {:.3}, {} redraws.", test.share, test.redraws)
    }));
    lines
}

/// The goal, and how much the back got in the way in the first and the last week of the diary.
fn goal(given: &Given<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(goal) = &given.current.standing.profile.goal {
        lines.push(format!("In the person's own words: {}", sentence(goal)));
    }
    let scores: Vec<(Date, f64)> = given
        .person
        .check_ins
        .iter()
        .filter_map(|(day, all)| Some((*day, f64::from(all.last()?.event.interference.points()))))
        .collect();
    if let (Some((first, _)), Some((last, _))) = (scores.first(), scores.last()) {
        let week = |from: Date, to: Date| {
            let inside: Vec<f64> = scores
                .iter()
                .filter(|(day, _)| *day >= from && *day <= to)
                .map(|(_, score)| *score)
                .collect();
            mean(&inside)
        };
        let days = jiff::Span::new().days(6);
        let (start, end) = (week(*first, first.saturating_add(days)), week(last.saturating_sub(days), *last));
        if let (Some(start), Some(end)) = (start, end) {
            let way = "How much the back got in the way, 0 to 10";
            lines.push(format!("{way}: {} in the first week, {} in the last.", one(start), one(end)));
        }
    }
    lines
}

fn mean(numbers: &[f64]) -> Option<f64> {
    let count = u32::try_from(numbers.len()).ok().filter(|count| *count > 0)?;
    Some(numbers.iter().sum::<f64>() / f64::from(count))
}

/// The longest chart, in days; of a longer diary the last days are shown.
const LONGEST: i32 = 365;

/// Pain by day with the sessions, which are left out while a test runs: seen side by side they would be compared.
fn chart(given: &Given<'_>, runs: bool) -> Option<Chart> {
    let diary = given.diary;
    let mut by_day: std::collections::BTreeMap<i32, Vec<f64>> = std::collections::BTreeMap::new();
    for rating in diary.ratings.iter().filter(|rating| rating.at <= diary.now) {
        by_day.entry(number(rating.at)).or_default().push(f64::from(rating.score.points()));
    }
    let last = number(diary.now).max(*by_day.keys().last()?);
    let from = (*by_day.keys().next()?).max(last.saturating_sub(LONGEST - 1));
    let pain: Vec<(i32, f64)> =
        by_day.range(from..).filter_map(|(day, scores)| Some((day - from, mean(scores)?))).collect();
    let span = last - from + 1;
    let mut sessions: Vec<i32> = diary
        .sessions
        .iter()
        .map(|session| number(session.at))
        .filter(|day| !runs && (from..=last).contains(day))
        .map(|day| day - from)
        .collect();
    sessions.dedup();
    let date = |number: i32| diary.first_day.saturating_add(jiff::Span::new().days(i64::from(from + number)));
    let ends = [date(0), date(span - 1)].map(|date| date.strftime("%-d %b %Y").to_string());
    let scores: Vec<f64> = pain.iter().map(|(_, score)| *score).collect();
    let week = |days: &[f64]| mean(days).map(one).unwrap_or_default();
    let (first, latest) = (scores.get(..scores.len().min(7)), scores.get(scores.len().saturating_sub(7)..));
    let sentence = format!(
        "{}, {} to {}. Mean of the first 7: {}, of the last 7: {}, on a scale of 0 to 10.",
        count(scores.len(), "rated day"),
        ends[0],
        ends[1],
        week(first.unwrap_or_default()),
        week(latest.unwrap_or_default())
    );
    Some(Chart { sentence, pain, sessions, span, ends })
}

/// The day of a time: it rolls over at 4 in the morning.
#[expect(clippy::cast_possible_truncation, reason = "times are within 100 years, and the cast saturates")]
fn number(at: f64) -> i32 {
    (at - 4.0 / 24.0).floor().clamp(-36_600.0, 36_600.0) as i32
}
