//! Codes that a phone reads: text as small squares, nothing else in it.

use qrcode::{Color, EcLevel, QrCode};

/// The largest code that is printed or shown, as squares along a side: version 23.
///
/// A phone tells squares of 0.4 mm apart on paper (`reference`: experience, part 5.11, and the therapist's page has room
/// for 48 mm). 109 squares and the quiet zone of 4 on each side make 0.41 mm.
pub const MOST: usize = 109;

/// How many bytes such a code holds with the stronger and with the weaker protection (ISO/IEC 18004, version 23).
const CAPACITY: [(EcLevel, usize); 2] = [(EcLevel::M, 857), (EcLevel::L, 1091)];

/// The white around a code, in squares on each side.
pub const QUIET: usize = 4;

/// A text as a code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The smallest code of a text. The stronger of two protections (M) is taken where the code stays small enough, and
    /// nothing where even the weaker (L) does not: a code that cannot be scanned is worse than none.
    ///
    /// ```
    /// use exchange::code::Code;
    ///
    /// assert_eq!(Code::of("less, more, stop").unwrap().side(), 25);
    /// assert!(Code::of(&"x".repeat(2000)).is_none());
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let levels = CAPACITY.into_iter().filter(|(_, most)| text.len() <= *most);
        let mut codes = levels.filter_map(|(level, _)| QrCode::with_error_correction_level(text, level).ok());
        let code = codes.find(|code| code.width() <= MOST)?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Self { side: code.width(), dark })
    }

    /// Whether a text fits in a code, without the work of making it.
    #[must_use]
    pub fn holds(text: &str) -> bool {
        CAPACITY.iter().any(|(_, most)| text.len() <= *most)
    }

    /// Squares along a side, without the quiet zone.
    #[must_use]
    pub fn side(&self) -> usize {
        self.side
    }

    /// The dark squares as strokes: row, first column and how many, row by row.
    pub fn strokes(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.dark.chunks(self.side.max(1)).enumerate().flat_map(|(row, squares)| {
            let mut strokes: Vec<(usize, usize, usize)> = Vec::new();
            for (column, _) in squares.iter().enumerate().filter(|(_, dark)| **dark) {
                match strokes.last_mut() {
                    Some((_, from, long)) if *from + *long == column => *long += 1,
                    _ => strokes.push((row, column, 1)),
                }
            }
            strokes
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_are_the_dark_squares() {
        let code = Code::of("Backwise").unwrap();
        let squares: usize = code.strokes().map(|(_, _, long)| long).sum();
        assert_eq!(squares, code.dark.iter().filter(|dark| **dark).count());
        assert_eq!(code.strokes().next(), Some((0, 0, 7)), "the corner of every code");
    }

    #[test]
    fn protection_gives_way_before_the_code_does() {
        assert_eq!(Code::of(&"x".repeat(850)).unwrap().side(), 109);
        assert_eq!(Code::of(&"x".repeat(1000)).unwrap().side(), 105);
        for (long, fits) in [(857, true), (1091, true), (1092, false)] {
            // The fewest letters fit where each takes a byte of its own.
            let text = "é".repeat(long / 2) + &"x".repeat(long % 2);
            assert_eq!(Code::of(&text).is_some(), fits, "{long}");
            assert_eq!(Code::holds(&text), fits, "{long}");
        }
    }
}
