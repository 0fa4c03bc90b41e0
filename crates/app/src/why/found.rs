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

#[cfg(test)]
mod tests {
    use crate::why::tests::page;
    use domain::entry::PersonNow;
    use insta::assert_snapshot;

    #[test]
    fn a_question_says_why_it_is_asked_and_what_it_feeds() {
        assert_snapshot!(page(PersonNow::default(), "time"), @r"
        How long have you had this pain?
        --------------------------------
        If it comes and goes, count from when this spell began.
        We ask because new pain and old pain need different plans.
        The answers, and what each says in our rules:
        - Less than 2 weeks [it has lasted less than 2 weeks]
        - 2 to 6 weeks [it has lasted 2 to 6 weeks]
        - 6 weeks to 3 months [it has lasted more than 6 weeks]
        - More than 3 months [it has lasted more than 3 months; it has lasted more than
          6 weeks; you have had it for more than 3 months]
        Change your answer: backwise ask --change time
        ");
    }

    #[test]
    fn a_source_lists_what_rests_on_it() {
        assert_snapshot!(page(PersonNow::default(), "finucane_2020"), @r"
        Where this comes from
        ---------------------
        - Finucane LM et al. International framework for red flags for potential serious
          spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372.
          doi:10.2519/jospt.2020.9971 (guideline)

        What rests on it
        ----------------
        - Signs and health: bladder_feeling_lost, both_arms_nerve_symptoms_new,
          both_legs_nerve_symptoms_new, bowel_control_lost, bowel_feeling_lost,
          claudication_legs, fever, foot_drop_new and 28 more
        - Signs together: fever_with_nerve_sign, fever_with_bladder_or_bowel_change,
          fever_with_stiff_neck_or_confusion, injecting_with_nerve_sign,
          spine_procedure_with_fever_or_nerve_sign,
          constant_pain_or_sweats_with_infection_risk, weak_immunity_with_fever,
          weak_immunity_with_unexplained_pain and 23 more
        - Limits: any_emergency_or_same_day, leg_weakness_new
        ");
    }

    #[test]
    fn a_rule_of_the_plan_and_a_sign_to_stop_have_words() {
        assert_snapshot!(page(PersonNow::default(), "R02"), @r"
        R02: a rule of every plan
        -------------------------
        When: Order within a session.
        Then: Heat, self-massage, moving or stretching, strength, walking, breathing or
        relaxing. A 5-minute walk may also open.
        How sure: low (new studies are likely to change this).

        Where this comes from
        ---------------------
        - Nakano J et al. Heat combined with stretching. Phys Ther Sport 2012;13:180-188
          (review of studies)
        - Hanten WP, et al. Home programme of pressure followed by stretching. Phys Ther
          2000;80:997-1003 (trial)
        ");
        assert_snapshot!(page(PersonNow::default(), "sharp_pain"), @r"
        A sign to stop
        --------------
        Sharp, electric or stabbing pain.
        Sharp pain means stop. Leave this one out today.
        How sure: custom or our own cautious choice, hardly tested.

        Where this comes from
        ---------------------
        - Backwise's own cautious choice, awaiting clinical review
        ");
    }
}
