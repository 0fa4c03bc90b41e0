//! The answer in words: the same on the terminal, on the page and on paper.
//!
//! Sentences come in parts, so that a page can lay them out. The rules are those of the measures (5.5): first the
//! number, then its interval, then the chance; whole and half points; always what would have come anyway, how the answer
//! was found, and what could have fooled us. No cause is named where the diary cannot show one.

mod anyway;
mod fooled;
mod next;
mod numbers;
mod size;

pub use anyway::starting_pain;
pub use next::{Next, NextStep};
pub use numbers::{Chance, Dots};

use super::{Answer, Design, Diary, Missing, Reading, Verdict};
use crate::entry::PersonNow;
use crate::money::Money;

/// The words of one answer, in the order in which they are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Which of the five it is.
    pub verdict: Verdict,
    /// How large, and how it compares with what was asked for; the number and its interval come first.
    pub size: Vec<String>,
    /// How sure; empty while nothing can be said.
    pub chances: Vec<Chance>,
    /// What is missing and what would be enough, or when an answer is likely; only while we cannot tell.
    pub missing: Vec<String>,
    /// What would have happened anyway.
    pub anyway: Vec<String>,
    /// How it was found.
    pub found: Vec<String>,
    /// How long it lasts; empty while nothing can be said.
    pub lasts: Vec<String>,
    /// Which technique does more; empty with 1.
    pub kinds: Vec<String>,
    /// What could fool us in this diary.
    pub fooled: Vec<String>,
    /// What it took.
    pub took: Vec<String>,
    /// How often to go on.
    pub often: Vec<String>,
    /// What can be done now, each of equal weight.
    pub next: Vec<NextStep>,
}

impl Said {
    /// The heading.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        self.verdict.heading()
    }

    /// All parts with their titles, without the heading and the chances.
    ///
    /// The first has no title: it stands under the heading.
    #[must_use]
    pub fn sections(&self) -> Vec<(&'static str, Vec<&str>)> {
        let next: Vec<&str> = self.next.iter().map(|step| step.words).collect();
        let all: [(&'static str, &[String]); 9] = [
            ("", &self.size),
            ("What is missing", &self.missing),
            ("What would have come anyway", &self.anyway),
            ("How this was found", &self.found),
            ("How long it lasts", &self.lasts),
            ("Which kind", &self.kinds),
            ("What could fool us", &self.fooled),
            ("What it took", &self.took),
            ("How often from now on", &self.often),
        ];
        let told = all.into_iter().filter(|(_, sentences)| !sentences.is_empty());
        let told = told.map(|(title, sentences)| (title, sentences.iter().map(String::as_str).collect()));
        told.chain([("What now", next)]).collect()
    }
}

impl Verdict {
    /// All five, best first, so that people see what else could have been said.
    pub const ALL: [Self; 5] =
        [Self::Helps, Self::ProbablyHelps, Self::CantTell, Self::ProbablyNot, Self::Worse];

    /// The heading that says it.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Helps => "Massage very likely helps you",
            Self::ProbablyHelps => "Massage probably helps you",
            Self::CantTell => "We cannot tell yet",
            Self::ProbablyNot => "Massage probably does not help you enough",
            Self::Worse => "Massage probably makes it worse",
        }
    }
}

/// What is known beside the diary.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Beside {
    /// Visits to a therapist.
    pub visits: Option<u32>,
    /// Minutes of sessions and visits together.
    pub minutes: Option<u32>,
    /// What was paid, in whole units of the person's currency.
    pub money: Option<u32>,
    /// What currency that is.
    pub currency: Money,
    /// When an answer is likely.
    pub likely: Option<Likely>,
}

impl Beside {
    /// What the journal says that it took since the diary began: visits, minutes of sessions and visits, and money.
    #[must_use]
    pub fn of(person: &PersonNow, diary: &Diary) -> Self {
        let visits: Vec<_> = person.visits.iter().filter(|visit| visit.day >= diary.first_day).collect();
        let there = visits.iter().map(|visit| u32::from(visit.event.minutes)).fold(0, u32::saturating_add);
        let money = visits.iter().filter_map(|visit| visit.event.price).fold(0, u32::saturating_add);
        let sessions = person.sessions.iter().filter(|session| session.day >= diary.first_day);
        let seconds = sessions.flat_map(|session| &session.event.items).map(|item| item.seconds);
        let minutes = (seconds.fold(0, u32::saturating_add) / 60).saturating_add(there);
        let some = |number: u32| Some(number).filter(|number| *number > 0);
        let visits = u32::try_from(visits.len()).unwrap_or(u32::MAX);
        Self {
            visits: some(visits),
            minutes: some(minutes),
            money: some(money),
            currency: Money::of_person(person),
            likely: None,
        }
    }
}

/// When an answer is likely, with this plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likely {
    /// Days from now.
    pub days: u32,
    /// The chance that there is an answer by then.
    pub chance: f64,
}

/// Says an answer in words.
#[must_use]
pub fn say(diary: &Diary, answer: &Answer, beside: &Beside) -> Said {
    Said {
        verdict: answer.verdict,
        size: size::size(diary, answer),
        chances: size::chances(diary, answer),
        missing: missing(diary, answer, beside.likely),
        anyway: anyway::anyway(diary, answer),
        found: found(answer),
        lasts: size::lasts(answer),
        kinds: size::kinds(diary, answer),
        fooled: fooled::fooled(diary, answer),
        took: took(answer, beside),
        often: next::often(answer),
        next: next::next(answer.verdict),
    }
}

/// Whether the diary can only be described: no cause may be named.
///
/// Days that the person chose, without ratings before most sessions: the measures, 4.6.4.
fn describes_only(answer: &Answer) -> bool {
    answer.design == Design::Chosen
        && answer.missing.iter().any(|missing| matches!(missing, Missing::BeforeRatings { .. }))
}

/// A number with its noun.
fn count(number: u32, noun: &str) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    if number == 1 { format!("1 {noun}") } else { format!("{words} {noun}s") }
}

/// The person's own words in a sentence of ours: short, in quotation marks.
fn quoted(words: &str) -> String {
    const LONGEST: usize = 60;
    let plain: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("\"{}...\"", plain.get(..end).unwrap_or_default().trim_end()),
        None => format!("\"{plain}\""),
    }
}

fn missing(diary: &Diary, answer: &Answer, likely: Option<Likely>) -> Vec<String> {
    let mut words: Vec<String> = answer.missing.iter().map(|missing| lacking(*missing)).collect();
    if words.len() > 1 {
        words.insert(0, "These would be enough to look again:".to_owned());
    }
    if answer.reading == Reading::Open {
        words.push("Nothing is missing, but your pain goes up and down too much to tell.".to_owned());
    }
    if answer.verdict == Verdict::CantTell
        && let Some(likely) = likely
    {
        words.push(when(diary, likely));
    }
    words
}

fn lacking(missing: Missing) -> String {
    /// More sessions than these take longer than a test.
    const SOON: u32 = 20;
    let more = |have: u32, need: u32, noun: &str| count(need.saturating_sub(have), noun);
    match missing {
        Missing::Days { have, need } => format!("{} of diary.", more(have, need, "more day")),
        Missing::RatedDays { have, need } => format!("{} with a check-in.", more(have, need, "more day")),
        Missing::Sessions { have, need } => format!("{}.", more(have, need, "more session")),
        Missing::SessionEvenings { have, need } => {
            format!("{} on days with massage.", more(have, need, "more evening check-in"))
        }
        Missing::OtherEvenings { have, need } => {
            format!("{} on days without massage.", more(have, need, "more evening check-in"))
        }
        // Each further session with a rating adds 1 to those that have one, and 8 in 10 to those that need one.
        Missing::BeforeRatings { have, need } => match need.saturating_sub(have).saturating_mul(5) {
            few @ ..=SOON => format!("A rating of your pain before the next {}.", count(few, "session")),
            _ => "A rating of your pain before each session. A test with drawn days is quicker.".to_owned(),
        },
    }
}

fn when(diary: &Diary, likely: Likely) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a diary is at most 100 years long")]
    let days = i64::from(likely.days) + diary.now.ceil() as i64 - 1;
    let day = diary.first_day.saturating_add(jiff::SignedDuration::from_hours(24 * days));
    let day = day.strftime("%A %-d %B");
    if likely.chance >= 0.8 {
        format!("If you go on like this, an answer is likely by {day}.")
    } else {
        let chance = numbers::chance(likely.chance);
        format!("If you go on like this, the chance of an answer by {day} is {chance}.")
    }
}

fn found(answer: &Answer) -> Vec<String> {
    if answer.benefit.is_none() {
        return Vec::new();
    }
    if describes_only(answer) {
        return vec![
            "You chose the days yourself, and too few sessions have a rating before them.".to_owned(),
            "So this page describes your diary, and does not say what led to what.".to_owned(),
        ];
    }
    let design = match answer.design {
        Design::Drawn => "From days that were drawn by chance, like flipping a coin.",
        Design::Chosen => "From days you chose yourself. That is weaker than days drawn by chance.",
    };
    vec![design.to_owned(), "It includes what expecting relief does.".to_owned()]
}

fn took(answer: &Answer, beside: &Beside) -> Vec<String> {
    let sessions = answer.counts.sessions;
    if sessions == 0 {
        return Vec::new();
    }
    let mut words = vec![format!("{} in {}.", count(sessions, "session"), count(answer.counts.days, "day"))];
    if let Some(visits) = beside.visits.filter(|visits| *visits > 0) {
        words.push(format!("{} to a therapist.", count(visits, "visit")));
    }
    match beside.minutes {
        Some(minutes @ 1..120) => words.push(format!("{} in all.", count(minutes, "minute"))),
        Some(minutes @ 120..) => {
            words.push(format!("About {} in all.", count((minutes + 30) / 60, "hour")));
        }
        _ => {}
    }
    if let Some(money) = beside.money.filter(|money| *money > 0) {
        words.push(format!("It cost {}.", beside.currency.say(money)));
    }
    words
}
