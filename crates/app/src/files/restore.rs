//! `backwise restore` and `backwise verify`: an archive back into a journal, or looked at without one.

use super::{given, kept, lock, phrase};
use crate::cli::{Restore, Verify};
use crate::failure::Failure;
use crate::out::showln;
use crate::store;
use domain::entry::PersonNow;
use exchange::archive::{self, Archive, Kept};
use jiff::civil::Date;
use std::path::Path;

pub(super) fn run(data: Option<&Path>, today: Option<Date>, args: &Restore) -> Result<(), Failure> {
    // All that can be wrong with the file is said before a journal is made or opened.
    let archive = read(&args.file, args.pass_phrase_file.as_deref())?;
    let there = store::open_if_there(data, today)?;
    let journal = there.as_ref().map(|store| store.entries().to_vec()).unwrap_or_default();
    let against = archive.against(&journal).map_err(|problem| given::refused(&problem))?;
    showln!("In the archive: {}", Kept::of(&PersonNow::replay(archive.entries())));
    showln!("{}", entries(against.there, "is in your journal already", "are in your journal already"));
    if args.dry_run {
        showln!("{}", entries(against.new.len(), "would be added", "would be added"));
        showln!("This was a trial: nothing has changed.");
        return Ok(());
    }
    if against.new.is_empty() {
        showln!("Nothing has to be added.");
        return Ok(());
    }
    let mut store = match there {
        Some(store) => store,
        None => store::open(data, today)?,
    };
    if let Some(path) = kept::before_restore(&store::folder(data)?, &store) {
        showln!("Your journal as it was is in {}", path.display());
    }
    let added = store.take_in(&against.new)?;
    showln!("{}", entries(added, "was added", "were added"));
    showln!("Now in your journal: {}", Kept::of(&store.person_now()));
    Ok(())
}

pub(super) fn verify(args: &Verify) -> Result<(), Failure> {
    let archive = read(&args.file, args.pass_phrase_file.as_deref())?;
    showln!("Backup checked: {}", Kept::of(&PersonNow::replay(archive.entries())));
    if let (Some(first), Some(last)) = (archive.entries().first(), archive.entries().last()) {
        let all = entries(archive.entries().len(), "", "");
        showln!(
            "{}, recorded from {} to {}",
            all.trim_end(),
            first.recorded_at.timestamp(),
            last.recorded_at.timestamp()
        );
    }
    Ok(())
}

fn read(path: &Path, phrase_file: Option<&Path>) -> Result<Archive, Failure> {
    let name = path.display().to_string();
    let mut bytes = given::read(path, lock::LARGEST)?;
    if archive::is_locked(&bytes) {
        let phrase = phrase::known(&name, phrase_file)?;
        bytes = lock::unlock(&name, &bytes, &phrase).map_err(|problem| given::refused(&problem))?;
    }
    archive::read(&name, &bytes).map_err(|problem| given::refused(&problem))
}

fn entries(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 entry {one}") } else { format!("{count} entries {many}") }
}
