//! What the person swapped, what leaves a plan because it did not go well, and the half dose after a pause (rules R35 to R38).

use super::adapt::Work;
use super::calendar::later;
use super::change::What;
use super::shelf::Usable;
use super::why::Why;
use crate::ids::TechniqueId;
use crate::knowledge::technique::Kind;
use std::collections::BTreeSet;

/// Days of the half dose after a pause (R38). The reference names none; a week is what a step back takes (R25).
const HALF_DAYS: i32 = 7;

impl Work<'_> {
    /// What the person swapped stays swapped, in every week.
    pub(super) fn swapped(&mut self) {
        let mut seen = BTreeSet::new();
        while let Some(technique) = self.next_planned(&seen) {
            self.take_swap(&technique);
            seen.insert(technique);
        }
        let progress = self.progress;
        self.plan.minimum.retain(|item| !progress.is_swapped(&item.technique));
    }

    /// Puts what the person chose in the place of a technique; whether there was a choice that is still open to them.
    pub(super) fn take_swap(&mut self, technique: &TechniqueId) -> bool {
        let to = self.progress.chosen_instead_of(technique).clone();
        if to == *technique || self.shelf.get(to.as_str()).is_none() {
            return false;
        }
        self.replace(technique, &to, &Why::Asked);
        true
    }

    /// R35 and R37: another one comes in. R36: out until the person puts it back, with nothing in its place.
    pub(super) fn left_out(&mut self) {
        let progress = self.progress;
        for out in &progress.taken_out {
            if self.is_ahead(&out.technique) && !progress.dropped.contains(&out.technique) {
                self.swap_out(&out.technique, out.because.rule());
            }
        }
        for technique in &progress.stop_signs {
            if self.is_ahead(technique) {
                self.leave(technique);
                self.note(Some(technique), What::OutUntilPutBack, "R36");
            }
        }
        for technique in &progress.dropped {
            self.leave(technique);
        }
    }

    /// Puts an equal that is no stronger in the place of a technique, else leaves it out.
    pub(super) fn swap_out(&mut self, technique: &TechniqueId, rule: &str) {
        let other = self.knowledge.techniques.get(technique).and_then(|known| {
            let gentle = |usable: &Usable<'_>| {
                usable.cap <= known.intensity
                    && self.shelf.is_ready(usable.technique)
                    && !self.progress.is_swapped(&usable.technique.id)
            };
            self.shelf.equals(known).find(gentle).map(|usable| usable.technique.id.clone())
        });
        let what = match other {
            Some(to) => {
                self.replace(technique, &to, &Why::rule(rule));
                What::Replaced(to)
            }
            None => What::LeftOut,
        };
        self.leave(technique);
        self.note(Some(technique), what, rule);
    }

    /// R38: what presses comes back at half the time and half the pressure.
    pub(super) fn half_dose(&mut self) {
        let Some(over) = self.progress.pause_over else { return };
        let until = later(over, HALF_DAYS);
        let mut halved = false;
        for session in self.ahead(self.today).filter(|session| session.date < until) {
            for item in session.items.iter_mut().filter(|item| item.kind == Kind::SelfMassage) {
                item.dose.share /= 2;
                item.dose.pressure_cap = item.dose.pressure_cap.div_ceil(2);
                item.why.push(Why::rule("R38"));
                halved = true;
            }
        }
        if halved {
            self.measure();
            self.note(None, What::HalfUntil(until), "R38");
        }
    }

    fn is_ahead(&self, technique: &TechniqueId) -> bool {
        let ahead = self.plan.sessions.iter().filter(|session| session.date >= self.today);
        ahead.flat_map(|session| &session.items).any(|item| item.technique == *technique)
    }

    fn leave(&mut self, technique: &TechniqueId) {
        for session in self.ahead(self.today) {
            session.items.retain(|item| item.technique != *technique);
        }
        self.measure();
    }
}
