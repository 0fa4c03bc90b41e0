//! What holds for every request and answer: who may ask, and which headers go with the page.

use crate::Site;
use crate::error::Plain;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What a page may load: its own files, and nothing else. Sound for the player is made in the page (`blob:`).
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
                      media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)",
    ),
];

/// Turns away requests that another site had the browser send, and puts the headers on the answer.
///
/// A page of another site can make a browser send requests here. Its name in `Host` gives away one that had its own name
/// point at this machine, and `Origin` or `Sec-Fetch-Site` one that posts from elsewhere.
pub(crate) async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = if is_ours(&site, &request) {
        in_own_look(&site, next.run(request).await)
    } else {
        (StatusCode::FORBIDDEN, "This address belongs to Backwise on this machine and was asked for from elsewhere. Nothing was changed.\n")
            .into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// An error page in the theme and text size of the person, where the journal can be read.
fn in_own_look(site: &Site, mut response: Response) -> Response {
    let Some(Plain(page)) = response.extensions_mut().remove() else { return response };
    match site.look() {
        Ok(look) => page.for_person(site, &look).into_response(),
        Err(_) => response,
    }
}

fn is_ours(site: &Site, request: &Request) -> bool {
    if site.hosts().is_empty() {
        return true;
    }
    let headers = request.headers();
    let host = text(headers, &header::HOST)
        .or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    let known = |host: &str| site.hosts().iter().any(|own| own.eq_ignore_ascii_case(host));
    if !host.is_some_and(known) {
        return false;
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return true;
    }
    match (text(headers, &header::ORIGIN), text(headers, &HeaderName::from_static("sec-fetch-site"))) {
        (Some(origin), _) => origin.strip_prefix("http://").is_some_and(known),
        (None, Some(from)) => matches!(from, "same-origin" | "none"),
        // No browser leaves out both with a post; a program on this machine may.
        (None, None) => true,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
