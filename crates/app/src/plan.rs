//! Plans in the terminal.

use crate::failure::Failure;
use crate::store::Store;
use crate::world::World;
use domain::assessment::Assessment;
use domain::facts::Facts;
use domain::plan::Progress;
use domain::profile::Profile;
use jiff::civil::Date;
use serde_json::Value;

pub(crate) fn finish(_world: &World, _store: &mut Store) -> Result<(), Failure> {
    println!("plan");
    Ok(())
}

/// The plan of an assessed person as JSON; null where the screen allows none.
pub(crate) fn plan_json(
    world: &World,
    facts: &Facts,
    profile: &Profile,
    assessment: &Assessment,
    today: Date,
) -> Option<Value> {
    let plan = assessment.plan(&world.knowledge, facts, profile, &Progress::default(), today)?;
    serde_json::to_value(plan).ok()
}
