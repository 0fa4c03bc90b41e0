//! The answer: does massage help this person, by how much, and for how long.
//!
//! A linear-Gaussian state-space model in continuous time with decaying effects of sessions. Every non-linear
//! parameter lies on a small fixed grid, every linear one is integrated in closed form, and ratings of 0 and 10 are
//! treated as censored. The posterior is a weighted mixture of Gaussians, from which all chances follow without
//! sampling: no optimiser, no random numbers, the same bits everywhere.
//!
//! ```text
//! Diary -> Timeline -> Columns -> Pass (150 points of noise) -> Solver (45 of recovery and half-life) -> Posterior -> Answer
//! ```

mod benefit;
mod best;
mod columns;
mod could_fool;
mod counts;
mod diary;
mod doubts;
mod ends;
mod fit;
mod forecast;
mod grid;
mod journaled;
mod mixture;
mod normal;
mod outcome;
mod pass;
mod randomisation;
pub mod say;
mod solve;
mod verdict;

pub use could_fool::CouldFool;
pub use diary::{Change, Decision, Diary, InvalidDiary, Occasion, Rating, SessionAt};
pub use fit::{Component, Posterior, State};
pub use forecast::{Ahead, Forecast, Outlook};
pub use journaled::{ABOUT_A_VISIT, ANY_SELF_MASSAGE, ANY_VISIT};
pub use outcome::{
    Answer, Benefit, Cautious, Counts, Maintenance, MaintenanceAdvice, Quantiles, TechniqueEffect,
};
pub use randomisation::RandomisationTest;
pub use verdict::{Design, Missing, Reading, Verdict};

use benefit::Exposure;
use columns::{Kernel, Timeline};
use doubts::Figures;

/// The answer of a diary.
///
/// Pure and deterministic: the same diary gives the same bits on every machine. Entries that [`Diary::check`] would
/// name are left out; a border that reads files should call it first and tell the person. Time grows linearly with
/// the ratings, of which the latest 10,000 are used.
///
/// How many days an answer still needs costs many such answers, and is therefore asked for on its own: [`Forecast`].
#[must_use]
pub fn answer(diary: &Diary) -> Answer {
    match Posterior::fit(diary) {
        Some(posterior) => answer_of(diary, &posterior),
        None => without_ratings(diary),
    }
}

/// The answer of a diary that was fitted before.
#[must_use]
pub fn answer_of(diary: &Diary, posterior: &Posterior) -> Answer {
    let diary = &*diary.usable();
    let Some(exposure) = Exposure::new(diary, posterior, Kernel::AddsUp) else {
        let natural_recovery = benefit::natural_recovery(posterior, diary.now);
        return Answer { natural_recovery, ..without_ratings(diary) };
    };
    let timeline = &posterior.timeline;
    let counts = counts::count_diary(diary, timeline);
    let design = counts::design(diary, timeline, &counts);
    let missing = counts::missing(&counts, design);
    let total = benefit::total(posterior, &exposure);
    let benefit = Benefit::of(&total, diary.worthwhile);
    let reading = if missing.is_empty() {
        Reading::of(benefit.p_gt_0, benefit.p_worthwhile)
    } else {
        Reading::TooEarly
    };
    let natural_recovery = benefit::natural_recovery(posterior, diary.now);
    let chances = best::chances(posterior);
    let best = best::clear(posterior, &chances).filter(|_| missing.is_empty() && reading != Reading::Worse);
    let cautious = cautious(diary, posterior);
    let figures = Figures {
        natural_recovery,
        readings: cautious.map(|cautious| (benefit.q50, cautious.benefit.q50)),
        soreness: soreness(posterior),
    };
    let could_fool = doubts::doubts(diary, timeline, &counts, design, &missing, figures);
    Answer {
        verdict: reading.verdict(),
        reading,
        missing,
        design,
        counts,
        benefit: Some(benefit),
        half_life: Some(benefit::half_life(posterior)),
        half_life_is_clear: benefit.p_gt_0 >= 0.9,
        techniques: techniques(diary, posterior, &exposure, &chances),
        best: best.and_then(|group| posterior.groups().get(group)?.first().copied()),
        natural_recovery,
        could_fool,
        maintenance: maintenance(diary, posterior, &exposure, reading, &benefit),
        cautious,
    }
}

/// The reading alone, for forecasts that need many: the same as [`Answer::reading`] of [`answer`].
#[must_use]
pub fn reading(diary: &Diary) -> Reading {
    let diary = &*diary.usable();
    let timeline = Timeline::new(diary);
    let counts = counts::count_diary(diary, &timeline);
    let design = counts::design(diary, &timeline, &counts);
    if !counts::missing(&counts, design).is_empty() {
        return Reading::TooEarly;
    }
    let fitted = Posterior::fit(diary)
        .and_then(|posterior| Some((Exposure::new(diary, &posterior, Kernel::AddsUp)?, posterior)));
    let Some((exposure, posterior)) = fitted else { return Reading::TooEarly };
    let total = benefit::total(&posterior, &exposure);
    Reading::of(total.above(0.0), total.above(diary.worthwhile))
}

/// The reading of a diary that was fitted before and the benefit it rests on, without all else that [`answer_of`] tells.
#[must_use]
pub fn reading_of(diary: &Diary, posterior: &Posterior) -> (Reading, Option<Benefit>) {
    let diary = &*diary.usable();
    let timeline = &posterior.timeline;
    let counts = counts::count_diary(diary, timeline);
    let ready = counts::missing(&counts, counts::design(diary, timeline, &counts)).is_empty();
    let benefit = Exposure::new(diary, posterior, Kernel::AddsUp)
        .map(|exposure| Benefit::of(&benefit::total(posterior, &exposure), diary.worthwhile));
    let reading = match benefit {
        Some(benefit) if ready => Reading::of(benefit.p_gt_0, benefit.p_worthwhile),
        _ => Reading::TooEarly,
    };
    (reading, benefit)
}

/// What can be said without ratings, or without a session before one.
fn without_ratings(diary: &Diary) -> Answer {
    let diary = &*diary.usable();
    let timeline = Timeline::new(diary);
    let counts = counts::count_diary(diary, &timeline);
    let design = counts::design(diary, &timeline, &counts);
    let missing = counts::missing(&counts, design);
    let could_fool = doubts::doubts(diary, &timeline, &counts, design, &missing, Figures::default());
    Answer {
        verdict: Verdict::CantTell,
        reading: Reading::TooEarly,
        missing,
        design,
        counts,
        benefit: None,
        half_life: None,
        half_life_is_clear: false,
        techniques: Vec::new(),
        best: None,
        natural_recovery: None,
        could_fool,
        maintenance: None,
        cautious: None,
    }
}

/// The effect of each technique that had a session.
fn techniques(
    diary: &Diary,
    posterior: &Posterior,
    exposure: &Exposure,
    chances: &[f64],
) -> Vec<TechniqueEffect> {
    let mut effects = Vec::new();
    for ((group, members), p_best) in posterior.groups().iter().enumerate().zip(chances) {
        let peak = benefit::mixture(posterior, |_| benefit::unit(posterior, group, 1.0));
        for &technique in members {
            let (Some(name), Some(kappa), Some(sessions)) = (
                diary.techniques.get(technique),
                exposure.techniques.get(technique),
                exposure.sessions.get(technique),
            ) else {
                continue;
            };
            let own = benefit::mixture(posterior, |h| {
                benefit::unit(posterior, group, kappa.get(h).copied().unwrap_or_default())
            });
            effects.push(TechniqueEffect {
                technique,
                name: name.clone(),
                sessions: *sessions,
                peak: Quantiles::of(&peak),
                benefit: Quantiles::of(&own),
                p_gt_0: peak.above(0.0),
                p_best: *p_best,
            });
        }
    }
    effects.sort_by_key(|effect| effect.technique);
    effects
}

/// The same diary, read as if a session only renewed the effect.
fn cautious(diary: &Diary, posterior: &Posterior) -> Option<Cautious> {
    let resets = posterior.refit(Kernel::Resets, false);
    let exposure = Exposure::new(diary, &resets, Kernel::Resets)?;
    Some(Cautious {
        benefit: Quantiles::of(&benefit::total(&resets, &exposure)),
        log_evidence: resets.log_evidence_over(posterior),
    })
}

/// Median soreness just after a session, where it is likely and large enough to be felt.
fn soreness(posterior: &Posterior) -> Option<f64> {
    let sore = posterior.refit(Kernel::AddsUp, true);
    let points = benefit::soreness(&sore);
    (points.above(0.0) >= 0.95).then(|| points.quantile(0.5)).filter(|points| *points >= 0.3)
}

/// How often to go on, or that it can stop.
fn maintenance(
    diary: &Diary,
    posterior: &Posterior,
    exposure: &Exposure,
    reading: Reading,
    benefit: &Benefit,
) -> Option<Maintenance> {
    match reading.verdict() {
        Verdict::ProbablyNot | Verdict::Worse => {
            Some(Maintenance { advice: MaintenanceAdvice::NotWorthIt, gap: None })
        }
        Verdict::CantTell | Verdict::ProbablyHelps => None,
        Verdict::Helps => {
            let gap = benefit::gap(posterior, exposure, diary.worthwhile);
            let days = |days: f64| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "clamped to a quarter"
                )]
                let whole = days.floor().clamp(1.0, 91.0) as u32;
                whole
            };
            let from = days(gap.quantile(0.25));
            let to = days(gap.quantile(0.50)).max(from);
            // Without sessions the pain would be what it is now and the benefit: if that is below what was asked
            // for, sessions have nothing left to take away.
            let little_left =
                recent_pain(posterior).is_some_and(|pain| pain + benefit.q50 < diary.worthwhile);
            let advice = if little_left {
                MaintenanceAdvice::LittleLeft
            } else {
                MaintenanceAdvice::Every { from, to }
            };
            Some(Maintenance { advice, gap: Some(Quantiles::of(&gap)) })
        }
    }
}

/// Mean of the ratings of the last 14 rated days' span, where there are 7 of them.
fn recent_pain(posterior: &Posterior) -> Option<f64> {
    let ratings = &posterior.timeline.ratings;
    let since = ratings.last()?.at - 14.0;
    let recent: Vec<_> = ratings
        .iter()
        .filter(|rating| rating.at >= since)
        .map(|rating| f64::from(rating.score.points()))
        .collect();
    (recent.len() >= 7).then(|| recent.iter().sum::<f64>() / f64::from(counts::count(recent.len())))
}
