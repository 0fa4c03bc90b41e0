//! The JSON Schemas in `schemas/` against the real program, the examples in `people/`, and the code.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may do what tests do")]

mod program;

use domain::gate::{Action, Ground};
use domain::knowledge::Knowledge;
use domain::knowledge::muscle::MimicLevel;
use domain::knowledge::question::{QuestionKind, Rescreen, Section};
use domain::knowledge::safety::{Derived, Region};
use domain::knowledge::source::Certainty;
use domain::knowledge::technique::{Equipment, Feel, Kind, Phase};
use domain::level::{Level, Urgency};
use domain::localise::{NotEnough, Strength};
use domain::plan::{Day, NoVisits, Refusal, ReviewAbout, Why};
use domain::profile::{FeelWish, MassageAccess, Profile, Sex};
use domain::truth::Truth;
use jsonschema::Validator;
use program::run;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema(name: &str) -> Value {
    let file = folder("../../schemas").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn validator(name: &str) -> Validator {
    jsonschema::draft202012::new(&schema(name)).unwrap()
}

/// Panics with all that is wrong with a value.
fn assert_valid(validator: &Validator, value: &Value, what: &str) {
    let problems: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .map(|error| error.chars().take(400).collect())
        .collect();
    assert!(problems.is_empty(), "{what}:\n{}", problems.join("\n"));
}

/// The examples: each person with the name of the file.
fn people() -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder("tests/people")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut people = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&file).unwrap();
        if file.extension().is_some_and(|extension| extension == "jsonl") {
            people.extend(text.lines().map(|line| (name.clone(), serde_json::from_str(line).expect(&name))));
        } else {
            people.push((name.clone(), serde_json::from_str(&text).expect(&name)));
        }
    }
    people
}

/// Assesses people as the program does, one a line.
fn assess(people: &[Value]) -> Vec<Value> {
    let input: Vec<String> = people.iter().map(ToString::to_string).collect();
    let ran =
        run(&["assess", "-", "--json", "--today", "2026-11-22"], (input.join("\n") + "\n{}\n").as_bytes());
    let mut answers: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(answers.len(), people.len() + 1, "{}", ran.err);
    answers.pop();
    answers
}

#[test]
fn the_examples_are_requests_and_their_answers_are_responses() {
    let (requests, responses) = (validator("assess.request"), validator("assess.response"));
    let people = people();
    let given: Vec<Value> = people.iter().map(|(_, person)| person.clone()).collect();
    let answers = assess(&given);
    let mut levels = BTreeSet::new();
    for ((name, person), answer) in people.iter().zip(&answers) {
        assert_valid(&requests, person, name);
        assert_valid(&responses, answer, name);
        assert_eq!(answer.get("error"), None, "{name}");
        levels.insert(answer["level"].as_str().unwrap_or("open").to_owned());
    }
    let all: BTreeSet<String> =
        Level::ALL.iter().map(|level| level.as_str().to_owned()).chain(["open".to_owned()]).collect();
    assert_eq!(levels, all, "the examples reach every level");
    assert!(people.len() >= 12, "{}", people.len());
    // What the examples have to show, so that the schema is tried on it.
    let some =
        |what: &str, holds: &dyn Fn(&Value) -> bool| assert!(answers.iter().any(holds), "no example {what}");
    some("names muscles", &|answer| !answer["candidates"].as_array().unwrap().is_empty());
    some("names muscles with parts", &|answer| {
        answer["candidates"].as_array().unwrap().iter().any(|candidate| candidate.get("parts").is_some())
    });
    some("flags a look-alike", &|answer| {
        answer["mimics"].as_array().unwrap().iter().any(|mimic| mimic["kind"] == "look_alike")
    });
    some("raises a warning", &|answer| {
        answer["mimics"].as_array().unwrap().iter().any(|mimic| mimic["kind"] == "warning")
    });
    some("has a plan with visits", &|answer| answer["plan"]["massage"].is_object());
    some("has a plan without visits", &|answer| {
        answer["plan"].is_object() && answer["plan"]["massage"].is_null()
    });
    some("has no plan", &|answer| answer["plan"].is_null());
    some("is widespread", &|answer| answer["widespread"] == true);
    for action in actions() {
        some(&format!("has a technique to {action}"), &|answer| {
            answer["techniques"].as_object().unwrap().values().any(|technique| technique["action"] == action)
        });
    }
}

#[test]
fn each_file_alone_gives_a_response() {
    let responses = validator("assess.response");
    for name in ["go_ahead", "precautions", "clinician_first", "same_day", "emergency", "nothing_known"] {
        let file = folder("tests/people").join(format!("{name}.json"));
        let ran = run(&["assess", file.to_str().unwrap(), "--json", "--today", "2026-11-22"], b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        assert_valid(&responses, &answer, name);
        let level = if name == "nothing_known" { Value::Null } else { json!(name) };
        assert_eq!(answer["level"], level, "the file is named after its level");
    }
}

#[test]
fn the_examples_inside_the_schemas_are_valid() {
    let (request, response) = (schema("assess.request"), schema("assess.response"));
    let requests = validator("assess.request");
    let given = request["examples"].as_array().unwrap();
    for example in given {
        assert_valid(&requests, example, "example");
    }
    for answer in assess(given) {
        assert_eq!(answer.get("error"), None);
    }
    let responses = validator("assess.response");
    for example in response["examples"].as_array().unwrap() {
        assert_valid(&responses, example, "example");
    }
    // Examples of the parts, put where they belong.
    for (part, about) in request["properties"].as_object().unwrap() {
        for example in about["examples"].as_array().into_iter().flatten() {
            let person = json!({ part: example });
            assert_valid(&requests, &person, part);
            assert_eq!(assess(std::slice::from_ref(&person))[0].get("error"), None, "{person}");
        }
    }
}

#[test]
fn what_the_schema_of_requests_refuses_the_program_refuses() {
    let requests = validator("assess.request");
    let wrong = [
        json!([]),
        json!("person"),
        json!({"fact": {}}),
        json!({"facts": {"fever": "maybe"}}),
        json!({"facts": {"fever": null}}),
        json!({"facts": ["fever"]}),
        json!({"facts": {"no such name": "yes"}}),
        json!({"zones": {"sij_l": 1.01}}),
        json!({"zones": {"sij_l": "1"}}),
        json!({"others": "yes"}),
        json!({"answers": {"nerves": {"no": ["saddle"]}}}),
        json!({"answers": {"age": 59.5}}),
        json!({"profile": {"agee": 59}}),
        json!({"profile": {"age": 121}}),
        json!({"profile": {"sex": "man"}}),
        json!({"profile": {"equipment": ["ball"]}}),
        json!({"profile": {"equipment": "ball_tennis"}}),
        json!({"profile": {"helper": "yes"}}),
        json!({"checked": [{"hospital": true}]}),
        json!({"checked": [{"facts": ["fever"], "by": "a doctor"}]}),
    ];
    for (person, answer) in wrong.iter().zip(assess(&wrong)) {
        assert!(!requests.is_valid(person), "the schema takes {person}");
        assert!(answer.get("error").is_some(), "the program takes {person}");
    }
}

#[test]
fn the_schema_of_responses_is_strict() {
    let responses = validator("assess.response");
    let answer = assess(&[json!({"others": "no", "facts": {"anticoagulant": "yes"}, "zones": {"sij_l": 1}, "profile": {"age": 50, "massage_access": "can_go"}})])
        .remove(0);
    assert_valid(&responses, &answer, "as it is");
    let wrong: [(&str, Value); 13] = [
        ("/plan/phase", json!("soon")),
        ("/plan/end", json!("next week")),
        ("/plan/massage/visits", json!(0)),
        ("/plan/sessions/0/items/0/pressure_cap", json!(11)),
        ("/plan/sessions/0/items/0/why/0/kind", json!("because")),
        ("/level", json!("fine")),
        ("/urgency", json!("soon")),
        ("/complete", json!("yes")),
        ("/reasons/0/certainty", json!("sure")),
        ("/techniques/pro_deep_tissue/action", json!("careful")),
        ("/techniques/pro_deep_tissue/offered", json!(true)),
        ("/candidates/0/strength", json!("certain")),
        ("/candidates/0/side", json!("up")),
    ];
    for (place, value) in wrong {
        let mut changed = answer.clone();
        *changed.pointer_mut(place).expect(place) = value;
        assert!(!responses.is_valid(&changed), "{place} may be anything");
    }
    for place in [
        "",
        "/reasons/0",
        "/techniques/pro_deep_tissue",
        "/candidates/0",
        "/candidates/0/for/0",
        "/plan",
        "/plan/massage",
        "/plan/sessions/0",
        "/plan/sessions/0/items/0",
        "/plan/minimum/0/why/0",
    ] {
        let mut changed = answer.clone();
        changed.pointer_mut(place).unwrap().as_object_mut().unwrap().insert("more".to_owned(), json!(1));
        assert!(!responses.is_valid(&changed), "{place} takes unknown fields");
    }
    // No plan above the two levels that let a person start, and none while the screen is open.
    for (place, value) in
        [("/level", json!("clinician_first")), ("/level", Value::Null), ("/complete", json!(false))]
    {
        let mut changed = answer.clone();
        *changed.pointer_mut(place).unwrap() = value;
        assert!(!responses.is_valid(&changed), "a plan with another {place}");
    }
    for field in answer.as_object().unwrap().keys() {
        let mut changed = answer.clone();
        changed.as_object_mut().unwrap().remove(field);
        assert!(!responses.is_valid(&changed), "{field} may be left out");
    }
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        from.get(self.below(from.len())).unwrap()
    }
}

/// A person with some random answers: mostly well enough for a plan.
fn someone(dice: &mut Dice, knowledge: &Knowledge, request: &Value) -> Value {
    let calm = |key: &&domain::ids::Key| {
        knowledge.facts.get(*key).is_none_or(|fact| fact.level.is_none_or(Level::allows_plan))
    };
    let keys: Vec<_> = knowledge.keys().filter(calm).collect();
    let all: Vec<_> = knowledge.keys().collect();
    let mut facts = Map::new();
    for _ in 0..dice.below(12) {
        let from = if dice.below(40) == 0 { &all } else { &keys };
        facts.insert(dice.one_of(from).to_string(), json!(dice.one_of(&["yes", "yes", "no", "unsure"])));
    }
    let mut zones = Map::new();
    for _ in 0..dice.below(5) {
        zones.insert(dice.one_of(&knowledge.zones).id.to_string(), json!(*dice.one_of(&[0.3, 0.7, 1.0])));
    }
    let mut profile = Map::new();
    for (name, field) in request["properties"]["profile"]["properties"].as_object().unwrap() {
        if name == "worst_zone" || dice.below(2) == 0 {
            continue;
        }
        let words = field.get("enum").or_else(|| field.pointer("/items/enum")).cloned();
        let words = words.or_else(|| field.get("items").map(|_| request["$defs"]["kind"]["enum"].clone()));
        let value = match (&words, field["minimum"].as_u64(), field["maximum"].as_u64()) {
            (Some(words), ..) if field.get("items").is_some() => {
                let words = words.as_array().unwrap();
                (0..dice.below(6)).map(|_| dice.one_of(words).clone()).collect()
            }
            (Some(words), ..) => dice.one_of(words.as_array().unwrap()).clone(),
            (None, Some(min), Some(max)) => {
                let most = usize::try_from(max.min(500) - min).unwrap();
                json!(min + u64::try_from(dice.below(most + 1)).unwrap())
            }
            _ if name == "helper" => json!(dice.below(2) == 0),
            _ => json!("GB"),
        };
        profile.insert(name.clone(), value);
    }
    json!({"others": dice.one_of(&["no", "no", "no", "unknown"]), "facts": facts, "zones": zones, "profile": profile})
}

#[test]
fn random_people_give_responses() {
    const PEOPLE: usize = 150;
    let (requests, responses, request) =
        (validator("assess.request"), validator("assess.response"), schema("assess.request"));
    let knowledge = Knowledge::bundled().unwrap();
    let mut dice = Dice(1);
    let people: Vec<Value> = (0..PEOPLE).map(|_| someone(&mut dice, &knowledge, &request)).collect();
    let answers = assess(&people);
    for (person, answer) in people.iter().zip(&answers) {
        let what = person.to_string();
        assert_valid(&requests, person, &what);
        assert_eq!(answer.get("error"), None, "{what}");
        assert_valid(&responses, answer, &what);
    }
    let plans = answers.iter().filter(|answer| answer["plan"].is_object()).count();
    assert!(plans >= PEOPLE / 4, "{plans} of {PEOPLE} have a plan");
}

#[test]
fn every_profile_field_is_in_the_schema_and_in_an_example_with_its_limits() {
    let schema = schema("assess.request");
    let fields = schema["properties"]["profile"]["properties"].as_object().unwrap();
    assert_eq!(
        fields.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        profile_fields().iter().map(String::as_str).collect()
    );
    let full = people().into_iter().find(|(name, _)| name == "every_profile_field.json").unwrap().1;
    let shown: BTreeSet<&String> = full["profile"].as_object().unwrap().keys().collect();
    assert_eq!(shown, fields.keys().collect(), "the example shows every field");

    let requests = validator("assess.request");
    let (mut within, mut beyond) = (Vec::new(), Vec::new());
    for (name, field) in fields {
        within.push(json!({"profile": {name: null}}));
        if let (Some(min), Some(max)) = (field["minimum"].as_i64(), field["maximum"].as_i64()) {
            within.extend([min, max].map(|number| json!({"profile": {name: number}})));
            beyond.extend([min - 1, max + 1].map(|number| json!({"profile": {name: number}})));
        }
    }
    assert!(beyond.len() >= 20, "{}", beyond.len());
    for (person, answer) in within.iter().zip(assess(&within)) {
        assert_valid(&requests, person, "within");
        assert_eq!(answer.get("error"), None, "{person}");
    }
    for (person, answer) in beyond.iter().zip(assess(&beyond)) {
        assert!(!requests.is_valid(person), "the schema takes {person}");
        assert!(answer.get("error").is_some(), "the program takes {person}");
    }
}

#[test]
fn the_list_of_questions_fits_its_schema_and_names_all_that_can_be_given() {
    let ran = run(&["questions", "--json"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let listed: Value = serde_json::from_str(&ran.out).unwrap();
    let questions = validator("questions");
    assert_valid(&questions, &listed, "questions");
    let mut changed = listed.clone();
    changed["questions"][0]["kind"] = json!("three");
    assert!(!questions.is_valid(&changed));

    let knowledge = Knowledge::bundled().unwrap();
    let ids = |part: &str| -> BTreeSet<String> {
        listed[part].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let keys: BTreeSet<String> = ids("facts").union(&ids("findings")).cloned().collect();
    assert_eq!(keys, knowledge.keys().map(ToString::to_string).collect());
    assert_eq!(ids("zones"), knowledge.zones.iter().map(|zone| zone.id.to_string()).collect());
    let pages = knowledge.questions.iter().chain(knowledge.follow_ups()).chain(knowledge.finding_pages());
    assert_eq!(ids("questions"), pages.map(|page| page.id.to_string()).collect());

    // Every page takes "none" or its own options, so a script can answer each from the list alone.
    let answers: Map<String, Value> = listed["questions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|page| {
            let answer = match page["kind"].as_str()? {
                "many" => json!({"yes": [], "unsure": [page["options"][0]["id"]]}),
                "one" if page["field"] == "worst_zone" => json!("sij_l"),
                "one" => page["options"][0]["id"].clone(),
                "number" => page["max"].clone(),
                "text" => json!("walk"),
                _ => json!({"sij_l": 1}),
            };
            Some((page["id"].as_str()?.to_owned(), answer))
        })
        .collect();
    let person = json!({ "answers": answers });
    assert_valid(&validator("assess.request"), &person, "every question");
    assert_eq!(assess(&[person])[0].get("error"), None);
}

/// The values of an `enum` of a schema, without null.
fn listed(schema: &Value, place: &str) -> BTreeSet<String> {
    let values =
        schema.pointer(place).and_then(Value::as_array).unwrap_or_else(|| panic!("no list at {place}"));
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// All words of a type that is read from text: what serde says of a word that is none of them.
fn words<T: DeserializeOwned>() -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(json!("no such word")).err().expect("no such word").to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// The word that a value is written as.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The kinds of a reason, from what serde says of a kind that is none of them.
fn kinds_of_why() -> BTreeSet<String> {
    let error = serde_json::from_value::<Why>(json!({"kind": "no such word"})).unwrap_err().to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn kinds_of_ground() -> BTreeSet<String> {
    let error = serde_json::from_value::<Ground>(json!({"kind": "no such word"})).unwrap_err().to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// The fields of a profile, from what serde says of a field that is none of them.
fn profile_fields() -> BTreeSet<String> {
    let error = serde_json::from_value::<Profile>(json!({"no such field": 1})).unwrap_err().to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// All values of a type that is only written: a new one breaks the build here, and then the test.
fn actions() -> BTreeSet<String> {
    let next = |action: &Action| match action {
        Action::Allow => Some(Action::Modify),
        Action::Modify => Some(Action::ForbidRegion),
        Action::ForbidRegion => Some(Action::Ask),
        Action::Ask => Some(Action::Forbid),
        Action::Forbid => None,
    };
    std::iter::successors(Some(Action::Allow), next).map(word).collect()
}

fn strengths() -> BTreeSet<String> {
    let next = |strength: &Strength| match strength {
        Strength::WeakGuess => Some(Strength::FairGuess),
        Strength::FairGuess => Some(Strength::GoodGuess),
        Strength::GoodGuess => None,
    };
    std::iter::successors(Some(Strength::WeakGuess), next).map(word).collect()
}

fn not_enough() -> BTreeSet<String> {
    let next = |reason: &NotEnough| match reason {
        NotEnough::Widespread => Some(NotEnough::TooLittle),
        NotEnough::TooLittle => Some(NotEnough::NoFit),
        NotEnough::NoFit => Some(NotEnough::Tie),
        NotEnough::Tie => None,
    };
    std::iter::successors(Some(NotEnough::Widespread), next).map(word).collect()
}

#[test]
fn the_words_in_the_schemas_are_those_of_the_code() {
    let (request, response, questions) =
        (schema("assess.request"), schema("assess.response"), schema("questions"));
    let profile = |field: &str| format!("/properties/profile/properties/{field}/enum");
    let items = |field: &str| format!("/properties/profile/properties/{field}/items/enum");
    let person = |rest: &str| format!("/$defs/person/properties/{rest}");

    assert_eq!(listed(&request, "/$defs/truth/enum"), words::<Truth>());
    assert_eq!(listed(&request, &profile("sex")), words::<Sex>());
    assert_eq!(listed(&request, &profile("massage_access")), words::<MassageAccess>());
    assert_eq!(listed(&request, &profile("feel")), words::<FeelWish>());
    assert_eq!(listed(&request, &profile("phase")), words::<Phase>());
    assert_eq!(listed(&request, &items("equipment")), words::<Equipment>());
    assert_eq!(listed(&request, "/$defs/kind/enum"), words::<Kind>());

    assert_eq!(listed(&response, "/$defs/level/enum"), words::<Level>());
    assert_eq!(listed(&response, &person("urgency/enum")), words::<Urgency>());
    assert_eq!(listed(&response, &person("not_enough_because/enum")), not_enough());
    assert_eq!(listed(&response, "/$defs/certainty/enum"), words::<Certainty>());
    assert_eq!(listed(&response, "/$defs/technique/properties/action/enum"), actions());
    assert_eq!(listed(&response, "/$defs/region/enum"), words::<Region>());
    assert_eq!(listed(&response, "/$defs/candidate/properties/strength/enum"), strengths());
    assert_eq!(listed(&response, "/$defs/mimic/properties/level/enum"), words::<MimicLevel>());
    let sides = ["left", "right", "both", "none"].map(str::to_owned).into();
    assert_eq!(listed(&response, "/$defs/side/enum"), sides);
    assert!(sides.is_subset(&words::<domain::knowledge::body::Side>()));

    let plan = |rest: &str| format!("/$defs/plan/properties/{rest}");
    assert_eq!(listed(&response, "/$defs/phase/enum"), words::<Phase>());
    assert_eq!(listed(&response, "/$defs/kind/enum"), words::<Kind>());
    assert_eq!(listed(&response, "/$defs/feel/enum"), words::<Feel>());
    assert_eq!(listed(&response, "/$defs/session/properties/day/enum"), words::<Day>());
    assert_eq!(listed(&response, &plan("reviews/items/properties/about/enum")), words::<ReviewAbout>());
    assert_eq!(listed(&response, &plan("without_visits/properties/because/enum")), words::<NoVisits>());
    assert_eq!(listed(&response, "/$defs/why/properties/because/enum"), words::<Refusal>());
    assert_eq!(listed(&response, "/$defs/why/properties/kind/enum"), kinds_of_why());
    assert_eq!(listed(&response, "/$defs/limit/properties/kind/enum"), kinds_of_ground());

    assert_eq!(listed(&questions, "/$defs/question/properties/section/enum"), words::<Section>());
    assert_eq!(listed(&questions, "/$defs/question/properties/kind/enum"), words::<QuestionKind>());
    assert_eq!(listed(&questions, "/$defs/question/properties/rescreen/enum"), words::<Rescreen>());
    assert_eq!(
        listed(&questions, "/$defs/option/properties/sets/additionalProperties/enum"),
        words::<Truth>()
    );
    assert_eq!(listed(&questions, "/$defs/key/properties/level/enum"), words::<Level>());
    assert_eq!(listed(&questions, "/$defs/key/properties/derived/enum"), words::<Derived>());
}
