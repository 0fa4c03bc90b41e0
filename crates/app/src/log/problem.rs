//! `backwise log problem`: something new. The four lines, then the pages that settle them.

use super::{NOTHING, lines};
use crate::ask::interview;
use crate::failure::Failure;
use crate::out;
use crate::prompt::Asker;
use crate::store::Store;
use crate::world::World;
use domain::intake::heard;

pub(super) fn run(world: &World, store: &mut Store, asker: &mut dyn Asker) -> Result<(), Failure> {
    let Some(facts) = lines::ask(&world.knowledge, asker)? else {
        asker.tell("")?;
        return out::words(&format!("{NOTHING}\n"));
    };
    store.record(heard(&facts))?;
    if facts.is_empty() {
        return out::words(&format!("{NONE_OF_THESE}\n"));
    }
    asker.tell(SOMETHING)?;
    interview(world, store, asker)
}

/// Said before the pages.
pub(super) const SOMETHING: &str = "Something is new, so we ask again. Your plan waits until these pages are done.\n\
    If you feel very ill now, go here first: backwise help-now";

const NONE_OF_THESE: &str = "None of these is new. We noted that, with the day.\n\
    Pain in a new place: backwise ask --change zones\n\
    All signs and the number to call: backwise help-now\n\
    If something else worries you, get medical help.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{KNOWLEDGE, well};
    use domain::level::Level;
    use domain::standing::Standing;
    use jiff::civil::date;

    #[test]
    fn what_was_ticked_blocks_until_its_pages_are_answered() {
        let day = date(2026, 3, 20);
        let well = well(day);
        let before = Standing::new(&KNOWLEDGE, &well.person(), day);
        assert!(before.triage.level.allows_plan(), "{:?}", before.triage.reasons);
        let diary = well.on(day, heard(&["saddle_numbness".into()].into()));
        let standing = Standing::new(&KNOWLEDGE, &diary.person(), day);
        assert_eq!(standing.triage.level, Level::Emergency);
        assert!(standing.again.contains("nerves"), "{:?}", standing.again);
    }

    /// A line about several things opens only the pages that fit this person; the others settle themselves.
    #[test]
    fn every_line_is_settled_by_answering_the_pages_it_opens() {
        let day = date(2026, 3, 20);
        let set = lines::short(&KNOWLEDGE).unwrap();
        for line in &set.lines {
            let typed = format!("{}\n", line.id);
            let mut asker = crate::prompt::Lines::new(typed.as_bytes(), Vec::new());
            let facts = lines::ask(&KNOWLEDGE, &mut asker).unwrap().unwrap();
            let mut diary = well(day).on(day, heard(&facts));
            for _ in 0..20 {
                let standing = Standing::new(&KNOWLEDGE, &diary.person(), day);
                let shown = |id: &&domain::ids::QuestionId| {
                    let when = KNOWLEDGE.question(id).and_then(|page| page.show_when.as_ref());
                    let facts = domain::intake::Applied::from_answers(&KNOWLEDGE, &standing.answers).facts;
                    when.is_none_or(|when| when.evaluate(&facts, domain::truth::Truth::No).is_possible())
                };
                let Some(page) = standing.again.iter().find(shown).cloned() else { break };
                let answer = standing.answers.get(&page).cloned().unwrap_or(domain::intake::Answer::none());
                diary = diary.answer(day, page.as_str(), answer);
            }
            let standing = Standing::new(&KNOWLEDGE, &diary.person(), day);
            assert!(standing.triage.level.allows_plan(), "{}: {:?}", line.id, standing.triage.reasons);
        }
    }
}
