//! Plans in the terminal.

use crate::failure::Failure;
use crate::store::Store;
use crate::world::World;
use domain::assessment::Assessment;
use domain::facts::Facts;
use domain::profile::Profile;
use jiff::civil::Date;
use serde_json::Value;

pub(crate) fn finish(_world: &World, _store: &mut Store) -> Result<(), Failure> {
    println!("plan");
    Ok(())
}

pub(crate) fn plan_json(_: &World, _: &Facts, _: &Profile, _: &Assessment, _: Date) -> Option<Value> {
    None
}
