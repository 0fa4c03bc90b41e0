//! `backwise brief` and `backwise summary` with the real program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use program::{Ran, run};
use std::fs;
use std::path::Path;

fn on(data: &Path, args: &[&str]) -> Ran {
    let mut all = vec!["--data", data.to_str().unwrap(), "--today", "2026-05-25"];
    all.extend(args);
    run(&all, b"")
}

fn done(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    &ran.out
}

#[test]
fn a_brief_is_shown_as_it_is_and_what_was_chosen_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let ran = on(folder.path(), &["brief", "--pressure", "light", "--keep-off", "my left knee"]);
    insta::assert_snapshot!(done(&ran), @r#"
    Massage brief
    -------------

    Pressure
        I like it: light.
        I will tell you: less, more, stop.

    Keep off these places
        my left knee

    Three sentences
        "Please start with the place that I marked, and stay there for half the
          time."
        "I will say less, more or stop."
        "Can you tell me what you did, so I can repeat it at home?"

    About this page
        These are the client's own words. It is not a diagnosis.
        Made on Monday 25 May 2026.
    "#);
    assert_eq!(done(&on(folder.path(), &["brief"])), ran.out, "kept for the next time");
}

#[test]
fn a_pdf_is_written_once_and_only_over_another_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ["brief", "summary"] {
        let file = folder.path().join(format!("{kind}.pdf"));
        let name = file.to_str().unwrap();
        let first = on(folder.path(), &[kind, "--pdf", name, "--paper", "letter"]);
        assert!(
            done(&first).ends_with(&format!("This is all that is in {name}: 1 page, Letter\n")),
            "{}",
            first.out
        );
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let again = on(folder.path(), &[kind, "--pdf", name]);
        assert_eq!(again.code, 1);
        assert!(again.err.contains("is there already") && again.err.contains("--force"), "{}", again.err);
        assert_eq!(fs::read(&file).unwrap(), bytes, "nothing has changed");
        done(&on(folder.path(), &[kind, "--pdf", name, "--paper", "letter", "--force"]));
        assert_eq!(fs::read(&file).unwrap(), bytes, "the same bytes each time");
    }
}

#[test]
fn a_summary_of_a_diary_has_three_numbers_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let empty = on(folder.path(), &["summary"]);
    assert!(done(&empty).contains("Too little data: no number is given."), "{}", empty.out);
    let diary = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diaries/two_kinds");
    let names = ["--map", "ball=sm_gmed_ball_wall", "--map", "heat=pro_swedish"];
    done(&on(folder.path(), &[&["import", "csv", diary][..], &names].concat()));
    let ran = on(folder.path(), &["summary"]);
    for words in
        ["Average benefit so far:", "Probability that it is at least 1.0 points", "Half-life of the effect"]
    {
        assert!(done(&ran).contains(words), "{words} in {}", ran.out);
    }
}

#[test]
fn a_size_that_there_is_not_is_refused_with_those_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let ran = on(folder.path(), &["brief", "--paper", "a5"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it has to be a4 or letter"), "{}", ran.err);
}
