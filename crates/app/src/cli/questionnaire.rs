//! Questionnaires of your own.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Questionnaire {
    /// Bring a questionnaire that you may use: a FHIR R4 Questionnaire file
    Add(QuestionnaireAdd),
    /// List the questionnaires you have
    List,
    /// Fill one in
    Fill(QuestionnaireFill),
    /// See its scores so far
    Scores(QuestionnaireScores),
}

#[derive(Debug, Args)]
pub(crate) struct QuestionnaireAdd {
    /// The file
    pub(crate) file: PathBuf,
    /// How the score is worked out; without it, what fits the questionnaire
    #[arg(long, value_enum)]
    pub(crate) score: Option<ScoreRule>,
    /// So many of the items that count must have an answer
    #[arg(long, value_name = "ITEMS")]
    pub(crate) at_least: Option<u16>,
    /// Which score is better
    #[arg(long, value_enum)]
    pub(crate) better: Option<BetterScore>,
    /// The smallest change that matters to you, in points of the score
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(crate) worthwhile: Option<f64>,
    /// Only say what is in it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct QuestionnaireFill {
    /// Its number in the list, its title or its address; without it, the only one there is
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct QuestionnaireScores {
    /// Its number in the list, its title or its address; without it, the only one there is
    pub(crate) name: Option<String>,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// How a score is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreRule {
    /// Add the answers up
    Sum,
    /// Their mean
    Mean,
    /// Count the answers that are yes, or 1 or more
    Count,
    /// The sum, as a part of 100 of the largest sum
    Percent,
    /// No score
    None,
}

/// Which score is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BetterScore {
    Lower,
    Higher,
}

/// Reads points of a score.
fn points(text: &str) -> Result<f64, String> {
    let points = text.replace(',', ".").parse::<f64>().ok();
    points
        .filter(|points| points.is_finite() && *points > 0.0 && *points <= 1000.0)
        .ok_or_else(|| "write a number above 0, such as 2.5".to_owned())
}
