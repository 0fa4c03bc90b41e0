//! A whole session on one line of time: steps of all its parts, with the rests between them
//! (`reference`: experience, part 5.7).

use super::{CueKind, TimedStep, steps};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::technique::{Technique, Tool};
use crate::plan::Session;
use crate::words::{count, sentence};

/// Seconds to get from one part to the next where the person chose nothing else. Our own choice.
pub const REST_SECONDS: u32 = 10;

/// A step of a session, in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayStep {
    /// Which part of the session it belongs to: its place among the items.
    pub item: usize,
    /// The technique.
    pub technique: TechniqueId,
    /// The name of the technique.
    pub name: String,
    /// Seconds of rest before it: 0 within a part, and before the first.
    pub rest: u32,
    /// What is said as that rest begins.
    pub next: String,
    /// What is said and how long it lasts. The side is told only where a technique has sides.
    pub step: TimedStep,
}

/// The steps of a session in order, with a rest wherever another part begins.
///
/// Warmth that goes on by itself is left out: nobody waits for it. After the last step there is no rest.
///
/// ```
/// # use domain::knowledge::Knowledge;
/// # use domain::plan::Plan;
/// # use domain::session::timeline;
/// # fn play(plan: &Plan) {
/// let knowledge = Knowledge::bundled().unwrap();
/// for session in &plan.sessions {
///     let steps = timeline(&knowledge, session, 10);
///     let seconds: u32 = steps.iter().map(|step| step.rest + step.step.seconds).sum();
///     assert!(steps.first().is_none_or(|step| step.rest == 0), "{seconds}");
/// }
/// # }
/// ```
#[must_use]
pub fn timeline(knowledge: &Knowledge, session: &Session, rest: u32) -> Vec<PlayStep> {
    let mut line: Vec<PlayStep> = Vec::new();
    for (item, planned) in session.items.iter().enumerate().filter(|(_, item)| !item.passive) {
        let Some(known) = knowledge.techniques.get(&planned.technique) else { continue };
        for (number, mut step) in steps(known, &planned.dose).into_iter().enumerate() {
            let begins = number == 0;
            let side = step.side;
            if !known.sided {
                step.side = Side::None;
            }
            partner(known, &mut step);
            line.push(PlayStep {
                item,
                technique: known.id.clone(),
                name: known.name.clone(),
                rest: if begins && !line.is_empty() { rest } else { 0 },
                next: if begins {
                    next(known, if known.sided { side } else { Side::None })
                } else {
                    String::new()
                },
                step,
            });
        }
    }
    ends(knowledge, &mut line);
    line
}

/// "Next: side of the hip: ball at the wall. Stand at a wall."
fn next(technique: &Technique, side: Side) -> String {
    let side = match side {
        Side::Left => " Left side first.",
        Side::Right => " Right side first.",
        Side::Both | Side::None => "",
    };
    let name = sentence(&technique.name);
    format!("Next: {name} {}{side}", technique.position.words()).replace("  ", " ").trim_end().to_owned()
}

/// Half time of a helper is the time to ask.
fn partner(technique: &Technique, step: &mut TimedStep) {
    if technique.tool == Tool::Partner {
        for cue in step.cues.iter_mut().filter(|cue| cue.kind == CueKind::Halfway) {
            cue.say = "Ask: less, more, or the same?";
        }
    }
}

/// "And rest." is said only where a rest follows; the last step says what to do before getting up.
fn ends(knowledge: &Knowledge, line: &mut [PlayStep]) {
    let rests: Vec<u32> = line.iter().skip(1).map(|step| step.rest).collect();
    for (number, one) in line.iter_mut().enumerate() {
        let lies = knowledge.techniques.get(&one.technique).is_some_and(|known| known.position.is_lying());
        let say = match rests.get(number) {
            None if lies => "Finished. Roll to your side before you get up.",
            None => "Finished.",
            Some(0) => "",
            Some(_) => "And rest.",
        };
        for cue in one.step.cues.iter_mut().filter(|cue| cue.kind == CueKind::End) {
            cue.say = say;
        }
    }
}

/// How long a session takes, with its rests, in words.
impl PlayStep {
    /// Minutes of a whole line, rounded up, in words such as "6 minutes".
    #[must_use]
    pub fn minutes(line: &[Self]) -> String {
        let seconds: u32 = line.iter().map(|step| step.rest + step.step.seconds).sum();
        count(usize::try_from(seconds.div_ceil(60)).unwrap_or(usize::MAX), "minute")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SessionId;
    use crate::knowledge::technique::Kind;
    use crate::plan::{Day, Dose, Item};
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());

    fn session(ids: &[&str]) -> Session {
        let day = date(2026, 3, 2);
        let items = ids.iter().map(|id| {
            let known = &KNOWLEDGE.techniques[*id];
            Item {
                technique: known.id.clone(),
                kind: known.kind,
                dose: Dose::full(known),
                passive: known.passive,
                why: Vec::new(),
                changed: Vec::new(),
            }
        });
        Session {
            id: SessionId::from("w1d1"),
            week: 1,
            day: Day::of(day),
            date: day,
            items: items.collect(),
            minutes: 10,
            pieces: 1,
        }
    }

    fn end_of(step: &PlayStep) -> &str {
        step.step.cues.iter().find(|cue| cue.kind == CueKind::End).unwrap().say
    }

    #[test]
    fn a_rest_stands_between_parts_and_nowhere_else() {
        let line = timeline(&KNOWLEDGE, &session(&["sm_gmed_ball_wall", "mob_knee_rolls"]), 10);
        let rests: Vec<usize> = (0..line.len()).filter(|number| line[*number].rest > 0).collect();
        assert_eq!(rests.len(), 1);
        assert_eq!(line[rests[0]].item, 1);
        assert_eq!(line[rests[0]].next, "Next: Knee rolls. Lie on your back.");
        assert_eq!(end_of(&line[rests[0] - 1]), "And rest.");
        assert_eq!(end_of(&line[0]), "");
        assert_eq!(end_of(line.last().unwrap()), "Finished. Roll to your side before you get up.");
    }

    #[test]
    fn a_rest_of_0_leaves_no_rest() {
        let line = timeline(&KNOWLEDGE, &session(&["sm_gmed_ball_wall", "mob_knee_rolls"]), 0);
        assert!(line.iter().all(|step| step.rest == 0 && end_of(step) != "And rest."));
    }

    #[test]
    fn the_sides_of_a_technique_without_sides_are_not_told() {
        let line = timeline(&KNOWLEDGE, &session(&["mob_knee_rolls"]), 10);
        assert!(!KNOWLEDGE.techniques["mob_knee_rolls"].sided);
        assert!(line.iter().all(|step| step.step.side == Side::None));
    }

    #[test]
    fn a_helper_is_told_to_ask_at_half_time() {
        let line = timeline(&KNOWLEDGE, &session(&["sm_es_partner"]), 10);
        let half = line.iter().flat_map(|step| &step.step.cues).filter(|cue| cue.kind == CueKind::Halfway);
        assert!(half.clone().count() > 0);
        assert!(half.clone().all(|cue| cue.say == "Ask: less, more, or the same?"));
    }

    #[test]
    fn warmth_that_goes_on_by_itself_is_not_waited_for() {
        let warmth = KNOWLEDGE.techniques.values().find(|known| known.passive && known.kind == Kind::Heat);
        let line = timeline(&KNOWLEDGE, &session(&[warmth.unwrap().id.as_str(), "mob_knee_rolls"]), 10);
        assert!(line.iter().all(|step| step.item == 1));
        assert_eq!(line[0].rest, 0);
    }

    proptest! {
        /// The line takes as long as its parts and the rests between them, and never begins or ends with a rest.
        #[test]
        fn nothing_is_lost_between_the_parts(
            picks in prop::collection::vec(0_usize..166, 1..6),
            rest in 0_u32..60,
        ) {
            let all: Vec<&str> = KNOWLEDGE.techniques.keys().map(TechniqueId::as_str).collect();
            let ids: Vec<&str> = picks.iter().map(|pick| all[pick % all.len()]).collect();
            let session = session(&ids);
            let line = timeline(&KNOWLEDGE, &session, rest);
            let active = session.items.iter().filter(|item| !item.passive);
            let parts: u32 = active.clone().map(|item| KNOWLEDGE.techniques[&item.technique].seconds_total).sum();
            let rests = u32::try_from(active.count().saturating_sub(1)).unwrap() * rest;
            let total: u32 = line.iter().map(|step| step.rest + step.step.seconds).sum();
            prop_assert_eq!(total, parts + rests);
            prop_assert!(line.first().is_none_or(|step| step.rest == 0));
        }
    }
}
