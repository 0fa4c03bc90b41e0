//! One page as a picture (SVG): the same words in the same places as the PDF, for whoever sends or shows pictures.
//!
//! The letters are those of the device, stretched to the widths of the printed font, so that nothing moves.

use crate::chart::Mark;
use crate::code::QUIET;
use crate::figure::{Marked, sides};
use crate::paper::{Block, OnePage, PICTURE_WORDS, Paper, Picture, Rect, Text, width};
use domain::ids::ZoneId;
use domain::knowledge::body::View;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The greys of the printed page, dark to white.
const BLACK: &str = "#000";
const DARK: &str = "#3c3c3c";
const MIDDLE: &str = "#787878";
const HAIR: &str = "#b0b0b0";
const SHADE: &str = "#cecece";
const PALE: &str = "#e4e4e4";

/// Draws a page that was [fitted](OnePage::fitted) to this paper; nothing where it does not fit.
#[must_use]
pub fn svg(page: &OnePage, paper: Paper) -> Option<String> {
    let laid = page.laid(paper)?;
    let (wide, high) = paper.points();
    let mut picture = Svg(String::new());
    for block in &laid.blocks {
        match block {
            Block::Title(text) | Block::Heading(text) | Block::Line(text) => picture.text(text),
            Block::Item(text) => {
                picture.dot(text.left - text.size * 0.6, text.base - text.size * 0.32, text.size * 0.13);
                picture.text(text);
            }
            Block::Rule(at) => picture.line((at.left, at.top), (at.left + at.wide, at.top), 0.6, HAIR),
            Block::Picture(at) => match &page.picture {
                Some((_, Picture::Body { zones, .. })) => picture.bodies(zones, *at),
                Some((_, Picture::Chart(chart))) => {
                    let marks = chart.marks(at.wide, at.high, PICTURE_WORDS);
                    picture
                        .moved(at.left, at.top, |picture| marks.iter().for_each(|mark| picture.mark(mark)));
                }
                None => {}
            },
            Block::Code(number, at, caption) => {
                if let Some(to_scan) = page.codes.get(*number) {
                    picture.code(&to_scan.code(), *at);
                }
                picture.text(caption);
            }
        }
    }
    let title = escaped(page.kind.title);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}pt\" height=\"{high}pt\" viewBox=\"0 0 {wide} {high}\" \
         role=\"img\" lang=\"en\" font-family=\"'Noto Sans', 'DejaVu Sans', Arial, sans-serif\"><title>{title}</title>\
         <defs><pattern id=\"hatch\" width=\"6.5\" height=\"6.5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"2.6\" height=\"6.5\" fill=\"{DARK}\"/></pattern></defs>\
         <rect width=\"{wide}\" height=\"{high}\" fill=\"#fff\"/>{}</svg>\n",
        picture.0
    ))
}

/// A drawing that grows. Writing to a string cannot go wrong.
struct Svg(String);

impl Svg {
    fn text(&mut self, text: &Text) {
        let mut base = text.base;
        for row in text.rows.iter().filter(|row| !row.is_empty()) {
            self.words(text.left, base, row, text.size, text.bold);
            base += text.leading();
        }
    }

    /// Words on one row, as wide as in print.
    fn words(&mut self, left: f64, base: f64, words: &str, size: f64, bold: bool) {
        let weight = if bold { " font-weight=\"700\"" } else { "" };
        let long = width(words, bold, size);
        let _ = write!(
            self.0,
            "<text x=\"{left:.2}\" y=\"{base:.2}\" font-size=\"{size:.2}\"{weight} textLength=\"{long:.2}\" \
             lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            escaped(words)
        );
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), wide: f64, grey: &str) {
        let _ = write!(
            self.0,
            "<path d=\"M{:.2} {:.2}L{:.2} {:.2}\" stroke=\"{grey}\" stroke-width=\"{wide}\"/>",
            from.0, from.1, to.0, to.1
        );
    }

    fn dot(&mut self, x: f64, y: f64, radius: f64) {
        let _ = write!(self.0, "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius:.2}\"/>");
    }

    fn moved(&mut self, left: f64, top: f64, draw: impl FnOnce(&mut Self)) {
        let _ = write!(self.0, "<g transform=\"translate({left:.2} {top:.2})\">");
        draw(self);
        self.0.push_str("</g>");
    }

    fn outline(&mut self, outline: &str, grey: &str) {
        let _ = write!(self.0, "<path d=\"{outline}\" fill=\"{grey}\"/>");
    }

    fn layer(&mut self, outlines: &[(&str, bool)], grey: &str) {
        for (outline, is_mirrored) in outlines {
            self.outline(outline, grey);
            if *is_mirrored {
                let _ = write!(
                    self.0,
                    "<path d=\"{outline}\" fill=\"{grey}\" transform=\"matrix(-1 0 0 1 400 0)\"/>"
                );
            }
        }
    }

    /// The views with marked places, side by side, each with LEFT and RIGHT.
    fn bodies(&mut self, zones: &[ZoneId], at: Rect) {
        let marked: BTreeSet<ZoneId> = zones.iter().cloned().collect();
        let shown: Vec<Marked> =
            [View::Back, View::Front].into_iter().filter_map(|view| Marked::of(view, &marked)).collect();
        let wide = at.wide / f64::from(u32::try_from(shown.len().max(1)).unwrap_or(1));
        let mut left = at.left;
        for body in &shown {
            self.body(body, Rect { left, wide, ..at });
            left += wide;
        }
    }

    fn body(&mut self, body: &Marked, at: Rect) {
        let [left, top, wide, high] = body.crop;
        let room = PICTURE_WORDS * 1.6;
        let scale = (at.wide * 0.96 / wide).min((at.high - room) / high);
        let from = at.left + (at.wide - wide * scale) / 2.0;
        let [first, second] = sides(body.view);
        self.words(from, at.top + PICTURE_WORDS, first, PICTURE_WORDS, true);
        let end = from + wide * scale - width(second, true, PICTURE_WORDS);
        self.words(end, at.top + PICTURE_WORDS, second, PICTURE_WORDS, true);
        let _ = write!(
            self.0,
            "<svg x=\"{from:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" viewBox=\"{left} {top} {wide} {high}\">",
            at.top + room,
            wide * scale,
            high * scale
        );
        self.outline(body.art.skin, PALE);
        self.layer(&body.art.shade, SHADE);
        self.outline(body.art.hair, HAIR);
        for zone in &body.zones {
            let _ = write!(
                self.0,
                "<path d=\"{}\" fill=\"url(#hatch)\" stroke=\"{BLACK}\" stroke-width=\"2.6\"/>",
                zone.outline
            );
        }
        self.layer(&body.art.lines, MIDDLE);
        self.0.push_str("</svg>");
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Grid(y, from, to) => self.line((*from, *y), (*to, *y), 0.5, HAIR),
            Mark::Line(points) => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
                let _ = write!(
                    self.0,
                    "<polyline points=\"{}\" fill=\"none\" stroke=\"{MIDDLE}\"/>",
                    points.join(" ")
                );
            }
            Mark::Dot(x, y) => self.dot(*x, *y, 1.5),
            Mark::Tick(x, from, to) => self.line((*x, *from), (*x, *to), 1.2, BLACK),
            Mark::Start(x, y, words) => self.words(*x, *y, words, PICTURE_WORDS, false),
            Mark::End(x, y, words) => {
                self.words(x - width(words, false, PICTURE_WORDS), *y, words, PICTURE_WORDS, false);
            }
        }
    }

    fn code(&mut self, code: &crate::code::Code, at: Rect) {
        let side = code.side() + 2 * QUIET;
        let mut dark = String::new();
        for (row, column, long) in code.strokes() {
            let _ = write!(dark, "M{} {}h{long}v1h-{long}z", column + QUIET, row + QUIET);
        }
        let _ = write!(
            self.0,
            "<svg x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" viewBox=\"0 0 {side} {side}\" \
             shape-rendering=\"crispEdges\"><path d=\"{dark}\"/></svg>",
            at.left, at.top, at.wide, at.high
        );
    }
}

/// Words as they stand in XML.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Signs that XML does not have, even escaped.
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Brief;
    use crate::paper::Part;
    use jiff::civil::date;

    #[test]
    fn the_picture_has_all_lines_of_the_page_and_both_codes() {
        let part = |heading, line: &str| Part { heading, lines: vec![line.to_owned()] };
        let parts = vec![
            part("What I want", "Lift <my> child & walk."),
            part("Where it hurts", "Low back, right."),
            part("About this page", &"word ".repeat(40)),
        ];
        let zones = vec!["lumbar_para_lower_r".into()];
        let page = Brief { parts, zones, made: date(2026, 3, 2) }.page(Paper::A4);
        let drawn = svg(&page, Paper::A4).unwrap();
        let rows: Vec<&str> =
            drawn.split("</text>").filter_map(|tag| tag.rsplit_once('>')).map(|(_, row)| row).collect();
        let said = rows.join(" ");
        for line in page.lines() {
            assert!(said.contains(escaped(line.trim()).as_str()), "{line} in {said}");
        }
        assert!(said.contains("LEFT RIGHT"), "{said}");
        assert_eq!(drawn.matches("crispEdges").count(), 2);
        assert!(drawn.contains("url(#hatch)") && drawn.contains("viewBox=\"0 0 595.28 841.89\""));
    }
}
