//! What is said about a plan as a whole: its end, and days that were left out.

use super::calendar::Plan;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Phase;
use crate::words::day;

/// What happens at the end of a plan, line by line (`reference`: techniques, rules R27, R30 and R31).
#[must_use]
pub fn end_words(plan: &Plan) -> Vec<String> {
    let mut words = vec![format!("This plan ends on {}.", day(plan.last_day()))];
    words.push("Then look back with your diary: what helped stays, and what did not goes.".to_owned());
    words.push(
        match plan.phase {
            Phase::Acute => "Most new pain gets better by itself. You may stop when your usual day is back.",
            Phase::Flare => "When the flare is over, you go back to the plan you had.",
            Phase::Subacute | Phase::Chronic => {
                "If pain is 2 of 10 or less and you do everything, a short plan for staying well is enough."
            }
            Phase::Maintenance => "You may go on, do less or stop. Each of them is a good ending.",
        }
        .to_owned(),
    );
    words.push(
        "No better after 6 weeks, or worse for 2 weeks: see a clinician, and take your summary along."
            .to_owned(),
    );
    words
}

/// What to do after days that were left out (rule R25): no making up, no blame.
#[must_use]
pub fn missed_words(knowledge: &Knowledge) -> &str {
    knowledge.plan_rules.iter().find(|rule| rule.id.as_str() == "R25").map_or("", |rule| rule.then.as_str())
}
