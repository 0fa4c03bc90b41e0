//! How long the parts of an assessment take, for 100 different people: `cargo bench -p domain --bench assess`.
//!
//! Each sample is one person, so the median is that of the people and the slowest is the slowest person. What has to
//! be reached is in `docs/performance.md`.

#![expect(clippy::unwrap_used, reason = "a bench may stop where a test may")]

use divan::Bencher;
use domain::assessment::Assessment;
use domain::facts::Facts;
use domain::gate::Gate;
use domain::ids::Key;
use domain::knowledge::Knowledge;
use domain::knowledge::technique::Equipment;
use domain::level::Level;
use domain::localise::{Model, localise};
use domain::plan::Progress;
use domain::profile::{FeelWish, MassageAccess, Profile, Sex};
use domain::triage::{Checked, triage};
use domain::truth::Truth;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const PEOPLE: usize = 100;
const START: Date = date(2026, 11, 23);

fn main() {
    divan::main();
}

struct World {
    knowledge: Knowledge,
    model: Model,
    people: Vec<Person>,
}

struct Person {
    facts: Facts,
    profile: Profile,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let knowledge = Knowledge::bundled().unwrap();
    let model = Model::new(&knowledge);
    let mut dice = Dice(42);
    let people = (0..PEOPLE).map(|_| Person::draw(&mut dice, &knowledge)).collect();
    World { knowledge, model, people }
});

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn number<T: TryFrom<usize>>(&mut self, from: usize, to: usize) -> Option<T> {
        T::try_from(from + self.below(to - from + 1)).ok()
    }

    fn one_of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        from.get(self.below(from.len())).unwrap()
    }
}

impl Person {
    /// Someone whose screen is complete: 3 of 4 may start, with up to 4 precautions; the 4th has one graver sign. All
    /// have marked up to 6 zones and answered up to 15 questions about muscles.
    fn draw(dice: &mut Dice, knowledge: &Knowledge) -> Self {
        let with_level = |wanted: &dyn Fn(Level) -> bool| -> Vec<&Key> {
            let facts = knowledge.facts.values().filter(|fact| fact.level.is_some_and(wanted));
            facts.filter(|fact| fact.derived.is_none()).map(|fact| &fact.id).collect()
        };
        let mut facts = Facts::default();
        for _ in 0..dice.below(5) {
            facts.set(dice.one_of(&with_level(&Level::allows_plan)).to_string(), Truth::Yes);
        }
        if dice.below(4) == 0 {
            facts.set(dice.one_of(&with_level(&|level| !level.allows_plan())).to_string(), Truth::Yes);
        }
        let findings: Vec<&Key> = knowledge.findings.keys().collect();
        for _ in 0..dice.below(16) {
            let truth = *dice.one_of(&[Truth::Yes, Truth::Yes, Truth::No]);
            facts.set(dice.one_of(&findings).to_string(), truth);
        }
        for key in knowledge.facts.keys() {
            facts.set_if_unknown(key.clone(), Truth::No);
        }
        let mut drawing = BTreeMap::new();
        for _ in 0..=dice.below(6) {
            drawing.insert(dice.one_of(&knowledge.zones).id.clone(), *dice.one_of(&[0.4, 0.7, 1.0]));
        }
        facts.set_drawing(drawing);
        let things = [
            Equipment::BallTennis,
            Equipment::FoamRoller,
            Equipment::HeatPack,
            Equipment::Band,
            Equipment::Partner,
        ];
        let profile = Profile {
            age: dice.number(18, 85),
            sex: Some(*dice.one_of(&[Sex::Female, Sex::Male])),
            minutes_per_day: dice.number(5, 30),
            days_per_week: dice.number(2, 7),
            equipment: things.into_iter().filter(|_| dice.below(2) == 0).collect(),
            massage_access: Some(*dice.one_of(&[
                MassageAccess::CanGo,
                MassageAccess::Cannot,
                MassageAccess::HasTherapist,
            ])),
            feel: Some(*dice.one_of(&[
                FeelWish::CalmLight,
                FeelWish::FirmSlow,
                FeelWish::FirmPoints,
                FeelWish::NoPreference,
            ])),
            price: dice.number(40, 90),
            budget: dice.number(0, 600),
            pain_now: dice.number(1, 7),
            ..Profile::default()
        };
        facts.derive(knowledge, &profile);
        Self { facts, profile }
    }
}

/// One person a sample, in turn.
fn each_person<O>(bencher: Bencher<'_, '_>, run: impl Fn(&World, &Person) -> O) {
    let world = &*WORLD;
    let mut people = world.people.iter().cycle();
    bencher.with_inputs(|| people.next().unwrap()).bench_local_values(|person| run(world, person));
}

#[divan::bench(sample_count = 50)]
fn load_the_knowledge() -> Knowledge {
    Knowledge::bundled().unwrap()
}

#[divan::bench(sample_count = 1000, sample_size = 1)]
fn screen(bencher: Bencher<'_, '_>) {
    each_person(bencher, |world, person| triage(&world.knowledge, &person.facts, &Checked::default()));
}

#[divan::bench(sample_count = 1000, sample_size = 1)]
fn locate(bencher: Bencher<'_, '_>) {
    each_person(bencher, |world, person| localise(&world.model, &person.facts, &BTreeSet::new()));
}

#[divan::bench(sample_count = 1000, sample_size = 1)]
fn gate(bencher: Bencher<'_, '_>) {
    each_person(bencher, |world, person| {
        let screened = triage(&world.knowledge, &person.facts, &Checked::default());
        Gate::new(&world.knowledge, &person.facts, &screened, &Checked::default())
    });
}

/// The whole of it: screen, locate, gate and plan.
#[divan::bench(sample_count = 1000, sample_size = 1)]
fn assess(bencher: Bencher<'_, '_>) {
    each_person(bencher, |world, person| {
        let assessed = Assessment::new(&world.knowledge, &world.model, &person.facts, &Checked::default());
        let plan =
            assessed.plan(&world.knowledge, &person.facts, &person.profile, &Progress::default(), START);
        (assessed, plan)
    });
}
