//! The way to the made-up person, who has pages and a journal of their own.

use crate::{PageError, Site, see_other};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/demo", get(demo))
}

async fn demo(State(site): State<Site>) -> Result<Response, PageError> {
    site.sample_at().map(see_other).ok_or(PageError::NotFound)
}
