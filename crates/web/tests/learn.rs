//! What is known: every name has its page, with where it comes from.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::http::StatusCode;
use common::{KNOWLEDGE, get, site, store, through_the_interview};

#[tokio::test]
async fn every_question_is_listed_and_says_how_sure_and_where_it_comes_from() {
    let router = web::router(site(store()));
    let (_, list) = get(&router, "/learn").await;
    for claim in KNOWLEDGE.all_claims() {
        let path = format!("/learn/{}", claim.id);
        assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
        let (status, page) = get(&router, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for words in ["How sure: ", "Where this comes from", "Last read through in "] {
            assert!(page.contains(words), "{path}: {words}");
        }
    }
}

#[tokio::test]
async fn every_name_leads_to_a_page() {
    let (_, router) = through_the_interview();
    let muscles = KNOWLEDGE.muscles.iter().map(|muscle| muscle.id.to_string());
    let facts = KNOWLEDGE.facts.keys().map(ToString::to_string);
    let rules = KNOWLEDGE.rules.iter().map(|rule| rule.id.to_string());
    let evidence = KNOWLEDGE.evidence.keys().map(ToString::to_string);
    let stops = KNOWLEDGE.stops.keys().map(ToString::to_string);
    let cautions = KNOWLEDGE.cautions.keys().map(ToString::to_string);
    let sourced =
        muscles.chain(facts.step_by(9)).chain(rules).chain(evidence.step_by(9)).chain(stops).chain(cautions);
    for name in sourced {
        let (status, page) = get(&router, &format!("/why/{name}")).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert!(page.contains("Where this comes from"), "{name}");
    }
    for question in &KNOWLEDGE.questions {
        let (_, page) = get(&router, &format!("/why/{}", question.id)).await;
        assert!(page.contains(&format!("href=\"/ask/{}\"", question.id)), "{}: {page}", question.id);
    }
    let technique = KNOWLEDGE.techniques.keys().next().unwrap();
    let (status, to) = get(&router, &format!("/why/{technique}")).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/technique/{technique}")));
    assert_eq!(get(&router, "/learn/piriformis").await.0, StatusCode::SEE_OTHER);
    for nothing in ["/why/nothing", "/learn/nothing"] {
        assert_eq!(get(&router, nothing).await.0, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_muscle_says_what_it_is_for_this_person() {
    let (_, router) = through_the_interview();
    let (_, page) = get(&router, "/why/Quadratus%20Lumborum").await;
    for words in ["<h2>For you</h2>", "You marked: Rim of the pelvis, right.", "It is not a diagnosis."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, page) = get(&web::router(site(store())), "/why/quadratus_lumborum").await;
    assert!(page.contains("We do not know yet where it hurts."), "{page}");
    let (_, page) = get(&router, "/why/finucane_2020").await;
    assert!(page.contains("What rests on it") && page.contains("<li>Signs and health: "), "{page}");
}

#[tokio::test]
async fn words_find_questions_and_are_shown_as_they_were_typed() {
    let router = web::router(site(store()));
    let (_, page) = get(&router, "/learn?words=blood+flow").await;
    assert!(page.contains("Does massage improve blood flow?"), "{page}");
    let (_, page) = get(&router, "/learn?words=%3Cscript%3Exyzzy").await;
    assert!(
        page.contains("Nothing is known here under these words.") && !page.contains("<script>xyzzy"),
        "{page}"
    );
}
