//! The plan as it is today: built from the answers, adapted to what happened.

use crate::failure::Failure;
use crate::store::Store;
use crate::world::World;
use domain::assessment::Assessment;
use domain::entry::PlanMade;
use domain::plan::{Adapted, Case, Plan, Progress, Target, adapt};
use domain::standing::Standing;
use domain::triage::RULES_VERSION;
use jiff::civil::Date;

/// Where the person and the plan stand today.
pub(crate) struct Current {
    pub(crate) standing: Standing,
    pub(crate) assessment: Assessment,
    pub(crate) progress: Progress,
    /// The plan as it was built and the plan as it is today; `None` where the screen allows none.
    pub(crate) plan: Option<(Plan, Adapted)>,
}

impl Current {
    /// Reads the journal; keeps a new plan there if the answers ask for another one.
    ///
    /// A plan is rebuilt whenever the answers, the rules or the day of the first session change, so nothing that has
    /// become unsafe stays in it. `start` begins a new plan on that day.
    pub(crate) fn read(world: &World, store: &mut Store, start: Option<Date>) -> Result<Self, Failure> {
        let knowledge = &world.knowledge;
        let person = store.person_now();
        let today = store.today();
        let standing = Standing::new(knowledge, &person, today);
        let assessment = Assessment::new(knowledge, &world.model, &standing.facts, &standing.checked);
        let kept: Option<Plan> =
            person.plan.as_ref().and_then(|plan| serde_json::from_value(plan.made.event.plan.clone()).ok());
        let begun = start.or_else(|| kept.as_ref().map(|plan| plan.start)).unwrap_or(today);
        let progress = Progress::of(knowledge, &person, begun);
        let build =
            || assessment.plan(knowledge, &standing.facts, &standing.profile, &Progress::default(), begun);
        // The interview has to be through: an answer that was taken back is an open question.
        let Some(plan) = build().filter(|_| standing.again.is_empty()) else {
            return Ok(Self { standing, assessment, progress, plan: None });
        };
        if kept.as_ref() != Some(&plan) {
            let json = serde_json::to_value(&plan)?;
            store.record(PlanMade { plan: json, rules_version: RULES_VERSION.to_owned() })?;
        }
        let targets: Vec<Target> = plan.targets.clone();
        let adapted = assessment.triage.clearance().map(|clearance| {
            let case = Case {
                targets: &targets,
                facts: &standing.facts,
                profile: &standing.profile,
                progress: &progress,
                start: begun,
            };
            adapt(knowledge, &clearance, &assessment.gate, &case, &plan, today)
        });
        Ok(Self { standing, assessment, progress, plan: adapted.map(|adapted| (plan, adapted)) })
    }
}
