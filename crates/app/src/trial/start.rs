//! `backwise test start`: four pages, and the promise before the first draw.

use crate::cli;
use crate::current::current;
use crate::failure::Failure;
use crate::out::{show, showln};
use crate::prompt::{Asker, Page, asker};
use crate::show::Words;
use crate::store::Store;
use crate::world::World;
use domain::entry::{Tested, Worthwhile};
use domain::trial::{Choice, Design, NotOffered, Proposal, Seed, Wish, choices, propose, what_words};
use uuid::Uuid;

/// Said when someone stops before the end.
const NOTHING: &str = "No test was started.";
/// Weeks that the page offers.
const WEEKS: [u16; 3] = [4, 8, 12];
/// Weeks that the page offers for visits.
const WEEKS_OF_VISITS: [u16; 2] = [13, 17];

pub(super) fn run(world: &World, store: &mut Store, args: &cli::TestStart) -> Result<(), Failure> {
    // A seed that cannot be read stops everything before a page is shown.
    let seed = match &args.seed {
        Some(text) => Seed::from_hex(text).map_err(|error| {
            Failure::usage(error.to_string()).hint("leave out --seed, and a new one is drawn for you")
        })?,
        None => new_seed(),
    };
    let worthwhile = args.worthwhile.as_deref().map(worthwhile).transpose()?;
    let current = current(world, store, None)?;
    let (person, today) = (store.person_now(), store.today());
    let open = choices(&world.knowledge, &person, &current, today).map_err(|why| refused(&why))?;
    let mut asker = asker();
    let asker = asker.as_mut();
    let what = match &args.what {
        Some(id) => named(&open, id, &|what| not_open(world, store, &current, what))?,
        None => match ask_what(asker, &open)? {
            Some(what) => what,
            None => return nothing(),
        },
    };
    let Some(choice) = open.iter().find(|choice| choice.what == what) else { return nothing() };
    let (weeks, lasting) = match args.weeks {
        Some(weeks) => (weeks, args.lasting),
        None if args.yes => (choice.weeks, args.lasting),
        None => match ask_weeks(asker, choice, args.lasting)? {
            Some(answer) => answer,
            None => return nothing(),
        },
    };
    let worthwhile = match worthwhile {
        Some(worthwhile) => worthwhile,
        None if args.yes => Worthwhile::default(),
        None => match ask_worthwhile(asker)? {
            Some(worthwhile) => worthwhile,
            None => return nothing(),
        },
    };
    let wish = Wish { what, weeks, worthwhile, lasting_effect_expected: lasting };
    let proposal =
        propose(&world.knowledge, &person, &current, today, wish.clone()).map_err(|why| refused(&why))?;
    let pain = current.standing.profile.pain_now;
    let started = proposal.start(seed);
    let summary = summary(world, &proposal, &wish, &started.commitment, pain);
    if args.yes {
        show!("{summary}");
    } else {
        asker.tell(&summary)?;
        let page = Page::one("Start the test today?", [("start", "Start"), ("later", "Not now")]);
        let reply = asker.ask(&page)?;
        if page.chosen(&reply) != Some("start") {
            return nothing();
        }
    }
    store.record(started)?;
    showln!("Your test has begun. Each day: backwise today. Not right? backwise undo");
    Ok(())
}

fn nothing() -> Result<(), Failure> {
    showln!("{NOTHING}");
    Ok(())
}

pub(super) fn refused(why: &NotOffered) -> Failure {
    let failure = if matches!(why, NotOffered::Weeks { .. }) {
        Failure::usage(why.words())
    } else {
        Failure::person(why.words())
    };
    failure.hint(why.hint())
}

fn worthwhile(text: &str) -> Result<Worthwhile, Failure> {
    text.parse().map_err(|error: domain::entry::InvalidWorthwhile| {
        Failure::usage(error.to_string()).hint("give a number of points from 0.5 to 3, such as 1")
    })
}

/// What was asked for by name.
fn named(open: &[Choice], id: &str, not_open: &dyn Fn(Tested) -> Failure) -> Result<Tested, Failure> {
    if let Some(choice) = open.iter().find(|choice| choice.id() == id) {
        return Ok(choice.what.clone());
    }
    Err(match id {
        "visits" => not_open(Tested::Visits),
        "self_massage" => not_open(Tested::SelfMassage),
        _ => not_open(Tested::Techniques([id.into()].into())),
    })
}

/// Why something is not offered.
fn not_open(world: &World, store: &Store, current: &domain::current::Current, what: Tested) -> Failure {
    let wish = Wish { what, weeks: 8, worthwhile: Worthwhile::default(), lasting_effect_expected: false };
    match propose(&world.knowledge, &store.person_now(), current, store.today(), wish) {
        Err(why) => refused(&why),
        Ok(_) => refused(&NotOffered::NotOpen { why: String::new() }),
    }
}

fn ask_what(asker: &mut dyn Asker, open: &[Choice]) -> Result<Option<Tested>, Failure> {
    let items = open.iter().map(|choice| (choice.id(), choice.name.clone()));
    let page = Page::one("1 of 4. What do you want to test?", items)
        .help("One thing at a time. Everything else stays as it is.");
    let reply = asker.ask(&page)?;
    let chosen = page.chosen(&reply).and_then(|id| open.iter().find(|choice| choice.id() == id));
    Ok(chosen.map(|choice| choice.what.clone()))
}

/// How many weeks, and whether in blocks.
fn ask_weeks(asker: &mut dyn Asker, choice: &Choice, lasting: bool) -> Result<Option<(u16, bool)>, Failure> {
    let visits = choice.what == Tested::Visits;
    let mut options: Vec<(String, String, (u16, bool))> = Vec::new();
    if visits {
        for weeks in WEEKS_OF_VISITS {
            let label = format!("{weeks} weeks, each week with or without a visit");
            options.push((format!("weeks_{weeks}"), label, (weeks, lasting)));
        }
    } else {
        for weeks in WEEKS.into_iter().filter(|_| !lasting) {
            let usual = if weeks == choice.weeks { " (usual)" } else { "" };
            options.push((
                format!("weeks_{weeks}"),
                format!("{weeks} weeks, a coin for each day{usual}"),
                (weeks, false),
            ));
        }
        for weeks in WEEKS.into_iter().filter(|weeks| *weeks >= choice.weeks) {
            let label = format!("{weeks} weeks in blocks, if relief lasts you more than 4 days");
            options.push((format!("weeks_{weeks}_in_blocks"), label, (weeks, true)));
        }
    }
    let items = options.iter().map(|(id, label, _)| (id.clone(), label.clone()));
    let page = Page::one("2 of 4. How long?", items)
        .help("The first 7 days are without. Longer gives a surer answer.");
    let reply = asker.ask(&page)?;
    let chosen = page.chosen(&reply).and_then(|id| options.iter().find(|(known, ..)| known == id));
    Ok(chosen.map(|(_, _, answer)| *answer))
}

fn ask_worthwhile(asker: &mut dyn Asker) -> Result<Option<Worthwhile>, Failure> {
    let items = [
        ("a_bit", "A bit: half a point lower"),
        ("clearly", "Clearly: 1 point lower"),
        ("a_lot", "A lot: 2 points lower"),
        ("very_much", "Very much: 3 points lower"),
    ];
    let page = Page::one("3 of 4. How much lower must your average pain be to be worth your time?", items)
        .help("Pain goes from 0 to 10. Your answer is locked until the test is over.");
    let reply = asker.ask(&page)?;
    let points = match page.chosen(&reply) {
        Some("a_bit") => 0.5,
        Some("clearly") => 1.0,
        Some("a_lot") => 2.0,
        Some("very_much") => 3.0,
        _ => return Ok(None),
    };
    Ok(Worthwhile::new(points).ok())
}

/// The last page: what will happen, what stays the same, and the promise.
fn summary(world: &World, proposal: &Proposal, wish: &Wish, commitment: &str, pain: Option<u8>) -> String {
    let mut page = Words::default();
    page.heading("4 of 4. Your test");
    page.item(&format!("What: {}", what_words(&world.knowledge, &wish.what)));
    page.item(&format!("How long: {} weeks", wish.weeks));
    page.item("First 7 days: without, to see how your back does on its own");
    page.item(match proposal.design() {
        Design::CoinDays { .. } => {
            "Then: chance decides each day, with or without; never two days running with"
        }
        Design::Blocks { .. } if wish.what == Tested::Visits => {
            "Then: weeks in pairs, one with a visit and one without; chance decides which comes first"
        }
        Design::Blocks { .. } => {
            "Then: blocks of 5 to 7 days in pairs, one with and one without; chance decides which comes first"
        }
    });
    let points = wish.worthwhile.points();
    page.item(&format!("Worth it from: {} lower; locked until the end", wish.worthwhile.words()));
    if pain.is_some_and(|pain| points > f64::from(pain) / 2.0) {
        page.say("That is more than half of your pain now. Few things do that much.");
    }
    page.gap();
    page.say("Each day: rate your pain in the morning and in the evening. That takes 20 seconds.");
    page.say("Keep the rest as it is, as far as you can: medicine, exercise, heat.");
    page.say("With and without are compared once, at the end. You can stop at any time.");
    page.gap();
    page.say("The days are drawn from a secret number. At the end you see it and can check the draw.");
    page.say("This is the promise that it stays the same:");
    page.line(commitment);
    page.finish()
}

/// 32 bytes from the system's random numbers.
fn new_seed() -> Seed {
    let (one, other) = (Uuid::new_v4(), Uuid::new_v4());
    let mut bytes = [0; 32];
    for (place, byte) in bytes.iter_mut().zip(one.as_bytes().iter().chain(other.as_bytes())) {
        *place = *byte;
    }
    Seed::from_bytes(&bytes)
}
