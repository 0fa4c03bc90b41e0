//! What changed in a plan as things went, and what to do beyond it.

use super::calendar::Plan;
use super::why::{Why, why_words};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::words::day;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A plan after what happened, and what changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Adapted {
    /// The plan.
    pub plan: Plan,
    /// What changed, and why.
    pub changes: Vec<Change>,
    /// What to do beyond the plan.
    pub advice: BTreeSet<Advice>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The technique, where it is about one.
    pub technique: Option<TechniqueId>,
    /// What changed.
    pub what: What,
    /// Why.
    pub why: Why,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A step up.
    Harder(TechniqueId),
    /// More of the same, in percent of the full dose.
    More(u8),
    /// Rest until this day.
    RestUntil(Date),
    /// A step down after the rest.
    Easier(TechniqueId),
    /// Half of it after the rest.
    Half,
    /// Another one that does the same job.
    Replaced(TechniqueId),
    /// Left out, because nothing else does the same job.
    LeftOut,
    /// Left out until the person puts it back.
    OutUntilPutBack,
    /// Half the time of self-massage until this day.
    HalfUntil(Date),
    /// Gentle sessions until this day.
    FlareUntil(Date),
    /// Three quarters until this day.
    ReturnUntil(Date),
    /// The last week comes again.
    WeekAgain,
    /// A step back for a week.
    StepBack,
}

/// What to do beyond the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Three red responses in two weeks: see a clinician.
    SeeClinician,
    /// A flare of more than three days: answer the safety questions again.
    ScreenAgain,
}

impl Change {
    /// What changed and why, in words.
    #[must_use]
    pub fn words(&self, knowledge: &Knowledge) -> String {
        let name = |id: &TechniqueId| {
            knowledge.techniques.get(id).map_or_else(|| id.to_string(), |known| known.name.clone())
        };
        let about = self.technique.as_ref().map(|id| format!("{}: ", name(id))).unwrap_or_default();
        let what = match &self.what {
            What::Harder(to) => format!("ready for more, now {}.", name(to)),
            What::More(percent) => format!("a little more, {percent} of 100 parts of the full time."),
            What::RestUntil(date) => format!("rests until {}.", day(*date)),
            What::Easier(to) => format!("gentler, now {}.", name(to)),
            What::Half => "half the time.".to_owned(),
            What::Replaced(to) => format!("replaced by {}.", name(to)),
            What::LeftOut => "left out.".to_owned(),
            What::OutUntilPutBack => "left out until you put it back.".to_owned(),
            What::HalfUntil(date) => format!("Half the time of self-massage until {}.", day(*date)),
            What::FlareUntil(date) => format!("Gentle sessions until {}.", day(*date)),
            What::ReturnUntil(date) => format!("Three quarters of the time until {}.", day(*date)),
            What::WeekAgain => "Last week comes again.".to_owned(),
            What::StepBack => "A step back for a week, then on.".to_owned(),
        };
        format!("{about}{what} {}", why_words(knowledge, &self.why))
    }
}

impl Advice {
    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SeeClinician => "Three sessions made it worse in 2 weeks. Let a clinician have a look.",
            Self::ScreenAgain => "This flare has lasted more than 3 days. Answer the safety questions again.",
        }
    }
}
