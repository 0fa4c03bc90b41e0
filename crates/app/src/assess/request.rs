//! What `assess` takes: one person.

use domain::facts::{Drawing, Facts};
use domain::ids::{QuestionId, ZoneId};
use domain::intake::{Answer, Applied};
use domain::knowledge::Knowledge;
use domain::nearest;
use domain::profile::Profile;
use domain::triage::Checked;
use domain::truth::Truth;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An age that no rule names; stands in when `others` is "no" and no age is given.
const AGE_NO_RULE_NAMES: u8 = 40;

/// One person, read and checked.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) facts: Facts,
    pub(crate) profile: Profile,
    pub(crate) checked: Checked,
}

const FIELDS: [&str; 6] = ["answers", "facts", "others", "zones", "profile", "checked"];

const PROFILE_FIELDS: [&str; 21] = [
    "age",
    "sex",
    "minutes_per_day",
    "days_per_week",
    "equipment",
    "helper",
    "massage_access",
    "feel",
    "budget",
    "price",
    "likes",
    "dislikes",
    "goal",
    "phase",
    "pain_now",
    "sleep_hours",
    "stress_score",
    "sitting_hours",
    "worst_zone",
    "weeks",
    "country",
];

/// Numbers of the profile with their range.
const PROFILE_RANGES: [(&str, u64, u64); 10] = [
    ("age", 0, 120),
    ("minutes_per_day", 1, 240),
    ("days_per_week", 1, 7),
    ("pain_now", 0, 10),
    ("sleep_hours", 0, 24),
    ("stress_score", 0, 10),
    ("sitting_hours", 0, 24),
    ("weeks", 4, 8),
    ("budget", 0, 1_000_000),
    ("price", 0, 100_000),
];

impl Request {
    /// Reads one person.
    ///
    /// # Errors
    ///
    /// A sentence that names what is wrong, and the nearest known key where one is misspelled.
    pub(crate) fn read(knowledge: &Knowledge, value: Value) -> Result<Self, String> {
        let Value::Object(fields) = value else {
            return Err(
                "a person is a JSON object such as {\"facts\": {}}; write several persons one a line"
                    .to_owned(),
            );
        };
        known_keys("the top level", &fields, &FIELDS)?;
        let answers = read_answers(knowledge, &object(&fields, "answers")?)?;
        let given = read_facts(knowledge, &object(&fields, "facts")?)?;
        let zones = read_zones(knowledge, &object(&fields, "zones")?)?;
        let mut profile = read_profile(knowledge, &object(&fields, "profile")?)?;
        let others_are_no = read_others(fields.get("others"))?;

        let applied = Applied::from_answers(knowledge, &answers);
        fill(&mut profile, applied.profile);
        let mut facts = applied.facts;
        raise_follow_ups(knowledge, &answers, &mut facts);
        for (key, truth) in given {
            facts.raise(key.as_str(), truth);
        }
        facts.set_drawing(both(facts.drawing().clone(), zones));
        if others_are_no {
            for key in knowledge.facts.keys() {
                facts.set_if_unknown(key.clone(), Truth::No);
            }
            if profile.age.is_none() && facts.age().is_none() {
                facts.set_age(Some(AGE_NO_RULE_NAMES));
            }
        }
        facts.derive(knowledge, &profile);
        Ok(Self { facts, profile, checked: read_checked(knowledge, fields.get("checked"))? })
    }
}

/// A follow-up that stands alone, or clashes with the page it follows, counts too: the more dangerous stands.
fn raise_follow_ups(knowledge: &Knowledge, answers: &BTreeMap<QuestionId, Answer>, facts: &mut Facts) {
    for (id, answer) in answers.iter().filter(|(id, _)| knowledge.followed_by(id).is_some()) {
        let (Some(page), Answer::Options { yes, unsure }) = (knowledge.question(id), answer) else {
            continue;
        };
        for option in &page.options {
            for (key, says) in &option.sets {
                if yes.contains(&option.id) {
                    facts.raise(key.clone(), *says);
                } else if unsure.contains(&option.id) && says.is_possible() {
                    facts.raise(key.clone(), Truth::Unsure);
                }
            }
        }
    }
}

/// Two drawings of the same person, one over the other.
fn both(mut drawing: Drawing, over: Drawing) -> Drawing {
    for (zone, amount) in over {
        let known = drawing.entry(zone).or_insert(amount);
        *known = known.max(amount);
    }
    drawing
}

fn object(fields: &Map<String, Value>, name: &str) -> Result<Map<String, Value>, String> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map.clone()),
        Some(_) => Err(format!("`{name}` has to be a JSON object")),
    }
}

fn known_keys(place: &str, fields: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    fields.keys().try_for_each(|key| {
        if known.contains(&key.as_str()) {
            return Ok(());
        }
        Err(match nearest(key, known.iter().copied()) {
            Some(near) => format!("unknown key `{key}` in {place}; did you mean `{near}`?"),
            None => format!("unknown key `{key}` in {place}; it takes {}", known.join(", ")),
        })
    })
}

/// "unknown key `x` in `place`; did you mean `y`?"
fn unknown<'a>(place: &str, key: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(key, known) {
        Some(near) => format!("unknown key `{key}` in {place}; did you mean `{near}`?"),
        None => format!("unknown key `{key}` in {place}; `backwise questions --json` lists all keys"),
    }
}

fn read_answers(
    knowledge: &Knowledge,
    fields: &Map<String, Value>,
) -> Result<BTreeMap<QuestionId, Answer>, String> {
    let mut answers = BTreeMap::new();
    for (id, value) in fields {
        let id = QuestionId::from(id.as_str());
        let Some(question) = knowledge.question(&id) else {
            let pages =
                knowledge.questions.iter().chain(knowledge.follow_ups()).chain(knowledge.finding_pages());
            return Err(unknown("`answers`", id.as_str(), pages.map(|page| page.id.as_str())));
        };
        let answer = Answer::from_json(knowledge, question, value).map_err(|error| error.to_string())?;
        answers.insert(id, answer);
    }
    Ok(answers)
}

fn read_facts(knowledge: &Knowledge, fields: &Map<String, Value>) -> Result<Vec<(String, Truth)>, String> {
    let read = |(key, value): (&String, &Value)| {
        if !knowledge.knows_key(key) {
            return Err(unknown("`facts`", key, knowledge.keys().map(domain::ids::Key::as_str)));
        }
        let truth = match value {
            Value::String(text) => text.parse().ok(),
            Value::Bool(true) => Some(Truth::Yes),
            Value::Bool(false) => Some(Truth::No),
            _ => None,
        };
        let truth =
            truth.ok_or_else(|| format!("fact `{key}` is {value}, and has to be yes, no or unsure"))?;
        Ok((key.clone(), truth))
    };
    fields.iter().map(read).collect()
}

fn read_zones(knowledge: &Knowledge, fields: &Map<String, Value>) -> Result<Drawing, String> {
    let read = |(key, value): (&String, &Value)| {
        let zone = ZoneId::from(key.as_str());
        if knowledge.zone_number(&zone).is_none() {
            return Err(unknown("`zones`", key, knowledge.zones.iter().map(|zone| zone.id.as_str())));
        }
        let amount = value.as_f64().filter(|amount| (0.0..=1.0).contains(amount));
        let amount =
            amount.ok_or_else(|| format!("zone `{key}` is {value}, and has to be a number from 0 to 1"))?;
        Ok((zone, amount))
    };
    fields.iter().map(read).collect()
}

fn read_profile(knowledge: &Knowledge, fields: &Map<String, Value>) -> Result<Profile, String> {
    known_keys("`profile`", fields, &PROFILE_FIELDS)?;
    for (name, min, max) in PROFILE_RANGES {
        let Some(value) = fields.get(name).filter(|value| !value.is_null()) else { continue };
        if !value.as_u64().is_some_and(|number| (min..=max).contains(&number)) {
            return Err(format!(
                "profile `{name}` is {value}, and has to be a whole number from {min} to {max}"
            ));
        }
    }
    let fields: Map<String, Value> = fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in &fields {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        serde_json::from_value::<Profile>(Value::Object(alone))
            .map_err(|error| explain(name, value, &error))?;
    }
    let profile: Profile =
        serde_json::from_value(Value::Object(fields)).map_err(|error| format!("in `profile`: {error}"))?;
    if let Some(zone) = profile.worst_zone.as_ref().filter(|zone| knowledge.zone_number(zone).is_none()) {
        return Err(unknown(
            "`worst_zone`",
            zone.as_str(),
            knowledge.zones.iter().map(|zone| zone.id.as_str()),
        ));
    }
    Ok(profile)
}

/// What is wrong with a field of the profile, and what it takes.
fn explain(name: &str, value: &Value, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let known = words_of(name);
    if let Some((given, _)) =
        message.strip_prefix("unknown variant `").and_then(|rest| rest.split_once("`, expected "))
    {
        let near = nearest(given, known.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return format!("profile `{name}` has `{given}`, and takes {}{near}", known.join(", "));
    }
    let takes = match message.rsplit_once("expected ").map_or("", |(_, expected)| expected) {
        "a boolean" => "true or false".to_owned(),
        "a sequence" => format!("a list of {}", known.join(", ")),
        "a string" => "text".to_owned(),
        _ => format!("one of {}", known.join(", ")),
    };
    format!("profile `{name}` is {value}, and has to be {takes}")
}

/// The words that a field of the profile takes, alone or in a list: what serde says of a word that is none of them.
fn words_of(name: &str) -> Vec<String> {
    let no_word = Value::from("?");
    let refusal = |value: Value| {
        let fields = Map::from_iter([(name.to_owned(), value)]);
        let message = serde_json::from_value::<Profile>(Value::Object(fields)).err()?.to_string();
        message.strip_prefix("unknown variant `?`, ").map(str::to_owned)
    };
    let message = refusal(no_word.clone()).or_else(|| refusal(Value::Array(vec![no_word])));
    message.map(|words| words.split('`').skip(1).step_by(2).map(str::to_owned).collect()).unwrap_or_default()
}

fn read_others(value: Option<&Value>) -> Result<bool, String> {
    match value {
        None | Some(Value::Null) => Ok(false),
        Some(Value::String(text)) if text == "unknown" => Ok(false),
        Some(Value::String(text)) if text == "no" => Ok(true),
        Some(other) => Err(format!("`others` is {other}, and has to be \"unknown\" or \"no\"")),
    }
}

/// `[{"facts": [..], "hospital": true, "massage_agreed": true}]`: dangers that a clinician has looked at.
fn read_checked(knowledge: &Knowledge, value: Option<&Value>) -> Result<Checked, String> {
    let mut checked = Checked::default();
    let shape = || "`checked` has to be a list of {\"facts\": [..], \"hospital\": true or false, \"massage_agreed\": true or false}";
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(checked) };
    for item in value.as_array().ok_or_else(shape)? {
        let item = item.as_object().ok_or_else(shape)?;
        known_keys("`checked`", item, &["facts", "hospital", "massage_agreed"])?;
        let flag = |name: &str| item.get(name).map_or(Some(false), Value::as_bool).ok_or_else(shape);
        let (hospital, agreed) = (flag("hospital")?, flag("massage_agreed")?);
        for key in item.get("facts").and_then(Value::as_array).ok_or_else(shape)? {
            let key = key.as_str().ok_or_else(shape)?;
            if !knowledge.facts.contains_key(key) {
                return Err(unknown("`checked`", key, knowledge.facts.keys().map(domain::ids::Key::as_str)));
            }
            checked.add(key.into(), hospital, agreed);
        }
    }
    Ok(checked)
}

/// What the profile leaves open is taken from the answers.
fn fill(profile: &mut Profile, answered: Profile) {
    macro_rules! take {
        ($($field:ident)*) => { $(profile.$field = profile.$field.take().or(answered.$field);)* };
    }
    take! { age sex minutes_per_day days_per_week helper massage_access feel budget price goal phase pain_now }
    take! { sleep_hours stress_score sitting_hours worst_zone weeks country }
    for (own, other) in [(&mut profile.likes, answered.likes), (&mut profile.dislikes, answered.dislikes)] {
        own.extend(other);
    }
    profile.equipment.extend(answered.equipment);
}
