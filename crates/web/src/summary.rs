//! The summary for a clinician, as it is before it leaves.

use crate::{Look, Page, PageError, Place, Site, paper};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use exchange::paper::OnePage;
use exchange::summary::{self, Given};
use maud::html;

pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/summary", get(preview)).route("/summary/page", get(print))
}

/// The summary as it stands, on the person's paper.
pub(crate) fn one_page(site: &Site, look: &Look) -> OnePage {
    let found = site.found(look);
    let given = Given {
        knowledge: site.knowledge(),
        person: &look.person,
        current: &look.current,
        today: look.today,
        diary: &found.diary,
        answer: &found.answer,
        by_chance: found.by_chance.as_ref(),
        version: env!("CARGO_PKG_VERSION"),
    };
    summary::page(&given, paper::paper(look))
}

async fn preview(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let page = one_page(&site, &look);
    let main = html! {
        h1 { "Summary for a clinician" }
        p .lead { "One page for your doctor or physiotherapist. It is in their words." }
        p { "Nothing leaves this device until you print it or hand over the file." }
        div .actions {
            a .button.primary href="/summary/page" { "Open to print" }
            (paper::pdf(&page, "/summary.pdf"))
        }
        section #preview aria-labelledby="preview-heading" {
            h2 #preview-heading { "This is all that is shared" }
            (paper::sheet(&page))
        }
    };
    Ok(Page::new("Summary for a clinician", Place::Brief, main).back("/brief").for_person(&site, &look))
}

async fn print(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let page = one_page(&site, &look);
    let main = paper::print_page(page.kind.title, &page);
    Ok(Page::new(page.kind.title, Place::Quiet, main).back("/summary").for_person(&site, &look))
}
