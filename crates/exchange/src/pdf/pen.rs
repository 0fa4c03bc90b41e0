//! Lines, areas and words on the surface of a page.

use super::Fonts;
use crate::paper::printable;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::text::TextDirection;
use kurbo::{BezPath, PathEl};

/// Shades of grey, dark to white, so that a black and white printer shows them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Grey {
    Black = 0,
    Dark = 60,
    Middle = 120,
    Hair = 176,
    Shade = 206,
    Pale = 228,
}

/// A length as the writer wants it. Lengths of a page are far inside what it holds.
#[expect(clippy::cast_possible_truncation, reason = "lengths of a page")]
pub(super) fn short(length: f64) -> f32 {
    length as f32
}

/// A surface to draw on.
pub(super) struct Pen<'a, 'b> {
    pub(super) surface: &'a mut Surface<'b>,
    pub(super) fonts: &'a Fonts,
}

impl Pen<'_, '_> {
    /// Words on one row, from a place on the base line.
    pub(super) fn words(&mut self, left: f64, base: f64, words: &str, size: f64, bold: bool) {
        let font = if bold { &self.fonts.bold } else { &self.fonts.plain };
        self.fill(Grey::Black);
        let at = Point::from_xy(short(left), short(base));
        let words = printable(words);
        self.surface.draw_text(at, font.clone(), short(size), &words, false, TextDirection::LeftToRight);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), wide: f64, grey: Grey) {
        self.polyline(&[from, to], wide, grey);
    }

    /// A line through points.
    pub(super) fn polyline(&mut self, points: &[(f64, f64)], wide: f64, grey: Grey) {
        let mut path = PathBuilder::new();
        for (number, (x, y)) in points.iter().enumerate() {
            if number == 0 {
                path.move_to(short(*x), short(*y));
            } else {
                path.line_to(short(*x), short(*y));
            }
        }
        if let Some(path) = path.finish() {
            self.stroke(&path, wide, grey);
        }
    }

    /// A filled circle.
    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64) {
        let circle = kurbo::Circle::new((x, y), radius);
        if let Some(path) = path(&kurbo::Shape::to_path(&circle, 0.01)) {
            self.area(&path, Grey::Black);
        }
    }

    /// Filled squares and oblongs: left, top, width, height.
    pub(super) fn oblongs(&mut self, oblongs: impl Iterator<Item = [f64; 4]>) {
        let mut path = PathBuilder::new();
        for [left, top, wide, high] in oblongs {
            if let Some(rect) = Rect::from_xywh(short(left), short(top), short(wide), short(high)) {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.area(&path, Grey::Black);
        }
    }

    /// A filled outline of the artwork.
    pub(super) fn outline(&mut self, outline: &str, grey: Grey) {
        if let Some(path) = artwork(outline) {
            self.area(&path, grey);
        }
    }

    /// A marked place: hatched, with a dark edge, so that it shows in black and white.
    pub(super) fn hatched(&mut self, outline: &str) {
        let Ok(shape) = BezPath::from_svg(outline) else { return };
        let Some(path) = path(&shape) else { return };
        let bounds = kurbo::Shape::bounding_box(&shape);
        self.surface.push_clip_path(&path, &FillRule::NonZero);
        let (step, high) = (6.5, bounds.height());
        let mut at = bounds.x0 - high;
        while at < bounds.x1 {
            self.line((at, bounds.y1), (at + high, bounds.y0), 2.6, Grey::Dark);
            at += step;
        }
        self.surface.pop();
        self.stroke(&path, 2.6, Grey::Black);
    }

    /// Draws something at another place and scale.
    pub(super) fn at(&mut self, left: f64, top: f64, scale: f64, draw: impl FnOnce(&mut Self)) {
        let scale = short(scale);
        self.moved(Transform::from_row(scale, 0.0, 0.0, scale, short(left), short(top)), draw);
    }

    /// Draws something as in a mirror that stands at x = 200.
    pub(super) fn mirrored(&mut self, draw: impl FnOnce(&mut Self)) {
        self.moved(Transform::from_row(-1.0, 0.0, 0.0, 1.0, 400.0, 0.0), draw);
    }

    /// Draws only what lies in an oblong: left, top, width, height.
    pub(super) fn inside(&mut self, [left, top, wide, high]: [f64; 4], draw: impl FnOnce(&mut Self)) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(short(left), short(top), short(wide), short(high)) {
            path.push_rect(rect);
        }
        let Some(path) = path.finish() else { return };
        self.surface.push_clip_path(&path, &FillRule::NonZero);
        draw(self);
        self.surface.pop();
    }

    fn moved(&mut self, transform: Transform, draw: impl FnOnce(&mut Self)) {
        self.surface.push_transform(&transform);
        draw(self);
        self.surface.pop();
    }

    fn area(&mut self, path: &Path, grey: Grey) {
        self.fill(grey);
        self.surface.draw_path(path);
    }

    fn fill(&mut self, grey: Grey) {
        self.surface.set_stroke(None);
        let paint = luma::Color::new(grey as u8).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
    }

    fn stroke(&mut self, path: &Path, wide: f64, grey: Grey) {
        self.surface.set_fill(None);
        let paint = luma::Color::new(grey as u8).into();
        self.surface.set_stroke(Some(Stroke { paint, width: short(wide), ..Stroke::default() }));
        self.surface.draw_path(path);
    }
}

/// An outline of the artwork; nothing where it cannot be read, which a test rules out.
fn artwork(outline: &str) -> Option<Path> {
    path(&BezPath::from_svg(outline).ok()?)
}

fn path(shape: &BezPath) -> Option<Path> {
    let mut path = PathBuilder::new();
    for element in shape.elements() {
        match *element {
            PathEl::MoveTo(to) => path.move_to(short(to.x), short(to.y)),
            PathEl::LineTo(to) => path.line_to(short(to.x), short(to.y)),
            PathEl::QuadTo(by, to) => path.quad_to(short(by.x), short(by.y), short(to.x), short(to.y)),
            PathEl::CurveTo(one, two, to) => path.cubic_to(
                short(one.x),
                short(one.y),
                short(two.x),
                short(two.y),
                short(to.x),
                short(to.y),
            ),
            PathEl::ClosePath => path.close(),
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::art;
    use domain::knowledge::body::View;

    #[test]
    fn all_artwork_can_be_drawn() {
        for view in [View::Back, View::Front] {
            let art = art(view);
            let layers = art.shade.iter().chain(&art.lines).map(|(outline, _)| *outline);
            let zones = art.zones.iter().map(|zone| zone.outline);
            for outline in [art.skin, art.hair].into_iter().chain(layers).chain(zones) {
                assert!(artwork(outline).is_some(), "{outline}");
            }
        }
    }
}
