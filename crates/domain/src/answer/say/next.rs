//! What can be done now, and how often.

use super::count;
use crate::answer::{Answer, MaintenanceAdvice, Reading, Verdict};

/// One of the things that can be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep {
    /// Which.
    pub step: Next,
    /// What it means.
    pub words: &'static str,
}

/// A thing that can be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Next {
    /// As now.
    KeepGoing,
    /// Less of it.
    LessOften,
    /// Another technique or part of the plan.
    TestSomethingElse,
    /// A good ending.
    Stop,
}

const fn step(step: Next, words: &'static str) -> NextStep {
    NextStep { step, words }
}

/// The steps that fit a verdict. To stop is one of them, always.
pub(super) fn next(verdict: Verdict) -> Vec<NextStep> {
    let less = step(Next::LessOften, "Do less often, and see whether it stays as good.");
    let other =
        step(Next::TestSomethingElse, "Test something else: another kind of massage, or another part.");
    let stop = step(Next::Stop, "Stop here. That is a good ending, and you know more than before.");
    match verdict {
        Verdict::Helps | Verdict::ProbablyHelps => {
            vec![step(Next::KeepGoing, "Keep going as now."), less, other, stop]
        }
        Verdict::CantTell => {
            vec![
                step(Next::KeepGoing, "Keep going with the check-ins, with massage and without."),
                other,
                stop,
            ]
        }
        Verdict::ProbablyNot => {
            vec![step(Next::KeepGoing, "Keep going, if you like how it feels."), less, other, stop]
        }
        Verdict::Worse => vec![
            step(Next::Stop, "Stop here. That is a good ending, and you know more than before."),
            step(
                Next::TestSomethingElse,
                "Test something else: softer, shorter, or another part of the plan.",
            ),
        ],
    }
}

/// The longest time between sessions, in days, of which 2 weeks hold more than one.
const LONGEST_TESTED: u32 = 13;

/// How often from now on.
pub(super) fn often(answer: &Answer) -> Vec<String> {
    let Some(maintenance) = answer.maintenance else { return Vec::new() };
    match maintenance.advice {
        MaintenanceAdvice::Every { from, to } => {
            let interval = match (from, to) {
                (..=1, ..=1) => "About every day".to_owned(),
                (from, to) if to <= from => format!("About every {}", count(from, "day")),
                (from, to) => format!("Every {from} to {}", count(to, "day")),
            };
            let first =
                if from <= 1 { "every day".to_owned() } else { format!("every {}", count(from, "day")) };
            let test = if from > LONGEST_TESTED {
                "This is a start to be tested: see whether it lasts from one session to the next.".to_owned()
            } else {
                format!("This is a start to be tested: 2 weeks {first}, then 2 weeks less often.")
            };
            vec![format!("{interval} may keep most of it."), test]
        }
        MaintenanceAdvice::LittleLeft => vec![
            "Your pain would be low now, also without massage. You can stop.".to_owned(),
            "If it comes back, you know what to try.".to_owned(),
        ],
        MaintenanceAdvice::NotWorthIt => vec![
            match answer.reading {
                Reading::HelpsLittle => "You can stop. It gives less than you said would be worth it.",
                Reading::UnlikelyEnough => "You can stop. It is unlikely to give what you asked for.",
                _ => "You can stop. Nothing speaks for going on.",
            }
            .to_owned(),
        ],
    }
}
