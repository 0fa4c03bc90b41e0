//! Files that a person names: read with a limit, written whole or not at all.

use crate::failure::Failure;
use exchange::Problem;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The bytes of a file; one more than `most` if it is larger, so that its reader can say so.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let cannot = |error: &io::Error| {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "check how its name is written",
            _ => "check that it is a file and that you may read it",
        };
        Failure::person(format!("`{}` cannot be read: {error}", path.display())).hint(hint)
    };
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| cannot(&error))?;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    Ok(bytes)
}

/// Writes a file whole or not at all: beside it first, then in its place. Only its owner may read it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    whole(path, bytes).map_err(|error| {
        Failure::person(format!("`{}` cannot be written: {error}", path.display()))
            .hint("choose another place, or free some space")
    })
}

/// The same, for those who can do without.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = part(path);
    let written = (|| {
        let mut file = private(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

/// The name of a file while it is written; two programs do not share one.
fn part(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<File> {
    File::create(path)
}

/// What is wrong with a file, as a reason to stop.
pub(crate) fn refused(problem: &Problem) -> Failure {
    let bare = Problem { mend: None, ..problem.clone() };
    let failure = Failure::person(bare.to_string());
    match &problem.mend {
        Some(mend) => failure.hint(mend),
        None => failure,
    }
}
