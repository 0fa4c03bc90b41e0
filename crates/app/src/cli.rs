//! The command line: what can be typed. Help, completions and the man page all come from here.

mod files;
mod log;
mod questionnaire;

pub(crate) use files::{
    Backup, BriefArgs, Export, ExportCalendar, ExportCsv, ExportFhir, Import, ImportCsv, ImportFhir,
    PaperArgs, Pressure, Restore, Share, Verify,
};
pub(crate) use log::{
    CheckIn, FeltAfter, Flare, HowOften, Log, OnOff, RatedWhen, Rating, Soreness, Visit, WorthwhileArgs,
};

pub(crate) use questionnaire::{
    BetterScore, Questionnaire, QuestionnaireAdd, QuestionnaireScores, ScoreRule,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Find out whether massage helps your back: screen, plan, guided sessions and a diary, all on this device.
#[derive(Debug, Parser)]
#[command(
    name = "backwise",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 80
)]
#[command(after_help = "Backwise does not replace medical care. No clinician has reviewed its rules yet.\n\
                        Signs that need help now: backwise help-now")]
pub(crate) struct Cli {
    /// Keep the journal in this folder instead of the platform's data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,

    /// Take this day as today, such as 2026-11-22
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<Date>,

    /// What to do; without it, the pages are served as with `serve`
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// How the pages are served where no command is given.
    #[command(flatten)]
    pub(crate) serve: Serve,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the pages in your browser, on this machine only
    Serve(Serve),
    /// Show the pages of a made-up person with 12 weeks of diary; nothing of it is kept
    Demo(Serve),
    /// Answer the questions and get your plan
    Ask(Ask),
    /// See what is on for today
    Today,
    /// Be guided through a session
    Do(Do),
    /// Record how your back did, a visit, a flare, soreness or a new problem
    #[command(subcommand)]
    Log(Log),
    /// See your plan
    Plan(Plan),
    /// Swap something in your plan for an equal
    Swap(Swap),
    /// Say why something is in your plan, how sure that is, and where it comes from
    Why(Why),
    /// Read what is known about massage and back pain
    Learn(Learn),
    /// Find out by a fair test whether massage helps you
    #[command(subcommand)]
    Test(Test),
    /// See how it goes
    Progress(Progress),
    /// Find out whether massage helps: from your diary, or from files
    Answer(Answer),
    /// Take back what you recorded last
    Undo,
    /// See or change the currency, the units and the paper
    Settings(Settings),
    /// See your page for a massage therapist, or save it as PDF
    Brief(BriefArgs),
    /// See your page for a clinician, or save it as PDF
    Summary(PaperArgs),
    /// Save everything in one file, and check it
    Backup(Backup),
    /// Bring back what is in a backup; nothing that is there is changed
    Restore(Restore),
    /// Check that a backup is whole
    Verify(Verify),
    /// Save your diary or your plan as files for other programs
    #[command(subcommand)]
    Export(Export),
    /// Take files of other programs into your journal
    #[command(subcommand)]
    Import(Import),
    /// Bring a questionnaire of your own, fill it in, and see its scores
    #[command(subcommand)]
    Questionnaire(Questionnaire),
    /// Show the signs that need help now, and the number to call
    HelpNow(HelpNow),
    /// Record that a clinician has checked you
    Checked(Checked),
    /// List every question with its options, for scripts
    Questions(Questions),
    /// Assess a person from a file, for scripts
    Assess(Assess),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the man page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Use exactly this port instead of the first free one from 7310
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Do not open the browser
    #[arg(long)]
    pub(crate) no_open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// Start over instead of going on where you stopped
    #[arg(long)]
    pub(crate) again: bool,
    /// Change the answer to one question
    #[arg(long, value_name = "QUESTION")]
    pub(crate) change: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Do {
    /// The session, such as w1d2; without it, the one for today
    pub(crate) session: Option<String>,
    /// Pain now, before the session, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) pain: Option<String>,
    /// Run this many times as fast, to try it out
    #[arg(long, default_value_t = 1.0, hide = true)]
    pub(crate) speed: f64,
    /// No bell
    #[arg(long)]
    pub(crate) quiet: bool,
    /// The 5-minute version for a bad day; it counts as done
    #[arg(long, conflicts_with = "session")]
    pub(crate) short: bool,
    /// What is so now: what does not fit is left out, and the question about it too
    #[arg(long, value_enum)]
    pub(crate) now: Vec<Now>,
    /// Leave out the short safety questions that were answered today
    #[arg(long, hide = true)]
    pub(crate) screened: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Progress {
    /// The days as a table
    #[arg(long)]
    pub(crate) table: bool,
    /// One smooth line through all days as well
    #[arg(long, conflicts_with = "table")]
    pub(crate) more: bool,
    /// Move the line of an OK day: your back gets in your way this much or less, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) ok_line: Option<String>,
}

/// What is so at the hour of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Now {
    /// Alcohol, strong painkillers or a calming medicine today
    Alcohol,
    /// Bedtime is within the hour
    Bedtime,
    /// Neither
    Neither,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Test {
    /// Start a test: chance decides which days have massage
    Start(TestStart),
    /// See where your test stands
    Status,
    /// Stop your test and get the answer from what is there
    Stop(TestStop),
}

#[derive(Debug, Args)]
pub(crate) struct TestStart {
    /// What to test: `self_massage`, `visits` or a technique of your plan
    #[arg(long, value_name = "WHAT")]
    pub(crate) what: Option<String>,
    /// For how many weeks
    #[arg(long, value_name = "WEEKS")]
    pub(crate) weeks: Option<u16>,
    /// How much lower your average pain must be to be worth it, 0.5 to 3 points
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    pub(crate) worthwhile: Option<String>,
    /// You expect relief to last for more than 4 days: blocks of days instead of single days
    #[arg(long)]
    pub(crate) lasting: bool,
    /// Draw from this secret number of 64 digits, for scripts
    #[arg(long, value_name = "HEX")]
    pub(crate) seed: Option<String>,
    /// Start without asking; what is not given is as usual
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TestStop {
    /// Stop without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// Only this week
    #[arg(long)]
    pub(crate) week: Option<u8>,
    /// Make the plan anew from the answers
    #[arg(long)]
    pub(crate) renew: bool,
    /// Pause the plan until you come back
    #[arg(long, conflicts_with = "resume")]
    pub(crate) pause: bool,
    /// Go on after a pause
    #[arg(long)]
    pub(crate) resume: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Swap {
    /// What to swap, such as `sm_gmed_ball_wall`
    pub(crate) technique: Option<String>,
    /// Why
    #[arg(long, value_enum)]
    pub(crate) because: Option<SwapReason>,
    /// What to take instead; without it, the first that fits
    #[arg(long, value_name = "TECHNIQUE")]
    pub(crate) to: Option<String>,
}

/// Why something is swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SwapReason {
    TooHard,
    Hurts,
    NoTool,
    NoTime,
    Bored,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// A technique, muscle, fact, rule or claim
    pub(crate) item: String,
}

#[derive(Debug, Args)]
pub(crate) struct Learn {
    /// A topic or words to look for; without it, the list
    pub(crate) topic: Vec<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Settings {
    #[command(subcommand)]
    pub(crate) part: Option<SettingsPart>,
    /// What sums of money are in, such as EUR; `usual` follows your country
    #[arg(long, value_name = "CODE")]
    pub(crate) currency: Option<String>,
    /// Lengths, weights and warmth
    #[arg(long, value_parser = ["usual", "metric", "us"])]
    pub(crate) units: Option<String>,
    /// The paper of your brief and your summary
    #[arg(long, value_parser = ["usual", "a4", "letter"])]
    pub(crate) paper: Option<String>,
    /// Whether tabs, icons and calendar files say "Diary", so that nobody sees what the program is for
    #[arg(long, value_parser = ["on", "off"])]
    pub(crate) neutral_name: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsPart {
    /// Take the PIN off the pages, if you forgot it; it is put on in the settings of the pages
    Lock {
        /// What it is to be
        #[arg(value_parser = ["off"])]
        to: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct HelpNow {
    /// Your country, such as GB or US
    #[arg(long)]
    pub(crate) country: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Checked {
    /// Who checked you
    #[arg(long)]
    pub(crate) by: Option<String>,
    /// It was at a hospital or an emergency department
    #[arg(long)]
    pub(crate) hospital: bool,
    /// What they said
    #[arg(long)]
    pub(crate) said: Option<String>,
    /// Whether massage is fine: yes, no or not discussed
    #[arg(long, value_enum)]
    pub(crate) massage: Option<MassageAgreed>,
    /// The day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) on: Option<Date>,
}

/// Whether massage was discussed with the clinician.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MassageAgreed {
    Yes,
    No,
    NotDiscussed,
}

#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// As JSON
    #[arg(long, required = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Answer {
    /// A diary.csv, or a folder with one folder for each person; without it, your own diary
    #[arg(value_name = "DIARY.csv")]
    pub(crate) file: Option<PathBuf>,
    /// The sessions of that diary
    #[arg(long, value_name = "SESSIONS.csv", requires = "file")]
    pub(crate) sessions: Option<PathBuf>,
    /// What chance decided in that diary
    #[arg(long, value_name = "PLAN.csv", requires = "file")]
    pub(crate) plan: Option<PathBuf>,
    /// How much lower your average pain must be to be worth it, in points of 10 [default: 1.0, or what you said]
    #[arg(long, value_name = "POINTS", value_parser = worthwhile, allow_negative_numbers = true)]
    pub(crate) worthwhile: Option<f64>,
    /// The numbers as well
    #[arg(long)]
    pub(crate) details: bool,
    /// As JSON
    #[arg(long, conflicts_with = "details")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Assess {
    /// The file with one person, or one person a line; - reads standard input
    pub(crate) file: PathBuf,
    /// As JSON
    #[arg(long, required = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Which shell
    pub(crate) shell: clap_complete::Shell,
}

/// Reads a change that is worth it.
fn worthwhile(text: &str) -> Result<f64, String> {
    let points = text.replace(',', ".").parse::<f64>().ok();
    points
        .filter(|points| *points > 0.0 && *points <= 10.0)
        .ok_or_else(|| "it has to be above 0 and at most 10 points, such as 1.0".to_owned())
}

/// Reads a day.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "that is no day of the calendar: write it like 2026-11-22".to_owned())
}
