//! `backwise questionnaire`: bring one, fill it in, see its scores.

mod fill;

use crate::cli::{BetterScore, Questionnaire as Command, QuestionnaireAdd, QuestionnaireScores, ScoreRule};
use crate::failure::Failure;
use crate::files::given;
use crate::out::{json, showln, wrap};
use crate::prompt::asker;
use crate::show::{count, day};
use crate::store::Store;
use domain::entry::{PersonNow, QuestionnaireAdded, Recorded};
use domain::questionnaire::{Better, How, Questionnaire, Scored, Scoring, scored};
use domain::words::plain;
use serde_json::json as value;

/// `backwise questionnaire ...`.
pub(crate) fn run(store: &mut Store, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Add(args) => add(store, args),
        Command::List => list(&store.person_now()),
        Command::Fill(args) => {
            let asked = find(&store.person_now(), args.name.as_deref())?;
            fill::run(store, asker().as_mut(), &asked)
        }
        Command::Scores(args) => scores(&store.person_now(), args),
    }
}

/// The questionnaires, in the order of their addresses.
fn all(person: &PersonNow) -> Vec<&Recorded<QuestionnaireAdded>> {
    person.questionnaires.values().collect()
}

fn add(store: &mut Store, args: &QuestionnaireAdd) -> Result<(), Failure> {
    let bytes = given::read(&args.file, exchange::fhir::LARGEST)?;
    let name = args.file.display().to_string();
    let brought =
        exchange::fhir::read_questionnaire(&name, &bytes).map_err(|problem| given::refused(&problem))?;
    let questionnaire = scoring(brought.questionnaire, args)?;
    for problem in brought.left.listed() {
        showln!("Note: {problem}.");
    }
    describe(&questionnaire)?;
    if args.dry_run {
        showln!("This was a trial: nothing has changed.");
        return Ok(());
    }
    let there =
        store.person_now().questionnaires.get(&questionnaire.url).map(|old| old.event.questionnaire.clone());
    if there.as_ref() == Some(&questionnaire) {
        showln!("You have it already. Nothing has changed.");
        return Ok(());
    }
    store.record(QuestionnaireAdded { questionnaire })?;
    showln!(
        "{}",
        if there.is_some() {
            "It takes the place of the one before. Your answers stay."
        } else {
            "It is yours now."
        }
    );
    showln!("Fill it in with: backwise questionnaire fill");
    Ok(())
}

/// The questionnaire with the scoring that was asked for.
fn scoring(questionnaire: Questionnaire, args: &QuestionnaireAdd) -> Result<Questionnaire, Failure> {
    let usual = questionnaire.usual_scoring();
    let how = match args.score {
        Some(ScoreRule::Sum) => Some(How::Sum),
        Some(ScoreRule::Mean) => Some(How::Mean),
        Some(ScoreRule::Count) => Some(How::Count),
        Some(ScoreRule::Percent) => Some(How::Percent),
        Some(ScoreRule::None) => None,
        None => usual.map(|usual| usual.how),
    };
    if how.is_some() && usual.is_none() {
        return Err(Failure::person("none of its items can be counted")
            .hint("leave --score out: its answers are kept without a score"));
    }
    let better = match args.better {
        Some(BetterScore::Lower) => Better::Lower,
        Some(BetterScore::Higher) => Better::Higher,
        None => Better::Unknown,
    };
    let scoring =
        how.map(|how| Scoring { how, at_least: args.at_least, better, worthwhile: args.worthwhile });
    Ok(Questionnaire { scoring, ..questionnaire })
}

fn describe(questionnaire: &Questionnaire) -> Result<(), Failure> {
    showln!("{}", wrap(&plain(&questionnaire.title), 0, 0));
    showln!("{}", count(questionnaire.questions(), "question"));
    match (questionnaire.scoring, questionnaire.range()) {
        (Some(scoring), Some((low, high))) => {
            showln!("Score: {}, from {low} to {high}", scoring.how.words());
        }
        (Some(scoring), None) => showln!("Score: {}", scoring.how.words()),
        (None, _) => showln!("No score: its answers are kept"),
    }
    if !questionnaire.copyright.is_empty() {
        showln!("{}", wrap(&plain(&questionnaire.copyright), 0, 0));
    }
    Ok(())
}

fn list(person: &PersonNow) -> Result<(), Failure> {
    let all = all(person);
    if all.is_empty() {
        showln!("You have brought no questionnaire yet.");
        showln!("Bring one with: backwise questionnaire add FILE");
    }
    for (number, one) in (1..).zip(all) {
        let asked = &one.event.questionnaire;
        let times = person.responses.iter().filter(|said| said.event.questionnaire == asked.url);
        let last = times.clone().map(|said| said.day).max();
        let filled = match last {
            None => "not filled in yet".to_owned(),
            Some(last) => format!("filled in {}, last on {}", count(times.count(), "time"), day(last)),
        };
        showln!("{}", wrap(&format!("{number}. {} ({filled})", plain(&asked.title)), 0, 3));
        showln!("   {}", plain(&asked.url));
    }
    Ok(())
}

/// The questionnaire that is meant.
fn find(person: &PersonNow, name: Option<&str>) -> Result<Questionnaire, Failure> {
    let all = all(person);
    let list = "see which there are: backwise questionnaire list";
    let Some(name) = name else {
        return match all.as_slice() {
            [one] => Ok(one.event.questionnaire.clone()),
            [] => Err(Failure::person("you have brought no questionnaire yet")
                .hint("bring one with: backwise questionnaire add FILE")),
            _ => Err(Failure::usage("you have several questionnaires; say which one").hint(list)),
        };
    };
    let number = name.parse::<usize>().ok().and_then(|number| all.get(number.checked_sub(1)?).copied());
    let wanted = name.to_lowercase();
    let called = || {
        all.iter().copied().find(|one| {
            let asked = &one.event.questionnaire;
            asked.url == name || asked.title.to_lowercase() == wanted
        })
    };
    let found = number.or_else(called);
    found
        .map(|one| one.event.questionnaire.clone())
        .ok_or_else(|| Failure::usage(format!("there is no questionnaire `{}`", plain(name))).hint(list))
}

fn scores(person: &PersonNow, args: &QuestionnaireScores) -> Result<(), Failure> {
    let asked = find(person, args.name.as_deref())?;
    let all = scored(&asked, person);
    if args.json {
        let rows: Vec<_> = all
            .iter()
            .map(|one| value!({ "day": one.day, "score": one.score.value, "answered": one.score.answered, "of": one.score.of }))
            .collect();
        let scoring = asked.scoring;
        return json(
            &value!({ "questionnaire": asked.url, "title": asked.title, "scoring": scoring, "scores": rows }),
        );
    }
    describe(&asked)?;
    if all.is_empty() {
        showln!("There are no scores yet.");
    }
    for Scored { day: on, score, .. } in &all {
        match score.value {
            Some(value) => showln!("{on}: {}", asked.shown(value)),
            None => showln!("{on}: no score, {} of {} answered", score.answered, score.of),
        }
    }
    if let Some(words) = asked.change_words(&all) {
        showln!("{words}");
    }
    Ok(())
}
