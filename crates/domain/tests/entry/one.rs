//! One entry.

use domain::entry::{Entry, FlareStarted, MedicineChanged, RecordedAt};
use proptest::prelude::*;

#[test]
fn debug_shows_ids_and_kind_and_nothing_else() {
    let entry = samples::entry(1, 5, MedicineChanged { words: "my secret".into() });
    assert_eq!(
        format!("{entry:?}"),
        format!("Entry {{ id: {}, person: {}, kind: \"medicine_changed\", .. }}", entry.id, entry.person)
    );
}

#[test]
fn an_entry_recorded_after_midnight_belongs_to_the_evening_before() {
    let at = RecordedAt::from("2026-03-02T00:30:00Z".parse::<jiff::Timestamp>().unwrap());
    let entry = Entry::now(samples::id(1), samples::person(), at, 60, FlareStarted {});
    assert_eq!(entry.day, jiff::civil::date(2026, 3, 1));
    let earlier = entry.clone().about(jiff::civil::date(2026, 2, 27));
    assert_eq!((earlier.day, earlier.recorded_at), (jiff::civil::date(2026, 2, 27), entry.recorded_at));
}

proptest! {
    /// An entry comes back from its line of JSON as it was.
    #[test]
    fn an_entry_survives_a_round_trip(entries in samples::entries(3)) {
        for entry in entries {
            let text = serde_json::to_string(&entry).unwrap();
            prop_assert!(serde_json::from_str::<Entry>(&text).unwrap() == entry, "{text}");
        }
    }
}
