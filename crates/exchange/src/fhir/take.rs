//! A FHIR file beside a journal: whose it is, and what taking it in would add.

use super::codes::{self, ENTRIES, LOCAL, LOINC};
use super::ids::{foreign, shortened};
use super::read::{Found, Record};
use super::told::{self, NotTaken, entry_id, moment, observed, responded, score};
use super::types::{Identifier, Observation};
use crate::problem::Problem;
use crate::sheets::Import;
use domain::entry::{Entry, EntryId, Event, Measure, PersonId, PersonNow, Rated, RatingOccasion, Recorded};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Whose record a file is, as far as the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// It comes from this journal, or the journal is empty and the file is of one person of Backwise.
    Own(PersonId),
    /// It is about one patient that the journal does not know: the person has to say whether that is them.
    Unknown(String),
    /// It is about several patients.
    Several(Vec<String>),
}

/// The codes that are worked out from the rest, and are worked out again here.
const WORKED_OUT: [&str; 3] = ["score", "answer", "safety"];

impl Record {
    /// Whose record it is.
    #[must_use]
    pub fn whose(&self, journal: &[Entry], person: PersonId) -> Whose {
        let subjects = self.subjects();
        let several: Vec<String> = subjects.iter().map(|address| self.patient(*address)).collect();
        let mut all = subjects.into_iter();
        let (Some(address), None) = (all.next(), all.next()) else { return Whose::Several(several) };
        let id = address.and_then(|address| address.strip_prefix("urn:uuid:")?.parse::<PersonId>().ok());
        let persons: BTreeSet<PersonId> = journal.iter().map(|entry| entry.person).chain([person]).collect();
        match id {
            Some(id) if persons.contains(&id) || (journal.is_empty() && self.is_of_backwise()) => {
                Whose::Own(id)
            }
            _ => Whose::Unknown(self.patient(address)),
        }
    }

    /// Whether everything in it came from a journal of Backwise.
    fn is_of_backwise(&self) -> bool {
        let ours = |all: &[Identifier]| all.iter().any(|one| one.system.as_deref() == Some(ENTRIES));
        let local = |one: &Observation| one.code.code_in(LOCAL).is_some();
        self.observations.iter().all(|found| ours(&found.resource.identifier) || local(&found.resource))
            && self
                .responses
                .iter()
                .all(|found| found.resource.identifier.iter().any(|one| ours(std::slice::from_ref(one))))
    }

    /// What taking it in would add to a journal. `is_mine`: the person said that the patient of the file is them.
    ///
    /// Nothing is changed and nothing is replaced. Taking the same file in twice adds nothing the second time.
    ///
    /// # Errors
    ///
    /// [`Problem`] if it is about somebody else, or may be.
    pub fn import(&self, journal: &[Entry], person: PersonId, is_mine: bool) -> Result<Import, Problem> {
        let refuse = |what: String, mend: &str| Err(Problem::new(&self.name, what).mend(mend));
        let person = match self.whose(journal, person) {
            Whose::Own(id) if journal.is_empty() => id,
            Whose::Own(_) => person,
            Whose::Unknown(_) if is_mine => person,
            Whose::Unknown(who) => {
                let what = format!("it is about {who}, and this journal does not know whether that is you");
                return refuse(what, "nothing has changed; if that is you, say so with --mine");
            }
            Whose::Several(all) => {
                let listed = all.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
                let what = format!("it is about {} patients: {listed}", all.len());
                return refuse(
                    what,
                    "nothing has changed; a journal is of one person: ask for a file about you alone",
                );
            }
        };
        Ok(Taker::new(self, journal, person).take())
    }
}

struct Taker<'a> {
    record: &'a Record,
    person: PersonId,
    /// Ids that the journal has, also in the form in which something is held back.
    ids: BTreeSet<EntryId>,
    /// Ratings that stand in the journal, by what they say.
    ratings: BTreeSet<(Date, u16, RatingOccasion, Measure, u8)>,
    import: Import,
}

impl<'a> Taker<'a> {
    fn new(record: &'a Record, journal: &[Entry], person: PersonId) -> Self {
        let now = PersonNow::replay(journal);
        let own = journal.iter().map(|entry| entry.id);
        let rated = now.ratings.values().flatten().map(said);
        let ids = own.clone().chain(own.map(shortened)).collect();
        Self { record, person, ids, ratings: rated.collect(), import: Import::default() }
    }

    fn take(mut self) -> Import {
        self.import.left = self.record.left.clone();
        let mut ours: BTreeMap<EntryId, Vec<&Found<Observation>>> = BTreeMap::new();
        for found in &self.record.observations {
            if !is_final(&found.resource.status) {
                self.leave(found.line, "an Observation", "its status says that it does not stand");
            } else if let Some(id) = entry_id(&found.resource.identifier) {
                ours.entry(id).or_default().push(found);
            } else if !worked_out(&found.resource) {
                self.foreign(found);
            }
        }
        for parts in ours.into_values() {
            let all: Vec<&Observation> = parts.iter().map(|found| &found.resource).collect();
            let line = parts.first().map_or(1, |found| found.line);
            match observed(&all, self.person) {
                Ok(entry) => self.own(entry),
                Err(NotTaken(why)) => self.leave(line, "an Observation", &why),
            }
        }
        for found in &self.record.responses {
            if !matches!(found.resource.status.as_str(), "completed" | "amended") {
                self.leave(found.line, "a QuestionnaireResponse", "it is not completed");
                continue;
            }
            match responded(&found.resource, self.person) {
                Ok(entry) => self.own(entry),
                Err(NotTaken(why)) => self.leave(found.line, "a QuestionnaireResponse", &why),
            }
        }
        self.import.entries.sort_by(Entry::journal_order);
        self.import
    }

    fn leave(&mut self, line: u64, what: &str, why: &str) {
        let what = format!("{what} is not taken in: {why}");
        self.import.left.push(Problem::new(&self.record.name, what).line(line));
    }

    /// An entry with an id of its own: new if the id is.
    fn own(&mut self, entry: Entry) {
        if self.ids.insert(entry.id) {
            self.add(entry);
        } else {
            self.import.there += 1;
        }
    }

    fn add(&mut self, entry: Entry) {
        if let Event::Rated(rated) = &entry.event {
            self.ratings.insert((
                entry.day,
                rated.minute_of_day.minutes(),
                rated.occasion,
                rated.measure,
                rated.score.points(),
            ));
        }
        self.import.added.entry(entry.day).or_default().push(words(&entry.event));
        self.import.entries.push(entry);
    }

    /// An observation of another program: a pain rating from 0 to 10, or nothing that a journal holds.
    fn foreign(&mut self, found: &Found<Observation>) {
        let code = found.resource.code.coding.iter().filter(|coding| coding.system.as_deref() == Some(LOINC));
        let codes: Vec<&str> = code.filter_map(|coding| coding.code.as_deref()).collect();
        if !codes.contains(&codes::PAIN_0_TO_10) {
            let why = if codes.contains(&codes::PAIN_OTHER_SCALE) {
                "its pain is not on a scale from 0 to 10"
            } else {
                "its code is not one that Backwise takes in"
            };
            return self.leave(found.line, "an Observation", why);
        }
        match rated(&found.resource, self.person) {
            Ok(entry) => self.rating(entry),
            Err(NotTaken(why)) => self.leave(found.line, "an Observation", &why),
        }
    }

    fn rating(&mut self, entry: Entry) {
        let Event::Rated(rated) = &entry.event else { return };
        let says =
            (entry.day, rated.minute_of_day.minutes(), rated.occasion, rated.measure, rated.score.points());
        if self.ratings.contains(&says) || self.ids.contains(&entry.id) {
            self.import.there += 1;
        } else {
            self.ids.insert(entry.id);
            self.add(entry);
        }
    }
}

fn said(one: &Recorded<Rated>) -> (Date, u16, RatingOccasion, Measure, u8) {
    let rated = &one.event;
    (one.day, rated.minute_of_day.minutes(), rated.occasion, rated.measure, rated.score.points())
}

fn is_final(status: &str) -> bool {
    matches!(status, "final" | "amended" | "corrected")
}

fn worked_out(observation: &Observation) -> bool {
    observation.code.code_in(LOCAL).is_some_and(|code| WORKED_OUT.contains(&code))
}

/// A pain rating of another program. Before noon it counts as one of the morning, else as one of the evening.
fn rated(observation: &Observation, person: PersonId) -> Result<Entry, NotTaken> {
    let at = moment(observation)?;
    let occasion = match at.minute {
        Some(minute) if (240..720).contains(&minute.minutes()) => RatingOccasion::Morning,
        _ => RatingOccasion::Evening,
    };
    let minute_of_day = at.minute.unwrap_or(occasion.usual_minute());
    let event = Rated {
        occasion,
        measure: Measure::Pain,
        score: score(observation)?,
        minute_of_day,
        late: false,
        about: String::new(),
    };
    let usual = || told::When::read(&super::when::on_the_wall(at.day, minute_of_day, 0))?.instant;
    let recorded_at = told::issued(observation).or(at.instant).or_else(usual);
    let recorded_at = recorded_at.ok_or_else(|| NotTaken("it does not say when it was so".to_owned()))?;
    let event: Event = event.into();
    let id = foreign(person, recorded_at, &event);
    Ok(Entry { id, person, recorded_at, day: at.day, offset_minutes: at.offset, event })
}

/// What is new, in words.
fn words(event: &Event) -> String {
    match event {
        Event::Rated(rated) => {
            let what = match rated.measure {
                Measure::Pain => "pain",
                Measure::Function => "function",
                Measure::Sleep => "sleep",
                Measure::Stress => "stress",
            };
            format!("{what} {}", rated.score)
        }
        Event::CheckedIn(said) => {
            let pain = said.pain.map(|pain| format!(", pain {pain}")).unwrap_or_default();
            format!("check-in {}{pain}", said.interference)
        }
        Event::SorenessNoted(sore) => format!("soreness {}", sore.score),
        Event::FlareStarted(_) => "a flare begins".to_owned(),
        Event::FlareEnded(_) => "a flare ends".to_owned(),
        Event::QuestionnaireAnswered(said) => {
            format!("answers to {}", crate::problem::shown(&said.questionnaire))
        }
        _ => "an entry".to_owned(),
    }
}
