//! What keeps the pages usable without the server.

use crate::Site;
use axum::Router;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
}
