//! The problem, the goals, the plan and what was done: for others to read, and never taken in.

use super::codes;
use super::ids::part_of;
use super::told::words;
use super::types::{Concept, Period, Resource};
use super::when;
use super::write::{Bundle, day, urn};
use domain::answer::Decision;
use domain::entry::{
    Felt, Recorded, RecordedAt, SessionDone, SessionItem, SessionProblem, TestNow, Tested, TherapistVisited,
    local_day,
};
use domain::ids::{TechniqueId, ZoneId};
use domain::knowledge::body::Side;
use domain::knowledge::safety::Region;
use domain::knowledge::technique::{Kind, Phase};
use domain::plan::Plan;
use domain::trial::Trial;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use uuid::Uuid;

/// Places on the back, for the choice of a code.
const BACK: [Region; 6] =
    [Region::UpperBack, Region::MidBack, Region::LowBack, Region::Spine, Region::Sacrum, Region::Ribs];

pub(crate) fn add(bundle: &mut Bundle<'_>) {
    let condition = condition(bundle);
    let goals = goals(bundle);
    plan(bundle, condition.as_deref(), &goals);
    let tests = tests(bundle, condition.as_deref());
    sessions(bundle, condition.as_deref(), &tests);
    visits(bundle, condition.as_deref(), &tests);
    not_done(bundle, condition.as_deref(), &tests);
}

/// A resource in the making: fields without a value are left out.
struct Fields(Map<String, Value>);

impl Fields {
    fn new(value: Value) -> Self {
        Self(if let Value::Object(map) = value { map } else { Map::new() })
    }

    fn and(mut self, name: &str, value: Option<Value>) -> Self {
        if let Some(value) = value.filter(|value| !matches!(value, Value::Array(list) if list.is_empty())) {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn to(url: &str) -> Value {
    json!({ "reference": url })
}

fn concept(concept: &Concept) -> Value {
    serde_json::to_value(concept).unwrap_or_default()
}

/// The back problem as the person tells it: never confirmed.
fn condition(bundle: &mut Bundle<'_>) -> Option<String> {
    let standing = &bundle.given.current.standing;
    if standing.answers.is_empty() {
        return None;
    }
    let zones: Vec<ZoneId> = standing.facts.drawing().keys().cloned().collect();
    let places: BTreeSet<Region> =
        zones.iter().filter_map(|id| bundle.given.knowledge.zone(id)).map(|zone| zone.body).collect();
    let code = match (places.contains(&Region::LowBack), places.iter().any(|place| BACK.contains(place))) {
        (true, _) => Some(codes::LOW_BACK_PAIN),
        (false, true) => Some(codes::BACK_PAIN),
        (false, false) => None,
    };
    let text = if code == Some(codes::LOW_BACK_PAIN) { "Low back pain" } else { "Back pain" };
    let coding = code.filter(|_| bundle.wish.snomed).map(|code| codes::public(codes::SNOMED, code));
    let code = Concept { coding: coding.into_iter().collect(), text: Some(text.to_owned()) };
    let begun = bundle.given.current.plan.as_ref().and_then(|(plan, _)| match plan.phase {
        Phase::Acute => Some("Up to 2 weeks before the plan began"),
        Phase::Subacute => Some("2 to 12 weeks before the plan began"),
        Phase::Chronic => Some("More than 12 weeks before the plan began"),
        Phase::Flare | Phase::Maintenance => None,
    });
    let status = |system: &str, code: &str| json!({ "coding": [{ "system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code }] });
    let resource = Fields::new(json!({
        "clinicalStatus": status("condition-clinical", "active"),
        "verificationStatus": status("condition-ver-status", "unconfirmed"),
        "code": concept(&code),
        "subject": to(&bundle.patient),
        "asserter": to(&bundle.patient),
    }))
    .and("bodySite", Some(places_of(bundle, zones.iter())))
    .and("onsetString", begun.map(Value::from));
    let url = bundle.one("condition");
    bundle.computed(url.clone(), Resource::Condition(resource.done()));
    Some(url)
}

/// Places as codes of ours with plain words.
fn places_of<'z>(bundle: &Bundle<'_>, zones: impl IntoIterator<Item = &'z ZoneId>) -> Value {
    let sites = zones.into_iter().filter_map(|id| {
        let coding = codes::prefixed("body-area", id.as_str())?;
        let text = bundle.given.knowledge.zone(id).map(|zone| zone.name.clone());
        Some(concept(&Concept { coding: vec![coding], text }))
    });
    Value::Array(sites.collect())
}

/// What the person wants, and how much less pain would make it worth it.
fn goals(bundle: &mut Bundle<'_>) -> Vec<String> {
    let profile = &bundle.given.current.standing.profile;
    let due = bundle.given.current.plan.as_ref().and_then(|(plan, _)| day(plan.last_day()));
    let mut goals = Vec::new();
    if let Some(goal) = profile.goal.as_deref().and_then(words) {
        let target = due.map(|due| json!([{ "dueDate": due }]));
        let resource = Fields::new(json!({
            "lifecycleStatus": "active",
            "description": { "text": goal },
            "subject": to(&bundle.patient),
            "expressedBy": to(&bundle.patient),
        }))
        .and("target", target);
        goals.push((bundle.one("goal"), resource.done()));
    }
    if let Some(worth) = bundle.given.person.worthwhile.last() {
        let points = worth.event.points;
        let resource = json!({
            "lifecycleStatus": "active",
            "description": { "text": format!("Average pain lower by at least {}, to be worth it", points.words()) },
            "subject": to(&bundle.patient),
            "expressedBy": to(&bundle.patient),
            "target": [{
                "measure": { "text": "Drop of the average pain, in points of 10" },
                "detailQuantity": { "value": points.points(), "unit": "score", "system": codes::UCUM, "code": "{score}" },
            }],
        });
        goals.push((bundle.one("worthwhile"), resource));
    }
    for (url, resource) in &goals {
        bundle.computed(url.clone(), Resource::Goal(resource.clone()));
    }
    goals.into_iter().map(|(url, _)| url).collect()
}

/// The plan as it is today: each technique with its days.
fn plan(bundle: &mut Bundle<'_>, condition: Option<&str>, goals: &[String]) {
    let Some((_, adapted)) = &bundle.given.current.plan else { return };
    let plan = &adapted.plan;
    let paused = bundle.given.person.plan.as_ref().is_some_and(|made| made.is_paused(bundle.given.today));
    let status = match () {
        () if bundle.given.today > plan.last_day() => "completed",
        () if paused => "on-hold",
        () => "active",
    };
    let resource = Fields::new(json!({
        "status": status,
        "intent": "plan",
        "title": "Self-massage, exercise and visits",
        "subject": to(&bundle.patient),
        "period": { "start": plan.start.to_string(), "end": plan.last_day().to_string() },
    }))
    .and("addresses", condition.map(|url| json!([to(url)])))
    .and("goal", Some(goals.iter().map(|url| to(url)).collect()))
    .and("activity", Some(Value::Array(activities(bundle, plan))));
    let url = bundle.one("plan");
    bundle.computed(url, Resource::CarePlan(resource.done()));
}

fn activities(bundle: &Bundle<'_>, plan: &Plan) -> Vec<Value> {
    let mut days: BTreeMap<&TechniqueId, BTreeSet<Date>> = BTreeMap::new();
    for session in &plan.sessions {
        for item in &session.items {
            days.entry(&item.technique).or_default().insert(session.date);
        }
    }
    if let Some(course) = &plan.massage {
        days.entry(&course.technique).or_default().extend(&course.dates);
    }
    let details = days.into_iter().map(|(id, days)| {
        let event: Vec<String> = days.into_iter().filter_map(day).collect();
        json!({ "detail": {
            "kind": "ServiceRequest",
            "code": concept(&technique(bundle, id)),
            "status": "scheduled",
            "scheduledTiming": { "event": event },
        } })
    });
    details.collect()
}

/// A technique: massage has a public code, the rest our own words.
fn technique(bundle: &Bundle<'_>, id: &TechniqueId) -> Concept {
    let known = bundle.given.knowledge.techniques.get(id);
    let massage = known.is_some_and(|known| matches!(known.kind, Kind::Professional | Kind::SelfMassage));
    let snomed = (massage && bundle.wish.snomed).then(|| codes::public(codes::SNOMED, codes::MASSAGE));
    let text = known.map_or_else(|| words(id.as_str()), |known| words(&known.name));
    Concept { coding: snomed.into_iter().chain(codes::prefixed("technique", id.as_str())).collect(), text }
}

/// A personal test with what chance decided up to today, and never a day more.
struct Drawn<'a> {
    url: String,
    test: &'a TestNow,
    days: Vec<(Date, Decision)>,
}

fn tests<'a>(bundle: &mut Bundle<'a>, condition: Option<&str>) -> Vec<Drawn<'a>> {
    let mut all = Vec::new();
    for test in &bundle.given.person.tests {
        let trial = Trial::new(test);
        let started = &test.started.event;
        let over = !test.runs(bundle.given.today);
        let days = trial.decisions(bundle.given.today);
        let activity: Vec<Value> =
            days.iter().map(|(on, decision)| drawn(bundle, &trial, *on, decision)).collect();
        let mut note = format!(
            "Days are drawn by chance. Commitment shown before the first draw (SHA-256): {}",
            started.commitment
        );
        if over {
            // Writing to a string cannot go wrong.
            let (seed, text) = (started.seed.reveal(), &started.plan_text);
            let _ = write!(note, ". Secret number, told after the end: {seed}. Plan: {text}");
        }
        let resource = Fields::new(json!({
            "status": if over { "completed" } else { "active" },
            "intent": "plan",
            "title": "Personal test of massage, days drawn by chance",
            "subject": to(&bundle.patient),
            "period": { "start": started.first_day.to_string(), "end": trial.last_day().max(started.first_day).to_string() },
        }))
        .and("addresses", condition.map(|url| json!([to(url)])))
        .and("activity", Some(Value::Array(activity)))
        .and("note", words(&note).map(|text| json!([{ "text": text }])));
        let url = urn(test.started.id);
        if day(started.first_day).is_some() {
            bundle.recorded(test.started.recorded_at, url.clone(), Resource::CarePlan(resource.done()));
            all.push(Drawn { url, test, days });
        }
    }
    all
}

fn drawn(bundle: &Bundle<'_>, trial: &Trial<'_>, on: Date, decision: &Decision) -> Value {
    let code = if decision.assigned.is_some() { "assigned" } else { "not-assigned" };
    let technique = decision.assigned.and_then(|number| trial.technique(number));
    let name =
        technique.map(|id| technique_name(bundle, id)).map(|name| format!(" of {name}")).unwrap_or_default();
    json!({ "detail": {
        "kind": "ServiceRequest",
        "code": concept(&codes::concept(code)),
        "status": if on < bundle.given.today { "completed" } else { "scheduled" },
        "scheduledTiming": { "event": [on.to_string()] },
        "description": format!("The chance of a session{name} was {}", decision.probability),
    } })
}

fn technique_name(bundle: &Bundle<'_>, id: &TechniqueId) -> String {
    bundle.given.knowledge.techniques.get(id).map_or_else(|| id.to_string(), |known| known.name.clone())
}

/// The test that a day was drawn in.
fn based_on(tests: &[Drawn<'_>], on: Date) -> Option<Value> {
    let drawn = tests.iter().find(|drawn| drawn.days.iter().any(|(day, _)| *day == on))?;
    Some(json!([to(&drawn.url)]))
}

/// A session and what was done in it. It is recorded when it is over.
fn sessions(bundle: &mut Bundle<'_>, condition: Option<&str>, tests: &[Drawn<'_>]) {
    for done in &bundle.given.person.sessions {
        if day(done.day).is_none() {
            continue;
        }
        let (event, id) = (&done.event, Uuid::from(done.id));
        let url = urn(id);
        bundle.sessions.insert((done.day, event.session.clone()), url.clone());
        let all: u32 = event.items.iter().map(|item| item.seconds).fold(0, u32::saturating_add);
        let whole =
            procedure(bundle, condition, tests, done.day, "completed", &Concept::words("Guided session"))
                .and("outcome", felt(event.felt))
                .and("complication", complication(event.problem))
                .and("note", Some(Value::Array(notes(bundle, &[&event.note]))));
        let whole = performed(whole, done, all, 0);
        bundle.recorded(done.recorded_at, url.clone(), Resource::Procedure(whole.done()));
        let mut left = all;
        for (number, item) in (1..).zip(&event.items) {
            let resource =
                one_item(bundle, condition, tests, done, item, left).and("partOf", Some(json!([to(&url)])));
            left = left.saturating_sub(item.seconds);
            let url = urn(part_of(id, &format!("item {number}")));
            bundle.recorded(done.recorded_at, url, Resource::Procedure(resource.done()));
        }
    }
}

fn one_item(
    bundle: &Bundle<'_>,
    condition: Option<&str>,
    tests: &[Drawn<'_>],
    done: &Recorded<SessionDone>,
    item: &SessionItem,
    left: u32,
) -> Fields {
    let status = match (item.skipped, item.seconds) {
        (false, _) => "completed",
        (true, 0) => "not-done",
        (true, _) => "stopped",
    };
    let side = match item.side {
        Side::Left => Some("Left"),
        Side::Right => Some("Right"),
        Side::Both => Some("Left and right"),
        Side::None => None,
    };
    let mut said: Vec<String> = Vec::new();
    said.extend(item.pressure.map(|score| format!("Pressure {} of 10.", score.points())));
    said.extend(item.pain_during.map(|score| format!("Pain during it {} of 10.", score.points())));
    let fields = procedure(bundle, condition, tests, done.day, status, &technique(bundle, &item.technique))
        .and("statusReason", item.skipped.then(|| json!({ "text": "Skipped by the person" })))
        .and("bodySite", side.map(|side| json!([{ "text": side }])))
        .and("note", (!said.is_empty()).then(|| json!([{ "text": said.join(" ") }])));
    performed(fields, done, left, left.saturating_sub(item.seconds))
}

/// What every procedure has.
fn procedure(
    bundle: &Bundle<'_>,
    condition: Option<&str>,
    tests: &[Drawn<'_>],
    on: Date,
    status: &str,
    code: &Concept,
) -> Fields {
    Fields::new(json!({ "status": status, "code": concept(code), "subject": to(&bundle.patient) }))
        .and("basedOn", based_on(tests, on))
        .and("reasonReference", condition.map(|url| json!([to(url)])))
}

/// From so many seconds before it was recorded to so many; only the day, where it was recorded on another one.
fn performed<T>(fields: Fields, done: &Recorded<T>, from: u32, until: u32) -> Fields {
    if local_day(done.recorded_at, done.offset_minutes) != done.day {
        return fields.and("performedDateTime", day(done.day).map(Value::from));
    }
    let before = |seconds: u32| {
        let at = done.recorded_at.microseconds().saturating_sub(i64::from(seconds) * 1_000_000);
        let at = at.div_euclid(1_000_000).saturating_mul(1_000_000);
        Some(when::to_the_microsecond(RecordedAt::from_microseconds(at).ok()?, done.offset_minutes))
    };
    let period = Period { start: before(from), end: before(until) };
    fields.and("performedPeriod", serde_json::to_value(period).ok())
}

fn felt(felt: Felt) -> Option<Value> {
    let words = match felt {
        Felt::Better => "The back felt better afterwards",
        Felt::Same => "The back felt the same afterwards",
        Felt::Worse => "The back felt worse afterwards",
        Felt::None => return None,
    };
    Some(json!({ "text": words }))
}

fn complication(problem: SessionProblem) -> Option<Value> {
    let words = match problem {
        SessionProblem::None => return None,
        SessionProblem::Sore => "Soreness",
        SessionProblem::Sharp => "Sharp pain",
        SessionProblem::Numb => "Numbness or tingling",
        SessionProblem::Dizzy => "Dizziness or faintness",
        SessionProblem::Other => "Another problem, as the person says",
    };
    Some(json!([{ "text": words }]))
}

/// Own words, where the person lets them go along.
fn notes(bundle: &Bundle<'_>, notes: &[&str]) -> Vec<Value> {
    let notes = notes.iter().filter(|_| bundle.wish.notes).filter_map(|note| words(note));
    notes.map(|text| json!({ "text": text })).collect()
}

/// Professional massages.
fn visits(bundle: &mut Bundle<'_>, condition: Option<&str>, tests: &[Drawn<'_>]) {
    for visit in &bundle.given.person.visits {
        let Some(on) = day(visit.day) else { continue };
        let resource = one_visit(bundle, condition, tests, visit).and("performedDateTime", Some(on.into()));
        bundle.recorded(visit.recorded_at, urn(visit.id), Resource::Procedure(resource.done()));
    }
}

fn one_visit(
    bundle: &Bundle<'_>,
    condition: Option<&str>,
    tests: &[Drawn<'_>],
    visit: &Recorded<TherapistVisited>,
) -> Fields {
    let event = &visit.event;
    let code = event.technique.as_ref().map_or_else(
        || {
            let snomed = bundle.wish.snomed.then(|| codes::public(codes::SNOMED, codes::MASSAGE));
            Concept { coding: snomed.into_iter().collect(), text: Some("Massage by a therapist".to_owned()) }
        },
        |id| technique(bundle, id),
    );
    let mut said = vec![format!("{} minutes.", event.minutes)];
    said.extend(event.pressure.map(|score| format!("Pressure {} of 10.", score.points())));
    let said = said.join(" ");
    let mut all = vec![json!({ "text": said })];
    all.extend(notes(bundle, &[&event.therapist_note, &event.advice]));
    procedure(bundle, condition, tests, visit.day, "completed", &code)
        .and("performer", Some(json!([{ "actor": { "display": "Massage therapist" } }])))
        .and("bodySite", Some(places_of(bundle, &event.places)))
        .and("outcome", felt(event.felt))
        .and("note", Some(Value::Array(all)))
}

/// Sessions that chance asked for and that nobody recorded: an honest reader needs them too.
fn not_done(bundle: &mut Bundle<'_>, condition: Option<&str>, tests: &[Drawn<'_>]) {
    for drawn in tests {
        let what = &drawn.test.started.event.what;
        for (on, decision) in &drawn.days {
            if decision.assigned.is_none() || *on >= bundle.given.today || was_done(bundle, what, *on) {
                continue;
            }
            let technique_id = decision.assigned.and_then(|number| Trial::new(drawn.test).technique(number));
            let code = technique_id
                .map_or_else(|| Concept::words("Session of the test"), |id| technique(bundle, id));
            let resource = procedure(bundle, condition, tests, *on, "not-done", &code)
                .and("statusReason", Some(json!({ "text": "Asked for by chance, and not recorded as done" })))
                .and("performedDateTime", day(*on).map(Value::from));
            let url = urn(part_of(drawn.test.started.id.into(), &format!("not done {on}")));
            bundle.computed(url, Resource::Procedure(resource.done()));
        }
    }
}

fn was_done(bundle: &Bundle<'_>, what: &Tested, on: Date) -> bool {
    let covers = |id: &TechniqueId| what.covers(bundle.given.knowledge, id);
    let mut sessions = bundle.given.person.sessions.iter().filter(|done| done.day == on);
    let mut visits = bundle.given.person.visits.iter().filter(|visit| visit.day == on);
    sessions.any(|done| done.event.items.iter().any(|item| item.seconds > 0 && covers(&item.technique)))
        || visits.any(|visit| match &visit.event.technique {
            Some(id) => covers(id),
            None => *what == Tested::Visits,
        })
}
