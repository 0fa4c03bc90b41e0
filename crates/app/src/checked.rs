//! `backwise checked`: a clinician has looked. The way back in after a sign.

use crate::cli::{self, MassageAgreed};
use crate::failure::Failure;
use crate::out;
use crate::prompt::{Asker, Page, asker, fill};
use crate::show::outcome::outcome;
use crate::show::{Words, day, sentence};
use crate::store::Store;
use crate::world::World;
use domain::assessment::Assessment;
use domain::blocking::Blocking;
use domain::entry::ClinicianAssessed;
use domain::knowledge::Knowledge;
use domain::standing::Standing;
use jiff::civil::Date;

pub(crate) fn run(world: &World, store: &mut Store, args: &cli::Checked) -> Result<(), Failure> {
    let today = store.today();
    let on = args.on.unwrap_or(today);
    if on > today {
        return Err(Failure::person(format!("{on} has not come yet"))
            .hint(format!("give a day up to {today}; nothing was recorded")));
    }
    let blocking = blocking(world, &Standing::new(&world.knowledge, &store.person_now(), today));
    if blocking.facts.is_empty() {
        return out::words("Nothing waits for a check. Nothing was recorded.\n");
    }
    let mut asker = asker();
    let Some(check) = check(&world.knowledge, asker.as_mut(), args, &blocking, on)? else {
        asker.tell("")?;
        return out::words("Nothing was recorded.\n");
    };
    store.record(check.clone())?;
    let standing = Standing::new(&world.knowledge, &store.person_now(), today);
    out::words(&after(world, &check, &blocking, &standing))
}

/// What stands between the person and a plan.
fn blocking(world: &World, standing: &Standing) -> Blocking {
    let assessment = Assessment::new(&world.knowledge, &world.model, &standing.facts, &standing.checked);
    Blocking::new(&world.knowledge, standing, &assessment)
}

/// The check from the flags; who, what was said and massage are asked for if they are missing.
fn check(
    knowledge: &Knowledge,
    asker: &mut dyn Asker,
    args: &cli::Checked,
    blocking: &Blocking,
    on: Date,
) -> Result<Option<ClinicianAssessed>, Failure> {
    let mut check = ClinicianAssessed {
        facts: blocking.facts.clone(),
        on,
        by: args.by.clone().unwrap_or_default(),
        hospital: args.hospital,
        said: args.said.clone().unwrap_or_default(),
        massage_agreed: args.massage.and_then(agreed),
    };
    if args.hospital && check.by.is_empty() {
        ClinicianAssessed::HOSPITAL_TEAM.clone_into(&mut check.by);
    }
    let asks_who = check.by.is_empty();
    if !asks_who {
        at_the_right_place(&check, blocking)?;
    }
    if asks_who || args.massage.is_none() {
        asker.tell(&lead(knowledge, blocking))?;
        let all = [
            (asks_who, Page::one("Who checked you?", ClinicianAssessed::WHO)),
            (args.said.is_none(), Page::text("What did they say?").optional()),
            (
                args.massage.is_none(),
                Page::one("Did they say that massage is fine?", ClinicianAssessed::MASSAGE),
            ),
        ];
        let pages: Vec<Page> = all.iter().filter(|(open, _)| *open).map(|(_, page)| page.clone()).collect();
        let Some(replies) = fill(asker, &pages)? else { return Ok(None) };
        let mut replies = pages.iter().zip(replies);
        if let (true, Some((page, reply))) = (asks_who, if asks_who { replies.next() } else { None }) {
            page.chosen(&reply).unwrap_or_default().clone_into(&mut check.by);
            check.hospital |= check.by == ClinicianAssessed::HOSPITAL_TEAM;
            at_the_right_place(&check, blocking)?;
        }
        if let Some((_, reply)) = if args.said.is_none() { replies.next() } else { None } {
            check.said = reply.text();
        }
        if let Some((page, reply)) = replies.next() {
            check.massage_agreed = match page.chosen(&reply) {
                Some("yes") => Some(true),
                Some("no") => Some(false),
                _ => None,
            };
        }
    }
    Ok(Some(check))
}

fn agreed(massage: MassageAgreed) -> Option<bool> {
    match massage {
        MassageAgreed::Yes => Some(true),
        MassageAgreed::No => Some(false),
        MassageAgreed::NotDiscussed => None,
    }
}

/// Said before the questions.
fn lead(knowledge: &Knowledge, blocking: &Blocking) -> String {
    let mut page = Words::default();
    page.heading(&knowledge.care.checked.heading);
    page.list("This is about:", &blocking.told);
    if blocking.needs_hospital {
        page.say(&knowledge.care.checked.emergency_rule);
    }
    page.say(&knowledge.care.checked.not_yet);
    page.finish()
}

/// After an emergency sign, only a hospital or emergency team counts.
fn at_the_right_place(check: &ClinicianAssessed, blocking: &Blocking) -> Result<(), Failure> {
    if check.hospital || !blocking.needs_hospital {
        return Ok(());
    }
    Err(Failure::person(
        "an emergency sign needs a check by a hospital or emergency team
\
         Nothing was recorded. Feeling better is not enough.",
    )
    .hint("if it was such a team, add --hospital; if not yet: backwise help-now"))
}

/// What was noted, what changes, and where the person stands now.
fn after(world: &World, check: &ClinicianAssessed, blocking: &Blocking, standing: &Standing) -> String {
    let knowledge = &world.knowledge;
    let mut page = Words::default();
    page.heading(&knowledge.care.checked.heading);
    page.say(&format!("Recorded: checked by {} on {}.", check.by, day(check.on)));
    page.list("It was about:", &blocking.told);
    if !check.said.is_empty() {
        page.say(&format!("They said: {}", sentence(&check.said)));
    }
    page.say(match check.massage_agreed {
        Some(true) => "They said that massage is fine.",
        Some(false) => "They said no to massage for now, so we leave massage out.",
        None => "Massage was not talked about, so some kinds still wait for a yes.",
    });
    page.gap().list("What changes:", &knowledge.care.checked.what_changes);
    page.gap();
    let assessment = Assessment::new(knowledge, &world.model, &standing.facts, &standing.checked);
    let held_back = assessment.held_back.as_ref();
    let say = |id| knowledge.mimics.iter().find(|mimic| mimic.id == id).map(|mimic| mimic.say.as_str());
    if let Some(say) =
        held_back.filter(|_| standing.triage.level.allows_plan()).and_then(|id| say(id.clone()))
    {
        page.say("One more thing waits for a check:").say(say);
    }
    let mut page = page.finish();
    if standing.triage.told_level().is_some() {
        page.push_str(&outcome(knowledge, &standing.triage, standing.profile.country.as_deref()));
    }
    if standing.triage.level.allows_plan() {
        page.push_str("\nNow the safety questions come again: backwise ask\n");
    }
    page
}

#[cfg(test)]
mod tests;
