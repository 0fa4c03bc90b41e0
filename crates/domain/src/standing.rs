//! Where a person stands today: the journal's state, read as facts, checks and screens that are due.

use crate::diary::{Raised, raised};
use crate::entry::{PersonNow, RecordedAt, Screen};
use crate::facts::Facts;
use crate::ids::{Key, QuestionId};
use crate::intake::{Answer, Applied, Due, Seen, due};
use crate::knowledge::Knowledge;
use crate::knowledge::care::follow_up::FollowUpAction;
use crate::knowledge::question::{Question, Rescreen};
use crate::profile::Profile;
use crate::triage::{Checked, Triage, triage};
use crate::truth::Truth;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The setting that holds how many weeks a plan lasts. The interview does not ask for it.
pub const PLAN_WEEKS: &str = "plan_weeks";

/// Where a person stands today.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What is known, with everything reported since the interview.
    pub facts: Facts,
    /// The frame of the plan.
    pub profile: Profile,
    /// Dangers that a clinician has looked at.
    pub checked: Checked,
    /// What the screen says.
    pub triage: Triage,
    /// Which screen is due, if any.
    pub due: Option<Due>,
    /// The latest answers, for the interview.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// Pages that have to be asked again.
    pub again: BTreeSet<QuestionId>,
    /// Those of `again` that are asked because time went by, and outside of the short list: "still true?" is enough.
    pub confirm: BTreeSet<QuestionId>,
    /// What the diary has set off, most pressing first. What stops massage is among the facts.
    pub follow_up: Vec<Raised>,
}

impl Standing {
    /// Reads the state of the journal on a day.
    #[must_use]
    pub fn new(knowledge: &Knowledge, person: &PersonNow, today: Date) -> Self {
        let answers = answers(person);
        let (mut facts, profile, reported) = known(knowledge, person);
        let follow_up = raised(knowledge, person, &facts, &profile, today);
        for key in follow_up.iter().filter_map(|one| one.sets.as_ref()) {
            facts.raise(key.clone(), Truth::Yes);
        }
        let checked = checked(person, &follow_up);
        let triage = triage(knowledge, &facts, &checked);
        let seen = seen(knowledge, person);
        let after_check = pages_before_check(knowledge, person, &facts);
        let due = match due(&seen, today) {
            _ if answers.is_empty() || !after_check.is_empty() => Some(Due::Full),
            due => due.max(due_after(&follow_up, &seen)),
        };
        let mut again =
            if due == Some(Due::Full) { pages_to_repeat(knowledge, person, today) } else { BTreeSet::new() };
        let settle = pages_to_settle(knowledge, &reported);
        let mut confirm = again.clone();
        confirm.retain(|id| {
            let page = knowledge.followed_by(id).unwrap_or(id);
            let is_slow = knowledge.question(page).is_some_and(|page| page.rescreen == Rescreen::Full);
            is_slow && !after_check.contains(page) && !settle.contains(page)
        });
        again.extend(after_check);
        again.extend(settle);
        Self { facts, profile, checked, triage, due, answers, again, confirm, follow_up }
    }
}

fn answers(person: &PersonNow) -> BTreeMap<QuestionId, Answer> {
    person.answers.iter().map(|(id, recorded)| (id.clone(), recorded.event.clone())).collect()
}

/// What a person has told: facts complete in the sense of [`Facts::derive`], the frame of the plan, and what was
/// reported outside the interview. What the diary shows is not among it.
pub(crate) fn known(knowledge: &Knowledge, person: &PersonNow) -> (Facts, Profile, Vec<(Key, Truth)>) {
    let Applied { mut facts, mut profile } = Applied::from_answers(knowledge, &answers(person));
    if let Some(weeks) = person.settings.get(PLAN_WEEKS) {
        profile.weeks = weeks.event.value.parse().ok();
    }
    let reported = reported(knowledge, person, &facts);
    for (key, truth) in &reported {
        facts.raise(key.clone(), *truth);
    }
    facts.derive(knowledge, &profile);
    (facts, profile, reported)
}

/// The screen that the diary asks for, where it was not answered since.
fn due_after(follow_up: &[Raised], seen: &Seen) -> Option<Due> {
    let open = |action: FollowUpAction, last: Option<Date>| {
        follow_up.iter().any(|one| one.asks_for(action) && last.is_none_or(|last| last < one.since))
    };
    if open(FollowUpAction::FullScreen, seen.full) {
        Some(Due::Full)
    } else {
        open(FollowUpAction::ShortScreen, seen.short.max(seen.full)).then_some(Due::Short)
    }
}

/// Facts reported outside the interview that no later answer to their own page has settled.
///
/// One line of a short list stands for many facts, and not all of their pages fit everyone: a doubt about signs in
/// pregnancy is settled by "not pregnant", because the page that asks for them is not shown then.
fn reported(knowledge: &Knowledge, person: &PersonNow, answered: &Facts) -> Vec<(Key, Truth)> {
    let mut reported = unanswered(knowledge, person);
    let mut all = answered.clone();
    for (key, truth) in &reported {
        all.raise(key.clone(), *truth);
    }
    reported.retain(|(key, truth)| *truth == Truth::Yes || is_asked(knowledge, key, &all));
    reported
}

/// Whether a page that sets the fact fits this person; a fact without a page is kept.
fn is_asked(knowledge: &Knowledge, key: &Key, facts: &Facts) -> bool {
    let mut pages = knowledge.questions.iter().filter(|page| sets(page, key)).peekable();
    pages.peek().is_none() || pages.any(|page| fits(page, facts))
}

/// Whether a page is shown to this person.
fn fits(page: &Question, facts: &Facts) -> bool {
    page.show_when.as_ref().is_none_or(|when| when.evaluate(facts, Truth::No).is_possible())
}

fn sets(page: &Question, key: &Key) -> bool {
    page.options.iter().any(|option| option.sets.contains_key(key))
}

fn unanswered(knowledge: &Knowledge, person: &PersonNow) -> Vec<(Key, Truth)> {
    let screens = person.screens.iter().map(|one| (one.recorded_at, &one.event.yes, &one.event.unsure));
    let problems = person.problems.iter().map(|one| (one.recorded_at, &one.event.yes, &one.event.unsure));
    let mut found = Vec::new();
    for (at, yes, unsure) in screens.chain(problems) {
        let truths =
            yes.iter().map(|key| (key, Truth::Yes)).chain(unsure.iter().map(|key| (key, Truth::Unsure)));
        found.extend(
            truths
                .filter(|(key, _)| !answered_after(knowledge, person, key, at))
                .map(|(key, truth)| (key.clone(), truth)),
        );
    }
    found
}

fn answered_after(knowledge: &Knowledge, person: &PersonNow, key: &Key, at: RecordedAt) -> bool {
    let mut pages = knowledge.questions.iter().filter(|page| sets(page, key));
    pages.any(|page| person.answers.get(&page.id).is_some_and(|answer| answer.recorded_at > at))
}

/// Assessments, without what was reported, or shown by the diary, anew after them.
fn checked(person: &PersonNow, follow_up: &[Raised]) -> Checked {
    let mut checked = Checked::default();
    for assessment in &person.assessments {
        let newer = |at: RecordedAt| at > assessment.recorded_at;
        let again: BTreeSet<&Key> = person
            .problems
            .iter()
            .filter(|one| newer(one.recorded_at))
            .flat_map(|one| one.event.yes.iter().chain(&one.event.unsure))
            .chain(
                person
                    .screens
                    .iter()
                    .filter(|one| newer(one.recorded_at))
                    .flat_map(|one| one.event.yes.iter().chain(&one.event.unsure)),
            )
            .collect();
        let shown = |key: &Key| {
            follow_up.iter().any(|one| one.sets.as_ref() == Some(key) && one.since > assessment.day)
        };
        for key in assessment.event.facts.iter().filter(|key| !again.contains(key) && !shown(key)) {
            let massage = assessment.event.massage_agreed;
            checked.add(key.clone(), assessment.event.hospital, massage == Some(true));
            if massage == Some(false) {
                checked.refuse_massage(key.clone());
            }
        }
    }
    checked
}

fn seen(knowledge: &Knowledge, person: &PersonNow) -> Seen {
    // The interview is a full screen; its day is that of the oldest page that is asked again.
    let interview = knowledge
        .questions
        .iter()
        .filter(|page| page.rescreen != Rescreen::No)
        .filter_map(|page| person.answers.get(&page.id).map(|answer| answer.day))
        .min();
    let screen =
        |wanted: Screen| person.screens.iter().filter(|one| one.event.set == wanted).map(|one| one.day).max();
    let closed = person
        .flares
        .iter()
        .rev()
        .find_map(|flare| flare.ended.as_ref().map(|ended| (flare.start_day(), ended.day)));
    Seen {
        full: screen(Screen::Full).max(interview),
        short: screen(Screen::Short),
        last_entry: person.last_entry.as_ref().map(|entry| entry.day),
        flare_since: person.open_flare().map(crate::entry::Flare::start_day),
        last_flare: closed,
        new_problem: person.problems.iter().map(|one| one.day).max(),
    }
}

/// Pages of the screen whose answer is from before today.
fn pages_to_repeat(knowledge: &Knowledge, person: &PersonNow, today: Date) -> BTreeSet<QuestionId> {
    let old = |id: &QuestionId| person.answers.get(id).is_some_and(|answer| answer.day < today);
    let pages = knowledge.questions.iter().filter(|page| page.rescreen != Rescreen::No && old(&page.id));
    let follow_ups = knowledge.follow_ups().filter(|page| old(&page.id));
    pages.chain(follow_ups).map(|page| page.id.clone()).collect()
}

/// Pages of the screen whose answer is older than the latest check by a clinician: after it, the full screen runs again
/// (`reference`: safety, part 1, shared rule 2).
fn pages_before_check(knowledge: &Knowledge, person: &PersonNow, facts: &Facts) -> BTreeSet<QuestionId> {
    let Some(check) = person.assessments.iter().map(|one| one.recorded_at).max() else {
        return BTreeSet::new();
    };
    let old = |id: &QuestionId| person.answers.get(id).is_some_and(|answer| answer.recorded_at < check);
    let screens = |page: &Question| page.options.iter().any(|option| !option.sets.is_empty());
    let pages = knowledge.questions.iter().filter(|page| page.rescreen != Rescreen::No && old(&page.id));
    pages.filter(|page| screens(page) && fits(page, facts)).map(|page| page.id.clone()).collect()
}

/// Pages that settle what was reported outside the interview.
fn pages_to_settle(knowledge: &Knowledge, reported: &[(Key, Truth)]) -> BTreeSet<QuestionId> {
    let settles = |page: &&Question| reported.iter().any(|(key, _)| sets(page, key));
    knowledge.questions.iter().filter(settles).map(|page| page.id.clone()).collect()
}
