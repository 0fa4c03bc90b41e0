//! `backwise help-now`: the emergency card. It works with no journal, and never makes one.

use crate::failure::Failure;
use crate::out;
use crate::show::Words;
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
        let store = crate::store::open_if_there(data, today).ok()??;
        let person = store.person_now();
        let answers =
            person.answers.iter().map(|(id, recorded)| (id.clone(), recorded.event.clone())).collect();
        Applied::from_answers(&world.knowledge, &answers).profile.country
    };
    let country = country.map(str::to_owned).or_else(known);
    out::words(&card(&world.knowledge, country.as_deref()))
}

/// The card for a country.
fn card(knowledge: &Knowledge, code: Option<&str>) -> String {
    let care = &knowledge.care;
    let known = code.and_then(|code| care.country(code));
    let contacts = care.contacts(code);
    let words = |text: &str| fill(text, &contacts.emergency, RULES_VERSION).into_owned();
    let shown = &care.emergency_card;
    let mut page = Words::default();
    page.heading(&words(&shown.heading));
    page.list("", shown.signs.iter().map(|text| words(text)));
    page.gap().say(&words(&shown.call)).say(&format!("Say: \"{}\"", words(&shown.say)));
    page.gap().list("Do:", shown.to_do.iter().map(|text| words(text)));
    page.gap().list("Do not:", shown.do_not.iter().map(|text| words(text)));
    page.gap().list("Bring:", shown.bring.iter().map(|text| words(text)));
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
            page.say(
                "Your country is not known here. 112 works in many countries. Else use your local number.",
            );
            page.list(
                "",
                care.countries
                    .iter()
                    .map(|country| format!("{} ({}): {}", country.name, country.code, country.emergency)),
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
        assert_snapshot!(card(&KNOWLEDGE, Some("gb")), @r#"
        Call 999 if you have any of these
        ---------------------------------
        - Numb or tingly between your legs, around your bottom or private parts.
        - You cannot pee, you leak, or you cannot feel it.
        - You cannot hold your poo, or cannot feel it.
        - Both legs have new pain, tingling, numbness or weakness.
        - A leg gives way, or gets weaker by the hour or day.
        - Pain, pressure or tightness in your chest, jaw or arm.
        - New short breath, or coughing up blood.
        - You faint, or turn cold, pale and sweaty.
        - Pain that hits within seconds, tearing or the worst ever.
        - Strong belly pain, or a beating feeling in your belly.
        - A stiff neck with fever, confusion, or slurred speech.
        - A big fall, a crash or a hard blow.
        - After neck work: a sudden bad headache, double vision or dizziness.
        - You plan to end your life, or cannot keep yourself safe.

        Call 999. If you cannot speak, hand the phone to someone.
        Say: "I have back pain, and something new: (name the sign). It began (say
        when)."

        Do:
        - Call first. Then sit or lie in the position that hurts least.
        - Ask someone to stay with you.
        - Unlock the door, and keep your phone near.
        - Note when the sign began.

        Do not:
        - Do not drive yourself.
        - Do not rub, press, heat or stretch your back or legs.
        - Do not eat or drink until a clinician says you can.
        - Do not take extra medicine while you wait.
        - Do not wait to see if it passes.

        Bring:
        - A list of your medicines, or the boxes.
        - The page with your answers.
        - The names of your illnesses, operations and allergies.
        - Your phone, glasses and hearing aids.

        Someone to talk to, if you think of ending your life
        ----------------------------------------------------
        - Samaritans: Call 116 123.
        - NHS 111, mental health: Call 111 and choose the mental health option. Check
          this number.
        - Shout: Text SHOUT to 85258. Check this number.

        For advice that cannot wait but is no emergency: NHS 111: Call 111.

        These numbers are for: United Kingdom.
        Another country: backwise help-now --country CODE

        No clinician has reviewed these rules yet.
        "#);
    }

    #[test]
    fn no_country_shows_112_the_local_number_and_the_list() {
        let page = card(&KNOWLEDGE, None);
        assert!(
            page.starts_with("Call 112 or your local emergency number if you have any of these\n"),
            "{page}"
        );
        let list = page.split_once("Someone to talk to").unwrap().1;
        assert_snapshot!(list, @r"
        , if you think of ending your life
        ----------------------------------------------------
        - A crisis line in your country

        Numbers by country
        ------------------
        Your country is not known here. 112 works in many countries. Else use your local
        number.
        - United Kingdom (GB): 999
        - Ireland (IE): 112
        - Another country of the European Union (EU): 112
        - United States (US): 911
        - Canada (CA): 911
        - Australia (AU): 000
        - New Zealand (NZ): 111
        To see all numbers of one: backwise help-now --country CODE

        No clinician has reviewed these rules yet.
        ");
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
