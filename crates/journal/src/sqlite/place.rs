//! The place on disk where a journal lives, and what can be wrong with it.

use crate::JournalError;
use rusqlite::{ErrorCode, ffi};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The file of a journal and its folder, as absolute paths.
pub(super) struct Place {
    path: PathBuf,
    folder: PathBuf,
}

impl Place {
    /// Checks that there is a file, and makes an empty one if there is none.
    pub(super) fn prepare(path: &Path) -> Result<Self, JournalError> {
        let cannot_open =
            |cause: io::Error| JournalError::CannotOpen { path: path.to_owned(), cause: cause.into() };
        // Absolute, because SQLite gives names like `file:x` and `:memory:` a meaning of their own.
        let path = std::path::absolute(path).map_err(cannot_open)?;
        let Some(folder) = path.parent().map(Path::to_owned) else {
            return Err(JournalError::IsAFolder { path });
        };
        let place = Self { path, folder };
        match fs::metadata(&place.path) {
            Ok(found) if found.is_dir() => return Err(JournalError::IsAFolder { path: place.path }),
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                place.make_file()?;
            }
            Err(error) => return Err(place.io_error(error)),
        }
        Ok(place)
    }

    fn make_file(&self) -> Result<(), JournalError> {
        if !fs::metadata(&self.folder).is_ok_and(|found| found.is_dir()) {
            return Err(JournalError::NoFolder { folder: self.folder.clone() });
        }
        self.check_folder()?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // What a person writes about their body is for their eyes; SQLite gives its helper files the same rights.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&self.path) {
            Ok(_) => Ok(()),
            // Another program was a moment faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(self.read_only_folder()),
            Err(error) => Err(self.io_error(error)),
        }
    }

    /// Refuses a file or a folder that is marked as read-only, even where the mark would not hold the program back.
    pub(super) fn check_writable(&self) -> Result<(), JournalError> {
        let found = fs::metadata(&self.path).map_err(|error| self.io_error(error))?;
        if found.permissions().readonly() {
            return Err(JournalError::ReadOnly { path: self.path.clone() });
        }
        self.check_folder()
    }

    fn check_folder(&self) -> Result<(), JournalError> {
        // On Windows the mark means something else on a folder, and does not keep files out of it.
        let marked =
            cfg!(unix) && fs::metadata(&self.folder).is_ok_and(|found| found.permissions().readonly());
        if marked { Err(self.read_only_folder()) } else { Ok(()) }
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A file that SQLite keeps beside the journal, such as `-wal`.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(suffix);
        name.into()
    }

    fn read_only_folder(&self) -> JournalError {
        JournalError::ReadOnlyFolder { folder: self.folder.clone() }
    }

    /// An error of the file system in our words.
    pub(super) fn io_error(&self, error: io::Error) -> JournalError {
        let path = self.path.clone();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => JournalError::DiskFull { path },
            ErrorKind::ReadOnlyFilesystem => self.read_only_folder(),
            _ => JournalError::CannotOpen { path, cause: error.into() },
        }
    }

    /// An error of SQLite in our words.
    pub(super) fn error(&self, error: rusqlite::Error) -> JournalError {
        let path = self.path.clone();
        let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
        let Some(code) = error.sqlite_error_code() else {
            return JournalError::Unexpected { path, cause: error.into() };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                JournalError::Busy { path }
            }
            ErrorCode::ReadOnly if extended == ffi::SQLITE_READONLY_DBMOVED => JournalError::Moved { path },
            ErrorCode::ReadOnly if extended == ffi::SQLITE_READONLY_DIRECTORY => self.read_only_folder(),
            ErrorCode::ReadOnly => JournalError::ReadOnly { path },
            ErrorCode::DiskFull => JournalError::DiskFull { path },
            ErrorCode::DatabaseCorrupt => JournalError::Damaged { path, cause: error.into() },
            ErrorCode::NotADatabase => JournalError::NotAJournal { path },
            // The file opens and SQLite cannot open what it needs beside it.
            ErrorCode::CannotOpen if File::open(&self.path).is_ok() => self.read_only_folder(),
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                JournalError::CannotOpen { path, cause: error.into() }
            }
            ErrorCode::SystemIoFailure => JournalError::Disk { path, cause: error.into() },
            _ => JournalError::Unexpected { path, cause: error.into() },
        }
    }
}
