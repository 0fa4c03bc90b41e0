//! `backwise do`: a guided session, from the short safety questions to "how was that?".

use crate::ask;
use crate::cli;
use crate::failure::Failure;
use crate::log::{Wanted, rate_before};
use crate::out::{show, showln, wrap};
use crate::play::{Bell, play};
use crate::player::{PlayStep, Played};
use crate::prompt::{Asker, Item, Page, PageKind, Reply, asker};
use crate::show::{Words, count, day};
use crate::store::Store;
use crate::trial;
use crate::world::World;
use domain::current::Current;
use domain::entry::{
    Felt, NrsScore, Screen, ScreenRepeated, SessionDone, SessionItem, SessionProblem, TestNow,
};
use domain::ids::{Key, SessionId};
use domain::knowledge::body::Side;
use domain::nearest;
use domain::plan::{Moment, Plan, Session};
use domain::session::steps_of;
use domain::trial::Assignment;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::time::Duration;

/// Pain that stands for "this one ended with a stop sign" (rule R14: red from 6 on).
const STOPPED_AT: u8 = 6;

/// Guides a session.
pub(crate) fn run(world: &World, store: &mut Store, args: &cli::Do) -> Result<(), Failure> {
    if !(args.speed.is_finite() && args.speed > 0.0) {
        return Err(Failure::usage("the speed has to be above 0"));
    }
    let Some((current, plan)) = crate::plan::open(world, store, None)? else { return Ok(()) };
    let plan = trial::plan(world, store, &current, plan);
    let session = if args.short {
        plan.short_version(store.today())
    } else {
        let Some(session) = find(&current, &plan, store, args.session.as_deref())? else { return Ok(()) };
        session.clone()
    };
    let mut asker = asker();
    if !args.screened && !mini_screen(world, store, asker.as_mut())? {
        return Ok(());
    }
    let test = trial::on_today(store, &current).filter(|_| !args.short);
    // Before anything of the session is shown: what comes after a look at it measures hope too.
    let wanted = match (&test, args.short) {
        (_, true) => Wanted::No,
        (Some(_), _) => Wanted::Always,
        (None, _) if asks_for_pain(world, store) => Wanted::Optional,
        (None, _) => Wanted::No,
    };
    if !rate_before(store, asker.as_mut(), &session, args.pain.as_deref(), wanted)? {
        return Ok(());
    }
    let Some(session) = in_test(world, &plan, session, test.as_ref(), store.today())? else { return Ok(()) };
    let Some(moment) = moment(world, asker.as_mut(), &plan, &session, args)? else {
        showln!("Nothing was recorded.");
        return Ok(());
    };
    let fitted = plan.at_moment(&world.knowledge, &session, moment);
    let mut changed = Words::default();
    for line in fitted.words(&world.knowledge) {
        changed.say(&line);
    }
    asker.tell(changed.finish().trim_end())?;
    let session = fitted.session;
    if session.items.is_empty() {
        return Ok(());
    }
    asker.tell(before(world, &session).trim_end())?;
    if !ready(asker.as_mut())? {
        let which = if args.short { "--short" } else { session.id.as_str() };
        showln!("Nothing was recorded. Come back when you like: backwise do {which}");
        return Ok(());
    }
    let played = play(steps(world, &session), args.speed, if args.quiet { Bell::Off } else { Bell::On })?;
    let minutes = played.iter().map(|one| one.time).sum::<Duration>().as_secs().div_ceil(60);
    showln!("{minutes} minutes done.");
    after(world, store, asker.as_mut(), &session, &played)
}

/// The session as the test has it today, if one runs.
fn in_test(
    world: &World,
    plan: &Plan,
    session: Session,
    test: Option<&(TestNow, Assignment)>,
    today: Date,
) -> Result<Option<Session>, Failure> {
    let Some(test) = test else { return Ok(Some(session)) };
    showln!("{}", wrap(&trial::part_words(world, test), 0, 0));
    let session = trial::session(world, plan, Some(&session), test, today);
    if session.is_none() {
        showln!("Nothing is left of this session for today. See you tomorrow: backwise today");
    }
    Ok(session)
}

/// The session that was asked for, or today's.
fn find<'p>(
    current: &Current,
    plan: &'p Plan,
    store: &Store,
    wanted: Option<&str>,
) -> Result<Option<&'p Session>, Failure> {
    if let Some(id) = wanted {
        return plan.session(&SessionId::from(id)).map(Some).ok_or_else(|| {
            let failure = Failure::usage(format!("there is no session `{id}` in your plan"));
            match nearest(id, plan.sessions.iter().map(|session| session.id.as_str())) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint("`backwise plan` lists your sessions"),
            }
        });
    }
    let today = store.today();
    let done = |session: &&Session| {
        current.progress.done.iter().any(|done| done.session.as_ref() == Some(&session.id))
    };
    if let Some(session) = plan.on(today).find(|session| !done(session)) {
        return Ok(Some(session));
    }
    match plan.sessions.iter().find(|session| session.date > today && !done(session)) {
        Some(next) => showln!(
            "Nothing is left for today. The next session is {} on {}.\nTo do it now: backwise do {}",
            next.id,
            day(next.date),
            next.id
        ),
        None => showln!("Your plan has no more sessions. See what you found out: backwise progress"),
    }
    Ok(None)
}

/// The 7 lines before every session. `false`: something is new, and the questions about it come first.
fn mini_screen(world: &World, store: &mut Store, asker: &mut dyn Asker) -> Result<bool, Failure> {
    let Some(set) = world.knowledge.screen_sets.iter().find(|set| set.id == "mini") else { return Ok(true) };
    let item = |line: &domain::knowledge::question::ScreenLine| Item {
        id: line.id.to_string(),
        label: line.label.clone(),
        heading: None,
    };
    let page = Page {
        title: set.title.clone(),
        why: "We ask each time, because these can change from day to day.".to_owned(),
        kind: PageKind::List {
            items: set.lines.iter().map(item).collect(),
            many: true,
            none: Some(set.none.clone()),
            unsure: true,
            ticked: BTreeSet::new(),
        },
        ..Page::default()
    };
    let Reply::Chosen { yes, unsure } = asker.ask(&page)? else {
        showln!("Nothing was recorded.");
        return Ok(false);
    };
    let lines =
        set.lines.iter().enumerate().filter(|(number, _)| yes.contains(number) || unsure.contains(number));
    // A line stands for several signs: until its pages are answered, each of them may be so.
    let open: BTreeSet<Key> = lines.flat_map(|(_, line)| line.asks.iter().cloned()).collect();
    let clear = open.is_empty();
    store.record(ScreenRepeated { set: Screen::Mini, yes: BTreeSet::new(), unsure: open })?;
    if !clear {
        showln!("Some questions about that come first.");
        ask::interview(world, store, asker)?;
    }
    Ok(clear)
}

/// Whether pain may be asked for today (the rule for new pain: experience, part 5.8).
fn asks_for_pain(world: &World, store: &Store) -> bool {
    domain::diary::asks_for_pain(&world.knowledge, &store.person_now(), store.today())
}

/// What is so at this hour, from the flags or by asking; `None` if the person stopped.
///
/// Only what would change this session is asked.
fn moment(
    world: &World,
    asker: &mut dyn Asker,
    plan: &Plan,
    session: &Session,
    args: &cli::Do,
) -> Result<Option<Moment>, Failure> {
    let so = |wanted: cli::Now| args.now.contains(&wanted);
    let given = Moment { dulled: so(cli::Now::Alcohol), near_bedtime: so(cli::Now::Bedtime) };
    if !args.now.is_empty() {
        return Ok(Some(given));
    }
    let lines = [
        (
            Moment { dulled: true, ..given },
            "alcohol",
            "Alcohol, strong painkillers or a calming medicine today",
        ),
        (Moment { near_bedtime: true, ..given }, "bedtime", "I go to bed within the next hour"),
    ];
    let changes = |moment: Moment| !plan.at_moment(&world.knowledge, session, moment).changes.is_empty();
    let lines: Vec<_> = lines.into_iter().filter(|(moment, ..)| changes(*moment)).collect();
    if lines.is_empty() {
        return Ok(Some(given));
    }
    let page = Page::many("Is one of these so now?", lines.iter().map(|(_, id, label)| (*id, *label)));
    let page =
        Page { why: "Some things do not fit then. We leave them out for now.".to_owned(), ..page.optional() };
    Ok(match asker.ask(&page)? {
        Reply::Chosen { yes, .. } => {
            let ticked = lines.iter().enumerate().filter(|(number, _)| yes.contains(number));
            Some(ticked.fold(given, |all, (_, (one, ..))| Moment {
                dulled: all.dulled || one.dulled,
                near_bedtime: all.near_bedtime || one.near_bedtime,
            }))
        }
        Reply::Quit | Reply::Back => None,
        Reply::Number(_) | Reply::Text(_) | Reply::Skip => Some(given),
    })
}

/// What to know before lying down: things, minutes, side, stop signs.
fn before(world: &World, session: &Session) -> String {
    let mut page = Words::default();
    let minutes = count(session.minutes.into(), "minute");
    if session.id.as_str().is_empty() {
        page.heading(&format!("The 5-minute version, {minutes}"));
    } else {
        page.heading(&format!("Session {}, {minutes}", session.id));
    }
    for item in &session.items {
        page.item(&crate::show::plan::item_line(&world.knowledge, item));
    }
    let things = session.needs(&world.knowledge);
    if !things.is_empty() {
        page.gap().say(&format!("You need: {}.", things.join(", ")));
    }
    if let Some(item) = session.items.iter().find(|item| item.dose.first_side != Side::None) {
        page.say(&format!("Side first: {}.", side_words(item.dose.first_side)));
    }
    page.gap();
    page.say("Stop if you feel sharp pain, pain that spreads, or numbness or tingling.");
    page.say("Keep off the bones of your spine, your ribs, and the front and sides of your neck.");
    page.say("Breathe as normal. If you hold your breath, press less.");
    page.finish()
}

/// A side in large letters.
pub(crate) fn side_words(side: Side) -> &'static str {
    match side {
        Side::Left => "LEFT",
        Side::Right => "RIGHT",
        Side::Both => "BOTH SIDES",
        Side::None => "",
    }
}

fn ready(asker: &mut dyn Asker) -> Result<bool, Failure> {
    let chosen = one_of(asker, "Ready?", &[("start", "Start"), ("later", "Not now")])?;
    Ok(chosen == Some(0))
}

fn one_of(asker: &mut dyn Asker, title: &str, options: &[(&str, &str)]) -> Result<Option<usize>, Failure> {
    let items = options.iter().map(|(id, label)| Item {
        id: (*id).to_owned(),
        label: (*label).to_owned(),
        heading: None,
    });
    let kind = PageKind::List {
        items: items.collect(),
        many: false,
        none: None,
        unsure: false,
        ticked: BTreeSet::new(),
    };
    let page = Page { title: title.to_owned(), kind, ..Page::default() };
    Ok(match asker.ask(&page)? {
        Reply::Chosen { yes, .. } => yes.first().copied(),
        _ => None,
    })
}

fn steps(world: &World, session: &Session) -> Vec<PlayStep> {
    let mut steps = Vec::new();
    for (number, item) in session.items.iter().enumerate() {
        let Some(known) = world.knowledge.techniques.get(&item.technique) else { continue };
        for step in steps_of(&world.knowledge, item).unwrap_or_default() {
            steps.push(PlayStep {
                title: known.name.clone(),
                item: number,
                say: step.say,
                length: Duration::from_secs(step.seconds.into()),
                // "Both sides" says something only where there are sides.
                side: if known.sided { step.side } else { Side::None },
            });
        }
    }
    steps
}

/// Two questions, then out.
fn after(
    world: &World,
    store: &mut Store,
    asker: &mut dyn Asker,
    session: &Session,
    played: &[Played],
) -> Result<(), Failure> {
    let felt = match one_of(
        asker,
        "How was that?",
        &[("better", "Better"), ("same", "Same"), ("worse", "Worse")],
    )? {
        Some(0) => Felt::Better,
        Some(1) => Felt::Same,
        Some(2) => Felt::Worse,
        _ => Felt::None,
    };
    let problems = [
        ("none", "None", SessionProblem::None),
        ("sore", "Sore where I pressed", SessionProblem::Sore),
        ("sharp", "Sharp or spreading pain", SessionProblem::Sharp),
        ("numb", "Numb or tingly", SessionProblem::Numb),
        ("dizzy", "Dizzy", SessionProblem::Dizzy),
        ("other", "Something else", SessionProblem::Other),
    ];
    let labels: Vec<(&str, &str)> = problems.iter().map(|(id, label, _)| (*id, *label)).collect();
    let problem = one_of(asker, "Any problem?", &labels)?;
    let problem = problem
        .and_then(|number| problems.get(number))
        .map_or(SessionProblem::None, |(_, _, problem)| *problem);
    let stops = matches!(problem, SessionProblem::Sharp | SessionProblem::Numb | SessionProblem::Dizzy);
    let which = if stops { which_item(world, asker, session)? } else { None };
    let item = |(number, item): (usize, &domain::plan::Item)| {
        let one = played.get(number).copied().unwrap_or_default();
        let stopped = (which == Some(number)).then(|| NrsScore::new(STOPPED_AT).ok()).flatten();
        SessionItem {
            technique: item.technique.clone(),
            side: item.dose.first_side,
            seconds: u32::try_from(one.time.as_secs()).unwrap_or(u32::MAX),
            skipped: one.skipped,
            pressure: None,
            pain_during: stopped,
        }
    };
    let items = session.items.iter().enumerate().map(item).collect();
    store.record(SessionDone {
        session: session.id.to_string(),
        items,
        felt,
        problem,
        note: String::new(),
    })?;
    if stops {
        show!("{}", stop_page(world));
    }
    showln!("Recorded. Not right? backwise undo");
    showln!("And in 20 minutes? backwise log rating --when after");
    Ok(())
}

fn which_item(world: &World, asker: &mut dyn Asker, session: &Session) -> Result<Option<usize>, Failure> {
    let names: Vec<(String, String)> = session
        .items
        .iter()
        .map(|item| {
            let name = world.knowledge.techniques.get(&item.technique).map_or("", |known| &known.name);
            (item.technique.to_string(), name.to_owned())
        })
        .collect();
    let options: Vec<(&str, &str)> = names.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    one_of(asker, "In which part?", &options)
}

/// What to do after a stop sign.
fn stop_page(world: &World) -> String {
    let mut page = Words::default();
    page.heading("Stop here for today");
    page.say("Rest in a position that eases your back. That part is out of your plan until you put it back.");
    let net = &world.knowledge.care.safety_net;
    page.gap().list(&net.intro, &net.signs);
    page.say("All signs and the number to call: backwise help-now");
    page.say("Still there tomorrow, or something else is new? backwise log problem");
    page.finish()
}
