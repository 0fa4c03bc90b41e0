//! Settings, data and privacy.

mod data;
mod erase;
mod privacy;
mod undo;

pub use data::backup_line;
pub(crate) use data::counts;

use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::diary::{CHECK_IN, USUALLY};
use domain::entry::{AnswerWithdrawn, Event, QuestionAnswered, SettingChanged};
use domain::intake::Answer;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/settings", get(settings).post(change))
        .merge(data::routes())
        .merge(erase::routes())
        .merge(privacy::routes())
        .merge(undo::routes())
}

/// A setting with its values; the first holds until another is chosen.
struct Setting {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    values: &'static [(&'static str, &'static str)],
}

const LOOK: [Setting; 2] = [
    Setting {
        name: "text_size",
        label: "Text size",
        hint: "",
        values: &[("normal", "Normal"), ("large", "Large"), ("larger", "Larger")],
    },
    Setting {
        name: "theme",
        label: "Light or dark",
        hint: "",
        values: &[("system", "As this device has it"), ("light", "Light"), ("dark", "Dark")],
    },
];

const SOUNDS: [Setting; 4] = [
    Setting {
        name: "voice",
        label: "Voice",
        hint: "It reads the steps of a session aloud, with a voice of this device only.",
        values: &[("full", "Says all"), ("brief", "Says little"), ("off", "Off")],
    },
    Setting { name: "bell", label: "Bell", hint: "", values: &[("on", "On"), ("off", "Off")] },
    Setting { name: "vibration", label: "Vibration", hint: "", values: &[("on", "On"), ("off", "Off")] },
    Setting {
        name: "flash",
        label: "Flash of the screen",
        hint: "It stays off where your device asks for less motion.",
        values: &[("off", "Off"), ("on", "On")],
    },
];

const DIARY: [Setting; 2] = [
    Setting {
        name: CHECK_IN,
        label: "Ask me to check in",
        hint: "A check-in is welcome at any time, whatever you choose here.",
        values: &[
            (USUALLY, "Each day for 4 weeks or until your test ends, then once a week"),
            ("daily", "Each day"),
            ("weekly", "Once a week"),
            ("off", "Not at all"),
        ],
    },
    Setting {
        name: "daily_pain",
        label: "Ask for pain each day while it is new",
        hint: "In the first 6 weeks we ask once a week what you can do again. Rating pain each day may keep your mind on it. \
           This rests on one small trial.",
        values: &[("off", "No, once a week"), ("on", "Yes, each day")],
    },
];

/// The question that sets the emergency number.
const COUNTRY: &str = "country";

fn all() -> impl Iterator<Item = &'static Setting> {
    LOOK.iter().chain(&SOUNDS).chain(&DIARY)
}

async fn settings(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let saved = Fields::from_text(&query.unwrap_or_default()).has("saved");
    let main = html! {
        h1 { "Settings" }
        @if saved { p .done role="status" { "Saved." } }
        form method="post" action="/settings" {
            (group("How it looks", &LOOK, &look))
            (group("Sounds of a session", &SOUNDS, &look))
            (group("Diary", &DIARY, &look))
            h2 { "Emergency number" }
            (country(&site, &look))
            div .actions { button .primary { "Save" } }
        }
        h2 { "More" }
        ul .plain.links {
            li { a href="/data" { "Your data: copy, undo, delete" } }
            li { a href="/privacy" { "Privacy, and how to check it" } }
            li { a href="/learn" { "What is known about massage and back pain" } }
            li { a href="/about" { "Who is behind this" } }
        }
    };
    Ok(Page::new("Settings", Place::Settings, main).for_person(&site, &look))
}

fn group(heading: &str, settings: &[Setting], look: &Look) -> Markup {
    html! {
        h2 { (heading) }
        @for setting in settings { (field(setting, look.setting(setting.name))) }
    }
}

fn field(setting: &Setting, now: Option<&str>) -> Markup {
    let hint = format!("{}-hint", setting.name);
    html! {
        div .field {
            label for=(setting.name) { (setting.label) }
            @if !setting.hint.is_empty() { p .hint.small id=(hint) { (setting.hint) } }
            select id=(setting.name) name=(setting.name) aria-describedby=[(!setting.hint.is_empty()).then_some(&hint)] {
                @for (value, words) in setting.values {
                    option value=(value) selected[now == Some(value)] { (words) }
                }
            }
        }
    }
}

fn country(site: &Site, look: &Look) -> Markup {
    let now = look.current.standing.profile.country.as_deref();
    let options = site.knowledge().question(&COUNTRY.into()).map(|question| question.options.as_slice());
    html! {
        div .field {
            label for=(COUNTRY) { "Country" }
            p .hint.small id="country-hint" { "We show the number to call there." }
            select id=(COUNTRY) name=(COUNTRY) aria-describedby="country-hint" {
                option value="" { "Not set" }
                @for option in options.unwrap_or_default() {
                    option value=(option.id) selected[now == Some(option.id.as_str())] { (option.label) }
                }
            }
        }
    }
}

/// Keeps what differs from before.
async fn change(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let mut events: Vec<Event> = Vec::new();
    for setting in all() {
        let Some(value) = fields.one(setting.name) else { continue };
        if !setting.values.iter().any(|(known, _)| *known == value) {
            return Err(PageError::Form("a setting has no such value"));
        }
        let usual = setting.values.first().map(|(usual, _)| *usual);
        if look.setting(setting.name).or(usual) != Some(value) {
            events.push(SettingChanged { name: setting.name.to_owned(), value: value.to_owned() }.into());
        }
    }
    events.extend(changed_country(&site, &look, &fields)?);
    site.record(events)?;
    Ok(see_other("/settings?saved"))
}

/// The answer to the question for the country, if it is another one than before.
fn changed_country(site: &Site, look: &Look, fields: &Fields) -> Result<Option<Event>, PageError> {
    let now = look.current.standing.profile.country.as_deref();
    let wanted = fields.one(COUNTRY);
    if !fields.has(COUNTRY) || wanted == now {
        return Ok(None);
    }
    let Some(question) = site.knowledge().question(&COUNTRY.into()) else { return Ok(None) };
    let Some(wanted) = wanted else {
        return Ok(Some(AnswerWithdrawn { question: question.id.clone() }.into()));
    };
    if !question.options.iter().any(|option| option.id.as_str() == wanted) {
        return Err(PageError::Form("there is no such country in the list"));
    }
    let answer = Answer::options([wanted]);
    Ok(Some(QuestionAnswered { question: question.id.clone(), answer }.into()))
}
