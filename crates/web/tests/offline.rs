//! What keeps the pages usable without the program, and what a page weighs.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod common;

use axum::http::StatusCode;
use common::{get, site, store};
use serde_json::Value;

#[tokio::test]
async fn everything_that_the_worker_keeps_is_there() {
    let router = web::router(site(store()));
    let (status, script) = get(&router, "/sw.js").await;
    assert_eq!(status, StatusCode::OK);
    let list = script.lines().find_map(|line| line.strip_prefix("const KEEP = ")).unwrap();
    let keep: Vec<String> = serde_json::from_str(list.trim_end_matches(';')).unwrap();
    assert!(keep.iter().any(|path| path.starts_with("/assets/style-")), "{keep:?}");
    for path in keep {
        assert_eq!(get(&router, &path).await.0, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_manifest_names_icons_that_are_there() {
    let router = web::router(site(store()));
    let (_, manifest) = get(&router, "/manifest.webmanifest").await;
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let icons = manifest["icons"].as_array().unwrap();
    assert_eq!(icons.len(), 4);
    for icon in icons {
        let path = icon["src"].as_str().unwrap();
        assert!(path.starts_with("/assets/icon"), "{path}");
        assert!(web::asset::paths().any(|known| known == path), "{path}");
    }
}
