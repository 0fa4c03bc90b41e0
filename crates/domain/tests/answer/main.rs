//! The estimator against what it must be: a slow dense computation, the rules of the measures, and hostile diaries.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::float_cmp,
    clippy::many_single_char_names,
    clippy::needless_range_loop,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a slow computation on its own, close to the formulas"
)]

mod dense;
mod hostile;
#[allow(dead_code, reason = "the benchmark uses it too")]
mod people;
mod reference;
mod rules;
