//! The weeks of a plan: which session falls on which day, and what is in it.
//!
//! The week of the template is laid on the person's own days. Then every session is filled anew, in the order of rule
//! R19, with what this person can use, serves their own muscles, fits the minutes and keeps the rest of R03 to R09.

mod draft;
mod shape;

use crate::facts::Facts;
use crate::ids::SessionId;
use crate::knowledge::technique::{Kind, Phase, Technique};
use crate::knowledge::tip::WalkRow;
use crate::plan::calendar::{Day, Item, Session, days_between, later};
use crate::plan::frame::Frame;
use crate::plan::habit::Strain;
use crate::plan::lane::{Direction, Lane};
use crate::plan::massage::{DEEP, MassageCourse};
use crate::plan::shelf::{Shelf, Usable};
use crate::plan::spacing::{STRONG, Spacing, cap_strong, day_limit};
use crate::plan::target::Aim;
use crate::plan::why::Why;
use draft::{Draft, NEW_A_WEEK};
use jiff::civil::Date;
use shape::{DayShape, Slot};

/// Longest piece of a session in the first weeks and in a flare (rule R10, templates).
const PIECE_ACUTE: u16 = 8;
const PIECE_FLARE: u16 = 10;
/// From this age on, walking begins with the shortest row of the programme.
const SHORT_WALKS_FROM_AGE: u8 = 75;

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
        cap_strong(self.shelf.knowledge, &mut sessions, self.start);
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

    fn session(&mut self, week: u8, place: usize, massage_days: &mut usize) -> Option<Draft<'a>> {
        let shape = self.days.get(place)?.clone();
        let day = i32::from(week - 1) * 7 + i32::from(shape.offset);
        let mut draft = Draft {
            week,
            day,
            limit: day_limit(&self.visits, self.deep, day),
            left: self.frame.minutes,
            items: Vec::new(),
        };
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
