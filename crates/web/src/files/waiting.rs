//! What was brought in and waits for a yes: only in memory, one at a time. Whatever comes next takes its place.

use super::import::Offered;
use super::upload::Upload;
use crate::Site;
use exchange::archive::Archive;
use exchange::fhir::{Brought, Record};
use std::sync::{Arc, Mutex, PoisonError};

/// What waits.
pub(crate) enum Waiting {
    /// A file that is locked with a pass-phrase.
    Locked(Upload),
    /// An archive that was read.
    Archive(Archive),
    /// Tables, with what was said about their columns.
    Tables(Offered),
    /// A FHIR file that was read.
    Record(Record),
    /// A questionnaire that was read.
    Questionnaire(Box<Brought>),
}

/// The place for what waits, with the id that its page carries.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Option<(String, Arc<Waiting>)>>);

impl Shelf {
    fn set(&self, what: Option<(String, Arc<Waiting>)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = what;
    }
}

impl Site {
    /// Keeps something until the person has decided, and returns its id.
    pub(crate) fn wait_with(&self, what: Waiting) -> String {
        let id = self.with_open(journal::Store::new_id).to_string();
        self.shelf().set(Some((id.clone(), Arc::new(what))));
        id
    }

    /// What waits under an id, if it still does.
    pub(crate) fn waiting(&self, id: &str) -> Option<Arc<Waiting>> {
        let shelf = self.shelf().0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.as_ref().filter(|(kept, _)| kept == id).map(|(_, what)| Arc::clone(what))
    }

    /// Lets go of what waits.
    pub(crate) fn let_go(&self) {
        self.shelf().set(None);
    }
}
