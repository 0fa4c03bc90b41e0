//! Which muscles are worth trying: a pain drawing and answers to candidates, look-alikes and the next question.
//!
//! The method is that of the muscles reference, part 4. Nothing is learned from data and nothing is hidden: every
//! muscle gets a score in bits (+1 doubles the odds, -1 halves them), and the score is a sum that can be read out.
//!
//! ```text
//! score = prior + zone + findings
//! ```
//!
//! * **prior**: how often the muscle is sore in people with back pain, weakened so that paint and answers decide.
//! * **zone**: how much of the paint the muscle's referral pattern explains, and how much of its main area was
//!   painted ([`pattern`](self), see *More paint never lowers a muscle* below).
//! * **findings**: answers for and against. Answers of one kind are not independent, so each further one counts
//!   less.
//!
//! Each muscle is scored for the right, the left and both sides, and the best of the three is shown.
//!
//! # Choices where the reference leaves room
//!
//! * **Side.** Findings have no side; only the paint does. Where right and left come out the same (no paint, paint in
//!   the midline alone, a pattern that is its own mirror image) the side is [`Side::Both`]: nothing tells them apart,
//!   so both are worked on.
//! * **Penalties** for taking both sides, or all spots together, come off after the zone bits are limited.
//! * **A clear no** joins the answers against of its group before they are shrunk and limited.
//! * **Unsure** counts nothing for a muscle. For a warning and for a look-alike that asks for a clinician it counts as
//!   a yes, and never as a reason against: unsure is never no.
//! * **Answers** that are counted ("fewer than four positive answers", "fewer than three answers given") are yes and no to
//!   findings that weigh for or against some muscle. Age and sex are no answers, and neither is a fever.
//! * **Above and below the waist**: wholly judged by the middle of a zone, above the last rib (L1) or below the rim of
//!   the pelvis (L5). The low back between them is neither, so a big drawing of low back and buttocks is not
//!   widespread pain.
//! * **A tie** keeps its candidates, all as weak guesses; the other three reasons for "not enough information" leave
//!   none.
//!
//! # More paint never lowers a muscle
//!
//! The reference formula takes the explained share over *all* paint, so adding paint to a main zone of weight 0.6 could
//! lower a score that rested on a zone of weight 0.9. Example: the gluteus medius spot `gmd_2` with `buttock_upper` and
//! `hip_side` on paper. We therefore take, for each pattern, the best over all sub-drawings in which some of the
//! paint on *that pattern's own main zones* is left out. It is the smallest change that keeps the promise: of all
//! scores that never fall when a main zone of the pattern is painted more, it is the lowest one that is nowhere
//! below the reference formula. It leaves the worked example and the accuracy of the reference as they are.
//!
//! The promise is per pattern. It cannot hold for *all* main zones of a muscle with several spots: the worked example
//! of the reference (rim 1.0 and outer low back 0.8 give quadratus +2.96 zone bits) paints a main zone of another
//! spot, and the rim alone gives +4.5.
//!
//! # Symmetry
//!
//! The left is scored by mirroring the drawing and running the code of the right, so a mirrored drawing gives the same
//! scores to the last bit.

mod answers;
mod candidate;
mod mimic;
mod model;
mod next_question;
mod not_enough;
mod paint;
mod pattern;
mod reason;
mod score;

use crate::facts::Facts;
use crate::ids::MimicId;
#[cfg(doc)]
use crate::knowledge::body::Side;
use answers::Answers;
pub use candidate::{Candidate, Part, Strength};
pub use mimic::{FlaggedMimic, RaisedWarning};
pub use model::Model;
pub use next_question::{MOST_QUESTIONS, next_question};
pub use not_enough::NotEnough;
use paint::Sides;
pub use reason::Reason;
pub use score::MuscleScore;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a drawing and answers point to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Localised {
    /// The muscles to show first, best first: at most three, none where there is not enough information.
    pub candidates: Vec<Candidate>,
    /// Further muscles within reach of the first, for those who want to see more.
    pub more: Vec<Candidate>,
    /// Look-alikes to name, the most urgent first.
    pub mimics: Vec<FlaggedMimic>,
    /// Warnings that come before any ranking, the most urgent first.
    pub warnings: Vec<RaisedWarning>,
    /// Why no muscle can be named, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_enough: Option<NotEnough>,
    /// Whether the pain is in so many places that a muscle map does not help.
    pub widespread: bool,
    /// Whether advice on muscles waits until a clinician has looked: a warning, or a look-alike that asks for a
    /// clinician, that the person has not had checked. The caller shows no candidates then.
    pub muscles_hidden: bool,
    /// Every muscle with its score, best first: for tests, clinicians and files.
    pub scores: Vec<MuscleScore>,
}

impl Localised {
    /// The score of a muscle.
    #[must_use]
    pub fn score(&self, muscle: &str) -> Option<&MuscleScore> {
        self.scores.iter().find(|score| score.muscle.as_str() == muscle)
    }
}

/// Ranks muscles and flags look-alikes.
///
/// `facts` holds the drawing and all that is known, with what follows from age, sex and linked facts already set.
/// `checked` holds the look-alikes and warnings that a clinician has looked at, by id: they are still flagged, but no
/// longer hide the muscles.
///
/// The worked example of the reference (part 4.6):
///
/// ```
/// use domain::facts::Facts;
/// use domain::ids::ZoneId;
/// use domain::knowledge::{Knowledge, body::Side};
/// use domain::localise::{Model, Strength, localise};
/// use domain::truth::Truth;
/// use std::collections::BTreeSet;
///
/// let model = Model::new(&Knowledge::bundled().unwrap());
/// let mut facts = Facts::default();
/// facts.set_drawing([(ZoneId::from("iliac_crest_r"), 1.0), (ZoneId::from("lumbar_lat_lower_r"), 0.8)].into());
/// for key in ["worse_cough_sneeze", "worse_roll_in_bed", "press_loin"] {
///     facts.set(key, Truth::Yes);
/// }
///
/// let found = localise(&model, &facts, &BTreeSet::new());
/// let first = &found.candidates[0];
/// assert_eq!((first.muscle.as_str(), first.side), ("quadratus_lumborum", Side::Right));
/// assert_eq!(first.strength, Strength::GoodGuess);
/// assert!((first.score - 8.4).abs() < 0.05);
/// ```
#[must_use]
pub fn localise(model: &Model, facts: &Facts, checked: &BTreeSet<MimicId>) -> Localised {
    let paint = Sides::new(model, facts.drawing());
    let answers = Answers::new(model, facts);
    let scored = score::muscles(model, &paint, &answers);
    let not_enough = not_enough::reason(model, &paint, &answers, &scored);
    let (candidates, more) = candidate::candidates(model, &paint, &answers, &scored, not_enough);
    let mimics = mimic::mimics(model, &paint, &answers);
    let warnings = mimic::warnings(model, &paint, &answers);
    let muscles_hidden = mimics.iter().any(|mimic| mimic.hides_muscles() && !checked.contains(&mimic.mimic))
        || warnings.iter().any(|warning| !checked.contains(&warning.warning));
    Localised {
        candidates,
        more,
        mimics,
        warnings,
        not_enough,
        widespread: not_enough::is_widespread(model, &paint),
        muscles_hidden,
        scores: scored.into_iter().map(|muscle| muscle.score).collect(),
    }
}
