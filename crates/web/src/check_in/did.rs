//! "What did you do?": sessions of the player are listed as done, each with Undo; the rest are boxes to tick.

use crate::{Fields, Look, PageError, Site, see_other};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::diary::CheckInAsks;
use domain::entry::{EntryId, Recorded, Retracted, SessionDone};
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Why a session is taken back: kept with it.
const WHY: &str = "taken back on the check-in";

pub(super) fn section(site: &Site, look: &Look, fields: &Fields, asks: &CheckInAsks) -> Markup {
    let knowledge = site.knowledge();
    let done: Vec<_> = of_day(look, asks.day).collect();
    let planned = planned(look, &done, asks.day);
    let others: Vec<&TechniqueId> = asks.did.iter().filter(|id| !planned.contains(id)).collect();
    let legend = if asks.late { "What did you do that day?" } else { "What did you do?" };
    html! {
        @if !done.is_empty() || !planned.is_empty() || !others.is_empty() || fields.has("undone") {
            fieldset #did-list .choices {
                legend { (legend) }
                @if fields.has("undone") { p .saved role="status" { "Taken back. It does not count as done." } }
                @if !done.is_empty() {
                    ul .plain.done-list { @for session in &done { (line(knowledge, session)) } }
                }
                @for id in &planned { (choice(knowledge, fields, id)) }
                @if !others.is_empty() {
                    details open[others.iter().any(|id| is_ticked(fields, id))] {
                        summary { @if done.is_empty() && planned.is_empty() { "Choose from a list (optional)" } @else { "Something else (optional)" } }
                        @for id in &others { (choice(knowledge, fields, id)) }
                    }
                }
            }
        }
    }
}

fn of_day(look: &Look, day: Date) -> impl Iterator<Item = &Recorded<SessionDone>> {
    look.person.sessions.iter().filter(move |session| session.day == day)
}

/// A session that was played, with the way to take it back. The button sends the answers so far along.
fn line(knowledge: &Knowledge, session: &Recorded<SessionDone>) -> Markup {
    let told = crate::today::told(knowledge, session);
    html! {
        li .spread {
            span { "✓ " (told) }
            button .quiet name="undo" value=(session.id) formaction="/check-in/undo" aria-label={ "Undo: " (told) } { "Undo" }
        }
    }
}

/// What the plan had for the day and the player did not play, in the order of the plan.
fn planned<'a>(look: &'a Look, done: &[&Recorded<SessionDone>], day: Date) -> Vec<&'a TechniqueId> {
    let played: BTreeSet<&TechniqueId> =
        done.iter().flat_map(|session| &session.event.items).map(|item| &item.technique).collect();
    let plan = look.current.plan.iter().map(|(_, adapted)| &adapted.plan);
    let items = plan.flat_map(|plan| plan.on(day)).flat_map(|session| &session.items);
    let mut named = BTreeSet::new();
    items.map(|item| &item.technique).filter(|id| !played.contains(id) && named.insert(*id)).collect()
}

fn is_ticked(fields: &Fields, id: &TechniqueId) -> bool {
    fields.all("did").any(|one| one == id.as_str())
}

fn choice(knowledge: &Knowledge, fields: &Fields, id: &TechniqueId) -> Markup {
    html! {
        @if let Some(known) = knowledge.techniques.get(id) {
            label .choice {
                input type="checkbox" name="did" value=(id) checked[is_ticked(fields, id)];
                span { (known.name) }
            }
        }
    }
}

/// Takes back a session that was listed, and shows the form again with all that was answered.
///
/// Answers travel in the address, but not what was written in own words: then the page itself is the answer, and sending
/// it again finds nothing more to take back.
pub(super) async fn undo(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let day = super::day_of(&fields, look.today);
    let named: Option<EntryId> = fields.one("undo").and_then(|id| id.parse().ok());
    let found = of_day(&look, day).find(|session| Some(session.id) == named).map(|session| session.id);
    let look = match found {
        Some(entry) => site.record_about([Retracted { entry, why: WHY.to_owned() }.into()], day)?,
        None => look,
    };
    let query = again(&fields, day);
    let has_words = ["note", "can_do_again"].iter().any(|name| fields.one(name).is_some());
    if has_words {
        let mut shown = query;
        for name in ["note", "can_do_again"] {
            form_append(&mut shown, name, fields.one(name).unwrap_or_default());
        }
        return Ok(super::page(&site, &look, &Fields::from_text(&shown), &[]).into_response());
    }
    Ok(see_other(&format!("/check-in?{query}#did-list")))
}

/// The answers of the form, for an address.
fn again(fields: &Fields, day: Date) -> String {
    let mut query = format!("day={day}&undone=1");
    for name in ["interference", "pain", "flare", "goal", "did"] {
        for value in fields.all(name) {
            form_append(&mut query, name, value);
        }
    }
    query
}

fn form_append(query: &mut String, name: &str, value: &str) {
    let pair = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    query.push('&');
    query.push_str(&pair);
}
