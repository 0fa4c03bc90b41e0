//! The shape of a week: which session of the template falls on which day, mended for rule R20, and in which order the
//! places of a day get time (R19).

use super::Weeks;
use crate::ids::TechniqueId;
use crate::knowledge::plan_rule::Template;
use crate::knowledge::technique::{Kind, Phase};
use crate::plan::frame::training_days;
use crate::plan::lane::{Lane, Role};

/// Strength days and walking days a week in subacute and chronic pain (rule R20).
const STRENGTH_DAYS: usize = 2;
const WALK_DAYS: usize = 3;
/// Days a week with self-massage that the plan aims for, where there is room.
const MASSAGE_DAYS: usize = 3;

/// A place in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Self-massage of the aim whose turn it is.
    Massage,
    /// A stretch of the muscle before.
    Stretch,
    /// A lane by its number.
    Lane(usize),
}

/// One training day of every week.
#[derive(Debug, Clone)]
pub(super) struct DayShape {
    /// Days after the first day of the week.
    pub(super) offset: u8,
    pub(super) slots: Vec<Slot>,
    pub(super) strength: bool,
    pub(super) walk: bool,
    /// Longest walk of the template on this day, in minutes.
    pub(super) walk_minutes: u16,
}

impl<'a> Weeks<'_, 'a> {
    /// Which slots fall on which day: the template's week, laid on the person's days, mended for R20.
    pub(super) fn shape(&mut self) -> Vec<DayShape> {
        let Some(template) = self.frame.template else { return Vec::new() };
        let offsets = training_days(self.frame.days);
        let mut lanes: Vec<(&'a TechniqueId, usize)> = Vec::new();
        let mut days: Vec<DayShape> = Vec::new();
        for (letter, offset) in letters(template, offsets.len()).into_iter().zip(offsets) {
            let ids = template.sessions.get(letter).map_or(&[][..], Vec::as_slice);
            let mut day = DayShape {
                offset: *offset,
                slots: Vec::new(),
                strength: false,
                walk: false,
                walk_minutes: 0,
            };
            for id in ids {
                let Some(technique) = self.shelf.knowledge.techniques.get(id) else { continue };
                match Role::of(technique.kind) {
                    None | Some(Role::Heat) => {}
                    Some(Role::Massage) => day.slots.push(Slot::Massage),
                    Some(Role::Stretch) if day.slots.contains(&Slot::Massage) => {
                        day.slots.push(Slot::Stretch);
                    }
                    Some(Role::Walk) => {
                        day.walk = true;
                        day.walk_minutes = day.walk_minutes.max(technique.minutes);
                    }
                    Some(role) => {
                        let known = lanes.iter().find(|(known, _)| known == &id).map(|(_, lane)| *lane);
                        let lane = known.unwrap_or_else(|| {
                            self.lanes.push(Lane::template(self.shelf, id, role, &self.direction));
                            lanes.push((id, self.lanes.len() - 1));
                            self.lanes.len() - 1
                        });
                        day.strength |= role == Role::Strength;
                        day.slots.push(Slot::Lane(lane));
                    }
                }
            }
            days.push(day);
        }
        if matches!(self.frame.phase, Phase::Subacute | Phase::Chronic) {
            self.mend(&mut days);
        }
        days
    }

    /// At least 2 strength days and 3 walking days (R20), as far as days and minutes allow.
    fn mend(&self, days: &mut [DayShape]) {
        let options = |lane: usize| self.lanes.get(lane).map_or(&[][..], |lane| lane.options.as_slice());
        let strength = options(self.strength).iter().map(|usable| usable.technique.minutes).min();
        let walk = options(self.walk).last().map(|usable| usable.technique.minutes);
        let count = days.len();
        let both = match (strength, walk) {
            (Some(strength), Some(walk)) => strength + walk <= self.frame.minutes,
            _ => true,
        };
        let (want_strength, want_walk) = if both {
            (STRENGTH_DAYS.min(count), WALK_DAYS.min(count))
        } else {
            match count {
                0 | 1 => (count, 0),
                2 => (1, 1),
                3 => (2, 1),
                4 => (2, 2),
                _ => (STRENGTH_DAYS, WALK_DAYS),
            }
        };
        if walk.is_none() {
            for day in days.iter_mut() {
                day.walk = false;
            }
        }
        if !both {
            // One day cannot hold both: the walk gives way where there are walks to spare, else the strength work.
            for day in days.iter_mut().filter(|day| day.walk && day.strength) {
                day.walk = false;
            }
        }
        if strength.is_some() {
            fill(days, want_strength, |day| &mut day.strength, |day| u8::from(day.walk && !both) * 4);
        }
        if walk.is_some() {
            let keep_strength = if both { 0 } else { want_strength };
            fill(
                days,
                want_walk,
                |day| &mut day.walk,
                |day| {
                    u8::from(day.strength && !both) * 4
                        + u8::from(day.slots.contains(&Slot::Massage))
                        + u8::from(day.strength)
                },
            );
            if !both {
                let mut strong = days.iter().filter(|day| day.strength && !day.walk).count();
                for day in days.iter_mut().filter(|day| day.strength && day.walk) {
                    if strong >= keep_strength {
                        day.strength = false;
                    } else {
                        day.walk = false;
                        strong += 1;
                    }
                }
            }
        }
    }

    /// The slots of a day in the order in which they get time (R19); whether strength has to be there (R20).
    pub(super) fn order(&self, shape: &DayShape, massage_days: usize) -> Vec<(Slot, bool)> {
        let likes = |kind: Kind| u8::from(self.shelf.profile.likes.contains(&kind));
        let mut slots: Vec<(u8, Slot, bool)> = Vec::with_capacity(shape.slots.len() + 4);
        let role = |slot: &Slot| match slot {
            Slot::Lane(lane) => self.lanes.get(*lane).map(|lane| lane.role),
            _ => None,
        };
        let mut strength = false;
        let mut moved = shape.walk || shape.strength;
        let mut massaged = false;
        for slot in &shape.slots {
            let priority = match (slot, role(slot)) {
                (Slot::Massage, _) if !std::mem::replace(&mut massaged, true) => {
                    6 - 2 * likes(Kind::SelfMassage)
                }
                (Slot::Massage, _) => 12,
                (Slot::Stretch, _) => 8 - likes(Kind::Stretch),
                (_, Some(Role::Strength)) if !shape.strength => continue,
                (_, Some(Role::Strength)) if !std::mem::replace(&mut strength, true) => {
                    moved = true;
                    0
                }
                (_, Some(Role::Strength)) => 10 - likes(Kind::Strength),
                (_, Some(Role::Mobility | Role::Stretch)) if !std::mem::replace(&mut moved, true) => 5,
                (_, Some(Role::Mobility | Role::Stretch)) => 10 - likes(Kind::Mobility),
                (_, Some(Role::Calm)) if self.strain.stress => 7,
                (_, Some(Role::Calm)) => 14 - 2 * likes(Kind::Breathing),
                _ => 10,
            };
            slots.push((priority, *slot, priority == 0));
        }
        if shape.strength && !strength {
            slots.push((0, Slot::Lane(self.strength), true));
        }
        if shape.walk {
            slots.push((1, Slot::Lane(self.walk), false));
        }
        let settled = matches!(self.frame.phase, Phase::Subacute | Phase::Chronic | Phase::Maintenance);
        let wish = if likes(Kind::SelfMassage) > 0 { 7 } else { MASSAGE_DAYS };
        if settled && !massaged && massage_days < wish {
            slots.push((9, Slot::Massage, false));
            massaged = true;
        }
        // Each massage is followed by a stretch or drill of the same muscle (R17).
        if massaged && !shape.slots.contains(&Slot::Stretch) {
            slots.push((13, Slot::Stretch, false));
        }
        if self.strain.stress {
            slots.push((15, Slot::Lane(self.calm), false));
        }
        slots.sort_by_key(|(priority, ..)| *priority);
        slots.into_iter().map(|(_, slot, must)| (slot, must)).collect()
    }
}

/// The template's letters for so many days, in the order of its week: every kind of session before any repeats, those
/// with more than a walk first.
fn letters(template: &Template, count: usize) -> Vec<&str> {
    let week: Vec<&str> = template.week.iter().map(String::as_str).collect();
    let plain = |letter: &str| letter == "walk" || letter == "rest";
    let mut places: Vec<usize> = (0..week.len()).collect();
    places.sort_by_key(|place| {
        let letter = week.get(*place).copied().unwrap_or("");
        let repeats = week.iter().take(*place).filter(|other| **other == letter).count();
        (repeats, plain(letter), *place)
    });
    places.truncate(count);
    places.sort_unstable();
    places.into_iter().filter_map(|place| week.get(place).copied()).collect()
}

/// Marks further days until so many are marked, those with the lowest cost and the farthest from a marked day first.
fn fill(
    days: &mut [DayShape],
    want: usize,
    mark: impl Fn(&mut DayShape) -> &mut bool,
    cost: impl Fn(&DayShape) -> u8,
) {
    loop {
        let marked: Vec<bool> = days.iter_mut().map(|day| *mark(day)).collect();
        if marked.iter().filter(|is_marked| **is_marked).count() >= want {
            return;
        }
        let near = |place: usize| {
            let beside = [place.checked_sub(1), Some(place + 1)];
            beside.into_iter().flatten().filter(|other| marked.get(*other) == Some(&true)).count()
        };
        let free = (0..days.len()).filter(|place| marked.get(*place) == Some(&false));
        let best = free.min_by_key(|place| (days.get(*place).map_or(u8::MAX, &cost), near(*place), *place));
        let Some(day) = best.and_then(|place| days.get_mut(place)) else { return };
        *mark(day) = true;
    }
}
