//! Questions, claims, plan rules, stop signs, findings of studies, and sources.

use super::View;
use crate::learn::claim_page;
use crate::show::{Words, how_sure, sentence, thousands};
use domain::ids::{Key, QuestionId};
use domain::knowledge::Knowledge;
use std::slice;

pub(super) fn question(view: &View, id: &str, page: &mut Words) {
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
    page.say(&format!("Change your answer: backwise ask --change {}", question.id));
}

pub(super) fn claim(view: &View, id: &str, page: &mut Words) {
    if let Some(claim) = view.knowledge.claim(id) {
        claim_page(view.knowledge, claim, page);
    }
}

pub(super) fn plan_rule(view: &View, id: &str, page: &mut Words) {
    let Some(rule) = view.knowledge.plan_rules.iter().find(|rule| rule.id.as_str() == id) else { return };
    page.heading(&format!("{}: a rule of every plan", rule.id));
    page.say(&format!("When: {}", sentence(&rule.when))).say(&format!("Then: {}", sentence(&rule.then)));
    if let Some(certainty) = rule.certainty {
        page.say(&how_sure(certainty));
    }
    page.sources(view.knowledge, &rule.source);
}

pub(super) fn stop(view: &View, id: &str, page: &mut Words) {
    let Some(stop) = view.knowledge.stops.get(id) else { return };
    page.heading("A sign to stop").say(&stop.notice).say(&stop.say);
    if let Some(certainty) = stop.certainty {
        page.say(&how_sure(certainty));
    }
    page.sources(view.knowledge, &stop.source);
}

pub(super) fn evidence(view: &View, id: &str, page: &mut Words) {
    let Some(fact) = view.knowledge.evidence.get(id) else { return };
    crate::learn::facts(view.knowledge, slice::from_ref(&fact.id), page);
    page.say(&how_sure(fact.certainty));
    page.sources(view.knowledge, &fact.source);
}

/// How many names of one sort are listed with a source.
const NAMES: usize = 8;

pub(super) fn source(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(source) = knowledge.sources.get(id) else { return };
    page.sources(knowledge, slice::from_ref(&source.id));
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
    let names = |sources: &[domain::ids::SourceId]| sources.iter().any(|source| source.as_str() == id);
    let facts = knowledge.facts.values().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let rules = knowledge.rules.iter().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let rows = knowledge.contraindications.iter().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let muscles = knowledge.muscles.iter().filter(|one| names(&one.source)).map(|one| one.id.as_str());
    let techniques = knowledge.techniques.values().filter(|one| names(&one.source)).map(|one| one.id.as_str());
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

#[cfg(test)]
mod tests {
    use crate::why::tests::page;
    use domain::entry::PersonNow;
    use insta::assert_snapshot;

    #[test]
    fn a_question_says_why_it_is_asked_and_what_it_feeds() {
        assert_snapshot!(page(PersonNow::default(), "time"), @"");
    }

    #[test]
    fn a_source_lists_what_rests_on_it() {
        assert_snapshot!(page(PersonNow::default(), "finucane_2020"), @"");
    }

    #[test]
    fn a_rule_of_the_plan_and_a_sign_to_stop_have_words() {
        assert_snapshot!(page(PersonNow::default(), "R02"), @"");
        assert_snapshot!(page(PersonNow::default(), "sharp_pain"), @"");
    }
}
