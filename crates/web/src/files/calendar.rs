//! The plan as a calendar: a file to keep, a feed, and what is in it.

use super::file_text;
use crate::{Fields, Look, Page, PageError, Place, Site};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::get;
use domain::neutral;
use exchange::calendar::{self, Wish};
use jiff::civil::Time;
use maud::html;

pub(super) fn routes() -> Router<Site> {
    Router::new().route(FEED, get(feed)).route("/data/calendar", get(preview))
}

const FEED: &str = "/calendar.ics";

/// The calendar. With `?save` it is a file to keep; without, a feed that names its own address.
async fn feed(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let query = query.unwrap_or_default();
    let fields = Fields::from_text(&query);
    let save = fields.has("save");
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|_| !save);
    let own = if query.is_empty() { FEED.to_owned() } else { format!("{FEED}?{query}") };
    let source = host.map(|host| format!("http://{host}{own}"));
    let look = site.look()?;
    let text = write(&site, &look, &Wish { source, ..wish(&fields) });
    super::file(text, "text/calendar; charset=utf-8", save.then_some(file_name(&look).as_str()))
}

/// The name of the file: it lies where others may see it.
fn file_name(look: &Look) -> String {
    format!("{}.ics", neutral::name_for(&look.person).to_lowercase())
}

/// What was asked for: private titles at 19:00 unless the address says otherwise.
fn wish(fields: &Fields) -> Wish {
    let usual = Wish::default();
    let at = fields.one("at").and_then(|at| at.parse::<Time>().ok());
    Wish { titles: fields.has("titles"), at: at.unwrap_or(usual.at), ..usual }
}

fn write(site: &Site, look: &Look, wish: &Wish) -> String {
    site.with_open(|store| {
        let given = calendar::Given {
            knowledge: site.knowledge(),
            entries: store.entries(),
            person: &look.person,
            current: &look.current,
            today: look.today,
        };
        calendar::write(&given, wish)
    })
}

/// What would be in the file, before it leaves.
async fn preview(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let wish = wish(&Fields::from_text(&query.unwrap_or_default()));
    let text = write(&site, &look, &wish);
    let entries = text.matches("BEGIN:VEVENT").count();
    let at = wish.at.strftime("%H:%M").to_string();
    let save = format!("{FEED}?save&at={at}{}", if wish.titles { "&titles=yes" } else { "" });
    let main = html! {
        h1 { "Your plan as a calendar file" }
        form method="get" action="/data/calendar" {
            div .field {
                label for="at" { "When are your sessions?" }
                input #at type="time" name="at" value=(at);
            }
            label .choice {
                input type="checkbox" name="titles" value="yes" checked[wish.titles];
                span { "Say in the titles what it is" small { "Without this, each says only \"10 min for me\"." } }
            }
            div .actions { button { "Show it like this" } }
        }
        @if entries == 0 {
            p { "There is no plan to put in a calendar yet." }
        } @else {
            h2 { "What will leave" }
            p { "This is the whole file, with " (super::entries(entries)) ". Nothing else goes with it." }
            (file_text(&file_name(&look), &text, &save.replacen("save&", "", 1)))
            div .actions { a .button.primary href=(save) { "Save the calendar file" } }
        }
        p .small.muted {
            "A calendar on this device can also read " (FEED) " again and again, while the program runs."
        }
    };
    Ok(Page::new("Your plan as a calendar file", Place::Settings, main)
        .back("/data")
        .for_person(&site, &look))
}
