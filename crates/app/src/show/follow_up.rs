//! What the diary has set off, in words.

use super::Words;
use domain::diary::{Raised, to_read};
use domain::level::Level;

/// Each rule that the diary has set off: what to do first, then why, then what to say. Nothing where there is none.
pub(crate) fn raised(list: &[Raised], page: &mut Words) {
    let shown: Vec<&Raised> = to_read(list).into_iter().filter(|one| one.rule != "danger_sign").collect();
    if shown.is_empty() {
        return;
    }
    page.heading("What your diary shows");
    for one in shown {
        page.item(&one.words);
        page.under(&one.because);
        // Where the words say how soon, a second time beside it would only ask which of them counts.
        if one.level.level() >= Some(Level::ClinicianFirst) && !one.words.contains("within") {
            let soon = if one.urgent { "within 2 to 3 working days" } else { "within 2 weeks" };
            page.under(&format!("When: {soon}."));
        }
        if !one.say.is_empty() {
            page.under(&format!("You can say: \"{}\"", one.say));
        }
    }
    page.say("This is our own rule of care, not a finding about your back. Signs that need help now: backwise help-now");
}
