//! Today: at most three things, each with its minutes, and one button on the first.

mod change;
mod massage;
mod notes;
mod pause;
mod plan;
mod shape;
mod technique;

pub(crate) use notes::{is_back, told};

use crate::page::{Page, Place, see_other};
use crate::settings::quiet_line;
use crate::{Fields, Look, PageError, Site};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::entry::SettingChanged;
use domain::ids::SessionId;
use domain::knowledge::Knowledge;
use domain::knowledge::plan_rule::StopSign;
use domain::knowledge::technique::{Evidence, Kind};
use domain::plan::{
    NOT_TODAY, Plan, ReviewAbout, Session, Thing, ThingKind, TodayState, TodayView, end_words, today,
    why_words,
};
use domain::words::{count, day};
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(show))
        .route("/not-today", post(not_today))
        .route("/pause", get(pause::ask).post(pause::pause))
        .route("/resume", post(pause::resume))
        .route("/change", get(change::reasons).post(change::keep))
        .route("/change/{reason}", get(change::parts))
        .route("/change/{reason}/{technique}", get(change::offer))
        .route("/plan", get(plan::show))
        .route("/plan/shape", get(shape::ask).post(shape::keep))
        .route("/plan/renew", get(shape::ask_renew).post(shape::renew))
        .route("/plan/massage", get(massage::show).post(massage::price))
        .route("/technique/{id}", get(technique::show))
}

async fn show(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let look = site.look()?;
    let ready = look.current.plan.as_ref().filter(|_| !crate::ask::is_first_run(&site, &look));
    let Some((_, adapted)) = ready else {
        return Ok(crate::ask::start_page(&site, &look));
    };
    let knowledge = site.knowledge();
    let plan = &look.plan_today(knowledge).unwrap_or_else(|| adapted.plan.clone());
    let view = today(plan, &look.current.progress, look.today);
    let first = html! {
        (notes::kept(&Fields::from_text(&query.unwrap_or_default())))
        (notes::welcome_back(&look))
    };
    let main = html! {
        @match view.state {
            TodayState::Over => (over(plan, &first)),
            TodayState::Paused => (paused(&look, plan, &first)),
            TodayState::NotBegun => {
                h1 { "Today" }
                (first)
                p { "Your plan begins on " (day(plan.start)) "." }
            }
            TodayState::Week(week) => {
                h1 { "Today" }
                p .when.muted { (day(look.today)) ". " span .nowrap { "Week " (week) " of " (plan.weeks) "." } }
                (first)
                (notes::changed_now(knowledge, &look))
                (notes::diary(&look))
                (notes::flare(knowledge, &look))
                (notes::test(knowledge, &look))
                (notes::open_questions(&site, &look))
                (things(&site, plan, &view, &look))
                (not_today_or_change(&view, &look))
                (notes::done(knowledge, &look))
                (notes::by_itself(knowledge, &look, adapted))
            }
        }
        div .ways {
            a .button href="/flare" { "It’s worse today" }
            a href="/plan" { "See the whole plan" }
        }
        (quiet_line(&site, &look))
    };
    Ok(Page::new("Today", Place::Today, main).for_person(&site, &look).into_response())
}

fn over(plan: &Plan, first: &Markup) -> Markup {
    html! {
        h1 { "Your plan ended" }
        (first)
        p .lead { "Your plan ended on " (day(plan.last_day())) ". Here is what you found out." }
        div .actions { a .button.primary href="/progress" { "See what you found out" } }
        ul { @for line in end_words(plan).iter().skip(1) { li { (line) } } }
        h2 { "What now" }
        p { "Go on, do less or stop. Each of them is a good ending." }
        div .actions {
            a .button href="/plan/renew" { "Make a new plan" }
            a .button href="/plan#keep" { "Stop here, and keep a little" }
        }
    }
}

fn paused(look: &Look, plan: &Plan, first: &Markup) -> Markup {
    let pause = look.person.plan.as_ref().and_then(|plan| plan.paused.as_ref());
    let until = pause.and_then(|pause| pause.event.until);
    html! {
        h1 { "Your plan rests" }
        (first)
        p .lead { "Nothing is counted while it rests. Come back when you like." }
        @if let Some(until) = until { p { "It goes on by itself on " (day(until)) "." } }
        p { "Your plan goes to " (day(plan.last_day())) "." }
        form method="post" action="/resume" { div .actions { button .primary { "Go on" } } }
    }
}

/// The things of the day, the first with the one primary button.
fn things(site: &Site, plan: &Plan, view: &TodayView, look: &Look) -> Markup {
    let knowledge = site.knowledge();
    let due = notes::due(look);
    html! {
        @if let Some(goal) = &view.goal { p .sentence { "For: " (goal) } }
        ol .things {
            @if let Some(due) = &due { li { (due.markup(true)) } }
            @for (number, thing) in view.things.iter().enumerate() {
                li { (line(site, look, plan, view, thing).markup(number == 0 && due.is_none())) }
            }
        }
        @if let Some(why) = &view.shorter {
            p .note {
                "Today the 5-minute version is enough, and it counts as done. " (why_words(knowledge, why)) " "
                a href="/session/short" { "Open it" }
            }
        }
        @if !has_session(view) {
            p {
                @if is_off(look) { "Nothing more today. That costs nothing. " }
                @if let Some(next) = view.next { "The next session is on " (day(next)) "." }
            }
        }
    }
}

fn has_session(view: &TodayView) -> bool {
    view.things.iter().any(|thing| matches!(thing.what, ThingKind::Session(_) | ThingKind::Walk(_)))
}

/// One line of Today.
pub(crate) struct Line {
    name: String,
    /// Such as "6 minutes".
    long: String,
    /// What is in it, in small print.
    more: String,
    href: String,
    button: &'static str,
    /// Done already: it stays open, and nothing presses for it.
    is_done: bool,
}

impl Line {
    fn markup(&self, is_first: bool) -> Markup {
        html! {
            div .what {
                @if self.is_done {
                    strong { (self.name) " ✓" }
                } @else {
                    strong { (self.name) ", " span .long.nowrap { (self.long) } }
                }
                @if !self.more.is_empty() { span .more { (self.more) } }
            }
            a .button.primary[is_first && !self.is_done] href=(self.href) aria-label={ (self.button) ": " (self.name) } { (self.button) }
        }
    }
}

fn line(site: &Site, look: &Look, plan: &Plan, view: &TodayView, thing: &Thing) -> Line {
    let knowledge = site.knowledge();
    let minutes = count(thing.minutes.into(), "minute");
    let of = |name: &str, href: String, button: &'static str| Line {
        name: name.to_owned(),
        long: minutes.clone(),
        more: String::new(),
        href,
        button,
        is_done: false,
    };
    // As long as the player says, which knows the seconds of each step.
    let played = |name: &str, id: &SessionId| {
        let line = of(name, format!("/session/{id}"), "Start");
        Line {
            long: crate::player::length(site, look, id.as_str()).unwrap_or_else(|| minutes.clone()),
            ..line
        }
    };
    match &thing.what {
        ThingKind::Visit(id) => {
            let name = knowledge.techniques.get(id).map_or("Massage", |known| known.name.as_str());
            Line {
                more: name.to_owned(),
                ..of("Massage by a therapist", "/brief/note".to_owned(), "Note it")
            }
        }
        ThingKind::Session(id) => {
            let walk_beside = view.things.iter().any(|other| other.what == ThingKind::Walk(id.clone()));
            let session = plan.session(id);
            let parts = session.map(|session| parts(knowledge, session, walk_beside)).unwrap_or_default();
            Line { more: parts, ..played("Back session", id) }
        }
        ThingKind::Walk(id) => played("Walk", &id.walk()),
        ThingKind::Review(about) => {
            let (href, button) = match about {
                ReviewAbout::Flare => ("/flare", "Look"),
                ReviewAbout::Safety => ("/screen", "Answer"),
                ReviewAbout::VisitsSoFar | ReviewAbout::VisitsDecision => ("/plan/massage", "Look"),
                ReviewAbout::End => ("/progress", "Look"),
            };
            Line { more: domain::words::sentence(about.words()), ..of("Look back", href.to_owned(), button) }
        }
        ThingKind::CheckIn if has_checked_in(look) => Line {
            more: "Done today. One more is welcome.".to_owned(),
            is_done: true,
            ..of("Check-in", "/check-in".to_owned(), "Again")
        },
        ThingKind::CheckIn => {
            Line { long: "20 seconds".to_owned(), ..of("Check-in", "/check-in".to_owned(), "Check in") }
        }
    }
}

fn has_checked_in(look: &Look) -> bool {
    look.person.check_ins.get(&look.today).is_some_and(|list| !list.is_empty())
}

/// The parts of a session in few words.
fn parts(knowledge: &Knowledge, session: &Session, walk_beside: bool) -> String {
    let items = session.items.iter().filter(|item| !(item.passive || walk_beside && item.kind == Kind::Walk));
    let names =
        items.filter_map(|item| knowledge.techniques.get(&item.technique)).map(|known| known.name.as_str());
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        [first, second, rest @ ..] if rest.len() > 1 => format!("{first} · {second} · {} more", rest.len()),
        all => all.join(" · "),
    }
}

/// Whether the person wants nothing more today.
fn is_off(look: &Look) -> bool {
    look.current.progress.not_today.contains(&look.today)
}

fn not_today_or_change(view: &TodayView, look: &Look) -> Markup {
    html! {
        div .actions {
            @if is_off(look) {
                form method="post" action="/not-today" {
                    input type="hidden" name="back" value="1";
                    button .quiet { "Show today’s session again" }
                }
            } @else if has_session(view) {
                form method="post" action="/not-today" { button .quiet { "Not today" } }
                a .button.quiet href="/change" { "Change something" }
            }
        }
    }
}

/// "Not today": asks nothing, costs nothing, and can be taken back.
async fn not_today(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let today = site.look()?.today;
    let value = if fields.has("back") { String::new() } else { today.to_string() };
    site.record([SettingChanged { name: NOT_TODAY.to_owned(), value }.into()])?;
    Ok(see_other("/"))
}

/// The plan as it is today. Who has none is sent to `/`.
fn plan_of(look: &Look) -> Option<&domain::plan::Adapted> {
    look.current.plan.as_ref().map(|(_, adapted)| adapted)
}

/// A stop sign as a line: what the person notices, then what to do.
fn stop_line(stop: &StopSign) -> Markup {
    html! { li { @if !stop.notice.is_empty() { strong { (stop.notice) } " " } (stop.say) } }
}

/// How well a technique is tested, as an answer to "How sure".
fn how_tested(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Convention => "hardly tested, but sensible custom",
        Evidence::Some => "some small or mixed trials",
        Evidence::Good => "good, from trials in low back pain on this kind of thing",
    }
}
