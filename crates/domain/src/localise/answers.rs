//! Answers to findings, and the bits they give (muscles reference, 4.2).

use super::model::{Model, Weights};
use crate::facts::Facts;
use crate::knowledge::muscle::{FindingGroup, Scoring};
use crate::truth::Truth;

/// What was answered, by number of the finding.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answers {
    given: Vec<Option<Truth>>,
    groups: Vec<FindingGroup>,
    /// Yes and no to findings that weigh for or against some muscle; age and sex are not counted.
    pub(super) telling: usize,
    /// Those of them that are yes.
    pub(super) telling_yes: usize,
}

/// What "unsure" counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsure {
    /// Nothing.
    Unknown,
    /// A yes where that speaks for it, nothing where it speaks against it: unsure is never no.
    Possible,
}

impl Answers {
    pub(super) fn new(model: &Model, facts: &Facts) -> Self {
        let given: Vec<Option<Truth>> =
            model.findings.iter().map(|finding| facts.get(&finding.key)).collect();
        let telling = |truth: Truth| {
            let counts = model.findings.iter().zip(&given).filter(|(finding, given)| {
                finding.tells_muscles && !finding.derived && **given == Some(truth)
            });
            counts.count()
        };
        let (yes, no) = (telling(Truth::Yes), telling(Truth::No));
        Self {
            telling: yes + no,
            telling_yes: yes,
            groups: model.findings.iter().map(|finding| finding.group).collect(),
            given,
        }
    }

    /// What was answered to one finding.
    pub(super) fn get(&self, finding: usize) -> Option<Truth> {
        self.given.get(finding).copied().flatten()
    }

    /// Whether a finding is, or may be, so.
    pub(super) fn is_present(&self, finding: usize, unsure: Unsure) -> bool {
        match self.get(finding) {
            Some(Truth::Yes) => true,
            Some(Truth::Unsure) => unsure == Unsure::Possible,
            Some(Truth::No) | None => false,
        }
    }

    /// The bits that one answer gives by itself.
    pub(super) fn bits(&self, finding: usize, weight: f64, unsure: Unsure, scoring: &Scoring) -> f64 {
        match self.get(finding) {
            Some(Truth::Yes) => weight,
            Some(Truth::Unsure) if unsure == Unsure::Possible => weight.max(0.0),
            Some(Truth::No) => scoring.no_answer_factor * weight.max(0.0),
            Some(Truth::Unsure) | None => 0.0,
        }
    }

    /// The bits of all answers together.
    ///
    /// Within a group the answers for count x1, x0.7, x0.49 and so on, strongest first, and so do those against. Each
    /// group is limited, and so is the sum.
    pub(super) fn sum(&self, weights: &Weights, unsure: Unsure, scoring: &Scoring) -> f64 {
        let mut groups: [Vec<f64>; FindingGroup::COUNT] = Default::default();
        for (finding, weight) in weights {
            let group = self.groups.get(*finding).and_then(|group| groups.get_mut(*group as usize));
            if let Some(group) = group {
                group.push(self.bits(*finding, *weight, unsure, scoring));
            }
        }
        let sum: f64 = groups.into_iter().map(|group| group_bits(group, scoring)).sum();
        sum.clamp(scoring.findings_min, scoring.findings_max)
    }
}

fn group_bits(mut bits: Vec<f64>, scoring: &Scoring) -> f64 {
    bits.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
    let shrunk = |strongest_first: &mut dyn Iterator<Item = f64>| {
        let mut factor = 1.0;
        let mut sum = 0.0;
        for bits in strongest_first {
            sum += factor * bits;
            factor *= scoring.repeat_factor;
        }
        sum
    };
    let supporting = shrunk(&mut bits.iter().copied().filter(|bits| *bits > 0.0));
    let opposing = shrunk(&mut bits.iter().copied().filter(|bits| *bits < 0.0));
    (supporting + opposing).clamp(scoring.group_min, scoring.group_max)
}
