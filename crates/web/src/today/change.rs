//! "Change something": why, which part, and what instead. Each choice is seen in the plan at once.

use super::plan_of;
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::entry::{SwapReason, Swapped};
use domain::ids::{StopId, TechniqueId};
use domain::knowledge::Knowledge;
use domain::plan::{Adapted, Case, Plan, Session, SwapOffer, SwapOption, swap, why_words};
use domain::words::count;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Most stop signs on a page.
const SIGNS: usize = 4;

/// The reasons: in addresses, on screen, and as the plan knows them.
const REASONS: [(&str, &str, SwapReason); 5] = [
    ("too_hard", "Too hard", SwapReason::TooHard),
    ("hurts", "It hurts", SwapReason::Hurts),
    ("no_time", "No time", SwapReason::NoTime),
    ("no_tool", "I do not have what it needs", SwapReason::NoTool),
    ("bored", "Bored with it", SwapReason::Bored),
];

fn reason(slug: &str) -> Result<SwapReason, PageError> {
    let found = REASONS.iter().find(|(known, ..)| *known == slug);
    found.map(|(.., reason)| *reason).ok_or(PageError::NotFound)
}

/// Why it does not fit.
pub(super) async fn reasons(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let fields = Fields::from_text(&query.unwrap_or_default());
    let about = fields.one("of").map(TechniqueId::from);
    let name =
        about.as_ref().and_then(|id| site.knowledge().techniques.get(id)).map(|known| known.name.as_str());
    let main = html! {
        h1 { "What does not fit?" }
        @if let Some(name) = name { p .label { (name) } }
        ul .ways-list {
            @for (slug, words, _) in REASONS {
                li {
                    @match &about {
                        Some(id) => a .button.wide href={ "/change/" (slug) "/" (id) } { (words) },
                        None => a .button.wide href={ "/change/" (slug) } { (words) },
                    }
                }
            }
        }
    };
    let back = if about.is_some() { "/plan" } else { "/" };
    Ok(Page::new("What does not fit?", Place::Today, main)
        .back(back)
        .for_person(&site, &look)
        .into_response())
}

/// Which part of the session it is about.
pub(super) async fn parts(
    State(site): State<Site>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let reason = reason(&slug)?;
    let look = site.look()?;
    let Some(adapted) = plan_of(&look) else { return Ok(see_other("/")) };
    let Some(session) = next_session(adapted, &look) else { return Ok(see_other("/plan")) };
    let is_clear = Fields::from_text(&query.unwrap_or_default()).has("clear");
    let (title, main) = match reason {
        SwapReason::NoTime => ("Short of time", short(site.knowledge(), &adapted.plan, session)),
        SwapReason::Hurts if !is_clear => (
            "First: is it one of these?",
            stop_signs(site.knowledge(), &adapted.plan.stop, "/change/hurts?clear=1"),
        ),
        _ => ("Which part?", which(site.knowledge(), session, &slug)),
    };
    Ok(Page::new(title, Place::Today, main).back("/change").for_person(&site, &look).into_response())
}

/// Today's session, or the next one.
fn next_session<'a>(adapted: &'a Adapted, look: &Look) -> Option<&'a Session> {
    let progress = &look.current.progress;
    adapted
        .plan
        .sessions
        .iter()
        .find(|session| session.date >= look.today && !progress.has_done(&session.id, session.date))
}

fn short(knowledge: &Knowledge, plan: &Plan, session: &Session) -> Markup {
    let short = plan.in_two_minutes(knowledge, session);
    let part = short.items.first().and_then(|item| knowledge.techniques.get(&item.technique));
    html! {
        h1 { "Short of time" }
        @if let Some(part) = part {
            p .lead { "Here it is in 2 minutes. It counts as done." }
            p { (part.name) }
            div .actions { a .button.primary href={ "/session/" (session.id) "?short=2" } { "Start the 2 minutes" } }
        } @else {
            p .lead { "Nothing in this session can be made that short." }
        }
        p { a href="/session/short" { "Or the 5-minute version" } ". It counts as done too." }
    }
}

/// The stop rules come before anything else where something hurts.
fn stop_signs(knowledge: &Knowledge, stops: &[StopId], clear: &str) -> Markup {
    let signs = stops.iter().filter_map(|id| knowledge.stops.get(id)).map(|stop| stop.say.as_str());
    let signs: Vec<&str> = signs.take(SIGNS).collect();
    html! {
        h1 { "First: is it one of these?" }
        ul { @for sign in signs { li { (sign) } } }
        div .actions {
            a .button.primary href=(clear) { "No, none of these" }
            a .button href="/screen" { "Yes, or I am not sure" }
        }
    }
}

fn which(knowledge: &Knowledge, session: &Session, slug: &str) -> Markup {
    let ids: BTreeSet<&TechniqueId> = session.items.iter().map(|item| &item.technique).collect();
    html! {
        h1 { "Which part?" }
        ul .ways-list {
            @for known in ids.into_iter().filter_map(|id| knowledge.techniques.get(id)) {
                li { a .button.wide href={ "/change/" (slug) "/" (known.id) "?clear=1" } { (known.name) } }
            }
        }
    }
}

/// What there is instead.
pub(super) async fn offer(
    State(site): State<Site>,
    Path((slug, technique)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let reason = reason(&slug)?;
    let look = site.look()?;
    let Some(adapted) = plan_of(&look) else { return Ok(see_other("/")) };
    let technique = TechniqueId::from(technique);
    let knowledge = site.knowledge();
    let Some(known) = knowledge.techniques.get(&technique) else { return Err(PageError::NotFound) };
    if !adapted.plan.techniques().contains(&technique) {
        // It was changed in another tab, or before going back.
        return Ok(see_other("/plan#changed"));
    }
    let offer = offer_of(&site, &look, &adapted.plan, &technique, reason);
    let is_clear = Fields::from_text(&query.unwrap_or_default()).has("clear");
    let main = if !offer.stop_first.is_empty() && !is_clear {
        stop_signs(knowledge, &offer.stop_first, &format!("/change/{slug}/{technique}?clear=1"))
    } else {
        offered(knowledge, &offer, &slug, &known.name)
    };
    let title = format!("Instead of: {}", known.name);
    Ok(Page::new(title, Place::Today, main).back("/change").for_person(&site, &look).into_response())
}

fn offer_of(site: &Site, look: &Look, plan: &Plan, technique: &TechniqueId, reason: SwapReason) -> SwapOffer {
    let current = &look.current;
    let case = Case {
        targets: &plan.targets,
        facts: &current.standing.facts,
        profile: &current.standing.profile,
        progress: &current.progress,
        start: plan.start,
    };
    swap(site.knowledge(), &current.assessment.gate, &case, plan, technique, reason)
}

fn offered(knowledge: &Knowledge, offer: &SwapOffer, slug: &str, name: &str) -> Markup {
    html! {
        h1 { "Instead of: " (name) }
        p .lead { (offer.note.trim_start_matches("First look at the stop signs. ")) }
        @if let Some(substitute) = &offer.substitute {
            p .note { "What can stand in: " (substitute) ". Then nothing has to change. " a href="/" { "Back to Today" } }
        }
        @if offer.reason == SwapReason::NoTime && offer.short.is_some() {
            p { "Choose “Short of time” on Today for the 2-minute version. " a href="/change/no_time" { "Open it" } }
        }
        @for (number, option) in offer.options.iter().enumerate() {
            (card(knowledge, offer, option, slug, number == 0))
        }
        form method="post" action="/change" {
            (hidden(offer, slug))
            div .actions { button .quiet name="to" value="" { "Leave it out" } a .button.quiet href="/" { "Keep it as it is" } }
        }
    }
}

fn hidden(offer: &SwapOffer, slug: &str) -> Markup {
    html! {
        input type="hidden" name="technique" value=(offer.technique);
        input type="hidden" name="reason" value=(slug);
    }
}

fn card(knowledge: &Knowledge, offer: &SwapOffer, option: &SwapOption, slug: &str, is_first: bool) -> Markup {
    let Some(known) = knowledge.techniques.get(&option.technique) else { return html! {} };
    let why = option.why.get(1).map(|why| why_words(knowledge, why));
    html! {
        form .card.part method="post" action="/change" {
            (hidden(offer, slug))
            (crate::pose::picture(knowledge, &known.id, option.dose.first_side))
            div {
                h2 { (known.name) }
                p { (count(known.minutes.into(), "minute")) ". " (known.plain) }
                @if let Some(why) = why { p .small.muted { (why) } }
                button .primary[is_first] name="to" value=(known.id) { "Take this one" }
            }
        }
    }
}

/// Keeps a change; `to` is empty to leave it out. What the gate holds back cannot come in.
pub(super) async fn keep(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(adapted) = plan_of(&look) else { return Ok(see_other("/")) };
    let technique = TechniqueId::from(fields.one("technique").ok_or(PageError::Form("no technique"))?);
    if fields.has("back") {
        if site.knowledge().techniques.contains_key(&technique) {
            let to = Some(technique.clone());
            site.record([Swapped { technique, reason: SwapReason::Bored, to }.into()])?;
        }
        return Ok(see_other("/plan#changed"));
    }
    let reason = reason(fields.one("reason").unwrap_or_default())?;
    if !adapted.plan.techniques().contains(&technique) {
        return Ok(see_other("/plan#changed"));
    }
    let to = match fields.one("to") {
        None => None,
        Some(to) => {
            let offer = offer_of(&site, &look, &adapted.plan, &technique, reason);
            let open = offer.options.iter().find(|option| option.technique.as_str() == to);
            Some(open.ok_or(PageError::Form("not on offer"))?.technique.clone())
        }
    };
    site.record([Swapped { technique, reason, to }.into()])?;
    Ok(see_other("/"))
}
