//! The plan as it is today: built from the answers, adapted to what happened.

use crate::assessment::Assessment;
use crate::entry::{PersonNow, PlanMade};
use crate::knowledge::Knowledge;
use crate::localise::Model;
use crate::plan::{Adapted, Case, Plan, Progress, adapt};
use crate::standing::Standing;
use crate::triage::RULES_VERSION;
use jiff::civil::Date;

/// Where the person and the plan stand today.
#[derive(Debug, Clone, PartialEq)]
pub struct Current {
    /// What is known, what was checked and which screen is due.
    pub standing: Standing,
    /// The level, the limits and the muscles worth trying.
    pub assessment: Assessment,
    /// What happened since the plan began.
    pub progress: Progress,
    /// The plan as it was built and the plan as it is today; `None` where the screen allows none.
    pub plan: Option<(Plan, Adapted)>,
    /// Whether the plan is another one than the journal holds, so that it has to be kept there.
    pub is_new: bool,
}

impl Current {
    /// Works out where a person stands on a day.
    ///
    /// A plan is rebuilt whenever the answers, the rules or the day of the first session change, so nothing that has
    /// become unsafe stays in it. `start` begins a new plan on that day. The interview has to be through: an answer
    /// that was taken back is an open question, and leaves no plan.
    #[must_use]
    pub fn new(
        knowledge: &Knowledge,
        model: &Model,
        person: &PersonNow,
        today: Date,
        start: Option<Date>,
    ) -> Self {
        let standing = Standing::new(knowledge, person, today);
        let assessment = Assessment::new(knowledge, model, &standing.facts, &standing.checked);
        let kept: Option<Plan> =
            person.plan.as_ref().and_then(|plan| serde_json::from_value(plan.made.event.plan.clone()).ok());
        let begun = start.or_else(|| kept.as_ref().map(|plan| plan.start)).unwrap_or(today);
        let mut progress = Progress::of(knowledge, person, begun);
        // A pause with an end is over on its last day.
        if !person.plan.as_ref().is_some_and(|plan| plan.is_paused(today)) {
            progress.paused = None;
        }
        let built =
            assessment.plan(knowledge, &standing.facts, &standing.profile, &Progress::default(), begun);
        let clearance = assessment.triage.clearance();
        let Some((plan, clearance)) = built.zip(clearance).filter(|_| standing.again.is_empty()) else {
            return Self { standing, assessment, progress, plan: None, is_new: false };
        };
        let targets = plan.targets.clone();
        let case = Case {
            targets: &targets,
            facts: &standing.facts,
            profile: &standing.profile,
            progress: &progress,
            start: begun,
        };
        let adapted = adapt(knowledge, &clearance, &assessment.gate, &case, &plan, today);
        let is_new = kept.as_ref() != Some(&plan);
        Self { standing, assessment, progress, plan: Some((plan, adapted)), is_new }
    }

    /// What the journal has to keep, if the plan is another one than it holds.
    ///
    /// # Errors
    ///
    /// If the plan cannot be written as JSON.
    pub fn to_record(&self) -> Result<Option<PlanMade>, serde_json::Error> {
        let Some((plan, _)) = self.plan.as_ref().filter(|_| self.is_new) else { return Ok(None) };
        let plan = serde_json::to_value(plan)?;
        Ok(Some(PlanMade { plan, rules_version: RULES_VERSION.to_owned() }))
    }
}
