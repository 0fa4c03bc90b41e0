//! `backwise ask`: the interview in the terminal. Every answer is kept at once, so closing it loses nothing.

use crate::cli;
use crate::failure::Failure;
use crate::out::{show, showln};
use crate::prompt::{Asker, Item, Page, PageKind, Reply, asker};
use crate::show::outcome::outcome;
use crate::store::Store;
use crate::world::World;
use domain::entry::{AnswerWithdrawn, Event};
use domain::ids::{OptionId, QuestionId, ZoneId};
use domain::intake::{Answer, Interview, Step, shown_options, to_keep};
use domain::knowledge::Knowledge;
use domain::knowledge::question::{Question, QuestionKind};
use domain::nearest;
use domain::standing::Standing;
use domain::triage::Triage;
use std::collections::{BTreeMap, BTreeSet};

/// Runs the interview to its end, or until the person stops.
pub(crate) fn run(world: &World, store: &mut Store, args: &cli::Ask) -> Result<(), Failure> {
    let mut asker = asker();
    if args.again {
        start_over(store)?;
    }
    if let Some(id) = &args.change {
        let question = find_question(&world.knowledge, id)?;
        let before = Standing::new(&world.knowledge, &store.person_now(), store.today()).answers;
        if !ask_one(world, store, asker.as_mut(), question, &before)? {
            return stopped(asker.as_mut());
        }
    }
    interview(world, store, asker.as_mut())
}

/// Asks what is open, and shows where that leads.
pub(crate) fn interview(world: &World, store: &mut Store, asker: &mut dyn Asker) -> Result<(), Failure> {
    let knowledge = &world.knowledge;
    if store.person_now().answers.is_empty() {
        asker.tell(WELCOME)?;
    }
    let mut wanted: Option<QuestionId> = None;
    loop {
        let standing = Standing::new(knowledge, &store.person_now(), store.today());
        let interview =
            Interview::new(knowledge, &world.model, standing.checked.clone(), standing.answers.clone())
                .asking_again(standing.again.clone());
        let question = match wanted.take().and_then(|id| knowledge.question(&id)) {
            Some(question) => question,
            None => match interview.step() {
                Step::Ask(question) => question,
                Step::Stop(triage) => return stop(world, &standing, &triage),
                Step::Finished => return crate::plan::finish(world, store),
            },
        };
        let reply = asker.ask(&page(knowledge, question, interview.answers()))?;
        match reply {
            Reply::Quit => return stopped(asker),
            Reply::Back => {
                let before = interview.before(&question.id).unwrap_or(question);
                wanted = Some(before.id.clone());
            }
            reply => {
                let answer = answer(knowledge, question, interview.answers(), &reply);
                if let Err(problem) = answer.check(knowledge, question) {
                    asker.tell(&problem.to_string())?;
                    wanted = Some(question.id.clone());
                } else if is_kept(knowledge, asker, &interview, question, &answer)? {
                    wanted = Some(question.id.clone());
                } else {
                    keep(knowledge, store, &standing.answers, question, answer)?;
                }
            }
        }
    }
}

const WELCOME: &str = "Can massage help with your back?\n\
    Answer some questions, get a plan for the next few weeks, and find out if it\n\
    works for you. It takes 5 to 10 minutes. You can stop and come back.\n\
    Your answers stay on this device. There is no account.\n\n\
    Most back pain is not caused by anything serious. A few signs mean you need\n\
    medical help first. We check for those now.";

fn stopped(asker: &mut dyn Asker) -> Result<(), Failure> {
    asker.tell("")?;
    showln!("All your answers are kept. Go on with: backwise ask");
    Ok(())
}

fn stop(world: &World, standing: &Standing, triage: &Triage) -> Result<(), Failure> {
    show!("{}", outcome(&world.knowledge, triage, standing.profile.country.as_deref()));
    Ok(())
}

/// Takes back all answers, so that every page is asked anew.
fn start_over(store: &mut Store) -> Result<(), Failure> {
    let person = store.person_now();
    let asked = person.answers.keys().cloned();
    let withdrawn: Vec<Event> = asked.map(|question| AnswerWithdrawn { question }.into()).collect();
    let today = store.today();
    if withdrawn.is_empty() { Ok(()) } else { Ok(store.record_all(withdrawn, today)?) }
}

fn find_question<'k>(knowledge: &'k Knowledge, id: &str) -> Result<&'k Question, Failure> {
    knowledge.question(&QuestionId::from(id)).ok_or_else(|| {
        let names = knowledge.questions.iter().map(|question| question.id.as_str());
        let failure = Failure::usage(format!("there is no question `{id}`"));
        match nearest(id, names) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint("`backwise questions --json` lists all questions"),
        }
    })
}

/// Asks one page again; `false` if the person stopped.
fn ask_one(
    world: &World,
    store: &mut Store,
    asker: &mut dyn Asker,
    question: &Question,
    before: &BTreeMap<QuestionId, Answer>,
) -> Result<bool, Failure> {
    loop {
        let reply = asker.ask(&page(&world.knowledge, question, before))?;
        if matches!(reply, Reply::Quit | Reply::Back) {
            return Ok(false);
        }
        let answer = answer(&world.knowledge, question, before, &reply);
        match answer.check(&world.knowledge, question) {
            Ok(()) => {
                keep(&world.knowledge, store, before, question, answer)?;
                return Ok(true);
            }
            Err(problem) => asker.tell(&problem.to_string())?,
        }
    }
}

/// Before a danger sign is erased, asks whether it was a mistake. `true`: it stays, ask the page again.
fn is_kept<'k>(
    knowledge: &'k Knowledge,
    asker: &mut dyn Asker,
    interview: &Interview<'k>,
    question: &'k Question,
    answer: &Answer,
) -> Result<bool, Failure> {
    let erased = interview.would_erase(question, answer);
    if erased.is_empty() {
        return Ok(false);
    }
    let words: Vec<&str> =
        erased.iter().filter_map(|key| knowledge.facts.get(key)).map(|fact| fact.words.as_str()).collect();
    let item = |id: &str, label: &str| Item { id: id.to_owned(), label: label.to_owned(), heading: None };
    let page = Page {
        title: "Was your earlier answer a mistake, or has it changed?".to_owned(),
        help: format!("You told us before: {}.", words.join("; ")),
        why: "We ask so that a sign is not lost by a slip of the finger.".to_owned(),
        kind: PageKind::List {
            items: vec![
                item("changed", "Yes, take the new answer"),
                item("keep", "No, keep the earlier answer"),
            ],
            many: false,
            none: None,
            unsure: false,
            ticked: BTreeSet::new(),
        },
        optional: false,
    };
    let reply = asker.ask(&page)?;
    Ok(!matches!(reply, Reply::Chosen { yes, .. } if yes.contains(&0)))
}

/// Keeps an answer, and takes back older answers to pages that follow it.
fn keep(
    knowledge: &Knowledge,
    store: &mut Store,
    before: &BTreeMap<QuestionId, Answer>,
    question: &Question,
    answer: Answer,
) -> Result<(), Failure> {
    let today = store.today();
    Ok(store.record_all(to_keep(knowledge, before, question, answer), today)?)
}

/// The page for a question, with the answer given before.
pub(crate) fn page(
    knowledge: &Knowledge,
    question: &Question,
    answers: &BTreeMap<QuestionId, Answer>,
) -> Page {
    let kind = match question.kind {
        QuestionKind::Text => PageKind::Text,
        QuestionKind::Number => PageKind::Number {
            min: question.min.unwrap_or(0),
            max: question.max.unwrap_or(u32::MAX),
            unit: question.unit.clone(),
        },
        QuestionKind::Zones | QuestionKind::One | QuestionKind::Many => {
            let items = items(knowledge, question, answers);
            let ticked = match answers.get(&question.id) {
                Some(Answer::Options { yes, .. }) => positions(&items, |id| yes.contains(id)),
                Some(Answer::Zones(zones)) => positions(&items, |id| zones.contains_key(id)),
                _ => BTreeSet::new(),
            };
            let many = question.kind != QuestionKind::One;
            let none = if question.none.is_empty() { "None of these" } else { question.none.as_str() };
            PageKind::List {
                unsure: question
                    .options
                    .iter()
                    .any(|option| !option.sets.is_empty() && option.id.as_str() != "unsure")
                    && !question.options.iter().any(|option| option.id.as_str() == "unsure"),
                none: (question.kind == QuestionKind::Many).then(|| none.to_owned()),
                items,
                many,
                ticked,
            }
        }
    };
    Page {
        title: question.title.clone(),
        help: question.help.clone(),
        why: question.why.clone(),
        kind,
        optional: question.optional,
    }
}

fn positions(items: &[Item], chosen: impl Fn(&str) -> bool) -> BTreeSet<usize> {
    items.iter().enumerate().filter(|(_, item)| chosen(&item.id)).map(|(number, _)| number).collect()
}

fn items(knowledge: &Knowledge, question: &Question, answers: &BTreeMap<QuestionId, Answer>) -> Vec<Item> {
    if question.kind == QuestionKind::Zones {
        let mut items = Vec::new();
        for row in &knowledge.zone_rows {
            for (number, zone) in row.zones().enumerate() {
                let heading = (number == 0).then(|| format!("{}: {}", row.title, row.hint));
                items.push(Item { id: zone.zone.to_string(), label: zone.words.clone(), heading });
            }
        }
        return items;
    }
    if question.field == "worst_zone" {
        let marked = answers.values().filter_map(|answer| match answer {
            Answer::Zones(zones) => Some(zones.keys()),
            _ => None,
        });
        let item = |id: &ZoneId| {
            let label = knowledge.zone(id).map_or_else(|| id.to_string(), |zone| zone.name.clone());
            Item { id: id.to_string(), label, heading: None }
        };
        return marked.flatten().map(item).collect();
    }
    let item = |option: &domain::knowledge::question::QuestionOption| Item {
        id: option.id.to_string(),
        label: option.label.clone(),
        heading: None,
    };
    shown_options(knowledge, question, answers).into_iter().map(item).collect()
}

/// What a reply means for a question.
pub(crate) fn answer(
    knowledge: &Knowledge,
    question: &Question,
    answers: &BTreeMap<QuestionId, Answer>,
    reply: &Reply,
) -> Answer {
    match reply {
        Reply::Number(number) => Answer::Number(*number),
        Reply::Text(text) => Answer::Text(text.clone()),
        Reply::Skip | Reply::Back | Reply::Quit => Answer::Skipped,
        Reply::Chosen { yes, unsure } => {
            let items = items(knowledge, question, answers);
            let ids = |numbers: &BTreeSet<usize>| -> Vec<String> {
                numbers.iter().filter_map(|number| items.get(*number)).map(|item| item.id.clone()).collect()
            };
            if question.kind == QuestionKind::Zones {
                return Answer::Zones(ids(yes).into_iter().map(|id| (ZoneId::from(id), 1.0)).collect());
            }
            let options = |numbers| ids(numbers).into_iter().map(OptionId::from).collect();
            Answer::Options { yes: options(yes), unsure: options(unsure) }
        }
    }
}
