//! What the machine does for the pages and a browser cannot: lock files and pages, keep copies.

use exchange::Problem;
use journal::Store;

/// What the machine does for the pages. Without one the pages work, and offer less.
pub trait Desk: Send + Sync {
    /// Keeps a copy of the journal before something is added to it from a file. That it cannot be kept stops nothing.
    fn copy_before(&self, store: &Store);

    /// How many bytes are left where the journal lies; `None` where the machine does not say.
    fn space_left(&self) -> Option<u64>;

    /// Locks a file with a pass-phrase.
    ///
    /// # Errors
    ///
    /// What went wrong; the file cannot be locked here.
    fn lock(&self, plain: &[u8], phrase: &str) -> Result<Vec<u8>, String>;

    /// Unlocks a file, which messages call `name`.
    ///
    /// # Errors
    ///
    /// [`Problem`] if the pass-phrase is another one, or the file is not whole.
    fn unlock(&self, name: &str, locked: &[u8], phrase: &str) -> Result<Vec<u8>, Problem>;

    /// Whether the pages are locked with a PIN or a pass-phrase. Where that cannot be told, they are.
    fn has_lock(&self) -> bool;

    /// Whether this PIN or pass-phrase opens the lock. It takes a moment, so that many cannot be tried.
    fn opens_lock(&self, pin: &str) -> bool;

    /// Puts a lock on the pages, or takes it off. It is kept beside the journal and never in it, so that no copy and no
    /// file has it.
    ///
    /// # Errors
    ///
    /// What went wrong; the lock stays as it was.
    fn set_lock(&self, pin: Option<&str>) -> Result<(), String>;
}
