//! `backwise plan`, `today` and `swap`: the plan in the terminal.

use crate::cli;
use crate::current::current;
use crate::failure::Failure;
use crate::out::{show, showln};
use crate::prompt::{Item, Page, PageKind, Reply, asker};
use crate::show::follow_up::raised;
use crate::show::outcome::outcome;
use crate::show::plan::{last_day, plan as plan_words};
use crate::show::result::result;
use crate::show::{Words, day};
use crate::store::Store;
use crate::trial;
use crate::world::World;
use domain::assessment::Assessment;
use domain::current::Current;
use domain::entry::{PlanPaused, PlanResumed, SwapReason, Swapped};
use domain::facts::Facts;
use domain::ids::TechniqueId;
use domain::intake::Due;
use domain::money::Money;
use domain::nearest;
use domain::plan::{Case, Plan, Progress, SwapOffer, Thing, ThingKind, TodayState, swap, today, why_words};
use domain::profile::Profile;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The end of the interview: the result and the plan.
pub(crate) fn finish(world: &World, store: &mut Store) -> Result<(), Failure> {
    let old = store.person_now().plan.is_some();
    // A plan that has run its time is followed by a new one.
    let start = (!old || is_over(store)).then(|| store.today());
    let current = current(world, store, start)?;
    show!(
        "{}",
        outcome(&world.knowledge, &current.assessment.triage, current.standing.profile.country.as_deref())
    );
    showln!("\n{}", result(&world.knowledge, &current.standing, &current.assessment));
    if let Some((_, adapted)) = &current.plan {
        let week = adapted.plan.week_of(store.today()).unwrap_or(1);
        showln!("{}", words(world, store, &adapted.plan, week));
    }
    showln!("Your plan is saved. What is on for today: backwise today");
    Ok(())
}

fn words(world: &World, store: &Store, plan: &Plan, week: u8) -> String {
    plan_words(&world.knowledge, plan, week, Money::of_person(&store.person_now()))
}

fn is_over(store: &Store) -> bool {
    let person = store.person_now();
    let end = person.plan.as_ref().and_then(|plan| plan.made.event.plan.get("end")).and_then(Value::as_str);
    end.and_then(|end| end.parse::<Date>().ok()).is_some_and(|end| store.today() >= end)
}

/// `backwise plan`.
pub(crate) fn run(world: &World, store: &mut Store, args: &cli::Plan) -> Result<(), Failure> {
    let start = args.renew.then(|| store.today());
    let Some((current, plan)) = open(world, store, start)? else { return Ok(()) };
    if args.pause {
        store.record(PlanPaused { until: None })?;
        showln!(
            "Your plan rests until you come back. Nothing is counted as lost.\nGo on with: backwise plan --resume"
        );
        return Ok(());
    }
    if args.resume {
        store.record(PlanResumed {})?;
        showln!("Welcome back. Start where you are: backwise today");
        return Ok(());
    }
    let weeks = plan.weeks;
    let week = args.week.unwrap_or_else(|| plan.week_of(store.today()).unwrap_or(1));
    if !(1..=weeks).contains(&week) {
        return Err(Failure::usage(format!("week {week} is outside the plan"))
            .hint(format!("the plan has weeks 1 to {weeks}")));
    }
    changes(world, &current)?;
    show!("{}", words(world, store, &plan, week));
    Ok(())
}

/// The current plan; shows what stands in the way where there is none.
pub(crate) fn open(
    world: &World,
    store: &mut Store,
    start: Option<Date>,
) -> Result<Option<(Current, Plan)>, Failure> {
    let current = current(world, store, start)?;
    let triage = &current.assessment.triage;
    if let Some((_, adapted)) = &current.plan {
        let plan = adapted.plan.clone();
        return Ok(Some((current, plan)));
    }
    // The very thing that ended a test may also leave no plan: say so first.
    if crate::trial::ended_for_safety(store) {
        showln!("{}", domain::trial::stopped_words(domain::entry::StopReason::Safety));
    }
    if current.standing.answers.is_empty() {
        showln!("There is no plan yet. It takes 5 to 10 minutes: backwise ask");
    } else if triage.level.allows_plan() {
        showln!("Some questions are open. Answer them, and the plan is there: backwise ask");
    } else {
        show!("{}", outcome(&world.knowledge, triage, current.standing.profile.country.as_deref()));
        let mut page = Words::default();
        raised(&current.standing.follow_up, &mut page);
        show!("{}", page.finish());
        if !current.standing.again.is_empty() {
            showln!("\nSome questions about this are open. Answering them may change it: backwise ask");
        }
    }
    Ok(None)
}

/// `backwise today`.
pub(crate) fn run_today(world: &World, store: &mut Store) -> Result<(), Failure> {
    let Some((current, plan)) = open(world, store, None)? else { return Ok(()) };
    let plan = trial::plan(world, store, &current, plan);
    let view = today(&plan, &current.progress, store.today());
    let mut page = Words::default();
    page.heading(&format!("Today, {}", day(view.date)));
    if let Some(goal) = &view.goal {
        page.say(&format!("For: {goal}"));
    }
    due(&current, &mut page);
    match view.state {
        TodayState::Paused => {
            page.say("Your plan rests. Go on with: backwise plan --resume");
        }
        TodayState::NotBegun => {
            page.say(&format!("Your plan begins on {}.", day(plan.start)));
        }
        TodayState::Over => {
            page.say(&format!("Your plan ended on {}.", day(last_day(&plan))));
            page.say("See what you found out: backwise progress. A new plan: backwise plan --renew");
        }
        TodayState::Week(_) if store.person_now().open_flare().is_some() => {
            page.say("A flare is on. Today is gentle. When it is over: backwise log flare --over");
        }
        TodayState::Week(_) => {}
    }
    trial::today_lines(world, store, &current, &mut page);
    for (number, thing) in view.things.iter().enumerate() {
        page.numbered(number + 1, &thing_line(world, &plan, thing));
    }
    if let Some(why) = &view.shorter {
        page.gap().say("Today the 5-minute version is enough, and it counts as done: backwise do --short");
        page.say(&why_words(&world.knowledge, why));
    }
    if let (true, Some(next)) = (view.things.len() <= 1, view.next) {
        page.say(&format!("The next session is on {}.", day(next)));
    }
    page.gap().say("Not today? That is fine: do nothing. Does not fit? backwise swap");
    page.say("Worse today? backwise log flare. Signs that need help now: backwise help-now");
    raised(&current.standing.follow_up, &mut page);
    show!("{}", page.finish());
    changes(world, &current)?;
    Ok(())
}

fn due(current: &Current, page: &mut Words) {
    match current.standing.due {
        Some(Due::Full) => {
            page.say("The safety questions are due again. They come first: backwise ask");
        }
        Some(Due::Short) => {
            page.say("4 short safety questions are due: backwise log problem");
        }
        None => {}
    }
}

fn thing_line(world: &World, plan: &Plan, thing: &Thing) -> String {
    let minutes = thing.minutes;
    match &thing.what {
        ThingKind::Visit(id) => {
            let name = world.knowledge.techniques.get(id).map_or(id.as_str(), |known| &known.name);
            format!("{name} with a therapist, {minutes} minutes. Afterwards: backwise log visit")
        }
        ThingKind::Session(id) => {
            let names: Vec<&str> = plan
                .session(id)
                .into_iter()
                .flat_map(|session| &session.items)
                .filter_map(|item| world.knowledge.techniques.get(&item.technique))
                .map(|known| known.name.as_str())
                .collect();
            format!("Session, {minutes} minutes: {}. Start: backwise do {id}", names.join("; "))
        }
        ThingKind::Walk(id) => format!("Walk, {minutes} minutes. It is part of {id}."),
        ThingKind::Review(about) => format!("Look back: {}", about.words()),
        ThingKind::CheckIn => "Check-in, 20 seconds: backwise log check-in".to_owned(),
    }
}

/// What the plan changed by itself, and why.
fn changes(world: &World, current: &Current) -> Result<(), Failure> {
    let Some((_, adapted)) = &current.plan else { return Ok(()) };
    let mut page = Words::default();
    for told in adapted.told(&world.knowledge) {
        for line in &told.lines {
            page.item(line);
        }
        page.say(&told.because);
    }
    for advice in &adapted.advice {
        page.item(advice.words());
    }
    let lines = page.finish();
    if !lines.is_empty() {
        showln!("\nWhat changed in your plan\n{lines}");
    }
    Ok(())
}

/// `backwise swap`.
pub(crate) fn run_swap(world: &World, store: &mut Store, args: &cli::Swap) -> Result<(), Failure> {
    let Some((current, plan)) = open(world, store, None)? else { return Ok(()) };
    let technique = match &args.technique {
        Some(id) => planned(&plan, id)?,
        None => match choose_planned(world, store, &plan)? {
            Some(id) => id,
            None => return Ok(()),
        },
    };
    let reason = match args.because {
        Some(reason) => reason.into(),
        None => match choose_reason()? {
            Some(reason) => reason,
            None => return Ok(()),
        },
    };
    let case = Case {
        targets: &plan.targets,
        facts: &current.standing.facts,
        profile: &current.standing.profile,
        progress: &current.progress,
        start: plan.start,
    };
    let offer = swap(&world.knowledge, &current.assessment.gate, &case, &plan, &technique, reason);
    let to = match &args.to {
        Some(id) => Some(offered(&offer, id)?),
        None => offer.chosen.clone(),
    };
    show!("{}", offer_words(world, &offer, to.as_ref()));
    if to.is_some() || reason == SwapReason::Hurts {
        store.record(Swapped { technique, reason, to })?;
        showln!("Your plan is changed. Not right? backwise undo");
    }
    Ok(())
}

fn planned(plan: &Plan, id: &str) -> Result<TechniqueId, Failure> {
    let all = plan.techniques();
    all.iter().find(|known| known.as_str() == id).map(|id| (*id).clone()).ok_or_else(|| {
        let failure = Failure::usage(format!("`{id}` is not in your plan"));
        match nearest(id, all.iter().map(|id| id.as_str())) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint("`backwise plan` shows the ids in square brackets"),
        }
    })
}

fn offered(offer: &SwapOffer, id: &str) -> Result<TechniqueId, Failure> {
    let mut open = offer.options.iter().map(|option| &option.technique);
    open.find(|known| known.as_str() == id).cloned().ok_or_else(|| {
        let names: Vec<&str> = offer.options.iter().map(|option| option.technique.as_str()).collect();
        let hint = if names.is_empty() {
            "nothing equal is open to you now".to_owned()
        } else {
            format!("open to you: {}", names.join(", "))
        };
        Failure::person(format!("`{id}` is no equal that is open to you")).hint(hint)
    })
}

fn choose_planned(world: &World, store: &Store, plan: &Plan) -> Result<Option<TechniqueId>, Failure> {
    let week = plan.week_of(store.today()).unwrap_or(1);
    let sessions = plan.sessions.iter().filter(|session| session.week == week);
    let ids: BTreeSet<&TechniqueId> =
        sessions.flat_map(|session| &session.items).map(|item| &item.technique).collect();
    let label = |id: &TechniqueId| {
        world.knowledge.techniques.get(id).map_or(id.to_string(), |known| known.name.clone())
    };
    let items = ids.iter().map(|id| (id.to_string(), label(id))).collect();
    Ok(choose("What does not fit?", items)?.map(TechniqueId::from))
}

fn choose_reason() -> Result<Option<SwapReason>, Failure> {
    let reasons = [
        ("too_hard", "Too hard", SwapReason::TooHard),
        ("hurts", "It hurts", SwapReason::Hurts),
        ("no_tool", "I do not have what it needs", SwapReason::NoTool),
        ("no_time", "No time", SwapReason::NoTime),
        ("bored", "Bored", SwapReason::Bored),
    ];
    let items = reasons.iter().map(|(id, label, _)| ((*id).to_owned(), (*label).to_owned())).collect();
    let chosen = choose("Why?", items)?;
    Ok(chosen.and_then(|id| reasons.iter().find(|(known, _, _)| *known == id)).map(|(_, _, reason)| *reason))
}

fn choose(title: &str, items: Vec<(String, String)>) -> Result<Option<String>, Failure> {
    let items: Vec<Item> = items.into_iter().map(|(id, label)| Item { id, label, heading: None }).collect();
    let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    let kind = PageKind::List { items, many: false, none: None, unsure: false, ticked: BTreeSet::new() };
    let page = Page { title: title.to_owned(), kind, ..Page::default() };
    Ok(match asker().ask(&page)? {
        Reply::Chosen { yes, .. } => yes.first().and_then(|number| ids.get(*number)).cloned(),
        _ => None,
    })
}

fn offer_words(world: &World, offer: &SwapOffer, to: Option<&TechniqueId>) -> String {
    let name = |id: &TechniqueId| {
        world.knowledge.techniques.get(id).map_or(id.to_string(), |known| known.name.clone())
    };
    let mut page = Words::default();
    if !offer.stop_first.is_empty() {
        let signs =
            offer.stop_first.iter().filter_map(|id| world.knowledge.stops.get(id)).map(|stop| &stop.say);
        page.list("First: is it one of these?", signs.take(4)).gap();
    }
    page.say(offer.note);
    if let Some(substitute) = &offer.substitute {
        page.say(&format!("What can stand in: {substitute}."));
    }
    if let Some(to) = to {
        page.say(&format!("Instead of {}: {} [{to}].", name(&offer.technique), name(to)));
    }
    let others: Vec<String> = offer
        .options
        .iter()
        .filter(|option| Some(&option.technique) != to)
        .map(|option| format!("{} [{}]", name(&option.technique), option.technique))
        .collect();
    page.list("Also open to you (with --to ID):", others);
    page.finish()
}

impl From<cli::SwapReason> for SwapReason {
    fn from(reason: cli::SwapReason) -> Self {
        match reason {
            cli::SwapReason::TooHard => Self::TooHard,
            cli::SwapReason::Hurts => Self::Hurts,
            cli::SwapReason::NoTool => Self::NoTool,
            cli::SwapReason::NoTime => Self::NoTime,
            cli::SwapReason::Bored => Self::Bored,
        }
    }
}

/// The plan of an assessed person as JSON, with the words and the certainty of what it holds; null where the screen
/// allows none.
pub(crate) fn plan_json(
    world: &World,
    facts: &Facts,
    profile: &Profile,
    assessment: &Assessment,
    today: Date,
) -> Option<Value> {
    let knowledge = &world.knowledge;
    let plan = assessment.plan(knowledge, facts, profile, &Progress::default(), today)?;
    let mut value = serde_json::to_value(&plan).ok()?;
    let techniques: BTreeMap<&str, Value> = plan
        .techniques()
        .into_iter()
        .filter_map(|id| knowledge.techniques.get(id))
        .map(|known| {
            let about = json!({ "name": known.name, "certainty": known.evidence, "sources": known.source });
            (known.id.as_str(), about)
        })
        .collect();
    value.as_object_mut()?.insert("techniques".to_owned(), json!(techniques));
    Some(value)
}
