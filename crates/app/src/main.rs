//! The program `backwise`: a table of contents.

mod answer;
mod ask;
mod assess;
mod checked;
mod cli;
mod current;
mod failure;
mod files;
mod guide;
mod help_now;
mod learn;
mod log;
mod out;
mod plan;
mod play;
mod player;
mod progress;
mod prompt;
mod questionnaire;
mod questions;
#[cfg(test)]
mod samples;
mod serve;
mod show;
mod store;
mod trial;
mod undo;
mod why;
mod world;

use clap::{CommandFactory, Parser};
use cli::{Cli, Command};
use failure::Failure;
use std::io::Write;
use std::process::ExitCode;
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
    let store = || store::open(cli.data.as_deref(), cli.today);
    let serve = |args: &_| serve::run(World::load()?, cli.data.as_deref(), cli.today, args);
    let Some(command) = &cli.command else { return serve(&cli.serve) };
    if cli.serve.port.is_some() || cli.serve.no_open {
        return Err(Failure::usage("--port and --no-open belong to `serve`")
            .hint("write them after it: backwise serve --port 7310 --no-open"));
    }
    match command {
        Command::Serve(args) => serve(args),
        Command::Demo(args) => serve::run_demo(cli.today, args),
        Command::Ask(args) => ask::run(&World::load()?, &mut store()?, args),
        Command::Today => plan::run_today(&World::load()?, &mut store()?),
        Command::Do(args) => guide::run(&World::load()?, &mut store()?, args),
        Command::Plan(args) => plan::run(&World::load()?, &mut store()?, args),
        Command::Swap(args) => plan::run_swap(&World::load()?, &mut store()?, args),
        Command::Log(log) => log::run(&World::load()?, &mut store()?, log),
        Command::Why(args) => why::run(&World::load()?, cli.data.as_deref(), cli.today, &args.item),
        Command::Learn(args) => learn::run(&World::load()?, &args.topic),
        Command::Test(command) => trial::run(&World::load()?, &mut store()?, command),
        Command::Progress(args) => progress::run(&World::load()?, &mut store()?, args),
        Command::Answer(args) => match &args.file {
            Some(file) => answer::run(args, cli.today, file),
            None => answer::run_own(&World::load()?, &mut store()?, args),
        },
        Command::Undo => undo::run(&World::load()?, &mut store()?),
        Command::Brief(args) => files::brief(&World::load()?, &mut store()?, args),
        Command::Summary(args) => files::summary(&World::load()?, &mut store()?, args),
        Command::Backup(args) => files::back_up(cli.data.as_deref(), cli.today, args),
        Command::Restore(args) => files::restore(cli.data.as_deref(), cli.today, args),
        Command::Verify(args) => files::verify(args),
        Command::Export(what) => files::export(&World::load()?, &mut store()?, what),
        Command::Import(what) => files::import(&World::load()?, &mut store()?, what),
        Command::Questionnaire(what) => questionnaire::run(&mut store()?, what),
        Command::HelpNow(args) => {
            help_now::run(&World::load()?, cli.data.as_deref(), cli.today, args.country.as_deref())
        }
        Command::Checked(args) => checked::run(&World::load()?, &mut store()?, args),
        Command::Questions(_) => questions::run(&World::load()?.knowledge),
        Command::Assess(args) => assess::run(&World::load()?, args, store::today(cli.today)),
        Command::Completions(args) => {
            // Into memory first: the generator panics where a reader goes away.
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "backwise", &mut script);
            Ok(std::io::stdout().write_all(&script)?)
        }
        Command::Man => Ok(clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout())?),
    }
}
