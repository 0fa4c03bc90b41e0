//! Tables and calendars with the real program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use program::{Ran, run};
use std::fs;
use std::path::Path;

fn on(data: &Path, args: &[&str]) -> Ran {
    let mut all = vec!["--data", data.to_str().unwrap(), "--today", "2026-03-20"];
    all.extend(args);
    run(&all, b"")
}

fn done(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    &ran.out
}

/// A file of a diary among those of the tests.
fn diary() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diaries/open/diary.csv").display().to_string()
}

#[test]
fn tables_come_in_once_and_go_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let (data, mine) = (folder.path().join("data"), folder.path().join("mine"));
    let from = folder.path().join("from.csv");
    fs::write(&from, "Datum;Schmerz;sleep\n2026-03-01;6;5\n2026-03-02;5;\n").unwrap();
    let from = from.to_str().unwrap();
    let map = ["--map", "Datum=date", "--map", "Schmerz=pain"];

    let trial = on(&data, &[&["import", "csv", from, "--dry-run"], map.as_slice()].concat());
    assert!(done(&trial).starts_with("2026-03-01: pain 6; sleep 5\n2026-03-02: pain 5\n"), "{}", trial.out);
    assert!(trial.out.ends_with("This was a trial: nothing has changed.\n"), "{}", trial.out);
    for last in ["3 entries were added", "Nothing has to be added"] {
        let ran = on(&data, &[&["import", "csv", from], map.as_slice()].concat());
        assert!(done(&ran).contains(last), "{}", ran.out);
    }
    done(&on(&data, &["export", "csv", mine.to_str().unwrap()]));
    let diary = fs::read_to_string(mine.join("diary.csv")).unwrap();
    assert_eq!(
        diary.replace("\r\n", "\n"),
        "date,pain,pain_time,pain_morning,function,sleep,stress,flare,change,note\n\
         2026-03-01,6,20:24,,,5,,,,\n2026-03-02,5,20:24,,,,,,,\n"
    );
    assert!(mine.join("plan.csv-metadata.json").exists());
    let again = on(&data, &["export", "csv", mine.to_str().unwrap()]);
    assert!(again.code == 1 && again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn one_wrong_line_refuses_all_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, from) = (folder.path().join("data"), folder.path().join("from.csv"));
    fs::write(&from, "date,pain\n2026-03-01,6\n2026-03-02,11\n").unwrap();
    let ran = on(&data, &["import", "csv", from.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("from.csv, line 3, column `pain`: 11 is outside 0 to 10"), "{}", ran.err);
    let ran = on(&data, &["backup", folder.path().join("b.json").to_str().unwrap()]);
    assert!(ran.err.contains("there is nothing to back up yet"), "{}", ran.err);
}

#[test]
fn a_diary_of_months_is_taken_in_and_restored_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (folder.path().join("data"), folder.path().join("other"));
    done(&on(&data, &["import", "csv", &diary()]));
    let file = folder.path().join("b.json");
    assert!(done(&on(&data, &["backup", file.to_str().unwrap()])).starts_with("Backup checked: "));
    done(&on(&other, &["restore", file.to_str().unwrap()]));
}

#[test]
fn a_calendar_without_a_plan_says_where_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let ran = on(folder.path(), &["export", "calendar", "-"]);
    assert_eq!(
        ran.err,
        "error: there is no plan to put in a calendar yet\n\nhint: begin with: backwise ask\n"
    );
    let ran = on(folder.path(), &["export", "calendar", "--at", "25:00"]);
    assert_eq!(ran.code, 2);
}
