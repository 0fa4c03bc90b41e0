//! Bytes to an archive, or what is wrong with them. Nothing of a file with a problem is used.

use super::{Archive, FORMAT, Head, LARGEST, VERSION, in_order, lines};
use crate::problem::{Problem, shown};
use domain::entry::{Entry, PersonId};
use serde::Deserialize;
use serde_json::error::Category;
use std::collections::{BTreeMap, BTreeSet};

/// More objects and values than any journal has: it bounds the memory that a hostile file can ask for.
const MOST_OBJECTS: usize = 1_000_000;
const MOST_VALUES: usize = 8_000_000;

/// What to do with a file that is not whole.
const ANOTHER: &str =
    "nothing has changed; take another copy, such as one from the folder `backups` beside your journal";
/// What to do with a file that is something else.
const RIGHT: &str =
    "nothing has changed; check that it is the right file: an archive is made with `backwise backup`";

/// Reads an archive and checks that it is whole: its form, each entry, how many there are, and the checksum.
///
/// `name` is what messages call it. Memory and time are bounded whatever the bytes are.
///
/// # Errors
///
/// [`Problem`]: the first thing that is wrong, with the line where there is one, and how to mend it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Archive, Problem> {
    let file = File { name };
    let text = file.text(bytes)?;
    file.check_version(text)?;
    let Whole { format: _, version: _, created, person, other_ids, counts, checksum, entries } =
        serde_json::from_str(text).map_err(|error| file.wrong(&error, text))?;
    file.check_ids(&entries)?;
    file.check_persons(&entries, person, &other_ids)?;
    let entries = in_order(&entries);
    let lines = lines(&entries).map_err(|error| file.problem(error.to_string(), ANOTHER))?;
    let (head, now) = (Head::of(&entries, &lines), "it is not as it was written");
    if head.counts != counts {
        let (says, has): (u64, u64) = (counts.values().sum(), head.counts.values().sum());
        let what = if says == has {
            format!("{now}: the counts of its entries are others than it says")
        } else {
            format!("{now}: it says that it holds {says} entries, and it holds {has}")
        };
        return Err(file.problem(what, ANOTHER));
    }
    if head.checksum != checksum {
        return Err(file.problem(format!("{now}: the checksum does not fit its entries"), ANOTHER));
    }
    if head.created != created || head.person != person || head.other_ids != other_ids {
        return Err(file.problem(format!("{now}: its head does not fit its entries"), ANOTHER));
    }
    Ok(Archive { name: name.to_owned(), entries })
}

/// Only what says which form the rest has.
#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    version: Option<u64>,
}

/// The whole file. A new version has new fields; this one has exactly these.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[expect(dead_code, reason = "looked at before")]
    format: String,
    #[expect(dead_code, reason = "looked at before")]
    version: u64,
    created: Option<jiff::Timestamp>,
    person: Option<PersonId>,
    #[serde(default)]
    other_ids: BTreeSet<PersonId>,
    counts: BTreeMap<String, u64>,
    checksum: String,
    entries: Vec<Entry>,
}

struct File<'a> {
    name: &'a str,
}

impl File<'_> {
    fn problem(&self, what: impl Into<String>, mend: &str) -> Problem {
        Problem::new(self.name, what).mend(mend)
    }

    /// The text of the file, if it can be one at all.
    fn text<'b>(&self, bytes: &'b [u8]) -> Result<&'b str, Problem> {
        let other = |what: &str, mend: &str| Err(self.problem(what, mend));
        if bytes.len() > LARGEST {
            return other(&format!("it is larger than {} million bytes", LARGEST >> 20), RIGHT);
        }
        if super::is_locked(bytes) {
            return other(
                "it is locked with a pass-phrase",
                "unlock it with the program `age`, then try again",
            );
        }
        if bytes.starts_with(b"SQLite format 3\0") {
            let mend = "nothing has changed; to look into it, copy it to a folder of its own as `journal.db` and use --data DIR";
            return other("it is a journal, not an archive", mend);
        }
        if bytes.starts_with(&[0x1F, 0x8B]) || bytes.starts_with(b"PK\x03\x04") {
            return other("it is packed", "unpack it, then try again");
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return other("it is text in UTF-16, which is not read", "save it as UTF-8, then try again");
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return other("it is empty", ANOTHER);
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'));
            self.problem("it is not text in UTF-8", RIGHT).line(line)
        })?;
        let count = |marks: &[u8]| bytes.iter().filter(|byte| marks.contains(byte)).count();
        let (objects, values) = (count(b"{"), count(b",[:"));
        if objects > MOST_OBJECTS || values > MOST_VALUES {
            return other("it has more parts than a journal can have", RIGHT);
        }
        Ok(text)
    }

    /// Looks at the form before the rest, so that a newer file is not called a damaged one.
    fn check_version(&self, text: &str) -> Result<(), Problem> {
        let form: Form = match serde_json::from_str(text) {
            Ok(form) => form,
            Err(error) if error.is_data() => {
                return Err(self.problem("it is not an archive of Backwise", RIGHT));
            }
            Err(error) => return Err(self.wrong(&error, text)),
        };
        if form.format.as_deref() != Some(FORMAT) {
            return Err(self.problem("it is not an archive of Backwise", RIGHT));
        }
        match form.version {
            Some(VERSION) => Ok(()),
            Some(newer) if newer > VERSION => {
                let what = format!(
                    "it is an archive of version {newer}; this program knows versions up to {VERSION}"
                );
                Err(self.problem(what, "nothing has changed; use the newest Backwise, then try again"))
            }
            _ => Err(self.problem("it does not say which version of an archive it is", ANOTHER)),
        }
    }

    /// What the parser says, in our words.
    fn wrong(&self, error: &serde_json::Error, text: &str) -> Problem {
        let line = u64::try_from(error.line()).unwrap_or_default();
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let (what, mend) = match error.classify() {
            Category::Eof => ("it ends in the middle: part of it is lost".to_owned(), ANOTHER),
            Category::Syntax if said.starts_with("recursion limit") => {
                ("it is nested deeper than any journal is".to_owned(), RIGHT)
            }
            Category::Syntax | Category::Io if !text.trim_start().starts_with('{') => {
                ("it is not an archive of Backwise".to_owned(), RIGHT)
            }
            Category::Syntax | Category::Io => ("it is not JSON from here on".to_owned(), ANOTHER),
            Category::Data => (format!("it is not as it was written: {}", shown_long(said)), ANOTHER),
        };
        self.problem(what, mend).line(line.max(1))
    }

    fn check_ids(&self, entries: &[Entry]) -> Result<(), Problem> {
        let mut seen = BTreeSet::new();
        match entries.iter().find(|entry| !seen.insert(entry.id)) {
            None => Ok(()),
            Some(twice) => Err(self.problem(format!("entry {} is in it twice", twice.id), ANOTHER)),
        }
    }

    /// An entry of somebody else among those of the person would become part of their record.
    fn check_persons(
        &self,
        entries: &[Entry],
        person: Option<PersonId>,
        others: &BTreeSet<PersonId>,
    ) -> Result<(), Problem> {
        let strange = |entry: &&Entry| Some(entry.person) != person && !others.contains(&entry.person);
        match entries.iter().find(strange) {
            None => Ok(()),
            Some(entry) => {
                let what = format!("entry {} belongs to another person than the file says", entry.id);
                Err(self.problem(what, ANOTHER))
            }
        }
    }
}

/// The first words of a message, without marks that would change the terminal.
fn shown_long(text: &str) -> String {
    let words: Vec<String> = text.split(' ').take(16).map(shown).collect();
    words.join(" ")
}
