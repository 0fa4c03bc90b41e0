//! What studies found, and the starting distributions of the estimator (`knowledge/evidence.toml`).

use super::source::Certainty;
use super::technique::Phase;
use crate::ids::{EvidenceId, SourceId};
use serde::{Deserialize, Serialize};

/// One thing that studies found.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFact {
    /// Its id.
    pub id: EvidenceId,
    /// The fact, for everyone.
    pub words: String,
    /// The figures, for clinicians.
    #[serde(default)]
    pub figure: String,
    /// How many people were studied.
    #[serde(default)]
    pub people: Option<u32>,
    /// Our own arithmetic from published figures.
    #[serde(default)]
    pub derived: bool,
    /// Read in a summary of the publication, not in the publication itself.
    #[serde(default)]
    pub secondary: bool,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What one item of a plan changes in the pain rating, before the person's own diary speaks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Its id.
    pub id: EvidenceId,
    /// The item.
    pub what: String,
    /// For which phases.
    pub when: Vec<Phase>,
    /// The distributions.
    pub distributions: Vec<Distribution>,
    /// From 1 (a guess) to 5 (firm).
    #[serde(default)]
    pub sure: Option<u8>,
    /// The facts it rests on.
    pub facts: Vec<EvidenceId>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
    /// How it was chosen, for clinicians.
    #[serde(default)]
    pub note: String,
}

impl Prior {
    /// The distribution of one quantity, such as `next_day` or `course`.
    #[must_use]
    pub fn of(&self, quantity: &str) -> Option<&Distribution> {
        self.distributions.iter().find(|distribution| distribution.of == quantity)
    }
}

/// A distribution of one quantity.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Distribution {
    /// The quantity.
    pub of: String,
    /// Its shape with its parameters.
    pub shape: Shape,
    /// Its unit.
    pub unit: Unit,
}

/// The shape of a distribution with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(tag = "family", content = "parameters", rename_all = "snake_case", deny_unknown_fields)]
pub enum Shape {
    /// Normal, cut off below `floor` where there is one.
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
        /// Its least value.
        #[serde(default)]
        floor: Option<f64>,
    },
    /// The logarithm is normal.
    LogNormal {
        /// Its median.
        median: f64,
        /// 1 in 10 lies below.
        #[serde(default)]
        p10: Option<f64>,
        /// 1 in 10 lies above.
        #[serde(default)]
        p90: Option<f64>,
        /// The standard deviation of the natural logarithm, where the tenths are not given.
        #[serde(default)]
        log_sd: Option<f64>,
    },
    /// Beta, between 0 and 1.
    Beta {
        /// The first parameter.
        alpha: f64,
        /// The second parameter.
        beta: f64,
    },
    /// Exponential.
    Exponential {
        /// Its median.
        median: f64,
    },
    /// One value, or a range without a shape.
    Point {
        /// The value.
        #[serde(default)]
        value: Option<f64>,
        /// The middle value.
        #[serde(default)]
        median: Option<f64>,
        /// The latest.
        #[serde(default)]
        latest: Option<f64>,
        /// The shortest.
        #[serde(default)]
        shortest: Option<f64>,
        /// The longest.
        #[serde(default)]
        longest: Option<f64>,
    },
}

/// A unit of a prior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Points of pain, 0 to 10.
    Nrs,
    /// Points of pain a week.
    NrsPerWeek,
    /// Points of the 24-item list of everyday problems.
    Rmdq,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// A rate a day.
    PerDay,
    /// One quantity over another.
    Ratio,
    /// A part of 1.
    Share,
    /// A correlation.
    Correlation,
}

/// A distribution as it stands in the file: unknown fields are errors, which a flattened enum cannot promise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    of: String,
    family: toml::Value,
    parameters: toml::Value,
    unit: Unit,
}

impl TryFrom<Written> for Distribution {
    type Error = toml::de::Error;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { of, family, parameters, unit } = written;
        let shape =
            toml::Table::from_iter([("family".to_owned(), family), ("parameters".to_owned(), parameters)]);
        Ok(Self { of, shape: shape.try_into()?, unit })
    }
}
