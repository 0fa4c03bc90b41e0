//! The program `backwise`: a table of contents.

mod ask;
mod assess;
mod cli;
mod failure;
mod out;
mod plan;
mod prompt;
mod questions;
mod show;
mod store;
mod world;

use clap::{CommandFactory, Parser};
use cli::{Cli, Command};
use failure::Failure;
use std::io::Write;
use std::process::ExitCode;
use store::Store;
use world::World;

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(cli: &Cli) -> Result<(), Failure> {
    let store = || Store::open(cli.data.as_deref(), cli.today);
    match cli.command.as_ref().unwrap_or(&Command::Today) {
        Command::Ask(args) => ask::run(&World::load()?, &mut store()?, args),
        Command::Questions(_) => questions::run(&World::load()?.knowledge),
        Command::Assess(args) => assess::run(&World::load()?, args, store::today(cli.today)),
        Command::Completions(args) => {
            // Into memory first: the generator panics where a reader goes away.
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "backwise", &mut script);
            Ok(std::io::stdout().write_all(&script)?)
        }
        Command::Man => Ok(clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout())?),
        _ => Err(Failure::ours("not there yet")),
    }
}
