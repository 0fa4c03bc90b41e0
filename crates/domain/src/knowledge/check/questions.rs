//! Questions that feed nothing, facts that nothing asks for, and signs of danger without concrete words.

use super::super::Knowledge;
use super::super::problem::Problem;
use super::super::question::{Question, QuestionKind, QuestionOption};
use super::entries::{Entries, Entry, ValueKind};
use super::fields::{Names, Role};
use crate::ids::Key;
use crate::level::Level;
use crate::profile::Profile;
use crate::truth::Truth;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for page in &knowledge.questions {
        if feeds_nothing(page) {
            let message =
                format!("question `{}` feeds nothing: no option sets a fact and no field is filled", page.id);
            problems.push(entries.problem("question", page.id.as_str(), message));
        }
        for option in &page.options {
            problems.extend(option_problems(entries, knowledge, page, option));
        }
        problems.extend(
            group_problems(page).map(|message| entries.problem("question", page.id.as_str(), message)),
        );
    }
    problems.extend(unused(entries, knowledge));
    problems.extend(never_asked(entries, knowledge));
    problems
}

fn feeds_nothing(page: &Question) -> bool {
    page.kind != QuestionKind::Zones
        && !page.brief
        && page.field.is_empty()
        && page.options.iter().all(|option| option.sets.is_empty())
}

/// Groups that cannot be shown: unknown, of a single option, or torn apart by other options.
fn group_problems(page: &Question) -> impl Iterator<Item = String> {
    let stray = page.options.iter().filter_map(|option| {
        let group = option.group.as_ref()?;
        let is_known = page.groups.iter().any(|known| known.id == *group);
        (!is_known)
            .then(|| format!("question `{}`: option `{}` stands in no group `{group}`", page.id, option.id))
    });
    let odd = page.groups.iter().filter_map(|group| {
        let inside = |option: &&QuestionOption| option.group.as_ref() == Some(&group.id);
        let members = page.options.iter().filter(inside).count();
        let together = page.options.iter().skip_while(|option| !inside(option)).take_while(inside).count();
        let wrong = members < 2 || members != together;
        wrong.then(|| {
            format!("question `{}`: group `{}` needs 2 options or more, side by side", page.id, group.id)
        })
    });
    stray.chain(odd)
}

fn option_problems(
    entries: &Entries,
    knowledge: &Knowledge,
    page: &Question,
    option: &QuestionOption,
) -> Vec<Problem> {
    let at_option = |message: String| {
        let entry = entries.of("question").find(|entry| entry.id == page.id.as_str())?;
        let value = entry.at("option.id").find(|value| value.text == option.id.as_str())?;
        Some(entry.problem_at(value, message))
    };
    let danger = option.sets.iter().find(|(key, truth)| {
        let level = knowledge.facts.get(*key).and_then(|fact| fact.level);
        **truth == Truth::Yes && level >= Some(Level::SameDay)
    });
    let unchecked = danger.filter(|_| option.check.is_empty()).and_then(|(key, _)| {
        at_option(format!(
            "question `{}`: option `{}` sets the danger sign `{key}` and has no `check`",
            page.id, option.id
        ))
    });
    let lost = (!is_value(page, option)).then(|| {
        at_option(format!(
            "question `{}`: option `{}` is no value of the profile field `{}`",
            page.id, option.id, page.field
        ))
    });
    unchecked.into_iter().chain(lost.flatten()).collect()
}

/// Whether the profile field takes the option's id; a page without a field takes any.
fn is_value(page: &Question, option: &QuestionOption) -> bool {
    let id = option.id.as_str();
    let takes =
        |value: Value| serde_json::from_value::<Profile>(json!({ page.field.as_str(): value })).is_ok();
    match (page.field.as_str(), page.kind) {
        ("", _) => true,
        ("helper", _) => id == "yes" || id == "no",
        (_, QuestionKind::Many) => takes(json!([id])),
        _ => takes(json!(id)) || id.parse::<u32>().is_ok_and(|number| takes(json!(number))),
    }
}

/// Whether a field says something about a person rather than asking whether it is so.
fn is_setter(entry: &Entry, path: &str) -> bool {
    matches!(
        (entry.table.as_str(), path),
        ("question", "option.sets")
            | ("zone", "regions")
            | ("screen_set", "line.asks")
            | ("stop_sign", "sets" | "if_it_stays.sets")
            | ("after_session", "sets")
    )
}

/// Answers that nothing uses.
fn unused(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for entry in entries.all() {
        for value in &entry.values {
            let names = value.role;
            let is_key = matches!(names, Role::Id(Names::Fact | Names::Finding | Names::FactOrFinding));
            if is_key && !is_setter(entry, &value.path) {
                used.insert(&value.text);
            }
        }
    }
    let accounted =
        knowledge.facts.values().filter(|fact| fact.level.is_some() || !fact.why_asked.is_empty());
    used.extend(accounted.map(|fact| fact.id.as_str()));
    let mut problems = Vec::new();
    for page in entries.of("question") {
        for key in page.at("option.sets").filter(|value| value.kind == ValueKind::Key) {
            // An unknown key is told elsewhere.
            if knowledge.knows_key(&key.text) && !used.contains(key.text.as_str()) {
                let message = format!(
                    "{} sets `{}`, which nothing uses: use it, or give the fact a `why_asked`",
                    page.name(),
                    key.text
                );
                problems.push(page.problem_at(key, message));
            }
        }
    }
    problems
}

/// Facts that neither a question nor anything else can set. Findings have a page of their own.
fn never_asked(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let options = knowledge.questions.iter().flat_map(|page| &page.options);
    let set = options.flat_map(|option| &option.sets).filter(|(_, truth)| **truth == Truth::Yes);
    let mut asked: BTreeSet<&str> = set.map(|(key, _)| key.as_str()).collect();
    asked.extend(knowledge.links.iter().filter_map(|link| link.implies.as_ref()).map(Key::as_str));
    let pages = knowledge.findings.values().filter(|finding| finding.derived.is_none());
    asked.extend(pages.map(|finding| finding.id.as_str()));
    let never =
        knowledge.facts.values().filter(|fact| fact.derived.is_none() && !asked.contains(fact.id.as_str()));
    never
        .map(|fact| {
            let message = format!("fact `{}`: no question can set it", fact.id);
            entries.problem("fact", fact.id.as_str(), message)
        })
        .collect()
}
