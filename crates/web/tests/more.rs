//! Help, settings, data and privacy.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::http::StatusCode;
use common::{get, post, site, store, store_at, through_the_interview};

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    page.split_once(&field).unwrap().1.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn help_has_the_numbers_of_the_country_asked_for() {
    let router = web::router(site(store()));
    let (status, page) = get(&router, "/help").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Your country is not known here."), "{page}");
    assert!(page.contains("href=\"tel:112\""), "{page}");
    let (_, page) = get(&router, "/help?country=GB").await;
    assert!(page.contains("href=\"tel:999\"") && page.contains("Samaritans"), "{page}");
    assert!(page.contains("No clinician has reviewed these rules yet."), "{page}");
    let (_, page) = get(&router, "/help?country=%22%3E%3Cb%3E").await;
    assert!(!page.contains("<b>"), "{page}");
}

#[tokio::test]
async fn every_page_leads_to_help() {
    let (_, router) = through_the_interview();
    for path in ["/settings", "/data", "/data/erase", "/privacy", "/undo", "/help", "/nowhere"] {
        let (_, page) = get(&router, path).await;
        assert!(page.contains("href=\"/help\""), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_setting_is_kept_and_shown_once() {
    let (site, router) = through_the_interview();
    let form = "theme=dark&text_size=large&country=GB&bell=on&daily_pain=off";
    let before = site.with_store(|store| Ok(store.entries().len())).unwrap();
    for _ in 0..2 {
        assert_eq!(post(&router, "/settings", form).await, (StatusCode::SEE_OTHER, "/settings?saved".into()));
    }
    // Theme, text size and country; the others are as they were.
    assert_eq!(site.with_store(|store| Ok(store.entries().len())).unwrap(), before + 3);
    let (_, page) = get(&router, "/settings?saved").await;
    assert!(page.contains("data-theme=\"dark\"") && page.contains("data-text=\"large\""), "{page}");
    assert!(page.contains("Saved."), "{page}");
    let (_, page) = get(&router, "/help").await;
    assert!(page.contains("href=\"tel:999\""), "{page}");
}

#[tokio::test]
async fn the_sounds_of_the_settings_are_those_of_the_player() {
    let (site, router) = through_the_interview();
    let day = site.look().unwrap().current.plan.as_ref().unwrap().0.sessions[0].id.clone();
    let plays = async |name: &str, value: &str| {
        let (_, page) = get(&router, &format!("/session/{day}")).await;
        page.contains(&format!("name=\"{name}\" value=\"{value}\" checked"))
    };
    assert!(plays("voice", "full").await && plays("bell", "on").await && plays("rest", "10").await);
    post(&router, "/settings", "voice=off&bell=off&vibration=on&flash=on&rest=0").await;
    assert!(plays("voice", "off").await && plays("bell", "off").await && plays("vibration", "on").await);
    assert!(plays("flash", "on").await && plays("rest", "0").await);
    post(&router, "/sounds", "voice=brief&bell=on&vibration=on&flash=on&rest=0").await;
    let (_, page) = get(&router, "/settings").await;
    assert!(page.contains("<option value=\"brief\" selected>Brief</option>"), "{page}");
}

#[tokio::test]
async fn the_line_of_an_ok_day_moves_before_a_test() {
    let (site, router) = through_the_interview();
    let line = || domain::diary::ok_line(&site.look().unwrap().person);
    let (_, page) = get(&router, "/settings").await;
    assert!(page.contains("<option value=\"3\" selected>3 of 10, the usual line</option>"), "{page}");
    post(&router, "/settings", "ok_line=3").await;
    assert!(site.look().unwrap().person.settings.is_empty(), "it is so already");
    post(&router, "/settings", "ok_line=5").await;
    assert_eq!(line(), 5);
    let (_, page) = get(&router, "/settings").await;
    assert!(page.contains("<option value=\"5\" selected>5 of 10</option>"), "{page}");
    assert_eq!(post(&router, "/settings", "ok_line=11").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(line(), 5);
}

#[tokio::test]
async fn an_address_that_only_takes_a_form_shows_a_page_too() {
    let (_, router) = through_the_interview();
    for path in ["/not-today", "/resume", "/sounds", "/session/w1d1/done"] {
        let (status, page) = get(&router, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.contains("There is no page here") && page.contains("href=\"/help\""), "{path}: {page}");
    }
}

#[tokio::test]
async fn how_often_to_check_in_is_a_setting() {
    let (site, router) = through_the_interview();
    let asks = || domain::diary::Tracking::of(&site.look().unwrap().person);
    let day = site.look().unwrap().today;
    assert!(asks().asks(day));
    post(&router, "/settings", "check_in=usual").await;
    assert!(site.look().unwrap().person.settings.is_empty(), "it is so already");
    post(&router, "/settings", "check_in=off").await;
    assert!(!asks().asks(day));
    let (_, page) = get(&router, "/settings").await;
    assert!(page.contains("<option value=\"off\" selected>Not at all</option>"), "{page}");
    post(&router, "/settings", "check_in=usual").await;
    assert!(asks().asks(day));
}

#[tokio::test]
async fn a_setting_that_is_not_offered_is_not_kept() {
    let (site, router) = through_the_interview();
    for form in ["theme=purple", "country=XX", "bell=loud", "check_in=hourly"] {
        assert_eq!(post(&router, "/settings", form).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert!(site.look().unwrap().person.settings.is_empty());
}

#[tokio::test]
async fn erasing_takes_a_tick_and_then_takes_everything() {
    let (site, router) = through_the_interview();
    let (status, page) = post(&router, "/data/erase", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("<title>Error: ") && page.contains("There is a problem"), "{page}");
    assert!(!site.look().unwrap().person.answers.is_empty());
    let answer = post(&router, "/data/erase", "sure=yes").await;
    assert_eq!(answer, (StatusCode::SEE_OTHER, "/data/erased".into()));
    assert_eq!(site.with_store(|store| Ok(store.entries().len())).unwrap(), 0);
    assert!(get(&router, "/data/erased").await.1.contains("Nothing of yours is stored"));
}

#[tokio::test]
async fn a_copy_holds_every_entry() {
    let (site, router) = through_the_interview();
    let (status, copy) = post(&router, "/data/copy", "").await;
    assert_eq!(status, StatusCode::OK);
    let archive = exchange::archive::read("copy", copy.as_bytes()).unwrap();
    // That a copy was made is recorded after it was made.
    let entries = site.with_store(|store| Ok(store.entries().to_vec())).unwrap();
    assert_eq!(entries.split_last().map(|(_, before)| before), Some(archive.entries()));
    assert!(get(&router, "/data").await.1.contains("Last copy: Monday 2 March."));
}

#[tokio::test]
async fn undo_takes_back_what_the_page_named_and_no_more() {
    let (first, _) = through_the_interview();
    let mut store = store_at("2026-03-03T12:00:00+01:00[+01:00]");
    store.take_in(&first.with_store(|store| Ok(store.entries().to_vec())).unwrap()).unwrap();
    let site = site(store);
    let router = web::router(site.clone());
    post(&router, "/settings", "theme=dark").await;
    let (_, page) = get(&router, "/undo").await;
    assert!(page.contains("The setting theme = dark"), "{page}");
    let form = format!("entry={}", hidden(&page, "entry"));
    for _ in 0..2 {
        assert_eq!(post(&router, "/undo", &form).await, (StatusCode::SEE_OTHER, "/undo?done".into()));
    }
    let person = site.look().unwrap().person;
    assert!(person.settings.is_empty() && !person.answers.is_empty());
}

#[tokio::test]
async fn today_asks_for_a_copy_after_a_week_until_there_is_one() {
    let line = async |now: &str, entries: &[domain::entry::Entry]| {
        let mut store = store_at(now);
        store.take_in(entries).unwrap();
        let (_, page) = get(&web::router(site(store)), "/").await;
        page.contains("Your data is on this device only.")
    };
    let (site, router) = through_the_interview();
    let entries = || site.with_store(|store| Ok(store.entries().to_vec())).unwrap();
    assert!(!line("2026-03-08T12:00:00+01:00[+01:00]", &entries()).await);
    assert!(line("2026-03-09T12:00:00+01:00[+01:00]", &entries()).await);
    post(&router, "/data/copy", "").await;
    assert!(!line("2026-03-09T12:00:00+01:00[+01:00]", &entries()).await);
}

#[tokio::test]
async fn files_for_other_programs_are_made_from_the_journal() {
    let (site, router) = through_the_interview();
    site.look().unwrap();
    let (status, calendar) = get(&router, "/calendar.ics").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"),
        "{calendar}"
    );
    let (status, diary) = get(&router, "/data/tables/diary.csv").await;
    assert!(status == StatusCode::OK && diary.starts_with("date,pain,pain_time,"), "{diary}");
    assert_eq!(get(&router, "/data/tables/diary.csv-metadata.json").await.0, StatusCode::OK);
    assert_eq!(get(&router, "/data/tables/other.csv").await.0, StatusCode::NOT_FOUND);
    let (_, page) = get(&router, "/data").await;
    assert!(page.contains("Files for other people and programs"), "{page}");
}

#[tokio::test]
async fn units_and_currency_follow_the_country_unless_they_are_chosen() {
    let (site, router) = through_the_interview();
    let page = "/technique/sm_es_balls_floor";
    let metric = get(&router, page).await.1;
    assert!(metric.contains("2 cm"), "{metric}");
    post(&router, "/settings", "country=US").await;
    assert_eq!(site.look().unwrap().money().say(2), "2 dollars");
    let us = get(&router, page).await.1;
    assert!(us.contains("1 inch") && !us.contains(" cm"), "{us}");
    post(&router, "/settings", "units=metric&currency=EUR").await;
    assert_eq!(get(&router, page).await.1, metric);
    assert_eq!(site.look().unwrap().money().say(2), "2 euros");
    let (_, page) = get(&router, "/settings").await;
    for chosen in ["value=\"EUR\" selected", "value=\"metric\" selected", "call <strong>911</strong>"] {
        assert!(page.contains(chosen), "{chosen} in {page}");
    }
}

#[tokio::test]
async fn an_error_page_looks_as_the_person_chose() {
    let (_, router) = through_the_interview();
    post(&router, "/settings", "theme=dark&text_size=large").await;
    for (status, page) in [get(&router, "/nowhere").await, post(&router, "/settings", "theme=pink").await] {
        assert!(status.is_client_error());
        assert!(page.contains("data-theme=\"dark\" data-text=\"large\""), "{page}");
    }
}

/// The head of a page and the line at its top: what somebody sees without reading the page.
fn seen_at_a_glance(page: &str) -> &str {
    page.split("</header>").next().unwrap()
}

#[tokio::test]
async fn a_neutral_name_is_wherever_the_name_was() {
    let (_, router) = through_the_interview();
    let worker = get(&router, "/sw.js").await.1;
    assert!(seen_at_a_glance(&get(&router, "/").await.1).contains("– Backwise</title>"));
    post(&router, "/settings", "neutral_name=on").await;
    for path in [
        "/",
        "/settings",
        "/help",
        "/privacy",
        "/offline",
        "/offline/saved",
        "/nowhere",
        "/ask/start",
        "/learn",
        "/answers",
    ] {
        let page = get(&router, path).await.1;
        let seen = seen_at_a_glance(&page);
        assert!(seen.contains("Diary</title>") && seen.contains("/assets/diary-192-"), "{path}: {seen}");
        assert!(
            !seen.contains("Backwise") && !seen.contains("massage") && !seen.contains("your back"),
            "{path}: {seen}"
        );
    }
    assert!(get(&router, "/progress").await.1.contains("<title>Progress – Diary</title>"));
    let wrong = post(&router, "/data/erase", "").await.1;
    assert!(wrong.contains("<title>Error: Settings – Diary</title>"), "{wrong}");
    let manifest = get(&router, "/manifest.webmanifest").await.1;
    assert!(
        manifest.contains("\"short_name\":\"Diary\"") && manifest.contains("/assets/diary-512-"),
        "{manifest}"
    );
    assert!(!manifest.contains("Backwise") && !manifest.contains("/assets/icon"), "{manifest}");
    assert_ne!(get(&router, "/sw.js").await.1, worker, "so that kept pages are kept anew");
    let calendar = get(&router, "/calendar.ics?titles=yes").await.1;
    assert!(calendar.contains("SUMMARY:Diary: ") && !calendar.contains("SUMMARY:Backwise"), "{calendar}");
    assert!(get(&router, "/data/calendar").await.1.contains("What is in diary.ics"));
}
