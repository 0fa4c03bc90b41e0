//! When to stop: Ctrl-C, or what the system says when it wants a program to end.

use std::io;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Whether the program was told to stop. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Stop(Arc<Semaphore>);

impl Stop {
    /// Waits until the program is told to stop.
    pub(super) async fn wait(self) {
        // No permit is ever given out: it ends when the semaphore is closed.
        let _ = self.0.acquire().await;
    }
}

/// Begins to wait for the signals that tell a program to stop.
///
/// # Errors
///
/// If the system does not offer them.
#[cfg(unix)]
pub(super) fn told() -> io::Result<Stop> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(when(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }))
}

/// Begins to wait for Ctrl-C.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other systems can refuse")]
pub(super) fn told() -> io::Result<Stop> {
    Ok(when(async {
        let _ = tokio::signal::ctrl_c().await;
    }))
}

fn when(signal: impl Future<Output = ()> + Send + 'static) -> Stop {
    let stop = Stop(Arc::new(Semaphore::new(0)));
    let told = stop.clone();
    tokio::spawn(async move {
        signal.await;
        told.0.close();
    });
    stop
}
