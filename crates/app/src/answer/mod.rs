//! `backwise answer`: does massage help? From files, from a folder of folders, or from the journal.

mod details;
mod files;
mod folder;
mod journal;
mod json;
mod page;

use crate::cli;
use crate::failure::Failure;
use crate::out;
use domain::answer::say::{Beside, Likely, Said, say, starting_pain};
use domain::answer::{
    self, Ahead, Answer, Diary, Forecast, InvalidDiary, Posterior, RandomisationTest, Verdict,
};
use exchange::Tables;
use jiff::civil::Date;
use std::io::{self, Write};
use std::path::Path;

pub(crate) use journal::{own, run as run_own};

/// Answers one diary in files, or each diary in a folder.
pub(crate) fn run(args: &cli::Answer, today: Option<Date>, file: &Path) -> Result<(), Failure> {
    if file.is_dir() && !file.join(files::DIARY).is_file() {
        return folder::run(args, today, file);
    }
    let read = if file.is_dir() {
        files::read_folder(file, args.sessions.as_deref(), args.plan.as_deref())?
    } else {
        files::read(file, args.sessions.as_deref(), args.plan.as_deref())?
    };
    let name = if file.is_dir() { files::DIARY.to_owned() } else { files::name(file) };
    let found = Found::new(&read, &name, args.worthwhile.unwrap_or(WORTHWHILE), today)?;
    found.tell_warnings();
    if args.json {
        return out::json(&json::Response::new(&found));
    }
    out::words(&page::page(&found, args.details))
}

/// What is worth it where nobody said, in points: `measures.md` 1.2.
const WORTHWHILE: f64 = 1.0;

/// The answer of one diary, with all that is told beside it.
struct Found {
    diary: Diary,
    answer: Answer,
    today: Date,
    warnings: Vec<String>,
    beside: Beside,
    /// The model-free test beside the model, where a test of the person has ended.
    by_chance: Option<RandomisationTest>,
}

impl Found {
    /// Answers what was read.
    ///
    /// The day is the last one in the files, where none is given; `name` is what messages call the diary.
    fn new(tables: &Tables, name: &str, worthwhile: f64, today: Option<Date>) -> Result<Self, Failure> {
        let last = today.or_else(|| tables.last_day()).ok_or_else(|| {
            Failure::person(format!("{name}: no day in it has an answer"))
                .hint("write a row for each day, such as 2026-03-01,6")
        })?;
        let diary = tables.diary(worthwhile, last);
        diary.check().map_err(|error| match error {
            InvalidDiary::Time(_) => {
                Failure::person(format!("{name}: from {} to {last} is more than 100 years", diary.first_day))
                    .hint("look for a slip in the first day of the files, in the last, and in --today")
            }
            error => Failure::person(format!("{name}: it cannot be answered: {error}")),
        })?;
        let mut found = Self::of(diary, last);
        let of_files = tables.warnings.listed().iter().map(ToString::to_string);
        found.warnings = of_files.chain(left_out(tables, name, last)).chain(found.warnings).collect();
        found.beside = Beside { likely: found.beside.likely, ..beside(tables, last) };
        Ok(found)
    }

    /// Answers a diary.
    fn of(diary: Diary, today: Date) -> Self {
        let posterior = Posterior::fit(&diary);
        let answer = match &posterior {
            Some(posterior) => answer::answer_of(&diary, posterior),
            None => answer::answer(&diary),
        };
        let warnings = worthwhile_warning(&diary).into_iter().collect();
        let posterior = posterior.filter(|_| answer.verdict == Verdict::CantTell);
        let forecast = posterior.and_then(|fit| Forecast::new(&diary, &fit, &Ahead::guess(&diary)));
        let beside = Beside { likely: forecast.map(likely), ..Beside::default() };
        Self { diary, answer, today, warnings, beside, by_chance: None }
    }

    /// Warnings go to stderr, beside whatever is printed.
    fn tell_warnings(&self) {
        for warning in &self.warnings {
            // Nobody may be left to read it, and that is no reason to panic.
            let _ = writeln!(io::stderr(), "warning: {warning}");
        }
    }

    /// The answer in words.
    fn said(&self) -> Said {
        say(&self.diary, &self.answer, &self.beside)
    }
}

/// When an answer is likely; where it is not likely at all, the chance in 56 days.
fn likely(forecast: Forecast) -> Likely {
    Likely { days: forecast.days.unwrap_or(LAST_LOOK), chance: forecast.outlook.firm }
}

/// The last day that a forecast looks at: `measures.md` 4.8.
const LAST_LOOK: u32 = 56;

/// What it took, as far as the files tell.
fn beside(tables: &Tables, today: Date) -> Beside {
    let rows = || tables.sessions.iter().filter(|row| row.day <= today);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "neither is below 0, and the cast saturates"
    )]
    let whole = |number: f64| number.round() as u32;
    // A sum that leaves sessions out would say that it took less than it did.
    let sum = |each: &dyn Fn(&exchange::SessionRow) -> Option<f64>| {
        rows().map(each).sum::<Option<f64>>().map(whole)
    };
    Beside { minutes: sum(&|row| row.minutes), money: sum(&|row| row.price), ..Beside::default() }
}

/// What the files tell of days after the one that counts as today.
fn left_out(tables: &Tables, name: &str, today: Date) -> Option<String> {
    let days = tables.days.iter().filter(|row| row.day > today).count();
    let sessions = tables.sessions.iter().filter(|row| row.day > today).count();
    let count = |number: usize, noun: &str| match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        number => Some(format!("{number} {noun}s")),
    };
    let all: Vec<String> = count(days, "day").into_iter().chain(count(sessions, "session")).collect();
    (!all.is_empty()).then(|| format!("{name}: {} after {today} left out", all.join(" and ")))
}

/// The least change that 12 weeks can show: `measures.md` 1.2.
const LEAST_SHOWN: f64 = 0.5;

/// What was asked for may be too small to be seen, or more than can be hoped for.
fn worthwhile_warning(diary: &Diary) -> Option<String> {
    let asked = diary.worthwhile;
    if asked < LEAST_SHOWN {
        return Some(format!("--worthwhile {asked} is below half a point: 12 weeks cannot show so little"));
    }
    let start = starting_pain(diary)?;
    (asked > start / 2.0).then(|| {
        format!("--worthwhile {asked} is more than half of the starting pain, which was {start:.1} of 10")
    })
}
