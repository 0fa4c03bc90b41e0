//! What this machine does for the pages: copies before something is added, locked files and locked pages.

use super::{kept, lock, pages};
use crate::store::{Machine, Store};
use exchange::Problem;
use journal::Source;
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

    fn has_lock(&self) -> bool {
        pages::is_on(&self.folder)
    }

    fn opens_lock(&self, pin: &str) -> bool {
        pages::opens(&self.folder, pin)
    }

    fn set_lock(&self, pin: Option<&str>) -> Result<(), String> {
        let done = match pin {
            Some(pin) => pages::put_on(&self.folder, pin, Machine { today: None }.random()),
            None => pages::take_off(&self.folder).map(|_| ()),
        };
        done.map_err(|error| format!("the lock of the pages cannot be changed: {error}"))
    }
}
