//! Numbers as people say them: whole and half points, chances as counts, ten dots.

/// A chance: of what, how large in words, and as dots.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// How large, such as "about 8 in 10".
    pub words: String,
    /// Of what, such as "that it helps at all".
    pub that: String,
    /// The same as ten dots.
    pub dots: Dots,
}

impl Chance {
    /// A chance between 0 and 1.
    pub(super) fn new(p: f64, that: impl Into<String>) -> Self {
        Self { words: chance(p), that: that.into(), dots: Dots::new(p) }
    }
}

/// Ten dots, some of them filled, one perhaps half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dots {
    /// How many are filled.
    pub full: u8,
    /// Whether one more is half filled.
    pub half: bool,
}

impl Dots {
    fn new(p: f64) -> Self {
        // Never all and never none: nothing is sure.
        let halves = match band(p) {
            Band::MoreThan19In20 | Band::About19In20 => 19,
            Band::About1In20 | Band::LessThan1In20 => 1,
            Band::In10(number) => 2 * number,
        };
        Self { full: halves / 2, half: halves % 2 == 1 }
    }
}

impl std::fmt::Display for Dots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for place in 0..10 {
            f.write_str(match place {
                place if place < self.full => "●",
                place if place == self.full && self.half => "◐",
                _ => "○",
            })?;
        }
        Ok(())
    }
}

enum Band {
    MoreThan19In20,
    About19In20,
    In10(u8),
    About1In20,
    LessThan1In20,
}

fn band(p: f64) -> Band {
    if p >= 0.97 {
        Band::MoreThan19In20
    } else if p >= 0.94 {
        Band::About19In20
    } else if p >= 0.06 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 9")]
        Band::In10((p * 10.0).round().clamp(1.0, 9.0) as u8)
    } else if p >= 0.03 {
        Band::About1In20
    } else {
        Band::LessThan1In20
    }
}

/// A chance in words: never a bare part of a hundred.
pub(super) fn chance(p: f64) -> String {
    match band(p) {
        Band::MoreThan19In20 => "more than 19 in 20".to_owned(),
        Band::About19In20 => "about 19 in 20".to_owned(),
        Band::In10(5) => "about 1 in 2".to_owned(),
        Band::In10(number) => format!("about {number} in 10"),
        Band::About1In20 => "about 1 in 20".to_owned(),
        Band::LessThan1In20 => "less than 1 in 20".to_owned(),
    }
}

/// The scale in halves of a point. No effect that is said is larger, also where ratings at its ends stand for more.
const SCALE: f64 = 20.0;

/// A number of points in halves, rounded to the nearest.
pub(super) fn halves(points: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "between -20 and 20")]
    let halves = (points * 2.0).round().clamp(-SCALE, SCALE) as i32;
    halves
}

/// So many halves of a point, with the noun: "half a point", "1 point", "1 and a half points". Never with a sign.
pub(super) fn points(halves: i32) -> String {
    match halves.abs() {
        0 => "0 points".to_owned(),
        1 => "half a point".to_owned(),
        2 => "1 point".to_owned(),
        _ => format!("{} points", bare(halves)),
    }
}

/// The same without the noun: "a half", "1", "1 and a half".
pub(super) fn bare(halves: i32) -> String {
    let halves = halves.abs();
    match (halves / 2, halves % 2) {
        (0, 1) => "a half".to_owned(),
        (whole, 1) => format!("{whole} and a half"),
        (whole, _) => whole.to_string(),
    }
}

/// What the person asked for, to the digit they gave: "1 point", "0.7 points".
pub(super) fn asked(worthwhile: f64) -> String {
    let in_halves = worthwhile * 2.0;
    if (in_halves - in_halves.round()).abs() < 1e-9 {
        points(halves(worthwhile))
    } else {
        let digits = format!("{worthwhile:.2}");
        format!("{} points", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole_or_half() {
        let said = |number: f64| points(halves(number));
        assert_eq!(
            [0.1, 0.3, 0.9, 1.4, -1.9, 10.0, 23.1].map(said),
            [
                "0 points",
                "half a point",
                "1 point",
                "1 and a half points",
                "2 points",
                "10 points",
                "10 points"
            ]
        );
        assert_eq!([1, 2, 3, 4].map(bare), ["a half", "1", "1 and a half", "2"]);
        assert_eq!(
            [0.5, 1.0, 0.7, 1.25].map(asked),
            ["half a point", "1 point", "0.7 points", "1.25 points"]
        );
    }

    #[test]
    fn chances_are_counts_and_dots_say_the_same() {
        let said = |p: f64| format!("{} {}", chance(p), Dots::new(p));
        assert_eq!(said(1.0), "more than 19 in 20 ●●●●●●●●●◐");
        assert_eq!(said(0.95), "about 19 in 20 ●●●●●●●●●◐");
        assert_eq!(said(0.93), "about 9 in 10 ●●●●●●●●●○");
        assert_eq!(said(0.5), "about 1 in 2 ●●●●●○○○○○");
        assert_eq!(said(0.04), "about 1 in 20 ◐○○○○○○○○○");
        assert_eq!(said(0.0), "less than 1 in 20 ◐○○○○○○○○○");
    }
}
