//! Files of this or another program, made ready to be taken in: encoding, what each file holds, how it writes days.

use super::as_meant;
use crate::cell::Dates;
use crate::diary::{Given, Tables};
use crate::problem::{Problem, Problems, shown};
use crate::table::{LARGEST, Sheet, header};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Days.
    Diary,
    /// Sessions.
    Sessions,
    /// What chance decided.
    Plan,
}

impl Holds {
    const ALL: [Self; 3] = [Self::Diary, Self::Sessions, Self::Plan];

    /// The columns that such a file can have here; `sessions_` may be followed by the name of a technique.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Diary => crate::rated::COLUMNS,
            Self::Sessions => crate::sat::COLUMNS,
            Self::Plan => crate::decided::COLUMNS,
        }
    }

    /// The file as messages call it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Diary => "a diary",
            Self::Sessions => "a list of sessions",
            Self::Plan => "a randomised plan",
        }
    }

    /// The column that says when.
    fn when(self) -> &'static str {
        if self == Self::Sessions { "start" } else { "date" }
    }

    /// What a header is most likely of.
    fn of(header: &[String]) -> Self {
        let has = |column: &str| header.iter().any(|name| name.eq_ignore_ascii_case(column));
        if has("assigned_session") {
            Self::Plan
        } else if has("start") || (has("technique") && !has("pain")) {
            Self::Sessions
        } else {
            Self::Diary
        }
    }
}

/// A column of a file that was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its own name.
    pub name: String,
    /// What it is called here, if that is known or was said.
    pub here: Option<String>,
    /// What it could be, by its name.
    pub guess: Option<&'static str>,
    /// Some of its cells.
    pub cells: Vec<String>,
}

/// One file, as text.
#[derive(Debug, Clone)]
struct File {
    name: String,
    text: String,
    holds: Holds,
    dates: Dates,
}

/// The files of one diary, ready to be read.
///
/// ```
/// use exchange::sheets::Brought;
///
/// let german = b"Datum;Schmerz\n14.3.2026;6\n15.3.2026;5\n".to_vec();
/// let names = [("Datum", "date"), ("Schmerz", "pain")].map(|(one, other)| (one.into(), other.into()));
/// let brought = Brought::new(vec![("mine.csv".into(), german)], names.into(), None)?;
/// let tables = brought.read()?;
/// assert_eq!(tables.days.len(), 2);
/// # Ok::<(), exchange::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct Brought {
    files: Vec<File>,
    names: Vec<(String, String)>,
    notes: Vec<Problem>,
}

impl Brought {
    /// Takes files with their names. `names` says what their own columns and techniques are called here; `dates` how they
    /// write days, where that is known.
    ///
    /// # Errors
    ///
    /// [`Problems`] if a file is no text, two files hold the same, or it is not clear how days are written.
    pub fn new(
        files: Vec<(String, Vec<u8>)>,
        names: Vec<(String, String)>,
        dates: Option<Dates>,
    ) -> Result<Self, Problems> {
        let mut brought = Self { files: Vec::new(), names, notes: Vec::new() };
        let mut problems = Problems::default();
        for (name, bytes) in files {
            match brought.file(name, &bytes, dates) {
                Ok(file) => brought.files.push(file),
                Err(problem) => problems.push(problem),
            }
        }
        for holds in Holds::ALL {
            let mut same = brought.files.iter().filter(|file| file.holds == holds);
            if let (Some(one), Some(other)) = (same.next(), same.next()) {
                let what = format!("it holds {}, and so does {}", holds.words(), one.name);
                problems.push(Problem::new(&other.name, what).mend("bring one of them at a time"));
            }
        }
        if problems.is_empty() { Ok(brought) } else { Err(problems) }
    }

    fn file(&mut self, name: String, bytes: &[u8], dates: Option<Dates>) -> Result<File, Problem> {
        let (text, note) = decode(&name, bytes)?;
        self.notes.extend(note);
        let rows = Rows::of(&text);
        let here: Vec<String> = rows.header.iter().map(|cell| self.called(cell)).collect();
        let holds = Holds::of(&here);
        let place = here.iter().position(|cell| cell.eq_ignore_ascii_case(holds.when()));
        let days = place.map(|place| rows.column(place)).unwrap_or_default();
        let dates = match dates {
            Some(dates) => dates,
            None => sniff(&days).map_err(|day| {
                let what =
                    format!("it is not clear whether `{}` begins with the day or the month", shown(&day));
                let column = place.and_then(|place| rows.header.get(place)).cloned().unwrap_or_default();
                Problem::new(&name, what).column(column).mend("say --dates day-first or --dates month-first")
            })?,
        };
        Ok(File { name, text, holds, dates })
    }

    /// What a name of the files is called here.
    fn called(&self, own: &str) -> String {
        let own = as_meant(own.trim());
        let known = self.names.iter().find(|(theirs, _)| theirs.trim().eq_ignore_ascii_case(own));
        known.map_or_else(|| own.to_owned(), |(_, here)| here.clone())
    }

    /// The rows of all files.
    ///
    /// # Errors
    ///
    /// All that is wrong with them, as [`crate::read`] says it.
    pub fn read(&self) -> Result<Tables, Problems> {
        let sheet = |holds: Holds| {
            let file = self.files.iter().find(|file| file.holds == holds)?;
            Some(Sheet::new(&file.name, file.text.as_bytes()).with_names(&self.names).with_dates(file.dates))
        };
        // Sessions without a diary are a diary without days.
        let diary = sheet(Holds::Diary).unwrap_or(Sheet::new("diary.csv", b"date\n"));
        let given = Given { diary, sessions: sheet(Holds::Sessions), plan: sheet(Holds::Plan) };
        let mut tables = super::read(&given)?;
        for note in &self.notes {
            tables.warnings.push(note.clone());
        }
        Ok(tables)
    }

    /// The columns of each file, with what they are called here.
    #[must_use]
    pub fn columns(&self) -> Vec<(&str, Holds, Vec<Column>)> {
        let of = |file: &File| {
            let rows = Rows::of(&file.text);
            let column = |(place, name): (usize, &String)| {
                let here = self.called(name);
                let lower = here.to_ascii_lowercase();
                let known = file.holds.columns().contains(&lower.as_str())
                    || (file.holds == Holds::Diary && lower.starts_with(crate::rated::SESSIONS));
                let cells = rows.column(place).into_iter().take(3).map(|cell| shown(&cell)).collect();
                let guess = guess(file.holds, name);
                Column { name: name.clone(), here: known.then_some(here), guess, cells }
            };
            rows.header.iter().enumerate().filter(|(_, name)| !name.is_empty()).map(column).collect()
        };
        self.files.iter().map(|file| (file.name.as_str(), file.holds, of(file))).collect()
    }
}

/// The cells of a file, before anything is known about them.
struct Rows {
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Rows {
    fn of(text: &str) -> Self {
        let first = header(text);
        let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
        let separator = [b',', b';', b'\t'].into_iter().max_by_key(count).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = reader.records().filter_map(Result::ok);
        let header = rows.next().unwrap_or_default().iter().map(|cell| cell.trim().to_owned()).collect();
        Self { header, rows: rows.collect() }
    }

    /// The cells of a column that hold anything.
    fn column(&self, place: usize) -> Vec<String> {
        let cells = self.rows.iter().filter_map(|row| row.get(place)).map(str::trim);
        cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    }
}

/// Bytes to text, with what a reader has to know about how that was done.
fn decode(name: &str, bytes: &[u8]) -> Result<(String, Option<Problem>), Problem> {
    const AS_CSV: &str = "save it as CSV in UTF-8";
    let problem = |what: &str| Problem::new(name, what).mend(AS_CSV);
    if bytes.len() > LARGEST {
        let what = format!("it is larger than {} million bytes", LARGEST >> 20);
        return Err(Problem::new(name, what).mend("check that it is the right file"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(problem("it is a workbook or an archive, not CSV"));
    }
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return Err(Problem::new(name, "it is packed").mend("unpack it, then try again"));
    }
    let wide = if bytes.starts_with(&[0xFF, 0xFE]) {
        Some(UTF_16LE)
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        Some(UTF_16BE)
    } else {
        None
    };
    let text = |encoding: &'static Encoding| {
        let (text, wrong) = encoding.decode_with_bom_removal(bytes);
        if wrong { Err(problem("it is not whole text in UTF-16")) } else { Ok(text.into_owned()) }
    };
    if let Some(encoding) = wide {
        return Ok((text(encoding)?, None));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(place) = bytes.iter().position(|byte| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
    {
        let before = bytes.get(..place).unwrap_or_default();
        let line = before.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'));
        return Err(problem("it holds bytes that are in no text").line(line));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    // What spreadsheets of western Europe write. It has a letter for each byte, so it cannot be wrong, only odd.
    let note = Problem::new(name, "it is not UTF-8, and was read as Windows-1252")
        .mend("check that letters such as é are right");
    Ok((WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Some(note)))
}

/// How days are written, from all of them; a day that could be read in two ways if nothing tells.
fn sniff(days: &[String]) -> Result<Dates, String> {
    let parts = |day: &String| -> Option<(Vec<u32>, bool)> {
        let day = day.split(['T', ' ']).next()?;
        let parts: Vec<&str> = day.split(['.', '/', '-']).collect();
        let numbers = parts.iter().map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
        (numbers.len() == 3).then_some((numbers, day.contains('.')))
    };
    let read: Vec<_> = days.iter().filter_map(|day| parts(day).map(|parts| (day, parts))).collect();
    let turned: Vec<_> = read
        .iter()
        .filter_map(|(day, (numbers, dots))| match numbers.as_slice() {
            [first, second, _] if *first <= 31 => Some((*day, *first, *second, *dots)),
            _ => None,
        })
        .collect();
    let day_first = turned.iter().any(|(_, first, _, dots)| *first > 12 || *dots);
    let month_first = turned.iter().any(|(_, _, second, _)| *second > 12);
    match (turned.first(), day_first, month_first) {
        (None, ..) => Ok(Dates::YearFirst),
        // Both: the reader names the lines that do not fit.
        (_, true, _) => Ok(Dates::DayFirst),
        (_, false, true) => Ok(Dates::MonthFirst),
        (Some((day, ..)), false, false) => Err((*day).clone()),
    }
}

/// What columns of other diaries are often called.
const OFTEN: [(&str, &[&str]); 8] = [
    ("date", &["datum", "day", "tag", "fecha", "dato", "entry date", "date/time", "timestamp"]),
    (
        "pain",
        &[
            "pain level",
            "pain score",
            "pain intensity",
            "average pain",
            "nrs",
            "vas",
            "schmerz",
            "dolor",
            "douleur",
        ],
    ),
    ("pain_morning", &["morning pain", "pain am", "schmerz morgens"]),
    ("sleep", &["sleep quality", "schlaf"]),
    ("stress", &["stress level", "mood/stress"]),
    ("function", &["activity", "function level", "funktion"]),
    ("start", &["started", "begin", "beginn", "session date"]),
    ("note", &["notes", "comment", "comments", "remarks", "notiz", "notizen", "bemerkung"]),
];

/// What a column could be, by its name.
fn guess(holds: Holds, name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let fits = |(here, often): &&(&str, &[&str])| {
        holds.columns().contains(here) && (name == *here || often.contains(&name.as_str()))
    };
    OFTEN.iter().find(fits).map(|(here, _)| *here)
}
