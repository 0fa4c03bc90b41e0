//! `backwise why ITEM`: what something is, why it matters for this person, how sure that is, and where it comes from.

mod body;
mod found;
mod screen;
mod technique;

use crate::failure::Failure;
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
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::Path;

/// Prints all that is known under a name.
pub(crate) fn run(
    world: &World,
    data: Option<&Path>,
    today: Option<Date>,
    item: &str,
) -> Result<(), Failure> {
    let store = crate::store::open_if_there(data, today)?;
    let person = store.map(|store| store.person_now()).unwrap_or_default();
    let view =
        View::new(&world.knowledge, &world.model, PersonNow::clone(&person), crate::store::today(today));
    let Some(page) = why(&view, item) else { return Err(unknown(&world.knowledge, item)) };
    out::words(&page)
}

fn unknown(knowledge: &Knowledge, item: &str) -> Failure {
    let failure = Failure::usage(format!("there is nothing with the name `{item}`"));
    match nearest(&plain_id(item), ids(knowledge)) {
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

    /// Whether the person has answered anything at all.
    fn knows_person(&self) -> bool {
        !self.standing.answers.is_empty()
    }

    fn country(&self) -> Option<&str> {
        self.standing.profile.country.as_deref()
    }

    /// What the person said about a fact or finding.
    fn told(&self, key: &str) -> &'static str {
        match self.standing.facts.get(key) {
            Some(domain::truth::Truth::Yes) => "yes",
            Some(domain::truth::Truth::Unsure) => "not sure",
            Some(domain::truth::Truth::No) => "no",
            None => "not asked yet",
        }
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
    body::muscle(view, &id, &mut page);
    body::look_alike(view, &id, &mut page);
    screen::fact(view, &id, &mut page);
    body::finding(view, &id, &mut page);
    screen::rule(view, &id, &mut page);
    screen::contraindication(view, &id, &mut page);
    screen::caution(view, &id, &mut page);
    found::question(view, &id, &mut page);
    found::claim(view, &id, &mut page);
    found::plan_rule(view, &id, &mut page);
    found::stop(view, &id, &mut page);
    found::evidence(view, &id, &mut page);
    found::source(view, &id, &mut page);
    let page = page.finish();
    (!page.is_empty()).then_some(page)
}

/// A name as it stands in the knowledge: small letters and underscores. Plan rules keep their capital.
fn plain_id(item: &str) -> String {
    let id = item.trim().to_lowercase().replace([' ', '-'], "_");
    let is_rule =
        id.len() == 3 && id.starts_with('r') && id.chars().skip(1).all(|digit| digit.is_ascii_digit());
    if is_rule { id.to_uppercase() } else { id }
}

/// Every name that has a page.
fn ids(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    let techniques = knowledge.techniques.keys().map(TechniqueId::as_str);
    let muscles = knowledge.muscles.iter().map(|muscle| muscle.id.as_str());
    let look_alikes = knowledge.mimics.iter().map(|mimic| mimic.id.as_str());
    let warnings = knowledge.warnings.iter().map(|warning| warning.id.as_str());
    let keys = knowledge.keys().map(domain::ids::Key::as_str);
    let rules = knowledge.rules.iter().map(|rule| rule.id.as_str());
    let rows = knowledge.contraindications.iter().map(|row| row.id.as_str());
    let cautions = knowledge.cautions.keys().map(domain::ids::CautionId::as_str);
    let pages = knowledge.questions.iter().map(|page| page.id.as_str());
    let claims = knowledge.all_claims().map(|claim| claim.id.as_str());
    let plan_rules = knowledge.plan_rules.iter().map(|rule| rule.id.as_str());
    let stops = knowledge.stops.keys().map(domain::ids::StopId::as_str);
    let evidence = knowledge.evidence.keys().map(domain::ids::EvidenceId::as_str);
    let sources = knowledge.sources.keys().map(domain::ids::SourceId::as_str);
    let body = techniques.chain(muscles).chain(look_alikes).chain(warnings);
    let screen = keys.chain(rules).chain(rows).chain(cautions).chain(pages);
    body.chain(screen).chain(claims).chain(plan_rules).chain(stops).chain(evidence).chain(sources)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::samples::{KNOWLEDGE, MODEL};
    use jiff::civil::date;

    /// The page under a name for a person.
    pub(crate) fn page(person: PersonNow, item: &str) -> String {
        let view = View::new(&KNOWLEDGE, &MODEL, person, date(2026, 3, 20));
        why(&view, item).unwrap()
    }

    #[test]
    fn every_name_has_a_page_that_fits_80_columns() {
        let view = View::new(
            &KNOWLEDGE,
            &MODEL,
            crate::samples::well(date(2026, 3, 20)).person(),
            date(2026, 3, 20),
        );
        for id in ids(&KNOWLEDGE) {
            let page = why(&view, id).unwrap_or_else(|| panic!("{id}"));
            for line in page.lines().filter(|line| line.trim().contains(' ')) {
                assert!(line.chars().count() <= 80, "{id}: {line}");
            }
        }
    }

    #[test]
    fn a_name_may_be_written_with_spaces_and_capitals() {
        assert!(page(PersonNow::default(), "Quadratus Lumborum").contains("quadratus lumborum"));
        assert!(page(PersonNow::default(), "r02").starts_with("R02"));
    }

    #[test]
    fn an_unknown_name_has_the_nearest_one_as_a_hint() {
        let failure = unknown(&KNOWLEDGE, "sadle numbness");
        assert_eq!(
            failure.to_string(),
            "error: there is nothing with the name `sadle numbness`\n\nhint: did you mean `saddle_numbness`?"
        );
        assert_eq!(failure.exit_code(), 2);
    }
}
