//! Why a muscle is named, and what speaks against it.

use super::answers::{Answers, Unsure};
use super::model::Model;
use super::paint::Sides;
use super::score::Scored;
use crate::ids::{Key, ZoneId};
use crate::truth::Truth;
use serde::Serialize;

/// One reason; the caller turns it into words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A painted zone.
    Zone {
        /// The zone.
        zone: ZoneId,
        /// How much the muscle's pain belongs there, 0 to 1.
        weight: f64,
        /// What its paint adds to the score. Below zero: what its paint costs, because the muscle is not felt there.
        bits: f64,
    },
    /// An answer.
    Answer {
        /// The finding.
        key: Key,
        /// What was answered.
        truth: Truth,
        /// What the answer counts by itself.
        bits: f64,
    },
}

impl Reason {
    /// Bits for the muscle, or against it if below zero.
    #[must_use]
    pub fn bits(&self) -> f64 {
        match self {
            Self::Zone { bits, .. } | Self::Answer { bits, .. } => *bits,
        }
    }
}

/// How many zones are named as reasons for (muscles reference, 4.2).
const ZONES_FOR: usize = 2;
/// How many answers are named as reasons for.
const ANSWERS_FOR: usize = 3;
/// How many reasons against are named.
const AGAINST: usize = 1;
/// Paint that costs less than this is not worth a sentence: our judgement.
const WORTH_NAMING: f64 = 0.25;

/// The two strongest zones and the three strongest answers for a muscle, and the strongest reason against it.
pub(super) fn reasons(
    model: &Model,
    paint: &Sides,
    answers: &Answers,
    scored: &Scored,
) -> (Vec<Reason>, Vec<Reason>) {
    let (zones_for, zones_against) = zones(model, paint, scored);
    let (answers_for, answers_against) = answered(model, answers, scored);
    let mut supporting = strongest(zones_for, ZONES_FOR);
    supporting.extend(strongest(answers_for, ANSWERS_FOR));
    let against = answers_against.into_iter().chain(zones_against).collect();
    (supporting, strongest(against, AGAINST))
}

/// The first few by strength; equal ones stay in the order of their zones or keys.
fn strongest(mut reasons: Vec<Reason>, count: usize) -> Vec<Reason> {
    reasons.sort_by(|a, b| b.bits().abs().total_cmp(&a.bits().abs()));
    reasons.truncate(count);
    reasons
}

fn zones(model: &Model, paint: &Sides, scored: &Scored) -> (Vec<Reason>, Vec<Reason>) {
    let paint = &paint.straight;
    let Some(pattern) = scored.pattern else { return (Vec::new(), Vec::new()) };
    let scale = model.scoring.zone_explained;
    let weight = |zone| pattern.weight(&model.zones, zone, scored.score.side);
    let explained: f64 = paint.painted.iter().map(|(zone, amount)| amount * weight(*zone)).sum();
    let (mut supporting, mut against) = (Vec::new(), Vec::new());
    for (number, amount) in &paint.painted {
        let Some(zone) = model.zones.all.get(*number).map(|zone| zone.id.clone()) else { continue };
        let weight = weight(*number);
        let rest = paint.total - amount;
        let costs = scale * (explained / paint.total - (explained - amount * weight) / rest);
        // What one spot of the muscle is not felt at may be where another one is: that does not speak against it.
        let ever =
            scored.model.patterns.iter().map(|one| one.weight(&model.zones, *number, scored.score.side));
        let seldom = ever.fold(0.0, f64::max) < model.scoring.smooth;
        if rest > 0.0 && costs <= -WORTH_NAMING && seldom {
            against.push(Reason::Zone { zone, weight, bits: costs });
        } else if weight > 0.0 {
            let bits = scale * amount * weight / paint.total;
            supporting.push(Reason::Zone { zone, weight, bits });
        }
    }
    (supporting, against)
}

fn answered(model: &Model, answers: &Answers, scored: &Scored) -> (Vec<Reason>, Vec<Reason>) {
    let reasons = scored.model.weights.iter().filter_map(|(finding, weight)| {
        let bits = answers.bits(*finding, *weight, Unsure::Unknown, &model.scoring);
        let key = model.findings.get(*finding)?.key.clone();
        Some(Reason::Answer { key, truth: answers.get(*finding)?, bits })
    });
    reasons.filter(|reason| reason.bits().abs() > 0.0).partition(|reason| reason.bits() > 0.0)
}
