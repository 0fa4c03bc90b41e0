//! What to ask next, and when to stop asking.

use super::apply::{Applied, erased};
use super::{Answer, AnswerError};
use crate::entry::{AnswerWithdrawn, Event, QuestionAnswered};
use crate::ids::{Key, QuestionId};
use crate::knowledge::Knowledge;
use crate::knowledge::question::{Question, QuestionOption, Section};
use crate::level::Level;
use crate::localise::{Model, next_question};
use crate::triage::{Checked, Triage, triage};
use crate::truth::Truth;
use std::collections::{BTreeMap, BTreeSet};

/// An interview in progress: the answers so far. Two interviews with the same answers are the same.
#[derive(Debug, Clone)]
pub struct Interview<'k> {
    knowledge: &'k Knowledge,
    model: &'k Model,
    checked: Checked,
    answers: BTreeMap<QuestionId, Answer>,
    /// Answered pages that have to be asked again; their old answers count until then.
    again: BTreeSet<QuestionId>,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<'k> {
    /// Ask this page.
    Ask(&'k Question),
    /// The screen says that somebody has to be seen first; nothing more is asked.
    Stop(Triage),
    /// All is answered: a plan can be made.
    Finished,
}

impl<'k> Interview<'k> {
    /// An interview with the answers given so far, such as from the journal.
    #[must_use]
    pub fn new(
        knowledge: &'k Knowledge,
        model: &'k Model,
        checked: Checked,
        answers: BTreeMap<QuestionId, Answer>,
    ) -> Self {
        Self { knowledge, model, checked, answers, again: BTreeSet::new() }
    }

    /// The same interview with some answered pages to be asked again, such as for a screen that is due.
    #[must_use]
    pub fn asking_again(self, again: BTreeSet<QuestionId>) -> Self {
        Self { again, ..self }
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> &BTreeMap<QuestionId, Answer> {
        &self.answers
    }

    /// Answers a question, or changes its answer.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] if that is no answer to the question; nothing changes then.
    pub fn answer(&mut self, question: &'k Question, answer: Answer) -> Result<(), AnswerError> {
        answer.check(self.knowledge, question)?;
        self.answers.insert(question.id.clone(), answer);
        self.again.remove(&question.id);
        Ok(())
    }

    /// Takes an answer back, so that the question is open again.
    pub fn withdraw(&mut self, question: &QuestionId) -> Option<Answer> {
        self.answers.remove(question)
    }

    /// What the answers say.
    #[must_use]
    pub fn applied(&self) -> Applied {
        Applied::from_answers(self.knowledge, &self.answers)
    }

    /// What the screen says so far.
    #[must_use]
    pub fn triage(&self) -> Triage {
        triage(self.knowledge, &self.applied().facts, &self.checked)
    }

    /// Signs that were a yes and that this answer would erase. A page asks "was that a mistake?" before it does so.
    #[must_use]
    pub fn would_erase(&self, question: &'k Question, answer: &Answer) -> Vec<Key> {
        let mut changed = self.answers.clone();
        changed.insert(question.id.clone(), answer.clone());
        let after = Applied::from_answers(self.knowledge, &changed);
        let carries_level =
            |key: &Key| self.knowledge.facts.get(key).is_some_and(|fact| fact.level.is_some());
        erased(&self.applied().facts, &after.facts).into_iter().filter(carries_level).collect()
    }

    /// What comes next.
    #[must_use]
    pub fn step(&self) -> Step<'k> {
        let applied = self.applied();
        let screen = triage(self.knowledge, &applied.facts, &self.checked);
        if screen.level == Level::Emergency && !self.has_open_check() {
            return Step::Stop(screen);
        }
        let could_raise = |page: &Question| screen.open.iter().any(|open| open.question == page.id);
        let is_check = |page: &Question| self.knowledge.followed_by(&page.id).is_some();
        let is_only_doubt = screen.level == Level::SameDay && self.without_doubt().level < Level::SameDay;
        let next = self.open_pages(&applied).find(|page| match screen.level {
            Level::Emergency => is_check(page),
            // Finish only what could still be an emergency, and ask once more about a doubt that alone led here.
            Level::SameDay => self.can_be_emergency(page) || (is_only_doubt && is_check(page)),
            Level::ClinicianFirst => is_check(page) || could_raise(page),
            Level::Precautions | Level::GoAhead => true,
        });
        match next {
            Some(page) if page.section == Section::Plan => Step::Ask(self.finding(&applied).unwrap_or(page)),
            Some(page) => Step::Ask(page),
            None if !screen.level.allows_plan() => Step::Stop(screen),
            None => self.finding(&applied).map_or(Step::Finished, Step::Ask),
        }
    }

    /// The page before this one among the pages that were answered, for the way back.
    #[must_use]
    pub fn before(&self, question: &QuestionId) -> Option<&'k Question> {
        let pages: Vec<&'k Question> = self.all_pages().collect();
        let here = pages.iter().position(|page| page.id == *question).unwrap_or(pages.len());
        pages.into_iter().take(here).rev().find(|page| self.answers.contains_key(&page.id))
    }

    /// Pages in the order asked, each followed by the follow-ups it needs.
    fn all_pages(&self) -> impl Iterator<Item = &'k Question> {
        let knowledge = self.knowledge;
        let findings = knowledge.finding_pages().filter(|page| self.answers.contains_key(&page.id));
        knowledge
            .questions
            .iter()
            .flat_map(|page| std::iter::once(page).chain(self.checks(page)))
            .chain(findings)
    }

    fn open_pages(&self, applied: &Applied) -> impl Iterator<Item = &'k Question> {
        let shown = |page: &&'k Question| {
            let condition = page.show_when.as_ref();
            condition.is_none_or(|when| when.evaluate(&applied.facts, Truth::No).is_possible())
        };
        let open =
            |page: &&'k Question| !self.answers.contains_key(&page.id) || self.again.contains(&page.id);
        let alone = |page: &&'k Question| page.with.is_none();
        self.all_pages().filter(open).filter(alone).filter(shown).filter(|page| !is_pointless(page, applied))
    }

    /// The follow-ups for what the person is not sure about on a page.
    fn checks(&self, page: &'k Question) -> Vec<&'k Question> {
        let Some(Answer::Options { unsure, .. }) = self.answers.get(&page.id) else { return Vec::new() };
        unsure.iter().filter_map(|option| self.knowledge.follow_up(&page.id, option)).collect()
    }

    /// Whether a follow-up is open: nobody is sent to hospital by a doubt that was not asked about once more.
    fn has_open_check(&self) -> bool {
        let sure = self.without_doubt().level == Level::Emergency;
        let mut checks = self.knowledge.questions.iter().flat_map(|page| self.checks(page));
        !sure && checks.any(|page| !self.answers.contains_key(&page.id))
    }

    /// The screen as if every open doubt were a no.
    fn without_doubt(&self) -> Triage {
        let mut answers = self.answers.clone();
        for answer in answers.values_mut() {
            if let Answer::Options { unsure, .. } = answer {
                *unsure = BTreeSet::new();
            }
        }
        triage(self.knowledge, &Applied::from_answers(self.knowledge, &answers).facts, &self.checked)
    }

    fn can_be_emergency(&self, page: &Question) -> bool {
        let emergency = |key: &Key| {
            self.knowledge.facts.get(key).is_some_and(|fact| fact.level == Some(Level::Emergency))
        };
        page.options.iter().flat_map(|option| option.sets.keys()).any(emergency)
    }

    /// The finding that tells the candidates apart best, if there is one left to ask.
    fn finding(&self, applied: &Applied) -> Option<&'k Question> {
        if applied.facts.drawing().is_empty() {
            return None;
        }
        let asked: BTreeSet<Key> = self
            .knowledge
            .finding_pages()
            .filter(|page| self.answers.contains_key(&page.id))
            .flat_map(|page| page.options.iter().flat_map(|option| option.sets.keys().cloned()))
            .collect();
        let key = next_question(self.model, &applied.facts, &asked)?;
        self.knowledge.finding_page(&key)
    }
}

/// What the journal keeps for an answer: the answer, and that older answers to pages which follow it are taken back.
#[must_use]
pub fn to_keep(
    knowledge: &Knowledge,
    before: &BTreeMap<QuestionId, Answer>,
    question: &Question,
    answer: Answer,
) -> Vec<Event> {
    let follow_ups =
        question.options.iter().filter_map(|option| knowledge.follow_up(&question.id, &option.id));
    let stale = follow_ups.filter(|page| before.contains_key(&page.id)).map(|page| page.id.clone());
    let outdated = outdated(knowledge, before, question, &answer);
    let mut events: Vec<Event> =
        stale.chain(outdated).map(|question| AnswerWithdrawn { question }.into()).collect();
    events.push(QuestionAnswered { question: question.id.clone(), answer }.into());
    events
}

/// Pages whose answer chose an option that can no longer be true once `question` has this answer: "about the same, for
/// less than 6 weeks" after the time was changed to 3 months. They are asked again.
fn outdated(
    knowledge: &Knowledge,
    before: &BTreeMap<QuestionId, Answer>,
    question: &Question,
    answer: &Answer,
) -> Vec<QuestionId> {
    let mut after = before.clone();
    after.insert(question.id.clone(), answer.clone());
    let facts = Applied::from_answers(knowledge, &after).facts;
    let is_outdated = |page: &&Question| {
        let Some(Answer::Options { yes, .. }) = before.get(&page.id) else { return false };
        page.id != question.id
            && page.options.iter().any(|option| yes.contains(&option.id) && !option.is_shown(&facts))
    };
    knowledge.questions.iter().filter(is_outdated).map(|page| page.id.clone()).collect()
}

/// The options that a page shows to a person with these answers.
#[must_use]
pub fn shown_options<'q>(
    knowledge: &Knowledge,
    question: &'q Question,
    answers: &BTreeMap<QuestionId, Answer>,
) -> Vec<&'q QuestionOption> {
    if question.options.iter().all(|option| option.show_when.is_none()) {
        return question.options.iter().collect();
    }
    question.shown(&Applied::from_answers(knowledge, answers).facts).collect()
}

/// "Which place bothers you most?" needs at least 2 places.
fn is_pointless(page: &Question, applied: &Applied) -> bool {
    page.field == "worst_zone" && applied.facts.drawing().len() < 2
}
