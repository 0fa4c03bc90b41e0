//! Where everything stands on the page. All lengths are in points of 1/72 inch, from the top left corner.

use super::measure::{rows, width};
use super::{OnePage, Paper, Part, Picture};

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// The white around the page.
const MARGIN: f64 = 15.0 * MM;
/// The column at the right, with the body and the codes.
const ASIDE: f64 = 60.0 * MM;
/// The space between the columns.
const GUTTER: f64 = 8.0 * MM;
/// The highest that the body is drawn.
const BODY: f64 = 88.0 * MM;
/// How high a chart is.
const CHART: f64 = 50.0 * MM;
/// The size of the words in a picture and under a code.
pub(crate) const PICTURE_WORDS: f64 = 8.5;
/// The distance between rows, in sizes of type.
const LEADING: f64 = 1.3;

/// A place on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) wide: f64,
    pub(crate) high: f64,
}

/// Words that belong together, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) rows: Vec<String>,
    /// The left end of the rows.
    pub(crate) left: f64,
    /// The base line of the first row.
    pub(crate) base: f64,
    pub(crate) size: f64,
    pub(crate) bold: bool,
}

impl Text {
    /// The distance between the rows.
    pub(crate) fn leading(&self) -> f64 {
        self.size * LEADING
    }
}

/// A thing on the page, in the order in which it is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Title(Text),
    /// A thin line across the column.
    Rule(Rect),
    Heading(Text),
    Line(Text),
    Item(Text),
    Picture(Rect),
    /// A code by its number, and its caption.
    Code(usize, Rect, Text),
}

/// A page with everything in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Laid {
    pub(crate) blocks: Vec<Block>,
}

/// Lays a page out in the largest type that fits; nothing where none does.
pub(crate) fn lay(page: &OnePage, paper: Paper) -> Option<Laid> {
    page.kind.sizes.iter().find_map(|size| Layer::new(page, paper, *size).lay())
}

/// Whether a page fits in the smallest type.
pub(super) fn fits(page: &OnePage, paper: Paper) -> bool {
    page.kind.sizes.last().is_some_and(|size| Layer::new(page, paper, *size).lay().is_some())
}

struct Layer<'a> {
    page: &'a OnePage,
    size: f64,
    /// The column with the words.
    column: Rect,
    /// Where the column at the right begins, if there is one.
    aside: Option<f64>,
    /// How far down the words are.
    at: f64,
    /// How far down the column at the right is.
    aside_at: f64,
    blocks: Vec<Block>,
}

impl<'a> Layer<'a> {
    fn new(page: &'a OnePage, paper: Paper, size: f64) -> Self {
        let (wide, high) = paper.points();
        let mut column =
            Rect { left: MARGIN, top: MARGIN, wide: wide - 2.0 * MARGIN, high: high - 2.0 * MARGIN };
        let has_aside = matches!(page.picture, Some((_, Picture::Body { .. }))) || !page.codes.is_empty();
        let aside = has_aside.then(|| {
            column.wide -= ASIDE + GUTTER;
            column.left + column.wide + GUTTER
        });
        Self { page, size, column, aside, at: MARGIN, aside_at: MARGIN, blocks: Vec::new() }
    }

    fn lay(mut self) -> Option<Laid> {
        let title = self.text(self.page.kind.title, self.size * 1.75, true, 0.0);
        self.blocks.push(Block::Title(title));
        self.at += self.size * 0.45;
        self.aside_at = self.at;
        let bottom = self.column.top + self.column.high;
        for part in &self.page.parts {
            self.part(part);
            if self.at > bottom {
                return None;
            }
        }
        self.codes();
        (self.at <= bottom && self.aside_at <= bottom).then_some(Laid { blocks: self.blocks })
    }

    fn part(&mut self, part: &Part) {
        self.blocks.push(Block::Rule(Rect { top: self.at, high: 0.0, ..self.column }));
        self.at += self.size * 0.35;
        let heading = self.text(part.heading, self.size * 0.85, true, 0.0);
        self.blocks.push(Block::Heading(heading));
        self.at += self.size * 0.1;
        let loud = self.page.kind.loud.contains(&part.heading);
        match part.lines.as_slice() {
            [line] => {
                let text = self.text(line, self.size, loud, 0.0);
                self.blocks.push(Block::Line(text));
            }
            lines => {
                for line in lines {
                    let text = self.text(line, self.size, loud, self.size);
                    self.blocks.push(Block::Item(text));
                }
            }
        }
        if self.page.picture.as_ref().is_some_and(|(heading, _)| *heading == part.heading) {
            self.picture();
        }
        self.at += self.size * 0.55;
    }

    /// Words in the column, and the way down past them.
    fn text(&mut self, words: &str, size: f64, bold: bool, indent: f64) -> Text {
        let rows = rows(words, bold, size, self.column.wide - indent);
        let count = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let text = Text { rows, left: self.column.left + indent, base: self.at + size, size, bold };
        self.at += count * text.leading();
        text
    }

    fn picture(&mut self) {
        let rect = if let (Some((_, Picture::Body { .. })), Some(left)) = (&self.page.picture, self.aside) {
            let rect = Rect { left, top: self.aside_at, wide: ASIDE, high: BODY };
            self.aside_at += BODY + 5.0 * MM;
            rect
        } else {
            let rect = Rect { top: self.at + 2.0 * MM, high: CHART, ..self.column };
            self.at += CHART + 4.0 * MM;
            rect
        };
        self.blocks.push(Block::Picture(rect));
    }

    /// The codes, under each other at the foot of the column at the right.
    fn codes(&mut self) {
        let Some(left) = self.aside else { return };
        let mut laid = Vec::new();
        let mut at = 0.0;
        for (number, to_scan) in self.page.codes.iter().enumerate() {
            let side = to_scan.side * MM;
            let rect = Rect { left: left + (ASIDE - side) / 2.0, top: at, wide: side, high: side };
            at += side;
            let rows = rows(to_scan.caption, false, PICTURE_WORDS, ASIDE);
            let count = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
            let text = Text { rows, left, base: at + PICTURE_WORDS, size: PICTURE_WORDS, bold: false };
            at += count * text.leading() + 3.0 * MM;
            laid.push((number, rect, text));
        }
        let foot = self.column.top + self.column.high;
        let down = (foot - at).max(self.aside_at);
        self.aside_at = down + at - 3.0 * MM;
        for (number, rect, mut text) in laid {
            text.base += down;
            let widest = text.rows.iter().map(|row| width(row, false, text.size)).fold(0.0, f64::max);
            text.left += (ASIDE - widest).max(0.0) / 2.0;
            self.blocks.push(Block::Code(number, Rect { top: rect.top + down, ..rect }, text));
        }
    }
}
