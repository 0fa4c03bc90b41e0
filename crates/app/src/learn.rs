//! `backwise learn`: what is known about massage and back pain, in short honest answers.

use crate::failure::Failure;
use crate::out;
use crate::show::{Words, how_sure, sentence, thousands};
use crate::world::World;
use domain::ids::EvidenceId;
use domain::knowledge::Knowledge;
use domain::knowledge::claim::{Claim, ClaimTopic};
use std::collections::BTreeSet;

/// How many further answers are named.
const MORE: usize = 4;

/// Prints the list of topics, or what is known about one.
pub(crate) fn run(world: &World, words: &[String]) -> Result<(), Failure> {
    let asked = words.join(" ");
    let asked = asked.trim();
    if asked.is_empty() {
        return out::words(&topics(&world.knowledge));
    }
    let Some(page) = learn(&world.knowledge, asked) else {
        return Err(Failure::person(format!("there is nothing about `{asked}`"))
            .hint("`backwise learn` lists all topics; try one or two other words"));
    };
    out::words(&page)
}

/// All topics, in the order shown.
const TOPICS: [(ClaimTopic, &str, &str); 12] = [
    (ClaimTopic::HowItWorks, "how_it_works", "What massage may do"),
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
    page.say(&format!("{words}. Facts and studies behind an answer: backwise learn NAME"));
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
    let mut seen = BTreeSet::new();
    let ids = ids.iter().filter(|id| seen.insert(*id));
    let facts: Vec<_> = ids.filter_map(|id| knowledge.evidence.get(id)).collect();
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
        assert_snapshot!(learn(&KNOWLEDGE, "how often").unwrap(), @r"
        How often do I need a massage?
        ------------------------------
        For long-lasting pain, once or twice a week for 4 to 10 weeks comes closest to
        the trials that helped. Choose 60 minutes if you can. Look back after visit 4 to
        6, and stop if nothing has changed.
        How sure: low (new studies are likely to change this).

        What studies found
        ------------------
        - The plan closest to the trials is 60 minutes, 1 to 2 times a week, for 4 to 10
          weeks. That makes 8 to 10 visits.
            Figures: Synthesis of e110, e111, e202, e206; then stop and watch, or at
            most 6 weekly boosters.
            We worked this out from published figures.
        - Look back at visit 4 to 6. Where massage helps, most trials show it by week 4
          or 5.
            Figures: No data support going on past 10 sessions without gain.
        - For neck pain, 30-minute visits did no better than waiting.
            People studied: 228.
        - For neck pain, 60 minutes 2 or 3 times a week clearly helped more than
          waiting. Once a week did not show a clear gain in 4 weeks.
            Figures: NDI gain of 5: x 2 RR 3.41, x 3 RR 4.98. Pain 30 in 100 less: RR
            2.30 and 2.73.
            People studied: 228.

        Where this comes from
        ---------------------
        - Cherkin DC, Eisenberg D, Sherman KJ, et al. Arch Intern Med 2001;161:1081-
          1088. doi:10.1001/archinte.161.8.1081. PMID 11322842 (trial, 262 people)
        - Cherkin DC, Sherman KJ, Kahn J, et al. Ann Intern Med 2011;155:1-9.
          doi:10.7326/0003-4819-155-1-201107050-00002. NCT00371384. Protocol: Trials
          2009;10:96 (trial, 401 people)
        - Sherman KJ, Cook AJ, Wellman RD, et al. Ann Fam Med 2014;12:112-120 (trial,
          228 people)
        - Cook AJ, Wellman RD, Cherkin DC, Kahn JR, Sherman KJ. Spine J 2015;15:2206-
          2215. doi:10.1016/j.spinee.2015.06.049. PMID 26096474 (trial, 179 people)
        - Backwise's own cautious choice, awaiting clinical review
        ");
    }

    #[test]
    fn a_claim_has_a_verdict() {
        assert_snapshot!(learn(&KNOWLEDGE, "c2").unwrap(), @r#"
        Does massage improve blood flow?
        --------------------------------
        People say: "Massage improves circulation." Our reading: mostly not true.
        Hardly. The skin gets warmer, but the flow to the muscle stays the same. Moving
        your muscles gently raises it about 3 times, so a walk does more.
        How sure: moderate (new studies may change this).

        What studies found
        ------------------
        - Massage did not change blood flow in the arm or thigh. Gentle muscle work
          raised it about 3 times.
            Figures: 10 healthy people; light contraction: forearm 39 to 126, thigh 371
            to 1087 mL/min.
            People studied: 10.
        - After thigh massage the skin was warmer, but flow to the muscle was the same.
            Figures: 13 men: femoral flow 760 v 733 mL/min; skin 32.2 v 31.1 degrees C;
            muscle temperature same.
            People studied: 13.

        Where this comes from
        ---------------------
        - Shoemaker JK, Tiidus PM, Mader R. Med Sci Sports Exerc 1997;29:610-614 (10
          people)
        - Hinds T, McEwan I, Perkes J, Dawson E, Ball D, George K. Med Sci Sports Exerc
          2004;36:1308-1313 (trial, 13 people)
        "#);
    }

    #[test]
    fn a_topic_gives_all_its_short_answers() {
        assert_snapshot!(learn(&KNOWLEDGE, "Sleep").unwrap(), @r#"
        Sleep. Facts and studies behind an answer: backwise learn NAME

        Does bad sleep make back pain stronger?
        ---------------------------------------
        Bad sleep and back pain go together, and each can keep the other going. People
        who sleep badly are less likely to get better. A steady time to get up and a
        calm evening are good first steps.
        How sure: low (new studies are likely to change this).
        Name: sleep_and_pain

        Does better sleep help back pain?
        ---------------------------------
        People say: "Better sleep helps back pain." Our reading: partly true.
        Sleep and pain move together, so better sleep is a good goal. There is less
        proof that treating sleep lowers the pain itself.
        How sure: low (new studies are likely to change this).
        Name: better_sleep_helps
        "#);
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
        assert_snapshot!(list.lines().take(12).collect::<Vec<_>>().join("\n"), @r"
        Read one with its name, such as: backwise learn how_often
        Or look for words, such as: backwise learn blood flow

        What massage may do (how_it_works)
        ----------------------------------
        - How does massage help? (how_does_it_help)
        - Is it all placebo? (is_it_placebo)
        - Does massage loosen tight muscles? (reduces_muscle_tension)
        - Does massage improve blood flow? (improves_circulation)
        - Does massage make me more flexible? (improves_flexibility)
        - Does massage work by releasing endorphins? (works_through_endorphins)
        - Does massage lower pain? (lowers_pain)
        ");
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
