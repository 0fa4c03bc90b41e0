//! The pages of Backwise.
//!
//! A [`router`] from requests to pages. It needs no sockets, no files and no tokio, and builds for the browser. The time,
//! ids and the journal come with the [`Site`].
//!
//! A page is a function of values. `POST` changes and redirects; `GET` never changes anything. Every form works without
//! a script; scripts only improve what already works.

mod answer;
mod ask;
pub mod asset;
mod brief;
mod called;
mod chart;
mod check_in;
mod demo;
mod desk;
mod error;
mod fields;
mod figure;
mod files;
mod flare;
mod form;
mod guard;
mod help;
mod learn;
mod lines;
mod lock;
mod offline;
mod once;
mod page;
mod paper;
mod player;
mod pose;
mod progress;
mod questionnaire;
mod settings;
mod site;
mod summary;
mod today;
mod trial;

pub use desk::Desk;
pub use error::PageError;
pub use fields::Fields;
pub use once::Once;
pub use page::{Page, Place, see_other};
pub use site::{Look, Site};

use axum::Router;
use axum::middleware::from_fn_with_state;

/// The pages, as one router.
///
/// ```
/// # use domain::{knowledge::Knowledge, localise::Model};
/// # fn demo(store: journal::Store) -> Result<(), Box<dyn std::error::Error>> {
/// let knowledge = Knowledge::bundled().map_err(|_| "the knowledge does not parse")?;
/// let model = Model::new(&knowledge);
/// let router: axum::Router = web::router(web::Site::new(knowledge, model, store));
/// # Ok(())
/// # }
/// ```
pub fn router(site: Site) -> Router {
    let pages = Router::new()
        .merge(asset::routes())
        .merge(demo::routes())
        .merge(ask::routes())
        .merge(today::routes())
        .merge(player::routes())
        .merge(pose::routes())
        .merge(flare::routes())
        .merge(check_in::routes())
        .merge(progress::routes())
        .merge(trial::routes())
        .merge(answer::routes())
        .merge(brief::routes())
        .merge(summary::routes())
        .merge(paper::routes())
        .merge(learn::routes())
        .merge(help::routes())
        .merge(settings::routes())
        .merge(files::routes())
        .merge(questionnaire::routes())
        .merge(lock::routes())
        .merge(offline::routes())
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::not_found)
        .with_state(site.clone());
    // Around all of them, not around each: the lock sends a form on to another page than the one that was asked for.
    Router::new()
        .fallback_service(pages)
        .layer(from_fn_with_state(site.clone(), lock::keep_closed))
        .layer(from_fn_with_state(site, guard::guard))
}
