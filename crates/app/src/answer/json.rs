//! The answer as JSON, for scripts: `schemas/answer.response.json`.

use super::Found;
use domain::answer::{
    Cautious, CouldFool, Counts, Design, Maintenance, MaintenanceAdvice, Missing, Quantiles, Reading, Verdict,
};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// What `backwise answer` gives back. A number that cannot be computed is null.
#[derive(Serialize)]
pub(super) struct Response<'a> {
    verdict: Verdict,
    /// What the gate lacks, by name.
    missing: Vec<&'static str>,
    benefit: Benefit,
    half_life_days: Range,
    techniques: BTreeMap<&'a str, Technique>,
    best: Option<&'a str>,
    natural_recovery: Option<f64>,
    /// What could have fooled us, by name.
    could_fool: Vec<String>,
    /// Only where the verdict is `cant_tell` and an answer is likely within 56 days.
    days_until_answer: Option<u32>,
    maintenance_days: Option<u32>,
    details: Details<'a>,
}

#[derive(Serialize)]
struct Benefit {
    #[serde(flatten)]
    range: Range,
    p_gt_0: Option<f64>,
    p_worthwhile: Option<f64>,
}

/// The chance from which an answer is likely: `measures.md` 4.8.
const LIKELY: f64 = 0.8;

/// Quantiles, or nulls.
#[derive(Serialize)]
struct Range {
    q05: Option<f64>,
    q50: Option<f64>,
    q95: Option<f64>,
}

impl Range {
    fn new(range: Option<Quantiles>) -> Self {
        Self {
            q05: range.map(|range| range.q05),
            q50: range.map(|range| range.q50),
            q95: range.map(|range| range.q95),
        }
    }
}

#[derive(Serialize)]
struct Technique {
    peak: Range,
    p_gt_0: f64,
    benefit: Range,
    p_best: f64,
    sessions: u32,
}

/// What is behind the answer.
#[derive(Serialize)]
struct Details<'a> {
    reading: &'static str,
    design: Design,
    first_day: Date,
    today: Date,
    worthwhile: f64,
    counts: &'a Counts,
    missing: &'a [Missing],
    could_fool: &'a [CouldFool],
    half_life_is_clear: bool,
    maintenance: Option<Maintenance>,
    cautious: Option<Cautious>,
    /// The chance of a firm answer in `days_until_answer` days, or in 56 days where that is null.
    chance_of_answer: Option<f64>,
    warnings: &'a [String],
}

impl<'a> Response<'a> {
    /// The answer of one diary.
    pub(super) fn new(found: &'a Found) -> Self {
        let (answer, diary) = (&found.answer, &found.diary);
        let benefit = answer.benefit;
        let likely = found.beside.likely;
        let range = benefit.map(|it| Quantiles { q05: it.q05, q50: it.q50, q95: it.q95 });
        let techniques = answer.techniques.iter().map(|effect| {
            let technique = Technique {
                peak: Range::new(Some(effect.peak)),
                p_gt_0: effect.p_gt_0,
                benefit: Range::new(Some(effect.benefit)),
                p_best: effect.p_best,
                sessions: effect.sessions,
            };
            (effect.name.as_str(), technique)
        });
        Self {
            verdict: answer.verdict,
            missing: answer.missing.iter().map(|missing| name(*missing)).collect(),
            benefit: Benefit {
                range: Range::new(range),
                p_gt_0: benefit.map(|it| it.p_gt_0),
                p_worthwhile: benefit.map(|it| it.p_worthwhile),
            },
            half_life_days: Range::new(answer.half_life),
            techniques: techniques.collect(),
            best: answer.best.and_then(|best| diary.techniques.get(best)).map(String::as_str),
            natural_recovery: answer.natural_recovery,
            could_fool: answer.could_fool.iter().map(what).collect(),
            days_until_answer: likely.filter(|likely| likely.chance >= LIKELY).map(|likely| likely.days),
            maintenance_days: answer.maintenance.and_then(|maintenance| match maintenance.advice {
                MaintenanceAdvice::Every { from, .. } => Some(from),
                MaintenanceAdvice::LittleLeft | MaintenanceAdvice::NotWorthIt => None,
            }),
            details: Details {
                reading: reading(answer.reading),
                design: answer.design,
                first_day: diary.first_day,
                today: found.today,
                worthwhile: diary.worthwhile,
                counts: &answer.counts,
                missing: &answer.missing,
                could_fool: &answer.could_fool,
                half_life_is_clear: answer.half_life_is_clear,
                maintenance: answer.maintenance,
                cautious: answer.cautious,
                chance_of_answer: likely.map(|likely| likely.chance),
                warnings: &found.warnings,
            },
        }
    }
}

/// The sentence that belongs to the verdict, by its name.
fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::TooEarly => "too_early",
        Reading::Helps => "helps",
        Reading::HelpsPerhapsLess => "helps_perhaps_less",
        Reading::PerhapsChance { .. } => "perhaps_chance",
        Reading::HelpsLittle => "helps_little",
        Reading::UnlikelyEnough => "unlikely_enough",
        Reading::Worse => "worse",
        Reading::Open => "open",
    }
}

/// The name of a thing that could fool us.
fn what(fool: &CouldFool) -> String {
    let value = serde_json::to_value(fool).unwrap_or_default();
    value.get("what").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// What the gate lacks, by the name that scripts know.
fn name(missing: Missing) -> &'static str {
    match missing {
        Missing::Days { .. } => "days",
        Missing::RatedDays { .. } => "rated_days",
        Missing::Sessions { .. } => "sessions",
        Missing::SessionEvenings { .. } => "session_day_evenings",
        Missing::OtherEvenings { .. } => "other_evenings",
        Missing::BeforeRatings { .. } => "before_ratings",
    }
}
