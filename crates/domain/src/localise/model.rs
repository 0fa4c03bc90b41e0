//! The knowledge in the form that scoring needs: numbers instead of names.

use super::pattern::Pattern;
use super::score;
use crate::ids::{GroupId, Key, MimicId, MuscleId, ZoneId};
use crate::knowledge::Knowledge;
use crate::knowledge::body::{Side, Zone};
use crate::knowledge::muscle::{Finding, FindingGroup, Mimic, MimicLevel, MimicSide, Muscle, Scoring};
use std::collections::BTreeMap;

/// Everything that does not change from person to person, made once.
///
/// ```
/// use domain::{knowledge::Knowledge, localise::Model};
///
/// let model = Model::new(&Knowledge::bundled().unwrap());
/// # let _ = model;
/// ```
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) scoring: Scoring,
    pub(super) zones: Zones,
    pub(super) findings: Vec<FindingModel>,
    pub(super) muscles: Vec<MuscleModel>,
    pub(super) mimics: Vec<MimicModel>,
    pub(super) warnings: Vec<WarningModel>,
}

/// The zones, by number.
#[derive(Debug, Clone)]
pub(super) struct Zones {
    pub(super) all: Vec<ZoneModel>,
    number: BTreeMap<ZoneId, usize>,
}

/// One zone.
#[derive(Debug, Clone)]
pub(super) struct ZoneModel {
    pub(super) id: ZoneId,
    pub(super) mirrored: usize,
    pub(super) neighbours: Vec<usize>,
    pub(super) side: Side,
    pub(super) midline: bool,
    pub(super) height: Height,
}

/// Where a zone lies by the waist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Height {
    Above,
    Waist,
    Below,
}

/// The height of L1 on the figure, just below the last rib (muscles reference, 1.1).
const ABOVE_THE_WAIST: f64 = 65.2;
/// The height of L5 on the figure, just below the rim of the pelvis (muscles reference, 1.1).
const BELOW_THE_WAIST: f64 = 81.7;

/// One finding.
#[derive(Debug, Clone)]
pub(super) struct FindingModel {
    pub(super) key: Key,
    pub(super) group: FindingGroup,
    /// Follows from age or sex, so it is no answer and is never asked.
    pub(super) derived: bool,
    /// Weighs for or against some muscle.
    pub(super) tells_muscles: bool,
    pub(super) skip_if: Vec<Key>,
    pub(super) turn: Turn,
}

/// When a question may come: what needs no hands first, presses last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Plain,
    Test,
    Press,
}

/// Findings by number, with their bits.
pub(super) type Weights = Vec<(usize, f64)>;

/// One muscle.
#[derive(Debug, Clone)]
pub(super) struct MuscleModel {
    pub(super) id: MuscleId,
    pub(super) group: GroupId,
    /// Whether there are counts or studies (A, B), not clinical teaching only (C).
    pub(super) studied: bool,
    pub(super) prior: f64,
    pub(super) weights: Weights,
    pub(super) patterns: Vec<Pattern>,
}

/// One look-alike.
#[derive(Debug, Clone)]
pub(super) struct MimicModel {
    pub(super) id: MimicId,
    pub(super) flag: String,
    pub(super) level: MimicLevel,
    /// Nobody has to be seen, so paint and prior may keep it from being flagged.
    pub(super) harmless: bool,
    pub(super) side: MimicSide,
    pub(super) prior: f64,
    pub(super) keys: Vec<usize>,
    pub(super) key_needed: usize,
    pub(super) weights: Weights,
    pub(super) pattern: Pattern,
}

/// One warning.
#[derive(Debug, Clone)]
pub(super) struct WarningModel {
    pub(super) id: MimicId,
    pub(super) flag: String,
    pub(super) level: MimicLevel,
    pub(super) keys: Vec<usize>,
    pub(super) count: usize,
    pub(super) needs_midline_paint: bool,
}

impl Model {
    /// Prepares the knowledge.
    ///
    /// Names that the knowledge does not define are left out; [`crate::knowledge::check`] reports them.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let zones = Zones::new(&knowledge.zones);
        let number: BTreeMap<&Key, usize> =
            knowledge.findings.keys().enumerate().map(|(number, key)| (key, number)).collect();
        let keys = |keys: &[Key]| keys.iter().filter_map(|key| number.get(key).copied()).collect();
        let weights = |weights: &BTreeMap<Key, f64>| -> Weights {
            weights.iter().filter_map(|(key, bits)| Some((*number.get(key)?, *bits))).collect()
        };
        let scoring = &knowledge.scoring;
        Self {
            scoring: scoring.clone(),
            findings: knowledge
                .findings
                .values()
                .map(|finding| FindingModel::new(finding, &knowledge.muscles))
                .collect(),
            muscles: knowledge
                .muscles
                .iter()
                .map(|muscle| MuscleModel::new(muscle, &zones, scoring, weights(&muscle.findings)))
                .collect(),
            mimics: knowledge
                .mimics
                .iter()
                .map(|mimic| {
                    MimicModel::new(mimic, &zones, scoring, keys(&mimic.keys), weights(&mimic.findings))
                })
                .collect(),
            warnings: knowledge
                .warnings
                .iter()
                .map(|warning| WarningModel {
                    id: warning.id.clone(),
                    flag: warning.flag.clone(),
                    level: warning.level,
                    keys: keys(&warning.any_of),
                    count: warning.count,
                    needs_midline_paint: warning.needs_midline_paint,
                })
                .collect(),
            zones,
        }
    }
}

impl Zones {
    fn new(zones: &[Zone]) -> Self {
        let number: BTreeMap<ZoneId, usize> =
            zones.iter().enumerate().map(|(number, zone)| (zone.id.clone(), number)).collect();
        let all = zones
            .iter()
            .enumerate()
            .map(|(own, zone)| ZoneModel {
                id: zone.id.clone(),
                mirrored: number.get(mirrored(zone.id.as_str()).as_str()).copied().unwrap_or(own),
                neighbours: zone.neighbours.iter().filter_map(|id| number.get(id).copied()).collect(),
                side: zone.side,
                midline: zone.midline,
                height: Height::of(zone),
            })
            .collect();
        Self { all, number }
    }

    /// The number of a zone.
    pub(super) fn number(&self, id: &ZoneId) -> Option<usize> {
        self.number.get(id).copied()
    }

    /// The same zone on the other side.
    pub(super) fn mirrored(&self, zone: usize) -> usize {
        self.all.get(zone).map_or(zone, |zone| zone.mirrored)
    }

    /// Values by zone number from values by zone id.
    pub(super) fn dense(&self, values: &BTreeMap<ZoneId, f64>) -> Vec<f64> {
        self.all.iter().map(|zone| values.get(&zone.id).copied().unwrap_or(0.0)).collect()
    }

    /// The same values on the other side.
    pub(super) fn mirror(&self, values: &[f64]) -> Vec<f64> {
        self.all.iter().map(|zone| at(values, zone.mirrored)).collect()
    }

    /// For each zone the largest value of its neighbours, weakened by `smooth`.
    pub(super) fn spill(&self, values: &[f64], smooth: f64) -> Vec<f64> {
        let largest = |zone: &ZoneModel| {
            zone.neighbours.iter().map(|neighbour| at(values, *neighbour)).fold(0.0, f64::max)
        };
        self.all.iter().map(|zone| smooth * largest(zone)).collect()
    }
}

/// The value of a zone, nothing where there is none.
pub(super) fn at(values: &[f64], zone: usize) -> f64 {
    values.get(zone).copied().unwrap_or(0.0)
}

/// The id of the same zone on the other side of the body.
fn mirrored(id: &str) -> String {
    if let Some(base) = id.strip_suffix("_r") {
        format!("{base}_l")
    } else if let Some(base) = id.strip_suffix("_l") {
        format!("{base}_r")
    } else {
        id.to_owned()
    }
}

impl Height {
    fn of(zone: &Zone) -> Self {
        let heights = || zone.polygon.iter().map(|[_, y]| *y);
        let middle = f64::midpoint(heights().fold(f64::MAX, f64::min), heights().fold(0.0, f64::max));
        if middle < ABOVE_THE_WAIST {
            Self::Above
        } else if middle > BELOW_THE_WAIST {
            Self::Below
        } else {
            Self::Waist
        }
    }
}

impl FindingModel {
    fn new(finding: &Finding, muscles: &[Muscle]) -> Self {
        let turn = match finding.group {
            FindingGroup::Press => Turn::Press,
            _ if finding.pressing => Turn::Press,
            FindingGroup::Test => Turn::Test,
            _ => Turn::Plain,
        };
        Self {
            key: finding.id.clone(),
            group: finding.group,
            derived: finding.derived.is_some(),
            tells_muscles: muscles.iter().any(|muscle| muscle.findings.contains_key(&finding.id)),
            skip_if: finding.skip_if.clone(),
            turn,
        }
    }
}

impl MuscleModel {
    fn new(muscle: &Muscle, zones: &Zones, scoring: &Scoring, weights: Weights) -> Self {
        let spots: Vec<Vec<f64>> =
            muscle.pattern.iter().map(|pattern| zones.dense(&pattern.referral)).collect();
        let mut patterns: Vec<Pattern> = (muscle.pattern.iter().zip(&spots))
            .map(|(pattern, spot)| Pattern::new(zones, scoring, spot, 0.0).of_spot(&pattern.id))
            .collect();
        if spots.len() > 1 {
            let together = together(&spots, scoring.combined_scale);
            patterns.push(Pattern::new(zones, scoring, &together, scoring.combined_penalty));
        }
        Self {
            id: muscle.id.clone(),
            group: muscle.group.clone(),
            studied: matches!(muscle.evidence, 'A' | 'B'),
            prior: score::prior_bits(muscle.prior, scoring),
            weights,
            patterns,
        }
    }
}

/// All spots of a muscle as one pattern: `1 - product(1 - 0.8 * w)` (muscles reference, 4.2).
fn together(spots: &[Vec<f64>], scale: f64) -> Vec<f64> {
    let zones = spots.first().map_or(0, Vec::len);
    (0..zones)
        .map(|zone| 1.0 - spots.iter().map(|spot| 1.0 - scale * at(spot, zone)).product::<f64>())
        .collect()
}

impl MimicModel {
    fn new(mimic: &Mimic, zones: &Zones, scoring: &Scoring, keys: Vec<usize>, weights: Weights) -> Self {
        Self {
            id: mimic.id.clone(),
            flag: mimic.flag.clone(),
            level: mimic.level,
            harmless: mimic.urgency == "no",
            side: mimic.side,
            prior: score::prior_bits(mimic.prior, scoring),
            keys,
            key_needed: mimic.key_needed,
            weights,
            pattern: Pattern::new(zones, scoring, &zones.dense(&mimic.referral), 0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spots_together_reach_more_than_each() {
        let all = together(&[vec![0.9, 0.0], vec![0.5, 0.3]], 0.8);
        // 1 - (1 - 0.72)(1 - 0.40) and 1 - (1 - 0)(1 - 0.24)
        assert!((all[0] - 0.832).abs() < 1e-12);
        assert!((all[1] - 0.24).abs() < 1e-12);
    }

    #[test]
    fn ids_are_mirrored_by_their_ending() {
        assert_eq!(mirrored("iliac_crest_r"), "iliac_crest_l");
        assert_eq!(mirrored("iliac_crest_l"), "iliac_crest_r");
        assert_eq!(mirrored("sacrum"), "sacrum");
    }
}
