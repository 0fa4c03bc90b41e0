//! The therapist brief and the note back.
//!
//! What the preview shows is what leaves: page, print and card are made from one [`Brief`].

mod note;

use crate::form::{Choice as Option_, choices};
use crate::{Fields, Look, Page, PageError, Place, Site, paper, see_other};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::entry::SettingChanged;
use domain::ids::Key;
use exchange::brief::{Brief, Choice, Draft, PressureWish};
use exchange::paper::OnePage;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/brief", get(make).post(keep))
        .route("/brief/page", get(page))
        .route("/brief/card", get(card))
        .route("/brief/note", get(note::ask).post(note::keep))
        .route("/brief/note/filled", post(note::filled))
}

/// What could go in, and what the person chose.
fn known(site: &Site, look: &Look) -> (Draft, Choice) {
    let draft = Draft::new(site.knowledge(), &look.person, &look.current, look.today);
    // A choice that cannot be read shares nothing.
    let choice = look.setting(Choice::SETTING).and_then(|text| Choice::read(text).ok()).unwrap_or_default();
    (draft, choice)
}

/// Three sentences to say before lying down.
pub(crate) fn say(site: &Site, look: &Look) -> Vec<String> {
    known(site, look).0.say
}

/// The brief as it stands, on the person's paper.
pub(crate) fn one_page(site: &Site, look: &Look) -> OnePage {
    let (draft, choice) = known(site, look);
    Brief::new(&draft, &choice).page(paper::paper(look))
}

/// The form to choose with, and the brief as it stands.
async fn make(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let (draft, choice) = known(&site, &look);
    let brief = Brief::new(&draft, &choice).page(paper::paper(&look));
    let main = html! {
        h1 { "My brief for the therapist" }
        p .lead { "One page. A therapist reads it in 60 seconds." }
        p { "You choose what goes in. What is not ticked stays here." }
        (form(&draft, &choice))
        section #preview aria-labelledby="preview-heading" {
            h2 #preview-heading { "This is all that is shared" }
            p .muted { "Nothing else goes with it." }
            (paper::sheet(&brief))
        }
        div .actions {
            a .button.primary href="/brief/page" { "Open to print" }
            (paper::pdf(&brief, "/brief.pdf"))
            a .button href="/brief.svg" data-picture={ "massage-brief-" (look.today) ".png" } { "Save as picture" }
        }
        h2 { "At the visit" }
        div .actions {
            a .button href="/brief/card" { "Show the card" }
            a .button href="/brief/note" { "After the visit: note back" }
        }
        p { "For your doctor there is another page: " a href="/summary" { "summary for a clinician" } "." }
    };
    let page = Page::new("My brief for the therapist", Place::Brief, main).script("picture.js");
    Ok(page.for_person(&site, &look))
}

fn form(draft: &Draft, choice: &Choice) -> Markup {
    let wishes = PressureWish::ALL.map(|wish| (wish, domain::words::title(wish.words())));
    let wishes = wishes.iter().map(|(wish, label)| Option_ {
        value: wish.as_str(),
        label,
        more: "",
        chosen: choice.pressure == Some(*wish),
    });
    let health = draft.health.iter().map(|point| Option_ {
        value: point.id.as_str(),
        label: &point.words,
        more: &point.how,
        chosen: choice.health.contains(&point.id),
    });
    let more = [
        ("moves", "What helps, and what makes it worse", "", choice.moves, has_moves(draft)),
        (
            "last",
            "How my last massage felt",
            "",
            choice.last,
            draft.last.is_some() || !draft.before.is_empty(),
        ),
        ("testing", "What I am testing, and until when", "", choice.testing, draft.testing.is_some()),
    ];
    let more: Vec<_> = more.into_iter().filter(|(.., there)| *there).collect();
    html! {
        form method="post" action="/brief" {
            (choices("pressure", &html! { "How strong do you like it?" }, false, wishes))
            div .field {
                label for="keep_off" { "Another place to keep off (optional)" }
                p .hint #keep_off-hint { "For example: my left knee." }
                input #keep_off name="keep_off" maxlength="200" value=(choice.keep_off) aria-describedby="keep_off-hint";
            }
            @if !draft.health.is_empty() {
                (choices("health", &html! { "Health points to share" }, true, health))
            }
            @if !more.is_empty() {
                (choices("more", &html! { "Also share" }, true, more.into_iter().map(|(value, label, more, chosen, _)| {
                    Option_ { value, label, more, chosen }
                })))
            }
            button .button { "Show me the page" }
        }
    }
}

fn has_moves(draft: &Draft) -> bool {
    !draft.eases.is_empty() || !draft.worsens.is_empty()
}

/// Keeps what was chosen.
async fn keep(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let more = |name: &str| fields.all("more").any(|one| one == name);
    let choice = Choice {
        pressure: fields.one("pressure").and_then(PressureWish::find),
        keep_off: fields.one("keep_off").unwrap_or_default().chars().take(200).collect(),
        health: fields.all("health").map(Key::from).collect(),
        moves: more("moves"),
        last: more("last"),
        testing: more("testing"),
    };
    let value = choice.write().map_err(PageError::ours)?;
    site.record([SettingChanged { name: Choice::SETTING.to_owned(), value }.into()])?;
    Ok(see_other("/brief#preview"))
}

/// The page to print.
async fn page(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let main = paper::print_page("Massage brief", &one_page(&site, &look));
    Ok(Page::new("Massage brief", Place::Quiet, main).back("/brief").for_person(&site, &look))
}

/// The card to hold up before lying down.
async fn card(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let (draft, choice) = known(&site, &look);
    let own = Some(choice.keep_off.as_str()).filter(|own| !own.is_empty());
    let keep_off: Vec<&str> = draft.keep_off.iter().map(String::as_str).chain(own).collect();
    let main = html! {
        div .consent {
            h1 { "Stop means stop" }
            p { "Pressure: " strong { (choice.pressure.map_or("I will tell you", PressureWish::words)) } "." }
            p { "I will say: " strong { "less, more, stop" } "." }
            @if !keep_off.is_empty() {
                h2 { "Keep off" }
                ul { @for place in keep_off { li { (place) } } }
            }
        }
    };
    Ok(Page::new("Stop means stop", Place::Quiet, main).back("/brief").for_person(&site, &look))
}
