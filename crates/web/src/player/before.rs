//! The page before a session: what is needed, where to lie, how long, which side first, when to stop, and Start.

use super::{Wanted, after, find, is_one, steps, way_back};
use crate::form::{scale, scale_needed};
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site, lines};
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::entry::{
    Event, Measure, MinuteOfDay, NrsScore, Rated, RatingOccasion, RecordedAt, Screen, ScreenRepeated,
};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::words::sentence;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Where a pain of less than 6 weeks is not rated each day (`reference`: experience, part 5.8).
const NEW_PAIN: [&str; 2] = ["duration_under_2_weeks", "duration_2_to_6_weeks"];

pub(super) async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.current.plan.is_none() {
        return Ok(see_other("/"));
    }
    let wanted = find(&site, &look, &id, &Fields::from_text(&query.unwrap_or_default()))?;
    Ok(page(&site, &look, &wanted).into_response())
}

fn page(site: &Site, look: &Look, wanted: &Wanted) -> Page {
    let knowledge = site.knowledge();
    let main = html! {
        h1 { (wanted.title()) }
        div #before data-session=(wanted.path("")) {
            @if wanted.line.is_empty() {
                (hour(wanted))
                p .lead { "There is nothing to do in this session now. Rest counts too." }
                div .actions { a .button.primary href="/" { "Back to Today" } }
            } @else {
                (needs(knowledge, wanted))
                (hour(wanted))
                form #start method="post" action=(wanted.path("/start")) {
                    (site.new_once())
                    (stop_lines())
                    (mini(knowledge, wanted))
                    @if look.person.running_test(look.today).is_some() {
                        (scale_needed("pain", &html! { "How strong is the pain now?" p .hint { "Your test needs this before each session." } }, ENDS))
                    } @else if !NEW_PAIN.iter().any(|key| look.current.standing.facts.is_yes(key)) {
                        (rating())
                    }
                    div .startbar {
                        p #sound-state .small.muted role="status" {}
                        button #sound-check .quiet type="button" hidden { "Check the sound" }
                        button .primary { "Start" }
                    }
                }
                details .all-steps {
                    summary { "Read all steps first" }
                    (steps::list(knowledge, wanted))
                }
            }
        }
        @if !wanted.line.is_empty() {
            (steps::player(look, wanted))
            section #after hidden { (after::form(site, wanted, &after::Given::default())) }
        }
    };
    let page =
        Page::new(wanted.title(), Place::Quiet, main).back(way_back(&wanted.id)).for_person(site, look);
    let page = if is_one(&wanted.id) { crate::flare::dark(page) } else { page };
    ["player-line.js", "player-sound.js", "player-voice.js", "player-view.js", "player.js", "player-keys.js"]
        .into_iter()
        .fold(page, Page::script)
}

/// The question of the day: only what would change this session is asked (rules R33 and R34).
fn hour(wanted: &Wanted) -> Markup {
    let choice = |name: &str, so: bool, words: &str| {
        html! { label .choice { input type="checkbox" name="now" value=(name) checked[so]; span { (words) } } }
    };
    let asks = |name: &str| wanted.moments.contains(&name);
    html! {
        @if !wanted.changed.is_empty() { div .note role="status" { @for line in &wanted.changed { p { (line) } } } }
        @if !wanted.moments.is_empty() {
            details open[!wanted.changed.is_empty()] {
                summary { "Alcohol or strong medicine today, or bed within the hour?" }
                form method="get" action={ "/session/" (wanted.id) } {
                    p .hint { "Some things do not fit then. We leave them out for now." }
                    @if wanted.query.contains("short=2") { input type="hidden" name="short" value="2"; }
                    @if asks("alcohol") { (choice("alcohol", wanted.moment.dulled, "Alcohol, strong painkillers or a calming medicine today")) }
                    @if asks("bedtime") { (choice("bedtime", wanted.moment.near_bedtime, "I go to bed within the next hour")) }
                    button { "Fit the session to this" }
                }
            }
        }
    }
}

fn needs(knowledge: &Knowledge, wanted: &Wanted) -> Markup {
    let things = wanted.session.needs(knowledge);
    let first = wanted.line.first().and_then(|step| knowledge.techniques.get(&step.technique));
    let position = first.map_or("", |known| known.position.words());
    let side = wanted.session.items.iter().map(|item| item.dose.first_side).find(|side| *side != Side::None);
    let warmth = wanted.session.items.iter().filter(|item| item.passive);
    let helper = wanted.line.iter().any(|step| {
        knowledge
            .techniques
            .get(&step.technique)
            .is_some_and(|known| known.tool == domain::knowledge::technique::Tool::Partner)
    });
    html! {
        dl .facts {
            @if !things.is_empty() { div { dt { "You need" } dd { (sentence(&things.join(", "))) } } }
            @if !position.is_empty() { div { dt { "How to begin" } dd { (position) } } }
            @match side {
                Some(Side::Left) => div { dt { "Side first" } dd { strong { "LEFT" } } },
                Some(Side::Right) => div { dt { "Side first" } dd { strong { "RIGHT" } } },
                _ => {},
            }
            @for known in warmth.filter_map(|item| knowledge.techniques.get(&item.technique)) {
                div { dt { "Before it, if you like" } dd { a href={ "/technique/" (known.id) } { (known.name) } } }
            }
            @if helper { div { dt { "Your helper" } dd { "The words are for the person who helps. Turn the phone to them." } } }
        }
    }
}

/// The stop signs in three lines.
fn stop_lines() -> Markup {
    html! {
        ul .stop-lines {
            li { "Stop if you feel sharp pain, pain that spreads, or numbness or tingling." }
            li { "Keep off the bones of your spine, your ribs, and the front and sides of your neck." }
            li { "Breathe as normal. If you hold your breath, press less." }
        }
    }
}

/// The short list of each session, answered with one tap: Start means that nothing of it is new.
fn mini(knowledge: &Knowledge, wanted: &Wanted) -> Markup {
    let Some(set) = lines::set(knowledge, "mini") else { return html! {} };
    html! {
        section .mini aria-labelledby="mini-title" {
            h2 #mini-title { (set.title.trim_start_matches("Before you start: ").replacen("is any", "Is any", 1)) }
            ul { @for line in &set.lines { li { (line.label) } } }
            p { "“Start” says: none of these is new. " a href=(wanted.path("/check")) { "Something is new" } }
        }
    }
}

/// The ends of the scale of pain.
const ENDS: [&str; 2] = ["no pain", "worst you can think of"];

fn rating() -> Markup {
    html! {
        details {
            summary { "Rate your pain first (optional)" }
            (scale("pain", &html! { "How strong is the pain now?" }, ENDS, None))
        }
    }
}

/// Keeps that nothing is new, and the rating if there is one, and goes on to the steps. The script does not wait for it.
pub(super) async fn start(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    fields: Fields,
) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.current.plan.is_none() {
        return Ok(see_other("/"));
    }
    let wanted = find(&site, &look, &id, &Fields::from_text(&query.unwrap_or_default()))?;
    let clear = ScreenRepeated { set: Screen::Mini, yes: BTreeSet::new(), unsure: BTreeSet::new() };
    let mut events: Vec<Event> = vec![clear.into()];
    let score =
        fields.one("pain").and_then(|pain| pain.parse::<u8>().ok()).and_then(|pain| NrsScore::new(pain).ok());
    events.extend(score.map(|score| rated(&look, &wanted, score).into()));
    site.record_once(&fields, events)?;
    Ok(see_other(&wanted.path("/steps")))
}

fn rated(look: &Look, wanted: &Wanted, score: NrsScore) -> Rated {
    let offset = i16::try_from(look.time.offset().seconds() / 60).unwrap_or_default();
    Rated {
        occasion: RatingOccasion::BeforeSession,
        measure: Measure::Pain,
        score,
        minute_of_day: MinuteOfDay::of(RecordedAt::from(look.time.timestamp()), offset),
        late: false,
        about: wanted.key.clone(),
    }
}
