//! The event of an entry: a kind, a version and a body.

use super::elsewhere::{Began, Drawn, Noted};
use super::questionnaire::{QuestionnaireAdded, QuestionnaireAnswered};
use super::rated::Rated;
use super::tested::{TestStarted, TestStopped, WorthwhileSet};
use super::what::{
    AnswerWithdrawn, CheckedIn, ClinicianAssessed, FlareEnded, FlareStarted, MedicineChanged, PlanMade,
    PlanPaused, PlanResumed, ProblemReported, QuestionAnswered, Retracted, ScreenRepeated, SessionDone,
    SessionItem, SettingChanged, SorenessNoted, Swapped, TherapistVisited, WeeklyCheckedIn,
};
use serde_json::Value;
use std::fmt;

/// A body that does not fit its kind and version.
///
/// It does not carry the cause along, because that would repeat what the person wrote, and errors reach logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the body does not fit an event `{kind}` of version {version}")]
pub struct InvalidEvent {
    /// The kind.
    pub kind: String,
    /// The version of the kind.
    pub version: u32,
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $kind:literal, version $version:literal;)*) => {
        /// What an entry says happened.
        ///
        /// On paper an event is a kind, a version number and a body in JSON. A kind that this program does not know, or
        /// a version that it does not know, is kept as [`Event::Unknown`] and written back as it came. A body that does
        /// not fit its kind and version is an error, because safety may depend on it.
        ///
        /// [`Debug`] names the kind and hides the rest.
        ///
        /// ```
        /// use domain::entry::{Event, PlanPaused};
        /// use serde_json::json;
        ///
        /// let event = Event::from_parts("plan_paused", 1, json!({ "until": "2026-03-09" }))?;
        /// assert_eq!(event, PlanPaused { until: Some("2026-03-09".parse()?) }.into());
        /// assert_eq!(format!("{event:?}"), "PlanPaused { .. }");
        ///
        /// let newer = Event::from_parts("plan_paused", 2, json!({ "why": "holiday" }))?;
        /// assert_eq!(newer.kind(), "plan_paused");
        /// assert_eq!(newer.body()?, json!({ "why": "holiday" }));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Clone, PartialEq)]
        pub enum Event {
            $($(#[$doc])* $name($name),)*
            /// Something that a newer or another program wrote; kept untouched.
            Unknown {
                /// Its kind.
                kind: String,
                /// The version of the kind.
                version: u32,
                /// Its body.
                body: Value,
            },
        }

        impl Event {
            /// The kinds that this program knows, each with its version.
            pub const KINDS: &'static [(&'static str, u32)] = &[$(($kind, $version)),*];

            /// The kind, as it stands in the journal.
            #[must_use]
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$name(_) => $kind,)*
                    Self::Unknown { kind, .. } => kind,
                }
            }

            /// The version of the kind.
            #[must_use]
            pub fn version(&self) -> u32 {
                match self {
                    $(Self::$name(_) => $version,)*
                    Self::Unknown { version, .. } => *version,
                }
            }

            /// The body, in JSON.
            ///
            /// # Errors
            ///
            /// [`InvalidEvent`] if the event holds what JSON cannot say.
            pub fn body(&self) -> Result<Value, InvalidEvent> {
                match self {
                    $(Self::$name(event) => serde_json::to_value(event),)*
                    Self::Unknown { body, .. } => Ok(body.clone()),
                }
                .map_err(|_| InvalidEvent { kind: self.kind().to_owned(), version: self.version() })
            }

            /// Puts an event together again from its parts.
            ///
            /// # Errors
            ///
            /// [`InvalidEvent`] if the kind and the version are known and the body does not fit them.
            pub fn from_parts(kind: &str, version: u32, body: Value) -> Result<Self, InvalidEvent> {
                match (kind, version) {
                    $(($kind, $version) => serde_json::from_value(body).map(Self::$name),)*
                    _ => Ok(Self::Unknown { kind: kind.to_owned(), version, body }),
                }
                .map_err(|_| InvalidEvent { kind: kind.to_owned(), version })
            }
        }

        impl fmt::Debug for Event {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name(event) => event.fmt(f),)*
                    Self::Unknown { kind, version, .. } => f
                        .debug_struct("Unknown")
                        .field("kind", kind)
                        .field("version", version)
                        .finish_non_exhaustive(),
                }
            }
        }

        $(
            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$name(event)
                }
            }

            /// Hides what the person wrote.
            impl fmt::Debug for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($name)).finish_non_exhaustive()
                }
            }
        )*
    };
}

events! {
    /// A question was answered.
    QuestionAnswered = "question_answered", version 1;
    /// An answer was taken back.
    AnswerWithdrawn = "answer_withdrawn", version 1;
    /// The screen was asked again.
    ScreenRepeated = "screen_repeated", version 1;
    /// A clinician looked.
    ClinicianAssessed = "clinician_assessed", version 1;
    /// Something new came up.
    ProblemReported = "problem_reported", version 1;
    /// A plan was made.
    PlanMade = "plan_made", version 1;
    /// The plan was paused.
    PlanPaused = "plan_paused", version 1;
    /// The plan goes on.
    PlanResumed = "plan_resumed", version 1;
    /// A technique was changed for another.
    Swapped = "swapped", version 1;
    /// A session came to its end.
    SessionDone = "session_done", version 1;
    /// The daily check-in.
    CheckedIn = "checked_in", version 1;
    /// The weekly check-in.
    WeeklyCheckedIn = "weekly_checked_in", version 1;
    /// A professional massage was received.
    TherapistVisited = "therapist_visited", version 1;
    /// A flare began.
    FlareStarted = "flare_started", version 1;
    /// A flare ended.
    FlareEnded = "flare_ended", version 1;
    /// The person is sore.
    SorenessNoted = "soreness_noted", version 1;
    /// A medicine changed.
    MedicineChanged = "medicine_changed", version 1;
    /// A setting changed.
    SettingChanged = "setting_changed", version 1;
    /// A score was given at a moment of the day.
    Rated = "rated", version 1;
    /// How much better would make it worth it.
    WorthwhileSet = "worthwhile_set", version 1;
    /// A personal test was started.
    TestStarted = "test_started", version 1;
    /// A personal test was stopped.
    TestStopped = "test_stopped", version 1;
    /// A note about a day.
    Noted = "noted", version 1;
    /// What chance decided elsewhere.
    Drawn = "drawn", version 1;
    /// When something began.
    Began = "began", version 1;
    /// The person brought a questionnaire.
    QuestionnaireAdded = "questionnaire_added", version 1;
    /// A questionnaire was filled in.
    QuestionnaireAnswered = "questionnaire_answered", version 1;
    /// An entry was wrong.
    Retracted = "retracted", version 1;
}

/// Hides what the person did.
impl fmt::Debug for SessionItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionItem").finish_non_exhaustive()
    }
}
