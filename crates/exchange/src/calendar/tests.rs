use super::*;
use domain::entry::{EntryId, PlanPaused, TestStarted, Tested, Worthwhile};
use domain::localise::Model;
use domain::sample;
use domain::trial::{Design, Seed};
use jiff::civil::date;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));

const TODAY: Date = date(2026, 3, 20);

/// The journal of the made-up person, with more after it.
fn journal(more: Vec<Event>) -> Vec<Entry> {
    let mut entries = sample::entries(&KNOWLEDGE, &MODEL, TODAY, 60);
    let person = entries[0].person;
    let last = entries.iter().map(|entry| entry.recorded_at.microseconds()).max().unwrap();
    for (number, event) in (1_u8..).zip(more) {
        let at = RecordedAt::from_microseconds(last + i64::from(number) * 1_000_000).unwrap();
        entries.push(Entry::now(EntryId::from_millis(9, [number; 10]), person, at, 60, event).about(TODAY));
    }
    entries
}

fn calendar(entries: &[Entry], wish: &Wish) -> String {
    let person = PersonNow::replay(entries);
    let current = Current::new(&KNOWLEDGE, &MODEL, &person, TODAY, None);
    write(&Given { knowledge: &KNOWLEDGE, entries, person: &person, current: &current, today: TODAY }, wish)
}

fn test(seed: &str) -> Event {
    TestStarted {
        what: Tested::Techniques(BTreeSet::from(["sm_gmed_ball_wall".into()])),
        design: Design::coin_days(),
        first_day: TODAY,
        baseline_days: 7,
        days: 56,
        worthwhile: Worthwhile::default(),
        lasting_effect_expected: false,
        commitment: "c0ffee".into(),
        seed: Seed::new(seed),
        plan_text: "a coin for each day".into(),
    }
    .into()
}

/// The values of a property, unfolded, one for each entry.
fn values(calendar: &str, key: &str) -> Vec<String> {
    let text = calendar.replace("\r\n ", "");
    let mut found = Vec::new();
    let mut inside_alarm = false;
    for line in text.split("\r\n") {
        inside_alarm = (inside_alarm || line == "BEGIN:VALARM") && line != "END:VALARM";
        if let Some(value) = line.strip_prefix(key).filter(|_| !inside_alarm) {
            found.push(value.to_owned());
        }
    }
    found
}

#[test]
fn every_line_is_as_the_standard_asks() {
    let titled = calendar(&journal(Vec::new()), &Wish { titles: true, ..Wish::default() });
    for calendar in [calendar(&journal(Vec::new()), &Wish::default()), titled] {
        assert!(
            calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Backwise//Backwise//EN\r\n")
        );
        assert!(
            calendar.ends_with("END:VCALENDAR\r\n") && !calendar.replace("\r\n", "").contains(['\r', '\n'])
        );
        assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
        let ids = values(&calendar, "UID:");
        assert!(ids.len() > 10, "{}", ids.len());
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
        for key in ["DTSTAMP:", "SEQUENCE:", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "STATUS:", "SUMMARY:"] {
            assert_eq!(values(&calendar, key).len(), ids.len(), "{key}");
        }
        for start in values(&calendar, "DTSTART:") {
            assert!(start.ends_with("T190000"), "it floats: {start}");
        }
        assert!(calendar.contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"));
        assert!(calendar.contains("TRIGGER:-PT10M\r\n"));
        for never in ["RRULE", "ATTENDEE", "ORGANIZER", "TZID"] {
            assert!(!calendar.contains(never), "{never}");
        }
    }
}

#[test]
fn titles_say_nothing_unless_asked_to() {
    let journal = journal(Vec::new());
    for title in values(&calendar(&journal, &Wish::default()), "SUMMARY:") {
        assert!(title.ends_with(" min for me"), "{title}");
    }
    let titles = values(&calendar(&journal, &Wish { titles: true, ..Wish::default() }), "SUMMARY:");
    assert!(titles.iter().any(|title| title.starts_with("Backwise: ")), "{titles:?}");
}

#[test]
fn the_same_journal_gives_the_same_calendar() {
    let journal = journal(Vec::new());
    assert_eq!(calendar(&journal, &Wish::default()), calendar(&journal, &Wish::default()));
    let feed = Wish { source: Some("http://127.0.0.1:7310/calendar.ics".into()), ..Wish::default() };
    assert!(calendar(&journal, &feed).contains("SOURCE;VALUE=URI:http://127.0.0.1:7310/calendar.ics\r\n"));
}

#[test]
fn what_is_planned_no_more_is_cancelled_under_its_own_id_and_with_a_higher_sequence() {
    let (before, after) = (journal(Vec::new()), journal(vec![PlanPaused { until: None }.into()]));
    let (before, after) = (calendar(&before, &Wish::default()), calendar(&after, &Wish::default()));
    let live =
        |calendar: &str| values(calendar, "STATUS:").iter().filter(|status| *status == "CONFIRMED").count();
    assert!(live(&before) > live(&after), "sessions in the pause are cancelled");
    assert_eq!(values(&before, "UID:"), values(&after, "UID:"));
    let number = |calendar: &str| values(calendar, "SEQUENCE:")[0].parse::<u32>().unwrap();
    assert!(number(&after) > number(&before));
}

#[test]
fn a_test_is_one_neutral_entry_a_day_whatever_chance_decides() {
    let seeds: BTreeSet<String> = ["one", "two", "three", "four"]
        .map(|seed| calendar(&journal(vec![test(seed)]), &Wish { titles: true, ..Wish::default() }))
        .into();
    assert_eq!(seeds.len(), 1, "no draw shows");
    let calendar = seeds.first().unwrap();
    assert_eq!(calendar.matches("SUMMARY:Open Backwise\r\n").count(), 56);
    // Not even what the plan has on those days.
    let text = calendar.replace("\r\n ", "");
    for event in text.split("BEGIN:VEVENT").skip(1) {
        let day = event.split("DTSTART").nth(1).unwrap().split(':').nth(1).unwrap()[..8].to_owned();
        let inside = ("20260320".to_owned().."20260515".to_owned()).contains(&day);
        assert!(
            !inside || event.contains("SUMMARY:Open Backwise") || event.contains("STATUS:CANCELLED"),
            "{event}"
        );
        assert!(!inside || !event.contains("Backwise: "), "{event}");
    }
}

#[test]
fn a_journal_without_a_plan_gives_an_empty_calendar() {
    let calendar = calendar(&[], &Wish::default());
    assert!(!calendar.contains("VEVENT") && calendar.contains("NAME:For me"), "{calendar}");
}
