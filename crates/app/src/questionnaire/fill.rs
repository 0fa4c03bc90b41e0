//! Filling in a questionnaire, one item at a time: what is asked next may hang on what was answered before.

use crate::failure::Failure;
use crate::out::showln;
use crate::prompt::{Asker, Page, Reply};
use crate::store::Store;
use domain::entry::QuestionnaireAnswered;
use domain::questionnaire::{Answers, Given, Item, ItemKind, Questionnaire, Scored, scored};
use domain::words::plain;
use std::collections::BTreeSet;

/// Asks it all, and keeps the answers once the last is given.
pub(super) fn run(store: &mut Store, asker: &mut dyn Asker, asked: &Questionnaire) -> Result<(), Failure> {
    asker.tell(&plain(&asked.title))?;
    if !asked.copyright.is_empty() {
        asker.tell(&plain(&asked.copyright))?;
    }
    let Some(answers) = ask(asker, asked)? else {
        asker.tell("")?;
        showln!("Nothing was recorded.");
        return Ok(());
    };
    let items = asked.keep(&answers);
    if items.is_empty() {
        showln!("You left all of it out, so nothing was recorded.");
        return Ok(());
    }
    let (questionnaire, version) = (asked.url.clone(), asked.version.clone());
    store.record(QuestionnaireAnswered { questionnaire, version, items })?;
    showln!("Recorded.");
    let all = scored(asked, &store.person_now());
    if let Some(Scored { score, .. }) = all.last() {
        match score.value {
            Some(value) => showln!("Your score: {}", asked.shown(value)),
            None => showln!("There is no score: {} of {} answered", score.answered, score.of),
        }
        if let Some(words) = asked.change_words(&all) {
            showln!("{words}");
        }
    }
    showln!("To take it back: backwise undo");
    Ok(())
}

/// All answers; `None` if the person stopped.
fn ask(asker: &mut dyn Asker, asked: &Questionnaire) -> Result<Option<Answers>, Failure> {
    let items = asked.all_items();
    let mut answers = Answers::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut way: Vec<usize> = Vec::new();
    let mut next = 0;
    while let Some(item) = items.get(next) {
        if !asked.asked(&answers).contains(item.link_id.as_str()) {
            answers.remove(&item.link_id);
            next += 1;
            continue;
        }
        if !item.is_question() {
            if !item.text.is_empty() && told.insert(&item.link_id) {
                asker.tell(&format!("\n{}", plain(&item.words())))?;
            }
            next += 1;
            continue;
        }
        match asker.ask(&page(item))? {
            Reply::Quit => return Ok(None),
            Reply::Back => next = way.pop().unwrap_or(next),
            reply => match given(item, &reply) {
                Ok(given) => {
                    answers.insert(item.link_id.clone(), given);
                    answers.retain(|_, given| !given.is_empty());
                    let wrong =
                        asked.problems(&answers).into_iter().find(|wrong| wrong.link_id == item.link_id);
                    if let Some(wrong) = wrong {
                        answers.remove(&item.link_id);
                        asker.tell(&format!("{}.", wrong.mend))?;
                    } else {
                        way.push(next);
                        next += 1;
                    }
                }
                Err(mend) => asker.tell(mend)?,
            },
        }
    }
    Ok(Some(answers))
}

fn page(item: &Item) -> Page {
    let title = plain(&item.words());
    let page = match &item.kind {
        ItemKind::Boolean => Page::one(&title, [("yes", "Yes"), ("no", "No")]),
        ItemKind::Choice { many, options } => {
            let listed =
                options.iter().enumerate().map(|(n, option)| (n.to_string(), plain(&option.value.words())));
            if *many { Page::many(&title, listed) } else { Page::one(&title, listed) }
        }
        ItemKind::Integer { min: Some(min), max: Some(max) } if *min >= 0 && max >= min => {
            Page::number(&title, min.unsigned_abs(), max.unsigned_abs(), "")
        }
        ItemKind::Date => Page::text(&title).help("Write the day like 2026-03-01"),
        ItemKind::Integer { .. } | ItemKind::Decimal { .. } => Page::text(&title).help("Write a number"),
        ItemKind::Group | ItemKind::Display | ItemKind::Text { .. } => Page::text(&title),
    };
    if item.required { page } else { page.optional() }
}

/// What was answered; nothing where it was left out.
fn given(item: &Item, reply: &Reply) -> Result<Vec<Given>, &'static str> {
    let one = match (&item.kind, reply) {
        (_, Reply::Skip) => return Ok(Vec::new()),
        (ItemKind::Boolean, Reply::Chosen { yes, .. }) => Given::Boolean(yes.contains(&0)),
        (_, Reply::Chosen { yes, .. }) => {
            let chosen = yes.iter().filter_map(|number| item.options().get(*number));
            return Ok(chosen.map(|option| option.value.clone()).collect());
        }
        (_, Reply::Number(number)) => {
            Given::Integer(i32::try_from(*number).map_err(|_| "That number is too large.")?)
        }
        (kind, reply) => {
            let Some(given) = kind.read(&reply.text()) else {
                return Err(match kind {
                    ItemKind::Date => "That is no day of the calendar: write it like 2026-03-01.",
                    ItemKind::Integer { .. } => "Write a whole number.",
                    _ => "Write a number, such as 2.5.",
                });
            };
            return Ok(given.into_iter().collect());
        }
    };
    Ok(vec![one])
}
