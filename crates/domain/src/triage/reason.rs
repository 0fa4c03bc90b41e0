//! Why a level was given.

use crate::ids::{Key, MimicId, RuleId, SourceId};
use crate::knowledge::Knowledge;
use crate::knowledge::source::Certainty;
use crate::level::Level;
use serde::Serialize;

/// One reason for a level, as ids; words come from the knowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The fact, rule or warning that gave it.
    pub id: ReasonId,
    /// The level it gives.
    pub level: Level,
    /// At `clinician_first`: within 2 to 3 working days.
    pub urgent: bool,
    /// Whether it rests on a "not sure".
    pub unsure: bool,
    /// Whether a clinician has looked at it.
    pub checked: bool,
    /// The person's answers it rests on.
    pub facts: Vec<Key>,
}

/// What gave a level.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum ReasonId {
    /// A fact alone.
    Fact(Key),
    /// A combination of facts.
    Rule(RuleId),
    /// A warning from the body picture and the answers.
    Warning(MimicId),
}

impl ReasonId {
    /// The id as it stands in the knowledge.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fact(id) => id.as_str(),
            Self::Rule(id) => id.as_str(),
            Self::Warning(id) => id.as_str(),
        }
    }
}

/// What the knowledge says about a reason.
#[derive(Debug, Clone, Copy)]
pub struct ReasonWords<'a> {
    /// Why it matters, in plain words.
    pub because: &'a str,
    /// What to say on the phone, or empty.
    pub phone: &'a str,
    /// Where it comes from.
    pub source: &'a [SourceId],
    /// How sure that is.
    pub certainty: Certainty,
}

impl Reason {
    /// The words that the knowledge holds for this reason.
    #[must_use]
    pub fn words<'a>(&self, knowledge: &'a Knowledge) -> Option<ReasonWords<'a>> {
        match &self.id {
            ReasonId::Fact(key) => knowledge.facts.get(key).map(|fact| ReasonWords {
                because: &fact.means,
                phone: &fact.phone,
                source: &fact.source,
                certainty: fact.certainty,
            }),
            ReasonId::Rule(id) => {
                knowledge.rules.iter().find(|rule| rule.id == *id).map(|rule| ReasonWords {
                    because: &rule.because,
                    phone: &rule.phone,
                    source: &rule.source,
                    certainty: rule.certainty,
                })
            }
            ReasonId::Warning(id) => {
                knowledge.warnings.iter().find(|warning| warning.id == *id).map(|warning| ReasonWords {
                    because: &warning.say,
                    phone: "",
                    source: &warning.source,
                    certainty: warning.certainty,
                })
            }
        }
    }

    /// The answers behind the reason, as they complete "You told us: ...".
    #[must_use]
    pub fn told<'a>(&self, knowledge: &'a Knowledge) -> Vec<&'a str> {
        let words = |key| {
            let fact = knowledge.facts.get(key).map(|fact| fact.words.as_str());
            fact.or_else(|| knowledge.findings.get(key).map(|finding| finding.text.as_str()))
        };
        self.facts.iter().filter_map(words).collect()
    }
}
