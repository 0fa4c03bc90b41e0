//! The words that are not written on screen, and what is written instead (`knowledge/words.toml`).

use serde::Deserialize;

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
        let text = text.to_ascii_lowercase();
        let of_row = |row: &'_ Banned| -> Vec<usize> {
            let allowed: Vec<_> = row
                .allow
                .iter()
                .flat_map(|phrase| occurrences(&text, phrase).map(|start| start..start + phrase.len()))
                .collect();
            let is_allowed = |start: &usize| allowed.iter().any(|range| range.contains(start));
            occurrences(&text, &row.word).filter(|start| !is_allowed(start)).collect()
        };
        self.banned.iter().flat_map(|row| of_row(row).into_iter().map(move |start| (start, row))).collect()
    }
}

/// Where `word` stands whole in `text`.
fn occurrences<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let open_start = is_word(word.chars().next());
    let open_end = is_word(word.chars().next_back());
    text.match_indices(word).map(|(start, _)| start).filter(move |start| {
        let (before, rest) = text.split_at(*start);
        let after = rest.split_at(word.len()).1;
        !(open_start && is_word(before.chars().next_back())) && !(open_end && is_word(after.chars().next()))
    })
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
