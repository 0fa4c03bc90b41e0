//! What follows from the diary, and what is asked again.

use crate::ids::{Key, SourceId};
use crate::knowledge::source::Certainty;
use crate::level::Level;
use serde::{Deserialize, Serialize};

/// What a change is measured against: the median of the first days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Least days of the baseline.
    pub first_days_min: u8,
    /// Most days of the baseline.
    pub first_days_max: u8,
    /// Days of the running median that is compared with it.
    pub median_days: u8,
    /// Points of 10 that a person notices.
    pub meaningful_points: u8,
    /// The same as a share of the baseline, in percent.
    pub meaningful_percent: u8,
    /// Points of the 24-item list of everyday problems.
    pub roland_points: u8,
    /// Points of the 100-point scale of everyday problems.
    pub oswestry_points: u8,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Something the diary can show, and what follows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Its id.
    pub id: String,
    /// When, in words.
    pub when: String,
    /// What is measured.
    pub measure: Measure,
    /// By how many points of 10, or from which score.
    #[serde(default)]
    pub points: Option<u8>,
    /// By what share, in percent.
    #[serde(default)]
    pub percent: Option<u8>,
    /// For, or after, how many days.
    #[serde(default)]
    pub days: Option<u16>,
    /// Up to how many days.
    #[serde(default)]
    pub days_to: Option<u16>,
    /// For, or after, how many hours.
    #[serde(default)]
    pub hours: Option<u16>,
    /// After how many sessions in a row.
    #[serde(default)]
    pub sessions: Option<u8>,
    /// How many better days end it.
    #[serde(default)]
    pub better_days: Option<u8>,
    /// Within how many days to act.
    #[serde(default)]
    pub within_days: Option<u8>,
    /// The share of the usual dose to start again with.
    #[serde(default)]
    pub dose_share: Option<f64>,
    /// The age from which it holds.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// Any of these facts is needed as well.
    #[serde(default)]
    pub facts: Vec<Key>,
    /// The fact that carries it to triage and to the gate, where massage or the plan stops.
    #[serde(default)]
    pub sets: Option<Key>,
    /// What the program does.
    pub does: Vec<FollowUpAction>,
    /// What the person is told.
    #[serde(rename = "then")]
    pub words: String,
    /// The level that follows.
    pub level: FollowUpLevel,
    /// At `clinician_first`: within 2 to 3 working days.
    pub urgent: bool,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What a follow-up looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A red flag was told.
    DangerSign,
    /// The running median of pain, above the baseline.
    PainMedianOverBaseline,
    /// The worst pain, which nothing eases.
    WorstPainNotEased,
    /// Pain moved down the leg, or a numb patch.
    LegSymptom,
    /// Pain that stays up after a session.
    PainAfterSession,
    /// An unexpected sign after a session.
    HarmSign,
    /// Neither pain nor daily life has changed enough to notice.
    NoMeaningfulChange,
    /// Better, then clearly worse.
    Relapse,
    /// More and more pain medicine.
    MedicineDoseRising,
    /// Pain medicine on many days in a row.
    MedicineDays,
    /// No check-in for some days.
    DiaryGap,
    /// The plan has helped for some weeks.
    PlanWorks,
    /// A flare.
    Flare,
    /// Pain of 8 to 10 at the start.
    SeverePainAtStart,
}

/// What the program does after a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpAction {
    /// The plan stops until someone has checked.
    LockPlan,
    /// The result page is shown.
    ShowResult,
    /// No massage and no tools for now.
    PauseMassage,
    /// The short list before a session.
    MiniScreen,
    /// The list of every 2 weeks.
    ShortScreen,
    /// All safety questions.
    FullScreen,
    /// Gentle movement stays.
    GentleActivity,
    /// One technique is left out.
    StopTechnique,
    /// A visit to a clinician is suggested.
    AdviseClinician,
    /// A talk with a pharmacist or doctor is suggested.
    AdvisePharmacistOrGp,
    /// Dose or techniques change.
    ChangePlan,
    /// The movement part stays.
    KeepActivity,
    /// The massage part ends.
    StopMassage,
    /// Less massage, step by step.
    StepDown,
}

/// The level that a follow-up gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpLevel {
    /// None of its own.
    None,
    /// What triage gives for the new facts.
    FromFacts,
    /// A clinician looks first.
    ClinicianFirst,
    /// Speak to a clinician today.
    SameDay,
    /// Get help now.
    Emergency,
}

impl FollowUpLevel {
    /// The level of its own, if it has one.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::None | Self::FromFacts => None,
            Self::ClinicianFirst => Some(Level::ClinicianFirst),
            Self::SameDay => Some(Level::SameDay),
            Self::Emergency => Some(Level::Emergency),
        }
    }
}

/// What is asked again, and when.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RescreenRule {
    /// Its id.
    pub id: String,
    /// Which list is asked.
    pub list: ScreenList,
    /// What sets it off.
    pub on: RescreenOn,
    /// After how many days.
    #[serde(default)]
    pub days: Option<u16>,
    /// The facts it is about.
    #[serde(default)]
    pub facts: Vec<Key>,
    /// What the person is told.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A list of safety questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenList {
    /// Before a session.
    Mini,
    /// Once a week.
    Weekly,
    /// Every 2 weeks.
    Short,
    /// All of them.
    Full,
}

impl ScreenList {
    /// The id of its [`ScreenSet`](crate::knowledge::question::ScreenSet); the full list is the interview itself.
    #[must_use]
    pub fn screen_set(self) -> Option<&'static str> {
        match self {
            Self::Mini => Some("mini"),
            Self::Weekly => Some("weekly"),
            Self::Short => Some("short"),
            Self::Full => None,
        }
    }
}

/// What sets off asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RescreenOn {
    /// A session is about to begin.
    Session,
    /// Days have passed since the last time.
    Days,
    /// A flare has lasted for days.
    Flare,
    /// The person reports something new.
    NewProblem,
    /// The first use.
    Start,
    /// Days without a check-in.
    Break,
    /// A fall or blow.
    Fall,
    /// An operation or injection.
    Procedure,
    /// A new illness.
    Diagnosis,
    /// A new medicine.
    Medicine,
    /// Pregnancy.
    Pregnancy,
    /// Pain in a new place or of a new kind.
    PainChanged,
    /// The person asks for it.
    Request,
}

/// How long an answer counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RescreenExpiry {
    /// A "no" to an emergency sign counts for so many sessions.
    pub emergency_no_sessions: u8,
    /// History counts for so many days.
    pub history_days: u16,
    /// "I will find out" counts for so many days.
    pub find_out_days: u16,
    /// Severe pain is asked again after so many hours.
    pub severe_pain_hours: u16,
    /// A plan is looked at again after so many days.
    pub plan_review_days: u16,
    /// What the person is told.
    pub words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}
