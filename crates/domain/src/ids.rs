//! Ids of the knowledge: `snake_case` words, the same in TOML, Rust, files and JSON.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as it stands in the knowledge files.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id! {
    /// A fact or a muscle finding: one thing that can be known about a person.
    ///
    /// Facts and findings share one namespace: the few names they have in common (`fever`, `osteoporosis`) mean the
    /// same thing, so one answer serves both.
    Key
    /// A combination rule of the screen.
    RuleId
    /// A place in the literature, see `knowledge/sources`.
    SourceId
    /// A row of the contraindication table.
    ContraindicationId
    /// A page of the interview.
    QuestionId
    /// One answer that a question offers.
    OptionId
    /// A named area of the body figure; always the person's own side.
    ZoneId
    /// A muscle (or the fascia) that may be worth working on.
    MuscleId
    /// Muscles that hands cannot tell apart and that are shown together.
    GroupId
    /// The name under which techniques serve a muscle.
    FocusId
    /// A condition that is not muscular and looks alike.
    MimicId
    /// Anything a plan can hold.
    TechniqueId
    /// A health state or body limit that changes techniques.
    CautionId
    /// A sign that ends a step or a session.
    StopId
    /// A rule of the plan (`R01` to `R34`).
    PlanRuleId
    /// A course of professional massage.
    CourseId
    /// A tip, a check or another line around the plan.
    TipId
    /// A ladder of techniques from gentle to demanding.
    LadderId
    /// A session of a plan, such as `w1d2`.
    SessionId
    /// A claim or a frequently asked question.
    ClaimId
    /// One thing that studies found.
    EvidenceId
}

impl SessionId {
    /// What the walk of a session goes by, where it is done apart from the rest of the session.
    ///
    /// ```
    /// use domain::ids::SessionId;
    ///
    /// let walk = SessionId::from("w1d2").walk();
    /// assert!(walk.is_walk() && !SessionId::from("w1d2").is_walk());
    /// ```
    #[must_use]
    pub fn walk(&self) -> Self {
        Self::from(format!("{self}-walk"))
    }

    /// Whether it stands for the walk of a session.
    #[must_use]
    pub fn is_walk(&self) -> bool {
        self.as_str().ends_with("-walk")
    }
}
