//! A session as it fits this hour: after alcohol or drowsy medicine (rule R33), and close to bedtime (rule R34).

use super::calendar::{Item, Plan, Session};
use super::spacing::LIGHT;
use super::why::{Why, why_words};
use crate::ids::{CautionId, SessionId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::safety::Column;
use crate::knowledge::technique::{Kind, Position, Technique, Tool};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Strength work of this level on the floor rests on few points, so it asks for balance. Our own reading of rule R33.
const FLOOR_BALANCE_FROM: u8 = 2;
/// The caution of techniques that ask for balance.
const BALANCE: &str = "balance_problem";
/// The caution of warmth that goes on for hours: it is never worn in bed.
const IN_BED: &str = "sleep_use";

/// What is so at the hour of a session. [`Moment::default`] is a plain hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Moment {
    /// Alcohol, strong painkillers or sedatives were taken today.
    pub dulled: bool,
    /// Bedtime is within 60 minutes.
    pub near_bedtime: bool,
}

impl Moment {
    /// The rules that hold now.
    pub fn rules(self) -> impl Iterator<Item = Why> {
        let dulled = self.dulled.then(|| Why::rule("R33"));
        dulled.into_iter().chain(self.near_bedtime.then(|| Why::rule("R34")))
    }

    /// The rule that speaks against a technique now, if one does.
    #[must_use]
    pub fn against(self, technique: &Technique) -> Option<Why> {
        if self.dulled && is_risky_when_dulled(technique) {
            return Some(Why::rule("R33"));
        }
        let worn_in_bed = technique.cautions.iter().any(|caution| caution.as_str() == IN_BED);
        (self.near_bedtime && (!is_calm(technique) || worn_in_bed)).then(|| Why::rule("R34"))
    }

    /// The strongest pressure or stretch of a technique now, 0 to 10; `None` without a limit of its own.
    #[must_use]
    pub fn cap(self, technique: &Technique) -> Option<(u8, Why)> {
        match technique.kind {
            Kind::SelfMassage | Kind::Professional if self.dulled => Some((LIGHT, Why::rule("R33"))),
            Kind::Stretch if self.near_bedtime => Some((LIGHT, Why::rule("R34"))),
            _ => None,
        }
    }
}

/// R33: no heat, no massage gun, no floor balance work.
fn is_risky_when_dulled(technique: &Technique) -> bool {
    let balances = |caution: &CautionId| caution.as_str() == BALANCE;
    let floor =
        !matches!(technique.position, Position::Standing | Position::StandingWall | Position::Sitting);
    technique.kind == Kind::Heat
        || technique.columns.contains(&Column::Heat)
        || technique.tool == Tool::Gun
        || (technique.kind == Kind::Strength
            && (technique.cautions.iter().any(balances) || (floor && technique.level >= FLOOR_BALANCE_FROM)))
}

/// R34: only mobility, light stretch, heat, breathing and relaxation.
fn is_calm(technique: &Technique) -> bool {
    match technique.kind {
        Kind::Mobility | Kind::Heat | Kind::Breathing | Kind::Relaxation => true,
        Kind::Stretch => technique.level <= 1,
        Kind::Professional
        | Kind::SelfMassage
        | Kind::Strength
        | Kind::Walk
        | Kind::Posture
        | Kind::Sleep => false,
    }
}

/// A session as it fits a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fitted {
    /// What is left of it; without items where nothing fits.
    pub session: Session,
    /// What was left out or made lighter, in the order of the session.
    pub changes: Vec<MomentChange>,
    /// Whether nothing of the session itself fits, and the fitting part of the 5-minute version came in for it.
    pub is_minimum: bool,
}

/// One thing that a moment changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MomentChange {
    /// The technique.
    pub technique: TechniqueId,
    /// The strongest pressure or stretch that is left, 0 to 10; `None` for what was left out.
    pub at_most: Option<u8>,
    /// Why.
    pub why: Why,
}

impl Fitted {
    /// What changed and why, line by line; empty where nothing did.
    #[must_use]
    pub fn words(&self, knowledge: &Knowledge) -> Vec<String> {
        let mut words = Vec::new();
        let mut rules: Vec<&Why> = self.changes.iter().map(|change| &change.why).collect();
        rules.sort();
        rules.dedup();
        for why in rules {
            words.push(why_words(knowledge, why));
            for change in self.changes.iter().filter(|change| change.why == *why) {
                let known = knowledge.techniques.get(&change.technique);
                let name = known.map_or(change.technique.as_str(), |known| known.name.as_str());
                words.push(match change.at_most {
                    None => format!("Left out for now: {name}."),
                    Some(most) => format!("At most {most} of 10 for now: {name}."),
                });
            }
        }
        if self.session.items.is_empty() {
            words
                .push("Nothing of this session fits now. Come back another day; rest counts too.".to_owned());
        } else if self.is_minimum {
            words.push(
                "Nothing else of this session fits now, so this is a short one. It counts as done."
                    .to_owned(),
            );
        }
        words
    }
}

impl Plan {
    /// The session as it fits a moment: what the rules of the hour speak against is left out, the rest is capped.
    ///
    /// Nothing is added, except that the 5-minute version ([`Plan::minimum`]), as far as it fits, stands in for a
    /// session of which nothing is left to do.
    ///
    /// ```
    /// use domain::knowledge::Knowledge;
    /// use domain::plan::{Moment, Plan};
    ///
    /// # fn tonight(plan: &Plan) {
    /// let knowledge = Knowledge::bundled().unwrap();
    /// let moment = Moment { near_bedtime: true, ..Moment::default() };
    /// for session in &plan.sessions {
    ///     let fitted = plan.at_moment(&knowledge, session, moment);
    ///     assert!(fitted.session.minutes <= plan.minutes_per_day);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn at_moment(&self, knowledge: &Knowledge, session: &Session, moment: Moment) -> Fitted {
        let mut changes = Vec::new();
        let mut fitted = Session { items: Vec::new(), ..session.clone() };
        for item in &session.items {
            fitted.items.extend(item_at(knowledge, item, moment, &mut changes));
        }
        let is_minimum = fitted.items.iter().all(|item| item.passive) && !session.items.is_empty();
        if is_minimum {
            let parts = self.minimum.iter();
            fitted.items =
                parts.filter_map(|item| item_at(knowledge, item, moment, &mut Vec::new())).collect();
        }
        fitted.minutes = fitted.items.iter().filter(|item| !item.passive).map(|item| item.dose.minutes).sum();
        Fitted { session: fitted, changes, is_minimum }
    }

    /// The 5-minute version (rule R24) as a session of a day. Its id is empty: it is none of the planned ones.
    #[must_use]
    pub fn short_version(&self, date: Date) -> Session {
        Session {
            id: SessionId::from(""),
            week: self.week_of(date).unwrap_or(1),
            day: super::Day::of(date),
            date,
            minutes: self.minimum.iter().map(|item| item.dose.minutes).sum(),
            items: self.minimum.clone(),
            pieces: 1,
        }
    }
}

/// An item as it fits a moment; `None` if it does not, or if the knowledge does not have it.
fn item_at(
    knowledge: &Knowledge,
    item: &Item,
    moment: Moment,
    changes: &mut Vec<MomentChange>,
) -> Option<Item> {
    let technique = knowledge.techniques.get(&item.technique)?;
    let mut change = |at_most: Option<u8>, why: Why| {
        changes.push(MomentChange { technique: item.technique.clone(), at_most, why });
    };
    if let Some(why) = moment.against(technique) {
        change(None, why);
        return None;
    }
    let mut item = item.clone();
    if let Some((cap, why)) = moment.cap(technique).filter(|(cap, _)| *cap < item.dose.pressure_cap) {
        change(Some(cap), why.clone());
        item.dose.pressure_cap = cap;
        item.why.push(why);
    }
    Some(item)
}
