//! `backwise serve`: the pages, for this machine only.

mod browser;
mod claim;
mod demo;
mod listen;
mod stop;

use crate::cli::Serve;
use crate::failure::Failure;
use crate::files;
use crate::out;
use crate::store;
use crate::world::World;
use axum::Router;
use claim::Claim;
use jiff::civil::Date;
use listen::Listening;
use std::any::Any;
use std::path::Path;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use web::Site;

/// How long a request that is under way may take once the program was told to stop.
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves the journal in `data`, or in the platform's data folder, until the program is told to stop.
pub(crate) fn run(
    world: World,
    data: Option<&Path>,
    today: Option<Date>,
    args: &Serve,
) -> Result<(), Failure> {
    // Before the claim, because this makes the folder.
    let store = store::open(data, today)?;
    let folder = store::folder(data)?;
    let claim = Claim::take(&folder)?;
    files::daily(&folder, &store);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (listening, beside) = (listen::on(args.port).await?, listen::on(Some(0)).await?);
        let site = Site::new(world.knowledge, world.model, store)
            .only_for(listening.hosts())
            .with_desk(Box::new(files::HereDesk::new(folder)))
            .with_sample_at(beside.address());
        claim.tell(&listening.address())?;
        let sample = layered(demo::when_asked(today, &beside));
        tokio::spawn(async move { axum::serve(beside.listener, sample).await });
        serve(args, listening, web::router(site)).await
    })
}

/// Serves the made-up person alone, until the program is told to stop.
pub(crate) fn run_demo(today: Option<Date>, args: &Serve) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listening = listen::on(args.port).await?;
        let site = demo::site(today, listening.hosts())?;
        serve(args, listening, web::router(site)).await
    })
}

/// What every answer goes through.
fn layered(router: Router) -> Router {
    router.layer(CatchPanicLayer::custom(broken)).layer(CompressionLayer::new())
}

/// Serves pages until the program is told to stop.
async fn serve(args: &Serve, listening: Listening, router: Router) -> Result<(), Failure> {
    log();
    let address = listening.address();
    let router = layered(router);
    // Before the address is shown: whoever reads it may tell the program to stop.
    let stop = stop::told()?;
    // A reader that went away does not stop the pages.
    let _ = out::words(&format!(
        "Backwise is at {address}\nIt answers this machine only. Stop it with Ctrl-C.\n"
    ));
    if !args.no_open {
        browser::open(&address);
    }
    let server = axum::serve(listening.listener, router).with_graceful_shutdown(stop.clone().wait());
    tokio::select! {
        result = std::future::IntoFuture::into_future(server) => result?,
        // A browser keeps connections open that it may never use again.
        () = async { stop.wait().await; tokio::time::sleep(PATIENCE).await } => {}
    }
    Ok(())
}

/// Problems go to stderr, where the program was started. They name no person and nothing that a person wrote.
fn log() {
    // Only one log can be set, and a second one is no harm.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .without_time()
        .try_init();
}

/// What a reader sees when a page panicked: a page, and not a connection that breaks.
fn broken(_panic: Box<dyn Any + Send + 'static>) -> axum::response::Response {
    axum::response::IntoResponse::into_response(web::PageError::ours("a page panicked"))
}
