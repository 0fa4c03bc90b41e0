//! Breaks a bundled file and tells what the check says about it.

use domain::knowledge::problem::Problem;
use domain::knowledge::{BUNDLED, File, Knowledge, check};

/// Replaces the first `from` after `after` in a bundled file and lists the problems.
///
/// Each problem is followed by the line it points at, so that a wrong line shows; the number itself would go stale
/// with every edit above it, and is compared here instead.
pub(crate) fn broken(path: &str, after: &str, from: &str, to: &str) -> String {
    cut(path, after, from, "", to)
}

/// Replaces everything from `start` to the next `end` after `after` in a bundled file and lists the problems.
pub(crate) fn cut(path: &str, after: &str, start: &str, end: &str, to: &str) -> String {
    let bundled = BUNDLED.iter().find(|file| file.path == path).expect("a bundled file");
    let text = bundled.text;
    let anchor = text.find(after).expect("the text to begin at");
    let from = anchor + text[anchor..].find(start).expect("the text to replace");
    let rest = from + start.len();
    let until = rest + text[rest..].find(end).expect("the end of what is replaced") + end.len();
    let text: &'static str = format!("{}{to}{}", &text[..from], &text[until..]).leak();
    let files: Vec<File> =
        BUNDLED.iter().map(|file| if file.path == path { File { text, ..*file } } else { *file }).collect();
    let problems = problems(&files);
    assert!(!problems.is_empty(), "the check does not notice");
    problems.iter().map(|problem| shown(&files, problem)).collect::<Vec<_>>().join("\n")
}

/// What parsing says, or if it says nothing, what the check says.
pub(crate) fn problems(files: &[File]) -> Vec<Problem> {
    match Knowledge::parse(files) {
        Ok(knowledge) => check::problems(files, &knowledge),
        Err(problems) => problems,
    }
}

fn shown(files: &[File], problem: &Problem) -> String {
    let file = files.iter().find(|file| file.path == problem.file).expect("the file of the problem");
    let line = file.text.lines().nth(problem.line - 1).expect("the line of the problem");
    let start: String = line.trim().chars().take(60).collect();
    format!("{}: {}\n  at: {}", problem.file, problem.message, start.trim_end())
}
