//! Filling a session: the first option of each place that keeps all rules and fits, with its dose and its reasons.

use super::Weeks;
use super::shape::DayShape;
use crate::knowledge::body::Side;
use crate::knowledge::technique::{Kind, Phase, Technique, Tool};
use crate::plan::calendar::{Dose, Item};
use crate::plan::habit::minutes;
use crate::plan::lane::{Lane, Role};
use crate::plan::shelf::{Usable, changes};
use crate::plan::spacing::{DayLimit, LIGHT, MASSAGE_ITEMS, MASSAGE_MINUTES, share_target};
use crate::plan::why::{Refusal, Why};
use crate::session;

/// Most new techniques a week after the first (rule R26).
pub(super) const NEW_A_WEEK: usize = 2;
/// The shortest walk that counts.
const SHORTEST_WALK: u16 = 5;
/// Longest time with a massage gun on a muscle, in seconds (rule R07).
const GUN_SECONDS: u32 = 120;
/// Shares of the time by rank, in percent (rule R17).
const SHARES: [u8; 3] = [100, 60, 40];

/// A session in the making.
pub(super) struct Draft<'a> {
    pub(super) week: u8,
    pub(super) day: i32,
    pub(super) limit: DayLimit,
    pub(super) left: u16,
    pub(super) items: Vec<(Usable<'a>, Item)>,
}

impl Draft<'_> {
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Item> {
        self.items.iter().map(|(_, item)| item).filter(move |item| item.kind == kind)
    }

    fn has(&self, technique: &Technique) -> bool {
        self.items.iter().any(|(usable, _)| std::ptr::eq(usable.technique, technique))
    }
}

impl<'a> Weeks<'_, 'a> {
    /// Massage of the aim that is due: the first in rank two times as often as the second, three times as the third.
    pub(super) fn add_massage(&mut self, draft: &mut Draft<'a>) {
        let done: Vec<usize> = draft
            .items
            .iter()
            .filter_map(|(usable, item)| {
                (item.kind == Kind::SelfMassage).then(|| self.aim_of(usable)).flatten()
            })
            .collect();
        let mut places: Vec<usize> = (0..self.aims.len()).filter(|place| !done.contains(place)).collect();
        places.sort_by_key(|place| (self.massaged.get(*place).copied().unwrap_or(0) * (place + 1), *place));
        for place in places {
            let Some(lane) = self.massage.get(place).copied() else { continue };
            if self.add(draft, lane, |_| true) {
                if let Some(count) = self.massaged.get_mut(place) {
                    *count += 1;
                }
                return;
            }
        }
    }

    fn aim_of(&self, usable: &Usable<'_>) -> Option<usize> {
        self.aims.iter().position(|aim| usable.technique.targets.contains(&aim.focus.muscle))
    }

    /// A stretch of the muscle that was massaged, else of the first aim.
    pub(super) fn add_stretch(&mut self, draft: &mut Draft<'a>) {
        let massaged = draft.items.iter().rev().find(|(_, item)| item.kind == Kind::SelfMassage);
        let place = massaged.and_then(|(usable, _)| self.aim_of(usable)).unwrap_or(0);
        if let Some(lane) = self.stretch.get(place).copied() {
            self.add(draft, lane, |_| true);
        }
    }

    /// The strength work of a day that needs some, with room left for a walk where the day needs that too (R20).
    pub(super) fn add_strength(&mut self, draft: &mut Draft<'a>, shape: &DayShape, lane: usize) {
        let reserved = if shape.walk { SHORTEST_WALK } else { 0 };
        let room = draft.left.saturating_sub(reserved);
        let fits = |usable: &Usable<'a>| usable.technique.minutes <= room;
        let _ = self.add(draft, lane, fits) || self.add(draft, self.strength, fits);
    }

    /// A walk as long as the programme has come and the template holds; 5 minutes where the day was mended.
    pub(super) fn add_walk(&mut self, draft: &mut Draft<'a>, shape: &DayShape) {
        let programme = self
            .shelf
            .knowledge
            .courses
            .walk_weeks
            .iter()
            .find(|row| (row.week_from..=row.week_to).contains(&draft.week))
            .map_or(SHORTEST_WALK, |row| row.dose(self.walk_row).minutes);
        let longest = programme.min(shape.walk_minutes).max(SHORTEST_WALK).min(draft.left);
        if self.add(draft, self.walk, |usable| usable.technique.minutes <= longest) {
            // The script of the nearest shorter walk, for as many minutes as the programme says.
            if let Some((usable, item)) = draft.items.last_mut() {
                let percent = longest * 100 / usable.technique.minutes.max(1);
                item.dose.share = u8::try_from(percent).unwrap_or(100);
                draft.left = draft.left + item.dose.minutes - longest;
                item.dose.minutes = longest;
            }
        }
    }

    /// Passive warmth first, in the first weeks, in a flare, and where it is liked.
    pub(super) fn add_heat(&mut self, draft: &mut Draft<'a>) {
        let wished = self.shelf.profile.likes.contains(&Kind::Heat);
        let suits = wished || matches!(self.frame.phase, Phase::Acute | Phase::Flare);
        let softens = draft
            .items
            .iter()
            .any(|(_, item)| matches!(item.kind, Kind::SelfMassage | Kind::Mobility | Kind::Stretch));
        if suits && softens {
            self.add(draft, self.heat, |_| true);
        }
    }

    /// Adds the first option of a lane that keeps all rules and fits; whether there was one.
    pub(super) fn add(
        &mut self,
        draft: &mut Draft<'a>,
        lane: usize,
        fits: impl Fn(&Usable<'a>) -> bool,
    ) -> bool {
        let Some(lane) = self.lanes.get(lane) else { return false };
        let mut found = None;
        for usable in lane.in_turn().filter(|usable| fits(usable)) {
            if let Some((usable, dose)) = self.place(draft, lane, usable) {
                found = Some((usable, dose));
                break;
            }
        }
        let Some((usable, dose)) = found else { return false };
        let item = Item {
            technique: usable.technique.id.clone(),
            kind: usable.technique.kind,
            dose,
            passive: usable.technique.passive,
            why: self.why(draft, lane, &usable, dose),
            changed: changes(usable.decision),
        };
        if !usable.technique.passive {
            draft.left -= dose.minutes;
        }
        if !self.seen.iter().any(|seen| std::ptr::eq(*seen, usable.technique)) {
            self.seen.push(usable.technique);
            self.new += 1;
        }
        draft.items.push((usable, item));
        true
    }

    /// Whether an option keeps all rules on this day, and its dose.
    fn place(&self, draft: &Draft<'a>, lane: &Lane<'a>, usable: Usable<'a>) -> Option<(Usable<'a>, Dose)> {
        let technique = usable.technique;
        let massage = technique.kind == Kind::SelfMassage;
        // Light pressure is enough on a day that has to stay light, where the tool suits it.
        let cap = if massage && draft.limit != DayLimit::Free { usable.cap.min(LIGHT) } else { usable.cap };
        let usable = Usable { cap, ..usable };
        let known = draft.week == 1 || self.seen.iter().any(|seen| std::ptr::eq(*seen, technique));
        if draft.has(technique) || !(known || self.new < NEW_A_WEEK) {
            return None;
        }
        if !draft.limit.allows(technique, cap) || !self.spacing.allows(draft.day, &usable) {
            return None;
        }
        let mut rank = 0;
        let mut massage_minutes = 0;
        for (other, item) in draft.items.iter().filter(|(_, item)| massage && item.kind == Kind::SelfMassage)
        {
            rank += 1;
            massage_minutes += item.dose.minutes;
            // Muscles in common are worked on once; in week 1 one muscle with the gun a day (R07).
            let two_guns =
                draft.week == 1 && technique.tool == Tool::Gun && other.technique.tool == Tool::Gun;
            if two_guns || share_target(other.technique, technique) {
                return None;
            }
        }
        if rank >= MASSAGE_ITEMS {
            return None;
        }
        let shares: &[u8] = if massage { SHARES.get(rank..).unwrap_or(&[40]) } else { &[100] };
        let side = self.aims.get(lane.aim.unwrap_or(0)).map_or(Side::Both, |aim| aim.side);
        let doses = shares.iter().map(|share| self.dose(&usable, *share, side, draft));
        doses
            .filter(|dose| technique.passive || dose.minutes <= draft.left)
            .find(|dose| !massage || massage_minutes + dose.minutes <= MASSAGE_MINUTES)
            .map(|dose| (usable, dose))
    }

    /// Time, side and pressure of an option (R07, R17, R18).
    fn dose(&self, usable: &Usable<'a>, share: u8, side: Side, draft: &Draft<'a>) -> Dose {
        let technique = usable.technique;
        let massage = technique.kind == Kind::SelfMassage;
        let turn = if (draft.day + i32::from(draft.week)) % 2 == 0 { Side::Left } else { Side::Right };
        let (first_side, other_side) = match side {
            _ if !technique.sided => (Side::None, 100),
            Side::Left | Side::Right => (side, 50),
            Side::Both | Side::None => (turn, 100),
        };
        let share = if massage && self.shelf.sensitive { share / 2 } else { share };
        let mut dose = Dose { minutes: 0, sets: 1, first_side, share, other_side, pressure_cap: usable.cap };
        let mut seconds = session::seconds(technique, &dose);
        while technique.tool == Tool::Gun && seconds > GUN_SECONDS && dose.share > 10 {
            dose.share -= 10;
            seconds = session::seconds(technique, &dose);
        }
        let own_length = dose.share == 100 && dose.other_side == 100;
        dose.minutes = if own_length { technique.minutes } else { minutes(seconds).min(technique.minutes) };
        dose
    }

    fn why(&self, draft: &Draft<'a>, lane: &Lane<'a>, usable: &Usable<'a>, dose: Dose) -> Vec<Why> {
        let technique = usable.technique;
        let mut why = lane.why.clone();
        match lane.role {
            Role::Massage if dose.share < 100 && !self.shelf.sensitive => why.push(Why::rule("R17")),
            Role::Stretch if lane.aim.is_some() && draft.of_kind(Kind::SelfMassage).next().is_some() => {
                why.push(Why::rule("R17"));
            }
            Role::Calm if self.strain.stress => why.push(Why::rule("R22")),
            Role::Calm if self.strain.sleep => why.push(Why::rule("R21")),
            Role::Calm => why.push(Why::rule("R19")),
            _ => {}
        }
        if let Some(finding) = self.direction.finding.as_ref().filter(|_| self.direction.prefers(usable)) {
            why.push(Why::Finding { finding: finding.clone() });
            why.push(Why::rule("R16"));
        }
        match draft.limit {
            DayLimit::Visit if lane.role == Role::Massage => why.push(Why::rule("R05")),
            DayLimit::AfterDeepWork if lane.role == Role::Massage => why.push(Why::rule("R04")),
            _ => {}
        }
        if dose.other_side < 100 {
            why.push(Why::rule("R18"));
        }
        if let Some(default) = lane.default.filter(|default| **default != technique.id) {
            let stepped = self.shelf.progress.now_instead_of(default) == &technique.id;
            let because = self.shelf.refusal(default).unwrap_or_else(|| {
                let known = self.shelf.knowledge.techniques.get(default);
                let ready = known.is_some_and(|known| self.shelf.is_ready(known));
                if ready { Refusal::Variety } else { Refusal::Level }
            });
            why.push(if stepped {
                Why::rule("R12")
            } else {
                Why::InsteadOf { technique: default.clone(), because }
            });
        }
        why.extend(self.shelf.shared_whys(usable));
        why
    }
}
