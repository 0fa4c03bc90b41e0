//! `plan.csv`: one row for each decision that chance took.

use crate::cell;
use crate::problem::Problems;
use crate::rated::{technique, text};
use crate::sat::probability;
use crate::table::{Layout, Row, Sheet, Table};
use jiff::civil::Date;

/// The columns that are known.
pub(crate) const COLUMNS: &[&str] = &["date", "assigned_session", "assigned_technique", "probability"];

const LAYOUT: Layout = Layout {
    what: "a randomised plan",
    known: COLUMNS,
    prefix: None,
    needed: &["date", "assigned_session", "probability"],
};

/// One decision.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionRow {
    /// The line of the file.
    pub line: u64,
    /// The day it was about.
    pub day: Date,
    /// Whether a session was drawn.
    pub session: bool,
    /// The technique that was drawn, by the file's own name; `None` on days without, and where there is only one.
    pub technique: Option<String>,
    /// The probability with which a session was to be drawn.
    pub probability: f64,
}

/// The rows, oldest first, and what their reader has to know.
pub(crate) fn read(sheet: Sheet<'_>) -> Result<(Vec<DecisionRow>, Problems), Problems> {
    let table = Table::read(sheet, &LAYOUT)?;
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    for row in table.rows() {
        if let Some(row) = one(row, &mut problems) {
            rows.push(row);
        }
    }
    rows.sort_by_key(|row: &DecisionRow| (row.day, row.line));
    for pair in rows.windows(2) {
        if let [one, other] = pair
            && one.day == other.day
        {
            let what = format!("{} is there twice, also on line {}", one.day, one.line);
            problems.push(table.problem(what).line(other.line).column("date").mend("keep one of the rows"));
        }
    }
    let mut warnings = Problems::default();
    table.warnings.iter().cloned().for_each(|warning| warnings.push(warning));
    if problems.is_empty() { Ok((rows, warnings)) } else { Err(problems) }
}

fn one(row: Row<'_>, problems: &mut Problems) -> Option<DecisionRow> {
    const CHANCE: &str = "write the probability with which a session was to be drawn, such as 0.45";
    let mut wrong =
        |column: &str, (what, mend): cell::Wrong| problems.push(row.problem(column, what).mend(mend));
    let day = row.day("date").map_err(|error| wrong("date", error)).ok();
    let session = match cell::yes_or_no(row.cell("assigned_session")) {
        Ok(None) => Err(("it is empty".to_owned(), "write 1 for a session and 0 for none")),
        Ok(Some(session)) => Ok(session),
        Err(error) => Err(error),
    };
    let session = session.map_err(|error| wrong("assigned_session", error)).ok();
    let chance = match probability(row.cell("probability")) {
        Ok(None) => Err(("it is empty".to_owned(), CHANCE)),
        Ok(Some(chance)) => Ok(chance),
        Err(error) => Err(error),
    };
    let chance = chance.map_err(|error| wrong("probability", error)).ok();
    let name = text(row.technique("assigned_technique")).filter(|_| session == Some(true));
    if let Some(Err(what)) = name.as_deref().map(technique) {
        wrong("assigned_technique", (what, "write its name, the same in each row"));
    }
    let (session, chance) = (session?, chance?);
    if session && chance <= 0.0 {
        wrong("probability", ("0 cannot be: a session was drawn".to_owned(), CHANCE));
    }
    Some(DecisionRow { line: row.line, day: day?, session, technique: name, probability: chance })
}
