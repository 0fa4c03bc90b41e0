//! The personal test: setting it up on four pages, seeing where it stands, stopping it.

mod new;

use crate::answer::minute;
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::entry::{StopReason, TestNow, TestStopped, Worthwhile};
use domain::trial::{
    Stage, Trial, answer_is_there, assignment, choices, completeness, day_words, no_peeking, redo,
    stopped_words, what_words,
};
use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/test", get(page))
        .route("/test/new", get(new::page))
        .route("/test/start", post(new::start))
        .route("/test/stop", get(ask_to_stop).post(stop))
}

/// A day as people say it.
fn day(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// What makes it worth it, as people say it.
fn lower(worthwhile: Worthwhile) -> String {
    let unit = if worthwhile.to_string() == "1" { "point" } else { "points" };
    format!("{worthwhile} {unit} lower")
}

async fn page(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let main = if let Some(test) = look.person.running_test(look.today) {
        running(&site, &look, test)
    } else {
        html! {
            h1 { "Your own test" }
            p .lead { "Find out what massage does for you, from your own days." }
            @if let Some(test) = look.person.tests.last() { (over(&site, &look, test)) }
            (offer(&site, &look))
        }
    };
    Ok(Page::new("Your own test", Place::Progress, main).back("/progress").for_person(&site, &look))
}

fn running(site: &Site, look: &Look, test: &TestNow) -> Markup {
    let trial = Trial::new(test);
    let (rated, of) = completeness(site.knowledge(), &look.person, test, look.today, minute(look));
    let today = assignment(&look.person, &look.current, test, look.today);
    let started = &test.started.event;
    html! {
        h1 { "Your test: " (what_words(site.knowledge(), trial.what())) }
        @match trial.stage(look.today) {
            Stage::NotBegun => p { "It begins on " (day(started.first_day)) "." },
            Stage::Without { day, .. } => p { "Day " (day) " of " (started.days) "." },
            Stage::Drawn { day, of } => p { "Day " (day) " of " (of) "." },
            Stage::Over => {}
        }
        @if let Some(today) = &today {
            p .sentence { (day_words(site.knowledge(), trial.what(), today)) }
        }
        p { (no_peeking(rated, of, &day(trial.last_day()))) }
        @if answer_is_there(site.knowledge(), &look.person, test, look.today) {
            p .note { "There is an answer. You may stop now, or go on to the end." }
        }
        p { a .button.primary href="/check-in" { "Check in" } }
        dl .facts {
            div { dt { "Worth it from" } dd { (lower(started.worthwhile)) ". This is locked until the end." } }
            div { dt { "Last day" } dd { (day(trial.last_day())) } }
        }
        p .links { a href="/data/calendar" { "Reminders: get the calendar file" } }
        details {
            summary { "The promise" }
            div .body {
                p { "The days are drawn from a secret number. At the end you see it and can check the draw." }
                p { code .promise { (started.commitment) } }
            }
        }
        p { a href="/test/stop" { "Stop the test" } }
    }
}

/// The end of a test: why, where the answer is, and how to redo the draw.
fn over(site: &Site, look: &Look, test: &TestNow) -> Markup {
    let reason = test.stopped.as_ref().map_or(StopReason::Finished, |stopped| stopped.event.reason);
    html! {
        section .card {
            h2 { "Your last test: " (what_words(site.knowledge(), Trial::new(test).what())) }
            p { (stopped_words(reason)) }
            p { a .button.primary href="/answer" { "See the answer" } }
            @if let Some(lines) = redo(test, look.today) {
                details {
                    summary { "How to check the draw" }
                    div .body {
                        @for line in lines {
                            @if line.starts_with(' ') { pre tabindex="0" { code { (line.trim_start()) } } } @else { p { (line) } }
                        }
                    }
                }
            }
        }
    }
}

fn offer(site: &Site, look: &Look) -> Markup {
    html! {
        @match choices(site.knowledge(), &look.person, &look.current, look.today) {
            Ok(_) => {
                p { "Chance decides on which days you do it. At the end, days with and days without are compared." }
                // The end of the last test comes first.
                p { a .button.primary[look.person.tests.is_empty()] href="/test/new" { "Set up a test" } }
            }
            Err(why) => {
                p .note { "No test for now: " (why.words()) "." }
                div .actions { a .button.primary[look.person.tests.is_empty()] href="/" { "Go to Today" } }
            }
        }
    }
}

async fn ask_to_stop(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    if look.person.running_test(look.today).is_none() {
        return Err(PageError::NotFound);
    }
    let main = html! {
        h1 { "Stop your test?" }
        p { "The answer then comes from the days that are there. The secret number is shown." }
        p { "A test that was stopped cannot go on. You can start another one." }
        form method="post" action="/test/stop" {
            (site.new_once())
            div .actions {
                button .button.danger { "Stop the test" }
                a .button href="/test" { "Go on with it" }
            }
        }
    };
    Ok(Page::new("Stop your test?", Place::Progress, main).back("/test").for_person(&site, &look))
}

async fn stop(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    // Sent twice, or ended meanwhile: there is nothing to stop any more.
    if let Some(test) = look.person.running_test(look.today) {
        let found = answer_is_there(site.knowledge(), &look.person, test, look.today);
        let reason = if found { StopReason::AnswerFound } else { StopReason::Chosen };
        site.record_once(&fields, [TestStopped { reason }.into()])?;
    }
    Ok(see_other("/answer"))
}
