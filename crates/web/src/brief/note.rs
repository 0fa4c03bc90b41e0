//! The note back: what was done in a visit, in 60 seconds.

use crate::form::{Choice, Problem, choices, problem, problems, scale};
use crate::{Fields, Look, Page, PageError, Place, Site, paper, see_other};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::entry::{Felt, PressureScore, TherapistVisited};
use domain::ids::{TechniqueId, ZoneId};
use domain::knowledge::Knowledge;
use domain::knowledge::technique::{Kind, Technique};
use exchange::note::{NoteBack, TEMPLATE};
use jiff::civil::Date;
use maud::{Markup, html};

/// Longest visit in minutes.
const LONGEST: u16 = 300;
/// A visit may be noted this many days later.
const DAYS_BACK: i64 = 90;
/// The choice of someone who does not know the kind.
const UNKNOWN: &str = "unknown";
/// How the back felt: value and words.
const FELT: [(&str, &str, Felt); 3] =
    [("better", "Better", Felt::Better), ("same", "The same", Felt::Same), ("worse", "Worse", Felt::Worse)];

/// The form, empty.
pub(super) async fn ask(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    Ok(page(&site, &look, &Fields::default(), &[]))
}

/// The form with what a therapist filled in on their own phone; nothing is kept yet.
pub(super) async fn filled(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(note) = fields.one("filled").and_then(NoteBack::read) else {
        let words = "The text has no line that is filled in. Copy the whole note, with its lines";
        let wrong = [Problem::new("filled", words)];
        let page = page(&site, &look, &fields, &wrong);
        let title = format!("Error: {}", page.title);
        return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, title, ..page }.into_response());
    };
    let known = prefill(site.knowledge(), &note);
    Ok(page(&site, &look, &known, &[]).into_response())
}

/// The fields of the form that a filled note answers. What has no field of its own goes into the note.
fn prefill(knowledge: &Knowledge, note: &NoteBack) -> Fields {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let mut rest = Vec::new();
    let mut other = |label: &str, words: &str| {
        if !words.is_empty() {
            rest.push(format!("{label}: {words}"));
        }
    };
    let digits = |words: &str| words.chars().take_while(char::is_ascii_digit).collect::<String>();
    match note.day.parse::<Date>() {
        Ok(day) => drop(form.append_pair("day", &day.to_string())),
        Err(_) => other("Day", &note.day),
    }
    form.append_pair("minutes", &digits(&note.minutes));
    let known = |technique: &&Technique| {
        let name = technique.name.to_lowercase();
        let said = note.kind.to_lowercase();
        !said.is_empty() && (name.contains(&said) || said.contains(&name))
    };
    match kinds(knowledge).find(known) {
        Some(technique) => drop(form.append_pair("kind", technique.id.as_str())),
        None => other("Kind", &note.kind),
    }
    match digits(&note.pressure).parse::<u8>() {
        Ok(score) if score <= 10 => drop(form.append_pair("pressure", &score.to_string())),
        _ => other("Pressure", &note.pressure),
    }
    other("Places", &note.places);
    other("Done", &note.did);
    other("Next visit", &note.next);
    form.append_pair("note", &rest.join("\n"));
    form.append_pair("advice", &note.advice);
    Fields::from_text(&form.finish())
}

/// Keeps the visit, or shows what has to be mended.
pub(super) async fn keep(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    match read(site.knowledge(), look.today, &fields) {
        Ok((visit, day)) => {
            site.record_once_about(&fields, [visit.into()], day)?;
            Ok(see_other("/?done=visit"))
        }
        Err(wrong) => {
            let page = page(&site, &look, &fields, &wrong);
            let title = format!("Error: {}", page.title);
            Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, title, ..page }.into_response())
        }
    }
}

fn read(
    knowledge: &Knowledge,
    today: Date,
    fields: &Fields,
) -> Result<(TherapistVisited, Date), Vec<Problem>> {
    let mut wrong = Vec::new();
    let day = match fields.one("day").map(str::parse::<Date>) {
        None => today,
        Some(Ok(day)) if day <= today && today.duration_since(day).as_hours() / 24 <= DAYS_BACK => day,
        Some(_) => {
            wrong.push(Problem::new("day", format!("Choose a day in the last {DAYS_BACK} days")));
            today
        }
    };
    let minutes = fields.one("minutes").and_then(|text| text.parse().ok()).unwrap_or(0);
    if !(1..=LONGEST).contains(&minutes) {
        wrong.push(Problem::new("minutes", format!("Minutes must be a number between 1 and {LONGEST}")));
    }
    let price = match fields.one("price").map(str::parse::<u32>) {
        None => None,
        Some(Ok(price)) => Some(price),
        Some(Err(_)) => {
            wrong.push(Problem::new("price", "The price must be a whole number, without a currency sign"));
            None
        }
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let felt = fields.one("felt").and_then(|word| FELT.iter().find(|(value, ..)| *value == word));
    let kind = fields.one("kind").filter(|kind| *kind != UNKNOWN).map(TechniqueId::from);
    let pressure = fields.one("pressure").and_then(|text| text.parse().ok());
    let visit = TherapistVisited {
        technique: kind.filter(|id| kinds(knowledge).any(|technique| technique.id == *id)),
        minutes,
        pressure: pressure.and_then(|score: u8| PressureScore::try_from(score).ok()),
        price,
        places: fields.all("place").map(ZoneId::from).filter(|id| knowledge.zone(id).is_some()).collect(),
        therapist_note: fields.one("note").unwrap_or_default().to_owned(),
        advice: fields.one("advice").unwrap_or_default().to_owned(),
        felt: felt.map_or(Felt::None, |(.., felt)| *felt),
    };
    Ok((visit, day))
}

fn kinds(knowledge: &Knowledge) -> impl Iterator<Item = &Technique> {
    knowledge.techniques.values().filter(|technique| technique.kind == Kind::Professional)
}

fn page(site: &Site, look: &Look, fields: &Fields, wrong: &[Problem]) -> Page {
    let marked: Vec<(&ZoneId, &str)> = look
        .current
        .standing
        .facts
        .drawing()
        .keys()
        .filter_map(|id| site.knowledge().zone(id).map(|zone| (id, zone.name.as_str())))
        .collect();
    let main = html! {
        (problems(wrong))
        h1 { "After the visit" }
        p .lead { "What was done, for next time. You or your therapist can fill it in. It takes a minute." }
        form method="post" action="/brief/note" {
            (site.new_once())
            (field("day", "Which day was it?", "Leave empty for today.", "date", fields, wrong))
            (field("minutes", "How many minutes?", "", "number", fields, wrong))
            (kind(site.knowledge(), fields))
            @if !marked.is_empty() {
                (choices("place", &html! { "Where were the hands? (optional)" }, true, marked.iter().map(|(id, name)| Choice {
                    value: id.as_str(),
                    label: name,
                    more: "",
                    chosen: fields.all("place").any(|one| one == id.as_str()),
                })))
            }
            (scale("pressure", &html! { "How strong was it at most? (optional)" }, ["none", "as hard as you can bear"],
                fields.one("pressure").and_then(|text| text.parse().ok())))
            (choices("felt", &html! { "How did your back feel afterwards? (optional)" }, false, FELT.iter().map(|(value, label, _)| {
                Choice { value, label, more: "", chosen: fields.one("felt") == Some(value) }
            })))
            (words("note", "What did the therapist do or notice? (optional)", fields))
            (words("advice", "What did they advise for home? (optional)", fields))
            (field("price", "What did it cost? (optional)", &look.money().asked(), "number", fields, wrong))
            button .button.primary { "Keep the note" }
        }
        (by_phone(fields, wrong))
    };
    Page::new("After the visit", Place::Brief, main).back("/brief").for_person(site, look)
}

/// The note as a code for the therapist's own phone, and the box for what comes back.
fn by_phone(fields: &Fields, wrong: &[Problem]) -> Markup {
    html! {
        section aria-labelledby="by-phone" {
            h2 #by-phone { "Or let your therapist write it on their phone" }
            p { "They scan this code and get a text with blanks. They fill it in and send it to you, or show it." }
            div .codes { figure { (paper::code(&exchange::brief::note())) figcaption { "The note with its blanks" } } }
            details {
                summary { "The same as text" }
                pre .template tabindex="0" { (TEMPLATE) }
            }
            form method="post" action="/brief/note/filled" {
                div .field.wrong[wrong.iter().any(|problem| problem.field == "filled")] {
                    label for="filled" { "Put the filled text in here" }
                    p .hint #filled-hint { "Nothing is kept before you have seen it in the form above." }
                    (problem(wrong, "filled"))
                    textarea #filled name="filled" maxlength="8000" rows="6" aria-describedby="filled-hint" {
                        (fields.one("filled").unwrap_or_default())
                    }
                }
                button .button { "Fill in the form" }
            }
        }
    }
}

fn kind(knowledge: &Knowledge, fields: &Fields) -> Markup {
    let known = kinds(knowledge).map(|technique| (technique.id.as_str(), technique.name.as_str()));
    html! {
        div .field {
            label for="kind" { "Which kind was it?" }
            select #kind name="kind" {
                @for (value, label) in [(UNKNOWN, "I do not know")].into_iter().chain(known) {
                    option value=(value) selected[fields.one("kind") == Some(value)] { (label) }
                }
            }
        }
    }
}

fn field(
    name: &'static str,
    label: &str,
    hint: &str,
    kind: &str,
    fields: &Fields,
    wrong: &[Problem],
) -> Markup {
    let is_wrong = wrong.iter().any(|problem| problem.field == name);
    let described = match (is_wrong, hint.is_empty()) {
        (true, _) => Some(format!("{name}-problem")),
        (false, false) => Some(format!("{name}-hint")),
        (false, true) => None,
    };
    html! {
        div .field.wrong[is_wrong] {
            label for=(name) { (label) }
            @if !hint.is_empty() { p .hint id={ (name) "-hint" } { (hint) } }
            (problem(wrong, name))
            input id=(name) name=(name) type=(kind) inputmode=[(kind == "number").then_some("numeric")]
                value=[fields.one(name)] aria-describedby=[described];
        }
    }
}

fn words(name: &str, label: &str, fields: &Fields) -> Markup {
    html! {
        div .field {
            label for=(name) { (label) }
            textarea id=(name) name=(name) maxlength="2000" { (fields.one(name).unwrap_or_default()) }
        }
    }
}
