//! The blocks of a page, drawn and tagged.

use super::Fonts;
use super::pen::{Grey, Pen};
use crate::chart::{Chart, Mark};
use crate::code::QUIET;
use crate::figure::{Marked, sides};
use crate::paper::{Block, OnePage, PICTURE_WORDS, Picture, Rect, Text, width};
use domain::ids::ZoneId;
use domain::knowledge::body::View;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagTree,
};
use std::collections::BTreeSet;
use std::num::NonZeroU16;

/// What a screen reader says of a code.
const CODE: &str = "A code to scan. It holds the text that is named under it.";

pub(super) struct Drawing<'a, 'b> {
    pen: Pen<'a, 'b>,
    page: &'a OnePage,
    tags: TagTree,
    /// The list that items are added to.
    list: Option<TagGroup>,
}

impl<'a, 'b> Drawing<'a, 'b> {
    pub(super) fn new(surface: &'a mut Surface<'b>, fonts: &'a Fonts, page: &'a OnePage) -> Self {
        let tags = TagTree::new().with_lang(Some("en".to_owned()));
        Self { pen: Pen { surface, fonts }, page, tags, list: None }
    }

    /// Draws one block and says what it is.
    pub(super) fn block(&mut self, block: &Block) {
        if !matches!(block, Block::Item(_)) {
            self.close_list();
        }
        match block {
            Block::Title(text) => self.heading(text, NonZeroU16::MIN),
            Block::Heading(text) => self.heading(text, NonZeroU16::MIN.saturating_add(1)),
            Block::Line(text) => {
                let words = self.text(text);
                self.add(TagGroup::new(Tag::P), words);
            }
            Block::Item(text) => self.item(text),
            Block::Rule(at) => self.beside(|pen| {
                pen.line((at.left, at.top), (at.left + at.wide, at.top), 0.6, Grey::Hair);
            }),
            Block::Picture(at) => self.picture(*at),
            Block::Code(number, at, caption) => self.code(*number, *at, caption),
        }
    }

    /// What everything is, in the order of reading.
    pub(super) fn finish(mut self) -> TagTree {
        self.close_list();
        self.tags
    }

    fn heading(&mut self, text: &Text, level: NonZeroU16) {
        let words = self.text(text);
        self.add(TagGroup::new(Tag::Hn(level, Some(text.rows.join(" ")))), words);
    }

    fn item(&mut self, text: &Text) {
        let at = (text.left - text.size * 0.6, text.base - text.size * 0.32);
        self.beside(|pen| pen.dot(at.0, at.1, text.size * 0.13));
        let words = self.text(text);
        let mut body = TagGroup::new(Tag::LBody);
        for word in words {
            body.push(word);
        }
        let mut item = TagGroup::new(Tag::LI);
        item.push(body);
        self.list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc))).push(item);
    }

    fn close_list(&mut self) {
        if let Some(list) = self.list.take() {
            self.tags.push(list);
        }
    }

    fn add(&mut self, mut group: TagGroup, words: Vec<Identifier>) {
        for word in words {
            group.push(word);
        }
        self.tags.push(group);
    }

    /// Rows of words. All but the last end with a blank, so that words stay apart for whoever reads without seeing rows.
    fn text(&mut self, text: &Text) -> Vec<Identifier> {
        let mut marked = Vec::new();
        let mut base = text.base;
        for (number, row) in text.rows.iter().enumerate() {
            let is_last = number + 1 == text.rows.len();
            let words = if is_last { row.clone() } else { format!("{row} ") };
            if !row.is_empty() {
                let id = self.pen.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.pen.words(text.left, base, &words, text.size, text.bold);
                self.pen.surface.end_tagged();
                marked.push(id);
            }
            base += text.leading();
        }
        marked
    }

    /// Draws what belongs to the looks only.
    fn beside(&mut self, draw: impl FnOnce(&mut Pen<'_, '_>)) {
        let artifact = Artifact::with_kind(ArtifactType::Layout);
        self.pen.surface.start_tagged(ContentTag::Artifact(artifact));
        draw(&mut self.pen);
        self.pen.surface.end_tagged();
    }

    /// Draws a picture with words for whoever cannot see it.
    fn figure(&mut self, words: &str, draw: impl FnOnce(&mut Pen<'_, '_>)) {
        let id = self.pen.surface.start_tagged(ContentTag::Other);
        draw(&mut self.pen);
        self.pen.surface.end_tagged();
        self.add(TagGroup::new(Tag::Figure(Some(words.to_owned()))), vec![id]);
    }

    fn picture(&mut self, at: Rect) {
        match &self.page.picture {
            Some((_, Picture::Body { zones, words })) => self.figure(words, |pen| bodies(pen, zones, at)),
            Some((_, Picture::Chart(chart))) => {
                self.figure(&chart.sentence, |pen| draw_chart(pen, chart, at));
            }
            None => {}
        }
    }

    fn code(&mut self, number: usize, at: Rect, caption: &Text) {
        let Some(to_scan) = self.page.codes.get(number) else { return };
        self.figure(CODE, |pen| {
            #[expect(clippy::cast_precision_loss, reason = "at most 109 squares")]
            let number = |number: usize| number as f64;
            let code = to_scan.code();
            let step = at.wide / number(code.side() + 2 * QUIET);
            let place = |squares: usize| number(squares + QUIET) * step;
            pen.oblongs(code.strokes().map(|(row, column, long)| {
                [at.left + place(column), at.top + place(row), number(long) * step, step]
            }));
        });
        let words = self.text(caption);
        self.add(TagGroup::new(Tag::P), words);
    }
}

/// The views with marked places, side by side.
fn bodies(pen: &mut Pen<'_, '_>, zones: &[ZoneId], at: Rect) {
    let marked: BTreeSet<ZoneId> = zones.iter().cloned().collect();
    let shown: Vec<Marked> =
        [View::Back, View::Front].into_iter().filter_map(|view| Marked::of(view, &marked)).collect();
    let count = f64::from(u32::try_from(shown.len().max(1)).unwrap_or(1));
    let wide = at.wide / count;
    for (number, body) in shown.iter().enumerate() {
        let left = at.left + wide * f64::from(u32::try_from(number).unwrap_or_default());
        draw_body(pen, body, Rect { left, wide, ..at });
    }
}

fn draw_body(pen: &mut Pen<'_, '_>, body: &Marked, at: Rect) {
    let [left, top, wide, high] = body.crop;
    let room = PICTURE_WORDS * 1.6;
    let scale = (at.wide * 0.96 / wide).min((at.high - room) / high);
    let from = at.left + (at.wide - wide * scale) / 2.0;
    let [first, second] = sides(body.view);
    let base = at.top + PICTURE_WORDS;
    pen.words(from, base, first, PICTURE_WORDS, true);
    let end = from + wide * scale - width(second, true, PICTURE_WORDS);
    pen.words(end, base, second, PICTURE_WORDS, true);
    pen.at(from - left * scale, at.top + room - top * scale, scale, |pen| {
        pen.inside(body.crop, |pen| {
            pen.outline(body.art.skin, Grey::Pale);
            layer(pen, &body.art.shade, Grey::Shade);
            pen.outline(body.art.hair, Grey::Hair);
            for zone in &body.zones {
                pen.hatched(zone.outline);
            }
            layer(pen, &body.art.lines, Grey::Middle);
        });
    });
}

fn layer(pen: &mut Pen<'_, '_>, outlines: &[(&str, bool)], grey: Grey) {
    for (outline, is_mirrored) in outlines {
        pen.outline(outline, grey);
        if *is_mirrored {
            pen.mirrored(|pen| pen.outline(outline, grey));
        }
    }
}

fn draw_chart(pen: &mut Pen<'_, '_>, chart: &Chart, at: Rect) {
    for mark in chart.marks(at.wide, at.high, PICTURE_WORDS) {
        match mark {
            Mark::Grid(y, from, to) => {
                pen.line((at.left + from, at.top + y), (at.left + to, at.top + y), 0.5, Grey::Hair);
            }
            Mark::Line(points) => {
                let points: Vec<_> = points.into_iter().map(|(x, y)| (at.left + x, at.top + y)).collect();
                pen.polyline(&points, 1.0, Grey::Middle);
            }
            Mark::Dot(x, y) => pen.dot(at.left + x, at.top + y, 1.5),
            Mark::Tick(x, from, to) => {
                pen.line((at.left + x, at.top + from), (at.left + x, at.top + to), 1.2, Grey::Black);
            }
            Mark::Start(x, y, words) => {
                pen.words(at.left + x, at.top + y, &words, PICTURE_WORDS, false);
            }
            Mark::End(x, y, words) => {
                let left = at.left + x - width(&words, false, PICTURE_WORDS);
                pen.words(left, at.top + y, &words, PICTURE_WORDS, false);
            }
        }
    }
}
