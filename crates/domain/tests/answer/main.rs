//! The estimator against what it must be: a slow dense computation, the rules of the measures, and hostile diaries.

mod dense;
mod hostile;
#[allow(dead_code)]
mod people;
mod reference;
mod rules;
