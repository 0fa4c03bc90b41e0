//! `sessions.csv`: one row for each session.

use crate::cell;
use crate::problem::Problems;
use crate::rated::{technique, text};
use crate::table::{Layout, Row, Sheet, Table};
use domain::entry::NrsScore;
use jiff::civil::Date;

/// The columns that are known.
pub(crate) const COLUMNS: &[&str] = &[
    "start",
    "technique",
    "minutes",
    "pain_before",
    "pain_after",
    "assigned",
    "probability",
    "reaction",
    "note",
    "price",
];

const LAYOUT: Layout =
    Layout { what: "a list of sessions", known: COLUMNS, prefix: None, needed: &["start", "technique"] };

/// The longest session, in minutes: a day.
const LONGEST: f64 = 1440.0;

/// One session.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRow {
    /// The line of the file.
    pub line: u64,
    /// The day on which it began.
    pub day: Date,
    /// When it began, as a part of the day by the clock on the wall.
    pub at: Option<f64>,
    /// The technique, by the file's own name.
    pub technique: String,
    /// How long it lasted, in minutes.
    pub minutes: Option<f64>,
    /// Pain now, before it.
    pub before: Option<NrsScore>,
    /// Pain now, after it: never used for the verdict.
    pub after: Option<NrsScore>,
    /// Who decided that it took place.
    pub assigned: Option<Assigned>,
    /// With which probability it was to be drawn.
    pub probability: Option<f64>,
    /// What it cost, in the person's currency.
    pub price: Option<f64>,
    /// A bad reaction.
    pub reaction: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl SessionRow {
    /// A session of which only the day is known.
    pub(crate) fn empty(line: u64, day: Date, technique: String) -> Self {
        Self {
            line,
            day,
            at: None,
            technique,
            minutes: None,
            before: None,
            after: None,
            assigned: None,
            probability: None,
            price: None,
            reaction: None,
            note: None,
        }
    }
}

/// Who decided that a session took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assigned {
    /// Chance drew it.
    Yes,
    /// Chance drew a day without, and the person had one all the same.
    No,
    /// The person chose.
    Free,
}

/// The rows, oldest first, and what their reader has to know.
pub(crate) fn read(sheet: Sheet<'_>) -> Result<(Vec<SessionRow>, Problems), Problems> {
    let table = Table::read(sheet, &LAYOUT)?;
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    for row in table.rows() {
        if let Some(row) = one(row, &mut problems) {
            rows.push(row);
        }
    }
    rows.sort_by(|one: &SessionRow, other| {
        let when = |row: &SessionRow| (row.day, row.at.map(f64::to_bits), row.line);
        when(one).cmp(&when(other))
    });
    let mut warnings = Problems::default();
    table.warnings.iter().cloned().for_each(|warning| warnings.push(warning));
    if problems.is_empty() { Ok((rows, warnings)) } else { Err(problems) }
}

fn one(row: Row<'_>, problems: &mut Problems) -> Option<SessionRow> {
    let mut wrong =
        |column: &str, (what, mend): cell::Wrong| problems.push(row.problem(column, what).mend(mend));
    let start = row.moment("start").map_err(|error| wrong("start", error)).ok();
    let name = technique(row.technique("technique")).map(str::to_owned);
    let name = name.map_err(|what| wrong("technique", (what, "write its name, the same in each row"))).ok();
    let before = cell::score(row.cell("pain_before")).map_err(|error| wrong("pain_before", error));
    let after = cell::score(row.cell("pain_after")).map_err(|error| wrong("pain_after", error));
    let minutes = cell::number(row.cell("minutes")).and_then(|minutes| match minutes {
        Some(minutes) if !(0.0..=LONGEST).contains(&minutes) => {
            Err((format!("{minutes} minutes is not between 0 and {LONGEST}"), "write how long it lasted"))
        }
        minutes => Ok(minutes),
    });
    let minutes = minutes.map_err(|error| wrong("minutes", error));
    let price = cell::number(row.cell("price")).and_then(|price| match price {
        Some(price) if price < 0.0 => Err((format!("{price} is below 0"), "write what it cost")),
        price => Ok(price),
    });
    let price = price.map_err(|error| wrong("price", error));
    let assigned = assigned(row.cell("assigned")).map_err(|error| wrong("assigned", error));
    let probability = probability(row.cell("probability")).map_err(|error| wrong("probability", error));
    let (day, at) = start?;
    Some(SessionRow {
        line: row.line,
        day,
        at,
        technique: name?,
        minutes: minutes.ok()?,
        before: before.ok()?,
        after: after.ok()?,
        assigned: assigned.ok()?,
        probability: probability.ok()?,
        price: price.ok()?,
        reaction: text(row.cell("reaction")),
        note: text(row.cell("note")),
    })
}

fn assigned(cell: &str) -> Result<Option<Assigned>, cell::Wrong> {
    match cell.to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "yes" | "1" | "true" => Ok(Some(Assigned::Yes)),
        "no" | "0" | "false" => Ok(Some(Assigned::No)),
        "free" => Ok(Some(Assigned::Free)),
        _ => {
            let shown = crate::problem::shown(cell);
            Err((format!("`{shown}` is not yes, no or free"), "write yes, no or free, or leave it empty"))
        }
    }
}

/// A probability between 0 and 1.
pub(crate) fn probability(cell: &str) -> Result<Option<f64>, cell::Wrong> {
    match cell::number(cell)? {
        Some(number) if !(0.0..=1.0).contains(&number) => Err((
            format!("{} is not between 0 and 1", crate::problem::shown(cell)),
            "write 0.45 for 45 in 100",
        )),
        number => Ok(number),
    }
}
