//! What can be recorded, and the settings that go with it.

use super::date;
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum Log {
    /// How did your back do today?
    #[command(name = "check-in")]
    CheckIn(CheckIn),
    /// A visit to a therapist
    Visit(Visit),
    /// It is clearly worse than usual, or that is over
    Flare(Flare),
    /// Sore where it was pressed
    Soreness(Soreness),
    /// Something new: a fall, an illness, a medicine, a new pain
    Problem,
    /// How strong is the pain now?
    Rating(Rating),
    /// How much lower must your average pain be to be worth your time?
    Worthwhile(WorthwhileArgs),
}

#[derive(Debug, Args)]
pub(crate) struct Rating {
    /// Pain now, 0 to 10
    #[arg(value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) pain: Option<String>,
    /// On which occasion; without it, morning before noon and evening after
    #[arg(long, value_enum)]
    pub(crate) when: Option<RatedWhen>,
    /// How well you could do what you want to do today, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) function: Option<String>,
    /// How you slept last night, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) sleep: Option<String>,
    /// Your stress today, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) stress: Option<String>,
    /// It is about yesterday evening; until noon
    #[arg(long, conflicts_with_all = ["when", "sleep"])]
    pub(crate) yesterday: bool,
    /// The time on the clock, such as 20:15; without it, now
    #[arg(long, value_name = "TIME")]
    pub(crate) time: Option<String>,
    /// The session it belongs to, such as w1d2; `visit` for a visit to a therapist
    #[arg(long, value_name = "SESSION")]
    pub(crate) about: Option<String>,
}

/// On which occasion a score is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RatedWhen {
    Morning,
    Before,
    After,
    Evening,
}

#[derive(Debug, Args)]
pub(crate) struct WorthwhileArgs {
    /// Points of pain, 0.5 to 3
    pub(crate) points: String,
}

#[derive(Debug, Args)]
pub(crate) struct CheckIn {
    /// How much your back got in your way, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) interference: Option<String>,
    /// How strong the pain is now, or was in the evening of an earlier day, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) pain: Option<String>,
    /// Whether today was a flare
    #[arg(long)]
    pub(crate) flare: bool,
    /// A note in your own words
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// Ask for the pain each day although it is new, from now on; off goes back
    #[arg(long, value_enum)]
    pub(crate) daily_pain: Option<OnOff>,
    /// How often you are asked to check in, from now on; on its own it records no check-in
    #[arg(long, value_enum)]
    pub(crate) ask: Option<HowOften>,
    /// The day it is about, up to 7 days back
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) day: Option<Date>,
}

/// How often check-ins are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HowOften {
    /// Each day for 4 weeks, or until a test ends; then once a week
    Usual,
    /// Each day
    Daily,
    /// Once a week
    Weekly,
    /// Not at all
    Off,
}

/// A switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnOff {
    On,
    Off,
}

#[derive(Debug, Args)]
pub(crate) struct Visit {
    /// The kind of massage, such as `pro_swedish`
    #[arg(long, value_name = "TECHNIQUE")]
    pub(crate) kind: Option<String>,
    /// How many minutes it lasted
    #[arg(long)]
    pub(crate) minutes: Option<u16>,
    /// The strongest pressure, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) pressure: Option<String>,
    /// What it cost, in whole units of your currency
    #[arg(long)]
    pub(crate) price: Option<u32>,
    /// What the therapist noted
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// What the therapist advised for home
    #[arg(long)]
    pub(crate) advice: Option<String>,
    /// How your back felt afterwards
    #[arg(long, value_enum)]
    pub(crate) felt: Option<FeltAfter>,
    /// The day of the visit
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) day: Option<Date>,
}

/// How the back felt after a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FeltAfter {
    Better,
    Same,
    Worse,
}

#[derive(Debug, Args)]
pub(crate) struct Flare {
    /// It is over
    #[arg(long)]
    pub(crate) over: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Soreness {
    /// How sore, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pub(crate) score: Option<String>,
    /// For how many hours
    #[arg(long)]
    pub(crate) hours: Option<u16>,
    /// After which technique
    #[arg(long, value_name = "TECHNIQUE")]
    pub(crate) after: Option<String>,
}
