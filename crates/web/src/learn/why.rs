//! Why something is so: one page for each name in the knowledge, with the words of the terminal's `backwise why`.

use super::{shown, sources, studies};
use crate::{PageError, Site, see_other};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::why::{Line, View, names, plain_id, why};
use maud::{Markup, html};

/// The page under a name; techniques and claims have pages of their own.
pub(super) async fn page(State(site): State<Site>, Path(item): Path<String>) -> Result<Response, PageError> {
    let knowledge = site.knowledge();
    let id = plain_id(&item);
    if knowledge.techniques.contains_key(&TechniqueId::from(id.as_str())) {
        return Ok(see_other(&format!("/technique/{id}")));
    }
    if knowledge.claim(&id).is_some() {
        return Ok(see_other(&format!("/learn/{id}")));
    }
    let look = site.look()?;
    let (standing, assessment) = (&look.current.standing, &look.current.assessment);
    let found = why(View { knowledge, standing, assessment }, &id);
    let (heading, lines) = match found.lines.as_slice() {
        [Line::Heading(heading), rest @ ..] => (heading.as_str(), rest),
        [Line::Studies(_), ..] => ("What a study found", found.lines.as_slice()),
        [_, ..] => ("A source", found.lines.as_slice()),
        [] => return Err(PageError::NotFound),
    };
    let main = html! {
        h1 { (latin_marked(knowledge, &id, heading)) }
        (shown_lines(knowledge, lines))
        p { a href="/learn" { "What is known about massage and back pain" } }
    };
    Ok(shown(&site, heading, "/learn", main).into_response())
}

/// A heading with the Latin name of a muscle told apart, so that a voice says it as Latin.
fn latin_marked(knowledge: &Knowledge, id: &str, heading: &str) -> Markup {
    let latin = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == id).map(|muscle| &muscle.latin);
    html! {
        @match latin.and_then(|latin| heading.split_once(latin.as_str()).map(|(before, after)| (before, latin, after))) {
            Some((before, latin, after)) => { (before) i lang="la" { (latin) } (after) },
            None => (heading),
        }
    }
}

/// Whether a name has a page.
pub(super) fn is_known(knowledge: &Knowledge, item: &str) -> bool {
    let id = plain_id(item);
    names(knowledge).any(|name| name == id)
}

/// The lines of a page; lines of a list that follow each other are one list.
fn shown_lines(knowledge: &Knowledge, all: &[Line]) -> Markup {
    let is_item = |line: &Line| matches!(line, Line::Item(_));
    let groups = all.chunk_by(|a, b| is_item(a) && is_item(b));
    html! {
        @for group in groups {
            @match group {
                [Line::Item(_), ..] => ul {
                    @for line in group { @if let Line::Item(words) = line { li { (words) } } }
                },
                [line, ..] => (one(knowledge, line)),
                [] => {},
            }
        }
    }
}

fn one(knowledge: &Knowledge, line: &Line) -> Markup {
    html! {
        @match line {
            Line::Heading(words) => h2 { (words) },
            Line::Say(words) | Line::Item(words) => p { (labelled(words)) },
            Line::Gap => {},
            Line::Clinicians(words) => details { summary { "For clinicians" } p .body { (words) } },
            Line::Start(words) => p { (words) " " a href="/ask" { "Go to the questions" } },
            Line::Change(question) => p { a href={ "/ask/" (question) } { "Change your answer" } },
            Line::Studies(ids) => (studies(knowledge, ids)),
            Line::Sources(ids) => (sources(knowledge, ids)),
        }
    }
}

/// Words that begin with a short label, such as "Where: ...", with the label bold, so that it can be found.
fn labelled(words: &str) -> Markup {
    /// What is longer is a sentence of its own.
    const LONGEST: usize = 20;
    html! {
        @match words.split_once(": ").filter(|(label, _)| label.len() <= LONGEST) {
            Some((label, rest)) => { strong { (label) ":" } " " (rest) },
            None => (words),
        }
    }
}
