//! One page of paper: what stands on it, and where.
//!
//! The therapist brief and the clinician's summary are pages of this kind. [`OnePage::fitted`] makes sure that a page is one
//! page: the type becomes smaller, then parts go that can go, then long lines are cut; and the page says so. The preview, the
//! print, the PDF and the terminal all show the fitted page, so that what is seen is what leaves.
//!
//! Widths come from a table of the font's letters, not from the font: the layout is the same with and without the PDF writer.

mod fit;
mod lay;
mod measure;

pub use fit::SHORTENED;
pub(crate) use lay::{Block, PICTURE_WORDS, Rect, Text};
#[cfg(feature = "pdf")]
pub(crate) use measure::printable;
pub(crate) use measure::width;

use crate::chart::Chart;
use crate::code::Code;
use domain::ids::ZoneId;
use jiff::civil::Date;

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// Countries whose everyday paper is Letter, by the Unicode locale data (`territoryContainment` of paper sizes).
const LETTER: [&str; 19] = [
    "BZ", "CA", "CL", "CO", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE", "GU",
    "VI", "AS",
];

impl Paper {
    /// The name of the setting that keeps it.
    pub const SETTING: &'static str = "paper";
    /// Both.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// The paper that a person chose, or else that of their country, or else A4.
    ///
    /// ```
    /// use exchange::paper::Paper;
    ///
    /// assert_eq!(Paper::of(None, Some("US")), Paper::Letter);
    /// assert_eq!(Paper::of(Some("a4"), Some("US")), Paper::A4);
    /// assert_eq!(Paper::of(Some("usual"), None), Paper::A4);
    /// ```
    #[must_use]
    pub fn of(setting: Option<&str>, country: Option<&str>) -> Self {
        let usual = || country.is_some_and(|country| LETTER.contains(&country));
        setting.and_then(Self::find).unwrap_or_else(|| if usual() { Self::Letter } else { Self::A4 })
    }

    /// The word in settings and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// Finds a paper by [`as_str`](Self::as_str).
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == word)
    }

    /// Width and height in points of 1/72 inch.
    #[must_use]
    pub fn points(self) -> (f64, f64) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// One part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
}

/// What kind of page it is: its title and how it is shortened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kind {
    /// The title.
    pub title: &'static str,
    /// Headings of the parts that have to be seen first; their lines are bold.
    pub loud: &'static [&'static str],
    /// Headings of the parts that may go where there is no room, first to go first.
    pub spare: &'static [&'static str],
    /// Sizes of type to try, largest first, in points.
    pub sizes: &'static [f64],
}

/// A picture on a page. It stands with the part that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// The body with marked zones.
    Body {
        /// The marked zones.
        zones: Vec<ZoneId>,
        /// What it shows, for whoever cannot see it.
        words: String,
    },
    /// A chart.
    Chart(Chart),
}

/// A code to scan, with the words under it.
#[derive(Debug, Clone, PartialEq)]
pub struct ToScan {
    /// What it is called in addresses.
    pub name: &'static str,
    /// What is in it.
    pub text: String,
    /// The side of the printed square with its quiet zone, in millimetres.
    pub side: f64,
    /// What it is.
    pub caption: &'static str,
}

impl ToScan {
    /// The code. It is the dearest part of a page, so it is worked out where it is drawn, and only there.
    #[must_use]
    pub fn code(&self) -> Code {
        Code::of(&self.text).unwrap_or_default()
    }
}

/// What stands on one page, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct OnePage {
    /// Title and rules.
    pub kind: Kind,
    /// The parts. The last says where the page comes from, and never goes.
    pub parts: Vec<Part>,
    /// The picture, with the heading of the part that it belongs to.
    pub picture: Option<(&'static str, Picture)>,
    /// Codes to scan.
    pub codes: Vec<ToScan>,
    /// The day it was made.
    pub made: Date,
}

/// Parts as plain text.
pub(crate) fn text(parts: &[Part]) -> String {
    let part = |part: &Part| format!("{}\n{}\n", part.heading.to_uppercase(), part.lines.join("\n"));
    parts.iter().map(part).collect::<Vec<_>>().join("\n")
}

impl OnePage {
    /// All words of the page, line by line, without those in the picture.
    #[must_use]
    pub fn lines(&self) -> Vec<&str> {
        let parts = self
            .parts
            .iter()
            .flat_map(|part| std::iter::once(part.heading).chain(part.lines.iter().map(String::as_str)));
        let captions = self.codes.iter().map(|code| code.caption);
        std::iter::once(self.kind.title).chain(parts).chain(captions).collect()
    }

    /// The parts as plain text, for a code, a terminal or to read out.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.parts)
    }

    /// Letters that the printed font does not have. In the PDF a sign stands in their place.
    #[must_use]
    pub fn foreign_letters(&self) -> Vec<char> {
        let mut letters: Vec<char> =
            self.lines().concat().chars().filter(|letter| !measure::is_known(*letter)).collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    }
}
