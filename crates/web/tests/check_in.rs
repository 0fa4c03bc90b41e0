//! What the check-in lists as done, and how that is taken back.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::{get, post, through_the_interview};
use domain::entry::{Felt, SessionDone, SessionItem, SessionProblem};
use domain::knowledge::body::Side;
use web::Site;

/// A person who has played the first part of today's session, and the id of that entry.
fn after_a_session() -> (Site, Router, String) {
    let (site, router) = through_the_interview();
    let plan = site.look().unwrap().current.plan.clone().unwrap().1.plan;
    let technique = plan.on(plan.start).next().unwrap().items.first().unwrap().technique.clone();
    let seconds = 300;
    let item = SessionItem {
        technique,
        side: Side::Right,
        seconds,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    let done = SessionDone {
        session: "w1d1".to_owned(),
        items: vec![item],
        felt: Felt::Better,
        problem: SessionProblem::None,
        note: String::new(),
    };
    let look = site.record([done.into()]).unwrap();
    let id = look.person.sessions.first().unwrap().id.to_string();
    (site, router, id)
}

fn sessions(site: &Site) -> usize {
    site.look().unwrap().person.sessions.len()
}

#[tokio::test]
async fn a_finished_session_is_listed_as_done_with_undo_and_the_rest_are_unticked_boxes() {
    let (_, router, id) = after_a_session();
    let (_, page) = get(&router, "/check-in").await;
    assert!(
        page.contains("What did you do?") && page.contains("✓ Back session, 5 minutes done, better after it")
    );
    assert!(page.contains(&format!("name=\"undo\" value=\"{id}\" formaction=\"/check-in/undo\"")), "{page}");
    let boxes = page.split("id=\"did-list\"").nth(1).unwrap().split("<details").next().unwrap();
    assert!(boxes.contains("type=\"checkbox\" name=\"did\"") && !boxes.contains("checked"), "{boxes}");
}

#[tokio::test]
async fn undo_takes_the_session_back_and_keeps_all_that_was_answered() {
    let (site, router, id) = after_a_session();
    assert!(!get(&router, "/").await.1.contains("href=\"/session/w1d1\""));
    let form = format!("undo={id}&day=2026-03-02&interference=4&pain=3&flare=no");
    let (status, to) = post(&router, "/check-in/undo", &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(sessions(&site), 0);
    let (_, page) = get(&router, to.trim_end_matches("#did-list")).await;
    for chosen in ["\"4\" checked", "\"3\" checked", "\"no\" id=\"flare\" checked", "Taken back."] {
        assert!(page.contains(chosen), "{chosen} in {page}");
    }
    assert!(!page.contains("name=\"undo\""), "{page}");
    let (_, today) = get(&router, "/").await;
    assert!(today.contains("href=\"/session/w1d1\"") && !today.contains("Done today"), "{today}");
    assert!(site.look().unwrap().person.check_ins.is_empty(), "Undo is no check-in");
}

#[tokio::test]
async fn undo_twice_takes_back_one_session_only() {
    let (site, router, id) = after_a_session();
    let again = site.look().unwrap().person.sessions[0].event.clone();
    site.record([again.into()]).unwrap();
    for _ in 0..2 {
        post(&router, "/check-in/undo", &format!("undo={id}")).await;
    }
    assert_eq!(sessions(&site), 1);
    let entries = site.with_store(|store| Ok(store.entries().len())).unwrap();
    for form in ["undo=nothing", "", "undo=018f0000-0000-7000-8000-000000000000"] {
        assert_eq!(post(&router, "/check-in/undo", form).await.0, StatusCode::SEE_OTHER, "{form}");
    }
    assert_eq!(site.with_store(|store| Ok(store.entries().len())).unwrap(), entries);
}

#[tokio::test]
async fn own_words_come_back_after_undo_and_stay_out_of_the_address() {
    let (site, router, id) = after_a_session();
    let (status, page) = post(&router, "/check-in/undo", &format!("undo={id}&note=slept+badly")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("slept badly") && page.contains("Taken back."), "{page}");
    assert_eq!(sessions(&site), 0);
}

#[tokio::test]
async fn only_a_session_of_the_day_can_be_taken_back() {
    let (site, router, id) = after_a_session();
    post(&router, "/check-in/undo", &format!("undo={id}&day=2026-03-01")).await;
    assert_eq!(sessions(&site), 1);
    assert!(!get(&router, "/check-in?day=2026-03-01").await.1.contains("name=\"undo\""));
}

#[tokio::test]
async fn enter_in_a_field_is_done_and_not_undo() {
    let (_, router, _) = after_a_session();
    let (_, page) = get(&router, "/check-in").await;
    let form = page.split("id=\"check-in\"").nth(1).unwrap();
    let first = form.split("<button").nth(1).unwrap();
    assert!(first.contains("Done") && !first.split('>').next().unwrap().contains("undo"), "{first}");
}

#[tokio::test]
async fn today_says_that_a_check_in_is_kept() {
    let (_, router) = through_the_interview();
    let (_, to) = post(&router, "/check-in", "interference=4&flare=no").await;
    assert!(get(&router, &to).await.1.contains("Your check-in is kept."));
    assert!(!get(&router, "/").await.1.contains("is kept."));
}

#[tokio::test]
async fn a_check_in_can_be_late_by_7_days_and_no_more() {
    let (_, router) = through_the_interview();
    let (_, today) = get(&router, "/check-in").await;
    assert!(today.contains("/check-in?day=2026-03-01") && !today.contains("the day after"), "{today}");
    let (_, first) = get(&router, "/check-in?day=2026-02-23").await;
    assert!(first.contains("About Monday 23 February.") && !first.contains("the day before"), "{first}");
    assert!(first.contains("/check-in?day=2026-02-24"), "{first}");
}
