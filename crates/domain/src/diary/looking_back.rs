//! What the whole diary of a plan says, beyond the rules that stand today: what was left out, and when a pause was over.

use super::follow_up::{BETTER_DAYS, Look, stayed_up};
use crate::entry::PersonNow;
use crate::ids::TechniqueId;
use crate::knowledge::Knowledge;
use crate::knowledge::care::follow_up::{FollowUp, FollowUpAction, Measure};
use crate::standing::known;
use jiff::civil::Date;

/// Looks at the whole diary.
fn look<T>(
    knowledge: &Knowledge,
    person: &PersonNow,
    wanted: impl Fn(&FollowUp) -> bool,
    what: impl Fn(&Look<'_>, &FollowUp) -> Vec<T>,
) -> Vec<T> {
    let (facts, profile, _) = known(knowledge, person);
    let look = Look::new(knowledge, person, &facts, &profile, Date::MAX);
    let rules = knowledge.care.follow_ups.iter().filter(|rule| wanted(rule));
    rules.flat_map(|rule| what(&look, rule)).collect()
}

/// What was done in sessions in a row after which pain stayed up, with the day on which that was known.
///
/// The rule that says so is only raised for some weeks; what it took out stays out (`reference`: safety, part 5).
pub(crate) fn sore_twice(knowledge: &Knowledge, person: &PersonNow) -> Vec<(Date, TechniqueId)> {
    let stops = |rule: &FollowUp| {
        rule.measure == Measure::PainAfterSession && rule.does.contains(&FollowUpAction::StopTechnique)
    };
    look(knowledge, person, stops, |look, rule| {
        let runs = look.sore_runs(rule).into_iter();
        runs.flat_map(|(date, all)| all.into_iter().map(move |technique| (date, technique))).collect()
    })
}

/// The day on which the last pause of massage was over: after enough better days, or when soreness of more than 2 days
/// was noted with its hours. `None` while a pause lasts.
pub(crate) fn pause_over(knowledge: &Knowledge, person: &PersonNow) -> Option<Date> {
    let pauses =
        |rule: &FollowUp| rule.measure == Measure::PainMedianOverBaseline && rule.dose_share.is_some();
    let found = look(knowledge, person, pauses, |look, rule| {
        let (Some(points), Some(days)) = (rule.points, rule.days) else { return Vec::new() };
        vec![look.main().spell(points, days, rule.better_days.unwrap_or(BETTER_DAYS))]
    });
    let lasts = found.iter().any(|(since, _)| since.is_some());
    let sore = person.soreness.iter().filter(|sore| stayed_up(knowledge, &sore.event)).map(|sore| sore.day);
    found.into_iter().filter_map(|(_, over)| over).chain(sore).max().filter(|_| !lasts)
}
