//! Bytes to text that is worth parsing as JSON: the checks that every reader of JSON makes first.

use crate::problem::Problem;

/// More objects and values than any record has: it bounds the memory that a hostile file can ask for.
const MOST_OBJECTS: usize = 1_000_000;
const MOST_VALUES: usize = 8_000_000;

/// The text of a JSON file of at most `largest` bytes; `right` says what to do with a file that is something else.
pub(crate) fn json_text<'b>(
    name: &str,
    bytes: &'b [u8],
    largest: usize,
    right: &str,
) -> Result<&'b str, Problem> {
    let other = |what: &str, mend: &str| Err(Problem::new(name, what).mend(mend));
    if bytes.len() > largest {
        return other(&format!("it is larger than {} million bytes", largest >> 20), right);
    }
    if bytes.starts_with(&[0x1F, 0x8B]) || bytes.starts_with(b"PK\x03\x04") {
        return other("it is packed", "unpack it, then try again");
    }
    let wide = bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || matches!(bytes, [b'{', 0, ..] | [0, b'{', ..]);
    if wide {
        return other("it is text in UTF-16, which is not read", "save it as UTF-8, then try again");
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return other("it is empty", right);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'));
        Problem::new(name, "it is not text in UTF-8").line(line).mend("save it as UTF-8, then try again")
    })?;
    let count = |marks: &[u8]| bytes.iter().filter(|byte| marks.contains(byte)).count();
    if count(b"{") > MOST_OBJECTS || count(b",[:") > MOST_VALUES {
        return other("it has more parts than any record of one person", right);
    }
    Ok(text)
}
