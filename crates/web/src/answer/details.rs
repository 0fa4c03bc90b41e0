//! The numbers behind the answer, and the method.

use super::Found;
use crate::{Page, PageError, Place, Site, see_other};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::answer::Quantiles;
use domain::ids::TechniqueId;
use domain::knowledge::Knowledge;
use maud::{Markup, html};

/// The page of numbers; while a test runs there are none.
pub(super) async fn page(State(site): State<Site>) -> Result<Response, PageError> {
    let look = site.look()?;
    if look.person.running_test(look.today).is_some() {
        return Ok(see_other("/answer"));
    }
    let found = site.found(&look);
    let main = html! {
        h1 { "The numbers behind your answer" }
        p { "Points are points of pain from 0 to 10. A positive number is less pain." }
        (effects(site.knowledge(), &found))
        @if let Some(test) = &found.by_chance { p { (test.words()) } }
        (counts(&found))
        h2 { "Files" }
        ul .plain.links {
            li { a href="/summary" { "For a clinician: one page with these numbers" } }
            li { a href="/data/tables" { "For a researcher: your diary, sessions and test as tables" } }
        }
        h2 { "How it is worked out" }
        p { "A model of your pain over time: it falls by itself, has good and bad days, and each session takes some away for a while. "
            "Ratings of 0 and 10 count as ends of the scale. Ratings after a session do not count." }
        p { "The model is checked on simulated people whose truth is known. See " code { "docs/calibration.md" } " in the source." }
    };
    let page = Page::new("The numbers behind your answer", Place::Progress, main).back("/answer");
    Ok(page.for_person(&site, &look).into_response())
}

fn effects(knowledge: &Knowledge, found: &Found) -> Markup {
    let answer = &found.answer;
    if answer.benefit.is_none() && answer.half_life.is_none() && answer.techniques.is_empty() {
        return html! { p { "There is nothing to compare yet." } };
    }
    html! {
        p #numbers { "In 90 of 100 diaries like yours, the truth lies between low and high." }
        div .scroll tabindex="0" role="region" aria-labelledby="numbers" {
            table .effects aria-labelledby="numbers" {
                thead { tr { th scope="col" { "What" } th scope="col" { "Low" } th scope="col" { "Middle" } th scope="col" { "High" } } }
                tbody {
                    @if let Some(benefit) = &answer.benefit {
                        (row("Average benefit so far, points", &Quantiles { q05: benefit.q05, q50: benefit.q50, q95: benefit.q95 }))
                    }
                    @if let Some(half_life) = &answer.half_life {
                        (row("Days until half of the relief is gone", half_life))
                    }
                    @for technique in &answer.techniques {
                        @let known = knowledge.techniques.get(&TechniqueId::from(technique.name.as_str()));
                        @let name = known.map_or(technique.name.as_str(), |known| known.name.as_str());
                        (row(&format!("{name}: points after one session"), &technique.peak))
                    }
                }
            }
        }
        @if let Some(benefit) = &answer.benefit {
            dl .facts.figures {
                div { dt { "Chance of any benefit" } dd { (two(benefit.p_gt_0)) } }
                div { dt { "Chance of at least " (two(found.diary.worthwhile)) " points" } dd { (two(benefit.p_worthwhile)) } }
                @if let Some(natural) = answer.natural_recovery {
                    div { dt { "Would have come anyway, points" } dd { (two(natural)) } }
                }
            }
        }
    }
}

fn counts(found: &Found) -> Markup {
    let counts = &found.answer.counts;
    html! {
        h2 { "Days that were used" }
        dl .facts.figures {
            div { dt { "Days" } dd { (counts.days) } }
            div { dt { "Days with a rating" } dd { (counts.rated_days) } }
            div { dt { "Days without one, which are left out" } dd { (counts.days.saturating_sub(counts.rated_days)) } }
            div { dt { "Ratings" } dd { (counts.ratings) } }
            div { dt { "Sessions and visits" } dd { (counts.sessions) } }
            div { dt { "With a rating before" } dd { (counts.sessions_with_before) } }
            div { dt { "Days that chance decided" } dd { (counts.drawn_days) } }
        }
    }
}

fn row(what: &str, numbers: &Quantiles) -> Markup {
    html! { tr { th scope="row" { (what) } td { (two(numbers.q05)) } td { (two(numbers.q50)) } td { (two(numbers.q95)) } } }
}

/// A number with two places; a true minus, as a screen reader says it.
fn two(number: f64) -> String {
    format!("{number:.2}").replace('-', "\u{2212}")
}
