//! What this machine does for the pages: copies before something is added, and locked files.

use super::{kept, lock};
use crate::store::Store;
use exchange::Problem;
use std::path::PathBuf;
use web::Desk;

/// The desk of the journal in a folder.
pub(crate) struct HereDesk {
    folder: PathBuf,
}

impl HereDesk {
    /// For the journal in `folder`.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}

impl Desk for HereDesk {
    fn copy_before(&self, store: &Store) {
        let _ = kept::before_restore(&self.folder, store);
    }

    fn space_left(&self) -> Option<u64> {
        #[cfg(unix)]
        {
            let disk = rustix::fs::statvfs(&self.folder).ok()?;
            Some(disk.f_bavail.saturating_mul(disk.f_frsize))
        }
        #[cfg(not(unix))]
        None
    }

    fn lock(&self, plain: &[u8], phrase: &str) -> Result<Vec<u8>, String> {
        lock::lock(plain, phrase)
    }

    fn unlock(&self, name: &str, locked: &[u8], phrase: &str) -> Result<Vec<u8>, Problem> {
        lock::unlock(name, locked, phrase)
    }
}
