//! What people say and ask about massage, with short honest answers (`knowledge/claims.toml`).

use super::source::Certainty;
use super::technique::Phase;
use super::{Knowledge, words::Words};
use crate::ids::{ClaimId, EvidenceId, SourceId};
use serde::{Deserialize, Serialize};

/// A claim that people make, or a question that they ask, with its answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// Its number in the reference (`C1`); empty for a question.
    #[serde(default)]
    pub number: String,
    /// What it is about.
    pub topic: ClaimTopic,
    /// The question, as a person asks it.
    pub question: String,
    /// The claim as it is made; empty for a question.
    #[serde(default)]
    pub claim: String,
    /// Whether it holds; every claim has one.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// The answer.
    pub answer: String,
    /// The facts it rests on.
    pub facts: Vec<EvidenceId>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
    /// Words that people search with; not shown.
    pub also: Vec<String>,
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the topic")]
pub enum ClaimTopic {
    HowItWorks,
    Types,
    Dose,
    Safety,
    SelfMassage,
    Heat,
    Movement,
    Posture,
    Stress,
    Sleep,
    Together,
    Muscles,
}

/// Whether a claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Studies support it.
    Supported,
    /// Studies support it for days to months.
    SupportedShortTerm,
    /// Part of it holds.
    Partly,
    /// Studies are missing or disagree.
    Unclear,
    /// Most of it does not hold.
    MostlyNot,
    /// Studies speak against it.
    NotSupported,
}

impl Verdict {
    /// The words shown to a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Supported => "studies support this",
            Self::SupportedShortTerm => "studies support this for a while",
            Self::Partly => "partly true",
            Self::Unclear => "not clear yet",
            Self::MostlyNot => "mostly not true",
            Self::NotSupported => "studies do not support this",
        }
    }
}

/// What is known about a kind of technique or a tool, by the age of the pain where it differs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechniqueEvidence {
    /// A kind of technique, a type of massage (`pro_swedish`) or a tool (`foam_roller`).
    pub id: String,
    /// For every age of the pain.
    pub words: String,
    /// For pain of less than 6 weeks.
    #[serde(default)]
    pub acute_words: String,
    /// For pain of more than 3 months.
    #[serde(default)]
    pub chronic_words: String,
    /// The facts it rests on.
    pub facts: Vec<EvidenceId>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

impl TechniqueEvidence {
    /// The words that fit the phase best.
    #[must_use]
    pub fn words_for(&self, phase: Phase) -> &str {
        let fitting = match phase {
            Phase::Acute => &self.acute_words,
            Phase::Chronic | Phase::Maintenance => &self.chronic_words,
            Phase::Subacute | Phase::Flare => &self.words,
        };
        if fitting.is_empty() { &self.words } else { fitting }
    }
}

impl Knowledge {
    /// The claim or question with this id.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.all_claims().find(|claim| claim.id.as_str() == id)
    }

    /// Questions first, then claims.
    pub fn all_claims(&self) -> impl Iterator<Item = &Claim> {
        self.faqs.iter().chain(&self.claims)
    }

    /// What is known about a kind of technique or a tool.
    #[must_use]
    pub fn technique_evidence(&self, id: &str) -> Option<&TechniqueEvidence> {
        self.technique_evidence.iter().find(|row| row.id == id)
    }

    /// Claims and questions that fit the words a person searches with, best first; ties keep the order of the file.
    ///
    /// ```
    /// let knowledge = domain::knowledge::Knowledge::bundled().unwrap();
    /// let found = knowledge.find_claims("Blood flow");
    /// assert_eq!(found[0].id.as_str(), "improves_circulation");
    /// assert!(knowledge.find_claims("xyzzy").is_empty());
    /// ```
    #[must_use]
    pub fn find_claims(&self, text: &str) -> Vec<&Claim> {
        let said = text.to_lowercase();
        let wanted = search_words(&plain_words(&self.words, &said));
        let mut found: Vec<(usize, &Claim)> = self
            .all_claims()
            .map(|claim| (score(claim, &said, &wanted), claim))
            .filter(|(score, _)| *score > 0)
            .collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, claim)| claim).collect()
    }
}

/// Adds the plain words for the terms that the text holds.
fn plain_words(words: &Words, said: &str) -> String {
    let mut all = said.to_owned();
    for term in &words.terms {
        if term.instead.iter().any(|word| said.contains(word.as_str())) {
            all.push(' ');
            all.push_str(&term.write);
        }
    }
    all
}

/// The words of a text that carry meaning.
fn search_words(text: &str) -> Vec<String> {
    const FILLERS: [&str; 32] = [
        "a", "about", "an", "and", "are", "be", "can", "do", "does", "for", "how", "i", "if", "in", "is",
        "it", "massage", "me", "my", "of", "on", "or", "such", "that", "the", "there", "to", "what", "when",
        "will", "with", "your",
    ];
    let mut kept: Vec<String> =
        all_words(text).filter(|word| !FILLERS.contains(word)).map(|word| stem(word).to_owned()).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// A word without the endings of English that matter least.
fn stem(word: &str) -> &str {
    let ending = ["ing", "es", "ed", "s", "e"].into_iter().find(|ending| word.ends_with(ending));
    match ending.and_then(|ending| word.strip_suffix(ending)) {
        Some(stem) if stem.len() >= 3 => stem,
        _ => word,
    }
}

/// An exact name counts most, then search words, then the question, then the claim and its answer.
fn score(claim: &Claim, said: &str, wanted: &[String]) -> usize {
    let phrase = said.trim().trim_end_matches('?');
    if phrase.is_empty() {
        return 0;
    }
    let question = claim.question.to_lowercase();
    let is_no_subject = |word: &&str| *word != "it" && *word != "massage";
    if claim.id.as_str() == phrase
        || claim.number.eq_ignore_ascii_case(phrase)
        || all_words(phrase).filter(is_no_subject).eq(all_words(&question).filter(is_no_subject))
    {
        return usize::MAX;
    }
    let places = [
        (5, claim.also.join(" ")),
        (4, claim.id.as_str().replace('_', " ")),
        (4, question.clone()),
        (2, claim.claim.clone()),
        (1, claim.answer.clone()),
    ]
    .map(|(weight, text)| (weight, search_words(&text.to_lowercase())));
    let of_word = |word: &String| {
        places.iter().filter(|(_, words)| words.contains(word)).map(|(weight, _)| weight).sum::<usize>()
    };
    let whole = claim.also.iter().filter(|also| phrase.contains(also.to_lowercase().as_str())).count();
    match wanted.iter().map(of_word).sum::<usize>() + 3 * whole {
        0 => 0,
        // Words such as "how" and "when" tell apart what is otherwise alike.
        meaning => 8 * meaning + shared(phrase, &question),
    }
}

/// How many words of one text stand in the other.
fn shared(one: &str, other: &str) -> usize {
    let other: Vec<&str> = all_words(other).collect();
    all_words(one).filter(|word| other.contains(word)).count()
}

fn all_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    /// The best answer to what a person types.
    fn best(said: &str) -> String {
        let knowledge = Knowledge::bundled().unwrap();
        knowledge.find_claims(said).first().map(|claim| claim.id.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_questions_that_people_ask_find_their_answers() {
        assert_eq!(best("how often?"), "how_often");
        assert_eq!(best("Can it make things worse"), "can_it_make_things_worse");
        assert_eq!(best("how does it help"), "how_does_it_help");
        assert_eq!(best("can massage help at all?"), "can_massage_help");
        assert_eq!(best("SCIATICA"), "leg_pain");
        assert_eq!(best("C7"), "regular_sessions_matter");
    }

    #[test]
    fn a_word_that_is_not_written_finds_the_word_that_is() {
        assert_eq!(best("Knots"), "reduces_muscle_tension");
    }

    #[test]
    fn words_without_meaning_find_nothing() {
        assert_eq!(best("is it the"), "");
        assert_eq!(best(" ? "), "");
    }
}
