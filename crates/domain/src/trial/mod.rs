//! The personal test: days with and without a session, as chance decides.
//!
//! ```text
//! what is offered -> a wish -> a proposal -> commitment shown -> started -> a draw for each day, on that day -> the answer
//! ```
//!
//! Decisions where the reference leaves room:
//!
//! - **No peeking.** While a test runs nothing compares days with and without (`reference`: experience, 5.10). At the
//!   planned looks of weeks 4, 6, 8 and 12 the program alone looks, and says no more than "there is an answer, you may
//!   stop" when two looks in a row agree (measures, 5.3): see [`answer_is_there`].
//! - **A day that is held back** (a safety question is due, the gate closes, a visit was yesterday, the plan rests)
//!   stays in the draw as it fell. What holds a day back is worked out without looking at the draw, so the comparison by
//!   what chance decided stays fair.
//! - **A red flag or a bad reaction ends the test**, whatever the numbers: see [`must_stop`].

mod design;
mod offer;
mod running;
mod seed;
mod session;
mod today;
mod watch;
mod words;

pub use design::{Design, Spacing};
pub use offer::{
    BASELINE_DAYS, Choice, LEAST_WEEKS, LEAST_WEEKS_OF_VISITS, MOST_WEEKS, NotOffered, Proposal, USUAL_WEEKS,
    Wish, choices, propose, what_id,
};
pub use running::{Stage, Trial};
pub use seed::{Chance, Draw, InvalidSeed, Seed};
pub(crate) use seed::{fraction, mixed};
pub use session::{test_plan, test_session};
pub use today::{Assignment, Held, assignment};
pub use watch::{answer_is_there, must_stop};
pub use words::{completeness, day_words, no_peeking, redo, stopped_words, what_words};
