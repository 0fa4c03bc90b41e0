//! Tips around the plan: visits, prices, titles, walking, posture, sleep, stress and keeping it up
//! (`knowledge/courses.toml`; `reference`: techniques, parts 1.11, 2.4 to 2.7, 4.3, 5 to 7 and 8.8).

use super::source::Certainty;
use crate::ids::{SourceId, TechniqueId, TipId};
use serde::Deserialize;

/// When to change something about the visits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeTip {
    /// Its id.
    pub id: TipId,
    /// What the diary shows.
    pub when: String,
    /// What to change.
    pub then: String,
    /// Soreness above so many points.
    #[serde(default)]
    pub soreness_over: Option<u8>,
    /// For more than so many hours.
    #[serde(default)]
    pub hours_over: Option<u16>,
    /// So many times.
    #[serde(default)]
    pub times: Option<u8>,
    /// Points of pressure to add; negative for less.
    #[serde(default)]
    pub pressure_change: Option<i8>,
    /// How long visits become.
    #[serde(default)]
    pub minutes_factor: Option<f64>,
    /// After so many visits.
    #[serde(default)]
    pub visits: Option<u8>,
    /// Relief shorter than so many hours.
    #[serde(default)]
    pub hours_below: Option<u16>,
    /// Minutes of guided movement at the end.
    #[serde(default)]
    pub minutes_moving: Option<u8>,
    /// Techniques to change to.
    #[serde(default)]
    pub techniques: Vec<TechniqueId>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Visits after the course: a choice, not a need.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceVisits {
    /// Weeks between visits at first.
    pub start_weeks: u8,
    /// Weeks added each time.
    pub lengthen_weeks: u8,
    /// While pain stays at most here.
    pub pain_at_most: u8,
    /// Weeks taken off after a flare.
    pub shorten_weeks_after_flare: u8,
    /// Months a year without.
    pub holiday_months_a_year: u8,
    /// In words.
    pub words: String,
    /// In words, the holiday.
    pub holiday_words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The talk about pressure between person and therapist.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comfort {
    /// The number to aim for.
    pub target: u8,
    /// The number never to pass.
    pub limit: u8,
    /// The ache of a hold fades within this.
    pub hold_fades_seconds_min: u16,
    /// At the latest.
    pub hold_fades_seconds_max: u16,
    /// What to agree on.
    pub agree: Vec<String>,
    /// When the therapist asks.
    pub asks: Vec<String>,
    /// Word for more.
    pub say_more: String,
    /// Word for less.
    pub say_softer: String,
    /// Word for stop.
    pub say_stop: String,
    /// When to say stop.
    pub stop_when: String,
    /// Signs of too much.
    pub too_much: Vec<String>,
    /// In words.
    pub words: String,
    /// That enduring has no reward.
    pub no_reward: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What to do before a visit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeVisit {
    /// What to do.
    #[serde(rename = "do")]
    pub todo: Vec<String>,
    /// With any of these, not today.
    pub skip_if: Vec<String>,
    /// In words.
    pub skip_words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What to do after a visit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterVisit {
    /// What to do.
    #[serde(rename = "do")]
    pub todo: Vec<String>,
    /// Signs that need a call.
    pub call: Vec<CallSign>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<SourceId>,
    /// How sure that is.
    #[serde(default)]
    pub certainty: Option<Certainty>,
}

/// A sign after a visit that needs a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallSign {
    /// How soon.
    pub level: CallLevel,
    /// The sign.
    pub sign: String,
}

/// How soon to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallLevel {
    /// Ask a clinician.
    Clinician,
    /// Today.
    SameDay,
    /// Now.
    Emergency,
}

/// What a visit of an hour costs somewhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Its id.
    pub id: TipId,
    /// Country codes.
    pub countries: Vec<String>,
    /// The place in words.
    pub place: String,
    /// Currency code.
    pub currency: String,
    /// From.
    pub low: u32,
    /// To.
    #[serde(default)]
    pub high: Option<u32>,
    /// Usually from.
    #[serde(default)]
    pub usual_low: Option<u32>,
    /// Usually to.
    #[serde(default)]
    pub usual_high: Option<u32>,
    /// The year it is from.
    pub year: u16,
    /// Whether it may be shown.
    pub confirmed: bool,
    /// In words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Sentences with a source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// The sentences.
    pub words: Vec<String>,
    /// Where they come from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Whom to look for in a country.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TherapistTitle {
    /// Country code.
    pub country: String,
    /// The country in words.
    pub place: String,
    /// Titles.
    pub titles: Vec<String>,
    /// In words.
    pub words: String,
    /// Whether it may be shown.
    pub confirmed: bool,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// How to choose a therapist.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TherapistAdvice {
    /// Good signs.
    pub look_for: Vec<String>,
    /// Bad signs.
    pub red_flags: Vec<String>,
    /// What to say in every visit.
    pub always_say: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Where to begin walking.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalkStart {
    /// Its row in [`WalkWeek`].
    pub id: WalkRow,
    /// In words.
    pub words: String,
    /// Fewer comfortable minutes than this.
    #[serde(default)]
    pub minutes_below: Option<u16>,
    /// At least so many comfortable minutes.
    #[serde(default)]
    pub minutes_from: Option<u16>,
}

/// A row of the walking programme, from short to long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalkRow {
    /// Under 10 minutes is comfortable.
    A,
    /// 10 to 20 minutes are comfortable.
    B,
    /// 20 minutes or more are comfortable.
    C,
}

/// Walking in a span of weeks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalkWeek {
    /// First week, counted from 1.
    pub week_from: u8,
    /// Last week.
    pub week_to: u8,
    /// Row A.
    pub a: WalkDose,
    /// Row B.
    pub b: WalkDose,
    /// Row C.
    pub c: WalkDose,
}

impl WalkWeek {
    /// The dose of a row.
    #[must_use]
    pub fn dose(&self, row: WalkRow) -> &WalkDose {
        match row {
            WalkRow::A => &self.a,
            WalkRow::B => &self.b,
            WalkRow::C => &self.c,
        }
    }
}

/// How long and how often to walk.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalkDose {
    /// Minutes a day.
    pub minutes: u16,
    /// Days a week.
    pub days: u8,
}

/// Rules for walking.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalkRules {
    /// Most growth from week to week.
    pub growth_share_max: f64,
    /// Rows to go back after a week without walking.
    pub rows_back_after_week_off: u8,
    /// A leg that aches for longer than this.
    pub sore_leg_hours: u16,
    /// How much to walk then.
    pub sore_leg_factor: f64,
    /// In words.
    pub words: Vec<String>,
    /// When to stop.
    pub stop: String,
    /// What to have looked at.
    pub check: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The message about posture.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostureMessage {
    /// In one line.
    pub message: String,
    /// In words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// One line of the workstation checklist.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostureCheck {
    /// Its id.
    pub id: TipId,
    /// What is comfortable.
    pub words: String,
    /// The measure in words.
    pub measure: String,
    /// How to measure it.
    pub how: String,
    /// From.
    #[serde(default)]
    pub min: Option<u16>,
    /// To.
    #[serde(default)]
    pub max: Option<u16>,
    /// The unit of both.
    #[serde(default)]
    pub unit: Option<String>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A short break.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MicroBreak {
    /// Its id.
    pub id: TipId,
    /// When.
    pub when: String,
    /// How often.
    #[serde(default)]
    pub every_minutes: Option<u16>,
    /// In words.
    pub words: String,
    /// What to do.
    pub techniques: Vec<TechniqueId>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A tip for posture.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostureTip {
    /// Its id.
    pub id: TipId,
    /// In words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A tip for sleep or stress.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tip {
    /// Its id.
    pub id: TipId,
    /// In words.
    pub words: String,
    /// How much, how often.
    pub dose: String,
    /// What to do.
    #[serde(default)]
    pub techniques: Vec<TechniqueId>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The sleep window.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SleepWindow {
    /// The technique that explains it.
    pub technique: TechniqueId,
    /// Days of diary first.
    pub diary_days: u8,
    /// Minutes added to the average sleep.
    pub add_minutes: u16,
    /// Never fewer minutes in bed.
    pub floor_minutes: u16,
    /// Share of sleep in bed from which it grows.
    pub grow_from: f64,
    /// By how many minutes.
    pub grow_minutes: u16,
    /// Share below which it shrinks.
    pub shrink_below: f64,
    /// By how many minutes.
    pub shrink_minutes: u16,
    /// Fewest weeks.
    pub weeks_min: u8,
    /// Most weeks.
    pub weeks_max: u8,
    /// In words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A piece of the hour before bed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindDown {
    /// Minutes before bed at its start.
    pub from_minutes: u16,
    /// Minutes before bed at its end.
    pub to_minutes: u16,
    /// In words.
    pub words: String,
    /// What to do.
    pub techniques: Vec<TechniqueId>,
}

/// The short form of the hour before bed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindDownShort {
    /// How long it takes.
    pub minutes: u16,
    /// In words.
    pub words: String,
    /// What to do.
    pub techniques: Vec<TechniqueId>,
}

/// A way to keep it up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adherence {
    /// Its id.
    pub id: TipId,
    /// Its name.
    pub name: String,
    /// In words.
    pub words: String,
    /// Why.
    pub why: String,
    /// Below this confidence, make next week smaller.
    #[serde(default)]
    pub confidence_below: Option<u8>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}
