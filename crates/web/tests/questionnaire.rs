//! Questionnaires that a person brings, and the record for other health programs.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::http::StatusCode;
use common::{get, post, site, store, through_the_interview, upload};
use web::Site;

const EVERYTHING: &[u8] = include_bytes!("../../exchange/tests/questionnaires/everything.json");

fn entries(site: &Site) -> usize {
    site.with_store(|store| Ok(store.entries().len())).unwrap()
}

/// A site with the questionnaire, and the address of its page.
async fn brought() -> (Site, axum::Router, String) {
    let site = site(store());
    let router = web::router(site.clone());
    let (status, to) = upload(&router, "/questionnaires/new", &[("q.json", EVERYTHING)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("Everything that can be asked") && page.contains("9 questions"), "{page}");
    assert!(page.contains("item `total` is not asked: it is worked out by a program"), "{page}");
    assert_eq!(entries(&site), 0, "looking changes nothing");
    let (status, to) = post(&router, &to, "score=sum&better=lower&worthwhile=2%2C5").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    (site, router, to)
}

#[tokio::test]
async fn a_questionnaire_is_looked_at_kept_filled_in_and_shown() {
    let (site, router, at) = brought().await;
    let (_, page) = get(&router, &at).await;
    assert!(page.contains("Your first score will show here."), "{page}");
    let (_, page) = get(&router, &format!("{at}/fill")).await;
    assert!(
        page.contains("How hard was it to climb stairs?") && page.contains("A little more</h2>"),
        "{page}"
    );
    assert!(
        page.contains(
            "Only if: your answer to &quot;1. How hard was it to climb stairs?&quot; is not Not hard."
        ),
        "{page}"
    );
    // What stands in it at first: nobody helped, and 1 floor.
    assert!(page.contains("value=\"no\" checked") && page.contains("value=\"1\""), "{page}");
    let (status, to) =
        post(&router, &format!("{at}/fill"), "q1=2&q4=1&q9=0&q9=2&q7=4%2C5&q8=2026-02-01").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, format!("{at}?done").as_str()));
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("Your answers are kept.") && page.contains("Your score: 7 of 7."), "{page}");
    // An answer to what is not asked is not kept.
    post(&router, &format!("{at}/fill"), "q1=0&q2=the+bag&q4=0").await;
    let (_, page) = get(&router, &at).await;
    assert!(page.contains("Your newest score is 7 points better than the first."), "{page}");
    assert!(page.contains("<svg") && page.contains("2 scores from") && !page.contains("the bag"), "{page}");
    assert!(page.contains("<td>0 of 7</td>") && page.contains("<td>7 of 7</td>"), "{page}");
    let (_, page) = get(&router, "/questionnaires").await;
    assert!(page.contains("Filled in 2 times"), "{page}");
    assert_eq!(entries(&site), 3);
}

#[tokio::test]
async fn what_does_not_fit_is_asked_again_with_what_was_typed() {
    let (site, router, at) = brought().await;
    let before = entries(&site);
    let (status, page) = post(&router, &format!("{at}/fill"), "q6=many&q10=a+note").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("href=\"#q1\"")
            && page.contains("Answer this one: 1. How hard was it to climb stairs?"),
        "{page}"
    );
    assert!(
        page.contains("Write a whole number") && page.contains("value=\"many\"") && page.contains("a note"),
        "{page}"
    );
    assert_eq!(entries(&site), before);
    let (status, _) = get(&router, "/questionnaires/none/fill").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_cannot_be_asked_is_refused_with_the_reason() {
    let router = web::router(site(store()));
    let asked =
        br#"{"resourceType":"Questionnaire","url":"urn:x","item":[{"linkId":"photo","type":"attachment"}]}"#;
    for (file, what) in
        [(&asked[..], "item `photo` is of the type `attachment`"), (b"PK\x03\x04", "it is packed")]
    {
        let (status, page) = upload(&router, "/questionnaires/new", &[("q.json", file)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(what) && page.contains("Nothing on this device has changed."), "{page}");
    }
    let (status, _) = get(&router, "/questionnaires/new/none").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_record_is_shown_before_it_leaves_and_is_what_was_shown() {
    let (_, router) = through_the_interview();
    post(&router, "/check-in", "interference=3&pain=4&note=my+secret").await;
    let (_, page) = get(&router, "/data/fhir").await;
    assert!(
        page.contains("This is all that goes into the file.") && page.contains("2 Observation: "),
        "{page}"
    );
    let (_, file) = get(&router, "/data/fhir.json").await;
    let shown = page.split_once("<pre").unwrap().1.split_once('>').unwrap().1.split("</pre>").next().unwrap();
    let shown = shown.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    assert!(file.starts_with(&shown) && shown.len() > 1000, "{page}");
    assert!(!file.contains("my secret"));
    let (_, page) = get(&router, "/data/fhir?notes=yes").await;
    assert!(page.contains("/data/fhir.json?notes=yes"), "{page}");
    assert!(get(&router, "/data/fhir.json?notes=yes").await.1.contains("my secret"));
    // It comes back elsewhere, once.
    let other = site(store());
    let elsewhere = web::router(other.clone());
    let (_, to) = upload(&elsewhere, "/data/fhir/import", &[("mine.json", file.as_bytes())]).await;
    let (_, page) = get(&elsewhere, &to).await;
    assert!(page.contains("check-in 3, pain 4") && !page.contains("name=\"mine\""), "{page}");
    assert_eq!(entries(&other), 0, "looking changes nothing");
    assert_eq!(post(&elsewhere, &to, "").await, (StatusCode::SEE_OTHER, "/data?added=1".to_owned()));
    let (_, to) = upload(&elsewhere, "/data/fhir/import", &[("mine.json", file.as_bytes())]).await;
    assert!(get(&elsewhere, &to).await.1.contains("Nothing has to be added."));
}

#[tokio::test]
async fn a_file_of_somebody_else_is_asked_about() {
    let site = site(store());
    let router = web::router(site.clone());
    let pain = br#"{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/7"},
        "code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},"effectiveDateTime":"2026-03-01T20:00:00Z","valueInteger":6}"#;
    let (_, to) = upload(&router, "/data/fhir/import", &[("theirs.json", pain)]).await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("The file is about: <strong>Patient/7</strong>"), "{page}");
    let (status, page) = post(&router, &to, "").await;
    assert_eq!((status, entries(&site)), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    assert!(page.contains("href=\"#mine\""), "{page}");
    assert_eq!(post(&router, &to, "mine=yes").await.1, "/data?added=1");
    let (status, page) =
        upload(&router, "/data/fhir/import", &[("x.json", b"{\"resourceType\":\"Bundle\"}")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("it holds nothing that can be taken in"), "{page}");
}
