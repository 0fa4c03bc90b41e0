//! A person to plan for, and a plan as text.

use domain::assessment::Assessment;
use domain::facts::Facts;
use domain::gate::Gate;
use domain::ids::{Key, TechniqueId};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::technique::{Equipment, Kind, Technique};
use domain::level::Level;
use domain::localise::Model;
use domain::plan::{Case, Item, Plan, Progress, Target, plan};
use domain::profile::Profile;
use domain::triage::{Checked, Clearance};
use domain::truth::Truth;
use jiff::civil::{Date, date};
use std::fmt::Write as _;
use std::sync::LazyLock;

pub(crate) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
pub(crate) static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));
/// Facts and findings that leave the level at "precautions" or below, alone.
pub(crate) static GENTLE: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let gentle = KNOWLEDGE.facts.values().filter(|fact| fact.level.is_none_or(Level::allows_plan));
    let gentle = gentle.filter(|fact| fact.derived.is_none()).map(|fact| fact.id.clone());
    gentle.chain(KNOWLEDGE.findings.keys().cloned()).collect()
});

/// A person who was let through, with all that a plan is built from.
pub(crate) struct Person {
    pub(crate) facts: Facts,
    pub(crate) profile: Profile,
    pub(crate) progress: Progress,
    pub(crate) targets: Vec<Target>,
    pub(crate) clearance: Clearance,
    pub(crate) gate: Gate,
}

impl Person {
    /// Everything is "no" but `yes`; `None` if the screen does not let the person start.
    pub(crate) fn new(yes: &[Key], profile: Profile, targets: &[(&str, Side)]) -> Option<Self> {
        let profile = Profile { age: profile.age.or(Some(45)), ..profile };
        let mut facts = Facts::default();
        for key in KNOWLEDGE.facts.keys().filter(|key| !yes.contains(key)) {
            facts.set(key.clone(), Truth::No);
        }
        // What follows from age and sex is not answered.
        for key in KNOWLEDGE.facts.values().filter(|fact| fact.derived.is_some()).map(|fact| &fact.id) {
            facts.set(key.clone(), Truth::No);
        }
        for key in yes {
            facts.set(key.clone(), Truth::Yes);
        }
        facts.derive(&KNOWLEDGE, &profile);
        let assessed = Assessment::new(&KNOWLEDGE, &MODEL, &facts, &Checked::default());
        let targets =
            targets.iter().map(|(id, side)| Target::new(&KNOWLEDGE, &(*id).into(), *side)).collect();
        Some(Self {
            clearance: assessed.triage.clearance()?,
            gate: assessed.gate,
            facts,
            profile,
            progress: Progress::default(),
            targets,
        })
    }

    pub(crate) fn plan(&self) -> Plan {
        plan(&KNOWLEDGE, &self.clearance, &self.gate, &self.case())
    }

    pub(crate) fn case(&self) -> Case<'_> {
        Case {
            targets: &self.targets,
            facts: &self.facts,
            profile: &self.profile,
            progress: &self.progress,
            start: MONDAY,
        }
    }
}

pub(crate) const MONDAY: Date = date(2026, 3, 2);

pub(crate) fn keys(names: &[&str]) -> Vec<Key> {
    names.iter().map(|name| Key::from(*name)).collect()
}

pub(crate) fn technique(id: &TechniqueId) -> &'static Technique {
    &KNOWLEDGE.techniques[id]
}

/// The plan as a page of text.
pub(crate) fn text(plan: &Plan) -> String {
    let mut page = String::new();
    let ends = format!("{} to {}", plan.start, plan.end);
    writeln!(
        page,
        "{}, {} weeks, {ends}, at most {} of 10",
        plan.phase.as_str(),
        plan.weeks,
        plan.pressure_cap
    )
    .unwrap();
    for review in &plan.reviews {
        writeln!(page, "review {} {:?}", review.date, review.about).unwrap();
    }
    if let Some(course) = &plan.massage {
        writeln!(
            page,
            "massage: {} x {} ({} min, first {}), at most {} of 10, total {:?}, look back {:?}, decide {:?}",
            course.visits,
            course.technique,
            course.minutes,
            course.first_minutes,
            course.pressure_cap,
            course.total,
            course.look_back.map(|look| look.date.to_string()),
            course.decide.map(|look| look.date.to_string()),
        )
        .unwrap();
        let others: Vec<&str> = course.options.iter().map(|option| option.technique.as_str()).collect();
        writeln!(page, "  options: {}", others.join(" ")).unwrap();
        let dates: Vec<String> = course.dates.iter().map(ToString::to_string).collect();
        writeln!(page, "  days: {}", dates.join(" ")).unwrap();
    }
    let without: Vec<&str> = plan.without_visits.techniques.iter().map(TechniqueId::as_str).collect();
    writeln!(page, "without visits ({:?}): {}", plan.without_visits.because, without.join(" ")).unwrap();
    for session in &plan.sessions {
        writeln!(page, "{} {:?} {} min: {}", session.id, session.day, session.minutes, items(&session.items))
            .unwrap();
    }
    for (name, habits) in [("posture", &plan.posture), ("stress", &plan.stress), ("sleep", &plan.sleep)] {
        let tips: Vec<&str> = habits.iter().map(|habit| habit.tip.as_str()).collect();
        writeln!(page, "{name}: {}", tips.join(" ")).unwrap();
    }
    writeln!(page, "bad day: {}", items(&plan.minimum)).unwrap();
    page
}

pub(crate) fn items(items: &[Item]) -> String {
    let words = items.iter().map(|item| {
        let side = match item.dose.first_side {
            Side::Left => "L",
            Side::Right => "R",
            _ => "",
        };
        let press = if item.kind == Kind::SelfMassage {
            format!("<{}", item.dose.pressure_cap)
        } else {
            String::new()
        };
        let passive = if item.passive { "~" } else { "" };
        format!("{passive}{} {}{side}{press}", item.technique, item.dose.minutes)
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Whole days between two dates.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

pub(crate) fn share_target(one: &Technique, other: &Technique) -> bool {
    one.targets.iter().any(|target| other.targets.contains(target))
}

/// Whether the person has what a technique needs.
pub(crate) fn has_things_for(profile: &Profile, technique: &Technique) -> bool {
    technique.equipment.iter().all(|thing| {
        Equipment::AT_HOME.contains(thing)
            || *thing == Equipment::Therapist
            || (*thing == Equipment::Partner && profile.helper == Some(true))
            || (profile.equipment.contains(thing)
                && (*thing != Equipment::Partner || profile.helper.is_none()))
    })
}
