//! FHIR and questionnaires with the real program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use program::{Ran, run};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn given(data: &Path, args: &[&str], input: &str) -> Ran {
    let mut all = vec!["--data", data.to_str().unwrap(), "--today", "2026-03-20"];
    all.extend(args);
    run(&all, input.as_bytes())
}

fn on(data: &Path, args: &[&str]) -> Ran {
    given(data, args, "")
}

fn done(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    &ran.out
}

/// A questionnaire among the samples.
fn questionnaire(name: &str) -> String {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/questionnaires");
    samples.join(name).display().to_string()
}

#[test]
fn a_record_leaves_and_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("other"));
    let (mine, again) = (folder.path().join("mine.json"), folder.path().join("again.json"));
    let (mine, again) = (mine.to_str().unwrap(), again.to_str().unwrap());
    for score in ["3", "5"] {
        done(&on(&data, &["log", "check-in", "--interference", score, "--pain", "4"]));
    }
    let trial = on(&data, &["export", "fhir", mine, "--dry-run"]);
    assert!(done(&trial).contains("4 Observation") && !Path::new(mine).exists(), "{}", trial.out);
    assert!(done(&on(&data, &["export", "fhir", mine])).contains("Not in it: your notes"));
    let ran = on(&data, &["export", "fhir", mine]);
    assert!(ran.code == 1 && ran.err.contains("is there already"), "{}", ran.err);

    let trial = on(&other, &["import", "fhir", mine, "--dry-run"]);
    assert!(
        done(&trial).starts_with("2026-03-20: check-in 3, pain 4; check-in 5, pain 4\n"),
        "{}",
        trial.out
    );
    for last in ["2 entries were added", "Nothing has to be added"] {
        let ran = on(&other, &["import", "fhir", mine]);
        assert!(done(&ran).contains(last), "{}", ran.out);
    }
    done(&on(&other, &["export", "fhir", again]));
    assert_eq!(fs::read_to_string(mine).unwrap(), fs::read_to_string(again).unwrap());
}

#[test]
fn the_file_of_somebody_else_is_asked_about_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("theirs.json"));
    let pain = json!({
        "resourceType": "Observation", "status": "final", "subject": { "reference": "Patient/7" },
        "code": { "coding": [{ "system": "http://loinc.org", "code": "72514-3" }] },
        "effectiveDateTime": "2026-03-01T20:00:00+01:00", "valueInteger": 6,
    });
    fs::write(&file, pain.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let ran = on(&data, &["import", "fhir", file]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("it is about Patient/7, and this journal does not know whether that is you"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("say so with --mine"), "{}", ran.err);
    assert!(on(&data, &["export", "fhir"]).err.contains("there is nothing to export yet"));
    assert!(done(&on(&data, &["import", "fhir", file, "--mine"])).contains("1 entry was added"));
}

#[test]
fn a_questionnaire_is_brought_filled_in_and_scored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = questionnaire("everything.json");
    assert!(done(&on(&data, &["questionnaire", "list"])).contains("You have brought no questionnaire yet."));
    let ran = on(&data, &["questionnaire", "fill"]);
    assert!(ran.code == 1 && ran.err.contains("questionnaire add FILE"), "{}", ran.err);
    assert!(done(&on(&data, &["questionnaire", "add", &file, "--dry-run"])).contains("nothing has changed"));
    let ran = on(&data, &["questionnaire", "add", &file, "--better", "lower", "--worthwhile", "2"]);
    assert!(done(&ran).contains("Score: the sum of the answers, from 0 to 7"), "{}", ran.out);
    assert!(ran.out.contains("item `total` is not asked: it is worked out by a program"), "{}", ran.out);
    // Hard stairs: the question why is asked, and answered; the rest is left out, but for how often.
    let hard = "3\nthe bag\n2\nskip\nskip\nskip\nskip\n1 3\nskip\n";
    let ran = given(&data, &["questionnaire", "fill"], hard);
    assert!(done(&ran).contains("Your score: 7 of 7"), "{}", ran.out);
    // Stairs that are not hard: no question why.
    let light = "1\n1\nno\n12\n4,5\n2026-03-01\nnone\nno more\n";
    let ran = given(&data, &["questionnaire", "fill", "1"], light);
    assert!(
        done(&ran).contains("Your score: 0 of 7") && !ran.out.contains("What made it hard?"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("7 points better than the first. You said that so much matters to you."),
        "{}",
        ran.out
    );
    assert!(
        done(&on(&data, &["questionnaire", "scores"])).contains("2026-03-20: 7 of 7\n2026-03-20: 0 of 7\n")
    );
    let ran = on(&data, &["questionnaire", "scores", "--json"]);
    let scores: Value = serde_json::from_str(done(&ran)).unwrap();
    assert_eq!(scores["scores"][1], json!({ "day": "2026-03-20", "score": 0.0, "answered": 2, "of": 2 }));
    // It leaves as a response with its score, and comes back.
    let ran = on(&data, &["export", "fhir", "-"]);
    assert_eq!(done(&ran).matches("\"QuestionnaireResponse\"").count(), 2, "{}", ran.out);
    assert_eq!(ran.out.matches("Score: Everything that can be asked").count(), 2, "{}", ran.out);
    assert!(done(&on(&data, &["undo"])).contains("your answers to a questionnaire"));
    assert!(
        done(&on(&data, &["questionnaire", "list"])).contains("(filled in 1 time, last on Friday 20 March)")
    );
}

#[test]
fn a_questionnaire_that_cannot_be_asked_is_refused_with_its_item() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("q.json");
    let asked = json!({ "resourceType": "Questionnaire", "url": "urn:x", "item": [{ "linkId": "photo", "type": "attachment" }] });
    fs::write(&file, asked.to_string()).unwrap();
    let ran = on(folder.path(), &["questionnaire", "add", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("item `photo` is of the type `attachment`"), "{}", ran.err);
    let ran = on(folder.path(), &["import", "fhir", file.to_str().unwrap()]);
    assert!(ran.code == 1 && ran.err.contains("backwise questionnaire add FILE"), "{}", ran.err);
}
