//! `backwise help-now`: the emergency card. It works with no journal, and never makes one.

use crate::failure::Failure;
use crate::show::Words;
use crate::store::Store;
use crate::world::World;
use domain::intake::Applied;
use domain::knowledge::Knowledge;
use domain::knowledge::care::fill;
use domain::triage::RULES_VERSION;
use jiff::civil::Date;
use std::path::Path;

/// Prints the card. A journal that cannot be read is no reason to hold it back.
pub(crate) fn run(
    world: &World,
    data: Option<&Path>,
    today: Option<Date>,
    country: Option<&str>,
) -> Result<(), Failure> {
    let known = || {
        let store = Store::open_if_there(data, today).ok()??;
        let answers = store.person_now().answers;
        let answers = answers.into_iter().map(|(id, recorded)| (id, recorded.event)).collect();
        Applied::from_answers(&world.knowledge, &answers).profile.country
    };
    let country = country.map(str::to_owned).or_else(known);
    print!("{}", card(&world.knowledge, country.as_deref()));
    Ok(())
}

/// The card for a country.
fn card(knowledge: &Knowledge, code: Option<&str>) -> String {
    let care = &knowledge.care;
    let known = code.and_then(|code| care.country(code));
    let contacts = care.contacts(code);
    let words = |text: &str| fill(text, &contacts.emergency, RULES_VERSION).into_owned();
    let card = &care.emergency_card;
    let mut page = Words::default();
    page.heading(&words(&card.heading));
    page.list("", card.signs.iter().map(|text| words(text)));
    page.gap().say(&words(&card.call)).say(&format!("Say: \"{}\"", words(&card.say)));
    page.gap().list("Do:", card.to_do.iter().map(|text| words(text)));
    page.gap().list("Do not:", card.do_not.iter().map(|text| words(text)));
    page.gap().list("Bring:", card.bring.iter().map(|text| words(text)));
    page.heading("Someone to talk to, if you think of ending your life");
    page.list("", contacts.crisis.iter().map(|line| capital(line)));
    if let Some(advice) = contacts.advice {
        page.gap().say(&format!("For advice that cannot wait but is no emergency: {advice}"));
    }
    match (known, code) {
        (Some(country), _) => {
            page.gap().say(&format!("These numbers are for: {}.", country.name));
            page.say("Another country: backwise help-now --country CODE");
        }
        (None, code) => {
            page.heading("Numbers by country");
            if let Some(code) = code {
                page.say(&format!("We have no numbers for \"{code}\"."));
            }
            page.say("Your country is not known here. 112 works in many countries. Else use your local number.");
            page.list(
                "",
                care.countries.iter().map(|country| {
                    format!("{} ({}): {}", country.name, country.code, country.emergency)
                }),
            );
            page.say("To see all numbers of one: backwise help-now --country CODE");
        }
    }
    page.gap().say(&care.disclaimer.review);
    page.finish()
}

fn capital(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::KNOWLEDGE;
    use insta::assert_snapshot;

    #[test]
    fn a_known_country_has_its_numbers() {
        assert_snapshot!(card(&KNOWLEDGE, Some("gb")), @"");
    }

    #[test]
    fn no_country_shows_112_the_local_number_and_the_list() {
        let page = card(&KNOWLEDGE, None);
        assert!(page.starts_with("Call 112 or your local emergency number if you have any of these\n"), "{page}");
        let list = page.split_once("Someone to talk to").unwrap().1;
        assert_snapshot!(list, @"");
    }

    #[test]
    fn a_country_we_do_not_have_says_so_and_still_shows_the_card() {
        let page = card(&KNOWLEDGE, Some("ZZ"));
        assert!(page.contains("We have no numbers for \"ZZ\"."), "{page}");
        assert!(page.contains("Call first."), "{page}");
    }

    #[test]
    fn a_number_that_was_not_looked_up_says_check_this_number() {
        assert!(card(&KNOWLEDGE, Some("AU")).contains("Lifeline: Call 13 11 14. Check this number."));
    }
}
