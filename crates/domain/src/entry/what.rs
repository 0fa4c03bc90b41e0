//! What can happen: one struct for each kind of event, named in the past participle.
//!
//! An empty text means that nothing was said. A field that is added, dropped or given another meaning raises the
//! version of its kind (see [`super::Event`]); no struct takes fields that it does not know.

use super::{EntryId, NrsScore, PressureScore};
use crate::ids::{Key, QuestionId, TechniqueId, ZoneId};
use crate::intake::Answer;
use crate::knowledge::body::Side;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// A question of the interview was answered; the latest answer counts.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswered {
    /// Which question.
    pub question: QuestionId,
    /// The answer.
    pub answer: Answer,
}

/// An answer was taken back: the question counts as not asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerWithdrawn {
    /// Which question.
    pub question: QuestionId,
}

/// The screen was asked again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenRepeated {
    /// Which list was asked.
    pub set: Screen,
    /// The facts that the person says are so now.
    pub yes: BTreeSet<Key>,
    /// The facts that the person is not sure of now.
    pub unsure: BTreeSet<Key>,
}

/// Which list of safety questions was asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The few lines before a session.
    Mini,
    /// The short list, every 2 weeks.
    Short,
    /// The lines of the weekly check-in.
    Weekly,
    /// Everything, every 4 weeks.
    Full,
}

/// A clinician looked at the facts that stood in the way ("I have been checked").
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClinicianAssessed {
    /// The facts that were looked at.
    pub facts: BTreeSet<Key>,
    /// The day of the visit.
    pub on: Date,
    /// Who looked, such as "my GP".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Whether it was at a hospital.
    pub hospital: bool,
    /// What the clinician said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// Whether the clinician agreed to massage; `None` if that was not talked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub massage_agreed: Option<bool>,
}

impl ClinicianAssessed {
    /// Who counts as a hospital.
    pub const HOSPITAL_TEAM: &'static str = "hospital team";
    /// Who can have looked: what is kept, and what a page shows.
    pub const WHO: [(&'static str, &'static str); 4] = [
        ("doctor", "A doctor"),
        ("physiotherapist", "A physiotherapist"),
        ("nurse", "A nurse"),
        (Self::HOSPITAL_TEAM, "A hospital or emergency team"),
    ];
    /// What can have been said about massage: the word for scripts, and what a page shows.
    pub const MASSAGE: [(&'static str, &'static str); 3] = [
        ("yes", "Yes, massage is fine"),
        ("no", "No, not for now"),
        ("not-discussed", "We did not talk about it"),
    ];
}

/// Something new came up that may be a warning sign.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemReported {
    /// The facts that the person says are so.
    pub yes: BTreeSet<Key>,
    /// The facts that the person is not sure of.
    pub unsure: BTreeSet<Key>,
    /// The problem in the person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A plan was made; it takes the place of the plan before.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanMade {
    /// The plan, in the form that the planner gave it.
    pub plan: Value,
    /// The rules it was made under.
    pub rules_version: String,
}

/// The plan was paused.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPaused {
    /// The first day on which the plan goes on by itself; `None` until it is resumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A paused plan goes on.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanResumed {}

/// A technique of the plan was changed for another.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swapped {
    /// What was swapped out.
    pub technique: TechniqueId,
    /// Why.
    pub reason: SwapReason,
    /// What came in; `None` if nothing equal was allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TechniqueId>,
}

/// Why a technique was swapped out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwapReason {
    /// It asks for more than the person can do.
    TooHard,
    /// It hurts.
    Hurts,
    /// The tool is not at hand.
    NoTool,
    /// It takes too long.
    NoTime,
    /// The person would like something else.
    Bored,
}

/// A guided session came to its end, whole or in part.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionDone {
    /// Which session of the plan.
    pub session: String,
    /// What was done, in order.
    pub items: Vec<SessionItem>,
    /// How the back felt afterwards.
    pub felt: Felt,
    /// Whether anything went wrong.
    pub problem: SessionProblem,
    /// A note in the person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One technique within a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionItem {
    /// Which technique.
    pub technique: TechniqueId,
    /// On which side.
    pub side: Side,
    /// For how long it was really done, in seconds.
    pub seconds: u32,
    /// Whether the person skipped it, or the rest of it.
    pub skipped: bool,
    /// How hard it was pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<PressureScore>,
    /// Pain while it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_during: Option<NrsScore>,
}

/// How the back felt after a session or a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Felt {
    /// Better than before.
    Better,
    /// As before.
    Same,
    /// Worse than before.
    Worse,
    /// The person did not say.
    None,
}

/// What went wrong in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionProblem {
    /// Nothing.
    None,
    /// It is sore.
    Sore,
    /// Sharp pain.
    Sharp,
    /// Numb or tingly.
    Numb,
    /// Dizzy or faint.
    Dizzy,
    /// Something else.
    Other,
}

/// The daily check-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckedIn {
    /// How much the back got in the way.
    pub interference: NrsScore,
    /// How strong the pain was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<NrsScore>,
    /// Whether the person calls it a flare.
    pub flare: bool,
    /// What was done that day outside of guided sessions.
    pub did: BTreeSet<TechniqueId>,
    /// A note in the person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The weekly check-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeeklyCheckedIn {
    /// What the person can do again, in their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub can_do_again: String,
    /// Where the person stands with their goal.
    pub goal: GoalNow,
}

/// Where the person stands with their goal, compared with a week ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalNow {
    /// Closer.
    Closer,
    /// As far as before.
    Same,
    /// Further away.
    Further,
}

/// A professional massage was received.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TherapistVisited {
    /// What kind of massage; `None` if the person does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technique: Option<TechniqueId>,
    /// How long it took, in minutes.
    pub minutes: u16,
    /// How hard it was pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<PressureScore>,
    /// What it cost, in whole units of the person's own currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<u32>,
    /// Where the hands were.
    pub places: BTreeSet<ZoneId>,
    /// What the therapist wrote or said they found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub therapist_note: String,
    /// What the therapist said to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advice: String,
    /// How the back felt afterwards.
    pub felt: Felt,
}

/// A flare began.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlareStarted {}

/// A flare ended.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlareEnded {}

/// The person is sore, perhaps from a technique.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SorenessNoted {
    /// How sore.
    pub score: NrsScore,
    /// For how many hours; `None` if it has not gone yet or is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u16>,
    /// Where.
    pub zones: BTreeSet<ZoneId>,
    /// After which technique.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<TechniqueId>,
}

/// A medicine was begun, stopped or changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicineChanged {
    /// What changed, in the person's own words.
    pub words: String,
}

/// A setting of the program was changed; the latest value counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingChanged {
    /// Which setting.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// An entry was wrong: the state is as if it had never been made.
///
/// A retraction can be retracted too, which brings its target back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retracted {
    /// The entry that was wrong.
    pub entry: EntryId,
    /// Why, in the person's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}
