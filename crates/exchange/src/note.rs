//! The note back: a text with blanks that a therapist fills in on their own phone, and how it is read again.
//!
//! The code on the brief holds [`TEMPLATE`]. Whoever scans it copies the text into any message or note, fills it in and
//! sends it back, or shows it. It needs no program, no account and no address.

/// The note with its blanks.
pub const TEMPLATE: &str = "MASSAGE NOTE\n\
    Copy this text, fill it in, and send it to your client.\n\
    \n\
    Day:\n\
    Minutes:\n\
    Kind of massage:\n\
    Strongest pressure, 0 to 10:\n\
    Places:\n\
    What I did:\n\
    Advice for home:\n\
    Next visit:\n";

/// The longest note that is read, in letters.
const LONGEST: usize = 8000;

/// A filled note, in the therapist's words.
///
/// ```
/// use exchange::note::{NoteBack, TEMPLATE};
///
/// let filled = TEMPLATE.replace("Minutes:", "Minutes: 60").replace("What I did:", "What I did: long strokes,\nthen holds");
/// let note = NoteBack::read(&filled).unwrap();
/// assert_eq!(note.minutes, "60");
/// assert_eq!(note.did, "long strokes, then holds");
/// assert!(NoteBack::read("See you on Tuesday").is_none());
/// assert!(NoteBack::read(TEMPLATE).is_none(), "nothing is filled in");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteBack {
    /// The day.
    pub day: String,
    /// How many minutes.
    pub minutes: String,
    /// The kind of massage.
    pub kind: String,
    /// The strongest pressure.
    pub pressure: String,
    /// Where the hands were.
    pub places: String,
    /// What was done.
    pub did: String,
    /// What to do at home.
    pub advice: String,
    /// When to come again.
    pub next: String,
}

impl NoteBack {
    /// Reads a filled note. What it cannot place it leaves out; nothing where no blank is filled in.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut note = Self::default();
        let mut open: Option<usize> = None;
        let text: String = text.chars().take(LONGEST).collect();
        for line in text.lines() {
            let found = line.split_once(':').and_then(|(label, words)| Some((label_of(label)?, words)));
            let words = match found {
                Some((field, words)) => {
                    open = Some(field);
                    words
                }
                None => line,
            };
            if let Some(field) = open {
                note.add(field, words);
            }
        }
        (note != Self::default()).then_some(note)
    }

    fn add(&mut self, field: usize, words: &str) {
        let fields = [
            &mut self.day,
            &mut self.minutes,
            &mut self.kind,
            &mut self.pressure,
            &mut self.places,
            &mut self.did,
            &mut self.advice,
            &mut self.next,
        ];
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(field) = fields.into_iter().nth(field).filter(|_| !words.is_empty()) {
            if !field.is_empty() {
                field.push(' ');
            }
            field.push_str(&words);
        }
    }
}

/// Which blank a label belongs to: the place of its line in the template.
fn label_of(label: &str) -> Option<usize> {
    let label = label.trim().trim_start_matches(['>', '*', '-', ' ']);
    let mut labels = TEMPLATE.lines().filter_map(|line| line.strip_suffix(':'));
    labels.position(|known| known.eq_ignore_ascii_case(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_note_that_came_by_mail_is_read() {
        let mail = "Hi Sam\n> DAY: 4 March\n> Minutes:\n> Strongest pressure, 0 to 10: 5\n> Places: low back\nBest, Kim";
        let note = NoteBack::read(mail).unwrap();
        assert_eq!((note.day.as_str(), note.pressure.as_str(), note.minutes.as_str()), ("4 March", "5", ""));
        assert_eq!(note.places, "low back Best, Kim");
    }

    proptest! {
        /// What stands in each blank comes back, whatever it is.
        #[test]
        fn what_was_filled_in_comes_back(did in "[a-z]{1,40}( [a-z]{1,9}){0,5}", junk in "\\PC{0,300}") {
            let filled = format!("{junk}\n{}", TEMPLATE.replace("What I did:", &format!("What I did: {did}")));
            prop_assert_eq!(NoteBack::read(&filled).unwrap().did, did);
        }
    }
}
