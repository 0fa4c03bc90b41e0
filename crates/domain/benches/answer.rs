//! How long an answer takes, and, with an argument, one answer for counting instructions:
//!
//! ```console
//! $ cargo bench -p domain --bench answer
//! $ valgrind --tool=callgrind target/release/deps/answer-... --once 84
//! ```

#![allow(missing_docs, reason = "a benchmark")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    unreachable_pub,
    reason = "shared with the tests"
)]

#[path = "../tests/answer/people.rs"]
mod people;

use domain::answer::{Diary, answer};
use people::Person;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--once") {
        let days = arguments.next().and_then(|days| days.parse().ok()).unwrap_or(84);
        std::hint::black_box(answer(&typical(days, 3, 0.0)));
        return;
    }
    divan::main();
}

/// Someone with ratings every morning and evening, on coin days. Whoever is nearly well needs the most work, because
/// ratings of 0 call for refits.
fn typical(days: i32, techniques: usize, lower: f64) -> Diary {
    people::diary(7, &Person { days, peaks: vec![1.0; techniques], missing: 0.0, lower, drawn: true })
}

#[divan::bench(sample_count = 30)]
fn weeks_12_techniques_3(bencher: divan::Bencher) {
    let diary = typical(84, 3, 0.0);
    bencher.bench(|| answer(divan::black_box(&diary)));
}

#[divan::bench(sample_count = 30)]
fn weeks_12_techniques_3_many_zeros(bencher: divan::Bencher) {
    let diary = typical(84, 3, 2.5);
    bencher.bench(|| answer(divan::black_box(&diary)));
}

#[divan::bench(sample_count = 30)]
fn weeks_26_techniques_3_many_zeros(bencher: divan::Bencher) {
    let diary = typical(182, 3, 2.5);
    bencher.bench(|| answer(divan::black_box(&diary)));
}

#[divan::bench(sample_count = 5)]
fn years_5_techniques_3_many_zeros(bencher: divan::Bencher) {
    let diary = typical(1826, 3, 2.5);
    bencher.bench(|| answer(divan::black_box(&diary)));
}
