//! `diary.csv`: one row for each day.

use crate::cell;
use crate::problem::{Problems, shown};
use crate::table::{Layout, Row, Sheet, Table};
use domain::entry::NrsScore;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What the columns with counts of sessions begin with.
pub(crate) const SESSIONS: &str = "sessions_";

/// The columns that are known.
pub(crate) const COLUMNS: &[&str] =
    &["date", "pain", "pain_time", "pain_morning", "function", "sleep", "stress", "flare", "change", "note"];

const LAYOUT: Layout = Layout { what: "a diary", known: COLUMNS, prefix: Some(SESSIONS), needed: &["date"] };

/// Most sessions with one technique on one day: one an hour.
const MOST_SESSIONS: u32 = 24;

/// One day of a diary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DiaryRow {
    /// The line of the file.
    pub line: u64,
    /// The day.
    pub day: Date,
    /// Pain now, in the evening.
    pub evening: Option<NrsScore>,
    /// When that was, as a part of the day.
    pub evening_at: Option<f64>,
    /// Pain now, in the morning.
    pub morning: Option<NrsScore>,
    /// How well the day went: higher is better.
    pub function: Option<NrsScore>,
    /// How the night was: higher is better.
    pub sleep: Option<NrsScore>,
    /// How much stress: higher is more.
    pub stress: Option<NrsScore>,
    /// How many sessions, by technique.
    pub sessions: BTreeMap<String, u32>,
    /// Whether it was a flare.
    pub flare: bool,
    /// Something else that began or changed that day.
    pub change: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl DiaryRow {
    /// Whether nothing was answered: the same as no row.
    pub(crate) fn is_empty(&self) -> bool {
        let empty = Self { line: self.line, day: self.day, evening_at: self.evening_at, ..Self::default() };
        *self == empty
    }
}

/// The rows, oldest first, and what their reader has to know.
pub(crate) fn read(sheet: Sheet<'_>) -> Result<(Vec<DiaryRow>, Problems), Problems> {
    let table = Table::read(sheet, &LAYOUT)?;
    let mut problems = Problems::default();
    let techniques: Vec<&str> = table.columns().filter(|name| name.starts_with(SESSIONS)).collect();
    for column in &techniques {
        if let Err(what) = technique(column.strip_prefix(SESSIONS).unwrap_or_default()) {
            problems.push(table.problem(what).line(1).column(*column));
        }
    }
    let mut rows = Vec::new();
    for row in table.rows() {
        if let Some(row) = one(row, &techniques, &mut problems) {
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| (row.day, row.line));
    for pair in rows.windows(2) {
        if let [one, other] = pair
            && one.day == other.day
        {
            let what = format!("{} is there twice, also on line {}", one.day, one.line);
            problems.push(table.problem(what).line(other.line).column("date").mend("keep one of the rows"));
        }
    }
    rows.retain(|row| !row.is_empty());
    let mut warnings = Problems::default();
    table.warnings.iter().cloned().for_each(|warning| warnings.push(warning));
    if problems.is_empty() { Ok((rows, warnings)) } else { Err(problems) }
}

fn one(row: Row<'_>, techniques: &[&str], problems: &mut Problems) -> Option<DiaryRow> {
    let mut wrong =
        |column: &str, (what, mend): cell::Wrong| problems.push(row.problem(column, what).mend(mend));
    // Another diary may write the time beside the day.
    let when = if row.is_foreign() { row.moment("date") } else { row.day("date").map(|day| (day, None)) };
    let when = when.map_err(|error| wrong("date", error)).ok();
    let mut score = |column: &str| {
        cell::score(row.cell(column)).unwrap_or_else(|error| {
            wrong(column, error);
            None
        })
    };
    let mut found = DiaryRow {
        line: row.line,
        evening: score("pain"),
        morning: score("pain_morning"),
        function: score("function"),
        sleep: score("sleep"),
        stress: score("stress"),
        ..DiaryRow::default()
    };
    match cell::clock(row.cell("pain_time")) {
        Ok(time) => found.evening_at = time.or(when.and_then(|(_, time)| time)),
        Err(error) => wrong("pain_time", error),
    }
    match cell::yes_or_no(row.cell("flare")) {
        Ok(flare) => found.flare = flare.unwrap_or(false),
        Err(error) => wrong("flare", error),
    }
    for column in techniques {
        match cell::count(row.cell(column), MOST_SESSIONS) {
            Ok(Some(count)) if count > 0 => {
                found.sessions.insert(column.strip_prefix(SESSIONS).unwrap_or_default().to_owned(), count);
            }
            Ok(_) => {}
            Err(error) => wrong(column, error),
        }
    }
    found.change = text(row.cell("change"));
    found.note = text(row.cell("note"));
    Some(DiaryRow { day: when?.0, ..found })
}

/// What somebody wrote, if anything.
pub(crate) fn text(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| crate::sheets::as_meant(cell).to_owned())
}

/// The longest name of a technique, in letters.
const LONGEST_NAME: usize = 100;

/// Marks that turn the direction of what is written around them: a name with one can look like another.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Checks the name of a technique: it comes back in the answer.
pub(crate) fn technique(name: &str) -> Result<&str, String> {
    if name.is_empty() {
        Err("the technique has no name".to_owned())
    } else if name.chars().count() > LONGEST_NAME {
        Err(format!("the technique `{}` has a name of more than {LONGEST_NAME} letters", shown(name)))
    } else if name.chars().any(|letter| letter.is_control() || turns(letter)) {
        Err(format!("the technique `{}` has marks in its name that cannot be shown", shown(name)))
    } else {
        Ok(name)
    }
}
