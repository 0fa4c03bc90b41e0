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
//! * **zone**: how much of the paint the muscle's referral pattern explains, and how much of its main area was painted.
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
//! * **Above and below the waist**: judged by the middle of a zone: above the last rib (L1) or below the rim of
//!   the pelvis (L5). The low back between them is neither, so a big drawing of low back and buttocks is not
//!   widespread pain.
//! * **No fit** looks at the largest explained share of any pattern of any muscle, tried any way.
//! * **One group, two sides.** Muscles of one group are shown once unless one is right and the other left.
//! * **A tie** is judged over muscles, before groups are merged. It keeps its candidates, all as weak guesses; the other three reasons for "not enough information" leave
//!   none.
//!
//! # More paint never lowers a muscle
//!
//! The reference takes the explained share over *all* paint, so painting a second main zone can lower the score.
//! Example, serratus posterior superior (main zones `scap_upper` 0.9 and `arm` 0.6): 0.3 of `scap_upper` gives
//! 8 x 0.90 + 3 x 0.18 - 5 = 2.74 bits; 0.7 of `arm` added gives 8 x 0.69 + 3 x 0.46 - 5 = 1.90.
//!
//! So each pattern takes the best over all sub-drawings that leave out paint on *its own* main zones: 2.74 here. This is
//! never below the reference formula, and never falls when a main zone of the pattern is painted more. It changes 1
//! score in 240 (3000 random people), by 0.35 bits in the middle and 1.4 at most, and leaves the worked example and the
//! check of the tables against themselves (4.5) as they are: over 1160 drawings made from the tables the right muscle is first
//! in 59.5 % with it and in 59.4 % without it, and among the first three in 92.7 % and 92.8 %.
//!
//! The promise is kept for each spot of a muscle, and so for the muscle as long as the same spot and side lead. It
//! cannot be kept across the spots of one muscle: in the worked example of the reference the rim and the outer low back,
//! main zones of two different spots of the quadratus, give 2.96 zone bits, and the rim alone gives 4.5.
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
mod shape;

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
