//! Setting up a test: what, how long, what would make it worth it, and the promise.
//!
//! The first three pages only lead on with what was chosen in the address; nothing is kept before "Start".

use super::{day, lower};
use crate::form::{Choice as Option_, Problem, choices as choice_list, problem, problems};
use crate::{Fields, Look, Page, PageError, Place, Site, see_other};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::entry::{Tested, Worthwhile};
use domain::trial::{Choice, Design, NotOffered, Proposal, Wish, choices, propose, what_words};
use maud::{Markup, html};

/// Weeks that the page offers, and those for visits.
const WEEKS: [u16; 3] = [4, 8, 12];
const WEEKS_OF_VISITS: [u16; 2] = [13, 17];
/// Points that the page offers.
const POINTS: [(&str, &str, &str); 4] = [
    ("0.5", "A bit", "Half a point lower on average, of 10"),
    ("1", "Clearly", "1 point lower"),
    ("2", "A lot", "2 points lower"),
    ("3", "Very much", "3 points lower"),
];

/// What was chosen so far.
struct Chosen {
    what: Option<Tested>,
    weeks: Option<(u16, bool)>,
    worthwhile: Option<Worthwhile>,
}

impl Chosen {
    fn read(fields: &Fields, open: &[Choice]) -> Self {
        let what = fields.one("what").and_then(|id| open.iter().find(|choice| choice.id() == id));
        let weeks = fields.one("weeks").and_then(|text| {
            let (weeks, blocks) = text.strip_suffix("-blocks").map_or((text, false), |weeks| (weeks, true));
            weeks.parse().ok().map(|weeks| (weeks, blocks))
        });
        let worthwhile = fields.one("worthwhile").and_then(|text| text.parse().ok());
        Self { what: what.map(|choice| choice.what.clone()), weeks, worthwhile }
    }

    fn wish(&self) -> Option<Wish> {
        let (weeks, lasting_effect_expected) = self.weeks?;
        Some(Wish { what: self.what.clone()?, weeks, worthwhile: self.worthwhile?, lasting_effect_expected })
    }
}

/// The next of the four pages.
pub(super) async fn page(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let look = site.look()?;
    let fields = Fields::from_text(query.as_deref().unwrap_or_default());
    let open = match choices(site.knowledge(), &look.person, &look.current, look.today) {
        Ok(open) => open,
        Err(why) => return Ok(refused(&site, &look, &why)),
    };
    let chosen = Chosen::read(&fields, &open);
    if let Some(wish) = chosen.wish() {
        return Ok(last(&site, &look, &wish, &fields));
    }
    let choice = chosen.what.as_ref().and_then(|what| open.iter().find(|choice| choice.what == *what));
    let (step, missing) = if choice.is_none() {
        (1, Problem::new("what", "Select what you want to test"))
    } else if chosen.weeks.is_none() {
        (2, Problem::new("weeks", "Select how long you want to test"))
    } else {
        (3, Problem::new("worthwhile", "Select how much less pain would be worth it"))
    };
    // The page that was sent without a choice says so.
    let unanswered = fields.one("step") == Some(step.to_string().as_str());
    let wrong: Vec<Problem> = unanswered.then_some(missing).into_iter().collect();
    let (title, question) = match (choice, chosen.weeks) {
        (None, _) => ("What do you want to test?", ask_what(&open, &wrong)),
        (Some(choice), None) => ("How long?", ask_weeks(choice, &wrong)),
        (Some(_), Some(_)) => ("How much less pain would be worth your time and money?", ask_worth(&wrong)),
    };
    let main = html! {
        (problems(&wrong))
        p .label { "Step " (step) " of 4" }
        form method="get" action="/test/new" {
            input type="hidden" name="step" value=(step);
            @for name in ["what", "weeks"] {
                @if let Some(value) = fields.one(name).filter(|_| !(name == "what" && choice.is_none())) {
                    input type="hidden" name=(name) value=(value);
                }
            }
            (question)
            button .button.primary { "Continue" }
        }
    };
    let (status, title) = if unanswered {
        (StatusCode::UNPROCESSABLE_ENTITY, format!("Error: {title}"))
    } else {
        (StatusCode::OK, title.to_owned())
    };
    let page = Page { status, ..Page::new(title, Place::Quiet, main).back("/test") };
    Ok(page.for_person(&site, &look).into_response())
}

fn ask_what(open: &[Choice], wrong: &[Problem]) -> Markup {
    let legend = html! { h1 { "What do you want to test?" } p .hint { "One thing at a time. Everything else stays as it is." } (problem(wrong, "what")) };
    let ids: Vec<String> = open.iter().map(Choice::id).collect();
    let options = ids.iter().zip(open).map(|(id, choice)| option(id, &choice.name, ""));
    choice_list("what", &legend, false, options)
}

fn ask_weeks(choice: &Choice, wrong: &[Problem]) -> Markup {
    let legend = html! {
        h1 { "How long?" }
        p .hint { "The first 7 days are without. Longer gives a surer answer." }
        @if choice.what == Tested::Visits {
            p .hint { "Are your visits booked already? Then go without a test. Your diary still gives an answer, a weaker one." }
        }
        (problem(wrong, "weeks"))
    };
    let mut options: Vec<(String, String, &str)> = Vec::new();
    if choice.what == Tested::Visits {
        options.extend(
            WEEKS_OF_VISITS.map(|weeks| {
                (weeks.to_string(), format!("{weeks} weeks"), "Each week with or without a visit")
            }),
        );
    } else {
        options.extend(WEEKS.map(|weeks| {
            let usual = if weeks == choice.weeks {
                "Chance decides each day (usual)"
            } else {
                "Chance decides each day"
            };
            (weeks.to_string(), format!("{weeks} weeks"), usual)
        }));
        options.extend(WEEKS.into_iter().filter(|weeks| *weeks >= choice.weeks).map(|weeks| {
            (
                format!("{weeks}-blocks"),
                format!("{weeks} weeks in blocks"),
                "For relief that lasts more than 4 days",
            )
        }));
    }
    choice_list("weeks", &legend, false, options.iter().map(|(id, label, more)| option(id, label, more)))
}

fn ask_worth(wrong: &[Problem]) -> Markup {
    let legend = html! {
        h1 { "How much less pain would be worth your time and money?" }
        p .hint { "Your answer is locked until the test is over." }
        (problem(wrong, "worthwhile"))
    };
    choice_list("worthwhile", &legend, false, POINTS.map(|(id, label, more)| option(id, label, more)))
}

fn option<'a>(value: &'a str, label: &'a str, more: &'a str) -> Option_<'a> {
    Option_ { value, label, more, chosen: false }
}

/// The last page: what will happen, what stays the same, and the promise.
fn last(site: &Site, look: &Look, wish: &Wish, fields: &Fields) -> Response {
    let pain = look.current.standing.profile.pain_now;
    let proposal = match propose(site.knowledge(), &look.person, &look.current, look.today, wish.clone()) {
        Ok(proposal) => proposal,
        Err(why) => return refused(site, look, &why),
    };
    let commitment = site.seed().commitment(&proposal.plan_text());
    let too_much = pain.is_some_and(|pain| wish.worthwhile.points() > f64::from(pain) / 2.0);
    let title = "Your test";
    let main = html! {
        p .label { "Step 4 of 4" }
        h1 { (title) }
        (summary(site, &proposal, wish))
        @if too_much { p .note { "That is more than half of your pain now. Few things do that much." } }
        p { "Each day: rate your pain in the morning and in the evening. That takes 20 seconds." }
        p { "Keep the rest as it is, as far as you can: medicine, exercise, heat." }
        p { "With and without are compared once, at the end. You can stop at any time." }
        p { "A calendar can remind you. After the start, your test page has the file for it." }
        h2 { "The promise" }
        p { "The days are drawn from a secret number. At the end you see it and can check the draw." }
        p { "This is the promise that it stays the same:" }
        p { code .promise { (commitment) } }
        form method="post" action="/test/start" {
            (site.new_once())
            @for name in ["what", "weeks", "worthwhile"] {
                input type="hidden" name=(name) value=[fields.one(name)];
            }
            input type="hidden" name="promise" value=(commitment);
            div .actions {
                button .button.primary { "Start the test today" }
                a .button.quiet href="/test" { "Not now" }
            }
        }
    };
    Page::new(title, Place::Quiet, main).back("/test").for_person(site, look).into_response()
}

fn summary(site: &Site, proposal: &Proposal, wish: &Wish) -> Markup {
    let then = match proposal.design() {
        Design::CoinDays { .. } => "Chance decides each day, with or without. Never two days running with.",
        Design::Blocks { .. } if wish.what == Tested::Visits => {
            "Weeks in pairs, one with a visit and one without. Chance decides which comes first."
        }
        Design::Blocks { .. } => {
            "Blocks of 5 to 7 days in pairs, one with and one without. Chance decides which comes first."
        }
    };
    html! {
        dl .facts {
            div { dt { "What" } dd { (domain::words::title(&what_words(site.knowledge(), &wish.what))) } }
            div { dt { "How long" } dd { (wish.weeks) " weeks" } }
            div { dt { "First 7 days" } dd { "Without, to see how your back does on its own." } }
            div { dt { "Then" } dd { (then) } }
            div { dt { "Worth it from" } dd { (lower(wish.worthwhile)) ". Locked until the end." } }
        }
    }
}

fn refused(site: &Site, look: &Look, why: &NotOffered) -> Response {
    let words = match why {
        NotOffered::Running { until } => format!("A test is running. It lasts until {}.", day(*until)),
        _ => crate::form::sentence(&why.words()),
    };
    let main = html! {
        h1 { "No test for now" }
        p { (words) }
        p { a .button.primary href="/" { "Go to Today" } }
    };
    Page::new("No test for now", Place::Progress, main).back("/test").for_person(site, look).into_response()
}

/// Starts the test that the last page showed.
pub(super) async fn start(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    // The same form sent again: the test is there.
    if look.person.running_test(look.today).is_some() {
        return Ok(see_other("/test"));
    }
    let open = match choices(site.knowledge(), &look.person, &look.current, look.today) {
        Ok(open) => open,
        Err(why) => return Ok(refused(&site, &look, &why)),
    };
    let Some(wish) = Chosen::read(&fields, &open).wish() else { return Ok(see_other("/test/new")) };
    let proposal = match propose(site.knowledge(), &look.person, &look.current, look.today, wish.clone()) {
        Ok(proposal) => proposal,
        Err(why) => return Ok(refused(&site, &look, &why)),
    };
    let started = proposal.start(site.seed());
    // The program was started anew, or the day is another one: what was promised is shown again.
    if fields.one("promise") != Some(started.commitment.as_str()) {
        return Ok(last(&site, &look, &wish, &fields));
    }
    site.record_once(&fields, [started.into()])?;
    site.forget_seed();
    Ok(see_other("/test"))
}
