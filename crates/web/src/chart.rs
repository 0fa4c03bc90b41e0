//! Charts, drawn from plain numbers. Each comes with a sentence and stands beside a table of the same numbers.

use maud::{Markup, PreEscaped, html};
use std::fmt::Write as _;

/// The size of the drawing, in units of its own; it scales to the column.
const WIDE: f64 = 640.0;
const HIGH: f64 = 330.0;
/// Room for the words at the ends of the axis, and for the dates and marks below.
const TOP: f64 = 34.0;
const BOTTOM: f64 = 94.0;
const SIDE: f64 = 12.0;

/// One line over days: how little the back got in the way.
pub(crate) struct Line<'a> {
    /// What the picture says, for whoever cannot see it.
    pub(crate) sentence: &'a str,
    /// Day, counted from 0, and score from 0 to 10; a high score is drawn low, because up is better.
    pub(crate) days: &'a [(i32, f64)],
    /// The smooth line: a score for each day from the first, `None` where too little is known.
    pub(crate) trend: &'a [Option<f64>],
    /// How many days the chart spans.
    pub(crate) span: i32,
    /// Words at the first and the last day.
    pub(crate) ends: [&'a str; 2],
    /// Days of visits.
    pub(crate) visits: &'a [i32],
    /// Days of flares.
    pub(crate) flares: &'a [i32],
    /// Pauses of the plan: first and last day.
    pub(crate) rests: &'a [(i32, i32)],
}

impl Line<'_> {
    fn x(&self, day: f64) -> f64 {
        SIDE + day / f64::from((self.span - 1).max(1)) * (WIDE - 2.0 * SIDE)
    }

    fn y(score: f64) -> f64 {
        TOP + score / 10.0 * (HIGH - TOP - BOTTOM)
    }

    /// The line as a path, broken where there are no days.
    fn path(&self) -> String {
        let mut path = String::new();
        let mut pen_is_down = false;
        for (day, score) in (0_i32..).zip(self.trend) {
            match score {
                Some(score) => {
                    let letter = if pen_is_down { 'L' } else { 'M' };
                    // Writing to a string cannot go wrong.
                    let _ = write!(path, "{letter}{:.1} {:.1}", self.x(f64::from(day)), Self::y(*score));
                    pen_is_down = true;
                }
                None => pen_is_down = false,
            }
        }
        path
    }

    /// What the marks mean, of those that are there.
    fn key(&self) -> String {
        let marks = [
            (!self.visits.is_empty(), "▲ visit"),
            (!self.flares.is_empty(), "✱ flare"),
            (!self.rests.is_empty(), "▬ pause"),
        ];
        marks.iter().filter(|(there, _)| *there).map(|(_, words)| *words).collect::<Vec<_>>().join("  ")
    }

    /// The drawing.
    pub(crate) fn draw(&self) -> Markup {
        let (bottom, marks) = (Self::y(10.0), HIGH - BOTTOM + 24.0);
        let place = |day: &i32| PreEscaped(format!("{:.1}", self.x(f64::from(*day))));
        html! {
            svg .chart viewBox={ "0 0 " (WIDE) " " (HIGH) } role="img" aria-label=(self.sentence) {
                text .axis x=(SIDE) y="22" { "does not get in my way ↑" }
                line .grid x1=(SIDE) x2=(WIDE - SIDE) y1=(Self::y(0.0)) y2=(Self::y(0.0)) {}
                line .grid x1=(SIDE) x2=(WIDE - SIDE) y1=(Self::y(5.0)) y2=(Self::y(5.0)) {}
                line .grid x1=(SIDE) x2=(WIDE - SIDE) y1=(bottom) y2=(bottom) {}
                @for (day, score) in self.days {
                    circle .day cx=(place(day)) cy={ (PreEscaped(format!("{:.1}", Self::y(*score)))) } r="4" {}
                }
                path .trend d=(self.path()) {}
                @for (from, to) in self.rests {
                    line .pause x1=(place(from)) x2=(PreEscaped(format!("{:.1}", self.x(f64::from(*to)) + 3.0))) y1=(marks + 8.0) y2=(marks + 8.0) {}
                }
                @for day in self.visits { text .mark x=(place(day)) y=(marks) { "▲" } }
                @for day in self.flares { text .mark x=(place(day)) y=(marks) { "✱" } }
                text .axis x=(SIDE) y=(HIGH - 36.0) { (self.ends[0]) }
                text .axis.end x=(WIDE - SIDE) y=(HIGH - 36.0) { (self.ends[1]) }
                text .axis x=(SIDE) y=(HIGH - 6.0) { "gets in my way a lot ↓" }
                text .axis.end x=(WIDE - SIDE) y=(HIGH - 6.0) {
                    (self.key())
                }
            }
        }
    }
}

/// Scores over days as dots on a line, on a scale of their own.
pub(crate) struct Scores<'a> {
    /// What the picture says, for whoever cannot see it.
    pub(crate) sentence: &'a str,
    /// Day, counted from 0, and score.
    pub(crate) points: &'a [(i32, f64)],
    /// The lowest and the highest score there can be.
    pub(crate) range: (f64, f64),
    /// Whether a low score is drawn high, because up is better.
    pub(crate) low_is_up: bool,
    /// Whether up is better at all.
    pub(crate) better: bool,
    /// Words at the first and the last day.
    pub(crate) ends: [&'a str; 2],
}

impl Scores<'_> {
    fn y(&self, score: f64) -> f64 {
        let (low, high) = self.range;
        let share = if high > low { ((score - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        let down = if self.low_is_up { share } else { 1.0 - share };
        TOP + down * (HIGH - TOP - BOTTOM)
    }

    fn x(&self, day: i32) -> f64 {
        let last = self.points.iter().map(|(day, _)| *day).max().unwrap_or_default();
        SIDE + f64::from(day) / f64::from(last.max(1)) * (WIDE - 2.0 * SIDE)
    }

    /// The drawing.
    pub(crate) fn draw(&self) -> Markup {
        let mut path = String::new();
        for (place, (day, score)) in self.points.iter().enumerate() {
            // Writing to a string cannot go wrong.
            let _ = write!(
                path,
                "{}{:.1} {:.1}",
                if place == 0 { 'M' } else { 'L' },
                self.x(*day),
                self.y(*score)
            );
        }
        let (low, high) = self.range;
        let (top, bottom) = if self.low_is_up { (low, high) } else { (high, low) };
        let number = |value: f64| format!("{}", (value * 10.0).round() / 10.0);
        html! {
            svg .chart viewBox={ "0 0 " (WIDE) " " (HIGH) } role="img" aria-label=(self.sentence) {
                text .axis x=(SIDE) y="22" { (number(top)) @if self.better { " (better ↑)" } }
                line .grid x1=(SIDE) x2=(WIDE - SIDE) y1=(TOP) y2=(TOP) {}
                line .grid x1=(SIDE) x2=(WIDE - SIDE) y1=(HIGH - BOTTOM) y2=(HIGH - BOTTOM) {}
                path .trend d=(path) {}
                @for (day, score) in self.points {
                    circle .score cx=(PreEscaped(format!("{:.1}", self.x(*day)))) cy=(PreEscaped(format!("{:.1}", self.y(*score)))) r="6" {}
                }
                text .axis x=(SIDE) y=(HIGH - BOTTOM + 34.0) { (number(bottom)) }
                text .axis x=(SIDE) y=(HIGH - 20.0) { (self.ends[0]) }
                text .axis.end x=(WIDE - SIDE) y=(HIGH - 20.0) { (self.ends[1]) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_is_up_and_a_gap_lifts_the_pen() {
        let trend: Vec<Option<f64>> = (0..45).map(|day| (!(5..40).contains(&day)).then_some(3.0)).collect();
        let line = Line {
            sentence: "s",
            days: &[],
            trend: &trend,
            span: 45,
            ends: ["a", "b"],
            visits: &[],
            flares: &[],
            rests: &[],
        };
        assert_eq!(line.path().matches('M').count(), 2);
        assert!(Line::y(2.0) < Line::y(8.0));
    }
}
