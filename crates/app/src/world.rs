//! What every command needs: the knowledge, loaded once.

use crate::failure::Failure;
use domain::knowledge::Knowledge;
use domain::localise::Model;

/// The knowledge and what is worked out from it once.
pub(crate) struct World {
    pub(crate) knowledge: Knowledge,
    pub(crate) model: Model,
}

impl World {
    /// Loads the knowledge that is part of the program.
    pub(crate) fn load() -> Result<Self, Failure> {
        let knowledge = Knowledge::bundled().map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Failure::ours(problems.join("\n"))
        })?;
        let model = Model::new(&knowledge);
        Ok(Self { knowledge, model })
    }
}
