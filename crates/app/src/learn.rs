//! `backwise learn`: what is known about massage and back pain, in short honest answers.

use crate::failure::Failure;
use crate::show::{Words, how_sure, sentence, thousands};
use crate::world::World;
use domain::ids::EvidenceId;
use domain::knowledge::Knowledge;
use domain::knowledge::claim::{Claim, ClaimTopic};

/// How many further answers are named.
const MORE: usize = 4;

/// Prints the list of topics, or what is known about one.
pub(crate) fn run(world: &World, words: &[String]) -> Result<(), Failure> {
    let asked = words.join(" ");
    let asked = asked.trim();
    if asked.is_empty() {
        print!("{}", topics(&world.knowledge));
        return Ok(());
    }
    let Some(page) = learn(&world.knowledge, asked) else {
        return Err(Failure::person(format!("there is nothing about `{asked}`"))
            .hint("`backwise learn` lists all topics; try one or two other words"));
    };
    print!("{page}");
    Ok(())
}

/// All topics, in the order shown.
const TOPICS: [(ClaimTopic, &str, &str); 12] = [
    (ClaimTopic::HowItWorks, "how_it_works", "How massage works"),
    (ClaimTopic::Types, "types", "Kinds of massage"),
    (ClaimTopic::Dose, "dose", "How often, how strong, how long"),
    (ClaimTopic::Safety, "safety", "Is it safe?"),
    (ClaimTopic::SelfMassage, "self_massage", "Massage by yourself"),
    (ClaimTopic::Heat, "heat", "Heat"),
    (ClaimTopic::Movement, "movement", "Moving"),
    (ClaimTopic::Posture, "posture", "Sitting and positions"),
    (ClaimTopic::Stress, "stress", "Stress"),
    (ClaimTopic::Sleep, "sleep", "Sleep"),
    (ClaimTopic::Together, "together", "Massage together with other things"),
    (ClaimTopic::Muscles, "muscles", "Muscles"),
];

/// The list of topics with their questions.
fn topics(knowledge: &Knowledge) -> String {
    let mut page = Words::default();
    page.say("Read one with its name, such as: backwise learn how_often");
    page.say("Or look for words, such as: backwise learn blood flow");
    for (topic, id, words) in TOPICS {
        page.heading(&format!("{words} ({id})"));
        for claim in knowledge.all_claims().filter(|claim| claim.topic == topic) {
            page.item(&format!("{} ({})", claim.question, claim.id));
        }
    }
    page.finish()
}

/// What is known about a topic, an id or words; `None` if nothing fits.
fn learn(knowledge: &Knowledge, asked: &str) -> Option<String> {
    let id = asked.to_lowercase().replace([' ', '-'], "_");
    if let Some(claim) = knowledge.claim(&id) {
        return Some(one(knowledge, claim, &[]));
    }
    if let Some((topic, _, words)) = TOPICS.into_iter().find(|(_, topic, _)| *topic == id) {
        return Some(all_of(knowledge, topic, words));
    }
    let found = knowledge.find_claims(asked);
    let (best, others) = found.split_first()?;
    Some(one(knowledge, best, others))
}

/// Every short answer of a topic.
fn all_of(knowledge: &Knowledge, topic: ClaimTopic, words: &str) -> String {
    let mut page = Words::default();
    page.say(&format!("{}. Facts and studies behind an answer: backwise learn NAME", sentence(words).trim_end_matches('.')));
    for claim in knowledge.all_claims().filter(|claim| claim.topic == topic) {
        page.heading(&claim.question);
        answer(&mut page, claim);
        page.say(&format!("Name: {}", claim.id));
    }
    page.finish()
}

fn one(knowledge: &Knowledge, claim: &Claim, others: &[&Claim]) -> String {
    let mut page = Words::default();
    claim_page(knowledge, claim, &mut page);
    if !others.is_empty() {
        page.gap().list(
            "See also:",
            others.iter().take(MORE).map(|other| format!("{} (backwise learn {})", other.question, other.id)),
        );
    }
    page.finish()
}

/// One claim or question with all that stands behind it.
pub(crate) fn claim_page(knowledge: &Knowledge, claim: &Claim, page: &mut Words) {
    page.heading(&claim.question);
    answer(page, claim);
    facts(knowledge, &claim.facts, page);
    let behind = claim.facts.iter().filter_map(|id| knowledge.evidence.get(id)).flat_map(|fact| &fact.source);
    page.sources(knowledge, claim.source.iter().chain(behind));
}

fn answer(page: &mut Words, claim: &Claim) {
    if let Some(verdict) = claim.verdict {
        page.say(&format!("People say: \"{}\" Our reading: {}.", claim.claim, verdict.words()));
    }
    page.say(&claim.answer).say(&how_sure(claim.certainty));
}

/// What studies found, with the figures for those who want them.
pub(crate) fn facts(knowledge: &Knowledge, ids: &[EvidenceId], page: &mut Words) {
    let facts: Vec<_> = ids.iter().filter_map(|id| knowledge.evidence.get(id)).collect();
    if facts.is_empty() {
        return;
    }
    page.heading("What studies found");
    for fact in facts {
        page.item(&fact.words);
        if !fact.figure.is_empty() {
            page.under(&format!("Figures: {}", sentence(&fact.figure)));
        }
        if let Some(people) = fact.people {
            page.under(&format!("People studied: {}.", thousands(people as usize)));
        }
        if fact.derived {
            page.under("We worked this out from published figures.");
        }
        if fact.secondary {
            page.under("Read in a summary, not in the study itself.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::KNOWLEDGE;
    use insta::assert_snapshot;

    #[test]
    fn a_question_is_answered_with_its_facts_and_studies() {
        assert_snapshot!(learn(&KNOWLEDGE, "how often").unwrap(), @"");
    }

    #[test]
    fn a_claim_has_a_verdict() {
        assert_snapshot!(learn(&KNOWLEDGE, "c2").unwrap(), @"");
    }

    #[test]
    fn a_topic_gives_all_its_short_answers() {
        assert_snapshot!(learn(&KNOWLEDGE, "Sleep").unwrap(), @"");
    }

    #[test]
    fn words_find_the_best_answer_and_name_others() {
        let page = learn(&KNOWLEDGE, "blood flow").unwrap();
        assert!(page.starts_with("Does massage improve blood flow?"), "{page}");
        assert_eq!(learn(&KNOWLEDGE, "xyzzy"), None);
    }

    #[test]
    fn every_topic_and_every_question_is_in_the_list() {
        let list = topics(&KNOWLEDGE);
        for claim in KNOWLEDGE.all_claims() {
            assert!(list.contains(claim.id.as_str()), "{}", claim.id);
        }
        assert_snapshot!(list.lines().take(12).collect::<Vec<_>>().join("\n"), @"");
    }

    #[test]
    fn no_line_is_wider_than_80_columns() {
        for claim in KNOWLEDGE.all_claims() {
            let page = learn(&KNOWLEDGE, claim.id.as_str()).unwrap();
            for line in page.lines().filter(|line| line.contains(' ')) {
                assert!(line.chars().count() <= 80, "{line}");
            }
        }
    }
}
