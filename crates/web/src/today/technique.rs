//! One technique: what it is, its steps, its picture, what to mind, how sure, and where that comes from.

use crate::page::{Page, Place};
use crate::{Look, PageError, Site};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::gate::{Action, Decision};
use domain::ids::{SourceId, TechniqueId};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::technique::{Kind, Technique};
use domain::plan::{Dose, Plan, why_words};
use domain::session::steps;
use domain::words::{count, sentence, source};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(super) async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, PageError> {
    let look = site.look()?;
    let knowledge = site.knowledge();
    let known = knowledge.techniques.get(&TechniqueId::from(id)).ok_or(PageError::NotFound)?;
    let plan = look.current.plan.as_ref().map(|(_, adapted)| &adapted.plan);
    let knows_person = !look.person.answers.is_empty();
    let decision = look.current.assessment.gate.decision(&known.id).filter(|_| knows_person);
    let is_open = decision.is_none_or(Decision::is_offerable);
    let main = html! {
        h1 { (known.name) }
        p .lead { (known.plain) }
        (crate::pose::picture(knowledge, &known.id, first_side(plan, known)))
        dl .facts {
            div { dt { "Kind" } dd { (sentence(known.kind.words())) } }
            div { dt { "How long" } dd { (count(known.minutes.into(), "minute")) } }
            div { dt { "How sure" } dd { (sentence(super::how_tested(known.evidence))) } }
            @let needs: Vec<&str> = known.equipment.iter().map(|thing| thing.words()).filter(|words| !words.is_empty()).collect();
            @if !needs.is_empty() { div { dt { "You need" } dd { (sentence(&needs.join(", "))) @if !known.substitute.is_empty() { " Or: " (sentence(&known.substitute)) } } } }
            @if !known.dose.is_empty() { div { dt { "How much" } dd { (sentence(&known.dose)) } } }
        }
        @if let Some(decision) = decision { (for_you(decision)) }
        @if let Some(plan) = plan { (in_plan(knowledge, &look, plan, known)) }
        @if is_open && known.visit.is_none() { (the_steps(plan, known)) }
        @if let Some(visit) = known.visit.as_ref() {
            h2 { "What happens" }
            p { (sentence(&visit.happens)) " " (sentence(&visit.pressure)) }
            p { strong { "Ask for: " } (sentence(&visit.ask_for)) }
            p { strong { "Afterwards: " } (sentence(&visit.after)) }
        }
        (to_mind(knowledge, known))
        (sources(knowledge, known))
    };
    let back = if plan.is_some() { "/plan" } else { "/" };
    Ok(Page::new(known.name.clone(), Place::Today, main).back(back).for_person(&site, &look).into_response())
}

fn items<'a>(plan: Option<&'a Plan>, known: &'a Technique) -> impl Iterator<Item = &'a domain::plan::Item> {
    let sessions = plan.into_iter().flat_map(|plan| &plan.sessions);
    sessions.flat_map(|session| &session.items).filter(|item| item.technique == known.id)
}

fn first_side(plan: Option<&Plan>, known: &Technique) -> Side {
    items(plan, known).next().map_or(Side::None, |item| item.dose.first_side)
}

/// What this person's answers make of it, in the words of the gate.
fn for_you(decision: &Decision) -> Markup {
    let verdict = match decision.action {
        Action::Allow => return html! {},
        Action::Modify if decision.is_offerable() => "You can do it with these limits:",
        Action::Modify => "Another one fits you better, because:",
        Action::ForbidRegion if decision.is_offerable() => "You can do it, but not everywhere:",
        Action::ForbidRegion => "Leave it out, because of the place it works on:",
        Action::Ask => "Ask a clinician before you do it:",
        Action::Forbid => "Leave it out:",
    };
    let counts =
        |limit: &&domain::gate::Limit| decision.action < Action::Ask || limit.action == decision.action;
    let mut told = BTreeSet::new();
    let limits = decision.limits.iter().filter(counts).filter(|limit| told.insert((&limit.why, &limit.how)));
    html! {
        div .note.warn[!decision.is_offerable()] {
            h2 { "For you" }
            p { (verdict) }
            ul { @for limit in limits { li { (sentence(&limit.why)) " " (sentence(&limit.how)) } } }
            @if decision.is_offerable() && let Some(cap) = decision.pressure_cap { p { "Strongest pressing pain: " (cap) " of 10." } }
        }
    }
}

/// Why it is in the plan, with the ways to change that.
fn in_plan(knowledge: &Knowledge, look: &Look, plan: &Plan, known: &Technique) -> Markup {
    let mut seen = BTreeSet::new();
    let why: Vec<String> = items(Some(plan), known)
        .flat_map(|item| &item.why)
        .filter(|why| seen.insert((*why).clone()))
        .map(|why| why_words(knowledge, why))
        .collect();
    let dropped = look.current.progress.dropped.contains(&known.id);
    html! {
        @if !why.is_empty() {
            h2 { "Why it is in your plan" }
            ul { @for line in why { li { (line) } } }
            div .actions { a .button href={ "/change?of=" (known.id) } { "Swap or leave out" } }
        }
        @if dropped {
            p .note { "You left this out, or it ended with a stop sign." }
            form method="post" action="/change" {
                input type="hidden" name="technique" value=(known.id);
                div .actions { button name="back" value="1" { "Put it back in my plan" } }
            }
        }
    }
}

fn the_steps(plan: Option<&Plan>, known: &Technique) -> Markup {
    let dose = items(plan, known).next().map_or_else(|| Dose::full(known), |item| item.dose);
    html! {
        h2 { "Step by step" }
        @if known.kind == Kind::SelfMassage { p { "Press at most " (dose.pressure_cap) " of 10: strong but comfortable. You can talk and breathe with ease." } }
        ol .steps {
            @for step in steps(known, &dose) {
                li {
                    @if known.sided { @match step.side {
                        Side::Left => { strong { "LEFT" } " " },
                        Side::Right => { strong { "RIGHT" } " " },
                        Side::Both | Side::None => {},
                    } }
                    (step.say) " " span .muted.nowrap { (step.seconds) " seconds" }
                }
            }
        }
    }
}

fn to_mind(knowledge: &Knowledge, known: &Technique) -> Markup {
    let mut lines = vec![
        ("Keep off", &known.spine_safety),
        ("Breathing", &known.breathing),
        ("What often goes wrong", &known.mistakes),
        ("To make it lighter", &known.easier),
        ("To make it harder", &known.harder),
        ("When to make it harder", &known.progress_when),
    ];
    lines.retain(|(_, words)| !words.is_empty());
    let stops = known.stop_if.iter().filter_map(|id| knowledge.stops.get(id));
    let cautions = known.cautions.iter().filter_map(|id| knowledge.cautions.get(id));
    html! {
        @if !lines.is_empty() {
            h2 { "Good to know" }
            dl .facts { @for (name, words) in lines { div { dt { (name) } dd { (sentence(words)) } } } }
        }
        @if !known.stop_if.is_empty() { h2 { "Stop if" } ul .signs { @for stop in stops { (super::stop_line(stop)) } } }
        @if !known.cautions.is_empty() {
            details {
                summary { "What can change it for some people" }
                ul { @for caution in cautions { li { (sentence(&caution.question)) } } }
            }
        }
    }
}

fn sources(knowledge: &Knowledge, known: &Technique) -> Markup {
    let row = knowledge
        .technique_evidence(known.id.as_str())
        .or_else(|| knowledge.technique_evidence(known.kind.as_str()));
    let mut seen = BTreeSet::new();
    let ids: Vec<&SourceId> = known
        .source
        .iter()
        .chain(row.iter().flat_map(|row| &row.source))
        .filter(|id| seen.insert(*id))
        .collect();
    html! {
        details {
            summary { "Where this comes from" }
            @if let Some(row) = row { p { (row.words) } p { (domain::words::how_sure(row.certainty)) } }
            ul { @for id in ids { @if let Some(known) = knowledge.sources.get(id) { li { (source(known)) } } } }
        }
    }
}
