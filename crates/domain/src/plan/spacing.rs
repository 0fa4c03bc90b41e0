//! Rest between days: rules R03, R04, R05, R06, R09 and R32 (`reference`: techniques, part 8.5).

use super::calendar::{Session, days_between};
use super::shelf::Usable;
use super::why::Why;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::{Kind, Technique, Tool};
use jiff::civil::Date;

/// Pressure that counts as strong: it rests for two days (R03), and not every day of the week (R32).
pub(super) const STRONG: u8 = 5;
/// Pressure up to which self-massage is light.
pub(super) const LIGHT: u8 = 3;
/// Effort up to which strength work is a light drill, which may come daily (R09).
pub(super) const LIGHT_EFFORT: u8 = 2;
/// Most minutes of self-massage in a session (R06).
pub(super) const MASSAGE_MINUTES: u16 = 10;
/// Most muscles with self-massage in a session (R06).
pub(super) const MASSAGE_ITEMS: usize = 3;
/// Most days a week with hard strength work (R09).
const HARD_DAYS: usize = 3;
/// Most days a week with self-massage over 3 of 10 (R32).
const PRESSED_DAYS: usize = 6;

/// What a visit asks of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DayLimit {
    /// Nothing.
    Free,
    /// The day of a visit: no strong self-massage, no heavy strength (R05).
    Visit,
    /// Within two days of deep work: hands only, light, and no tiring strength (R04).
    AfterDeepWork,
}

impl DayLimit {
    /// Whether a technique with this cap fits the day.
    pub(super) fn allows(self, technique: &Technique, cap: u8) -> bool {
        let light = match technique.kind {
            Kind::SelfMassage => cap <= LIGHT,
            Kind::Strength => cap <= LIGHT_EFFORT,
            _ => true,
        };
        let by_hand = technique.kind != Kind::SelfMassage
            || matches!(technique.tool, Tool::Hands | Tool::Partner | Tool::None);
        match self {
            Self::Free => true,
            Self::Visit => light,
            Self::AfterDeepWork => light && by_hand,
        }
    }
}

/// The limit that visits put on a day; visits and the day as days after the start of the plan.
pub(super) fn day_limit(visits: &[i32], deep: bool, day: i32) -> DayLimit {
    let limits = visits.iter().map(|visit| match day - visit {
        0 | 1 if deep => DayLimit::AfterDeepWork,
        0 => DayLimit::Visit,
        _ => DayLimit::Free,
    });
    limits.max().unwrap_or(DayLimit::Free)
}

/// A technique that was planned on a day.
#[derive(Debug, Clone, Copy)]
struct Planned<'a> {
    day: i32,
    technique: &'a Technique,
    cap: u8,
}

/// What was planned in the last days, to keep rest between.
#[derive(Debug, Default)]
pub(super) struct Spacing<'a> {
    planned: Vec<Planned<'a>>,
    sensitive: bool,
}

impl<'a> Spacing<'a> {
    pub(super) fn new(sensitive: bool) -> Self {
        Self { planned: Vec::new(), sensitive }
    }

    /// Whether a technique may be planned on a day, after what is planned before.
    ///
    /// Self-massage at 5 of 10 is counted here as 4; [`cap_strong`] leaves 5 only where two days of rest follow.
    pub(super) fn allows(&self, day: i32, usable: &Usable<'_>) -> bool {
        let technique = usable.technique;
        let recent = self.planned.iter().rev().take_while(|planned| day - planned.day <= 3);
        recent.clone().all(|planned| self.rests(planned, day, usable))
            && (technique.kind != Kind::Strength
                || usable.cap <= LIGHT_EFFORT
                || self.days_this_week(day, Kind::Strength, LIGHT_EFFORT) < HARD_DAYS)
            && (technique.kind != Kind::SelfMassage
                || usable.cap <= LIGHT
                || self.days_this_week(day, Kind::SelfMassage, LIGHT) < PRESSED_DAYS)
    }

    fn rests(&self, planned: &Planned<'_>, day: i32, usable: &Usable<'_>) -> bool {
        let technique = usable.technique;
        let hours = f64::from(day - planned.day) * 24.0;
        let same_day = planned.day == day;
        let same = std::ptr::eq(planned.technique, technique);
        if same && (same_day || hours < technique.min_hours_between) {
            return false;
        }
        match (planned.technique.kind, technique.kind) {
            (Kind::SelfMassage, Kind::SelfMassage) => {
                // Very tender people massage every second day.
                let too_soon = self.sensitive && !same_day && hours < 48.0;
                let least = if planned.cap >= STRONG { 48.0 } else { 0.0 };
                let rested = planned.cap <= LIGHT || hours >= planned.technique.min_hours_between.max(least);
                !too_soon && (!share_target(planned.technique, technique) || (!same_day && rested))
            }
            (Kind::Strength, Kind::Strength) => {
                let hard = planned.cap > LIGHT_EFFORT && usable.cap > LIGHT_EFFORT;
                same_day || !hard || hours >= 48.0 || !share_target(planned.technique, technique)
            }
            // One kind of warmth a day (R08).
            (Kind::Heat, Kind::Heat) => !same_day,
            _ => true,
        }
    }

    /// Days before this one, in its week, with this kind above a cap.
    fn days_this_week(&self, day: i32, kind: Kind, above: u8) -> usize {
        let week = day.div_euclid(7);
        let mut days: Vec<i32> = self
            .planned
            .iter()
            .filter(|planned| planned.day.div_euclid(7) == week && planned.day != day)
            .filter(|planned| planned.technique.kind == kind && planned.cap > above)
            .map(|planned| planned.day)
            .collect();
        days.dedup();
        days.len()
    }

    pub(super) fn plan(&mut self, day: i32, usable: &Usable<'a>) {
        self.planned.push(Planned { day, technique: usable.technique, cap: usable.cap });
    }

    /// Forgets what is too long ago to matter.
    pub(super) fn forget_before(&mut self, day: i32) {
        self.planned.retain(|planned| planned.day >= day - 7);
    }
}

/// Lowers 5 of 10 to 4, from a day on, where the same muscle has its turn again within two days (R03).
pub(super) fn cap_strong(knowledge: &Knowledge, sessions: &mut [Session], from: Date) {
    let techniques = &knowledge.techniques;
    for place in 0..sessions.len() {
        let (before, after) = sessions.split_at_mut(place + 1);
        let Some(session) = before.last_mut().filter(|session| session.date >= from) else { continue };
        let next = after.first().filter(|next| days_between(session.date, next.date) < 2);
        let strong = session
            .items
            .iter_mut()
            .filter(|item| item.kind == Kind::SelfMassage && item.dose.pressure_cap >= STRONG);
        for item in strong {
            let Some(mine) = techniques.get(&item.technique) else { continue };
            let again = next.into_iter().flat_map(|next| &next.items).any(|other| {
                other.kind == Kind::SelfMassage
                    && techniques.get(&other.technique).is_some_and(|other| share_target(mine, other))
            });
            if again {
                item.dose.pressure_cap = STRONG - 1;
                item.why.push(Why::rule("R03"));
            }
        }
    }
}

/// Whether two techniques serve a muscle in common.
pub(super) fn share_target(one: &Technique, other: &Technique) -> bool {
    one.targets.iter().any(|target| other.targets.contains(target))
}
