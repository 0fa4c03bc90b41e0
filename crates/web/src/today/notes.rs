//! The lines around today's things: welcome back, what is due, what changed, what is done.

use super::Line;
use crate::{Fields, Look, Site};
use domain::diary::to_read;
use domain::entry::{Felt, Recorded, SessionDone};
use domain::intake::Due;
use domain::knowledge::Knowledge;
use domain::plan::Adapted;
use domain::trial::{assignment, day_words};
use domain::words::{count, day};
use maud::{Markup, html};

/// Days without an entry after which a person is welcomed back. Our own choice.
const AWAY_DAYS: i32 = 4;

/// That something was kept, after the form that said so.
pub(super) fn kept(fields: &Fields) -> Markup {
    let words = match fields.one("done") {
        Some("check-in") => Some("Your check-in is kept."),
        Some("visit") => Some("Your visit is kept."),
        _ => None,
    };
    html! { @if let Some(words) = words { p .done role="status" { (words) } } }
}

/// Whether the person was away for days.
pub(crate) fn is_back(look: &Look) -> bool {
    look.person.last_entry.as_ref().is_some_and(|entry| (look.today - entry.day).get_days() >= AWAY_DAYS)
}

/// "Welcome back", and nothing about the days between.
pub(super) fn welcome_back(look: &Look) -> Markup {
    html! { @if is_back(look) { p .note { "Welcome back. Start where you are." } } }
}

/// The short list, where it is due. The full screen leaves no plan, so it never stands here.
pub(super) fn due(look: &Look) -> Option<Line> {
    (look.current.standing.due == Some(Due::Short)).then(|| Line {
        name: "4 short safety questions".to_owned(),
        long: "20 seconds".to_owned(),
        more: "We ask every 2 weeks, and after a long flare.".to_owned(),
        href: "/screen".to_owned(),
        button: "Answer",
        is_done: false,
    })
}

/// The flare that is on. After the days on which the plan is short, it is asked whether it is over: the plan grows back
/// when the person says so.
pub(super) fn flare(knowledge: &Knowledge, look: &Look) -> Markup {
    let flare = look.person.open_flare();
    let days = |since: jiff::civil::Date| (look.today - since).get_days();
    html! {
        @if let Some(since) = flare.map(domain::entry::Flare::start_day) {
            div .note {
                p { "A flare is on since " (day(since)) ". Today is gentle." }
                @if days(since) >= i32::from(knowledge.care.flare.shrink_days) {
                    p { strong { "Is it over?" } " Then your plan grows back step by step." }
                    div .actions {
                        form method="post" action="/flare/over" { button { "Yes, it is over" } }
                        a .button.quiet href="/flare" { "Not yet" }
                    }
                } @else {
                    p { a href="/flare" { "Open the flare page" } }
                }
            }
        }
    }
}

/// What the diary asks for, most pressing first; the rest is one page on.
pub(super) fn diary(look: &Look) -> Markup {
    html! {
        @for raised in to_read(&look.current.standing.follow_up).into_iter().take(2) {
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

/// A session that was played, in words: "Back session, 6 minutes done, better after it".
pub(crate) fn told(knowledge: &Knowledge, session: &Recorded<SessionDone>) -> String {
    let seconds: u32 = session.event.items.iter().map(|item| item.seconds).sum();
    let minutes = count(usize::try_from(seconds.div_ceil(60)).unwrap_or(0), "minute");
    let first = session.event.items.first().and_then(|item| knowledge.techniques.get(&item.technique));
    let name = match first {
        _ if session.event.session.ends_with("-walk") => "Walk",
        Some(first) if crate::player::is_one(&session.event.session) => &first.name,
        Some(_) => "Back session",
        None => "Session",
    };
    let felt = match session.event.felt {
        Felt::Better => ", better after it",
        Felt::Same => ", same after it",
        Felt::Worse => ", worse after it",
        Felt::None => "",
    };
    format!("{name}, {minutes} done{felt}")
}

/// Sessions that were done today.
pub(super) fn done(knowledge: &Knowledge, look: &Look) -> Markup {
    let mut sessions = look.person.sessions.iter().filter(|session| session.day == look.today).peekable();
    html! {
        @if sessions.peek().is_some() {
            h2 { "Done today" }
            ul .plain { @for session in sessions { li { "✓ " (told(knowledge, session)) "." } } }
            p .small { a href="/check-in#did-list" { "Not right? Take it back" } }
        }
    }
}

/// What the plan changed by itself, and why.
///
/// What the diary warns of says the same with more: then its warnings stand alone, and a page has 2 at most.
pub(super) fn by_itself(knowledge: &Knowledge, look: &Look, adapted: &Adapted) -> Markup {
    let advice = adapted.advice.iter().filter(|_| look.current.standing.follow_up.is_empty());
    html! {
        @for advice in advice.take(2) { p .note.warn { (advice.words()) " " a href="/help" { "When to get medical help" } } }
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
