//! Files out and in.

use clap::{Args, Subcommand, ValueEnum};
use exchange::Dates;
use exchange::paper::Paper;
use jiff::civil::Time;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; without it, backwise-DATE.json in the current folder
    pub(crate) file: Option<PathBuf>,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Lock it with a pass-phrase, in the format of the program age
    #[arg(long)]
    pub(crate) lock: bool,
    /// A file with the pass-phrase in its first line; without it, you are asked
    #[arg(long, value_name = "FILE", requires = "lock")]
    pub(crate) pass_phrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// A file with the pass-phrase of a locked backup; without it, you are asked
    #[arg(long, value_name = "FILE")]
    pub(crate) pass_phrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The backup
    pub(crate) file: PathBuf,
    /// A file with the pass-phrase of a locked backup; without it, you are asked
    #[arg(long, value_name = "FILE")]
    pub(crate) pass_phrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// diary.csv, sessions.csv and plan.csv, each with a description
    Csv(ExportCsv),
    /// Your plan and visits as a calendar file
    Calendar(ExportCalendar),
    /// Your record for other health programs: a FHIR R4 Bundle
    Fhir(ExportFhir),
}

#[derive(Debug, Args)]
pub(crate) struct ExportCsv {
    /// The folder to write them to
    pub(crate) folder: PathBuf,
    /// Write over files that are there already
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportCalendar {
    /// The file to write, - for standard output [default: backwise.ics]
    pub(crate) file: Option<PathBuf>,
    /// Say in the titles what each session is about
    #[arg(long)]
    pub(crate) titles: bool,
    /// When your sessions are, by your clock
    #[arg(long, value_name = "HH:MM", default_value = "19:00", value_parser = time)]
    pub(crate) at: Time,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// A diary, a list of sessions, or a folder with both
    Csv(ImportCsv),
    /// Ratings and filled-in questionnaires from a FHIR R4 file
    Fhir(ImportFhir),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct ExportFhir {
    /// The file to write, - for standard output [default: backwise-fhir.json]
    pub(crate) file: Option<PathBuf>,
    /// Take your notes along, and those of therapists
    #[arg(long)]
    pub(crate) notes: bool,
    /// Take your answers to the safety questions along
    #[arg(long)]
    pub(crate) safety: bool,
    /// Leave out codes of SNOMED CT, for countries without a licence
    #[arg(long)]
    pub(crate) no_snomed: bool,
    /// Only say what would be in it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportFhir {
    /// The file
    pub(crate) file: PathBuf,
    /// The patient of the file is you
    #[arg(long)]
    pub(crate) mine: bool,
    /// Only say what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// How the files of another diary write days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(clippy::enum_variant_names, reason = "these are the words of the command line")]
pub(crate) enum WrittenDates {
    /// 2026-03-31
    YearFirst,
    /// 31.03.2026 or 31/03/2026
    DayFirst,
    /// 03/31/2026
    MonthFirst,
}

impl From<WrittenDates> for Dates {
    fn from(written: WrittenDates) -> Self {
        match written {
            WrittenDates::YearFirst => Self::YearFirst,
            WrittenDates::DayFirst => Self::DayFirst,
            WrittenDates::MonthFirst => Self::MonthFirst,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ImportCsv {
    /// The folder or the file
    pub(crate) from: PathBuf,
    /// Only say what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How the files write days, where the days do not tell
    #[arg(long, value_enum, value_name = "WAY")]
    pub(crate) dates: Option<WrittenDates>,
    /// What a column or a technique of the file is called here, such as "my pain=pain"
    #[arg(long, value_name = "THEIRS=OURS", value_parser = names)]
    pub(crate) map: Vec<(String, String)>,
}

/// Reads a time on the clock.
fn time(text: &str) -> Result<Time, String> {
    let parts =
        text.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    let time = parts.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    time.ok_or_else(|| "that is no time on the clock: write it like 19:00".to_owned())
}

/// Reads what a name of a file is called here.
fn names(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(theirs, ours)| (theirs.trim(), ours.trim())) {
        Some((theirs, ours)) if !theirs.is_empty() && !ours.is_empty() => {
            Ok((theirs.to_owned(), ours.to_owned()))
        }
        _ => Err("write the name in the file, =, and the name here, such as \"my pain=pain\"".to_owned()),
    }
}

/// Whether and how a page is written as a file.
#[derive(Debug, Args)]
pub(crate) struct PaperArgs {
    /// The PDF to write; without it, the words are shown and nothing is written
    #[arg(long, value_name = "FILE")]
    pub(crate) pdf: Option<PathBuf>,
    /// The size of the paper [default: your setting, or what is usual in your country]
    #[arg(long, value_name = "SIZE", value_parser = paper)]
    pub(crate) paper: Option<Paper>,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// What goes on the brief is kept for the next time.
#[derive(Debug, Args)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    pub(crate) paper: PaperArgs,
    /// How strong you like it
    #[arg(long, value_enum)]
    pub(crate) pressure: Option<Pressure>,
    /// Another place to keep off, such as "my left knee"
    #[arg(long, value_name = "PLACE")]
    pub(crate) keep_off: Option<String>,
    /// What else to share, such as health,last; none shares nothing else
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) share: Vec<Share>,
}

/// A pressure that a person likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pressure {
    Light,
    Comfortable,
    ComfortableStrong,
}

/// What can go on the brief beside what is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Share {
    /// Health points that change massage
    Health,
    /// What helps, and what makes it worse
    Moves,
    /// How your last massage felt
    Last,
    /// What you are testing, and until when
    Test,
    /// None of these
    None,
}

/// Reads a size of paper.
fn paper(text: &str) -> Result<Paper, String> {
    Paper::find(&text.to_lowercase()).ok_or_else(|| "it has to be a4 or letter".to_owned())
}
