//! Forms that count once, however often they are sent.
//!
//! A form carries an id in a hidden field. What is recorded from it gets ids made from that id and from what it says, so
//! the same form sent again (a double tap, a reload, a phone that was offline and is not sure whether it was heard) finds
//! its entries there and adds nothing. The form sent again with another content is a correction: it replaces what it said
//! before.
//!
//! A page that posts needs two lines:
//!
//! ```text
//! form method="post" action="/check-in" { (site.new_once()) ... }     // in the form
//! site.record_once(&fields, [event.into()])?;                         // in the handler
//! ```
//!
//! What is recorded has to follow from the form alone, not from what the journal says meanwhile.
//!
//! A form with this field may also be sent later, by a phone that kept it. It then carries when it was filled in by the
//! person's clocks, in the field `made`, and counts for that day.

use crate::{Fields, Look, PageError, Site};
use domain::entry::{Entry, EntryId, Event, Retracted};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use journal::Store;
use maud::{Markup, Render, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many of the 16 bytes of an id all entries of one form share: the time and 42 drawn bits. The others tell its
/// entries apart.
const SHARED: usize = 12;

/// A form that was kept on a phone is taken for this many days.
const KEPT_DAYS: i32 = 92;

/// The person's day rolls over at 4am.
const NIGHT_HOURS: i32 = 4;

/// The id of one form, as it stands in the hidden field.
///
/// It shows itself as that field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    id: EntryId,
    /// Whose journal the form was made for, as a hash; nobody's as long as the journal is empty.
    whose: Option<String>,
}

impl Once {
    /// The id that came with a form, if it has one.
    ///
    /// # Errors
    ///
    /// If the field holds something else.
    pub fn of(fields: &Fields) -> Result<Option<Self>, PageError> {
        let Some(text) = fields.one("once") else { return Ok(None) };
        let (id, whose) = text.split_once('.').map_or((text, None), |(id, whose)| (id, Some(whose)));
        let id = id.parse().map_err(|_| PageError::Form("the id of the form is not one of ours"))?;
        Ok(Some(Self { id, whose: whose.map(str::to_owned) }))
    }

    /// The id of an entry from this form.
    fn entry(&self, generation: u32, place: usize, event: &Event) -> Result<EntryId, PageError> {
        let body = event.body().map_err(PageError::ours)?;
        let says = format!("{generation} {place} {} {} {body}", event.kind(), event.version());
        let mut bytes = Uuid::from(self.id).into_bytes();
        let digest = Sha256::new().chain_update(bytes).chain_update(says).finalize();
        for (byte, other) in bytes.iter_mut().skip(SHARED).zip(digest) {
            *byte = other;
        }
        EntryId::new(Uuid::from_bytes(bytes)).map_err(PageError::ours)
    }

    /// Whether an entry came from this form.
    fn made(&self, entry: EntryId) -> bool {
        let shared = |id| Uuid::from(id).into_bytes().into_iter().take(SHARED);
        shared(self.id).eq(shared(entry))
    }

    /// What has to be recorded so that the journal says what the form says; nothing if it says so already.
    fn missing(&self, store: &Store, events: Vec<Event>) -> Result<Vec<(EntryId, Event)>, PageError> {
        let there: BTreeSet<EntryId> =
            store.entries().iter().map(|entry| entry.id).filter(|id| self.made(*id)).collect();
        let retracted = retracted(store);
        let standing: Vec<EntryId> = there.difference(&retracted).copied().collect();
        let mut wanted = Vec::new();
        for (place, event) in events.into_iter().enumerate() {
            let mut generation = 0;
            let mut id = self.entry(generation, place, &event)?;
            // Said before and taken back since: to say it again takes another id.
            while there.contains(&id) && retracted.contains(&id) {
                generation += 1;
                id = self.entry(generation, place, &event)?;
            }
            wanted.push((id, generation > 0, event));
        }
        // All of it was taken back with nothing in its place: a copy that arrives late does not undo the undo.
        if standing.is_empty() && wanted.iter().all(|(_, was_taken_back, _)| *was_taken_back) {
            return Ok(Vec::new());
        }
        let (new, kept): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|(id, ..)| !there.contains(id));
        // Only what is said anew is replaced: an event that a handler left out this time, because it holds by now, stays.
        let is_replaced = |entry: &&Entry| {
            standing.contains(&entry.id)
                && kept.iter().all(|(id, ..)| *id != entry.id)
                && new.iter().any(|(.., event)| event.kind() == entry.event.kind())
        };
        let retractions = store.entries().iter().filter(is_replaced).map(|entry| {
            let why = "sent again with a change".to_owned();
            (store.new_id(), Retracted { entry: entry.id, why }.into())
        });
        let retractions: Vec<(EntryId, Event)> = retractions.collect();
        Ok(retractions.into_iter().chain(new.into_iter().map(|(id, _, event)| (id, event))).collect())
    }
}

/// All entries that were taken back.
fn retracted(store: &Store) -> BTreeSet<EntryId> {
    let ids = store.entries().iter().filter_map(|entry| match &entry.event {
        Event::Retracted(retracted) => Some(retracted.entry),
        _ => None,
    });
    ids.collect()
}

impl Render for Once {
    fn render(&self) -> Markup {
        let whose = self.whose.as_ref().map(|whose| format!(".{whose}")).unwrap_or_default();
        html! { input type="hidden" name="once" value={ (self.id) (whose) }; }
    }
}

/// Whose journal it is, in a form that says nothing about the person; `None` while it is empty, because the id of its
/// person is only kept with the first entry.
fn whose(store: &Store) -> Option<String> {
    store.entries().first().map(|entry| {
        let digest = Sha256::digest(entry.person.to_string());
        let hash = digest.iter().take(4).fold(0_u32, |hash, byte| hash << 8 | u32::from(*byte));
        format!("{hash:08x}")
    })
}

impl Site {
    /// The hidden field of a form that has to count once. Put it inside each form that records something.
    #[must_use]
    pub fn new_once(&self) -> Once {
        self.with_open(|store| Once { id: store.new_id(), whose: whose(store) })
    }

    /// Records what a form says, about the day on which it was filled in: all of it or nothing, and once, however often
    /// it is sent. Once this returns, it stays.
    ///
    /// # Errors
    ///
    /// If the form is not one of this journal, or the journal cannot be written; nothing is recorded then.
    pub fn record_once(
        &self,
        fields: &Fields,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Look, PageError> {
        self.record_once_about(fields, events, self.day_of_form(fields))
    }

    /// As [`record_once`](Self::record_once), about a day that the person named.
    ///
    /// # Errors
    ///
    /// As [`record_once`](Self::record_once).
    pub fn record_once_about(
        &self,
        fields: &Fields,
        events: impl IntoIterator<Item = Event>,
        day: Date,
    ) -> Result<Look, PageError> {
        let events: Vec<Event> = events.into_iter().collect();
        let Some(once) = Once::of(fields)? else { return self.record_about(events, day) };
        self.record_with(day, |store| {
            if once.whose.is_some() && once.whose != whose(store) {
                return Err(PageError::OtherJournal);
            }
            once.missing(store, events)
        })
    }

    /// The person's day when a form was filled in: today, or an earlier day if a phone kept the form until now.
    #[must_use]
    pub fn day_of_form(&self, fields: &Fields) -> Date {
        let today = self.with_open(Store::today);
        let made = fields.one("made").and_then(|text| text.parse::<DateTime>().ok());
        let made = made.map(|made| made.saturating_sub(NIGHT_HOURS.hours()).date());
        made.filter(|day| *day < today && *day >= today.saturating_sub(KEPT_DAYS.days())).unwrap_or(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entry::{CheckedIn, FlareStarted, NrsScore, PersonId};
    use domain::knowledge::Knowledge;
    use domain::localise::Model;
    use jiff::tz::TimeZone;
    use jiff::{Timestamp, Zoned};
    use journal::{MemoryJournal, Source};
    use proptest::prelude::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, Ordering};

    /// Noon, and ids that count.
    struct Noon(AtomicU8);

    impl Source for Noon {
        fn now(&self) -> Zoned {
            "2026-03-20T12:00Z".parse::<Timestamp>().unwrap().to_zoned(TimeZone::UTC)
        }

        fn entry_id(&self) -> EntryId {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            EntryId::from_millis(u64::from(n), [n; 10])
        }

        fn random(&self) -> [u8; 32] {
            [7; 32]
        }

        fn person_id(&self) -> PersonId {
            PersonId::from_millis(0, [7; 10])
        }
    }

    /// The knowledge plays no part here: what is recorded is only counted.
    fn site() -> Site {
        let knowledge = Knowledge::bundled().unwrap();
        let model = Model::new(&knowledge);
        let store =
            Store::open(Box::new(MemoryJournal::default()), Arc::new(Noon(AtomicU8::new(1)))).unwrap();
        Site::new(knowledge, model, store)
    }

    fn check_in(score: u8) -> Event {
        let interference = NrsScore::new(score).unwrap();
        CheckedIn { interference, pain: None, flare: false, did: BTreeSet::new(), note: String::new() }.into()
    }

    /// A form as a browser sends it.
    fn form(once: &Once) -> Fields {
        let markup = once.render().into_string();
        let value = markup.split('"').nth(5).unwrap();
        Fields::from_text(&format!("once={value}"))
    }

    /// How much the back got in the way, for each check-in that stands.
    fn scores(site: &Site) -> Vec<u8> {
        let person = site.look().unwrap().person;
        person.check_ins.values().flatten().map(|at| at.event.interference.points()).collect()
    }

    fn count(site: &Site) -> usize {
        site.with_open(|store| store.entries().len())
    }

    #[test]
    fn a_form_that_is_sent_twice_counts_once() {
        let site = site();
        let form = form(&site.new_once());
        for _ in 0..3 {
            site.record_once(&form, [check_in(3), FlareStarted {}.into()]).unwrap();
        }
        assert_eq!((scores(&site), count(&site)), (vec![3], 2));
        // Another form with the same words is another check-in.
        site.record_once(&self::form(&site.new_once()), [check_in(3)]).unwrap();
        assert_eq!(scores(&site), [3, 3]);
    }

    #[test]
    fn a_form_that_is_sent_again_with_a_change_replaces_what_it_said() {
        let site = site();
        let form = form(&site.new_once());
        for score in [3, 5, 3, 3, 5] {
            site.record_once(&form, [check_in(score), FlareStarted {}.into()]).unwrap();
            assert_eq!(scores(&site), [score]);
        }
        assert_eq!(site.look().unwrap().person.flares.len(), 1);
    }

    #[test]
    fn what_a_second_sending_leaves_out_stays() {
        let site = site();
        let form = form(&site.new_once());
        site.record_once(&form, [FlareStarted {}.into(), check_in(3)]).unwrap();
        for events in [vec![], vec![check_in(3)], vec![check_in(5)]] {
            site.record_once(&form, events).unwrap();
        }
        assert_eq!(site.look().unwrap().person.flares.len(), 1);
        assert_eq!(scores(&site), [5]);
    }

    #[test]
    fn a_copy_that_arrives_late_does_not_undo_an_undo() {
        let site = site();
        let form = form(&site.new_once());
        let look = site.record_once(&form, [check_in(3)]).unwrap();
        let entry = look.person.undo_target().unwrap().id;
        site.record([Retracted { entry, why: String::new() }.into()]).unwrap();
        site.record_once(&form, [check_in(3)]).unwrap();
        assert!(scores(&site).is_empty());
    }

    #[test]
    fn a_form_that_a_phone_kept_counts_for_the_day_it_was_filled_in() {
        let site = site();
        let made = |made: &str| {
            let fields = Fields::from_text(&format!("made={made}"));
            site.day_of_form(&fields).to_string()
        };
        assert_eq!(made("2026-03-18T20:00:00"), "2026-03-18");
        assert_eq!(made("2026-03-18T02:00:00"), "2026-03-17");
        for nonsense in ["", "soon", "2026-03-25T12:00:00", "2020-03-18T20:00:00"] {
            assert_eq!(made(nonsense), "2026-03-20", "{nonsense}");
        }
    }

    #[test]
    fn a_form_of_another_journal_is_turned_away() {
        let site = site();
        site.record([check_in(1)]).unwrap();
        let own = form(&site.new_once());
        assert!(site.record_once(&own, [check_in(2)]).is_ok());
        let id = "01900000-0000-7000-8000-000000000001";
        let other = Fields::from_text(&format!("once={id}.00000000"));
        assert!(matches!(site.record_once(&other, [check_in(3)]), Err(PageError::OtherJournal)));
        let nonsense = Fields::from_text("once=seven");
        assert!(matches!(site.record_once(&nonsense, [check_in(3)]), Err(PageError::Form(_))));
        assert_eq!(scores(&site), [1, 2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// Whatever is sent how often, each form stands once, with what it said last.
        #[test]
        fn each_form_stands_once_with_what_it_said_last(sent in prop::collection::vec((0_usize..3, 0_u8..=10), 1..12)) {
            let site = site();
            let forms: Vec<Fields> = (0..3).map(|_| form(&site.new_once())).collect();
            let mut last = [None; 3];
            for (n, score) in sent {
                site.record_once(&forms[n], [check_in(score)]).unwrap();
                last[n] = Some(score);
            }
            let (mut found, mut expected) = (scores(&site), last.into_iter().flatten().collect::<Vec<_>>());
            found.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
