//! Bytes to rows of cells: encoding, what separates cells, the header.

use crate::cell::{self, Dates};
use crate::problem::{Problem, Problems, shown};
use jiff::civil::Date;

/// A file: its bytes, and the name that messages call it by.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What messages call it.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// What its columns and techniques are called here, by the file's own names.
    pub names: &'a [(String, String)],
    /// How it writes days.
    pub dates: Dates,
}

impl<'a> Sheet<'a> {
    /// A file.
    #[must_use]
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, names: &[], dates: Dates::Iso }
    }

    /// The same file, with names for its own columns and techniques: `("my pain", "pain")`.
    #[must_use]
    pub fn with_names(self, names: &'a [(String, String)]) -> Self {
        Self { names, ..self }
    }

    /// The same file, with another way to write days.
    #[must_use]
    pub fn with_dates(self, dates: Dates) -> Self {
        Self { dates, ..self }
    }

    /// What a name of the file is called here.
    pub(crate) fn called<'b>(&self, name: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let own = |(own, _): &&(String, String)| own.trim().eq_ignore_ascii_case(name.trim());
        self.names.iter().find(own).map_or(name, |(_, here)| here.as_str())
    }

    /// A problem with this file.
    pub(crate) fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::new(self.name, what)
    }
}

/// The largest file that is read, in bytes: 100 years of days with long notes fit many times.
pub const LARGEST: usize = 64 << 20;
/// More columns than anybody has.
const MOST_COLUMNS: usize = 500;

/// The columns of one kind of file.
pub(crate) struct Layout {
    /// What it holds, such as "a diary".
    pub(crate) what: &'static str,
    /// The columns that are known, by name.
    pub(crate) known: &'static [&'static str],
    /// What further columns may begin with.
    pub(crate) prefix: Option<&'static str>,
    /// Columns that have to be there.
    pub(crate) needed: &'static [&'static str],
}

impl Layout {
    /// The column that a cell of the header names: known ones in lower case.
    fn name(&self, header: &str) -> String {
        let header = header.trim();
        let lower = header.to_ascii_lowercase();
        if self.known.contains(&lower.as_str()) {
            return lower;
        }
        // The prefix in any case, what follows as it is written: it is a name.
        match self.prefix.and_then(|prefix| header.get(..prefix.len()).map(|start| (prefix, start))) {
            Some((prefix, start)) if start.eq_ignore_ascii_case(prefix) => {
                format!("{prefix}{}", header.get(prefix.len()..).unwrap_or_default().trim())
            }
            _ => header.to_owned(),
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.known.contains(&name) || self.prefix.is_some_and(|prefix| name.starts_with(prefix))
    }
}

/// Rows of cells under a header.
pub(crate) struct Table<'a> {
    sheet: Sheet<'a>,
    columns: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
    /// What its reader has to know.
    pub(crate) warnings: Vec<Problem>,
}

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table<'a>,
    /// The line on which it begins.
    pub(crate) line: u64,
    cells: &'a csv::StringRecord,
}

impl<'a> Table<'a> {
    /// Reads a file of this layout.
    ///
    /// # Errors
    ///
    /// All that is wrong with its form: its encoding, its header, the number of cells of its rows.
    pub(crate) fn read(sheet: Sheet<'a>, layout: &Layout) -> Result<Self, Problems> {
        let text = text(sheet)?;
        let header = header(text);
        if header.trim().is_empty() {
            let mend = format!("its first line names the columns, such as {}", layout.known.join(","));
            return Err(sheet.problem("it is empty").mend(mend).into());
        }
        let separator = separator(sheet, header, layout)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let columns = match records.next() {
            Some(Ok(record)) => record.iter().map(|cell| layout.name(sheet.called(cell))).collect(),
            _ => Vec::new(),
        };
        let mut table = Self { sheet, columns, rows: Vec::new(), warnings: Vec::new() };
        table.check_columns(layout)?;
        let mut problems = Problems::default();
        for record in records {
            let Ok(record) = record else {
                return Err(sheet.problem("it is not a table of cells").into());
            };
            // Rows of nothing but separators are how spreadsheets write empty rows.
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            match table.check_width(&record, separator) {
                Ok(()) => table.rows.push((line, record)),
                Err(problem) => problems.push(problem.line(line)),
            }
        }
        // A quotation mark that is not closed swallows the rest of the file.
        if let Some((line, last)) = table.rows.last()
            && last.iter().next_back().is_some_and(|cell| cell.contains('\n'))
            && !text.trim_end().ends_with('"')
        {
            let problem = sheet.problem("a quotation mark is not closed").line(*line);
            problems.push(problem.mend("close it, or take it away"));
        }
        if problems.is_empty() { Ok(table) } else { Err(problems) }
    }

    /// A problem with this file.
    pub(crate) fn problem(&self, what: impl Into<String>) -> Problem {
        self.sheet.problem(what)
    }

    /// The columns, by name.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    /// The rows that hold anything, in order.
    pub(crate) fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(move |(line, cells)| Row { table: self, line: *line, cells })
    }

    fn check_columns(&mut self, layout: &Layout) -> Result<(), Problems> {
        let mut problems = Problems::default();
        if self.columns.len() > MOST_COLUMNS {
            let count = self.columns.len();
            return Err(self.problem(format!("it has {count} columns: it is not {}", layout.what)).into());
        }
        for needed in layout.needed {
            if !self.columns().any(|name| name == *needed) {
                let mend = match domain::nearest(needed, self.columns().filter(|name| !layout.knows(name))) {
                    Some(near) => format!("rename the column `{}` to `{needed}`", shown(near)),
                    None => format!("{} has the columns {}", layout.what, layout.known.join(", ")),
                };
                problems.push(self.problem(format!("it has no column `{needed}`")).line(1).mend(mend));
            }
        }
        for (place, name) in self.columns.iter().enumerate() {
            if name.is_empty() {
                let filled = "a column has no name: it is passed over";
                self.warnings.push(self.sheet.problem(filled).line(1));
            } else if !layout.knows(name) {
                let known = layout.known.iter().copied().chain(layout.prefix);
                let warning = self.sheet.problem("this column is not known: it is passed over");
                let warning = match domain::nearest(&name.to_ascii_lowercase(), known) {
                    Some(near) => warning.mend(format!("did you mean `{near}`?")),
                    None => warning,
                };
                self.warnings.push(warning.line(1).column(name.as_str()));
            } else if self.columns.iter().take(place).any(|before| before == name) {
                let problem = self.sheet.problem("this column is there twice").mend("keep one of them");
                problems.push(problem.line(1).column(name.as_str()));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// A row has a cell for each column; empty cells beyond them do no harm.
    fn check_width(&self, record: &csv::StringRecord, separator: u8) -> Result<(), Problem> {
        let (has, wants) = (record.len(), self.columns.len());
        let beyond = record.iter().skip(wants).any(|cell| !cell.trim().is_empty());
        if has >= wants && !beyond {
            return Ok(());
        }
        let cells = if has == 1 { "cell" } else { "cells" };
        let problem = self.problem(format!("the row has {has} {cells}, and the header {wants}"));
        Err(if has < wants {
            problem.mend("if the file is not cut off, keep what separates the cells, and leave them empty")
        } else if separator == b',' {
            problem.mend("put a note with a comma in quotation marks, or separate the cells with `;`")
        } else {
            problem.mend(format!("put a note with `{}` in quotation marks", char::from(separator)))
        })
    }
}

impl<'a> Row<'a> {
    /// A cell without white space around it; empty where the column is not there.
    pub(crate) fn cell(&self, column: &str) -> &'a str {
        let place = self.table.columns.iter().position(|name| name == column);
        place.and_then(|place| self.cells.get(place)).unwrap_or_default().trim()
    }

    /// The day in a cell.
    pub(crate) fn day(&self, column: &str) -> Result<Date, cell::Wrong> {
        cell::day_as(self.cell(column), self.table.sheet.dates)
    }

    /// The day in a cell, and the time if there is one.
    pub(crate) fn moment(&self, column: &str) -> Result<(Date, Option<f64>), cell::Wrong> {
        cell::moment_as(self.cell(column), self.table.sheet.dates)
    }

    /// Whether the file is one of another program, which may write times beside days.
    pub(crate) fn is_foreign(&self) -> bool {
        self.table.sheet.dates != Dates::Iso
    }

    /// The technique that a cell names, as it is called here.
    pub(crate) fn technique(&self, column: &str) -> &'a str {
        self.table.sheet.called(crate::sheets::as_meant(self.cell(column)))
    }

    /// A problem with a cell.
    pub(crate) fn problem(&self, column: &str, what: impl Into<String>) -> Problem {
        self.table.problem(what).line(self.line).column(column)
    }
}

/// The text of a file, without the mark that some programs begin it with.
fn text(sheet: Sheet<'_>) -> Result<&str, Problem> {
    let bytes = sheet.bytes;
    let as_csv = "save it as CSV in UTF-8";
    if bytes.len() > LARGEST {
        let what = format!("it is larger than {} million bytes", LARGEST >> 20);
        return Err(sheet.problem(what).mend("check that it is the right file"));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(sheet.problem("it is text in UTF-16, which is not read").mend(as_csv));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(sheet.problem("it is a workbook or an archive, not CSV").mend(as_csv));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line_of = |place: usize| {
        let before = bytes.get(..place).unwrap_or_default();
        before.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'))
    };
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(sheet.problem("it holds bytes that are in no text").line(line_of(place)).mend(as_csv));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        sheet.problem("it is not text in UTF-8").line(line_of(error.valid_up_to())).mend(as_csv)
    })
}

/// The first line that holds anything.
pub(crate) fn header(text: &str) -> &str {
    text.split(['\n', '\r']).find(|line| !line.is_empty()).unwrap_or_default()
}

/// What separates cells: the mark in the header; of several marks the one that makes most of its words known columns.
fn separator(sheet: Sheet<'_>, header: &str, layout: &Layout) -> Result<u8, Problem> {
    let known = |mark: u8| {
        let words = header.split(char::from(mark)).map(|word| word.trim().trim_matches('"'));
        words.filter(|word| layout.knows(&layout.name(sheet.called(word)))).count()
    };
    let there = |mark: &u8| header.contains(char::from(*mark));
    let mut marks: Vec<(usize, u8)> =
        [b',', b';', b'\t'].into_iter().filter(there).map(|mark| (known(mark), mark)).collect();
    marks.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
    match marks.as_slice() {
        [(one, _), (other, _), ..] if one == other && *one > 0 => {
            let what = "it is not clear what separates the cells";
            Err(sheet.problem(what).line(1).mend("separate them with `,` or with `;`, not with both"))
        }
        [(1.., mark), ..] => Ok(*mark),
        [] if layout.knows(&layout.name(sheet.called(header.trim_matches('"')))) => Ok(b','),
        _ => {
            let what = format!("its first line names no column of {}", layout.what);
            let mend = format!("begin the file with a line such as {}", layout.known.join(","));
            Err(sheet.problem(what).line(1).mend(mend))
        }
    }
}
