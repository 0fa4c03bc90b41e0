//! "I have been checked": the way back in after a sign.

use super::fields::problem_summary;
use super::form::Problem;
use super::{capital, quiet};
use crate::{Fields, Look, Page, PageError, Site, see_other};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::blocking::Blocking;
use domain::entry::ClinicianAssessed;
use jiff::civil::Date;
use maud::{Markup, html};

pub(super) async fn show(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    Ok(page(&site, &look, &Fields::default(), &[]))
}

pub(super) async fn take(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let blocking = blocking(&site, &look);
    if blocking.facts.is_empty() {
        // Sent twice: the first time settled it.
        return Ok(see_other("/checked/done"));
    }
    match check(&look, &fields, &blocking) {
        Ok(check) => {
            site.record([check.into()])?;
            Ok(see_other("/checked/done"))
        }
        Err(problems) => Ok(page(&site, &look, &fields, &problems).into_response()),
    }
}

fn blocking(site: &Site, look: &Look) -> Blocking {
    Blocking::new(site.knowledge(), &look.current.standing, &look.current.assessment)
}

/// The check that the form describes, or all that is wrong with it, in the order of the fields.
fn check(look: &Look, fields: &Fields, blocking: &Blocking) -> Result<ClinicianAssessed, Vec<Problem>> {
    match (day(look, fields), who(fields, blocking), massage(fields)) {
        (Ok(on), Ok(by), Ok(massage_agreed)) => Ok(ClinicianAssessed {
            facts: blocking.facts.clone(),
            on,
            by: by.to_owned(),
            hospital: by == ClinicianAssessed::HOSPITAL_TEAM,
            said: fields.one("said").unwrap_or_default().to_owned(),
            massage_agreed,
        }),
        (on, by, massage) => Err([on.err(), by.err(), massage.err()].into_iter().flatten().collect()),
    }
}

fn problem(field: &'static str, words: &str) -> Problem {
    Problem { field: field.to_owned(), words: words.to_owned() }
}

fn day(look: &Look, fields: &Fields) -> Result<Date, Problem> {
    let on = fields.one("on").ok_or_else(|| problem("on", "Give the day on which you were checked"))?;
    let on: Date = on.parse().map_err(|_| problem("on", "Give the day as year, month and day"))?;
    if on > look.today { Err(problem("on", "Give a day up to today")) } else { Ok(on) }
}

fn who<'f>(fields: &'f Fields, blocking: &Blocking) -> Result<&'f str, Problem> {
    let by = fields.one("by").filter(|by| ClinicianAssessed::WHO.iter().any(|(id, _)| id == by));
    let by = by.ok_or_else(|| problem("by", "Select who checked you"))?;
    if blocking.needs_hospital && by != ClinicianAssessed::HOSPITAL_TEAM {
        let words =
            "After an emergency sign we need a check by a hospital or emergency team. Nothing was recorded";
        return Err(problem("by", words));
    }
    Ok(by)
}

fn massage(fields: &Fields) -> Result<Option<bool>, Problem> {
    match fields.one("massage") {
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some("not-discussed") => Ok(None),
        _ => Err(problem("massage", "Select what was said about massage")),
    }
}

fn page(site: &Site, look: &Look, fields: &Fields, problems: &[Problem]) -> Page {
    let words = &site.knowledge().care.checked;
    let blocking = blocking(site, look);
    let main = if blocking.facts.is_empty() {
        html! {
            h1 { (words.heading) }
            p { "Nothing waits for a check. Nothing was recorded." }
            div .actions { a .button.primary href="/" { "Go to Today" } }
        }
    } else {
        html! {
            @if !problems.is_empty() { (problem_summary(problems)) }
            h1 { (words.heading) }
            p .lead { (words.lead) }
            p { "This is about:" }
            ul { @for told in &blocking.told { li { (capital(told)) } } }
            @if blocking.needs_hospital { div .note.warn { p { (words.emergency_rule) } } }
            p { (words.not_yet) }
            (form(look, fields, problems))
        }
    };
    let back = |title: &str| quiet(site, look, title, main).back("/outcome");
    if problems.is_empty() {
        return back(&words.heading);
    }
    Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..back(&format!("Error: {}", words.heading)) }
}

fn form(look: &Look, fields: &Fields, problems: &[Problem]) -> Markup {
    let wrong = |field: &str| problems.iter().find(|problem| problem.field == field);
    html! {
        form method="post" action="/checked" novalidate {
            div .field.wrong[wrong("on").is_some()] {
                label for="on" { "When were you checked?" }
                @if let Some(problem) = wrong("on") { p #on-problem .problem { (problem.words) } }
                input #on type="date" name="on" max=(look.today) value=[fields.one("on")]
                    aria-describedby=[wrong("on").map(|_| "on-problem")];
            }
            (radios("by", "Who checked you?", &ClinicianAssessed::WHO, fields, wrong("by")))
            div .field {
                label for="said" { "What did they say? (optional)" }
                textarea #said name="said" rows="3" maxlength="500" { (fields.one("said").unwrap_or_default()) }
            }
            (radios("massage", "Did they say that massage is fine?", &ClinicianAssessed::MASSAGE, fields, wrong("massage")))
            div .actions {
                button .primary type="submit" { "Record the check" }
                a .button.quiet href="/outcome" { "Not checked yet" }
            }
        }
    }
}

fn radios(
    name: &str,
    legend: &str,
    items: &[(&str, &str)],
    fields: &Fields,
    problem: Option<&Problem>,
) -> Markup {
    html! {
        fieldset .choices.wrong[problem.is_some()] aria-describedby=[problem.map(|_| format!("{name}-problem"))] {
            legend { (legend) }
            @if let Some(problem) = problem { p .problem id={ (name) "-problem" } { (problem.words) } }
            @for (number, (id, words)) in items.iter().enumerate() {
                label .choice {
                    input type="radio" name=(name) value=(id) id=[(number == 0).then_some(name)]
                        checked[fields.one(name) == Some(id)];
                    span { (words) }
                }
            }
        }
    }
}

/// What was noted, what changes by it, and what comes next.
pub(super) async fn done(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let words = &site.knowledge().care.checked;
    let Some(check) = look.person.assessments.last().map(|recorded| &recorded.event) else {
        return Ok(see_other("/checked"));
    };
    let asks_again = look.current.standing.triage.level.allows_plan();
    let title = "Your check is recorded";
    let main = html! {
        h1 { (title) }
        p .lead { "Checked by: " (check.by) ", on " (check.on.strftime("%A %-d %B").to_string()) "." }
        @if !check.said.is_empty() { p { "They said: " q { (check.said) } } }
        p {
            @match check.massage_agreed {
                Some(true) => "They said that massage is fine.",
                Some(false) => "They said no to massage for now, so we leave massage out.",
                None => "Massage was not talked about, so some kinds still wait for a yes.",
            }
        }
        h2 { "What changes" }
        ul { @for line in &words.what_changes { li { (line) } } }
        div .actions {
            @if asks_again {
                a .button.primary href="/ask" { "Go on with the safety questions" }
            } @else {
                a .button.primary href="/outcome" { "See what is still open" }
            }
        }
    };
    Ok(quiet(&site, &look, title, main).into_response())
}
