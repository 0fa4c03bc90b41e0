//! The pass-phrase of a locked copy: from a file, from the environment, or typed without being shown.

use crate::failure::Failure;
use crate::prompt::secret;
use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;

/// The variable that may hold it, for scripts.
const VARIABLE: &str = "BACKWISE_PASS_PHRASE";
/// It has at least so many letters.
const SHORTEST: usize = 8;
/// And a file with one at most so many bytes.
const LONGEST: usize = 4096;

/// A new pass-phrase, typed twice.
pub(super) fn new(file: Option<&Path>) -> Result<String, Failure> {
    let phrase = given(file)?.map_or_else(typed_twice, Ok)?;
    if phrase.chars().count() < SHORTEST {
        return Err(Failure::person(format!("the pass-phrase has fewer than {SHORTEST} letters"))
            .hint("nothing was written; take some words that only you put together"));
    }
    Ok(phrase)
}

fn typed_twice() -> Result<String, Failure> {
    let (first, again) = (typed("New pass-phrase: ")?, typed("The same once more: ")?);
    if first == again {
        return Ok(first);
    }
    Err(Failure::person("the two pass-phrases differ").hint("nothing was written; run the command again"))
}

/// The pass-phrase that a file was locked with.
pub(super) fn known(name: &str, file: Option<&Path>) -> Result<String, Failure> {
    match given(file)? {
        Some(phrase) => Ok(phrase),
        None => typed(&format!("Pass-phrase of {name}: ")),
    }
}

/// From the file or the environment, without the end of its line.
fn given(file: Option<&Path>) -> Result<Option<String>, Failure> {
    let Some(path) = file else { return Ok(env::var(VARIABLE).ok().filter(|phrase| !phrase.is_empty())) };
    let text = String::from_utf8(super::given::read(path, LONGEST)?).map_err(|_| {
        Failure::person(format!("`{}` is not text in UTF-8", path.display()))
            .hint("write the pass-phrase in it")
    })?;
    let phrase = text.lines().next().unwrap_or_default().to_owned();
    if phrase.is_empty() {
        return Err(Failure::person(format!("the first line of `{}` is empty", path.display()))
            .hint("write the pass-phrase in it"));
    }
    Ok(Some(phrase))
}

fn typed(label: &str) -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::person("a pass-phrase is needed, and there is no terminal to type it in")
            .hint(format!("give it with --pass-phrase-file FILE, or in the variable {VARIABLE}")));
    }
    secret(label)?.ok_or_else(|| Failure::person("stopped: nothing was changed"))
}
