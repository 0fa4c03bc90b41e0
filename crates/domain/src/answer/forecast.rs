//! When an answer is likely: the diary is lived on, again and again, and answered each time (measures 4.8).
//!
//! Each future is drawn from the posterior: a component by its share, then coefficients, swings and drift given the
//! ratings so far, then ratings on days like those so far, with sessions as planned. The chance is rounded when it is
//! shown: single forecasts tell people apart only weakly.

use super::diary::is_time;
use super::fit::{Component, Posterior};
use super::say::Likely;
use super::{Decision, Diary, Occasion, Rating, SessionAt, Verdict, normal, reading};
use crate::entry::NrsScore;
use crate::trial::{Chance, Design, Draw, fraction, mixed};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How many days from now a forecast looks, nearest first. Measures 4.8.
const HORIZONS: [u32; 4] = [14, 28, 42, 56];
/// How many futures are drawn. Measures 4.8: 16 to 24.
const FUTURES: u32 = 16;
/// The share of futures with an answer from which it is likely. Measures 4.8.
const LIKELY: f64 = 0.8;

/// When an answer is likely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// In how many days an answer is likely: 14, 28, 42 or 56; `None` if it is not likely in 56 days.
    pub days: Option<u32>,
    /// What is to be expected then, or in 56 days.
    pub outlook: Outlook,
}

/// What the futures say after some days. Shares of 16 futures: round them before you show them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Chance of a firm verdict.
    pub firm: f64,
    /// Chance of [`Verdict::Helps`].
    pub helps: f64,
}

/// How sessions go on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ahead {
    /// On days like those so far.
    AsSoFar,
    /// As chance decides by this design, done as faithfully as so far.
    Drawn(Design),
}

impl Ahead {
    /// How sessions went on lately: by the design that fits the decisions of a diary, or as so far without any.
    #[must_use]
    pub fn guess(diary: &Diary) -> Self {
        Design::guess(&diary.decisions).map_or(Self::AsSoFar, Self::Drawn)
    }
}

impl Verdict {
    /// Whether this verdict answers the question: it helps, it does not help enough, or it makes it worse.
    #[must_use]
    pub fn is_firm(self) -> bool {
        match self {
            Self::Helps | Self::ProbablyNot | Self::Worse => true,
            Self::ProbablyHelps | Self::CantTell => false,
        }
    }
}

impl Forecast {
    /// Draws the futures of a diary that has no firm answer yet. Takes as long as 16 to 40 answers.
    ///
    /// Deterministic: chance comes from the SHA-256 of the diary. `None` before the first whole day with a rating, or
    /// without a technique.
    #[must_use]
    pub fn new(diary: &Diary, posterior: &Posterior, ahead: &Ahead) -> Option<Self> {
        let mut futures = Futures::draw(diary, posterior, ahead)?;
        let [sooner @ .., last] = HORIZONS;
        let outlook = futures.after(last);
        if outlook.firm < LIKELY {
            return Some(Self { days: None, outlook });
        }
        let soonest = sooner.into_iter().find_map(|days| Some((days, futures.likely_after(days)?)));
        let (days, outlook) = soonest.unwrap_or((last, outlook));
        Some(Self { days: Some(days), outlook })
    }

    /// What is to be expected after this many days, up to 56.
    #[must_use]
    pub fn outlook(diary: &Diary, posterior: &Posterior, ahead: &Ahead, days: u32) -> Option<Outlook> {
        Some(Futures::draw(diary, posterior, ahead)?.after(days))
    }
}

/// As it is said in words: where no answer is likely in 56 days, the chance by then.
impl From<Forecast> for Likely {
    fn from(forecast: Forecast) -> Self {
        let [.., last] = HORIZONS;
        Self { days: forecast.days.unwrap_or(last), chance: forecast.outlook.firm }
    }
}

/// Diaries that are lived to the last horizon.
struct Futures {
    now: f64,
    diaries: Vec<Diary>,
}

impl Futures {
    fn draw(diary: &Diary, posterior: &Posterior, ahead: &Ahead) -> Option<Self> {
        let diary = diary.usable();
        let habits = Habits::of(&diary, ahead)?;
        let seed = fingerprint(&diary);
        let diaries = (0..FUTURES).map(|number| {
            let mut luck = Luck::new(mixed(seed ^ u64::from(number)));
            let stratum = (f64::from(number) + luck.uniform()) / f64::from(FUTURES);
            Future::new(posterior, &diary, &mut luck, stratum)
                .map(|future| future.live(&diary, &habits, &mut luck))
        });
        Some(Self { now: diary.now, diaries: diaries.collect::<Option<_>>()? })
    }

    fn after(&mut self, days: u32) -> Outlook {
        let verdicts: Vec<Verdict> =
            (0..self.diaries.len()).filter_map(|number| self.verdict(number, days)).collect();
        Outlook {
            firm: share(&verdicts, Verdict::is_firm),
            helps: share(&verdicts, |it| it == Verdict::Helps),
        }
    }

    /// The outlook if an answer is likely; gives up as soon as it cannot be.
    fn likely_after(&mut self, days: u32) -> Option<Outlook> {
        let mut verdicts = Vec::new();
        for number in 0..self.diaries.len() {
            verdicts.push(self.verdict(number, days)?);
            let open = verdicts.iter().filter(|verdict| !verdict.is_firm()).count();
            if as_f64(open) > (1.0 - LIKELY) * as_f64(self.diaries.len()) {
                return None;
            }
        }
        Some(Outlook {
            firm: share(&verdicts, Verdict::is_firm),
            helps: share(&verdicts, |it| it == Verdict::Helps),
        })
    }

    fn verdict(&mut self, number: usize, days: u32) -> Option<Verdict> {
        let diary = self.diaries.get_mut(number)?;
        diary.now = self.now + f64::from(days);
        Some(reading(diary).verdict())
    }
}

fn share(verdicts: &[Verdict], is_so: impl Fn(Verdict) -> bool) -> f64 {
    let so = verdicts.iter().filter(|&&verdict| is_so(verdict)).count();
    if verdicts.is_empty() { 0.0 } else { as_f64(so) / as_f64(verdicts.len()) }
}

/// What a person has done so far, day by day.
struct Habits<'a> {
    ahead: &'a Ahead,
    /// Whole days from the first rating to now.
    days: Vec<Habit>,
    /// Techniques that chance draws from.
    techniques: Vec<usize>,
    /// Share of assigned sessions that were done; share of other days with a session.
    done: f64,
    own: f64,
    /// Share of sessions with a rating before them.
    before: f64,
    /// When in the day sessions are.
    clock: f64,
    /// The day from which the design counts, and decisions so far on that count.
    first: i32,
    decisions: Vec<Decision>,
}

/// One day: when in the day was rated, and which sessions there were.
#[derive(Debug, Clone, Default)]
struct Habit {
    ratings: Vec<(f64, Occasion)>,
    sessions: Vec<(f64, usize)>,
}

impl<'a> Habits<'a> {
    fn of(diary: &Diary, ahead: &'a Ahead) -> Option<Self> {
        if diary.techniques.is_empty() {
            return None;
        }
        let past = |at: f64| is_time(at) && at < diary.now;
        let start =
            diary.ratings.iter().map(|it| it.at).filter(|&at| past(at)).fold(f64::INFINITY, f64::min).floor();
        let whole_days = (diary.now.floor() - start).max(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 200 years")]
        let mut days = vec![Habit::default(); if whole_days.is_finite() { whole_days as usize } else { 0 }];
        let mut on = |at: f64, note: &dyn Fn(&mut Habit, f64)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a day that is checked"
            )]
            let day = (at.floor() - start) as usize;
            if at >= start && past(at) {
                days.get_mut(day).into_iter().for_each(|habit| note(habit, at - at.floor()));
            }
        };
        for rating in &diary.ratings {
            on(rating.at, &|habit, clock| habit.ratings.push((clock, rating.occasion)));
        }
        for session in &diary.sessions {
            on(session.at, &|habit, clock| habit.sessions.push((clock, session.technique)));
        }
        if days.is_empty() {
            return None;
        }
        let session_days: BTreeSet<i32> = diary.sessions.iter().filter_map(|it| day_of(it.at)).collect();
        let before_days: BTreeSet<i32> = diary
            .ratings
            .iter()
            .filter(|it| it.occasion == Occasion::BeforeSession)
            .filter_map(|it| day_of(it.at))
            .collect();
        let (assigned, other): (Vec<_>, Vec<_>) =
            diary.decisions.iter().partition(|decision| decision.assigned.is_some());
        let with_session =
            |of: &[&Decision]| as_f64(of.iter().filter(|it| session_days.contains(&it.day)).count());
        let drawn: BTreeSet<usize> = diary.decisions.iter().filter_map(|it| it.assigned).collect();
        let clocks = diary.sessions.iter().map(|session| session.at - session.at.floor());
        let first = diary.decisions.iter().map(|it| it.day).filter(|&day| is_time(f64::from(day))).min();
        let first = first.or(day_of(diary.now))?;
        Some(Self {
            ahead,
            techniques: if drawn.is_empty() { vec![0] } else { drawn.into_iter().collect() },
            // The simulated people of measures 4.5, counted as one more day each.
            done: (with_session(&assigned) + 0.90) / as_f64(assigned.len() + 1),
            own: (with_session(&other) + 0.03) / as_f64(other.len() + 1),
            before: if session_days.is_empty() {
                1.0
            } else {
                as_f64(session_days.intersection(&before_days).count()) / as_f64(session_days.len())
            },
            clock: if diary.sessions.is_empty() {
                0.5
            } else {
                clocks.sum::<f64>() / as_f64(diary.sessions.len())
            },
            first,
            decisions: diary
                .decisions
                .iter()
                .map(|it| Decision { day: it.day.saturating_sub(first), ..*it })
                .collect(),
            days,
        })
    }

    /// A day like those so far, or as chance decides.
    fn day(&self, day: i32, decisions: &mut Vec<Decision>, luck: &mut Luck) -> (Habit, Option<Decision>) {
        let mut habit = luck.one_of(&self.days).cloned().unwrap_or_default();
        let Ahead::Drawn(design) = self.ahead else { return (habit, None) };
        habit.sessions.clear();
        habit.ratings.retain(|(_, occasion)| *occasion != Occasion::BeforeSession);
        let since = u32::try_from(day.saturating_sub(self.first)).unwrap_or_default();
        let decision = design.decide(since, decisions, &self.techniques, &luck.design());
        decisions.push(decision);
        let other = luck.one_of(&self.techniques).copied();
        let session = match decision.assigned {
            Some(technique) => (luck.uniform() < self.done).then_some(technique),
            None => other.filter(|_| luck.uniform() < self.own),
        };
        if let Some(technique) = session {
            habit.sessions.push((self.clock, technique));
            if luck.uniform() < self.before {
                habit.ratings.push((self.clock, Occasion::BeforeSession));
            }
        }
        (habit, Some(Decision { day, ..decision }))
    }
}

/// One future: what is true in it.
struct Future<'a> {
    posterior: &'a Posterior,
    component: &'a Component,
    coefficients: Vec<f64>,
    /// Effects of techniques without a session so far, from the prior, by technique.
    untried: Vec<f64>,
    at: f64,
    swing: f64,
    drift: f64,
}

impl<'a> Future<'a> {
    fn new(posterior: &'a Posterior, diary: &Diary, luck: &mut Luck, stratum: f64) -> Option<Self> {
        let mut rest = stratum;
        let components = posterior.components();
        let number = components.iter().position(|component| {
            rest -= component.weight;
            rest < 0.0
        });
        let number = number.or(components.len().checked_sub(1))?;
        let component = components.get(number)?;
        let covariance = |row: usize, column: usize| posterior.covariance(number, row, column);
        let root = cholesky(posterior.size(), covariance);
        let normals: Vec<f64> = (0..posterior.size()).map(|_| luck.normal()).collect();
        let coefficients: Vec<f64> = posterior
            .means(number)
            .iter()
            .zip(&root)
            .map(|(mean, row)| mean + row.iter().zip(&normals).map(|(a, b)| a * b).sum::<f64>())
            .collect();
        let state = posterior.state(component, &coefficients);
        let swing_sd = state.swing_variance.max(0.0).sqrt();
        let slope = if swing_sd > 0.0 { state.covariance / swing_sd } else { 0.0 };
        let (one, other) = (luck.normal(), luck.normal());
        let untried_sd = 1.5 / (1.0 + component.half_life * component.half_life / 36.0).sqrt();
        let tried: BTreeSet<usize> = posterior.groups().iter().flatten().copied().collect();
        let untried = (0..diary.techniques.len()).map(|technique| {
            let effect = untried_sd * luck.normal();
            if tried.contains(&technique) { 0.0 } else { effect }
        });
        Some(Self {
            posterior,
            component,
            coefficients,
            untried: untried.collect(),
            at: state.at,
            swing: state.swing + swing_sd * one,
            drift: state.drift + slope * one + (state.drift_variance - slope * slope).max(0.0).sqrt() * other,
        })
    }

    /// Lives the diary to the last horizon.
    fn live(mut self, diary: &Diary, habits: &Habits, luck: &mut Luck) -> Diary {
        let mut diary = diary.clone();
        diary.sessions.sort_by(|a, b| a.at.total_cmp(&b.at));
        let mut decisions = habits.decisions.clone();
        let Some(first) = day_of(diary.now.ceil()) else { return diary };
        for ahead in 0..HORIZONS.into_iter().max().unwrap_or_default() {
            let day = first.saturating_add(i32::try_from(ahead).unwrap_or(i32::MAX));
            let (habit, decision) = habits.day(day, &mut decisions, luck);
            diary.decisions.extend(decision);
            let midnight = f64::from(day);
            diary.sessions.extend(
                habit
                    .sessions
                    .iter()
                    .map(|&(clock, technique)| SessionAt { at: midnight + clock, technique }),
            );
            diary.sessions.sort_by(|a, b| a.at.total_cmp(&b.at));
            let mut ratings = habit.ratings;
            ratings.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (clock, occasion) in ratings {
                let score = self.rate(midnight + clock, occasion, &diary.sessions, luck);
                diary.ratings.push(Rating { at: midnight + clock, occasion, score });
            }
        }
        diary
    }

    fn rate(&mut self, at: f64, occasion: Occasion, sessions: &[SessionAt], luck: &mut Luck) -> NrsScore {
        let component = self.component;
        let step = (at - self.at).max(0.0);
        self.at = at;
        let kept = libm::pow(component.phi, step);
        let variance = component.sigma * component.sigma;
        self.swing = kept * self.swing
            + (variance * (1.0 - component.r) * (1.0 - kept * kept)).max(0.0).sqrt() * luck.normal();
        self.drift += (variance * component.q * step).sqrt() * luck.normal();
        let row = self.posterior.regressors(component, at, occasion, sessions);
        let expected: f64 = row.iter().zip(&self.coefficients).map(|(x, b)| x * b).sum();
        let untried: f64 = sessions
            .iter()
            .filter(|session| session.at < at)
            .filter_map(|session| Some((session, self.untried.get(session.technique)?)))
            .map(|(session, effect)| effect * libm::exp2(-(at - session.at) / component.half_life))
            .sum();
        let noise = component.sigma * component.r.sqrt() * luck.normal();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 10")]
        let rounded = (expected - untried + self.swing + self.drift + noise).round().clamp(0.0, 10.0) as u8;
        NrsScore::new(rounded).unwrap_or(NrsScore::MAX)
    }
}

/// A lower triangular root of a covariance matrix; a variance of 0 gives a row of zeros.
fn cholesky(size: usize, covariance: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let mut root: Vec<Vec<f64>> = Vec::with_capacity(size);
    for row in 0..size {
        let mut line: Vec<f64> = Vec::with_capacity(row + 1);
        for column in 0..=row {
            let above = root.get(column).map_or(&line[..], Vec::as_slice);
            let known: f64 = line.iter().zip(above).map(|(a, b)| a * b).sum();
            let left = covariance(row, column) - known;
            line.push(match above.get(column) {
                _ if row == column => left.max(0.0).sqrt(),
                Some(&pivot) if pivot > 0.0 => left / pivot,
                _ => 0.0,
            });
        }
        root.push(line);
    }
    root
}

/// Chance for one future that goes on and on: `SplitMix64`.
struct Luck {
    state: u64,
    /// Where the design's chance comes from: the same all through one future.
    design: u64,
}

impl Luck {
    fn new(seed: u64) -> Self {
        Self { state: seed, design: mixed(seed ^ 1) }
    }

    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        fraction(mixed(self.state))
    }

    fn normal(&mut self) -> f64 {
        normal::quantile(self.uniform().max(1e-12))
    }

    fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below the number of things"
        )]
        let place = (self.uniform() * as_f64(things.len())) as usize;
        things.get(place).or(things.last())
    }

    /// The chance of a design for one future: the same for the same draw.
    fn design(&self) -> DesignLuck {
        DesignLuck(self.design)
    }
}

struct DesignLuck(u64);

impl Chance for DesignLuck {
    fn uniform(&self, draw: Draw) -> f64 {
        fraction(mixed(mixed(self.0) ^ draw.code()))
    }
}

/// 64 bits that stand for what the diary holds.
fn fingerprint(diary: &Diary) -> u64 {
    let mut hash = Sha256::new();
    hash.update(diary.now.to_le_bytes());
    hash.update(diary.worthwhile.to_le_bytes());
    let mut ratings: Vec<[u8; 10]> = Vec::with_capacity(diary.ratings.len() + diary.sessions.len());
    let entry = |at: f64, kind: u8, value: u8| {
        let mut bytes = [0; 10];
        bytes
            .iter_mut()
            .zip(at.to_be_bytes().into_iter().chain([kind, value]))
            .for_each(|(to, from)| *to = from);
        bytes
    };
    ratings.extend(diary.ratings.iter().map(|it| entry(it.at, it.occasion as u8, it.score.points())));
    ratings.extend(
        diary.sessions.iter().map(|it| entry(it.at, 9, u8::try_from(it.technique).unwrap_or(u8::MAX))),
    );
    // Order says nothing in a diary, so it must not change the forecast.
    ratings.sort_unstable();
    for entry in &ratings {
        hash.update(entry);
    }
    hash.finalize().iter().take(8).fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}

/// The day of a time, if it is one.
fn day_of(at: f64) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and times are within 100 years")]
    at.is_finite().then_some(at.floor() as i32)
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
