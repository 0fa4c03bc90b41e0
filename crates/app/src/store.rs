//! The person's journal on this machine: where it is, and the clock and ids it gets.

use crate::failure::Failure;
use crate::files::Kept;
use directories::ProjectDirs;
use domain::entry::{EntryId, PersonId};
use jiff::Zoned;
use jiff::civil::Date;
pub(crate) use journal::Store;
use journal::{Source, SqliteJournal, day_of};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// The name of the journal's file in the data folder.
const FILE: &str = "journal.db";

/// This machine's clock and random numbers.
pub(crate) struct Machine {
    /// Stands in for today's date.
    pub(crate) today: Option<Date>,
}

impl Source for Machine {
    /// On a day that stands in for today, the clock shows the same time: after midnight and before 4am, that is the
    /// night which ends it.
    fn now(&self) -> Zoned {
        let now = Zoned::now();
        let moved = self.today.and_then(|today| {
            let night = if now.hour() < 4 { today.tomorrow().ok()? } else { today };
            night.to_datetime(now.time()).to_zoned(now.time_zone().clone()).ok()
        });
        moved.unwrap_or(now)
    }

    fn entry_id(&self) -> EntryId {
        EntryId::try_from(Uuid::now_v7()).expect("`now_v7` makes ids of version 7")
    }

    fn person_id(&self) -> PersonId {
        PersonId::try_from(Uuid::now_v7()).expect("`now_v7` makes ids of version 7")
    }

    fn random(&self) -> [u8; 32] {
        let (one, other) = (Uuid::new_v4(), Uuid::new_v4());
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().zip(one.as_bytes().iter().chain(other.as_bytes())) {
            *place = *byte;
        }
        bytes
    }

    fn today(&self) -> Date {
        self.today.unwrap_or_else(|| day_of(&self.now()))
    }
}

/// Opens the journal in `data`, or in the platform's data folder, and makes it if there is none.
///
/// `today` stands in for today's date.
pub(crate) fn open(data: Option<&Path>, today: Option<Date>) -> Result<Store, Failure> {
    let folder = folder(data)?;
    std::fs::create_dir_all(&folder).map_err(|error| {
        Failure::person(format!("the folder `{}` cannot be made: {error}", folder.display()))
            .hint("choose another place with --data DIR")
    })?;
    let journal = SqliteJournal::open(folder.join(FILE))?;
    let journal = Kept::new(journal, folder, today);
    Ok(Store::open(Box::new(journal), Arc::new(Machine { today }))?)
}

/// Opens the journal if there is one; never makes one.
pub(crate) fn open_if_there(data: Option<&Path>, today: Option<Date>) -> Result<Option<Store>, Failure> {
    let folder = folder(data)?;
    if folder.join(FILE).exists() { open(Some(&folder), today).map(Some) } else { Ok(None) }
}

/// Today as the person's day, or the day that stands in for it.
pub(crate) fn today(instead: Option<Date>) -> Date {
    Machine { today: instead }.today()
}

/// The folder that holds the journal: `data`, or the platform's data folder.
pub(crate) fn folder(data: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = data {
        return Ok(folder.to_owned());
    }
    let folders = ProjectDirs::from("", "", "backwise").ok_or_else(|| {
        Failure::person("there is no home folder to keep your journal in")
            .hint("choose a place with --data DIR")
    })?;
    Ok(folders.data_dir().to_owned())
}
