//! The words that are not written on screen, and what is written instead (`knowledge/words.toml`).

use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Searches many texts for the banned words.
    #[must_use]
    pub fn finder(&self) -> Finder<'_> {
        let mut finder = Finder { words: BTreeMap::new(), marks: Vec::new() };
        for row in &self.banned {
            match row.word.bytes().next() {
                Some(first) if starts_with_letter(&row.word) => {
                    finder.words.entry(first).or_default().push(row);
                }
                _ => finder.marks.push(row),
            }
        }
        finder
    }
}

/// Finds banned words in texts.
#[derive(Debug)]
pub struct Finder<'a> {
    /// Words by their first byte.
    words: BTreeMap<u8, Vec<&'a Banned>>,
    /// What begins with a mark.
    marks: Vec<&'a Banned>,
}

impl<'a> Finder<'a> {
    /// The words in `text` that are not written, with the places where they start, as byte offsets.
    ///
    /// A word matches whole and in any case: "should" is not in "shoulder". On a side where it begins or ends with a
    /// mark, such as "%", it matches next to anything. Where an allowed phrase stands, nothing matches.
    ///
    /// ```
    /// let words = domain::knowledge::Knowledge::bundled().unwrap().words;
    /// let found = words.finder().find("Your shoulder should rest");
    /// assert_eq!(found.len(), 1);
    /// assert_eq!((found[0].0, found[0].1.word.as_str()), (14, "should"));
    /// ```
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(usize, &'a Banned)> {
        let text = text.to_ascii_lowercase();
        let mut found = Vec::new();
        let mut inside = false;
        for (place, letter) in text.char_indices() {
            let rest = text.get(place..).unwrap_or_default();
            let starts_word = letter.is_alphanumeric() && !inside;
            inside = letter.is_alphanumeric();
            let rows = rest.bytes().next().filter(|_| starts_word).and_then(|first| self.words.get(&first));
            let rows = rows.into_iter().flatten().chain(&self.marks);
            found.extend(rows.filter(|row| stands_whole(&row.word, rest)).map(|row| (place, *row)));
        }
        found.retain(|(place, row)| !row.allow.iter().any(|phrase| covers(&text, phrase, *place)));
        found
    }
}

fn starts_with_letter(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether `rest` starts with the word, and the word ends there.
fn stands_whole(word: &str, rest: &str) -> bool {
    let ends_with_letter = word.chars().next_back().is_some_and(char::is_alphanumeric);
    rest.strip_prefix(word).is_some_and(|after| !(ends_with_letter && starts_with_letter(after)))
}

/// Whether the phrase stands over `place`.
fn covers(text: &str, phrase: &str, place: usize) -> bool {
    text.match_indices(phrase).any(|(start, _)| (start..start + phrase.len()).contains(&place))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the only banned word stands in `text`.
    fn places(word: &str, allow: &[&str], text: &str) -> Vec<usize> {
        let allow = allow.iter().map(|phrase| (*phrase).to_owned()).collect();
        let row = Banned { word: word.to_owned(), instead: String::new(), why: String::new(), allow };
        let words = Words { banned: vec![row], terms: Vec::new() };
        words.finder().find(text).into_iter().map(|(start, _)| start).collect()
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
