//! The diary: what a check-in asks, what its days say, and what follows from it.
//!
//! Everything is a pure function of [`PersonNow`](crate::entry::PersonNow) and a day, so that the terminal and the
//! pages ask, show and warn alike. A day without a check-in is blank: it is neither zero nor bad.

mod check_in;
mod follow_up;
mod keep;
mod looking_back;
mod series;
mod weeks;

pub use check_in::{
    CHECK_IN, CheckInAsks, DAILY_PAIN, DAYS_BACK, Tracking, USUALLY, asks_for_pain, check_in_asks,
    is_new_pain,
};
pub(crate) use follow_up::raised;
pub use follow_up::{Raised, follow_up};
pub use keep::to_read;
pub(crate) use looking_back::{pause_over, sore_twice};
pub use weeks::{Day, OK_LINE, OK_UP_TO, Week, ok_line, smooth_line, trend_words, weeks};
