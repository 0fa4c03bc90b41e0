//! All that Backwise knows, loaded from the TOML files in `knowledge/`.
//!
//! The files are part of the program. [`Knowledge::bundled`] parses them; [`check::problems`] cross-checks them and is
//! run by the tests, so that an unknown id, a rule without a source, a question that feeds nothing or a banned word
//! never reaches a person.

pub mod body;
pub mod care;
pub mod check;
pub mod claim;
pub mod condition;
pub mod course;
pub mod evidence;
mod files;
mod generated;
pub mod muscle;
pub mod plan_rule;
pub mod pose;
pub mod problem;
pub mod question;
pub mod safety;
pub mod source;
pub mod technique;
pub mod tip;
pub mod words;

use crate::ids::{
    CautionId, EvidenceId, FocusId, Key, OptionId, QuestionId, SourceId, StopId, TechniqueId, ZoneId,
};
use crate::units::Units;
use body::{Zone, ZoneRow};
use care::Care;
use claim::{Claim, TechniqueEvidence};
use evidence::{EvidenceFact, Prior};
pub use files::{BUNDLED, File};
use muscle::{Finding, Link, Mimic, Muscle, MuscleGroup, Scoring, Warning};
use plan_rule::{Caution, Focus, Interaction, PhasePressureCap, PlanRule, StopSign, Template};
use problem::Problem;
use question::{Question, ScreenSet};
use safety::{Contraindication, FactInfo, Rule};
use source::Source;
use std::collections::BTreeMap;
use technique::Technique;
use words::Words;

/// All that Backwise knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    /// Places in the literature.
    pub sources: BTreeMap<SourceId, Source>,
    /// Facts of the screen.
    pub facts: BTreeMap<Key, FactInfo>,
    /// Combination rules of the screen.
    pub rules: Vec<Rule>,
    /// The contraindication table.
    pub contraindications: Vec<Contraindication>,
    /// The interview, in the order asked.
    pub questions: Vec<Question>,
    /// Short lists that are asked again.
    pub screen_sets: Vec<ScreenSet>,
    /// The body figure.
    pub zones: Vec<Zone>,
    /// The same zones as a list.
    pub zone_rows: Vec<ZoneRow>,
    /// Findings, by key.
    pub findings: BTreeMap<Key, Finding>,
    /// Findings and facts that mean the same.
    pub links: Vec<Link>,
    /// Constants of the ranking.
    pub scoring: Scoring,
    /// Muscles.
    pub muscles: Vec<Muscle>,
    /// Muscles that are shown together.
    pub muscle_groups: Vec<MuscleGroup>,
    /// Look-alikes.
    pub mimics: Vec<Mimic>,
    /// Warnings that come before any ranking.
    pub warnings: Vec<Warning>,
    /// Techniques.
    pub techniques: BTreeMap<TechniqueId, Technique>,
    /// The picture of each technique.
    pub poses: BTreeMap<TechniqueId, pose::Pose>,
    /// Health states and body limits that change techniques.
    pub cautions: BTreeMap<CautionId, Caution>,
    /// Signs that end a step or a session.
    pub stops: BTreeMap<StopId, StopSign>,
    /// What cautions do to techniques.
    pub interactions: Vec<Interaction>,
    /// Techniques by muscle.
    pub focus: BTreeMap<FocusId, Focus>,
    /// Weeks of sessions.
    pub templates: Vec<Template>,
    /// Rules of the plan, in words.
    pub plan_rules: Vec<PlanRule>,
    /// The strongest pressure of each phase.
    pub pressure_cap: PhasePressureCap,
    /// What is said and done at each level of care.
    pub care: Care,
    /// Claims about massage.
    pub claims: Vec<Claim>,
    /// Questions that people ask.
    pub faqs: Vec<Claim>,
    /// What is known about each kind of technique.
    pub technique_evidence: Vec<TechniqueEvidence>,
    /// What studies found.
    pub evidence: BTreeMap<EvidenceId, EvidenceFact>,
    /// Starting distributions of the estimator.
    pub priors: BTreeMap<EvidenceId, Prior>,
    /// Words that are not written on screen.
    pub words: Words,
    /// Courses of massage, ladders and tips.
    pub courses: course::Courses,
    zone_index: BTreeMap<ZoneId, usize>,
    question_index: BTreeMap<QuestionId, usize>,
    /// By the page's own id: the page and the page it follows.
    follow_ups: BTreeMap<QuestionId, (Question, QuestionId)>,
    finding_pages: Vec<Question>,
}

impl Knowledge {
    /// Parses the files that are part of the program.
    ///
    /// # Errors
    ///
    /// Every [`Problem`] found, with file and line. A test shows that there is none.
    ///
    /// ```
    /// let knowledge = domain::knowledge::Knowledge::bundled().unwrap();
    /// assert_eq!(knowledge.zones.len(), 90);
    /// ```
    pub fn bundled() -> Result<Self, Vec<Problem>> {
        Self::parse(BUNDLED)
    }

    /// The same, with lengths, weights and temperatures in the units of a person.
    ///
    /// # Errors
    ///
    /// As [`bundled`](Self::bundled).
    pub fn bundled_in(units: Units) -> Result<Self, Vec<Problem>> {
        Self::parse_in(BUNDLED, units)
    }

    /// The zone with this id.
    #[must_use]
    pub fn zone(&self, id: &ZoneId) -> Option<&Zone> {
        self.zones.get(self.zone_number(id)?)
    }

    /// The place of a zone in [`Knowledge::zones`].
    #[must_use]
    pub fn zone_number(&self, id: &ZoneId) -> Option<usize> {
        self.zone_index.get(id).copied()
    }

    /// The page with this id: of the interview, a follow-up or a finding.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        let listed = self.question_index.get(id).and_then(|number| self.questions.get(*number));
        let follow_up = || self.follow_ups.get(id).map(|(page, _)| page);
        listed.or_else(follow_up).or_else(|| self.finding_pages.iter().find(|page| page.id == *id))
    }

    /// The page that asks once more about an option the person is not sure of.
    #[must_use]
    pub fn follow_up(&self, page: &QuestionId, option: &OptionId) -> Option<&Question> {
        self.follow_ups.get(&generated::follow_up_id(page, option)).map(|(page, _)| page)
    }

    /// The page that a follow-up follows; `None` for every other page.
    #[must_use]
    pub fn followed_by(&self, follow_up: &QuestionId) -> Option<&QuestionId> {
        self.follow_ups.get(follow_up).map(|(_, page)| page)
    }

    /// All follow-up pages.
    pub fn follow_ups(&self) -> impl Iterator<Item = &Question> {
        self.follow_ups.values().map(|(page, _)| page)
    }

    /// The pages that ask for one finding each.
    pub fn finding_pages(&self) -> impl Iterator<Item = &Question> {
        self.finding_pages.iter()
    }

    /// The page that asks for a finding.
    #[must_use]
    pub fn finding_page(&self, key: &Key) -> Option<&Question> {
        let id = generated::finding_page_id(key);
        self.finding_pages.iter().find(|page| page.id == id)
    }

    /// Whether a key is known, as a fact or as a finding.
    #[must_use]
    pub fn knows_key(&self, key: &str) -> bool {
        self.facts.contains_key(key) || self.findings.contains_key(key)
    }

    /// All keys, facts and findings, each once.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        let only_findings = self.findings.keys().filter(|key| !self.facts.contains_key(*key));
        self.facts.keys().chain(only_findings)
    }
}
