//! The short lists: a few lines that stand for many signs, asked again and again.

use crate::entry::{Event, ProblemReported, Screen, ScreenRepeated};
use crate::ids::{Key, OptionId};
use crate::knowledge::Knowledge;
use crate::knowledge::question::ScreenSet;
use std::collections::BTreeSet;

/// The facts that the ticked lines of a short list ask for, and those that open the pages which settle them.
#[must_use]
pub fn line_facts(knowledge: &Knowledge, set: &ScreenSet, ticked: &BTreeSet<OptionId>) -> BTreeSet<Key> {
    let lines = || set.lines.iter().filter(|line| ticked.contains(&line.id));
    let asked = lines().flat_map(|line| &line.asks).cloned();
    let opened = lines().flat_map(|line| &line.opens).filter_map(|id| knowledge.question(id));
    let conditions = opened.filter_map(|page| page.show_when.as_ref());
    asked.chain(conditions.flat_map(|when| when.keys().into_iter().cloned())).collect()
}

/// A short list as an entry: nothing new, or facts that count as "not sure" until their pages are answered.
#[must_use]
pub fn heard(facts: &BTreeSet<Key>) -> Event {
    if facts.is_empty() {
        ScreenRepeated { set: Screen::Short, yes: BTreeSet::new(), unsure: BTreeSet::new() }.into()
    } else {
        ProblemReported { yes: BTreeSet::new(), unsure: facts.clone(), words: String::new() }.into()
    }
}
