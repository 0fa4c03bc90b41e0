//! The lines around today's things: welcome back, what is due, what changed, what is done.

use super::Line;
use crate::{Look, Site};
use domain::entry::Felt;
use domain::intake::Due;
use domain::knowledge::Knowledge;
use domain::plan::Adapted;
use domain::trial::{assignment, day_words};
use domain::words::{count, day};
use maud::{Markup, html};

/// Days without an entry after which a person is welcomed back. Our own choice.
const AWAY_DAYS: i32 = 4;

/// "Welcome back", and nothing about the days between.
pub(super) fn welcome_back(look: &Look) -> Markup {
    let away =
        look.person.last_entry.as_ref().is_some_and(|entry| (look.today - entry.day).get_days() >= AWAY_DAYS);
    html! { @if away { p .note { "Welcome back. Start where you are." } } }
}

/// The short list, where it is due. The full screen leaves no plan, so it never stands here.
pub(super) fn due(look: &Look) -> Option<Line> {
    (look.current.standing.due == Some(Due::Short)).then(|| Line {
        name: "4 short safety questions".to_owned(),
        long: "20 seconds".to_owned(),
        more: "We ask every 2 weeks, and after a long flare.".to_owned(),
        href: "/screen".to_owned(),
        button: "Answer",
    })
}

/// The flare that is on.
pub(super) fn flare(look: &Look) -> Markup {
    html! {
        @if let Some(flare) = look.person.open_flare() {
            p .note {
                "A flare is on since " (day(flare.start_day())) ". Today is gentle. "
                a href="/flare" { "Open the flare page" }
            }
        }
    }
}

/// What the diary asks for, most pressing first; the rest is one page on.
pub(super) fn diary(look: &Look) -> Markup {
    html! {
        @for raised in look.current.standing.follow_up.iter().take(2) {
            div .note.warn {
                p { strong { (raised.words) } }
                p { (raised.because) }
                @if !raised.say.is_empty() { p { "Say: “" (raised.say.trim_matches('"')) "”" } }
                p { a href="/help" { "When to get medical help" } " · " a href="/checked" { "I have been checked" } }
            }
        }
    }
}

/// Today's part in a running test.
pub(super) fn test(knowledge: &Knowledge, look: &Look) -> Markup {
    let test = look.person.running_test(look.today);
    let part = test.and_then(|test| {
        let part = assignment(&look.person, &look.current, test, look.today)?;
        Some(day_words(knowledge, &test.started.event.what, &part))
    });
    html! {
        @if let Some(words) = part { p .note { (words) " " a href="/test" { "Your test" } } }
    }
}

/// Questions of the interview that are open while there is a plan.
pub(super) fn open_questions(site: &Site, look: &Look) -> Markup {
    html! {
        @if crate::ask::is_open(site, look) {
            p .note { "Some questions are open. Your plan fits better with each answer. " a href="/ask" { "Go on with them" } }
        }
    }
}

/// What the person changed today, so that the effect is seen at once.
pub(super) fn changed_now(knowledge: &Knowledge, look: &Look) -> Markup {
    let name =
        |id: &domain::ids::TechniqueId| knowledge.techniques.get(id).map_or("", |known| known.name.as_str());
    let mut swaps = look.person.swaps.iter().filter(|swap| swap.day == look.today);
    html! {
        @if let Some(swap) = swaps.next_back().map(|swap| &swap.event) {
            div .done role="status" {
                p {
                    @match &swap.to {
                        Some(to) if *to == swap.technique => { "Back in your plan: " (name(to)) "." },
                        Some(to) => { "Changed: " strong { (name(to)) } " instead of " (name(&swap.technique)) "." },
                        None => { "Left out: " (name(&swap.technique)) "." },
                    }
                    " "
                    a href="/plan#changed" { "Not right? Change it back" }
                }
            }
        }
    }
}

/// Sessions that were done today.
pub(super) fn done(knowledge: &Knowledge, look: &Look) -> Markup {
    let sessions = look.person.sessions.iter().filter(|session| session.day == look.today);
    let lines: Vec<String> = sessions
        .map(|session| {
            let seconds: u32 = session.event.items.iter().map(|item| item.seconds).sum();
            let minutes = count(usize::try_from(seconds.div_ceil(60)).unwrap_or(0), "minute");
            let first =
                session.event.items.first().and_then(|item| knowledge.techniques.get(&item.technique));
            let walk = session.event.session.ends_with("-walk");
            let name = if walk {
                "Walk"
            } else if first.is_some() {
                "Back session"
            } else {
                "Session"
            };
            let felt = match session.event.felt {
                Felt::Better => ", better after it",
                Felt::Same => ", same after it",
                Felt::Worse => ", worse after it",
                Felt::None => "",
            };
            format!("{name}: {minutes} done{felt}.")
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            h2 { "Done today" }
            ul .plain { @for line in lines { li { "✓ " (line) } } }
        }
    }
}

/// What the plan changed by itself, and why.
pub(super) fn by_itself(knowledge: &Knowledge, adapted: &Adapted) -> Markup {
    html! {
        @for advice in &adapted.advice { p .note.warn { (advice.words()) " " a href="/help" { "When to get medical help" } } }
        @if !adapted.changes.is_empty() {
            details {
                summary { "What changed in your plan" }
                @for told in adapted.told(knowledge) {
                    ul { @for line in &told.lines { li { (line) } } }
                    p .muted { (told.because) }
                }
            }
        }
    }
}
