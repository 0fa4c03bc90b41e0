//! The interview as a state machine that any front end can drive.
//!
//! Answers go in one at a time, in any order; [`Interview::step`] says what comes next. The most decisive safety
//! questions come first and an emergency ends the questions at once (`reference`: safety, part 7.4).

mod answer;
mod apply;
mod interview;
mod lines;
mod rescreen;

pub use answer::{Answer, AnswerError};
pub use apply::Applied;
pub use interview::{Interview, Step, shown_options, to_keep};
pub use lines::{heard, line_facts};
pub use rescreen::{Due, Seen, due};
