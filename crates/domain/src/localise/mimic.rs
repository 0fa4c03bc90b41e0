//! Look-alikes to name and warnings that come first (muscles reference, 3.3 and 4.3).

use super::answers::{Answers, Unsure};
use super::model::{MimicModel, Model, WarningModel};
use super::paint::Sides;
use super::pattern::SAME;
use crate::ids::{Key, MimicId};
use crate::knowledge::body::Side;
use crate::knowledge::muscle::MimicLevel;
use serde::Serialize;
use std::cmp::Reverse;

/// A condition that is not muscular and that the answers look like.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlaggedMimic {
    /// The look-alike.
    pub mimic: MimicId,
    /// Its family.
    pub flag: String,
    /// How soon it asks for a clinician.
    pub level: MimicLevel,
    /// The side that fits best.
    pub side: Side,
    /// Bits for it.
    pub score: f64,
    /// Bits from the answers alone.
    pub findings: f64,
    /// The key findings that are, or may be, so.
    pub because: Vec<Key>,
}

impl FlaggedMimic {
    /// Whether it asks for a clinician before any advice on muscles.
    #[must_use]
    pub fn hides_muscles(&self) -> bool {
        self.level >= MimicLevel::ClinicianFirst
    }
}

/// A warning that comes before any ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RaisedWarning {
    /// The warning.
    pub warning: MimicId,
    /// Its family.
    pub flag: String,
    /// How soon it asks for a clinician.
    pub level: MimicLevel,
    /// The findings that are, or may be, so.
    pub because: Vec<Key>,
}

/// A look-alike with its score, flagged or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScoredMimic {
    pub(super) score: f64,
    findings: f64,
    side: Side,
}

/// The score of a look-alike, by the formula of the muscles.
pub(super) fn score(model: &Model, mimic: &MimicModel, paint: &Sides, answers: &Answers) -> ScoredMimic {
    let fit = mimic.pattern.fit(paint, mimic.side, &model.scoring);
    let findings = answers.sum(&mimic.weights, mimic.unsure(), &model.scoring);
    ScoredMimic { score: mimic.prior + fit.bits + findings, findings, side: fit.side }
}

/// Flags the look-alikes with enough key findings and enough bits from answers.
///
/// A harmless one needs a high score too. One that asks for a clinician does not: paint and priors never veto a
/// warning.
pub(super) fn mimics(model: &Model, paint: &Sides, answers: &Answers) -> Vec<FlaggedMimic> {
    let scoring = &model.scoring;
    let mut flagged: Vec<FlaggedMimic> = model
        .mimics
        .iter()
        .filter_map(|mimic| {
            let because = present(model, answers, &mimic.keys, mimic.unsure());
            let scored = score(model, mimic, paint, answers);
            let flagged = because.len() >= mimic.key_needed
                && scored.findings >= scoring.flag_min_findings - SAME
                && (!mimic.harmless || scored.score >= scoring.flag_min_score - SAME);
            flagged.then(|| FlaggedMimic {
                mimic: mimic.id.clone(),
                flag: mimic.flag.clone(),
                level: mimic.level,
                side: scored.side,
                score: scored.score,
                findings: scored.findings,
                because,
            })
        })
        .collect();
    flagged.sort_by(|a, b| {
        b.level.cmp(&a.level).then(b.score.total_cmp(&a.score)).then_with(|| a.mimic.cmp(&b.mimic))
    });
    flagged
}

/// Raises the warnings with enough findings.
pub(super) fn warnings(model: &Model, paint: &Sides, answers: &Answers) -> Vec<RaisedWarning> {
    let midline =
        paint.straight.painted.iter().any(|(zone, _)| model.zones.all.get(*zone).is_some_and(|z| z.midline));
    let raise = |warning: &WarningModel| {
        let because = present(model, answers, &warning.keys, Unsure::Possible);
        let raised = because.len() >= warning.count && (midline || !warning.needs_midline_paint);
        raised.then(|| RaisedWarning {
            warning: warning.id.clone(),
            flag: warning.flag.clone(),
            level: warning.level,
            because,
        })
    };
    let mut raised: Vec<RaisedWarning> = model.warnings.iter().filter_map(raise).collect();
    raised.sort_by_key(|warning| Reverse(warning.level));
    raised
}

fn present(model: &Model, answers: &Answers, keys: &[usize], unsure: Unsure) -> Vec<Key> {
    keys.iter()
        .filter(|finding| answers.is_present(**finding, unsure))
        .filter_map(|finding| Some(model.findings.get(*finding)?.key.clone()))
        .collect()
}

impl MimicModel {
    /// Where a clinician may be needed, unsure is never no.
    fn unsure(&self) -> Unsure {
        if self.level == MimicLevel::None { Unsure::Unknown } else { Unsure::Possible }
    }
}
