//! Facts to a level with its reasons, and the only way to a [`Clearance`].
//!
//! Rules: `reference` safety, parts 1, 2 and 7. The level is the highest that any single fact or rule gives. The rule
//! language has no "not", so more danger never lowers the level. No clinician has reviewed the rules yet.

mod checked;
mod clearance;
mod open;
mod reason;

pub use checked::Checked;
pub use clearance::Clearance;
pub use open::OpenQuestion;
pub use reason::{Reason, ReasonId};

use crate::facts::Facts;
use crate::knowledge::Knowledge;
use crate::knowledge::body::Zone;
use crate::knowledge::muscle::Warning;
use crate::knowledge::safety::{FactInfo, Rule};
use crate::level::{Level, Urgency};
use crate::truth::Truth;

/// Version of the rules and of the code that applies them; stored with each result, so that an update asks again.
pub const RULES_VERSION: &str = "2026.11";

/// What the screen found.
#[derive(Debug, Clone, PartialEq)]
pub struct Triage {
    /// The highest level that any fact or rule gives, from what is known so far.
    pub level: Level,
    /// At `clinician_first`: within 2 to 3 working days.
    pub urgent: bool,
    /// Why, most urgent first. Empty at `go_ahead`.
    pub reasons: Vec<Reason>,
    /// Questions whose answer could still raise the level. The screen is complete when there is none.
    pub open: Vec<OpenQuestion>,
}

impl Triage {
    /// How soon to act.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        Urgency::of(self.level, self.urgent)
    }

    /// Whether nothing is left to ask that could change the level.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.level == Level::Emergency || self.open.is_empty()
    }

    /// The level that may be told: "go ahead" is never said before the screen is complete.
    #[must_use]
    pub fn told_level(&self) -> Option<Level> {
        (self.is_complete() || !self.level.allows_plan()).then_some(self.level)
    }

    /// The proof that the screen let this person start, if it did.
    #[must_use]
    pub fn clearance(&self) -> Option<Clearance> {
        Clearance::from_triage(self)
    }
}

/// Screens a person.
///
/// `facts` are complete in the sense of [`Facts::derive`]; `checked` are the dangers that a clinician has looked at.
///
/// ```
/// use domain::facts::Facts;
/// use domain::knowledge::Knowledge;
/// use domain::level::Level;
/// use domain::triage::{Checked, triage};
/// use domain::truth::Truth;
///
/// let knowledge = Knowledge::bundled().unwrap();
/// let mut facts = Facts::default();
/// facts.set("saddle_numbness", Truth::Yes);
/// let result = triage(&knowledge, &facts, &Checked::default());
/// assert_eq!(result.level, Level::Emergency);
/// assert_eq!(result.clearance(), None);
/// ```
#[must_use]
pub fn triage(knowledge: &Knowledge, facts: &Facts, checked: &Checked) -> Triage {
    let single = knowledge.facts.values().filter_map(|fact| from_fact(fact, facts, checked));
    let combined = knowledge.rules.iter().filter_map(|rule| from_rule(knowledge, rule, facts, checked));
    let warned =
        knowledge.warnings.iter().filter_map(|warning| from_warning(knowledge, warning, facts, checked));
    let mut reasons: Vec<Reason> = single.chain(combined).chain(warned).collect();
    reasons.sort_by(|a, b| (b.level, b.urgent).cmp(&(a.level, a.urgent)).then_with(|| a.id.cmp(&b.id)));
    let level = reasons.first().map_or(Level::GoAhead, |reason| reason.level);
    let urgent = reasons.first().is_some_and(|reason| reason.urgent);
    Triage { level, urgent, reasons, open: open::questions(knowledge, facts, level) }
}

fn from_fact(info: &FactInfo, facts: &Facts, checked: &Checked) -> Option<Reason> {
    let truth = facts.get(&info.id)?;
    let (level, urgent) = match truth {
        Truth::No => return None,
        Truth::Unsure => (info.unsure?, info.unsure_urgent),
        Truth::Yes => (info.level?, info.urgent),
    };
    let looked_at = checked.covers(&info.id, info.level == Some(Level::Emergency));
    let lowered = info.lowered_by.iter().any(|key| facts.get(key) == Some(Truth::Yes));
    let (level, urgent) =
        if looked_at || lowered { (level.min(Level::Precautions), false) } else { (level, urgent) };
    Some(Reason {
        id: ReasonId::Fact(info.id.clone()),
        level,
        urgent,
        unsure: truth == Truth::Unsure,
        checked: looked_at,
        facts: vec![info.id.clone()],
    })
}

fn from_rule(knowledge: &Knowledge, rule: &Rule, facts: &Facts, checked: &Checked) -> Option<Reason> {
    if rule.unless.iter().any(|key| facts.get(key) == Some(Truth::Yes)) {
        return None;
    }
    // A rule that stands on an unsure answer gives one level less: unsure is never no, and not yet yes.
    let (level, unsure) = match rule.when.evaluate(facts, Truth::No) {
        Truth::No => return None,
        Truth::Unsure => (rule.level.one_step_down(), true),
        Truth::Yes => (rule.level, false),
    };
    let involved: Vec<_> =
        rule.when.keys().into_iter().filter(|key| facts.is_possible(key.as_str())).cloned().collect();
    let mut dangers = involved
        .iter()
        .filter(|key| {
            knowledge.facts.get(*key).and_then(|fact| fact.level).is_some_and(|level| !level.allows_plan())
        })
        .peekable();
    let hospital = rule.level == Level::Emergency;
    let looked_at = dangers.peek().is_some() && dangers.all(|key| checked.covers(key, hospital));
    let level = if looked_at { level.min(Level::Precautions) } else { level };
    (level > Level::GoAhead).then(|| Reason {
        id: ReasonId::Rule(rule.id.clone()),
        level,
        urgent: rule.urgent && !unsure && !looked_at,
        unsure,
        checked: looked_at,
        facts: involved,
    })
}

/// Facts that say this pain is an old, known one.
const FAMILIAR: [&str; 2] = ["chronic_assessed", "recurrent_same"];

/// The warning of the muscle tables that needs the body picture: pain over the bones of a spine at risk of a fracture.
///
/// It asks for a clinician before massage, where the tables say "the same day": paint on the middle strip alone is a
/// weak sign, and what makes it strong (a fall, a sudden start) has its own same-day rules. The other warnings of the
/// tables are facts with a level of their own.
fn from_warning(
    knowledge: &Knowledge,
    warning: &Warning,
    facts: &Facts,
    checked: &Checked,
) -> Option<Reason> {
    let level = warning.level.level()?.min(Level::ClinicianFirst);
    let marked =
        |zone: &Zone| zone.midline && facts.drawing().get(&zone.id).is_some_and(|amount| *amount > 0.0);
    let painted = knowledge.zones.iter().any(marked);
    if !warning.needs_midline_paint || !painted || FAMILIAR.iter().any(|key| facts.is_yes(key)) {
        return None;
    }
    let involved: Vec<_> = warning.any_of.iter().filter(|key| facts.is_yes(key.as_str())).cloned().collect();
    if involved.len() < warning.count.max(1) {
        return None;
    }
    let looked_at = involved.iter().all(|key| checked.covers(key, false));
    Some(Reason {
        id: ReasonId::Warning(warning.id.clone()),
        level: if looked_at { level.min(Level::Precautions) } else { level },
        urgent: !looked_at,
        unsure: false,
        checked: looked_at,
        facts: involved,
    })
}
