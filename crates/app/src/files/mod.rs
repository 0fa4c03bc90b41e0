//! Files out and in: `backup`, `restore`, `verify`, and the copies that the program keeps by itself.

mod backup;
mod desk;
mod export;
mod fhir;
pub(crate) mod given;
mod import;
mod kept;
mod lock;
pub(crate) mod pages;
mod paper;
mod phrase;
mod restore;

pub(crate) use desk::HereDesk;
pub(crate) use kept::{Kept, daily};

use crate::cli::{Backup, BriefArgs, Export, Import, PaperArgs, Restore, Verify};
use crate::failure::Failure;
use crate::store::Store;
use crate::world::World;
use jiff::civil::Date;
use std::path::Path;

/// `backwise backup`.
pub(crate) fn back_up(data: Option<&Path>, today: Option<Date>, args: &Backup) -> Result<(), Failure> {
    backup::run(data, today, args)
}

/// `backwise restore`.
pub(crate) fn restore(data: Option<&Path>, today: Option<Date>, args: &Restore) -> Result<(), Failure> {
    restore::run(data, today, args)
}

/// `backwise verify`.
pub(crate) fn verify(args: &Verify) -> Result<(), Failure> {
    restore::verify(args)
}

/// `backwise export`.
pub(crate) fn export(world: &World, store: &mut Store, what: &Export) -> Result<(), Failure> {
    match what {
        Export::Csv(args) => export::csv(world, store, args),
        Export::Calendar(args) => export::calendar(world, store, args),
        Export::Fhir(args) => fhir::export(world, store, args),
    }
}

/// `backwise import`.
pub(crate) fn import(world: &World, store: &mut Store, what: &Import) -> Result<(), Failure> {
    match what {
        Import::Csv(args) => import::csv(world, store, args),
        Import::Fhir(args) => fhir::import(store, args),
    }
}

/// `backwise brief`.
pub(crate) fn brief(world: &World, store: &mut Store, args: &BriefArgs) -> Result<(), Failure> {
    paper::brief(world, store, args)
}

/// `backwise summary`.
pub(crate) fn summary(world: &World, store: &mut Store, args: &PaperArgs) -> Result<(), Failure> {
    paper::summary(world, store, args)
}
