//! The course of visits to a massage therapist (`reference`: techniques, parts 1.12 and 2; experience, part 5.6).

use super::calendar::{days_between, later};
use super::frame::{Frame, training_days};
use super::habit::Strain;
use super::shelf::{Shelf, Usable, tested};
use super::target::Aim;
use super::why::Why;
use crate::facts::Facts;
use crate::ids::{CourseId, TechniqueId, TipId};
use crate::knowledge::Knowledge;
use crate::knowledge::body::Side;
use crate::knowledge::course::{Course, Matching};
use crate::knowledge::safety::Region;
use crate::knowledge::technique::{Kind, Phase, Visit};
use crate::profile::{FeelWish, MassageAccess};
use crate::session::capped;
use crate::truth::Truth;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Pressure from which massage counts as deep (rule R04).
pub(super) const DEEP: u8 = 5;
/// The first day of the plan that may hold a visit in the first weeks: never days 1 to 3.
const FIRST_DAY_ACUTE: i32 = 3;
/// The last day of the plan that may hold a visit in the first weeks.
const LAST_DAY_ACUTE: i32 = 13;
/// After a visit, two mornings are noted before judging.
const MORNINGS: i32 = 2;
/// Most techniques named for those who go without visits.
const MAX_WITHOUT: usize = 4;

/// A finite course of visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MassageCourse {
    /// The row of the course table.
    pub course: CourseId,
    /// The type to ask for: the first of `options`.
    pub technique: TechniqueId,
    /// All types that are open, best fit first; by feel, situation and muscle, never by promised relief.
    pub options: Vec<MassageOption>,
    /// Whether it is a choice rather than a suggestion.
    pub optional: bool,
    /// How many visits to try.
    pub visits: u8,
    /// Minutes of the first visit.
    pub first_minutes: u16,
    /// Minutes of the others.
    pub minutes: u16,
    /// Least hours between visits.
    pub gap_hours: u16,
    /// Strongest pressure to ask for, 0 to 10.
    pub pressure_cap: u8,
    /// Suggested days.
    pub dates: Vec<Date>,
    /// When to look back for the first time.
    pub look_back: Option<Milestone>,
    /// When to decide whether to go on.
    pub decide: Option<Milestone>,
    /// Gaps in days of visits after the course, if it helps.
    pub taper_days: Vec<u16>,
    /// How to judge: what to note, when to go on, when to change one thing, when to stop.
    pub judge: Vec<TipId>,
    /// Places to keep off.
    pub keep_off: BTreeSet<Region>,
    /// What one visit costs, in whole units of the person's own currency.
    pub price: Option<u32>,
    /// What all visits cost together.
    pub total: Option<u32>,
    /// Why this course.
    pub why: Vec<Why>,
}

/// A type of massage that is open to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MassageOption {
    /// The technique.
    pub technique: TechniqueId,
    /// Strongest pressure to ask for, 0 to 10.
    pub pressure_cap: u8,
    /// Why it fits.
    pub why: Vec<Why>,
}

/// A day to judge the visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// After which visit.
    pub after_visit: u8,
    /// The day: two mornings after it.
    pub date: Date,
}

/// What to do without visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithoutVisits {
    /// Why there are no visits; `None` if there are.
    pub because: Option<NoVisits>,
    /// Self-massage or a partner's hands to test in the same way.
    pub techniques: Vec<TechniqueId>,
}

/// Why there are no visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoVisits {
    /// Health answers speak against all types for now.
    Health,
    /// The person cannot go.
    Access,
    /// The person does not want it.
    Wish,
    /// The budget does not reach for a visit.
    Budget,
    /// No type fits this phase.
    Phase,
}

impl NoVisits {
    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Health => "Your health answers speak against visits for now.",
            Self::Access => "You cannot go to a therapist now. Self-massage gets the same test.",
            Self::Wish => "You did not want visits. The plan works without them.",
            Self::Budget => "Your budget does not reach for a full visit. Self-massage gets the same test.",
            Self::Phase => "No type of massage fits this stage. Look again at your next review.",
        }
    }
}

/// Everything that the choice rests on.
pub(super) struct Wanted<'s, 'a> {
    pub(super) shelf: &'s Shelf<'a>,
    pub(super) frame: &'s Frame<'a>,
    pub(super) aims: &'s [Aim<'a>],
    pub(super) facts: &'s Facts,
    pub(super) strain: Strain,
    pub(super) start: Date,
}

/// The course of visits, or why there is none.
pub(super) fn course(wanted: &Wanted<'_, '_>) -> (Option<MassageCourse>, WithoutVisits) {
    let profile = wanted.shelf.profile;
    let found = if profile.dislikes.contains(&Kind::Professional) {
        Err(NoVisits::Wish)
    } else if wanted.shelf.of_kind(Kind::Professional).next().is_none() {
        let gate = wanted.shelf.gate;
        let mut types = wanted.shelf.knowledge.techniques.values();
        let any = types.any(|known| known.kind == Kind::Professional && gate.offers(&known.id));
        Err(if any { NoVisits::Phase } else { NoVisits::Health })
    } else if profile.massage_access == Some(MassageAccess::Cannot) {
        Err(NoVisits::Access)
    } else {
        build(wanted)
    };
    let because = found.as_ref().err().copied();
    (found.ok(), WithoutVisits { because, techniques: without(wanted) })
}

/// Self-massage and a partner's hands for the aims, light ones first.
fn without(wanted: &Wanted<'_, '_>) -> Vec<TechniqueId> {
    let mut techniques: Vec<TechniqueId> = Vec::new();
    for firm in [false, true] {
        for aim in wanted.aims {
            let list = if firm { &aim.focus.firm } else { &aim.focus.light };
            let open = list.iter().filter_map(|id| wanted.shelf.get(id.as_str()));
            let mut open: Vec<Usable<'_>> =
                open.filter(|usable| wanted.shelf.is_ready(usable.technique)).collect();
            open.sort_by_key(|usable| usable.technique.targets.first() != Some(&aim.focus.muscle));
            for usable in open {
                if !techniques.contains(&usable.technique.id) {
                    techniques.push(usable.technique.id.clone());
                }
            }
        }
    }
    techniques.truncate(MAX_WITHOUT);
    techniques
}

fn build(wanted: &Wanted<'_, '_>) -> Result<MassageCourse, NoVisits> {
    let row = wanted.shelf.knowledge.courses.course(wanted.frame.phase).ok_or(NoVisits::Phase)?;
    let situations = situations(wanted);
    let mut options: Vec<(i32, Usable<'_>, &Visit, MassageOption)> = wanted
        .shelf
        .of_kind(Kind::Professional)
        .filter_map(|usable| option(wanted, row, &situations, usable))
        .collect();
    options.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.3.technique.cmp(&b.3.technique)));
    let (_, chosen, visit, first) = options.first().ok_or(NoVisits::Phase)?;
    let longest = situations.iter().filter_map(|row| row.minutes_max).min().unwrap_or(u16::MAX);
    let minutes = row.minutes_max.min(visit.minutes_max).min(longest);
    let first_minutes =
        row.first_minutes.min(visit.minutes_max).min(longest).max(minutes.min(row.first_minutes));
    let gap_hours = row.gap_hours.max(hours(chosen.technique.min_hours_between));
    let profile = wanted.shelf.profile;
    let mut why = vec![Why::Course { course: row.id.clone() }, Why::rule("R28")];
    let mut visits = usual_visits(row, wanted.frame);
    if let (Some(price), Some(budget)) = (profile.price.filter(|price| *price > 0), profile.budget) {
        let affordable = u8::try_from(budget / price).unwrap_or(u8::MAX);
        if affordable < visits {
            visits = affordable;
            why.push(Why::Budget { visits });
        }
    }
    if visits == 0 {
        return Err(NoVisits::Budget);
    }
    let dates = dates(wanted, row, visits, gap_hours, first.pressure_cap >= DEEP);
    let visits = u8::try_from(dates.len()).unwrap_or(visits);
    if visits == 0 {
        return Err(NoVisits::Phase);
    }
    let wish = profile.feel.and_then(FeelWish::feel);
    if let Some(feel) = wish.filter(|feel| !visit.feel.contains(feel)) {
        why.push(Why::FeelNotNow { feel });
    }
    why.extend(situations.first().map(|row| Why::Situation { situation: row.id.clone() }));
    let judges = wanted.shelf.knowledge.courses.judges.iter().map(|judge| judge.id.clone());
    Ok(MassageCourse {
        course: row.id.clone(),
        technique: first.technique.clone(),
        optional: row.optional,
        visits,
        first_minutes,
        minutes,
        gap_hours,
        pressure_cap: first.pressure_cap,
        look_back: milestone(wanted, &dates, row.look_back_after),
        decide: milestone(wanted, &dates, row.decide_after),
        taper_days: row.taper_days.clone(),
        judge: judges.collect(),
        keep_off: chosen.decision.keep_off.clone(),
        price: profile.price,
        total: profile.price.map(|price| price.saturating_mul(u32::from(visits))),
        why,
        dates,
        options: options.into_iter().map(|(.., option)| option).collect(),
    })
}

/// How many visits to try: one a week within the table, where the plan is long enough.
fn usual_visits(row: &Course, frame: &Frame<'_>) -> u8 {
    match row.phase {
        Phase::Acute => row.visits_max.min(2),
        Phase::Flare => row.visits_min,
        Phase::Subacute | Phase::Chronic => frame.weeks.clamp(row.visits_min, row.visits_max),
        Phase::Maintenance => {
            (frame.weeks / row.weeks_between_max.unwrap_or(4).clamp(1, 4)).min(row.visits_max)
        }
    }
}

/// The rows of the matching table that fit, most telling first.
fn situations<'a>(wanted: &Wanted<'_, 'a>) -> Vec<&'a Matching> {
    let facts = wanted.facts;
    let knowledge = wanted.shelf.knowledge;
    let (mut pressed, mut sport) = (false, false);
    for (key, _) in facts.iter().filter(|(_, truth)| *truth == Truth::Yes) {
        pressed |= key.as_str().starts_with("press_");
        sport |= key.as_str().starts_with("sport_");
    }
    let mut rows: Vec<(u8, &Matching)> = knowledge
        .courses
        .matchings
        .iter()
        .filter(|row| row.phases.contains(&wanted.frame.phase))
        .filter_map(|row| {
            let place = match row.id.as_str() {
                // No visit falls in the first 3 days.
                "first_3_days" => return None,
                "stress_or_sleep" => (wanted.strain.stress || wanted.strain.sleep).then_some(2),
                "sport_load" => sport.then_some(3),
                "finger_point_spots" => pressed.then_some(4),
                "broad_stiffness" => (!pressed).then_some(4),
                _ if row.facts.is_empty() => Some(5),
                _ => row.facts.iter().any(|key| facts.is_possible(key.as_str())).then_some(1),
            }?;
            Some((place, row))
        })
        .collect();
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// A type with its score for the order, if it may be asked for now.
fn option<'a>(
    wanted: &Wanted<'_, 'a>,
    row: &Course,
    situations: &[&Matching],
    usable: Usable<'a>,
) -> Option<(i32, Usable<'a>, &'a Visit, MassageOption)> {
    let technique = usable.technique;
    let visit = technique.visit.as_ref().filter(|visit| !visit.feel.is_empty())?;
    // Stress and poor sleep move deep work down (R22); the other situations rule it out.
    let ruled_out =
        |row: &&Matching| row.id.as_str() != "stress_or_sleep" && row.not_now.contains(&technique.id);
    if situations.iter().any(ruled_out) {
        return None;
    }
    let course_cap = match row.pressure_cap_deep {
        Some(deep) if technique.intensity > row.pressure_cap => deep,
        _ => row.pressure_cap,
    };
    let situation_cap = situations.iter().filter_map(|row| row.pressure_cap).min().unwrap_or(10);
    let cap = course_cap.min(situation_cap).min(visit.pressure_max).min(usable.cap);
    if cap < visit.pressure_min || visit.minutes_min > row.minutes_max {
        return None;
    }
    let mut score = i32::from(tested(technique.evidence));
    let mut why = Vec::new();
    if let Some(feel) = wanted.shelf.profile.feel.and_then(FeelWish::feel)
        && visit.feel.contains(&feel)
    {
        score += 100;
        why.push(Why::Feel { feel });
    }
    for (place, row) in situations.iter().enumerate() {
        let weight = if place == 0 { 3 } else { 1 };
        let points = if row.first.contains(&technique.id) {
            10
        } else if row.second.contains(&technique.id) {
            5
        } else {
            continue;
        };
        score += points * weight;
        why.push(Why::Situation { situation: row.id.clone() });
    }
    if wanted.strain.stress {
        if technique.intensity >= DEEP {
            score -= 20;
        } else {
            why.push(Why::rule("R22"));
        }
    }
    for (aim, points) in wanted.aims.iter().zip([6, 4, 2]) {
        if technique.targets.contains(&aim.focus.muscle) {
            score += points;
            why.push(aim.why.clone());
        }
    }
    if cap < visit.pressure_max {
        why.extend(super::shelf::changes(usable.decision).into_iter().map(|ground| Why::Limit { ground }));
    }
    why.push(Why::Tested { technique: technique.id.clone() });
    Some((score, usable, visit, MassageOption { technique: technique.id.clone(), pressure_cap: cap, why }))
}

/// Days for the visits: on days without a session where that is possible, and far enough apart.
fn dates(wanted: &Wanted<'_, '_>, row: &Course, visits: u8, gap_hours: u16, deep: bool) -> Vec<Date> {
    let frame = wanted.frame;
    let gap = i32::from(gap_hours.div_ceil(24)).max(1);
    let days = i32::from(frame.weeks) * 7;
    let training = training_days(frame.days);
    let progress = wanted.shelf.progress;
    let flare_wait = progress
        .flare
        .filter(|flare| flare.ended.is_none())
        .map_or(0, |flare| days_between(wanted.start, flare.since));
    let earliest = match frame.phase {
        Phase::Acute => FIRST_DAY_ACUTE,
        Phase::Flare => flare_wait.max(0) + i32::from(row.start_after_hours.unwrap_or(48).div_ceil(24)),
        Phase::Subacute | Phase::Chronic | Phase::Maintenance => 1,
    };
    let after_last = progress.visits.last().map_or(earliest, |last| days_between(wanted.start, *last) + gap);
    let earliest = earliest.max(after_last);
    let latest = if frame.phase == Phase::Acute { days.min(LAST_DAY_ACUTE + 1) } else { days };
    let is_training = |offset: i32| training.iter().any(|day| i32::from(*day) == offset.rem_euclid(7));
    // A free day, with a free day after deep work, soon after the start.
    let weekday = (0..7)
        .min_by_key(|offset| {
            (is_training(*offset), deep && is_training(offset + 1), (offset - earliest).rem_euclid(7))
        })
        .unwrap_or(0);
    let weekly = i32::from(frame.weeks) >= i32::from(visits);
    let between = match row.weeks_between_max {
        Some(weeks) => i32::from(weeks.min(4)) * 7,
        None if weekly => 7,
        None => gap,
    };
    let mut dates = Vec::new();
    let mut next = earliest + (weekday - earliest).rem_euclid(7);
    while next < latest && dates.len() < usize::from(visits) {
        dates.push(later(wanted.start, next));
        // Twice a week: one gap, then the rest of the week.
        next += if weekly || dates.len() % 2 == 1 { between } else { 7 - between };
    }
    dates
}

/// The day to judge after a visit, within the plan; the last visit where there are fewer.
fn milestone(wanted: &Wanted<'_, '_>, dates: &[Date], after_visit: u8) -> Option<Milestone> {
    if after_visit == 0 {
        return None;
    }
    let after_visit = after_visit.min(u8::try_from(dates.len()).unwrap_or(u8::MAX));
    let visit = dates.get(usize::from(after_visit).checked_sub(1)?)?;
    let last = later(wanted.start, i32::from(wanted.frame.weeks) * 7 - 1);
    Some(Milestone { after_visit, date: later(*visit, MORNINGS).min(last) })
}

fn hours(hours: f64) -> u16 {
    // Whole hours in the knowledge; anything else rounds up to the next day's worth.
    [0_u16, 24, 48, 72, 96, 168].into_iter().find(|known| f64::from(*known) >= hours).unwrap_or(168)
}

/// What to say in a visit: where to work, how strong, and what never to do. No number is above the cap.
#[must_use]
pub fn say_words(knowledge: &Knowledge, plan: &super::Plan) -> Vec<String> {
    let Some(course) = &plan.massage else { return Vec::new() };
    let mut words = Vec::new();
    for target in &plan.targets {
        let known = knowledge.muscles.iter().find(|muscle| muscle.id == target.muscle);
        let place = match target.side {
            Side::Left => ", on the left",
            Side::Right => ", on the right",
            Side::Both => ", on both sides",
            Side::None => "",
        };
        words.extend(known.map(|muscle| format!("I would like time on {}{place}.", muscle.ask_therapist)));
    }
    let visit = knowledge.techniques.get(&course.technique).and_then(|known| known.visit.as_ref());
    words.extend(visit.into_iter().flat_map(|visit| &visit.say).cloned());
    words.push(format!("My number for pressure is {} out of 10 at most.", course.pressure_cap));
    words.push(knowledge.courses.therapist.always_say.clone());
    words.into_iter().map(|line| capped(&line, course.pressure_cap).into_owned()).collect()
}
