//! What the diary has set off, in words.

use super::Words;
use domain::diary::Raised;
use domain::level::Level;

/// Each rule that the diary has set off: what to do first, then why, then what to say. Nothing where there is none.
pub(crate) fn raised(list: &[Raised], page: &mut Words) {
    let shown: Vec<&Raised> = list.iter().filter(|one| one.rule != "danger_sign").collect();
    if shown.is_empty() {
        return;
    }
    page.heading("What your diary shows");
    for one in shown {
        page.item(&one.words);
        page.under(&one.because);
        if one.level.level() >= Some(Level::ClinicianFirst) {
            let soon = if one.urgent { "within 2 to 3 working days" } else { "within 2 weeks" };
            page.under(&format!("When: {soon}."));
        }
        if !one.say.is_empty() {
            page.under(&format!("You can say: \"{}\"", one.say));
        }
    }
    page.say("This is our own rule of care, not a finding about your back. Signs that need help now: backwise help-now");
}
