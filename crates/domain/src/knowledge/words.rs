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

impl Banned {
    /// Where the word stands in `text`, as byte offsets; not where one of the allowed phrases stands.
    ///
    /// A word matches whole and in any case: "should" is not in "shoulder". On a side where it begins or ends with a
    /// mark, such as "%", it matches next to anything.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let allowed: Vec<_> = self
            .allow
            .iter()
            .flat_map(|phrase| occurrences(text, phrase).map(|start| start..start + phrase.len()))
            .collect();
        occurrences(text, &self.word).filter(move |start| !allowed.iter().any(|range| range.contains(start)))
    }
}

/// Where `word` stands whole in `text`, in any case of ASCII letters.
fn occurrences<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let open_start = is_word(word.chars().next());
    let open_end = is_word(word.chars().next_back());
    text.char_indices().map(|(start, _)| start).filter(move |start| {
        let (before, rest) = text.split_at(*start);
        let Some((same, after)) = rest.split_at_checked(word.len()) else { return false };
        same.eq_ignore_ascii_case(word)
            && !(open_start && is_word(before.chars().next_back()))
            && !(open_end && is_word(after.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn banned(word: &str, allow: &[&str]) -> Banned {
        Banned {
            word: word.to_owned(),
            instead: String::new(),
            why: String::new(),
            allow: allow.iter().map(|phrase| (*phrase).to_owned()).collect(),
        }
    }

    #[test]
    fn a_word_matches_whole_and_in_any_case() {
        let should = banned("should", &[]);
        assert_eq!(should.find("Your shoulder Should rest").collect::<Vec<_>>(), [14]);
        assert_eq!(banned("no pain no gain", &[]).find("No pain no gain").count(), 1);
    }

    #[test]
    fn a_mark_matches_next_to_anything() {
        assert_eq!(banned("%", &[]).find("30% of people").collect::<Vec<_>>(), [2]);
        assert_eq!(banned("!", &[]).find("Done!").count(), 1);
    }

    #[test]
    fn an_allowed_phrase_is_no_match() {
        let lump = banned("lump", &["new lump"]);
        assert_eq!(lump.find("A new lump, or a lump").collect::<Vec<_>>(), [17]);
    }
}
