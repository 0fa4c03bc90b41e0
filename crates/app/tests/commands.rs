//! The commands of the diary and the library, run as a person runs them: the real program, a folder, piped lines.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use program::{Ran, run};
use tempfile::TempDir;

/// A person with a folder of their own.
struct Person {
    folder: TempDir,
}

impl Person {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn journal(&self) -> std::path::PathBuf {
        self.folder.path().join("journal.db")
    }

    /// Runs a command on a day, with lines piped in.
    fn on(&self, day: &str, command: &[&str], typed: &str) -> Ran {
        let folder = self.folder.path().to_str().unwrap();
        run(&[&["--data", folder, "--today", day], command].concat(), typed.as_bytes())
    }

    /// Runs a command on 20 March 2026.
    fn run(&self, command: &[&str], typed: &str) -> Ran {
        self.on("2026-03-20", command, typed)
    }

    /// Runs a command that succeeds, and gives what it printed.
    fn ok(&self, command: &[&str], typed: &str) -> String {
        let ran = self.run(command, typed);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
        ran.out
    }

    /// Runs a command that does nothing, and gives its message.
    fn refused(&self, code: i32, command: &[&str], typed: &str) -> String {
        let ran = self.run(command, typed);
        assert_eq!(ran.code, code, "{command:?}: {}{}", ran.out, ran.err);
        ran.err
    }

    /// Says that nothing is in the journal.
    fn has_nothing(&self) {
        assert_eq!(self.ok(&["undo"], ""), "There is nothing to take back.\n");
    }
}

#[test]
fn help_now_works_with_no_journal_and_makes_none() {
    let person = Person::new();
    let card = person.ok(&["help-now"], "");
    assert!(card.starts_with("Call 112 or your local emergency number"), "{card}");
    assert!(card.contains("United Kingdom (GB): 999"), "{card}");
    assert!(person.ok(&["help-now", "--country", "us"], "").starts_with("Call 911"));
    assert!(
        person.ok(&["help-now", "--country", "Narnia"], "").contains("We have no numbers for \"Narnia\".")
    );
    assert!(!person.journal().exists());
}

#[test]
fn help_now_takes_the_country_from_the_answers() {
    let person = Person::new();
    person.ok(&["ask", "--change", "country"], "GB\n");
    assert!(person.ok(&["help-now"], "").starts_with("Call 999"));
    assert!(person.ok(&["help-now", "--country", "IE"], "").starts_with("Call 112"));
}

#[test]
fn help_now_works_with_a_journal_that_cannot_be_read() {
    let person = Person::new();
    std::fs::write(person.journal(), "this is no journal").unwrap();
    assert!(person.ok(&["help-now"], "").starts_with("Call 112"));
}

#[test]
fn learn_and_why_need_no_journal_and_make_none() {
    let person = Person::new();
    assert!(person.ok(&["learn"], "").contains("How often do I need a massage? (how_often)"));
    assert!(person.ok(&["learn", "blood", "flow"], "").starts_with("Does massage improve blood flow?"));
    assert!(person.ok(&["why", "quadratus_lumborum"], "").contains("We do not know yet where it hurts."));
    assert!(!person.journal().exists());
}

#[test]
fn what_is_not_known_says_so_with_the_nearest_name() {
    let person = Person::new();
    let error = person.refused(1, &["learn", "xyzzy"], "");
    assert_eq!(
        error,
        "error: there is nothing about `xyzzy`\n\n\
         hint: `backwise learn` lists all topics; try one or two other words\n"
    );
    let error = person.refused(2, &["why", "quadratus_lumborun"], "");
    assert_eq!(
        error,
        "error: there is nothing with the name `quadratus_lumborun`\n\n\
         hint: did you mean `quadratus_lumborum`?\n"
    );
}

#[test]
fn a_check_in_can_be_typed_piped_and_taken_back() {
    let person = Person::new();
    let said =
        person.ok(&["log", "check-in", "--interference", "3", "--pain", "4", "--note", "slept well"], "");
    assert_eq!(
        said,
        "Recorded for today: your back got in your way 3 of 10. Pain 4 of 10.\n\
         Your note: Slept well.\nTake it back: backwise undo\n"
    );
    let said = person.ok(&["log", "check-in"], "5\n6\nyes\nskip\n");
    assert!(said.contains("You checked in for this day already. One more is welcome."), "{said}");
    assert!(said.contains("The day is marked as a flare."), "{said}");
    let said = person.ok(&["undo"], "");
    assert!(
        said.starts_with("Taken back: a check-in (in your way 5 of 10, pain 6 of 10), Friday 20 March."),
        "{said}"
    );
    let said = person.ok(&["undo"], "");
    assert!(said.starts_with("Taken back: a check-in (in your way 3 of 10, pain 4 of 10)"), "{said}");
    person.has_nothing();
}

#[test]
fn a_score_off_the_scale_is_refused_and_nothing_is_recorded() {
    let person = Person::new();
    for (command, what) in [
        (vec!["log", "check-in", "--interference", "3", "--pain", "11"], "pain score 11 is outside 0 to 10"),
        (vec!["log", "check-in", "--interference", "11"], "check-in score 11 is outside 0 to 10"),
        (
            vec!["log", "check-in", "--interference", "-1"],
            "check-in score `-1` is not a whole number from 0 to 10",
        ),
        (vec!["log", "soreness", "--score", "12"], "soreness score 12 is outside 0 to 10"),
        (
            vec!["log", "visit", "--minutes", "60", "--pressure", "five"],
            "pressure score `five` is not a whole number",
        ),
        (vec!["log", "visit", "--minutes", "0"], "a visit of 0 minutes is outside 1 to 300"),
        (vec!["log", "soreness", "--score", "2", "--hours", "9999"], "9999 hours is outside 0 to 672"),
    ] {
        let error = person.refused(1, &command, "");
        assert!(error.starts_with(&format!("error: {what}")), "{error}");
        assert!(error.contains("\n\nhint: ") && error.contains("nothing was recorded"), "{error}");
    }
    person.has_nothing();
}

#[test]
fn a_score_off_the_scale_on_a_page_is_asked_again() {
    let person = Person::new();
    let said = person.ok(&["log", "check-in"], "11\n4\n5\nno\nskip\n");
    assert!(said.contains("That has to be a whole number from 0 to 10."), "{said}");
    assert!(said.contains("your back got in your way 4 of 10. Pain 5 of 10."), "{said}");
}

#[test]
fn a_day_that_cannot_be_is_refused_and_nothing_is_recorded() {
    let person = Person::new();
    let check_in = |day| ["log", "check-in", "--interference", "3", "--day", day];
    let error = person.refused(1, &check_in("2026-03-21"), "");
    assert!(
        error.starts_with("error: 2026-03-21 has not come yet\n\nhint: give a day from 2026-03-13"),
        "{error}"
    );
    let error = person.refused(1, &check_in("2026-03-12"), "");
    assert!(error.starts_with("error: 2026-03-12 is more than 7 days ago\n"), "{error}");
    let error = person.refused(2, &check_in("2026-02-30"), "");
    assert!(error.contains("that is no day of the calendar: write it like 2026-11-22"), "{error}");
    let error = person.refused(1, &["log", "visit", "--minutes", "60", "--day", "2026-04-01"], "");
    assert!(error.starts_with("error: 2026-04-01 has not come yet"), "{error}");
    person.has_nothing();
    let said = person.ok(&check_in("2026-03-13"), "");
    assert!(said.starts_with("Recorded for Friday 13 March, marked late: "), "{said}");
}

#[test]
fn stopping_before_the_end_records_nothing() {
    let person = Person::new();
    for (command, typed) in [
        (vec!["log", "check-in"], "3\n"),
        (vec!["log", "visit"], "60\nquit\n"),
        (vec!["log", "soreness"], ""),
        (vec!["log", "flare"], "quit\n"),
        (vec!["log", "problem"], ""),
    ] {
        let said = person.ok(&command, typed);
        assert!(said.ends_with("Nothing was recorded.\n"), "{command:?}: {said}");
    }
    person.has_nothing();
}

#[test]
fn new_pain_is_not_scored_each_day_unless_wanted() {
    let person = Person::new();
    person.ok(&["ask", "--change", "time"], "under_2_weeks\n");
    let said = person.ok(&["log", "check-in"], "4\nno\nskip\n");
    assert!(said.contains("Your pain is new. Rating it each day may keep your mind on it."), "{said}");
    assert!(!said.contains("How strong is your pain right now?"), "{said}");
    let said = person.ok(&["log", "check-in", "--daily-pain", "on"], "4\n5\nno\nskip\n");
    assert!(
        said.contains("How strong is your pain right now?") && !said.contains("Your pain is new."),
        "{said}"
    );
    let said = person.ok(&["log", "check-in"], "4\n5\nno\nskip\n");
    assert!(said.contains("Pain 5 of 10."), "{said}");
}

#[test]
fn a_visit_keeps_what_the_therapist_said() {
    let person = Person::new();
    let said = person.ok(
        &[
            "log",
            "visit",
            "--kind",
            "swedish",
            "--minutes",
            "60",
            "--price",
            "70",
            "--note",
            "tight",
            "--felt",
            "better",
        ],
        "",
    );
    assert!(said.starts_with("Recorded for today: Swedish (relaxation) massage, 60 minutes."), "{said}");
    let error = person.refused(2, &["log", "visit", "--kind", "swedisch", "--minutes", "60"], "");
    assert!(error.contains("hint: did you mean `pro_swedish`?"), "{error}");
    assert!(
        person
            .ok(&["progress"], "")
            .contains("Massage: 1 visit, the last on Friday 20 March. In all you paid 70")
    );
}

#[test]
fn a_flare_begins_with_the_safety_lines_and_ends_when_it_is_over() {
    let person = Person::new();
    let error = person.refused(1, &["log", "flare", "--over"], "");
    assert!(error.starts_with("error: no flare is open; nothing was recorded\n"), "{error}");
    let said = person.ok(&["log", "flare"], "none\n");
    let lines = said.find("Any of these new since last time?").unwrap();
    assert!(lines < said.find("3 things for now").unwrap(), "{said}");
    let said = person.on("2026-03-22", &["log", "flare", "--over"], "").out;
    assert!(said.starts_with("Your flare is over. It lasted 3 days."), "{said}");
}

#[test]
fn a_flare_with_a_new_sign_goes_to_the_questions_first() {
    let person = Person::new();
    let said = person.ok(&["log", "flare"], "nerves\n");
    assert!(said.contains("Something is new, so we ask again."), "{said}");
    assert!(!said.contains("3 things for now"), "{said}");
    let said = person.ok(&["undo"], "");
    assert!(said.starts_with("Taken back, recorded together"), "{said}");
    assert!(said.contains("- That something is new.\n- The beginning of a flare."), "{said}");
}

#[test]
fn a_new_problem_opens_the_questions_that_settle_it() {
    let person = Person::new();
    let said = person.ok(&["log", "problem"], "?ill\n");
    assert!(said.contains("Something is new, so we ask again."), "{said}");
    assert!(said.contains("All your answers are kept. Go on with: backwise ask"), "{said}");
    let said = person.ok(&["why", "fever"], "");
    assert!(said.contains("Fever"), "{said}");
    let said = person.ok(&["log", "problem"], "none\n");
    assert!(said.contains("None of these is new."), "{said}");
}

#[test]
fn soreness_is_expected_or_not() {
    let person = Person::new();
    let said = person.ok(&["log", "soreness", "--score", "3", "--hours", "20"], "");
    assert!(said.starts_with("This is expected\n"), "{said}");
    let said = person.ok(&["log", "soreness", "--score", "3", "--hours", "60"], "");
    assert!(said.starts_with("This is not expected\n--------------------\nPause massage"), "{said}");
    let said = person.ok(&["log", "soreness", "--score", "3", "--hours", "80"], "");
    assert!(said.contains("Stop massage, and see a clinician."), "{said}");
    let said = person.ok(&["log", "soreness"], "3\ndark_pee\nskip\n");
    assert!(
        said.contains("Call 112 or your local emergency number, or go to an emergency department now."),
        "{said}"
    );
    let error = person.refused(2, &["log", "soreness", "--score", "3", "--after", "walk_11"], "");
    assert!(error.contains("hint: did you mean `walk_10`?"), "{error}");
}

#[test]
fn after_a_check_by_a_clinician_the_sign_counts_as_explained() {
    let person = Person::new();
    let nothing = person.ok(&["checked", "--by", "my GP", "--massage", "yes"], "");
    assert_eq!(nothing, "Nothing waits for a check. Nothing was recorded.\n");
    person.ok(&["log", "soreness"], "3\nlarge_bruise\nskip\n");
    let error =
        person.refused(1, &["checked", "--on", "2026-03-21", "--by", "my GP", "--massage", "yes"], "");
    assert!(error.starts_with("error: 2026-03-21 has not come yet"), "{error}");
    let said = person.ok(&["checked", "--said", "it will pass"], "doctor\nyes\n");
    assert!(said.contains("Recorded: checked by doctor on Friday 20 March."), "{said}");
    assert!(said.contains("What changes:"), "{said}");
    assert!(person.ok(&["checked"], "").starts_with("Nothing waits for a check."));
}

#[test]
fn an_emergency_needs_a_hospital() {
    let person = Person::new();
    person.ok(&["log", "soreness"], "3\nnumb_saddle\nskip\n");
    let error = person.refused(1, &["checked", "--by", "my GP", "--massage", "yes"], "");
    assert!(error.contains("an emergency sign needs a check by a hospital or emergency team"), "{error}");
    assert!(person.ok(&["undo"], "").contains("Soreness 3 of 10"));
    person.ok(&["log", "soreness"], "3\nnumb_saddle\nskip\n");
    let said = person.ok(&["checked", "--hospital", "--massage", "not-discussed"], "skip\n");
    assert!(said.contains("Recorded: checked by hospital team"), "{said}");
}

#[test]
fn progress_begins_with_which_way_it_goes() {
    let person = Person::new();
    assert!(person.ok(&["progress"], "").starts_with("Your first week will show here after 3 check-ins."));
    let days = [
        ("2026-02-18", "6"),
        ("2026-02-19", "3"),
        ("2026-03-17", "2"),
        ("2026-03-18", "1"),
        ("2026-03-20", "8"),
    ];
    for (day, score) in days {
        assert_eq!(person.on(day, &["log", "check-in", "--interference", score], "").code, 0);
    }
    let said = person.ok(&["progress"], "");
    assert!(
        said.starts_with("You had 2 OK days this week. 4 weeks ago you had 1. That is 1 more.\n"),
        "{said}"
    );
}

/// What a person reads holds none of the words that the knowledge bans, and no line is wider than a terminal.
#[test]
fn the_words_on_screen_follow_the_rules() {
    let knowledge = domain::knowledge::Knowledge::bundled().unwrap();
    let finder = knowledge.words.finder();
    let person = Person::new();
    let mut pages = vec![
        person.ok(&["log", "check-in"], "3\n4\nno\nskip\n"),
        person.ok(&["log", "visit"], "60\npro_swedish\n5\nbetter\n70\ntight\nwalk\n"),
        person.ok(&["log", "soreness"], "8\nnone\n5\nskip\n"),
        person.ok(&["log", "flare"], "none\n"),
        person.ok(&["log", "flare", "--over"], ""),
        person.ok(&["progress"], ""),
        person.ok(&["undo"], ""),
        person.ok(&["help-now"], ""),
        person.ok(&["help-now", "--country", "AU"], ""),
        person.ok(&["log", "problem"], "none\n"),
        person.ok(&["log", "soreness"], "3\nnumb_saddle\nskip\n"),
        person.ok(&["checked"], "4\nskip\nno\n"),
    ];
    pages.push(person.ok(&["why", "walk_10"], "").split("What studies found").next().unwrap().to_owned());
    for page in pages {
        let banned: Vec<&str> =
            finder.find(&page).into_iter().map(|(_, banned)| banned.word.as_str()).collect();
        assert!(banned.is_empty(), "{banned:?} in: {page}");
        for line in page.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
