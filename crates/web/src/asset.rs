//! Style, scripts and pictures: part of the program, named by what is in them.
//!
//! A name carries a hash of its content, so a browser may keep it for a year and never shows an old one.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The one style sheet, put together from its parts.
const STYLE: &str = concat!(
    include_str!("../assets/css/00-tokens.css"),
    include_str!("../assets/css/10-base.css"),
    include_str!("../assets/css/20-forms.css"),
    include_str!("../assets/css/30-ask.css"),
    include_str!("../assets/css/40-figure.css"),
    include_str!("../assets/css/50-today.css"),
    include_str!("../assets/css/60-player.css"),
    include_str!("../assets/css/70-progress.css"),
    include_str!("../assets/css/80-answer.css"),
    include_str!("../assets/css/85-brief.css"),
    include_str!("../assets/css/90-more.css"),
);

/// Every asset by its plain name.
const FILES: &[(&str, &str, &[u8])] = &[
    ("style.css", "text/css; charset=utf-8", STYLE.as_bytes()),
    ("check-in.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/check-in.js")),
    ("shell.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/shell.js")),
    ("ask.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/ask.js")),
    ("figure.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/figure.js")),
    ("player.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/player.js")),
    ("player-keys.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/player-keys.js")),
    ("player-line.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/player-line.js")),
    ("player-sound.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/player-sound.js")),
    ("player-view.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/player-view.js")),
    ("player-voice.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/player-voice.js")),
    ("hear.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/hear.js")),
    ("picture.js", "text/javascript; charset=utf-8", include_bytes!("../assets/js/picture.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ("icon-192.png", "image/png", include_bytes!("../assets/icon-192.png")),
    ("icon-512.png", "image/png", include_bytes!("../assets/icon-512.png")),
    ("icon-maskable.png", "image/png", include_bytes!("../assets/icon-maskable.png")),
    ("diary.svg", "image/svg+xml", include_bytes!("../assets/diary.svg")),
    ("diary-192.png", "image/png", include_bytes!("../assets/diary-192.png")),
    ("diary-512.png", "image/png", include_bytes!("../assets/diary-512.png")),
    ("diary-maskable.png", "image/png", include_bytes!("../assets/diary-maskable.png")),
];

struct Asset {
    path: String,
    content_type: &'static str,
    bytes: Cow<'static, [u8]>,
}

static ASSETS: LazyLock<BTreeMap<&'static str, Asset>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(name, content_type, bytes)| {
            let hash = hash(bytes);
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
            let path = format!("/assets/{stem}-{hash:012x}.{ending}");
            (*name, Asset { path, content_type, bytes: Cow::Borrowed(*bytes) })
        })
        .collect()
});

/// The address of an asset, by its plain name.
///
/// A name that is not in the table gives an address that leads nowhere; a test goes through all that pages name.
#[must_use]
pub fn path(name: &str) -> &'static str {
    ASSETS.get(name).map_or("/assets/unknown", |asset| asset.path.as_str())
}

/// The addresses of all assets, for what has to be kept offline.
pub fn paths() -> impl Iterator<Item = &'static str> {
    ASSETS.values().map(|asset| asset.path.as_str())
}

pub(crate) fn routes() -> Router<crate::Site> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>) -> Response {
    let wanted = format!("/assets/{name}");
    match ASSETS.values().find(|asset| asset.path == wanted) {
        Some(asset) => forever(asset.content_type, asset.bytes.clone()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What a file is named by: 48 bits of a digest of its content.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    Sha256::digest(bytes).iter().take(6).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte))
}

/// A file whose name changes with its content, so that a browser may keep it for a year.
pub(crate) fn forever(content_type: &'static str, bytes: Cow<'static, [u8]>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, bytes).into_response()
}
