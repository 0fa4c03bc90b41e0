//! Another technique instead: always an equal that the gate lets through (`reference`: experience, part 5.6).

use super::Case;
use super::calendar::{Dose, Plan};
use super::habit::minutes;
use super::shelf::{Shelf, Usable};
use super::why::{Refusal, Why};
use crate::entry::SwapReason;
use crate::gate::Gate;
use crate::ids::{StopId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::technique::{Equipment, Kind, Technique};
use crate::session;
use serde::Serialize;

/// Seconds of the short version.
const SHORT_SECONDS: u32 = 120;
/// Most options that are offered.
const MAX_OPTIONS: usize = 4;

/// What is offered instead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SwapOffer {
    /// What is to be swapped.
    pub technique: TechniqueId,
    /// Why.
    pub reason: SwapReason,
    /// Stop signs to look at first, most urgent first; only where it hurts.
    pub stop_first: Vec<StopId>,
    /// A household thing that can stand in for the tool; only where the tool is missing and the technique is open.
    pub substitute: Option<String>,
    /// The same in 2 minutes; only where there is no time and it can be shortened that far.
    pub short: Option<Dose>,
    /// Equals that are open to the person, best first.
    pub options: Vec<SwapOption>,
    /// The one to take unless the person chooses.
    pub chosen: Option<TechniqueId>,
    /// What the offer is, in one or two sentences.
    pub note: &'static str,
}

/// One technique that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwapOption {
    /// The technique.
    pub technique: TechniqueId,
    /// How long and how strong.
    pub dose: Dose,
    /// Why it is offered.
    pub why: Vec<Why>,
}

/// Offers something instead of a technique.
///
/// Nothing is offered that the gate holds back, whatever the reason; where nothing is left, the note says so.
#[must_use]
pub fn swap(
    knowledge: &Knowledge,
    gate: &Gate,
    case: &Case<'_>,
    plan: &Plan,
    technique: &TechniqueId,
    reason: SwapReason,
) -> SwapOffer {
    let shelf = Shelf::new(knowledge, gate, case.facts, case.profile, case.progress, plan.phase);
    let known = knowledge.techniques.get(technique);
    let found = known.map_or_else(Vec::new, |known| candidates(&shelf, known, reason));
    let options: Vec<SwapOption> = found
        .into_iter()
        .filter(|usable| usable.technique.id != *technique)
        .take(MAX_OPTIONS)
        .map(|usable| option(&shelf, technique, usable))
        .collect();
    let open = known.filter(|known| gate.offers(&known.id));
    let short = open.filter(|_| reason == SwapReason::NoTime).and_then(|known| {
        let usable = shelf.get(known.id.as_str())?;
        short_version(known, usable.cap)
    });
    let substitute = open
        .filter(|known| reason == SwapReason::NoTool && !known.substitute.is_empty())
        .map(|known| known.substitute.clone());
    let stop_first = match (reason, known) {
        (SwapReason::Hurts, Some(known)) => stops(knowledge, known),
        _ => Vec::new(),
    };
    let chosen = options.first().map(|option| option.technique.clone());
    let note = note(reason, !options.is_empty(), short.is_some() || substitute.is_some());
    SwapOffer { technique: technique.clone(), reason, stop_first, substitute, short, options, chosen, note }
}

fn option(shelf: &Shelf<'_>, from: &TechniqueId, usable: Usable<'_>) -> SwapOption {
    let because = shelf.refusal(from).unwrap_or(Refusal::Variety);
    let mut why = vec![Why::InsteadOf { technique: from.clone(), because }];
    why.extend(shelf.shared_whys(&usable));
    SwapOption {
        technique: usable.technique.id.clone(),
        dose: Dose { pressure_cap: usable.cap, ..Dose::full(usable.technique) },
        why,
    }
}

/// What can stand in, best first.
pub(super) fn candidates<'a>(shelf: &Shelf<'a>, known: &'a Technique, reason: SwapReason) -> Vec<Usable<'a>> {
    let mut list: Vec<Usable<'a>> = Vec::new();
    let add = |list: &mut Vec<Usable<'a>>, usable: Usable<'a>| {
        let seen = list.iter().any(|other| other.technique.id == usable.technique.id);
        if !seen && (shelf.is_ready(usable.technique) || usable.technique.level <= known.level) {
            list.push(usable);
        }
    };
    let add_all = |list: &mut Vec<Usable<'a>>, found: Vec<Usable<'a>>| {
        for usable in found {
            add(list, usable);
        }
    };
    let same = |usable: &Usable<'a>| usable.technique.kind == known.kind;
    let gentler =
        |usable: &Usable<'a>| usable.cap <= known.intensity && usable.technique.level <= known.level;
    let tool_free = |usable: &Usable<'a>| {
        usable.technique.equipment.iter().all(|thing| Equipment::AT_HOME.contains(thing))
    };
    match reason {
        SwapReason::TooHard => {
            add_all(&mut list, easier_chain(shelf, known));
            let mut equals: Vec<_> =
                serving(shelf, known).into_iter().filter(|usable| gentler(usable)).collect();
            equals.sort_by_key(|usable| (!same(usable), usable.technique.level, usable.cap));
            add_all(&mut list, equals);
        }
        SwapReason::Hurts => {
            // Gentler on the same muscle only where it is clearly lighter; then other places; then calm.
            let light =
                serving(shelf, known).into_iter().filter(|usable| usable.cap < known.intensity.max(1));
            let mut light: Vec<_> = light.collect();
            light.sort_by_key(|usable| usable.cap);
            light.truncate(2);
            add_all(&mut list, light);
            let elsewhere = shelf.of_kind(known.kind).filter(|usable| {
                usable.cap <= super::spacing::LIGHT
                    && !usable.technique.areas.iter().any(|area| known.areas.contains(area))
            });
            let first = elsewhere.take(1).collect::<Vec<_>>();
            add_all(&mut list, first);
            add_all(&mut list, calm(shelf));
        }
        SwapReason::NoTool => {
            let equals = serving(shelf, known).into_iter().filter(tool_free);
            let mut equals: Vec<_> = equals.collect();
            equals.sort_by_key(|usable| !same(usable));
            add_all(&mut list, equals);
        }
        SwapReason::NoTime => {
            let quick = serving(shelf, known).into_iter().filter(|usable| usable.technique.minutes <= 2);
            let mut quick: Vec<_> = quick.collect();
            quick.sort_by_key(|usable| !same(usable));
            add_all(&mut list, quick);
        }
        SwapReason::Bored => {
            let mut equals: Vec<_> = serving(shelf, known).into_iter().filter(same).collect();
            equals.sort_by_key(|usable| usable.technique.targets.first() != known.targets.first());
            add_all(&mut list, equals);
            add_all(&mut list, serving(shelf, known));
        }
    }
    list
}

/// The gentler ones that a technique grew from, nearest first.
fn easier_chain<'a>(shelf: &Shelf<'a>, known: &'a Technique) -> Vec<Usable<'a>> {
    let mut chain: Vec<Usable<'a>> = Vec::new();
    let mut now = known;
    for _ in 0..6 {
        let ladder = || shelf.knowledge.courses.step_down(&now.id);
        let Some(next) = now.easier_id.as_ref().or_else(ladder) else { break };
        let Some(technique) = shelf.knowledge.techniques.get(next) else { break };
        if technique.id == known.id || chain.iter().any(|other| other.technique.id == technique.id) {
            break;
        }
        // Some chains go round between techniques of one level: only what is no harder counts.
        if technique.level <= known.level && technique.intensity <= known.intensity {
            chain.extend(shelf.get(technique.id.as_str()));
        }
        now = technique;
    }
    chain
}

/// Techniques that do the same job: of the same kind, or a stretch for a move and the other way round, for a muscle in
/// common; for those without a muscle, of the same kind or of the other calm kind.
fn serving<'a>(shelf: &Shelf<'a>, known: &Technique) -> Vec<Usable<'a>> {
    let kinds: &[Kind] = match known.kind {
        Kind::Stretch | Kind::Mobility => &[Kind::Stretch, Kind::Mobility],
        Kind::Breathing | Kind::Relaxation => &[Kind::Breathing, Kind::Relaxation],
        Kind::Professional => &[Kind::Professional],
        Kind::Heat => &[Kind::Heat],
        Kind::SelfMassage => &[Kind::SelfMassage],
        Kind::Strength => &[Kind::Strength],
        Kind::Walk => &[Kind::Walk],
        Kind::Posture => &[Kind::Posture],
        Kind::Sleep => &[Kind::Sleep],
    };
    let calm =
        matches!(known.kind, Kind::Breathing | Kind::Relaxation | Kind::Walk | Kind::Posture | Kind::Sleep);
    kinds
        .iter()
        .flat_map(|kind| shelf.of_kind(*kind))
        .filter(|usable| calm || super::spacing::share_target(usable.technique, known))
        .collect()
}

fn calm<'a>(shelf: &Shelf<'a>) -> Vec<Usable<'a>> {
    let mut calm: Vec<Usable<'a>> = shelf.of_kind(Kind::Breathing).collect();
    calm.sort_by_key(|usable| usable.technique.minutes);
    calm.truncate(2);
    calm
}

/// The same technique in 2 minutes, if its holds can be shortened that far.
fn short_version(technique: &Technique, cap: u8) -> Option<Dose> {
    (10..=100).rev().step_by(10).find_map(|share| {
        let mut dose = Dose { share, pressure_cap: cap, ..Dose::full(technique) };
        let seconds = session::seconds(technique, &dose);
        dose.minutes = minutes(seconds);
        (seconds <= SHORT_SECONDS).then_some(dose)
    })
}

fn stops(knowledge: &Knowledge, technique: &Technique) -> Vec<StopId> {
    let mut stops: Vec<&StopId> = technique.stop_if.iter().collect();
    let urgency = |id: &StopId| knowledge.stops.get(id).map(|stop| stop.action);
    stops.sort_by(|a, b| urgency(b).cmp(&urgency(a)).then_with(|| a.cmp(b)));
    stops.into_iter().cloned().collect()
}

fn note(reason: SwapReason, has_options: bool, has_more: bool) -> &'static str {
    match (reason, has_options, has_more) {
        (SwapReason::Hurts, true, _) => "First look at the stop signs. If none fits, take something gentler.",
        (SwapReason::Hurts, false, _) => {
            "First look at the stop signs. Nothing gentler is open now, so leave it out."
        }
        (SwapReason::TooHard, true, _) => "Here is a gentler one. You can go back at any time.",
        (SwapReason::NoTool, true, true) => {
            "A thing from your home can stand in, or take one that needs no tool."
        }
        (SwapReason::NoTool, false, true) => "A thing from your home can stand in.",
        (SwapReason::NoTool, true, false) => "Here is one that needs no tool.",
        (SwapReason::NoTime, _, true) => "Here it is in 2 minutes. It counts as done.",
        (SwapReason::NoTime, true, false) => "Here is one that takes 2 minutes. It counts as done.",
        (SwapReason::Bored, true, _) => "These do the same job. Take the one you like.",
        _ => "Nothing else that does the same job is open to you now. You can leave it out.",
    }
}
