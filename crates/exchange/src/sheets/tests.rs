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
    // Notes of days stay behind, and are told.
    let again = Sheets::new(&tables(&first.entries));
    let without = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.rsplit_once(',').map_or(line, |(before, _)| before).to_owned()).collect()
    };
    assert_eq!(without(&files.diary), without(&again.diary));
    assert_eq!(files.sessions, again.sessions);
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
