//! Every target over its corpus, and over changes of it that are always the same. `FUZZ_TIMES=50` tries 50 times as many.

use fuzz::{Changes, TARGETS, Target};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

fn files(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let listed = fs::read_dir(folder(target)).unwrap_or_else(|_| panic!("{target} has a corpus"));
    let mut paths: Vec<PathBuf> = listed.map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "the corpus of {target} is empty");
    paths.into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Runs a target on bytes. Bytes that break it are kept, so that they can be looked at and put into the corpus.
fn run(target: &Target, from: &Path, bytes: &[u8]) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))) {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-broken", target.name));
        fs::write(&kept, bytes).unwrap();
        eprintln!("{} broke on a change of {}: see {}", target.name, from.display(), kept.display());
        resume_unwind(panic);
    }
}

fn over_corpus(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let times: u32 = std::env::var("FUZZ_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let files = files(name);
    for (place, (path, bytes)) in files.iter().enumerate() {
        run(target, path, bytes);
        let other = &files[(place + 1) % files.len()].1;
        let rounds = usize::try_from(target.rounds * times).unwrap();
        for changed in Changes::of(bytes, other, place as u64).take(rounds) {
            run(target, path, &changed);
        }
    }
}

#[test]
fn every_target_has_a_test_a_corpus_and_a_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let here = fs::read_to_string(root.join("tests/corpus.rs")).unwrap();
    for target in TARGETS {
        assert!(folder(target.name).is_dir(), "{}", target.name);
        assert!(root.join("fuzz_targets").join(format!("{}.rs", target.name)).is_file(), "{}", target.name);
        assert!(here.contains(&format!("over_corpus(\"{}\")", target.name)), "{}", target.name);
    }
}

#[test]
fn archive() {
    over_corpus("archive");
}

#[test]
fn journal() {
    over_corpus("journal");
}

#[test]
fn diary() {
    over_corpus("diary");
}

#[test]
fn sessions() {
    over_corpus("sessions");
}

#[test]
fn plan() {
    over_corpus("plan");
}

#[test]
fn foreign() {
    over_corpus("foreign");
}

#[test]
fn answer() {
    over_corpus("answer");
}

#[test]
fn fhir() {
    over_corpus("fhir");
}

#[test]
fn questionnaire() {
    over_corpus("questionnaire");
}

#[test]
fn note() {
    over_corpus("note");
}
