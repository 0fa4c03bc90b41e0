//! Sessions made gentler or shorter: in a flare (rule R11), on the way back, and after days off (R25).

use super::calendar::{Item, Session};
use super::shelf::Shelf;
use super::spacing::LIGHT_EFFORT;
use super::why::Why;
use crate::knowledge::technique::Kind;

/// Points of pressure taken off in a flare (R11); 1 of 10 is the least that stays.
const FLARE_PRESSURE: u8 = 2;

/// Takes all doses of a session to a percent of what they are.
pub(super) fn scale(session: &mut Session, percent: u8) {
    for item in session.items.iter_mut().filter(|item| !item.passive) {
        item.dose.share =
            u8::try_from(u16::from(item.dose.share) * u16::from(percent) / 100).unwrap_or(100).max(10);
    }
}

/// A session as it is in a flare: gentle items only, half the time, pressure down by 2, at least 1 and at most 3.
pub(super) fn calm_down(shelf: &Shelf<'_>, session: &mut Session, minimum: &[Item]) {
    let most = session.minutes.div_ceil(2);
    session.items.retain(|item| shelf.get(item.technique.as_str()).is_some());
    for item in &mut session.items {
        let cap = shelf.get(item.technique.as_str()).map_or(1, |usable| usable.cap);
        item.dose.pressure_cap = match item.kind {
            Kind::SelfMassage => item.dose.pressure_cap.saturating_sub(FLARE_PRESSURE).max(1).min(cap),
            Kind::Strength => cap.min(LIGHT_EFFORT),
            _ => item.dose.pressure_cap.min(cap),
        };
        item.why.push(Why::rule("R11"));
    }
    trim(session, most);
    if session.items.iter().all(|item| item.passive) {
        session.items =
            minimum.iter().filter(|item| shelf.get(item.technique.as_str()).is_some()).cloned().collect();
        trim(session, most);
    }
}

/// Leaves out what comes last in rule R19 until the session is short enough; the first movement stays longest.
pub(super) fn trim(session: &mut Session, most: u16) {
    let order = |item: &Item| match item.kind {
        Kind::Walk | Kind::Mobility => 0,
        Kind::Strength => 1,
        Kind::SelfMassage => 2,
        Kind::Stretch => 3,
        _ => 4,
    };
    loop {
        let active = session.items.iter().filter(|item| !item.passive);
        let total: u16 = active.clone().map(|item| item.dose.minutes).sum();
        if total <= most {
            session.minutes = total;
            return;
        }
        if active.count() <= 1 {
            // Of a single thing, a part.
            for item in session.items.iter_mut().filter(|item| !item.passive) {
                let share = u16::from(item.dose.share) * most / total;
                item.dose.share = u8::try_from(share).unwrap_or(100).max(10);
                item.dose.minutes = most;
            }
            session.minutes = most;
            return;
        }
        let last = session
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !item.passive)
            .max_by_key(|(place, item)| (order(item), *place))
            .map(|(place, _)| place);
        let Some(place) = last else { return };
        session.items.remove(place);
    }
}
