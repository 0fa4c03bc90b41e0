//! The result of the interview: one sentence back, whether massage can help, muscles worth trying, what changes.

use super::{Words, outcome, sentence};
use domain::assessment::Assessment;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::localise::{Candidate, NotEnough, Reason, Strength};
use domain::profile::Profile;
use domain::standing::Standing;

/// The page that answers "what did you make of me?".
pub(crate) fn result(knowledge: &Knowledge, standing: &Standing, assessment: &Assessment) -> String {
    let mut page = Words::default();
    page.heading("Here is what we think");
    page.say(&back(knowledge, standing));
    page.say(if standing.facts.is_yes("duration_over_3_months") {
        "We call this long-lasting back pain."
    } else {
        "We call this an episode of back pain."
    });
    if let Some(claim) = knowledge.claim("can_massage_help") {
        page.heading("Can massage help?").say(&claim.answer).say("More: backwise learn can_massage_help");
    }
    muscles(knowledge, assessment, &mut page);
    let limits = outcome::limits(&assessment.gate);
    if !limits.is_empty() {
        page.heading("What changes for you");
        for limit in limits {
            page.item(&limit);
        }
    }
    page.finish()
}

/// Place, duration and goal, in the person's words.
fn back(knowledge: &Knowledge, standing: &Standing) -> String {
    let facts = &standing.facts;
    let mut words = "You have pain".to_owned();
    let zones: Vec<String> = facts
        .drawing()
        .keys()
        .filter_map(|zone| knowledge.zone(zone))
        .map(|zone| zone.name.to_lowercase())
        .collect();
    match zones.as_slice() {
        [] => {}
        [one] => words = format!("{words}: {one}"),
        [rest @ .., last] => words = format!("{words}: {} and {last}", rest.join("; ")),
    }
    let durations = [
        ("duration_under_2_weeks", "for less than 2 weeks"),
        ("duration_over_3_months", "for more than 3 months"),
        ("duration_2_to_6_weeks", "for 2 to 6 weeks"),
        ("duration_over_6_weeks", "for more than 6 weeks"),
    ];
    if let Some((_, duration)) = durations.iter().find(|(key, _)| facts.is_yes(key)) {
        words = format!("{words}, {duration}");
    }
    words.push('.');
    words + &goal(&standing.profile)
}

fn goal(profile: &Profile) -> String {
    profile
        .goal
        .as_ref()
        .map(|goal| format!(" You want: {}.", goal.trim_end_matches('.')))
        .unwrap_or_default()
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
        page.say(match reason {
            NotEnough::Widespread => {
                "Your pain is in many places. A muscle map does not help then; the plan works on the whole back."
            }
            NotEnough::TooLittle => "There is too little to go on to name a muscle. The plan works on the back in general.",
            NotEnough::NoFit => {
                "The place you marked does not fit a muscle that we know. The plan works on the area in general."
            }
            NotEnough::Tie => "Several muscles fit about equally. These are weak guesses:",
        });
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
        strength(candidate.strength)
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

/// A strength in words.
pub(crate) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::GoodGuess => "a good guess",
        Strength::FairGuess => "a fair guess",
        Strength::WeakGuess => "a weak guess",
    }
}

fn reason_words(knowledge: &Knowledge, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Zone { zone, bits, .. } => {
            let name = knowledge.zone(zone)?.name.to_lowercase();
            Some(if *bits >= 0.0 {
                format!("you marked {name}")
            } else {
                format!("it is seldom felt at: {name}")
            })
        }
        Reason::Answer { key, truth, .. } => {
            let text = knowledge.findings.get(key)?.text.trim_end_matches('.');
            Some(match truth {
                domain::truth::Truth::No => format!("not so for you: {text}"),
                _ => text.to_owned(),
            })
        }
    }
}
