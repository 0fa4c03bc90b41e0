//! The answer: does massage help this person, by how much, and for how long.

mod diary;

pub use diary::{Change, Decision, Diary, Occasion, Rating, SessionAt};
