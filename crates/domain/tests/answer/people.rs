//! People drawn from the process of the measures (4.5), for tests and benchmarks. Not the calibration: fewer plans.

use domain::answer::{Decision, Diary, Occasion, Rating, SessionAt};
use domain::entry::NrsScore;

/// Splitmix64: small, seeded, the same everywhere.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }

    pub fn lognormal(&mut self, median: f64, sd: f64) -> f64 {
        median * libm::exp(sd * self.normal())
    }
}

/// What a drawn person is like.
#[derive(Debug, Clone)]
pub struct Person {
    pub days: i32,
    /// Peak effect of each technique.
    pub peaks: Vec<f64>,
    /// Share of days without morning and evening ratings.
    pub missing: f64,
    /// Subtracted from the level: a back that is nearly well has many zeros.
    pub lower: f64,
    /// Coin days instead of free choice.
    pub drawn: bool,
}

/// Draws a diary.
pub fn diary(seed: u64, person: &Person) -> Diary {
    let mut chance = Chance::new(seed);
    let level = (4.0 + 0.8 * chance.normal()).clamp(2.5, 6.0) - person.lower;
    let (recovery, tau) = (chance.between(1.0, 3.0), chance.between(10.0, 40.0));
    let sd = chance.lognormal(1.0, 0.25);
    let phi = chance.between(0.3, 0.8);
    let noise = chance.lognormal(0.5, 0.25);
    let morning = 0.4 * chance.normal();
    let half_life = chance.lognormal(2.0, 0.5);
    let mut swing = sd * (0.5 + chance.normal().abs());
    let mut at = 0.0;
    let mut diary = Diary {
        first_day: jiff::civil::date(2026, 3, 2),
        now: f64::from(person.days),
        ratings: Vec::new(),
        sessions: Vec::new(),
        techniques: (0..person.peaks.len()).map(|k| format!("technique {k}")).collect(),
        decisions: Vec::new(),
        flares: Vec::new(),
        changes: Vec::new(),
        worthwhile: 1.0,
    };
    let mut running = level + recovery;
    let mut rated = true;
    for day in 0..person.days {
        let leave = if person.missing > 0.0 { 0.5 * person.missing / (1.0 - person.missing) } else { 0.0 };
        rated = chance.uniform() < if rated { 1.0 - leave } else { 0.5 };
        for (time, occasion) in
            [(0.30, Occasion::Morning), (0.50, Occasion::BeforeSession), (0.85, Occasion::Evening)]
        {
            let time = f64::from(day) + time;
            let kept = libm::pow(phi, time - at);
            swing = kept * swing + sd * (1.0 - kept * kept).sqrt() * chance.normal();
            at = time;
            let effect: f64 = diary
                .sessions
                .iter()
                .map(|s| person.peaks[s.technique] * libm::exp2(-(time - s.at) / half_life))
                .sum();
            let pain = level + recovery * libm::exp(-time / tau) + swing - effect;
            let offset = if occasion == Occasion::Morning { morning } else { 0.0 };
            let points = (pain + offset + noise * chance.normal()).round().clamp(0.0, 10.0);
            let score = NrsScore::new(points as u8).unwrap();
            if occasion != Occasion::BeforeSession {
                if rated {
                    diary.ratings.push(Rating { at: time, occasion, score });
                }
                continue;
            }
            let feel = pain + noise * chance.normal();
            running = 0.9 * running + 0.1 * feel;
            let technique = chance.below(person.peaks.len().max(1));
            let session = if person.drawn {
                let yesterday = diary.sessions.last().is_some_and(|s| s.at > f64::from(day) - 1.0);
                let open = day >= 7 && !yesterday;
                let coin = open && chance.uniform() < 0.45;
                if day >= 7 {
                    let probability = if open { 0.45 } else { 0.0 };
                    diary.decisions.push(Decision { day, assigned: coin.then_some(technique), probability });
                }
                coin && chance.uniform() < 0.9
            } else {
                let logit = libm::log(0.35 / 0.65) + 0.9 * (feel - 2.5 - 0.5 * running);
                chance.uniform() < 1.0 / (1.0 + libm::exp(-logit))
            };
            if session && !person.peaks.is_empty() {
                diary.ratings.push(Rating { at: time, occasion, score });
                diary.sessions.push(SessionAt { at: time, technique });
            }
        }
    }
    diary
}
