//! "Worse" after 2 sessions in a row: which step that comes from (`reference`: experience, part 5.7).

use super::progress::{OutBecause, TakenOut};
use crate::entry::{Felt, NrsScore, PressureScore, Recorded, SessionDone, SessionItem};
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use std::cmp::Reverse;

/// Pain of 0 to 10 during a step from which the person is taken to have named it (R14).
pub(super) const NAMED_FROM: u8 = 6;

/// The step of each 2 sessions in a row after which the back felt worse; the count begins anew after each.
///
/// Sessions after which nobody said how it was are passed over. The reference leaves open which step goes. Here it is
/// the one that the person named, the later session first; else self-massage, what was done both times before the rest
/// and what presses hardest first; without self-massage, the most strenuous one by the same order.
pub(super) fn worse_twice(knowledge: &Knowledge, sessions: &[&Recorded<SessionDone>]) -> Vec<TakenOut> {
    let mut found = Vec::new();
    let mut before: Option<&SessionDone> = None;
    for session in sessions.iter().filter(|session| session.event.felt != Felt::None) {
        if session.event.felt != Felt::Worse {
            before = None;
        } else if let Some(first) = before.take() {
            let step = named(&session.event)
                .or_else(|| named(first))
                .or_else(|| likeliest(knowledge, first, &session.event));
            let because = OutBecause::WorseTwice;
            found.extend(step.map(|technique| TakenOut { technique, date: session.day, because }));
        } else {
            before = Some(&session.event);
        }
    }
    found
}

fn done(session: &SessionDone) -> impl Iterator<Item = &SessionItem> {
    session.items.iter().filter(|item| item.seconds > 0)
}

fn named(session: &SessionDone) -> Option<TechniqueId> {
    let hurt = |item: &&SessionItem| item.pain_during.map_or(0, NrsScore::points);
    let most = done(session).filter(|item| hurt(item) >= NAMED_FROM).max_by_key(hurt);
    most.map(|item| item.technique.clone())
}

fn likeliest(knowledge: &Knowledge, first: &SessionDone, last: &SessionDone) -> Option<TechniqueId> {
    let known = done(last).filter_map(|item| {
        let known = knowledge.techniques.get(&item.technique)?;
        let loads = !matches!(known.kind, Kind::Breathing | Kind::Relaxation | Kind::Sleep | Kind::Posture);
        loads.then_some((item, known))
    });
    let order = known.map(|(item, known)| {
        let both = done(first).any(|other| other.technique == item.technique);
        let pressure = item.pressure.map_or(known.intensity, PressureScore::points);
        (known.kind != Kind::SelfMassage, !both, Reverse(pressure), &item.technique)
    });
    order.min().map(|(.., technique)| technique.clone())
}
