//! `backwise import csv`: tables of this or another program into the journal, all of them or nothing.

use super::given;
use crate::cli::ImportCsv;
use crate::failure::Failure;
use crate::out::showln;
use crate::store::Store;
use crate::world::World;
use exchange::sheets::{self, Import};
use exchange::{Given, Problems, Sheet};
use std::path::{Path, PathBuf};

/// How many days are listed.
const LISTED: usize = 20;

pub(super) fn csv(world: &World, store: &mut Store, args: &ImportCsv) -> Result<(), Failure> {
    let files = Files::of(&args.from, &args.map)?;
    let tables = sheets::read(&files.given(&args.map)).map_err(|problems| refused(&problems))?;
    let import = sheets::import(&world.knowledge, &tables, store.entries(), store.person(), store.today())
        .map_err(|problems| refused(&problems))?;
    show(&tables.warnings, &import)?;
    if args.dry_run {
        showln!("This was a trial: nothing has changed.");
    } else if !import.entries.is_empty() {
        let added = store.take_in(&import.entries)?;
        showln!("{added} entries were added");
    }
    Ok(())
}

fn show(warnings: &Problems, import: &Import) -> Result<(), Failure> {
    for (day, what) in import.added.iter().take(LISTED) {
        showln!("{day}: {}", what.join("; "));
    }
    if import.added.len() > LISTED {
        showln!("and {} more days", import.added.len() - LISTED);
    }
    for problem in warnings.listed().iter().chain(import.left.listed()) {
        showln!("Note: {problem}.");
    }
    showln!("Already in your journal: {} values", import.there);
    if import.entries.is_empty() {
        showln!("Nothing has to be added.");
    } else {
        showln!("New: {} entries on {} days", import.entries.len(), import.added.len());
    }
    Ok(())
}

fn refused(problems: &Problems) -> Failure {
    Failure::person(problems.to_string()).hint("nothing has changed; mend this, then run the command again")
}

/// The files of a folder, or one file.
struct Files {
    diary: (String, Vec<u8>),
    sessions: Option<(String, Vec<u8>)>,
    plan: Option<(String, Vec<u8>)>,
}

/// Which file a header belongs to.
enum Holds {
    Diary,
    Sessions,
    Plan,
}

impl Files {
    fn of(from: &Path, names: &[(String, String)]) -> Result<Self, Failure> {
        // A folder without a diary, or one file that is no diary.
        let mut files =
            Self { diary: ("diary.csv".to_owned(), b"date\n".to_vec()), sessions: None, plan: None };
        if from.is_dir() {
            let there = |name: &str| Some(from.join(name)).filter(|path| path.exists());
            let read = |path: PathBuf| {
                given::read(&path, exchange::LARGEST).map(|bytes| (path.display().to_string(), bytes))
            };
            let (diary, sessions, plan) = (there("diary.csv"), there("sessions.csv"), there("plan.csv"));
            if diary.is_none() && sessions.is_none() && plan.is_none() {
                return Err(Failure::person(format!(
                    "`{}` holds no diary.csv and no sessions.csv",
                    from.display()
                ))
                .hint("name the file itself"));
            }
            if let Some(path) = diary {
                files.diary = read(path)?;
            }
            files.sessions = sessions.map(read).transpose()?;
            files.plan = plan.map(read).transpose()?;
            return Ok(files);
        }
        let file = (from.display().to_string(), given::read(from, exchange::LARGEST)?);
        match holds(&file.1, names) {
            Holds::Diary => files.diary = file,
            Holds::Sessions => files.sessions = Some(file),
            Holds::Plan => files.plan = Some(file),
        }
        Ok(files)
    }

    fn given<'a>(&'a self, names: &'a [(String, String)]) -> Given<'a> {
        let sheet = |file: &'a (String, Vec<u8>)| Sheet::new(&file.0, &file.1).with_names(names);
        Given {
            diary: sheet(&self.diary),
            sessions: self.sessions.as_ref().map(sheet),
            plan: self.plan.as_ref().map(sheet),
        }
    }
}

fn holds(bytes: &[u8], names: &[(String, String)]) -> Holds {
    let line = bytes.split(|byte| *byte == b'\n' || *byte == b'\r').find(|line| !line.is_empty());
    let header = String::from_utf8_lossy(line.unwrap_or_default()).to_ascii_lowercase();
    let has = |column: &str| {
        header.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"')).any(|cell| {
            let called = names.iter().find(|(own, _)| own.eq_ignore_ascii_case(cell));
            called.map_or(cell, |(_, here)| here.as_str()) == column
        })
    };
    if has("assigned_session") {
        Holds::Plan
    } else if has("start") || (has("technique") && !has("pain")) {
        Holds::Sessions
    } else {
        Holds::Diary
    }
}
