//! What keeps the pages usable while the program is not running, and what lets a phone put them on its home screen.

use crate::{Page, Place, Site, asset};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::LazyLock;

/// The service worker, without the list of what it keeps.
const WORKER: &str = include_str!("../assets/js/worker.js");

/// Pages that are kept from the first visit on. Today, and what it leads to, is kept when it is seen.
const PAGES: [&str; 3] = ["/offline", "/offline/saved", "/help"];

/// The service worker with what it keeps. It changes whenever that does, and then begins anew.
static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    // The icons are for the home screen, which keeps its own.
    let is_picture = |path: &&str| Path::new(path).extension().is_some_and(|ending| ending == "png");
    let assets = asset::paths().filter(|path| !is_picture(path));
    let keep: Vec<&str> = assets.chain(PAGES).collect();
    let digest = Sha256::new().chain_update(WORKER).chain_update(keep.join(" ")).finalize();
    let version = digest.iter().take(6).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
    format!("const VERSION = \"{version:012x}\";\nconst KEEP = {};\n{WORKER}", json!(keep))
});

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

async fn worker() -> Response {
    typed("text/javascript; charset=utf-8", SCRIPT.as_str())
}

async fn manifest() -> Response {
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": asset::path(name), "sizes": sizes, "type": kind, "purpose": purpose });
    let manifest = json!({
        "id": "/",
        "name": "Backwise",
        "short_name": "Backwise",
        "description": "Find out whether massage helps your back.",
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf9f6",
        "theme_color": "#fbf9f6",
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any"),
            icon("icon-maskable.png", "512x512", "image/png", "maskable"),
        ],
    });
    typed("application/manifest+json", manifest.to_string())
}

/// In place of a page that was not kept.
async fn offline() -> Page {
    let main = html! {
        h1 { "The program is not running" }
        p { "This page was not kept on this phone. Nothing is lost, and nothing was changed." }
        p { "Start Backwise on this device, then open the page again." }
        p { a .button href="/" { "Go to Today" } }
    };
    Page::new("The program is not running", Place::Elsewhere, main)
}

/// After a form that could not be sent.
async fn saved() -> Page {
    let main = html! {
        h1 { "Saved on this phone" }
        p { "It will be sent when the program is reachable." }
        p { a .button href="/" { "Go to Today" } }
    };
    Page::new("Saved on this phone", Place::Elsewhere, main)
}
