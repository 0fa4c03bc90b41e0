//! What "undo" takes back, and how it is named.

use crate::entry::{Entry, EntryId, Event, PersonNow};
use crate::ids::{QuestionId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::words;
use uuid::Uuid;

/// Entries of one step are recorded so many microseconds apart.
const APART: i64 = 1;
/// And their ids are drawn within so many milliseconds, which tells them from entries that a clock put back packs close.
const DRAWN_WITHIN: u64 = 100;

/// What "undo" takes back: the newest entry that stands, and those that were recorded together with it; oldest first.
#[must_use]
pub fn last_step(entries: &[Entry]) -> Vec<&Entry> {
    let person = PersonNow::replay(entries);
    let Some(target) = person.undo_target() else { return Vec::new() };
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|one, other| one.journal_order(other));
    let mut step: Vec<&Entry> = Vec::new();
    for entry in sorted.into_iter().rev().skip_while(|entry| entry.id != target.id) {
        let together = step.last().is_none_or(|newer| {
            newer.recorded_at.microseconds() - entry.recorded_at.microseconds() == APART
                && drawn_at(newer.id).abs_diff(drawn_at(entry.id)) <= DRAWN_WITHIN
        });
        if !together || matches!(entry.event, Event::Retracted(_)) {
            break;
        }
        step.push(entry);
    }
    step.reverse();
    step
}

/// When an id was drawn, in milliseconds.
fn drawn_at(id: EntryId) -> u64 {
    Uuid::from(id).get_timestamp().map_or(0, |timestamp| {
        let (seconds, nanoseconds) = timestamp.to_unix();
        seconds * 1000 + u64::from(nanoseconds / 1_000_000)
    })
}

/// An event in words.
#[must_use]
pub fn what(knowledge: &Knowledge, event: &Event) -> String {
    let name = |id: &TechniqueId| {
        knowledge.techniques.get(id).map_or_else(|| id.to_string(), |technique| technique.name.clone())
    };
    let question = |id: &QuestionId| {
        knowledge.question(id).map_or_else(|| id.to_string(), |question| question.title.clone())
    };
    match event {
        Event::QuestionAnswered(event) => format!("your answer to \"{}\"", question(&event.question)),
        Event::AnswerWithdrawn(event) => {
            format!("that your answer to \"{}\" was cleared", question(&event.question))
        }
        Event::ScreenRepeated(_) => "your answers to the short safety questions".to_owned(),
        Event::ClinicianAssessed(_) => "that a clinician has checked you".to_owned(),
        Event::ProblemReported(_) => "that something is new".to_owned(),
        Event::PlanMade(_) => "your newest plan".to_owned(),
        Event::PlanPaused(_) => "the pause of your plan".to_owned(),
        Event::PlanResumed(_) => "going on after a pause".to_owned(),
        Event::Swapped(event) => match &event.to {
            Some(to) => format!("the swap of \"{}\" for \"{}\"", name(&event.technique), name(to)),
            None => format!("taking \"{}\" out of your plan", name(&event.technique)),
        },
        Event::SessionDone(event) => format!("session {}", event.session),
        Event::CheckedIn(event) => {
            let pain = event.pain.map(|pain| format!(", pain {pain} of 10")).unwrap_or_default();
            format!("a check-in (in your way {} of 10{pain})", event.interference)
        }
        Event::WeeklyCheckedIn(_) => "what you said about your week".to_owned(),
        Event::TherapistVisited(event) => match &event.technique {
            Some(id) => format!("a visit ({}, {} minutes)", name(id), event.minutes),
            None => format!("a visit of {} minutes", event.minutes),
        },
        Event::FlareStarted(_) => "the beginning of a flare".to_owned(),
        Event::FlareEnded(_) => "the end of a flare".to_owned(),
        Event::SorenessNoted(event) => format!("soreness {} of 10", event.score),
        Event::MedicineChanged(_) => "a change of medicine".to_owned(),
        Event::Noted(_) => "a note about a day".to_owned(),
        Event::Began(_) => "when something began".to_owned(),
        Event::Drawn(_) => "what chance decided for a day".to_owned(),
        Event::SettingChanged(event) => format!("the setting {} = {}", event.name, event.value),
        Event::Rated(event) => format!("a rating ({} of 10)", event.score),
        Event::WorthwhileSet(event) => format!("what would make it worth it ({} points)", event.points),
        Event::TestStarted(_) => "the start of your test".to_owned(),
        Event::TestStopped(_) => "the end of your test".to_owned(),
        Event::QuestionnaireAdded(event) => {
            format!("the questionnaire \"{}\"", words::plain(&event.questionnaire.title))
        }
        Event::QuestionnaireAnswered(_) => "your answers to a questionnaire".to_owned(),
        Event::Retracted(_) => "an undo".to_owned(),
        Event::Unknown { kind, .. } => format!("an entry of a newer version ({kind})"),
    }
}
