//! Backup, restore and verify with the real program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use program::{Ran, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Runs the program on a data folder, on a day.
fn on(data: &Path, day: &str, args: &[&str]) -> Ran {
    let mut all = vec!["--data", data.to_str().unwrap(), "--today", day];
    all.extend(args);
    run(&all, b"")
}

fn done(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    &ran.out
}

/// A folder with a journal of 2 check-ins and 1 visit, and a place for files beside it.
fn filled() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for (day, score) in [("2026-03-01", "4"), ("2026-03-02", "3")] {
        done(&on(&data, day, &["log", "check-in", "--interference", score, "--pain", "5", "--note", "ok"]));
    }
    let visit = ["log", "visit", "--kind", "pro_swedish", "--minutes", "60", "--felt", "better"];
    done(&on(&data, "2026-03-02", &visit));
    let file = folder.path().join("backup.json");
    (folder, data, file)
}

fn path(file: &Path) -> &str {
    file.to_str().unwrap()
}

#[test]
fn a_backup_comes_back_byte_by_byte_and_follows_its_schema() {
    let (folder, data, file) = filled();
    let ran = on(&data, "2026-03-02", &["backup", path(&file)]);
    assert!(done(&ran).starts_with("Backup checked: 2 check-ins, 0 sessions, 1 visit"), "{}", ran.out);
    assert!(done(&run(&["verify", path(&file)], b"")).starts_with("Backup checked: 2 check-ins, 0 sessions"));

    let other = folder.path().join("other");
    let ran = on(&other, "2026-04-01", &["restore", path(&file)]);
    assert!(done(&ran).contains("entries were added"), "{}", ran.out);
    let again = folder.path().join("again.json");
    done(&on(&other, "2026-04-02", &["backup", path(&again)]));
    assert!(fs::read(&file).unwrap() == fs::read(&again).unwrap(), "the same journal gives the same file");

    let schema =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/archive.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    let mut archive: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let problems: Vec<String> = validator.iter_errors(&archive).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:?}");
    archive.as_object_mut().unwrap().insert("entries".to_owned(), Value::Bool(true));
    assert!(!validator.is_valid(&archive), "the schema refuses something");
}

#[test]
fn a_restore_twice_adds_nothing_and_a_trial_changes_nothing() {
    let (folder, data, file) = filled();
    done(&on(&data, "2026-03-02", &["backup", path(&file)]));
    done(&on(
        &data,
        "2026-03-03",
        &["log", "check-in", "--interference", "2", "--pain", "5", "--note", "ok"],
    ));
    let ran = on(&data, "2026-03-03", &["restore", path(&file)]);
    assert!(done(&ran).ends_with("Nothing has to be added.\n"), "{}", ran.out);

    let other = folder.path().join("other");
    let ran = on(&other, "2026-03-03", &["restore", path(&file), "--dry-run"]);
    assert!(done(&ran).ends_with("This was a trial: nothing has changed.\n"), "{}", ran.out);
    assert!(!other.exists());
}

#[test]
fn a_backup_does_not_write_over_a_file_unless_told_to() {
    let (_folder, data, file) = filled();
    fs::write(&file, "mine").unwrap();
    let ran = on(&data, "2026-03-02", &["backup", path(&file)]);
    assert_eq!((ran.code, fs::read_to_string(&file).unwrap().as_str()), (1, "mine"), "{}", ran.err);
    assert!(ran.err.ends_with("hint: choose another name, or write over it with --force\n"), "{}", ran.err);
    done(&on(&data, "2026-03-02", &["backup", path(&file), "--force"]));
}

#[test]
fn a_backup_into_a_folder_is_named_after_the_day() {
    let (folder, data, _) = filled();
    done(&on(&data, "2026-03-02", &["backup", path(folder.path())]));
    assert!(folder.path().join("backwise-2026-03-02.json").exists());
}

#[test]
fn nothing_to_back_up_says_so_and_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let ran = on(&folder.path().join("data"), "2026-03-02", &["backup", path(&folder.path().join("a.json"))]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (1, "error: there is nothing to back up yet\n\nhint: begin with: backwise ask\n")
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_with_a_part_missing_changes_nothing() {
    let (folder, data, file) = filled();
    done(&on(&data, "2026-03-02", &["backup", path(&file)]));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, &text[..text.len() / 2]).unwrap();
    let other = folder.path().join("other");
    for args in [vec!["restore", path(&file)], vec!["verify", path(&file)]] {
        let ran = on(&other, "2026-03-02", &args);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("it ends in the middle: part of it is lost"), "{}", ran.err);
        assert!(ran.err.contains("hint: nothing has changed"), "{}", ran.err);
    }
    assert!(!other.exists());
    let ran = on(&other, "2026-03-02", &["restore", path(&folder.path().join("none.json"))]);
    assert!(ran.code == 1 && ran.err.contains("hint: check how its name is written"), "{}", ran.err);
}

#[test]
fn a_backup_of_another_person_is_refused() {
    let (_one, data, file) = filled();
    let (_two, other, _) = filled();
    done(&on(&data, "2026-03-02", &["backup", path(&file)]));
    let ran = on(&other, "2026-03-02", &["restore", path(&file)]);
    assert!(
        ran.code == 1 && ran.err.contains("it belongs to another person than the journal here"),
        "{}",
        ran.err
    );
}

#[test]
fn the_first_entry_of_a_day_leaves_a_copy_of_what_was_there() {
    let (_folder, data, _) = filled();
    let copies = || {
        let files = fs::read_dir(data.join("backups")).unwrap();
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(copies(), ["daily-2026-03-02.json"]);
    let copy = data.join("backups/daily-2026-03-02.json");
    assert!(done(&run(&["verify", path(&copy)], b"")).starts_with("Backup checked: 1 check-in, 0 sessions"));
}

#[test]
fn a_locked_backup_is_read_back_and_opens_with_its_pass_phrase_only() {
    let (folder, data, _) = filled();
    let (phrase, other) = (folder.path().join("phrase"), folder.path().join("other-phrase"));
    fs::write(&phrase, "correct horse battery\nand more\n").unwrap();
    fs::write(&other, "wrong horse battery\n").unwrap();
    let file = folder.path().join("backwise-2026-03-02.json.age");
    let lock = ["backup", path(folder.path()), "--lock", "--pass-phrase-file"];
    let ran = on(&data, "2026-03-02", &[lock.as_slice(), &[path(&phrase)]].concat());
    assert!(done(&ran).starts_with("Backup checked: 2 check-ins, 0 sessions, 1 visit"), "{}", ran.out);
    assert!(ran.out.contains("It is locked"), "{}", ran.out);
    assert!(fs::read(&file).unwrap().starts_with(b"age-encryption.org/v1\n-> scrypt "));

    let with = |phrase: &Path| run(&["verify", path(&file), "--pass-phrase-file", path(phrase)], b"");
    assert!(done(&with(&phrase)).starts_with("Backup checked: 2 check-ins"));
    let ran = with(&other);
    assert!(ran.code == 1 && ran.err.contains("the pass-phrase does not open it"), "{}", ran.err);
    let new = folder.path().join("new");
    let ran = on(&new, "2026-03-02", &["restore", path(&file)]);
    assert!(ran.code == 1 && ran.err.contains("hint: give it with --pass-phrase-file FILE"), "{}", ran.err);
    done(&on(&new, "2026-03-02", &["restore", path(&file), "--pass-phrase-file", path(&phrase)]));
    let (one, two) = (folder.path().join("one.json"), folder.path().join("two.json"));
    done(&on(&data, "2026-03-02", &["backup", path(&one)]));
    done(&on(&new, "2026-03-02", &["backup", path(&two)]));
    assert_eq!(fs::read(one).unwrap(), fs::read(two).unwrap());
}

#[test]
fn a_short_pass_phrase_writes_nothing() {
    let (folder, data, file) = filled();
    let phrase = folder.path().join("phrase");
    fs::write(&phrase, "short\n").unwrap();
    let args = ["backup", path(&file), "--lock", "--pass-phrase-file", path(&phrase)];
    let ran = on(&data, "2026-03-02", &args);
    assert!(ran.code == 1 && ran.err.contains("fewer than 8 letters"), "{}", ran.err);
    assert!(!file.exists());
}
