//! A plan that follows how things go: steps up and down, rest, flares and days off (rules R11 to R14, R25 and R27).
//!
//! Only what lies ahead changes; the end stays where it is. Nothing is added for days that were left out.

use super::Case;
use super::calendar::{Plan, Session, days_between, later};
use super::change::{Adapted, Advice, Change, What};
use super::flare::{calm_down, scale, trim};
use super::habit::minutes;
use super::judge::{Verdict, judge};
use super::massage::DEEP;
use super::progress::{Colour, Progress, Response};
use super::shelf::{Shelf, Usable, changes};
use super::spacing::{MASSAGE_ITEMS, MASSAGE_MINUTES, STRONG, Spacing, cap_strong, day_limit, share_target};
use super::swap::candidates;
use super::why::Why;
use crate::entry::SwapReason;
use crate::gate::Gate;
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::technique::{Kind, Phase, Technique};
use crate::session;
use crate::triage::Clearance;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Green sessions in a row before a step up (R12).
const GREENS: usize = 3;
/// How much more, in percent, where there is no harder version (R12: 10 to 20 %).
const MORE: u8 = 115;
/// Days of rest after red (R14: 48 h).
const REST_DAYS: i32 = 2;
/// Reds within [`RED_SPAN`] days that call for a clinician (R14).
const REDS: usize = 3;
const RED_SPAN: i32 = 14;
/// Days that a flare holds (R11: 48 to 72 h), and days of the step back up.
const FLARE_DAYS: i32 = 3;
const RETURN_DAYS: i32 = 3;
/// Days off after which the last week comes again, and after which the plan goes a step back (R25).
const REPEAT_FROM: i32 = 3;
const STEP_BACK_FROM: i32 = 7;
/// What is left of the dose after a step back, in percent (R25: -30 %).
const STEP_BACK: u8 = 70;

/// Adapts a plan to what happened until `today`. It starts from the plan as it was built, so it may be run every day.
#[must_use]
pub fn adapt(
    knowledge: &Knowledge,
    _clearance: &Clearance,
    gate: &Gate,
    case: &Case<'_>,
    plan: &Plan,
    today: Date,
) -> Adapted {
    let shelf = Shelf::new(knowledge, gate, case.facts, case.profile, case.progress, plan.phase);
    let mut work = Work {
        knowledge,
        progress: case.progress,
        shelf,
        today,
        plan: plan.clone(),
        changes: Vec::new(),
        advice: BTreeSet::new(),
    };
    work.days_off();
    work.swapped();
    work.left_out();
    work.responses();
    work.judged();
    work.half_dose();
    work.flare(gate, case);
    work.hold_back(gate);
    work.keep_rest();
    Adapted { plan: work.plan, changes: work.changes, advice: work.advice }
}

pub(super) struct Work<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) progress: &'a Progress,
    pub(super) shelf: Shelf<'a>,
    pub(super) today: Date,
    pub(super) plan: Plan,
    changes: Vec<Change>,
    advice: BTreeSet<Advice>,
}

impl Work<'_> {
    pub(super) fn note(&mut self, technique: Option<&TechniqueId>, what: What, rule: &str) {
        self.changes.push(Change { technique: technique.cloned(), what, why: Why::rule(rule) });
    }

    /// The sessions that lie ahead.
    pub(super) fn ahead(&mut self, from: Date) -> impl Iterator<Item = &mut Session> {
        self.plan.sessions.iter_mut().filter(move |session| session.date >= from)
    }

    /// R25: 1 to 2 days off, go on; 3 to 6, the last week again; 7 or more, one step back.
    fn days_off(&mut self) {
        let last = self.progress.last_done();
        let waiting = self.plan.sessions.iter().map(|session| session.date);
        let first =
            waiting.filter(|date| last.is_none_or(|last| *date > last)).find(|date| *date < self.today);
        let Some(first) = first.filter(|_| last.is_some()) else { return };
        let off = days_between(first, self.today);
        if off >= STEP_BACK_FROM {
            let until = later(self.today, 7);
            for session in self.ahead(self.today).filter(|session| session.date < until) {
                scale(session, STEP_BACK);
                session.items.iter_mut().for_each(|item| item.why.push(Why::rule("R25")));
            }
            self.measure();
            self.note(None, What::StepBack, "R25");
        } else if off >= REPEAT_FROM {
            self.repeat_week();
        }
    }

    /// Every session ahead takes what its twin of the week before holds.
    fn repeat_week(&mut self) {
        let old = self.plan.sessions.clone();
        let today = self.today;
        let visits: Vec<Date> = self.plan.massage.iter().flat_map(|course| &course.dates).copied().collect();
        let mut moved = false;
        for session in self.ahead(today) {
            let twin = old.iter().find(|other| days_between(other.date, session.date) == 7);
            let near_visit = visits.iter().any(|visit| (0..2).contains(&days_between(*visit, session.date)));
            if let Some(twin) = twin.filter(|_| !near_visit) {
                session.items.clone_from(&twin.items);
                session.minutes = twin.minutes;
                session.pieces = twin.pieces;
                moved = true;
            }
        }
        if moved {
            self.note(None, What::WeekAgain, "R25");
        }
    }

    /// R12 to R14, technique by technique.
    fn responses(&mut self) {
        let reds = self.progress.responses.iter().filter(|response| {
            response.colour == Colour::Red && (0..RED_SPAN).contains(&days_between(response.date, self.today))
        });
        if reds.count() >= REDS {
            self.advice.insert(Advice::SeeClinician);
        }
        // A technique that came in for another one has responses of its own, so each is looked at once, as it comes.
        let mut judged: BTreeSet<TechniqueId> = BTreeSet::new();
        while let Some(technique) = self.next_planned(&judged) {
            // A step of the plan may have brought in what the person had swapped.
            if self.take_swap(&technique) {
                judged.insert(technique);
                continue;
            }
            let own = self.own_responses(&technique);
            let trailing =
                |colour: Colour| own.iter().rev().take_while(|response| response.colour == colour).count();
            let (greens, reds) = (trailing(Colour::Green), trailing(Colour::Red));
            match own.last().map(|response| response.date) {
                Some(last) if reds > 0 => self.after_red(&technique, last, reds),
                Some(_) if greens >= GREENS => self.after_greens(&technique),
                _ => {}
            }
            judged.insert(technique);
        }
    }

    /// The first technique ahead, in the order of ids, that was not looked at yet.
    pub(super) fn next_planned(&self, judged: &BTreeSet<TechniqueId>) -> Option<TechniqueId> {
        let ahead = self.plan.sessions.iter().filter(|session| session.date >= self.today);
        let planned = ahead.flat_map(|session| &session.items).map(|item| &item.technique);
        planned.filter(|technique| !judged.contains(*technique)).min().cloned()
    }

    /// The responses to a technique since it last changed or was put back.
    fn own_responses(&self, technique: &TechniqueId) -> Vec<Response> {
        let steps = self.progress.steps.iter().chain(&self.progress.swaps);
        let changed = steps.filter(|step| step.to == *technique).map(|step| step.date).max();
        let own = self.progress.responses.iter().filter(|response| response.technique == *technique);
        let own = own.filter(|response| changed.is_none_or(|changed| response.date >= changed));
        let put_back = self.progress.put_back.get(technique);
        own.filter(|response| put_back.is_none_or(|back| response.date > *back)).cloned().collect()
    }

    fn after_red(&mut self, technique: &TechniqueId, last: Date, reds: usize) {
        let until = later(last, REST_DAYS);
        if until > self.today {
            self.note(Some(technique), What::RestUntil(until), "R14");
        }
        for session in self.plan.sessions.iter_mut().filter(|session| session.date >= self.today) {
            if session.date < until {
                session.items.retain(|item| item.technique != *technique);
            }
        }
        let known = self.knowledge.techniques.get(technique);
        let easier = known.and_then(|known| {
            let id = known.easier_id.as_ref().or_else(|| self.knowledge.courses.step_down(technique))?;
            self.shelf.get(id.as_str())
        });
        let easier =
            easier.filter(|easier| known.is_some_and(|known| easier.technique.intensity <= known.intensity));
        if reds >= 2 {
            self.swap_out(technique, "R14");
        } else if let Some(to) = easier.map(|easier| easier.technique.id.clone()) {
            self.replace(technique, &to, &Why::rule("R14"));
            self.note(Some(technique), What::Easier(to), "R14");
        } else {
            for session in self.plan.sessions.iter_mut().filter(|session| session.date >= self.today) {
                for item in session.items.iter_mut().filter(|item| item.technique == *technique) {
                    item.dose.share /= 2;
                    item.why.push(Why::rule("R14"));
                }
            }
            self.note(Some(technique), What::Half, "R14");
        }
        self.measure();
    }

    fn after_greens(&mut self, technique: &TechniqueId) {
        let Some(known) = self.knowledge.techniques.get(technique) else { return };
        let steps = [Kind::Stretch, Kind::Mobility, Kind::Strength, Kind::Walk, Kind::SelfMassage];
        if !steps.contains(&known.kind) {
            return;
        }
        let harder = known.harder_id.as_ref().or_else(|| self.knowledge.courses.step_up(technique));
        let harder = harder.and_then(|id| self.shelf.get(id.as_str()));
        // A chain may end in another kind of thing; a step up stays within its kind.
        let harder = harder.filter(|harder| harder.technique.kind == known.kind && known.kind != Kind::Walk);
        if let Some(to) = harder.map(|harder| harder.technique.id.clone())
            && self.replace(technique, &to, &Why::rule("R12"))
        {
            self.note(Some(technique), What::Harder(to), "R12");
            return;
        }
        if matches!(known.kind, Kind::Strength | Kind::Walk) {
            let room = self.plan.minutes_per_day;
            let mut more = false;
            for session in self.plan.sessions.iter_mut().filter(|session| session.date >= self.today) {
                let left = room.saturating_sub(session.minutes);
                for item in session.items.iter_mut().filter(|item| item.technique == *technique) {
                    let mut dose = item.dose;
                    dose.share =
                        u8::try_from(u16::from(dose.share) * u16::from(MORE) / 100).unwrap_or(u8::MAX);
                    dose.minutes = minutes(session::seconds(known, &dose));
                    if dose.minutes <= item.dose.minutes + left {
                        item.dose = dose;
                        item.why.push(Why::rule("R12"));
                        more = true;
                    }
                }
            }
            if more {
                self.note(Some(technique), What::More(MORE), "R12");
            }
            self.measure();
        }
    }

    /// R27: what did not help in its trial window is swapped for an equal; one at a time, so that the diary can tell.
    fn judged(&mut self) {
        let mut tried: BTreeSet<TechniqueId> = BTreeSet::new();
        loop {
            let ahead = self.plan.sessions.iter().filter(|session| session.date >= self.today);
            let planned: BTreeSet<&TechniqueId> =
                ahead.flat_map(|session| &session.items).map(|item| &item.technique).collect();
            let due = |id: &&TechniqueId| match judge(self.progress, id, self.today) {
                Verdict::Swap { on } if !tried.contains(*id) => Some((on, (*id).clone())),
                _ => None,
            };
            let Some((_, from)) = planned.iter().filter_map(due).min() else { return };
            tried.insert(from.clone());
            let Some(known) = self.knowledge.techniques.get(&from) else { continue };
            // Walks differ only in length, and that is what R12 and R14 change.
            if known.kind == Kind::Walk {
                continue;
            }
            let new = |usable: &Usable<'_>| {
                usable.technique.kind == known.kind
                    && self.shelf.is_ready(usable.technique)
                    && !self.progress.is_swapped(&usable.technique.id)
                    && !matches!(judge(self.progress, &usable.technique.id, self.today), Verdict::Swap { .. })
            };
            let mut equals = candidates(&self.shelf, known, SwapReason::Bored);
            equals.retain(|usable| usable.technique.id != from && new(usable));
            // What helped comes first, then what is on trial the longest: so the choice of yesterday stays.
            equals.sort_by_key(|usable| match judge(self.progress, &usable.technique.id, self.today) {
                Verdict::Keep { .. } => Reverse(usize::MAX),
                Verdict::NotYet { uses } => Reverse(uses),
                Verdict::Swap { .. } => Reverse(0),
            });
            let equals: Vec<TechniqueId> =
                equals.into_iter().map(|usable| usable.technique.id.clone()).collect();
            if let Some(to) = equals.into_iter().find(|to| self.replace(&from, to, &Why::rule("R27"))) {
                let on_trial = matches!(judge(self.progress, &to, self.today), Verdict::NotYet { .. });
                self.note(Some(&from), What::Replaced(to), "R27");
                if on_trial {
                    return;
                }
            }
        }
    }

    /// Puts another technique in the place of one, wherever it fits the minutes, the rest and the session; whether it
    /// came in anywhere. Where it does not fit, the old one stays, and goes only after red or by the person's choice.
    pub(super) fn replace(&mut self, from: &TechniqueId, to: &TechniqueId, why: &Why) -> bool {
        let Some(new) = self.shelf.get(to.as_str()) else { return false };
        // Only green lets the pressure rise.
        let (goes, may_rise) = (why.takes_away(), *why == Why::rule("R12"));
        let room = self.plan.minutes_per_day;
        let mut spacing = Spacing::new(self.shelf.sensitive);
        let mut came = false;
        for session in &mut self.plan.sessions {
            let day = days_between(self.plan.start, session.date);
            let held = session.items.iter().any(|item| item.technique == *to);
            if session.date >= self.today {
                let others: u16 = session
                    .items
                    .iter()
                    .filter(|item| !item.passive && item.technique != *from)
                    .map(|item| item.dose.minutes)
                    .sum();
                for item in session.items.iter_mut().filter(|item| item.technique == *from) {
                    let mut dose = item.dose;
                    let sided = new.technique.sided;
                    dose.pressure_cap =
                        new.cap.min(dose.pressure_cap.max(if may_rise { new.cap } else { 0 }));
                    dose.first_side = if sided { dose.first_side } else { Side::None };
                    if sided && dose.first_side == Side::None {
                        dose.first_side = Side::Left;
                    }
                    dose.share = dose.share.min(100);
                    dose.minutes = minutes(session::seconds(new.technique, &dose));
                    // On days after visits the cap was lowered: it stays lowered.
                    let usable = Usable { cap: dose.pressure_cap, ..new };
                    let fits = !held && others + dose.minutes <= room && spacing.allows(day, &usable);
                    if fits {
                        item.technique = to.clone();
                        item.kind = new.technique.kind;
                        item.dose = dose;
                        item.changed = changes(new.decision);
                        item.why.push(why.clone());
                        came = true;
                    }
                }
                if goes {
                    session.items.retain(|item| item.technique != *from);
                }
                session.items.sort_by_key(|item| item.kind);
            }
            for item in &session.items {
                if let Some(usable) = self.shelf.get(item.technique.as_str()) {
                    spacing.plan(day, &Usable { cap: item.dose.pressure_cap.min(4), ..usable });
                }
            }
        }
        self.measure();
        came
    }

    /// R11: half the time, pressure down by 2, gentle items only, for 48 to 72 hours; then three quarters; then all.
    fn flare(&mut self, gate: &Gate, case: &Case<'_>) {
        let Some(flare) = self.progress.flare else { return };
        let least = later(flare.since, REST_DAYS);
        let hold = match flare.ended {
            Some(ended) => least.max(ended),
            None => later(flare.since, FLARE_DAYS).max(later(self.today, 1)),
        };
        let back = later(hold, RETURN_DAYS);
        if back <= self.today {
            return;
        }
        if flare.ended.is_none() && days_between(flare.since, self.today) > FLARE_DAYS {
            self.advice.insert(Advice::ScreenAgain);
        }
        let gentle = Shelf::new(self.knowledge, gate, case.facts, case.profile, case.progress, Phase::Flare);
        let minimum = self.plan.minimum.clone();
        for session in self.plan.sessions.iter_mut().filter(|session| session.date >= self.today) {
            if session.date < hold {
                calm_down(&gentle, session, &minimum);
            } else if session.date < back {
                let most = (session.minutes * 3).div_ceil(4);
                trim(session, most);
                session.items.iter_mut().for_each(|item| item.why.push(Why::rule("R11")));
            }
        }
        self.measure();
        if hold > self.today {
            self.note(None, What::FlareUntil(hold), "R11");
        }
        self.note(None, What::ReturnUntil(back), "R11");
    }

    /// What the gate no longer offers, or the person left out, goes; sessions with nothing in them too.
    fn hold_back(&mut self, gate: &Gate) {
        let today = self.today;
        let progress = self.progress;
        let stays = |id: &TechniqueId| gate.offers(id) && !progress.is_out(id);
        for session in self.plan.sessions.iter_mut().filter(|session| session.date >= today) {
            session.items.retain(|item| stays(&item.technique));
        }
        self.plan.minimum.retain(|item| stays(&item.technique));
        let plan = &mut self.plan;
        for habit in plan.posture.iter_mut().chain(&mut plan.stress).chain(&mut plan.sleep) {
            habit.techniques.retain(&stays);
        }
    }

    /// Leaves out what no longer has its rest, or comes too near a visit, after things moved (R03 to R06, R09).
    fn keep_rest(&mut self) {
        let start = self.plan.start;
        let course = self.plan.massage.as_ref();
        let dates = course.map_or(&[][..], |course| &course.dates).iter().chain(&self.progress.visits);
        let visits: Vec<i32> = dates.map(|date| days_between(start, *date)).collect();
        let deep = course.is_some_and(|course| course.pressure_cap >= DEEP);
        let mut spacing = Spacing::new(self.shelf.sensitive);
        for session in &mut self.plan.sessions {
            let day = days_between(start, session.date);
            let ahead = session.date >= self.today;
            let limit = day_limit(&visits, deep, day);
            let mut pressed: Vec<&Technique> = Vec::new();
            let mut minutes = 0;
            let mut kept = Vec::new();
            for item in session.items.drain(..) {
                let Some(known) = self.shelf.get(item.technique.as_str()) else {
                    kept.extend((!ahead).then_some(item));
                    continue;
                };
                let cap = item.dose.pressure_cap;
                let usable = Usable { cap: if ahead { cap.min(STRONG - 1) } else { cap }, ..known };
                let massage = item.kind == Kind::SelfMassage;
                let fits = !massage
                    || (pressed.len() < MASSAGE_ITEMS
                        && minutes + item.dose.minutes <= MASSAGE_MINUTES
                        && !pressed.iter().any(|other| share_target(other, known.technique)));
                if ahead && !(fits && limit.allows(known.technique, cap) && spacing.allows(day, &usable)) {
                    continue;
                }
                if massage {
                    pressed.push(known.technique);
                    minutes += item.dose.minutes;
                }
                kept.push(item);
                spacing.plan(day, &usable);
            }
            session.items = kept;
        }
        cap_strong(self.knowledge, &mut self.plan.sessions, self.today);
        self.measure();
        let today = self.today;
        self.plan.sessions.retain(|session| session.date < today || !session.items.is_empty());
    }

    /// Works out minutes anew, after doses changed.
    pub(super) fn measure(&mut self) {
        for session in self.plan.sessions.iter_mut().filter(|session| session.date >= self.today) {
            for item in &mut session.items {
                if let Some(known) = self.knowledge.techniques.get(&item.technique)
                    && item.dose.share != 100
                {
                    item.dose.minutes =
                        minutes(session::seconds(known, &item.dose)).min(item.dose.minutes.max(1));
                }
            }
            session.minutes =
                session.items.iter().filter(|item| !item.passive).map(|item| item.dose.minutes).sum();
        }
    }
}
