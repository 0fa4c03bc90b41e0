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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn sum(given: &[(&str, Truth)], weights: &[(&str, f64)], unsure: Unsure) -> f64 {
        let model = Model::new(&Knowledge::bundled().unwrap());
        let mut facts = Facts::default();
        for (key, truth) in given {
            facts.set(*key, *truth);
        }
        let number = |key: &str| model.findings.iter().position(|f| f.key.as_str() == key).unwrap();
        let weights = weights.iter().map(|(key, bits)| (number(key), *bits)).collect();
        Answers::new(&model, &facts).sum(&weights, unsure, &model.scoring)
    }

    #[track_caller]
    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    use Truth::{No, Unsure as NotSure, Yes};

    #[test]
    fn further_answers_of_one_group_count_less() {
        // Movement 1.5 + 0.7 * 1.5, press 2: the worked example of the reference.
        let given = [("worse_cough_sneeze", Yes), ("worse_roll_in_bed", Yes), ("press_loin", Yes)];
        let weights = [("worse_cough_sneeze", 1.5), ("worse_roll_in_bed", 1.5), ("press_loin", 2.0)];
        assert_near(sum(&given, &weights, Unsure::Unknown), 4.55);
    }

    #[test]
    fn the_strongest_of_a_group_counts_in_full_wherever_it_stands() {
        let given = [("worse_bend_back", Yes), ("worse_lift", Yes), ("worse_twist", Yes)];
        let weights = [("worse_bend_back", 0.5), ("worse_lift", 2.0), ("worse_twist", 1.0)];
        assert_near(sum(&given, &weights, Unsure::Unknown), 2.0 + 0.7 * 1.0 + 0.49 * 0.5);
    }

    #[test]
    fn answers_for_and_against_shrink_apart() {
        let given = [("worse_bend_back", Yes), ("worse_lift", Yes), ("worse_twist", Yes)];
        let weights = [("worse_bend_back", 1.0), ("worse_lift", -1.0), ("worse_twist", -0.5)];
        assert_near(sum(&given, &weights, Unsure::Unknown), 1.0 - 1.0 - 0.35);
    }

    #[test]
    fn one_group_and_the_whole_are_limited() {
        let movement = ["worse_bend_back", "worse_lift", "worse_twist", "worse_bend_forward"];
        let press = ["press_loin", "press_para_low", "press_crest"];
        let easing = ["better_heat", "better_move"];
        let given: Vec<_> = movement.iter().chain(&press).chain(&easing).map(|key| (*key, Yes)).collect();
        let weigh = |keys: &[&'static str], bits| -> Vec<_> { keys.iter().map(|key| (*key, bits)).collect() };
        assert_near(sum(&given, &weigh(&movement, 2.0), Unsure::Unknown), 3.0);
        assert_near(sum(&given, &weigh(&movement, -2.0), Unsure::Unknown), -3.0);
        let all = |bits| [weigh(&movement, bits), weigh(&press, bits), weigh(&easing, bits)].concat();
        assert_near(sum(&given, &all(2.0), Unsure::Unknown), 6.0);
        assert_near(sum(&given, &all(-2.0), Unsure::Unknown), -5.0);
    }

    #[test]
    fn a_clear_no_counts_a_little_against_and_nothing_for() {
        let no = [("press_loin", No)];
        assert_near(sum(&no, &[("press_loin", 2.0)], Unsure::Unknown), -0.6);
        assert_near(sum(&no, &[("press_loin", -2.0)], Unsure::Unknown), 0.0);
    }

    #[test]
    fn unsure_is_nothing_or_a_yes_but_never_a_no() {
        let unsure = [("press_loin", NotSure)];
        assert_near(sum(&unsure, &[("press_loin", 2.0)], Unsure::Unknown), 0.0);
        assert_near(sum(&unsure, &[("press_loin", 2.0)], Unsure::Possible), 2.0);
        assert_near(sum(&unsure, &[("press_loin", -2.0)], Unsure::Possible), 0.0);
    }

    #[test]
    fn only_yes_and_no_to_what_tells_muscles_apart_are_counted() {
        let model = Model::new(&Knowledge::bundled().unwrap());
        let mut facts = Facts::default();
        for (key, truth) in [("worse_lift", Yes), ("worse_twist", No), ("press_loin", NotSure)] {
            facts.set(key, truth);
        }
        // Age follows from the profile, and the numb saddle is no muscle's sign.
        facts.set("age_over_50", Yes);
        facts.set("saddle_numb", Yes);
        let answers = Answers::new(&model, &facts);
        assert_eq!((answers.telling, answers.telling_yes), (2, 1));
    }
}
