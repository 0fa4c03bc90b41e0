use super::*;
use domain::current::Current;
use domain::entry::{
    CheckedIn, Entry, EntryId, Event, Measure, MinuteOfDay, PersonId, PersonNow, QuestionnaireAdded,
    QuestionnaireAnswered, Rated, RatingOccasion, RecordedAt, Retracted,
};
use domain::knowledge::Knowledge;
use domain::localise::Model;
use domain::questionnaire::{Answered, Coding, Given as Said};
use domain::sample;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));
const TODAY: Date = date(2026, 3, 20);
const NOTES: Wish = Wish { notes: true, safety: true, snomed: true };

fn export(entries: &[Entry], wish: &Wish) -> Option<Export> {
    let person = PersonNow::replay(entries);
    let current = Current::new(&KNOWLEDGE, &MODEL, &person, TODAY, None);
    let whose = entries.first().map_or(samples::person(), |entry| entry.person);
    let answer = domain::answer::answer(&domain::answer::Diary::of_answer(
        &KNOWLEDGE,
        &person,
        TODAY,
        MinuteOfDay::LAST_OF_DIARY_DAY,
    ));
    let given = Given {
        knowledge: &KNOWLEDGE,
        whose,
        person: &person,
        current: &current,
        today: TODAY,
        answer: Some(&answer),
    };
    write(&given, wish)
}

fn sample_journal() -> Vec<Entry> {
    sample::entries(&KNOWLEDGE, &MODEL, TODAY, 60)
}

/// The kinds that come back.
fn is_held(event: &Event) -> bool {
    matches!(
        event,
        Event::Rated(_)
            | Event::CheckedIn(_)
            | Event::SorenessNoted(_)
            | Event::FlareStarted(_)
            | Event::FlareEnded(_)
            | Event::QuestionnaireAnswered(_)
    )
}

/// Random journals, with clocks all over the world and days that are written down later.
fn journals() -> impl Strategy<Value = Vec<Entry>> {
    let score = || (0_u8..=10).prop_map(|score| score.try_into().unwrap());
    let rated = (0_usize..4, 0_usize..4, score(), 0_u16..1440, any::<bool>(), "[a-z ]{0,3}").prop_map(
        |(occasion, measure, score, minute, late, about)| {
            use RatingOccasion::{AfterSession, BeforeSession, Evening, Morning};
            let occasion = [Morning, BeforeSession, AfterSession, Evening][occasion];
            let measure = [Measure::Pain, Measure::Function, Measure::Sleep, Measure::Stress][measure];
            let minute_of_day = MinuteOfDay::new(minute).unwrap();
            Rated { occasion, measure, score, minute_of_day, late, about }.into()
        },
    );
    let checked_in = (
        score(),
        prop::option::of(score()),
        any::<bool>(),
        prop::collection::btree_set("[a-c]{0,2}", 0..3),
        ".{0,3}",
    )
        .prop_map(|(interference, pain, flare, did, note)| {
            let did = did.into_iter().map(Into::into).collect();
            CheckedIn { interference, pain, flare, did, note }.into()
        });
    let said = prop_oneof![
        any::<bool>().prop_map(Said::Boolean),
        any::<i32>().prop_map(Said::Integer),
        (-1e6..1e6).prop_map(Said::Decimal),
        ".{0,4}".prop_map(Said::Text),
        Just(Said::Date(date(2026, 2, 28))),
        ("[a-b]?", "[a-c]?", ".{0,3}").prop_map(|(system, code, display)| Said::Coding(Coding {
            system,
            code,
            display
        })),
    ];
    let leaf = (" ?[1-3]", "[a-c]?", prop::collection::vec(said, 0..3))
        .prop_map(|(link_id, text, answers)| Answered { link_id, text, answers, items: Vec::new() });
    let items = leaf.prop_recursive(3, 8, 3, |inner| {
        ("[1-3]", prop::collection::vec(inner, 0..3), any::<bool>()).prop_map(|(link_id, items, answer)| {
            Answered {
                link_id,
                text: String::new(),
                answers: if answer { vec![Said::Boolean(true)] } else { Vec::new() },
                items,
            }
        })
    });
    let answered = ("[ab]|urn:example:two-questions", "1?", prop::collection::vec(items, 0..3)).prop_map(
        |(questionnaire, version, items)| QuestionnaireAnswered { questionnaire, version, items }.into(),
    );
    let event = prop_oneof![3 => samples::event(12), 3 => rated, 2 => checked_in, 2 => answered];
    let offset = prop::sample::select(vec![0_i16, 60, -300, 345, 840, -720, 900, i16::MIN]);
    prop::collection::vec((0_i64..60, offset, 0_i32..3, event), 0..12).prop_map(|all| {
        let entry = |(n, (hours, offset, back, event)): (u64, (i64, i16, i32, Event))| {
            let at = RecordedAt::from_microseconds((1_772_323_200 + hours * 7_001) * 1_000_000 + 7).unwrap();
            let entry = Entry::now(samples::id(n), samples::person(), at, offset, event);
            let day = entry.day.saturating_sub(jiff::Span::new().days(back));
            entry.about(day)
        };
        (0..).zip(all).map(entry).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Taken in where all else is there already, what FHIR holds comes back so that the same file is written again, byte
    /// by byte; taken in once more, nothing is new.
    #[test]
    fn export_import_export_is_the_identity(journal in journals(), notes in any::<bool>()) {
        let wish = Wish { notes, ..Wish::default() };
        let Some(first) = export(&journal, &wish) else { return Ok(()) };
        let rest: Vec<Entry> = journal.iter().filter(|entry| !is_held(&entry.event)).cloned().collect();
        let record = match read("mine.json", first.text.as_bytes()) {
            Ok(record) => record,
            // A plan and visits alone.
            Err(problem) => {
                prop_assert!(problem.what.starts_with("it holds nothing that can be taken in"), "{}", problem);
                return Ok(());
            }
        };
        let import = record.import(&rest, samples::person(), false).unwrap();
        prop_assert!(import.left.is_empty(), "{}", import.left);
        let mut again = rest;
        again.extend(import.entries);
        prop_assert_eq!(export(&again, &wish).unwrap().text, first.text.clone());
        for there in [&journal, &again] {
            let import = record.import(there, samples::person(), false).unwrap();
            prop_assert!(import.entries.is_empty(), "{:?}", import.entries);
        }
    }

    /// An entry that comes back under its own id is the entry.
    #[test]
    fn an_id_means_one_thing(journal in journals()) {
        let Some(first) = export(&journal, &Wish::default()) else { return Ok(()) };
        let Ok(record) = read("mine.json", first.text.as_bytes()) else { return Ok(()) };
        for entry in record.import(&[], samples::person(), false).unwrap().entries {
            let own = journal.iter().find(|own| own.id == entry.id);
            prop_assert!(own.is_none_or(|own| *own == entry), "{:?}", entry);
        }
    }

    /// No bytes make the readers panic.
    #[test]
    fn any_bytes_are_a_record_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read("x", &bytes).is_err());
        prop_assert!(read_questionnaire("x", &bytes).is_err());
    }

    /// A file that was cut off is never taken for a whole one.
    #[test]
    fn a_cut_off_file_is_refused(part in 0.0..1.0_f64) {
        static TEXT: LazyLock<String> = LazyLock::new(|| export(&samples::each(), &NOTES).unwrap().text);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a text")]
        let end = (TEXT.trim_end().len() as f64 * part) as usize;
        let text = String::from_utf8_lossy(&TEXT.as_bytes()[..end]).into_owned();
        prop_assert!(read("x", text.as_bytes()).is_err());
    }
}

#[test]
fn the_same_journal_gives_the_same_bytes_in_any_order() {
    let mut journal = sample_journal();
    let first = export(&journal, &NOTES).unwrap();
    journal.reverse();
    assert_eq!(export(&journal, &NOTES).unwrap().text, first.text);
}

#[test]
fn the_made_up_person_leaves_as_every_kind_of_resource() {
    let mut journal = sample_journal();
    let person = journal[0].person;
    for (n, event) in (1_u8..).zip([
        Event::from(QuestionnaireAdded { questionnaire: samples::questionnaire() }),
        samples::each_kind()
            .into_iter()
            .find(|event| matches!(event, Event::QuestionnaireAnswered(_)))
            .unwrap(),
        samples::each_kind().into_iter().find(|event| matches!(event, Event::WorthwhileSet(_))).unwrap(),
    ]) {
        let at = journal.last().unwrap().recorded_at.microseconds() + 1_000_000;
        let at = RecordedAt::from_microseconds(at).unwrap();
        journal.push(Entry::now(EntryId::from_millis(9, [n; 10]), person, at, 60, event));
    }
    let export = export(&journal, &Wish::default()).unwrap();
    let kinds: BTreeSet<&str> = export.counts.iter().map(|(kind, _)| *kind).collect();
    let wanted = [
        "Patient",
        "Device",
        "Condition",
        "Goal",
        "CarePlan",
        "Procedure",
        "Observation",
        "QuestionnaireResponse",
        "Provenance",
    ];
    assert_eq!(kinds, BTreeSet::from(wanted));
    let bundle: Value = serde_json::from_str(&export.text).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    let urls: BTreeSet<&str> = entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
    assert_eq!(urls.len(), entries.len(), "every address is there once");
    let mut links = Vec::new();
    references(&bundle, &mut links);
    assert!(links.iter().all(|link| urls.contains(link.as_str())), "every reference leads somewhere");
    assert_eq!(entries[0]["resource"], json!({ "resourceType": "Patient" }));
    let score = entries.iter().find(|one| one["resource"]["code"]["text"] == "Score: Two questions").unwrap();
    assert_eq!(score["resource"]["valueQuantity"]["value"], 3.0);
}

fn references(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            all.extend(map.get("reference").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, all));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, all)),
        _ => {}
    }
}

/// Every code that leaves is one that is marked sure, or one of ours.
#[test]
fn only_sure_codes_leave() {
    fn codings(value: &Value, all: &mut BTreeSet<(String, String)>) {
        match value {
            Value::Object(map) => {
                if let (Some(system), Some(code)) =
                    (map.get("system").and_then(Value::as_str), map.get("code").and_then(Value::as_str))
                {
                    all.insert((system.to_owned(), code.to_owned()));
                }
                map.values().for_each(|value| codings(value, all));
            }
            Value::Array(list) => list.iter().for_each(|value| codings(value, all)),
            _ => {}
        }
    }
    let mut journal = sample_journal();
    journal.extend(
        samples::each()
            .into_iter()
            .filter(|entry| !matches!(entry.event, Event::Retracted(_) | Event::QuestionnaireAnswered(_))),
    );
    let all = |wish: &Wish| {
        let mut all = BTreeSet::new();
        codings(&serde_json::from_str(&export(&journal, wish).unwrap().text).unwrap(), &mut all);
        all
    };
    let sure = [
        "http://loinc.org 72514-3",
        "http://snomed.info/sct 279039007",
        "http://snomed.info/sct 161891005",
        "http://snomed.info/sct 387854002",
        "http://unitsofmeasure.org {score}",
        "http://unitsofmeasure.org h",
    ];
    let found = all(&NOTES);
    for (system, code) in &found {
        let prefix = ["technique:", "body-area:"].iter().any(|prefix| code.starts_with(prefix));
        let own = *system == codes::LOCAL && (prefix || codes::OWN.iter().any(|(own, _)| own == code));
        let hl7 = system.starts_with("http://terminology.hl7.org/CodeSystem/");
        assert!(own || hl7 || sure.contains(&format!("{system} {code}").as_str()), "{system} {code}");
    }
    assert!(found.iter().any(|(system, _)| system == codes::SNOMED));
    assert!(all(&Wish { snomed: false, ..NOTES }).iter().all(|(system, _)| system != codes::SNOMED));
}

#[test]
fn notes_and_health_answers_stay_unless_they_are_asked_for() {
    let mut journal = sample_journal();
    let person = journal[0].person;
    let said = CheckedIn { note: "my secret".into(), ..samples::check_in(3, "") };
    journal.push(Entry { person, ..samples::entry(900, 300, said) });
    let little = export(&journal, &Wish::default()).unwrap().text;
    assert!(!little.contains("my secret") && !little.contains("safety question"));
    assert!(!little.contains("birthDate") && !little.contains("gender"));
    let all = export(&journal, &NOTES).unwrap().text;
    assert!(all.contains("my secret"));
    // The entry whose note was held back has another id, and is known by it.
    assert!(all.contains(&samples::id(900).to_string()) && !little.contains(&samples::id(900).to_string()));
    let record = read("x", little.as_bytes()).unwrap();
    assert!(record.import(&journal, person, false).unwrap().entries.is_empty());
}

#[test]
fn a_running_test_tells_neither_its_secret_nor_the_answer() {
    let mut journal = sample_journal();
    let person = journal[0].person;
    let started =
        domain::entry::TestStarted { first_day: TODAY, baseline_days: 0, ..samples::test_started() };
    let at = RecordedAt::from_microseconds(journal.last().unwrap().recorded_at.microseconds() + 1).unwrap();
    journal.push(Entry::now(samples::id(901), person, at, 60, started).about(TODAY));
    let text = export(&journal, &NOTES).unwrap().text;
    assert!(text.contains("c0ffee") && !text.contains("a seed"));
    assert!(!text.contains(codes::words("answer")));
    let drawn = text.matches("The chance of a session").count();
    assert_eq!(drawn, 1, "today's draw and none that is to come");
}

#[test]
fn an_empty_journal_has_nothing_to_leave() {
    assert_eq!(export(&[], &NOTES), None);
}

fn foreign(resources: &[Value]) -> Vec<u8> {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "entry": entries }).to_string().into_bytes()
}

fn pain(score: &Value, when: &str) -> Value {
    json!({
        "resourceType": "Observation", "status": "final", "subject": { "reference": "Patient/7" },
        "code": { "coding": [{ "system": "http://loinc.org", "code": "72514-3" }] },
        "effectiveDateTime": when, "valueInteger": score,
    })
}

#[test]
fn pain_ratings_of_others_are_taken_in_once() {
    let mut wrong = pain(&json!(11), "2026-03-01T08:00:00+01:00");
    let file = foreign(&[
        json!({ "resourceType": "Patient", "id": "7", "name": [{ "given": ["Ada"], "family": "Moss" }] }),
        pain(&json!(6), "2026-03-01T08:00:00+01:00"),
        pain(&json!(6), "2026-03-01T08:00:00+01:00"),
        pain(&json!(4), "2026-03-02"),
        pain(&json!(4), "2026-03-03T02:00:00+01:00"),
        wrong.clone(),
        {
            wrong["status"] = json!("entered-in-error");
            wrong
        },
        json!({ "resourceType": "Observation", "status": "final", "subject": { "reference": "Patient/7" },
            "code": { "coding": [{ "system": "http://loinc.org", "code": "8867-4" }] }, "effectiveDateTime": "2026-03-02" }),
        json!({ "resourceType": "Medication" }),
    ]);
    let record = read("theirs.json", &file).unwrap();
    let refused = record.import(&[], samples::person(), false).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "theirs.json: it is about Ada Moss (Patient/7), and this journal does not know whether that is you. Nothing has \
         changed; if that is you, say so with --mine"
    );
    let import = record.import(&[], samples::person(), true).unwrap();
    let days: Vec<String> =
        import.added.iter().map(|(day, what)| format!("{day}: {}", what.join("; "))).collect();
    assert_eq!(days, ["2026-03-01: pain 6", "2026-03-02: pain 4; pain 4"]);
    insta::assert_snapshot!(import.left, @r"
    theirs.json, line 1: an Observation is not taken in: 11 is not a whole number from 0 to 10
    theirs.json, line 1: an Observation is not taken in: its status says that it does not stand
    theirs.json, line 1: an Observation is not taken in: its code is not one that Backwise takes in
    ");
    let occasions = import.entries.iter().map(|entry| match &entry.event {
        Event::Rated(rated) => rated.occasion,
        _ => panic!("{entry:?}"),
    });
    assert_eq!(
        occasions.collect::<Vec<_>>(),
        [RatingOccasion::Morning, RatingOccasion::Evening, RatingOccasion::Evening]
    );
    assert!(record.import(&import.entries, samples::person(), true).unwrap().entries.is_empty());
    // What the person has taken back since does not come again.
    let mut undone = import.entries.clone();
    undone.push(samples::entry(5, 900, Retracted { entry: import.entries[0].id, why: String::new() }));
    assert!(record.import(&undone, samples::person(), true).unwrap().entries.is_empty());
}

#[test]
fn a_file_about_several_people_or_another_journal_is_refused() {
    let mut other = pain(&json!(6), "2026-03-01");
    other["subject"]["reference"] = json!("Patient/8");
    let record = read("both.json", &foreign(&[pain(&json!(6), "2026-03-01"), other])).unwrap();
    let refused = record.import(&[], samples::person(), true).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "both.json: it is about 2 patients: Patient/7, Patient/8. Nothing has changed; a journal is of one person: ask for \
         a file about you alone"
    );
    let mine = export(&samples::each(), &NOTES).unwrap().text;
    let record = read("mine.json", mine.as_bytes()).unwrap();
    let someone = PersonId::from_millis(9, [9; 10]);
    let theirs = Entry { person: someone, ..samples::entry(70, 0, samples::check_in(3, "")) };
    assert!(matches!(record.whose(&[], someone), Whose::Own(id) if id == samples::person()));
    let refused = record.import(std::slice::from_ref(&theirs), someone, false).unwrap_err();
    assert!(refused.what.contains("does not know whether that is you"), "{refused}");
    let import = record.import(&[theirs], someone, true).unwrap();
    assert!(
        import.entries.iter().all(|entry| entry.person == someone),
        "an entry never brings its person along"
    );
}

#[test]
fn filled_in_questionnaires_of_others_are_kept() {
    let response = json!({
        "resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "http://example.org/q|2",
        "subject": { "reference": "Patient/7" }, "authored": "2026-03-01T10:00:00Z",
        "item": [{ "linkId": "1", "answer": [{ "valueCoding": { "code": "a" }, "item": [{ "linkId": "1.1", "answer": [{ "valueDecimal": 2.5 }] }] }] }],
    });
    let mut strange = response.clone();
    strange["item"][0]["answer"][0] = json!({ "valueAttachment": { "title": "x" } });
    let mut nameless = response.clone();
    nameless["questionnaire"] = Value::Null;
    let record = read("q.json", &foreign(&[response, strange, nameless])).unwrap();
    let import = record.import(&[], samples::person(), true).unwrap();
    let [entry] = import.entries.as_slice() else { panic!("{:?}", import.entries) };
    let Event::QuestionnaireAnswered(said) = &entry.event else { panic!("{entry:?}") };
    assert_eq!((said.questionnaire.as_str(), said.version.as_str()), ("http://example.org/q", "2"));
    assert_eq!(Answered::flat(&said.items).len(), 2);
    insta::assert_snapshot!(import.left, @r"
    q.json, line 1: a QuestionnaireResponse is not taken in: the answer to item `1` is of a kind that Backwise does not keep
    q.json, line 1: a QuestionnaireResponse is not taken in: it does not say which questionnaire it answers
    ");
}

#[test]
fn what_is_no_fhir_file_is_named() {
    for (bytes, what) in [
        (&b""[..], "x: it is empty"),
        (b"hello", "x, line 1: it is not JSON from here on"),
        (b"[1, 2]", "it is not as FHIR R4 has it"),
        (b"{}", "x: it is not a FHIR resource: it has no resourceType"),
        (b"{\"resourceType\": 3}", "it is not as FHIR R4 has it: invalid type: integer"),
        (b"<Bundle xmlns=\"http://hl7.org/fhir\"/>", "x: it is XML, or a page"),
        (b"\xFF\xFE{\0", "UTF-16"),
        (b"{\0\"\0", "UTF-16"),
        (b"{\n\"a\": \"\xE9\"}", "x, line 2: it is not text in UTF-8"),
        (b"PK\x03\x04", "it is packed"),
        (b"{\"resourceType\":\"Bundle\"}", "x: it holds nothing that can be taken in"),
        (b"{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"", "it ends in the middle"),
        (b"{\"resourceType\":\"Bundle\",\"entry\":[\n{\"resource\":\n{\"resourceType\":\"Observation\",\n\"status\":7}}]}", "x, line 4: it is not as FHIR R4 has it"),
        (b"{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{}}]}", "x, line 1: a resource has no resourceType"),
        (b"{\"resourceType\":\"Questionnaire\"}", "To fill in a questionnaire, use"),
    ] {
        let said = read("x", bytes).unwrap_err().to_string();
        let said = if said.contains(what) { said } else { panic!("{said}\n{what}") };
        assert!(said.contains(". "), "it says how to mend it: {said}");
    }
    let text = format!("\u{FEFF}{}", export(&samples::each(), &NOTES).unwrap().text);
    assert!(read("x", text.as_bytes()).is_ok(), "a mark at the beginning does no harm");
}

#[test]
fn a_hostile_file_asks_for_no_more_than_it_is_worth() {
    let said = |text: String| read("x", text.as_bytes()).unwrap_err().to_string();
    let deep = "[".repeat(100_000);
    assert!(
        said(format!("{{\"resourceType\":{deep}")).contains("nested deeper")
            || said(deep.clone()).contains("line 1")
    );
    let item = "{\"linkId\":\"1\",\"item\":[".repeat(1000);
    let close = "]}".repeat(1000);
    let response = format!(
        "{{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"item\":[{item}{close}]}}"
    );
    assert!(said(response).contains("nested deeper than any record is"));
    let unknown = format!("{{\"resourceType\":\"Observation\",\"x\":{deep}{}}}", "]".repeat(100_000));
    assert!(
        read("x", unknown.as_bytes()).is_ok_and(|record| record.observations.len() == 1),
        "what is passed over costs nothing"
    );
    let many = format!("{{\"resourceType\":\"Bundle\",\"entry\":[{}]}}", "{},".repeat(1_000_001));
    assert!(said(many).contains("it has more parts than any record of one person"));
    assert!(said(" ".repeat(LARGEST + 1)).contains("it is larger than 64 million bytes"));
    let items: Vec<Value> =
        (0..2000).map(|n| json!({ "linkId": n.to_string(), "answer": [{ "valueBoolean": true }] })).collect();
    let response = json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "urn:x",
        "subject": { "reference": "Patient/7" }, "authored": "2026-03-01", "item": items });
    let import =
        read("x", response.to_string().as_bytes()).unwrap().import(&[], samples::person(), true).unwrap();
    assert!(import.entries.is_empty() && import.left.to_string().contains("it has more than 500 items"));
}
