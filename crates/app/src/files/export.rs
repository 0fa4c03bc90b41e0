//! `backwise export`: the diary as tables, the plan as a calendar.

use super::given;
use crate::cli::{ExportCalendar, ExportCsv};
use crate::current::current;
use crate::failure::Failure;
use crate::out::showln;
use crate::store::Store;
use crate::world::World;
use domain::entry::{MinuteOfDay, RecordedAt};
use exchange::Tables;
use exchange::calendar::{self, Wish};
use exchange::sheets::Sheets;
use std::fs;
use std::path::Path;

pub(super) fn csv(world: &World, store: &Store, args: &ExportCsv) -> Result<(), Failure> {
    let tables = tables(world, store);
    let files = Sheets::new(&tables).files();
    let there: Vec<String> = files
        .iter()
        .map(|(name, _)| args.folder.join(name))
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if let (Some(first), false) = (there.first(), args.force) {
        return Err(Failure::person(format!("`{first}` is there already"))
            .hint("choose another folder, or write over the files with --force"));
    }
    fs::create_dir_all(&args.folder).map_err(|error| {
        Failure::person(format!("the folder `{}` cannot be made: {error}", args.folder.display()))
            .hint("choose another place")
    })?;
    for (name, text) in &files {
        given::write(&args.folder.join(name), text.as_bytes())?;
    }
    let rows = [
        ("diary.csv", tables.days.len()),
        ("sessions.csv", tables.sessions.len()),
        ("plan.csv", tables.decisions.len()),
    ];
    for (name, rows) in rows {
        showln!("{}: {rows} {}", args.folder.join(name).display(), if rows == 1 { "row" } else { "rows" });
    }
    showln!(
        "Beside each is a description of its columns. Not all is in them: for everything, use backwise backup"
    );
    Ok(())
}

/// The rows of the journal as it stands now.
pub(super) fn tables(world: &World, store: &Store) -> Tables {
    let now = store.time();
    let offset = i16::try_from(now.offset().seconds() / 60).unwrap_or_default();
    let minute = MinuteOfDay::of(RecordedAt::from(now.timestamp()), offset);
    Tables::of(&world.knowledge, &store.person_now(), store.today(), minute)
}

pub(super) fn calendar(world: &World, store: &mut Store, args: &ExportCalendar) -> Result<(), Failure> {
    let current = current(world, store, None)?;
    let (person, today) = (store.person_now(), store.today());
    let given = calendar::Given {
        knowledge: &world.knowledge,
        entries: store.entries(),
        person: &person,
        current: &current,
        today,
    };
    let text = calendar::write(&given, &Wish { titles: args.titles, at: args.at, ..Wish::default() });
    if !text.contains("BEGIN:VEVENT") {
        return Err(
            Failure::person("there is no plan to put in a calendar yet").hint("begin with: backwise ask")
        );
    }
    let path = args.file.clone().unwrap_or_else(|| "backwise.ics".into());
    if path == Path::new("-") {
        return crate::out::words(&text);
    }
    if path.exists() && !args.force {
        return Err(Failure::person(format!("`{}` is there already", path.display()))
            .hint("choose another name, or write over it with --force"));
    }
    given::write(&path, text.as_bytes())?;
    showln!("{}: {} entries", path.display(), text.matches("BEGIN:VEVENT").count());
    showln!("Open it with your calendar. Opened again later, it changes the same entries.");
    Ok(())
}
