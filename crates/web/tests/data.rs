//! What leaves is shown before it leaves; what comes in is shown before it is taken.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::{get, post, site, store, store_at, through_the_interview, upload};
use domain::entry::Entry;
use web::Site;

/// The text of the files on a page, as a reader sees it.
fn shown(page: &str) -> Vec<String> {
    let texts = page.split("<pre").skip(1).map(|part| {
        let text = part.split_once('>').unwrap().1.split("</pre>").next().unwrap();
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    });
    texts.collect()
}

fn entries(site: &Site) -> Vec<Entry> {
    site.with_store(|store| Ok(store.entries().to_vec())).unwrap()
}

/// An empty journal, and the copy of a person who is through the interview.
async fn empty_with_copy() -> (Site, Router, String) {
    let (_, router) = through_the_interview();
    let (_, copy) = post(&router, "/data/copy", "").await;
    let empty = site(store());
    (empty.clone(), web::router(empty), copy)
}

#[tokio::test]
async fn a_copy_is_what_was_shown() {
    let (_, router) = through_the_interview();
    let (status, page) = get(&router, "/data/copy").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("This is all that goes into the file."), "{page}");
    let (_, all) = get(&router, "/data/archive.json?see").await;
    let (_, file) = post(&router, "/data/copy", "").await;
    assert!(file.starts_with(&shown(&page)[0]) && shown(&page)[0].len() > 1000, "{page}");
    assert_eq!(all, file);
}

#[tokio::test]
async fn tables_and_calendar_are_what_was_shown() {
    let (_, router) = through_the_interview();
    let (_, page) = get(&router, "/data/tables").await;
    for (text, name) in shown(&page).iter().zip(["diary.csv", "sessions.csv", "plan.csv"]) {
        let (_, file) = get(&router, &format!("/data/tables/{name}")).await;
        assert_eq!(*text, file, "{name}");
        assert_eq!(get(&router, &format!("/data/tables/{name}?see")).await.1, file);
    }
    for (shown_at, file_at, time, title) in [
        ("/data/calendar", "/calendar.ics?save&at=19:00", "T190000", "min for me"),
        (
            "/data/calendar?titles=yes&at=07%3A30",
            "/calendar.ics?save&at=07:30&titles=yes",
            "T073000",
            "Backwise: ",
        ),
    ] {
        let (_, page) = get(&router, shown_at).await;
        assert!(page.contains(&file_at.replace('&', "&amp;")), "{page}");
        let (_, file) = get(&router, file_at).await;
        assert!(file.starts_with(&shown(&page)[0]) && shown(&page)[0].len() > 1000, "{page}");
        assert!(file.contains(time) && file.contains(title), "{file}");
    }
}

#[tokio::test]
async fn a_copy_is_looked_at_first_and_taken_after() {
    let (site, router, copy) = empty_with_copy().await;
    assert!(get(&router, "/data").await.1.contains("Bring back a copy"));
    let (status, to) = upload(&router, "/data/restore", &[("my.json", copy.as_bytes())]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("What would be added") && page.contains("your answer to"), "{page}");
    assert!(entries(&site).is_empty(), "looking changes nothing");
    let (status, done) = post(&router, &to, "").await;
    let archive = exchange::archive::read("my.json", copy.as_bytes()).unwrap();
    let added = archive.entries().len();
    assert_eq!((status, done), (StatusCode::SEE_OTHER, format!("/data?added={added}")));
    assert_eq!(entries(&site), archive.entries());
    assert!(get(&router, "/data?added=2").await.1.contains("2 entries were added."));
    // The file is let go of, and the same file adds nothing.
    assert_eq!(post(&router, &to, "").await.0, StatusCode::NOT_FOUND);
    let (_, to) = upload(&router, "/data/restore", &[("my.json", copy.as_bytes())]).await;
    assert!(get(&router, &to).await.1.contains("Nothing has to be added."));
}

#[tokio::test]
async fn a_file_that_cannot_be_used_changes_nothing_and_says_why() {
    let (site, router, copy) = empty_with_copy().await;
    let half = &copy.as_bytes()[..copy.len() / 2];
    for (bytes, why) in [
        (half, "my.json, line"),
        (b"", "my.json: it is empty."),
        (b"\x1F\x8B\x08", "my.json: it is packed."),
        (b"age-encryption.org/v1\n", "it is locked with a pass-phrase."),
        (b"hello", "it is not an archive of Backwise."),
    ] {
        let (status, page) = upload(&router, "/data/restore", &[("C:\\my.json", bytes)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("We could not read this file. Nothing on this device has changed."), "{page}");
        assert!(page.contains(why), "{page}");
        assert!(page.contains("<title>Error: "), "{page}");
    }
    let (status, page) = upload(&router, "/data/restore", &[("", b"")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Choose a file"), "{page}");
    let (status, page) = get(&router, "/data/restore/nothing").await;
    assert!(status == StatusCode::NOT_FOUND && page.contains("Choose the file again."), "{page}");
    // No form with files at all, and one that ends in the middle.
    assert_eq!(post(&router, "/data/restore", "file=x").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(entries(&site).is_empty());
}

#[tokio::test]
async fn the_copy_of_another_person_is_refused() {
    let (_, _, copy) = empty_with_copy().await;
    let mut other = store_at("2026-03-03T12:00:00+01:00[+01:00]");
    let mut theirs = exchange::archive::read("a", copy.as_bytes()).unwrap().entries()[0].clone();
    theirs.person = domain::entry::PersonId::from_millis(9, [9; 10]);
    other.take_in(&[theirs]).unwrap();
    let site = site(other);
    let router = web::router(site.clone());
    let (_, to) = upload(&router, "/data/restore", &[("my.json", copy.as_bytes())]).await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("it belongs to another person than the journal here"), "{page}");
    assert!(!page.contains("<form"), "{page}");
    assert_eq!(post(&router, &to, "").await.0, StatusCode::OK);
    assert_eq!(entries(&site).len(), 1);
}

#[tokio::test]
async fn a_very_large_file_is_refused_as_such() {
    let (_, router, _) = empty_with_copy().await;
    let large = vec![b' '; exchange::archive::LARGEST + 2];
    let (status, page) = upload(&router, "/data/restore", &[("my.json", &large)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("it is larger than 64 million bytes"), "{page}");
}

/// A desk whose lock only looks like one, on a disk with so much room.
struct Toy {
    left: Option<u64>,
}

impl web::Desk for Toy {
    fn has_lock(&self) -> bool {
        false
    }

    fn opens_lock(&self, _: &str) -> bool {
        false
    }

    fn set_lock(&self, _: Option<&str>) -> Result<(), String> {
        Ok(())
    }

    fn copy_before(&self, _store: &journal::Store) {}

    fn space_left(&self) -> Option<u64> {
        self.left
    }

    fn lock(&self, plain: &[u8], phrase: &str) -> Result<Vec<u8>, String> {
        Ok([b"age-encryption.org/", phrase.as_bytes(), b"\n", plain].concat())
    }

    fn unlock(&self, name: &str, locked: &[u8], phrase: &str) -> Result<Vec<u8>, exchange::Problem> {
        let head = format!("age-encryption.org/{phrase}\n");
        let plain = locked.strip_prefix(head.as_bytes());
        plain.map(<[u8]>::to_vec).ok_or(exchange::Problem::new(name, "the pass-phrase does not open it"))
    }
}

fn at_a_desk() -> Site {
    site(store()).with_desk(Box::new(Toy { left: None }))
}

#[tokio::test]
async fn today_says_when_there_is_little_space() {
    let full = "There is little space left.";
    for (left, says) in [(None, false), (Some(50_000_000), false), (Some(49_999_999), true)] {
        let mut later = store();
        later.take_in(&entries(&through_the_interview().0)).unwrap();
        let router = web::router(site(later).with_desk(Box::new(Toy { left })));
        let (_, page) = get(&router, "/").await;
        assert_eq!(page.contains(full), says, "{left:?}: {page}");
    }
}

#[tokio::test]
async fn a_copy_is_locked_and_comes_back_with_its_pass_phrase() {
    let full = at_a_desk();
    full.record(common::well()).unwrap();
    let router = web::router(full);
    for (form, says) in [
        ("phrase=short&again=short", "Write a pass-phrase of 8 letters or more"),
        ("phrase=correct+horse&again=correct+hors", "Write the same pass-phrase in both fields"),
    ] {
        let (status, page) = post(&router, "/data/copy", form).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(says), "{page}");
    }
    let (status, locked) = post(&router, "/data/copy", "phrase=correct+horse&again=correct+horse").await;
    assert!(status == StatusCode::OK && locked.starts_with("age-encryption.org/correct horse\n"), "{locked}");

    let site = at_a_desk();
    let router = web::router(site.clone());
    let (_, to) = upload(&router, "/data/restore", &[("my.age", locked.as_bytes())]).await;
    assert!(get(&router, &to).await.1.contains("This copy is locked"));
    let (status, page) = post(&router, &to, "phrase=wrong").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("The pass-phrase does not open it."), "{page}");
    let (status, open) = post(&router, &to, "phrase=correct+horse").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(get(&router, &open).await.1.contains("What would be added"));
    assert!(entries(&site).is_empty());
    post(&router, &open, "").await;
    assert!(!entries(&site).is_empty());
}

#[tokio::test]
async fn a_diary_of_another_program_is_mapped_looked_at_and_taken_in() {
    let (site, router) = through_the_interview();
    let before = entries(&site).len();
    let german: &[u8] = b"Datum;Schmerz;Art\r\n14.2.2026;6;x\r\n15.2.2026;5;\r\n";
    let (status, to) = upload(&router, "/data/import", &[("mine.csv", german)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let (_, page) = get(&router, &to).await;
    assert!(
        page.contains("mine.csv, line 1: it has no column") || page.contains("names no column"),
        "{page}"
    );
    assert!(page.contains("Nothing on this device has changed."), "{page}");
    assert!(page.contains("<option value=\"pain\" selected>pain</option>"), "the name is guessed: {page}");
    let form = "column%3ADatum=date&column%3ASchmerz=pain&column%3AArt=&dates=&do=map";
    let (_, to) = post(&router, &to, form).await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("2 entries on 2 days would be added"), "{page}");
    assert!(page.contains("Saturday 14 February 2026: pain 6"), "{page}");
    assert_eq!(entries(&site).len(), before);
    let (status, done) = post(&router, &to, "do=add").await;
    assert_eq!((status, done.as_str()), (StatusCode::SEE_OTHER, "/data?added=2"));
    assert_eq!(entries(&site).len(), before + 2);
    assert_eq!(post(&router, &to, "do=add").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn sessions_with_own_names_are_told_which_technique_they_are() {
    let (_, router) = through_the_interview();
    let sessions: &[u8] = b"start,technique\n2026-02-14,ball\n";
    let (_, to) = upload(&router, "/data/import", &[("s.csv", sessions)]).await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("the technique `ball` is not one that Backwise knows"), "{page}");
    let (_, to) = post(&router, &to, "technique%3Aball=sm_gmed_ball_wall&do=map").await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("would be added:"), "{page}");
}

#[tokio::test]
async fn each_wrong_line_of_a_table_is_told_and_nothing_is_taken() {
    let (site, router) = through_the_interview();
    let before = entries(&site).len();
    let wrong: &[u8] = b"date,pain\n2026-02-14,11\n2026-02-30,5\n2026-02-15,4\n";
    let (_, to) = upload(&router, "/data/import", &[("diary.csv", wrong)]).await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("diary.csv, line 2, column `pain`: 11 is outside 0 to 10"), "{page}");
    assert!(page.contains("diary.csv, line 3, column `date`"), "{page}");
    assert!(page.contains("<title>Error: "), "{page}");
    assert_eq!(post(&router, &to, "do=add").await.0, StatusCode::OK);
    assert_eq!(entries(&site).len(), before);
    for (bytes, says) in [
        (&b"PK\x03\x04"[..], "it is a workbook or an archive, not CSV"),
        (b"", "it is empty"),
        (b"date,pain\n03/04/2026,5\n", "begins with the day or the month"),
    ] {
        let (_, to) = upload(&router, "/data/import", &[("diary.csv", bytes)]).await;
        let (_, page) = get(&router, &to).await;
        assert!(page.contains(says), "{page}");
    }
    let (status, page) = upload(&router, "/data/import", &[("", b"")]).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Choose the files of a diary"),
        "{page}"
    );
}
