use super::*;
use crate::Problem;
use domain::entry::{Event, FlareEnded, FlareStarted, PersonNow};
use proptest::prelude::*;
use serde_json::json;

fn said(bytes: &[u8]) -> String {
    read("old.json", bytes).unwrap_err().to_string()
}

fn sample() -> Vec<Entry> {
    let unknown =
        Event::Unknown { kind: "dream".into(), version: 3, body: json!({ "z": 1.5, "a": [null, "é"] }) };
    vec![
        samples::entry(1, 0, FlareStarted {}),
        samples::entry(2, 30, unknown),
        samples::entry(3, 40, FlareEnded {}),
    ]
}

#[test]
fn the_form_of_the_file_does_not_change_unnoticed() {
    insta::assert_snapshot!(write(&sample()).unwrap(), @r#"
    {
      "format": "backwise-archive",
      "version": 1,
      "created": "2026-03-02T16:00:00Z",
      "person": "00000000-0001-7101-8101-010101010101",
      "counts": {
        "dream": 1,
        "flare_ended": 1,
        "flare_started": 1
      },
      "checksum": "sha256:f82361cff58a8c2a8484e7abec842f121e95a96691e3556f16f1e57ba86893fd",
      "entries": [
    {"id":"00000000-0001-7000-8000-000000000000","person":"00000000-0001-7101-8101-010101010101","recorded_at":1772323200000000,"day":"2026-02-28","offset_minutes":0,"kind":"flare_started","version":1,"body":{}},
    {"id":"00000000-0002-7000-8000-000000000000","person":"00000000-0001-7101-8101-010101010101","recorded_at":1772431200000000,"day":"2026-03-02","offset_minutes":0,"kind":"dream","version":3,"body":{"a":[null,"é"],"z":1.5}},
    {"id":"00000000-0003-7000-8000-000000000000","person":"00000000-0001-7101-8101-010101010101","recorded_at":1772467200000000,"day":"2026-03-02","offset_minutes":0,"kind":"flare_ended","version":1,"body":{}}
    ]
    }
    "#);
    insta::assert_snapshot!(write(&[]).unwrap(), @r#"
    {
      "format": "backwise-archive",
      "version": 1,
      "created": null,
      "person": null,
      "counts": {},
      "checksum": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "entries": []
    }
    "#);
}

#[test]
fn an_empty_journal_comes_back_too() {
    let back = read("old.json", write(&[]).unwrap().as_bytes()).unwrap();
    assert_eq!((back.entries().len(), back.person()), (0, None));
}

#[test]
fn a_file_that_was_changed_is_refused_with_the_reason() {
    let text = write(&sample()).unwrap();
    for (from, to, what) in [
        ("1.5", "1.6", "it is not as it was written: the checksum does not fit its entries."),
        ("\"dream\": 1", "\"dream\": 2", "it says that it holds 4 entries, and it holds 3."),
        (
            "\"version\": 1,\n  \"created\"",
            "\"version\": 2,\n  \"created\"",
            "it is an archive of version 2; this program knows versions up to 1.",
        ),
        ("backwise-archive", "other", "it is not an archive of Backwise."),
        (
            "\"flare_started\",",
            "\"checked_in\",",
            "line 14: it is not as it was written: the body does not fit an event `checked_in` of version 1.",
        ),
        ("\"created\"", "\"made\"", "unknown field `made`"),
        ("\"person\": \"", "\"person\": \"x", "is not"),
        ("\"z\":1.5", "\"z\":1.5,", "line 14: it is not JSON from here on."),
    ] {
        assert!(text.contains(from), "{from}");
        let said = said(text.replacen(from, to, 1).as_bytes());
        assert!(said.contains(what), "{said}");
    }
}

#[test]
fn an_entry_of_somebody_else_is_refused() {
    let mut entries = sample();
    entries[1].person = PersonId::from_millis(9, [9; 10]);
    let text = write(&entries).unwrap();
    assert_eq!(
        read("old.json", text.as_bytes()).unwrap().entries(),
        entries,
        "two ids of one person are told"
    );
    let start = text.find("  \"other_ids\"").unwrap();
    let end = text.find("  \"counts\"").unwrap();
    let said = said(format!("{}{}", &text[..start], &text[end..]).as_bytes());
    assert!(said.contains("belongs to another person than the file says"), "{said}");
}

#[test]
fn an_entry_that_is_there_twice_is_refused() {
    let text = write(&sample()).unwrap();
    let line = text.lines().find(|line| line.ends_with("{}},")).unwrap();
    let twice = text.replacen(line, &format!("{line}\n{line}"), 1);
    assert!(said(twice.as_bytes()).contains("is in it twice"));
}

#[test]
fn what_is_no_archive_is_named() {
    for (bytes, what) in [
        (&b""[..], "it is empty."),
        (b"  \n", "it is empty."),
        (b"hello", "line 1: it is not an archive of Backwise."),
        (b"[1, 2]", "it is not an archive of Backwise."),
        (b"{}", "it is not an archive of Backwise."),
        (b"{\"format\": 3}", "it is not an archive of Backwise."),
        (b"\xFF\xFE{\0", "UTF-16"),
        (b"{\n\"a\": \"\xE9\"}", "line 2: it is not text in UTF-8."),
        (b"\x1F\x8B\x08", "it is packed."),
        (b"PK\x03\x04", "it is packed."),
        (b"SQLite format 3\0", "it is a journal, not an archive."),
        (b"age-encryption.org/v1\n", "it is locked with a pass-phrase."),
        (b"{\"format\":\"backwise-archive\"}", "it does not say which version"),
    ] {
        let said = said(bytes);
        assert!(said.contains(what), "{said}");
    }
}

#[test]
fn a_hostile_file_asks_for_no_more_than_it_is_worth() {
    let deep = "[".repeat(100_000);
    assert!(said(deep.as_bytes()).contains("it is not an archive of Backwise"));
    let head = "{\"format\":\"backwise-archive\",\"version\":1,\"entries\":";
    assert!(said(format!("{head}{deep}").as_bytes()).contains("it ends in the middle"));
    let closed = format!("{head}{deep}{}}}", "]".repeat(100_000));
    assert!(said(closed.as_bytes()).contains("line 1: it is not"), "{}", said(closed.as_bytes()));
    let body = format!("{{\"id\":\"{}\",\"body\":{deep}{}}}", samples::id(1), "]".repeat(100_000));
    let closed = format!("{head}[{body}]}}");
    assert!(said(closed.as_bytes()).contains("line 1: it is nested deeper"), "{}", said(closed.as_bytes()));
    let many = format!("{head}[{}]}}", "{},".repeat(MANY));
    assert!(said(many.as_bytes()).contains("it has more parts than a journal can have"));
    assert!(said(&vec![b' '; LARGEST + 1]).contains("it is larger than 64 million bytes"));
}

const MANY: usize = 1_000_001;

#[test]
fn a_mark_at_the_beginning_does_no_harm() {
    let text = format!("\u{FEFF}{}", write(&sample()).unwrap());
    assert!(read("old.json", text.as_bytes()).is_ok());
}

#[test]
fn a_restore_adds_what_is_not_there() {
    let archive = read("old.json", write(&sample()).unwrap().as_bytes()).unwrap();
    let there = &sample()[..1];
    let against = archive.against(there).unwrap();
    assert_eq!((against.there, against.new.as_slice()), (1, &sample()[1..]));
    assert_eq!(archive.against(&[]).unwrap().new, sample());
}

#[test]
fn a_restore_into_the_journal_of_another_person_is_refused() {
    let archive = read("old.json", write(&sample()).unwrap().as_bytes()).unwrap();
    let mut other = samples::entry(7, 0, FlareStarted {});
    other.person = PersonId::from_millis(9, [9; 10]);
    let said = archive.against(&[other]).unwrap_err();
    assert_eq!(
        said.to_string(),
        "old.json: it belongs to another person than the journal here. Nothing has changed; to look at it, restore it \
         into a new folder with --data DIR"
    );
    let clash = samples::entry(1, 0, FlareEnded {});
    let said: Problem = archive.against(&[clash]).unwrap_err();
    assert!(said.what.ends_with("is in the journal here and says something else"), "{said}");
}

#[test]
fn what_is_kept_is_told_in_words() {
    let kept = Kept::of(&PersonNow::replay(&samples::each()));
    assert_eq!(kept.to_string(), "1 check-in, 1 session, 1 visit, 1 rating");
    assert_eq!(Kept::default().to_string(), "0 check-ins, 0 sessions");
}

proptest! {
    /// An archive that is restored and written again is the same file, whatever the order of the entries was.
    #[test]
    fn an_archive_survives_a_round_trip_byte_by_byte(entries in samples::entries(40)) {
        let text = write(&entries).unwrap();
        let back = read("old.json", text.as_bytes()).unwrap();
        prop_assert_eq!(write(back.entries()).unwrap(), text.clone());
        let mut turned = entries.clone();
        turned.reverse();
        prop_assert_eq!(write(&turned).unwrap(), text);
        prop_assert_eq!(back.entries().len(), entries.len());
        prop_assert!(entries.iter().all(|entry| back.entries().contains(entry)));
    }

    /// A file that was cut off is never taken for a whole one.
    #[test]
    fn a_cut_off_file_is_refused(entries in samples::entries(40), part in 0.0..1.0_f64) {
        let text = write(&entries).unwrap();
        let text = text.trim_end();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a text")]
        let end = (text.len() as f64 * part) as usize;
        prop_assert!(read("old.json", &text.as_bytes()[..end]).is_err());
    }

    /// One changed letter is noticed or makes no difference.
    #[test]
    fn a_changed_letter_is_noticed(entries in samples::entries(40), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = write(&entries).unwrap().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(back) = read("old.json", &bytes) {
            prop_assert_eq!(write(back.entries()).unwrap(), write(&entries).unwrap());
        }
    }

    /// No bytes make the reader panic.
    #[test]
    fn any_bytes_are_an_archive_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read("old.json", &bytes).is_err());
    }
}
