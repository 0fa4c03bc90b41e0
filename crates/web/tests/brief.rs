//! The therapist brief and the note back.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::http::StatusCode;
use common::{get, post, through_the_interview};

#[tokio::test]
async fn the_brief_shows_what_is_known_and_shares_nothing_optional_by_itself() {
    let (_, router) = through_the_interview();
    let (status, page) = get(&router, "/brief").await;
    assert_eq!(status, StatusCode::OK);
    for words in ["Walk the dog.", "RIGHT", "not decided yet", "It is not a diagnosis."] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains(" checked"), "nothing is chosen beforehand: {page}");
}

#[tokio::test]
async fn what_was_chosen_is_on_the_preview_the_print_and_the_card() {
    let (_, router) = through_the_interview();
    let (status, to) = post(&router, "/brief", "pressure=comfortable_strong&keep_off=my+left+knee").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/brief#preview"));
    for path in ["/brief", "/brief/page", "/brief/card"] {
        let (_, page) = get(&router, path).await;
        assert!(page.contains("comfortable and strong") && page.contains("my left knee"), "{path}: {page}");
    }
}

/// The words between tags, one a line.
fn lines(page: &str) -> Vec<String> {
    let sheet = page.split("<article class=\"sheet\">").nth(1).unwrap().split("</article>").next().unwrap();
    let words = sheet.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words.trim());
    words.filter(|words| !words.is_empty()).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_preview_is_what_is_printed_line_by_line() {
    let (_, router) = through_the_interview();
    post(&router, "/brief", "pressure=light&more=moves&more=testing&keep_off=%3Cscript%3E").await;
    let (_, preview) = get(&router, "/brief").await;
    let (_, print) = get(&router, "/brief/page").await;
    assert_eq!(lines(&preview), lines(&print));
    assert!(lines(&print).contains(&"&lt;script&gt;".to_owned()), "{:?}", lines(&print));
}

#[tokio::test]
async fn a_note_back_is_kept_once() {
    let (site, router) = through_the_interview();
    let form = "minutes=60&felt=better&pressure=5&note=tight+on+the+right&place=iliac_crest_r&kind=unknown";
    let (status, to) = post(&router, "/brief/note", form).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/?done=visit"));
    let visits = &site.look().unwrap().person.visits.clone();
    let [visit] = visits.as_slice() else { panic!("{} visits", visits.len()) };
    assert_eq!(visit.event.minutes, 60);
    assert_eq!(visit.event.therapist_note, "tight on the right");
    assert_eq!(visit.event.places.len(), 1);
}

#[tokio::test]
async fn a_note_with_faults_comes_back_with_all_that_was_typed() {
    let (site, router) = through_the_interview();
    let form = "minutes=900&note=tight+on+the+right&price=70+euros&day=2031-01-01&felt=same";
    let (status, page) = post(&router, "/brief/note", form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "<title>Error: ",
        "There is a problem",
        "href=\"#minutes\"",
        "Minutes must be a number between 1 and 300",
        "The price must be a whole number, without a currency sign",
        "Choose a day in the last 90 days",
        "tight on the right",
        "value=\"900\"",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(site.look().unwrap().person.visits.is_empty());
}
