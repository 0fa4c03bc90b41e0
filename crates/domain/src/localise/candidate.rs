//! The short list: muscles that hands cannot tell apart shown once, with the strength of the guess and the reasons.

use super::answers::{Answers, Unsure};
use super::model::Model;
use super::not_enough::NotEnough;
use super::paint::Sides;
use super::pattern::SAME;
use super::reason::{Reason, reasons};
use super::score::Scored;
use crate::ids::{GroupId, MuscleId};
use crate::knowledge::body::Side;
use serde::Serialize;

/// A muscle, or a group that hands cannot tell apart, worth trying.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The muscle; of a group, the one that fits best.
    pub muscle: MuscleId,
    /// The group to name instead, where `parts` holds more than one muscle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// The side; both where nothing tells the sides apart. Of a group, the side of the muscle that fits best.
    pub side: Side,
    /// Bits for it; of a group, those of the muscle that fits best.
    pub score: f64,
    /// Its share among all muscles, for display; of a group, the parts together. Never above the cap.
    pub share: f64,
    /// How strong the guess is.
    pub strength: Strength,
    /// Reasons for: the two strongest zones, then the three strongest answers.
    #[serde(rename = "for")]
    pub reasons_for: Vec<Reason>,
    /// The strongest reason against.
    pub against: Vec<Reason>,
    /// The muscles of the group that are within a bit of the best one; empty for a muscle alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A muscle of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The muscle.
    pub muscle: MuscleId,
    /// Its side.
    pub side: Side,
    /// Bits for it.
    pub score: f64,
    /// Its share among all muscles.
    pub share: f64,
}

/// How strong a guess is. There is nothing stronger than a good guess.
///
/// * **Good guess**: within 1.5 bits of the first, *and* the score is above 0, counts or studies stand behind the muscle
///   (evidence A or B), its pattern explains at least half of the paint, and at least one answer speaks for it.
/// * **Fair guess**: within 1.5 bits of the first, the score is above 0, and half of the paint or one answer speaks
///   for it.
/// * **Weak guess**: everything else within 3 bits of the first; and every guess where several tie.
///
/// The distances are those of the muscles reference, 4.2 ("may well be involved", "may be involved"); the rest keeps
/// a guess from being surer than what it rests on, and is our judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// May be involved.
    WeakGuess,
    /// May well be involved, on thin grounds.
    FairGuess,
    /// May well be involved.
    GoodGuess,
}

impl Strength {
    /// The word used in files and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WeakGuess => "weak_guess",
            Self::FairGuess => "fair_guess",
            Self::GoodGuess => "good_guess",
        }
    }
}

/// How many candidates are shown first.
const SHOWN_FIRST: usize = 3;
/// Within so many bits of the first: may well be involved.
const MAY_WELL_BE: f64 = 1.5;
/// Within so many bits of the first: may be involved.
const MAY_BE: f64 = 3.0;
/// Muscles of one group that are so close are shown once.
const SAME_GROUP: f64 = 1.0;
/// Explained share from which the drawing speaks for a muscle: our judgement.
const HALF_EXPLAINED: f64 = 0.5;

/// What is shown first, and what else is within reach of the first.
pub(super) fn candidates(
    model: &Model,
    paint: &Sides,
    answers: &Answers,
    scored: &[Scored],
    not_enough: Option<NotEnough>,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let tie = match not_enough {
        None => false,
        Some(NotEnough::Tie) => true,
        Some(NotEnough::TooLittle | NotEnough::NoFit | NotEnough::Widespread) => {
            return (Vec::new(), Vec::new());
        }
    };
    let first = scored.first().map_or(0.0, |first| first.score.score);
    let mut candidates: Vec<Candidate> = merged(scored)
        .into_iter()
        .filter_map(|parts| {
            let (best, _) = parts.split_first()?;
            let behind = first - best.score.score;
            (behind <= MAY_BE + SAME).then(|| {
                let strength = if tie { Strength::WeakGuess } else { strength(model, answers, best, behind) };
                let (reasons_for, against) = reasons(model, paint, answers, best);
                Candidate { strength, reasons_for, against, ..shown(&parts, best, model.scoring.share_cap) }
            })
        })
        .collect();
    let more = candidates.split_off(SHOWN_FIRST.min(candidates.len()));
    (candidates, more)
}

/// Muscles best first, each with those of its group that are within a bit of it.
///
/// A muscle of the other side of the body stays apart: that one, the hands can tell.
pub(super) fn merged<'a, 'b>(scored: &'b [Scored<'a>]) -> Vec<Vec<&'b Scored<'a>>> {
    let mut merged: Vec<Vec<&Scored>> = Vec::new();
    for muscle in scored {
        let home = merged.iter_mut().find(|parts| {
            parts.first().is_some_and(|best| {
                best.model.group == muscle.model.group
                    && !opposite(best.score.side, muscle.score.side)
                    && best.score.score - muscle.score.score <= SAME_GROUP + SAME
            })
        });
        match home {
            Some(parts) => parts.push(muscle),
            None => merged.push(vec![muscle]),
        }
    }
    merged
}

fn opposite(one: Side, other: Side) -> bool {
    matches!((one, other), (Side::Left, Side::Right) | (Side::Right, Side::Left))
}

fn shown(parts: &[&Scored], best: &Scored, share_cap: f64) -> Candidate {
    let several = parts.len() > 1;
    let share: f64 = parts.iter().map(|part| part.score.share).sum();
    Candidate {
        muscle: best.score.muscle.clone(),
        group: several.then(|| best.model.group.clone()),
        side: best.score.side,
        score: best.score.score,
        share: share.min(share_cap),
        strength: Strength::WeakGuess,
        reasons_for: Vec::new(),
        against: Vec::new(),
        parts: if several { parts.iter().map(|part| Part::new(part)).collect() } else { Vec::new() },
    }
}

impl Part {
    fn new(scored: &Scored) -> Self {
        let score = &scored.score;
        Self { muscle: score.muscle.clone(), side: score.side, score: score.score, share: score.share }
    }
}

fn strength(model: &Model, answers: &Answers, muscle: &Scored, behind: f64) -> Strength {
    let painted = muscle.score.explained >= HALF_EXPLAINED;
    let answered = muscle
        .model
        .weights
        .iter()
        .any(|(finding, weight)| answers.bits(*finding, *weight, Unsure::Unknown, &model.scoring) > 0.0);
    let near = behind <= MAY_WELL_BE + SAME && muscle.score.score > 0.0;
    match (near, painted, answered) {
        (true, true, true) if muscle.model.studied => Strength::GoodGuess,
        (true, true, _) | (true, _, true) => Strength::FairGuess,
        _ => Strength::WeakGuess,
    }
}
