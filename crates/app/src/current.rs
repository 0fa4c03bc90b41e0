//! The plan as it is today, kept in the journal when it is another one.

use crate::failure::Failure;
use crate::store::Store;
use crate::world::World;
use domain::current::Current;
use jiff::civil::Date;

/// Reads the journal; keeps a new plan there if the answers ask for another one. `start` begins a new plan on that day.
pub(crate) fn current(world: &World, store: &mut Store, start: Option<Date>) -> Result<Current, Failure> {
    let current = Current::new(&world.knowledge, &world.model, &store.person_now(), store.today(), start);
    if let Some(made) = current.to_record()? {
        store.record(made)?;
    }
    crate::trial::keep_safe(world, store, &current)?;
    Ok(current)
}
