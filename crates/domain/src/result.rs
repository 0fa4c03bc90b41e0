//! The result of the interview in words: what the person told, how sure a guess is and why, what health changes.

use crate::gate::{Gate, Ground};
use crate::knowledge::Knowledge;
use crate::localise::{NotEnough, Reason, Strength};
use crate::profile::Profile;
use crate::standing::Standing;
use crate::truth::Truth;
use std::collections::BTreeSet;

/// Place, duration and goal, in the person's words.
///
/// ```
/// use domain::entry::PersonNow;
/// use domain::knowledge::Knowledge;
/// use domain::standing::Standing;
/// use jiff::civil::date;
///
/// let knowledge = Knowledge::bundled().unwrap();
/// let standing = Standing::new(&knowledge, &PersonNow::default(), date(2026, 3, 2));
/// assert_eq!(domain::result::sentence_back(&knowledge, &standing), "You have pain.");
/// ```
#[must_use]
pub fn sentence_back(knowledge: &Knowledge, standing: &Standing) -> String {
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

/// What we call this pain.
#[must_use]
pub fn episode_words(standing: &Standing) -> &'static str {
    if standing.facts.is_yes("duration_over_3_months") {
        "We call this long-lasting back pain."
    } else {
        "We call this an episode of back pain."
    }
}

/// A strength in words. There are 3.
#[must_use]
pub fn strength_words(strength: Strength) -> &'static str {
    match strength {
        Strength::GoodGuess => "a good guess",
        Strength::FairGuess => "a fair guess",
        Strength::WeakGuess => "a weak guess",
    }
}

/// Why a muscle is named, or what speaks against it; `None` for an id that is not known.
#[must_use]
pub fn reason_words(knowledge: &Knowledge, reason: &Reason) -> Option<String> {
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
                Truth::No => format!("not so for you: {text}"),
                _ => text.to_owned(),
            })
        }
    }
}

/// Why no muscle is named, or why the guesses are weak.
#[must_use]
pub fn not_enough_words(reason: NotEnough) -> &'static str {
    match reason {
        NotEnough::Widespread => {
            "Your pain is in many places. A muscle map does not help then; the plan works on the whole back."
        }
        NotEnough::TooLittle => {
            "There is too little to go on to name a muscle. The plan works on the back in general."
        }
        NotEnough::NoFit => {
            "The place you marked does not fit a muscle that we know. The plan works on the area in general."
        }
        NotEnough::Tie => "Several muscles fit about equally. These are weak guesses:",
    }
}

/// What health changes about the plan: each limit once.
#[must_use]
pub fn limits(gate: &Gate) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for limit in gate.iter().flat_map(|(_, decision)| &decision.limits) {
        let Ground::Contraindication(id) = &limit.ground else { continue };
        if id.as_str() != "everyone" && seen.insert(id.clone()) {
            lines.push(format!("{} {}", limit.why, limit.how));
        }
    }
    lines
}
