//! Looking back at one technique after its trial window (`reference`: techniques, rule R27 and part 8.9).

use super::calendar::days_between;
use super::progress::Progress;
use crate::ids::TechniqueId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Uses after which a technique is judged (R27).
const USES: usize = 6;
/// Days after the first use at which it is judged even with fewer uses (R27: 2 to 3 weeks; the later end).
const DAYS: i32 = 21;
/// Fewest uses that are judged at all. Our own choice: the mean of 2 says next to nothing.
const LEAST_USES: usize = 3;
/// Points that pain has to fall by after a session, on average (R27).
const FALL: i32 = 1;

/// One use of a technique, with what pain did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// The technique.
    pub technique: TechniqueId,
    /// The day.
    pub date: Date,
    /// Points of 10 by which pain was lower after the session than before it; negative where it was higher.
    pub fall: i8,
}

/// What the trial window says of a technique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// Not enough days yet.
    NotYet {
        /// Uses so far that say what pain did.
        uses: usize,
    },
    /// Pain falls by 1 point or more on average, and mornings after it are no worse: keep it.
    Keep {
        /// The day on which this could be said.
        on: Date,
    },
    /// Otherwise: swap it.
    Swap {
        /// The day on which this could be said.
        on: Date,
    },
}

/// Judges a technique by its first 6 uses, or by those of its first 3 weeks, whichever comes first.
///
/// The window does not move on, so a verdict stays what it is. Where no morning after it or none without it was rated,
/// the mornings say nothing against it.
#[must_use]
pub fn judge(progress: &Progress, technique: &TechniqueId, today: Date) -> Verdict {
    let mut uses: Vec<&Use> =
        progress.uses.iter().filter(|one| one.technique == *technique && one.date <= today).collect();
    uses.sort_by_key(|one| one.date);
    let Some(first) = uses.first().map(|one| one.date) else { return Verdict::NotYet { uses: 0 } };
    uses.retain(|one| days_between(first, one.date) <= DAYS);
    uses.truncate(USES);
    let on = match uses.last() {
        // The morning after the last use belongs to it.
        Some(last) if uses.len() >= USES => super::calendar::later(last.date, 1),
        _ => super::calendar::later(first, DAYS),
    };
    if uses.len() < LEAST_USES || on > today {
        return Verdict::NotYet { uses: uses.len() };
    }
    let count = i32::try_from(uses.len()).unwrap_or(i32::MAX);
    let fall: i32 = uses.iter().map(|one| i32::from(one.fall)).sum();
    if fall >= FALL * count && !mornings_are_worse(progress, &uses, first, on) {
        Verdict::Keep { on }
    } else {
        Verdict::Swap { on }
    }
}

/// Whether pain on mornings after a use is higher on average than on the other mornings of the window.
fn mornings_are_worse(progress: &Progress, uses: &[&Use], first: Date, on: Date) -> bool {
    let (mut after, mut other) = (Mean::default(), Mean::default());
    for (morning, score) in progress.mornings.range(first..=on) {
        // The morning of the first use comes before it, and so is one without.
        let is_after = uses.iter().any(|one| days_between(one.date, *morning) == 1);
        if is_after { after.add(*score) } else { other.add(*score) }
    }
    after.is_above(&other)
}

/// A mean of whole numbers, kept exact.
#[derive(Debug, Default)]
struct Mean {
    sum: u32,
    count: u32,
}

impl Mean {
    fn add(&mut self, score: u8) {
        self.sum += u32::from(score);
        self.count += 1;
    }

    /// Whether it is above another mean; never where one of them is empty.
    fn is_above(&self, other: &Self) -> bool {
        self.count > 0 && other.count > 0 && self.sum * other.count > other.sum * self.count
    }
}

/// Days before today whose middle is a person's usual morning (R15).
const USUAL_DAYS: i32 = 7;
/// Fewest of these days that say what is usual. Our own choice.
const USUAL_LEAST: usize = 3;
/// Points above the usual from which a morning is a bad one (R15).
const BAD_BY: u16 = 2;

impl Progress {
    /// Whether pain this morning is 2 or more points above the middle of the 7 days before (rule R15).
    ///
    /// ```
    /// use domain::plan::Progress;
    /// use jiff::civil::date;
    ///
    /// let mut progress = Progress::default();
    /// progress.mornings = [(2, 3), (3, 4), (4, 4), (5, 5), (6, 6)].map(|(day, pain)| (date(2026, 3, day), pain)).into();
    /// assert!(progress.is_bad_morning(date(2026, 3, 6)));
    /// assert!(!progress.is_bad_morning(date(2026, 3, 5)));
    /// ```
    #[must_use]
    pub fn is_bad_morning(&self, date: Date) -> bool {
        let Some(morning) = self.mornings.get(&date) else { return false };
        let from = super::calendar::later(date, -USUAL_DAYS);
        let mut usual: Vec<u8> = self.mornings.range(from..date).map(|(_, score)| *score).collect();
        usual.sort_unstable();
        let middle = usual.len() / 2;
        let (Some(high), Some(low)) = (usual.get(middle), usual.get(usual.len().saturating_sub(1) / 2))
        else {
            return false;
        };
        // Twice the middle, so that a middle between two scores stays exact.
        usual.len() >= USUAL_LEAST
            && u16::from(*morning) * 2 >= u16::from(*low) + u16::from(*high) + 2 * BAD_BY
    }
}
