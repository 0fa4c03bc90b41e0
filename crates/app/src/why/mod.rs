//! `backwise why ITEM`: what something is, why it matters for this person, how sure that is, and where it comes from.

mod technique;

use crate::failure::Failure;
use crate::learn::{claim_page, facts};
use crate::out;
use crate::show::Words;
use crate::world::World;
use domain::assessment::Assessment;
use domain::entry::PersonNow;
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::localise::Model;
use domain::nearest;
use domain::plan::{Plan, Why, why_words};
use domain::standing::Standing;
use domain::units::Units;
use domain::why::{self, Line, names, plain_id};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::Path;

/// Prints all that is known under a name.
pub(crate) fn run(data: Option<&Path>, today: Option<Date>, item: &str) -> Result<(), Failure> {
    let store = crate::store::open_if_there(data, today)?;
    let person = store.map(|store| store.person_now()).unwrap_or_default();
    let world = World::load_in(Units::of_person(&person))?;
    let view =
        View::new(&world.knowledge, &world.model, PersonNow::clone(&person), crate::store::today(today));
    let Some(page) = why(&view, item) else { return Err(unknown(&world.knowledge, item)) };
    out::words(&page)
}

fn unknown(knowledge: &Knowledge, item: &str) -> Failure {
    let failure = Failure::usage(format!("there is nothing with the name `{item}`"));
    match nearest(&plain_id(item), names(knowledge)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("give a name as it stands in your plan, or try: backwise learn WORDS"),
    }
}

/// What a page about something rests on.
struct View<'a> {
    knowledge: &'a Knowledge,
    person: PersonNow,
    standing: Standing,
    assessment: Assessment,
}

impl<'a> View<'a> {
    fn new(knowledge: &'a Knowledge, model: &Model, person: PersonNow, today: Date) -> Self {
        let standing = Standing::new(knowledge, &person, today);
        let assessment = Assessment::new(knowledge, model, &standing.facts, &standing.checked);
        Self { knowledge, person, standing, assessment }
    }

    /// What the pages that the web has too rest on.
    fn known(&self) -> why::View<'_> {
        why::View { knowledge: self.knowledge, standing: &self.standing, assessment: &self.assessment }
    }

    fn knows_person(&self) -> bool {
        self.known().knows_person()
    }
}

/// Why a technique is in the plan: each reason once, in words.
fn plan_reasons(knowledge: &Knowledge, person: &PersonNow, technique: &TechniqueId) -> Vec<String> {
    let made = person.plan.as_ref().map(|plan| plan.made.event.plan.clone());
    let Some(plan) = made.and_then(|plan| serde_json::from_value::<Plan>(plan).ok()) else {
        return Vec::new();
    };
    let items = plan.sessions.iter().flat_map(|session| &session.items).chain(&plan.minimum);
    let planned = items.filter(|item| item.technique == *technique).flat_map(|item| &item.why);
    let habits = plan.posture.iter().chain(&plan.stress).chain(&plan.sleep);
    let beside = habits.filter(|habit| habit.techniques.contains(technique)).flat_map(|habit| &habit.why);
    let options = plan.massage.iter().flat_map(|course| &course.options);
    let visits = options.filter(|option| option.technique == *technique).flat_map(|option| &option.why);
    let reasons: BTreeSet<&Why> = planned.chain(beside).chain(visits).collect();
    reasons.into_iter().map(|why| why_words(knowledge, why)).collect()
}

/// All pages under a name, one after the other; `None` if there is none.
fn why(view: &View, item: &str) -> Option<String> {
    let id = plain_id(item);
    let mut page = Words::default();
    technique::technique(view, &id, &mut page);
    if let Some(claim) = view.knowledge.claim(&id) {
        claim_page(view.knowledge, claim, &mut page);
    }
    for line in why::why(view.known(), &id).lines {
        shown(view.knowledge, line, &mut page);
    }
    let page = page.finish();
    (!page.is_empty()).then_some(page)
}

/// A line as the terminal shows it.
fn shown(knowledge: &Knowledge, line: Line, page: &mut Words) {
    match line {
        Line::Heading(words) => page.heading(&words),
        Line::Say(words) => page.say(&words),
        Line::Item(words) => page.item(&words),
        Line::Gap => page.gap(),
        Line::Clinicians(words) => page.say(&format!("For clinicians: {words}")),
        Line::Start(words) => page.say(&format!("{words} Start with: backwise ask")),
        Line::Change(question) => page.say(&format!("Change your answer: backwise ask --change {question}")),
        Line::Studies(ids) => {
            facts(knowledge, &ids, page);
            page
        }
        Line::Sources(ids) => page.sources(knowledge, &ids),
    };
}

#[cfg(test)]
mod tests;
