//! Courses of professional massage, ladders, the goals of each phase, and tips for posture, sleep and stress
//! (`knowledge/courses.toml`; `reference`: techniques, parts 1.11 to 2, 4.3, 5 to 8).

use super::source::Certainty;
use super::technique::Phase;
use super::tip::{
    Adherence, Advice, AfterVisit, BeforeVisit, ChangeTip, Comfort, MaintenanceVisits, MicroBreak,
    PostureCheck, PostureMessage, PostureTip, Price, SleepWindow, TherapistAdvice, TherapistTitle, Tip,
    WalkRules, WalkStart, WalkWeek, WindDown, WindDownShort,
};
use crate::ids::{CourseId, Key, LadderId, SourceId, TechniqueId, TipId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All of `courses.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Courses {
    /// How many visits, how long and how strong, for each phase.
    #[serde(rename = "course")]
    pub courses: Vec<Course>,
    /// When and how to judge a course.
    #[serde(rename = "judge")]
    pub judges: Vec<Judge>,
    /// When to change something about the visits.
    #[serde(rename = "change")]
    pub changes: Vec<ChangeTip>,
    /// Visits after the course.
    pub maintenance: MaintenanceVisits,
    /// The talk about pressure.
    pub comfort: Comfort,
    /// What to do before a visit.
    pub before_visit: BeforeVisit,
    /// What to do after a visit.
    pub after_visit: AfterVisit,
    /// What a visit costs.
    #[serde(rename = "price")]
    pub prices: Vec<Price>,
    /// How to look at prices.
    pub price_advice: Advice,
    /// Titles to look for.
    #[serde(rename = "therapist_title")]
    pub titles: Vec<TherapistTitle>,
    /// How to choose a therapist.
    pub therapist: TherapistAdvice,
    /// Which type fits which situation.
    #[serde(rename = "matching")]
    pub matchings: Vec<Matching>,
    /// Steps from gentle to demanding.
    #[serde(rename = "ladder")]
    pub ladders: Vec<Ladder>,
    /// The goal of each phase.
    #[serde(rename = "phase")]
    pub phases: Vec<PhaseGoal>,
    /// Where to begin walking.
    #[serde(rename = "walk_start")]
    pub walk_starts: Vec<WalkStart>,
    /// Walking, week by week.
    #[serde(rename = "walk_week")]
    pub walk_weeks: Vec<WalkWeek>,
    /// Rules for walking.
    pub walk_rules: WalkRules,
    /// The message about posture.
    pub posture: PostureMessage,
    /// The workstation checklist.
    #[serde(rename = "posture_check")]
    pub posture_checks: Vec<PostureCheck>,
    /// Short breaks.
    #[serde(rename = "micro_break")]
    pub micro_breaks: Vec<MicroBreak>,
    /// Tips for posture.
    #[serde(rename = "posture_tip")]
    pub posture_tips: Vec<PostureTip>,
    /// Tips for sleep.
    #[serde(rename = "sleep_tip")]
    pub sleep_tips: Vec<Tip>,
    /// The sleep window.
    pub sleep_window: SleepWindow,
    /// The hour before bed.
    #[serde(rename = "wind_down")]
    pub wind_down: Vec<WindDown>,
    /// Its short form.
    pub wind_down_short: WindDownShort,
    /// Tips for stress.
    #[serde(rename = "stress_tip")]
    pub stress_tips: Vec<Tip>,
    /// How to keep it up.
    pub adherence: Vec<Adherence>,
}

impl Courses {
    /// The goal of a phase.
    #[must_use]
    pub fn phase(&self, phase: Phase) -> Option<&PhaseGoal> {
        self.phases.iter().find(|goal| goal.id == phase)
    }

    /// The course with visits for a phase.
    #[must_use]
    pub fn course(&self, phase: Phase) -> Option<&Course> {
        self.courses.iter().filter(|course| course.phase == phase).max_by_key(|course| course.visits_max)
    }

    /// The judge with this id.
    #[must_use]
    pub fn judge(&self, id: &str) -> Option<&Judge> {
        self.judges.iter().find(|judge| judge.id.as_str() == id)
    }

    /// The tip, check, break or judgement with this id.
    #[must_use]
    pub fn tip(&self, id: &TipId) -> Option<TipWords<'_>> {
        macro_rules! of {
            ($($list:ident)*) => {
                [$(self.$list.iter().find(|tip| tip.id == *id).map(|tip| TipWords {
                    words: &tip.words,
                    source: &tip.source,
                    certainty: tip.certainty,
                })),*]
            };
        }
        of!(sleep_tips stress_tips micro_breaks posture_tips posture_checks judges)
            .into_iter()
            .flatten()
            .next()
    }

    /// The next step to the right on a ladder that holds `id`, if any.
    #[must_use]
    pub fn step_up(&self, id: &TechniqueId) -> Option<&TechniqueId> {
        self.ladders.iter().find_map(|ladder| ladder.beside(id, true))
    }

    /// The next step to the left on a ladder that holds `id`, if any.
    #[must_use]
    pub fn step_down(&self, id: &TechniqueId) -> Option<&TechniqueId> {
        self.ladders.iter().find_map(|ladder| ladder.beside(id, false))
    }
}

/// What stands behind a tip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TipWords<'a> {
    /// In words.
    pub words: &'a str,
    /// Where it comes from.
    pub source: &'a [SourceId],
    /// How sure that is.
    pub certainty: Certainty,
}

/// How many visits, how long and how strong, for a phase.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Its id.
    pub id: CourseId,
    /// The phase.
    pub phase: Phase,
    /// First day of the pain it is for, counted from 1.
    #[serde(default)]
    pub days_from: Option<u16>,
    /// Last day of the pain it is for.
    #[serde(default)]
    pub days_to: Option<u16>,
    /// Hours to wait after the peak of a flare.
    #[serde(default)]
    pub start_after_hours: Option<u16>,
    /// Whether it is a choice rather than a suggestion.
    #[serde(default)]
    pub optional: bool,
    /// Fewest visits.
    pub visits_min: u8,
    /// Most visits.
    pub visits_max: u8,
    /// Minutes of the first visit.
    pub first_minutes: u16,
    /// Shortest visit.
    pub minutes_min: u16,
    /// Longest visit.
    pub minutes_max: u16,
    /// Strongest pressure, 0 to 10.
    pub pressure_cap: u8,
    /// Strongest pressure of deep work, by request only.
    #[serde(default)]
    pub pressure_cap_deep: Option<u8>,
    /// Fewest visits a week.
    pub per_week_min: u8,
    /// Most visits a week.
    pub per_week_max: u8,
    /// Fewest weeks between visits, where they are rarer than weekly.
    #[serde(default)]
    pub weeks_between_min: Option<u8>,
    /// Most weeks between visits.
    #[serde(default)]
    pub weeks_between_max: Option<u8>,
    /// Least hours between visits.
    pub gap_hours: u16,
    /// After which visit to look back; 0 for none.
    pub look_back_after: u8,
    /// After which visit to decide; 0 for none.
    pub decide_after: u8,
    /// Weeks after which to look at it again.
    #[serde(default)]
    pub review_weeks: Option<u8>,
    /// Gaps in days of the visits after the course.
    pub taper_days: Vec<u16>,
    /// How it ends, in words.
    pub taper: String,
    /// What to expect, in words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// One rule for judging a course.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judge {
    /// Its id.
    pub id: TipId,
    /// When to judge.
    pub when: JudgeMoment,
    /// What to note.
    #[serde(default)]
    pub note: Vec<String>,
    /// For how many mornings.
    #[serde(default)]
    pub mornings: Option<u8>,
    /// After which visit.
    #[serde(default)]
    pub visit: Option<u8>,
    /// Until which visit.
    #[serde(default)]
    pub visit_to: Option<u8>,
    /// From which week.
    #[serde(default)]
    pub week_from: Option<u8>,
    /// Until which week.
    #[serde(default)]
    pub week_to: Option<u8>,
    /// Better by at least this share of the value before.
    #[serde(default)]
    pub share_min: Option<f64>,
    /// Better by less than this share.
    #[serde(default)]
    pub share_below: Option<f64>,
    /// Better by at least so many points of 10.
    #[serde(default)]
    pub points_min: Option<u8>,
    /// How many more visits.
    #[serde(default)]
    pub extra_visits: Option<u8>,
    /// Worse after so many visits in a row.
    #[serde(default)]
    pub worse_in_a_row: Option<u8>,
    /// After how many visits.
    #[serde(default)]
    pub after_visits: Option<u8>,
    /// Relief shorter than so many hours.
    #[serde(default)]
    pub hours_below: Option<u16>,
    /// What to do then.
    #[serde(default)]
    pub action: Option<JudgeAction>,
    /// In words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// When a course is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgeMoment {
    /// Before the first visit.
    Before,
    /// After each visit.
    AfterVisit,
    /// After a certain visit.
    Visit,
    /// When it is decided whether to go on.
    Decision,
    /// At any time.
    Any,
}

/// What a judgement leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgeAction {
    /// Change one thing only.
    ChangeOneThing,
    /// Go on.
    Continue,
    /// Two more visits with one change.
    TwoMoreWithOneChange,
    /// Stop paying for massage.
    Stop,
    /// Stop and ask a clinician.
    StopAndAsk,
    /// Keep massage for flares or enjoyment.
    FlaresOnly,
}

/// Which types of massage fit a situation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// Its id.
    pub id: TipId,
    /// The situation.
    pub situation: String,
    /// The phases it is for.
    pub phases: Vec<Phase>,
    /// First day of the pain it is for, counted from 1.
    #[serde(default)]
    pub days_from: Option<u16>,
    /// Last day of the pain it is for.
    #[serde(default)]
    pub days_to: Option<u16>,
    /// Only with any of these facts or findings.
    #[serde(default)]
    pub facts: Vec<Key>,
    /// Whether a clinician is asked first.
    #[serde(default)]
    pub ask_first: bool,
    /// Hours to wait after the peak of a flare.
    #[serde(default)]
    pub start_after_hours: Option<u16>,
    /// First choice.
    pub first: Vec<TechniqueId>,
    /// Second choice.
    pub second: Vec<TechniqueId>,
    /// Not now.
    pub not_now: Vec<TechniqueId>,
    /// Strongest pressure, 0 to 10.
    #[serde(default)]
    pub pressure_cap: Option<u8>,
    /// Longest visit.
    #[serde(default)]
    pub minutes_max: Option<u16>,
    /// In words.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Techniques from gentle to demanding.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Its id.
    pub id: LadderId,
    /// Its name.
    pub name: String,
    /// The steps.
    pub steps: Vec<TechniqueId>,
}

impl Ladder {
    fn beside(&self, id: &TechniqueId, up: bool) -> Option<&TechniqueId> {
        let here = self.steps.iter().position(|step| step == id)?;
        let there = if up { here + 1 } else { here.checked_sub(1)? };
        self.steps.get(there)
    }
}

/// What a phase is about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseGoal {
    /// The phase.
    pub id: Phase,
    /// The goal.
    pub goal: String,
    /// How the time is shared out.
    pub mix: BTreeMap<String, f64>,
    /// Strongest pressure, 0 to 10.
    pub pressure_cap: u8,
    /// Strongest pressure of a visit, where it is less.
    #[serde(default)]
    pub pressure_cap_visit: Option<u8>,
    /// Most effort of strengthening, 0 to 10.
    pub strength_effort: u8,
    /// How much of the usual time.
    #[serde(default)]
    pub time_factor: Option<f64>,
    /// When to move on.
    pub move_on: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}
