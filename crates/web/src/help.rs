//! When to get medical help: on every page, and shown even if the journal cannot be read.

use crate::{Fields, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use domain::knowledge::care::{Contacts, fill};
use domain::triage::RULES_VERSION;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/help", get(help))
}

/// The emergency card, for the country asked for or the one of the person.
async fn help(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    // A journal that cannot be read is no reason to hold the card back.
    let look = site.look().ok();
    let asked = Fields::from_text(&query.unwrap_or_default());
    let own = look.as_ref().and_then(|look| look.current.standing.profile.country.as_deref());
    let code = asked.one("country").or(own);
    let care = &site.knowledge().care;
    let contacts = care.contacts(code);
    let known = code.and_then(|code| care.country(code));
    let main = html! {
        h1 { "When to get medical help" }
        (card(&site, &contacts))
        (to_talk_to(&contacts))
        h2 { "Get medical help today" }
        p {
            @if let Some(advice) = &contacts.advice { "For advice that cannot wait but is no emergency: " (advice) }
            @else { "For what cannot wait but is no emergency, call your doctor or a medical advice line." }
        }
        p { "Something new that is not on this list? " a href="/screen" { "Tell us what is new" } "." }
        h2 { "Numbers by country" }
        @match known {
            Some(country) => p { "These numbers are for: " strong { (country.name) } "." },
            None => p { "Your country is not known here. 112 works in many countries. Else use your local number." },
        }
        (countries(&site, known.map(|country| country.code.as_str())))
        p .small .muted { (care.disclaimer.review) }
    };
    let page = Page::new("When to get medical help", Place::Elsewhere, main);
    Ok(match &look {
        Some(look) => page.for_person(&site, look),
        None => page,
    })
}

/// The signs, whom to call, what to say and do.
fn card(site: &Site, contacts: &Contacts) -> Markup {
    let shown = &site.knowledge().care.emergency_card;
    let words = |text: &str| fill(text, &contacts.emergency, RULES_VERSION).into_owned();
    let number: String = contacts.emergency.chars().take_while(char::is_ascii_digit).collect();
    html! {
        section .care.red {
            h2 { span .sr { "Emergency: " } (words(&shown.heading)) }
            p { a .button.primary.call href={ "tel:" (number) } { "Call " (number) } }
            ul { @for sign in &shown.signs { li { (words(sign)) } } }
            p { (words(&shown.call)) }
            p { "Say: “" (words(&shown.say)) "”" }
        }
        h2 { "Do" }
        ul .do { @for line in &shown.to_do { li { (words(line)) } } }
        h2 { "Do not" }
        ul .dont { @for line in &shown.do_not { li { (words(line)) } } }
        h2 { "Bring" }
        ul { @for line in &shown.bring { li { (words(line)) } } }
    }
}

fn to_talk_to(contacts: &Contacts) -> Markup {
    html! {
        section .care.blue {
            h2 { "Someone to talk to, if you think of ending your life" }
            ul { @for line in &contacts.crisis { li { (capital(line)) } } }
        }
    }
}

/// Links, so that a look at another country changes nothing.
fn countries(site: &Site, known: Option<&str>) -> Markup {
    html! {
        ul .plain.countries {
            @for country in &site.knowledge().care.countries {
                li {
                    a href={ "/help?country=" (country.code) } aria-current=[(known == Some(&country.code)).then_some("true")] {
                        (country.name) ": " (country.emergency)
                    }
                }
            }
        }
        p { "To keep a country: " a href="/settings#country" { "Settings" } "." }
    }
}

fn capital(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
