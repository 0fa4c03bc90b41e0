//! `backwise brief` and `backwise summary`: what leaves is shown first, and written as a PDF where that is asked for.

use super::given;
use crate::answer;
use crate::cli::{BriefArgs, PaperArgs, Pressure, Share};
use crate::current::current;
use crate::failure::Failure;
use crate::out::{self, showln, wrap};
use crate::store::Store;
use crate::world::World;
use domain::current::Current;
use domain::entry::SettingChanged;
use exchange::brief::{Brief, Choice, Draft, PressureWish};
use exchange::paper::{OnePage, Paper};
use exchange::summary::{self, Given};
use std::fmt::Write as _;

/// `backwise brief`.
pub(super) fn brief(world: &World, store: &mut Store, args: &BriefArgs) -> Result<(), Failure> {
    let current = current(world, store, None)?;
    let person = store.person_now();
    let draft = Draft::new(&world.knowledge, &person, &current, store.today());
    let kept = person.settings.get(Choice::SETTING).map(|kept| kept.event.value.as_str());
    // A choice that cannot be read shares nothing.
    let kept = kept.and_then(|text| Choice::read(text).ok()).unwrap_or_default();
    let choice = chosen(&draft, &kept, args);
    if choice != kept {
        let value = choice.write().map_err(|error| Failure::ours(error.to_string()))?;
        store.record(SettingChanged { name: Choice::SETTING.to_owned(), value })?;
    }
    let paper = paper(store, &current, &args.paper);
    deliver(&Brief::new(&draft, &choice).page(paper), paper, &args.paper)
}

/// `backwise summary`.
pub(super) fn summary(world: &World, store: &mut Store, args: &PaperArgs) -> Result<(), Failure> {
    let current = current(world, store, None)?;
    let (person, today) = (store.person_now(), store.today());
    let (diary, answer, by_chance) = answer::own(world, &person, today, crate::trial::minute(store));
    let given = Given {
        knowledge: &world.knowledge,
        person: &person,
        current: &current,
        today,
        diary: &diary,
        answer: &answer,
        by_chance: by_chance.as_ref(),
        version: env!("CARGO_PKG_VERSION"),
    };
    let paper = paper(store, &current, args);
    deliver(&summary::page(&given, paper), paper, args)
}

/// What was chosen before, with what is chosen now.
fn chosen(draft: &Draft, kept: &Choice, args: &BriefArgs) -> Choice {
    let mut choice = kept.clone();
    if let Some(pressure) = args.pressure {
        choice.pressure = Some(match pressure {
            Pressure::Light => PressureWish::Light,
            Pressure::Comfortable => PressureWish::Comfortable,
            Pressure::ComfortableStrong => PressureWish::ComfortableStrong,
        });
    }
    if let Some(places) = &args.keep_off {
        choice.keep_off = places.chars().take(200).collect();
    }
    if !args.share.is_empty() {
        let shares = |what| args.share.contains(&what);
        let points = draft.health.iter().filter(|_| shares(Share::Health));
        choice.health = points.map(|point| point.id.clone()).collect();
        choice.moves = shares(Share::Moves);
        choice.last = shares(Share::Last);
        choice.testing = shares(Share::Test);
    }
    choice
}

/// The paper that is asked for, or the person's own.
fn paper(store: &Store, current: &Current, args: &PaperArgs) -> Paper {
    let person = store.person_now();
    let setting = person.settings.get(Paper::SETTING).map(|kept| kept.event.value.clone());
    let asked = args.paper.map(|paper| paper.as_str().to_owned());
    Paper::of(asked.or(setting).as_deref(), current.standing.profile.country.as_deref())
}

/// Shows the page, and writes it where a file is named.
fn deliver(page: &OnePage, paper: Paper, args: &PaperArgs) -> Result<(), Failure> {
    let Some(path) = &args.pdf else { return preview(page) };
    if path.exists() && !args.force {
        return Err(Failure::person(format!("`{}` is there already", path.display()))
            .hint("choose another name, or write over it with --force"));
    }
    let bytes = exchange::pdf::write(page, paper).map_err(|error| Failure::ours(error.to_string()))?;
    given::write(path, &bytes)?;
    preview(page)?;
    let foreign: String = page.foreign_letters().into_iter().collect();
    if !foreign.is_empty() {
        showln!("\nThe PDF cannot show these letters: {foreign}. A sign stands in their place.");
    }
    showln!("\nThis is all that is in {}: 1 page, {}", path.display(), words(paper));
    Ok(())
}

fn words(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    }
}

/// The words of the page, line by line.
fn preview(page: &OnePage) -> Result<(), Failure> {
    let mut text = format!("{}\n{}\n", page.kind.title, "-".repeat(page.kind.title.chars().count()));
    for part in &page.parts {
        // Writing to a string cannot go wrong.
        let _ = writeln!(text, "\n{}", part.heading);
        for line in &part.lines {
            let _ = writeln!(text, "{}", wrap(line, 4, 6));
        }
    }
    out::words(&text)
}
