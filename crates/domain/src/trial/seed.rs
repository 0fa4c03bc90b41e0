//! Chance that anyone can check: numbers from a seed that was promised before it was used.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Where uniform numbers come from: a [`Seed`] in a person's test, a quick generator in redraws.
pub trait Chance {
    /// A number from 0 up to, but not including, 1. The same draw gives the same number.
    fn uniform(&self, draw: Draw) -> f64;
}

/// What a number is drawn for. Days and blocks count from 0 at the first day of the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Draw {
    /// Whether this day has a session.
    Day(u32),
    /// Which technique the session of this day has.
    Technique(u32),
    /// How long both blocks of this pair are.
    Length(u32),
    /// Which block of this pair comes first.
    Order(u32),
}

impl Draw {
    /// A number of its own for each draw, for generators that work without words.
    pub(crate) fn code(self) -> u64 {
        let (kind, number) = match self {
            Self::Day(day) => (0, day),
            Self::Technique(day) => (1, day),
            Self::Length(pair) => (2, pair),
            Self::Order(pair) => (3, pair),
        };
        u64::from(number) << 2 | kind
    }

    /// The words that are hashed, such as `day 12`.
    ///
    /// ```
    /// assert_eq!(domain::trial::Draw::Day(12).words(), "day 12");
    /// ```
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Day(day) => format!("day {day}"),
            Self::Technique(day) => format!("technique {day}"),
            Self::Length(pair) => format!("length {pair}"),
            Self::Order(pair) => format!("order {pair}"),
        }
    }
}

/// The secret from which every day of a test is drawn.
///
/// Its hash is shown first and the seed afterwards, so that nobody can choose a seed that suits them. Both can be
/// checked without this program:
///
/// ```text
/// $ printf %s 'a seed' | sha256sum            # the promise
/// 8f44d509e0492acec4fc109a030a5c751f063fb743cc388f0ed722bacc3bc66c
/// $ printf %s 'a seed/day 0' | sha256sum      # the first day
/// ad049683eda0cd9b14e3e0e6c8dcf2a3ee49a33614af8dce2c149e3a8fd1e9e9
/// ```
///
/// The first 13 hexadecimal digits of the second hash, divided by 16 to the power of 13, are the number. A coin day
/// has a session when the number is below the probability; here it is 0.676, so with a probability of 0.45 it has none.
///
/// ```
/// use domain::trial::{Chance, Draw, Seed};
///
/// let seed = Seed::new("a seed");
/// assert!((seed.uniform(Draw::Day(0)) - 0.675_851_256_569_902).abs() < 1e-12);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(String);

/// A text that is not 32 bytes in hexadecimal digits. It is not repeated, because a seed is a secret until the end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a seed is 64 digits from 0 to 9 and a to f")]
pub struct InvalidSeed;

/// Hides the seed: while a test runs, nobody is to see it by accident.
impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Seed").field(&self.promise()).finish()
    }
}

impl Seed {
    /// A seed of any words. Make them too long to be guessed: 32 random bytes, written as 64 digits, will do.
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The seed of 32 random bytes, as 64 hexadecimal digits.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(hexadecimal(bytes))
    }

    /// The seed that these 64 hexadecimal digits write; capitals become small letters.
    ///
    /// # Errors
    ///
    /// [`InvalidSeed`] if the text is anything else.
    ///
    /// ```
    /// use domain::trial::Seed;
    ///
    /// assert_eq!(Seed::from_hex(&"0F".repeat(32))?, Seed::from_bytes(&[15; 32]));
    /// assert!(Seed::from_hex("0f").is_err());
    /// # Ok::<(), domain::trial::InvalidSeed>(())
    /// ```
    pub fn from_hex(text: &str) -> Result<Self, InvalidSeed> {
        let valid = text.len() == 64 && text.bytes().all(|letter| letter.is_ascii_hexdigit());
        if valid { Ok(Self(text.to_ascii_lowercase())) } else { Err(InvalidSeed) }
    }

    /// What is shown before the first draw: SHA-256 of the words of the seed with the text of the plan straight after
    /// them, as 64 hexadecimal digits (`reference`: standards, 1.2).
    ///
    /// ```text
    /// $ printf %s 'a seed' 'and a plan' | sha256sum
    /// 4e3004ab2b676831e913bb00d80d80b2fc4c3e254f3e4b2c9ddaa3e85158ef3c
    /// ```
    #[must_use]
    pub fn commitment(&self, plan_text: &str) -> String {
        hexadecimal(&Sha256::new().chain_update(&self.0).chain_update(plan_text).finalize())
    }

    /// The words, to be shown when the test is over.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The SHA-256 hash of the words as 64 hexadecimal digits, to be shown before the first day.
    #[must_use]
    pub fn promise(&self) -> String {
        hexadecimal(&Sha256::digest(self.0.as_bytes()))
    }

    /// The first 64 bits of the SHA-256 of `{seed}/{words}`, for generators that go on from there.
    pub(crate) fn number(&self, words: &str) -> u64 {
        first_bits(&Sha256::digest(format!("{}/{words}", self.0).as_bytes()))
    }

    /// Whether this seed is the one that was promised.
    #[must_use]
    pub fn keeps(&self, promise: &str) -> bool {
        self.promise().eq_ignore_ascii_case(promise.trim())
    }
}

impl Chance for Seed {
    /// SHA-256 of `{seed}/{draw}`; its first 52 bits as a fraction.
    fn uniform(&self, draw: Draw) -> f64 {
        fraction(self.number(&draw.words()))
    }
}

fn first_bits(hash: &[u8]) -> u64 {
    hash.iter().take(8).fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}

/// The first 52 of these bits as a number from 0 up to 1; exact, because 52 bits fit a double.
pub(crate) fn fraction(bits: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "52 bits fit a double exactly")]
    let numerator = (bits >> 12) as f64;
    numerator / 4_503_599_627_370_496.0 // 16 to the power of 13
}

/// The last step of `SplitMix64`: numbers that differ in one bit come out with nothing in common.
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot go wrong.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures come from `sha256sum` and a calculator.
    #[test]
    fn a_promise_and_a_draw_can_be_redone_with_other_tools() {
        let seed = Seed::new("a seed");
        assert_eq!(seed.promise(), "8f44d509e0492acec4fc109a030a5c751f063fb743cc388f0ed722bacc3bc66c");
        assert!(seed.keeps(" 8F44d509e0492acec4fc109a030a5c751f063fb743cc388f0ed722bacc3bc66c\n"));
        assert!(!Seed::new("a seeds").keeps(&seed.promise()));
        assert_eq!(
            seed.commitment("and a plan"),
            "4e3004ab2b676831e913bb00d80d80b2fc4c3e254f3e4b2c9ddaa3e85158ef3c"
        );
        assert!((seed.uniform(Draw::Day(0)) - 0.675_851_256_569_902).abs() < 1e-15);
        assert_ne!(seed.uniform(Draw::Day(1)).to_bits(), seed.uniform(Draw::Technique(1)).to_bits());
    }

    #[test]
    fn fractions_stay_below_one() {
        assert!(fraction(u64::MAX) < 1.0);
        assert!(fraction(0).abs() < f64::EPSILON);
        assert_eq!(first_bits(&[1, 0, 0, 0, 0, 0, 0, 2, 9]), (1 << 56) + 2);
    }

    #[test]
    fn a_seed_is_not_printed() {
        assert!(!format!("{:?}", Seed::new("secret words")).contains("secret words"));
    }
}
