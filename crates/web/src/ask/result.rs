//! The result: one sentence back, whether massage can help, muscles worth trying, and what changes.

use super::outcome::{held_back_words, is_known};
use super::{capital, facts, quiet};
use crate::figure;
use crate::{Look, PageError, Site, see_other};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::knowledge::Knowledge;
use domain::knowledge::body::{Side, View};
use domain::knowledge::muscle::Muscle;
use domain::localise::{Candidate, NotEnough};
use domain::result::{episode_words, limits, not_enough_words, reason_words, sentence_back, strength_words};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// At most so many muscles are shown.
const SHOWN: usize = 3;

pub(super) async fn show(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if !look.current.standing.triage.level.allows_plan() || !is_known(&site, &look) {
        return Ok(see_other("/ask"));
    }
    let title = "Here is what we think";
    let standing = &look.current.standing;
    let limits = limits(&look.current.assessment.gate);
    let main = html! {
        (figure::hatching())
        h1 { (title) }
        p .sentence { (sentence_back(site.knowledge(), standing)) }
        div .pictures { @for view in [View::Back, View::Front] { (figure::marked(view, &drawing(&look))) } }
        p { (episode_words(standing)) }
        (can_help(site.knowledge()))
        h2 { "Muscles worth trying" }
        (muscles(&site, &look))
        @if !limits.is_empty() {
            h2 { "What changes for you" }
            ul { @for limit in &limits { li { (limit) } } }
        }
        div .actions { a .button.primary href="/plan" { "See my plan" } (facts::offer(&site, &look)) }
    };
    Ok(quiet(&site, &look, title, main).back("/outcome").into_response())
}

fn drawing(look: &Look) -> BTreeSet<domain::ids::ZoneId> {
    look.current.standing.facts.drawing().keys().cloned().collect()
}

/// The honest paragraph.
fn can_help(knowledge: &Knowledge) -> Markup {
    html! {
        @if let Some(claim) = knowledge.claim("can_massage_help") {
            h2 { "Can massage help?" }
            @for paragraph in paragraphs(&claim.answer) { p { (paragraph) } }
            p .source { a href={ "/learn/" (claim.id) } { "Where this comes from" } }
        }
    }
}

/// A text in paragraphs of 3 sentences at most.
fn paragraphs(text: &str) -> Vec<String> {
    let sentences: Vec<&str> = text.split_inclusive(". ").collect();
    sentences.chunks(3).map(|some| some.concat().trim_end().to_owned()).collect()
}

fn muscles(site: &Site, look: &Look) -> Markup {
    let knowledge = site.knowledge();
    let assessment = &look.current.assessment;
    if assessment.held_back.is_some() {
        return html! {
            div .note {
                p { (held_back_words(site, look)) }
                p { "Massage waits until a clinician has looked. Moving and walking go on." }
                p { a href="/checked" { "I have been checked" } }
            }
        };
    }
    let localised = &assessment.localised;
    html! {
        @if let Some(reason) = localised.not_enough {
            p { (not_enough_words(reason)) }
            @if reason != NotEnough::Tie { p { "Massage of the whole area is still worth a try." } }
        } @else {
            p { "These are guesses. Even trained hands agree only partly on which muscle it is." }
        }
        @for candidate in localised.candidates.iter().take(SHOWN) { (muscle(site, look, candidate)) }
        @for mimic in &localised.mimics {
            @if let Some(known) = knowledge.mimics.iter().find(|known| known.id == mimic.mimic) {
                div .note { p { (known.say) } }
            }
        }
    }
}

/// One muscle: name, picture, what people feel, how sure, and the 2 ways to try it.
fn muscle(site: &Site, look: &Look, candidate: &Candidate) -> Markup {
    let knowledge = site.knowledge();
    let Some(muscle) = knowledge.muscles.iter().find(|muscle| muscle.id == candidate.muscle) else {
        return html! {};
    };
    let group = candidate.group.as_ref();
    let group = group.and_then(|id| knowledge.muscle_groups.iter().find(|group| group.id == *id));
    let (plain, latin) = group.map_or((&muscle.plain, &muscle.latin), |group| (&group.plain, &group.latin));
    let because: Vec<String> =
        candidate.reasons_for.iter().filter_map(|reason| reason_words(knowledge, reason)).collect();
    let against = candidate.against.iter().find_map(|reason| reason_words(knowledge, reason));
    html! {
        section .card.muscle-card {
            h3 { (capital(plain)) " " span .latin { "(" i lang="la" { (latin) } ")" } }
            p .side-words { (side_words(candidate.side)) }
            (figure::muscle(knowledge, &candidate.muscle, candidate.side))
            p { (muscle.feel) }
            p { strong { "How sure: " (strength_words(candidate.strength)) "." } }
            @if can_try(site, look, muscle) { p { strong { "Try it: " } (muscle.self_massage) } }
            p { strong { "Ask a therapist: " } q { (muscle.ask_therapist.trim_end_matches('.')) } }
            details {
                summary { "Why this muscle" span .sr { ": " (plain) } }
                div .body {
                    p { "What speaks for it:" }
                    ul { @for reason in &because { li { (capital(reason)) } } }
                    @if let Some(against) = against { p { "What speaks against it: " (against) "." } }
                    p { a href={ "/learn/" (muscle.id) } { "Where this comes from" } }
                }
            }
        }
    }
}

fn side_words(side: Side) -> &'static str {
    match side {
        Side::Left => "LEFT",
        Side::Right => "RIGHT",
        Side::Both | Side::None => "LEFT and RIGHT",
    }
}

/// Whether some self-massage of a muscle is open to this person.
fn can_try(site: &Site, look: &Look, muscle: &Muscle) -> bool {
    let focus = muscle.focus().and_then(|id| site.knowledge().focus.get(&id));
    let gate = &look.current.assessment.gate;
    focus.is_some_and(|focus| focus.light.iter().chain(&focus.firm).any(|id| gate.offers(id)))
}
