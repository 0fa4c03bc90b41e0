//! Files locked with a pass-phrase, in the format of `age` (<https://age-encryption.org/v1>).

use exchange::{Problem, archive};

/// The largest locked file that is read, in bytes: an archive of the largest size, also written in letters.
pub(super) const LARGEST: usize = archive::LARGEST + archive::LARGEST / 2;

/// What to do with a file that is not whole.
const ANOTHER: &str = "nothing has changed; take another copy";

#[cfg(feature = "lock")]
mod with_age {
    use super::{ANOTHER, LARGEST, Problem, archive};
    use age::armor::ArmoredReader;
    use age::scrypt::{Identity, Recipient};
    use age::secrecy::SecretString;
    use age::{DecryptError, Decryptor};
    use std::io::Read;

    /// Two to this power rounds of scrypt for each guess: 128 MB of memory, a third of a second of a fast machine.
    const WORK: u8 = 17;
    /// More than this is not done for any file: 1 GB and some seconds. `age` itself asks for 18.
    const MOST_WORK: u8 = 20;

    /// Locks bytes with a pass-phrase.
    pub(in super::super) fn lock(plain: &[u8], phrase: &str) -> Result<Vec<u8>, String> {
        let mut recipient = Recipient::new(SecretString::from(phrase.to_owned()));
        recipient.set_work_factor(WORK);
        age::encrypt(&recipient, plain).map_err(|error| format!("the copy cannot be locked: {error}"))
    }

    /// Unlocks the bytes of a file.
    pub(in super::super) fn unlock(name: &str, locked: &[u8], phrase: &str) -> Result<Vec<u8>, Problem> {
        let problem = |what: &str, mend: &str| Problem::new(name, what).mend(mend);
        if locked.len() > LARGEST {
            return Err(problem("it is larger than a locked copy can be", ANOTHER));
        }
        let refused = |error: DecryptError| match error {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => problem(
                "the pass-phrase does not open it",
                "nothing has changed; try again: large and small letters count",
            ),
            DecryptError::ExcessiveWork { required, .. } => problem(
                &format!("opening it takes more work than is done here (2 to the power of {required})"),
                "nothing has changed; if you trust the file, open it with the program `age`",
            ),
            DecryptError::NoMatchingKeys => problem(
                "it is locked with a key, not with a pass-phrase",
                "nothing has changed; open it with the program `age`, then try again",
            ),
            _ => problem("it is locked, and part of it is lost or was changed", ANOTHER),
        };
        let mut identity = Identity::new(SecretString::from(phrase.to_owned()));
        identity.set_max_work_factor(MOST_WORK);
        let decryptor = Decryptor::new_buffered(ArmoredReader::new(locked)).map_err(refused)?;
        if !decryptor.is_scrypt() {
            return Err(refused(DecryptError::NoMatchingKeys));
        }
        let reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(refused)?;
        let mut plain = Vec::new();
        let most = u64::try_from(archive::LARGEST).unwrap_or(u64::MAX).saturating_add(1);
        reader.take(most).read_to_end(&mut plain).map_err(|error| refused(DecryptError::Io(error)))?;
        Ok(plain)
    }
}

#[cfg(feature = "lock")]
pub(super) use with_age::{lock, unlock};

/// Without the feature nothing is locked.
#[cfg(not(feature = "lock"))]
pub(super) fn lock(_plain: &[u8], _phrase: &str) -> Result<Vec<u8>, String> {
    Err("this program was built without locked copies".to_owned())
}

/// Without the feature nothing is unlocked.
#[cfg(not(feature = "lock"))]
pub(super) fn unlock(name: &str, _locked: &[u8], _phrase: &str) -> Result<Vec<u8>, Problem> {
    let what = "it is locked with a pass-phrase, and this program was built without that";
    Err(Problem::new(name, what).mend("unlock it with the program `age`, then try again"))
}

#[cfg(all(test, feature = "lock"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_locked_opens_with_its_pass_phrase_only() {
        let locked = lock(b"a diary", "correct horse").unwrap();
        assert!(archive::is_locked(&locked));
        assert!(!locked.windows(5).any(|part| part == b"diary"));
        assert_eq!(unlock("a.age", &locked, "correct horse").unwrap(), b"a diary");
        insta::assert_snapshot!(unlock("a.age", &locked, "Correct horse").unwrap_err(), @"a.age: the pass-phrase does not open it. Nothing has changed; try again: large and small letters count");
    }

    #[test]
    fn a_locked_file_that_was_changed_or_cut_off_is_refused() {
        let locked = lock(&vec![7; 200_000], "correct horse").unwrap();
        let mut changed = locked.clone();
        *changed.last_mut().unwrap() ^= 1;
        for bytes in [&changed, &locked[..100_000], &locked[..30], &b"age-encryption.org/v9\n"[..]] {
            let said = unlock("a.age", bytes, "correct horse").unwrap_err().to_string();
            assert!(said.contains("part of it is lost or was changed"), "{said}");
        }
    }

    #[test]
    fn a_file_that_asks_for_much_work_is_refused_at_once() {
        let locked = lock(b"a diary", "correct horse").unwrap();
        let text = String::from_utf8_lossy(&locked);
        assert!(text.lines().nth(1).unwrap().ends_with(" 17"), "{text}");
        let place = locked.windows(4).position(|part| part == b" 17\n").unwrap();
        let hostile = [&locked[..place], b" 62", &locked[place + 3..]].concat();
        insta::assert_snapshot!(unlock("a.age", &hostile, "correct horse").unwrap_err(), @"a.age: opening it takes more work than is done here (2 to the power of 62). Nothing has changed; if you trust the file, open it with the program `age`");
    }

    #[test]
    fn a_file_for_a_key_is_told_from_one_for_a_pass_phrase() {
        let key = age::x25519::Identity::generate();
        let locked = age::encrypt(&key.to_public(), b"a diary").unwrap();
        let said = unlock("a.age", &locked, "correct horse").unwrap_err().to_string();
        assert!(said.contains("it is locked with a key"), "{said}");
    }
}
