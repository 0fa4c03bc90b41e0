//! Bytes to the observations and filled-in questionnaires of a FHIR file, or what is wrong with them.

use super::types::{HumanName, Observation, QuestionnaireResponse, Reference};
use crate::problem::{Problem, Problems, shown};
use crate::text::json_text;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 64 << 20;

const RIGHT: &str =
    "nothing has changed; check that it is a FHIR R4 file in JSON, such as one from `backwise export fhir`";

/// What is in a FHIR file, checked as far as one file can be checked by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub(crate) name: String,
    pub(crate) observations: Vec<Found<Observation>>,
    pub(crate) responses: Vec<Found<QuestionnaireResponse>>,
    /// What patients are called, by their address in the file.
    pub(crate) patients: BTreeMap<String, String>,
    /// How many resources there are of the kinds that are not taken in.
    pub(crate) others: BTreeMap<String, usize>,
    /// What the file holds that could not be read.
    pub(crate) left: Problems,
}

/// A resource with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found<T> {
    pub(crate) line: u64,
    pub(crate) resource: T,
}

/// A file, or one entry of a bundle, as far as it is looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outer<'a> {
    #[serde(default)]
    resource_type: Option<String>,
    #[serde(default, borrow)]
    entry: Vec<EntryOuter<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EntryOuter<'a> {
    #[serde(default)]
    full_url: Option<String>,
    #[serde(default, borrow)]
    resource: Option<&'a RawValue>,
}

/// Only what kind of resource it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    #[serde(default)]
    resource_type: Option<String>,
}

#[derive(Deserialize)]
struct Patient {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Vec<HumanName>,
}

/// Reads a FHIR file: a Bundle, or one Observation or `QuestionnaireResponse`.
///
/// `name` is what messages call it. Memory and time are bounded whatever the bytes are.
///
/// # Errors
///
/// [`Problem`]: the first thing that is wrong, with the line where there is one, and how to mend it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Record, Problem> {
    let file = File::new(name, bytes)?;
    let mut record = Record {
        name: name.to_owned(),
        observations: Vec::new(),
        responses: Vec::new(),
        patients: BTreeMap::new(),
        others: BTreeMap::new(),
        left: Problems::default(),
    };
    for (url, resource) in file.resources()? {
        let line = file.line_of(resource);
        let kind = file.kind(resource)?;
        match kind.as_str() {
            "Observation" => record.observations.push(Found { line, resource: file.parse(resource)? }),
            "QuestionnaireResponse" => record.responses.push(Found { line, resource: file.parse(resource)? }),
            "Patient" => {
                let patient: Patient = file.parse(resource)?;
                let called = patient.name.first().map(called).unwrap_or_default();
                let own = patient.id.map(|id| format!("Patient/{id}"));
                record.patients.extend(url.into_iter().chain(own).map(|url| (url, called.clone())));
            }
            _ => *record.others.entry(shown(&kind)).or_default() += 1,
        }
    }
    if record.observations.is_empty() && record.responses.is_empty() {
        let others: Vec<&str> = record.others.keys().take(5).map(String::as_str).collect();
        let what = if others.is_empty() {
            "it holds nothing that can be taken in".to_owned()
        } else {
            format!("it holds nothing that can be taken in, only: {}", others.join(", "))
        };
        let mend = if record.others.contains_key("Questionnaire") {
            "to fill in a questionnaire, use: backwise questionnaire add FILE"
        } else {
            "nothing has changed; Backwise takes in Observations and QuestionnaireResponses"
        };
        return Err(Problem::new(name, what).mend(mend));
    }
    Ok(record)
}

/// A name on one line.
fn called(name: &HumanName) -> String {
    let whole = name.text.clone().unwrap_or_else(|| {
        let parts = name.given.iter().chain(&name.family).map(String::as_str);
        parts.collect::<Vec<_>>().join(" ")
    });
    shown(&whole)
}

impl Record {
    /// Who the file is about: the addresses of the patients that what can be taken in refers to.
    pub(crate) fn subjects(&self) -> BTreeSet<Option<&str>> {
        fn address(subject: Option<&Reference>) -> Option<&str> {
            subject?.reference.as_deref().map(str::trim).filter(|address| !address.is_empty())
        }
        let observed = self.observations.iter().map(|found| address(found.resource.subject.as_ref()));
        observed.chain(self.responses.iter().map(|found| address(found.resource.subject.as_ref()))).collect()
    }

    /// A patient in words: the name if there is one, else the address.
    pub(crate) fn patient(&self, address: Option<&str>) -> String {
        let Some(address) = address else { return "a patient that it does not name".to_owned() };
        match self.patients.get(address).filter(|called| !called.is_empty()) {
            Some(called) => format!("{called} ({})", shown(address)),
            None => shown(address),
        }
    }
}

/// A file that is text, and large enough to hold something.
pub(crate) struct File<'a> {
    name: &'a str,
    text: &'a str,
    /// The part of the text whose lines were counted last, so that a long file is gone through once.
    counted: Cell<(usize, u64)>,
}

impl<'a> File<'a> {
    pub(crate) fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, Problem> {
        let text = json_text(name, bytes, LARGEST, RIGHT)?;
        if text.trim_start().starts_with('<') {
            return Err(Problem::new(name, "it is XML, or a page")
                .mend("nothing has changed; ask for the same file as FHIR R4 in JSON"));
        }
        Ok(Self { name, text, counted: Cell::new((0, 1)) })
    }

    /// The resources of a bundle, each with its address; or the one resource that the file is.
    pub(crate) fn resources(&self) -> Result<Vec<(Option<String>, &'a RawValue)>, Problem> {
        let whole: &RawValue = serde_json::from_str(self.text).map_err(|error| self.wrong(&error, 0))?;
        let outer: Outer<'_> = serde_json::from_str(self.text).map_err(|error| self.wrong(&error, 0))?;
        match outer.resource_type.as_deref() {
            None => {
                Err(Problem::new(self.name, "it is not a FHIR resource: it has no resourceType").mend(RIGHT))
            }
            Some("Bundle") => {
                let entries = outer.entry.into_iter();
                Ok(entries.filter_map(|entry| Some((entry.full_url, entry.resource?))).collect())
            }
            Some(_) => Ok(vec![(None, whole)]),
        }
    }

    /// What kind of resource it is.
    pub(crate) fn kind(&self, resource: &RawValue) -> Result<String, Problem> {
        let kind: Kind = self.parse(resource)?;
        kind.resource_type.ok_or_else(|| {
            Problem::new(self.name, "a resource has no resourceType").line(self.line_of(resource)).mend(RIGHT)
        })
    }

    pub(crate) fn parse<T: DeserializeOwned>(&self, resource: &RawValue) -> Result<T, Problem> {
        serde_json::from_str(resource.get()).map_err(|error| self.wrong(&error, self.line_of(resource) - 1))
    }

    /// The line on which a part of the file begins.
    pub(crate) fn line_of(&self, part: &RawValue) -> u64 {
        let start = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let (from, line) = Some(self.counted.get()).filter(|(from, _)| *from <= start).unwrap_or((0, 1));
        let between = self.text.as_bytes().get(from..start).unwrap_or_default();
        let line = between.iter().fold(line, |line, byte| line + u64::from(*byte == b'\n'));
        self.counted.set((start, line));
        line
    }

    /// What the parser says, in our words.
    fn wrong(&self, error: &serde_json::Error, before: u64) -> Problem {
        let line = before + u64::try_from(error.line()).unwrap_or_default().max(1);
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let what = match error.classify() {
            Category::Eof => "it ends in the middle: part of it is lost".to_owned(),
            Category::Syntax if said.starts_with("recursion limit") => {
                "it is nested deeper than any record is".to_owned()
            }
            Category::Syntax | Category::Io => "it is not JSON from here on".to_owned(),
            Category::Data => {
                let words: Vec<String> = said.split(' ').take(16).map(shown).collect();
                format!("it is not as FHIR R4 has it: {}", words.join(" "))
            }
        };
        Problem::new(self.name, what).line(line).mend(RIGHT)
    }
}
