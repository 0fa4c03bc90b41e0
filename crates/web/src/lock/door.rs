//! Which browsers may come in while the pages are locked, and how long a wrong try makes everybody wait.
//!
//! It lives as long as the program runs and forgets all of it then. The time is an argument.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// A browser that asks for nothing this long has to unlock again.
const IDLE: SignedDuration = SignedDuration::from_mins(15);
/// So many wrong tries cost nothing: fingers slip.
const FREE: u32 = 3;
/// The longest wait, in seconds. There is no lock-out for good.
const LONGEST_WAIT: u32 = 30;

/// Who may come in, and who tried.
#[derive(Debug, Default)]
pub(crate) struct Door {
    /// The browsers that are in: a digest of what each holds, and when it last asked for something.
    open: Vec<([u8; 32], Timestamp)>,
    wrong: u32,
    last_wrong: Timestamp,
}

impl Door {
    /// Lets a browser in that holds this token.
    pub(crate) fn open(&mut self, token: &str, now: Timestamp) {
        self.wrong = 0;
        self.open.push((digest(token), now));
    }

    /// Whether a browser with this token may come in. If so, it may for another while.
    pub(crate) fn lets_in(&mut self, token: &str, now: Timestamp) -> bool {
        self.open.retain(|(_, seen)| apart(*seen, now) < IDLE);
        let known = self.open.iter_mut().find(|(known, _)| *known == digest(token));
        known.map(|(_, seen)| *seen = now).is_some()
    }

    /// Shuts everybody out.
    pub(crate) fn close(&mut self) {
        self.open.clear();
    }

    /// Somebody tried and was wrong.
    pub(crate) fn note_wrong(&mut self, now: Timestamp) {
        self.wrong = self.wrong.saturating_add(1);
        self.last_wrong = now;
    }

    /// How many seconds are left until the next try.
    pub(crate) fn wait(&self, now: Timestamp) -> i64 {
        let pause = SignedDuration::from_secs(self.wrong.saturating_sub(FREE).min(LONGEST_WAIT).into());
        let left = pause.saturating_sub(apart(self.last_wrong, now)).max(SignedDuration::ZERO);
        left.as_secs() + i64::from(left.subsec_nanos() > 0)
    }
}

/// How far apart two times are. A clock that is set back must neither keep a door open nor shut it for good.
fn apart(one: Timestamp, other: Timestamp) -> SignedDuration {
    one.duration_since(other).abs()
}

/// Kept in place of a token, so that how long a comparison takes tells nothing about one.
fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_browser_is_let_in_until_it_asks_for_nothing_for_15_minutes() {
        let mut door = Door::default();
        door.open("ours", at(0));
        assert!(door.lets_in("ours", at(0)) && !door.lets_in("another", at(0)) && !door.lets_in("", at(0)));
        // Each request gives another 15 minutes.
        for minutes in [14, 28, 42] {
            assert!(door.lets_in("ours", at(minutes * 60)));
        }
        assert!(!door.lets_in("ours", at(57 * 60)));
        assert!(!door.lets_in("ours", at(42 * 60)), "what was let go of stays so");
    }

    #[test]
    fn closing_shuts_all_browsers_out() {
        let mut door = Door::default();
        door.open("one", at(0));
        door.open("two", at(0));
        door.close();
        assert!(!door.lets_in("one", at(1)) && !door.lets_in("two", at(1)));
    }

    #[test]
    fn the_wait_grows_after_the_third_wrong_try_up_to_30_seconds() {
        let mut door = Door::default();
        let waits: Vec<i64> = (0..40)
            .map(|_| {
                door.note_wrong(at(0));
                door.wait(at(0))
            })
            .collect();
        assert_eq!(waits[..6], [0, 0, 0, 1, 2, 3]);
        assert_eq!(waits[32..], [30; 8]);
        assert_eq!((door.wait(at(29)), door.wait(at(30))), (1, 0));
        door.open("ours", at(30));
        door.note_wrong(at(31));
        assert_eq!(door.wait(at(31)), 0, "the right PIN begins anew");
    }

    #[test]
    fn a_clock_that_is_set_back_shuts_nobody_out_for_good_and_lets_nobody_in() {
        let mut door = Door::default();
        door.open("ours", at(0));
        for _ in 0..50 {
            door.note_wrong(at(0));
        }
        assert_eq!(door.wait(at(-3600)), 0);
        assert!(!door.lets_in("ours", at(-3600)));
    }
}
