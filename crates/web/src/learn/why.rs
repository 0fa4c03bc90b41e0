//! Why something is so: one page for each name in the knowledge.

use super::{found, how_sure, shown, sources};
use crate::{Page, PageError, Site, see_other};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::ids::{Key, TechniqueId};
use domain::intake::Applied;
use domain::knowledge::Knowledge;
use domain::knowledge::care::fill;
use domain::level::Level;
use domain::triage::RULES_VERSION;
use domain::truth::Truth;
use domain::words::{sentence, title};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The page under a name; techniques and questions have pages of their own.
pub(super) async fn page(State(site): State<Site>, Path(item): Path<String>) -> Result<Response, PageError> {
    let knowledge = site.knowledge();
    if knowledge.techniques.contains_key(&TechniqueId::from(item.as_str())) {
        return Ok(see_other(&format!("/technique/{item}")));
    }
    if knowledge.claim(&item).is_some() {
        return Ok(see_other(&format!("/learn/{item}")));
    }
    let told = Told::new(&site);
    let parts = parts(&told, knowledge, &item);
    let Some((heading, _)) = parts.first() else { return Err(PageError::NotFound) };
    let heading = heading.clone();
    let main = html! {
        @for (number, (words, part)) in parts.iter().enumerate() {
            @if number == 0 { h1 { (words) } } @else { h2 { (words) } }
            (part)
        }
        p { a href="/learn" { "What is known about massage and back pain" } }
    };
    Ok(page_of(&site, &heading, main).into_response())
}

fn page_of(site: &Site, heading: &str, main: Markup) -> Page {
    shown(site, heading, "/learn", main)
}

/// Whether a name has a page.
pub(super) fn is_known(knowledge: &Knowledge, item: &str) -> bool {
    knowledge.techniques.contains_key(&TechniqueId::from(item))
        || knowledge.claim(item).is_some()
        || !parts(&Told::default(), knowledge, item).is_empty()
}

/// What the person said about facts and findings.
#[derive(Default)]
struct Told {
    answers: BTreeMap<Key, Truth>,
    country: Option<String>,
    knows_person: bool,
}

impl Told {
    fn new(site: &Site) -> Self {
        let Ok(look) = site.look() else { return Self::default() };
        let answers = look.person.answers.iter().map(|(id, at)| (id.clone(), at.event.clone())).collect();
        let applied = Applied::from_answers(site.knowledge(), &answers);
        let keys = site.knowledge().keys().filter_map(|key| Some((key.clone(), applied.facts.get(key)?)));
        Self {
            answers: keys.collect(),
            country: applied.profile.country.clone(),
            knows_person: !answers.is_empty(),
        }
    }

    fn said(&self, key: &str) -> &'static str {
        match self.answers.get(key) {
            Some(Truth::Yes) => "yes",
            Some(Truth::Unsure) => "not sure",
            Some(Truth::No) => "no",
            None => "not asked yet",
        }
    }

    /// The words of a fact or finding, with the person's answer.
    fn words(&self, knowledge: &Knowledge, key: &Key) -> String {
        let finding = knowledge.findings.get(key).map(|finding| finding.text.as_str());
        let fact = || knowledge.facts.get(key).map(|fact| fact.words.as_str());
        let words = finding.or_else(fact).unwrap_or(key.as_str());
        if self.knows_person {
            format!("{words} (you said: {})", self.said(key.as_str()))
        } else {
            words.to_owned()
        }
    }

    fn level(&self, knowledge: &Knowledge, level: Level) -> String {
        let words = knowledge.care.level(level).map(|words| words.heading.as_str()).unwrap_or_default();
        let number = knowledge.care.emergency_number(self.country.as_deref());
        sentence(&fill(words, &number, RULES_VERSION))
    }
}

type Part = (String, Markup);

/// All that is known under a name, each with its heading.
fn parts(told: &Told, knowledge: &Knowledge, id: &str) -> Vec<Part> {
    let all = [
        muscle(knowledge, id),
        look_alike(told, knowledge, id),
        fact(told, knowledge, id),
        finding(told, knowledge, id),
        rule(told, knowledge, id),
        contraindication(told, knowledge, id),
        plan_rule(knowledge, id),
        evidence(knowledge, id),
        source(knowledge, id),
    ];
    all.into_iter().flatten().collect()
}

fn muscle(knowledge: &Knowledge, id: &str) -> Option<Part> {
    let muscle = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == id)?;
    let part = html! {
        p .lead lang="la" { (title(&muscle.latin)) }
        dl .facts {
            div { dt { "Where" } dd { (muscle.where_words) } }
            div { dt { "What people feel" } dd { (muscle.feel) } }
            div { dt { "By yourself" } dd { (muscle.self_massage) " " (muscle.care) } }
            div { dt { "Ask a therapist for" } dd { (sentence(&muscle.ask_therapist)) } }
        }
        (how_sure(muscle.certainty))
        p { "Where pain is felt does not tell which muscle it is. Even trained hands agree only partly." }
        (sources(knowledge, &muscle.source))
    };
    Some((title(&muscle.plain), part))
}

fn look_alike(told: &Told, knowledge: &Knowledge, id: &str) -> Option<Part> {
    let mimic = knowledge.mimics.iter().find(|mimic| mimic.id.as_str() == id)?;
    let part = html! {
        p { (mimic.say) }
        (how_sure(mimic.certainty))
        h2 { "What points to it" }
        ul { @for key in &mimic.keys { li { (sentence(&told.words(knowledge, key))) } } }
        (sources(knowledge, &mimic.source))
    };
    Some((title(&mimic.plain), part))
}

fn fact(told: &Told, knowledge: &Knowledge, id: &str) -> Option<Part> {
    let fact = knowledge.facts.get(id)?;
    let part = html! {
        p { (fact.means) }
        @match fact.level {
            Some(level) => p { "If yes: " (told.level(knowledge, level)) },
            None => p { "Alone it raises no alarm. It counts together with other answers, or changes the plan." },
        }
        @if let Some(level) = fact.unsure { p { "If you are not sure: " (told.level(knowledge, level)) } }
        @if !fact.phone.is_empty() { p { "What to say: “" (fact.phone) "”" } }
        @if told.knows_person { p { "Your answer: " strong { (told.said(id)) } "." } }
        (how_sure(fact.certainty))
        @if !fact.note.is_empty() { details { summary { "For clinicians" } p .body { (fact.note) } } }
        (sources(knowledge, &fact.source))
    };
    Some((title(&fact.words), part))
}

fn finding(told: &Told, knowledge: &Knowledge, id: &str) -> Option<Part> {
    let finding = knowledge.findings.get(id)?;
    let part = html! {
        p { (finding.how) }
        @if told.knows_person { p { "Your answer: " strong { (told.said(id)) } "." } }
        @if let Some(certainty) = finding.certainty { (how_sure(certainty)) }
        (sources(knowledge, &finding.source))
    };
    Some((finding.ask.clone(), part))
}

fn rule(told: &Told, knowledge: &Knowledge, id: &str) -> Option<Part> {
    let rule = knowledge.rules.iter().find(|rule| rule.id.as_str() == id)?;
    let part = html! {
        p { (rule.because) }
        p { "What to do then: " (told.level(knowledge, rule.level)) }
        @if !rule.phone.is_empty() { p { "What to say: “" (rule.phone) "”" } }
        h2 { "It looks at these answers" }
        ul { @for key in rule.when.keys() { li { (sentence(&told.words(knowledge, key))) } } }
        (how_sure(rule.certainty))
        (sources(knowledge, &rule.source))
    };
    Some(("Answers that count more together".to_owned(), part))
}

fn contraindication(told: &Told, knowledge: &Knowledge, id: &str) -> Option<Part> {
    let row = knowledge.contraindications.iter().find(|row| row.id.as_str() == id)?;
    let part = html! {
        p { (row.why) }
        p { (row.how) }
        @if !row.facts.is_empty() {
            p { "It holds if one of these is so, or you are not sure:" }
            ul { @for key in &row.facts { li { (sentence(&told.words(knowledge, key))) } } }
        }
        (how_sure(row.certainty))
        (sources(knowledge, &row.source))
    };
    Some(("What your health changes".to_owned(), part))
}

fn plan_rule(knowledge: &Knowledge, id: &str) -> Option<Part> {
    let rule = knowledge.plan_rules.iter().find(|rule| rule.id.as_str().eq_ignore_ascii_case(id))?;
    let part = html! {
        p { "When: " (sentence(&rule.when)) }
        p { "Then: " (sentence(&rule.then)) }
        @if let Some(certainty) = rule.certainty { (how_sure(certainty)) }
        (sources(knowledge, &rule.source))
    };
    Some(("A rule of every plan".to_owned(), part))
}

fn evidence(knowledge: &Knowledge, id: &str) -> Option<Part> {
    let fact = knowledge.evidence.get(id)?;
    let part = html! { p { (found(fact)) } (how_sure(fact.certainty)) (sources(knowledge, &fact.source)) };
    Some(("What a study found".to_owned(), part))
}

fn source(knowledge: &Knowledge, id: &str) -> Option<Part> {
    let source = knowledge.sources.get(id)?;
    Some(("A source".to_owned(), sources(knowledge, [&source.id])))
}
