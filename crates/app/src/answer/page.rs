//! The answer as words on a terminal: all five verdicts with one marked, then the parts in their order.

use super::{Found, details};
use crate::show::Words;
use domain::answer::Verdict;

/// The page; with the numbers behind it if `with_details`.
pub(super) fn page(found: &Found, with_details: bool) -> String {
    let said = found.said();
    let mut page = Words::default();
    page.heading(said.heading());
    for verdict in Verdict::ALL {
        let mark = if verdict == said.verdict { "(x)" } else { "( )" };
        page.line(&format!("{mark} {}", verdict.heading()));
    }
    for (title, sentences) in said.sections() {
        if title.is_empty() {
            page.gap();
            for sentence in sentences {
                page.say(sentence);
            }
            if !said.chances.is_empty() {
                page.heading("How sure");
                for chance in &said.chances {
                    // Dots first, so that they stand below each other.
                    page.line(&chance.dots.to_string()).under(&format!("{} {}", chance.words, chance.that));
                }
            }
            continue;
        }
        page.heading(title);
        for sentence in sentences {
            page.item(sentence);
        }
    }
    if with_details {
        details::details(found, &mut page);
    } else {
        page.gap().say("The numbers behind this: add --details");
    }
    page.finish()
}
