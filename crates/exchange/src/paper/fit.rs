//! Making a page fit on one sheet, and saying so.

use super::lay::{Laid, fits, lay};
use super::{OnePage, Paper, Part};

/// What a shortened page says about itself.
pub const SHORTENED: &str = "Shortened to fit on one page.";

/// The most letters of a line and lines of a part, from mild to harsh; the last fits on any paper.
const CUTS: [(usize, usize); 8] =
    [(400, 30), (240, 20), (160, 14), (110, 10), (70, 8), (50, 4), (30, 3), (16, 2)];

impl OnePage {
    /// The page as it fits on one sheet of paper.
    ///
    /// First the type becomes smaller. Then parts go that may go, and then long lines and long lists are cut; the last part
    /// says so. Line breaks and signs that cannot be seen become blanks.
    #[must_use]
    pub fn fitted(mut self, paper: Paper) -> Self {
        for line in self.parts.iter_mut().flat_map(|part| &mut part.lines) {
            *line = plain(line);
        }
        if fits(&self, paper) {
            return self;
        }
        let mut last = None;
        for shorter in self.shorter() {
            if fits(&shorter, paper) {
                return shorter;
            }
            last = Some(shorter);
        }
        last.unwrap_or(self)
    }

    /// Shorter and shorter pages, each of which says that it is short.
    pub(crate) fn shorter(&self) -> impl Iterator<Item = Self> {
        let spare = self.kind.spare;
        let without = (1..=spare.len()).map(|count| (count, (usize::MAX, usize::MAX)));
        let cut = CUTS.into_iter().map(|cut| (spare.len(), cut));
        let steps = without.chain(cut);
        steps.map(move |(gone, cut)| self.shortened(spare.get(..gone).unwrap_or_default(), cut))
    }

    /// The places of everything on the page.
    pub(crate) fn laid(&self, paper: Paper) -> Option<Laid> {
        lay(self, paper)
    }

    fn shortened(&self, gone: &[&str], (letters, lines): (usize, usize)) -> Self {
        let mut page = self.clone();
        page.parts.retain(|part| !gone.contains(&part.heading));
        for part in &mut page.parts {
            shorten(part, letters, lines);
        }
        let last = page.parts.last_mut();
        if let Some(last) = last.filter(|last| !last.lines.iter().any(|line| line == SHORTENED)) {
            last.lines.insert(0, SHORTENED.to_owned());
        }
        page
    }
}

fn shorten(part: &mut Part, letters: usize, lines: usize) {
    let more = part.lines.len().saturating_sub(lines);
    if more > 0 {
        part.lines.truncate(lines.saturating_sub(1));
        part.lines.push(format!("And {} more: ask me.", more + 1));
    }
    for line in &mut part.lines {
        if let Some((end, _)) = line.char_indices().nth(letters) {
            line.truncate(end);
            line.truncate(line.trim_end().len());
            line.push('…');
        }
    }
}

/// Words on one line: blanks for line breaks, and nothing that steers how other letters are shown.
fn plain(words: &str) -> String {
    let steers = |letter: &char| matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let seen: String = words
        .chars()
        .filter(|letter| !steers(letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const KIND: Kind =
        Kind { title: "A page", loud: &["Loud"], spare: &["Spare", "Also spare"], sizes: &[12.0, 10.0, 9.0] };

    fn page(parts: Vec<Part>) -> OnePage {
        OnePage { kind: KIND, parts, picture: None, codes: Vec::new(), made: date(2026, 3, 2) }
    }

    fn part(heading: &'static str, lines: impl IntoIterator<Item = String>) -> Part {
        Part { heading, lines: lines.into_iter().collect() }
    }

    #[test]
    fn a_short_page_stays_as_it_is() {
        let short = page(vec![part("Loud", ["One\nline.".to_owned()]), part("About", ["This.".to_owned()])]);
        let fitted = short.fitted(Paper::A4);
        assert_eq!(fitted.text(), "LOUD\nOne line.\n\nABOUT\nThis.\n");
    }

    #[test]
    fn a_long_page_lets_spare_parts_go_first_and_says_so() {
        let long = page(vec![
            part("Loud", ["Keep this.".to_owned()]),
            part("Spare", (0..80).map(|number| format!("Line {number}"))),
            part("About", ["This.".to_owned()]),
        ]);
        let fitted = long.fitted(Paper::Letter);
        assert_eq!(fitted.text(), "LOUD\nKeep this.\n\nABOUT\nShortened to fit on one page.\nThis.\n");
    }

    #[test]
    fn a_long_list_says_how_many_are_left_out() {
        let long = page(vec![
            part("Loud", (0..400).map(|number| format!("Place {number}"))),
            part("About", ["x".repeat(5000)]),
        ]);
        let fitted = long.fitted(Paper::A4);
        let lines = &fitted.parts[0].lines;
        assert_eq!(lines.len(), 30);
        assert_eq!(lines.last().unwrap(), "And 371 more: ask me.");
        assert!(fitted.parts[1].lines[1].ends_with("x…"));
        assert_eq!(fitted.parts[1].lines[0], SHORTENED);
    }

    proptest! {
        /// Whatever is in it, a page fits on one sheet.
        #[test]
        fn every_page_fits(
            parts in prop::collection::vec(prop::collection::vec("\\PC{0,300}", 0..40), 1..10),
            paper in prop::sample::select(&Paper::ALL),
        ) {
            let headings = ["Loud", "Spare", "Also spare", "A", "B", "C", "D", "E", "F", "About"];
            let parts = parts.into_iter().zip(headings).map(|(lines, heading)| part(heading, lines)).collect();
            let fitted = page(parts).fitted(paper);
            prop_assert!(fits(&fitted, paper));
        }
    }
}
