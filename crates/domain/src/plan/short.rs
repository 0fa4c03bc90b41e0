//! A session in 2 minutes, for a day without time (`reference`: experience, part 5.6; techniques, rule R24).

use super::calendar::{Dose, Item, Plan, Session};
use crate::knowledge::Knowledge;
use crate::session;

/// Seconds of the short version.
const SHORT_SECONDS: u32 = 120;

impl Plan {
    /// A session in 2 minutes: the first of its parts that can be shortened that far, else of the 5-minute version. It
    /// counts as the session.
    ///
    /// Nothing comes in that is not in the plan; where nothing is short enough the session has no items.
    #[must_use]
    pub fn in_two_minutes(&self, knowledge: &Knowledge, session: &Session) -> Session {
        let mut parts = session.items.iter().chain(&self.minimum).filter(|item| !item.passive);
        let short: Option<Item> = parts.find_map(|item| shortened(knowledge, item));
        let minutes = short.as_ref().map_or(0, |item| item.dose.minutes);
        Session { items: short.into_iter().collect(), minutes, pieces: 1, ..session.clone() }
    }
}

/// The part at the largest share that takes 2 minutes or less.
fn shortened(knowledge: &Knowledge, item: &Item) -> Option<Item> {
    let technique = knowledge.techniques.get(&item.technique)?;
    let shares = std::iter::once(item.dose.share).chain((10..item.dose.share).rev().step_by(10));
    let doses = shares.map(|share| Dose { share, sets: 1, ..item.dose });
    let seconds = |dose: &Dose| session::seconds(technique, dose);
    let mut dose = doses.into_iter().find(|dose| seconds(dose) <= SHORT_SECONDS)?;
    dose.minutes = u16::try_from(seconds(&dose).div_ceil(60)).unwrap_or(u16::MAX);
    Some(Item { dose, ..item.clone() })
}
