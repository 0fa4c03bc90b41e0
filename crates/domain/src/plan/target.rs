//! What a plan works on: the likeliest muscles, or the marked place where nothing is likely enough.

use super::why::Why;
use crate::facts::Facts;
use crate::ids::{FocusId, MuscleId};
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::plan_rule::{Focus, Template};
use crate::knowledge::safety::Region;
use crate::knowledge::technique::Kind;
use serde::{Deserialize, Serialize};

/// Most targets of a plan (rule R06).
pub const MAX_TARGETS: usize = 3;

/// A muscle worth working on, from [`crate::localise`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The muscle.
    pub muscle: MuscleId,
    /// The name under which techniques serve it; `None` where none does.
    pub focus: Option<FocusId>,
    /// Its side.
    pub side: Side,
}

impl Target {
    /// A muscle on a side, with the focus that the knowledge gives it.
    ///
    /// ```
    /// use domain::knowledge::Knowledge;
    /// use domain::knowledge::body::Side;
    /// use domain::plan::Target;
    ///
    /// let knowledge = Knowledge::bundled().unwrap();
    /// let target = Target::new(&knowledge, &"iliocostalis_lumborum".into(), Side::Left);
    /// assert_eq!(target.focus.unwrap().as_str(), "erector_spinae");
    /// ```
    #[must_use]
    pub fn new(knowledge: &Knowledge, muscle: &MuscleId, side: Side) -> Self {
        let known = knowledge.muscles.iter().find(|known| known.id == *muscle);
        Self { muscle: muscle.clone(), focus: known.and_then(crate::knowledge::muscle::Muscle::focus), side }
    }
}

/// A target as the planner uses it: with the techniques that serve it.
#[derive(Debug, Clone)]
pub(super) struct Aim<'a> {
    /// The techniques that serve it.
    pub(super) focus: &'a Focus,
    /// Its side.
    pub(super) side: Side,
    /// Why it is worth working on.
    pub(super) why: Why,
}

/// The aims of a plan, most important first, at most three, each focus once.
///
/// Without a target that techniques serve: the marked places; without those: what the template of the phase holds.
pub(super) fn aims<'a>(
    knowledge: &'a Knowledge,
    targets: &[Target],
    facts: &Facts,
    template: Option<&Template>,
) -> Vec<Aim<'a>> {
    let mut aims: Vec<Aim<'a>> = Vec::new();
    let mut add = |focus: &str, side: Side, why: Why| {
        if let Some(focus) = knowledge.focus.get(focus)
            && aims.len() < MAX_TARGETS
            && aims.iter().all(|aim| aim.focus.muscle != focus.muscle)
        {
            aims.push(Aim { focus, side, why });
        }
    };
    for (target, rank) in targets.iter().zip(1..) {
        let why = Why::Muscle { muscle: target.muscle.clone(), side: target.side, rank };
        if let Some(focus) = &target.focus {
            add(focus.as_str(), target.side, why);
        }
    }
    let mut marked: Vec<_> = facts.drawing().iter().filter(|(_, amount)| **amount > 0.0).collect();
    marked.sort_by(|a, b| b.1.total_cmp(a.1).then_with(|| a.0.cmp(b.0)));
    if targets.iter().all(|target| target.focus.is_none()) {
        for zone in marked.iter().filter_map(|(zone, _)| knowledge.zone(zone)) {
            if let Some(focus) = serving(zone.body) {
                add(focus, zone.side, Why::Area { focus: FocusId::from(focus) });
            }
        }
    }
    if aims.is_empty() {
        let planned = template.into_iter().flat_map(|template| template.sessions.values()).flatten();
        for technique in planned.filter_map(|id| knowledge.techniques.get(id)) {
            if let (Kind::SelfMassage, Some(focus)) = (technique.kind, technique.targets.first())
                && let Some(focus) = knowledge.focus.get(focus)
                && aims.len() < MAX_TARGETS
                && aims.iter().all(|aim| aim.focus.muscle != focus.muscle)
            {
                aims.push(Aim { focus, side: Side::Both, why: Why::General });
            }
        }
    }
    aims
}

/// The focus that serves a place in general. Places that nothing serves have none.
fn serving(place: Region) -> Option<&'static str> {
    match place {
        Region::LowBack | Region::Spine | Region::Sacrum => Some("erector_spinae"),
        Region::Flank => Some("quadratus_lumborum"),
        Region::Buttock => Some("gluteus_maximus"),
        Region::Hip => Some("gluteus_medius"),
        Region::UpperBack => Some("rhomboids"),
        Region::MidBack => Some("thoracic_spine"),
        Region::Ribs | Region::Armpit => Some("latissimus_dorsi"),
        Region::Shoulder | Region::Neck => Some("trapezius_upper"),
        Region::Groin | Region::ThighFront => Some("iliopsoas"),
        Region::ThighBack => Some("hamstrings"),
        Region::NeckFront
        | Region::Belly
        | Region::Chest
        | Region::KneeBack
        | Region::LowerLeg
        | Region::Arm
        | Region::Face
        | Region::OwnPlace => None,
    }
}
