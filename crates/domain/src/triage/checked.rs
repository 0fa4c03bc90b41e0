//! "I have been checked": the way back in (`reference`: safety, part 1, shared rule 2).

use crate::ids::Key;
use std::collections::BTreeMap;

/// Dangers that a clinician has looked at, from the journal.
///
/// A danger that was assessed and explained no longer blocks; it counts again if the person reports it anew, because
/// then the caller drops it from here. An emergency needs an assessment at a hospital.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    facts: BTreeMap<Key, Assessment>,
}

/// One recorded assessment of a danger: where it was, and whether massage was discussed and agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Assessment {
    hospital: bool,
    massage_agreed: bool,
    massage_refused: bool,
}

impl Checked {
    /// Records that a danger was assessed. Of two assessments the one that allows more counts.
    pub fn add(&mut self, key: Key, hospital: bool, massage_agreed: bool) {
        let entry = self.facts.entry(key).or_default();
        entry.hospital |= hospital;
        entry.massage_agreed |= massage_agreed;
        entry.massage_refused &= !massage_agreed;
    }

    /// Records that the clinician who assessed a danger said no to massage. A later yes takes it back.
    pub fn refuse_massage(&mut self, key: Key) {
        let entry = self.facts.entry(key).or_default();
        entry.massage_agreed = false;
        entry.massage_refused = true;
    }

    /// Forgets an assessment because something changed.
    pub fn drop(&mut self, key: &Key) {
        self.facts.remove(key);
    }

    /// Whether the danger was assessed, at a hospital if that is needed.
    #[must_use]
    pub fn covers(&self, key: &Key, needs_hospital: bool) -> bool {
        self.facts.get(key).is_some_and(|assessment| assessment.hospital || !needs_hospital)
    }

    /// Whether a clinician said no to massage for any danger, and none said yes later.
    #[must_use]
    pub fn refuses_massage(&self) -> bool {
        self.facts.values().any(|assessment| assessment.massage_refused)
    }

    /// Whether massage was discussed and agreed for this danger.
    #[must_use]
    pub fn massage_agreed(&self, key: &Key) -> bool {
        self.facts.get(key).is_some_and(|assessment| assessment.massage_agreed)
    }
}
