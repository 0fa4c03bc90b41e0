//! Ids that follow from others, so that the same thing has the same id in every file.

use domain::entry::{EntryId, Event, PersonId, RecordedAt};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The id of an entry of which something is held back.
pub(crate) fn shortened(id: EntryId) -> EntryId {
    let bytes = Uuid::from(id).into_bytes();
    let digest = Sha256::new().chain_update("told in part|").chain_update(bytes).finalize();
    let mut random = [0; 10];
    for (byte, from) in random.iter_mut().zip(digest) {
        *byte = from;
    }
    let millis = bytes.iter().take(6).fold(0_u64, |millis, byte| millis << 8 | u64::from(*byte));
    EntryId::from_millis(millis, random)
}

/// The id of a resource that follows from another id.
pub(crate) fn part_of(id: Uuid, part: &str) -> Uuid {
    let digest = Sha256::new().chain_update(id.into_bytes()).chain_update(part).finalize();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The id of an entry from another program: it follows from what it says.
pub(crate) fn foreign(person: PersonId, at: RecordedAt, event: &Event) -> EntryId {
    let digest = Sha256::new()
        .chain_update(format!("fhir|{person}|{}|{}|", at.microseconds(), event.kind()))
        .chain_update(event.body().unwrap_or_default().to_string())
        .finalize();
    let mut random = [0; 10];
    for (byte, from) in random.iter_mut().zip(digest) {
        *byte = from;
    }
    EntryId::from_millis(u64::try_from(at.microseconds() / 1000).unwrap_or_default(), random)
}
