//! `backwise backup`: one file with everything, read back before it is called a backup.

use super::{given, lock, phrase};
use crate::cli::Backup;
use crate::failure::Failure;
use crate::out::showln;
use crate::store::{self, Store};
use domain::entry::PersonNow;
use exchange::archive::{self, Kept};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

pub(super) fn run(data: Option<&Path>, today: Option<Date>, args: &Backup) -> Result<(), Failure> {
    let store = store::open_if_there(data, today)?.filter(|store| !store.entries().is_empty());
    let Some(store) = store else {
        return Err(Failure::person("there is nothing to back up yet").hint("begin with: backwise ask"));
    };
    let path = path(args.file.as_deref(), store.today(), args.lock);
    if path.exists() && !args.force {
        return Err(Failure::person(format!("`{}` is there already", path.display()))
            .hint("choose another name, or write over it with --force"));
    }
    let text = text(&store)?;
    let kept = if args.lock {
        let phrase = phrase::new(args.pass_phrase_file.as_deref())?;
        given::write(&path, &lock::lock(text.as_bytes(), &phrase).map_err(Failure::ours)?)?;
        check(&path, &store, Some(&phrase))?
    } else {
        given::write(&path, text.as_bytes())?;
        check(&path, &store, None)?
    };
    showln!("Backup checked: {kept}");
    showln!("It is in {}", path.display());
    if args.lock {
        showln!("It is locked: nobody can open it without the pass-phrase, and we cannot either.");
    } else {
        showln!("It is plain text: keep it where only you can read it.");
    }
    Ok(())
}

/// The archive of a journal.
pub(super) fn text(store: &Store) -> Result<String, Failure> {
    archive::write(store.entries()).map_err(|error| Failure::ours(error.to_string()))
}

/// Where the file goes: what was asked for, or a name with the date in the current folder.
fn path(asked: Option<&Path>, today: Date, locked: bool) -> PathBuf {
    let name = format!("backwise-{today}.json{}", if locked { ".age" } else { "" });
    match asked {
        None => name.into(),
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(file) => file.to_owned(),
    }
}

/// Reads back what was written, and compares it with the journal entry by entry.
fn check(path: &Path, store: &Store, phrase: Option<&str>) -> Result<Kept, Failure> {
    let name = path.display().to_string();
    let bad =
        |problem| given::refused(&problem).hint("the backup is not good: make it again in another place");
    let mut bytes = given::read(path, lock::LARGEST)?;
    if let Some(phrase) = phrase {
        bytes = lock::unlock(&name, &bytes, phrase).map_err(bad)?;
    }
    let back = archive::read(&name, &bytes).map_err(bad)?;
    let against = back.against(store.entries()).map_err(|problem| given::refused(&problem))?;
    if !against.new.is_empty() || against.there != store.entries().len() {
        return Err(Failure::ours(format!(
            "the backup `{}` does not hold all that the journal does",
            path.display()
        ))
        .hint("make it again in another place"));
    }
    Ok(Kept::of(&PersonNow::replay(back.entries())))
}
