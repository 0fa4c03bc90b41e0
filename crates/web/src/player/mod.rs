//! The guided session: a page before it, the player, and two questions after it.
//!
//! Without a script the same session is a page to read, with all steps and their times. The script only plays what
//! stands on the page.

mod after;
mod before;
mod check;
mod one;
mod steps;
mod stopped;
mod switch;

pub(crate) use one::{is_one, one};
pub(crate) use switch::Switch;

use crate::{Fields, Look, PageError, Site};
use axum::Router;
use axum::routing::{get, post};
use domain::ids::SessionId;
use domain::knowledge::technique::Kind;
use domain::plan::{Moment, Plan, Session, ThingKind, today};
use domain::session::{PlayStep, REST_SECONDS, timeline};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/session/{id}", get(before::show))
        .route("/session/{id}/start", post(before::start))
        .route("/session/{id}/check", get(check::ask).post(check::keep))
        .route("/session/{id}/steps", get(steps::show))
        .route("/session/{id}/done", post(after::keep))
        .route("/session/{id}/stopped", get(stopped::show).post(stopped::name))
        .route("/sounds", post(switch::keep))
}

/// The 5-minute version in an address.
const SHORT: &str = "short";

/// What may be so at the hour of a session (rules R33 and R34), by its name in addresses.
const MOMENTS: [(&str, Moment); 2] = [
    ("alcohol", Moment { dulled: true, near_bedtime: false }),
    ("bedtime", Moment { dulled: false, near_bedtime: true }),
];

/// A session as it is to be played.
pub(crate) struct Wanted {
    /// Its id in addresses.
    id: String,
    /// What the journal keeps as its id: empty for the 5-minute version.
    key: String,
    /// What it is called, such as "Back session".
    name: String,
    /// What stands after the address, such as "?short=2".
    query: String,
    /// What is so at this hour.
    moment: Moment,
    /// Which moments would change the session, and how they are called in addresses.
    moments: Vec<&'static str>,
    /// What the hour changed, line by line.
    changed: Vec<String>,
    session: Session,
    /// Its steps.
    line: Vec<PlayStep>,
}

impl Wanted {
    /// "Back session, 6 minutes". A name that says how long it takes says it once.
    fn title(&self) -> String {
        if self.name.contains("minute") {
            return self.name.clone();
        }
        format!("{}, {}", self.name, PlayStep::minutes(&self.line))
    }

    fn path(&self, more: &str) -> String {
        format!("/session/{}{more}{}", self.id, self.query)
    }
}

/// How long a session takes when it is played, in words such as "6 minutes"; nothing where there is nothing to play.
pub(crate) fn length(site: &Site, look: &Look, id: &str) -> Option<String> {
    let wanted = find(site, look, id, &Fields::from_text("")).ok()?;
    (!wanted.line.is_empty()).then(|| PlayStep::minutes(&wanted.line))
}

/// Where a session leads when it is left or over.
fn way_back(id: &str) -> &'static str {
    if is_one(id) { "/flare" } else { "/" }
}

/// Finds the session that an address means.
fn find(site: &Site, look: &Look, id: &str, query: &Fields) -> Result<Wanted, PageError> {
    let knowledge = site.knowledge();
    let plan = &look.plan_today(knowledge).ok_or(PageError::NotFound)?;
    let mut name = String::from("Back session");
    let mut added = Vec::new();
    let (key, mut session) = if id == SHORT {
        name = String::from("The 5-minute version");
        (String::new(), plan.short_version(look.today))
    } else if is_one(id) {
        let (of, session) = one::session(knowledge, look, plan, id).ok_or(PageError::NotFound)?;
        name.clone_from(of);
        (id.to_owned(), session)
    } else if let Some(whole) = id.strip_suffix("-walk").and_then(|id| plan.session(&SessionId::from(id))) {
        name = String::from("Walk");
        (id.to_owned(), only(whole, |kind| kind == Kind::Walk))
    } else {
        let whole = plan.session(&SessionId::from(id)).ok_or(PageError::NotFound)?;
        (id.to_owned(), without_walk(plan, look, whole))
    };
    if query.one("short") == Some("2") && id != SHORT && !is_one(id) {
        name = String::from("2 minutes");
        added.push("short=2");
        session = plan.in_two_minutes(knowledge, &session);
    }
    let would_change = |moment: Moment| !plan.at_moment(knowledge, &session, moment).changes.is_empty();
    let moments = MOMENTS.iter().filter(|(_, moment)| would_change(*moment)).map(|(name, _)| *name).collect();
    let mut moment = Moment::default();
    for (name, one) in MOMENTS.iter().filter(|(name, _)| query.all("now").any(|now| now == *name)) {
        moment.dulled |= one.dulled;
        moment.near_bedtime |= one.near_bedtime;
        added.push(if *name == "alcohol" { "now=alcohol" } else { "now=bedtime" });
    }
    let fitted = plan.at_moment(knowledge, &session, moment);
    let changed = fitted.words(knowledge);
    let line = timeline(knowledge, &fitted.session, rest(look));
    let query = if added.is_empty() { String::new() } else { format!("?{}", added.join("&")) };
    Ok(Wanted {
        id: id.to_owned(),
        key,
        name,
        query,
        moment,
        moments,
        changed,
        session: fitted.session,
        line,
    })
}

fn only(session: &Session, wanted: impl Fn(Kind) -> bool) -> Session {
    let items = session.items.iter().filter(|item| wanted(item.kind)).cloned().collect();
    Session { items, ..session.clone() }
}

/// Where Today has the walk as a thing of its own, it is not in the session.
fn without_walk(plan: &Plan, look: &Look, session: &Session) -> Session {
    let rest = only(session, |kind| kind != Kind::Walk);
    let view = today(plan, &look.current.progress, look.today);
    let beside = view.things.iter().any(|thing| thing.what == ThingKind::Walk(session.id.clone()));
    let together =
        session.date == look.today && !beside && !look.current.progress.has_walked(&session.id, look.today);
    if rest.items.iter().all(|item| item.passive) || together { session.clone() } else { rest }
}

/// Seconds between parts, as the person chose them.
fn rest(look: &Look) -> u32 {
    Switch::REST.now(look).parse().unwrap_or(REST_SECONDS)
}
