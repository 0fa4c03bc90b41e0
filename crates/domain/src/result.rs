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
    let durations = [
        ("duration_under_2_weeks", " for less than 2 weeks"),
        ("duration_over_3_months", " for more than 3 months"),
        ("duration_2_to_6_weeks", " for 2 to 6 weeks"),
        ("duration_over_6_weeks", " for more than 6 weeks"),
    ];
    let duration = durations.iter().find(|(key, _)| facts.is_yes(key)).map(|(_, words)| *words);
    let have = if duration.is_some() { "have had" } else { "have" };
    let zones = facts.drawing().keys().filter_map(|zone| knowledge.zone(zone));
    let worst = standing.profile.worst_zone.as_ref();
    let (worst, others): (Vec<_>, Vec<_>) = zones.partition(|zone| worst == Some(&zone.id));
    let names = worst.iter().chain(&others).map(|zone| zone.name.as_str());
    let (side, places) = where_it_hurts(&places(names));
    format!(
        "You {have} pain{side}{}{places}.{}",
        duration.unwrap_or_default(),
        goal(knowledge, &standing.profile)
    )
}

/// A place with the sides on which it was marked.
struct Place<'a> {
    name: &'a str,
    sides: Vec<&'a str>,
}

impl Place<'_> {
    fn sides(&self) -> String {
        self.sides.join(" and ")
    }
}

/// Zones by their names, those of both sides as one.
fn places<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for whole in names {
        let parts = whole.rsplit_once(", ").filter(|(_, side)| matches!(*side, "left" | "right"));
        let (name, side) = parts.map_or((whole, None), |(name, side)| (name, Some(side)));
        match places.iter_mut().find(|place| place.name == name) {
            Some(place) => place.sides.extend(side),
            None => places.push(Place { name, sides: side.into_iter().collect() }),
        }
    }
    for place in &mut places {
        place.sides.sort_unstable();
    }
    places
}

/// Marked zones in words: each place once, with its sides.
///
/// ```
/// use domain::result::places_in_words;
///
/// let names = ["Calf, left", "Calf, right", "Tailbone"];
/// assert_eq!(places_in_words(names.into_iter()), ["Calf, left and right", "Tailbone"]);
/// ```
#[must_use]
pub fn places_in_words<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let words = |place: &Place<'_>| match place.sides.as_slice() {
        [] => place.name.to_owned(),
        _ => format!("{}, {}", place.name, place.sides()),
    };
    places(names).iter().map(words).collect()
}

/// So many places are named; of more, the first 2.
const NAMED: usize = 3;

/// The side, where all places share it, and the places.
fn where_it_hurts(places: &[Place<'_>]) -> (String, String) {
    let Some(first) = places.first() else { return Default::default() };
    let is_shared = !first.sides.is_empty() && places.iter().all(|place| place.sides == first.sides);
    let side = match first.sides.as_slice() {
        [side] if is_shared => format!(" on the {side}"),
        [..] if is_shared => " on both sides".to_owned(),
        _ => String::new(),
    };
    let named = if places.len() > NAMED { 2 } else { places.len() };
    let words = |place: &Place<'_>| match place.sides.as_slice() {
        [_, ..] if !is_shared => format!("{}, {}", place.name.to_lowercase(), place.sides()),
        _ => place.name.to_lowercase(),
    };
    let mut words: Vec<String> = places.iter().take(named).map(words).collect();
    if places.len() > named {
        words.push(format!("{} more places", places.len() - named));
    }
    let last = words.pop().unwrap_or_default();
    // A name may have a comma of its own.
    let has_comma = words.iter().chain([&last]).any(|name| name.contains(','));
    let (comma, and) = if has_comma { ("; ", "; and ") } else { (", ", " and ") };
    let rest = if words.is_empty() { String::new() } else { words.join(comma) + and };
    (side, format!(": {rest}{last}"))
}

/// The goal: one of the common answers reads as a part of the sentence, own words stay as they are.
fn goal(knowledge: &Knowledge, profile: &Profile) -> String {
    let Some(goal) = &profile.goal else { return String::new() };
    let goal = goal.trim_end_matches('.');
    let common = knowledge.question(&"goal".into());
    if common.is_some_and(|page| page.options.iter().any(|option| option.label == goal)) {
        return format!(" You want to {}.", goal.to_lowercase());
    }
    format!(" You want: {goal}.")
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
