//! The guided session, without its script.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use axum::http::StatusCode;
use common::{KNOWLEDGE, get, post, through_the_interview};
use domain::entry::{Felt, SessionProblem};
use domain::session::{REST_SECONDS, timeline};
use web::Site;

/// The value of a hidden field, the last of its name on the page.
fn field<'p>(page: &'p str, name: &str) -> &'p str {
    let value = page.rsplit(&format!("name=\"{name}\" value=\"")).next().unwrap();
    value.split('"').next().unwrap()
}

/// The form after the session as a page sends it.
fn done(page: &str, more: &str) -> String {
    let after = page.split("id=\"done\"").nth(1).unwrap();
    let mut form = format!("once={}", field(after, "once"));
    for item in after.split("name=\"item\" value=\"").skip(1) {
        form += "&item=";
        form += item.split('"').next().unwrap();
    }
    format!("{form}&{more}")
}

fn sessions(site: &Site) -> usize {
    site.look().unwrap().person.sessions.len()
}

#[tokio::test]
async fn the_page_before_says_all_that_is_needed_and_has_one_start() {
    let (_, router) = through_the_interview();
    let (status, page) = get(&router, "/session/w1d1").await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "You need",
        "Side first",
        "RIGHT",
        "Stop if you feel sharp pain, pain that spreads, or numbness or tingling.",
        "Keep off the bones of your spine, your ribs, and the front and sides of your neck.",
        "Breathe as normal. If you hold your breath, press less.",
        "Is any of this new?",
        "none of these is new",
        "Check the sound",
        ">Start<",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(get(&router, "/session/w9d9").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_steps_on_the_page_are_those_of_the_plan() {
    let (site, router) = through_the_interview();
    let plan = site.look().unwrap().current.plan.clone().unwrap().1.plan;
    let (_, page) = get(&router, "/session/w1d1/steps").await;
    let shown: u32 = page
        .split("data-seconds=\"")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().parse::<u32>().unwrap())
        .sum();
    let line = timeline(&KNOWLEDGE, &plan.sessions[0], REST_SECONDS);
    let planned: u32 = line
        .iter()
        .filter(|step| !step.technique.as_str().starts_with("walk"))
        .map(|step| step.step.seconds)
        .sum();
    assert_eq!(shown, planned);
    assert!(page.contains("How was that?"));
}

#[tokio::test]
async fn start_keeps_the_short_list_and_the_rating_once() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1").await;
    let start = page.split("id=\"start\"").nth(1).unwrap().split("</form>").next().unwrap();
    let form = format!("once={}&pain=4", field(start, "once"));
    for _ in 0..2 {
        let to = post(&router, "/session/w1d1/start", &form).await;
        assert_eq!(to, (StatusCode::SEE_OTHER, "/session/w1d1/steps".to_owned()));
    }
    let person = site.look().unwrap().person;
    assert_eq!(person.screens.len(), 1);
    let ratings: Vec<_> = person.ratings.values().flatten().collect();
    assert_eq!(ratings.len(), 1);
    assert_eq!(ratings[0].event.score.points(), 4);
    assert_eq!(ratings[0].event.minute_of_day.to_string(), "12:00");
}

#[tokio::test]
async fn something_new_before_a_session_stops_the_plan_until_its_pages_are_answered() {
    let (site, router) = through_the_interview();
    assert_eq!(post(&router, "/session/w1d1/check", "").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&router, "/session/w1d1/check", "line=none").await.1, "/session/w1d1");
    assert_eq!(post(&router, "/session/w1d1/check", "line=feeling").await.1, "/ask/again");
    assert!(site.look().unwrap().current.plan.is_none());
}

#[tokio::test]
async fn a_form_that_is_sent_twice_counts_once() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1/steps").await;
    let form = done(&page, "felt=better&problem=none");
    for _ in 0..3 {
        assert_eq!(post(&router, "/session/w1d1/done", &form).await.1, "/");
    }
    assert_eq!(sessions(&site), 1);
    let kept = site.look().unwrap().person.sessions[0].event.clone();
    assert_eq!(
        (kept.session.as_str(), kept.felt, kept.problem),
        ("w1d1", Felt::Better, SessionProblem::None)
    );
    assert!(kept.items.iter().all(|item| item.seconds > 0 && !item.skipped) && !kept.items.is_empty());
    let (_, today) = get(&router, "/").await;
    assert!(!today.contains("href=\"/session/w1d1\"") && today.contains("done, better after it."), "{today}");
}

#[tokio::test]
async fn without_how_it_was_the_form_comes_back_with_all_that_was_given() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1/steps").await;
    let form = done(&page, "problem=sore");
    let (status, again) = post(&router, "/session/w1d1/done", &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.contains("Select better, same or worse") && again.contains("<title>Error: "), "{again}");
    assert_eq!(done(&again, "problem=sore"), form);
    assert_eq!(sessions(&site), 0);
}

#[tokio::test]
async fn a_danger_sign_is_kept_and_takes_the_part_out_of_the_plan() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1/steps").await;
    let form = done(&page, "problem=numb");
    assert_eq!(post(&router, "/session/w1d1/done", &form).await.1, "/session/w1d1/stopped");
    let (_, stop) = get(&router, "/session/w1d1/stopped").await;
    assert!(stop.contains("Stop here for today") && stop.contains("In which part?"), "{stop}");
    let dropped = |site: &Site| site.look().unwrap().current.progress.dropped.clone();
    let all = dropped(&site);
    assert!(all.len() >= 2, "{all:?}");
    let part = stop.split("name=\"technique\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let named = format!("of={}&once={}&technique={part}", field(&stop, "of"), field(&stop, "once"));
    for _ in 0..2 {
        post(&router, "/session/w1d1/stopped", &named).await;
    }
    assert_eq!(sessions(&site), 1, "the entry is replaced, not doubled");
    assert_eq!(dropped(&site).iter().map(domain::ids::TechniqueId::as_str).collect::<Vec<_>>(), [part]);
    assert!(get(&router, "/session/w1d1/stopped").await.1.contains("until you put it back"));
}

#[tokio::test]
async fn what_a_person_skipped_is_kept() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1").await;
    let technique = page.split("name=\"item\" value=\"").nth(1).unwrap().split(':').next().unwrap();
    let once = field(page.split("id=\"done\"").nth(1).unwrap(), "once");
    let form = format!("once={once}&item={technique}:left:42:1&item=nothing:left:1:0&felt=same&problem=none");
    post(&router, "/session/w1d1/done", &form).await;
    let kept = site.look().unwrap().person.sessions[0].event.clone();
    assert_eq!(kept.items.len(), 1, "what is not known is left out");
    assert_eq!((kept.items[0].seconds, kept.items[0].skipped), (42, true));
}

#[tokio::test]
async fn a_session_that_waited_on_a_phone_counts_for_its_day() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1/steps").await;
    post(&router, "/session/w1d1/done", &done(&page, "made=2026-02-28T21:00:00&felt=same&problem=none"))
        .await;
    assert_eq!(site.look().unwrap().person.sessions[0].day.to_string(), "2026-02-28");
}

#[tokio::test]
async fn the_short_versions_count_as_done() {
    for path in ["/session/short", "/session/w1d1?short=2"] {
        let (_, router) = through_the_interview();
        let (status, page) = get(&router, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let to = page
            .split("id=\"done\"")
            .nth(1)
            .unwrap()
            .split("action=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        post(&router, to, &done(&page, "felt=same&problem=none")).await;
        let (_, today) = get(&router, "/").await;
        assert!(!today.contains("href=\"/session/w1d1\""), "{path}: {today}");
    }
}

#[tokio::test]
async fn the_switches_are_kept_and_the_voice_grows_brief() {
    let (site, router) = through_the_interview();
    let on = |page: &str, name: &str, value: &str| {
        page.contains(&format!("name=\"{name}\" value=\"{value}\" checked"))
    };
    let (_, page) = get(&router, "/session/w1d1").await;
    assert!(on(&page, "voice", "full") && on(&page, "bell", "on") && on(&page, "flash", "off"), "{page}");
    post(&router, "/sounds", "voice=off&bell=off&vibration=on&flash=on&rest=0&other=1").await;
    let (_, page) = get(&router, "/session/w1d1").await;
    assert!(on(&page, "voice", "off") && on(&page, "bell", "off") && on(&page, "flash", "on"), "{page}");
    assert!(!page.contains("data-rest=\"10\""));
    let entries = site.with_store(|store| Ok(store.entries().len())).unwrap();
    post(&router, "/sounds", "voice=off&bell=loud").await;
    assert_eq!(site.with_store(|store| Ok(store.entries().len())).unwrap(), entries);
}

#[tokio::test]
async fn pictures_are_files_of_their_own() {
    let (_, router) = through_the_interview();
    let (_, page) = get(&router, "/session/w1d1").await;
    let pose = page.split("data-pose=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, svg) = get(&router, pose).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        svg.contains("var(--figure-body,#8b7f75)") && svg.contains("id=\"p\"") && !svg.contains("<style"),
        "{svg}"
    );
    assert_eq!(get(&router, "/poses/nothing.svg").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_does_not_fit_the_hour_is_left_out() {
    let (_, router) = through_the_interview();
    let (_, plain) = get(&router, "/session/w1d1").await;
    assert!(plain.contains("I go to bed within the next hour"), "{plain}");
    let massages = |page: &str| page.matches("name=\"item\" value=\"sm_").count();
    assert!(massages(&plain) > 0);
    let (status, page) = get(&router, "/session/w1d1?now=bedtime").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Left out for now: ") && massages(&page) == 0, "{page}");
    assert!(page.contains("action=\"/session/w1d1/start?now=bedtime\""));
    let (_, both) = get(&router, "/session/w1d1?now=bedtime&now=alcohol").await;
    assert!(both.contains("now=alcohol&amp;now=bedtime"), "{both}");
}
