//! The interview: questions and answers to facts, pain drawing and profile.

mod answer;

pub use answer::Answer;
