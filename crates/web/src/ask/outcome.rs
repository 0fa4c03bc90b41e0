//! Where the safety questions lead: the five outcomes. Bad news is a page, never an error message.

use super::{country, interview, quiet, told};
use crate::{Look, Page, PageError, Site, see_other};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::intake::Step;
use domain::knowledge::care::{Contacts, LevelWords, fill};
use domain::knowledge::question::Section;
use domain::level::Level;
use domain::result::limits;
use domain::triage::{RULES_VERSION, Reason};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Shows the outcome, or goes back to the questions while some are open.
pub(super) async fn show(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if !is_known(&site, &look) {
        return Ok(see_other("/ask"));
    }
    let outcome = Outcome::new(&site, &look)?;
    let page = match look.current.standing.triage.level {
        Level::Emergency => outcome.emergency(),
        Level::SameDay => outcome.same_day(),
        Level::ClinicianFirst => outcome.clinician_first(),
        Level::Precautions | Level::GoAhead => outcome.go_ahead(),
    };
    Ok(page.into_response())
}

/// Whether the safety questions have come to an outcome. Questions that only make a plan fit better may still be open.
pub(super) fn is_known(site: &Site, look: &Look) -> bool {
    let standing = &look.current.standing;
    if standing.triage.level.allows_plan() {
        return standing.triage.told_level().is_some() && standing.again.is_empty();
    }
    matches!(interview(site, look).step(), Step::Stop(_))
}

/// What an outcome page is made from.
struct Outcome<'a> {
    site: &'a Site,
    look: &'a Look,
    level: &'a LevelWords,
    contacts: Contacts,
    /// The most urgent reasons.
    top: Vec<&'a Reason>,
}

impl<'a> Outcome<'a> {
    fn new(site: &'a Site, look: &'a Look) -> Result<Self, PageError> {
        let triage = &look.current.standing.triage;
        let care = &site.knowledge().care;
        let level = care.level(triage.level).ok_or_else(|| PageError::ours("a level without words"))?;
        let top = triage.reasons.iter().filter(|reason| reason.level == triage.level).take(3).collect();
        Ok(Self { site, look, level, contacts: care.contacts(country(look)), top })
    }

    /// A piece of wording with the number to call in it.
    fn words(&self, text: &str) -> String {
        fill(text, &self.contacts.emergency, RULES_VERSION).into_owned()
    }

    fn page(&self, title: &str, main: Markup) -> Page {
        quiet(self.site, self.look, title, main).script("ask.js")
    }

    fn emergency(&self) -> Page {
        if let Some(page) = self.crisis() {
            return page;
        }
        let card = &self.site.knowledge().care.emergency_card;
        let title = self.words(&self.level.heading);
        let main = html! {
            section .care.red {
                h1 { span .sr { "Emergency: " } (title) }
                p .lead { (self.words(&self.level.action)) }
                (self.call())
                (self.say())
                (self.other_numbers())
            }
            h2 { "Until help comes" }
            ul .do { @for line in &card.to_do { li { (self.words(line)) } } }
            h2 { "Do not" }
            ul .dont { @for line in &card.do_not { li { (line) } } }
            h2 { "Take with you" }
            ul { @for line in &card.bring { li { (line) } } }
            h2 { "Why" }
            p { (self.words(&self.level.why)) }
            (self.because())
            (told::told(self.site, self.look, &self.top))
            (self.checked())
        };
        self.page(&title, main)
    }

    /// Thoughts of suicide have their own words, before all others.
    fn crisis(&self) -> Option<Page> {
        let care = &self.site.knowledge().care;
        let triage = &self.look.current.standing.triage;
        let of = |key: &str| triage.reasons.iter().find(|reason| reason.id.as_str() == key);
        let (crisis, reason) = [
            (&care.crisis.suicidal_plan, of("suicidal_plan")),
            (&care.crisis.suicidal_passive, of("suicidal_passive")),
        ]
        .into_iter()
        .find_map(|(crisis, reason)| Some((crisis, reason?)))?;
        // Another sign that is as urgent keeps the page of its level, with these words below.
        let title = self.words(&crisis.heading);
        let is_emergency = triage.level == Level::Emergency;
        let others = self.top.iter().any(|top| top.id != reason.id);
        let main = html! {
            section .care .red[is_emergency] .amber[!is_emergency] {
                h1 { @if is_emergency { span .sr { "Emergency: " } } (title) }
                p .lead { (self.words(&crisis.action)) }
                @if is_emergency { (self.call()) }
                p { "Someone to talk to:" }
                ul { @for line in &self.contacts.crisis { li { (super::capital(line)) } } }
                @if is_emergency { (self.other_numbers()) }
            }
            ul .do { @for line in &crisis.steps { li { (self.words(line)) } } }
            p { (self.words(&crisis.closing)) }
            @if others {
                section .care .red[is_emergency] .amber[!is_emergency] {
                    h2 { (self.words(&self.level.heading)) }
                    p { (self.words(&self.level.action)) }
                    (self.say())
                }
            }
            (told::told(self.site, self.look, &self.top))
            (self.checked())
        };
        Some(self.page(&title, main))
    }

    fn same_day(&self) -> Page {
        if let Some(page) = self.crisis() {
            return page;
        }
        let title = self.words(&self.level.heading);
        let main = html! {
            section .care.amber {
                h1 { span .sr { "Urgent: " } (title) }
                p .lead { (self.words(&self.level.action)) }
                @if let Some(advice) = &self.contacts.advice { p { "Advice line: " (advice) } }
                (self.say())
            }
            p { (self.words(&self.level.why)) }
            (self.because())
            (self.safety_net())
            (told::told(self.site, self.look, &self.top))
            (self.offers())
            (self.checked())
        };
        self.page(&title, main)
    }

    fn clinician_first(&self) -> Page {
        let title = self.words(&self.level.heading);
        let is_urgent = self.look.current.standing.triage.urgent;
        let within = if is_urgent { &self.level.act_within_urgent } else { &self.level.act_within };
        let main = html! {
            section .care.blue {
                h1 { (title) }
                p .lead { (self.words(&self.level.action)) }
                p { "How soon: " strong { (within) } "." }
                (self.say())
            }
            p { (self.words(&self.level.why)) }
            (self.because())
            (told::told(self.site, self.look, &self.top))
            (self.offers())
            (self.safety_net())
            (self.checked())
        };
        self.page(&title, main)
    }

    fn go_ahead(&self) -> Page {
        if self.look.current.assessment.held_back.is_some() {
            return self.held_back();
        }
        let title = self.words(&self.level.heading);
        let main = html! {
            h1 { (title) }
            p .lead { (self.words(&self.level.action)) }
            @if self.level.id == Level::GoAhead {
                p { "Nothing in your answers points to a serious cause." }
                p { "If anything changes, use \"When to get medical help\". It is on every page." }
            } @else {
                p { (self.words(&self.level.why)) }
            }
            (self.changes())
            div .actions { a .button.primary href="/result" { "Continue" } }
            (self.safety_net())
            p .small.muted { (self.site.knowledge().care.disclaimer.review) }
            (self.own_answers())
        };
        self.page(&title, main).back("/answers")
    }

    /// Massage waits for a look-alike; the rest of the plan goes on.
    fn held_back(&self) -> Page {
        let title = "See a clinician before you try massage";
        let main = html! {
            section .care.blue {
                h1 { (title) }
                p .lead { (held_back_words(self.site, self.look)) }
            }
            p { "Massage waits until a clinician has looked. Moving and walking go on." }
            (self.changes())
            div .actions {
                a .button.primary href="/result" { "Continue without massage" }
                a .button href="/checked" { "I have been checked" }
            }
            (self.safety_net())
            (self.own_answers())
        };
        self.page(title, main)
    }

    /// What health changes about massage.
    fn changes(&self) -> Markup {
        let limits = limits(&self.look.current.assessment.gate);
        html! {
            @if !limits.is_empty() {
                h2 { "What changes for you" }
                ul { @for limit in &limits { li { (limit) } } }
                p .small.muted { "These stand in your plan, and on the page for a therapist." }
            }
        }
    }

    /// The answers to the safety questions, to look through once more.
    fn own_answers(&self) -> Markup {
        let asked = self.site.knowledge().questions.iter();
        let pages = asked.filter(|page| page.section <= Section::Place);
        html! {
            h2 { "Your answers" }
            (told::answers(self.site, self.look, pages))
            p { a href="/answers" { "All your answers" } }
        }
    }

    /// The number to call, and whether it is that of the person's own country.
    fn number(&self) -> (&str, bool) {
        let care = &self.site.knowledge().care;
        let known = country(self.look).and_then(|code| care.country(code));
        (known.map_or(care.unknown_country.emergency.as_str(), |country| &country.emergency), known.is_some())
    }

    /// A button that calls.
    fn call(&self) -> Markup {
        let (number, _) = self.number();
        html! { p { a .button.primary.call href={ "tel:" (number) } { "Call " (number) } } }
    }

    /// The numbers of other countries, where the country is not known.
    fn other_numbers(&self) -> Markup {
        let (number, is_own) = self.number();
        let countries = self.site.knowledge().care.countries.iter();
        html! {
            @if !is_own {
                p { (number) " works in many countries. Some have another number:" }
                ul .numbers {
                    @for country in countries.filter(|country| country.emergency != number) {
                        li { (country.name) ": " a href={ "tel:" (country.emergency) } { "call " (country.emergency) } }
                    }
                }
            }
        }
    }

    /// What to say on the phone.
    fn say(&self) -> Markup {
        let words = self.top.iter().filter_map(|reason| reason.words(self.site.knowledge()));
        let phone = words.map(|words| words.phone).find(|phone| !phone.is_empty());
        let in_general = match self.level.id {
            Level::Emergency => "I have back pain and a sign that needs help now.",
            Level::SameDay => "I have back pain and a sign that needs a look today.",
            _ => "I have back pain and want to try massage. Can you check me first?",
        };
        html! { p { "Say: " q { (phone.unwrap_or(in_general)) } } }
    }

    /// Why these answers matter.
    fn because(&self) -> Markup {
        let words = self.top.iter().filter_map(|reason| reason.words(self.site.knowledge()));
        let because: BTreeSet<&str> = words.map(|words| words.because).collect();
        html! { @for because in because { p { (because) } } }
    }

    /// What is fine until then, and what is not.
    fn offers(&self) -> Markup {
        html! {
            h2 { "What is fine until then" }
            ul .do { @for line in &self.level.offers { li { (self.words(line)) } } }
            h2 { "Not for now" }
            ul .dont { @for line in &self.level.not_offered { li { (self.words(line)) } } }
        }
    }

    /// The way back in.
    fn checked(&self) -> Markup {
        html! {
            h2 { "After the check" }
            p { (self.words(&self.level.after)) }
            p { a .button href="/checked" { "I have been checked" } }
            p .small.muted { (self.site.knowledge().care.disclaimer.review) }
        }
    }

    fn safety_net(&self) -> Markup {
        let net = &self.site.knowledge().care.safety_net;
        html! {
            div .note.warn[!self.level.id.allows_plan()] {
                p { strong { (net.intro) } }
                ul { @for sign in &net.signs { li { (sign) } } }
            }
        }
    }
}

/// Why massage waits although the screen lets the person start.
pub(super) fn held_back_words(site: &Site, look: &Look) -> String {
    let knowledge = site.knowledge();
    let Some(id) = &look.current.assessment.held_back else { return String::new() };
    let warning = knowledge.warnings.iter().find(|warning| warning.id == *id).map(|warning| &warning.say);
    let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == *id).map(|mimic| &mimic.say);
    warning.or(mimic).cloned().unwrap_or_default()
}
