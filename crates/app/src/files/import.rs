//! `backwise import csv`: tables of this or another program into the journal, all of them or nothing.

use super::given;
use crate::cli::ImportCsv;
use crate::failure::Failure;
use crate::out::showln;
use crate::store::Store;
use crate::world::World;
use exchange::Problems;
use exchange::sheets::{self, Brought, Import};
use std::path::{Path, PathBuf};

/// How many days are listed.
const LISTED: usize = 20;
/// What the files of a diary are called in a folder.
const NAMES: [&str; 3] = ["diary.csv", "sessions.csv", "plan.csv"];

pub(super) fn csv(world: &World, store: &mut Store, args: &ImportCsv) -> Result<(), Failure> {
    let dates = args.dates.map(Into::into);
    let brought = Brought::new(files(&args.from)?, args.map.clone(), dates)
        .map_err(|problems| refused(&problems, None))?;
    let tables = brought.read().map_err(|problems| refused(&problems, guess(&brought)))?;
    let import = sheets::import(&world.knowledge, &tables, store.entries(), store.person(), store.today())
        .map_err(|problems| refused(&problems, None))?;
    show(&tables.warnings, &import)?;
    if args.dry_run {
        showln!("This was a trial: nothing has changed.");
    } else if !import.entries.is_empty() {
        let added = store.take_in(&import.entries)?;
        showln!("{added} entries were added");
    }
    Ok(())
}

pub(super) fn show(warnings: &Problems, import: &Import) -> Result<(), Failure> {
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

fn refused(problems: &Problems, guess: Option<String>) -> Failure {
    let hint = guess.map_or_else(
        || "nothing has changed; mend this, then run the command again".to_owned(),
        |guess| format!("nothing has changed; if the names of the columns are others here, say so: {guess}"),
    );
    Failure::person(problems.to_string()).hint(hint)
}

/// The columns that have another name here, as far as their names tell: what to write behind the command.
fn guess(brought: &Brought) -> Option<String> {
    let columns = brought.columns().into_iter().flat_map(|(_, _, columns)| columns);
    let guesses = columns.filter(|column| column.here.is_none());
    let maps = guesses.filter_map(|column| Some(format!("--map \"{}={}\"", column.name, column.guess?)));
    let maps: Vec<String> = maps.collect();
    (!maps.is_empty()).then(|| maps.join(" "))
}

/// The files of a folder, or one file.
fn files(from: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let read = |path: PathBuf| {
        given::read(&path, exchange::LARGEST).map(|bytes| (path.display().to_string(), bytes))
    };
    if !from.is_dir() {
        return Ok(vec![read(from.to_owned())?]);
    }
    let there: Vec<PathBuf> = NAMES.iter().map(|name| from.join(name)).filter(|path| path.exists()).collect();
    if there.is_empty() {
        return Err(Failure::person(format!("`{}` holds no diary.csv and no sessions.csv", from.display()))
            .hint("name the file itself"));
    }
    there.into_iter().map(read).collect()
}
