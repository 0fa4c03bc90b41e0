//! The answer: words first, all five verdicts with one marked, numbers one page on.

mod details;

use crate::{Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::answer::say::{Beside, Chance, Likely, Next, NextStep, Said, say};
use domain::answer::{
    Ahead, Answer, Diary, Forecast, Posterior, RandomisationTest, Verdict, answer, answer_of,
};
use domain::entry::{MinuteOfDay, PersonNow, RecordedAt, TestNow};
use domain::trial::{Seed, Trial, completeness, no_peeking};
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/answer", get(page))
        .route("/answer/details", get(details::page))
        .route("/answer/stop", get(stop))
}

/// How often the days of a test are drawn again.
const REDRAWS: u32 = 999;
/// The last day that a forecast looks at: `measures.md` 4.8.
const LAST_LOOK: u32 = 56;

/// An answer with the diary that it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The diary.
    pub(crate) diary: Diary,
    /// Its answer.
    pub(crate) answer: Answer,
    /// When an answer is likely, while there is none.
    likely: Option<Likely>,
    /// The model-free test beside the model, where a test of the person has ended.
    pub(crate) by_chance: Option<RandomisationTest>,
}

impl Found {
    /// Works out the answer: some tens of milliseconds, and about half a second while there is none.
    pub(crate) fn new(site: &Site, look: &Look) -> Self {
        let diary = Diary::of_answer(site.knowledge(), &look.person, look.today, minute(look));
        let posterior = Posterior::fit(&diary);
        let answer = posterior.as_ref().map_or_else(|| answer(&diary), |fit| answer_of(&diary, fit));
        let posterior = posterior.filter(|_| answer.verdict == Verdict::CantTell);
        let forecast = posterior.and_then(|fit| Forecast::new(&diary, &fit, &Ahead::guess(&diary)));
        let likely =
            forecast.map(|it| Likely { days: it.days.unwrap_or(LAST_LOOK), chance: it.outlook.firm });
        let by_chance = look.person.tests.last().and_then(|test| {
            let seed = Seed::new(test.started.event.commitment.clone());
            RandomisationTest::new(&diary, &Trial::new(test).design(), &seed, REDRAWS)
        });
        Self { diary, answer, likely, by_chance }
    }

    fn said(&self, person: &PersonNow) -> Said {
        say(&self.diary, &self.answer, &Beside { likely: self.likely, ..Beside::of(person, &self.diary) })
    }
}

/// The minute of the person's day.
pub(crate) fn minute(look: &Look) -> MinuteOfDay {
    let offset = i16::try_from(look.time.offset().seconds() / 60).unwrap_or_default();
    MinuteOfDay::of(RecordedAt::from(look.time.timestamp()), offset)
}

async fn page(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    if let Some(test) = look.person.running_test(look.today) {
        return Ok(waiting(&site, &look, test));
    }
    let found = site.found(&look);
    let said = found.said(&look.person);
    let main = html! {
        div #said {
            p .label { "Can massage help with your back?" }
            h1 { (said.heading()) }
            @for (title, sentences) in said.sections() {
                @if title.is_empty() {
                    (paragraphs(&sentences))
                    @for chance in &said.chances { (chance_row(chance)) }
                    (aloud())
                } @else if title != NEXT {
                    h2 { (title) }
                    @match LISTS.iter().find(|(list, _)| *list == title) {
                        Some((_, lead)) => (list(&sentences, *lead)),
                        None => (paragraphs(&sentences)),
                    }
                }
            }
        }
        h2 { (NEXT) }
        div .nexts { @for next in &said.next { (step(next)) } }
        (verdicts(said.verdict))
        p { a href="/answer/details" { "All numbers, and how they were found" } }
        p .muted { "One person's answer says nothing about others." }
    };
    let page = Page::new(said.heading(), Place::Progress, main).back("/progress");
    Ok(page.script("player-voice.js").script("hear.js").for_person(&site, &look))
}

/// The part with the ways to go on, which is drawn as buttons.
const NEXT: &str = "What now";
/// Parts whose sentences stand for themselves, and how many come before the list.
const LISTS: [(&str, usize); 3] = [("What is missing", 1), ("What could fool us", 0), ("What it took", 0)];

/// Sentences that belong together, 3 to a paragraph.
fn paragraphs(sentences: &[&str]) -> Markup {
    html! { @for some in sentences.chunks(3) { p { (some.join(" ")) } } }
}

/// Sentences that each stand for themselves, after so many that lead to them.
fn list(sentences: &[&str], lead: usize) -> Markup {
    let (before, items) = sentences.split_at(if sentences.len() > 1 { lead } else { sentences.len() });
    html! {
        @for words in before { p { (words) } }
        @if !items.is_empty() { ul { @for words in items { li { (words) } } } }
    }
}

/// To hear and to print; the script shows what this device can do.
fn aloud() -> Markup {
    html! {
        div .actions data-aloud hidden {
            button type="button" data-print { "Print" }
            button type="button" data-hear="Hear it" data-stop="Stop reading" hidden { "Hear it" }
        }
    }
}

fn chance_row(chance: &Chance) -> Markup {
    html! {
        p .chance {
            "How sure: " strong { (chance.words) } " " (chance.that) " "
            span .dots role="img" aria-label={ (chance.words) ", as dots" } {
                @for place in 0..10_u8 {
                    i .on[place < chance.dots.full] .half[place == chance.dots.full && chance.dots.half] {}
                }
            }
        }
    }
}

fn step(next: &NextStep) -> Markup {
    let to = match next.step {
        Next::KeepGoing | Next::LessOften => "/plan",
        Next::TestSomethingElse => "/test",
        Next::Stop => "/answer/stop",
    };
    html! { p { a .button.wide href=(to) { (next.words) } } }
}

/// All five, so that people see what else could have been said.
fn verdicts(this: Verdict) -> Markup {
    html! {
        h2 { "What else it could have said" }
        ol .verdicts {
            @for verdict in Verdict::ALL {
                li aria-current=[(verdict == this).then_some("true")] {
                    (verdict.heading())
                    @if verdict == this { " " strong { "← your answer" } }
                }
            }
        }
    }
}

/// What is said while a test runs: how complete it is, and nothing about how it goes.
fn waiting(site: &Site, look: &Look, test: &TestNow) -> Page {
    let (rated, of) = completeness(site.knowledge(), &look.person, test, look.today, minute(look));
    let until = Trial::new(test).last_day().strftime("%A %-d %B").to_string();
    let main = html! {
        h1 { "Your test is running" }
        p .lead { (no_peeking(rated, of, &until)) }
        p { a .button.primary href="/test" { "See your test" } }
    };
    Page::new("Your test is running", Place::Progress, main).back("/progress").for_person(site, look)
}

/// A good ending: what to keep, on one page.
async fn stop(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let main = html! {
        h1 { "Stop here" }
        p .lead { "That is a good ending. You know more about your back than before." }
        h2 { "Things to keep" }
        ul {
            li { "Keep moving in the ways you like. A walk counts." }
            li { "Change how you sit often. The next position is a good one." }
            li { "If a flare comes: warmth, gentle moving, and time. Most are over in days." }
            li { "Come back whenever you like. Your diary stays on this device." }
        }
        div .actions {
            a .button href="/data" { "Take your data with you" }
            a .button href="/plan" { "See the plan again" }
        }
        p { a href="/help" { "When to get medical help" } }
    };
    Ok(Page::new("Stop here", Place::Progress, main).back("/answer").for_person(&site, &look))
}
