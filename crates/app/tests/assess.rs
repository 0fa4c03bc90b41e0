//! `backwise assess` and `questions`, as a script uses them: with the real program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use program::{Ran, run};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const ON: [&str; 2] = ["--today", "2026-11-22"];

fn people() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/people")
}

fn assess(input: impl AsRef<[u8]>) -> Ran {
    run(&["assess", "-", "--json", ON[0], ON[1]], input.as_ref())
}

fn assess_file(file: &Path) -> Ran {
    run(&["assess", file.to_str().unwrap(), "--json"], b"")
}

/// Assesses one person.
fn person(person: &Value) -> Value {
    let ran = assess(person.to_string());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{person}");
    serde_json::from_str(&ran.out).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for file in ["go_ahead.json", "precautions.json", "answers.json", "line_by_line.jsonl"] {
        let file = people().join(file);
        let again = || run(&["assess", file.to_str().unwrap(), "--json", ON[0], ON[1]], b"");
        let (first, second) = (again(), again());
        assert_eq!(first.code, 0, "{}", first.err);
        assert!(!first.out.is_empty());
        assert!(first.out == second.out, "{} gave two different outputs", file.display());
    }
}

#[test]
fn the_order_of_names_does_not_matter() {
    let one = r#"{"facts": {"fever": "yes", "osteoporosis": "yes"}, "zones": {"sij_l": 1, "sacrum": 0.5}}"#;
    let other = r#"{"zones": {"sacrum": 0.5, "sij_l": 1}, "facts": {"osteoporosis": "yes", "fever": "yes"}}"#;
    assert_eq!(assess(one).out, assess(other).out);
}

#[test]
fn a_file_and_standard_input_give_the_same() {
    let file = people().join("precautions.json");
    let from_file = run(&["assess", file.to_str().unwrap(), "--json", ON[0], ON[1]], b"");
    assert_eq!(from_file.out, assess(fs::read(&file).unwrap()).out);
}

#[test]
fn one_person_a_line_gives_one_answer_a_line_and_the_same_as_alone() {
    let file = fs::read_to_string(people().join("line_by_line.jsonl")).unwrap();
    let ran = assess(&file);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), file.lines().count());
    for (line, answer) in file.lines().zip(&answers) {
        assert_eq!(person(&serde_json::from_str(line).unwrap()), *answer);
    }
}

#[test]
fn a_bad_line_in_the_middle_spoils_no_other() {
    let ran = assess("{}\n{\"facts\": {\"fevr\": \"yes\"}}\n\n{\"facts\": {\"fever\": \"yes\"}}\n{\n");
    assert_eq!(ran.code, 1);
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["level"], Value::Null);
    assert_eq!(
        answers[1],
        json!({"error": "unknown key `fevr` in `facts`; did you mean `fever`?", "line": 2})
    );
    assert_eq!(answers[2]["level"], "same_day");
    assert_eq!(answers[3], json!({"error": "not JSON: EOF while parsing an object (column 0)", "line": 5}));
    assert_eq!(
        ran.err,
        "error: 2 of 5 lines could not be read; all others were assessed\n\n\
         hint: look for \"error\" in the output: each names its line and how to mend it\n"
    );
}

#[test]
fn a_bad_first_line_spoils_no_other() {
    let ran = assess("{\"facts\": \n{}\n{}\n");
    assert_eq!(ran.code, 1);
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["line"], 1);
    assert!(answers[1]["error"].is_null() && answers[2]["error"].is_null());
}

#[test]
fn a_line_that_is_not_text_spoils_no_other() {
    let ran = assess(b"{}\n{\"facts\": {\"\xff\xfe\": \"yes\"}}\n{}\n");
    assert_eq!(ran.code, 1);
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[1]["line"], 2);
}

#[test]
fn empty_lines_and_windows_line_ends_and_byte_order_marks_are_no_trouble() {
    let plain = assess("{\"facts\": {\"fever\": \"yes\"}}");
    for same in
        ["\u{feff}{\"facts\": {\"fever\": \"yes\"}}", "\n\n  {\"facts\": \r\n{\"fever\": \"yes\"}}\r\n\n"]
    {
        let ran = assess(same);
        assert_eq!((ran.code, ran.out), (0, plain.out.clone()), "{same:?}");
    }
    let ran = assess("\u{feff}{}\r\n\r\n{}\r\n");
    assert_eq!((ran.code, lines(&ran.out).len()), (0, 2), "{}", ran.err);
}

/// What is wrong with a person, for each way to be wrong.
const MISUSES: &[(&str, &str)] = &[
    (r#"{"fact": {}}"#, "unknown key `fact` in the top level; did you mean `facts`?"),
    (
        r#"{"qqqq": {}}"#,
        "unknown key `qqqq` in the top level; it takes answers, facts, others, zones, profile, checked",
    ),
    ("[]", "a person is a JSON object such as {\"facts\": {}}; write several persons one a line"),
    ("5", "a person is a JSON object such as {\"facts\": {}}; write several persons one a line"),
    ("null", "a person is a JSON object such as {\"facts\": {}}; write several persons one a line"),
    // Facts and findings.
    (r#"{"facts": {"fevr": "yes"}}"#, "unknown key `fevr` in `facts`; did you mean `fever`?"),
    (
        r#"{"facts": {"worse_bend_foward": "yes"}}"#,
        "unknown key `worse_bend_foward` in `facts`; did you mean `worse_bend_forward`?",
    ),
    (
        r#"{"facts": {"qqqq": "yes"}}"#,
        "unknown key `qqqq` in `facts`; `backwise questions --json` lists all keys",
    ),
    (r#"{"facts": {"fever": 1}}"#, "fact `fever` is 1, and has to be yes, no or unsure"),
    (r#"{"facts": {"fever": "Yes"}}"#, "fact `fever` is \"Yes\", and has to be yes, no or unsure"),
    (r#"{"facts": {"fever": null}}"#, "fact `fever` is null, and has to be yes, no or unsure"),
    (r#"{"facts": []}"#, "`facts` has to be a JSON object"),
    (r#"{"facts": {"fever": "yes", "fever": "no"}}"#, "`fever` is given twice"),
    // Zones.
    (
        r#"{"zones": {"iliac_crst_r": 1}}"#,
        "unknown key `iliac_crst_r` in `zones`; did you mean `iliac_crest_r`?",
    ),
    (
        r#"{"zones": {"iliac_crest_r": 1.5}}"#,
        "zone `iliac_crest_r` is 1.5, and has to be a number from 0 to 1",
    ),
    (
        r#"{"zones": {"iliac_crest_r": -0.1}}"#,
        "zone `iliac_crest_r` is -0.1, and has to be a number from 0 to 1",
    ),
    (
        r#"{"zones": {"iliac_crest_r": "1"}}"#,
        "zone `iliac_crest_r` is \"1\", and has to be a number from 0 to 1",
    ),
    (r#"{"zones": ["iliac_crest_r"]}"#, "`zones` has to be a JSON object"),
    // Questions and options.
    (r#"{"answers": {"nerve": "none"}}"#, "unknown key `nerve` in `answers`; did you mean `nerves`?"),
    (
        r#"{"answers": {"check_nerves_sadle": "yes"}}"#,
        "unknown key `check_nerves_sadle` in `answers`; did you mean `check_nerves_saddle`?",
    ),
    (
        r#"{"answers": {"finding_pres_loin": "yes"}}"#,
        "unknown key `finding_pres_loin` in `answers`; did you mean `finding_press_loin`?",
    ),
    (
        r#"{"answers": {"course": "bettr"}}"#,
        "question `course` has no option `bettr`; it has better, same, same_long, worse, worse_long; \
         did you mean `better`?",
    ),
    (
        r#"{"answers": {"spread": {"unsure": ["buttok"]}}}"#,
        "question `spread` has no option `buttok`; it has no, buttock, thigh, groin, below_knee; \
         did you mean `buttock`?",
    ),
    (
        r#"{"answers": {"nerves": {"no": ["saddle"]}}}"#,
        "question `nerves` takes an option, a list of options, \"none\" or \"unsure\"",
    ),
    (
        r#"{"answers": {"nerves": [1]}}"#,
        "question `nerves` takes an option, a list of options, \"none\" or \"unsure\"",
    ),
    (r#"{"answers": {"nerves": null}}"#, "question `nerves` is not optional: it has to be answered"),
    (
        r#"{"answers": {"course": ["better", "worse"]}}"#,
        "question `course` takes one option: give the one that fits best",
    ),
    (
        r#"{"answers": {"zones": {"iliac_crst_r": 1}}}"#,
        "zone `iliac_crst_r` is not on the body picture; did you mean `iliac_crest_r`?",
    ),
    (
        r#"{"answers": {"zones": {"iliac_crest_r": 2}}}"#,
        "zone `iliac_crest_r` is marked by 2, and has to be between 0 and 1",
    ),
    (
        r#"{"answers": {"zones": "iliac_crest_r"}}"#,
        "question `zones` takes zones with how much is marked, such as {\"iliac_crest_r\": 1}",
    ),
    (
        r#"{"answers": {"worst": "iliac_crst_r"}}"#,
        "zone `iliac_crst_r` is not on the body picture; did you mean `iliac_crest_r`?",
    ),
    (r#"{"answers": {"age": "59"}}"#, "question `age` takes a whole number"),
    (r#"{"answers": {"age": 121}}"#, "question `age` takes a whole number from 0 to 120, not 121"),
    (r#"{"answers": {"age": -1}}"#, "question `age` takes a whole number from 0 to 120, not -1"),
    (r#"{"answers": {"age": 59.5}}"#, "question `age` takes a whole number from 0 to 120, not 59.5"),
    (r#"{"answers": {"goal": 3}}"#, "question `goal` takes text"),
    // The profile.
    (r#"{"profile": 3}"#, "`profile` has to be a JSON object"),
    (r#"{"profile": {"agee": 59}}"#, "unknown key `agee` in `profile`; did you mean `age`?"),
    (r#"{"profile": {"age": 121}}"#, "profile `age` is 121, and has to be a whole number from 0 to 120"),
    (r#"{"profile": {"age": 59.5}}"#, "profile `age` is 59.5, and has to be a whole number from 0 to 120"),
    (r#"{"profile": {"age": "59"}}"#, "profile `age` is \"59\", and has to be a whole number from 0 to 120"),
    (
        r#"{"profile": {"age": 18446744073709551616}}"#,
        "profile `age` is 1.8446744073709552e+19, and has to be a whole number from 0 to 120",
    ),
    (r#"{"profile": {"price": -1}}"#, "profile `price` is -1, and has to be a whole number from 0 to 100000"),
    (
        r#"{"profile": {"sex": "mal"}}"#,
        "profile `sex` has `mal`, and takes female, male, other; did you mean `male`?",
    ),
    (r#"{"profile": {"sex": 1}}"#, "profile `sex` is 1, and has to be one of female, male, other"),
    (
        r#"{"profile": {"feel": "firm"}}"#,
        "profile `feel` has `firm`, and takes calm_light, firm_slow, firm_points, clothed_stretch, no_preference; \
         did you mean `firm_slow`?",
    ),
    (
        r#"{"profile": {"likes": ["stretching"]}}"#,
        "profile `likes` has `stretching`, and takes professional, heat, self_massage, mobility, stretch, strength, \
         walk, posture, breathing, relaxation, sleep; did you mean `stretch`?",
    ),
    (
        r#"{"profile": {"dislikes": "heat"}}"#,
        "profile `dislikes` is \"heat\", and has to be a list of professional, heat, self_massage, mobility, \
         stretch, strength, walk, posture, breathing, relaxation, sleep",
    ),
    (r#"{"profile": {"helper": "yes"}}"#, "profile `helper` is \"yes\", and has to be true or false"),
    (r#"{"profile": {"goal": 3}}"#, "profile `goal` is 3, and has to be text"),
    (
        r#"{"profile": {"worst_zone": "iliac_crst_r"}}"#,
        "unknown key `iliac_crst_r` in `worst_zone`; did you mean `iliac_crest_r`?",
    ),
    // The rest.
    (r#"{"others": "maybe"}"#, "`others` is \"maybe\", and has to be \"unknown\" or \"no\""),
    (r#"{"checked": [{"facts": ["fevr"]}]}"#, "unknown key `fevr` in `checked`; did you mean `fever`?"),
    (r#"{"checked": [{"fact": ["fever"]}]}"#, "unknown key `fact` in `checked`; did you mean `facts`?"),
    (
        r#"{"checked": [{"facts": "fever"}]}"#,
        "`checked` has to be a list of {\"facts\": [..], \"hospital\": true or false, \"massage_agreed\": true or false}",
    ),
    ("{\"facts\": {}", "not JSON: EOF while parsing an object (column 0)"),
    (r#"{"profile": {"age": 1e400}}"#, "not JSON: number out of range (column 25)"),
];

#[test]
fn every_misuse_says_what_is_wrong_and_names_the_nearest_key() {
    // A good line first and last: what is wrong between them spoils neither.
    let input: Vec<&str> =
        ["{}"].into_iter().chain(MISUSES.iter().map(|(person, _)| *person)).chain(["{}"]).collect();
    let ran = assess(input.join("\n") + "\n");
    assert_eq!(ran.code, 1);
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), MISUSES.len() + 2);
    for (number, ((person, expected), answer)) in MISUSES.iter().zip(&answers[1..]).enumerate() {
        assert_eq!(*answer, json!({"error": expected, "line": number + 2}), "{person}");
    }
    assert!(answers.first().unwrap()["error"].is_null() && answers.last().unwrap()["error"].is_null());
}

#[test]
fn one_misused_person_alone_is_an_error_with_nothing_on_standard_output() {
    let ran = assess(r#"{"facts": {"fevr": "yes"}}"#);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "error: unknown key `fevr` in `facts`; did you mean `fever`?\n");
}

#[test]
fn a_broken_file_of_many_lines_names_the_line() {
    let ran = assess("{\n  \"facts\": {\n    \"fever\": \"yes\",\n  }\n}\n");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("error: `-`, line 4: not JSON: trailing comma (column 3)"), "{}", ran.err);
}

#[test]
fn files_that_cannot_be_read_are_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.json");
    let shown = file.display().to_string();

    let ran = assess_file(&file);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(
        ran.err,
        format!(
            "error: there is no file `{shown}`\n\nhint: give the path of a JSON file, or - for standard input\n"
        )
    );

    let ran = assess_file(folder.path());
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with(&format!("error: `{}` is a folder", folder.path().display())), "{}", ran.err);

    for empty in ["", "\n", " \n\t\n"] {
        fs::write(&file, empty).unwrap();
        let ran = assess_file(&file);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{empty:?}");
        assert_eq!(
            ran.err,
            format!("error: `{shown}` is empty\n\nhint: write one JSON object, or one JSON object a line\n")
        );
    }

    fs::copy(env!("CARGO_BIN_EXE_backwise"), &file).unwrap();
    let ran = assess_file(&file);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(
        ran.err,
        format!(
            "error: `{shown}` is not UTF-8 text\n\nhint: write one JSON object, or one JSON object a line\n"
        )
    );

    // UTF-16, as some programs save text.
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("{}".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(&file, utf16).unwrap();
    assert!(assess_file(&file).err.contains("is not UTF-8 text"));
}

#[test]
fn huge_and_deep_and_random_input_is_refused_with_a_short_error() {
    const MEGABYTE: usize = 1024 * 1024;
    let ten = 10 * MEGABYTE;
    // The same on every run.
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u8::try_from(state >> 56).unwrap()
    };
    let garbage: Vec<u8> = (0..ten).map(|_| random()).collect();
    let inputs: Vec<(&str, Vec<u8>)> = vec![
        ("random bytes", garbage),
        ("random text", (0..ten).map(|n| b"{}[]\",:0a \n"[n * 7919 % 11]).collect()),
        ("open brackets", vec![b'['; ten]),
        ("nested objects", br#"{"facts":"#.repeat(ten / 9)),
        ("one long name", format!("{{\"facts\": {{\"{}\": \"yes\"}}}}", "x".repeat(ten)).into_bytes()),
        ("one long option", format!("{{\"answers\": {{\"nerves\": \"{}\"}}}}", "x".repeat(ten)).into_bytes()),
        ("one long word", format!("{{\"profile\": {{\"sex\": \"{}\"}}}}", "ä".repeat(ten / 2)).into_bytes()),
        ("one long value", format!("{{\"facts\": {{\"fever\": [{}1]}}}}", "1,".repeat(ten / 2)).into_bytes()),
        ("one long line of lines", format!("{{}}\n{}\n{{}}\n", "x".repeat(ten)).into_bytes()),
    ];
    for (what, input) in inputs {
        let ran = assess(&input);
        assert_eq!(ran.code, 1, "{what}");
        assert!(ran.err.starts_with("error: ") && ran.err.len() < 2000, "{what}: {}", ran.err.len());
        let longest = ran.out.lines().filter(|line| line.contains("\"error\"")).map(str::len).max();
        assert!(longest.unwrap_or(0) < 4000, "{what}: {longest:?}");
    }
}

#[test]
fn of_answers_and_facts_that_clash_the_more_dangerous_counts() {
    let level = |given: Value| person(&given)["level_so_far"].clone();
    let none = json!({"now": "none", "nerves": "none", "lately": "none"});
    assert_eq!(level(json!({"answers": none})), "go_ahead");
    assert_eq!(level(json!({"answers": none, "facts": {"fever": "yes"}})), "same_day");
    assert_eq!(level(json!({"answers": {"lately": ["fever"]}, "facts": {"fever": "no"}})), "same_day");
    assert_eq!(level(json!({"answers": none, "facts": {"saddle_numbness": "unsure"}})), "emergency");
    let both = json!({"answers": {"nerves": {"unsure": ["saddle"]}}, "facts": {"saddle_numbness": "no"}});
    assert_eq!(person(&both)["reasons"][0]["unsure"], true);
    // An age on both sides: what either age would mean stands.
    let ages = person(&json!({"answers": {"age": 12}, "profile": {"age": 40}}));
    assert_eq!(ages["reasons"][0]["id"], "child_under_16");
}

#[test]
fn a_doubt_is_settled_by_its_follow_up_and_never_by_silence() {
    let level = |answers: Value| person(&json!({"answers": answers}))["level_so_far"].clone();
    let doubt = json!({"unsure": ["saddle"]});
    assert_eq!(level(json!({"nerves": doubt})), "emergency");
    assert_eq!(level(json!({"nerves": doubt, "check_nerves_saddle": "unsure"})), "emergency");
    assert_eq!(level(json!({"nerves": doubt, "check_nerves_saddle": "yes"})), "emergency");
    assert_eq!(level(json!({"nerves": doubt, "check_nerves_saddle": "no"})), "go_ahead");
    // One follow-up settles its own sign alone.
    let two = json!({"unsure": ["saddle", "pee_start"]});
    assert_eq!(level(json!({"nerves": two, "check_nerves_saddle": "no"})), "emergency");
    // A follow-up counts against the page it follows, and without it.
    assert_eq!(level(json!({"nerves": "none", "check_nerves_saddle": "yes"})), "emergency");
    assert_eq!(level(json!({"nerves": ["saddle"], "check_nerves_saddle": "no"})), "emergency");
    assert_eq!(level(json!({"check_nerves_saddle": "yes"})), "emergency");
    assert_eq!(level(json!({"check_nerves_saddle": {"unsure": ["yes"]}})), "emergency");
    assert_eq!(level(json!({"check_nerves_saddle": "no"})), "go_ahead");
}

#[test]
fn others_says_what_is_not_given() {
    let unknown = person(&json!({}));
    assert_eq!((&unknown["level"], &unknown["complete"]), (&Value::Null, &json!(false)));
    assert!(unknown["ask_next"].as_array().unwrap().len() > 10);
    assert_eq!(person(&json!({"others": "unknown"})), unknown);
    let no = person(&json!({"others": "no"}));
    assert_eq!((&no["level"], &no["complete"]), (&json!("go_ahead"), &json!(true)));
    assert_eq!(no["ask_next"], json!([]));
    let one = person(&json!({"others": "no", "facts": {"fever": "yes"}}));
    assert_eq!(one["level"], "same_day");
}

#[test]
fn go_ahead_is_never_said_while_a_question_is_open() {
    let questions: Value = serde_json::from_str(&run(&["questions", "--json"], b"").out).unwrap();
    let all = fs::read_to_string(people().join("answers.json")).unwrap();
    let all: Value = serde_json::from_str(&all).unwrap();
    let mut input = Vec::new();
    for question in questions["questions"].as_array().unwrap() {
        let id = question["id"].as_str().unwrap();
        if question["section"] == "safety" && all["answers"].get(id).is_some() {
            let mut without = all.clone();
            without["answers"].as_object_mut().unwrap().remove(id);
            input.push((id.to_owned(), without.to_string()));
        }
    }
    assert_eq!(input.len(), 7);
    let text: Vec<&str> = input.iter().map(|(_, person)| person.as_str()).collect();
    for (answer, (id, _)) in lines(&assess(text.join("\n")).out).iter().zip(&input) {
        assert_eq!((&answer["level"], &answer["complete"]), (&Value::Null, &json!(false)), "without {id}");
        let open = answer["ask_next"].as_array().unwrap().iter().any(|next| next["question"] == id.as_str());
        assert!(open, "{id} is not asked next");
    }
}

#[test]
fn drawings_from_answers_and_zones_lie_over_each_other() {
    let two = person(&json!({"answers": {"zones": {"sij_l": 0.2}}, "zones": {"sij_l": 1, "sacrum": 1}}));
    let one = person(&json!({"zones": {"sij_l": 1, "sacrum": 1}}));
    assert_eq!(two, one);
}

#[test]
fn whole_numbers_may_have_a_point() {
    assert_eq!(person(&json!({"profile": {"age": 72}})), {
        let ran = assess(r#"{"profile": {"age": 72.0}}"#);
        serde_json::from_str::<Value>(&ran.out).unwrap()
    });
}

#[test]
fn wrong_usage_is_told_apart_from_wrong_input() {
    for args in [
        &["assess"][..],
        &["assess", "-"],
        &["assess", "-", "--jsn"],
        &["assess", "-", "--json", "--today", "yesterday"],
        &["assess", "-", "--json", "--today", "2026-02-30"],
        &["questions"],
        &["asess", "-"],
        &["completions", "tcsh"],
    ] {
        let ran = run(args, b"{}");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{args:?}: {}", ran.err);
    }
    let ran = run(&["asess", "-"], b"");
    assert!(ran.err.contains("assess"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    for args in [&["questions", "--json"][..], &["completions", "bash"], &["man"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_backwise"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn neither_command_for_scripts_touches_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    assert_eq!(run(&["--data", data, "questions", "--json"], b"").code, 0);
    assert_eq!(run(&["--data", data, "assess", "-", "--json"], b"{}").code, 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn every_shell_gets_completions_that_name_every_command() {
    let help = run(&["--help"], b"").out;
    let start = help.find("Commands:").expect("help lists commands");
    let commands: Vec<&str> = help[start..]
        .lines()
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    for expected in
        ["ask", "today", "do", "log", "plan", "swap", "why", "learn", "progress", "undo", "assess"]
    {
        assert!(commands.contains(&expected), "{commands:?} lacks {expected}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(&["completions", shell], b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        for command in &commands {
            assert!(ran.out.contains(command), "{shell} does not complete {command}");
        }
    }
    let man = run(&["man"], b"");
    assert_eq!((man.code, man.err.as_str()), (0, ""));
    for command in &commands {
        // A man page writes a hyphen as \-.
        assert!(man.out.contains(&command.replace('-', "\\-")), "the man page lacks {command}");
    }
    for heading in [".TH", "NAME", "SYNOPSIS", "DESCRIPTION"] {
        assert!(man.out.contains(heading), "the man page lacks {heading}");
    }
}
