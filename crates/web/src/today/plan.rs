//! The whole plan: its parts as cards, then week by week, then its end.

use super::plan_of;
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::technique::Kind;
use domain::plan::{Adapted, Habit, Item, Plan, Session, end_words, why_words};
use domain::words::{count, day};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The parts that come from sessions, in the order of the page.
const PARTS: [(&str, &[Kind]); 4] = [
    ("Self-massage", &[Kind::SelfMassage]),
    ("Heat", &[Kind::Heat]),
    ("Moving and strength", &[Kind::Mobility, Kind::Stretch, Kind::Strength, Kind::Walk]),
    ("Breathing and relaxing", &[Kind::Breathing, Kind::Relaxation]),
];

pub(super) async fn show(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(adapted) = plan_of(&look) else { return Ok(see_other("/")) };
    let (plan, knowledge) = (&adapted.plan, site.knowledge());
    let wanted =
        Fields::from_text(&query.unwrap_or_default()).one("week").and_then(|week| week.parse::<u8>().ok());
    let week = wanted
        .filter(|week| (1..=plan.weeks).contains(week))
        .or_else(|| plan.week_of(look.today))
        .unwrap_or(1);
    let main = html! {
        h1 { "Your plan" }
        @if let Some(goal) = &plan.goal { p .sentence { "For: " (goal) } }
        p {
            (plan.weeks) " weeks, to " strong { (day(plan.last_day())) } ". "
            (count(plan.days_per_week.into(), "day")) " a week, at most " (count(plan.minutes_per_day.into(), "minute")) " a day."
        }
        div .actions {
            a .button href="/plan/shape" { "Change length or days" }
            a .button.quiet href="/pause" { "Pause" }
        }
        details {
            summary { "Why this plan" }
            ul { @for why in &plan.why { li { (why_words(knowledge, why)) } } }
        }
        (super::notes::by_itself(knowledge, &look, adapted))
        (changed_by_you(knowledge, &look, adapted))
        (weeks(knowledge, &look, plan, week))
        h2 { "The parts" }
        (visits(knowledge, plan))
        @for (title, kinds) in PARTS { (part(knowledge, plan, title, kinds)) }
        (posture(knowledge, plan))
        (habits(knowledge, "Stress and breathing", &plan.stress))
        (habits(knowledge, "Sleep", &plan.sleep))
        (the_end(knowledge, plan))
    };
    Ok(Page::new("Your plan", Place::Today, main).back("/").for_person(&site, &look).into_response())
}

/// What the person swapped and left out, each with the way back.
fn changed_by_you(knowledge: &Knowledge, look: &Look, adapted: &Adapted) -> Markup {
    let progress = &look.current.progress;
    let name = |id: &TechniqueId| knowledge.techniques.get(id).map_or("", |known| known.name.as_str());
    let back = |id: &TechniqueId| {
        html! {
            form method="post" action="/change" {
                input type="hidden" name="technique" value=(id);
                button .quiet name="back" value="1" aria-label={ "Put back: " (name(id)) } { "Put it back" }
            }
        }
    };
    let is_open = |id: &&TechniqueId| look.current.assessment.gate.offers(id);
    let nothing = progress.swaps.is_empty() && progress.dropped.is_empty();
    html! {
        section #changed {
            @if !nothing {
                h2 { "What you changed" }
                ul .plain.changed {
                    @for swap in &progress.swaps { li .spread { span { (name(&swap.to)) " instead of " (name(&swap.from)) } (back(&swap.from)) } }
                    @for id in progress.dropped.iter().filter(is_open) { li .spread { span { "Left out: " (name(id)) } (back(id)) } }
                }
            }
            @if nothing && adapted.changes.is_empty() { p .muted { "You can swap or leave out anything below." } }
        }
    }
}

fn weeks(knowledge: &Knowledge, look: &Look, plan: &Plan, week: u8) -> Markup {
    html! {
        section #weeks {
            h2 { "Week " (week) " of " (plan.weeks) }
            nav .weeks aria-label="Weeks" {
                @for number in 1..=plan.weeks {
                    a href={ "/plan?week=" (number) "#weeks" } aria-current=[(number == week).then_some("page")] aria-label={ "Week " (number) } { (number) }
                }
            }
            ul .plain.days {
                @for session in plan.sessions.iter().filter(|session| session.week == week) {
                    li .card { (one_session(knowledge, look, session)) }
                }
            }
        }
    }
}

fn one_session(knowledge: &Knowledge, look: &Look, session: &Session) -> Markup {
    let done = look.current.progress.done.iter().any(|done| done.session.as_ref() == Some(&session.id));
    html! {
        div .spread {
            h3 { (day(session.date)) span .sr { ", " } small { (count(session.minutes.into(), "minute")) @if done { " ✓ done" } } }
            a .button.quiet href={ "/session/" (session.id) } aria-label={ "Open the session of " (day(session.date)) } { "Open" }
        }
        ul { @for item in &session.items { li { (item_line(knowledge, item)) } } }
        @if session.pieces > 1 { p .small.muted { "Split it into " (session.pieces) " pieces over the day." } }
    }
}

/// Name, minutes and side of an item.
pub(crate) fn item_line(knowledge: &Knowledge, item: &Item) -> Markup {
    let name = knowledge.techniques.get(&item.technique).map_or("", |known| known.name.as_str());
    html! {
        a href={ "/technique/" (item.technique) } { (name) } ", " (count(item.dose.minutes.into(), "minute"))
        @if item.passive { " of warmth, if you like" }
        @match item.dose.first_side {
            Side::Left => { ", " strong { "LEFT" } " first" },
            Side::Right => { ", " strong { "RIGHT" } " first" },
            Side::Both | Side::None => {},
        }
    }
}

fn visits(knowledge: &Knowledge, plan: &Plan) -> Markup {
    let name = |course: &domain::plan::MassageCourse| {
        knowledge.techniques.get(&course.technique).map_or("", |known| known.name.as_str())
    };
    html! {
        section .card {
            h3 { "Massage by a therapist" }
            @match &plan.massage {
                Some(course) => {
                    p { (count(course.visits.into(), "visit")) " of " (course.minutes) " minutes: " (name(course)) "." }
                    @if let Some(known) = knowledge.techniques.get(&course.technique) { p .small.muted { "How sure: " (super::how_tested(known.evidence)) "." } }
                    @if let Some(why) = course.why.first() { p .small.muted { "Why: " (why_words(knowledge, why)) } }
                },
                None => @if let Some(because) = plan.without_visits.because { p { (because.words()) } },
            }
            div .actions {
                a .button href="/plan/massage" { "Open the massage card" }
                a .button.quiet href="/ask/massage_access" { @if plan.massage.is_some() { "Leave visits out" } @else { "I can go now" } }
            }
        }
    }
}

/// How often a technique comes in the plan, and one of its items.
struct Use<'a> {
    item: &'a Item,
    times: usize,
}

fn uses<'a>(plan: &'a Plan, kinds: &[Kind]) -> BTreeMap<&'a TechniqueId, Use<'a>> {
    let mut uses = BTreeMap::new();
    let items = plan.sessions.iter().flat_map(|session| &session.items);
    for item in items.filter(|item| kinds.contains(&item.kind)) {
        uses.entry(&item.technique).or_insert(Use { item, times: 0 }).times += 1;
    }
    uses
}

fn part(knowledge: &Knowledge, plan: &Plan, title: &str, kinds: &[Kind]) -> Markup {
    let uses = uses(plan, kinds);
    html! {
        @if !uses.is_empty() {
            details .part-of-plan {
                summary { h3 { (title) ": " (count(uses.len(), "thing")) } }
                @for one in uses.values() { (card(knowledge, one)) }
            }
        }
    }
}

/// What, how long, how sure, why it is here, swap and leave out.
fn card(knowledge: &Knowledge, one: &Use<'_>) -> Markup {
    let Some(known) = knowledge.techniques.get(&one.item.technique) else { return html! {} };
    let why = one.item.why.first().map(|why| why_words(knowledge, why));
    let sure = super::how_tested(known.evidence);
    html! {
        article .card.part {
            (crate::pose::picture(knowledge, &known.id, one.item.dose.first_side))
            div {
                h4 { a href={ "/technique/" (known.id) } { (known.name) } }
                p { (count(one.item.dose.minutes.into(), "minute")) ", " (count(one.times, "time")) " in the plan." }
                p .small.muted { "How sure: " (sure) "." }
                @if let Some(why) = why { p .small.muted { "Why: " (why) } }
                div .actions {
                    a .button.quiet href={ "/change?of=" (known.id) } aria-label={ "Swap: " (known.name) } { "Swap" }
                    form method="post" action="/change" {
                        input type="hidden" name="technique" value=(known.id);
                        input type="hidden" name="reason" value="bored";
                        button .quiet name="to" value="" aria-label={ "Leave out: " (known.name) } { "Leave out" }
                    }
                }
            }
        }
    }
}

fn posture(knowledge: &Knowledge, plan: &Plan) -> Markup {
    let message = &knowledge.courses.posture;
    html! {
        section .card #posture {
            h3 { "Posture" }
            p .lead { "There is no one correct way to sit. Change how you sit often, and pick what feels fine." }
            p { (message.words) }
            p { (message.message) }
            (tips(knowledge, &plan.posture))
            p .small.muted { (domain::words::how_sure(message.certainty)) }
        }
    }
}

fn habits(knowledge: &Knowledge, title: &str, habits: &[Habit]) -> Markup {
    html! {
        @if !habits.is_empty() {
            section .card {
                h3 { (title) }
                (tips(knowledge, habits))
                @if let Some(why) = habits.iter().find_map(|habit| habit.why.first()) { p .small.muted { "Why: " (why_words(knowledge, why)) } }
                // As sure as the least sure of them.
                @if let Some(sure) = habits.iter().filter_map(|habit| knowledge.courses.tip(&habit.tip)).map(|tip| tip.certainty).min() {
                    p .small.muted { (domain::words::how_sure(sure)) }
                }
            }
        }
    }
}

fn tips(knowledge: &Knowledge, habits: &[Habit]) -> Markup {
    html! {
        ul {
            @for habit in habits {
                @if let Some(tip) = knowledge.courses.tip(&habit.tip) {
                    li {
                        (tip.words)
                        @for known in habit.techniques.iter().filter_map(|id| knowledge.techniques.get(id)) {
                            " " a href={ "/technique/" (known.id) } { (known.name) } "."
                        }
                    }
                }
            }
        }
    }
}

fn the_end(knowledge: &Knowledge, plan: &Plan) -> Markup {
    let signs = plan.stop.iter().filter_map(|id| knowledge.stops.get(id));
    html! {
        section .card #keep {
            h3 { "On a bad day" }
            p { "The 5-minute version counts as done." }
            ul { @for item in &plan.minimum { li { (item_line(knowledge, item)) } } }
            a .button href="/session/short" { "Open the 5-minute version" }
        }
        section .card { h3 { "Stop if" } ul .signs { @for sign in signs.take(4) { (super::stop_line(sign)) } } }
        section .card {
            h3 { "Looking back, and the end" }
            ul { @for review in &plan.reviews { li { (day(review.date)) ": " (review.about.words()) } } }
            @for line in end_words(plan) { p { (line) } }
            a .button.quiet href="/plan/renew" { "Make a new plan" }
        }
    }
}
