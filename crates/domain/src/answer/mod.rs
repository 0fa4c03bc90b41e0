//! The answer: does massage help this person, by how much, and for how long.

mod could_fool;
mod diary;
mod fit;
mod outcome;
mod verdict;

pub use could_fool::CouldFool;
pub use diary::{Change, Decision, Diary, InvalidDiary, Occasion, Rating, SessionAt};
pub use fit::{Component, State};
pub use outcome::{
    Answer, Benefit, Cautious, Counts, Maintenance, MaintenanceAdvice, Quantiles, TechniqueEffect,
};
pub use verdict::{Design, Missing, Reading, Verdict};

/// The answer of a diary.
///
/// Pure and deterministic: the same diary gives the same bits on every machine. Entries that [`Diary::check`] would
/// name are left out; a border that reads files should call it first and tell the person.
///
/// The forecast of [days until an answer](self) costs many such answers and is therefore asked for on its own.
#[must_use]
pub fn answer(diary: &Diary) -> Answer {
    let _ = diary;
    Answer {
        verdict: Verdict::CantTell,
        reading: Reading::TooEarly,
        missing: vec![Missing::Days { have: 0, need: 21 }],
        design: Design::Chosen,
        counts: Counts::default(),
        benefit: None,
        half_life: None,
        half_life_is_clear: false,
        techniques: Vec::new(),
        best: None,
        natural_recovery: None,
        could_fool: vec![CouldFool::Expectation],
        maintenance: None,
        cautious: None,
    }
}
