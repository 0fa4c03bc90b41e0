//! Muscles, look-alikes and findings.

use super::View;
use crate::show::{Words, how_sure, sentence};
use domain::ids::{Key, MimicId};
use domain::knowledge::body::Side;
use domain::knowledge::muscle::Muscle;
use domain::localise::{Candidate, Reason, Strength};
use domain::truth::Truth;

pub(super) fn muscle(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(muscle) = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == id) else { return };
    page.heading(&sentence(&format!("{} ({})", muscle.plain, muscle.latin)));
    page.say(&format!("Where: {}", muscle.where_words));
    page.say(&format!("What people feel: {}", muscle.feel));
    page.say(&format!("By yourself: {} {}", muscle.self_massage, muscle.care));
    page.say(&format!("Ask a therapist for: {}.", muscle.ask_therapist));
    page.say(&how_sure(muscle.certainty));
    for_you(view, muscle, page);
    page.sources(knowledge, &muscle.source);
}

/// Whether the drawing and the answers point to it, and why.
fn for_you(view: &View, muscle: &Muscle, page: &mut Words) {
    page.heading("For you");
    let localised = &view.assessment.localised;
    if !view.knows_person() || view.standing.facts.drawing().is_empty() {
        page.say("We do not know yet where it hurts. Start with: backwise ask");
        return;
    }
    if !view.assessment.names_muscles() {
        page.say("We name no muscles for you now, because a clinician looks first.");
        return;
    }
    let named = localised.candidates.iter().chain(&localised.more).find(|candidate| {
        candidate.muscle == muscle.id || candidate.parts.iter().any(|part| part.muscle == muscle.id)
    });
    let Some(candidate) = named else {
        page.say("Your body picture and your answers do not point to it.");
        return;
    };
    page.say(&format!("{}{}.", guess(candidate.strength), on_side(candidate.side)));
    if candidate.parts.len() > 1 {
        page.say("Hands cannot tell it from its neighbours, so we show them together.");
    }
    reasons(view, candidate, page);
    page.say("This is a guess from what you marked and said. It is not a finding.");
}

fn guess(strength: Strength) -> &'static str {
    match strength {
        Strength::GoodGuess => "A good guess: it may well be part of your pain",
        Strength::FairGuess => "A fair guess: it may be part of your pain",
        Strength::WeakGuess => "A weak guess: it could be part of your pain",
    }
}

fn on_side(side: Side) -> &'static str {
    match side {
        Side::Left => ", on the left",
        Side::Right => ", on the right",
        Side::Both => ", on both sides",
        Side::None => "",
    }
}

fn reasons(view: &View, candidate: &Candidate, page: &mut Words) {
    let words = |reason: &Reason| match reason {
        Reason::Zone { zone, weight, .. } => {
            let name = view.knowledge.zone(zone).map_or(zone.as_str(), |zone| zone.name.as_str());
            let felt = if *weight > 0.0 { "Its pain is often felt there" } else { "Its pain is not felt there" };
            format!("You marked: {name}. {felt}.")
        }
        Reason::Answer { key, truth, .. } => {
            let text = view.knowledge.findings.get(key).map_or(key.as_str(), |finding| finding.text.as_str());
            let said = if *truth == Truth::No { "You said no to" } else { "You said" };
            format!("{said}: {text}.")
        }
    };
    page.list("For it:", candidate.reasons_for.iter().map(words));
    page.list("Against it:", candidate.against.iter().map(words));
}

pub(super) fn look_alike(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let id = MimicId::from(id);
    let texts = |keys: &[Key]| -> Vec<String> { keys.iter().map(|key| text(view, key)).collect() };
    if let Some(mimic) = knowledge.mimics.iter().find(|mimic| mimic.id == id) {
        page.heading(&sentence(&mimic.plain)).say(&mimic.say).say(&how_sure(mimic.certainty));
        page.list("What points to it:", texts(&mimic.keys));
        page.say(&format!("For clinicians: {}, {}.", mimic.name, mimic.urgency));
        page.sources(knowledge, &mimic.source);
    }
    if let Some(warning) = knowledge.warnings.iter().find(|warning| warning.id == id) {
        page.heading("A sign that comes first").say(&warning.say).say(&how_sure(warning.certainty));
        page.list(&format!("It takes {} of these:", warning.count), texts(&warning.any_of));
        page.say(&format!("For clinicians: {}.", warning.urgency));
        page.sources(knowledge, &warning.source);
    }
}

fn text(view: &View, key: &Key) -> String {
    let finding = view.knowledge.findings.get(key).map(|finding| finding.text.as_str());
    let fact = || view.knowledge.facts.get(key).map(|fact| fact.words.as_str());
    let words = finding.or_else(fact).unwrap_or(key.as_str());
    let told = view.told(key.as_str());
    if view.knows_person() { format!("{words} (you said: {told})") } else { words.to_owned() }
}

/// How many muscles are named with a finding.
const MUSCLES: usize = 5;

pub(super) fn finding(view: &View, id: &str, page: &mut Words) {
    let knowledge = view.knowledge;
    let Some(finding) = knowledge.findings.get(id) else { return };
    page.heading(&finding.ask).say(&finding.how);
    if view.knows_person() {
        page.say(&format!("Your answer: {}.", view.told(id)));
    }
    let mut weights: Vec<(&Muscle, f64)> = knowledge
        .muscles
        .iter()
        .filter_map(|muscle| Some((muscle, *muscle.findings.get(&finding.id)?)))
        .collect();
    weights.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let named = |speaks_for: bool| -> Vec<String> {
        let side = weights.iter().filter(|(_, weight)| (*weight > 0.0) == speaks_for).take(MUSCLES);
        side.map(|(muscle, _)| format!("{} ({})", muscle.plain, muscle.latin)).collect()
    };
    page.list("A yes speaks most for:", named(true));
    page.list("A yes speaks most against:", named(false));
    if let Some(certainty) = finding.certainty {
        page.say(&how_sure(certainty));
    }
    page.sources(knowledge, &finding.source);
}

#[cfg(test)]
mod tests {
    use crate::samples::well;
    use crate::why::tests::page;
    use domain::entry::{PersonNow, ProblemReported};
    use insta::assert_snapshot;
    use jiff::civil::date;

    #[test]
    fn a_muscle_of_this_person_has_its_reasons() {
        assert_snapshot!(page(well(date(2026, 3, 20)).person(), "quadratus_lumborum"), @"");
    }

    #[test]
    fn a_muscle_that_nothing_points_to_says_so() {
        let page = page(well(date(2026, 3, 20)).person(), "trapezius_upper");
        assert!(page.contains("Your body picture and your answers do not point to it."), "{page}");
    }

    #[test]
    fn no_muscle_is_named_while_a_clinician_looks_first() {
        let day = date(2026, 3, 20);
        let sign = ProblemReported { yes: ["fever".into()].into(), unsure: [].into(), words: String::new() };
        let page = page(well(day).on(day, sign).person(), "quadratus_lumborum");
        assert!(page.contains("We name no muscles for you now, because a clinician looks first."), "{page}");
    }

    #[test]
    fn a_look_alike_says_what_to_do_and_what_points_to_it() {
        assert_snapshot!(page(PersonNow::default(), "radiculopathy_l3"), @"");
    }

    #[test]
    fn a_finding_names_the_muscles_it_speaks_for() {
        assert_snapshot!(page(PersonNow::default(), "worse_cough_sneeze"), @"");
    }
}
