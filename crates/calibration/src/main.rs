//! `calibrate`: simulates people and writes how well the answer finds what is true of them.

use calibration::bits::bits;
use calibration::report::{Run, report};
use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::thread::available_parallelism;

/// Simulates people with a known truth, and shows how well the answer finds it
#[derive(Parser)]
#[command(name = "calibrate")]
struct Calibrate {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the page docs/calibration.md to standard output
    Report {
        /// People in each cell of the large tables
        #[arg(long, default_value_t = 250)]
        people: u64,
        /// From which all chance comes
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many threads; the page is the same with any number
        #[arg(long)]
        threads: Option<usize>,
    },
    /// Print diaries and their answers to the last bit, to compare machines
    Bits {
        /// People in each of 3 circumstances
        #[arg(long, default_value_t = 1)]
        people: u64,
        /// From which all chance comes
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> io::Result<()> {
    let text = match Calibrate::parse().command {
        Command::Report { people, seed, threads } => written(people, seed, threads),
        Command::Bits { people, seed } => bits(people, seed),
    };
    io::stdout().write_all(text.as_bytes())
}

fn written(people: u64, seed: u64, threads: Option<usize>) -> String {
    let threads = threads.or_else(|| available_parallelism().ok().map(Into::into)).unwrap_or(1);
    let tell = |what: &str| {
        // Progress is a courtesy: without a reader the run goes on.
        let _ = writeln!(io::stderr(), "{what}");
    };
    report(&Run { people, seed, threads, tell: &tell })
}
