//! `backwise answer` on files: the real program, good files and bad ones, one diary and many.

#![expect(clippy::unwrap_used, reason = "helpers of tests may do what tests do")]

mod program;

use insta::assert_snapshot;
use program::{Ran, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diaries").join(name)
}

/// Runs the command on the files of a sample.
fn on(name: &str, more: &[&str]) -> Ran {
    let file = |file: &str| sample(name).join(file).to_str().unwrap().to_owned();
    let (diary, sessions, plan) = (file("diary.csv"), file("sessions.csv"), file("plan.csv"));
    let mut args = vec!["answer", diary.as_str(), "--sessions", sessions.as_str()];
    if Path::new(&plan).exists() {
        args.extend(["--plan", plan.as_str()]);
    }
    run(&[&args, more].concat(), b"")
}

fn json(name: &str, more: &[&str]) -> Value {
    let ran = on(name, &[&["--json"], more].concat());
    assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn validator() -> jsonschema::Validator {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/answer.response.json");
    jsonschema::draft202012::new(&serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()).unwrap()
}

/// A folder with files in it, which goes away with the test.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs the command on a diary with this text.
fn diary(text: &str, more: &[&str]) -> Ran {
    let folder = folder(&[("diary.csv", text)]);
    let file = folder.path().join("diary.csv");
    run(&[&["answer", file.to_str().unwrap()], more].concat(), b"")
}

#[test]
fn the_samples_reach_every_verdict() {
    let schema = validator();
    for (name, verdict, reading) in [
        ("helps", "helps", "helps"),
        ("two_kinds", "probably_helps", "helps_perhaps_less"),
        ("half_a_point", "probably_helps", "helps_perhaps_less"),
        ("open", "cant_tell", "open"),
        ("too_early", "cant_tell", "too_early"),
        ("evenings_only", "cant_tell", "too_early"),
        ("nothing", "probably_not", "unlikely_enough"),
        ("worse", "worse", "worse"),
    ] {
        let answer = json(name, &[]);
        assert_eq!(answer["verdict"], verdict, "{name}");
        assert_eq!(answer["details"]["reading"], reading, "{name}");
        let problems: Vec<String> = schema.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{name}: {problems:?}");
    }
}

#[test]
fn the_fields_are_those_that_scripts_know() {
    let answer = json("helps", &[]);
    let keys: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    for key in [
        "verdict",
        "missing",
        "benefit",
        "half_life_days",
        "techniques",
        "best",
        "natural_recovery",
        "could_fool",
        "days_until_answer",
        "maintenance_days",
    ] {
        assert!(keys.contains(&key), "{key} is not in {keys:?}");
    }
    let (low, middle, high) =
        (&answer["benefit"]["q05"], &answer["benefit"]["q50"], &answer["benefit"]["q95"]);
    assert!(low.as_f64() < middle.as_f64() && middle.as_f64() < high.as_f64());
    assert!(answer["techniques"]["ball"]["peak"]["q50"].as_f64() > Some(0.5));
    assert_eq!(answer["details"]["design"], "drawn");
    assert_eq!(json("evenings_only", &[])["missing"], serde_json::json!(["before_ratings"]));
}

#[test]
fn what_is_asked_for_and_the_day_change_the_answer() {
    let modest = json("helps", &["--worthwhile", "0,5"]);
    let much = json("helps", &["--worthwhile", "5"]);
    assert!(modest["benefit"]["p_worthwhile"].as_f64() > much["benefit"]["p_worthwhile"].as_f64());
    assert_eq!(much["verdict"], "probably_not");
    let early = json("helps", &["--today", "2026-03-15"]);
    assert_eq!((&early["details"]["today"], &early["verdict"]), (&"2026-03-15".into(), &"cant_tell".into()));
    let late = json("helps", &["--today", "2026-06-30"]);
    assert!(late["details"]["counts"]["days"].as_u64() > Some(100));
}

#[test]
fn a_wish_that_is_too_small_or_too_large_is_told() {
    let ran = on("helps", &["--worthwhile", "0.2", "--json"]);
    assert_snapshot!(ran.err, @"warning: --worthwhile 0.2 is below half a point: 12 weeks cannot show so little");
    let ran = on("helps", &["--worthwhile", "6", "--json"]);
    assert!(ran.err.contains("more than half of the starting pain"), "{}", ran.err);
    for wrong in ["0", "-1", "11", "nan", "much"] {
        let ran = on("helps", &["--worthwhile", wrong]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.err);
    }
}

#[test]
fn the_words_come_first_and_numbers_only_when_asked_for() {
    let page = on("helps", &[]);
    assert_eq!((page.code, page.err.as_str()), (0, ""));
    assert_snapshot!(page.out, @r"
    Massage very likely helps you
    -----------------------------
    (x) Massage very likely helps you
    ( ) Massage probably helps you
    ( ) We cannot tell yet
    ( ) Massage probably does not help you enough
    ( ) Massage probably makes it worse

    About 2 points of 10 less pain on average, maybe 1 to 3 and a half.
    This compares with what your average pain would be without massage.
    You said 1 point would be worth it, and it is likely that much.

    How sure
    --------
    ●●●●●●●●●◐
        more than 19 in 20 that it helps at all
    ●●●●●●●●●◐
        more than 19 in 20 that it helps by 1 point or more

    What would have come anyway
    ---------------------------
    - Your pain fell by about 5 and a half points.
    - About 2 and a half of that would have come by itself.
    - About 2 of that is from massage.

    How this was found
    ------------------
    - From days that were drawn by chance, like flipping a coin.
    - It includes what expecting relief does.

    How long it lasts
    -----------------
    - Half of what a session does is gone after 2 days.
    - It may be 1 day to 4 days.

    What could fool us
    ------------------
    - You had massage on days that began worse: pain 5, and 4 on other days.
    - Backs get better by themselves. Yours would have eased by about 2 and a half
      points.
    - We take it that sessions add up. If each one only renews the last: 1 and a
      half points less instead of 2 points less.
    - You knew when you had massage, and hope can change how we rate a day.

    What it took
    ------------
    - 18 sessions in 55 days.
    - About 3 hours in all.

    How often from now on
    ---------------------
    - Every 4 to 5 days may keep most of it.
    - This is a start to be tested: 2 weeks every 4 days, then 2 weeks less often.

    What now
    --------
    - Keep going as now.
    - Do less often, and see whether it stays as good.
    - Test something else: another kind of massage, or another part.
    - Stop here. That is a good ending, and you know more than before.

    The numbers behind this: add --details
    ");
    let details = on("helps", &["--details"]);
    assert!(details.out.contains("Half-life, days"), "{}", details.out);
    assert_eq!(on("helps", &["--details", "--json"]).code, 2);
    for name in
        ["helps", "two_kinds", "half_a_point", "open", "too_early", "evenings_only", "nothing", "worse"]
    {
        for line in on(name, &["--details"]).out.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line}");
            assert!(!line.contains('\u{1b}') && !line.contains('%'), "{name}: {line}");
        }
    }
}

#[test]
fn the_same_files_give_the_same_bytes() {
    assert_eq!(on("two_kinds", &["--json"]).out, on("two_kinds", &["--json"]).out);
}

#[test]
fn errors_name_the_place_and_the_way_out() {
    let ran = diary("date,pain\n2026-03-01,11\n2026-03-01,5\n", &["--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_snapshot!(ran.err, @r"
    error: diary.csv, line 2, column `pain`: 11 is outside 0 to 10. Write a whole number from 0 to 10, or leave it empty
    diary.csv, line 3, column `date`: 2026-03-01 is there twice, also on line 2. Keep one of the rows

    hint: nothing was answered; mend these, and run the command again
    ");
    let empty = diary("date,pain\n2026-03-01,\n", &[]);
    assert_eq!(empty.code, 1);
    assert_snapshot!(empty.err, @r"
    error: diary.csv: no day in it has an answer

    hint: write a row for each day, such as 2026-03-01,6
    ");
    let gone = run(&["answer", "/nowhere/diary.csv"], b"");
    assert_eq!(gone.code, 1);
    assert_snapshot!(gone.err, @r"
    error: there is no file `/nowhere/diary.csv`

    hint: give the path of a CSV file, or - for standard input
    ");
    let binary = diary("date,pain\n\0\0\0", &[]);
    assert_eq!((binary.code, binary.out.as_str()), (1, ""));
    assert_eq!(run(&["answer", "--sessions", "x.csv"], b"").code, 2);
    let century = diary("date,pain\n2026-03-01,5\n", &["--today", "2999-01-01"]);
    assert_eq!(century.code, 1);
    assert_snapshot!(century.err, @r"
    error: diary.csv: from 2026-03-01 to 2999-01-01 is more than 100 years

    hint: look for a slip in the first day of the files, in the last, and in --today
    ");
}

#[test]
fn days_after_today_are_left_out_and_told() {
    let text = "date,pain\n2026-03-01,5\n2026-03-02,5\n2026-03-03,4\n";
    assert_eq!(diary(text, &["--today", "2026-03-03"]).err, "");
    for (today, told) in [("2026-03-02", "1 day after 2026-03-02"), ("2026-02-01", "3 days after 2026-02-01")]
    {
        let ran = diary(text, &["--today", today, "--json"]);
        assert_eq!((ran.code, ran.err), (0, format!("warning: diary.csv: {told} left out\n")));
    }
}

#[test]
fn a_diary_can_come_from_standard_input_with_counts_of_sessions() {
    let text = b"date;pain;sessions_ball\n2026-03-01;6;1\n2026-03-02;5;\n2026-03-03;5;1\n";
    let ran = run(&["answer", "-", "--json"], text);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["details"]["counts"]["sessions"], 2);
    assert_eq!(answer["verdict"], "cant_tell");
}

#[test]
fn hostile_diaries_give_a_calm_answer() {
    let days = |score: &str| {
        let rows: Vec<String> =
            (1..=28).map(|day| format!("2026-03-{day:02},{score},{}", u8::from(day % 3 == 0))).collect();
        format!("date,pain,sessions_ball\n{}\n", rows.join("\n"))
    };
    let schema = validator();
    for text in [days("0"), days("10"), days("5"), days(""), "date,pain\n2026-03-01,5\n".to_owned()] {
        let ran = diary(&text, &["--json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        assert!(schema.is_valid(&answer), "{answer}");
        if let (Some(low), Some(high)) =
            (answer["benefit"]["q05"].as_f64(), answer["benefit"]["q95"].as_f64())
        {
            assert!(low < high);
        }
        assert_eq!(diary(&text, &[]).code, 0);
    }
}

/// A folder of 300 people: one line each, in order; the bad ones say so, and the rest goes on.
#[test]
fn many_diaries_in_one_run() {
    let mut files = Vec::new();
    for number in 0..300 {
        let text = match number {
            7 => "date,pain\n2026-03-01,12\n".to_owned(),
            9 => "PK".to_owned(),
            _ => format!("date,pain\n2026-03-01,{}\n2026-03-02,4\n", number % 11),
        };
        files.push((format!("person{number:03}/diary.csv"), text));
    }
    files.push(("person008/sessions.csv".to_owned(), "start,technique\n2026-03-01T12:00,ball\n".to_owned()));
    files.push(("nobody/notes.txt".to_owned(), "no diary here".to_owned()));
    files.push(("README.txt".to_owned(), "not a person".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let ran = run(&["answer", folder.path().to_str().unwrap(), "--json"], b"");
    assert_eq!(ran.code, 1);
    assert_snapshot!(ran.err, @r#"
    error: 3 of 301 diaries could not be read; all others were answered

    hint: look for "error" in the output: each names its file and how to mend it
    "#);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 301);
    let schema = validator();
    for line in &lines {
        assert!(schema.is_valid(line), "{line}");
    }
    let names: Vec<&str> = lines.iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert!(names.is_sorted(), "{names:?}");
    let wrong: Vec<&str> = lines
        .iter()
        .filter(|line| line.get("error").is_some())
        .map(|line| line["name"].as_str().unwrap())
        .collect();
    assert_eq!(wrong, ["nobody", "person007", "person009"]);
    let eight = lines.iter().find(|line| line["name"] == "person008").unwrap();
    assert_eq!(eight["details"]["counts"]["sessions"], 1);
}

#[test]
fn a_folder_with_a_diary_is_one_person_and_an_empty_one_is_none() {
    let folder_of_one = run(&["answer", sample("helps").to_str().unwrap(), "--json"], b"");
    let files = on("helps", &["--json"]);
    assert_eq!(folder_of_one.out, files.out);
    let empty = TempDir::new().unwrap();
    let ran = run(&["answer", empty.path().to_str().unwrap()], b"");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("neither diary.csv nor folders"), "{}", ran.err);
    let ran = run(&["answer", sample("").to_str().unwrap(), "--sessions", "x.csv"], b"");
    assert_eq!(ran.code, 2);
    // A file that is named counts, and is not passed over for the one in the folder.
    let ran = run(&["answer", sample("helps").to_str().unwrap(), "--sessions", "/nowhere/x.csv"], b"");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("there is no file `/nowhere/x.csv`"), "{}", ran.err);
}
