//! When no muscle can be named (muscles reference, 4.4).

use super::answers::Answers;
use super::model::{Height, Model};
use super::paint::Sides;
use super::pattern::SAME;
use super::score::Scored;
use crate::knowledge::body::Side;
use serde::Serialize;

/// Why there is not enough information to name muscles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotEnough {
    /// The pain is in too many places: a muscle map does not help.
    Widespread,
    /// Too little is painted, and too few answers speak for anything.
    TooLittle,
    /// What is painted does not fit any muscle that we know.
    NoFit,
    /// Several muscles fit equally and too few questions are answered: ask first.
    Tie,
}

/// Less paint than this says nothing, with fewer than [`ENOUGH_YES`] answers.
const ENOUGH_PAINT: f64 = 0.3;
/// So many yes answers are enough even without paint.
const ENOUGH_YES: usize = 4;
/// More zones than this are widespread pain.
const MANY_ZONES: usize = 25;
/// More zones than this are, if they are above and below the waist and on both sides.
const MANY_ZONES_ALL_OVER: usize = 14;
/// The muscle at this place, counted from 0, tells whether there is a tie.
const FOURTH: usize = 3;
/// It ties if it is less than this behind the first.
const TIE: f64 = 0.7;
/// So many answers are enough to break a tie.
const ENOUGH_ANSWERS: usize = 3;

/// The first reason that holds, if any.
pub(super) fn reason(
    model: &Model,
    paint: &Sides,
    answers: &Answers,
    scored: &[Scored],
) -> Option<NotEnough> {
    if is_widespread(model, paint) {
        Some(NotEnough::Widespread)
    } else if paint.straight.total < ENOUGH_PAINT && answers.telling_yes < ENOUGH_YES {
        Some(NotEnough::TooLittle)
    } else if !paint.straight.is_empty()
        && scored.iter().all(|muscle| muscle.most_explained < model.scoring.no_fit_below)
    {
        Some(NotEnough::NoFit)
    } else if answers.telling < ENOUGH_ANSWERS && is_tie(scored) {
        Some(NotEnough::Tie)
    } else {
        None
    }
}

/// Whether the pain is in so many places that a muscle map does not help.
pub(super) fn is_widespread(model: &Model, paint: &Sides) -> bool {
    let painted = || paint.straight.painted.iter().filter_map(|(zone, _)| model.zones.all.get(*zone));
    let on = |side| painted().any(|zone| zone.side == side);
    let at = |height| painted().any(|zone| zone.height == height);
    let zones = painted().count();
    zones > MANY_ZONES
        || (zones > MANY_ZONES_ALL_OVER
            && on(Side::Left)
            && on(Side::Right)
            && at(Height::Above)
            && at(Height::Below))
}

fn is_tie(scored: &[Scored]) -> bool {
    match (scored.first(), scored.get(FOURTH)) {
        (Some(first), Some(fourth)) => first.score.score - fourth.score.score <= TIE + SAME,
        _ => false,
    }
}
