//! The parts of FHIR R4 that Backwise writes and reads, and no more. Fields that it does not know are passed over.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// Leaves an empty list out: FHIR has none.
fn none<T>(list: &[T]) -> bool {
    list.is_empty()
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
        }
    )*};
}

parts! {
    /// A code of a code system.
    Coding {
        #[serde(skip_serializing_if = "Option::is_none")]
        system: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        display: Option<String>,
        #[serde(skip_serializing_if = "none")]
        extension: Vec<Extension>,
    }
    /// An extension that holds a number; others are passed over.
    Extension {
        url: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_decimal: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_integer: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_boolean: Option<bool>,
    }
    /// Codes with words.
    Concept {
        #[serde(skip_serializing_if = "none")]
        coding: Vec<Coding>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
    /// A number with its unit.
    Quantity {
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        comparator: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        system: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    }
    /// A link to another resource.
    Reference {
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        display: Option<String>,
    }
    /// A number that something has in a system of numbers.
    Identifier {
        #[serde(skip_serializing_if = "Option::is_none")]
        system: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    }
    /// A time from one moment to another.
    Period {
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<String>,
    }
    /// A note in somebody's own words.
    Annotation {
        text: String,
    }
    /// One value of several that belong together.
    Component {
        code: Concept,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_quantity: Option<Quantity>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_codeable_concept: Option<Concept>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_string: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_boolean: Option<bool>,
    }
    /// A rating or another value.
    Observation {
        #[serde(skip_serializing_if = "none")]
        identifier: Vec<Identifier>,
        #[serde(skip_serializing_if = "none")]
        part_of: Vec<Reference>,
        status: String,
        #[serde(skip_serializing_if = "none")]
        category: Vec<Concept>,
        code: Concept,
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<Reference>,
        #[serde(skip_serializing_if = "Option::is_none")]
        effective_date_time: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        effective_instant: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        effective_period: Option<Period>,
        #[serde(skip_serializing_if = "Option::is_none")]
        issued: Option<String>,
        #[serde(skip_serializing_if = "none")]
        performer: Vec<Reference>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_quantity: Option<Quantity>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_integer: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_boolean: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_string: Option<String>,
        #[serde(skip_serializing_if = "none")]
        interpretation: Vec<Concept>,
        #[serde(skip_serializing_if = "none")]
        note: Vec<Annotation>,
        #[serde(skip_serializing_if = "Option::is_none")]
        method: Option<Concept>,
        #[serde(skip_serializing_if = "none")]
        derived_from: Vec<Reference>,
        #[serde(skip_serializing_if = "none")]
        component: Vec<Component>,
    }
    /// A questionnaire that was filled in.
    QuestionnaireResponse {
        #[serde(skip_serializing_if = "Option::is_none")]
        identifier: Option<Identifier>,
        #[serde(skip_serializing_if = "Option::is_none")]
        questionnaire: Option<String>,
        status: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<Reference>,
        #[serde(skip_serializing_if = "Option::is_none")]
        authored: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        author: Option<Reference>,
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<Reference>,
        #[serde(skip_serializing_if = "none")]
        item: Vec<ResponseItem>,
    }
    /// One item of it.
    ResponseItem {
        link_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(skip_serializing_if = "none")]
        answer: Vec<Answer>,
        #[serde(skip_serializing_if = "none")]
        item: Vec<ResponseItem>,
    }
    /// One answer; exactly one of its values is there.
    Answer {
        #[serde(skip_serializing_if = "Option::is_none")]
        value_boolean: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_integer: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_decimal: Option<Number>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_date: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_string: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_coding: Option<Coding>,
        #[serde(skip_serializing_if = "none")]
        item: Vec<ResponseItem>,
    }
    /// A person's name.
    HumanName {
        text: Option<String>,
        family: Option<String>,
        given: Vec<String>,
    }
}

/// A resource that is only written, with its type first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "resourceType")]
pub(crate) enum Resource {
    Patient(Empty),
    Device(Value),
    Condition(Value),
    Goal(Value),
    CarePlan(Value),
    Procedure(Value),
    Observation(Box<Observation>),
    QuestionnaireResponse(Box<QuestionnaireResponse>),
    Provenance(Value),
}

/// Nothing but the type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Empty {}

/// A resource with its place in the bundle.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    pub(crate) full_url: String,
    pub(crate) resource: Resource,
}

impl Concept {
    /// Only words.
    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self { coding: Vec::new(), text: Some(words.into()) }
    }

    /// The code in a code system.
    pub(crate) fn code_in(&self, system: &str) -> Option<&str> {
        let coding = self.coding.iter().find(|coding| coding.system.as_deref() == Some(system))?;
        coding.code.as_deref()
    }
}

impl Reference {
    pub(crate) fn to(url: impl Into<String>) -> Self {
        Self { reference: Some(url.into()), display: None }
    }
}

impl Quantity {
    /// A score without a unit.
    pub(crate) fn score(value: impl Into<Number>) -> Self {
        Self::new(value, "score", "{score}")
    }

    /// A number with a unit, also as a UCUM code.
    pub(crate) fn new(value: impl Into<Number>, unit: &str, code: &str) -> Self {
        Self {
            value: Some(value.into()),
            comparator: None,
            unit: Some(unit.to_owned()),
            system: Some(super::codes::UCUM.to_owned()),
            code: Some(code.to_owned()),
        }
    }
}
