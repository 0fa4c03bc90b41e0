//! The first page, the page before the safety questions, and who is behind this.

use super::{next, quiet};
use crate::settings::{changed_country, country_field};
use crate::{Fields, Look, Page, PageError, Site, see_other};
use axum::extract::State;
use axum::response::Response;
use domain::knowledge::care::fill;
use domain::triage::RULES_VERSION;
use maud::html;

pub(super) async fn show(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    Ok(page(&site, &look))
}

/// The first page of an empty installation.
pub(super) fn page(site: &Site, look: &Look) -> Page {
    let title = "Can massage help with your back?";
    let has_answers = !look.current.standing.answers.is_empty();
    let main = html! {
        div .welcome {
            h1 { (title) }
            p .lead { "Answer some questions, get a plan for the next few weeks, and find out if it works for you." }
            p { "It takes 5 to 8 minutes. You can stop and come back." }
            p { "Your answers stay on this device. There is no account." }
            div .actions {
                a .button.primary href=(if has_answers { "/ask" } else { "/ask/start" }) {
                    @if has_answers { "Go on" } @else { "Start" }
                }
                a .button.quiet href="/data" { "I have a brief or a backup file" }
            }
            div .small.muted {
                p { "Backwise is made by volunteers. It does not replace medical care, and no clinician has reviewed its rules yet." }
                p {
                    a href="/about" { "Who is behind this" }
                    @if site.sample_at().is_some() {
                        " · " a href="/demo" { "See it with a made-up person" }
                    }
                }
            }
        }
    };
    quiet(site, look, title, main)
}

pub(super) async fn lead_in(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let title = "First, some safety questions";
    let main = html! {
        h1 { (title) }
        p .lead { "Most back pain is not caused by anything serious." }
        p { "A few signs mean you need medical help first. We check for those now." }
        p .muted { "Feel very ill now? Go to " a href="/help" { "When to get medical help" } "." }
        form method="post" action="/ask/start" {
            (country_field(&site, &look, "Which country are you in? (optional)"))
            div .actions { button .primary type="submit" { "Continue" } }
        }
    };
    Ok(quiet(&site, &look, title, main).back("/start"))
}

/// Keeps the country, if it was chosen, and begins. The number to call is asked for, not guessed from a language.
pub(super) async fn begin(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let events = changed_country(&site, &look, &fields)?;
    let look = if events.is_some() { site.record(events)? } else { look };
    Ok(see_other(&next(&site, &look)))
}

pub(super) async fn about(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let words = &site.knowledge().care.disclaimer;
    let title = "Who is behind this";
    let main = html! {
        h1 { (title) }
        p { "Backwise is made by volunteers who write free, open-source programs. Anyone can read, check and change every rule in it." }
        p { "Nobody pays us for it. There are no adverts, nothing is sold, and no data leaves your device." }
        p { "Its licence is MIT or Apache 2.0. You may use it, copy it and change it." }
        h2 { (words.heading) }
        ul .do { @for line in &words.is { li { (line) } } }
        h2 { "What it is not" }
        ul .dont { @for line in &words.is_not { li { (line) } } }
        h2 { "Who has checked it" }
        p { (words.review) }
        p { (fill(&words.version, "", RULES_VERSION)) }
        p { "Every claim has a source. See " a href="/learn" { "what studies found" } "." }
    };
    Ok(quiet(&site, &look, title, main).back("/"))
}
