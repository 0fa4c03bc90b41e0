//! Techniques that cannot be played, and muscles without a pattern.

use super::super::Knowledge;
use super::super::body::Side;
use super::super::problem::Problem;
use super::super::technique::{StepsMode, Technique};
use super::entries::Entries;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        knowledge.techniques.values().flat_map(|technique| steps(entries, technique)).collect();
    for muscle in knowledge.muscles.iter().filter(|muscle| muscle.pattern.is_empty()) {
        let message = format!("muscle `{}` has no pattern: it can never be found", muscle.id);
        problems.push(entries.problem("muscle", muscle.id.as_str(), message));
    }
    for caution in knowledge.cautions.values() {
        if caution.facts.is_empty() && !caution.situational {
            let message =
                format!("caution `{}` has no facts and is not situational: it never applies", caution.id);
            problems.push(entries.problem("caution", caution.id.as_str(), message));
        }
        if !knowledge.interactions.iter().any(|interaction| interaction.caution == caution.id) {
            let message = format!("caution `{}` has no interaction: it does nothing", caution.id);
            problems.push(entries.problem("caution", caution.id.as_str(), message));
        }
    }
    for technique in knowledge.techniques.keys().filter(|id| !knowledge.poses.contains_key(*id)) {
        let message = format!("technique `{technique}` has no picture in poses.toml");
        problems.push(entries.problem("technique", technique.as_str(), message));
    }
    problems
}

fn steps(entries: &Entries, technique: &Technique) -> Vec<Problem> {
    let id = technique.id.as_str();
    let problem = |field, message| entries.problem_in("technique", id, field, message);
    if technique.steps.is_empty() {
        return vec![problem("id", format!("technique `{id}` has no steps"))];
    }
    let mut problems = Vec::new();
    let sum: u32 = technique.steps.iter().map(|step| step.seconds).sum();
    if sum != technique.seconds_total {
        let message =
            format!("technique `{id}`: its steps take {sum} seconds, not {}", technique.seconds_total);
        problems.push(problem("seconds_total", message));
    }
    if technique.steps_mode == StepsMode::Timed {
        let minutes = technique.seconds_total.div_ceil(60);
        if minutes != u32::from(technique.minutes) {
            let message =
                format!("technique `{id}`: its steps take {minutes} minutes, not {}", technique.minutes);
            problems.push(problem("minutes", message));
        }
        problems.extend(timeless_steps(entries, id));
    }
    let has = |side| technique.steps.iter().any(|step| step.side == side);
    if technique.sided && !(has(Side::Left) && has(Side::Right)) {
        problems.push(problem("sided", format!("technique `{id}` is sided and lacks steps for a side")));
    }
    problems
}

fn timeless_steps(entries: &Entries, id: &str) -> Vec<Problem> {
    let Some(entry) = entries.of("technique").find(|entry| entry.id == id) else { return Vec::new() };
    let timeless = entry.at("steps.seconds").enumerate().filter(|(_, value)| value.text == "0");
    timeless
        .map(|(number, value)| {
            let message = format!("technique `{id}`: step {} is played and takes no time", number + 1);
            entry.problem_at(value, message)
        })
        .collect()
}
