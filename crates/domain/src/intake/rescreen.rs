//! When to ask the safety questions again (`reference`: safety, part 5; experience, part 5.2).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What has been seen of a person since the last screen; all dates are the person's own days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The last full screen.
    pub full: Option<Date>,
    /// The last short list.
    pub short: Option<Date>,
    /// The last day on which anything was recorded.
    pub last_entry: Option<Date>,
    /// First day of a flare that has not ended.
    pub flare_since: Option<Date>,
    /// First and last day of the last flare that has ended.
    pub last_flare: Option<(Date, Date)>,
    /// The last report of a new problem, fall, operation, medicine or pregnancy.
    pub new_problem: Option<Date>,
}

/// Which screen is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The short list.
    Short,
    /// All safety questions.
    Full,
}

/// Days until the short list is asked again.
const SHORT_DAYS: i32 = 14;
/// Days until the full screen is asked again.
const FULL_DAYS: i32 = 28;
/// A break this long asks for the full screen.
const BREAK_DAYS: i32 = 14;
/// A flare longer than this asks for the short list.
const FLARE_DAYS: i32 = 3;

/// Which screen is due today, if any; the fuller one wins.
///
/// ```
/// use domain::intake::{Due, Seen, due};
/// use jiff::civil::date;
///
/// let seen = Seen { full: Some(date(2026, 3, 1)), last_entry: Some(date(2026, 3, 14)), ..Seen::default() };
/// assert_eq!(due(&seen, date(2026, 3, 14)), None);
/// assert_eq!(due(&seen, date(2026, 3, 15)), Some(Due::Short));
/// assert_eq!(due(&seen, date(2026, 3, 29)), Some(Due::Full));
/// ```
#[must_use]
pub fn due(seen: &Seen, today: Date) -> Option<Due> {
    let Some(full) = seen.full else { return Some(Due::Full) };
    let newest = seen.short.map_or(full, |short| short.max(full));
    let days = |from: Date| (today - from).get_days();
    let after_break = seen.last_entry.is_some_and(|last| last >= full && days(last) >= BREAK_DAYS);
    let new_problem = seen.new_problem.is_some_and(|day| day > full);
    if days(full) >= FULL_DAYS || after_break || new_problem {
        return Some(Due::Full);
    }
    let open_flare = seen.flare_since.is_some_and(|since| days(since) > FLARE_DAYS && newest < today);
    let past_flare =
        seen.last_flare.is_some_and(|(first, last)| (last - first).get_days() >= FLARE_DAYS && newest < last);
    (days(newest) >= SHORT_DAYS || open_flare || past_flare).then_some(Due::Short)
}
