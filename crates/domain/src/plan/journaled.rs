//! What the journal says happened since a plan began.

use super::calendar::days_between;
use super::judge::Use;
use super::progress::{Colour, Flare, OutBecause, Progress, Response, SessionDone, StepTaken, TakenOut};
use super::worse::{NAMED_FROM, worse_twice};
use crate::diary::{Tracking, pause_over, sore_twice};
use crate::entry::{self, Felt, PersonNow, RatingOccasion, Recorded, RecordedAt, SessionProblem};
use crate::ids::{SessionId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The setting that holds the last day on which the person chose to do nothing; empty when that was taken back.
pub const NOT_TODAY: &str = "not_today";

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
        let mut stops: BTreeMap<TechniqueId, RecordedAt> = BTreeMap::new();
        for session in person.sessions.iter().filter(|session| since(session.day)) {
            progress.done.push(SessionDone {
                session: (!session.event.session.is_empty())
                    .then(|| SessionId::from(session.event.session.as_str())),
                date: session.day,
            });
            progress.add_walk(knowledge, session);
            progress.add_responses(knowledge, person, session);
            progress.add_uses(person, session);
            let stopped = stopped(knowledge, &session.event);
            stops.extend(stopped.iter().map(|id| (id.clone(), session.recorded_at)));
            progress.dropped.extend(stopped);
        }
        progress.stop_signs.clone_from(&progress.dropped);
        progress.add_taken_out(knowledge, person, begun);
        progress.pause_over = pause_over(knowledge, person);
        progress.mornings = mornings(person);
        progress.tracking = Tracking::of(person);
        for swapped in person.swaps.iter().filter(|swapped| since(swapped.day)) {
            let from = swapped.event.technique.clone();
            match swapped.event.to.clone() {
                // Swapped for itself: the person puts it back.
                Some(to) if to == from => {
                    progress.put_back.insert(from.clone(), swapped.day);
                    // A stop sign after that takes it out again.
                    if stops.get(&from).is_none_or(|stop| *stop < swapped.recorded_at) {
                        progress.dropped.remove(&from);
                        progress.stop_signs.remove(&from);
                    }
                    progress.taken_out.retain(|out| out.technique != from || out.date > swapped.day);
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
        let not_today: Option<Date> =
            person.settings.get(NOT_TODAY).and_then(|setting| setting.event.value.parse().ok());
        progress.not_today.extend(not_today);
        progress.paused = person.plan.as_ref().and_then(|plan| plan.paused.as_ref()).map(|paused| paused.day);
        progress
    }

    /// A session whose walk was played along with the rest leaves no walk for later.
    fn add_walk(&mut self, knowledge: &Knowledge, session: &Recorded<entry::SessionDone>) {
        let id = SessionId::from(session.event.session.as_str());
        let is_walk = |item: &entry::SessionItem| {
            let known = knowledge.techniques.get(&item.technique);
            item.seconds > 0 && known.is_some_and(|known| known.kind == Kind::Walk)
        };
        if !id.as_str().is_empty() && !id.is_walk() && session.event.items.iter().any(is_walk) {
            self.done.push(SessionDone { session: Some(id.walk()), date: session.day });
        }
    }

    fn add_responses(
        &mut self,
        knowledge: &Knowledge,
        person: &PersonNow,
        session: &Recorded<entry::SessionDone>,
    ) {
        let done = &session.event;
        let stopped = stopped(knowledge, done);
        for item in done.items.iter().filter(|item| item.seconds > 0 && !passive(knowledge, &item.technique))
        {
            let meant = stopped.contains(&item.technique);
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
    /// What goes without asking, oldest first.
    fn add_taken_out(&mut self, knowledge: &Knowledge, person: &PersonNow, begun: Date) {
        let mut sessions: Vec<_> = person.sessions.iter().filter(|session| session.day >= begun).collect();
        sessions.sort_by_key(|session| (session.day, session.recorded_at));
        self.taken_out = worse_twice(knowledge, &sessions);
        let sore = sore_twice(knowledge, person).into_iter().filter(|(date, _)| *date >= begun);
        let because = OutBecause::SoreTwice;
        self.taken_out.extend(sore.map(|(date, technique)| TakenOut { technique, date, because }));
        self.taken_out.sort_by_key(|out| out.date);
    }

    /// What pain did in a session counts for all that was done in it.
    fn add_uses(&mut self, person: &PersonNow, session: &Recorded<entry::SessionDone>) {
        let Some(fall) = fall(person, session) else { return };
        let done = session.event.items.iter().filter(|item| item.seconds > 0);
        let uses = done.map(|item| Use { technique: item.technique.clone(), date: session.day, fall });
        self.uses.extend(uses);
    }
}

/// What a session that ended with a stop sign takes out. Where nobody said which one it was, all that load the body.
fn stopped(knowledge: &Knowledge, done: &entry::SessionDone) -> BTreeSet<TechniqueId> {
    use SessionProblem::{Dizzy, Numb, Sharp};
    if !matches!(done.problem, Sharp | Numb | Dizzy) {
        return BTreeSet::new();
    }
    let named = |item: &entry::SessionItem| item.pain_during.is_some_and(|pain| pain.points() >= NAMED_FROM);
    let any_named = done.items.iter().any(named);
    let items = done.items.iter().filter(|item| item.seconds > 0 && !passive(knowledge, &item.technique));
    items.filter(|item| named(item) || !any_named).map(|item| item.technique.clone()).collect()
}

/// Points of pain for "better" or "worse" where no score was given: the least change that people notice
/// (`reference`: safety, part 5).
const NOTICED: i8 = 2;

/// Points by which pain was lower after a session: from the ratings around it, else from the words; `None` if nobody
/// said.
///
/// A rating belongs to the session of its day that was recorded next to it: the last one before, the first one after.
fn fall(person: &PersonNow, session: &Recorded<entry::SessionDone>) -> Option<i8> {
    let about = |rating: &entry::Rated| {
        let about = rating.about.as_str();
        let own = || session.event.items.iter().any(|item| item.technique.as_str() == about);
        about.is_empty() || about == session.event.session || own()
    };
    let rated = |occasion: RatingOccasion| {
        let day = person.ratings.get(&session.day).map(Vec::as_slice).unwrap_or_default();
        day.iter().filter(move |rating| is_pain(rating, occasion) && about(&rating.event))
    };
    let others = || person.sessions.iter().filter(|other| other.day == session.day);
    let earlier = others().map(|other| other.recorded_at).filter(|at| *at < session.recorded_at).max();
    let later = others().map(|other| other.recorded_at).filter(|at| *at > session.recorded_at).min();
    let before = rated(RatingOccasion::BeforeSession)
        .rfind(|rating| rating.recorded_at <= session.recorded_at && Some(rating.recorded_at) > earlier);
    let after = rated(RatingOccasion::AfterSession).find(|rating| {
        rating.recorded_at >= session.recorded_at && later.is_none_or(|at| rating.recorded_at < at)
    });
    let points = |rating: &Recorded<entry::Rated>| i8::try_from(rating.event.score.points()).ok();
    if let (Some(before), Some(after)) = (before.and_then(points), after.and_then(points)) {
        return Some(before - after);
    }
    match session.event.felt {
        Felt::Better => Some(NOTICED),
        Felt::Same => Some(0),
        Felt::Worse => Some(-NOTICED),
        Felt::None => None,
    }
}

fn is_pain(rating: &Recorded<entry::Rated>, occasion: RatingOccasion) -> bool {
    rating.event.measure == entry::Measure::Pain && rating.event.occasion == occasion
}

/// The pain of each morning that was rated; on other days the pain of the check-in, the last of several.
fn mornings(person: &PersonNow) -> BTreeMap<Date, u8> {
    let days = person.check_ins.iter();
    let mut mornings: BTreeMap<Date, u8> = days
        .filter_map(|(day, list)| Some((*day, list.iter().rev().find_map(|one| one.event.pain)?.points())))
        .collect();
    mornings.extend(person.ratings.iter().filter_map(|(day, list)| {
        let morning = list.iter().rfind(|rating| is_pain(rating, RatingOccasion::Morning))?;
        Some((*day, morning.event.score.points()))
    }));
    mornings
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
