//! The lock on the pages, in a file beside the journal: a slow, salted hash of the PIN, and nothing else.
//!
//! It is not in the journal, so no copy, table or record has it. Whoever can remove the file can read the journal too.

use super::given;
use std::fs;
use std::io;
use std::path::Path;

/// The file: how much work, the salt and the hash, in one line.
const FILE: &str = "pages.lock";
/// Two to this power rounds of scrypt for each guess: 32 MB of memory, about 0.1 seconds.
const WORK: u8 = 15;
/// More than this is not done for any file.
const MOST_WORK: u8 = 20;
/// Bytes of the hash.
const LENGTH: usize = 32;

/// Whether there is a lock. Where that cannot be told, there is.
pub(super) fn is_on(folder: &Path) -> bool {
    folder.join(FILE).try_exists().unwrap_or(true)
}

/// Puts a lock on, with 32 bytes that nobody can guess.
pub(super) fn put_on(folder: &Path, pin: &str, salt: [u8; 32]) -> io::Result<()> {
    let hash = hash(pin, &salt, WORK).ok_or_else(|| io::Error::other("the PIN cannot be hashed"))?;
    let line = format!("scrypt {WORK} {} {}\n", hex(&salt), hex(&hash));
    given::whole(&folder.join(FILE), line.as_bytes())
}

/// Takes the lock off; it is no error if there is none. Returns whether there was one.
pub(crate) fn take_off(folder: &Path) -> io::Result<bool> {
    match fs::remove_file(folder.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        removed => removed.map(|()| true),
    }
}

/// Whether a PIN opens the lock. A file that cannot be read opens for nobody.
pub(super) fn opens(folder: &Path, pin: &str) -> bool {
    fs::read_to_string(folder.join(FILE)).ok().and_then(|line| fits(&line, pin)).unwrap_or(false)
}

fn fits(line: &str, pin: &str) -> Option<bool> {
    let mut parts = line.split_whitespace();
    let ("scrypt", work, salt, kept) =
        (parts.next()?, parts.next()?.parse().ok()?, parts.next()?, parts.next()?)
    else {
        return None;
    };
    Some(hex(&hash(pin, &bytes(salt)?, work)?) == kept)
}

fn hash(pin: &str, salt: &[u8], work: u8) -> Option<[u8; LENGTH]> {
    if work > MOST_WORK {
        return None;
    }
    let params = scrypt::Params::new(work, 8, 1, LENGTH).ok()?;
    let mut hash = [0; LENGTH];
    scrypt::scrypt(pin.as_bytes(), salt, &params, &mut hash).ok()?;
    Some(hash)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_opens_with_its_pin_only_until_it_is_taken_off() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        assert!(!is_on(at) && !opens(at, "") && !take_off(at).unwrap());
        put_on(at, "2468", [7; 32]).unwrap();
        assert!(is_on(at) && opens(at, "2468"));
        for other in ["", "2469", "24680", " 2468", "2468 "] {
            assert!(!opens(at, other), "{other:?}");
        }
        put_on(at, "wörter mit ä", [8; 32]).unwrap();
        assert!(opens(at, "wörter mit ä") && !opens(at, "2468"));
        assert!(take_off(at).unwrap() && !is_on(at));
    }

    #[test]
    fn what_is_kept_does_not_tell_the_pin_and_differs_with_the_salt() {
        let folder = tempfile::tempdir().unwrap();
        let kept = |salt| {
            put_on(folder.path(), "2468", salt).unwrap();
            fs::read_to_string(folder.path().join(FILE)).unwrap()
        };
        let (one, other) = (kept([7; 32]), kept([8; 32]));
        assert!(one.starts_with("scrypt 15 0707") && !one.contains("2468"), "{one}");
        assert_ne!(one.split(' ').next_back(), other.split(' ').next_back());
    }

    #[test]
    fn a_file_that_is_not_whole_locks_for_everybody() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["", "scrypt", "scrypt 15 zz zz", "scrypt 99 00 00", "scrypt 15 0é 00", "plain 15 00 00"]
        {
            fs::write(folder.path().join(FILE), text).unwrap();
            assert!(
                is_on(folder.path()) && !opens(folder.path(), "") && !opens(folder.path(), "2468"),
                "{text}"
            );
        }
    }
}
