//! Simulated people with a known truth, and how well the answer finds it.
//!
//! `cargo run --release -p calibration -- report` writes `docs/calibration.md`.

pub mod bits;
pub mod crowd;
pub mod least_squares;
pub mod life;
pub mod look;
pub mod mixture;
pub mod person;
pub mod report;
pub mod setting;
pub mod simple;
pub mod student;
pub mod tally;
pub mod truth;
