//! What Backwise knows and decides.
//!
//! Data flows one way, and each arrow is a plain function call:
//!
//! ```text
//! answers -> facts -> level + clearance -> candidates -> plan -> steps -> entries
//! ```
//!
//! Nothing here reads a clock, a file, the network or a random number: today's date, ids and the knowledge are
//! arguments, so that equal input gives equal output on every machine.

pub mod entry;
pub mod facts;
pub mod ids;
pub mod intake;
pub mod knowledge;
pub mod level;
pub mod profile;
pub mod truth;
