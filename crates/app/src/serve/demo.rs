//! The made-up person: pages of their own, on a port of their own, with a journal that is only in memory.
//!
//! It can never mix with real data: it has no file, and for a browser it is another site.

use super::listen::Listening;
use crate::failure::Failure;
use crate::store::Machine;
use crate::world::World;
use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use domain::sample;
use jiff::Zoned;
use jiff::civil::Date;
use journal::{MemoryJournal, Source, Store};
use std::sync::{Arc, OnceLock};
use tower::ServiceExt;
use web::{PageError, Site};

/// The site of the made-up person, whose diary ends yesterday.
pub(super) fn site(today: Option<Date>, hosts: Vec<String>) -> Result<Site, Failure> {
    let world = World::load()?;
    let machine = Machine { today };
    let offset = i16::try_from(Zoned::now().offset().seconds() / 60).unwrap_or_default();
    let entries = sample::entries(&world.knowledge, &world.model, machine.today(), offset);
    let mut store = Store::open(Box::new(MemoryJournal::default()), Arc::new(machine))?;
    store.take_in(&entries)?;
    Ok(Site::new(world.knowledge, world.model, store).only_for(hosts).of_a_sample_person())
}

/// The same pages, made when somebody asks for the first one: most people never do.
pub(super) fn when_asked(today: Option<Date>, listening: &Listening) -> Router {
    let (hosts, made) = (listening.hosts(), Arc::new(OnceLock::new()));
    Router::new().fallback(move |request: Request| {
        let router: Option<Router> =
            made.get_or_init(|| site(today, hosts.clone()).ok().map(web::router)).clone();
        answer(router, request)
    })
}

async fn answer(router: Option<Router>, request: Request) -> Response {
    match router {
        Some(router) => router.oneshot(request).await.into_response(),
        None => PageError::ours("the made-up person cannot be shown").into_response(),
    }
}
