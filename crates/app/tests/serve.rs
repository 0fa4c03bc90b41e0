//! The pages, served by the real program: for this machine only, once for each journal, and stopped without harm.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;
mod server;

use program::run;
use rusqlite::Connection;
use server::Server;
use std::net::TcpListener;
use std::path::Path;

/// The journal's file is closed in good order: nothing waits beside it, and the database's own check passes.
fn is_clean(data: &Path) -> bool {
    let file = data.join("journal.db");
    let waiting = data.join("journal.db-wal").exists();
    let says: String =
        Connection::open(file).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    !waiting && says == "ok"
}

#[test]
fn a_page_is_served_with_its_policy_and_packed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let answer = server.get("/privacy");
    assert!(answer.head.starts_with("HTTP/1.1 "), "{}", answer.head);
    assert!(answer.head.contains("content-type: text/html; charset=utf-8"), "{}", answer.head);
    assert!(answer.head.contains("content-security-policy: default-src 'self'"), "{}", answer.head);
    assert!(answer.body.starts_with("<!DOCTYPE html>"), "{}", answer.body);
    let packed = server.send("GET", "/privacy", &["Accept-Encoding: gzip"], "");
    assert!(packed.head.contains("content-encoding: gzip"), "{}", packed.head);
}

#[test]
fn a_name_that_is_not_of_this_machine_is_turned_away() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    for host in
        ["evil.example", "evil.example:7310", "127.0.0.1", "localhost.evil.example", "127.0.0.1:1", ""]
    {
        let answer = server.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(answer.head.starts_with("HTTP/1.1 403"), "{host}: {}", answer.head);
        assert!(!answer.body.contains("<html"), "{host}: {}", answer.body);
    }
    let local =
        format!("GET /privacy HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", server.port);
    assert!(!server.raw(&local).head.starts_with("HTTP/1.1 403"));
}

#[test]
fn a_post_from_another_site_is_turned_away() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    for from in [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ] {
        let answer = server.send("POST", "/settings", &[from], "theme=dark");
        assert!(answer.head.starts_with("HTTP/1.1 403"), "{from}: {}", answer.head);
    }
    let own = format!("Origin: http://127.0.0.1:{}", server.port);
    assert!(!server.send("POST", "/settings", &[&own], "theme=dark").head.starts_with("HTTP/1.1 403"));
}

#[test]
fn a_second_copy_is_sent_to_the_first_and_the_terminal_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let server = Server::start(folder.path());
    for args in [&["--data", data, "serve", "--no-open"][..], &["--data", data, "--no-open", "--port", "0"]] {
        let second = run(args, b"");
        assert_eq!(second.code, 1, "{second:?}");
        let named = format!("already runs with this journal, at http://127.0.0.1:{}/", server.port);
        assert!(second.err.contains(&named), "{second:?}");
    }
    let asked = run(&["--data", data, "ask"], b"none\nnone\n40\n");
    assert_eq!(asked.code, 0, "{asked:?}");
    assert!(asked.out.contains("How old are you?"), "{asked:?}");
}

#[test]
fn a_port_that_is_taken_is_said_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let data = folder.path().to_str().unwrap();
    let ran = run(&["--data", data, "serve", "--no-open", "--port", &port], b"");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains(&format!("error: port {port} is taken by another program")), "{ran:?}");
    let misplaced = run(&["--data", data, "--port", "0", "today"], b"");
    assert_eq!(misplaced.code, 2, "{misplaced:?}");
}

#[test]
fn told_to_stop_it_leaves_a_clean_journal_and_no_claim() {
    for signal in ["TERM", "INT", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Server::start(folder.path());
        server.send("POST", "/settings", &[], "theme=dark");
        // A connection that a browser keeps for later does not hold it back.
        let _idle = server.connect();
        let ended = server.signal(signal);
        assert_eq!(ended.code(), Some(0), "{signal}: {ended:?}");
        assert!(is_clean(folder.path()), "{signal}");
        assert!(!folder.path().join("server.address").exists(), "{signal}");
        drop(Server::start(folder.path()));
    }
}

#[test]
fn a_killed_copy_leaves_no_claim_and_loses_nothing_that_it_showed_as_saved() {
    let folder = tempfile::tempdir().unwrap();
    for theme in ["dark", "light", "dark", "light"] {
        let mut server = Server::start(folder.path());
        let saved = server.send("POST", "/settings", &[], &format!("theme={theme}"));
        assert!(saved.head.starts_with("HTTP/1.1 303"), "{}", saved.head);
        server.signal("KILL");
        let next = Server::start(folder.path());
        let page = next.get("/settings").body;
        assert!(page.contains(&format!("data-theme=\"{theme}\"")), "{page}");
    }
}

#[test]
fn a_lock_holds_until_the_terminal_takes_it_off_and_is_in_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let server = Server::start(folder.path());
    let set = server.send("POST", "/settings/lock", &[], "new=2468&again=2468");
    assert!(set.head.starts_with("HTTP/1.1 303"), "{}", set.head);
    server.send("POST", "/unlock", &[], "pin=1357");
    let closed = |server: &Server| server.get("/data").head.starts_with("HTTP/1.1 423");
    assert!(closed(&server) && server.get("/help").head.starts_with("HTTP/1.1 200"));
    drop(server);
    let server = Server::start(folder.path());
    assert!(closed(&server), "it is there after a new start");
    let right = server.send("POST", "/unlock", &[], "pin=2468&to=/data");
    assert!(right.head.contains("location: /data\r\n"), "{}", right.head);
    let cookie = right.head.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap();
    let cookie = format!("Cookie: {cookie}");
    assert!(server.send("POST", "/settings", &[&cookie], "theme=dark").head.starts_with("HTTP/1.1 303"));

    // The one file that knows of it is beside the journal: no other file in the folder, no copy and no backup has it.
    let kept = std::fs::read_to_string(folder.path().join("pages.lock")).unwrap();
    let hash = kept.split_whitespace().next_back().unwrap();
    let copy = folder.path().join("copy.json");
    assert_eq!(run(&["--data", data, "backup", copy.to_str().unwrap()], b"").code, 0);
    let backups = std::fs::read_dir(folder.path().join("backups")).into_iter().flatten();
    let files = std::fs::read_dir(folder.path()).unwrap().chain(backups).map(|file| file.unwrap().path());
    let telling = |file: &Path| String::from_utf8_lossy(&std::fs::read(file).unwrap()).contains(hash);
    let telling: Vec<_> = files.filter(|file| file.is_file() && telling(file)).collect();
    assert_eq!(telling, [folder.path().join("pages.lock")]);

    let off = run(&["--data", data, "settings", "lock", "off"], b"");
    assert_eq!(
        (off.code, off.out.as_str()),
        (0, "The lock is off: the pages open without a PIN.\n"),
        "{off:?}"
    );
    assert!(!closed(&server), "at once");
    let again = run(&["--data", data, "settings", "lock", "off"], b"");
    assert_eq!((again.code, again.out.as_str()), (0, "There was no lock on the pages.\n"), "{again:?}");
}
