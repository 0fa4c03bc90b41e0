//! Every name, as the terminal shows it.

mod body;
mod found;
mod screen;

use super::*;
use crate::samples::{KNOWLEDGE, MODEL};
use jiff::civil::date;

/// The page under a name for a person.
pub(crate) fn page(person: PersonNow, item: &str) -> String {
    let view = View::new(&KNOWLEDGE, &MODEL, person, date(2026, 3, 20));
    why(&view, item).unwrap()
}

#[test]
fn every_name_has_a_page_that_fits_80_columns() {
    let view =
        View::new(&KNOWLEDGE, &MODEL, crate::samples::well(date(2026, 3, 20)).person(), date(2026, 3, 20));
    for id in names(&KNOWLEDGE) {
        let page = why(&view, id).unwrap_or_else(|| panic!("{id}"));
        for line in page.lines().filter(|line| line.trim().contains(' ')) {
            assert!(line.chars().count() <= 80, "{id}: {line}");
        }
    }
}

#[test]
fn a_name_may_be_written_with_spaces_and_capitals() {
    assert!(page(PersonNow::default(), "Quadratus Lumborum").contains("quadratus lumborum"));
    assert!(page(PersonNow::default(), "r02").starts_with("R02"));
}

#[test]
fn an_unknown_name_has_the_nearest_one_as_a_hint() {
    let failure = unknown(&KNOWLEDGE, "sadle numbness");
    assert_eq!(
        failure.to_string(),
        "error: there is nothing with the name `sadle numbness`\n\nhint: did you mean `saddle_numbness`?"
    );
    assert_eq!(failure.exit_code(), 2);
}
