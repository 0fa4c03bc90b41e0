//! The files of `knowledge/`, and parsing them into types.

use super::body::{Zone, ZoneRow};
use super::care::follow_up::{Baseline, FollowUp, RescreenExpiry, RescreenRule};
use super::care::mood::{Crisis, YellowFlag};
use super::care::session::{AfterSession, FlareMode, Limit, Pressure, SessionStop};
use super::care::{Care, Checked, Country, Disclaimer, EmergencyCard, LevelWords, SafetyNet, UnknownCountry};
use super::claim::{Claim, TechniqueEvidence};
use super::course::Courses;
use super::evidence::{EvidenceFact, Prior};
use super::muscle::{Finding, Link, Mimic, Muscle, MuscleGroup, Scoring, Warning};
use super::plan_rule::{Caution, Focus, Interaction, PhasePressureCap, PlanRule, StopSign, Template};
use super::pose::Pose;
use super::problem::Problem;
use super::question::{Question, ScreenSet};
use super::safety::{Contraindication, FactInfo, Rule};
use super::source::Source;
use super::technique::Technique;
use super::words::{Banned, Term, Words};
use super::{Knowledge, generated};
use crate::units::Units;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The one file whose tables have names of their own.
const COURSES: &str = "courses.toml";

/// A knowledge file: its path below `knowledge/` and its text.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// The path below `knowledge/`.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! bundled {
    ($($path:literal)*) => {
        /// The files that are part of the program.
        pub const BUNDLED: &[File] = &[
            $(File { path: $path, text: include_str!(concat!("../../../../knowledge/", $path)) }),*
        ];
    };
}

bundled! {
    "sources/evidence.toml"
    "sources/muscles.toml"
    "sources/safety.toml"
    "sources/techniques.toml"
    "facts.toml"
    "rules.toml"
    "contraindications.toml"
    "questions.toml"
    "zones.toml"
    "zone_rows.toml"
    "findings.toml"
    "links.toml"
    "muscles.toml"
    "mimics.toml"
    "techniques/professional.toml"
    "techniques/self_massage_low_back.toml"
    "techniques/self_massage_hips_legs.toml"
    "techniques/self_massage_upper_back.toml"
    "techniques/heat.toml"
    "techniques/stretch.toml"
    "techniques/mobility.toml"
    "techniques/strength.toml"
    "techniques/walk.toml"
    "techniques/posture.toml"
    "techniques/breathing.toml"
    "techniques/relaxation.toml"
    "techniques/sleep.toml"
    "techniques/plan_rules.toml"
    "care.toml"
    "claims.toml"
    "evidence.toml"
    "words.toml"
    "courses.toml"
    "poses.toml"
}

macro_rules! tables {
    ($(lists { $($list:ident: $item:ty,)* })? singles { $($single:ident: $value:ty,)* }) => {
        /// One file may hold tables of several kinds; all files together make the knowledge.
        #[derive(Deserialize, Default)]
        #[serde(default, deny_unknown_fields)]
        struct Tables {
            $($($list: Vec<$item>,)*)?
            $($single: Option<$value>,)*
        }

        impl Tables {
            /// Adds the tables of one more file.
            fn take(&mut self, other: Self) {
                $($(self.$list.extend(other.$list);)*)?
                $(self.$single = other.$single.or(self.$single.take());)*
            }
        }
    };
}

tables! {
    lists {
        source: Source,
        fact: FactInfo,
        rule: Rule,
        contraindication: Contraindication,
        question: Question,
        screen_set: ScreenSet,
        zone: Zone,
        row: ZoneRow,
        finding: Finding,
        link: Link,
        muscle: Muscle,
        group: MuscleGroup,
        mimic: Mimic,
        warning: Warning,
        technique: Technique,
        pose: Pose,
        caution: Caution,
        stop: StopSign,
        interaction: Interaction,
        focus: Focus,
        template: Template,
        plan_rule: PlanRule,
        level: LevelWords,
        country: Country,
        stop_sign: SessionStop,
        after_session: AfterSession,
        limit: Limit,
        pressure: Pressure,
        follow_up: FollowUp,
        rescreen: RescreenRule,
        yellow_flag: YellowFlag,
        claim: Claim,
        faq: Claim,
        technique_evidence: TechniqueEvidence,
        evidence: EvidenceFact,
        prior: Prior,
        banned: Banned,
        term: Term,
    }
    singles {
        scoring: Scoring,
        phase_pressure_cap: PhasePressureCap,
        safety_net: SafetyNet,
        unknown_country: UnknownCountry,
        emergency_card: EmergencyCard,
        baseline: Baseline,
        rescreen_expiry: RescreenExpiry,
        crisis: Crisis,
        checked: Checked,
        flare: FlareMode,
        disclaimer: Disclaimer,
    }
}

impl Knowledge {
    /// Parses knowledge files.
    ///
    /// # Errors
    ///
    /// Every file that cannot be read as TOML of the expected shape, and every id that is defined twice.
    pub fn parse(files: &[File]) -> Result<Self, Vec<Problem>> {
        Self::parse_in(files, Units::Metric)
    }

    /// Parses knowledge files, with what they say in the units of a person.
    pub(super) fn parse_in(files: &[File], units: Units) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut all = Tables::default();
        let mut courses = None;
        for file in files {
            if file.path == COURSES {
                match read::<Courses>(file, units) {
                    Ok(table) => courses = Some(table),
                    Err(problem) => problems.push(problem),
                }
                continue;
            }
            match read::<Tables>(file, units) {
                Ok(tables) => all.take(tables),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let courses = courses.ok_or_else(|| vec![whole(format!("file `{COURSES}` is missing"))])?;
        all.into_knowledge(courses).map_err(|problem| {
            let twice = super::check::defined_twice(files);
            if twice.is_empty() { vec![problem] } else { twice }
        })
    }
}

fn read<T: DeserializeOwned>(file: &File, units: Units) -> Result<T, Problem> {
    // What a study says stays in its own units.
    let study = file.path.starts_with("sources/") || file.path == "evidence.toml";
    let units = if study { Units::Metric } else { units };
    toml::from_str(&units.say(file.text)).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Problem::at(file.path, file.text, offset, error.message().to_owned())
    })
}

impl Tables {
    fn into_knowledge(self, courses: Courses) -> Result<Knowledge, Problem> {
        let zone_index =
            self.zone.iter().enumerate().map(|(number, zone)| (zone.id.clone(), number)).collect();
        let question_index =
            self.question.iter().enumerate().map(|(number, page)| (page.id.clone(), number)).collect();
        let mut follow_ups = BTreeMap::new();
        for page in &self.question {
            for check in page.options.iter().filter_map(|option| generated::follow_up(page, option)) {
                follow_ups.insert(check.id.clone(), (check, page.id.clone()));
            }
        }
        let finding_pages = self
            .finding
            .iter()
            .filter(|finding| finding.derived.is_none())
            .map(generated::finding_page)
            .collect();
        // The same paper may stand in several source files: the first one counts.
        let mut sources = BTreeMap::new();
        for source in self.source {
            sources.entry(source.id.clone()).or_insert(source);
        }
        Ok(Knowledge {
            sources,
            facts: by_id("fact", self.fact, |fact| fact.id.clone())?,
            rules: self.rule,
            contraindications: self.contraindication,
            questions: self.question,
            screen_sets: self.screen_set,
            zones: self.zone,
            zone_rows: self.row,
            findings: by_id("finding", self.finding, |finding| finding.id.clone())?,
            links: self.link,
            scoring: self.scoring.ok_or_else(|| missing("scoring"))?,
            muscles: self.muscle,
            muscle_groups: self.group,
            mimics: self.mimic,
            warnings: self.warning,
            techniques: by_id("technique", self.technique, |technique| technique.id.clone())?,
            poses: by_id("pose", self.pose, |pose| pose.technique.clone())?,
            cautions: by_id("caution", self.caution, |caution| caution.id.clone())?,
            stops: by_id("stop", self.stop, |stop| stop.id.clone())?,
            interactions: self.interaction,
            focus: by_id("focus", self.focus, |focus| focus.muscle.clone())?,
            templates: self.template,
            plan_rules: self.plan_rule,
            pressure_cap: self.phase_pressure_cap.ok_or_else(|| missing("phase_pressure_cap"))?,
            care: Care {
                levels: self.level,
                safety_net: self.safety_net.ok_or_else(|| missing("safety_net"))?,
                countries: self.country,
                unknown_country: self.unknown_country.ok_or_else(|| missing("unknown_country"))?,
                emergency_card: self.emergency_card.ok_or_else(|| missing("emergency_card"))?,
                stop_signs: self.stop_sign,
                after_session: self.after_session,
                limits: self.limit,
                pressures: self.pressure,
                baseline: self.baseline.ok_or_else(|| missing("baseline"))?,
                follow_ups: self.follow_up,
                rescreens: self.rescreen,
                rescreen_expiry: self.rescreen_expiry.ok_or_else(|| missing("rescreen_expiry"))?,
                yellow_flags: self.yellow_flag,
                crisis: self.crisis.ok_or_else(|| missing("crisis"))?,
                checked: self.checked.ok_or_else(|| missing("checked"))?,
                flare: self.flare.ok_or_else(|| missing("flare"))?,
                disclaimer: self.disclaimer.ok_or_else(|| missing("disclaimer"))?,
            },
            claims: self.claim,
            faqs: self.faq,
            technique_evidence: self.technique_evidence,
            evidence: by_id("evidence", self.evidence, |fact| fact.id.clone())?,
            priors: by_id("prior", self.prior, |prior| prior.id.clone())?,
            words: Words { banned: self.banned, terms: self.term },
            courses,
            zone_index,
            question_index,
            follow_ups,
            finding_pages,
        })
    }
}

fn by_id<Id: Ord + std::fmt::Display, T>(
    table: &str,
    items: Vec<T>,
    id: impl Fn(&T) -> Id,
) -> Result<BTreeMap<Id, T>, Problem> {
    let mut map = BTreeMap::new();
    for item in items {
        let key = id(&item);
        if map.contains_key(&key) {
            return Err(whole(format!("[[{table}]] `{key}` is defined twice: keep one")));
        }
        map.insert(key, item);
    }
    Ok(map)
}

fn missing(table: &str) -> Problem {
    whole(format!("table [{table}] is missing"))
}

fn whole(message: String) -> Problem {
    Problem { file: "*".to_owned(), line: 0, message }
}
