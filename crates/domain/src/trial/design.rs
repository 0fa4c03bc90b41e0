//! The rule by which chance picks the days of a test.

use super::{Chance, Draw};
use crate::answer::Decision;
use serde::{Deserialize, Serialize};

/// How chance picks the days with a session.
///
/// The rule looks at assignments only, never at what was done or how much it hurt, so that the draw can be repeated
/// later for the randomisation test with the same chances.
///
/// ```
/// use domain::trial::{Design, Seed};
///
/// let design = Design::coin_days();
/// let decisions = design.draw(0..28, &[0, 1], &Seed::new("a seed"));
/// assert_eq!(decisions.len(), 28);
/// assert!(decisions.windows(2).all(|pair| pair[0].assigned.is_none() || pair[1].assigned.is_none()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Design {
    /// A coin for each day that may have a session: on day `d` the draw [`Draw::Day`]`(d)` below `probability`.
    CoinDays {
        /// The chance of a session on a day that may have one.
        probability: f64,
        /// How far apart sessions have to be.
        spacing: Spacing,
    },
    /// Pairs of equally long blocks with and without sessions.
    ///
    /// Pair `k` has blocks of `shortest + floor(u × (longest − shortest + 1))` days, `u` the draw
    /// [`Draw::Length`]`(k)`; the block with sessions comes first when [`Draw::Order`]`(k)` is below ½. In a block with
    /// sessions the first day and then every `rest_days + 1`th has one, unless the spacing forbids it.
    Blocks {
        /// The fewest days of a block; at least 1 is used.
        shortest: u32,
        /// The most days of a block; at least `shortest` is used.
        longest: u32,
        /// How far apart sessions have to be.
        spacing: Spacing,
    },
}

/// How far apart sessions have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spacing {
    /// Days without a session after a day with one.
    pub rest_days: u32,
    /// The most sessions in any 7 days in a row.
    pub most_in_7_days: u32,
}

impl Default for Spacing {
    /// No two days running, and no other limit.
    fn default() -> Self {
        Self { rest_days: 1, most_in_7_days: 7 }
    }
}

impl Spacing {
    /// Whether a session on `day` keeps its distance from those assigned earlier.
    fn allows(self, day: i32, earlier: &[Decision]) -> bool {
        let days_ago = |decision: &Decision| day.saturating_sub(decision.day);
        let rest = i32::try_from(self.rest_days).unwrap_or(i32::MAX);
        let assigned = || earlier.iter().rev().filter(|decision| decision.assigned.is_some());
        let resting = assigned().any(|decision| days_ago(decision) <= rest);
        let this_week = assigned().filter(|decision| days_ago(decision) < 7).count();
        !resting && u32::try_from(this_week).is_ok_and(|count| count < self.most_in_7_days)
    }
}

impl Design {
    /// The usual design: a chance of 0.45 and no two days running (`measures.md`, 4.6.5).
    #[must_use]
    pub fn coin_days() -> Self {
        Self::CoinDays { probability: 0.45, spacing: Spacing::default() }
    }

    /// The design for an effect that is expected to last longer than 4 days: blocks of 5 to 7 days (`measures.md`,
    /// 4.6.5).
    #[must_use]
    pub fn blocks() -> Self {
        Self::Blocks { shortest: 5, longest: 7, spacing: Spacing::default() }
    }

    /// How far apart sessions have to be.
    #[must_use]
    pub fn spacing(&self) -> Spacing {
        match *self {
            Self::CoinDays { spacing, .. } | Self::Blocks { spacing, .. } => spacing,
        }
    }

    /// Decides one day of the test, counted from 0.
    ///
    /// `earlier` are the decisions for the days before, oldest first, on the same count. `techniques` are those that may
    /// be drawn today; the session gets one of them with equal chances, number `floor(u × how many)`, `u` the draw
    /// [`Draw::Technique`]. Without any there is no session.
    ///
    /// The probability of the decision is the chance that the rule gave the day: 0 where the spacing forbids a session,
    /// and ½ in blocks on days that have a session if their block is the one with sessions.
    #[must_use]
    pub fn decide(
        &self,
        day: u32,
        earlier: &[Decision],
        techniques: &[usize],
        chance: &impl Chance,
    ) -> Decision {
        let number = i32::try_from(day).unwrap_or(i32::MAX);
        if techniques.is_empty() || !self.spacing().allows(number, earlier) {
            return Decision { day: number, assigned: None, probability: 0.0 };
        }
        let (probability, drawn) = match *self {
            Self::CoinDays { probability, .. } => (probability, chance.uniform(Draw::Day(day)) < probability),
            Self::Blocks { shortest, longest, spacing } => match block(day, shortest, longest, chance) {
                (place, on) if place.is_multiple_of(spacing.rest_days.saturating_add(1)) => (0.5, on),
                _ => (0.0, false),
            },
        };
        let assigned = drawn.then(|| pick(techniques, chance.uniform(Draw::Technique(day)))).flatten();
        Decision { day: number, assigned, probability }
    }

    /// The rule behind decisions that come without one, such as those of a file: coin days, if all chances that are not
    /// 0 are the same. Sessions that never came closer than so many days are taken to be kept apart by the rule.
    ///
    /// `None` without a session among the decisions, or where the chances differ.
    ///
    /// ```
    /// use domain::trial::{Design, Seed};
    ///
    /// let decisions = Design::coin_days().draw(0..56, &[0], &Seed::new("a seed"));
    /// assert_eq!(Design::guess(&decisions), Some(Design::coin_days()));
    /// ```
    #[must_use]
    pub fn guess(decisions: &[Decision]) -> Option<Self> {
        let mut chances = decisions.iter().map(|it| it.probability).filter(|chance| *chance > 0.0);
        let probability = chances.next()?;
        let mut days: Vec<i32> =
            decisions.iter().filter(|it| it.assigned.is_some()).map(|it| it.day).collect();
        if days.is_empty() || chances.any(|chance| (chance - probability).abs() > 1e-9) {
            return None;
        }
        days.sort_unstable();
        let closest = days.iter().zip(days.iter().skip(1)).map(|(day, next)| next - day).min();
        // A gap of 1 day is a usual rule; a longer one would be guessed from few sessions by luck alone.
        let rest_days = u32::from(closest.is_none_or(|closest| closest > 1));
        Some(Self::CoinDays { probability, spacing: Spacing { rest_days, ..Spacing::default() } })
    }

    /// Whether this day was closed to sessions: a chance of 0 on a coin day for which the spacing gives no reason.
    pub(crate) fn was_closed(&self, decision: &Decision, all: &[Decision]) -> bool {
        let earlier: Vec<Decision> = all.iter().filter(|it| it.day < decision.day).copied().collect();
        matches!(self, Self::CoinDays { .. })
            && decision.probability <= 0.0
            && self.spacing().allows(decision.day, &earlier)
    }

    /// Decides all these days, which come in order and each once.
    ///
    /// Days that are left out, because they were closed to sessions, get no decision.
    #[must_use]
    pub fn draw(
        &self,
        days: impl IntoIterator<Item = u32>,
        techniques: &[usize],
        chance: &impl Chance,
    ) -> Vec<Decision> {
        let mut decisions = Vec::new();
        for day in days {
            decisions.push(self.decide(day, &decisions, techniques, chance));
        }
        decisions
    }
}

/// One of them with equal chances.
fn pick(techniques: &[usize], uniform: f64) -> Option<usize> {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small count times a number from 0 to 1"
    )]
    let place = (uniform * techniques.len() as f64) as usize;
    techniques.get(place).or(techniques.last()).copied()
}

/// The day's place in its block, and whether the block is one with sessions.
fn block(day: u32, shortest: u32, longest: u32, chance: &impl Chance) -> (u32, bool) {
    let shortest = shortest.max(1);
    let lengths = f64::from(longest.saturating_sub(shortest).saturating_add(1));
    let mut pair = 0;
    let mut left = day;
    loop {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to below `lengths`"
        )]
        let extra = (chance.uniform(Draw::Length(pair)) * lengths) as u32;
        let length = shortest.saturating_add(extra);
        if left / 2 < length {
            let second = left >= length;
            let sessions_first = chance.uniform(Draw::Order(pair)) < 0.5;
            return (left % length, sessions_first != second);
        }
        left -= length * 2;
        pair += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::Seed;
    use proptest::prelude::*;

    fn sessions(decisions: &[Decision]) -> Vec<i32> {
        decisions.iter().filter(|decision| decision.assigned.is_some()).map(|decision| decision.day).collect()
    }

    #[test]
    fn a_day_is_drawn_the_same_alone_and_in_the_whole_plan() {
        let seed = Seed::new("once");
        for design in [Design::coin_days(), Design::blocks()] {
            let all = design.draw(0..84, &[0, 1, 2], &seed);
            for (day, decision) in (0..84).zip(&all) {
                let earlier = &all[..day as usize];
                assert_eq!(design.decide(day, earlier, &[0, 1, 2], &seed), *decision);
            }
        }
    }

    /// A renewal takes 1 day and then 1/p days of waiting: 0.45 / 1.45 = 0.31 sessions a day.
    #[test]
    fn coin_days_come_as_often_as_the_rule_says() {
        let drawn = sessions(&Design::coin_days().draw(0..5000, &[0], &Seed::new("often"))).len();
        assert!((1_472..=1_632).contains(&drawn), "{drawn} of 5000, expected 1552");
    }

    #[test]
    fn blocks_come_in_pairs_of_one_with_sessions_and_one_without() {
        let seed = Seed::new("pairs");
        let design =
            Design::Blocks { shortest: 4, longest: 4, spacing: Spacing { rest_days: 0, most_in_7_days: 7 } };
        let drawn = sessions(&design.draw(0..80, &[0], &seed));
        assert_eq!(drawn.len(), 40);
        for pair in 0..10 {
            let first = drawn.iter().filter(|&&day| day / 8 == pair).count();
            assert_eq!(first, 4, "pair {pair} of {drawn:?}");
        }
        let first_blocks = (0..10).filter(|pair| drawn.contains(&(pair * 8))).count();
        assert!((1..10).contains(&first_blocks), "the order is drawn too");
    }

    #[test]
    fn each_technique_is_drawn_about_as_often() {
        let decisions = Design::coin_days().draw(0..3000, &[4, 7], &Seed::new("which"));
        let fours = decisions.iter().filter(|decision| decision.assigned == Some(4)).count();
        let sevens = decisions.iter().filter(|decision| decision.assigned == Some(7)).count();
        assert!(fours.abs_diff(sevens) < 100, "{fours} and {sevens}");
    }

    proptest! {
        /// Sessions keep the distance that the spacing asks for, whatever days are closed.
        #[test]
        fn sessions_keep_their_distance(
            words in "[a-z]{1,8}",
            closed in prop::collection::btree_set(0_u32..90, 0..40),
            rest_days in 0_u32..4,
            most_in_7_days in 0_u32..5,
            shortest in 0_u32..9,
            longest in 0_u32..9,
            coins in any::<bool>(),
        ) {
            let spacing = Spacing { rest_days, most_in_7_days };
            let design = if coins {
                Design::CoinDays { probability: 0.8, spacing }
            } else {
                Design::Blocks { shortest, longest, spacing }
            };
            let open = (0..90).filter(|day| !closed.contains(day));
            let decisions = design.draw(open, &[0], &Seed::new(words));
            let days = sessions(&decisions);
            for pair in days.windows(2) {
                prop_assert!(pair[1] - pair[0] > i32::try_from(rest_days).unwrap(), "{days:?}");
            }
            for first in 0..90 {
                let week = days.iter().filter(|&&day| (first..first + 7).contains(&day)).count();
                prop_assert!(week <= most_in_7_days as usize, "{days:?}");
            }
            for decision in &decisions {
                prop_assert!(decision.assigned.is_none() || decision.probability > 0.0);
                prop_assert!(!closed.contains(&u32::try_from(decision.day).unwrap()));
            }
        }
    }
}
