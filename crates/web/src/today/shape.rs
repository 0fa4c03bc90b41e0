//! How long the plan lasts, on how many days a week, and a new plan.

use crate::form::{Choice, choices};
use crate::page::{Page, Place, see_other};
use crate::{Fields, PageError, Site};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::entry::{Event, QuestionAnswered, SettingChanged};
use domain::ids::QuestionId;
use domain::intake::Answer;
use domain::standing::PLAN_WEEKS;
use domain::words::day;
use maud::{Markup, html};

const WEEKS: [(&str, &str, &str); 3] = [
    ("4", "4 weeks", "A first try"),
    ("6", "6 weeks", "Long enough to see a change"),
    ("8", "8 weeks", "For pain of more than 3 months"),
];
const DAYS: [(&str, &str); 7] = [
    ("1", "1 day"),
    ("2", "2 days"),
    ("3", "3 days"),
    ("4", "4 days"),
    ("5", "5 days"),
    ("6", "6 days"),
    ("7", "Each day"),
];
/// What a plan begins with.
const USUAL_DAYS: &str = "4";
const MINUTES: [(&str, &str); 4] =
    [("5", "5 minutes"), ("10", "10 minutes"), ("20", "20 minutes"), ("30", "30 minutes")];

pub(super) async fn ask(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(adapted) = super::plan_of(&look) else { return Ok(see_other("/")) };
    let plan = &adapted.plan;
    let (weeks, days, minutes) = (
        plan.weeks.to_string(),
        plan.days_per_week.to_string(),
        look.current.standing.profile.minutes_per_day.unwrap_or(plan.minutes_per_day).to_string(),
    );
    let main = html! {
        h1 { "Length and days" }
        p { "Your plan runs to " (day(plan.last_day())) ". A change keeps its first day." }
        form .shape method="post" action="/plan/shape" {
            (choices("weeks", &html! { "How many weeks?" }, false, WEEKS.map(|(value, label, more)| Choice { value, label, more, chosen: value == weeks })))
            (choices("days", &html! { "On how many days a week?" }, false, DAYS.map(|(value, label)| Choice { value, label, more: if value == USUAL_DAYS { "A good start" } else { "" }, chosen: value == days })))
            (choices("minutes", &html! { "How many minutes a day?" }, false, MINUTES.map(|(value, label)| Choice { value, label, more: "", chosen: value == minutes })))
            div .actions { button .primary { "Change the plan" } }
        }
    };
    Ok(Page::new("Length and days", Place::Today, main)
        .back("/plan")
        .for_person(&site, &look)
        .into_response())
}

/// Keeps what differs; anything that is not on the lists is left as it was.
pub(super) async fn keep(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let mut events: Vec<Event> = Vec::new();
    let profile = &look.current.standing.profile;
    if let Some(weeks) = fields.one("weeks").filter(|value| WEEKS.iter().any(|(known, ..)| known == value))
        && look.setting(PLAN_WEEKS) != Some(weeks)
    {
        events.push(SettingChanged { name: PLAN_WEEKS.to_owned(), value: weeks.to_owned() }.into());
    }
    if let Some(days) =
        fields.one("days").and_then(|value| value.parse::<u8>().ok()).filter(|days| (1..=7).contains(days))
        && profile.days_per_week != Some(days)
    {
        let answer = Answer::Number(days.into());
        events.push(QuestionAnswered { question: QuestionId::from("days"), answer }.into());
    }
    if let Some(minutes) =
        fields.one("minutes").filter(|value| MINUTES.iter().any(|(known, _)| known == value))
        && profile.minutes_per_day.map(|minutes| minutes.to_string()).as_deref() != Some(minutes)
    {
        let answer = Answer::options([minutes]);
        events.push(QuestionAnswered { question: QuestionId::from("minutes"), answer }.into());
    }
    if !events.is_empty() {
        site.record(events)?;
    }
    Ok(see_other("/plan"))
}

pub(super) async fn ask_renew(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let main: Markup = html! {
        h1 { "Make a new plan" }
        p { "A new plan begins today, from your answers as they are now." }
        p { "Your old plan, your check-ins and your sessions stay in your journal." }
        form method="post" action="/plan/renew" {
            div .actions { button .primary { "Begin a new plan today" } a .button.quiet href="/plan" { "Keep the plan I have" } }
        }
    };
    Ok(Page::new("Make a new plan", Place::Today, main)
        .back("/plan")
        .for_person(&site, &look)
        .into_response())
}

/// A plan that begins today is not made twice by sending the form again: the second one would be the same.
pub(super) async fn renew(State(site): State<Site>) -> Result<Response, PageError> {
    site.renew_plan()?;
    Ok(see_other("/"))
}
