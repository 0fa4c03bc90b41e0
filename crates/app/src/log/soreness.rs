//! `backwise log soreness`: sore where it was pressed. Says whether that is expected, and what to do.

use super::{NOTHING, TAKE_BACK, asked_score, score};
use crate::cli;
use crate::failure::Failure;
use crate::out;
use crate::prompt::{Asker, Page, Reply, fill};
use crate::show::outcome::outcome;
use crate::show::{Words, how_sure, sentence};
use crate::store::Store;
use crate::world::World;
use domain::entry::{Event, NrsScore, PersonNow, ProblemReported, SorenessNoted};
use domain::ids::{Key, TechniqueId};
use domain::knowledge::Knowledge;
use domain::knowledge::care::fill as fill_in;
use domain::knowledge::care::session::{AfterLevel, AfterSession};
use domain::nearest;
use domain::standing::Standing;
use domain::triage::RULES_VERSION;
use std::collections::BTreeSet;

/// Longest soreness that can be noted, in hours: 4 weeks.
const LONGEST: u16 = 672;
/// Most techniques offered as the cause.
const MOST_CAUSES: usize = 8;

pub(super) fn run(
    world: &World,
    store: &mut Store,
    asker: &mut dyn Asker,
    args: &cli::Soreness,
) -> Result<(), Failure> {
    let knowledge = &world.knowledge;
    let Some(noted) = ask(knowledge, &store.person_now(), asker, args)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    let mut events: Vec<Event> = vec![noted.soreness.clone().into()];
    events.extend(noted.problem(knowledge).map(Event::from));
    let today = store.today();
    store.record_all(events, today)?;
    let standing = Standing::new(knowledge, &store.person_now(), today);
    let country = standing.profile.country.as_deref();
    out::words(&answer(knowledge, &noted, country))?;
    if !noted.signs.is_empty() && !standing.triage.level.allows_plan() {
        out::words("\n")?;
        out::words(&outcome(knowledge, &standing.triage, country))?;
    }
    Ok(())
}

/// What the person told.
struct Noted {
    soreness: SorenessNoted,
    /// Signs after a session, each with whether the person is not sure of it.
    signs: Vec<(String, bool)>,
}

impl Noted {
    fn signs<'k>(&self, knowledge: &'k Knowledge) -> impl Iterator<Item = (&'k AfterSession, bool)> {
        let row = |id: &str| knowledge.care.after_session.iter().find(|row| row.id == id);
        self.signs.iter().filter_map(move |(id, unsure)| Some((row(id)?, *unsure)))
    }

    /// The facts that the signs set.
    fn problem(&self, knowledge: &Knowledge) -> Option<ProblemReported> {
        let keys = |wanted: bool| -> BTreeSet<Key> {
            let rows = self.signs(knowledge).filter(|(_, unsure)| *unsure == wanted);
            rows.filter_map(|(row, _)| row.sets.clone()).collect()
        };
        let (yes, unsure) = (keys(false), keys(true));
        let any = !yes.is_empty() || !unsure.is_empty();
        any.then(|| ProblemReported { yes, unsure, words: String::new() })
    }
}

fn ask(
    knowledge: &Knowledge,
    person: &PersonNow,
    asker: &mut dyn Asker,
    args: &cli::Soreness,
) -> Result<Option<Noted>, Failure> {
    let given = args.score.as_deref().map(|text| score("soreness", text)).transpose()?;
    let mut soreness = SorenessNoted {
        score: given.unwrap_or(NrsScore::MIN),
        hours: args.hours.map(hours).transpose()?,
        zones: BTreeSet::new(),
        after: args.after.as_deref().map(|id| find(knowledge, id)).transpose()?,
    };
    if given.is_some() {
        return Ok(Some(Noted { soreness, signs: Vec::new() }));
    }
    let pages = pages(knowledge, person, args);
    let Some(replies) = fill(asker, pages.iter().map(|(_, page)| page))? else { return Ok(None) };
    let mut signs = Vec::new();
    for ((what, page), reply) in pages.iter().zip(replies) {
        match (what, &reply) {
            (Asked::Score, _) => soreness.score = asked_score(reply.number()).unwrap_or(NrsScore::MIN),
            (Asked::Signs, Reply::Chosen { yes, unsure }) => {
                signs.extend(page.ids(yes).into_iter().map(|id| (id.to_owned(), false)));
                signs.extend(page.ids(unsure).into_iter().map(|id| (id.to_owned(), true)));
            }
            (Asked::Signs, _) => {}
            (Asked::Hours, _) => soreness.hours = reply.number().and_then(|hours| u16::try_from(hours).ok()),
            (Asked::After, _) => soreness.after = page.chosen(&reply).map(TechniqueId::from),
        }
    }
    Ok(Some(Noted { soreness, signs }))
}

/// What a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Score,
    Signs,
    Hours,
    After,
}

fn pages(knowledge: &Knowledge, person: &PersonNow, args: &cli::Soreness) -> Vec<(Asked, Page)> {
    let causes = causes(knowledge, person);
    let signs = unexpected(knowledge).map(|row| (row.id.as_str(), row.words.as_str()));
    let all = [
        (
            true,
            Asked::Score,
            Page::score("How sore is it?", "0 = not at all, 10 = the worst you can think of"),
        ),
        (true, Asked::Signs, Page::many("Do you notice any of these too?", signs).with_doubt()),
        (
            args.hours.is_none(),
            Asked::Hours,
            Page::number("For how many hours by now?", 0, LONGEST.into(), "hours").optional(),
        ),
        (
            args.after.is_none() && !causes.is_empty(),
            Asked::After,
            Page::one("After what?", causes).optional(),
        ),
    ];
    all.into_iter().filter(|(open, ..)| *open).map(|(_, what, page)| (what, page)).collect()
}

fn hours(hours: u16) -> Result<u16, Failure> {
    if hours <= LONGEST {
        return Ok(hours);
    }
    Err(Failure::person(format!("{hours} hours is outside 0 to {LONGEST}"))
        .hint("give whole hours; nothing was recorded"))
}

fn find(knowledge: &Knowledge, given: &str) -> Result<TechniqueId, Failure> {
    if let Some(technique) = knowledge.techniques.get(given) {
        return Ok(technique.id.clone());
    }
    let failure = Failure::usage(format!("there is no technique `{given}`; nothing was recorded"));
    Err(match nearest(given, knowledge.techniques.keys().map(TechniqueId::as_str)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("leave --after out if you do not know"),
    })
}

/// What was done lately, newest first.
fn causes(knowledge: &Knowledge, person: &PersonNow) -> Vec<(String, String)> {
    let visits = person.visits.iter().filter_map(|visit| Some((visit.day, visit.event.technique.clone()?)));
    let sessions = person
        .sessions
        .iter()
        .flat_map(|session| session.event.items.iter().map(|item| (session.day, item.technique.clone())));
    let mut done: Vec<_> = visits.chain(sessions).collect();
    done.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let mut seen = BTreeSet::new();
    let known = done.into_iter().filter(|(_, id)| seen.insert(id.clone()));
    let known = known.filter_map(|(_, id)| knowledge.techniques.get(&id));
    known.take(MOST_CAUSES).map(|technique| (technique.id.to_string(), technique.name.clone())).collect()
}

/// Signs after a session that are not expected and can be seen or felt at once.
fn unexpected(knowledge: &Knowledge) -> impl Iterator<Item = &AfterSession> {
    knowledge.care.after_session.iter().filter(|row| !row.expected && row.points.is_none())
}

/// From this score on, an ache is not mild: the same limit that ends a session (`pain_over_6`).
const STRONG: u8 = 7;

/// The rule that fits the soreness alone.
fn fitting<'k>(knowledge: &'k Knowledge, soreness: &SorenessNoted) -> Option<&'k AfterSession> {
    let hours = soreness.hours.unwrap_or(0);
    let rows = &knowledge.care.after_session;
    let worse = rows.iter().filter(|row| {
        row.points.is_some_and(|points| soreness.score.points() >= points)
            && row.min_hours.is_some_and(|least| hours > least)
    });
    // Longer than an ache lasts, however faint: the milder of the two rules for soreness that stays.
    let lasting = || {
        let mild = rows.iter().find(|row| row.id == "mild_ache")?;
        let long = mild.max_hours.is_some_and(|most| hours > most) && soreness.score > NrsScore::MIN;
        rows.iter().filter(|row| long && row.points.is_some()).min_by_key(|row| row.level)
    };
    worse
        .max_by_key(|row| row.level)
        .or_else(lasting)
        .or_else(|| rows.iter().find(|row| row.id == "mild_ache"))
}

/// What was recorded, whether it is expected, and what to do.
fn answer(knowledge: &Knowledge, noted: &Noted, country: Option<&str>) -> String {
    let number = knowledge.care.emergency_number(country);
    let words = |text: &str| fill_in(text, &number, RULES_VERSION).into_owned();
    let mut page = Words::default();
    let mut signs: Vec<_> = noted.signs(knowledge).collect();
    signs.sort_by_key(|(row, _)| std::cmp::Reverse(row.level));
    if let Some((worst, unsure)) = signs.first() {
        page.heading("This is not expected").say(&words(&worst.action));
        let doubt = if *unsure { " (not sure)" } else { "" };
        page.say(&format!("You told us: {}{doubt}.", worst.words.trim_end_matches('.')));
        page.list(
            "And:",
            signs.iter().skip(1).map(|(row, _)| format!("{}. {}", row.words, words(&row.action))),
        );
        page.say(&how_sure(worst.certainty));
    } else if let Some(row) = fitting(knowledge, &noted.soreness) {
        let strong = noted.soreness.score.points() >= STRONG && row.expected;
        let stop = knowledge.care.stop_signs.iter().find(|stop| strong && stop.id == "pain_over_6");
        if let Some(stop) = stop {
            page.heading("This is more than a mild ache").say(&stop.action);
            page.say("If it stays for more than 2 days, note it again. Then we pause massage.");
        } else {
            page.heading(if row.expected { "This is expected" } else { "This is not expected" });
            page.say(&words(&row.action));
        }
        page.say(&how_sure(row.certainty));
    }
    let lasted = noted.soreness.hours.map(|hours| format!(", {hours} hours")).unwrap_or_default();
    let after = noted.soreness.after.as_ref().and_then(|id| knowledge.techniques.get(id));
    let after = after.map(|technique| format!(", after \"{}\"", technique.name)).unwrap_or_default();
    page.gap().say(&sentence(&format!("Recorded: sore {} of 10{lasted}{after}", noted.soreness.score)));
    let calm = signs.iter().all(|(row, _)| row.level < AfterLevel::SameDay);
    if calm {
        page.say("A bruise that grows, numbness, weakness or dark pee? Go here first: backwise help-now");
    }
    page.say(TAKE_BACK);
    page.finish()
}

#[cfg(test)]
mod tests;
