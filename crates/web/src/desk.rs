//! What the machine does for the pages and a browser cannot: lock files, keep copies.

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
}
