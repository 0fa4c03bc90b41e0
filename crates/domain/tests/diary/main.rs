//! What follows from a diary, on made-up diaries.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod follow_up;
mod person;
mod weeks;
