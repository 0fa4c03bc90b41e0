//! How long locating takes: `cargo bench -p domain --bench localise`.

use domain::facts::Facts;
use domain::knowledge::Knowledge;
use domain::localise::{Model, localise, next_question};
use domain::truth::Truth;
use std::collections::BTreeSet;

fn main() {
    divan::main();
}

fn model() -> Model {
    Model::new(&Knowledge::bundled().expect("bundled knowledge is parsed by a test"))
}

fn person(zones: &[&str], yes: &[&str]) -> Facts {
    let mut facts = Facts::default();
    facts.set_drawing(zones.iter().map(|zone| ((*zone).into(), 1.0)).collect());
    for key in yes {
        facts.set(*key, Truth::Yes);
    }
    facts
}

/// The worked example of the reference.
fn usual() -> Facts {
    person(
        &["iliac_crest_r", "lumbar_lat_lower_r"],
        &["worse_cough_sneeze", "worse_roll_in_bed", "press_loin"],
    )
}

/// Every zone of the body.
fn all_over() -> Facts {
    let knowledge = Knowledge::bundled().expect("bundled knowledge is parsed by a test");
    let zones: Vec<&str> = knowledge.zones.iter().map(|zone| zone.id.as_str()).collect();
    person(&zones, &["tight_stiff"])
}

/// All main zones of the muscle with the most of them, on both sides: the longest search.
fn longest_search() -> Facts {
    let main = [
        "iliac_crest",
        "trochanter",
        "sij",
        "buttock_lower",
        "lumbar_lat_lower",
        "lumbar_lat_upper",
        "lumbar_para_lower",
        "buttock_upper",
        "buttock_mid",
        "hip_side",
    ];
    let zones: Vec<String> =
        main.iter().flat_map(|zone| [format!("{zone}_l"), format!("{zone}_r")]).collect();
    person(&zones.iter().map(String::as_str).chain(["sacrum"]).collect::<Vec<_>>(), &["tight_stiff"])
}

#[divan::bench(args = ["usual", "all_over", "longest_search"])]
fn locate(bencher: divan::Bencher, who: &str) {
    let (model, facts) = (model(), named(who));
    bencher.bench(|| localise(&model, &facts, &BTreeSet::new()));
}

#[divan::bench(args = ["usual", "all_over", "longest_search"])]
fn ask_next(bencher: divan::Bencher, who: &str) {
    let (model, facts) = (model(), named(who));
    bencher.bench(|| next_question(&model, &facts, &BTreeSet::new()));
}

#[divan::bench]
fn prepare_the_model(bencher: divan::Bencher) {
    let knowledge = Knowledge::bundled().expect("bundled knowledge is parsed by a test");
    bencher.bench(|| Model::new(&knowledge));
}

fn named(who: &str) -> Facts {
    match who {
        "all_over" => all_over(),
        "longest_search" => longest_search(),
        _ => usual(),
    }
}
