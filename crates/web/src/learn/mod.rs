//! What is known, how sure that is, and where it comes from.

mod why;

use crate::{Fields, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::ids::{EvidenceId, SourceId};
use domain::knowledge::Knowledge;
use domain::knowledge::claim::{Claim, ClaimTopic};
use domain::knowledge::evidence::EvidenceFact;
use domain::knowledge::source::Certainty;
use domain::words;
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/learn", get(list))
        .route("/learn/{id}", get(one))
        .route("/why/{item}", get(why::page))
}

/// When the sources were last read through.
const READ_THROUGH: &str = "November 2026";

/// All topics, in the order shown.
const TOPICS: [(ClaimTopic, &str); 12] = [
    (ClaimTopic::HowItWorks, "What massage may do"),
    (ClaimTopic::Types, "Kinds of massage"),
    (ClaimTopic::Dose, "How often, how strong, how long"),
    (ClaimTopic::Safety, "Is it safe?"),
    (ClaimTopic::SelfMassage, "Massage by yourself"),
    (ClaimTopic::Heat, "Heat"),
    (ClaimTopic::Movement, "Moving"),
    (ClaimTopic::Posture, "Sitting and positions"),
    (ClaimTopic::Stress, "Stress"),
    (ClaimTopic::Sleep, "Sleep"),
    (ClaimTopic::Together, "Massage together with other things"),
    (ClaimTopic::Muscles, "Muscles"),
];

/// A page that says the same if the journal cannot be read.
fn shown(site: &Site, title: &str, back: &str, main: Markup) -> Page {
    let page = Page::new(title, Place::Elsewhere, main).back(back);
    match site.look() {
        Ok(look) => page.for_person(site, &look),
        Err(_) => page,
    }
}

/// Every question, by topic; or those that hold the words looked for.
async fn list(State(site): State<Site>, RawQuery(query): RawQuery) -> Page {
    let query = Fields::from_text(&query.unwrap_or_default());
    let looked_for = query.one("words");
    let knowledge = site.knowledge();
    let main = html! {
        h1 { "What is known about massage and back pain" }
        form .search method="get" action="/learn" role="search" {
            div .field {
                label for="words" { "Look for words" }
                input #words type="search" name="words" value=[looked_for] autocomplete="off";
            }
            button { "Search" }
        }
        @if let Some(words) = looked_for {
            @let found = knowledge.find_claims(words);
            h2 { "Found" }
            @if found.is_empty() { p { "Nothing is known here under these words. Try 1 or 2 other words." } }
            (questions(found.into_iter()))
        } @else {
            @for (topic, words) in TOPICS {
                h2 { (words) }
                (questions(knowledge.all_claims().filter(|claim| claim.topic == topic)))
            }
        }
    };
    shown(&site, "What is known about massage and back pain", "/settings", main)
}

fn questions<'a>(claims: impl Iterator<Item = &'a Claim>) -> Markup {
    html! { ul .plain.links { @for claim in claims { li { a href={ "/learn/" (claim.id) } { (claim.question) } } } } }
}

/// One question with its answer and all that stands behind it. Other names lead to their own page.
async fn one(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    let knowledge = site.knowledge();
    let Some(claim) = knowledge.claim(&id) else {
        return if why::is_known(knowledge, &id) {
            Ok(see_other(&format!("/why/{id}")))
        } else {
            Err(PageError::NotFound)
        };
    };
    let facts: Vec<&EvidenceFact> = claim.facts.iter().filter_map(|id| knowledge.evidence.get(id)).collect();
    let behind = facts.iter().flat_map(|fact| &fact.source);
    let main = html! {
        h1 { (claim.question) }
        @if let Some(verdict) = claim.verdict {
            p { "People say: “" (claim.claim) "” Our reading: " strong { (verdict.words()) } "." }
        }
        p .lead { (claim.answer) }
        (how_sure(claim.certainty))
        (studies(knowledge, &claim.facts))
        (sources(knowledge, claim.source.iter().chain(behind)))
        p { a href="/learn" { "All questions" } }
    };
    Ok(shown(&site, &claim.question, "/learn", main).into_response())
}

/// How sure a statement is, in the size of the statement.
fn how_sure(certainty: Certainty) -> Markup {
    html! { p { (words::how_sure(certainty)) } }
}

/// What studies found; the figures are one tap away.
fn studies(knowledge: &Knowledge, ids: &[EvidenceId]) -> Markup {
    let mut seen = BTreeSet::new();
    let ids = ids.iter().filter(|id| seen.insert(*id));
    let facts: Vec<&EvidenceFact> = ids.filter_map(|id| knowledge.evidence.get(id)).collect();
    html! {
        @if !facts.is_empty() {
            h2 { "What studies found" }
            ul { @for fact in facts { li { (found(fact)) } } }
        }
    }
}

fn found(fact: &EvidenceFact) -> Markup {
    html! {
        (fact.words)
        @if let Some(people) = fact.people { " People studied: " (words::thousands(people as usize)) "." }
        @if fact.derived { " We worked this out from published figures." }
        @if fact.secondary { " Read in a summary, not in the study itself." }
        @if !fact.figure.is_empty() {
            details { summary { "Figures" } p .body { (words::sentence(&fact.figure)) } }
        }
    }
}

/// Where statements come from: each place once, with its kind, year and number of people.
fn sources<'a>(knowledge: &Knowledge, ids: impl IntoIterator<Item = &'a SourceId>) -> Markup {
    let mut named = BTreeSet::new();
    let ids = ids.into_iter().filter(|id| named.insert(*id));
    let found: Vec<_> = ids.filter_map(|id| knowledge.sources.get(id)).collect();
    html! {
        @if !found.is_empty() {
            h2 { "Where this comes from" }
            ul .small { @for source in found { li { (words::source(source)) } } }
            p .small.muted { "Last read through in " (READ_THROUGH) ". " (knowledge.care.disclaimer.review) }
        }
    }
}
