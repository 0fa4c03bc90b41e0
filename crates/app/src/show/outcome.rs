//! The result of the screen, in words: what to do, why, what next.

use super::Words;
use domain::knowledge::Knowledge;
use domain::knowledge::care::fill;
use domain::knowledge::question::Question;
use domain::level::Level;
use domain::triage::{RULES_VERSION, Triage};
use std::collections::BTreeSet;

/// The page for a level.
pub(crate) fn outcome(knowledge: &Knowledge, triage: &Triage, country: Option<&str>) -> String {
    let mut page = Words::default();
    let number = knowledge.care.emergency_number(country);
    let words = |text: &str| fill(text, &number, RULES_VERSION).into_owned();
    let Some(level) = knowledge.care.level(triage.level) else { return String::new() };
    let names = |key: &str| triage.reasons.iter().any(|reason| reason.id.as_str() == key);
    let crisis = &knowledge.care.crisis;
    let in_crisis =
        [("suicidal_plan", &crisis.suicidal_plan), ("suicidal_passive", &crisis.suicidal_passive)];
    let crisis_page = in_crisis.into_iter().find(|(key, _)| names(key) && triage.level >= Level::SameDay);
    if let Some((_, crisis)) = crisis_page {
        page.heading(&words(&crisis.heading)).say(&words(&crisis.action));
        page.list("", crisis.steps.iter().map(|step| words(step)));
        page.list("Someone to talk to:", knowledge.care.contacts(country).crisis);
        page.say(&words(&crisis.closing));
    }
    if crisis_page.is_none()
        || triage.reasons.iter().filter(|reason| reason.level >= triage.level).count() > 1
    {
        page.heading(&words(&level.heading)).say(&words(&level.action));
        if triage.level == Level::ClinicianFirst {
            let within = if triage.urgent { &level.act_within_urgent } else { &level.act_within };
            page.say(&format!("How soon: {within}."));
        }
        if triage.level == Level::SameDay {
            let advice = knowledge.care.contacts(country).advice;
            page.say(&advice.map(|line| format!("Advice line: {line}.")).unwrap_or_default());
        }
        page.gap().say(&words(&level.why));
    }
    reasons(knowledge, triage, &mut page);
    match triage.level {
        Level::Emergency => {
            let card = &knowledge.care.emergency_card;
            page.gap().list("Until help comes:", card.to_do.iter().map(|text| words(text)));
            page.gap().list("Do not:", &card.do_not);
            page.gap().list("Take with you:", &card.bring);
        }
        Level::SameDay => {
            page.gap().list("Not today:", level.not_offered.iter().map(|text| words(text)));
        }
        Level::ClinicianFirst => {
            page.gap().list("What is fine until then:", level.offers.iter().map(|text| words(text)));
            page.gap().list("Not for now:", level.not_offered.iter().map(|text| words(text)));
        }
        Level::Precautions | Level::GoAhead => {}
    }
    page.gap().say(&words(&level.after));
    if triage.level >= Level::ClinicianFirst {
        page.say("Then run: backwise checked");
    }
    page.gap().list(&knowledge.care.safety_net.intro, &knowledge.care.safety_net.signs);
    page.say("All signs and the number to call: backwise help-now");
    page.gap().say(&knowledge.care.disclaimer.review);
    page.finish()
}

/// What led here, and what to say on the phone; the most urgent only.
fn reasons(knowledge: &Knowledge, triage: &Triage, page: &mut Words) {
    let top: Vec<_> = triage.reasons.iter().filter(|reason| reason.level == triage.level).take(3).collect();
    if top.is_empty() {
        return;
    }
    let mut phone = top.iter().filter_map(|reason| reason.words(knowledge)).map(|words| words.phone);
    if let Some(phone) = phone.find(|phone| !phone.is_empty())
        && triage.level >= Level::ClinicianFirst
    {
        page.gap().say(&format!("Say: \"{phone}\""));
    }
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    for reason in &top {
        for words in reason.told(knowledge) {
            if told.insert(words) {
                let doubt = if reason.unsure { " (not sure)" } else { "" };
                lines.push(format!("{words}{doubt}"));
            }
        }
    }
    page.gap().list("You told us:", lines);
    if triage.level >= Level::ClinicianFirst {
        let because: BTreeSet<&str> =
            top.iter().filter_map(|reason| reason.words(knowledge)).map(|w| w.because).collect();
        for because in because {
            page.say(because);
        }
    }
    let told: BTreeSet<&str> =
        top.iter().flat_map(|reason| &reason.facts).map(domain::ids::Key::as_str).collect();
    let sets = |page: &&Question| {
        page.options.iter().any(|one| one.sets.keys().any(|key| told.contains(key.as_str())))
    };
    let pages: Vec<&str> =
        knowledge.questions.iter().filter(sets).map(|page| page.id.as_str()).take(4).collect();
    if !pages.is_empty() {
        page.say(&format!("Not right? Change an answer: backwise ask --change {}", pages.join(" | ")));
    }
}
