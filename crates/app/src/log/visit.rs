//! `backwise log visit`: a professional massage, with what the therapist noted and advised.

use super::{NOTHING, TAKE_BACK, asked_score, past_day, score};
use crate::cli::{self, FeltAfter};
use crate::failure::Failure;
use crate::out;
use crate::prompt::{Asker, Page, fill};
use crate::show::{Words, count, day};
use crate::store::Store;
use domain::entry::{Felt, NrsScore, PressureScore, TherapistVisited};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::knowledge::technique::{Kind, Technique};
use domain::money::Money;
use domain::nearest;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A visit may be noted this many days later: it stands in the calendar, unlike how a day felt.
const DAYS_BACK: i32 = 90;
/// Longest visit in minutes.
const LONGEST: u16 = 300;
/// Dearest visit, in whole units of any currency.
const DEAREST: u32 = 10_000_000;

pub(super) fn run(
    knowledge: &Knowledge,
    store: &mut Store,
    asker: &mut dyn Asker,
    args: &cli::Visit,
) -> Result<(), Failure> {
    let today = store.today();
    let day = past_day(args.day, today, DAYS_BACK)?;
    let Some(visit) = visit(knowledge, asker, args)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    store.record_about(visit.clone(), day)?;
    let money = Money::of_person(&store.person_now());
    out::words(&recorded(knowledge, &visit, day, today, money))
}

/// The visit from the flags; what is missing is asked for if the length is missing.
fn visit(
    knowledge: &Knowledge,
    asker: &mut dyn Asker,
    args: &cli::Visit,
) -> Result<Option<TherapistVisited>, Failure> {
    let mut visit = TherapistVisited {
        technique: args.kind.as_deref().map(|kind| find(knowledge, kind)).transpose()?,
        minutes: args.minutes.unwrap_or(0),
        pressure: args
            .pressure
            .as_deref()
            .map(|text| score("pressure", text))
            .transpose()?
            .and_then(pressure),
        price: args.price,
        places: BTreeSet::new(),
        therapist_note: args.note.clone().unwrap_or_default(),
        advice: args.advice.clone().unwrap_or_default(),
        felt: args.felt.map_or(Felt::None, felt),
    };
    if let Some(minutes) = args.minutes {
        return if (1..=LONGEST).contains(&minutes) {
            Ok(Some(visit))
        } else {
            Err(Failure::person(format!("a visit of {minutes} minutes is outside 1 to {LONGEST}"))
                .hint("give the minutes on the table; nothing was recorded"))
        };
    }
    let pages = pages(knowledge, args);
    let Some(replies) = fill(asker, pages.iter().map(|(_, page)| page))? else { return Ok(None) };
    for ((what, page), reply) in pages.iter().zip(replies) {
        match what {
            Asked::Minutes => visit.minutes = reply.number().and_then(|n| u16::try_from(n).ok()).unwrap_or(0),
            Asked::Kind => {
                visit.technique = page.chosen(&reply).filter(|id| *id != UNKNOWN).map(TechniqueId::from);
            }
            Asked::Pressure => visit.pressure = asked_score(reply.number()).and_then(pressure),
            Asked::Price => visit.price = reply.number(),
            Asked::Felt => {
                visit.felt = match page.chosen(&reply) {
                    Some("better") => Felt::Better,
                    Some("same") => Felt::Same,
                    Some("worse") => Felt::Worse,
                    _ => Felt::None,
                }
            }
            Asked::Note => visit.therapist_note = reply.text(),
            Asked::Advice => visit.advice = reply.text(),
        }
    }
    Ok(Some(visit))
}

/// What a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Minutes,
    Kind,
    Pressure,
    Price,
    Felt,
    Note,
    Advice,
}

/// The choice of someone who does not know the kind.
const UNKNOWN: &str = "unknown";

fn pages(knowledge: &Knowledge, args: &cli::Visit) -> Vec<(Asked, Page)> {
    let kinds = kinds(knowledge).map(|technique| (technique.id.as_str(), technique.name.as_str()));
    let felt = [("better", "Better"), ("same", "The same"), ("worse", "Worse")];
    let all = [
        (true, Asked::Minutes, Page::number("How long was the massage?", 1, LONGEST.into(), "minutes")),
        (
            args.kind.is_none(),
            Asked::Kind,
            Page::one("Which kind was it?", kinds.chain([(UNKNOWN, "I do not know")])),
        ),
        (
            args.pressure.is_none(),
            Asked::Pressure,
            Page::score("How strong was the pressure at most?", "0 = none, 10 = as hard as you can bear")
                .optional(),
        ),
        (args.felt.is_none(), Asked::Felt, Page::one("How did your back feel afterwards?", felt).optional()),
        (
            args.price.is_none(),
            Asked::Price,
            Page::number("What did it cost, in whole units of your money?", 0, DEAREST, "").optional(),
        ),
        (args.note.is_none(), Asked::Note, Page::text("What did the therapist notice?").optional()),
        (
            args.advice.is_none(),
            Asked::Advice,
            Page::text("What did the therapist advise for home?").optional(),
        ),
    ];
    all.into_iter().filter(|(open, ..)| *open).map(|(_, what, page)| (what, page)).collect()
}

fn kinds(knowledge: &Knowledge) -> impl Iterator<Item = &Technique> {
    knowledge.techniques.values().filter(|technique| technique.kind == Kind::Professional)
}

/// A kind of professional massage by its id, with or without `pro_`.
fn find(knowledge: &Knowledge, given: &str) -> Result<TechniqueId, Failure> {
    let id = given.to_lowercase().replace([' ', '-'], "_");
    let same = |technique: &&Technique| {
        technique.id.as_str() == id || technique.id.as_str().strip_prefix("pro_") == Some(id.as_str())
    };
    if let Some(technique) = kinds(knowledge).find(same) {
        return Ok(technique.id.clone());
    }
    let failure = Failure::usage(format!("there is no kind of massage `{given}`; nothing was recorded"));
    let names = kinds(knowledge).map(|technique| technique.id.as_str());
    Err(match nearest(&format!("pro_{}", id.trim_start_matches("pro_")), names) {
        Some(near) => failure.hint(format!("did you mean `{near}`? Leave --kind out if you do not know")),
        None => failure.hint("leave --kind out if you do not know"),
    })
}

fn pressure(score: NrsScore) -> Option<PressureScore> {
    PressureScore::new(score.points()).ok()
}

fn felt(felt: FeltAfter) -> Felt {
    match felt {
        FeltAfter::Better => Felt::Better,
        FeltAfter::Same => Felt::Same,
        FeltAfter::Worse => Felt::Worse,
    }
}

/// What was recorded, and what is normal afterwards.
fn recorded(
    knowledge: &Knowledge,
    visit: &TherapistVisited,
    about: Date,
    today: Date,
    money: Money,
) -> String {
    let technique = visit.technique.as_ref().and_then(|id| knowledge.techniques.get(id));
    let kind = technique.map_or("massage", |technique| technique.name.as_str());
    let about = if about == today { "today".to_owned() } else { day(about) };
    let mut page = Words::default();
    page.say(&format!("Recorded for {}: {kind}, {}.", about, count(visit.minutes.into(), "minute")));
    let parts = [
        visit.pressure.map(|pressure| format!("Strongest pressure: {} of 10.", pressure.points())),
        visit.price.map(|price| format!("Cost: {}.", money.say(price))),
        (!visit.therapist_note.is_empty())
            .then(|| format!("The therapist noticed: {}", visit.therapist_note)),
        (!visit.advice.is_empty()).then(|| format!("Advice for home: {}", visit.advice)),
    ];
    for part in parts.into_iter().flatten() {
        page.item(&part);
    }
    if let Some(about) = technique.and_then(|technique| technique.visit.as_ref()) {
        page.gap().say(&format!("What is normal now: {}", about.after));
    }
    page.gap().say("Sore tomorrow? Note it: backwise log soreness").say(TAKE_BACK);
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Lines;
    use crate::samples::KNOWLEDGE;
    use clap::Parser;
    use insta::assert_snapshot;
    use jiff::civil::date;

    fn args(flags: &[&str]) -> cli::Visit {
        let line = ["backwise", "log", "visit"].iter().chain(flags);
        match cli::Cli::parse_from(line).command {
            Some(cli::Command::Log(cli::Log::Visit(args))) => args,
            _ => panic!("{flags:?}"),
        }
    }

    #[test]
    fn flags_alone_record_a_visit() {
        let args = args(&[
            "--kind",
            "swedish",
            "--minutes",
            "60",
            "--pressure",
            "5",
            "--price",
            "70",
            "--note",
            "tight on the left",
        ]);
        let mut nobody = Lines::new("".as_bytes(), Vec::new());
        let visit = visit(&KNOWLEDGE, &mut nobody, &args).unwrap().unwrap();
        assert_snapshot!(recorded(&KNOWLEDGE, &visit, date(2026, 3, 18), date(2026, 3, 20), Money::of(Some("EUR"), None)), @r"
        Recorded for Wednesday 18 March: Swedish (relaxation) massage, 60 minutes.
        - Strongest pressure: 5 of 10.
        - Cost: 70 euros.
        - The therapist noticed: tight on the left

        What is normal now: Warm, sleepy and light, sometimes a mild ache for up to 24
        hours.

        Sore tomorrow? Note it: backwise log soreness
        Take it back: backwise undo
        ");
    }

    #[test]
    fn what_is_missing_is_asked_and_may_be_left_out() {
        let mut lines =
            Lines::new("45\nunknown\nskip\nbetter\nskip\nskip\nwalk more\n".as_bytes(), Vec::new());
        let visit = visit(&KNOWLEDGE, &mut lines, &args(&[])).unwrap().unwrap();
        assert_eq!((visit.minutes, visit.technique.clone(), visit.felt), (45, None, Felt::Better));
        assert_snapshot!(recorded(&KNOWLEDGE, &visit, date(2026, 3, 20), date(2026, 3, 20), Money::default()), @r"
        Recorded for today: massage, 45 minutes.
        - Advice for home: walk more

        Sore tomorrow? Note it: backwise log soreness
        Take it back: backwise undo
        ");
    }

    #[test]
    fn a_kind_that_is_not_known_has_the_nearest_as_a_hint() {
        let failure = find(&KNOWLEDGE, "swedisch").unwrap_err();
        assert!(failure.to_string().contains("did you mean `pro_swedish`?"), "{failure}");
        assert_eq!(failure.exit_code(), 2);
    }
}
