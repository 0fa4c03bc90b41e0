//! `backwise export fhir` and `backwise import fhir`: what other health programs read, and what they give back.

use super::given;
use super::import::show;
use crate::cli::{ExportFhir, ImportFhir};
use crate::current::current;
use crate::failure::Failure;
use crate::out::showln;
use crate::store::Store;
use crate::trial::minute;
use crate::world::World;
use domain::answer::{Diary, answer};
use exchange::Problems;
use exchange::fhir::{self, Export, Given, Wish};
use std::path::Path;

pub(super) fn export(world: &World, store: &mut Store, args: &ExportFhir) -> Result<(), Failure> {
    let wish = Wish { notes: args.notes, safety: args.safety, snomed: !args.no_snomed };
    let Some(export) = make(world, store, &wish)? else {
        return Err(Failure::person("there is nothing to export yet").hint("begin with: backwise ask"));
    };
    let path = args.file.clone().unwrap_or_else(|| "backwise-fhir.json".into());
    if path == Path::new("-") {
        return crate::out::words(&export.text);
    }
    if args.dry_run {
        showln!("This would go into {}:", path.display());
        counts(&export, &wish)?;
        showln!("This was a trial: nothing was written.");
        return Ok(());
    }
    if path.exists() && !args.force {
        return Err(Failure::person(format!("`{}` is there already", path.display()))
            .hint("choose another name, or write over it with --force"));
    }
    given::write(&path, export.text.as_bytes())?;
    showln!("{}:", path.display());
    counts(&export, &wish)?;
    showln!("It is plain text about your health: give it only to whom you trust.");
    Ok(())
}

fn make(world: &World, store: &mut Store, wish: &Wish) -> Result<Option<Export>, Failure> {
    let current = current(world, store, None)?;
    let (person, today) = (store.person_now(), store.today());
    let answer = answer(&Diary::of_answer(&world.knowledge, &person, today, minute(store)));
    let given = Given {
        knowledge: &world.knowledge,
        whose: store.person(),
        person: &person,
        current: &current,
        today,
        answer: Some(&answer),
    };
    Ok(fhir::write(&given, wish))
}

fn counts(export: &Export, wish: &Wish) -> Result<(), Failure> {
    for (kind, count) in &export.counts {
        showln!("{count:>6} {kind}");
    }
    if !wish.notes {
        showln!("Not in it: your notes. To take them along, use --notes");
    }
    if !wish.safety {
        showln!("Not in it: your answers to the safety questions. To take them along, use --safety");
    }
    Ok(())
}

pub(super) fn import(store: &mut Store, args: &ImportFhir) -> Result<(), Failure> {
    let bytes = given::read(&args.file, fhir::LARGEST)?;
    let name = args.file.display().to_string();
    let record = fhir::read(&name, &bytes).map_err(|problem| given::refused(&problem))?;
    let import = record
        .import(store.entries(), store.person(), args.mine)
        .map_err(|problem| given::refused(&problem))?;
    show(&Problems::default(), &import)?;
    if args.dry_run {
        showln!("This was a trial: nothing has changed.");
    } else if !import.entries.is_empty() {
        let added = store.take_in(&import.entries)?;
        showln!(
            "{}",
            if added == 1 { "1 entry was added".to_owned() } else { format!("{added} entries were added") }
        );
    }
    Ok(())
}
