//! Muscles, look-alikes and findings.

use super::{Page, View};
use crate::ids::{Key, MimicId, ZoneId};
use crate::knowledge::body::Side;
use crate::knowledge::muscle::Muscle;
use crate::localise::{Candidate, Reason, Strength};
use crate::truth::Truth;
use crate::words::{how_sure, title};

pub(super) fn muscle(view: View<'_>, id: &str, page: &mut Page) {
    let knowledge = view.knowledge;
    let Some(muscle) = knowledge.muscles.iter().find(|muscle| muscle.id.as_str() == id) else { return };
    page.heading(&title(&format!("{} ({})", muscle.plain, muscle.latin)));
    page.say(&format!("Where: {}", muscle.where_words));
    page.say(&format!("What people feel: {}", muscle.feel));
    page.say(&format!("By yourself: {} {}", muscle.self_massage, muscle.care));
    page.say(&format!("Ask a therapist for: {}.", muscle.ask_therapist));
    page.say(&how_sure(muscle.certainty));
    for_you(view, muscle, page);
    page.sources(&muscle.source);
}

/// Whether the drawing and the answers point to it, and why.
fn for_you(view: View<'_>, muscle: &Muscle, page: &mut Page) {
    page.heading("For you");
    let localised = &view.assessment.localised;
    if !view.knows_person() || view.standing.facts.drawing().is_empty() {
        page.start("We do not know yet where it hurts.");
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
    page.say("This is a guess from what you marked and said. It is not a diagnosis.");
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

/// From this weight on, the pain of a muscle is often felt in a zone; below, now and then.
const OFTEN: f64 = 0.6;

fn reasons(view: View<'_>, candidate: &Candidate, page: &mut Page) {
    let words = |reason: &Reason| match reason {
        Reason::Zone { zone, weight, .. } => {
            let name = view.knowledge.zone(zone).map_or(zone.as_str(), |zone| zone.name.as_str());
            let felt = match *weight {
                weight if weight >= OFTEN => "Its pain is often felt there",
                weight if weight > 0.0 => "Its pain is now and then felt there",
                _ => "Its pain is not felt there",
            };
            format!("You marked: {name}. {felt}.")
        }
        Reason::Answer { key, truth, .. } => {
            let text = view.knowledge.findings.get(key).map_or(key.as_str(), |finding| finding.text.as_str());
            let said = if *truth == Truth::No { "You said no to" } else { "You said" };
            format!("{said}: {text}.")
        }
    };
    // A zone that speaks for it, and would speak louder alone, is no reason against it.
    let named = |zone: &ZoneId| {
        candidate
            .reasons_for
            .iter()
            .any(|one| matches!(one, Reason::Zone { zone: other, .. } if other == zone))
    };
    let against =
        candidate.against.iter().filter(|one| !matches!(one, Reason::Zone { zone, .. } if named(zone)));
    page.list("For it:", candidate.reasons_for.iter().map(words));
    page.list("Against it:", against.map(words));
}

pub(super) fn look_alike(view: View<'_>, id: &str, page: &mut Page) {
    let knowledge = view.knowledge;
    let id = MimicId::from(id);
    let texts = |keys: &[Key]| -> Vec<String> { keys.iter().map(|key| text(view, key)).collect() };
    if let Some(mimic) = knowledge.mimics.iter().find(|mimic| mimic.id == id) {
        page.heading(&title(&mimic.plain)).say(&mimic.say).say(&how_sure(mimic.certainty));
        page.list("What points to it:", texts(&mimic.keys));
        page.clinicians(&format!("{}, {}.", mimic.name, mimic.urgency));
        page.sources(&mimic.source);
    }
    if let Some(warning) = knowledge.warnings.iter().find(|warning| warning.id == id) {
        page.heading("A sign that comes first").say(&warning.say).say(&how_sure(warning.certainty));
        page.list(&format!("It takes {} of these:", warning.count), texts(&warning.any_of));
        page.clinicians(&format!("{}.", warning.urgency));
        page.sources(&warning.source);
    }
}

fn text(view: View<'_>, key: &Key) -> String {
    let finding = view.knowledge.findings.get(key).map(|finding| finding.text.as_str());
    let fact = || view.knowledge.facts.get(key).map(|fact| fact.words.as_str());
    let words = finding.or_else(fact).unwrap_or(key.as_str());
    let told = view.told(key.as_str());
    if view.knows_person() { format!("{words} (you said: {told})") } else { words.to_owned() }
}

/// How many muscles are named with a finding.
const MUSCLES: usize = 5;

pub(super) fn finding(view: View<'_>, id: &str, page: &mut Page) {
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
    page.sources(&finding.source);
}
