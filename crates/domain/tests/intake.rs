//! The interview as a whole: it ends, it ends early when it must, and no answer is lost or softened.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may do what tests do")]

use domain::ids::{OptionId, QuestionId, ZoneId};
use domain::intake::{Answer, Applied, Interview, Step};
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, QuestionKind, Section};
use domain::level::Level;
use domain::localise::Model;
use domain::triage::Checked;
use domain::truth::Truth;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().expect("the knowledge parses"));
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));

fn fresh() -> Interview<'static> {
    Interview::new(&KNOWLEDGE, &MODEL, Checked::default(), BTreeMap::new())
}

/// Answers like a random person: mostly none of these, sometimes a tick, sometimes not sure.
fn random_answer(question: &Question, dice: &mut impl FnMut(usize) -> usize, calm: bool) -> Answer {
    let pick = |dice: &mut dyn FnMut(usize) -> usize| {
        question.options.get(dice(question.options.len().max(1))).map(|option| option.id.clone())
    };
    match question.kind {
        _ if question.optional && dice(3) == 0 => Answer::Skipped,
        QuestionKind::Number => {
            let (min, max) = (question.min.unwrap_or(0), question.max.unwrap_or(10));
            let age = question.field == "age";
            let low = if age { 20 } else { min };
            Answer::Number(low + u32::try_from(dice((max - low + 1) as usize)).unwrap_or(0))
        }
        QuestionKind::Text => Answer::Text("sit through a film".to_owned()),
        QuestionKind::Zones => {
            let zones = (0..=dice(3)).map(|_| KNOWLEDGE.zones[dice(KNOWLEDGE.zones.len())].id.clone());
            Answer::Zones(zones.map(|zone| (zone, 1.0)).collect())
        }
        QuestionKind::One if question.field == "worst_zone" => Answer::Skipped,
        QuestionKind::One => {
            let yes = pick(dice).into_iter().collect();
            let doubt = !calm && dice(8) == 0;
            let all = question.options.iter().map(|option| option.id.clone()).collect();
            if doubt {
                Answer::Options { yes: BTreeSet::new(), unsure: all }
            } else {
                Answer::Options { yes, unsure: BTreeSet::new() }
            }
        }
        QuestionKind::Many => {
            let mut yes = BTreeSet::new();
            let mut unsure = BTreeSet::new();
            if !calm && dice(4) == 0 {
                yes.extend(pick(dice));
            }
            if !calm && dice(6) == 0 {
                unsure.extend(pick(dice));
            }
            Answer::Options { yes, unsure }
        }
    }
}

struct Walk {
    pages: Vec<QuestionId>,
    end: Step<'static>,
    answers: BTreeMap<QuestionId, Answer>,
}

fn walk(seed: u64, calm: bool) -> Walk {
    let mut state = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    let mut dice = move |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % sides.max(1)
    };
    let mut interview = fresh();
    let mut pages = Vec::new();
    loop {
        match interview.step() {
            Step::Ask(question) => {
                assert!(!pages.contains(&question.id), "{} is asked twice", question.id);
                assert!(pages.len() < 200, "the interview does not end");
                pages.push(question.id.clone());
                let answer = random_answer(question, &mut dice, calm);
                interview.answer(question, answer).unwrap_or_else(|error| panic!("{}: {error}", question.id));
            }
            end => return Walk { pages, end, answers: interview.answers().clone() },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Every interview ends: with a stop when somebody has to be seen, otherwise finished and complete.
    #[test]
    fn every_interview_ends_where_it_must(seed: u64) {
        let walk = walk(seed, false);
        let interview = Interview::new(&KNOWLEDGE, &MODEL, Checked::default(), walk.answers);
        let triage = interview.triage();
        match walk.end {
            Step::Stop(_) => prop_assert!(!triage.level.allows_plan()),
            Step::Finished => {
                prop_assert!(triage.is_complete(), "still open: {:?}", triage.open);
                prop_assert!(triage.clearance().is_some());
            }
            Step::Ask(question) => prop_assert!(false, "ended at a question, {}", question.id),
        }
    }

    /// No page follows an emergency answer: only the one follow-up of a doubt may.
    #[test]
    fn no_page_follows_an_emergency(seed: u64) {
        let walk = walk(seed, false);
        let mut answers = BTreeMap::new();
        for (number, page) in walk.pages.iter().enumerate() {
            answers.insert(page.clone(), walk.answers[page].clone());
            let mut sure = answers.clone();
            for answer in sure.values_mut() {
                if let Answer::Options { unsure, .. } = answer {
                    unsure.clear();
                }
            }
            let level = Interview::new(&KNOWLEDGE, &MODEL, Checked::default(), sure).triage().level;
            if level == Level::Emergency {
                prop_assert_eq!(number + 1, walk.pages.len(), "pages follow an emergency at {}", page);
            }
        }
    }

    /// At most 12 pages of safety questions, not counting the follow-ups of doubts.
    #[test]
    fn at_most_twelve_safety_pages(seed: u64) {
        let walk = walk(seed, false);
        let safety = walk.pages.iter().filter(|id| {
            KNOWLEDGE.followed_by(id).is_none()
                && KNOWLEDGE.question(id).is_some_and(|page| page.section == Section::Safety)
        });
        prop_assert!(safety.count() <= 12);
    }

    /// The order in which answers were given makes no difference.
    #[test]
    fn answers_are_a_set(seed: u64) {
        let walk = walk(seed, false);
        let mut backwards = fresh();
        for (id, answer) in walk.answers.iter().rev() {
            backwards.answer(KNOWLEDGE.question(id).unwrap(), answer.clone()).unwrap();
        }
        prop_assert_eq!(backwards.step(), walk.end);
    }

    /// Every answer survives its form on disk.
    #[test]
    fn answers_survive_json(seed: u64) {
        for answer in walk(seed, false).answers.values() {
            let text = serde_json::to_string(answer).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Answer>(&text).unwrap(), answer);
        }
    }
}

#[test]
fn a_calm_interview_has_seven_safety_pages_and_ends_with_a_clearance() {
    let walk = walk(7, true);
    let safety: Vec<&str> = walk
        .pages
        .iter()
        .filter(|id| KNOWLEDGE.question(id).is_some_and(|page| page.section == Section::Safety))
        .map(QuestionId::as_str)
        .collect();
    assert_eq!(safety, ["now", "nerves", "age", "lately", "longer", "conditions", "medicines"]);
}

#[test]
fn a_doubt_is_asked_once_more_and_then_the_safer_way_is_taken() {
    let mut interview = fresh();
    let now = KNOWLEDGE.question(&QuestionId::from("now")).unwrap();
    let nerves = KNOWLEDGE.question(&QuestionId::from("nerves")).unwrap();
    interview.answer(now, Answer::none()).unwrap();
    let saddle: &OptionId =
        &nerves.options.iter().find(|option| option.sets.contains_key("saddle_numbness")).unwrap().id;
    let doubt = Answer::Options { yes: BTreeSet::new(), unsure: BTreeSet::from([saddle.clone()]) };
    interview.answer(nerves, doubt).unwrap();
    let Step::Ask(check) = interview.step() else {
        panic!("the doubt is not asked about: {:?}", interview.step())
    };
    assert_eq!(check.id, KNOWLEDGE.follow_up(&nerves.id, saddle).unwrap().id);

    let mut cleared = interview.clone();
    cleared.answer(check, Answer::options(["no"])).unwrap();
    assert_eq!(cleared.applied().facts.get("saddle_numbness"), Some(Truth::No));
    assert!(matches!(cleared.step(), Step::Ask(page) if page.id != check.id));

    interview.answer(check, Answer::options(["unsure"])).unwrap();
    assert!(matches!(interview.step(), Step::Stop(triage) if triage.level == Level::Emergency));
}

#[test]
fn a_doubt_about_a_sign_for_today_is_asked_once_more_too() {
    let doubt =
        |id: &str| Answer::Options { yes: BTreeSet::new(), unsure: BTreeSet::from([OptionId::from(id)]) };
    let mut interview = fresh();
    for id in ["now", "nerves"] {
        interview.answer(KNOWLEDGE.question(&QuestionId::from(id)).unwrap(), Answer::none()).unwrap();
    }
    interview.answer(KNOWLEDGE.question(&QuestionId::from("age")).unwrap(), Answer::Number(25)).unwrap();
    let lately = KNOWLEDGE.question(&QuestionId::from("lately")).unwrap();
    interview.answer(lately, doubt("fever")).unwrap();
    let Step::Ask(check) = interview.step() else { panic!("{:?}", interview.step()) };
    assert_eq!(check.id.as_str(), "check_lately_fever");
    let mut sure = interview.clone();
    sure.answer(check, Answer::options(["no"])).unwrap();
    assert!(matches!(sure.step(), Step::Ask(page) if page.id.as_str() == "longer"));
    interview.answer(check, Answer::options(["unsure"])).unwrap();
    assert!(matches!(interview.step(), Step::Stop(triage) if triage.level == Level::SameDay));
}

#[test]
fn a_yes_is_not_erased_without_asking() {
    let mut interview = fresh();
    let soon = KNOWLEDGE
        .questions
        .iter()
        .find(|page| page.options.iter().any(|option| option.sets.contains_key("cancer_history")));
    let page = soon.unwrap();
    let option = page.options.iter().find(|option| option.sets.contains_key("cancer_history")).unwrap();
    interview.answer(page, Answer::options([option.id.as_str()])).unwrap();
    let erased = interview.would_erase(page, &Answer::none());
    assert!(erased.iter().any(|key| key.as_str() == "cancer_history"), "{erased:?}");
    assert!(interview.would_erase(page, &Answer::options([option.id.as_str()])).is_empty());
}

#[test]
fn going_back_finds_the_page_before() {
    let mut interview = fresh();
    let Step::Ask(first) = interview.step() else { panic!() };
    interview.answer(first, Answer::none()).unwrap();
    let Step::Ask(second) = interview.step() else { panic!() };
    assert_eq!(interview.before(&second.id).map(|page| &page.id), Some(&first.id));
    assert_eq!(interview.before(&first.id), None);
    interview.withdraw(&first.id);
    assert!(matches!(interview.step(), Step::Ask(page) if page.id == first.id));
}

#[test]
fn pages_can_be_asked_again_and_old_answers_count_until_then() {
    let walk = (0..50).map(|seed| walk(seed, true)).find(|walk| walk.end == Step::Finished).unwrap();
    let again = BTreeSet::from([QuestionId::from("nerves")]);
    let mut interview =
        Interview::new(&KNOWLEDGE, &MODEL, Checked::default(), walk.answers).asking_again(again);
    let Step::Ask(page) = interview.step() else { panic!("nothing is asked again") };
    assert_eq!(page.id.as_str(), "nerves");
    assert!(interview.triage().is_complete());
    interview.answer(page, Answer::none()).unwrap();
    assert_eq!(interview.step(), Step::Finished);
}

#[test]
fn the_body_picture_sets_facts_about_the_place() {
    let answers = BTreeMap::from([(
        QuestionId::from("zones"),
        Answer::Zones([(ZoneId::from("interscap_upper_l"), 1.0)].into()),
    )]);
    let facts = Applied::from_answers(&KNOWLEDGE, &answers).facts;
    assert_eq!(facts.get("pain_upper_back"), Some(Truth::Yes));
    assert_eq!(facts.get("pain_one_side"), Some(Truth::Yes));
    assert_eq!(facts.get("pain_low_back"), Some(Truth::No));
}
