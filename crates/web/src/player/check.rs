//! The seven lines before a session, for those who have something new.

use crate::lines::{Ask, Ticked, page, read, set};
use crate::page::see_other;
use crate::{Fields, PageError, Site};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::entry::{Screen, ScreenRepeated};
use domain::ids::Key;
use std::collections::BTreeSet;

const WHY: &str = "We ask each time, because these can change from day to day.";

pub(super) async fn ask(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    shown(&site, &id, false)
}

fn shown(site: &Site, id: &str, is_wrong: bool) -> Result<Response, PageError> {
    let look = site.look()?;
    let Some(set) = set(site.knowledge(), "mini") else { return Ok(see_other("/")) };
    let (action, back) = (format!("/session/{id}/check"), format!("/session/{id}"));
    let ask = Ask { action: &action, back: &back, over: "", why: WHY };
    Ok(page(set, &ask, is_wrong).for_person(site, &look).into_response())
}

/// A line stands for several signs: until its pages are answered, each of them may be so, and the plan waits.
pub(super) async fn keep(
    State(site): State<Site>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let Some(set) = set(site.knowledge(), "mini") else { return Ok(see_other("/")) };
    let Ticked::Lines(ticked) = read(set, &fields) else { return shown(&site, &id, true) };
    let lines = set.lines.iter().filter(|line| ticked.contains(&line.id));
    let unsure: BTreeSet<Key> = lines.flat_map(|line| line.asks.iter().cloned()).collect();
    let is_clear = unsure.is_empty();
    site.record([ScreenRepeated { set: Screen::Mini, yes: BTreeSet::new(), unsure }.into()])?;
    Ok(see_other(&if is_clear { format!("/session/{id}") } else { "/ask/again".to_owned() }))
}
