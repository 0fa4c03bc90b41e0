//! One server for one journal: a second copy is sent to the first.

use crate::failure::Failure;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The file that is locked while a server runs. The system lets go of the lock when the program ends, however it ends.
const LOCK: &str = "server.lock";
/// The address of the server that runs, in a file of its own: some systems let nobody read a locked one.
const ADDRESS: &str = "server.address";

/// A second copy waits this often, and this long each time, for the first one to say its address.
const TRIES: u32 = 20;
const BETWEEN: Duration = Duration::from_millis(50);

/// The right to serve the journal in a folder, until this is dropped.
#[derive(Debug)]
pub(super) struct Claim {
    /// Held, never read.
    _lock: File,
    address: PathBuf,
}

impl Claim {
    /// Claims a folder.
    ///
    /// # Errors
    ///
    /// With the address of the first, if another copy serves this folder; or if no file can be made there.
    pub(super) fn take(folder: &Path) -> Result<Self, Failure> {
        let address = folder.join(ADDRESS);
        let path = folder.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path).map_err(|error| {
            Failure::person(format!("the file `{}` cannot be made: {error}", path.display()))
                .hint("choose another place with --data DIR")
        })?;
        match lock.try_lock() {
            Ok(()) => {
                // What a copy left that was killed.
                let _ = fs::remove_file(&address);
                Ok(Self { _lock: lock, address })
            }
            Err(TryLockError::WouldBlock) => Err(taken(&address)),
            // A disk that knows no locks: the journal itself stays safe with two servers.
            Err(TryLockError::Error(_)) => Ok(Self { _lock: lock, address }),
        }
    }

    /// Leaves the address for other copies.
    pub(super) fn tell(&self, address: &str) -> Result<(), Failure> {
        Ok(fs::write(&self.address, address)?)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // If it stays, it is stale without the lock and nobody believes it.
        let _ = fs::remove_file(&self.address);
    }
}

/// What a second copy says.
fn taken(address: &Path) -> Failure {
    let read = || fs::read_to_string(address).ok().filter(|text| !text.is_empty());
    let found = (0..TRIES).find_map(|n| {
        if n > 0 {
            thread::sleep(BETWEEN);
        }
        read()
    });
    match found {
        Some(at) => Failure::person(format!("Backwise already runs with this journal, at {at}"))
            .hint("open that address, or stop the other copy with Ctrl-C where it was started"),
        None => Failure::person("Backwise is being started with this journal by another program")
            .hint("do it again in a moment, or choose another journal with --data DIR"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_claim_names_the_address_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = Claim::take(folder.path()).unwrap();
        first.tell("http://127.0.0.1:7310/").unwrap();
        let failure = Claim::take(folder.path()).unwrap_err();
        assert_eq!(
            failure.to_string(),
            "error: Backwise already runs with this journal, at http://127.0.0.1:7310/\n\n\
             hint: open that address, or stop the other copy with Ctrl-C where it was started"
        );
        assert_eq!(failure.exit_code(), 1);
    }

    #[test]
    fn a_claim_that_was_given_up_can_be_taken() {
        let folder = tempfile::tempdir().unwrap();
        let first = Claim::take(folder.path()).unwrap();
        first.tell("http://127.0.0.1:7310/").unwrap();
        drop(first);
        assert!(!folder.path().join(ADDRESS).exists());
        Claim::take(folder.path()).unwrap();
    }

    #[test]
    fn files_that_a_killed_copy_left_are_no_claim() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(LOCK), "").unwrap();
        fs::write(folder.path().join(ADDRESS), "http://127.0.0.1:7310/").unwrap();
        Claim::take(folder.path()).unwrap();
    }
}
