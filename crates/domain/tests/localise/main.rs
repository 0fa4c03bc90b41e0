//! Localising: situations that a clinician can read, and what must hold for every drawing and every answer.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cases;
mod next;
mod properties;
mod scenarios;

use domain::facts::Facts;
use domain::knowledge::Knowledge;
use domain::localise::{Localised, Model, localise};
use domain::truth::Truth;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));

const LOIN: [(&str, f64); 2] = [("iliac_crest_r", 1.0), ("lumbar_lat_lower_r", 0.8)];
const LOIN_ANSWERS: [&str; 3] = ["worse_cough_sneeze", "worse_roll_in_bed", "press_loin"];

fn run(facts: &Facts) -> Localised {
    localise(&MODEL, facts, &BTreeSet::new())
}

/// A person with this paint and these answers.
fn person(zones: &[(&str, f64)], yes: &[&str], no: &[&str]) -> Facts {
    let mut facts = Facts::default();
    facts.set_drawing(zones.iter().map(|(zone, amount)| ((*zone).into(), *amount)).collect());
    for key in yes {
        facts.set(*key, Truth::Yes);
    }
    for key in no {
        facts.set(*key, Truth::No);
    }
    facts
}
