//! Plans keep their promises for everyone.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod changes;
mod judge;
mod left_out;
mod moment;
mod people;
mod person;
mod rules;
