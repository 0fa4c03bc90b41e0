//! The pages of paper: the summary for a clinician, the PDFs, the codes, and the note that a therapist fills in.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::http::StatusCode;
use common::{KNOWLEDGE, get, post, site, store, through_the_interview};
use domain::entry::Felt;
use domain::entry::{ProblemReported, QuestionAnswered, TherapistVisited};
use domain::intake::Answer;
use std::collections::BTreeSet;

fn visit(felt: Felt) -> TherapistVisited {
    TherapistVisited {
        technique: Some("pro_swedish".into()),
        minutes: 60,
        pressure: None,
        price: None,
        places: BTreeSet::new(),
        therapist_note: String::new(),
        advice: String::new(),
        felt,
    }
}

/// The headings of a sheet, in order.
fn headings(page: &str) -> Vec<&str> {
    page.split("<h3>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</h3>").map(|(heading, _)| heading))
        .collect()
}

#[tokio::test]
async fn a_summary_begins_with_red_flags_and_says_what_nobody_knows() {
    let (site, router) = through_the_interview();
    site.record([visit(Felt::Worse).into()]).unwrap();
    let (status, page) = get(&router, "/summary").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        headings(&page),
        [
            "Red-flag answers",
            "What was tried",
            "Pain by day",
            "Does massage help? Three numbers",
            "How they were found out",
            "Goal and function",
            "Adverse reactions",
            "What the program cannot know",
            "About this page",
        ]
    );
    for words in [
        "None reported in the screen for red flags. Last asked on Monday 2 March.",
        "Of these by a massage therapist: 1 visit, 60 minutes in all.",
        "Too little data: no number is given.",
        "Back felt worse after 1 of 1 visit to a therapist.",
        "No clinician has reviewed the rules of this program.",
        "In the person's own words: Walk the dog.",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

#[tokio::test]
async fn a_danger_that_was_reported_stands_first() {
    let (site, router) = through_the_interview();
    let key =
        KNOWLEDGE.facts.iter().find(|(key, _)| key.as_str() == "fever").map(|(key, _)| key.clone()).unwrap();
    let problem = ProblemReported {
        yes: BTreeSet::from([key]),
        unsure: BTreeSet::new(),
        words: "hot since <Monday>".into(),
    };
    site.record([problem.into()]).unwrap();
    let (_, page) = get(&router, "/summary").await;
    let first = page.split("<h3>Red-flag answers</h3>").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(first.contains("Yes ("), "{first}");
    assert!(first.contains("Hot since &lt;Monday&gt;."), "{first}");
    assert!(!first.contains("None reported"), "{first}");
}

#[tokio::test]
async fn nobody_who_has_not_been_asked_is_called_free_of_red_flags() {
    let router = web::router(site(store()));
    let (_, page) = get(&router, "/summary").await;
    assert!(page.contains("absence of a red flag is not established"), "{page}");
    assert!(!page.contains("None reported in the screen"), "{page}");
}

#[tokio::test]
async fn a_goal_of_any_length_leaves_a_brief_that_can_be_scanned_and_says_that_it_is_short() {
    let (site, router) = through_the_interview();
    let goal = Answer::Text("walk up the hill behind the house ".repeat(60));
    let question = KNOWLEDGE.questions.iter().find(|one| one.field == "goal").unwrap();
    site.record([QuestionAnswered { question: question.id.clone(), answer: goal }.into()]).unwrap();
    let (_, page) = get(&router, "/brief/page").await;
    assert_eq!(page.matches("class=\"code\"").count(), 2, "{page}");
    assert!(page.contains("Scan for the main words of this page."), "{page}");
    for name in ["words", "note"] {
        let (status, picture) = get(&router, &format!("/brief/code/{name}.svg")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(picture.starts_with("<svg xmlns=") && picture.contains("h7"), "{picture}");
    }
    assert_eq!(get(&router, "/brief/code/other.svg").await.0, StatusCode::NOT_FOUND);
    let (status, whole) = get(&router, "/brief.svg").await;
    assert_eq!(status, StatusCode::OK);
    assert!(whole.contains("up the hill behind the") && whole.contains(">LEFT<"), "{whole}");
}

#[tokio::test]
async fn a_note_from_a_phone_fills_in_the_form_and_keeps_nothing() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/brief/note").await;
    assert!(page.contains("Strongest pressure, 0 to 10:"), "the blanks as text: {page}");
    let note = "Day%3A+2026-03-01%0AMinutes%3A+50+min%0AKind+of+massage%3A+swedish%0A\
                Strongest+pressure%2C+0+to+10%3A+6%0APlaces%3A+low+back%0AAdvice+for+home%3A+walk";
    let (status, page) = post(&router, "/brief/note/filled", &format!("filled={note}")).await;
    assert_eq!(status, StatusCode::OK);
    for words in ["value=\"2026-03-01\"", "value=\"50\"", "Places: low back", ">walk</textarea>"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(page.contains("value=\"pro_swedish\" selected"), "{page}");
    assert!(site.look().unwrap().person.visits.is_empty(), "nothing is kept yet");
}

#[tokio::test]
async fn a_text_that_is_no_note_comes_back() {
    let (_, router) = through_the_interview();
    let (status, page) = post(&router, "/brief/note/filled", "filled=See+you+%3Con+Tuesday%3E").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("href=\"#filled\"") && page.contains("See you &lt;on Tuesday&gt;"), "{page}");
}

#[tokio::test]
async fn the_paper_is_a_setting() {
    let (_, router) = through_the_interview();
    let (status, _) = post(&router, "/settings", "paper=letter").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = get(&router, "/settings").await;
    assert!(page.contains("As usual in your country"), "{page}");
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;
    use axum::body::Body;
    use axum::http::{Request, header};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    #[tokio::test]
    async fn both_pages_are_files_to_keep_with_the_same_bytes_each_time() {
        let (_, router) = through_the_interview();
        for (path, name) in [("/brief.pdf", "massage-brief"), ("/summary.pdf", "back-pain-summary")] {
            let mut files = Vec::new();
            for _ in 0..2 {
                let response =
                    router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
                assert_eq!(response.status(), StatusCode::OK);
                assert_eq!(response.headers()[header::CONTENT_TYPE], "application/pdf");
                let kept = format!("attachment; filename=\"{name}-2026-03-02.pdf\"");
                assert_eq!(response.headers()[header::CONTENT_DISPOSITION], kept.as_str());
                files.push(response.into_body().collect().await.unwrap().to_bytes());
            }
            assert!(files[0].starts_with(b"%PDF-1.7") && files[0] == files[1], "{path}");
        }
    }

    #[tokio::test]
    async fn letters_that_a_pdf_cannot_show_are_named_beside_it() {
        let (_, router) = through_the_interview();
        post(&router, "/brief", "keep_off=%E5%B7%A6%E8%86%9D").await;
        let (_, page) = get(&router, "/brief").await;
        assert!(page.contains("A PDF cannot show these letters: 左膝."), "{page}");
        assert!(page.contains("<p>左膝</p>"), "the preview shows them: {page}");
    }
}
