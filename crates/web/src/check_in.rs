//! The check-in: all on one page, kept at each tap, under 20 seconds.

mod did;

use crate::form::{Choice, Problem, choices, choices_in_a_row, problems, scale};
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::diary::{CheckInAsks, DAYS_BACK, check_in_asks};
use domain::entry::{
    CheckedIn, Event, GoalNow, Measure, MinuteOfDay, NrsScore, Rated, RatingOccasion, WeeklyCheckedIn,
};
use domain::ids::TechniqueId;
use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/check-in", get(evening).post(keep))
        .route("/check-in/morning", get(morning).post(keep_morning))
        .route("/check-in/undo", post(did::undo))
}

/// Before this hour the short morning rating is offered first.
const NOON: i8 = 12;
/// Said with the question about a flare, the first time.
const A_FLARE_IS: &str =
    "A flare is clearly worse than your usual, hard to put up with, and it changed your day.";
/// Where one stands with the goal: value, words.
const GOAL: [(&str, &str, GoalNow); 3] = [
    ("closer", "Closer", GoalNow::Closer),
    ("same", "The same", GoalNow::Same),
    ("further", "Further away", GoalNow::Further),
];

/// The day that the form is about: today, or one of the last 7.
fn day_of(fields: &Fields, today: Date) -> Date {
    let named = fields.one("day").and_then(|text| text.parse::<Date>().ok());
    let back = |day: Date| today.duration_since(day).as_hours() / 24;
    named.filter(|day| (0..=i64::from(DAYS_BACK)).contains(&back(*day))).unwrap_or(today)
}

async fn evening(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Page, PageError> {
    let look = site.look()?;
    let fields = Fields::from_text(query.as_deref().unwrap_or_default());
    Ok(page(&site, &look, &fields, &[]))
}

fn page(site: &Site, look: &Look, fields: &Fields, wrong: &[Problem]) -> Page {
    let day = day_of(fields, look.today);
    let asks = check_in_asks(site.knowledge(), &look.person, look.today, day);
    let is_morning = look.time.hour() < NOON && !asks.late && asks.pain;
    let main = html! {
        (problems(wrong))
        h1 { "How did your back do?" }
        @if asks.late { p .lead { "About " (day.strftime("%A %-d %B").to_string()) "." } }
        @if is_morning { p .note { a href="/check-in/morning" { "Morning: 2 taps for pain and sleep" } } }
        @if asks.again { p .muted { "You checked in for this day already. One more is welcome." } }
        (form(site, look, fields, &asks))
        (other_days(day, look.today))
    };
    let title = "How did your back do?";
    Page::new(title, Place::Today, main).back("/").script("check-in.js").for_person(site, look)
}

/// The way to the day before, as far back as a check-in counts, and to the day after.
fn other_days(day: Date, today: Date) -> Markup {
    let before = day.yesterday().ok().filter(|before| (today - *before).get_days() <= DAYS_BACK);
    let after = day.tomorrow().ok().filter(|after| *after <= today);
    html! {
        div .ways {
            @if let Some(before) = before { a href={ "/check-in?day=" (before) } { "Check in for the day before" } }
            @if let Some(after) = after { a href={ "/check-in?day=" (after) } { "Check in for the day after" } }
        }
    }
}

fn form(site: &Site, look: &Look, fields: &Fields, asks: &CheckInAsks) -> Markup {
    let chosen = |name: &str| fields.one(name).and_then(|text| text.parse().ok());
    let when = if asks.late { "that day" } else { "today" };
    let pain = if asks.late {
        "How strong was your pain that evening?"
    } else {
        "How strong is your pain right now?"
    };
    html! {
        form #check-in method="post" action="/check-in" data-island="check-in" {
            (site.new_once())
            input type="hidden" name="day" value=(asks.day);
            // What Enter in a field presses: without it, that would be the first Undo.
            button .sr tabindex="-1" aria-hidden="true" { "Done" }
            (scale("interference", &html! { "How much did your back get in your way " (when) "?" },
                ["not at all", "could not do anything"], chosen("interference")))
            @if asks.explains_new_pain {
                p .note { "Your pain is new. Rating it each day may keep your mind on it. So we ask once a week what you can do again. "
                    "This rests on one small trial. " a href="/settings" { "Ask each day all the same" } }
            }
            @if asks.pain { (scale("pain", &html! { (pain) }, ["no pain", "worst you can think of"], chosen("pain"))) }
            (did::section(site, look, fields, asks))
            (choices_in_a_row("flare", &html! { "Was " (when) " a flare-up?" @if asks.explains_flare { p .hint { (A_FLARE_IS) } } },
                [("no", "No"), ("yes", "Yes")].map(|(value, label)| {
                    Choice { value, label, more: "", chosen: fields.one("flare") == Some(value) }
                })))
            @if asks.week { (week(fields)) }
            details open[fields.has("note") && fields.one("note").is_some()] {
                summary { "A note (optional)" }
                div .field {
                    label for="note" { "In your own words" }
                    textarea #note name="note" maxlength="2000" { (fields.one("note").unwrap_or_default()) }
                }
            }
            p .saved role="status" hidden { }
            button .button.primary { "Done" }
        }
    }
}

fn week(fields: &Fields) -> Markup {
    html! {
        div .field {
            label for="can_do_again" { "What can you do again that you could not do a week ago? (optional)" }
            input #can_do_again name="can_do_again" maxlength="500" value=[fields.one("can_do_again")];
        }
        (choices("goal", &html! { "How close are you to your goal, next to a week ago?" }, false, GOAL.map(|(value, label, _)| {
            Choice { value, label, more: "", chosen: fields.one("goal") == Some(value) }
        })))
    }
}

async fn keep(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let made = site.day_of_form(&fields);
    let day = if fields.has("made") { day_of(&fields, made) } else { day_of(&fields, look.today) };
    let Some(interference) = score(&fields, "interference") else {
        let words = "Choose how much your back got in your way, from 0 to 10";
        let page = page(&site, &look, &fields, &[Problem::new("interference", words)]);
        let title = format!("Error: {}", page.title);
        return Ok(Page { status: StatusCode::UNPROCESSABLE_ENTITY, title, ..page }.into_response());
    };
    let flare = fields.one("flare") == Some("yes");
    let check_in = CheckedIn {
        interference,
        pain: score(&fields, "pain"),
        flare,
        did: fields
            .all("did")
            .map(TechniqueId::from)
            .filter(|id| site.knowledge().techniques.contains_key(id))
            .collect(),
        note: fields.one("note").unwrap_or_default().chars().take(2000).collect(),
    };
    let goal = GOAL.iter().find(|(value, ..)| fields.one("goal") == Some(value));
    let week = goal.map(|(.., goal)| {
        let can_do_again = fields.one("can_do_again").unwrap_or_default().to_owned();
        Event::from(WeeklyCheckedIn { can_do_again, goal: *goal })
    });
    let open_flare = look.person.open_flare().is_some();
    site.record_once_about(&fields, week.into_iter().chain([check_in.into()]), day)?;
    Ok(see_other(if flare && !open_flare && day == look.today { "/flare" } else { "/?done=check-in" }))
}

fn score(fields: &Fields, name: &str) -> Option<NrsScore> {
    fields.one(name)?.parse().ok()
}

/// The morning rating: two taps.
async fn morning(State(site): State<Site>) -> Result<Page, PageError> {
    let look = site.look()?;
    let main = html! {
        h1 { "Good morning" }
        form method="post" action="/check-in/morning" data-island="check-in" {
            (site.new_once())
            (scale("pain", &html! { "How strong is your pain right now?" }, ["no pain", "worst you can think of"], None))
            (scale("sleep", &html! { "How did you sleep? (optional)" }, ["very badly", "very well"], None))
            p .saved role="status" hidden { }
            button .button.primary { "Done" }
        }
    };
    Ok(Page::new("Good morning", Place::Today, main).back("/").script("check-in.js").for_person(&site, &look))
}

async fn keep_morning(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let minute = crate::answer::minute(&look);
    let late = fields.has("made");
    let minute_of_day = if late { RatingOccasion::Morning.usual_minute() } else { minute };
    let ratings = [(Measure::Pain, "pain"), (Measure::Sleep, "sleep")];
    let events: Vec<Event> = ratings
        .into_iter()
        .filter_map(|(measure, name)| Some(rated(measure, score(&fields, name)?, minute_of_day)))
        .collect();
    if events.is_empty() {
        return Ok(see_other("/check-in/morning"));
    }
    site.record_once(&fields, events)?;
    Ok(see_other("/?done=check-in"))
}

fn rated(measure: Measure, score: NrsScore, minute_of_day: MinuteOfDay) -> Event {
    let about = String::new();
    Rated { occasion: RatingOccasion::Morning, measure, score, minute_of_day, late: false, about }.into()
}
