//! The worst day: a quiet page. Four safety lines, a few facts, three things, and "I'm done for today".

use crate::lines::{Ask, Ticked, page, read, set};
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::entry::{Event, FlareEnded, FlareStarted, SettingChanged};
use domain::intake::{heard, line_facts};
use domain::knowledge::Knowledge;
use domain::knowledge::care::session::{FlareFact, FlareMode};
use domain::knowledge::source::Certainty;
use domain::knowledge::technique::{Kind, Phase};
use domain::plan::NOT_TODAY;
use domain::words::{count, day, source};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/flare", get(show).post(begin))
        .route("/flare/done", post(done))
        .route("/flare/over", get(ended).post(over))
}

/// The lines first; then the page of the flare that is on.
async fn show(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let asked_today = look.person.open_flare().is_some_and(|flare| flare.start_day() == look.today)
        || look
            .person
            .screens
            .iter()
            .any(|screen| screen.day == look.today && screen.event.unsure.is_empty());
    if look.person.open_flare().is_none() || !asked_today {
        return Ok(lines(&site, &look, false));
    }
    Ok(flare(&site, &look).into_response())
}

fn lines(site: &Site, look: &Look, is_wrong: bool) -> Response {
    let heading = &site.knowledge().care.flare.heading;
    let Some(set) = set(site.knowledge(), "short") else { return see_other("/") };
    let ask = Ask {
        action: "/flare",
        back: "/",
        over: heading,
        why: "These come first, because some signs need help today.",
    };
    dark(page(set, &ask, is_wrong).for_person(site, look)).into_response()
}

/// The mode is dark, whatever the theme.
pub(crate) fn dark(page: Page) -> Page {
    Page {
        theme: Some("dark".to_owned()),
        text_size: Some(page.text_size.clone().unwrap_or("large".to_owned())),
        ..page
    }
}

/// Keeps the lines, and that a flare is on. Where something is new, its pages come first.
async fn begin(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(set) = set(site.knowledge(), "short") else { return Ok(see_other("/")) };
    let Ticked::Lines(ticked) = read(set, &fields) else { return Ok(lines(&site, &look, true)) };
    let facts = line_facts(site.knowledge(), set, &ticked);
    let mut events: Vec<Event> = vec![heard(&facts)];
    if look.person.open_flare().is_none() {
        events.push(FlareStarted {}.into());
    }
    site.record(events)?;
    Ok(see_other(if facts.is_empty() { "/flare" } else { "/ask/again" }))
}

fn flare(site: &Site, look: &Look) -> Page {
    let words = &site.knowledge().care.flare;
    let first = look.person.open_flare().map_or(look.today, domain::entry::Flare::start_day);
    let is_long = (look.today - first).get_days() > i32::from(words.help_after_days);
    let main = html! {
        div .flare {
            h1 { (words.heading) }
            @if first != look.today { p { "It began on " (day(first)) "." } }
            @if is_long {
                section .care.amber { h2 { "More than " (words.help_after_days) " days" } p { (words.get_help) } p { a .button.primary href="/help" { "When to get medical help" } } }
            }
            @for fact in facts(words, true) { p { (fact) } }
            h2 { "3 things for now" }
            ol .steps {
                @for (number, thing) in words.things.iter().enumerate() {
                    li {
                        (thing.words) " " span .muted.nowrap { (thing.min_minutes) " to " (thing.max_minutes) " minutes" }
                        (open_technique(site.knowledge(), look, number))
                    }
                }
            }
            p { strong { (words.leave_out) } }
            form method="post" action="/flare/done" { div .actions { button .primary[!is_long] { (words.done) } } }
            @for fact in facts(words, false) { p { (fact) } }
            @if !is_long { p { (words.get_help) " " a href="/help" { "When to get medical help" } } }
            form method="post" action="/flare/over" { div .actions { button .quiet { "The flare is over" } } }
            (sources(site.knowledge()))
        }
    };
    dark(Page::new(words.heading.clone(), Place::Quiet, main).back("/").for_person(site, look))
}

/// Where a fact comes from a study it calms, and comes first; what it means for the plan comes after the button.
fn facts(words: &FlareMode, studied: bool) -> impl Iterator<Item = &str> {
    let of_study = move |fact: &&FlareFact| (fact.certainty != Certainty::Custom) == studied;
    words.facts.iter().filter(of_study).map(|fact| fact.words.as_str())
}

/// Something that is open to this person for each of the three: a resting position, breathing, gentle movement.
fn open_technique(knowledge: &Knowledge, look: &Look, number: usize) -> Markup {
    let kinds: &[Kind] = match number {
        0 => &[Kind::Relaxation, Kind::Mobility, Kind::Stretch],
        1 => &[Kind::Breathing],
        _ => &[Kind::Mobility],
    };
    let fits = |known: &&domain::knowledge::technique::Technique| {
        kinds.contains(&known.kind)
            && known.phases.contains(&Phase::Flare)
            && known.minutes <= 5
            && look.current.assessment.gate.offers(&known.id)
            && (number != 0 || known.id.as_str().starts_with("rest_"))
    };
    let found = knowledge.techniques.values().find(fits);
    html! {
        @if let Some(known) = found {
            @match crate::player::one(look, known) {
                Some(to) => div .start { a .button href=(to) { "Start: " (known.name) } },
                None => { br; a href={ "/technique/" (known.id) } { (known.name) } },
            }
        }
    }
}

fn sources(knowledge: &Knowledge) -> Markup {
    let ids: BTreeSet<_> = knowledge.care.flare.facts.iter().flat_map(|fact| &fact.source).collect();
    html! {
        details {
            summary { "Where this comes from" }
            ul { @for known in ids.into_iter().filter_map(|id| knowledge.sources.get(id)) { li { (source(known)) } } }
        }
    }
}

/// "I'm done for today": nothing more is asked of this day.
async fn done(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if !look.current.progress.not_today.contains(&look.today) {
        site.record([SettingChanged { name: NOT_TODAY.to_owned(), value: look.today.to_string() }.into()])?;
    }
    Ok(see_other("/"))
}

/// The end of the flare. A second tap finds none that is open.
async fn over(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.person.open_flare().is_none() {
        return Ok(see_other("/flare/over"));
    }
    site.record([FlareEnded {}.into()])?;
    Ok(see_other("/flare/over"))
}

async fn ended(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let last =
        look.person.flares.last().and_then(|flare| Some((flare.start_day(), flare.ended.as_ref()?.day)));
    let Some((first, end)) = last else { return Ok(see_other("/")) };
    let days = count(usize::try_from((end - first).get_days() + 1).unwrap_or(1), "day");
    let main = html! {
        h1 { "Your flare is over" }
        p .lead { "It lasted " (days) ". Your plan grows back step by step." }
        @if look.current.standing.due.is_some() {
            p { "It was a long one, so the safety questions come again before your next session." }
        }
        div .actions { a .button.primary href="/" { "Back to Today" } }
    };
    Ok(Page::new("Your flare is over", Place::Today, main).for_person(&site, &look).into_response())
}
