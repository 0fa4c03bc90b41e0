//! The frame of a plan: phase, weeks, minutes and days (`reference`: techniques, parts 8.1 to 8.3).

use super::progress::Progress;
use super::why::Why;
use crate::facts::Facts;
use crate::ids::Key;
use crate::knowledge::Knowledge;
use crate::knowledge::plan_rule::Template;
use crate::knowledge::technique::Phase;
use crate::profile::Profile;

/// Days a week where the person gave none (`reference`: experience, part 5.6).
pub const USUAL_DAYS: u8 = 4;

/// Minutes a day where the person gave none.
pub const USUAL_MINUTES: u16 = 10;

/// Fewest minutes that a halved session keeps, where the person has them.
const LEAST_MINUTES: u16 = 5;

/// Phase, length, minutes and days, each with its reasons.
#[derive(Debug, Clone)]
pub(super) struct Frame<'a> {
    pub(super) phase: Phase,
    pub(super) weeks: u8,
    /// Active minutes a day that sessions may take.
    pub(super) minutes: u16,
    pub(super) days: u8,
    pub(super) template: Option<&'a Template>,
    pub(super) why: Vec<Why>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(
        knowledge: &'a Knowledge,
        facts: &Facts,
        profile: &Profile,
        progress: &Progress,
    ) -> Self {
        let (phase, phase_why) = phase(facts, profile, progress);
        let (weeks, weeks_why) = weeks(phase, profile);
        let own = profile.minutes_per_day.unwrap_or(USUAL_MINUTES);
        let mut why = vec![phase_why, Why::Phase { phase }, weeks_why];
        // R11: a flare halves the usual time.
        let minutes = if phase == Phase::Flare {
            why.push(Why::rule("R11"));
            own.min(LEAST_MINUTES.max(own / 2))
        } else {
            own
        };
        if phase == Phase::Acute {
            why.push(Why::rule("R10"));
        }
        why.dedup();
        Self {
            phase,
            weeks,
            minutes,
            days: profile.days_per_week.unwrap_or(USUAL_DAYS).clamp(1, 7),
            template: template(knowledge, phase, minutes),
            why,
        }
    }
}

/// The phase: as given, or from a flare that is on, or from how long the pain has lasted.
///
/// Staying well is never guessed.
fn phase(facts: &Facts, profile: &Profile, progress: &Progress) -> (Phase, Why) {
    if let Some(phase) = profile.phase {
        return (phase, Why::Asked);
    }
    if progress.flare.is_some_and(|flare| flare.ended.is_none()) {
        return (Phase::Flare, Why::rule("R11"));
    }
    let known = [
        ("duration_over_3_months", Phase::Chronic),
        ("duration_over_6_weeks", Phase::Subacute),
        ("duration_2_to_6_weeks", Phase::Subacute),
        ("duration_under_2_weeks", Phase::Acute),
    ];
    known
        .into_iter()
        .find(|(key, _)| facts.is_yes(key))
        .map_or((Phase::Subacute, Why::Usual), |(key, phase)| {
            (phase, Why::Finding { finding: Key::from(key) })
        })
}

/// 4, 6 or 8 weeks: as given, or by the phase.
fn weeks(phase: Phase, profile: &Profile) -> (u8, Why) {
    match profile.weeks {
        Some(0..=4) => (4, Why::Asked),
        Some(5 | 6) => (6, Why::Asked),
        Some(_) => (8, Why::Asked),
        None => match phase {
            Phase::Acute | Phase::Flare => (4, Why::Phase { phase }),
            Phase::Subacute => (6, Why::Phase { phase }),
            Phase::Chronic | Phase::Maintenance => (8, Why::Phase { phase }),
        },
    }
}

/// The template of the phase that is nearest at or below the minutes, else the smallest.
fn template(knowledge: &Knowledge, phase: Phase, minutes: u16) -> Option<&Template> {
    let mine = || knowledge.templates.iter().filter(|template| template.phase == phase);
    let at_most = mine().filter(|template| template.minutes_per_day <= minutes);
    at_most
        .max_by_key(|template| template.minutes_per_day)
        .or_else(|| mine().min_by_key(|template| template.minutes_per_day))
}

/// On which days of the week, counted from the start day, sessions fall: spread out as far as the number allows.
pub(super) fn training_days(days: u8) -> &'static [u8] {
    match days {
        0 | 1 => &[0],
        2 => &[0, 3],
        3 => &[0, 2, 4],
        4 => &[0, 2, 3, 5],
        5 => &[0, 1, 3, 4, 6],
        6 => &[0, 1, 2, 3, 4, 5],
        _ => &[0, 1, 2, 3, 4, 5, 6],
    }
}
