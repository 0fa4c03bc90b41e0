//! After a session: how was that, and any problem. Two taps, then out.

use super::{Wanted, find, way_back};
use crate::form::{Choice, Problem, choices, problem, problems};
use crate::page::{Page, Place, see_other};
use crate::{Fields, Look, Once, PageError, Site};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::entry::{Felt, SessionDone, SessionItem, SessionProblem};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use maud::{Markup, html};

const FELT: [(&str, &str, Felt); 3] =
    [("better", "Better", Felt::Better), ("same", "Same", Felt::Same), ("worse", "Worse", Felt::Worse)];

const PROBLEMS: [(&str, &str, SessionProblem); 6] = [
    ("none", "None", SessionProblem::None),
    ("sore", "Sore where I pressed", SessionProblem::Sore),
    ("sharp", "Sharp or spreading pain", SessionProblem::Sharp),
    ("numb", "Numb or tingly", SessionProblem::Numb),
    ("dizzy", "Dizzy", SessionProblem::Dizzy),
    ("other", "Something else", SessionProblem::Other),
];

/// The longest time that one part of a session is believed to have taken: 4 hours.
const LONGEST_SECONDS: u32 = 4 * 3600;

/// What was given before, where the form has to be shown again.
#[derive(Default)]
pub(super) struct Given {
    once: Option<Once>,
    made: Option<String>,
    items: Vec<String>,
    wrong: Vec<Problem>,
}

/// The form. Its id is kept with what it records, so sending it twice counts once.
pub(super) fn form(site: &Site, wanted: &Wanted, given: &Given) -> Markup {
    let items = if given.items.is_empty() { planned(wanted) } else { given.items.clone() };
    let felt = FELT.map(|(value, label, _)| Choice { value, label, more: "", chosen: false });
    let legend = html! { h2 { "How was that?" } (problem(&given.wrong, "felt")) };
    html! {
        form #done .after method="post" action=(wanted.path("/done")) {
            (given.once.clone().unwrap_or_else(|| site.new_once()))
            @if let Some(made) = &given.made { input type="hidden" name="made" value=(made); }
            @for item in items { input type="hidden" name="item" value=(item); }
            p #done-words .lead tabindex="-1" hidden {}
            (choices("felt", &legend, false, felt))
            h2 #problem-title { "Any problem?" }
            div .problem-buttons role="group" aria-labelledby="problem-title" {
                @for (value, label, _) in PROBLEMS {
                    button name="problem" value=(value) { (label) }
                }
            }
        }
    }
}

/// What was planned, for those who read the steps and played nothing: technique, side, seconds, skipped.
fn planned(wanted: &Wanted) -> Vec<String> {
    let items = wanted.session.items.iter().enumerate().filter(|(_, item)| !item.passive);
    items
        .map(|(number, item)| {
            let seconds: u32 =
                wanted.line.iter().filter(|step| step.item == number).map(|step| step.step.seconds).sum();
            format!("{}:{}:{seconds}:0", item.technique, item.dose.first_side.as_str())
        })
        .collect()
}

fn read_item(knowledge: &Knowledge, text: &str) -> Option<SessionItem> {
    let mut parts = text.split(':');
    let technique = knowledge.techniques.get(&TechniqueId::from(parts.next()?))?.id.clone();
    let side = match parts.next()? {
        "left" => Side::Left,
        "right" => Side::Right,
        "both" => Side::Both,
        _ => Side::None,
    };
    let seconds = parts.next()?.parse::<u32>().ok()?.min(LONGEST_SECONDS);
    let skipped = parts.next()? == "1";
    Some(SessionItem { technique, side, seconds, skipped, pressure: None, pain_during: None })
}

/// Keeps what was done. A danger sign is kept even where nothing else was said.
pub(super) async fn keep(
    State(site): State<Site>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    fields: Fields,
) -> Result<Response, PageError> {
    let look = site.look()?;
    let knowledge = site.knowledge();
    let felt = fields.one("felt").and_then(|value| FELT.iter().find(|(known, ..)| *known == value));
    let problem = fields.one("problem").and_then(|value| PROBLEMS.iter().find(|(known, ..)| *known == value));
    let (_, _, problem) = *problem.ok_or(PageError::Form("no problem"))?;
    let stops = super::stopped::is_stop(problem);
    let items: Vec<String> = fields.all("item").map(str::to_owned).collect();
    if felt.is_none() && !stops && look.current.plan.is_some() {
        let wanted = find(&site, &look, &id, &Fields::from_text(&query.unwrap_or_default()))?;
        let wrong = vec![Problem::new("felt", "Select better, same or worse")];
        return Ok(again(
            &site,
            &look,
            &wanted,
            &Given { once: Once::of(&fields)?, made: fields.one("made").map(str::to_owned), items, wrong },
        ));
    }
    let session = if id == super::SHORT { String::new() } else { id.clone() };
    let done = SessionDone {
        session,
        items: items.iter().filter_map(|item| read_item(knowledge, item)).collect(),
        felt: felt.map_or(Felt::None, |(.., felt)| *felt),
        problem,
        note: String::new(),
    };
    site.record_once(&fields, [done.into()])?;
    Ok(see_other(&if stops {
        format!("/session/{id}/stopped")
    } else if problem == SessionProblem::Other {
        "/screen".to_owned()
    } else {
        way_back(&id).to_owned()
    }))
}

fn again(site: &Site, look: &Look, wanted: &Wanted, given: &Given) -> Response {
    let main = html! {
        (problems(&given.wrong))
        h1 { (wanted.title()) }
        (form(site, wanted, given))
    };
    let page =
        Page::new(format!("Error: {}", wanted.title()), Place::Quiet, main).back("/").for_person(site, look);
    Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response()
}
