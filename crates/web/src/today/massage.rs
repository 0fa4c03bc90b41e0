//! The card about professional massage: six questions, in the order in which they come up.

use super::plan_of;
use crate::form::{Problem, problem, problems};
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, PageError, Site};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::entry::QuestionAnswered;
use domain::ids::QuestionId;
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::technique::Feel;
use domain::money::Money;
use domain::plan::{MassageCourse, Plan, feel_words, say_words, why_words};
use domain::words::{count, day, sentence, short_day, thousands};
use maud::{Markup, html};

/// The four feels, by how firm they are.
const FEELS: [Feel; 4] = [Feel::CalmLight, Feel::FirmSlow, Feel::FirmPoints, Feel::ClothedStretch];
/// The highest price that the question takes.
const MOST: u32 = 100_000;

pub(super) async fn show(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    Ok(match plan_of(&look) {
        Some(adapted) => card(&site, &look, &adapted.plan, &[], "").into_response(),
        None => see_other("/"),
    })
}

fn card(site: &Site, look: &Look, plan: &Plan, wrong: &[Problem], typed: &str) -> Page {
    let knowledge = site.knowledge();
    let main = html! {
        (problems(wrong))
        h1 { "Massage by a therapist" }
        @match &plan.massage {
            Some(course) => {
                @if course.optional { p .note { "This is a choice. The plan works without it." } }
                p .lead { "Nobody can tell in advance if it helps you. So it is a trial with an end." }
                (which(knowledge, course))
                (how_many(knowledge, course))
                (cost(course, look.money(), wrong, typed))
                (say(knowledge, &crate::brief::say(site, look), plan, course))
                (when_to_stop(knowledge, course))
            }
            None => {
                @if let Some(because) = plan.without_visits.because { p .lead { (because.words()) } }
            }
        }
        (cannot(knowledge, plan))
    };
    let title = if wrong.is_empty() { "Massage by a therapist" } else { "Error: Massage by a therapist" };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page { status, ..Page::new(title, Place::Today, main) }.back("/plan").for_person(site, look)
}

/// Chosen by feel and reach, never by promised relief.
fn which(knowledge: &Knowledge, course: &MassageCourse) -> Markup {
    let open = |feel: Feel| {
        let options = course.options.iter().filter_map(|option| knowledge.techniques.get(&option.technique));
        options
            .filter(move |known| known.visit.as_ref().is_some_and(|visit| visit.feel.contains(&feel)))
            .collect::<Vec<_>>()
    };
    let first = knowledge.techniques.get(&course.technique).and_then(|known| known.visit.as_ref());
    html! {
        section .card {
            h2 { "1. Which kind?" }
            p { "Choose by feel and by what you can reach. The kind makes little difference." }
            @if let Some(visit) = first { p { strong { "A good fit for you: " } (sentence(&visit.ask_for)) } }
            dl .facts {
                @for feel in FEELS {
                    @let kinds = open(feel);
                    @if !kinds.is_empty() {
                        div {
                            dt { (sentence(feel_words(feel)).trim_end_matches('.')) }
                            dd {
                                "In shops: "
                                @for (number, known) in kinds.iter().enumerate() {
                                    @if number > 0 { ", " }
                                    a href={ "/technique/" (known.id) } { (shop_name(known)) }
                                }
                            }
                        }
                    }
                }
            }
            p .small { a href="/learn/which_kind" { "Where this comes from" } }
        }
    }
}

fn shop_name(known: &domain::knowledge::technique::Technique) -> &str {
    let names = known.visit.as_ref().and_then(|visit| visit.shop_names.first());
    names.map_or(known.name.as_str(), String::as_str)
}

fn how_many(knowledge: &Knowledge, course: &MassageCourse) -> Markup {
    let minutes = if course.first_minutes == course.minutes {
        format!("{} minutes each", course.minutes)
    } else {
        format!("the first of {} minutes, then {} minutes each", course.first_minutes, course.minutes)
    };
    let dates: Vec<String> = course.dates.iter().map(|date| short_day(*date)).collect();
    html! {
        section .card {
            h2 { "2. How many?" }
            p { strong { (count(course.visits.into(), "visit")) } ", " (minutes) ", at least " (course.gap_hours) " hours apart." }
            p { "For example on " (dates.join(", ")) "." }
            @if let Some(look) = course.look_back { p { "Look back after visit " (look.after_visit) ", about " (day(look.date)) "." } }
            @if let Some(decide) = course.decide { p { "Decide after visit " (decide.after_visit) ", about " (day(decide.date)) "." } }
            details {
                summary { "Why this many" }
                ul { @for why in &course.why { li { (why_words(knowledge, why)) } } }
            }
        }
    }
}

fn cost(course: &MassageCourse, money: Money, wrong: &[Problem], typed: &str) -> Markup {
    let value = if typed.is_empty() {
        course.price.map(|price| price.to_string()).unwrap_or_default()
    } else {
        typed.to_owned()
    };
    html! {
        section .card {
            h2 { "3. What does it cost?" }
            @if let (Some(price), Some(total)) = (course.price, course.total) {
                p .lead { (money.say(total)) " for the whole trial." }
                p { (count(course.visits.into(), "visit")) " at " (money.say(price)) "." }
            }
            form method="post" action="/plan/massage" {
                div .field.wrong[!wrong.is_empty()] {
                    label for="price" { "What does a visit cost near you?" }
                    p .hint #price-hint { (money.asked()) " A guess is fine." }
                    (problem(wrong, "price"))
                    input #price .short name="price" inputmode="numeric" autocomplete="off" value=(value) aria-describedby="price-hint";
                }
                button { "Show the total" }
            }
            @if money.currency().is_none() { p .links { a href="/settings#currency" { "Choose your currency" } } }
        }
    }
}

fn say(knowledge: &Knowledge, first: &[String], plan: &Plan, course: &MassageCourse) -> Markup {
    html! {
        section .card {
            h2 { "4. What to say?" }
            ul { @for line in first { li { q { (line.trim_matches('"')) } } } }
            @if !course.keep_off.is_empty() {
                p {
                    "Ask the therapist to keep off: "
                    (course.keep_off.iter().map(|region| region.words()).collect::<Vec<_>>().join(", ")) "."
                }
            }
            details {
                summary { "More that you can say" }
                ul { @for line in say_words(knowledge, plan) { li { "“" (line) "”" } } }
            }
            div .actions { a .button.primary href="/brief" { "Make my brief" } }
        }
    }
}

fn when_to_stop(knowledge: &Knowledge, course: &MassageCourse) -> Markup {
    let judge = course.judge.iter().filter_map(|id| knowledge.courses.tip(id)).map(|tip| tip.words);
    html! {
        section .card {
            h2 { "5. When to stop?" }
            p { "Stop the trial if it is worse for more than 2 days after 2 visits in a row." }
            p { "Stop at once at any sign on the page " a href="/help" { "When to get medical help" } "." }
            details {
                summary { "How to judge the visits" }
                ul { @for line in judge { li { (line) } } }
            }
        }
    }
}

fn cannot(knowledge: &Knowledge, plan: &Plan) -> Markup {
    let instead = plan.without_visits.techniques.iter().filter_map(|id| knowledge.techniques.get(id));
    html! {
        section .card {
            h2 { @if plan.massage.is_some() { "6. " } "What if I cannot go?" }
            p { "Use your own hands, a ball or a helper. It gets the same test." }
            ul { @for known in instead { li { a href={ "/technique/" (known.id) } { (known.name) } } } }
        }
    }
}

/// Keeps the price of a visit. Sending it again changes nothing more.
pub(super) async fn price(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(adapted) = plan_of(&look) else { return Ok(see_other("/")) };
    let typed = fields.one("price").unwrap_or_default();
    let price = typed.parse::<u32>().ok().filter(|price| *price <= MOST);
    let Some(price) = price else {
        let wrong = [Problem::new(
            "price",
            format!("Price must be a whole number between 0 and {}", thousands(MOST as usize)),
        )];
        return Ok(card(&site, &look, &adapted.plan, &wrong, typed).into_response());
    };
    if look.current.standing.profile.price != Some(price) {
        site.record([QuestionAnswered {
            question: QuestionId::from("price"),
            answer: Answer::Number(price),
        }
        .into()])?;
    }
    Ok(see_other("/plan/massage"))
}
