//! "Change something": why, which part, and what instead. Each choice is seen in the plan at once.

use super::plan_of;
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::entry::{SwapReason, Swapped};
use domain::ids::{StopId, TechniqueId};
use domain::knowledge::Knowledge;
use domain::knowledge::technique::Technique;
use domain::plan::{Adapted, Case, Plan, Session, SwapOffer, SwapOption, swap, why_words};
use domain::words::count;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Most stop signs on a page.
const SIGNS: usize = 4;

/// A reason to change something.
struct Reason {
    /// In addresses.
    slug: &'static str,
    /// On screen.
    words: &'static str,
    /// What comes of it, in few words.
    effect: &'static str,
    /// The heading of what is offered.
    title: &'static str,
    /// As the plan knows it.
    because: SwapReason,
}

const REASONS: [Reason; 5] = [
    Reason {
        slug: "too_hard",
        words: "Too hard",
        effect: "A lighter version",
        title: "A lighter version",
        because: SwapReason::TooHard,
    },
    Reason {
        slug: "hurts",
        words: "It hurts",
        effect: "The stop signs, then something gentler",
        title: "Something gentler",
        because: SwapReason::Hurts,
    },
    Reason {
        slug: "no_time",
        words: "No time",
        effect: "2 minutes, and it counts as done",
        title: "Short of time",
        because: SwapReason::NoTime,
    },
    Reason {
        slug: "no_tool",
        words: "I do not have what it needs",
        effect: "A thing from your home, or none",
        title: "With what you have",
        because: SwapReason::NoTool,
    },
    Reason {
        slug: "bored",
        words: "Bored with it",
        effect: "Others that do the same job",
        title: "Something else",
        because: SwapReason::Bored,
    },
];

fn known(slug: &str) -> Result<&'static Reason, PageError> {
    REASONS.iter().find(|known| known.slug == slug).ok_or(PageError::NotFound)
}

fn reason(slug: &str) -> Result<SwapReason, PageError> {
    known(slug).map(|known| known.because)
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
            @for reason in &REASONS {
                @let of = about.as_ref().map(|id| format!("/{id}")).unwrap_or_default();
                li { a .button.wide href={ "/change/" (reason.slug) (of) } { span { (reason.words) small { (reason.effect) } } } }
            }
        }
        @if about.is_none() {
            h2 { "The whole plan" }
            ul .ways-list {
                li { a .button.wide href="/pause" { span { "Pause the plan" small { "Until you come back" } } } }
                li { a .button.wide href="/plan/shape" { span { "Length, days or minutes" small { "4, 6 or 8 weeks" } } } }
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
    let signs = stops.iter().filter_map(|id| knowledge.stops.get(id)).filter(|stop| !stop.notice.is_empty());
    html! {
        h1 { "First: is it one of these?" }
        ul { @for sign in signs.take(SIGNS) { li { (sign.notice) } } }
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
    let Reason { because: reason, title, .. } = *known(&slug)?;
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
    let (title, main) = if !offer.stop_first.is_empty() && !is_clear {
        let clear = format!("/change/{slug}/{technique}?clear=1");
        ("First: is it one of these?", stop_signs(knowledge, &offer.stop_first, &clear))
    } else {
        (title, html! { h1 { (title) } (offered(knowledge, &offer, &slug, known)) })
    };
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

fn offered(knowledge: &Knowledge, offer: &SwapOffer, slug: &str, known: &Technique) -> Markup {
    let has_short = offer.reason == SwapReason::NoTime && offer.short.is_some();
    // Where nothing lighter is open, the thing itself can be done more lightly.
    let lighter = offer.reason == SwapReason::TooHard && offer.options.is_empty() && !known.easier.is_empty();
    html! {
        p .label { "Instead of: " (known.name) }
        @if lighter {
            p .lead { "Stay with it, and make it lighter: " (known.easier.trim_end_matches('.')) "." }
        } @else {
            p .lead { (offer.note.trim_start_matches("First look at the stop signs. ")) }
        }
        @if let Some(substitute) = &offer.substitute {
            p .note { "What can stand in: " (substitute.trim_end_matches('.')) ". Then nothing has to change." }
        }
        @if has_short { div .actions { a .button.primary href="/change/no_time" { "Show the 2 minutes" } } }
        @for (number, option) in offer.options.iter().enumerate() {
            (card(knowledge, offer, option, slug, number == 0 && !has_short))
        }
        form method="post" action="/change" {
            (hidden(offer, slug))
            div .actions { a .button href="/" { "Keep it as it is" } button .quiet name="to" value="" { "Leave it out" } }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(reason: SwapReason) -> SwapOffer {
        SwapOffer {
            technique: TechniqueId::from("sm_ql_hands"),
            reason,
            stop_first: Vec::new(),
            substitute: None,
            short: None,
            options: Vec::new(),
            chosen: None,
            note: "Nothing else is open to you now.",
        }
    }

    #[test]
    fn where_nothing_lighter_is_open_it_says_how_to_make_it_lighter() {
        let knowledge = Knowledge::bundled().expect("the bundled knowledge is whole");
        let known = &knowledge.techniques["sm_ql_hands"];
        let told = |reason, slug| offered(&knowledge, &offer(reason), slug, known).into_string();
        let lighter = told(SwapReason::TooHard, "too_hard");
        let how = known.easier.trim_end_matches('.');
        assert!(lighter.contains(&format!("Stay with it, and make it lighter: {how}.")), "{lighter}");
        assert!(told(SwapReason::Bored, "bored").contains("Nothing else is open to you now."));
    }
}
