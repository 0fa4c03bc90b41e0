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
mod settings;
mod show;
mod store;
mod trial;
mod undo;
mod why;
mod world;

use clap::{CommandFactory, Parser};
use cli::{Cli, Command, SettingsPart};
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
    let store = || store::open(cli.data.as_deref(), cli.today);
    let with = |run: &mut dyn FnMut(&World, &mut Store) -> Result<(), Failure>| {
        let mut store = store()?;
        run(&World::of(&store)?, &mut store)
    };
    let serve = |args: &_| serve::run(World::load()?, cli.data.as_deref(), cli.today, args);
    let Some(command) = &cli.command else { return serve(&cli.serve) };
    if cli.serve.port.is_some() || cli.serve.no_open {
        return Err(Failure::usage("--port and --no-open belong to `serve`")
            .hint("write them after it: backwise serve --port 7310 --no-open"));
    }
    match command {
        Command::Serve(args) => serve(args),
        Command::Demo(args) => serve::run_demo(cli.today, args),
        Command::Ask(args) => with(&mut |world, store| ask::run(world, store, args)),
        Command::Today => with(&mut |world, store| plan::run_today(world, store)),
        Command::Do(args) => with(&mut |world, store| guide::run(world, store, args)),
        Command::Plan(args) => with(&mut |world, store| plan::run(world, store, args)),
        Command::Swap(args) => with(&mut |world, store| plan::run_swap(world, store, args)),
        Command::Log(log) => with(&mut |world, store| log::run(world, store, log)),
        Command::Why(args) => why::run(cli.data.as_deref(), cli.today, &args.item),
        Command::Learn(args) => learn::run(&World::load()?, &args.topic),
        Command::Test(command) => with(&mut |world, store| trial::run(world, store, command)),
        Command::Progress(args) => with(&mut |world, store| progress::run(world, store, args)),
        Command::Answer(args) => match &args.file {
            Some(file) => answer::run(args, cli.today, file),
            None => with(&mut |world, store| answer::run_own(world, store, args)),
        },
        Command::Undo => with(&mut |world, store| undo::run(world, store)),
        Command::Settings(args) => match args.part {
            Some(SettingsPart::Lock { .. }) => settings::take_lock_off(cli.data.as_deref()),
            None => settings::run(&mut store()?, args),
        },
        Command::Brief(args) => with(&mut |world, store| files::brief(world, store, args)),
        Command::Summary(args) => with(&mut |world, store| files::summary(world, store, args)),
        Command::Backup(args) => files::back_up(cli.data.as_deref(), cli.today, args),
        Command::Restore(args) => files::restore(cli.data.as_deref(), cli.today, args),
        Command::Verify(args) => files::verify(args),
        Command::Export(what) => with(&mut |world, store| files::export(world, store, what)),
        Command::Import(what) => with(&mut |world, store| files::import(world, store, what)),
        Command::Questionnaire(what) => questionnaire::run(&mut store()?, what),
        Command::HelpNow(args) => {
            help_now::run(&World::load()?, cli.data.as_deref(), cli.today, args.country.as_deref())
        }
        Command::Checked(args) => with(&mut |world, store| checked::run(world, store, args)),
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
