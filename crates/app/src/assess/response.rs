//! What `assess` gives back: one person's level, limits, muscles and plan, with all reasons.

use domain::assessment::Assessment;
use domain::gate::{Action, Decision, Ground};
use domain::knowledge::Knowledge;
use domain::localise::{Candidate, FlaggedMimic, RaisedWarning, Reason};
use domain::triage::{RULES_VERSION, Triage};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// One person's answer. The JSON Schema is `schemas/assess.response.json`.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of its own in the schema")]
pub(crate) struct Response<'k> {
    /// The level, or null while questions are open that could raise it.
    level: Option<&'static str>,
    /// The highest level that what is known gives.
    level_so_far: &'static str,
    /// Whether the screen is complete.
    complete: bool,
    urgency: domain::level::Urgency,
    reasons: Vec<ReasonOut<'k>>,
    ask_next: Vec<AskNext<'k>>,
    techniques: BTreeMap<&'k str, TechniqueOut>,
    candidates: Vec<CandidateOut<'k>>,
    /// Whether muscles are kept from the person until a clinician has looked.
    muscles_hidden: bool,
    not_enough_information: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_enough_because: Option<Value>,
    widespread: bool,
    mimics: Vec<MimicOut<'k>>,
    plan: Option<Value>,
    rules_version: &'static str,
    reviewed_by_a_clinician: bool,
}

#[derive(Serialize)]
struct ReasonOut<'k> {
    #[serde(flatten)]
    id: domain::triage::ReasonId,
    level: &'static str,
    urgent: bool,
    unsure: bool,
    checked: bool,
    facts: Vec<domain::ids::Key>,
    told: Vec<&'k str>,
    because: &'k str,
    #[serde(skip_serializing_if = "str::is_empty")]
    phone: &'k str,
    sources: Vec<&'k str>,
    certainty: Option<domain::knowledge::source::Certainty>,
}

#[derive(Serialize)]
struct AskNext<'k> {
    question: &'k str,
    title: &'k str,
    facts: Vec<domain::ids::Key>,
}

#[derive(Serialize)]
struct TechniqueOut {
    action: Action,
    offered: bool,
    why: String,
    how: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keep_off: Vec<domain::knowledge::safety::Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pressure_cap: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<Ground>,
}

#[derive(Serialize)]
struct CandidateOut<'k> {
    muscle: &'k str,
    name: &'k str,
    latin: &'k str,
    side: &'static str,
    score: f64,
    share: f64,
    strength: &'static str,
    #[serde(rename = "for")]
    reasons_for: Vec<ReasonFor<'k>>,
    against: Vec<ReasonFor<'k>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<domain::ids::MuscleId>,
}

#[derive(Serialize)]
struct ReasonFor<'k> {
    kind: &'static str,
    id: String,
    words: &'k str,
    bits: f64,
}

#[derive(Serialize)]
struct MimicOut<'k> {
    id: &'k str,
    kind: &'static str,
    flag: String,
    name: &'k str,
    level: domain::knowledge::muscle::MimicLevel,
    because: Vec<domain::ids::Key>,
    say: &'k str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

impl<'k> Response<'k> {
    /// Puts the answer together; `ask_finding` is the finding that would tell most about the muscles.
    pub(crate) fn new(
        knowledge: &'k Knowledge,
        assessment: &Assessment,
        ask_finding: Option<&domain::ids::Key>,
        plan: Option<Value>,
    ) -> Self {
        let triage = &assessment.triage;
        let localised = &assessment.localised;
        let urgent = triage.level >= domain::level::Level::SameDay;
        let shown = if urgent { &[][..] } else { &localised.candidates[..] };
        let warnings = localised.warnings.iter().filter_map(|warning| warning_out(knowledge, warning));
        let mimics = localised.mimics.iter().filter_map(|mimic| mimic_out(knowledge, mimic));
        Self {
            level: triage.told_level().map(domain::level::Level::as_str),
            level_so_far: triage.level.as_str(),
            complete: triage.is_complete(),
            urgency: triage.urgency(),
            reasons: triage.reasons.iter().map(|reason| reason_out(knowledge, reason)).collect(),
            ask_next: ask_next(knowledge, triage, ask_finding),
            techniques: knowledge
                .techniques
                .keys()
                .filter_map(|id| Some((id.as_str(), technique_out(assessment.gate.decision(id)?))))
                .collect(),
            candidates: shown.iter().filter_map(|candidate| candidate_out(knowledge, candidate)).collect(),
            muscles_hidden: !assessment.names_muscles(),
            not_enough_information: localised.not_enough.is_some(),
            not_enough_because: localised.not_enough.and_then(|reason| serde_json::to_value(reason).ok()),
            widespread: localised.widespread,
            mimics: warnings.chain(mimics).collect(),
            plan,
            rules_version: RULES_VERSION,
            reviewed_by_a_clinician: false,
        }
    }
}

fn reason_out<'k>(knowledge: &'k Knowledge, reason: &domain::triage::Reason) -> ReasonOut<'k> {
    let words = reason.words(knowledge);
    ReasonOut {
        id: reason.id.clone(),
        level: reason.level.as_str(),
        urgent: reason.urgent,
        unsure: reason.unsure,
        checked: reason.checked,
        facts: reason.facts.clone(),
        told: reason.told(knowledge),
        because: words.map_or("", |words| words.because),
        phone: words.map_or("", |words| words.phone),
        sources: words
            .map(|words| words.source.iter().map(domain::ids::SourceId::as_str).collect())
            .unwrap_or_default(),
        certainty: words.map(|words| words.certainty),
    }
}

fn ask_next<'k>(
    knowledge: &'k Knowledge,
    triage: &Triage,
    finding: Option<&domain::ids::Key>,
) -> Vec<AskNext<'k>> {
    let open = triage.open.iter().filter_map(|open| {
        let question = knowledge.question(&open.question)?;
        Some(AskNext { question: question.id.as_str(), title: &question.title, facts: open.facts.clone() })
    });
    let finding = finding.and_then(|key| {
        let question = knowledge.finding_page(key)?;
        Some(AskNext { question: question.id.as_str(), title: &question.title, facts: vec![key.clone()] })
    });
    // A doubt that a follow-up page would settle comes first.
    open.chain(finding).collect()
}

fn technique_out(decision: &Decision) -> TechniqueOut {
    let join = |words: &mut dyn Iterator<Item = &str>| {
        let mut seen = std::collections::BTreeSet::new();
        words.filter(|word| !word.is_empty() && seen.insert(*word)).collect::<Vec<_>>().join(" ")
    };
    let mut grounds: Vec<Ground> = Vec::new();
    for limit in &decision.limits {
        if !grounds.contains(&limit.ground) {
            grounds.push(limit.ground.clone());
        }
    }
    let counts = |action| decision.action < Action::Ask || action == decision.action;
    let strictest = decision.limits.iter().filter(|limit| limit.action == decision.action);
    TechniqueOut {
        action: decision.action,
        offered: decision.is_offerable(),
        why: join(&mut strictest.map(|limit| limit.why.as_str())),
        // Beside "not at all", hints on doing it lighter would confuse.
        how: join(
            &mut decision.limits.iter().filter(|limit| counts(limit.action)).map(|limit| limit.how.as_str()),
        ),
        keep_off: decision.keep_off.iter().copied().collect(),
        pressure_cap: decision.pressure_cap,
        because: grounds,
    }
}

fn candidate_out<'k>(knowledge: &'k Knowledge, candidate: &Candidate) -> Option<CandidateOut<'k>> {
    let muscle = knowledge.muscles.iter().find(|muscle| muscle.id == candidate.muscle)?;
    let group = candidate.group.as_ref();
    let group = group.and_then(|id| knowledge.muscle_groups.iter().find(|group| group.id == *id));
    let reasons = |reasons: &[Reason]| reasons.iter().map(|reason| reason_for(knowledge, reason)).collect();
    Some(CandidateOut {
        muscle: muscle.id.as_str(),
        name: group.map_or(&muscle.plain, |group| &group.plain),
        latin: group.map_or(&muscle.latin, |group| &group.latin),
        side: candidate.side.as_str(),
        score: candidate.score,
        share: candidate.share,
        strength: candidate.strength.as_str(),
        reasons_for: reasons(&candidate.reasons_for),
        against: reasons(&candidate.against),
        parts: candidate.parts.iter().map(|part| part.muscle.clone()).collect(),
    })
}

fn reason_for<'k>(knowledge: &'k Knowledge, reason: &Reason) -> ReasonFor<'k> {
    let bits = reason.bits();
    match reason {
        Reason::Zone { zone, .. } => ReasonFor {
            kind: "zone",
            id: zone.to_string(),
            words: knowledge.zone(zone).map_or("", |zone| &zone.name),
            bits,
        },
        Reason::Answer { key, truth, .. } => ReasonFor {
            kind: truth.as_str(),
            id: key.to_string(),
            words: knowledge.findings.get(key).map_or("", |finding| &finding.text),
            bits,
        },
    }
}

fn mimic_out<'k>(knowledge: &'k Knowledge, flagged: &FlaggedMimic) -> Option<MimicOut<'k>> {
    let mimic = knowledge.mimics.iter().find(|mimic| mimic.id == flagged.mimic)?;
    Some(MimicOut {
        id: mimic.id.as_str(),
        kind: "look_alike",
        flag: flagged.flag.clone(),
        name: &mimic.plain,
        level: flagged.level,
        because: flagged.because.clone(),
        say: &mimic.say,
        score: Some(flagged.score),
    })
}

fn warning_out<'k>(knowledge: &'k Knowledge, raised: &RaisedWarning) -> Option<MimicOut<'k>> {
    let warning = knowledge.warnings.iter().find(|warning| warning.id == raised.warning)?;
    Some(MimicOut {
        id: warning.id.as_str(),
        kind: "warning",
        flag: raised.flag.clone(),
        name: "",
        level: raised.level,
        because: raised.because.clone(),
        say: &warning.say,
        score: None,
    })
}
