//! The chart of the clinician's summary: pain by day, with a tick for each session. The page and the print draw the same marks.

/// Pain over days.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What the chart shows, for whoever cannot see it.
    pub sentence: String,
    /// Day, counted from 0, and mean pain from 0 to 10 on that day.
    pub pain: Vec<(i32, f64)>,
    /// Days with a session or a visit.
    pub sessions: Vec<i32>,
    /// How many days the chart spans.
    pub span: i32,
    /// The first and the last day in words.
    pub ends: [String; 2],
}

/// One thing to draw. Lengths are in the unit of the size that [`Chart::marks`] was asked for, from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A line across, at a height, from one place to another.
    Grid(f64, f64, f64),
    /// The pain of days that follow each other.
    Line(Vec<(f64, f64)>),
    /// The pain of a day.
    Dot(f64, f64),
    /// A session: a short line down, at a place, from one height to another.
    Tick(f64, f64, f64),
    /// Words that begin at a place, on a base line.
    Start(f64, f64, String),
    /// Words that end at a place, on a base line.
    End(f64, f64, String),
}

/// Pain at the top of the chart.
const MOST: f64 = 10.0;

impl Chart {
    /// Everything that is drawn on a surface of a size, with words of a size.
    #[must_use]
    pub fn marks(&self, wide: f64, high: f64, words: f64) -> Vec<Mark> {
        let (left, right) = (words * 2.0, wide - words * 0.5);
        let (top, foot) = (words * 1.8, high - words * 3.0);
        let across = |day: i32| left + f64::from(day) / f64::from((self.span - 1).max(1)) * (right - left);
        let down = |pain: f64| foot - pain / MOST * (foot - top);
        let mut marks = vec![Mark::Start(0.0, words, "Pain, 0 to 10".to_owned())];
        for pain in [10, 5, 0] {
            let at = down(f64::from(pain));
            marks.push(Mark::Grid(at, left, right));
            marks.push(Mark::End(left - words * 0.5, at + words * 0.35, pain.to_string()));
        }
        let mut line: Vec<(f64, f64)> = Vec::new();
        let mut before = None;
        for (day, pain) in &self.pain {
            if before.is_some_and(|before| day - before > 1) {
                marks.push(Mark::Line(std::mem::take(&mut line)));
            }
            line.push((across(*day), down(*pain)));
            marks.push(Mark::Dot(across(*day), down(*pain)));
            before = Some(*day);
        }
        marks.push(Mark::Line(line));
        marks.retain(|mark| !matches!(mark, Mark::Line(points) if points.len() < 2));
        let ticks = |day: &i32| Mark::Tick(across(*day), foot + words * 0.4, foot + words * 1.3);
        marks.extend(self.sessions.iter().map(ticks));
        marks.push(Mark::Start(left, high - words * 0.3, self.ends[0].clone()));
        if !self.sessions.is_empty() {
            marks.push(Mark::Start(left + (right - left) * 0.36, high - words * 0.3, TICK.to_owned()));
        }
        marks.push(Mark::End(right, high - words * 0.3, self.ends[1].clone()));
        marks
    }
}

/// What a tick is, where there are sessions.
pub const TICK: &str = "Each tick: a session or visit";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pain_is_higher_and_a_gap_breaks_the_line() {
        let chart = Chart {
            sentence: String::new(),
            pain: vec![(0, 8.0), (1, 2.0), (5, 4.0), (6, 4.0)],
            sessions: vec![3],
            span: 7,
            ends: ["1 Mar".into(), "7 Mar".into()],
        };
        let marks = chart.marks(300.0, 100.0, 8.0);
        let dots: Vec<f64> = marks
            .iter()
            .filter_map(|mark| if let Mark::Dot(_, y) = mark { Some(*y) } else { None })
            .collect();
        assert!(dots[0] < dots[1], "{dots:?}");
        let lines = marks.iter().filter(|mark| matches!(mark, Mark::Line(_))).count();
        assert_eq!(lines, 2);
        assert!(marks.contains(&Mark::Start(0.0, 8.0, "Pain, 0 to 10".into())));
    }
}
