//! Lanes: what can take a place in a session, best first, and whose turn it is this week.

use super::shelf::{Shelf, Usable};
use super::target::Aim;
use super::why::Why;
use crate::facts::Facts;
use crate::ids::{Key, TechniqueId};
use crate::knowledge::technique::{Kind, Phase};
use crate::profile::FeelWish;
use std::cmp::Reverse;

/// Moves that bend backward (rule R16).
const BACKWARD: [&str; 3] = ["mob_stand_extend", "mob_sphinx", "mob_press_up"];
/// Moves that bend forward (rule R16).
const FORWARD: [&str; 3] = ["str_knee_hug_single", "str_child", "mob_seat_flex"];
/// Longest passive warmth that belongs before a session, in minutes (rule R08).
const LONGEST_HEAT: u16 = 20;

/// What a place in a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Heat,
    Massage,
    Stretch,
    Mobility,
    Strength,
    Walk,
    Calm,
}

impl Role {
    pub(super) fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Heat => Self::Heat,
            Kind::SelfMassage => Self::Massage,
            Kind::Stretch => Self::Stretch,
            Kind::Mobility => Self::Mobility,
            Kind::Strength => Self::Strength,
            Kind::Walk => Self::Walk,
            Kind::Breathing | Kind::Relaxation => Self::Calm,
            Kind::Professional | Kind::Posture | Kind::Sleep => return None,
        })
    }
}

/// What can take a place, best first.
#[derive(Debug, Clone)]
pub(super) struct Lane<'a> {
    pub(super) role: Role,
    /// The place of the aim it serves, if any.
    pub(super) aim: Option<usize>,
    /// What the template holds there.
    pub(super) default: Option<&'a TechniqueId>,
    pub(super) options: Vec<Usable<'a>>,
    /// How many of the first options take turns from week to week.
    equals: usize,
    turn: usize,
    /// Reasons shared by all options.
    pub(super) why: Vec<Why>,
}

impl<'a> Lane<'a> {
    /// The options in this week's order.
    pub(super) fn in_turn(&self) -> impl Iterator<Item = Usable<'a>> + '_ {
        let equals = self.options.get(..self.equals).unwrap_or(&[]);
        let rest = self.options.get(self.equals..).unwrap_or(&[]);
        let turn = if equals.is_empty() { 0 } else { self.turn % equals.len() };
        let (before, after) = equals.split_at(turn);
        after.iter().chain(before).chain(rest).copied()
    }

    /// Whether there is anything to take turns with.
    pub(super) fn can_rotate(&self) -> bool {
        self.equals > 1
    }

    /// Moves on to the next equal that is free; whether there is one.
    pub(super) fn rotate(&mut self, is_free: impl Fn(&Usable<'a>) -> bool) -> bool {
        let next = (1..self.equals).find(|step| {
            let place = (self.turn + step) % self.equals;
            self.options.get(place).is_some_and(&is_free)
        });
        if let Some(step) = next {
            self.turn = (self.turn + step) % self.equals;
        }
        next.is_some()
    }

    fn new(role: Role, options: Vec<Usable<'a>>) -> Self {
        let equals = options.len();
        Self { role, aim: None, default: None, options, equals, turn: 0, why: Vec::new() }
    }

    /// Self-massage of an aim: firm where the phase and the limits allow it, else light.
    pub(super) fn massage(shelf: &Shelf<'a>, aim: &Aim<'a>, place: usize) -> Self {
        let calm = matches!(shelf.phase, Phase::Acute | Phase::Flare)
            || shelf.profile.feel == Some(FeelWish::CalmLight);
        // A firm tool under a light cap is no better than hands.
        let presses =
            |usable: Usable<'a>| usable.cap > super::spacing::LIGHT && shelf.is_ready(usable.technique);
        let press = !calm && aim.focus.firm.iter().any(|id| shelf.get(id.as_str()).is_some_and(presses));
        let mut options: Vec<(bool, bool, Usable<'a>)> = Vec::new();
        for (firm, list) in [(true, &aim.focus.firm), (false, &aim.focus.light)] {
            for id in list {
                let now = shelf.progress.now_instead_of(id);
                for usable in [shelf.get(now.as_str()), shelf.get(id.as_str())].into_iter().flatten() {
                    let known = options.iter().any(|(.., known)| known.technique.id == usable.technique.id);
                    if !known
                        && shelf.is_ready(usable.technique)
                        && usable.technique.kind == Kind::SelfMassage
                    {
                        let preferred = firm == press && (!press || presses(usable));
                        let own = usable.technique.targets.first() == Some(&aim.focus.muscle);
                        let reached = shelf.progress.has_reached(&usable.technique.id);
                        options.push((preferred || reached, own || reached, usable));
                    }
                }
            }
        }
        options.sort_by_key(|(preferred, own, _)| Reverse((*preferred, *own)));
        let best = options.first().map(|(preferred, own, _)| (*preferred, *own));
        let equals =
            options.iter().take_while(|(preferred, own, _)| Some((*preferred, *own)) == best).count();
        let options = options.into_iter().map(|(.., usable)| usable).collect();
        Self { aim: Some(place), equals, why: vec![aim.why.clone()], ..Self::new(Role::Massage, options) }
    }

    /// A stretch or drill of the same muscle, to follow its massage (R17).
    pub(super) fn stretch(shelf: &Shelf<'a>, aim: &Aim<'a>, place: usize, direction: &Direction) -> Self {
        let mut options: Vec<Usable<'a>> = Vec::new();
        for id in &aim.focus.stretch {
            let now = shelf.progress.now_instead_of(id);
            for usable in [shelf.get(now.as_str()), shelf.get(id.as_str())].into_iter().flatten() {
                let known = options.iter().any(|known| known.technique.id == usable.technique.id);
                if !known && shelf.is_ready(usable.technique) {
                    options.push(usable);
                }
            }
        }
        options.sort_by_key(|usable| Reverse(direction.prefers(usable)));
        Self { aim: Some(place), why: vec![aim.why.clone()], ..Self::new(Role::Stretch, options) }
    }

    /// A place of the template that keeps what it holds, or its equals.
    pub(super) fn template(
        shelf: &Shelf<'a>,
        default: &'a TechniqueId,
        role: Role,
        direction: &Direction,
    ) -> Self {
        let mut options = shelf.options(default);
        if role == Role::Mobility {
            options.sort_by_key(|usable| Reverse(direction.prefers(usable)));
        }
        let why = if role == Role::Strength || role == Role::Mobility {
            vec![Why::rule("R19")]
        } else {
            Vec::new()
        };
        Self { default: Some(default), why, ..Self::new(role, options) }
    }

    /// Walks, longest first.
    pub(super) fn walk(shelf: &Shelf<'a>, why: Why) -> Self {
        let mut options: Vec<Usable<'a>> = shelf.of_kind(Kind::Walk).collect();
        options.sort_by_key(|usable| Reverse(usable.technique.minutes));
        Self { equals: 0, why: vec![why], ..Self::new(Role::Walk, options) }
    }

    /// Any strength work, lightest first: for days that need some and have no room for the planned one.
    pub(super) fn any_strength(shelf: &Shelf<'a>) -> Self {
        let ready = shelf.of_kind(Kind::Strength).filter(|usable| shelf.is_ready(usable.technique));
        let mut options: Vec<Usable<'a>> = ready.collect();
        options.sort_by_key(|usable| (usable.cap, usable.technique.minutes));
        Self { equals: 0, why: vec![Why::rule("R20")], ..Self::new(Role::Strength, options) }
    }

    /// Any breathing or relaxing, shortest first: for days with room for nothing else.
    pub(super) fn any_calm(shelf: &Shelf<'a>) -> Self {
        let mut options: Vec<Usable<'a>> =
            shelf.of_kind(Kind::Breathing).chain(shelf.of_kind(Kind::Relaxation)).collect();
        options.sort_by_key(|usable| usable.technique.minutes);
        Self { equals: 0, ..Self::new(Role::Calm, options) }
    }

    /// Passive warmth for the aims, before a session.
    pub(super) fn heat(shelf: &Shelf<'a>, aims: &[Aim<'a>]) -> Self {
        let ids = aims.iter().flat_map(|aim| &aim.focus.heat);
        let found = ids.filter_map(|id| shelf.get(id.as_str())).chain(shelf.of_kind(Kind::Heat));
        let short =
            found.filter(|usable| usable.technique.passive && usable.technique.minutes <= LONGEST_HEAT);
        let options: Vec<Usable<'a>> = short.take(1).collect();
        Self { equals: 0, why: vec![Why::rule("R08")], ..Self::new(Role::Heat, options) }
    }
}

/// The direction of bending that suits the back better (R16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Direction {
    family: &'static [&'static str],
    pub(super) finding: Option<Key>,
}

impl Direction {
    /// Backward if bending forward makes it worse, forward if bending backward does; none if both or neither do.
    pub(super) fn of(facts: &Facts) -> Self {
        match (facts.is_yes("worse_bend_forward"), facts.is_yes("worse_bend_back")) {
            (true, false) => Self { family: &BACKWARD, finding: Some(Key::from("worse_bend_forward")) },
            (false, true) => Self { family: &FORWARD, finding: Some(Key::from("worse_bend_back")) },
            _ => Self { family: &[], finding: None },
        }
    }

    pub(super) fn prefers(&self, usable: &Usable<'_>) -> bool {
        self.family.contains(&usable.technique.id.as_str())
    }
}
