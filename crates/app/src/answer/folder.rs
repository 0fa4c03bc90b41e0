//! Many diaries in one run: a folder of folders, one JSON object a line.

use super::{Found, files, json};
use crate::cli;
use crate::failure::Failure;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Most threads: reading and printing keep up with so many.
const MOST_THREADS: usize = 8;

/// One diary of many.
#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    #[serde(flatten)]
    response: json::Response<'a>,
}

/// A diary that could not be read.
#[derive(Serialize)]
struct Refused<'a> {
    name: &'a str,
    error: String,
}

/// Answers each folder in a folder, in the order of their names.
pub(super) fn run(args: &cli::Answer, today: Option<Date>, folder: &Path) -> Result<(), Failure> {
    if args.sessions.is_some() || args.plan.is_some() {
        return Err(Failure::usage(
            "--sessions and --plan belong to one diary, and this is a folder of many",
        )
        .hint("put sessions.csv and plan.csv beside each diary.csv"));
    }
    let people = people(folder)?;
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, people) = (sender.clone(), &next, &people);
            scope.spawn(move || {
                while let number = next.fetch_add(1, Ordering::Relaxed)
                    && let Some((name, folder)) = people.get(number)
                {
                    let line = line(args, today, name, folder);
                    if sender.send((number, line)).is_err() {
                        break; // Nobody reads any more.
                    }
                }
            });
        }
        drop(sender);
        print(receiver, people.len())
    })
}

/// The folders in a folder, by name; hidden ones are left out.
fn people(folder: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let unreadable =
        |error: io::Error| Failure::person(format!("`{}` cannot be read: {error}", folder.display()));
    let mut people = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.display().to_string()).unwrap_or_default();
        if path.is_dir() && !name.starts_with('.') {
            people.insert(name, path);
        }
    }
    if people.is_empty() {
        return Err(Failure::person(format!("`{}` holds neither diary.csv nor folders", folder.display()))
            .hint("give a CSV file, or a folder with one folder for each person"));
    }
    Ok(people.into_iter().collect())
}

/// The line of one person, and whether it is an answer.
fn line(args: &cli::Answer, today: Option<Date>, name: &str, folder: &Path) -> (String, bool) {
    let worthwhile = args.worthwhile.unwrap_or(super::WORTHWHILE);
    let found = files::read_folder(folder, None, None)
        .and_then(|tables| Found::new(&tables, files::DIARY, worthwhile, today));
    let written = match &found {
        Ok(found) => serde_json::to_string(&Named { name, response: json::Response::new(found) }),
        Err(failure) => serde_json::to_string(&Refused { name, error: failure.message().to_owned() }),
    };
    let line = written
        .unwrap_or_else(|error| serde_json::json!({ "name": name, "error": error.to_string() }).to_string());
    (line, found.is_ok())
}

/// Prints the lines in their order as they come.
fn print(lines: mpsc::Receiver<(usize, (String, bool))>, count: usize) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut waiting, mut next, mut refused) = (BTreeMap::new(), 0, 0_usize);
    for (number, line) in lines {
        waiting.insert(number, line);
        while let Some((line, answered)) = waiting.remove(&next) {
            writeln!(out, "{line}")?;
            next += 1;
            refused += usize::from(!answered);
        }
        out.flush()?;
    }
    if refused == 0 {
        return Ok(());
    }
    Err(Failure::person(format!("{refused} of {count} diaries could not be read; all others were answered"))
        .hint("look for \"error\" in the output: each names its file and how to mend it"))
}
