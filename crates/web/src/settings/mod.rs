//! Settings, data and privacy.

mod data;
mod erase;
mod lock;
mod privacy;
mod undo;

pub(crate) use data::{counts, quiet_line};

use crate::player::Switch;
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::diary::{CHECK_IN, OK_LINE, USUALLY, ok_line};
use domain::entry::{AnswerWithdrawn, Event, QuestionAnswered, SettingChanged};
use domain::intake::Answer;
use domain::money::{CURRENCIES, Money};
use domain::neutral;
use domain::units::Units;
use exchange::paper::Paper;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/settings", get(settings).post(change))
        .merge(data::routes())
        .merge(erase::routes())
        .merge(lock::routes())
        .merge(privacy::routes())
        .merge(undo::routes())
}

/// A setting with its values.
struct Setting {
    /// The name of its field.
    field: &'static str,
    /// What the journal calls it.
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    values: &'static [(&'static str, &'static str)],
}

impl Setting {
    const fn of(
        name: &'static str,
        label: &'static str,
        values: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { field: name, name, label, hint: "", values }
    }

    /// A switch of the player, which is kept in one place for both pages.
    const fn switch(switch: &Switch, label: &'static str, hint: &'static str) -> Self {
        Self { field: switch.name, name: switch.setting, label, hint, values: switch.values }
    }

    const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The value that holds now: as it was chosen, else the usual one, which is the first but for two of them.
    fn now<'a>(&self, look: &'a Look) -> Option<&'a str> {
        let chosen = look.setting(self.name);
        if let Some(switch) = Switch::ALL.iter().find(|switch| switch.setting == self.name) {
            return Some(switch.now(look));
        }
        let first = self.values.first().map(|(first, _)| *first);
        chosen.or(if self.name == OK_LINE { Some(USUAL_LINE) } else { first })
    }
}

const LOOK: [Setting; 3] = [
    Setting::of("text_size", "Text size", &[("normal", "Normal"), ("large", "Large"), ("larger", "Larger")]),
    Setting::of(
        "theme",
        "Light or dark",
        &[("system", "As this device has it"), ("light", "Light"), ("dark", "Dark")],
    ),
    Setting::of(neutral::SETTING, "Show a neutral name", &[("off", "No"), ("on", "Yes, and a neutral icon")]).hint(
        "Tabs, the top of each page, calendar files and a new app on the home screen then say \"Diary\". The address, the \
         words on the pages and files you saved stay as they are. An app on your home screen keeps its name until you add \
         it again.",
    ),
];

/// What follows from the country unless something else is chosen.
const USUAL: (&str, &str) = ("usual", "As usual in your country");

/// The currencies, after the usual one.
#[expect(clippy::indexing_slicing, reason = "a place outside would stop the build")]
const MONEY: [(&str, &str); CURRENCIES.len() + 1] = {
    let mut values = [USUAL; CURRENCIES.len() + 1];
    let mut place = 0;
    while place < CURRENCIES.len() {
        values[place + 1] = (CURRENCIES[place].code, CURRENCIES[place].name);
        place += 1;
    }
    values
};

const UNITS: [Setting; 3] = [
    Setting::of(Money::SETTING, "Currency", &MONEY).hint("For what visits cost."),
    Setting::of(
        Units::SETTING,
        "Lengths, weights and warmth",
        &[USUAL, ("metric", "Centimetres, kilograms, °C"), ("us", "Inches, pounds, °F")],
    ),
    Setting::of(Paper::SETTING, "Paper", &[USUAL, ("a4", "A4"), ("letter", "Letter")])
        .hint("For your brief and your summary."),
];

const SOUNDS: [Setting; 6] = [
    Setting::switch(
        &Switch::VOICE,
        "Voice",
        "It reads the steps of a session aloud, with a voice of this device only. It begins with all of it, and grows brief \
         after 2 sessions.",
    ),
    Setting::switch(&Switch::BELL, "Bell", ""),
    Setting::switch(&Switch::VIBRATION, "Vibration", ""),
    Setting::switch(
        &Switch::FLASH,
        "Flash of the screen",
        "It stays off where your device asks for less motion.",
    ),
    Setting::switch(&Switch::REST, "Time between parts", ""),
    Setting::switch(&Switch::KEYS, "Space and arrow keys in a session", "Space pauses, the arrows move."),
];

/// 3 of 10, where nothing else was chosen.
const USUAL_LINE: &str = "3";

const DIARY: [Setting; 3] = [
    Setting::of(
        CHECK_IN,
        "Ask me to check in",
        &[
            (USUALLY, "As usual"),
            ("daily", "Each day"),
            ("weekly", "Once a week"),
            ("off", "Not at all"),
        ],
    )
    .hint(
        "As usual: each day for 4 weeks or until your test ends, then once a week. A check-in is welcome at any time, \
         whatever you choose here.",
    ),
    Setting::of(
        "daily_pain",
        "Ask for pain each day while it is new",
        &[("off", "No, once a week"), ("on", "Yes, each day")],
    )
    .hint(
        "In the first 6 weeks we ask once a week what you can do again. Rating pain each day may keep your mind on it. \
         This rests on one small trial.",
    ),
    Setting::of(
        OK_LINE,
        "On an OK day, my back gets in my way at most",
        &[
            ("0", "0 of 10"),
            ("1", "1 of 10"),
            ("2", "2 of 10"),
            (USUAL_LINE, "3 of 10, the usual line"),
            ("4", "4 of 10"),
            ("5", "5 of 10"),
            ("6", "6 of 10"),
            ("7", "7 of 10"),
            ("8", "8 of 10"),
            ("9", "9 of 10"),
            ("10", "10 of 10"),
        ],
    )
    .hint("Progress counts your OK days. The line can move before a test starts, not while it runs."),
];

/// The question that sets the emergency number.
const COUNTRY: &str = "country";

fn all() -> impl Iterator<Item = &'static Setting> {
    LOOK.iter().chain(&SOUNDS).chain(&DIARY).chain(&UNITS)
}

async fn settings(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let saved = Fields::from_text(&query.unwrap_or_default()).has("saved");
    let main = html! {
        h1 { "Settings" }
        @if saved { p .done role="status" { "Saved." } }
        form .settings method="post" action="/settings" {
            (group("How it looks", &LOOK, &look))
            (group("Sounds of a session", &SOUNDS, &look))
            (group("Diary", &DIARY, &look))
            (reminders())
            h2 { "Emergency number" }
            (country_field(&site, &look, "Country"))
            h2 { "Language, money and units" }
            div .field {
                p .name { "Language" }
                p .hint.small { "English, for now." }
            }
            (fields_of(&UNITS, &look))
            div .actions { button .primary { "Save" } }
        }
        (lock::section(&site))
        h2 { "More" }
        ul .plain.links {
            @if look.current.plan.is_some() {
                li { a href="/plan/shape" { "Your plan: length and days" } }
                li { a href="/answers" { "Your answers" } }
            }
            li { a href="/data" { "Your data: copy, undo, delete" } }
            li { a href="/questionnaires" { "Your questionnaires" } }
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
        (fields_of(settings, look))
    }
}

fn fields_of(settings: &[Setting], look: &Look) -> Markup {
    html! {
        @for setting in settings {
            @if setting.name == OK_LINE && is_locked(look) {
                div .field {
                    p .name { (setting.label) }
                    p { (ok_line(&look.person)) " of 10. Your test is running, so the line stays until it ends." }
                }
            } @else { (field(setting, setting.now(look))) }
            @if setting.name == OK_LINE && look.setting(OK_LINE).is_some_and(|line| line != ok_line(&look.person).to_string()) {
                p .hint.small { "It counts from your next test on. Until then the line stays at " (ok_line(&look.person)) " of 10." }
            }
        }
    }
}

/// A test that runs locks the line of an OK day: moving it then would move the answer.
fn is_locked(look: &Look) -> bool {
    look.person.running_test(look.today).is_some()
}

fn field(setting: &Setting, now: Option<&str>) -> Markup {
    let Setting { field, label, hint, values, .. } = setting;
    let hint_id = format!("{field}-hint");
    html! {
        div .field {
            label for=(field) { (label) }
            @if !hint.is_empty() { p .hint.small id=(hint_id) { (hint) } }
            select id=(field) name=(field) aria-describedby=[(!hint.is_empty()).then_some(&hint_id)] {
                @for (value, words) in *values {
                    option value=(value) selected[now == Some(value)] { (words) }
                }
            }
        }
    }
}

/// Reminders need a server or an app in the background; a calendar has its own.
fn reminders() -> Markup {
    html! {
        div .field {
            p .name { "Reminders" }
            p .hint.small { "This program cannot wake your device. A calendar can: it takes your plan as a file." }
            p .links { a href="/data" { "Get the calendar file" } }
        }
    }
}

/// The choice of a country, under the words that a page asks with.
pub(crate) fn country_field(site: &Site, look: &Look, label: &str) -> Markup {
    let now = look.current.standing.profile.country.as_deref();
    let options = site.knowledge().question(&COUNTRY.into()).map(|question| question.options.as_slice());
    let number = site.knowledge().care.emergency_number(now);
    html! {
        div .field {
            label for=(COUNTRY) { (label) }
            p .hint.small id="country-hint" { "In an emergency, call " strong { (number) } ". The number follows the country." }
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
        let Some(value) = fields.one(setting.field) else { continue };
        if !setting.values.iter().any(|(known, _)| *known == value) {
            return Err(PageError::Form("a setting has no such value"));
        }
        if setting.now(&look) == Some(value) {
            continue;
        }
        if setting.name == OK_LINE && is_locked(&look) {
            return Err(PageError::Form("a test is running, so the line of an OK day is locked"));
        }
        events.push(SettingChanged { name: setting.name.to_owned(), value: value.to_owned() }.into());
    }
    events.extend(changed_country(&site, &look, &fields)?);
    site.record(events)?;
    Ok(see_other("/settings?saved"))
}

/// The answer to the question for the country, if it is another one than before.
pub(crate) fn changed_country(site: &Site, look: &Look, fields: &Fields) -> Result<Option<Event>, PageError> {
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
