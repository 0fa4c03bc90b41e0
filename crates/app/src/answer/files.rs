//! The files of a diary: opened, read with a limit, and told apart from what is no file.

use crate::failure::Failure;
use exchange::{Given, Problems, Sheet, Tables};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The files of a folder with one diary.
pub(super) const DIARY: &str = "diary.csv";
const SESSIONS: &str = "sessions.csv";
const PLAN: &str = "plan.csv";

/// Reads the files of one diary.
pub(super) fn read(diary: &Path, sessions: Option<&Path>, plan: Option<&Path>) -> Result<Tables, Failure> {
    let diary = Bytes::of(diary)?;
    let sessions = sessions.map(Bytes::of).transpose()?;
    let plan = plan.map(Bytes::of).transpose()?;
    let given = Given {
        diary: diary.sheet(),
        sessions: sessions.as_ref().map(Bytes::sheet),
        plan: plan.as_ref().map(Bytes::sheet),
    };
    exchange::read(&given).map_err(|problems| refused(&problems))
}

/// Reads a folder that holds `diary.csv`, and perhaps `sessions.csv` and `plan.csv`; files that were named come first.
pub(super) fn read_folder(
    folder: &Path,
    sessions: Option<&Path>,
    plan: Option<&Path>,
) -> Result<Tables, Failure> {
    let there = |named: Option<&Path>, name: &str| {
        named.map(Path::to_path_buf).or_else(|| Some(folder.join(name)).filter(|file| file.exists()))
    };
    read(&folder.join(DIARY), there(sessions, SESSIONS).as_deref(), there(plan, PLAN).as_deref())
}

fn refused(problems: &Problems) -> Failure {
    let few = match problems.count() {
        1 => "nothing was answered; mend it, and run the command again",
        _ => "nothing was answered; mend these, and run the command again",
    };
    Failure::person(problems.to_string()).hint(few)
}

/// The bytes of a file, with the name that messages call it by.
struct Bytes {
    name: String,
    bytes: Vec<u8>,
}

impl Bytes {
    fn of(path: &Path) -> Result<Self, Failure> {
        let unreadable = |error: io::Error| unreadable(path, &error);
        let mut bytes = Vec::new();
        // One byte more than is read, so that a longer file is told apart, and a device without an end ends.
        let most = exchange::LARGEST as u64 + 1;
        if is_standard_input(path) {
            io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(unreadable)?;
            return Ok(Self { name: name(path), bytes });
        }
        let file = File::open(path).map_err(unreadable)?;
        file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
        Ok(Self { name: name(path), bytes })
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet::new(&self.name, &self.bytes)
    }
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// What messages call a file.
pub(super) fn name(path: &Path) -> String {
    if is_standard_input(path) {
        return "standard input".to_owned();
    }
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.display().to_string())
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{}`", path.display()),
        io::ErrorKind::IsADirectory => format!("`{}` is a folder, not a file", path.display()),
        _ => format!("`{}` cannot be read: {error}", path.display()),
    };
    Failure::person(message).hint("give the path of a CSV file, or - for standard input")
}
