//! What the program cannot know, and what could have fooled it, in a clinician's words.

use super::{Given, one};
use domain::answer::CouldFool;

pub(super) fn lines(given: &Given<'_>, runs: bool) -> Vec<String> {
    let mut lines = vec![
        "Nobody examined the person. All answers and ratings are their own, and nothing was verified."
            .to_owned(),
        "It cannot separate what massage does from expectation, attention and touch.".to_owned(),
    ];
    if !runs && given.answer.benefit.is_some() {
        lines.extend(given.answer.could_fool.iter().filter_map(words));
    }
    lines
}

/// One thing that could have fooled the estimate. What stands elsewhere on the page gives nothing.
fn words(fool: &CouldFool) -> Option<String> {
    let words = match fool {
        CouldFool::Expectation | CouldFool::ChosenDays => return None,
        CouldFool::UsedTogether { .. } => {
            "Two techniques were always used on the same days and cannot be told apart.".to_owned()
        }
        CouldFool::EveningsOnly => {
            "Only evenings were rated: the state before a session is not known.".to_owned()
        }
        CouldFool::FewBeforeRatings { have, of } => {
            format!("Only {have} of {of} sessions have a rating before them.")
        }
        CouldFool::SessionsOnBadDays { session_days, other_days } => format!(
            "Sessions fell on worse days: first rating {} against {} on other days.",
            one(*session_days),
            one(*other_days)
        ),
        CouldFool::NaturalRecovery { points } => {
            let (size, way) = (one(points.abs()), if *points < 0.0 { "rise" } else { "fall" });
            format!("Natural course: the model expects a {way} of {size} points without massage.")
        }
        CouldFool::FewDays { rated, of } => format!("Few ratings: {rated} of {of} days."),
        CouldFool::Gaps { unrated, longest, of } => {
            format!("Missing data: {unrated} of {of} days have no rating; the longest gap is {longest} days.")
        }
        CouldFool::ChangeNearStart { words, .. } => {
            format!("Something else changed within 5 days of the first session, in own words: {words}")
        }
        CouldFool::Floor { zeros, of } => format!("Floor: {zeros} of {of} ratings are 0."),
        CouldFool::Ceiling { tens, of } => format!("Ceiling: {tens} of {of} ratings are 10."),
        CouldFool::ResetDisagrees { adds_up, resets } => format!(
            "Model choice matters: if a session only renews the effect, the benefit is {} instead of {}.",
            one(*resets),
            one(*adds_up)
        ),
        CouldFool::Soreness { points } => {
            format!(
                "Pain rises by about {} points for some hours after sessions, before it falls.",
                one(*points)
            )
        }
        CouldFool::Flares { count, days } => format!("Flares: {count}, {days} days in all."),
        CouldFool::OldestLeftOut { ratings } => format!("The oldest {ratings} ratings were left out."),
    };
    Some(words)
}
