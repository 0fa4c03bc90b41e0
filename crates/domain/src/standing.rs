//! Where a person stands today: the journal's state, read as facts, checks and screens that are due.

use crate::entry::{PersonNow, RecordedAt, Screen};
use crate::facts::Facts;
use crate::ids::{Key, QuestionId};
use crate::intake::{Answer, Applied, Due, Seen, due};
use crate::knowledge::Knowledge;
use crate::knowledge::question::{Question, Rescreen};
use crate::profile::Profile;
use crate::triage::{Checked, Triage, triage};
use crate::truth::Truth;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

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
}

impl Standing {
    /// Reads the state of the journal on a day.
    #[must_use]
    pub fn new(knowledge: &Knowledge, person: &PersonNow, today: Date) -> Self {
        let answers: BTreeMap<QuestionId, Answer> =
            person.answers.iter().map(|(id, recorded)| (id.clone(), recorded.event.clone())).collect();
        let Applied { mut facts, profile } = Applied::from_answers(knowledge, &answers);
        for (key, truth) in reported(knowledge, person) {
            facts.raise(key, truth);
        }
        facts.derive(knowledge, &profile);
        let checked = checked(person);
        let triage = triage(knowledge, &facts, &checked);
        let seen = seen(knowledge, person);
        let due = if answers.is_empty() { Some(Due::Full) } else { due(&seen, today) };
        let mut again =
            if due == Some(Due::Full) { pages_to_repeat(knowledge, person, today) } else { BTreeSet::new() };
        again.extend(pages_to_settle(knowledge, person));
        Self { facts, profile, checked, triage, due, answers, again }
    }
}

/// Facts reported outside the interview that no later answer to their own page has settled.
fn reported(knowledge: &Knowledge, person: &PersonNow) -> Vec<(Key, Truth)> {
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
    let sets = |question: &&Question| question.options.iter().any(|option| option.sets.contains_key(key));
    let mut pages = knowledge.questions.iter().filter(sets);
    pages.any(|page| person.answers.get(&page.id).is_some_and(|answer| answer.recorded_at > at))
}

/// Assessments, without what was reported anew after them.
fn checked(person: &PersonNow) -> Checked {
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
        for key in assessment.event.facts.iter().filter(|key| !again.contains(key)) {
            checked.add(
                key.clone(),
                assessment.event.hospital,
                assessment.event.massage_agreed == Some(true),
            );
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
        last_entry: person.last_entry().map(|entry| entry.day),
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

/// Pages that settle what was reported outside the interview.
fn pages_to_settle(knowledge: &Knowledge, person: &PersonNow) -> BTreeSet<QuestionId> {
    let open: BTreeSet<Key> = reported(knowledge, person).into_iter().map(|(key, _)| key).collect();
    let settles =
        |page: &&Question| page.options.iter().any(|option| option.sets.keys().any(|key| open.contains(key)));
    knowledge.questions.iter().filter(settles).map(|page| page.id.clone()).collect()
}
