//! Delete everything on this device.

use super::data::counts;
use crate::form::{Problem, problem, problems};
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/data/erase", get(ask).post(erase)).route("/data/erased", get(erased))
}

async fn ask(State(site): State<Site>) -> Result<Page, PageError> {
    Ok(page(&site, &site.look()?, &[]))
}

fn page(site: &Site, look: &Look, wrong: &[Problem]) -> Page {
    let counts = counts(look);
    let heading = "Delete everything on this device";
    let title = if wrong.is_empty() { heading.to_owned() } else { format!("Error: {heading}") };
    let main = html! {
        (problems(wrong))
        h1 { (heading) }
        p { "This goes, and cannot be brought back:" }
        ul {
            @for count in &counts { li { (count) } }
            li { "Your settings" }
            li { "What this browser keeps for use without the program" }
        }
        p { "Copies that you saved stay where you put them." }
        form method="post" action="/data/erase" {
            div .field .wrong[!wrong.is_empty()] {
                (problem(wrong, "sure"))
                label .choice {
                    input #sure type="checkbox" name="sure" value="yes"
                        aria-describedby=[(!wrong.is_empty()).then_some("sure-problem")];
                    span { "Yes, delete all of it" }
                }
            }
            div .actions {
                button .danger { "Delete everything on this device" }
                a .button.quiet href="/data" { "Keep it" }
            }
        }
    };
    Page::new(title, Place::Settings, main).back("/data").for_person(site, look)
}

/// Deletes, once it is said twice: by the tick and by the button.
async fn erase(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    if fields.one("sure") != Some("yes") {
        let wrong = [Problem::new("sure", "Tick the box if you want to delete everything")];
        let page = page(&site, &site.look()?, &wrong);
        return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, ..page }.into_response());
    }
    site.let_go();
    site.with_store(|store| Ok(store.erase()?))?;
    if let Some(desk) = site.desk() {
        desk.set_lock(None).map_err(PageError::ours)?;
    }
    let mut response = see_other("/data/erased");
    // The browser keeps pages and what waits to be sent; a new person must not find them.
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

async fn erased(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    if !look.person.answers.is_empty() {
        // Someone began anew and came back to this address.
        return Err(PageError::NotFound);
    }
    let main = html! {
        h1 { "Everything is deleted" }
        p { "Nothing of yours is stored on this device any more." }
        p { a .button href="/" { "Go to the first page" } }
    };
    Ok(Page::new("Everything is deleted", Place::Quiet, main).for_person(&site, &look))
}
