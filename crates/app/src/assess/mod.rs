//! `backwise assess FILE --json`: people in files to levels, limits, muscles and plans, for scripts.

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
    let mut input = open(&args.file)?;
    let mut first = String::new();
    read_line(&mut input, &mut first, &args.file)?;
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let whole_first_line = serde_json::from_str::<Value>(&first);
    if let (Ok(person), true) = (&whole_first_line, !first.trim().is_empty()) {
        let mut rest = String::new();
        read_line(&mut input, &mut rest, &args.file)?;
        if rest.trim().is_empty() && is_at_end(&mut input)? {
            return one(world, person.clone(), today, &mut stdout);
        }
        return many(world, first, rest, input, today, &mut stdout, &args.file);
    }
    let mut text = first;
    input.read_to_string(&mut text).map_err(|error| unreadable(&args.file, &error))?;
    let person = serde_json::from_str(&text).map_err(|error| {
        Failure::person(format!("`{}` is not JSON: {error}", args.file.display()))
            .hint("write one JSON object, or one JSON object a line")
    })?;
    one(world, person, today, &mut stdout)
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
    first: String,
    second: String,
    mut input: Box<dyn BufRead>,
    today: Date,
    out: &mut impl Write,
    file: &Path,
) -> Result<(), Failure> {
    let mut failed = 0_usize;
    let mut number = 0_usize;
    let mut waiting = vec![second, first];
    loop {
        let line = match waiting.pop() {
            Some(line) => line,
            None => {
                let mut line = String::new();
                if read_line(&mut input, &mut line, file)? == 0 {
                    break;
                }
                line
            }
        };
        number += 1;
        if line.trim().is_empty() {
            continue;
        }
        let person = serde_json::from_str(&line).map_err(|error| format!("not JSON: {error}"));
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
fn assess(world: &World, person: Value, today: Date) -> Result<Value, String> {
    let knowledge = &world.knowledge;
    let request = Request::read(knowledge, person)?;
    let assessment = Assessment::new(knowledge, &world.model, &request.facts, &request.checked);
    let finding = if assessment.names_muscles() {
        next_question(&world.model, &request.facts, &BTreeSet::new())
    } else {
        None
    };
    let plan = crate::plan::plan_json(world, &request.facts, &request.profile, &assessment, today);
    let response = Response::new(knowledge, &assessment, finding.as_ref(), plan);
    serde_json::to_value(response).map_err(|error| error.to_string())
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
        io::ErrorKind::InvalidData => format!("`{}` is not UTF-8 text", file.display()),
        _ => format!("`{}` cannot be read: {error}", file.display()),
    };
    Failure::person(message).hint("give the path of a JSON file, or - for standard input")
}

fn read_line(input: &mut impl BufRead, line: &mut String, file: &Path) -> Result<usize, Failure> {
    input.read_line(line).map_err(|error| unreadable(file, &error))
}

fn is_at_end(input: &mut impl BufRead) -> Result<bool, Failure> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(true);
        }
        if !buffer.iter().all(u8::is_ascii_whitespace) {
            return Ok(false);
        }
        let length = buffer.len();
        input.consume(length);
    }
}
