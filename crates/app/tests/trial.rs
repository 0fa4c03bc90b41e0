//! The personal test as a person runs it: the real program, a folder, piped lines, and the real `sha256sum`.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use domain::entry::{Entry, EntryId, Event, PersonId, PersonNow, QuestionAnswered, RecordedAt};
use domain::ids::Key;
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::question::QuestionKind;
use journal::{Journal, SqliteJournal};
use program::{Ran, run};
use tempfile::TempDir;

const SEED: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A person whose low back has hurt for months, with all questions answered on 2 March 2026.
struct Person {
    folder: TempDir,
}

impl Person {
    fn new(time: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let knowledge = Knowledge::bundled().unwrap();
        let journal = SqliteJournal::open(folder.path().join("journal.db")).unwrap();
        let first = "2026-03-02T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
        let entries: Vec<Entry> = (0_i64..)
            .zip(knowledge.questions.iter().filter(|question| question.show_when.is_none()))
            .map(|(n, question)| {
                let at = RecordedAt::from_microseconds(first + n * 1_000_000).unwrap();
                let id = EntryId::from_millis(u64::try_from(n).unwrap(), [1; 10]);
                let answer = answer(&knowledge, question, time);
                let event = QuestionAnswered { question: question.id.clone(), answer };
                Entry::now(id, PersonId::from_millis(1, [1; 10]), at, 0, event)
            })
            .collect();
        journal.append(&entries).unwrap();
        Self { folder }
    }

    fn on(&self, day: &str, command: &[&str], typed: &str) -> Ran {
        let folder = self.folder.path().to_str().unwrap();
        run(&[&["--data", folder, "--today", day], command].concat(), typed.as_bytes())
    }

    fn ok(&self, day: &str, command: &[&str], typed: &str) -> String {
        let ran = self.on(day, command, typed);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}: {}", ran.out);
        ran.out
    }

    fn refused(&self, code: i32, day: &str, command: &[&str]) -> String {
        let ran = self.on(day, command, "");
        assert_eq!(ran.code, code, "{command:?}: {}{}", ran.out, ran.err);
        ran.err
    }

    fn events(&self) -> Vec<Event> {
        let journal = SqliteJournal::open(self.folder.path().join("journal.db")).unwrap();
        let person = *journal.persons().unwrap().first().unwrap();
        journal.read(person).unwrap().into_iter().map(|entry| entry.event).collect()
    }

    fn start(&self) {
        self.ok("2026-03-02", &["test", "start", "--what", "self_massage", "--seed", SEED, "--yes"], "");
    }
}

/// What this person could leave out and tells all the same.
const TOLD: [&str; 5] = ["minutes", "equipment", "helper", "massage_access", "feel"];

fn answer(knowledge: &Knowledge, question: &domain::knowledge::question::Question, time: &str) -> Answer {
    let quiet = |key: &Key| {
        knowledge.facts.get(key).is_none_or(|fact| fact.level.is_none())
            && knowledge.rules.iter().all(|rule| !rule.when.keys().contains(key))
    };
    match (question.kind, question.field.as_str()) {
        (QuestionKind::Number, "age") => Answer::Number(45),
        (QuestionKind::Zones, _) => {
            Answer::Zones([("iliac_crest_r".into(), 1.0), ("lumbar_lat_lower_r".into(), 0.8)].into())
        }
        _ if question.optional && !TOLD.contains(&question.id.as_str()) => Answer::Skipped,
        (QuestionKind::Number, _) => Answer::Number(question.min.unwrap_or(0).max(3)),
        (QuestionKind::Text, _) => Answer::Text(String::new()),
        (QuestionKind::Many, _) => Answer::none(),
        (QuestionKind::One, "worst_zone") => Answer::options(["iliac_crest_r"]),
        (QuestionKind::One, _) if question.id.as_str() == "time" => Answer::options([time]),
        (QuestionKind::One, _) => {
            let calm = question.options.iter().find(|option| option.sets.keys().all(quiet));
            Answer::options(calm.map(|option| option.id.as_str()))
        }
    }
}

/// The hash of the line that the program prints, by the shell and `sha256sum`.
#[cfg(unix)]
fn shell(line: &str) -> String {
    let output = std::process::Command::new("sh").arg("-c").arg(line).output().unwrap();
    assert!(output.status.success(), "{line}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_test_is_started_in_four_pages_and_shows_its_promise() {
    let person = Person::new("weeks_6_to_12");
    let said = person.ok("2026-03-02", &["test", "start"], "self_massage\nweeks_8\nclearly\nstart\n");
    for words in [
        "1 of 4. What do you want to test?",
        "2 of 4. How long?",
        "3 of 4. How much lower must your average pain be to be worth your time?",
        "4 of 4. Your test",
        "This is the promise that it stays the same:",
        "Your test has begun.",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let status = person.ok("2026-03-02", &["test", "status"], "");
    assert!(status.contains("Day 1 of 56."), "{status}");
    assert!(status.replace('\n', " ").contains("The answer comes at the end"), "{status}");
    let promise = status.lines().find(|line| line.len() == 64).unwrap();
    assert!(said.contains(promise), "the same promise");
    let again = person.refused(1, "2026-03-03", &["test", "start", "--yes"]);
    assert!(again.contains("a test is running") && again.contains("backwise test stop"), "{again}");
}

#[test]
fn stopping_before_the_end_of_the_pages_starts_nothing() {
    let person = Person::new("weeks_6_to_12");
    for typed in [
        "",
        "self_massage\n",
        "self_massage\nweeks_8\n",
        "self_massage\nweeks_8\nclearly\n",
        "self_massage\nweeks_8\nclearly\nlater\n",
    ] {
        let said = person.ok("2026-03-02", &["test", "start"], typed);
        assert!(said.ends_with("No test was started.\n"), "{said}");
    }
    assert!(!person.events().iter().any(|event| matches!(event, Event::TestStarted(_))));
}

#[test]
fn what_cannot_start_says_why_and_how_to_mend_it() {
    let start = |time: &str, args: &[&str]| {
        let person = Person::new(time);
        let ran = person.on("2026-03-02", &[&["test", "start", "--yes"], args].concat(), "");
        assert!(ran.code == 1 || ran.code == 2, "{args:?}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains("\n\nhint: "), "{}", ran.err);
        ran.err
    };
    let what = ["--what", "self_massage"];
    assert!(start("under_2_weeks", &what).contains("less than 6 weeks old"));
    let lasting = "weeks_6_to_12";
    assert!(start(lasting, &["--what", "self_massage", "--weeks", "2"]).contains("from 4 to 17 weeks"));
    assert!(start(lasting, &["--what", "visits", "--weeks", "4"]).contains("from 13 to 17 weeks"));
    assert!(start(lasting, &["--what", "pro_thay"]).contains("not in your plan"));
    assert!(start(lasting, &["--what", "self_massage", "--worthwhile", "9"]).contains("outside 0.5 to 3"));
    assert!(start(lasting, &["--what", "self_massage", "--seed", "12"]).contains("64 digits"));
}

#[test]
fn each_day_is_told_on_that_day_and_the_seed_never_before_the_end() {
    let person = Person::new("weeks_6_to_12");
    person.start();
    assert!(person.ok("2026-03-05", &["today"], "").contains("day 4 of the first 7"));
    let mut kinds = std::collections::BTreeSet::new();
    for day in 9..=28 {
        let today = format!("2026-03-{day:02}");
        // A fortnight without an entry asks for all safety questions again.
        person.ok(&today, &["log", "rating", "4"], "");
        let said = person.ok(&today, &["today"], "") + &person.ok(&today, &["test", "status"], "");
        assert!(!said.contains(SEED), "{said}");
        let with = said.contains("today is a day with ");
        let without = said.contains("today is a day without ");
        assert!(with != without, "{said}");
        kinds.insert(with);
    }
    assert_eq!(kinds.len(), 2, "both kinds of day come");
}

#[test]
fn what_makes_it_worth_it_cannot_be_changed_while_a_test_runs() {
    let person = Person::new("weeks_6_to_12");
    assert!(person.ok("2026-03-02", &["log", "worthwhile", "2"], "").contains("worth it from 2 points"));
    person.start();
    let error = person.refused(1, "2026-03-10", &["log", "worthwhile", "0.5"]);
    assert!(error.contains("locked") && error.contains("backwise test stop"), "{error}");
    let status = person.ok("2026-03-10", &["test", "status"], "");
    assert!(status.contains("Worth it from: 1 point lower."), "{status}");
}

#[test]
fn a_rating_is_quick_and_yesterday_can_be_rated_until_noon() {
    let person = Person::new("weeks_6_to_12");
    let said = person.ok("2026-03-05", &["log", "rating", "4", "--time", "20:15"], "");
    assert_eq!(said, "Recorded for today, evening: pain 4 of 10.\nTake it back: backwise undo\n");
    let said = person.ok("2026-03-06", &["log", "rating", "--when", "morning"], "3\n7\n");
    assert!(said.contains("morning: pain 3 of 10, sleep 7 of 10."), "{said}");
    let said = person.ok("2026-03-07", &["log", "rating", "5", "--yesterday", "--time", "11:59"], "");
    assert!(said.contains("yesterday, marked late, evening: pain 5 of 10."), "{said}");
    let error = person.refused(1, "2026-03-07", &["log", "rating", "5", "--yesterday", "--time", "12:00"]);
    assert!(error.contains("until noon") && error.contains("hint: leave yesterday blank"), "{error}");
    let error = person.refused(2, "2026-03-07", &["log", "rating", "5", "--time", "25:00"]);
    assert!(error.contains("write it like 20:15"), "{error}");
    assert!(person.refused(1, "2026-03-07", &["log", "rating", "11"]).contains("outside 0 to 10"));
}

#[test]
fn a_session_in_a_test_asks_for_pain_first_and_cannot_go_on_without() {
    let person = Person::new("weeks_6_to_12");
    person.start();
    let with = (9..=28)
        .map(|day| format!("2026-03-{day:02}"))
        .find(|day| person.ok(day, &["today"], "").contains("today is a day with "))
        .unwrap();
    let fast = ["do", "--speed", "100000", "--quiet"];
    let said = person.ok(&with, &fast, "none\nskip\n");
    assert!(
        said.contains("How strong is your pain now?") && said.ends_with("Nothing was recorded.\n"),
        "{said}"
    );
    assert!(!said.contains("Session "), "the technique is not shown before: {said}");
    let said = person.ok(&with, &fast, "none\n6\nnone\nstart\nbetter\nnone\n");
    let (asked, shown) = (said.find("How strong is your pain now?").unwrap(), said.find("Session ").unwrap());
    assert!(asked < shown, "{said}");
    let events = person.events();
    let rated = events.iter().position(|event| matches!(event, Event::Rated(_))).unwrap();
    let done = events.iter().position(|event| matches!(event, Event::SessionDone(_))).unwrap();
    assert!(rated < done);
}

#[test]
fn a_bad_reaction_ends_the_test_and_today_says_so() {
    let person = Person::new("weeks_6_to_12");
    person.start();
    let with = (9..=28)
        .map(|day| format!("2026-03-{day:02}"))
        .find(|day| person.ok(day, &["today"], "").contains("today is a day with "))
        .unwrap();
    person.ok(&with, &["do", "--speed", "100000", "--quiet"], "none\n6\nnone\nstart\nworse\nnumb\n1\n");
    let said = person.ok(&with, &["today"], "");
    assert!(said.contains("Your test has ended, because safety comes first."), "{said}");
    assert!(!said.contains("today is a day with"), "{said}");
    assert!(person.refused(1, &with, &["test", "stop", "--yes"]).contains("no test is running"));
}

#[test]
#[cfg(unix)]
fn the_end_shows_the_seed_and_the_draw_can_be_redone_with_sha256sum() {
    let person = Person::new("weeks_6_to_12");
    person.start();
    let told: Vec<bool> = (9..=28)
        .map(|day| {
            let today = format!("2026-03-{day:02}");
            person.ok(&today, &["log", "rating", "4"], "");
            person.ok(&today, &["today"], "").contains("today is a day with ")
        })
        .collect();
    let said = person.ok("2026-03-28", &["test", "stop", "--yes"], "");
    assert!(said.contains(SEED) && said.contains("backwise answer"), "{said}");
    let lines: Vec<&str> = said.lines().collect();
    let promise = lines.iter().find(|line| line.len() == 64).unwrap();
    let check = lines.iter().find(|line| line.starts_with("printf")).unwrap();
    assert!(shell(check).starts_with(promise), "{check}");
    let redo = lines.iter().find(|line| line.starts_with("for d in")).unwrap();
    let digits: Vec<String> =
        shell(redo).lines().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(digits.len(), 49);
    let events = person.events();
    let design = events.iter().find_map(|event| match event {
        Event::TestStarted(started) => Some(started.design),
        _ => None,
    });
    let spacing = design.unwrap().spacing();
    let flat = said.replace('\n', " ");
    let limit = flat.split("come up to ").nth(1).unwrap().split(',').next().unwrap().trim();
    let mut with: Vec<bool> = Vec::new();
    for digits in digits {
        let recent = |days: usize| with.iter().rev().take(days).filter(|with| **with).count();
        let rested = recent(spacing.rest_days as usize) == 0 && recent(6) < spacing.most_in_7_days as usize;
        with.push(rested && digits.as_str() <= limit);
    }
    assert_eq!(with[..told.len()], told[..]);
}

#[test]
fn the_replay_of_the_journal_has_the_test() {
    let person = Person::new("weeks_6_to_12");
    person.start();
    let journal = SqliteJournal::open(person.folder.path().join("journal.db")).unwrap();
    let id = journal.persons().unwrap()[0];
    let now = PersonNow::replay(&journal.read(id).unwrap());
    assert_eq!(now.tests.len(), 1);
    assert!(now.tests[0].runs("2026-04-26".parse().unwrap()));
    assert!(!now.tests[0].runs("2026-04-27".parse().unwrap()));
}
