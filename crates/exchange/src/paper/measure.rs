//! How wide words are in print, and which letters there are.

use std::sync::LazyLock;

/// Code point and the width in each weight, in thousandths of the size. `make.py` beside the fonts writes it.
static WIDTHS: &[u8] = include_bytes!("../../assets/font/widths.bin");

/// What stands for a letter that the font does not have.
pub(crate) const FOREIGN: char = '\u{FFFD}';

struct Width {
    letter: u32,
    plain: u16,
    bold: u16,
}

static TABLE: LazyLock<Vec<Width>> = LazyLock::new(|| {
    let rows = WIDTHS.chunks_exact(6).filter_map(|row| {
        let [a, b, c, d, e, f] = *<&[u8; 6]>::try_from(row).ok()?;
        let number = |low, high| u16::from_le_bytes([low, high]);
        Some(Width { letter: u32::from(number(a, b)), plain: number(c, d), bold: number(e, f) })
    });
    rows.collect()
});

fn find(letter: char) -> Option<&'static Width> {
    let table = &*TABLE;
    table.binary_search_by_key(&u32::from(letter), |row| row.letter).ok().and_then(|place| table.get(place))
}

/// Whether the font has a letter.
pub(crate) fn is_known(letter: char) -> bool {
    find(letter).is_some()
}

/// The words as they can be printed: a sign stands for each letter that the font does not have.
#[cfg(feature = "pdf")]
pub(crate) fn printable(words: &str) -> String {
    words.chars().map(|letter| if is_known(letter) { letter } else { FOREIGN }).collect()
}

/// How wide words are at a size, in points.
pub(crate) fn width(words: &str, bold: bool, size: f64) -> f64 {
    let thousandths: u64 = words.chars().map(|letter| u64::from(letter_width(letter, bold))).sum();
    // Nothing on a page is longer than that.
    f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 1000.0 * size
}

fn letter_width(letter: char, bold: bool) -> u16 {
    let row = find(letter).or_else(|| find(FOREIGN));
    row.map_or(1000, |row| if bold { row.bold } else { row.plain })
}

/// Breaks words into rows no wider than `wide` points. A word that is wider than a row is broken too.
pub(crate) fn rows(words: &str, bold: bool, size: f64, wide: f64) -> Vec<String> {
    let space = width(" ", bold, size);
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut at = 0.0;
    for word in words.split_whitespace() {
        for piece in pieces(word, bold, size, wide) {
            let long = width(piece, bold, size);
            let is_start = word.starts_with(piece) && piece.as_ptr() == word.as_ptr();
            if !row.is_empty() && (!is_start || at + space + long > wide) {
                rows.push(std::mem::take(&mut row));
                at = 0.0;
            }
            if !row.is_empty() {
                row.push(' ');
                at += space;
            }
            row.push_str(piece);
            at += long;
        }
    }
    rows.push(row);
    rows
}

/// A word in pieces that each fit on a row.
fn pieces(word: &str, bold: bool, size: f64, wide: f64) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0.0);
    for (place, letter) in word.char_indices() {
        let long = f64::from(letter_width(letter, bold)) / 1000.0 * size;
        if place > start && at + long > wide {
            pieces.extend(word.get(start..place));
            (start, at) = (place, 0.0);
        }
        at += long;
    }
    pieces.extend(word.get(start..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_is_in_order_and_has_what_the_pages_use() {
        assert!(TABLE.windows(2).all(|pair| matches!(pair, [one, next] if one.letter < next.letter)));
        for letter in "abcXYZ0189 .,:;?!'\"()-–—…‘’“”→äßñéøłžŕőαω жЯ€£".chars().filter(|it| *it != '→')
        {
            assert!(is_known(letter), "{letter}");
        }
        assert!(!is_known('中') && !is_known('\u{202e}'));
        assert!(is_known(FOREIGN));
    }

    #[test]
    fn a_word_that_is_wider_than_a_row_is_broken() {
        let word = "x".repeat(100);
        let rows = rows(&format!("a {word} b"), false, 10.0, 100.0);
        assert!(rows.iter().all(|row| width(row, false, 10.0) <= 100.0), "{rows:?}");
        assert_eq!(rows.concat().replace(' ', ""), format!("a{word}b"));
    }

    proptest! {
        /// Rows hold all letters in order, and none is wider than it may be.
        #[test]
        fn rows_lose_nothing_and_fit(words in "\\PC{0,200}", wide in 20.0..400.0_f64) {
            let rows = rows(&words, true, 10.0, wide);
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&rows.concat()), bare(&words));
            for row in rows {
                prop_assert!(width(&row, true, 10.0) <= wide + 1e-6 || row.chars().count() == 1, "{row}");
            }
        }
    }
}
