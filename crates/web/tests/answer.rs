//! The check-in, the personal test and its answer.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::{KNOWLEDGE, get, post, site, store, through_the_interview};
use domain::localise::Model;
use web::Site;

/// The pages of the made-up person on the day after their diary.
fn sample() -> (Site, Router) {
    let mut store = store();
    let entries = domain::sample::entries(&KNOWLEDGE, &Model::new(&KNOWLEDGE), store.today(), 60);
    store.take_in(&entries).unwrap();
    let site = site(store);
    (site.clone(), web::router(site))
}

/// What stands in the hidden field of a form.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    page.split(&field).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_check_in_is_kept_once_and_a_change_of_it_replaces_it() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/check-in").await;
    assert!(!page.contains(" checked"), "nothing is chosen beforehand: {page}");
    let once = hidden(&page, "once");
    for score in [6, 6, 4] {
        let form = format!("once={once}&interference={score}&flare=no&note=slept+badly");
        let (status, to) = post(&router, "/check-in", &form).await;
        assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/?done=check-in"));
    }
    let person = site.look().unwrap().person;
    let kept: Vec<u8> =
        person.check_ins.values().flatten().map(|one| one.event.interference.points()).collect();
    assert_eq!(kept, [4]);
}

#[tokio::test]
async fn a_check_in_without_its_first_score_comes_back_with_all_that_was_typed() {
    let (site, router) = through_the_interview();
    let (status, page) = post(&router, "/check-in", "flare=yes&note=slept+badly").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["<title>Error: ", "There is a problem", "href=\"#interference\"", "slept badly"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(site.look().unwrap().person.check_ins.is_empty());
}

#[tokio::test]
async fn function_is_asked_before_pain() {
    let (_, router) = sample();
    let (_, page) = get(&router, "/check-in").await;
    let (function, pain) = (page.find("get in your way"), page.find("your pain right now"));
    assert!(function.unwrap() < pain.unwrap(), "{page}");
}

#[tokio::test]
async fn the_sample_person_has_an_answer_with_all_five_verdicts_beside_it() {
    let (_, router) = sample();
    let (status, page) = get(&router, "/answer").await;
    assert_eq!(status, StatusCode::OK);
    for verdict in domain::answer::Verdict::ALL {
        assert!(page.contains(verdict.heading()), "{} in {page}", verdict.heading());
    }
    assert_eq!(page.matches("aria-current=\"true\"").count(), 1);
    for words in ["What could fool us", "How sure", "What now", "expecting relief"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let (status, page) = get(&router, "/answer/details").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Average benefit so far") && !page.contains("NaN"), "{page}");
}

#[tokio::test]
async fn a_test_starts_with_the_promise_that_was_shown_and_hides_how_it_goes() {
    let (site, router) = sample();
    let (_, page) = get(&router, "/test/new").await;
    assert!(page.contains("What do you want to test?"), "{page}");
    let (_, page) = get(&router, "/test/new?what=self_massage").await;
    assert!(page.contains("How long?"), "{page}");
    let (_, page) = get(&router, "/test/new?what=self_massage&weeks=8&worthwhile=1").await;
    let (once, promise) = (hidden(&page, "once"), hidden(&page, "promise"));
    assert_eq!(promise.len(), 64, "{page}");
    let form = format!("once={once}&what=self_massage&weeks=8&worthwhile=1&promise={promise}");
    for _ in 0..2 {
        let (status, to) = post(&router, "/test/start", &form).await;
        assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/test"));
    }
    let person = site.look().unwrap().person;
    assert_eq!(person.tests.len(), 1);
    assert_eq!(person.tests[0].started.event.commitment, promise);
    let seed = serde_json::to_value(&person.tests[0].started.event.seed).unwrap();
    let seed = seed.as_str().unwrap();
    for path in ["/test", "/answer", "/", "/progress"] {
        let (_, page) = get(&router, path).await;
        assert!(!page.contains(seed) && !page.contains("How sure"), "{path}: {page}");
    }
    let (_, page) = get(&router, "/answer").await;
    assert!(page.contains("Your test is running"), "{page}");
}

#[tokio::test]
async fn a_page_of_the_test_without_a_choice_says_what_to_select() {
    let (_, router) = sample();
    for (sent, words) in [
        ("step=1", "Select what you want to test"),
        ("step=2&what=self_massage", "Select how long you want to test"),
        ("step=3&what=self_massage&weeks=8", "Select how much less pain would be worth it"),
    ] {
        let (status, page) = get(&router, &format!("/test/new?{sent}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{sent}");
        assert!(page.contains("<title>Error: ") && page.matches(words).count() == 2, "{sent}: {page}");
    }
    let (status, page) = get(&router, "/test/new?step=1&what=self_massage").await;
    assert!(status == StatusCode::OK && page.contains("Step 2 of 4"), "{page}");
}

#[tokio::test]
async fn without_a_diary_the_page_of_numbers_has_no_empty_table() {
    let (_, router) = through_the_interview();
    let (_, page) = get(&router, "/answer/details").await;
    assert!(page.contains("There is nothing to compare yet.") && !page.contains("<table"), "{page}");
}

#[tokio::test]
async fn a_promise_that_is_not_ours_is_shown_again_and_starts_nothing() {
    let (site, router) = sample();
    let form = format!("what=self_massage&weeks=8&worthwhile=1&promise={}", "0".repeat(64));
    let (status, page) = post(&router, "/test/start", &form).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Step 4 of 4"), "{page}");
    assert!(site.look().unwrap().person.tests.is_empty());
}

#[tokio::test]
async fn a_test_can_be_stopped_and_then_shows_how_to_redo_the_draw() {
    let (site, router) = sample();
    let (_, page) = get(&router, "/test/new?what=self_massage&weeks=8&worthwhile=1").await;
    let form = format!("what=self_massage&weeks=8&worthwhile=1&promise={}", hidden(&page, "promise"));
    post(&router, "/test/start", &form).await;
    let (status, _) = post(&router, "/test/stop", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(site.look().unwrap().person.tests[0].stopped.is_some());
    let (_, page) = get(&router, "/test").await;
    assert!(page.contains("How to check the draw") && page.contains("sha256sum"), "{page}");
}

#[tokio::test]
async fn while_a_test_runs_today_says_its_part_and_a_session_needs_the_rating_first() {
    let (_, router) = sample();
    let (_, page) = get(&router, "/test/new?what=self_massage&weeks=8&worthwhile=1").await;
    let form = format!("what=self_massage&weeks=8&worthwhile=1&promise={}", hidden(&page, "promise"));
    post(&router, "/test/start", &form).await;
    let (_, page) = get(&router, "/").await;
    assert!(page.contains("href=\"/test\""), "{page}");
    let (_, page) = get(&router, "/session/short").await;
    let scale = page.split("Your test needs this before each session.").nth(1).unwrap_or_default();
    assert!(scale.contains(" required"), "{page}");
}

#[tokio::test]
async fn the_way_it_goes_is_a_sentence_first_then_circles_a_line_and_a_table() {
    let (_, router) = sample();
    let (status, page) = get(&router, "/progress").await;
    assert_eq!(status, StatusCode::OK);
    let places =
        ["OK day", "class=\"ok-weeks\"", "class=\"chart\"", "Show as table"].map(|part| page.find(part));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {page}");
    assert!(page.matches("<tr>").count() > 60, "a row for each day: {page}");
}
