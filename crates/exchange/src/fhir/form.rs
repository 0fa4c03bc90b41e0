//! A FHIR Questionnaire to one that can be asked, or what about it cannot.

use super::read::File;
use super::told::{given, words};
use super::types::{Answer, Coding, Extension};
use crate::problem::{Problem, Problems, shown};
use domain::questionnaire::{
    Choice, Condition, DEEPEST, Given, Item, ItemKind, MOST_ITEMS, Operator, Questionnaire,
};
use serde::Deserialize;
use serde_json::Number;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The weights of answers, in R4 and as R5 calls them.
const WEIGHTS: [&str; 3] = [
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
];
const MIN: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
const MAX: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
const WORKED_OUT: [&str; 2] = [
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
    "http://hl7.org/fhir/StructureDefinition/cqf-calculatedValue",
];

/// A questionnaire that the person brought, with what its reader has to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// The questionnaire, with the scoring that fits it.
    pub questionnaire: Questionnaire,
    /// What of the file is left out, and why.
    pub left: Problems,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Paper {
    url: Option<String>,
    version: Option<String>,
    title: Option<String>,
    name: Option<String>,
    status: Option<String>,
    copyright: Option<String>,
    item: Vec<PaperItem>,
    contained: Vec<Contained>,
    modifier_extension: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct PaperItem {
    link_id: String,
    prefix: Option<String>,
    text: Option<String>,
    r#type: Option<String>,
    required: bool,
    repeats: bool,
    read_only: bool,
    enable_when: Vec<EnableWhen>,
    enable_behavior: Option<String>,
    answer_value_set: Option<String>,
    answer_option: Vec<AnswerOption>,
    initial: Vec<Answer>,
    item: Vec<PaperItem>,
    extension: Vec<Extension>,
    modifier_extension: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct EnableWhen {
    question: String,
    operator: String,
    answer_boolean: Option<bool>,
    answer_decimal: Option<Number>,
    answer_integer: Option<Number>,
    answer_date: Option<String>,
    answer_string: Option<String>,
    answer_coding: Option<Coding>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct AnswerOption {
    value_integer: Option<Number>,
    value_date: Option<String>,
    value_string: Option<String>,
    value_coding: Option<Coding>,
    initial_selected: bool,
    extension: Vec<Extension>,
}

/// A list of answers that several items share.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Contained {
    resource_type: Option<String>,
    id: Option<String>,
    compose: Compose,
    expansion: Expansion,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Compose {
    include: Vec<Include>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Include {
    system: Option<String>,
    concept: Vec<Coding>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Expansion {
    contains: Vec<Coding>,
}

/// Reads a FHIR R4 Questionnaire, alone or as the only one of a Bundle.
///
/// `name` is what messages call the file. Memory and time are bounded whatever the bytes are.
///
/// # Errors
///
/// [`Problem`]: what is wrong, or what cannot be asked, with the item and how to mend it.
pub fn read_questionnaire(name: &str, bytes: &[u8]) -> Result<Brought, Problem> {
    let file = File::new(name, bytes)?;
    let mut found: Vec<&RawValue> = Vec::new();
    let mut other = String::new();
    for (_, resource) in file.resources()? {
        let kind = file.kind(resource)?;
        if kind == "Questionnaire" {
            found.push(resource);
        } else if other.is_empty() {
            other = shown(&kind);
        }
    }
    let refuse = |what: String, mend: &str| Err(Problem::new(name, what).mend(mend));
    match found.as_slice() {
        [one] => Reader { name, left: Problems::default(), items: 0 }.read(&file.parse(one)?, one.get()),
        [] if other == "QuestionnaireResponse" => refuse(
            "it is a filled-in questionnaire, not an empty one".to_owned(),
            "to take the answers in, use: backwise import fhir FILE",
        ),
        [] => refuse(
            format!(
                "it holds no Questionnaire{}",
                if other.is_empty() { String::new() } else { format!(", only: {other}") }
            ),
            "nothing has changed; bring a FHIR R4 Questionnaire in JSON",
        ),
        several => refuse(
            format!("it holds {} questionnaires", several.len()),
            "nothing has changed; bring them one by one",
        ),
    }
}

struct Reader<'a> {
    name: &'a str,
    left: Problems,
    items: usize,
}

impl Reader<'_> {
    fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::new(self.name, what)
            .mend("nothing has changed; ask its owner for a form without it, or fill it in on paper")
    }

    fn read(mut self, paper: &Paper, text: &str) -> Result<Brought, Problem> {
        if !paper.modifier_extension.is_empty() {
            return Err(
                self.problem("it has an extension that changes what it means, which Backwise does not know")
            );
        }
        if matches!(paper.status.as_deref(), Some("retired")) {
            self.left.push(Problem::new(self.name, "its owner says that it is retired"));
        }
        let items = self.all(&paper.item, &paper.contained, 1)?;
        let title = paper.title.as_deref().or(paper.name.as_deref()).and_then(words);
        let questionnaire = Questionnaire {
            // One without an address gets one that follows from its bytes.
            url: paper.url.as_deref().and_then(words).unwrap_or_else(|| address(text)),
            version: paper.version.as_deref().and_then(words).unwrap_or_default(),
            title: title.unwrap_or_else(|| "A questionnaire without a title".to_owned()),
            copyright: paper.copyright.as_deref().and_then(words).unwrap_or_default(),
            items,
            scoring: None,
        };
        let checked = questionnaire.checked().map_err(|error| self.problem(error.to_string()))?;
        let scoring = checked.usual_scoring();
        Ok(Brought { questionnaire: Questionnaire { scoring, ..checked }, left: self.left })
    }

    fn all(&mut self, items: &[PaperItem], lists: &[Contained], level: usize) -> Result<Vec<Item>, Problem> {
        if level > DEEPEST {
            return Err(self.problem(format!("its items lie deeper than {DEEPEST} levels")));
        }
        let mut all = Vec::new();
        for item in items {
            self.items += 1;
            if self.items > MOST_ITEMS {
                return Err(self.problem(format!("it has more than {MOST_ITEMS} items")));
            }
            all.extend(self.one(item, lists, level)?);
        }
        Ok(all)
    }

    /// One item; `None` for one that is not for the person to answer.
    fn one(&mut self, item: &PaperItem, lists: &[Contained], level: usize) -> Result<Option<Item>, Problem> {
        let name = format!("item `{}`", shown(&item.link_id));
        let hidden = item.extension.iter().any(|one| one.url == HIDDEN && one.value_boolean == Some(true));
        let worked_out = item.extension.iter().any(|one| WORKED_OUT.contains(&one.url.as_str()));
        if hidden || worked_out || item.read_only {
            let why = if hidden { "hidden" } else { "worked out by a program" };
            self.left.push(Problem::new(self.name, format!("{name} is not asked: it is {why}")));
            return Ok(None);
        }
        if !item.modifier_extension.is_empty() {
            return Err(self.problem(format!(
                "{name} has an extension that changes what it means, which Backwise does not know"
            )));
        }
        let kind = self.kind(item, lists, &name)?;
        if item.repeats && !matches!(kind, ItemKind::Choice { .. } | ItemKind::Display) {
            return Err(
                self.problem(format!("{name} may be answered several times, which only lists may here"))
            );
        }
        let enable_when = item.enable_when.iter().map(|one| self.condition(one, &name));
        let enable_when = enable_when.collect::<Result<Vec<_>, _>>()?;
        if enable_when.len() > 1
            && item.enable_behavior.as_deref().is_none_or(|how| how != "any" && how != "all")
        {
            return Err(self.problem(format!(
                "{name} has several conditions and does not say whether any or all must hold"
            )));
        }
        Ok(Some(Item {
            link_id: words(&item.link_id).unwrap_or_default(),
            prefix: item.prefix.as_deref().and_then(words).unwrap_or_default(),
            text: item.text.as_deref().and_then(words).unwrap_or_default(),
            initial: initial(item, &kind),
            kind,
            required: item.required,
            enable_when,
            any_is_enough: item.enable_behavior.as_deref() == Some("any"),
            items: self.all(&item.item, lists, level + 1)?,
        }))
    }

    fn kind(&self, item: &PaperItem, lists: &[Contained], name: &str) -> Result<ItemKind, Problem> {
        let bound = |url: &str| item.extension.iter().find(|one| one.url == url);
        let whole = |url: &str| {
            let bound = bound(url)?.value_integer.as_ref()?.as_i64()?;
            i32::try_from(bound).ok()
        };
        let any = |url: &str| {
            let bound = bound(url)?;
            bound.value_decimal.as_ref().or(bound.value_integer.as_ref())?.as_f64()
        };
        Ok(match item.r#type.as_deref() {
            Some("group") => ItemKind::Group,
            Some("display") => ItemKind::Display,
            Some("boolean") => ItemKind::Boolean,
            Some("integer") => ItemKind::Integer { min: whole(MIN), max: whole(MAX) },
            Some("decimal") => ItemKind::Decimal { min: any(MIN), max: any(MAX) },
            Some("date") => ItemKind::Date,
            Some("string") => ItemKind::Text { long: false },
            Some("text") => ItemKind::Text { long: true },
            Some("choice") => {
                ItemKind::Choice { many: item.repeats, options: self.options(item, lists, name)? }
            }
            Some(other) => {
                let known =
                    "Backwise asks choice, boolean, integer, decimal, date, string, text, display and group";
                return Err(self.problem(format!("{name} is of the type `{}`; {known}", shown(other))));
            }
            None => return Err(self.problem(format!("{name} has no type"))),
        })
    }

    fn options(&self, item: &PaperItem, lists: &[Contained], name: &str) -> Result<Vec<Choice>, Problem> {
        if let Some(list) = &item.answer_value_set {
            let id = list.strip_prefix('#');
            let found = lists.iter().find(|one| {
                one.resource_type.as_deref() == Some("ValueSet") && id.is_some() && one.id.as_deref() == id
            });
            let Some(found) = found else {
                return Err(self.problem(format!(
                    "the answers to {name} are in a list that is not in the file: {}",
                    shown(list)
                )));
            };
            return Ok(found.options());
        }
        let option = |option: &AnswerOption| {
            let answer = Answer {
                value_integer: option.value_integer.clone(),
                value_date: option.value_date.clone(),
                value_string: option.value_string.clone(),
                value_coding: option.value_coding.clone(),
                ..Answer::default()
            };
            let value = given(&answer).ok_or_else(|| {
                self.problem(format!(
                    "an answer to {name} is neither a code, a text, a whole number nor a date"
                ))
            })?;
            let of_code = option.value_coding.iter().flat_map(|coding| &coding.extension);
            Ok(Choice { value, weight: weight(option.extension.iter().chain(of_code)) })
        };
        item.answer_option.iter().map(option).collect()
    }

    fn condition(&self, paper: &EnableWhen, name: &str) -> Result<Condition, Problem> {
        let operator = match paper.operator.as_str() {
            "exists" => Operator::Exists,
            "=" => Operator::Equal,
            "!=" => Operator::NotEqual,
            ">" => Operator::Greater,
            "<" => Operator::Less,
            ">=" => Operator::GreaterOrEqual,
            "<=" => Operator::LessOrEqual,
            other => {
                return Err(self
                    .problem(format!("{name} has a condition with `{}`, which is not known", shown(other))));
            }
        };
        let answer = Answer {
            value_boolean: paper.answer_boolean,
            value_decimal: paper.answer_decimal.clone(),
            value_integer: paper.answer_integer.clone(),
            value_date: paper.answer_date.clone(),
            value_string: paper.answer_string.clone(),
            value_coding: paper.answer_coding.clone(),
            ..Answer::default()
        };
        let answer = given(&answer).ok_or_else(|| {
            self.problem(format!(
                "{name} has a condition on an answer of a kind that Backwise does not compare"
            ))
        })?;
        Ok(Condition { question: words(&paper.question).unwrap_or_default(), operator, answer })
    }
}

impl Contained {
    fn options(&self) -> Vec<Choice> {
        let choice = |coding: &Coding, system: Option<&String>| {
            let whole = Coding { system: coding.system.clone().or(system.cloned()), ..coding.clone() };
            let value = given(&Answer { value_coding: Some(whole), ..Answer::default() })?;
            Some(Choice { value, weight: weight(&coding.extension) })
        };
        let expanded = self.expansion.contains.iter().filter_map(|coding| choice(coding, None));
        let listed = self.compose.include.iter().flat_map(|include| {
            include.concept.iter().filter_map(|coding| choice(coding, include.system.as_ref()))
        });
        let expanded: Vec<Choice> = expanded.collect();
        if expanded.is_empty() { listed.collect() } else { expanded }
    }
}

/// How much an answer counts, if the file says so.
fn weight<'e>(extensions: impl IntoIterator<Item = &'e Extension>) -> Option<f64> {
    let known = extensions.into_iter().find(|one| WEIGHTS.contains(&one.url.as_str()))?;
    let weight = known.value_decimal.as_ref().or(known.value_integer.as_ref())?.as_f64()?;
    weight.is_finite().then_some(weight)
}

/// What stands in the form at first; what does not fit the item is left out.
fn initial(item: &PaperItem, kind: &ItemKind) -> Vec<Given> {
    let chosen = item.answer_option.iter().filter(|option| option.initial_selected).filter_map(|option| {
        given(&Answer {
            value_integer: option.value_integer.clone(),
            value_date: option.value_date.clone(),
            value_string: option.value_string.clone(),
            value_coding: option.value_coding.clone(),
            ..Answer::default()
        })
    });
    let mut all: Vec<Given> = item.initial.iter().filter_map(given).chain(chosen).collect();
    all.retain(|one| match kind {
        ItemKind::Boolean => matches!(one, Given::Boolean(_)),
        ItemKind::Integer { .. } => matches!(one, Given::Integer(_)),
        ItemKind::Decimal { .. } => one.number().is_some(),
        ItemKind::Date => matches!(one, Given::Date(_)),
        ItemKind::Text { .. } => matches!(one, Given::Text(_)),
        ItemKind::Choice { options, .. } => options.iter().any(|option| option.value.is_same(one)),
        ItemKind::Group | ItemKind::Display => false,
    });
    if !matches!(kind, ItemKind::Choice { many: true, .. }) {
        all.truncate(1);
    }
    all
}

/// An address for a questionnaire that has none.
fn address(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text).iter().take(16) {
        // Writing to a string cannot go wrong.
        let _ = write!(hex, "{byte:02x}");
    }
    format!("urn:sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A made-up questionnaire with every kind of item that is asked.
    const EVERYTHING: &str = include_str!("../../tests/questionnaires/everything.json");

    #[test]
    fn a_questionnaire_is_read_with_its_weights_conditions_and_limits() {
        let brought = read_questionnaire("q.json", EVERYTHING.as_bytes()).unwrap();
        let asked = &brought.questionnaire;
        assert_eq!((asked.title.as_str(), asked.questions()), ("Everything that can be asked", 9));
        assert_eq!(asked.range(), Some((0.0, 7.0)));
        assert_eq!(asked.initial().len(), 2);
        assert_eq!(
            brought.left.to_string(),
            "q.json: item `total` is not asked: it is worked out by a program"
        );
        insta::assert_snapshot!(serde_json::to_string(&asked.items[1]).unwrap(), @r#"{"link_id":"stairs","prefix":"1.","text":"How hard was it to climb stairs?","kind":{"choice":{"many":false,"options":[{"value":{"coding":{"system":"urn:example:hard","code":"no","display":"Not hard"}},"weight":0.0},{"value":{"coding":{"system":"urn:example:hard","code":"a-little","display":"A little hard"}},"weight":1.0},{"value":{"coding":{"system":"urn:example:hard","code":"very","display":"Very hard"}},"weight":3.0}]}},"required":true}"#);
    }

    #[test]
    fn what_cannot_be_asked_is_named_with_its_item() {
        let said = |items: Value| {
            let text = json!({ "resourceType": "Questionnaire", "url": "urn:x", "item": items }).to_string();
            read_questionnaire("q.json", text.as_bytes()).unwrap_err().what
        };
        for (item, what) in [
            (
                json!({ "linkId": "a", "type": "attachment" }),
                "item `a` is of the type `attachment`; Backwise asks choice, boolean,",
            ),
            (json!({ "linkId": "a" }), "item `a` has no type"),
            (
                json!({ "linkId": "a", "type": "choice", "answerValueSet": "http://example.org/list" }),
                "the answers to item `a` are in a list that is not in the file",
            ),
            (json!({ "linkId": "a", "type": "choice" }), "item `a` has no answers to choose from"),
            (
                json!({ "linkId": "a", "type": "string", "repeats": true }),
                "item `a` may be answered several times",
            ),
            (
                json!({ "linkId": "a", "type": "string", "modifierExtension": [{ "url": "urn:y" }] }),
                "item `a` has an extension that changes what it means",
            ),
            (
                json!({ "linkId": "a", "type": "string", "enableWhen": [{ "question": "b", "operator": "=", "answerBoolean": true }] }),
                "item `a` depends on item `b`, which is not there",
            ),
            (
                json!({ "linkId": "a", "type": "string", "enableWhen": [{ "question": "a", "operator": "~", "answerBoolean": true }] }),
                "item `a` has a condition with `~`",
            ),
            (
                json!({ "linkId": "a", "type": "choice", "answerOption": [{ "valueReference": {} }] }),
                "an answer to item `a` is neither",
            ),
        ] {
            let said = said(json!([item]));
            assert!(said.contains(what), "{said}\n{what}");
        }
        let said = |text: &str| read_questionnaire("q.json", text.as_bytes()).unwrap_err().to_string();
        assert!(said("{\"resourceType\":\"QuestionnaireResponse\"}").contains("backwise import fhir FILE"));
        assert!(said("{\"resourceType\":\"Patient\"}").contains("it holds no Questionnaire, only: Patient"));
    }
}
