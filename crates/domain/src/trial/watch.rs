//! When a test has to end, and when it may.

use super::Trial;
use crate::answer::{Diary, Verdict, answer};
use crate::current::Current;
use crate::entry::{Felt, MinuteOfDay, PersonNow, SessionProblem, StopReason, TestNow, Tested};
use crate::knowledge::Knowledge;
use crate::level::Level;
use jiff::Span;
use jiff::civil::Date;

/// Weeks after which the program looks (`reference`: measures, 5.3).
const LOOKS: [i32; 4] = [4, 6, 8, 12];
/// So many times worse in a row end a test (`reference`: experience, 5.7).
const WORSE_IN_A_ROW: usize = 2;

/// Whether a running test has to end today, whatever the numbers: a warning sign, or a bad reaction to what is tested.
///
/// A sign that the person is not sure of holds the day back instead, until its questions are answered.
#[must_use]
pub fn must_stop(
    knowledge: &Knowledge,
    person: &PersonNow,
    current: &Current,
    test: &TestNow,
    today: Date,
) -> Option<StopReason> {
    if !test.runs(today) {
        return None;
    }
    let certain = |reason: &crate::triage::Reason| {
        matches!(reason.level, Level::Emergency | Level::SameDay | Level::ClinicianFirst)
            && !reason.unsure
            && !reason.checked
    };
    let flagged = current.assessment.triage.reasons.iter().any(certain);
    (flagged || reacted_badly(knowledge, person, test)).then_some(StopReason::Safety)
}

/// Sharp pain, numbness or dizziness in a session with what is tested, or worse afterwards twice in a row.
fn reacted_badly(knowledge: &Knowledge, person: &PersonNow, test: &TestNow) -> bool {
    let what = &test.started.event.what;
    let since = test.started.recorded_at;
    let mut felt: Vec<Felt> = Vec::new();
    if *what == Tested::Visits {
        felt.extend(
            person.visits.iter().filter(|visit| visit.recorded_at > since).map(|visit| visit.event.felt),
        );
    }
    for session in person.sessions.iter().filter(|session| session.recorded_at > since) {
        let done = &session.event;
        let mut items = done.items.iter().filter(|item| item.seconds > 0);
        if !items.any(|item| what.covers(knowledge, &item.technique)) {
            continue;
        }
        // Where another part of the session was named, that one is out of the plan, and the test goes on.
        let named =
            |item: &crate::entry::SessionItem| item.pain_during.is_some_and(|pain| pain.points() >= 6);
        let other = done.items.iter().any(|item| named(item) && !what.covers(knowledge, &item.technique));
        let stops =
            matches!(done.problem, SessionProblem::Sharp | SessionProblem::Numb | SessionProblem::Dizzy);
        if stops && !other {
            return true;
        }
        felt.push(done.felt);
    }
    felt.retain(|felt| *felt != Felt::None);
    felt.windows(WORSE_IN_A_ROW).any(|row| row.iter().all(|felt| *felt == Felt::Worse))
}

/// Whether two planned looks in a row agree, so that the person may stop (measures, 5.3): both say "helps", or both
/// say "probably not" or "worse".
///
/// It does not say which. Each look is computed from the diary as it was at the end of its last day, so that the result
/// is the same whenever it is asked for.
#[must_use]
pub fn answer_is_there(knowledge: &Knowledge, person: &PersonNow, test: &TestNow, today: Date) -> bool {
    let first = test.started.event.first_day;
    let last = today.min(Trial::new(test).last_day());
    let looks = LOOKS.iter().map(|weeks| first.saturating_add(Span::new().days(weeks * 7)));
    let verdicts: Vec<Verdict> = looks
        .filter(|look| *look <= last)
        .map(|look| {
            let before = look.yesterday().unwrap_or(look);
            let end = MinuteOfDay::LAST_OF_DIARY_DAY;
            answer(&Diary::of_test(knowledge, person, test, before, end)).verdict
        })
        .collect();
    verdicts
        .windows(2)
        .any(|pair| pair.iter().all(|verdict| *verdict == Verdict::Helps) || pair.iter().all(no_use))
}

fn no_use(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::ProbablyNot | Verdict::Worse)
}
