//! The weeks of a plan: which session falls on which day, and what is in it.
//!
//! The week of the template is laid on the person's own days. Then every session is filled anew, in the order of rule
//! R19, with what this person can use, serves their own muscles, fits the minutes and keeps the rest of R03 to R09.

use super::calendar::{Day, Dose, Item, Session, days_between, later};
use super::frame::{Frame, training_days};
use super::habit::{Strain, minutes};
use super::lane::{Direction, Lane, Role};
use super::massage::{DEEP, MassageCourse};
use super::shelf::{Shelf, Usable, changes};
use super::spacing::{DayLimit, LIGHT, MASSAGE_ITEMS, MASSAGE_MINUTES, STRONG, Spacing, share_target};
use super::target::Aim;
use super::why::{Refusal, Why};
use crate::facts::Facts;
use crate::ids::{SessionId, TechniqueId};
use crate::knowledge::body::Side;
use crate::knowledge::technique::{Kind, Phase, Technique, Tool};
use crate::knowledge::tip::WalkRow;
use crate::session;
use jiff::civil::Date;

/// Most new techniques a week after the first (rule R26).
const NEW_A_WEEK: usize = 2;
/// Strength days and walking days a week in subacute and chronic pain (rule R20).
const STRENGTH_DAYS: usize = 2;
const WALK_DAYS: usize = 3;
/// The shortest walk that counts.
const SHORTEST_WALK: u16 = 5;
/// Days a week with self-massage that the plan aims for, where there is room.
const MASSAGE_DAYS: usize = 3;
/// Longest time with a massage gun on a muscle, in seconds (rule R07).
const GUN_SECONDS: u32 = 120;
/// Shares of the time by rank, in percent (rule R17).
const SHARES: [u8; 3] = [100, 60, 40];
/// Longest piece of a session in the first weeks and in a flare (rule R10, templates).
const PIECE_ACUTE: u16 = 8;
const PIECE_FLARE: u16 = 10;
/// From this age on, walking begins with the shortest row of the programme.
const SHORT_WALKS_FROM_AGE: u8 = 75;

/// A place in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Self-massage of the aim whose turn it is.
    Massage,
    /// A stretch of the muscle before.
    Stretch,
    /// A lane by its number.
    Lane(usize),
}

/// One training day of every week.
#[derive(Debug, Clone)]
struct DayShape {
    /// Days after the first day of the week.
    offset: u8,
    slots: Vec<Slot>,
    strength: bool,
    walk: bool,
    /// Longest walk of the template on this day, in minutes.
    walk_minutes: u16,
}

/// Builds the weeks.
pub(super) struct Weeks<'s, 'a> {
    shelf: &'s Shelf<'a>,
    frame: &'s Frame<'a>,
    aims: &'s [Aim<'a>],
    strain: Strain,
    start: Date,
    direction: Direction,
    lanes: Vec<Lane<'a>>,
    massage: Vec<usize>,
    stretch: Vec<usize>,
    walk: usize,
    strength: usize,
    calm: usize,
    heat: usize,
    days: Vec<DayShape>,
    walk_row: WalkRow,
    visits: Vec<i32>,
    deep: bool,
    spacing: Spacing<'a>,
    seen: Vec<&'a Technique>,
    new: usize,
    next_rotation: usize,
    /// How often each aim was massaged.
    massaged: Vec<usize>,
}

/// A session in the making.
struct Draft<'a> {
    week: u8,
    day: i32,
    limit: DayLimit,
    left: u16,
    items: Vec<(Usable<'a>, Item)>,
}

impl Draft<'_> {
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Item> {
        self.items.iter().map(|(_, item)| item).filter(move |item| item.kind == kind)
    }

    fn has(&self, technique: &Technique) -> bool {
        self.items.iter().any(|(usable, _)| std::ptr::eq(usable.technique, technique))
    }
}

impl<'s, 'a> Weeks<'s, 'a> {
    pub(super) fn new(
        shelf: &'s Shelf<'a>,
        frame: &'s Frame<'a>,
        aims: &'s [Aim<'a>],
        facts: &Facts,
        strain: Strain,
        start: Date,
        course: Option<&MassageCourse>,
    ) -> Self {
        let direction = Direction::of(facts);
        let mut lanes = Vec::new();
        let mut add = |lane: Lane<'a>| {
            lanes.push(lane);
            lanes.len() - 1
        };
        let massage =
            aims.iter().enumerate().map(|(place, aim)| add(Lane::massage(shelf, aim, place))).collect();
        let stretch = aims
            .iter()
            .enumerate()
            .map(|(place, aim)| add(Lane::stretch(shelf, aim, place, &direction)))
            .collect();
        let walk = add(Lane::walk(shelf, walk_why(frame.phase)));
        let strength = add(Lane::any_strength(shelf));
        let calm = add(Lane::any_calm(shelf));
        let heat = add(Lane::heat(shelf, aims));
        let old = shelf.profile.age.or(facts.age()).is_some_and(|age| age >= SHORT_WALKS_FROM_AGE);
        let short =
            old || facts.is_possible("worse_walk") || matches!(frame.phase, Phase::Acute | Phase::Flare);
        let dates = course.map_or(&[][..], |course| &course.dates);
        let visits =
            dates.iter().chain(&shelf.progress.visits).map(|date| days_between(start, *date)).collect();
        let mut weeks = Self {
            shelf,
            frame,
            aims,
            strain,
            start,
            direction,
            massaged: vec![0; aims.len()],
            massage,
            stretch,
            walk,
            strength,
            calm,
            heat,
            lanes,
            days: Vec::new(),
            walk_row: if short { WalkRow::A } else { WalkRow::B },
            visits,
            deep: course.is_some_and(|course| course.pressure_cap >= DEEP),
            spacing: Spacing::new(shelf.sensitive),
            seen: Vec::new(),
            new: 0,
            next_rotation: 0,
        };
        weeks.days = weeks.shape();
        weeks
    }

    /// Which slots fall on which day: the template's week, laid on the person's days, mended for R20.
    fn shape(&mut self) -> Vec<DayShape> {
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

    /// All sessions of the plan, and the techniques in them, each once.
    pub(super) fn sessions(mut self) -> (Vec<Session>, Vec<&'a Technique>) {
        let mut sessions = Vec::with_capacity(usize::from(self.frame.weeks) * self.days.len());
        for week in 1..=self.frame.weeks {
            self.begin_week(week);
            let mut number = 0;
            let mut massage_days = 0;
            for place in 0..self.days.len() {
                if let Some(draft) = self.session(week, place, &mut massage_days) {
                    number += 1;
                    sessions.push(self.finish(draft, number));
                }
            }
        }
        self.cap_strong(&mut sessions);
        (sessions, self.seen)
    }

    /// Up to two lanes move on to their next equal (R26), in turn.
    fn begin_week(&mut self, week: u8) {
        self.new = 0;
        self.spacing.forget_before(i32::from(week - 1) * 7);
        let settled = matches!(self.frame.phase, Phase::Subacute | Phase::Chronic | Phase::Maintenance);
        if week == 1 || !settled {
            return;
        }
        let count = self.lanes.len();
        let mut moved = 0;
        for _ in 0..count {
            let place = self.next_rotation % count;
            self.next_rotation += 1;
            // Equals of several lanes take turns without meeting.
            let taken: Vec<*const Technique> = self
                .lanes
                .iter()
                .enumerate()
                .filter(|(other, lane)| *other != place && lane.can_rotate())
                .filter_map(|(_, lane)| lane.in_turn().next())
                .map(|usable| std::ptr::from_ref(usable.technique))
                .collect();
            if let Some(lane) = self.lanes.get_mut(place).filter(|lane| lane.can_rotate()) {
                moved +=
                    usize::from(lane.rotate(|usable| !taken.contains(&std::ptr::from_ref(usable.technique))));
            }
            if moved == NEW_A_WEEK {
                return;
            }
        }
    }

    /// The limit that visits put on a day.
    fn day_limit(&self, day: i32) -> DayLimit {
        let limits = self.visits.iter().map(|visit| match day - visit {
            0 | 1 if self.deep => DayLimit::AfterDeepWork,
            0 => DayLimit::Visit,
            _ => DayLimit::Free,
        });
        limits.max().unwrap_or(DayLimit::Free)
    }

    fn session(&mut self, week: u8, place: usize, massage_days: &mut usize) -> Option<Draft<'a>> {
        let shape = self.days.get(place)?.clone();
        let day = i32::from(week - 1) * 7 + i32::from(shape.offset);
        let mut draft =
            Draft { week, day, limit: self.day_limit(day), left: self.frame.minutes, items: Vec::new() };
        for (slot, must) in self.order(&shape, *massage_days) {
            match slot {
                Slot::Massage => self.add_massage(&mut draft),
                Slot::Stretch => self.add_stretch(&mut draft),
                Slot::Lane(lane) if lane == self.walk => self.add_walk(&mut draft, &shape),
                Slot::Lane(lane) if must => self.add_strength(&mut draft, &shape, lane),
                Slot::Lane(lane) => {
                    self.add(&mut draft, lane, |_| true);
                }
            }
        }
        if draft.of_kind(Kind::SelfMassage).next().is_some() {
            *massage_days += 1;
        }
        if draft.items.is_empty() {
            self.add(&mut draft, self.calm, |_| true);
        }
        if draft.items.is_empty() {
            return None;
        }
        self.add_heat(&mut draft);
        for (usable, item) in &draft.items {
            let usable = Usable { cap: item.dose.pressure_cap.min(STRONG - 1), ..*usable };
            self.spacing.plan(day, &usable);
        }
        Some(draft)
    }

    /// The slots of a day in the order in which they get time (R19); whether strength has to be there (R20).
    fn order(&self, shape: &DayShape, massage_days: usize) -> Vec<(Slot, bool)> {
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

    /// Massage of the aim that is due: the first in rank, as often as the others together.
    fn add_massage(&mut self, draft: &mut Draft<'a>) {
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
    fn add_stretch(&mut self, draft: &mut Draft<'a>) {
        let massaged = draft.items.iter().rev().find(|(_, item)| item.kind == Kind::SelfMassage);
        let place = massaged.and_then(|(usable, _)| self.aim_of(usable)).unwrap_or(0);
        if let Some(lane) = self.stretch.get(place).copied() {
            self.add(draft, lane, |_| true);
        }
    }

    /// The strength work of a day that needs some, with room left for a walk where the day needs that too (R20).
    fn add_strength(&mut self, draft: &mut Draft<'a>, shape: &DayShape, lane: usize) {
        let reserved = if shape.walk { SHORTEST_WALK } else { 0 };
        let room = draft.left.saturating_sub(reserved);
        let fits = |usable: &Usable<'a>| usable.technique.minutes <= room;
        let _ = self.add(draft, lane, fits) || self.add(draft, self.strength, fits);
    }

    /// A walk as long as the programme has come and the template holds; 5 minutes where the day was mended.
    fn add_walk(&mut self, draft: &mut Draft<'a>, shape: &DayShape) {
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
    fn add_heat(&mut self, draft: &mut Draft<'a>) {
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
    fn add(&mut self, draft: &mut Draft<'a>, lane: usize, fits: impl Fn(&Usable<'a>) -> bool) -> bool {
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

    /// Puts the items in order (R02) and gives the session its place.
    fn finish(&self, draft: Draft<'a>, number: u8) -> Session {
        let mut items: Vec<Item> = draft.items.into_iter().map(|(_, item)| item).collect();
        items.sort_by_key(|item| item.kind);
        let minutes: u16 = items.iter().filter(|item| !item.passive).map(|item| item.dose.minutes).sum();
        let pieces = match self.frame.phase {
            Phase::Acute => minutes.div_ceil(PIECE_ACUTE),
            Phase::Flare => minutes.div_ceil(PIECE_FLARE),
            Phase::Subacute | Phase::Chronic | Phase::Maintenance => 1,
        };
        let date = later(self.start, draft.day);
        Session {
            id: SessionId::from(format!("w{}d{number}", draft.week)),
            week: draft.week,
            day: Day::of(date),
            date,
            items,
            minutes,
            pieces: u8::try_from(pieces.max(1)).unwrap_or(u8::MAX),
        }
    }

    /// Lowers 5 of 10 to 4 where the same muscle has its turn again, or a visit follows, within two days (R03).
    fn cap_strong(&self, sessions: &mut [Session]) {
        let techniques = &self.shelf.knowledge.techniques;
        for place in 0..sessions.len() {
            let (before, after) = sessions.split_at_mut(place + 1);
            let Some(session) = before.last_mut() else { continue };
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
}

/// Why walks are there, by phase.
fn walk_why(phase: Phase) -> Why {
    match phase {
        Phase::Acute => Why::rule("R10"),
        Phase::Flare => Why::rule("R11"),
        Phase::Subacute | Phase::Chronic => Why::rule("R20"),
        Phase::Maintenance => Why::rule("R30"),
    }
}

/// The template's letters for so many days, in the order of its week: every kind of session before any repeats, those
/// with more than a walk first.
fn letters(template: &crate::knowledge::technique::Template, count: usize) -> Vec<&str> {
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
