//! The words that are not written on screen, and what is written instead (`knowledge/words.toml`).

use serde::Deserialize;
use std::ops::Range;

/// All of `knowledge/words.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Words that are not written.
    pub banned: Vec<Banned>,
    /// Pairs to choose from.
    pub terms: Vec<Term>,
}

/// A word, a phrase or a mark that is not written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banned {
    /// The word, in lower case.
    pub word: String,
    /// What to write.
    pub instead: String,
    /// The reason, for the writer.
    pub why: String,
    /// Phrases in which the word may stand.
    pub allow: Vec<String>,
}

/// A plain word and the words it replaces.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The plain word.
    pub write: String,
    /// The words it replaces.
    pub instead: Vec<String>,
}

impl Words {
    /// The words in `text` that are not written, with the places where they start, as byte offsets.
    ///
    /// A word matches whole and in any case: "should" is not in "shoulder". On a side where it begins or ends with a
    /// mark, such as "%", it matches next to anything. Where an allowed phrase stands, nothing matches.
    #[must_use]
    pub fn banned_in(&self, text: &str) -> Vec<(usize, &Banned)> {
        let text = Lowered::new(text);
        let of_row = |row: &Banned| -> Vec<usize> {
            let found = text.places(&row.word);
            let allowed: Vec<_> = match found.as_slice() {
                [] => Vec::new(),
                _ => row.allow.iter().flat_map(|phrase| text.ranges(phrase)).collect(),
            };
            found.into_iter().filter(|start| !allowed.iter().any(|range| range.contains(start))).collect()
        };
        self.banned.iter().flat_map(|row| of_row(row).into_iter().map(move |start| (start, row))).collect()
    }
}

/// A text in lower case with the places where its words start, found once for the many words it is searched for.
struct Lowered {
    text: String,
    /// The first byte of each word, and its place.
    word_starts: Vec<(u8, usize)>,
}

impl Lowered {
    fn new(text: &str) -> Self {
        let text = text.to_ascii_lowercase();
        let mut word_starts = Vec::new();
        let mut inside = false;
        for (place, letter) in text.char_indices() {
            if letter.is_alphanumeric() && !inside {
                word_starts.extend(text.as_bytes().get(place).map(|first| (*first, place)));
            }
            inside = letter.is_alphanumeric();
        }
        Self { text, word_starts }
    }

    /// Where `word` stands whole.
    fn places(&self, word: &str) -> Vec<usize> {
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let ends_open = is_word(word.chars().next_back());
        let ends_well = |start: &usize| {
            let after = self.text.get(start + word.len()..).unwrap_or_default();
            !(ends_open && is_word(after.chars().next()))
        };
        if is_word(word.chars().next()) {
            let same_letter =
                self.word_starts.iter().filter(|(first, _)| word.as_bytes().first() == Some(first));
            let here = |start: &usize| self.text.get(*start..).is_some_and(|rest| rest.starts_with(word));
            same_letter.map(|(_, start)| *start).filter(here).filter(ends_well).collect()
        } else {
            self.text.match_indices(word).map(|(start, _)| start).filter(ends_well).collect()
        }
    }

    fn ranges(&self, phrase: &str) -> Vec<Range<usize>> {
        self.places(phrase).into_iter().map(|start| start..start + phrase.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the only banned word stands in `text`.
    fn places(word: &str, allow: &[&str], text: &str) -> Vec<usize> {
        let allow = allow.iter().map(|phrase| (*phrase).to_owned()).collect();
        let row = Banned { word: word.to_owned(), instead: String::new(), why: String::new(), allow };
        let words = Words { banned: vec![row], terms: Vec::new() };
        words.banned_in(text).into_iter().map(|(start, _)| start).collect()
    }

    #[test]
    fn a_word_matches_whole_and_in_any_case() {
        assert_eq!(places("should", &[], "Your shoulder Should rest"), [14]);
        assert_eq!(places("no pain no gain", &[], "No pain no gain"), [0]);
    }

    #[test]
    fn a_mark_matches_next_to_anything() {
        assert_eq!(places("%", &[], "30% of people"), [2]);
        assert_eq!(places("!", &[], "Done!"), [4]);
    }

    #[test]
    fn an_allowed_phrase_is_no_match() {
        assert_eq!(places("lump", &["new lump"], "A new lump, or a lump"), [17]);
    }
}
