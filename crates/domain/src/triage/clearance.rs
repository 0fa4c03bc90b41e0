//! The proof that the screen let a person start.

use super::Triage;
use crate::level::Level;

/// Proof that the screen was complete and found nothing that has to be seen first.
///
/// Only [`Triage::clearance`] makes one, and only at `go_ahead` and `precautions`. There is no other way to a plan:
///
/// ```compile_fail
/// use domain::level::Level;
/// use domain::triage::Clearance;
///
/// let forged = Clearance { level: Level::GoAhead };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearance {
    level: Level,
}

impl Clearance {
    pub(super) fn from_triage(triage: &Triage) -> Option<Self> {
        (triage.is_complete() && triage.level.allows_plan()).then_some(Self { level: triage.level })
    }

    /// The level: `go_ahead` or `precautions`.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }
}
