//! One page as a PDF: tagged, with its fonts in it, the same bytes each time.
//!
//! It follows PDF/UA-1 and PDF/A-2a as far as the writer checks them: a title, a language, headings, lists and pictures with
//! words for whoever cannot see them; no scripts, no links, nothing fetched. Why this writer and this font:
//! `docs/decisions/004-pdf.md`.

mod draw;
mod pen;
#[cfg(test)]
mod tests;

use crate::paper::{OnePage, Paper, printable};
use draw::Drawing;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::text::Font;
use krilla::{Document, SerializeSettings};

/// Why a page cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the PDF cannot be written: {0}")]
pub struct Unwritable(String);

/// The fonts of the printed pages.
static PLAIN: &[u8] = include_bytes!("../../assets/font/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../assets/font/NotoSans-Bold.ttf");

struct Fonts {
    plain: Font,
    bold: Font,
}

impl Fonts {
    fn load() -> Result<Self, Unwritable> {
        let load = |bytes: &'static [u8]| {
            Font::new(bytes.into(), 0).ok_or_else(|| Unwritable("the font cannot be read".to_owned()))
        };
        Ok(Self { plain: load(PLAIN)?, bold: load(BOLD)? })
    }
}

/// Writes a page that was [fitted](OnePage::fitted) to this paper.
///
/// # Errors
///
/// [`Unwritable`] if the page does not fit, or the writer finds that it breaks a rule of the standards it follows.
pub fn write(page: &OnePage, paper: Paper) -> Result<Vec<u8>, Unwritable> {
    let ours = |why: &dyn std::fmt::Debug| Unwritable(format!("{why:?}"));
    let laid = page.laid(paper).ok_or_else(|| Unwritable("it does not fit on one page".to_owned()))?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| ours(&error))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let (wide, high) = paper.points();
    let size = PageSettings::from_wh(pen::short(wide), pen::short(high))
        .ok_or_else(|| Unwritable("the paper has no size".to_owned()))?;
    let fonts = Fonts::load()?;
    let mut sheet = document.start_page_with(size);
    let mut surface = sheet.surface();
    let mut drawing = Drawing::new(&mut surface, &fonts, page);
    for block in &laid.blocks {
        drawing.block(block);
    }
    let tags = drawing.finish();
    surface.finish();
    sheet.finish();
    document.set_tag_tree(tags);
    document.set_metadata(metadata(page));
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(page.kind.title.to_owned(), top));
    document.set_outline(outline);
    document.finish().map_err(|error| ours(&error))
}

fn metadata(page: &OnePage) -> Metadata {
    let day = page.made;
    let number = |number: i8| u8::try_from(number).unwrap_or(1);
    let made = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(number(day.month()))
        .day(number(day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(printable(page.kind.title))
        .language("en".to_owned())
        .creator("Backwise".to_owned())
        .creation_date(made)
}
