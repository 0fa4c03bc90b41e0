//! What keeps the pages usable while the program is not running, and what lets a phone put them on its home screen.

use crate::called::Called;
use crate::{Page, Place, Site, asset, lock};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;
use serde_json::json;
use std::path::Path;
use std::sync::LazyLock;

/// The service worker, without the list of what it keeps.
const WORKER: &str = include_str!("../assets/js/worker.js");

/// Pages that are kept from the first visit on. Today, and what it leads to, is kept when it is seen.
const PAGES: [&str; 3] = ["/offline", "/offline/saved", "/help"];

/// What the service worker keeps from the start.
static KEEP: LazyLock<String> = LazyLock::new(|| {
    // The icons are for the home screen, which keeps its own.
    let is_picture = |path: &&str| Path::new(path).extension().is_some_and(|ending| ending == "png");
    let assets = asset::paths().filter(|path| !is_picture(path));
    json!(assets.chain(PAGES).collect::<Vec<_>>()).to_string()
});

/// The service worker with what it keeps. It changes whenever that does, and then begins anew.
///
/// While the pages are locked it keeps none of them, and lets go of those that it had.
fn script(called: &Called, locked: bool) -> String {
    let keep = KEEP.as_str();
    let version = asset::hash(format!("{WORKER} {keep} {} {locked}", called.name).as_bytes());
    format!("const VERSION = \"{version:012x}\";\nconst KEEP = {keep};\nconst LOCKED = {locked};\n{WORKER}")
}

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/sw.js", get(worker))
        .route("/manifest.webmanifest", get(manifest))
        .route("/offline", get(offline))
        .route("/offline/saved", get(saved))
}

fn typed(kind: &'static str, body: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, body).into_response()
}

async fn worker(State(site): State<Site>) -> Response {
    typed("text/javascript; charset=utf-8", script(Called::on(&site), lock::is_on(&site)))
}

async fn manifest(State(site): State<Site>) -> Response {
    let called = Called::on(&site);
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": asset::path(name), "sizes": sizes, "type": kind, "purpose": purpose });
    let manifest = json!({
        "id": "/",
        "name": called.name,
        "short_name": called.name,
        "description": called.about,
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf9f6",
        "theme_color": "#fbf9f6",
        "icons": [
            icon(called.icon, "any", "image/svg+xml", "any"),
            icon(called.touch_icon, "192x192", "image/png", "any"),
            icon(called.large_icon, "512x512", "image/png", "any"),
            icon(called.maskable_icon, "512x512", "image/png", "maskable"),
        ],
    });
    typed("application/manifest+json", manifest.to_string())
}

/// In place of a page that was not kept.
async fn offline(State(site): State<Site>) -> Page {
    let main = html! {
        h1 { "The program is not running" }
        p { "This page was not kept on this phone. Nothing is lost, and nothing was changed." }
        p { "Start the program on this device, then open the page again." }
        div .actions { a .button.primary href="/" { "Go to Today" } }
    };
    Page::new("The program is not running", Place::Elsewhere, main).for_whoever(&site)
}

/// After a form that could not be sent.
async fn saved(State(site): State<Site>) -> Page {
    let main = html! {
        h1 { "Saved on this phone" }
        p { "It will be sent when the program is reachable." }
        div .actions { a .button.primary href="/" { "Go to Today" } }
    };
    Page::new("Saved on this phone", Place::Elsewhere, main).for_whoever(&site)
}
