//! What happens to the data, and how to check it.

use crate::{Page, Place, Site};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::html;

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/privacy", get(privacy))
}

async fn privacy(State(site): State<Site>) -> Page {
    let main = html! {
        h1 { "Privacy" }
        ul {
            li { "Your answers are stored on this device only." }
            li { "This program sends nothing anywhere. It answers this device alone." }
            li { "We do not know who you are or that you use it." }
            li { "If you lose the device without a copy, your data is gone." }
        }
        h2 { "How to check" }
        ol {
            li { "Switch off Wi-Fi and mobile data. Everything goes on as before." }
            li { "Look at the address of this page. 127.0.0.1 is this device, and no other device can open it." }
            li { "Each page forbids your browser to load or send anything elsewhere (Content-Security-Policy)." }
            li { "The source is open, so anyone can read what it does." }
        }
        p { "People who use this device with your name can open your journal. Lock your screen." }
        @if site.desk().is_some() {
            p {
                "A PIN can keep people who pick up your device out of these pages. It does not lock the file itself. "
                a href="/settings/lock" { "Lock these pages" }
            }
        }
        p { a href="/data" { "Your data: copy, undo, delete" } }
    };
    Page::new("Privacy", Place::Elsewhere, main).back("/settings").for_whoever(&site)
}
