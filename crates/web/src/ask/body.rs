//! The body picture: zones as check boxes, in a list and on the figure. The boxes hold the truth.

use super::fields::{described, heading, title};
use super::form::Problem;
use super::quiet;
use crate::figure;
use crate::{Look, Page, Site};
use domain::ids::ZoneId;
use domain::knowledge::Knowledge;
use domain::knowledge::body::{View, ZoneRow};
use domain::knowledge::question::Question;
use domain::result::places_in_words;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The picture with its twin, the list. Without a script the list is all there is to press, and it is enough.
pub(super) fn picker(
    knowledge: &Knowledge,
    question: &Question,
    marked: &BTreeSet<ZoneId>,
    problem: Option<&Problem>,
) -> Markup {
    html! {
        (figure::hatching())
        fieldset .choices.body-picker.wrong[problem.is_some()] data-island="body"
            aria-describedby=[described(question, problem)] {
            legend { h1 { (title(question)) } }
            (heading(question, problem))
            noscript { p .note { "Scripts are off in this browser. Use the list below the pictures." } }
            div .body-tools hidden data-with-script {
                button type="button" data-view="back" aria-pressed="true" { "Back view" }
                button type="button" data-view="front" aria-pressed="false" { "Front view" }
                button .quiet type="button" data-act="zoom" { "Zoom out" }
            }
            @for view in [View::Back, View::Front] {
                div .body-picture data-picture=(figure::name(view)) data-close=(figure::CLOSE) data-whole=(figure::WHOLE) {
                    p .view-name { (view_words(view)) }
                    (figure::sides(view))
                    (figure::zones(view, marked))
                }
            }
            div .body-side {
                p #marked .sentence role="status" hidden data-with-script { (sentence(knowledge, marked)) }
                div .body-tools hidden data-with-script {
                    button type="button" data-act="undo" { "Undo" }
                    button type="button" data-act="clear" { "Clear all" }
                    button .quiet type="button" data-act="list" aria-expanded="false" aria-controls="zone-list" { "Use a list instead" }
                }
            }
            div #zone-list .zone-list {
                @for (number, row) in knowledge.zone_rows.iter().enumerate() { (row_of(knowledge, row, marked, number == 0)) }
            }
        }
    }
}

fn row_of(knowledge: &Knowledge, row: &ZoneRow, marked: &BTreeSet<ZoneId>, is_first: bool) -> Markup {
    html! {
        fieldset data-row-view=(figure::name(row.view)) {
            legend { (row.title) }
            p .hint { (row.hint) }
            div .choices.two {
                @for (number, zone) in row.zones().enumerate() {
                    @let name = knowledge.zone(&zone.zone).map_or("", |zone| zone.name.as_str());
                    label .choice {
                        input type="checkbox" name="choice" value=(zone.zone) data-name=(name)
                            id=[(is_first && number == 0).then_some("first")] checked[marked.contains(&zone.zone)];
                        span { (zone.words) }
                    }
                }
            }
        }
    }
}

fn view_words(view: View) -> &'static str {
    match view {
        View::Back => "Your back",
        View::Front => "Your front",
    }
}

/// What is marked, as a sentence.
pub(super) fn sentence(knowledge: &Knowledge, marked: &BTreeSet<ZoneId>) -> String {
    let in_order =
        knowledge.zone_rows.iter().flat_map(ZoneRow::zones).filter(|zone| marked.contains(&zone.zone));
    let names = in_order.filter_map(|zone| knowledge.zone(&zone.zone)).map(|zone| zone.name.as_str());
    let places = places_in_words(names);
    if places.is_empty() {
        return "You marked: nothing yet.".to_owned();
    }
    format!("You marked: {}.", places.join(". "))
}

/// The last picture, so that a change is deliberate.
pub(super) fn same_as_before(site: &Site, look: &Look, zones: &BTreeMap<ZoneId, f64>) -> Page {
    let title = "Does it still hurt in the same places?";
    let marked: BTreeSet<ZoneId> = zones.keys().cloned().collect();
    let main = html! {
        (figure::hatching())
        h1 { (title) }
        p .sentence { (sentence(site.knowledge(), &marked)) }
        div .pictures { @for view in [View::Back, View::Front] { (figure::marked(view, &marked)) } }
        form method="post" action="/ask/zones" {
            @for zone in &marked { input type="hidden" name="choice" value=(zone); }
            div .actions {
                button .primary type="submit" { "Same as before" }
                a .button href="/ask/zones?change" { "No, it has changed" }
            }
        }
    };
    quiet(site, look, title, main).back("/ask")
}
