//! Which of the rules that the diary set off stand beside each other, and which are read.

use super::follow_up::Raised;
use crate::knowledge::Knowledge;
use crate::knowledge::care::follow_up::{FollowUpAction, FollowUpLevel, Measure};

/// Of the rules on "no change yet", the one after the most days stands, and with equal days the one for an age.
pub(super) fn keep_the_last_look(knowledge: &Knowledge, raised: &mut Vec<Raised>) {
    let rule = |one: &Raised| knowledge.care.follow_ups.iter().find(|rule| rule.id == one.rule);
    for measure in [Measure::NoMeaningfulChange, Measure::DiaryGap] {
        let own = |one: &Raised| rule(one).filter(|rule| rule.measure == measure);
        let last =
            raised.iter().filter_map(own).max_by_key(|rule| (rule.days, rule.age_from)).map(|rule| &rule.id);
        let last = last.cloned();
        raised.retain(|one| own(one).is_none() || Some(&one.rule) == last.as_ref());
    }
}

/// What a person reads of the rules that the diary set off, in their order.
///
/// All of them hold. But "start again after 3 better days" beside "see a clinician before you go on" would leave the
/// choice to the reader, and the same words twice say no more.
///
/// ```
/// use domain::diary::to_read;
///
/// assert!(to_read(&[]).is_empty());
/// ```
#[must_use]
pub fn to_read(raised: &[Raised]) -> Vec<&Raised> {
    let locks = raised.iter().any(|one| one.asks_for(FollowUpAction::LockPlan));
    let mut told: Vec<&Raised> = Vec::new();
    for one in raised {
        let weaker = one.level == FollowUpLevel::None && one.asks_for(FollowUpAction::PauseMassage);
        if !(locks && weaker) && told.iter().all(|before| before.words != one.words) {
            told.push(one);
        }
    }
    told
}
