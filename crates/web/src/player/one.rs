//! One calm thing by itself, for the worst day: rest, breathing or gentle movement, played like a session.

use crate::Look;
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::knowledge::technique::{Kind, Phase, Technique};
use domain::plan::{Dose, Item, Plan, Session};

/// What its addresses begin with.
const ONE: &str = "one-";
/// The kinds that may be played by themselves: nothing that presses or loads.
const KINDS: [Kind; 3] = [Kind::Relaxation, Kind::Breathing, Kind::Mobility];
/// Longest, in minutes.
const MINUTES: u16 = 5;
/// Strongest effort, of 10.
const EFFORT: u8 = 3;

/// Whether a session is of this sort.
pub(crate) fn is_one(id: &str) -> bool {
    id.starts_with(ONE)
}

/// The address of a technique by itself; `None` where it is not for a flare, or not open to this person.
pub(crate) fn one(look: &Look, known: &Technique) -> Option<String> {
    let fits =
        KINDS.contains(&known.kind) && known.phases.contains(&Phase::Flare) && known.minutes <= MINUTES;
    let is_open = fits && look.current.plan.is_some() && look.current.assessment.gate.offers(&known.id);
    is_open.then(|| format!("/session/{ONE}{}", known.id))
}

/// Its name and its only part.
pub(super) fn session<'k>(
    knowledge: &'k Knowledge,
    look: &Look,
    plan: &Plan,
    id: &str,
) -> Option<(&'k String, Session)> {
    let known = knowledge.techniques.get(&TechniqueId::from(id.strip_prefix(ONE)?))?;
    one(look, known)?;
    let items = plan.sessions.iter().flat_map(|session| &session.items);
    let side = items.filter(|item| item.technique == known.id).map(|item| item.dose.first_side).next();
    let full = Dose::full(known);
    let dose = Dose {
        first_side: side.unwrap_or(full.first_side),
        pressure_cap: full.pressure_cap.min(EFFORT),
        ..full
    };
    let item = Item {
        technique: known.id.clone(),
        kind: known.kind,
        dose,
        passive: false,
        why: Vec::new(),
        changed: Vec::new(),
    };
    let session = Session { minutes: known.minutes, items: vec![item], ..plan.short_version(look.today) };
    Some((&known.name, session))
}
