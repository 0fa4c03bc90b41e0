//! The personal test: days with and without a session, as chance decides.

mod design;
mod seed;

pub use design::{Design, Spacing};
pub use seed::{Chance, Draw, Seed};
