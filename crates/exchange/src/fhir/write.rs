//! A journal to a Bundle.

use super::care;
use super::codes;
use super::ids::part_of;
use super::told::{Told, Writing, tell, words};
use super::types::{Component, Concept, Empty, Entry, Observation, Quantity, Reference, Resource};
use super::when;
use domain::answer::{Answer, Reading, Verdict};
use domain::current::Current;
use domain::entry::{Event, PersonId, PersonNow, Recorded, RecordedAt};
use domain::knowledge::Knowledge;
use domain::level::Level;
use jiff::civil::Date;
use serde_json::{Number, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

/// What the file is made from.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// All that Backwise knows.
    pub knowledge: &'a Knowledge,
    /// Whose journal it is.
    pub whose: PersonId,
    /// What the journal says.
    pub person: &'a PersonNow,
    /// What follows from it.
    pub current: &'a Current,
    /// Today, as the person's day.
    pub today: Date,
    /// Whether massage helps, as the diary says; left out while a test runs, whatever is given here.
    pub answer: Option<&'a Answer>,
}

/// What goes along; by default as little as makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Notes in the person's own words, and those of therapists.
    pub notes: bool,
    /// The answers to the safety questions that limit massage or stop it.
    pub safety: bool,
    /// Codes of SNOMED CT, which some countries have no licence for.
    pub snomed: bool,
}

impl Default for Wish {
    /// No notes, no health answers, with SNOMED identifiers.
    fn default() -> Self {
        Self { notes: false, safety: false, snomed: true }
    }
}

/// A file, and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    /// The file.
    pub text: String,
    /// How many resources there are of each type, in the order of the file.
    pub counts: Vec<(&'static str, usize)>,
}

/// Writes the file; `None` where the journal holds nothing that FHIR does.
#[must_use]
pub fn write(given: &Given<'_>, wish: &Wish) -> Option<Export> {
    let mut bundle = Bundle::new(*given, *wish);
    bundle.patient();
    bundle.safety();
    care::add(&mut bundle);
    bundle.told();
    bundle.answer();
    bundle.provenance();
    bundle.finish()
}

/// The file in the making.
pub(crate) struct Bundle<'a> {
    pub(crate) given: Given<'a>,
    pub(crate) wish: Wish,
    /// Where the person is.
    pub(crate) patient: String,
    entries: Vec<Entry>,
    /// When the newest of what is written was recorded.
    newest: Option<RecordedAt>,
    /// What the person recorded, and what was worked out.
    recorded: Vec<String>,
    computed: Vec<String>,
    /// The session that a rating belongs to, by day and id.
    pub(crate) sessions: BTreeMap<(Date, String), String>,
}

pub(crate) fn urn(id: impl Into<Uuid>) -> String {
    format!("urn:uuid:{}", id.into().hyphenated())
}

impl<'a> Bundle<'a> {
    fn new(given: Given<'a>, wish: Wish) -> Self {
        let patient = urn(given.whose);
        Self {
            given,
            wish,
            patient,
            entries: Vec::new(),
            newest: None,
            recorded: Vec::new(),
            computed: Vec::new(),
            sessions: BTreeMap::new(),
        }
    }

    /// The address of something that there is one of.
    pub(crate) fn one(&self, part: &str) -> String {
        urn(part_of(self.given.whose.into(), part))
    }

    pub(crate) fn push(&mut self, full_url: String, resource: Resource) {
        self.entries.push(Entry { full_url, resource });
    }

    /// Something that the person recorded.
    pub(crate) fn recorded(&mut self, at: RecordedAt, full_url: String, resource: Resource) {
        self.newest = self.newest.max(Some(at));
        self.recorded.push(full_url.clone());
        self.push(full_url, resource);
    }

    /// Something that was worked out.
    pub(crate) fn computed(&mut self, full_url: String, resource: Resource) {
        self.computed.push(full_url.clone());
        self.push(full_url, resource);
    }

    /// Only what the person typed may stand here, and nothing of it has to leave.
    fn patient(&mut self) {
        self.push(self.patient.clone(), Resource::Patient(Empty {}));
        let device = json!({
            "deviceName": [{ "name": "Backwise", "type": "user-friendly-name" }],
            "type": { "text": "Program on the person's own machine" },
            "version": [{ "value": env!("CARGO_PKG_VERSION") }],
        });
        self.push(self.one("device"), Resource::Device(device));
    }

    /// The answers that limit massage, most urgent first: what a clinician reads before anything else.
    fn safety(&mut self) {
        let standing = &self.given.current.standing;
        if !self.wish.safety {
            return;
        }
        for (number, reason) in (1..).zip(&standing.triage.reasons) {
            let level = match reason.level {
                Level::Emergency => "Emergency care first",
                Level::SameDay => "To be seen by a clinician the same day",
                Level::ClinicianFirst => "To be seen by a clinician first",
                Level::Precautions => "Massage with precautions",
                Level::GoAhead => "No limit",
            };
            let Some(told) = words(&reason.told(self.given.knowledge).join("; ")) else { continue };
            let observation = Observation {
                status: "final".to_owned(),
                code: codes::concept("safety"),
                subject: Some(Reference::to(&self.patient)),
                effective_date_time: Some(self.given.today.to_string()),
                performer: vec![Reference::to(&self.patient)],
                value_string: Some(told),
                interpretation: vec![Concept::words(level)],
                ..Observation::default()
            };
            let url = self.one(&format!("safety {number}"));
            self.computed(url, Resource::Observation(Box::new(observation)));
        }
    }

    /// Ratings, check-ins, soreness, flares and filled-in questionnaires, in the order of the journal.
    fn told(&mut self) {
        let patient = self.patient.clone();
        let writing = Writing { person: &patient, whose: self.given.whose, notes: self.wish.notes };
        let events = events(self.given.person);
        let mut told: Vec<_> = events.iter().filter_map(|at| tell(&writing, at)).collect();
        told.sort_by(|(one, _), (other, _)| one.journal_order(other));
        let mut scores = Vec::new();
        for (entry, told) in told {
            match told {
                Told::Ratings(all) => {
                    for (place, mut observation) in all.into_iter().enumerate() {
                        let id = entry.id.into();
                        let url = if place == 0 { urn(id) } else { urn(part_of(id, &place.to_string())) };
                        observation.part_of =
                            self.session_of(&entry).into_iter().map(Reference::to).collect();
                        self.recorded(entry.recorded_at, url, Resource::Observation(Box::new(observation)));
                    }
                }
                Told::Response(response) => {
                    scores.extend(self.score(&entry, response.authored.clone()));
                    self.recorded(
                        entry.recorded_at,
                        urn(entry.id),
                        Resource::QuestionnaireResponse(response),
                    );
                }
            }
        }
        for (url, score) in scores {
            self.computed(url, Resource::Observation(Box::new(score)));
        }
    }

    /// The session that a rating before or after it belongs to.
    fn session_of(&self, entry: &domain::entry::Entry) -> Option<String> {
        let Event::Rated(rated) = &entry.event else { return None };
        self.sessions.get(&(entry.day, rated.about.clone())).cloned()
    }

    /// The score of a filled-in questionnaire, where the journal knows the questionnaire.
    fn score(&self, entry: &domain::entry::Entry, when: Option<String>) -> Option<(String, Observation)> {
        let Event::QuestionnaireAnswered(said) = &entry.event else { return None };
        let id = Uuid::from(entry.id);
        let asked = &self.given.person.questionnaires.get(&said.questionnaire)?.event.questionnaire;
        let value = Number::from_f64(round(asked.score(&said.items)?.value?))?;
        let how = asked.scoring?.how.words();
        let title = words(&asked.title).unwrap_or_else(|| "questionnaire".to_owned());
        let observation = Observation {
            status: "final".to_owned(),
            category: vec![codes::survey()],
            code: Concept { text: Some(format!("Score: {title}")), ..codes::concept("score") },
            subject: Some(Reference::to(&self.patient)),
            effective_date_time: when,
            value_quantity: Some(Quantity::score(value)),
            method: Some(Concept::words(how)),
            derived_from: vec![Reference::to(urn(id))],
            ..Observation::default()
        };
        Some((urn(part_of(id, "score")), observation))
    }

    /// Whether massage helps. While a test runs nothing is compared, so nothing is told either.
    fn answer(&mut self) {
        let Some(answer) = self.given.answer else { return };
        if self.given.person.running_test(self.given.today).is_some() || answer.reading == Reading::TooEarly {
            return;
        }
        let Some(benefit) = answer.benefit else { return };
        let value = |text: &str, value: f64| {
            let value = Number::from_f64(round(value));
            let value_quantity = value.map(Quantity::score);
            Component { code: Concept::words(text), value_quantity, ..Component::default() }
        };
        let component = vec![
            value("Average benefit: points of 10 less pain than without massage", benefit.q50),
            value("Lower end of the 90 in 100 interval", benefit.q05),
            value("Upper end of the 90 in 100 interval", benefit.q95),
            value("Probability of any benefit, 0 to 1", benefit.p_gt_0),
            value("Probability of the benefit the person asked for beforehand, 0 to 1", benefit.p_worthwhile),
        ];
        let verdict = match answer.verdict {
            Verdict::Helps => "Massage very likely helps this person",
            Verdict::ProbablyHelps => "Massage probably helps this person",
            Verdict::CantTell => "The diary cannot tell yet whether massage helps this person",
            Verdict::ProbablyNot => "Massage probably does not help this person as much as they asked for",
            Verdict::Worse => "The sessions probably make the pain of this person worse",
        };
        let method = format!("State-space model of the diary, Backwise {}", env!("CARGO_PKG_VERSION"));
        let observation = Observation {
            status: "final".to_owned(),
            code: codes::concept("answer"),
            subject: Some(Reference::to(&self.patient)),
            effective_date_time: Some(self.given.today.to_string()),
            value_string: Some(verdict.to_owned()),
            method: Some(Concept::words(method)),
            component,
            ..Observation::default()
        };
        self.computed(self.one("answer"), Resource::Observation(Box::new(observation)));
    }

    /// Who says so: the person of what they recorded, the program of what it worked out.
    fn provenance(&mut self) {
        let Some(newest) = self.newest else { return };
        let device = self.one("device");
        let all = [
            ("recorded", std::mem::take(&mut self.recorded), self.patient.clone(), "Recorded by the person"),
            (
                "computed",
                std::mem::take(&mut self.computed),
                device,
                "Worked out by the program from what was recorded",
            ),
        ];
        for (part, target, who, activity) in all {
            if target.is_empty() {
                continue;
            }
            let target: Vec<Value> = target.into_iter().map(|url| json!({ "reference": url })).collect();
            let provenance = json!({
                "target": target,
                "recorded": newest.to_string(),
                "activity": { "text": activity },
                "agent": [{ "type": { "text": activity }, "who": { "reference": who } }],
            });
            self.push(self.one(&format!("provenance {part}")), Resource::Provenance(provenance));
        }
    }

    /// One resource a line, so that two files can be compared.
    fn finish(self) -> Option<Export> {
        let newest = self.newest?;
        let mut text = format!(
            "{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"timestamp\":\"{newest}\",\"entry\":[\n"
        );
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let comma = if place + 1 < self.entries.len() { "," } else { "" };
            let line = serde_json::to_string(entry).ok()?;
            // Writing to a string cannot go wrong.
            let _ = writeln!(text, "{line}{comma}");
            let name = entry.resource.name();
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        text.push_str("]}\n");
        Some(Export { text, counts })
    }
}

impl Resource {
    fn name(&self) -> &'static str {
        match self {
            Self::Patient(_) => "Patient",
            Self::Device(_) => "Device",
            Self::Condition(_) => "Condition",
            Self::Goal(_) => "Goal",
            Self::CarePlan(_) => "CarePlan",
            Self::Procedure(_) => "Procedure",
            Self::Observation(_) => "Observation",
            Self::QuestionnaireResponse(_) => "QuestionnaireResponse",
            Self::Provenance(_) => "Provenance",
        }
    }
}

/// Six places: the same on every machine, and more than any score has.
fn round(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// What stands in the journal of the kinds that FHIR holds both ways.
fn events(person: &PersonNow) -> Vec<Recorded<Event>> {
    fn of<T: Clone + Into<Event>>(at: &Recorded<T>) -> Recorded<Event> {
        Recorded {
            id: at.id,
            recorded_at: at.recorded_at,
            day: at.day,
            offset_minutes: at.offset_minutes,
            event: at.event.clone().into(),
        }
    }
    let mut events: Vec<Recorded<Event>> = Vec::new();
    events.extend(person.ratings.values().flatten().map(of));
    events.extend(person.check_ins.values().flatten().map(of));
    events.extend(person.soreness.iter().map(of));
    events.extend(person.flares.iter().map(|flare| of(&flare.started)));
    events.extend(person.flares.iter().filter_map(|flare| flare.ended.as_ref()).map(of));
    events.extend(person.responses.iter().map(of));
    events
}

/// A day as FHIR writes it, if it can.
pub(crate) fn day(day: Date) -> Option<String> {
    when::can_be_said(day).then(|| day.to_string())
}
