//! Where the pages are: a port of this machine that no other machine can reach.

use crate::failure::Failure;
use std::io;
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

/// The port that is tried first.
const USUAL: u16 = 7310;
/// How many more are tried if other programs have taken it.
const MORE: u16 = 20;

/// A port that is listened to.
pub(super) struct Listening {
    pub(super) listener: TcpListener,
    port: u16,
}

impl Listening {
    /// The address for a browser.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The values of `Host` that mean this program. A browser leaves the port away if it is 80.
    pub(super) fn hosts(&self) -> Vec<String> {
        let names = ["127.0.0.1", "localhost"];
        let usual = names.map(|name| format!("{name}:{}", self.port));
        let short = names.map(str::to_owned).into_iter().filter(|_| self.port == 80);
        usual.into_iter().chain(short).collect()
    }
}

/// Listens on exactly this port, or on the first that is free.
///
/// # Errors
///
/// If the port, or each that was tried, is taken or may not be used.
pub(super) async fn on(port: Option<u16>) -> Result<Listening, Failure> {
    if let Some(port) = port {
        return bind(port).await.map_err(|error| cannot(port, &error));
    }
    for port in USUAL..USUAL + MORE {
        match bind(port).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            other => return other.map_err(|error| cannot(port, &error)),
        }
    }
    Err(Failure::person(format!("the ports {USUAL} to {} are taken by other programs", USUAL + MORE - 1))
        .hint("choose another one with --port N"))
}

async fn bind(port: u16) -> io::Result<Listening> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let port = listener.local_addr()?.port();
    Ok(Listening { listener, port })
}

fn cannot(port: u16, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::AddrInUse => Failure::person(format!("port {port} is taken by another program"))
            .hint("choose another one with --port N, or leave --port out to take the first that is free"),
        _ => Failure::person(format!("port {port} cannot be used: {error}"))
            .hint("choose one above 1023 with --port N"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
    }

    #[test]
    fn a_port_that_is_taken_is_an_error_and_the_usual_one_is_not() {
        now(async {
            let first = on(Some(0)).await.unwrap();
            let second = on(Some(first.port)).await.err().unwrap();
            assert!(second.to_string().contains("is taken by another program"), "{second}");
            // Whoever has the usual port, a free one is found.
            let (one, other) = (on(None).await.unwrap(), on(None).await.unwrap());
            assert_ne!(one.port, other.port);
        });
    }

    #[test]
    fn only_the_names_of_this_machine_are_ours() {
        now(async {
            let listening = on(Some(0)).await.unwrap();
            let port = listening.port;
            assert_eq!(listening.hosts(), [format!("127.0.0.1:{port}"), format!("localhost:{port}")]);
            assert!(listening.listener.local_addr().unwrap().ip().is_loopback());
        });
    }
}
