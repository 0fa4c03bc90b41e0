//! What the journal says happened since a plan began.

use super::calendar::days_between;
use super::judge::Use;
use super::progress::{Colour, Flare, Progress, Response, SessionDone, StepTaken};
use crate::entry::{self, Felt, PersonNow, Recorded, SessionProblem};
use crate::ids::{SessionId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Pain during a technique where only "worse" was said: amber.
const WORSE_COUNTS_AS: u8 = 4;

impl Progress {
    /// Reads what happened from the day a plan began.
    ///
    /// A technique that ended with sharp or spreading pain, numbness or dizziness is out until the person puts it back
    /// (`reference`: experience, part 5.7).
    #[must_use]
    pub fn of(knowledge: &Knowledge, person: &PersonNow, begun: Date) -> Self {
        let since = |day: Date| day >= begun;
        let mut progress = Self::default();
        for session in person.sessions.iter().filter(|session| since(session.day)) {
            progress.done.push(SessionDone {
                session: (!session.event.session.is_empty())
                    .then(|| SessionId::from(session.event.session.as_str())),
                date: session.day,
            });
            progress.add_responses(knowledge, person, session);
            progress.add_uses(session);
        }
        progress.mornings = mornings(person);
        for swapped in person.swaps.iter().filter(|swapped| since(swapped.day)) {
            let from = swapped.event.technique.clone();
            match swapped.event.to.clone() {
                // Swapped for itself: the person puts it back.
                Some(to) if to == from => {
                    progress.dropped.remove(&from);
                    progress.swaps.retain(|swap| swap.from != from);
                }
                Some(to) => progress.swaps.push(StepTaken { from, to, date: swapped.day }),
                None => {
                    progress.dropped.insert(from);
                }
            }
        }
        progress.visits = person.visits.iter().map(|visit| visit.day).filter(|day| since(*day)).collect();
        let flare = person.flares.iter().rfind(|flare| flare.ended.as_ref().is_none_or(|end| since(end.day)));
        progress.flare = flare
            .map(|flare| Flare { since: flare.start_day(), ended: flare.ended.as_ref().map(|end| end.day) });
        progress.paused = person.plan.as_ref().and_then(|plan| plan.paused.as_ref()).map(|paused| paused.day);
        progress
    }

    fn add_responses(
        &mut self,
        knowledge: &Knowledge,
        person: &PersonNow,
        session: &Recorded<entry::SessionDone>,
    ) {
        let done = &session.event;
        let stops =
            matches!(done.problem, SessionProblem::Sharp | SessionProblem::Numb | SessionProblem::Dizzy);
        let named = |item: &entry::SessionItem| item.pain_during.is_some_and(|pain| pain.points() >= 6);
        let any_named = done.items.iter().any(named);
        for item in done.items.iter().filter(|item| item.seconds > 0 && !passive(knowledge, &item.technique))
        {
            // Where nobody said which one it was, all that load the body are meant.
            let meant = stops && (named(item) || !any_named);
            if meant {
                self.dropped.insert(item.technique.clone());
            }
            let felt = if done.felt == Felt::Worse || done.problem == SessionProblem::Sore {
                WORSE_COUNTS_AS
            } else {
                0
            };
            let during = item.pain_during.map_or(felt, entry::NrsScore::points);
            let colour = Colour::of(during, change_next_day(person, session.day), meant);
            self.responses.push(Response { technique: item.technique.clone(), date: session.day, colour });
        }
    }
}

impl Progress {
    /// What pain did in a session counts for all that was done in it.
    fn add_uses(&mut self, session: &Recorded<entry::SessionDone>) {
        let Some(fall) = fall(&session.event) else { return };
        let done = session.event.items.iter().filter(|item| item.seconds > 0);
        let uses = done.map(|item| Use { technique: item.technique.clone(), date: session.day, fall });
        self.uses.extend(uses);
    }
}

/// Points of pain for "better" or "worse" where no score was given: the least change that people notice
/// (`reference`: safety, part 5).
const NOTICED: i8 = 2;

/// Points by which pain was lower after a session; `None` if nobody said.
fn fall(done: &entry::SessionDone) -> Option<i8> {
    match done.felt {
        Felt::Better => Some(NOTICED),
        Felt::Same => Some(0),
        Felt::Worse => Some(-NOTICED),
        Felt::None => None,
    }
}

/// The pain of each day that was rated; of several check-ins the last.
fn mornings(person: &PersonNow) -> BTreeMap<Date, u8> {
    let rated = person
        .check_ins
        .iter()
        .filter_map(|(day, list)| Some((*day, list.iter().rev().find_map(|one| one.event.pain)?.points())));
    rated.collect()
}

/// Breathing, relaxing and sleep load nothing, so they are not judged by pain.
fn passive(knowledge: &Knowledge, id: &TechniqueId) -> bool {
    let kind = knowledge.techniques.get(id).map(|known| known.kind);
    matches!(kind, None | Some(Kind::Breathing | Kind::Relaxation | Kind::Sleep | Kind::Posture))
}

/// Points by which the next day was worse than the day itself, where both were rated.
fn change_next_day(person: &PersonNow, day: Date) -> Option<i8> {
    let pain = |day: Date| {
        let ratings = person.check_ins.get(&day)?;
        ratings.iter().rev().find_map(|rating| rating.event.pain).map(entry::NrsScore::points)
    };
    let next = person.check_ins.keys().find(|other| days_between(day, **other) == 1)?;
    let (before, after) = (i8::try_from(pain(day)?).ok()?, i8::try_from(pain(*next)?).ok()?);
    Some(after - before)
}
