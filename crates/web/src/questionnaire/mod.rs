//! Questionnaires that the person brings: the list, bringing one, filling it in, and its scores.

mod bring;
mod fill;
mod scores;

use crate::{Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::entry::{QuestionnaireAdded, Recorded};
use domain::questionnaire::Questionnaire;
use domain::words::{count, day};
use maud::html;

pub(crate) fn routes() -> Router<Site> {
    Router::new().route(HERE, get(list)).merge(bring::routes()).merge(fill::routes()).merge(scores::routes())
}

const HERE: &str = "/questionnaires";

async fn list(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let all: Vec<&Recorded<QuestionnaireAdded>> = look.person.questionnaires.values().collect();
    let main = html! {
        h1 { "Your questionnaires" }
        @if all.is_empty() {
            p { "A clinic may use a questionnaire to see how a back does. You can bring one and fill it in here." }
            p { "Backwise comes with none: most may not be handed on. Bring one that you may use." }
        } @else {
            ul .plain.links {
                @for one in &all {
                    @let asked = &one.event.questionnaire;
                    @let said: Vec<_> = look.person.responses.iter().filter(|said| said.event.questionnaire == asked.url).collect();
                    li {
                        a href={ (HERE) "/" (one.id) } { (asked.title) }
                        p .small.muted {
                            @match said.iter().map(|said| said.day).max() {
                                None => "Not filled in yet.",
                                Some(last) => { "Filled in " (count(said.len(), "time")) ", last on " (day(last)) "." }
                            }
                        }
                    }
                }
            }
        }
        div .actions { a .button .primary[all.is_empty()] href={ (HERE) "/new" } { "Bring a questionnaire" } }
    };
    Ok(Page::new("Your questionnaires", Place::Settings, main).back("/settings").for_person(&site, &look))
}

/// The questionnaire of an address.
fn find<'l>(look: &'l Look, id: &str) -> Result<&'l Questionnaire, PageError> {
    let found = look.person.questionnaires.values().find(|one| one.id.to_string() == id);
    found.map(|one| &one.event.questionnaire).ok_or(PageError::NotFound)
}
