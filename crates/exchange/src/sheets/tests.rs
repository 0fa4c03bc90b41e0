use super::*;
use crate::{DiaryRow, SessionRow, Sheet};
use domain::answer::Diary;
use domain::entry::{Entry, MinuteOfDay, PersonId, PersonNow};
use domain::knowledge::Knowledge;
use domain::localise::Model;
use domain::sample;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));
static JOURNAL: LazyLock<Vec<Entry>> = LazyLock::new(|| sample::entries(&KNOWLEDGE, &MODEL, TODAY, 60));
const TODAY: Date = date(2026, 3, 20);
const LATE: MinuteOfDay = MinuteOfDay::LAST_OF_DIARY_DAY;

fn me() -> PersonId {
    PersonId::from_millis(1, [1; 10])
}

fn tables(entries: &[Entry]) -> Tables {
    Tables::of(&KNOWLEDGE, &PersonNow::replay(entries), TODAY, LATE)
}

fn given<'a>(files: &'a Sheets, names: &'a [(String, String)]) -> Given<'a> {
    let sheet = |name, text: &'a str| Sheet::new(name, text.as_bytes()).with_names(names);
    Given {
        diary: sheet("diary.csv", &files.diary),
        sessions: Some(sheet("sessions.csv", &files.sessions)),
        plan: Some(sheet("plan.csv", &files.plan)),
    }
}

fn back(files: &Sheets) -> Tables {
    read(&given(files, &[]))
        .unwrap_or_else(|problems| panic!("{problems}\n{}\n{}", files.diary, files.sessions))
}

fn taken(diary: &str, sessions: Option<&str>, journal: &[Entry]) -> Import {
    let sessions = sessions.map(|text| Sheet::new("sessions.csv", text.as_bytes()));
    let tables =
        read(&Given { diary: Sheet::new("diary.csv", diary.as_bytes()), sessions, plan: None }).unwrap();
    import(&KNOWLEDGE, &tables, journal, me(), TODAY).unwrap()
}

#[test]
fn the_files_of_a_journal_give_the_same_diary_to_the_answer() {
    let files = Sheets::new(&tables(&JOURNAL));
    let read = crate::read(&given(&files, &[])).unwrap();
    let own = Diary::of(&KNOWLEDGE, &PersonNow::replay(&JOURNAL), TODAY, LATE);
    let theirs = read.diary(1.0, TODAY);
    let round = |at: f64| (at * 1440.0).floor();
    let sessions = |diary: &Diary| -> Vec<(f64, String)> {
        diary.sessions.iter().map(|one| (round(one.at), diary.techniques[one.technique].clone())).collect()
    };
    assert!(own.sessions.len() > 20, "{}", own.sessions.len());
    assert_eq!(sessions(&own), sessions(&theirs));
    let rated = |diary: &Diary, occasion| diary.ratings.iter().filter(|one| one.occasion == occasion).count();
    for occasion in [domain::answer::Occasion::Morning, domain::answer::Occasion::Evening] {
        assert_eq!(rated(&own, occasion), rated(&theirs, occasion), "{occasion:?}");
    }
    assert_eq!(own.flares, theirs.flares);
}

#[test]
fn a_journal_taken_in_elsewhere_gives_the_same_files_and_twice_adds_nothing() {
    let files = Sheets::new(&tables(&JOURNAL));
    let first = import(&KNOWLEDGE, &back(&files), &[], me(), TODAY).unwrap();
    assert!(first.entries.len() > 100, "{}", first.entries.len());
    let again = Sheets::new(&tables(&first.entries));
    assert_eq!(files.diary, again.diary);
    assert_eq!(files.sessions, again.sessions);
    assert_eq!(files.plan, again.plan);
    let twice = import(&KNOWLEDGE, &back(&files), &first.entries, me(), TODAY).unwrap();
    assert_eq!(twice.entries, []);
    let own = import(&KNOWLEDGE, &back(&files), &JOURNAL, JOURNAL[0].person, TODAY).unwrap();
    assert_eq!((own.entries, own.left.count()), (Vec::new(), 0), "what comes from the journal is in it");
}

#[test]
fn a_small_diary_is_taken_in_as_it_says() {
    let diary = "date,pain,pain_time,pain_morning,sleep,flare\n2026-03-01,6,21:05,5,7,\n2026-03-02,,,,,1\n";
    let sessions = "start,technique,minutes,pain_before,pain_after,note\n2026-03-01T12:00,pro_swedish,60,5,3,=quiet\n\
                    2026-03-02 01:30,sm_gmed_ball_wall,,,,\n";
    let import = taken(diary, Some(sessions), &[]);
    insta::assert_debug_snapshot!(import.added, @r#"
    {
        2026-03-01: [
            "pain 6",
            "pain_morning 5",
            "sleep 7",
            "pro_swedish, 60 min",
            "sm_gmed_ball_wall",
        ],
        2026-03-02: [
            "a flare",
        ],
    }
    "#);
    let files = Sheets::new(&tables(&import.entries));
    insta::assert_snapshot!(files.diary.replace("\r\n", "\n"), @r"
    date,pain,pain_time,pain_morning,function,sleep,stress,sessions_pro_swedish,sessions_sm_gmed_ball_wall,flare,change,note
    2026-03-01,6,21:05,5,,7,,1,1,,,
    2026-03-02,,,,,,,,,1,,
    ");
    insta::assert_snapshot!(files.sessions.replace("\r\n", "\n"), @r"
    start,technique,minutes,pain_before,pain_after,assigned,probability,reaction,note,price
    2026-03-01T12:00,pro_swedish,60,5,3,free,,,'=quiet,
    2026-03-02T01:30,sm_gmed_ball_wall,,,,free,,,,
    ");
    assert_eq!(taken(diary, Some(sessions), &import.entries).entries, []);
}

#[test]
fn the_journal_stays_where_a_file_says_otherwise() {
    let first = taken("date,pain\n2026-03-01,6\n", None, &[]);
    let other = taken("date,pain,sleep\n2026-03-01,4,5\n", None, &first.entries);
    assert_eq!(other.entries.len(), 1, "the sleep is new");
    insta::assert_snapshot!(other.left, @"diary.csv, line 2, column `pain`: 2026-03-01: the file says 4 and your journal 6, which stays");
}

#[test]
fn own_names_of_columns_and_techniques_are_understood() {
    let names =
        [("Schmerz".to_owned(), "pain".to_owned()), ("ball".to_owned(), "sm_gmed_ball_wall".to_owned())];
    let diary = Sheet::new("mine.csv", b"Date;Schmerz\n2026-03-01;6\n").with_names(&names);
    let sessions = Some(Sheet::new("s.csv", b"start,technique\n2026-03-01,ball\n").with_names(&names));
    let tables = read(&Given { diary, sessions, plan: None }).unwrap();
    let import = import(&KNOWLEDGE, &tables, &[], me(), TODAY).unwrap();
    assert_eq!(import.entries.len(), 2, "{:?}", import.added);
}

#[test]
fn a_technique_that_is_not_known_is_refused_with_a_way_out() {
    let sessions = Some(Sheet::new("sessions.csv", b"start,technique\n2026-03-01,pro_swedsh\n"));
    let tables = read(&Given { diary: Sheet::new("d", b"date\n"), sessions, plan: None }).unwrap();
    insta::assert_snapshot!(import(&KNOWLEDGE, &tables, &[], me(), TODAY).unwrap_err(), @r#"sessions: the technique `pro_swedsh` is not one that Backwise knows. Say which one it is, such as --map "pro_swedsh=pro_swedish""#);
}

#[test]
fn what_was_taken_back_can_be_taken_in_again() {
    let first = taken("date,pain\n2026-03-01,6\n", None, &[]);
    let mut journal = first.entries.clone();
    let back = domain::entry::Retracted { entry: journal[0].id, why: String::new() };
    let at = domain::entry::RecordedAt::from_microseconds(1_800_000_000_000_000).unwrap();
    journal.push(Entry::now(domain::entry::EntryId::from_millis(2, [2; 10]), me(), at, 0, back));
    let again = taken("date,pain\n2026-03-01,6\n", None, &journal);
    assert_eq!(again.entries.len(), 1);
    assert_ne!(again.entries[0].id, journal[0].id);
}

#[test]
fn each_table_has_a_description() {
    let files = Sheets::new(&tables(&JOURNAL)).files();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "diary.csv",
            "diary.csv-metadata.json",
            "sessions.csv",
            "sessions.csv-metadata.json",
            "plan.csv",
            "plan.csv-metadata.json"
        ]
    );
    for pair in files.chunks(2) {
        let described: serde_json::Value = serde_json::from_str(&pair[1].1).unwrap();
        assert_eq!(described["url"], pair[0].0);
        let columns = described["tableSchema"]["columns"].as_array().unwrap();
        let titles: Vec<&str> = columns.iter().map(|column| column["titles"].as_str().unwrap()).collect();
        assert_eq!(pair[0].1.lines().next().unwrap(), titles.join(","));
    }
}

/// Bytes of a German spreadsheet: Windows-1252, `;`, `,` before decimals, days first.
const GERMAN: &[u8] = b"Datum;Schmerz;Notiz\r\n14.3.2026 20:15;6,0;m\xFCde\r\n15.3.2026;5;=wichtig\r\n";

fn names(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

#[test]
fn a_diary_of_another_program_is_read_as_it_is_written() {
    let map = names(&[("Datum", "date"), ("Schmerz", "pain"), ("Notiz", "note")]);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(
            "Datum\tSchmerz\tNotiz\n14.3.2026 20:15\t6\tmüde\n15.3.2026\t5\t=wichtig\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    for bytes in [GERMAN, utf16.as_slice()] {
        let brought = Brought::new(vec![("mine.csv".into(), bytes.to_vec())], map.clone(), None).unwrap();
        let tables = brought.read().unwrap();
        let import = import(&KNOWLEDGE, &tables, &[], me(), TODAY).unwrap();
        let files = Sheets::new(&self::tables(&import.entries));
        insta::allow_duplicates! { insta::assert_snapshot!(files.diary.replace("\r\n", "\n"), @r"
        date,pain,pain_time,pain_morning,function,sleep,stress,flare,change,note
        2026-03-14,6,20:15,,,,,,,müde
        2026-03-15,5,20:24,,,,,,,'=wichtig
        ") };
    }
}

#[test]
fn a_day_that_could_be_two_is_asked_for() {
    let of =
        |text: &str, dates| Brought::new(vec![("m.csv".into(), text.as_bytes().to_vec())], Vec::new(), dates);
    let unclear = "date,pain\n03/04/2026,6\n04/04/2026,5\n";
    insta::assert_snapshot!(of(unclear, None).unwrap_err(), @"m.csv, column `date`: it is not clear whether `03/04/2026` begins with the day or the month. Say --dates day-first or --dates month-first");
    let first = |text: &str, dates| of(text, dates).unwrap().read().unwrap().days[0].day;
    assert_eq!(first(unclear, Some(crate::Dates::DayFirst)), date(2026, 4, 3));
    assert_eq!(first(unclear, Some(crate::Dates::MonthFirst)), date(2026, 3, 4));
    assert_eq!(first("date,pain\n03/04/26,6\n3/25/26,5\n", None), date(2026, 3, 4));
    assert_eq!(first("date,pain\n2026/3/4,6\n", None), date(2026, 3, 4));
    let wrong = of("date,pain\n13.4.2026,6\n4.13.2026,5\n", None).unwrap().read().unwrap_err();
    insta::assert_snapshot!(wrong, @"m.csv, line 3, column `date`: `4.13.2026` is not a day with or without a time. Write the start as YYYY-MM-DDTHH:MM, such as 2026-03-01T12:00");
}

#[test]
fn what_is_no_table_is_named() {
    let refused = |bytes: &[u8]| match Brought::new(vec![("m.csv".into(), bytes.to_vec())], Vec::new(), None)
    {
        Err(problems) => problems.to_string(),
        Ok(brought) => brought.read().unwrap_err().to_string(),
    };
    for (bytes, what) in [
        (&b""[..], "it is empty"),
        (b"PK\x03\x04", "it is a workbook or an archive, not CSV. Save it as CSV in UTF-8"),
        (b"\x1F\x8B\x08", "it is packed. Unpack it, then try again"),
        (b"date,pain\n2026-03-01,\x01\n", "line 2: it holds bytes that are in no text"),
        (b"\xFF\xFEd\0a", "it is not whole text in UTF-16"),
        (b"when,how much\n1,2\n", "its first line names no column of a diary"),
        (
            b"date,pain\n2026-03-01,6\n2026-03-01,7\n",
            "line 3, column `date`: 2026-03-01 is there twice, also on line 2",
        ),
        (b"date,pain\n2026-03-01,\"6\n", "a quotation mark is not closed"),
    ] {
        let said = refused(bytes);
        assert!(said.contains(what), "{said}");
    }
    assert!(refused(&vec![b'x'; crate::LARGEST + 1]).contains("it is larger than 64 million bytes"));
    let two = vec![("a.csv".into(), b"date,pain\n".to_vec()), ("b.csv".into(), b"date,pain\n".to_vec())];
    insta::assert_snapshot!(Brought::new(two, Vec::new(), None).unwrap_err(), @"b.csv: it holds a diary, and so does a.csv. Bring one of them at a time");
}

#[test]
fn columns_are_shown_with_what_they_could_be() {
    let map = names(&[("Datum", "date")]);
    let brought = Brought::new(vec![("mine.csv".into(), GERMAN.to_vec())], map, None).unwrap();
    let columns = brought.columns();
    let (name, holds, columns) = &columns[0];
    assert_eq!((*name, *holds), ("mine.csv", Holds::Diary));
    let short: Vec<_> =
        columns.iter().map(|one| (one.name.as_str(), one.here.as_deref(), one.guess)).collect();
    assert_eq!(
        short,
        [
            ("Datum", Some("date"), Some("date")),
            ("Schmerz", None, Some("pain")),
            ("Notiz", None, Some("note"))
        ]
    );
    assert_eq!(columns[0].cells, ["14.3.2026 20:15", "15.3.2026"]);
}

#[test]
fn draws_and_notes_are_taken_in_once() {
    let plan = "date,assigned_session,assigned_technique,probability\n2026-03-01,1,pro_swedish,0.45\n2026-03-02,0,,0.45\n";
    let diary = "date,pain,note\n2026-03-01,6,rain\n";
    let read = read(&Given {
        diary: Sheet::new("diary.csv", diary.as_bytes()),
        sessions: None,
        plan: Some(Sheet::new("plan.csv", plan.as_bytes())),
    });
    let read = read.unwrap();
    let first = import(&KNOWLEDGE, &read, &[], me(), TODAY).unwrap();
    assert_eq!(first.entries.len(), 4, "{:?}", first.added);
    let files = Sheets::new(&tables(&first.entries));
    assert_eq!(files.plan.replace("\r\n", "\n"), plan);
    let again = import(&KNOWLEDGE, &read, &first.entries, me(), TODAY).unwrap();
    assert_eq!((again.entries, again.there), (Vec::new(), 4));
    let mut other = read.clone();
    other.decisions[0].probability = 0.5;
    let other = import(&KNOWLEDGE, &other, &first.entries, me(), TODAY).unwrap();
    insta::assert_snapshot!(other.left, @"plan.csv, line 2: 2026-03-01: the file has another draw than your journal, which stays");
}

/// A day of random tables: its ratings, note, change and flare.
fn random_day(day: Date) -> impl Strategy<Value = DiaryRow> {
    let score = || prop::option::of((0_u8..=10).prop_map(|score| score.try_into().unwrap()));
    let words = || {
        "[=+@',;a-zé\" ]{0,12}".prop_map(|words| Some(words.trim().to_owned()).filter(|it| !it.is_empty()))
    };
    ((score(), 240_u16..1440, score()), (score(), score(), score()), (words(), words(), any::<bool>()))
        .prop_map(move |((evening, at, morning), (function, sleep, stress), (note, change, flare))| {
            DiaryRow {
                day,
                evening,
                evening_at: evening.map(|_| f64::from(at) / 1440.0),
                morning,
                function,
                sleep,
                stress,
                note,
                change,
                flare,
                ..DiaryRow::default()
            }
        })
}

const TECHNIQUES: [&str; 4] = ["pro_swedish", "sm_gmed_ball_wall", "sm_ql_ball_wall", ANY];
const ANY: &str = domain::answer::ANY_VISIT;

/// Up to 3 sessions of a day, two hours apart; and perhaps what chance decided for it.
fn random_sessions(day: Date) -> impl Strategy<Value = (Vec<SessionRow>, Option<crate::DecisionRow>)> {
    let score = || prop::option::of((0_u8..=10).prop_map(|score| score.try_into().unwrap()));
    let one =
        (0_usize..4, 0_u16..90, prop::option::of(1_u32..20), score(), score(), "[=a-z]{0,6}", 0_usize..3);
    let drawn = prop::option::of((prop::option::of(0_usize..4), 1_u32..=19));
    (prop::collection::vec(one, 0..3), drawn).prop_map(move |(sessions, drawn)| {
        let decision = drawn.map(|(technique, chance)| crate::DecisionRow {
            line: 0,
            day,
            session: technique.is_some(),
            technique: technique.map(|place| TECHNIQUES[place].to_owned()),
            probability: f64::from(chance) / 20.0,
        });
        let rows = (0_u16..).zip(sessions).map(
            |(number, (technique, late, minutes, before, after, note, reaction))| {
                let technique = TECHNIQUES[technique].to_owned();
                let visit = technique.starts_with("pro_") || technique == ANY;
                let assigned = decision.as_ref().map(|row| row.technique.as_deref() == Some(&technique));
                SessionRow {
                    at: Some(f64::from(500 + number * 240 + late) / 1440.0),
                    minutes: minutes.map(f64::from),
                    before,
                    after,
                    note: Some(note).filter(|note| !note.is_empty()),
                    reaction: (!visit && reaction > 0).then(|| ["", "sore", "other"][reaction].to_owned()),
                    assigned: Some(assigned.map_or(crate::Assigned::Free, |mine| {
                        if mine { crate::Assigned::Yes } else { crate::Assigned::No }
                    })),
                    probability: decision.as_ref().map(|row| row.probability),
                    price: (visit && late > 45).then_some(f64::from(late)),
                    ..SessionRow::empty(0, day, technique)
                }
            },
        );
        (rows.collect(), decision)
    })
}

/// Tables of 6 days; the first has a rating, because a diary begins with one.
fn random_tables() -> impl Strategy<Value = Tables> {
    let day = |number: i64| date(2026, 1, 10).saturating_add(jiff::Span::new().days(number));
    let days: Vec<_> = (0..6).map(|number| (random_day(day(number)), random_sessions(day(number)))).collect();
    days.prop_map(|days| {
        let mut tables = Tables::default();
        for (place, (mut row, (sessions, decision))) in days.into_iter().enumerate() {
            if place == 0 && row.morning.is_none() {
                row.morning = Some(5.try_into().unwrap());
            }
            for session in &sessions {
                *row.sessions.entry(session.technique.clone()).or_default() += 1;
            }
            tables.days.extend(Some(row).filter(|row| !row.is_empty()));
            tables.sessions.extend(sessions);
            tables.decisions.extend(decision);
        }
        tables
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// What the tables hold comes back byte by byte through another journal, and a second time adds nothing.
    #[test]
    fn tables_taken_in_and_written_again_are_the_same(rows in random_tables()) {
        let files = Sheets::new(&rows);
        let taken = import(&KNOWLEDGE, &back(&files), &[], me(), TODAY).unwrap();
        prop_assert_eq!(taken.left.count(), 0, "{}", taken.left);
        let again = Sheets::new(&tables(&taken.entries));
        prop_assert_eq!(&again.diary, &files.diary);
        prop_assert_eq!(&again.sessions, &files.sessions);
        prop_assert_eq!(&again.plan, &files.plan);
        let twice = import(&KNOWLEDGE, &back(&files), &taken.entries, me(), TODAY).unwrap();
        prop_assert_eq!(twice.entries.len(), 0, "{:?}", twice.added);
    }

    /// No bytes make the readers of tables panic, whatever they are taken for.
    #[test]
    fn any_bytes_are_tables_or_problems(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for head in [&b""[..], b"date,pain\n", b"start;technique\n", b"date\tassigned_session\tprobability\n"] {
            let all = [head, bytes.as_slice()].concat();
            if let Ok(brought) = Brought::new(vec![("m.csv".into(), all)], Vec::new(), None) {
                let _ = brought.columns();
                let _ = brought.read();
            }
        }
    }
}

proptest! {
    /// No spreadsheet runs a cell of ours, and the words come back as they were.
    #[test]
    fn words_are_harmless_and_come_back(words in r"['=+@\-]{0,3}.{0,12}") {
        let cell = harmless(&words);
        prop_assert!(!cell.starts_with(FORMULA), "{cell}");
        prop_assert_eq!(as_meant(&cell), words.trim().replace('\0', " "));
    }

    /// Rows come back from their files as they were.
    #[test]
    fn rows_survive_their_files(
        days in prop::collection::btree_map(0_i64..300, (0_u8..=10, prop::option::of(0_u8..=10), "[ -~é\n]{0,20}", 0_u16..1440), 0..8),
        sessions in prop::collection::btree_map((0_i64..300, 0_u16..1440), (0_u32..1440, prop::option::of(0_u8..=10), "[ -~é\n]{0,20}"), 0..8),
    ) {
        let day = |number: i64| date(2026, 1, 1).saturating_add(jiff::Span::new().days(number));
        let said = |words: String| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let rows = Tables {
            days: days.into_iter().map(|(number, (pain, morning, note, at))| DiaryRow {
                day: day(number),
                evening: Some(pain.try_into().unwrap()),
                evening_at: Some(f64::from(at) / 1440.0),
                morning: morning.map(|score| score.try_into().unwrap()),
                note: said(note),
                ..DiaryRow::default()
            }).collect(),
            sessions: sessions.into_iter().map(|((number, at), (minutes, before, note))| SessionRow {
                at: Some(f64::from(at.max(240)) / 1440.0),
                minutes: Some(f64::from(minutes)),
                before: before.map(|score| score.try_into().unwrap()),
                note: said(note),
                ..SessionRow::empty(0, day(number), "pro_swedish".to_owned())
            }).collect(),
            ..Tables::default()
        };
        let back = back(&Sheets::new(&rows));
        prop_assert_eq!(Sheets::new(&back), Sheets::new(&rows));
        prop_assert_eq!(back.days.len(), rows.days.len());
        for (one, other) in back.days.iter().zip(&rows.days) {
            prop_assert_eq!(&one.note, &other.note);
        }
    }
}

#[test]
fn a_flare_that_began_in_another_age_is_not_written_day_by_day() {
    let flare = samples::entry(1, 0, domain::entry::FlareStarted {}).about(date(-9000, 1, 1));
    let tables = tables(&[flare]);
    assert!(tables.days.len() < 40_000, "{}", tables.days.len());
}
