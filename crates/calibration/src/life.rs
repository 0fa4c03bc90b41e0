//! A simulated person lives their diary, day by day (`measures.md`, 4.5).

use crate::person::{Person, normal};
use crate::setting::{Plan, Setting, Twist};
use crate::tally::count;
use crate::truth::Truth;
use domain::answer::{Decision, Diary, Occasion, Rating, SessionAt};
use domain::entry::NrsScore;
use domain::trial::{Chance, Design, Draw, Spacing};
use jiff::{ToSpan, civil::date};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// The moments of a day.
const MORNING: f64 = 0.30;
const MIDDAY: f64 = 0.50;
const EVENING: f64 = 0.85;
/// 20 minutes after the session.
const AFTER: f64 = 1.0 / 72.0;
/// Mean length of a gap in the ratings, in days.
const GAP_DAYS: f64 = 2.0;

/// A diary, and what is true of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// What the estimator sees.
    pub diary: Diary,
    /// What it is to find.
    pub truth: Truth,
    /// What each session's ratings before and after were. Only a plain before-after comparison reads them.
    pub before_after: Vec<BeforeAfter>,
}

/// The ratings around one session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeforeAfter {
    /// When the session was.
    pub at: f64,
    /// The rating before it.
    pub before: f64,
    /// The rating after it, with 0.3 to 1 points of wishful rating.
    pub after: f64,
}

impl Life {
    /// Person number `person` of a group lives their diary. The same three always give the same life.
    #[must_use]
    pub fn of(setting: &Setting, seed: u64, group: u64, person: u64) -> Self {
        let mut rng = Pcg64::seed_from_u64(mixed(mixed(mixed(seed) ^ group) ^ person));
        live(setting, &mut rng)
    }

    /// The same life, as it was known after fewer days.
    #[must_use]
    pub fn until(&self, days: usize) -> Self {
        let now = count(days);
        let mut life = self.clone();
        life.diary.now = now;
        life.diary.ratings.retain(|rating| rating.at < now);
        life.diary.sessions.retain(|session| session.at < now);
        life.diary.decisions.retain(|decision| f64::from(decision.day) < now);
        life.truth.sessions.retain(|&(at, _)| at < now);
        life.before_after.retain(|session| session.at < now);
        life
    }

    /// The true average benefit of the whole diary; 0 without a session.
    #[must_use]
    pub fn benefit(&self) -> f64 {
        self.truth.benefit(self.diary.now).unwrap_or_default()
    }
}

/// One step of `SplitMix64`: neighbouring numbers give generators that have nothing in common.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// All chance of one day, drawn in one go whether it is needed or not: so the same person meets the same luck under
/// every plan, effect and twist, and differences between them are not luck.
#[derive(Debug, Clone, Copy)]
struct Luck {
    swings: [f64; 3],
    noises: [f64; 4],
    feeling: f64,
    coin: f64,
    technique: f64,
    done: f64,
    own: f64,
    gap: f64,
    wish: f64,
    flare: f64,
    flare_height: f64,
    flare_days: f64,
}

impl Luck {
    fn draw(rng: &mut Pcg64) -> Self {
        Self {
            swings: [(); 3].map(|()| normal(rng)),
            noises: [(); 4].map(|()| normal(rng)),
            feeling: normal(rng),
            coin: rng.random(),
            technique: rng.random(),
            done: rng.random(),
            own: rng.random(),
            gap: rng.random(),
            wish: rng.random_range(0.3..1.0),
            flare: rng.random(),
            flare_height: rng.random_range(1.5..3.5),
            flare_days: rng.random_range(2.0..5.0),
        }
    }
}

/// The chance of a design, from the person's generator.
struct Dice {
    luck: Luck,
    lengths: Vec<f64>,
    orders: Vec<f64>,
}

impl Chance for Dice {
    fn uniform(&self, draw: Draw) -> f64 {
        let nth = |numbers: &[f64], pair: u32| {
            usize::try_from(pair).ok().and_then(|pair| numbers.get(pair)).copied().unwrap_or_default()
        };
        match draw {
            Draw::Day(_) => self.luck.coin,
            Draw::Technique(_) => self.luck.technique,
            Draw::Length(pair) => nth(&self.lengths, pair),
            Draw::Order(pair) => nth(&self.orders, pair),
        }
    }
}

/// Someone in the middle of their diary.
struct Living<'a> {
    setting: &'a Setting,
    life: Life,
    dice: Dice,
    /// The swing of pain, and when it was that.
    swing: f64,
    swing_at: f64,
    /// Days since the baseline with a session, as decisions: the coin looks at what was done.
    done: Vec<Decision>,
    running_mean: f64,
    in_gap: bool,
    flare: Option<(f64, f64)>,
}

fn live(setting: &Setting, rng: &mut Pcg64) -> Life {
    let mut person = setting.twist.applied_to(Person::draw(rng));
    person.half_life = setting.half_life.unwrap_or(person.half_life);
    let pairs = setting.days / 2 + 1;
    let lengths = (0..pairs).map(|_| rng.random()).collect();
    let orders = (0..pairs).map(|_| rng.random()).collect();
    let in_gap = rng.random::<f64>() < setting.missing;
    let luck = Luck::draw(rng);
    let mut living = Living {
        setting,
        swing: person.first_swing,
        swing_at: 0.0,
        life: Life {
            diary: empty_diary(&person, setting),
            truth: Truth::new(person, setting),
            before_after: Vec::new(),
        },
        dice: Dice { luck, lengths, orders },
        done: Vec::new(),
        running_mean: 5.0,
        in_gap,
        flare: None,
    };
    for day in 0..setting.days {
        living.dice.luck = Luck::draw(rng);
        living.day(day);
    }
    living.life
}

fn empty_diary(person: &Person, setting: &Setting) -> Diary {
    let monday = date(2026, 1, 5);
    let later = i64::try_from(person.first_weekday).unwrap_or_default();
    Diary {
        first_day: monday.saturating_add(later.days()),
        now: count(setting.days),
        ratings: Vec::new(),
        sessions: Vec::new(),
        techniques: ["A", "B", "C"].iter().take(setting.peaks.len()).map(ToString::to_string).collect(),
        decisions: Vec::new(),
        flares: Vec::new(),
        changes: Vec::new(),
        worthwhile: 1.0,
    }
}

impl Living<'_> {
    fn day(&mut self, day: usize) {
        let midnight = count(day);
        let luck = self.dice.luck;
        let twist = self.setting.twist;
        let [morning_swing, midday_swing, evening_swing] = luck.swings;
        let [morning_noise, before_noise, evening_noise, after_noise] = luck.noises;
        let noise = self.life.truth.person.noise;
        self.flare(midnight);

        self.advance(midnight + MORNING, morning_swing);
        let morning = self.pain(midnight + MORNING, day) + self.life.truth.person.morning;

        let midday = midnight + MIDDAY;
        self.advance(midday, midday_swing);
        let pain = self.pain(midday, day);
        let feel = pain + noise * luck.feeling;
        let session = self.session(day, feel);
        self.running_mean = 0.9 * self.running_mean + 0.1 * feel;
        if let Some(technique) = session {
            let before = score(pain + noise * before_noise);
            if !matches!(twist, Twist::NoBefore | Twist::EveningOnly) {
                self.rate(midday, Occasion::BeforeSession, before);
            }
            self.life.diary.sessions.push(SessionAt { at: midday, technique });
            self.life.truth.sessions.push((midday, technique));
            let after = score(self.pain(midday + AFTER, day) + noise * after_noise - luck.wish);
            self.life.before_after.push(BeforeAfter {
                at: midday,
                before: f64::from(before.points()),
                after: f64::from(after.points()),
            });
        }

        self.advance(midnight + EVENING, evening_swing);
        let pain = self.pain(midnight + EVENING, day);
        let wishful = if twist == Twist::Wishful && session.is_some() { 0.3 } else { 0.0 };
        self.gap(midnight + EVENING, pain);
        if !self.in_gap {
            if !matches!(twist, Twist::EveningAndBefore | Twist::EveningOnly) {
                self.rate(midnight + MORNING, Occasion::Morning, score(morning + noise * morning_noise));
            }
            self.rate(midnight + EVENING, Occasion::Evening, score(pain + noise * evening_noise - wishful));
        }
    }

    /// Lets the swing go on to a later time.
    fn advance(&mut self, at: f64, innovation: f64) {
        let person = &self.life.truth.person;
        let kept = libm::pow(person.memory, at - self.swing_at);
        self.swing = kept * self.swing + person.swing * (1.0 - kept * kept).sqrt() * innovation;
        self.swing_at = at;
    }

    /// The pain that nobody writes down exactly, p(t).
    fn pain(&self, at: f64, day: usize) -> f64 {
        let truth = &self.life.truth;
        let flare = self.flare.filter(|&(until, _)| at < until).map_or(0.0, |(_, height)| height);
        truth.person.level + truth.person.recovery_at(at) + self.swing + truth.person.weekday(day) + flare
            - truth.relief(at)
    }

    /// Perhaps a flare begins: one in 30 days.
    fn flare(&mut self, midnight: f64) {
        let luck = self.dice.luck;
        let over = self.flare.is_none_or(|(until, _)| until <= midnight);
        if self.setting.twist == Twist::Flares && over && luck.flare < 1.0 / 30.0 {
            self.flare = Some((midnight + luck.flare_days, luck.flare_height));
        }
    }

    /// A two-state chain: gaps last [`GAP_DAYS`] on average and hold the share of days that is missing.
    fn gap(&mut self, at: f64, pain: f64) {
        let leave = 1.0 / GAP_DAYS;
        let enter = leave * self.setting.missing / (1.0 - self.setting.missing);
        let person = &self.life.truth.person;
        let enter = match self.setting.twist {
            Twist::SkipsGoodDays if pain < person.level + person.recovery_at(at) => 2.0 * enter,
            Twist::SkipsGoodDays => 0.0,
            _ => enter,
        };
        self.in_gap = self.dice.luck.gap < if self.in_gap { 1.0 - leave } else { enter };
    }

    /// The technique of today's session, if there is one.
    fn session(&mut self, day: usize, feel: f64) -> Option<usize> {
        let luck = self.dice.luck;
        let technique = scaled(luck.technique, self.setting.peaks.len());
        let since = day.checked_sub(self.setting.plan.baseline_days())?;
        let assigned = match self.setting.plan {
            Plan::Free | Plan::FreeAfterBaseline => {
                let wish = libm::log(0.35 / 0.65) + 0.9 * (feel - 0.5 * 5.0 - 0.5 * self.running_mean);
                return (luck.coin < 1.0 / (1.0 + libm::exp(-wish))).then_some(technique);
            }
            Plan::Fixed => {
                let weekday = (self.life.truth.person.first_weekday + day) % 7;
                [0, 2, 4].contains(&weekday).then_some(technique)
            }
            Plan::Random | Plan::Blocks => self.assignment(day, since),
        };
        let session = self.adherence(assigned, technique, feel);
        if session.is_some() {
            self.done.push(Decision { day: as_i32(since), assigned: session, probability: 1.0 });
        }
        session
    }

    /// What chance decides for today, by the design that real tests use.
    fn assignment(&mut self, day: usize, since: usize) -> Option<usize> {
        let techniques: Vec<usize> = (0..self.setting.peaks.len()).collect();
        let design = match self.setting.plan {
            Plan::Blocks => Design::Blocks { shortest: 4, longest: 8, spacing: Spacing::default() },
            _ => Design::coin_days(),
        };
        let since = u32::try_from(since).unwrap_or(u32::MAX);
        let decision = design.decide(since, &self.done, &techniques, &self.dice);
        self.life.diary.decisions.push(Decision { day: as_i32(day), ..decision });
        decision.assigned
    }

    /// What is done of what was assigned, and what is done besides.
    fn adherence(&self, assigned: Option<usize>, own: usize, feel: f64) -> Option<usize> {
        let luck = self.dice.luck;
        if self.setting.perfect_adherence {
            return assigned;
        }
        match assigned {
            Some(technique) => (luck.done < if feel < 3.0 { 0.75 } else { 0.90 }).then_some(technique),
            None => (luck.own < if feel >= 7.0 { 0.10 } else { 0.03 }).then_some(own),
        }
    }

    fn rate(&mut self, at: f64, occasion: Occasion, score: NrsScore) {
        self.life.diary.ratings.push(Rating { at, occasion, score });
    }
}

/// A whole number from 0 to 10.
fn score(pain: f64) -> NrsScore {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 10")]
    let rounded = pain.round().clamp(0.0, 10.0) as u8;
    NrsScore::new(rounded).unwrap_or(NrsScore::MAX)
}

fn as_i32(days: usize) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

fn scaled(uniform: f64, things: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to below `things`")]
    let place = (uniform * count(things)) as usize;
    place.min(things.saturating_sub(1))
}

#[cfg(test)]
mod tests;
