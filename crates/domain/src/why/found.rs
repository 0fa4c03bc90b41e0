//! Questions, claims, plan rules, stop signs, findings of studies, and sources.

use super::{Page, View};
use crate::ids::{Key, QuestionId};
use crate::knowledge::Knowledge;
use crate::words::{how_sure, sentence, thousands};
use std::slice;

pub(super) fn question(view: View<'_>, id: &str, page: &mut Page) {
    let knowledge = view.knowledge;
    let Some(question) = knowledge.question(&QuestionId::from(id)) else { return };
    page.heading(&question.title).say(&question.help).say(&question.why);
    let feeds = |keys: Vec<&Key>| -> String {
        let words = keys.iter().map(|key| {
            let fact = knowledge.facts.get(*key).map(|fact| fact.words.as_str());
            let finding = || knowledge.findings.get(*key).map(|finding| finding.text.as_str());
            fact.or_else(finding).unwrap_or(key.as_str())
        });
        words.collect::<Vec<_>>().join("; ")
    };
    let options = question.options.iter().map(|option| {
        let keys: Vec<&Key> = option.sets.keys().collect();
        if keys.is_empty() { option.label.clone() } else { format!("{} [{}]", option.label, feeds(keys)) }
    });
    page.list("The answers, and what each says in our rules:", options);
    if !question.field.is_empty() {
        page.say(&format!("It fills \"{}\" for your plan.", question.field.replace('_', " ")));
    }
    page.change(&question.id);
}

pub(super) fn plan_rule(view: View<'_>, id: &str, page: &mut Page) {
    let Some(rule) = view.knowledge.plan_rules.iter().find(|rule| rule.id.as_str() == id) else { return };
    page.heading(&format!("{}: a rule of every plan", rule.id));
    page.say(&format!("When: {}", sentence(&rule.when))).say(&format!("Then: {}", sentence(&rule.then)));
    if let Some(certainty) = rule.certainty {
        page.say(&how_sure(certainty));
    }
    page.sources(&rule.source);
}

pub(super) fn stop(view: View<'_>, id: &str, page: &mut Page) {
    let Some(stop) = view.knowledge.stops.get(id) else { return };
    page.heading("A sign to stop").say(&stop.notice).say(&stop.say);
    if let Some(certainty) = stop.certainty {
        page.say(&how_sure(certainty));
    }
    page.sources(&stop.source);
}

pub(super) fn evidence(view: View<'_>, id: &str, page: &mut Page) {
    let Some(fact) = view.knowledge.evidence.get(id) else { return };
    page.studies(slice::from_ref(&fact.id));
    page.say(&how_sure(fact.certainty));
    page.sources(&fact.source);
}

/// How many names of one sort are listed with a source.
const NAMES: usize = 8;

pub(super) fn source(view: View<'_>, id: &str, page: &mut Page) {
    let knowledge = view.knowledge;
    let Some(source) = knowledge.sources.get(id) else { return };
    page.sources(slice::from_ref(&source.id));
    page.heading("What rests on it");
    let mut any = false;
    for (what, names) in rests_on(knowledge, id) {
        if names.is_empty() {
            continue;
        }
        any = true;
        let more = names.len().saturating_sub(NAMES);
        let more = if more > 0 { format!(" and {} more", thousands(more)) } else { String::new() };
        let first: Vec<&str> = names.into_iter().take(NAMES).collect();
        page.item(&format!("{what}: {}{more}", first.join(", ")));
    }
    if !any {
        page.say("Words and limits that have no name of their own.");
    }
}

fn rests_on<'k>(knowledge: &'k Knowledge, id: &str) -> [(&'static str, Vec<&'k str>); 7] {
    let names = |sources: &[crate::ids::SourceId]| sources.iter().any(|source| source.as_str() == id);
    let facts = knowledge.facts.values().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let rules = knowledge.rules.iter().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let rows = knowledge.contraindications.iter().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let muscles = knowledge.muscles.iter().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let techniques =
        knowledge.techniques.values().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let claims = knowledge.all_claims().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let found = knowledge.evidence.values().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    [
        ("Signs and health", facts.collect()),
        ("Signs together", rules.collect()),
        ("Limits", rows.collect()),
        ("Muscles", muscles.collect()),
        ("Techniques", techniques.collect()),
        ("Answers", claims.collect()),
        ("What studies found", found.collect()),
    ]
}
