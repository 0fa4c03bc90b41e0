//! The words of answers, as people read them. Each snapshot was read aloud.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod clash;
mod people;
mod rules;
mod said;
