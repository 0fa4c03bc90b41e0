//! What holds for the words of every answer.

use crate::people::*;
use domain::answer::Verdict;
use domain::knowledge::Knowledge;

/// Every sentence of every person here, with the headings.
fn sentences() -> Vec<String> {
    let mut all: Vec<String> = Verdict::ALL.iter().map(|verdict| verdict.heading().to_owned()).collect();
    for (_, said) in people() {
        for (title, words) in said.sections() {
            all.push(title.to_owned());
            all.extend(words.into_iter().map(str::to_owned));
        }
        all.extend(said.chances.iter().map(|chance| format!("How sure: {} {}.", chance.words, chance.that)));
    }
    all
}

#[test]
fn words_are_those_of_the_screen() {
    let knowledge = Knowledge::bundled().unwrap();
    let finder = knowledge.words.finder();
    // Beyond the list: words of this page alone.
    let never = ["works", "work ", "significance", "prove", "statistic", "confidence", "posterior", "%"];
    for sentence in sentences() {
        let found: Vec<&str> = finder.find(&sentence).iter().map(|(_, row)| row.word.as_str()).collect();
        assert!(found.is_empty(), "{sentence}: {found:?}");
        let low = sentence.to_lowercase();
        assert!(never.iter().all(|word| !low.contains(word)), "{sentence}");
    }
}

#[test]
fn sentences_are_short() {
    for text in sentences() {
        for sentence in text.split(". ") {
            let words = sentence.split_whitespace().count();
            assert!(words <= 20, "{words} words: {sentence}");
        }
    }
}

#[test]
fn a_diary_that_can_only_be_described_names_no_cause() {
    let people = people();
    let (_, said) = people.iter().find(|(name, _)| name.starts_with("evenings only")).unwrap();
    assert_eq!(said.verdict, Verdict::CantTell);
    assert!(said.chances.is_empty());
    let words = aloud(said).to_lowercase();
    for verb in ["helps", "because", "lower than", "caus", "from massage", "thanks to", "gives"] {
        assert!(!words.contains(verb), "{verb}: {words}");
    }
}

/// The same room for good and for bad news: the lengths of the main parts do not tell which it is.
#[test]
fn bad_news_takes_as_long_to_read_as_good_news() {
    let people = people();
    let words = |name: &str| {
        let said = &people.iter().find(|(other, _)| *other == name).unwrap().1;
        said.size.join(" ").split_whitespace().count()
    };
    let lengths: Vec<usize> = ["helps", "perhaps less", "not enough", "worse"].map(words).to_vec();
    let (short, long) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
    assert!(long - short <= 12, "{lengths:?}");
}
