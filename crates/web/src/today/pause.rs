//! Pausing the plan, and coming back.

use crate::page::{Page, Place, see_other};
use crate::{Fields, PageError, Site};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::entry::{PlanPaused, PlanResumed};
use jiff::ToSpan;
use maud::html;

/// Weeks that may be chosen instead of "Until I come back".
const WEEKS: [(&str, &str, i64); 2] = [("1", "For 1 week", 1), ("2", "For 2 weeks", 2)];

pub(super) async fn ask(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    let main = html! {
        h1 { "Pause the plan" }
        p { "A pause costs nothing. Your place in the plan and your answers stay." }
        form method="post" action="/pause" {
            ul .ways-list {
                li { button .primary.wide { "Until I come back" } }
                @for (value, words, _) in WEEKS { li { button .wide name="weeks" value=(value) { (words) } } }
            }
        }
    };
    Ok(Page::new("Pause the plan", Place::Today, main).back("/plan").for_person(&site, &look).into_response())
}

pub(super) async fn pause(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let weeks = fields.one("weeks").and_then(|value| WEEKS.iter().find(|(known, ..)| *known == value));
    let until = weeks.map(|(.., weeks)| look.today.saturating_add((weeks * 7).days()));
    if look.current.progress.paused.is_none() {
        site.record([PlanPaused { until }.into()])?;
    }
    Ok(see_other("/"))
}

pub(super) async fn resume(State(site): State<Site>) -> Result<Response, PageError> {
    if site.look()?.current.progress.paused.is_some() {
        site.record([PlanResumed {}.into()])?;
    }
    Ok(see_other("/"))
}
