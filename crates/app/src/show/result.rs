//! The result of the interview: one sentence back, whether massage can help, muscles worth trying, what changes.

use super::{Words, sentence};
use domain::assessment::Assessment;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::localise::Candidate;
use domain::result::{episode_words, limits, not_enough_words, reason_words, sentence_back, strength_words};
use domain::standing::Standing;

/// The page that answers "what did you make of me?".
pub(crate) fn result(knowledge: &Knowledge, standing: &Standing, assessment: &Assessment) -> String {
    let mut page = Words::default();
    page.heading("Here is what we think");
    page.say(&sentence_back(knowledge, standing));
    page.say(episode_words(standing));
    if let Some(claim) = knowledge.claim("can_massage_help") {
        page.heading("Can massage help?").say(&claim.answer).say("More: backwise learn can_massage_help");
    }
    muscles(knowledge, assessment, &mut page);
    let limits = limits(&assessment.gate);
    if !limits.is_empty() {
        page.heading("What changes for you");
        for limit in limits {
            page.item(&limit);
        }
    }
    page.finish()
}

fn muscles(knowledge: &Knowledge, assessment: &Assessment, page: &mut Words) {
    page.heading("Muscles worth trying");
    if let Some(id) = &assessment.held_back {
        let warning = knowledge.warnings.iter().find(|warning| warning.id == *id).map(|warning| &warning.say);
        let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == *id).map(|mimic| &mimic.say);
        page.say(warning.or(mimic).map_or("", String::as_str));
        page.say("Massage waits until a clinician has looked. Moving and walking go on. Afterwards: backwise checked");
        return;
    }
    let localised = &assessment.localised;
    if let Some(reason) = localised.not_enough {
        page.say(not_enough_words(reason));
    }
    for candidate in &localised.candidates {
        muscle(knowledge, candidate, page);
    }
    for mimic in &localised.mimics {
        let say = knowledge.mimics.iter().find(|known| known.id == mimic.mimic).map(|known| &known.say);
        page.gap().say(say.map_or("", String::as_str));
    }
}

fn muscle(knowledge: &Knowledge, candidate: &Candidate, page: &mut Words) {
    let Some(muscle) = knowledge.muscles.iter().find(|muscle| muscle.id == candidate.muscle) else { return };
    let group = candidate.group.as_ref();
    let group = group.and_then(|id| knowledge.muscle_groups.iter().find(|group| group.id == *id));
    let (plain, latin) = group.map_or((&muscle.plain, &muscle.latin), |group| (&group.plain, &group.latin));
    let side = match candidate.side {
        Side::Left => "LEFT",
        Side::Right => "RIGHT",
        Side::Both | Side::None => "both sides",
    };
    page.gap().say(&format!("{} ({latin}), {side}", sentence(plain).trim_end_matches('.')));
    page.under(&muscle.feel);
    page.under(&format!(
        "How sure: {}. Even trained hands agree only partly on a muscle.",
        strength_words(candidate.strength)
    ));
    let because: Vec<String> =
        candidate.reasons_for.iter().filter_map(|reason| reason_words(knowledge, reason)).collect();
    if !because.is_empty() {
        page.under(&format!("Because: {}.", because.join("; ")));
    }
    if let Some(against) = candidate.against.iter().find_map(|reason| reason_words(knowledge, reason)) {
        page.under(&format!("Against: {against}."));
    }
    page.under(&format!("Ask a therapist for: {}.", muscle.ask_therapist.trim_end_matches('.')));
}
