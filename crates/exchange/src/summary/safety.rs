//! Red-flag answers, and what clinicians have said about them.

use super::Given;
use domain::level::Level;
use domain::triage::Reason;
use domain::words::{day, sentence};
use jiff::civil::Date;

/// The answers that call for care, most urgent first; or that there are none, with the day they were asked.
pub(super) fn lines(given: &Given<'_>) -> Vec<String> {
    let triage = &given.current.standing.triage;
    let mut lines: Vec<String> = triage
        .reasons
        .iter()
        .filter(|reason| !reason.level.allows_plan())
        .filter_map(|reason| told(given, reason))
        .collect();
    let asked = asked(given).map_or_else(String::new, |asked| format!(" Last asked on {}.", day(asked)));
    if triage.told_level().is_none() {
        lines.push(
            "Not all safety questions are answered: absence of a red flag is not established.".to_owned(),
        );
    } else if lines.is_empty() {
        lines.push(format!("None reported in the screen for red flags.{asked}"));
    } else {
        lines.extend(asked.strip_prefix(' ').map(str::to_owned));
    }
    let careful: Vec<&str> = triage
        .reasons
        .iter()
        .filter(|reason| reason.level == Level::Precautions)
        .flat_map(|reason| reason.told(given.knowledge))
        .collect();
    if !careful.is_empty() {
        lines.push(format!("Reasons for precautions: {}.", careful.join("; ")));
    }
    lines.extend(
        given
            .person
            .problems
            .iter()
            .filter(|one| !one.event.words.trim().is_empty())
            .map(|one| format!("Reported on {}, in own words: {}", day(one.day), sentence(&one.event.words))),
    );
    lines.extend(given.person.assessments.iter().map(|one| {
        let by = if one.event.by.trim().is_empty() { "a clinician" } else { one.event.by.trim() };
        let said = if one.event.said.trim().is_empty() {
            String::new()
        } else {
            format!(" Said, as the person recalls: {}", sentence(&one.event.said))
        };
        let massage = match one.event.massage_agreed {
            Some(true) => " Massage was agreed.",
            Some(false) => " Massage was not agreed.",
            None => "",
        };
        format!("Seen by {by} on {}.{said}{massage}", day(one.event.on))
    }));
    lines
}

fn told(given: &Given<'_>, reason: &Reason) -> Option<String> {
    let words = reason.told(given.knowledge);
    let meaning = reason.words(given.knowledge).map(|words| words.because).unwrap_or_default();
    let words = if words.is_empty() { meaning.to_owned() } else { words.join("; ") };
    let level = match reason.level {
        Level::Emergency => "emergency",
        Level::SameDay => "same day",
        _ if reason.urgent => "clinician within 3 days",
        _ => "clinician first",
    };
    let sure = if reason.unsure { "Not sure" } else { "Yes" };
    let checked = if reason.checked { " A clinician has looked at it." } else { "" };
    (!words.is_empty()).then(|| format!("{sure} ({level}): {}{checked}", sentence(&words)))
}

/// The last day on which the list of red flags was asked.
fn asked(given: &Given<'_>) -> Option<Date> {
    let person = given.person;
    let screens = person.screens.iter().map(|screen| screen.day);
    let answers = person.answers.values().map(|answer| answer.day);
    screens.chain(answers).max()
}
