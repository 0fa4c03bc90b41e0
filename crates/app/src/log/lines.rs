//! The four safety lines: any of these new since last time?

use crate::prompt::{Asker, Page, Reply};
use domain::ids::Key;
use domain::intake::line_facts;
use domain::knowledge::Knowledge;
use domain::knowledge::care::follow_up::ScreenList;
use domain::knowledge::question::ScreenSet;
use std::collections::BTreeSet;
use std::io;

/// The short list.
pub(super) fn short(knowledge: &Knowledge) -> Option<&ScreenSet> {
    knowledge.screen_sets.iter().find(|set| Some(set.id.as_str()) == ScreenList::Short.screen_set())
}

/// Asks the short list. The facts behind every line that is ticked or not sure; `None` if the person stopped.
pub(super) fn ask(knowledge: &Knowledge, asker: &mut dyn Asker) -> io::Result<Option<BTreeSet<Key>>> {
    let Some(set) = short(knowledge) else { return Ok(Some(BTreeSet::new())) };
    let lines = set.lines.iter().map(|line| (line.id.as_str(), line.label.as_str()));
    let page = Page {
        why: "These come first, because some signs need help today.".to_owned(),
        ..Page::many(&set.title, lines).with_doubt()
    };
    loop {
        match asker.ask(&page)? {
            Reply::Quit => return Ok(None),
            Reply::Chosen { yes, unsure } => {
                let ticked = yes.union(&unsure).copied();
                return Ok(Some(facts(knowledge, set, ticked)));
            }
            _ => {}
        }
    }
}

/// The facts behind the ticked lines.
fn facts(knowledge: &Knowledge, set: &ScreenSet, ticked: impl Iterator<Item = usize>) -> BTreeSet<Key> {
    let ids = ticked.filter_map(|number| set.lines.get(number)).map(|line| line.id.clone()).collect();
    line_facts(knowledge, set, &ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Lines;
    use crate::samples::KNOWLEDGE;

    fn answer(typed: &str) -> Option<BTreeSet<Key>> {
        ask(&KNOWLEDGE, &mut Lines::new(typed.as_bytes(), Vec::new())).unwrap()
    }

    #[test]
    fn a_doubt_counts_like_a_yes() {
        assert_eq!(answer("ill\n"), answer("?3\n"));
        assert!(answer("3\n").unwrap().contains("fever"));
        assert_eq!(answer("none\n"), Some(BTreeSet::new()));
        assert_eq!(answer(""), None);
    }

    #[test]
    fn what_opens_a_page_is_open_too() {
        let facts = answer("something_new\n").unwrap();
        assert!(facts.contains("recent_massage") && facts.contains("new_weakness_after_massage"));
    }
}
