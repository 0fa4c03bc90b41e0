//! The lock on the pages: what it closes, what it leaves open, and that nothing is lost or told by it.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use common::{KNOWLEDGE, well};
use domain::entry::{EntryId, PersonId};
use domain::localise::Model;
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp, Zoned, tz::TimeZone};
use journal::{MemoryJournal, Source, Store};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use web::Site;

const PIN: &str = "2468-secret";

/// A clock that a test moves, and numbers that differ each time.
#[derive(Default)]
struct Clock {
    seconds: AtomicI64,
    count: AtomicI64,
}

impl Clock {
    fn pass(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Relaxed);
    }

    fn next(&self) -> u8 {
        u8::try_from(self.count.fetch_add(1, Relaxed)).unwrap()
    }
}

impl Source for Clock {
    fn now(&self) -> Zoned {
        let noon: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        (noon + SignedDuration::from_secs(self.seconds.load(Relaxed))).to_zoned(TimeZone::UTC)
    }

    fn entry_id(&self) -> EntryId {
        EntryId::from_millis(
            u64::try_from(self.now().timestamp().as_millisecond()).unwrap(),
            [self.next(); 10],
        )
    }

    fn random(&self) -> [u8; 32] {
        [self.next(); 32]
    }

    fn person_id(&self) -> PersonId {
        PersonId::from_millis(1, [1; 10])
    }
}

/// A desk that keeps the PIN as it is.
#[derive(Clone, Default)]
struct Toy(Arc<Mutex<Option<String>>>);

impl web::Desk for Toy {
    fn copy_before(&self, _: &Store) {}

    fn space_left(&self) -> Option<u64> {
        None
    }

    fn lock(&self, plain: &[u8], _: &str) -> Result<Vec<u8>, String> {
        Ok(plain.to_vec())
    }

    fn unlock(&self, _: &str, locked: &[u8], _: &str) -> Result<Vec<u8>, exchange::Problem> {
        Ok(locked.to_vec())
    }

    fn has_lock(&self) -> bool {
        self.0.lock().unwrap().is_some()
    }

    fn opens_lock(&self, pin: &str) -> bool {
        self.0.lock().unwrap().as_deref() == Some(pin)
    }

    fn set_lock(&self, pin: Option<&str>) -> Result<(), String> {
        *self.0.lock().unwrap() = pin.map(str::to_owned);
        Ok(())
    }
}

/// A browser that keeps the one cookie.
struct Browser {
    clock: Arc<Clock>,
    desk: Toy,
    site: Site,
    router: Router,
    cookie: Mutex<String>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    page: String,
}

impl Answer {
    fn is_locked(&self) -> bool {
        self.status == StatusCode::LOCKED && self.page.contains("<h1>These pages are locked</h1>")
    }

    fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.page);
        self.headers.get(header::LOCATION).unwrap().to_str().unwrap()
    }

    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> Option<String> {
        let value = self.page.split_once(&format!("name=\"{name}\" value=\""))?.1.split('"').next()?;
        Some(value.replace("&amp;", "&"))
    }
}

impl Browser {
    /// One of a person who is through the interview.
    fn new() -> Self {
        let (clock, desk) = (Arc::new(Clock::default()), Toy::default());
        let store = Store::open(Box::new(MemoryJournal::default()), clock.clone()).unwrap();
        let site =
            Site::new(KNOWLEDGE.clone(), Model::new(&KNOWLEDGE), store).with_desk(Box::new(desk.clone()));
        site.record(well()).unwrap();
        let router = web::router(site.clone());
        Self { clock, desk, site, router, cookie: Mutex::default() }
    }

    /// The same with a lock, and not yet in.
    fn locked() -> Self {
        let browser = Self::new();
        *browser.desk.0.lock().unwrap() = Some(PIN.to_owned());
        browser
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        parts
            .headers
            .insert(header::COOKIE, format!("other=1; {}", self.cookie.lock().unwrap()).parse().unwrap());
        let response = self.router.clone().oneshot(Request::from_parts(parts, body)).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        if let Some(cookie) = headers.get(header::SET_COOKIE) {
            self.hold(cookie.to_str().unwrap().split(';').next().unwrap());
        }
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, page: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn hold(&self, cookie: &str) {
        cookie.clone_into(&mut self.cookie.lock().unwrap());
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn unlock(&self) {
        assert_eq!(self.post("/unlock", &format!("pin={PIN}&to=/data")).await.to(), "/data");
    }

    /// Each check-in that stands: the day, and how much the back got in the way.
    fn check_ins(&self) -> Vec<(String, u8)> {
        let person = self.site.look().unwrap().person;
        let all = person.check_ins.iter().flat_map(|(day, all)| all.iter().map(move |one| (day, one)));
        all.map(|(day, one)| (day.to_string(), one.event.interference.points())).collect()
    }
}

#[tokio::test]
async fn every_page_is_closed_but_help_and_what_holds_nothing_of_the_person() {
    let browser = Browser::locked();
    for path in [
        "/",
        "/plan",
        "/progress",
        "/answer",
        "/brief",
        "/summary/page",
        "/settings",
        "/settings/lock",
        "/data",
        "/data/copy",
        "/data/archive.json?see",
        "/data/tables/diary.csv",
        "/data/fhir",
        "/calendar.ics",
        "/privacy",
        "/learn",
        "/session/w1d1",
        "/check-in",
        "/ask",
        "/answers",
        "/undo",
        "/demo",
        "/nowhere",
        "//data",
        "/help/",
        "/assets",
        "/offline/x",
    ] {
        let answer = browser.get(path).await;
        assert!(answer.is_locked(), "{path}: {} {}", answer.status, answer.page);
        assert!(answer.page.contains("href=\"/help\"") && !answer.page.contains("<nav"), "{path}");
        let head = browser.send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!(head.status, StatusCode::LOCKED, "{path}");
    }
    let style = web::asset::path("style.css");
    for path in
        ["/help", "/help?country=GB", "/offline", "/offline/saved", "/manifest.webmanifest", "/sw.js", style]
    {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
    // What is open leads to no file by another way of writing it.
    for path in ["/assets/../data", "/assets/..%2fdata", "/poses/%2e%2e/data/copy"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_right_pin_leads_to_the_page_that_was_asked_for() {
    let browser = Browser::locked();
    let asked = browser.get("/plan?week=2").await;
    assert_eq!(asked.hidden("to").as_deref(), Some("/plan?week=2"));
    let wrong = browser.post("/unlock", "pin=2468&to=/plan?week%3D2").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.page.contains("That is another PIN or pass-phrase. Try again"), "{}", wrong.page);
    assert_eq!(wrong.hidden("to").as_deref(), Some("/plan?week=2"));
    assert!(browser.get("/plan").await.is_locked());
    let right = browser.post("/unlock", &format!("pin={PIN}&to=/plan?week%3D2")).await;
    assert_eq!(right.to(), "/plan?week=2");
    let cookie = right.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    assert_eq!(browser.get("/plan").await.status, StatusCode::OK);
    // Another browser is not in, nor one with a cookie of its own making.
    for cookie in ["", "open=", "open=00", "open"] {
        browser.hold(cookie);
        assert!(browser.get("/plan").await.is_locked(), "{cookie}");
    }
}

#[tokio::test]
async fn the_way_in_leads_to_no_other_site() {
    for to in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\/evil.example",
        "evil",
        "/a%0D%0Ab: c",
    ] {
        let browser = Browser::locked();
        assert_eq!(browser.post("/unlock", &format!("pin={PIN}&to={to}")).await.to(), "/", "{to}");
    }
}

#[tokio::test]
async fn it_locks_again_on_request_after_15_quiet_minutes_and_when_the_program_starts() {
    let browser = Browser::locked();
    browser.unlock().await;
    let cookie = browser.cookie.lock().unwrap().clone();
    assert_eq!(browser.post("/lock", "").await.to(), "/");
    assert!(browser.get("/data").await.is_locked());
    browser.hold(&cookie);
    assert!(browser.get("/data").await.is_locked(), "a cookie that was kept opens nothing");
    browser.unlock().await;
    for _ in 0..3 {
        browser.clock.pass(14 * 60);
        assert_eq!(browser.get("/data").await.status, StatusCode::OK);
    }
    browser.clock.pass(15 * 60);
    assert!(browser.get("/data").await.is_locked());
    browser.unlock().await;
    let store = Store::open(Box::new(MemoryJournal::default()), browser.clock.clone()).unwrap();
    let next =
        Site::new(KNOWLEDGE.clone(), Model::new(&KNOWLEDGE), store).with_desk(Box::new(browser.desk.clone()));
    let next = Browser { router: web::router(next.clone()), site: next, ..browser };
    assert!(next.get("/data").await.is_locked());
}

#[tokio::test]
async fn wrong_tries_make_everybody_wait_and_nobody_is_shut_out() {
    let browser = Browser::locked();
    for _ in 0..3 {
        assert!(browser.post("/unlock", "pin=1111").await.page.contains("Try again"));
    }
    let fourth = browser.post("/unlock", "pin=1111").await.page;
    assert!(fourth.contains("Wait 1 second, then try again"), "{fourth}");
    let early = browser.post("/unlock", &format!("pin={PIN}")).await;
    assert!(early.page.contains("This try was not looked at"), "{}", early.page);
    browser.clock.pass(1);
    assert_eq!(browser.post("/unlock", &format!("pin={PIN}")).await.to(), "/");
}

#[tokio::test]
async fn a_form_that_comes_too_late_waits_and_counts_once_for_the_day_it_was_filled_in() {
    let browser = Browser::locked();
    browser.unlock().await;
    let once = browser.get("/check-in").await.hidden("once").unwrap();
    browser.clock.pass(15 * 60);
    let held =
        browser.post("/check-in", &format!("once={once}&interference=6&pain=5&flare=no&note=a%26b")).await;
    assert!(
        held.is_locked() && held.page.contains("What you filled in waits on this page."),
        "{}",
        held.page
    );
    assert!(browser.check_ins().is_empty());
    browser.clock.pass(24 * 3600);
    let fields = [
        ("pin", "nothing".to_owned()),
        ("to", held.hidden("to").unwrap()),
        ("form", held.hidden("form").unwrap()),
    ];
    let form = |pin: &str| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("pin", pin).extend_pairs(&fields[1..]).finish()
    };
    let wrong = browser.post("/unlock", &form("1111")).await;
    assert_eq!(wrong.hidden("form"), held.hidden("form"), "a wrong PIN loses nothing");
    for _ in 0..2 {
        assert!(browser.post("/unlock", &form(PIN)).await.to().starts_with('/'));
        assert_eq!(browser.check_ins(), [("2026-03-02".to_owned(), 6)]);
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn no_secret_waits_in_a_page_and_a_file_is_said_not_to() {
    let browser = Browser::locked();
    for (path, form) in [
        ("/settings/lock", format!("present={PIN}&new=97531&again=97531")),
        ("/data/copy", "phrase=97531&again=97531".to_owned()),
    ] {
        let answer = browser.post(path, &form).await;
        assert!(
            answer.is_locked() && answer.page.contains("What you sent was not taken."),
            "{}",
            answer.page
        );
        assert!(!answer.page.contains("97531") && !answer.page.contains(PIN), "{}", answer.page);
    }
    let upload =
        Request::post("/data/restore").header(header::CONTENT_TYPE, "multipart/form-data; boundary=xx");
    let answer = browser.send(upload.body(Body::from("--xx--\r\n")).unwrap()).await;
    assert!(answer.is_locked() && answer.hidden("form").is_none(), "{}", answer.page);
}

#[tokio::test]
async fn a_lock_is_set_changed_and_taken_off_with_the_present_one() {
    let browser = Browser::new();
    let now = || browser.desk.0.lock().unwrap().clone();
    for (form, says) in
        [("new=123&again=123", "Write 4 letters"), ("new=1234&again=1235", "Write the same in both")]
    {
        let answer = browser.post("/settings/lock", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.page.contains(says) && now().is_none(), "{}", answer.page);
    }
    assert!(!browser.get("/settings").await.page.contains("Lock now"));
    assert_eq!(browser.post("/settings/lock", "new=1234&again=1234").await.to(), "/settings/lock?saved");
    let page = browser.get("/settings/lock?saved").await.page;
    assert!(page.contains("Saved. The lock is on."), "{page}");
    assert!(browser.get("/settings").await.page.contains("Lock now"));
    for form in ["new=5678&again=5678", "present=9999&new=5678&again=5678", "off=yes", "off=yes&present=9999"]
    {
        assert_eq!(
            browser.post("/settings/lock", form).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{form}"
        );
        assert_eq!(now().as_deref(), Some("1234"), "{form}");
    }
    assert_eq!(
        browser.post("/settings/lock", "present=1234&new=5678&again=5678").await.to(),
        "/settings/lock?saved"
    );
    assert_eq!(now().as_deref(), Some("5678"));
    assert_eq!(browser.get("/settings/lock").await.status, StatusCode::OK, "whoever changes it stays in");
    assert_eq!(browser.post("/settings/lock", "present=5678&off=yes").await.to(), "/settings/lock?saved");
    assert!(
        now().is_none() && browser.get("/settings/lock?saved").await.page.contains("Saved. The lock is off.")
    );
}

#[tokio::test]
async fn nothing_that_leaves_the_device_tells_of_the_lock() {
    let browser = Browser::new();
    let before = browser.site.with_store(|store| Ok(store.entries().len())).unwrap();
    browser.post("/settings/lock", &format!("new={PIN}&again={PIN}")).await;
    assert_eq!(
        browser.site.with_store(|store| Ok(store.entries().len())).unwrap(),
        before,
        "it is not in the journal"
    );
    for path in [
        "/data/archive.json?see",
        "/data/tables/diary.csv",
        "/data/fhir",
        "/calendar.ics",
        "/brief/page",
        "/summary/page",
    ] {
        let answer = browser.get(path).await;
        assert!(answer.status == StatusCode::OK && !answer.page.contains(PIN), "{path}: {}", answer.page);
    }
}

#[tokio::test]
async fn the_worker_keeps_no_page_while_the_lock_is_on() {
    let browser = Browser::new();
    let open = browser.get("/sw.js").await.page;
    assert!(open.contains("const LOCKED = false;"));
    *browser.desk.0.lock().unwrap() = Some(PIN.to_owned());
    let locked = browser.get("/sw.js").await.page;
    assert!(locked.contains("const LOCKED = true;"));
    // Another version lets go of what the one before has kept.
    assert_ne!(open.lines().next(), locked.lines().next());
}

#[tokio::test]
async fn deleting_everything_takes_the_lock_off_and_the_made_up_person_has_none() {
    let browser = Browser::locked();
    browser.unlock().await;
    assert_eq!(browser.post("/data/erase", "sure=yes").await.to(), "/data/erased");
    assert!(browser.desk.0.lock().unwrap().is_none());
    let (_, sample) = common::through_the_interview();
    assert_eq!(common::get(&sample, "/settings/lock").await.0, StatusCode::NOT_FOUND);
    assert!(!common::get(&sample, "/settings").await.1.contains("/settings/lock"));
}
