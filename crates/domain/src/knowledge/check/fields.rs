//! What each text of the knowledge files is: words for a person, an id of something else, or neither.

use super::entries::ValueKind;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Words that a person reads. Whatever is not named below is that.
    Words,
    /// The id of something that exists elsewhere.
    Id(Names),
    /// An id of its own, one of a few values that the types check, a number to call, or words for clinicians,
    /// developers and searching.
    Hidden,
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Source,
    Fact,
    Finding,
    FactOrFinding,
    Zone,
    MuscleGroup,
    Focus,
    Technique,
    TechniqueKindOrTool,
    KindOrTechnique,
    Caution,
    Stop,
    Question,
    Evidence,
    ProfileField,
}

impl Names {
    /// The word for it in a message.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Fact => "fact",
            Self::Finding => "finding",
            Self::FactOrFinding => "fact or finding",
            Self::Zone => "zone",
            Self::MuscleGroup => "group of muscles",
            Self::Focus => "focus",
            Self::Technique => "technique",
            Self::TechniqueKindOrTool => "technique, kind or tool",
            Self::KindOrTechnique => "kind or technique",
            Self::Caution => "caution",
            Self::Stop => "stop sign",
            Self::Question => "question",
            Self::Evidence => "evidence",
            Self::ProfileField => "profile field",
        }
    }
}

/// What a value is.
pub(super) fn role(table: &str, kind: ValueKind, path: &str) -> Role {
    match kind {
        ValueKind::Text => text_role(table, path),
        ValueKind::Key => key_role(table, path),
        ValueKind::Other | ValueKind::EmptyList => Role::Hidden,
    }
}

/// Tables that map ids to something: what their keys are.
fn key_role(table: &str, path: &str) -> Role {
    match (table, path) {
        ("question", "option.sets") => Role::Id(Names::FactOrFinding),
        ("muscle" | "mimic", "findings") => Role::Id(Names::Finding),
        ("muscle", "pattern.referral") | ("mimic", "referral") => Role::Id(Names::Zone),
        _ => Role::Hidden,
    }
}

fn text_role(table: &str, path: &str) -> Role {
    let last = path.rsplit('.').next().unwrap_or(path);
    match (table, path) {
        (_, _) if last == "source" => Role::Id(Names::Source),
        (_, _) if matches!(last, "id" | "certainty" | "number" | "kind" | "level") => Role::Hidden,
        ("source" | "banned" | "term", _) => Role::Hidden,
        ("claim" | "faq" | "technique_evidence" | "prior", "facts") => Role::Id(Names::Evidence),
        _ => match table {
            "fact" | "rule" | "contraindication" => safety_role(table, path),
            "question" | "screen_set" => question_role(path),
            "finding" | "link" | "muscle" | "group" | "mimic" | "warning" | "zone" | "row" => {
                body_role(table, path)
            }
            "technique" | "caution" | "interaction" | "focus" | "template" | "plan_rule" | "stop" => {
                technique_role(table, path)
            }
            _ => care_role(table, path),
        },
    }
}

fn safety_role(table: &str, path: &str) -> Role {
    match (table, path) {
        ("fact", "lowered_by") | (_, "unless" | "facts") => Role::Id(Names::Fact),
        ("rule", _) if path == "when" || path.starts_with("when.") => Role::Id(Names::Fact),
        ("fact", "words" | "phone" | "means")
        | ("rule", "because" | "phone")
        | ("contraindication", "why" | "how") => Role::Words,
        _ => Role::Hidden,
    }
}

fn question_role(path: &str) -> Role {
    match path {
        "show_when" | "option.show_when" | "line.asks" => Role::Id(Names::FactOrFinding),
        "line.opens" | "with" => Role::Id(Names::Question),
        "field" => Role::Id(Names::ProfileField),
        "section" | "rescreen" | "option.group" => Role::Hidden,
        _ if path.starts_with("show_when.") || path.starts_with("option.show_when.") => {
            Role::Id(Names::FactOrFinding)
        }
        _ if path.starts_with("option.sets.") => Role::Hidden,
        _ => Role::Words,
    }
}

fn body_role(table: &str, path: &str) -> Role {
    match (table, path) {
        ("finding", "skip_if") | ("link", "facts" | "implies") | ("zone", "regions") => Role::Id(Names::Fact),
        ("link", "finding") | ("mimic", "keys") | ("warning", "any_of") => Role::Id(Names::Finding),
        ("zone", "neighbours") | ("row", "left.zone" | "middle.zone" | "right.zone") => Role::Id(Names::Zone),
        ("muscle", "group") => Role::Id(Names::MuscleGroup),
        ("muscle", "focus") => Role::Id(Names::Focus),
        ("zone", "name") => Role::Words,
        ("zone", _)
        | (_, "derived" | "view" | "latin" | "flag" | "urgency" | "side")
        | ("finding", "group")
        | ("muscle" | "mimic", "name")
        | ("muscle", "evidence" | "pattern.label" | "pattern.view") => Role::Hidden,
        _ => Role::Words,
    }
}

fn technique_role(table: &str, path: &str) -> Role {
    match (table, path) {
        ("technique", "targets") | ("focus", "muscle") => Role::Id(Names::Focus),
        ("technique", "easier_id" | "harder_id") | ("interaction", "ids") | ("focus", _) => {
            Role::Id(Names::Technique)
        }
        ("template", _) if path.starts_with("sessions.") => Role::Id(Names::Technique),
        ("technique", "cautions") | ("interaction", "caution") => Role::Id(Names::Caution),
        ("technique", "stop_if") => Role::Id(Names::Stop),
        ("caution", "facts" | "unless") => Role::Id(Names::FactOrFinding),
        ("plan_rule", "touches") => Role::Id(Names::KindOrTechnique),
        ("template", "note") => Role::Words,
        ("template", _)
        | (
            "technique",
            "tool" | "equipment" | "position" | "steps_mode" | "evidence" | "phases" | "steps.side" | "areas"
            | "columns" | "visit.feel",
        )
        | ("stop" | "interaction", "action" | "kinds") => Role::Hidden,
        _ => Role::Words,
    }
}

/// The tables of `care.toml`, `claims.toml`, `evidence.toml` and `courses.toml`.
fn care_role(table: &str, path: &str) -> Role {
    match (table, path) {
        ("stop_sign" | "after_session", "sets" | "if_it_stays.sets")
        | ("crisis", "suicidal_plan.fact" | "suicidal_passive.fact") => Role::Id(Names::Fact),
        ("follow_up" | "rescreen" | "matching", "facts") | ("yellow_flag", "fact") => {
            Role::Id(Names::FactOrFinding)
        }
        ("ladder", "steps")
        | ("matching", "first" | "second" | "not_now")
        | (_, "techniques" | "technique") => Role::Id(Names::Technique),
        ("country", "code" | "covers" | "emergency" | "advice.reach" | "crisis.reach")
        | ("unknown_country", "emergency")
        | ("stop_sign", "group")
        | ("limit" | "claim" | "faq", "topic")
        | ("claim" | "faq", "verdict" | "also")
        | ("pressure", "who")
        | ("pose", "pose")
        | ("follow_up", "measure" | "does")
        | ("rescreen", "list" | "on")
        | ("yellow_flag", "must_not")
        | ("crisis", "ask_when" | "never" | "suicidal_passive.stays_open")
        | ("evidence", "figure")
        | ("prior", "when" | "note" | "distributions.of" | "distributions.family" | "distributions.unit")
        | ("judge", "when" | "action")
        | ("course", "phase")
        | ("price", "countries" | "currency")
        | ("therapist_title", "country" | "titles")
        | ("matching", "phases")
        | ("posture_check", "unit") => Role::Hidden,
        _ => Role::Words,
    }
}
