//! Files of a diary: what is read from them, and what is said about files with a problem.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::answer::{Diary, Occasion};
use exchange::{Given, Problems, Sheet, Tables};
use insta::assert_snapshot;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn read(diary: &str, sessions: Option<&str>, plan: Option<&str>) -> Result<Tables, Problems> {
    exchange::read(&Given {
        diary: Sheet::new("diary.csv", diary.as_bytes()),
        sessions: sessions.map(|text| Sheet::new("sessions.csv", text.as_bytes())),
        plan: plan.map(|text| Sheet::new("plan.csv", text.as_bytes())),
    })
}

fn diary(diary: &str, sessions: Option<&str>, plan: Option<&str>) -> Diary {
    let tables = read(diary, sessions, plan).unwrap();
    let today = tables.last_day().unwrap();
    tables.diary(1.0, today)
}

/// What is said about one file, as it is printed.
fn problems(diary: &str) -> String {
    read(diary, None, None).unwrap_err().to_string()
}

/// What is said about bytes.
fn bytes(bytes: &[u8]) -> String {
    let given = Given { diary: Sheet::new("diary.csv", bytes), sessions: None, plan: None };
    exchange::read(&given).unwrap_err().to_string()
}

/// Ratings in short: when, on which occasion, how much.
fn ratings(diary: &Diary) -> Vec<(f64, Occasion, u8)> {
    diary.ratings.iter().map(|one| (one.at, one.occasion, one.score.points())).collect()
}

const DIARY: &str = "date,pain,pain_morning,function,sleep,stress,note\n\
    2026-03-01,6,5,4,7,2,\n\
    2026-03-02,,6,,,,\"slept badly, again\"\n\
    2026-03-03,5,,5,6,3,\n";

#[test]
fn days_and_sessions_lie_on_one_axis() {
    let sessions = "start,technique,minutes,pain_before,pain_after,assigned,probability,reaction,note\n\
        2026-03-02T18:00:00+01:00,ball,10,6,4,free,,,\n\
        2026-03-03,stretch,5,,,free,,,\n";
    let read = diary(DIARY, Some(sessions), None);
    assert_eq!((read.first_day, read.now), (date(2026, 3, 1), 3.0));
    assert_eq!(read.techniques, ["ball", "stretch"]);
    assert_eq!(
        ratings(&read),
        [
            (0.30, Occasion::Morning, 5),
            (0.85, Occasion::Evening, 6),
            (1.30, Occasion::Morning, 6),
            (2.85, Occasion::Evening, 5),
            (1.75, Occasion::BeforeSession, 6),
        ]
    );
    let sessions: Vec<(f64, usize)> = read.sessions.iter().map(|one| (one.at, one.technique)).collect();
    assert_eq!(sessions, [(1.75, 0), (2.5, 1)]);
}

#[test]
fn an_evening_has_its_own_time_and_ends_at_four_at_night() {
    let read =
        diary("date,pain,pain_time\n2026-03-01,6,21:00\n2026-03-02,5,00:30\n2026-03-03,4,\n", None, None);
    assert_eq!(
        ratings(&read),
        [
            (0.875, Occasion::Evening, 6),
            (1.0 + (1.0 + 0.5 / 24.0), Occasion::Evening, 5),
            (2.85, Occasion::Evening, 4)
        ]
    );
    // On the last evening as well: it is not after today.
    let last = diary("date,pain,pain_time\n2026-03-01,6,00:30\n", None, None);
    assert_eq!(last.ratings.len(), 1);
    assert!(last.now >= last.ratings[0].at);
}

#[test]
fn sessions_in_the_diary_count_where_no_file_tells_of_them() {
    let text = "date,pain,sessions_ball,sessions_Heat pack\n2026-03-01,6,2,\n2026-03-02,5,0,1\n";
    let alone = diary(text, None, None);
    let at: Vec<(f64, usize)> = alone.sessions.iter().map(|one| (one.at, one.technique)).collect();
    assert_eq!(alone.techniques, ["Heat pack", "ball"]);
    assert_eq!(at, [(0.5, 1), (0.5, 1), (1.5, 0)]);
    let tables = read(text, Some("start,technique\n2026-03-01T10:00,ball\n"), None).unwrap();
    assert_snapshot!(tables.warnings, @"diary.csv, column `sessions_ball`: it and sessions.csv differ on 1 day: sessions.csv counts");
    let both = tables.diary(1.0, date(2026, 3, 2));
    let at: Vec<(f64, usize)> = both.sessions.iter().map(|one| (one.at, one.technique)).collect();
    assert_eq!(at, [(10.0 / 24.0, 1), (1.5, 0)]);
}

#[test]
fn what_chance_decided_is_read_up_to_today() {
    let plan = "date,assigned_session,assigned_technique,probability\n\
        2026-03-01,0,,0.45\n2026-03-02,1,ball,0.45\n2026-03-09,1,ball,0.45\n";
    let read = diary(DIARY, Some("start,technique,assigned\n2026-03-02T12:00,ball,yes\n"), Some(plan));
    let decisions: Vec<_> =
        read.decisions.iter().map(|one| (one.day, one.assigned, one.probability)).collect();
    assert_eq!(decisions, [(0, None, 0.45), (1, Some(0), 0.45)]);
}

#[test]
fn what_comes_after_today_is_not_there_yet() {
    let tables = read(DIARY, Some("start,technique,pain_before\n2026-03-03T12:00,ball,5\n"), None).unwrap();
    let early = tables.diary(1.0, date(2026, 3, 2));
    assert_eq!((early.now, early.ratings.len(), early.sessions.len()), (2.0, 3, 0));
    let late = tables.diary(1.0, date(2026, 4, 1));
    assert_eq!((late.now, late.ratings.len(), late.sessions.len()), (32.0, 5, 1));
    let before = tables.diary(1.0, date(2026, 2, 1));
    assert_eq!((before.now, before.ratings.len()), (1.0, 0));
}

#[test]
fn flares_and_changes_are_read_where_they_are_noted() {
    let text = "date,pain,flare,change\n2026-03-01,6,,\n2026-03-02,8,1,\n2026-03-03,8,yes,new pills\n2026-03-05,7,1,\n";
    let read = diary(text, None, None);
    assert_eq!(read.flares, [(1.0, 3.0), (4.0, 5.0)]);
    assert_eq!(read.changes.len(), 1);
    assert_eq!((read.changes[0].at, read.changes[0].words.as_str()), (2.0, "new pills"));
}

/// The same diary in the ways that spreadsheets write it.
#[test]
fn other_separators_line_ends_and_marks_at_the_start_change_nothing() {
    let plain = "date,pain,note\n2026-03-01,6,a\n2026-03-02,4,b\n";
    let same = [
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        "date;pain;note\r\n2026-03-01;6,0;a\r\n2026-03-02;4,0;b".to_owned(),
        "Date, Pain ,NOTE\n2026-03-01, 6 ,a\n2026-03-02,4,b\n".to_owned(),
        "\"date\",\"pain\",\"note\"\n\"2026-03-01\",\"6\",\"a\"\n\"2026-03-02\",\"4\",\"b\"\n".to_owned(),
        format!("{plain}\n\n,,\n2026-03-03,,\n"),
        "date,pain,note\n2026-03-02,4,b\n2026-03-01,6,a\n".to_owned(),
    ];
    let expected = diary(plain, None, None);
    for text in same {
        assert_eq!(diary(&text, None, None), expected, "{text:?}");
    }
}

#[test]
fn empty_is_not_answered() {
    let read = diary("date,pain,pain_morning\n2026-03-01,,0\n2026-03-02,0,\n", None, None);
    assert_eq!(ratings(&read), [(0.30, Occasion::Morning, 0), (1.85, Occasion::Evening, 0)]);
}

#[test]
fn every_problem_is_listed_with_its_place() {
    let text = "date,pain,pain_morning,sessions_ball,pain_time\n\
        2026-03-01,11,5,0,\n\
        2026-03-01,6,-1,1,\n\
        01.03.2026,6,5,-2,25:00\n\
        2026-03-04,NA,,x,\n";
    assert_snapshot!(problems(text), @r"
    diary.csv, line 2, column `pain`: 11 is outside 0 to 10. Write a whole number from 0 to 10, or leave it empty
    diary.csv, line 3, column `pain_morning`: -1 is outside 0 to 10. Write a whole number from 0 to 10, or leave it empty
    diary.csv, line 4, column `date`: `01.03.2026` is not a day of the calendar. Write the day as YYYY-MM-DD, such as 2026-03-01
    diary.csv, line 4, column `pain_time`: `25:00` is not a time between 00:00 and 23:59. Write the time as HH:MM, such as 20:24, or leave it empty
    diary.csv, line 4, column `sessions_ball`: `-2` is not a whole number. Write how many, or leave it empty
    diary.csv, line 5, column `pain`: `NA` is not a whole number from 0 to 10. Write a whole number from 0 to 10, or leave it empty
    diary.csv, line 5, column `sessions_ball`: `x` is not a whole number. Write how many, or leave it empty
    diary.csv, line 3, column `date`: 2026-03-01 is there twice, also on line 2. Keep one of the rows
    ");
}

#[test]
fn sessions_and_plans_are_checked_as_well() {
    let sessions = "start,technique,minutes,pain_before,assigned,probability\n\
        2026-03-02T12:00,,10,6,maybe,\n\
        12:00,ball,-5,12,yes,1.5\n";
    let plan = "date,assigned_session,assigned_technique,probability\n\
        2026-03-02,1,ball,45%\n2026-03-03,2,,0.45\n2026-03-03,0,,0.45\n2026-03-04,0,,\n2026-03-05,1,ball,0\n2026-03-03,1,ball,0,45\n";
    assert_snapshot!(read(DIARY, Some(sessions), None).unwrap_err(), @r"
    sessions.csv, line 2, column `technique`: the technique has no name. Write its name, the same in each row
    sessions.csv, line 2, column `assigned`: `maybe` is not yes, no or free. Write yes, no or free, or leave it empty
    sessions.csv, line 3, column `start`: `12:00` is not a day of the calendar. Write the start as YYYY-MM-DDTHH:MM, such as 2026-03-01T12:00
    sessions.csv, line 3, column `pain_before`: 12 is outside 0 to 10. Write a whole number from 0 to 10, or leave it empty
    sessions.csv, line 3, column `minutes`: -5 minutes is not between 0 and 1440. Write how long it lasted
    sessions.csv, line 3, column `probability`: 1.5 is not between 0 and 1. Write 0.45 for 45 in 100
    ");
    assert_snapshot!(read(DIARY, None, Some(plan)).unwrap_err(), @"plan.csv, line 7: the row has 5 cells, and the header 4. Put a note with a comma in quotation marks, or separate the cells with `;`");
    let plan = "date,assigned_session,probability\n2026-03-02,1,0.45\n2026-03-03,2,0.45\n2026-03-02,0,0.45\n";
    assert_snapshot!(read(DIARY, None, Some(plan)).unwrap_err(), @r"
    plan.csv, line 3, column `assigned_session`: `2` is not 0 or 1. Write 1 for yes and 0 for no
    plan.csv, line 4, column `date`: 2026-03-02 is there twice, also on line 2. Keep one of the rows
    ");
    let plan = "date,assigned_session,probability\n2026-03-02,1,0.45\n";
    assert_snapshot!(read(DIARY, None, Some(plan)).unwrap_err(), @"plan.csv, line 2, column `assigned_technique`: no file names the technique that was drawn. Write its name");
    let two = "start,technique\n2026-03-02T12:00,ball\n2026-03-03T12:00,heat\n";
    assert_snapshot!(read(DIARY, Some(two), Some(plan)).unwrap_err(), @"plan.csv, line 2, column `assigned_technique`: it does not say which technique was drawn. Write its name, as in the other files");
}

#[test]
fn a_header_that_is_not_understood_names_what_is_near() {
    assert_snapshot!(problems("dates,pain\n2026-03-01,6\n"), @"diary.csv, line 1: it has no column `date`. Rename the column `dates` to `date`");
    assert_snapshot!(problems("hello\nworld\n"), @"diary.csv, line 1: its first line names no column of a diary. Begin the file with a line such as date,pain,pain_time,pain_morning,function,sleep,stress,flare,change,note");
    assert_snapshot!(problems("date,pain,pain\n2026-03-01,6,6\n"), @"diary.csv, line 1, column `pain`: this column is there twice. Keep one of them");
    assert_snapshot!(problems("date,pain;note\n2026-03-01,6;\n"), @"diary.csv, line 1: it is not clear what separates the cells. Separate them with `,` or with `;`, not with both");
    assert_snapshot!(problems("date,pain,sessions_\n2026-03-01,6,1\n"), @"diary.csv, line 1, column `sessions_`: the technique has no name");
    let tables = read("date,pain,pain_mornings,weather,\n2026-03-01,6,5,rain,\n", None, None).unwrap();
    assert_snapshot!(tables.warnings, @r"
    diary.csv, line 1, column `pain_mornings`: this column is not known: it is passed over. Did you mean `pain_morning`?
    diary.csv, line 1, column `weather`: this column is not known: it is passed over
    diary.csv, line 1: a column has no name: it is passed over
    ");
}

#[test]
fn a_row_of_another_length_is_not_guessed_at() {
    assert_snapshot!(problems("date,pain,note\n2026-03-01,6,\n2026-03-0"), @"diary.csv, line 3: the row has 1 cell, and the header 3. If the file is not cut off, keep what separates the cells, and leave them empty");
    assert_snapshot!(problems("date,pain,note\n2026-03-01,4,5,tired\n"), @"diary.csv, line 2: the row has 4 cells, and the header 3. Put a note with a comma in quotation marks, or separate the cells with `;`");
    assert_snapshot!(problems("date,pain,note\n2026-03-01,6,\"open\n2026-03-02,5,\n"), @"diary.csv, line 2: a quotation mark is not closed. Close it, or take it away");
}

#[test]
fn files_that_are_no_text_are_refused_calmly() {
    assert_snapshot!(bytes(b""), @"diary.csv: it is empty. Its first line names the columns, such as date,pain,pain_time,pain_morning,function,sleep,stress,flare,change,note");
    assert_snapshot!(bytes(b"\xFF\xFEd\0a\0t\0e\0"), @"diary.csv: it is text in UTF-16, which is not read. Save it as CSV in UTF-8");
    assert_snapshot!(bytes(b"PK\x03\x04rest"), @"diary.csv: it is a workbook or an archive, not CSV. Save it as CSV in UTF-8");
    assert_snapshot!(bytes(b"date,pain\n2026-03-01,\0\n"), @"diary.csv, line 2: it holds bytes that are in no text. Save it as CSV in UTF-8");
    assert_snapshot!(bytes(b"date,pain,note\n2026-03-01,5,\n2026-03-02,5,m\xFCde\n"), @"diary.csv, line 3: it is not text in UTF-8. Save it as CSV in UTF-8");
}

#[test]
fn technique_names_are_the_files_own_and_harmless() {
    let sessions = "start,technique\n2026-03-02T12:00,=cmd|' /C calc'!A0\n2026-03-03T12:00,Massage à deux\n";
    let read_names = diary(DIARY, Some(sessions), None).techniques;
    assert_eq!(read_names, ["=cmd|' /C calc'!A0", "Massage à deux"]);
    let escape = read(DIARY, Some("start,technique\n2026-03-02T12:00,\"\u{1b}[2J\"\n"), None).unwrap_err();
    assert!(!escape.to_string().contains('\u{1b}'), "{escape}");
    let turned = read(DIARY, Some("start,technique\n2026-03-02T12:00,ball\u{202e}\n"), None).unwrap_err();
    assert!(turned.to_string().contains("cannot be shown"), "{turned}");
    let alike = "start,technique\n2026-03-02T12:00,Ball\n2026-03-03T12:00,ball\n";
    assert_snapshot!(read(DIARY, Some(alike), None).unwrap().warnings, @"sessions.csv: `Ball` and `ball` are taken as 2 techniques. If they are one, spell them alike");
    let many: Vec<String> = (0..13).map(|number| format!("2026-03-02T12:00,t{number}")).collect();
    let many = format!("start,technique\n{}\n", many.join("\n"));
    let many = read(DIARY, Some(&many), None).unwrap_err();
    assert_snapshot!(many, @"sessions.csv: it has 13 techniques, and at most 12 can be told apart. Give those that are alike the same name");
}

#[test]
fn a_session_that_is_there_twice_is_told_and_counts() {
    let sessions = "start,technique\n2026-03-02T12:00,ball\n2026-03-02T12:00,heat\n2026-03-03,ball\n2026-03-03,ball\n\
        2026-03-02T12:00+01:00,ball\n";
    let tables = read(DIARY, Some(sessions), None).unwrap();
    assert_snapshot!(tables.warnings, @"sessions.csv, line 6, column `start`: this session is there twice, also on line 2: both count. If it was one session, take one of the rows away");
    assert_eq!(tables.sessions.len(), 5);
}

#[test]
fn a_diary_without_ratings_of_pain_is_told() {
    let warnings = |diary: &str| read(diary, None, None).unwrap().warnings.to_string();
    assert_snapshot!(warnings("date,function\n2026-03-01,4\n"), @"diary.csv: no day in it has a rating of pain. Write them in the columns `pain` and `pain_morning`");
    assert_eq!(warnings("date,function,pain_morning\n2026-03-01,4,\n2026-03-02,4,3\n"), "");
    // An empty one is refused, and nothing more needs to be said.
    assert_eq!(warnings("date,function\n2026-03-01,\n"), "");
}

#[test]
fn drawn_sessions_without_the_plan_are_told() {
    let sessions = "start,technique,assigned,probability\n2026-03-02T12:00,ball,yes,0.45\n";
    assert_snapshot!(read(DIARY, Some(sessions), None).unwrap().warnings, @"sessions.csv, column `assigned`: some sessions were drawn by chance, but the days without are not known: all days are taken as chosen. Give the plan as well, with --plan");
}

/// Twenty years of days with an hourly session are read, and files of nothing but problems do not grow the list.
#[test]
fn long_files_are_read_and_long_lists_of_problems_are_cut() {
    let first = date(2000, 1, 1);
    let day = |number: i64| first.saturating_add(jiff::SignedDuration::from_hours(24 * number));
    let days: Vec<String> = (0..7305).map(|number| format!("{},5", day(number))).collect();
    let hourly: Vec<String> =
        (0..7305 * 24).map(|hour| format!("{}T{:02}:00,ball", day(hour / 24), hour % 24)).collect();
    let (days, hourly) = (days.join("\n"), hourly.join("\n"));
    let tables =
        read(&format!("date,pain\n{days}"), Some(&format!("start,technique\n{hourly}")), None).unwrap();
    assert_eq!((tables.days.len(), tables.sessions.len()), (7305, 7305 * 24));
    let wrong = "x,y\n".repeat(100_000);
    let problems = read(&format!("date,pain\n{wrong}"), None, None).unwrap_err();
    assert_eq!((problems.count(), problems.listed().len()), (200_000, Problems::MOST));
}

/// Text that looks like a diary, with all that can be wrong in it.
fn nearly() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        "[0-9]{1,2}",
        "2026-0[1-9]-[0-3][0-9]",
        "2026-03-0[1-9]T[0-2][0-9]:[0-5][0-9]",
        Just(String::new()),
        "[\"=;,+.a-z-]{0,6}",
        any::<String>(),
    ];
    let header = "(date|start|technique|pain|pain_time|sessions_a|assigned_session|probability|note)";
    let row =
        |cell: BoxedStrategy<String>| prop::collection::vec(cell, 1..6).prop_map(|cells| cells.join(","));
    let header = row(header.prop_map(|name| name).boxed());
    (header, prop::collection::vec(row(cell.boxed()), 0..8)).prop_map(|(header, rows)| {
        let mut lines = vec![header];
        lines.extend(rows);
        lines.join("\n")
    })
}

proptest! {
    /// Whatever the bytes are, they are read or refused with a place; and what is read lies on the axis.
    #[test]
    fn any_bytes_are_read_or_refused(
        one in prop::collection::vec(any::<u8>(), 0..400),
        two in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let given = Given {
            diary: Sheet::new("diary.csv", &one),
            sessions: Some(Sheet::new("sessions.csv", &two)),
            plan: Some(Sheet::new("plan.csv", &two)),
        };
        if let Err(problems) = exchange::read(&given) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.to_string().len() < 20_000);
        }
    }

    /// Files that look almost right do not break anything either.
    #[test]
    fn near_misses_are_read_or_refused(one in nearly(), two in nearly(), three in nearly(), today in 0_i64..4000) {
        let today = Date::constant(2024, 1, 1).saturating_add(jiff::SignedDuration::from_hours(24 * today));
        if let Ok(tables) = read(&one, Some(&two), Some(&three)) {
            let diary = tables.diary(1.0, today);
            prop_assert!(diary.ratings.iter().all(|rating| (0.0..=diary.now).contains(&rating.at)));
            prop_assert!(diary.sessions.iter().all(|session| session.technique < diary.techniques.len()));
            prop_assert!(diary.now >= 1.0);
        }
    }

    /// What was written is what is read: no score moves to another day.
    #[test]
    fn scores_stay_on_their_days(scores in prop::collection::vec(prop::option::of(0_u8..=10), 1..60)) {
        let first = date(2026, 1, 1);
        let mut text = "date;pain\r\n".to_owned();
        for (number, score) in (0_i64..).zip(&scores) {
            let day = first.saturating_add(jiff::SignedDuration::from_hours(24 * number));
            let score = score.map(|score| score.to_string()).unwrap_or_default();
            text.extend([day.to_string(), ";".to_owned(), score, "\r\n".to_owned()]);
        }
        let tables = read(&text, None, None).unwrap();
        let read: Vec<(Date, Option<u8>)> =
            tables.days.iter().map(|row| (row.day, row.evening.map(domain::entry::NrsScore::points))).collect();
        let expected: Vec<(Date, Option<u8>)> = (0_i64..)
            .zip(&scores)
            .filter(|(_, score)| score.is_some())
            .map(|(number, score)| (first.saturating_add(jiff::SignedDuration::from_hours(24 * number)), *score))
            .collect();
        prop_assert_eq!(read, expected);
    }
}
