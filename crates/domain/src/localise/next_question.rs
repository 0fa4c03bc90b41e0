//! Which question tells most (muscles reference, 4.4).

use super::answers::Answers;
use super::model::{FindingModel, Model, Weights};
use super::paint::Sides;
use super::{candidate, mimic, not_enough, score};
use crate::facts::Facts;
use crate::ids::Key;
use std::collections::BTreeSet;

/// No more than this many questions are asked.
pub const MOST_QUESTIONS: usize = 8;
/// Enough is known when the first leads by so many bits.
const CLEAR_LEAD: f64 = 2.0;
/// A question has to tell the first so many muscles apart.
const RIVALS: usize = 4;
/// A look-alike above this many bits is a rival too.
const RIVAL_MIMIC: f64 = 0.0;

/// The finding whose answer tells the leading muscles and look-alikes apart best, if one is worth asking.
///
/// Among the first four muscles and every look-alike above 0 bits, it is the unanswered finding with the largest
/// spread of weights. Questions that need no trying out come first, then tests, then presses. Left out are findings
/// that follow from age or sex, those in `asked`, and those that a fact makes unwise to try. There is nothing to ask
/// after eight questions, when the first leads by 2 bits (muscles that hands cannot tell apart count as one), or when
/// the pain is widespread.
///
/// ```
/// use domain::facts::Facts;
/// use domain::ids::ZoneId;
/// use domain::{knowledge::Knowledge, localise::{Model, next_question}};
/// use std::collections::BTreeSet;
///
/// let model = Model::new(&Knowledge::bundled().unwrap());
/// let mut facts = Facts::default();
/// facts.set_drawing([(ZoneId::from("buttock_mid_r"), 1.0)].into());
/// let key = next_question(&model, &facts, &BTreeSet::new()).unwrap();
/// assert_ne!(next_question(&model, &facts, &BTreeSet::from([key.clone()])), Some(key));
/// ```
#[must_use]
pub fn next_question(model: &Model, facts: &Facts, asked: &BTreeSet<Key>) -> Option<Key> {
    if asked.len() >= MOST_QUESTIONS {
        return None;
    }
    let paint = Sides::new(model, facts.drawing());
    let answers = Answers::new(model, facts);
    let scored = score::muscles(model, &paint, &answers);
    let shown = candidate::merged(&scored);
    let leads = |place: usize| Some(shown.get(place)?.first()?.score.score);
    if leads(0)? - leads(1)? >= CLEAR_LEAD || not_enough::is_widespread(model, &paint) {
        return None;
    }
    let mut rivals: Vec<&Weights> = scored.iter().take(RIVALS).map(|muscle| &muscle.model.weights).collect();
    for mimic in &model.mimics {
        if mimic::score(model, mimic, &paint, &answers).score > RIVAL_MIMIC {
            rivals.push(&mimic.weights);
        }
    }
    let open = |finding: &FindingModel| {
        !finding.derived
            && facts.get(&finding.key).is_none()
            && !asked.contains(&finding.key)
            && !finding.skip_if.iter().any(|fact| facts.is_possible(fact.as_str()))
    };
    let worth = model.findings.iter().enumerate().filter(|(_, finding)| open(finding)).filter_map(
        |(number, finding)| {
            let spread = spread(&rivals, number);
            (spread > 0.0).then_some((finding, spread))
        },
    );
    // Of equal questions the first by key: `max_by` would take the last.
    let best = worth.min_by(|(a, spread_a), (b, spread_b)| {
        a.turn.cmp(&b.turn).then(spread_b.total_cmp(spread_a)).then_with(|| a.key.cmp(&b.key))
    });
    best.map(|(finding, _)| finding.key.clone())
}

/// The highest weight of a finding among the rivals minus the lowest.
fn spread(rivals: &[&Weights], finding: usize) -> f64 {
    let weight = |weights: &Weights| {
        weights.iter().find(|(number, _)| *number == finding).map_or(0.0, |(_, bits)| *bits)
    };
    let all = || rivals.iter().map(|weights| weight(weights));
    all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min)
}
