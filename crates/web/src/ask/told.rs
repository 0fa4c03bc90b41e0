//! What the person told us, in words, each with a link to change it.

use super::{capital, facts, form};
use crate::{Look, Page, PageError, Place, Site};
use axum::extract::State;
use domain::ids::{Key, QuestionId};
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, QuestionKind, Section};
use domain::triage::Reason;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The answers behind some reasons, each once, with the page on which each was given.
pub(super) fn told(site: &Site, look: &Look, reasons: &[&Reason]) -> Markup {
    let knowledge = site.knowledge();
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for reason in reasons {
        for key in reason.facts.iter().filter(|key| seen.insert((*key).clone())) {
            let Some(words) = words(knowledge, key) else { continue };
            let doubt = if reason.unsure { " (not sure)" } else { "" };
            lines.push((format!("{}{doubt}", capital(words)), page_of(knowledge, look, key)));
        }
    }
    if lines.is_empty() {
        return html! {};
    }
    html! {
        h2 { "You told us" }
        dl .facts {
            @for (words, page) in &lines {
                div {
                    dt { (words) }
                    dd .act { a href={ "/ask/" (page) "?change" } { "Change" span .sr { ": " (words) } } }
                }
            }
        }
    }
}

fn words<'k>(knowledge: &'k Knowledge, key: &Key) -> Option<&'k str> {
    let fact = knowledge.facts.get(key).map(|fact| fact.words.as_str());
    fact.or_else(|| knowledge.findings.get(key).map(|finding| finding.text.as_str()))
}

/// The answered page that a fact comes from: one with an option for it, or the page it is worked out from.
fn page_of(knowledge: &Knowledge, look: &Look, key: &Key) -> QuestionId {
    let answered = |page: &&Question| look.current.standing.answers.contains_key(&page.id);
    let sets = |page: &&Question| page.options.iter().any(|option| option.sets.contains_key(key));
    let from_option = knowledge.questions.iter().filter(answered).find(sets);
    let from_zone = || {
        let drawn = look.current.standing.facts.drawing().keys().filter_map(|zone| knowledge.zone(zone));
        drawn.flat_map(|zone| &zone.regions).any(|region| region == key).then(|| QuestionId::from("zones"))
    };
    let of_age = || key.as_str().contains("age").then(|| QuestionId::from("age"));
    let asking = || knowledge.questions.iter().find(sets).map(|page| page.id.clone());
    from_option
        .map(|page| page.id.clone())
        .or_else(from_zone)
        .or_else(of_age)
        .or_else(asking)
        .unwrap_or_else(|| QuestionId::from("now"))
}

/// All answers, each with a link to change it: also those that were skipped, to add them later.
pub(super) async fn show(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let title = "Your answers";
    let parts = [
        (Section::Safety, "Safety"),
        (Section::Place, "Your pain"),
        (Section::Story, "What makes it better or worse"),
        (Section::Plan, "Your plan"),
    ];
    let given = &look.current.standing.answers;
    let of = |section| {
        let asked = site.knowledge().questions.iter().chain(site.knowledge().finding_pages());
        asked.filter(move |page| page.section == section && given.contains_key(&page.id)).collect::<Vec<_>>()
    };
    let main = html! {
        h1 { (title) }
        p .lead { "Change what is not right any more. Your plan follows." }
        @if given.is_empty() { p { "There are no answers yet." } }
        @for (section, words) in parts {
            @let pages = of(section);
            @if !pages.is_empty() {
                h2 { (words) }
                (answers(&site, &look, pages.into_iter()))
            }
        }
        (facts::offer(&site, &look))
        @if super::is_open(&site, &look) { p { a href="/ask" { "Go to the next open question" } } }
    };
    Ok(Page::new(title, Place::Elsewhere, main).back("/").for_person(&site, &look))
}

/// The answers to some pages as a list, each with a link to change it.
pub(super) fn answers<'k>(site: &'k Site, look: &Look, pages: impl Iterator<Item = &'k Question>) -> Markup {
    let given = &look.current.standing.answers;
    html! {
        dl .facts.answers {
            @for page in pages {
                @if let Some(answer) = given.get(&page.id) {
                    div {
                        dt { (page.title) }
                        dd { (answer_words(site.knowledge(), page, answer)) }
                        dd .act { a href={ "/ask/" (page.id) "?change" } { "Change" span .sr { ": " (page.title) } } }
                    }
                }
            }
        }
    }
}

/// An answer in words.
fn answer_words(knowledge: &Knowledge, question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Skipped => "Not answered".to_owned(),
        Answer::Number(number) if form::range(question) == (0..=10) => format!("{number} of 10"),
        Answer::Number(number) => match question.range_of(*number) {
            Some(range) => range.label.clone(),
            None => format!("{number} {}", question.unit).trim_end().to_owned(),
        },
        Answer::Text(text) => text.clone(),
        Answer::Zones(zones) => {
            let names = zones.keys().filter_map(|id| knowledge.zone(id)).map(|zone| zone.name.as_str());
            names.collect::<Vec<_>>().join("; ")
        }
        Answer::Options { yes, unsure } if yes.is_empty() && unsure.is_empty() => {
            form::none_words(question).to_owned()
        }
        Answer::Options { yes, unsure } => {
            let label = |id: &domain::ids::OptionId| {
                let option = question.options.iter().find(|option| option.id == *id);
                let zone = || knowledge.zone(&id.as_str().into()).map(|zone| zone.name.clone());
                option.map(|option| option.label.clone()).or_else(zone).unwrap_or_default()
            };
            if question.kind == QuestionKind::One && yes.is_empty() {
                return "Not sure".to_owned();
            }
            let chosen = yes.iter().map(label);
            let doubts = unsure.iter().map(|id| format!("Not sure: {}", label(id)));
            chosen.chain(doubts).collect::<Vec<_>>().join("; ")
        }
    }
}
