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
    /// Half the time and half the pressure of self-massage until this day.
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

/// What changed for one reason, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What changed, a line each.
    pub lines: Vec<String>,
    /// Why, said once for all of them.
    pub because: String,
}

impl Adapted {
    /// What changed, in words, put together by reason.
    #[must_use]
    pub fn told(&self, knowledge: &Knowledge) -> Vec<Told> {
        let mut told: Vec<(&Why, Told)> = Vec::new();
        for change in &self.changes {
            let line = change.line(knowledge);
            if let Some((_, told)) = told.iter_mut().find(|(why, _)| **why == change.why) {
                told.lines.push(line);
            } else {
                let because = why_words(knowledge, &change.why);
                told.push((&change.why, Told { lines: vec![line], because }));
            }
        }
        told.into_iter().map(|(_, told)| told).collect()
    }
}

impl Change {
    /// What changed, in words.
    fn line(&self, knowledge: &Knowledge) -> String {
        let name = |id: &TechniqueId| {
            knowledge.techniques.get(id).map_or_else(|| id.to_string(), |known| known.name.clone())
        };
        let about = self.technique.as_ref().map(|id| format!("{}: ", name(id))).unwrap_or_default();
        let what = match &self.what {
            What::Harder(to) => format!("ready for more, now {}.", name(to)),
            What::More(_) => "a little longer than before.".to_owned(),
            What::RestUntil(date) => format!("rests until {}.", day(*date)),
            What::Easier(to) => format!("gentler, now {}.", name(to)),
            What::Half => "half the time.".to_owned(),
            What::Replaced(to) => format!("replaced by {}.", name(to)),
            What::LeftOut => "left out.".to_owned(),
            What::OutUntilPutBack => "left out until you put it back.".to_owned(),
            What::HalfUntil(date) => format!("Gentler self-massage until {}.", day(*date)),
            What::FlareUntil(date) => format!("Gentle sessions until {}.", day(*date)),
            What::ReturnUntil(date) => format!("Three quarters of the time until {}.", day(*date)),
            What::WeekAgain => "Last week comes again.".to_owned(),
            What::StepBack => "A step back for a week, then on.".to_owned(),
        };
        format!("{about}{what}")
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
