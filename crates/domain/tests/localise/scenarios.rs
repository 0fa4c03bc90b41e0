//! Situations that a clinician can read.

use super::*;
use domain::ids::ZoneId;
use domain::knowledge::body::Side;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    why: String,
    #[expect(dead_code, reason = "for the reader of the file")]
    reviewed_by: String,
    given: Given,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    zones: BTreeMap<String, f64>,
    yes: Vec<String>,
    no: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Expect {
    first: Option<String>,
    side: Option<Side>,
    among: Vec<String>,
    not_first: Vec<String>,
    mimics: Vec<String>,
    no_mimics: Vec<String>,
    not_enough: Option<bool>,
    widespread: Option<bool>,
    warnings: Option<BTreeSet<String>>,
    muscles_hidden: Option<bool>,
    #[serde(rename = "expect_scores")]
    scores: BTreeMap<String, f64>,
}

impl Given {
    fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        facts.set_drawing(self.zones.iter().map(|(zone, amount)| (zone.as_str().into(), *amount)).collect());
        for key in &self.yes {
            facts.set(key.as_str(), Truth::Yes);
        }
        for key in &self.no {
            facts.set(key.as_str(), Truth::No);
        }
        facts
    }

    /// Names that the knowledge does not have.
    fn unknown(&self) -> Vec<&str> {
        let zones = self.zones.keys().filter(|zone| KNOWLEDGE.zone(&ZoneId::from(zone.as_str())).is_none());
        let keys = self.yes.iter().chain(&self.no).filter(|key| !KNOWLEDGE.knows_key(key));
        zones.chain(keys).map(String::as_str).collect()
    }
}

impl Expect {
    /// What is not as expected.
    fn differences(&self, found: &Localised) -> Vec<String> {
        let mut differences = Vec::new();
        let mut expect = |holds: bool, difference: String| {
            if !holds {
                differences.push(difference);
            }
        };
        let first = found.candidates.first();
        let first_muscle = first.map(|first| first.muscle.as_str());
        let shown: Vec<&str> = (found.candidates.iter())
            .flat_map(|shown| {
                std::iter::once(&shown.muscle).chain(shown.parts.iter().map(|part| &part.muscle))
            })
            .map(domain::ids::MuscleId::as_str)
            .collect();
        let mimics: Vec<&str> = found.mimics.iter().map(|mimic| mimic.mimic.as_str()).collect();
        if let Some(muscle) = &self.first {
            expect(first_muscle == Some(muscle), format!("first {first_muscle:?}, not {muscle}"));
        }
        if let Some(side) = self.side {
            let found = first.map(|first| first.side);
            expect(found == Some(side), format!("side {found:?}, not {side:?}"));
        }
        for muscle in &self.among {
            expect(shown.contains(&muscle.as_str()), format!("{muscle} is not among {shown:?}"));
        }
        for muscle in &self.not_first {
            expect(first_muscle.is_some_and(|first| first != muscle), format!("first {first_muscle:?}"));
        }
        for mimic in &self.mimics {
            expect(mimics.contains(&mimic.as_str()), format!("{mimic} is not flagged, only {mimics:?}"));
        }
        for mimic in &self.no_mimics {
            expect(!mimics.contains(&mimic.as_str()), format!("{mimic} is flagged"));
        }
        if let Some(not_enough) = self.not_enough {
            expect(
                found.not_enough.is_some() == not_enough,
                format!("not enough information: {:?}", found.not_enough),
            );
        }
        if let Some(widespread) = self.widespread {
            expect(found.widespread == widespread, format!("widespread: {}", found.widespread));
        }
        if let Some(warnings) = &self.warnings {
            let found: BTreeSet<String> =
                found.warnings.iter().map(|warning| warning.warning.to_string()).collect();
            expect(found == *warnings, format!("warnings {found:?}, not {warnings:?}"));
        }
        if let Some(hidden) = self.muscles_hidden {
            expect(found.muscles_hidden == hidden, format!("muscles hidden: {}", found.muscles_hidden));
        }
        for (muscle, score) in &self.scores {
            let found = found.score(muscle).map(|found| found.score);
            expect(
                found.is_some_and(|found| (found - score).abs() <= 0.05),
                format!("{muscle} scores {found:?}, not {score}"),
            );
        }
        differences
    }
}

#[test]
fn every_scenario_comes_out_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/localise");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failed = String::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy();
        let scenario: Scenario =
            toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let unknown = scenario.given.unknown();
        assert!(unknown.is_empty(), "{name}: not in the knowledge: {unknown:?}");
        let found = run(&scenario.given.facts());
        let differences = scenario.expect.differences(&found);
        if !differences.is_empty() {
            writeln!(failed, "{name}: {}\n  {}", scenario.why, differences.join("\n  ")).unwrap();
        }
    }
    assert!(files.len() >= 40, "{} scenarios", files.len());
    assert!(failed.is_empty(), "\n{failed}");
}
