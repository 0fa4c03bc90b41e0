//! A site in memory with a fixed clock, and people to put into it.

#![allow(dead_code, unreachable_pub, reason = "each test file uses some of it")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::entry::{EntryId, Event, PersonId};
use domain::knowledge::Knowledge;
use domain::localise::Model;
use http_body_util::BodyExt;
use jiff::Zoned;
use journal::{MemoryJournal, Source, Store};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;
use web::Site;

/// The knowledge, parsed once.
pub static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());

/// A clock that stands, and ids that count up.
pub struct Fixed {
    now: Zoned,
    count: AtomicU8,
}

impl Source for Fixed {
    fn now(&self) -> Zoned {
        self.now.clone()
    }

    fn entry_id(&self) -> EntryId {
        let millis = u64::try_from(self.now.timestamp().as_millisecond()).unwrap();
        EntryId::from_millis(millis, [self.count.fetch_add(1, Ordering::Relaxed); 10])
    }

    fn random(&self) -> [u8; 32] {
        [7; 32]
    }

    fn person_id(&self) -> PersonId {
        PersonId::from_millis(1, [1; 10])
    }
}

/// A store at noon of Monday 2 March 2026.
pub fn store() -> Store {
    store_at("2026-03-02T12:00:00+01:00[+01:00]")
}

/// A store at a time.
pub fn store_at(now: &str) -> Store {
    let source = Fixed { now: now.parse().unwrap(), count: AtomicU8::new(0) };
    Store::open(Box::new(MemoryJournal::default()), Arc::new(source)).unwrap()
}

/// A site on a store.
pub fn site(store: Store) -> Site {
    Site::new(KNOWLEDGE.clone(), Model::new(&KNOWLEDGE), store)
}

/// The answers of a person whose low back hurts on the right, with nothing that speaks against a plan.
pub fn well() -> Vec<Event> {
    samples::well(&KNOWLEDGE).into_iter().map(Event::from).collect()
}

/// The pages of a person who is through the interview.
pub fn through_the_interview() -> (Site, Router) {
    let site = site(store());
    site.record(well()).unwrap();
    (site.clone(), web::router(site))
}

/// Asks for a page.
pub async fn get(router: &Router, path: &str) -> (StatusCode, String) {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Sends a form. A redirect gives its address in place of a page.
pub async fn post(router: &Router, path: &str, form: &str) -> (StatusCode, String) {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(router, request.body(Body::from(form.to_owned())).unwrap()).await
}

/// Sends a form with files, as a browser does: the name of each file and what is in it.
pub async fn upload(router: &Router, path: &str, files: &[(&str, &[u8])]) -> (StatusCode, String) {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!(
            "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--xx--\r\n");
    let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=xx");
    send(router, request.body(Body::from(body)).unwrap()).await
}

async fn send(router: &Router, request: Request<Body>) -> (StatusCode, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    if let Some(to) = response.headers().get(header::LOCATION) {
        return (status, to.to_str().unwrap().to_owned());
    }
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}
