//! The codes on a brief: its own words, and the note back.

use crate::code::Code;
use crate::note::TEMPLATE;
use crate::paper::{OnePage, ToScan};

/// Said under the code where all words of the page are in it.
const ALL: &str = "Scan for the words of this page. Nothing else is in the code.";
/// Said where the code holds less than the page.
const SHORT: &str = "Scan for the main words of this page. Nothing else is in the code.";
/// Said under the code of the note back.
const NOTE: &str = "After the visit: scan for a note to fill in and send back.";

const WORDS: &str = "words";

/// The sides of the squares with their white, in millimetres. 48 mm make the largest code that is allowed 0.41 mm a square.
const SIDE: f64 = 48.0;
const NOTE_SIDE: f64 = 32.0;

/// The code of a page: its text, or where that is too long, a shorter one.
pub(super) fn of(page: &OnePage) -> Option<ToScan> {
    let to_scan = |text, caption| ToScan { name: WORDS, text, side: SIDE, caption };
    let text = page.text();
    if Code::holds(&text) {
        return Some(to_scan(text, ALL));
    }
    let short = page.shorter().map(|page| page.text()).find(|text| Code::holds(text))?;
    Some(to_scan(short, SHORT))
}

/// The code of the note back.
#[must_use]
pub fn note() -> ToScan {
    ToScan { name: "note", text: TEMPLATE.to_owned(), side: NOTE_SIDE, caption: NOTE }
}

/// The room of a code that is not known yet.
pub(super) fn nothing() -> ToScan {
    ToScan { name: WORDS, text: String::new(), side: SIDE, caption: SHORT }
}
