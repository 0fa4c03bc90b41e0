//! What is said at the levels, the lists that are asked again, and claims.

use super::super::Knowledge;
use super::super::care::follow_up::ScreenList;
use super::super::problem::Problem;
use super::entries::Entries;
use crate::level::Level;

pub(super) fn problems(entries: &Entries, knowledge: &Knowledge) -> Vec<Problem> {
    let mut problems = Vec::new();
    for level in Level::ALL.into_iter().filter(|level| knowledge.care.level(*level).is_none()) {
        let message = format!("the level `{}` has no words: add a [[level]]", level.as_str());
        problems.push(Problem { file: "care.toml".to_owned(), line: 1, message });
    }
    for rescreen in &knowledge.care.rescreens {
        if let Some(list) = rescreen.list.screen_set()
            && !knowledge.screen_sets.iter().any(|set| set.id == list)
        {
            let message =
                format!("rescreen `{}` asks the list `{list}`, which no [[screen_set]] holds", rescreen.id);
            problems.push(entries.problem_in("rescreen", &rescreen.id, "list", message));
        }
    }
    for set in &knowledge.screen_sets {
        let mut lists =
            knowledge.care.rescreens.iter().filter_map(|rescreen: &_| ScreenList::screen_set(rescreen.list));
        if !lists.any(|list| list == set.id) {
            problems.push(entries.problem(
                "screen_set",
                &set.id,
                format!("screen_set `{}` is never asked", set.id),
            ));
        }
    }
    for claim in &knowledge.claims {
        let lacks = [
            ("number", claim.number.is_empty()),
            ("claim", claim.claim.is_empty()),
            ("verdict", claim.verdict.is_none()),
        ];
        for (field, _) in lacks.into_iter().filter(|(_, lacks)| *lacks) {
            let message = format!("claim `{}` has no `{field}`", claim.id);
            problems.push(entries.problem("claim", claim.id.as_str(), message));
        }
    }
    problems
}
