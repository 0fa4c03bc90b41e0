//! What every page rests on: the knowledge, the open journal, and where the person stands now.

use crate::PageError;
use crate::answer::Found;
use crate::desk::Desk;
use crate::files::Shelf;
use crate::lock::Door;
use domain::current::Current;
use domain::entry::{EntryId, Event, PersonNow, TestStopped};
use domain::knowledge::Knowledge;
use domain::localise::Model;
use domain::money::Money;
use domain::plan::Plan;
use domain::trial::{Seed, assignment, must_stop, test_plan};
use domain::units::Units;
use jiff::Zoned;
use jiff::civil::Date;
use journal::Store;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Everything that a page rests on. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    knowledge: Knowledge,
    /// The same in inches and pounds, once a person wants it.
    us_knowledge: OnceLock<Option<Knowledge>>,
    /// Whether the person wants it.
    in_us_units: AtomicBool,
    model: Model,
    open: Mutex<Open>,
    hosts: Vec<String>,
    is_sample: bool,
    sample_at: Option<String>,
    /// What the machine does for the pages.
    desk: Option<Box<dyn Desk>>,
    /// What was brought in and waits for a yes.
    shelf: Shelf,
    /// What the next test is drawn from: promised on a page, and kept here until the test starts.
    seed: Mutex<Option<Seed>>,
    /// Who is in while the pages are locked.
    door: Mutex<Door>,
}

struct Open {
    store: Store,
    /// Where the person stood when last asked, with the day it holds for.
    current: Option<(Date, Arc<Current>)>,
    /// The answer when last asked for, with the day and the number of entries that it holds for.
    found: Option<(Date, usize, Arc<Found>)>,
}

/// The person and the plan at the time of a request.
#[derive(Clone)]
pub struct Look {
    /// What the journal says.
    pub person: Arc<PersonNow>,
    /// What follows from it.
    pub current: Arc<Current>,
    /// Today, as the person's day: it rolls over at 4am.
    pub today: Date,
    /// The time on the person's clocks.
    pub time: Zoned,
}

impl Site {
    /// A site on an open journal.
    #[must_use]
    pub fn new(knowledge: Knowledge, model: Model, store: Store) -> Self {
        let open = Mutex::new(Open { store, current: None, found: None });
        Self(Arc::new(Inner {
            knowledge,
            us_knowledge: OnceLock::new(),
            in_us_units: AtomicBool::new(false),
            model,
            open,
            hosts: Vec::new(),
            is_sample: false,
            sample_at: None,
            desk: None,
            shelf: Shelf::default(),
            seed: Mutex::default(),
            door: Mutex::default(),
        }))
    }

    /// The same site, answering only requests for these hosts (`127.0.0.1:7310`). Without hosts it answers all.
    #[must_use]
    pub fn only_for(self, hosts: Vec<String>) -> Self {
        self.change(|inner| inner.hosts = hosts)
    }

    /// The same site, with the address of another one that shows a made-up person.
    #[must_use]
    pub fn with_sample_at(self, address: String) -> Self {
        self.change(|inner| inner.sample_at = Some(address))
    }

    /// The same site, saying on each page that it shows a made-up person.
    #[must_use]
    pub fn of_a_sample_person(self) -> Self {
        self.change(|inner| inner.is_sample = true)
    }

    /// The same site on a machine that can lock files and keep copies.
    #[must_use]
    pub fn with_desk(self, desk: Box<dyn Desk>) -> Self {
        self.change(|inner| inner.desk = Some(desk))
    }

    fn change(self, with: impl FnOnce(&mut Inner)) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(mut inner) => {
                with(&mut inner);
                Self(Arc::new(inner))
            }
            Err(shared) => Self(shared),
        }
    }

    /// All that Backwise knows, in the units of the person.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        let metric = &self.0.knowledge;
        if !self.0.in_us_units.load(Relaxed) {
            return metric;
        }
        let turned = self.0.us_knowledge.get_or_init(|| Knowledge::bundled_in(Units::Us).ok());
        turned.as_ref().unwrap_or(metric)
    }

    /// The muscle model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.0.model
    }

    /// The hosts it answers for; empty for all.
    #[must_use]
    pub fn hosts(&self) -> &[String] {
        &self.0.hosts
    }

    /// Where a made-up person can be seen.
    #[must_use]
    pub fn sample_at(&self) -> Option<&str> {
        self.0.sample_at.as_deref()
    }

    /// Whether it shows a made-up person.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        self.0.is_sample
    }

    /// What the machine does for the pages; nothing in a browser.
    #[must_use]
    pub fn desk(&self) -> Option<&dyn Desk> {
        self.0.desk.as_deref()
    }

    /// The place for what was brought in.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    /// Where the person stands now, with what other programs have recorded meanwhile.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub fn look(&self) -> Result<Look, PageError> {
        let mut open = self.open();
        if open.store.refresh()? {
            open.current = None;
        }
        Ok(self.look_at(&mut open))
    }

    /// The answer from the journal as it is; worked out once for each entry.
    pub(crate) fn found(&self, look: &Look) -> Arc<Found> {
        let entries = self.open().store.entries().len();
        if let Some((day, of, found)) = &self.open().found
            && (*day, *of) == (look.today, entries)
        {
            return Arc::clone(found);
        }
        // Without holding the journal: this takes some tens of milliseconds.
        let found = Arc::new(Found::new(self, look));
        self.open().found = Some((look.today, entries, Arc::clone(&found)));
        found
    }

    /// Who is in while the pages are locked.
    pub(crate) fn door(&self) -> MutexGuard<'_, Door> {
        self.0.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The secret number of the next test.
    pub(crate) fn seed(&self) -> Seed {
        let mut seed = self.0.seed.lock().unwrap_or_else(PoisonError::into_inner);
        seed.get_or_insert_with(|| Seed::from_bytes(&self.open().store.random())).clone()
    }

    /// The test has started: the next one gets another secret number.
    pub(crate) fn forget_seed(&self) {
        *self.0.seed.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Records things that belong together, about today: all of them or none. Once this returns, they stay.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written; nothing is recorded then.
    pub fn record(&self, events: impl IntoIterator<Item = Event>) -> Result<Look, PageError> {
        let today = self.open().store.today();
        self.record_about(events, today)
    }

    /// Records things that belong together, about a day: all of them or none. Once this returns, they stay.
    ///
    /// A plan that follows from them is kept as well.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written; nothing is recorded then.
    pub fn record_about(
        &self,
        events: impl IntoIterator<Item = Event>,
        day: Date,
    ) -> Result<Look, PageError> {
        self.record_with(day, |store| Ok(events.into_iter().map(|event| (store.new_id(), event)).collect()))
    }

    /// Records what `made` makes of the journal as it is now, about a day; nothing if it makes nothing.
    pub(crate) fn record_with(
        &self,
        day: Date,
        made: impl FnOnce(&Store) -> Result<Vec<(EntryId, Event)>, PageError>,
    ) -> Result<Look, PageError> {
        let mut open = self.open();
        open.store.refresh()?;
        let events = made(&open.store)?;
        if !events.is_empty() {
            open.store.record_as(events, day)?;
        }
        open.current = None;
        let look = self.look_at(&mut open);
        self.keep_plan(&mut open, look)
    }

    /// Looks at the open journal.
    pub(crate) fn with_open<T>(&self, with: impl FnOnce(&Store) -> T) -> T {
        with(&self.open().store)
    }

    /// Begins a new plan today.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written; nothing is recorded then.
    pub fn renew_plan(&self) -> Result<Look, PageError> {
        let mut open = self.open();
        open.store.refresh()?;
        let (person, today) = (open.store.person_now(), open.store.today());
        let current = Arc::new(Current::new(self.knowledge(), self.model(), &person, today, Some(today)));
        let look = Look { person, current, today, time: open.store.time() };
        self.keep_plan(&mut open, look)
    }

    /// Uses the open journal for what the other functions do not do, such as taking in an archive.
    ///
    /// # Errors
    ///
    /// Whatever `with` says is wrong.
    pub fn with_store<T>(
        &self,
        with: impl FnOnce(&mut Store) -> Result<T, PageError>,
    ) -> Result<T, PageError> {
        let mut open = self.open();
        open.current = None;
        with(&mut open.store)
    }

    /// Keeps a plan that is another one, and ends a running test where safety asks for it, whatever the numbers.
    fn keep_plan(&self, open: &mut Open, look: Look) -> Result<Look, PageError> {
        let stop = look
            .person
            .running_test(look.today)
            .and_then(|test| must_stop(self.knowledge(), &look.person, &look.current, test, look.today));
        if let Some(reason) = stop {
            open.store.record_all([TestStopped { reason }.into()], look.today)?;
            open.current = None;
            return Ok(self.look_at(open));
        }
        let Some(made) = look.current.to_record().map_err(PageError::ours)? else { return Ok(look) };
        let today = look.today;
        open.store.record_all([made.into()], today)?;
        open.current = None;
        Ok(self.look_at(open))
    }

    fn look_at(&self, open: &mut Open) -> Look {
        let (person, today, time) = (open.store.person_now(), open.store.today(), open.store.time());
        self.0.in_us_units.store(Units::of_person(&person) == Units::Us, Relaxed);
        if let Some((day, current)) = &open.current
            && *day == today
        {
            return Look { person, current: Arc::clone(current), today, time };
        }
        let current = Arc::new(Current::new(self.knowledge(), self.model(), &person, today, None));
        open.current = Some((today, Arc::clone(&current)));
        Look { person, current, today, time }
    }

    /// A request that panicked leaves the journal as it was, because it is written as a whole or not at all.
    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Look {
    /// The plan as it is today, with today's session as a running test has it.
    #[must_use]
    pub fn plan_today(&self, knowledge: &Knowledge) -> Option<Plan> {
        let (_, adapted) = self.current.plan.as_ref()?;
        let plan = adapted.plan.clone();
        let Some(test) = self.person.running_test(self.today) else { return Some(plan) };
        let part = assignment(&self.person, &self.current, test, self.today);
        Some(match part {
            Some(part) => test_plan(knowledge, plan, &test.started.event.what, &part, self.today),
            None => plan,
        })
    }

    /// What the person's sums of money are in.
    #[must_use]
    pub fn money(&self) -> Money {
        Money::of_person(&self.person)
    }

    /// The value of a setting, if it was ever set.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.person.setting(name)
    }
}
