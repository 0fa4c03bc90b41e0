//! `backwise assess FILE --json`: people in files to levels, limits, muscles and plans, for scripts.

mod json;
mod request;
mod response;

use crate::cli;
use crate::failure::Failure;
use crate::world::World;
use domain::assessment::Assessment;
use domain::localise::next_question;
use jiff::civil::Date;
use request::Request;
use response::Response;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

/// Assesses one person, or one person a line.
pub(crate) fn run(world: &World, args: &cli::Assess, today: Date) -> Result<(), Failure> {
    let file = &args.file;
    let mut input = open(file)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut first = Vec::new();
    read_line(&mut input, &mut first, file)?;
    if first.starts_with(BYTE_ORDER_MARK) {
        first.drain(..BYTE_ORDER_MARK.len());
    }
    // A first line that is whole and not alone: one person a line, assessed as they come.
    let first_is_whole = json::read(&first).is_ok();
    if first_is_whole && !is_at_end(&mut input, file)? {
        return many(world, first.chain(input), today, &mut out, file);
    }
    let mut text = first;
    input.read_to_end(&mut text).map_err(|error| unreadable(file, &error))?;
    match json::read(&text) {
        Ok(person) => one(world, person, today, &mut out),
        Err(_) if is_one_a_line(&text) => many(world, text.as_slice(), today, &mut out, file),
        Err(error) => Err(not_json(file, &text, &error)),
    }
}

/// What some programs put at the start of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether a file that is not JSON as a whole is meant to hold one person a line: most of its lines are objects.
fn is_one_a_line(text: &[u8]) -> bool {
    let lines = || text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let objects = lines().filter(|line| matches!(json::read(line), Ok(Value::Object(_)))).count();
    objects * 2 > lines().count()
}

fn one(world: &World, person: Value, today: Date, out: &mut impl Write) -> Result<(), Failure> {
    let answer = assess(world, person, today).map_err(Failure::person)?;
    serde_json::to_writer_pretty(&mut *out, &answer)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

/// One answer a line; a line that cannot be read gets a line that says so, and the rest goes on.
fn many(
    world: &World,
    mut input: impl BufRead,
    today: Date,
    out: &mut impl Write,
    file: &Path,
) -> Result<(), Failure> {
    let (mut failed, mut number) = (0_usize, 0_usize);
    let mut line = Vec::new();
    while read_line(&mut input, &mut line, file)? > 0 {
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let person = json::read(&line).map_err(|error| json::explain(&error));
        match person.and_then(|person| assess(world, person, today)) {
            Ok(answer) => serde_json::to_writer(&mut *out, &answer)?,
            Err(error) => {
                failed += 1;
                serde_json::to_writer(&mut *out, &serde_json::json!({ "error": error, "line": number }))?;
            }
        }
        writeln!(out)?;
    }
    out.flush()?;
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::person(format!("{failed} of {number} lines could not be read; all others were assessed"))
        .hint("look for \"error\" in the output: each names its line and how to mend it"))
}

/// Assesses one person.
fn assess(world: &World, person: Value, today: Date) -> Result<Response<'_>, String> {
    let knowledge = &world.knowledge;
    let request = Request::read(knowledge, person).map_err(|error| shortened(&error))?;
    let assessment = Assessment::new(knowledge, &world.model, &request.facts, &request.checked);
    // As in the interview: without a drawing no finding tells muscles apart well enough to be asked.
    let finding = if assessment.names_muscles() && !request.facts.drawing().is_empty() {
        next_question(&world.model, &request.facts, &BTreeSet::new())
    } else {
        None
    };
    let plan = crate::plan::plan_json(world, &request.facts, &request.profile, &assessment, today);
    Ok(Response::new(knowledge, &assessment, finding.as_ref(), plan))
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = std::fs::File::open(file).map_err(|error| unreadable(file, &error))?;
    Ok(Box::new(BufReader::new(opened)))
}

fn unreadable(file: &Path, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{}`", file.display()),
        io::ErrorKind::IsADirectory => format!("`{}` is a folder, not a file", file.display()),
        _ => format!("`{}` cannot be read: {error}", file.display()),
    };
    Failure::person(message).hint("give the path of a JSON file, or - for standard input")
}

fn not_json(file: &Path, text: &[u8], error: &serde_json::Error) -> Failure {
    let message = if text.trim_ascii().is_empty() {
        format!("`{}` is empty", file.display())
    } else if std::str::from_utf8(text).is_err() {
        format!("`{}` is not UTF-8 text", file.display())
    } else {
        format!("`{}`, line {}: {}", file.display(), error.line(), json::explain(error))
    };
    Failure::person(message).hint("write one JSON object, or one JSON object a line")
}

/// Reads a line into `line`, in place of what was there; 0 bytes at the end of the file.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, file: &Path) -> Result<usize, Failure> {
    line.clear();
    input.read_until(b'\n', line).map_err(|error| unreadable(file, &error))
}

/// Skips white space, and says whether there is nothing else.
fn is_at_end(input: &mut impl BufRead, file: &Path) -> Result<bool, Failure> {
    loop {
        let buffer = input.fill_buf().map_err(|error| unreadable(file, &error))?;
        if buffer.is_empty() {
            return Ok(true);
        }
        let white = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if white < buffer.len() {
            return Ok(false);
        }
        input.consume(white);
    }
}

/// The longest error that is shown: what was given is repeated in it, and may be anything.
const LONGEST: usize = 600;

/// The start of a text, if the text is too long to be shown.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
