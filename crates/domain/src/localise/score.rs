//! The score of every muscle.

use super::answers::{Answers, Unsure};
use super::model::{Model, MuscleModel};
use super::paint::Sides;
use super::pattern::{Fit, Pattern};
use crate::ids::MuscleId;
use crate::knowledge::body::Side;
use crate::knowledge::muscle::{MimicSide, Scoring};
use serde::Serialize;

/// A muscle with its score and what it is made of: `score = prior + zone + findings`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MuscleScore {
    /// The muscle.
    pub muscle: MuscleId,
    /// The side that fits best; both where nothing tells the sides apart.
    pub side: Side,
    /// The spot of the muscle that fits best; none where all spots together do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot: Option<String>,
    /// Bits for it.
    pub score: f64,
    /// Bits from how often it is sore.
    pub prior: f64,
    /// Bits from the drawing.
    pub zone: f64,
    /// Bits from the answers.
    pub findings: f64,
    /// The share of all paint that its best pattern accounts for, 0 to 1.
    pub explained: f64,
    /// The share of the main area of its best pattern that is painted, 0 to 1.
    pub reached: f64,
    /// Its share among all muscles, 0 to 1, never above the cap: for display, not a probability.
    pub share: f64,
}

/// A scored muscle with what is needed to give reasons.
#[derive(Debug, Clone)]
pub(super) struct Scored<'a> {
    pub(super) model: &'a MuscleModel,
    pub(super) pattern: Option<&'a Pattern>,
    /// The largest share of the paint that any of its patterns accounts for.
    pub(super) most_explained: f64,
    pub(super) score: MuscleScore,
}

/// All muscles, best first; equal ones by id.
pub(super) fn muscles<'a>(model: &'a Model, paint: &Sides, answers: &Answers) -> Vec<Scored<'a>> {
    let mut scored: Vec<Scored> =
        model.muscles.iter().map(|muscle| score(muscle, paint, answers, &model.scoring)).collect();
    scored.sort_by(|a, b| {
        b.score.score.total_cmp(&a.score.score).then_with(|| a.score.muscle.cmp(&b.score.muscle))
    });
    // Added from the highest score down, so that a mirrored drawing adds in the same order.
    let odds = |muscle: &Scored| libm::exp2(muscle.score.score);
    let total: f64 = scored.iter().map(odds).sum();
    for muscle in &mut scored {
        muscle.score.share = (odds(muscle) / total).min(model.scoring.share_cap);
    }
    scored
}

fn score<'a>(muscle: &'a MuscleModel, paint: &Sides, answers: &Answers, scoring: &Scoring) -> Scored<'a> {
    let mut best: Option<(&Pattern, Fit)> = None;
    let mut most_explained: f64 = 0.0;
    for pattern in &muscle.patterns {
        let fit = pattern.fit(paint, MimicSide::Either, scoring);
        most_explained = most_explained.max(fit.most_explained);
        if best.is_none_or(|(_, best)| fit.bits > best.bits) {
            best = Some((pattern, fit));
        }
    }
    let findings = answers.sum(&muscle.weights, Unsure::Unknown, scoring);
    let zone = best.map_or(0.0, |(_, fit)| fit.bits);
    let score = MuscleScore {
        muscle: muscle.id.clone(),
        side: best.map_or(Side::Both, |(_, fit)| fit.side),
        spot: best.and_then(|(pattern, _)| pattern.spot.clone()),
        score: muscle.prior + zone + findings,
        prior: muscle.prior,
        zone,
        findings,
        explained: best.map_or(0.0, |(_, fit)| fit.explained),
        reached: best.map_or(0.0, |(_, fit)| fit.reached),
        share: 0.0,
    };
    Scored { model: muscle, pattern: best.map(|(pattern, _)| pattern), most_explained, score }
}

/// `0.6 * log2(prior / 0.15)`, limited (muscles reference, 4.2).
pub(super) fn prior_bits(prior: f64, scoring: &Scoring) -> f64 {
    let bits = scoring.prior_scale * libm::log2(prior / scoring.prior_reference);
    bits.clamp(-scoring.prior_limit, scoring.prior_limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn the_prior_is_weakened_and_limited() {
        let scoring = Knowledge::bundled().unwrap().scoring;
        // 0.6 * log2(0.40 / 0.15) = 0.6 * 1.41504
        assert!((prior_bits(0.40, &scoring) - 0.849_02).abs() < 1e-5);
        assert!(prior_bits(0.15, &scoring).abs() < 1e-12);
        // 0.6 * log2(0.003 / 0.15) = -3.39, limited
        assert!((prior_bits(0.003, &scoring) + 1.5).abs() < 1e-12);
    }
}
