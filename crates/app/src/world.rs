//! What every command needs: the knowledge, loaded once.

use crate::failure::Failure;
use crate::store::Store;
use domain::knowledge::Knowledge;
use domain::localise::Model;
use domain::units::Units;

/// The knowledge and what is worked out from it once.
pub(crate) struct World {
    pub(crate) knowledge: Knowledge,
    pub(crate) model: Model,
}

impl World {
    /// Loads the knowledge that is part of the program.
    pub(crate) fn load() -> Result<Self, Failure> {
        Self::load_in(Units::default())
    }

    /// The same in the units of the person whose journal this is.
    pub(crate) fn of(store: &Store) -> Result<Self, Failure> {
        Self::load_in(Units::of_person(&store.person_now()))
    }

    /// The same in these units.
    pub(crate) fn load_in(units: Units) -> Result<Self, Failure> {
        let knowledge = Knowledge::bundled_in(units).map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Failure::ours(problems.join("\n"))
        })?;
        let model = Model::new(&knowledge);
        Ok(Self { knowledge, model })
    }
}
