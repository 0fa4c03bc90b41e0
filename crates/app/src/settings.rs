//! `backwise settings`: the currency, the units, the paper and a neutral name.

use crate::cli;
use crate::failure::Failure;
use crate::files::pages;
use crate::out;
use crate::show::Words;
use crate::store::{self, Store};
use domain::entry::{Event, PersonNow, SettingChanged};
use domain::money::{CURRENCIES, Money};
use domain::units::Units;
use domain::{nearest, neutral};
use exchange::paper::Paper;
use std::path::Path;

/// What follows the country.
const USUAL: &str = "usual";

/// Keeps what was given, and shows how it stands.
pub(crate) fn run(store: &mut Store, args: &cli::Settings) -> Result<(), Failure> {
    let currency = args.currency.as_deref().map(currency).transpose()?;
    let given = [
        (Money::SETTING, currency),
        (Units::SETTING, args.units.clone()),
        (Paper::SETTING, args.paper.clone()),
        (neutral::SETTING, args.neutral_name.clone()),
    ];
    let changed = given.into_iter().filter_map(|(name, value)| {
        Some(Event::from(SettingChanged { name: name.to_owned(), value: value? }))
    });
    let changed: Vec<Event> = changed.collect();
    let is_new = !changed.is_empty();
    store.record_all(changed, store.today())?;
    out::words(&page(&store.person_now(), is_new))
}

/// `backwise settings lock off`: whoever forgot the PIN of the pages gets in again. The journal stays as it is.
pub(crate) fn take_lock_off(data: Option<&Path>) -> Result<(), Failure> {
    let folder = store::folder(data)?;
    let was_on = pages::take_off(&folder).map_err(|error| {
        Failure::person(format!("the lock in `{}` cannot be taken off: {error}", folder.display()))
            .hint("see who may write in this folder")
    })?;
    out::words(if was_on {
        "The lock is off: the pages open without a PIN.\n"
    } else {
        "There was no lock on the pages.\n"
    })
}

/// The code of a currency, however it was typed.
fn currency(given: &str) -> Result<String, Failure> {
    let code = given.trim().to_uppercase();
    if given.trim().eq_ignore_ascii_case(USUAL) {
        return Ok(USUAL.to_owned());
    }
    if Money::find(&code).is_some() {
        return Ok(code);
    }
    let failure = Failure::usage(format!("there is no currency `{given}` in the list; nothing was recorded"));
    let codes: Vec<&str> = CURRENCIES.iter().map(|currency| currency.code).collect();
    Err(match nearest(&code, codes.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint(format!("give one of {}, or {USUAL}", codes.join(", "))),
    })
}

fn page(person: &PersonNow, is_new: bool) -> String {
    let mut page = Words::default();
    if is_new {
        page.say("Recorded. Take it back: backwise undo").gap();
    }
    let currency = match Money::of_person(person).currency() {
        Some(currency) => format!("{} ({})", currency.name, currency.code),
        None => "not set: sums are \"in your money\"".to_owned(),
    };
    let units = match Units::of_person(person) {
        Units::Metric => "centimetres, kilograms, °C",
        Units::Us => "inches, pounds, °F",
    };
    let paper = match Paper::of(person.setting(Paper::SETTING), person.country()) {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    };
    for (name, now, setting) in [
        ("Currency", currency.as_str(), Money::SETTING),
        ("Units", units, Units::SETTING),
        ("Paper", paper, Paper::SETTING),
    ] {
        let chosen = person.setting(setting).is_some_and(|value| value != USUAL);
        let why = if chosen || person.country().is_none() { "" } else { ", as usual in your country" };
        page.line(&format!("{name:<10}{now}{why}"));
    }
    page.line(&format!("{:<10}{}", "Name", neutral::name_for(person)));
    page.gap().say("Change one: backwise settings --currency EUR --units metric --paper a4");
    page.say("A name that tells nobody what it is for: backwise settings --neutral-name on");
    page.say("Your country: backwise ask --change country");
    page.say("Text size, light or dark, sounds, a PIN and more are on the page of settings: backwise serve");
    page.say("If you forget the PIN: backwise settings lock off");
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Diary;
    use domain::intake::Answer;
    use insta::assert_snapshot;
    use jiff::civil::{Date, date};

    const DAY: Date = date(2026, 3, 20);

    #[test]
    fn what_nobody_chose_follows_the_country() {
        assert_snapshot!(page(&Diary::default().person(), false), @r#"
        Currency  not set: sums are "in your money"
        Units     centimetres, kilograms, °C
        Paper     A4
        Name      Backwise

        Change one: backwise settings --currency EUR --units metric --paper a4
        A name that tells nobody what it is for: backwise settings --neutral-name on
        Your country: backwise ask --change country
        Text size, light or dark, sounds, a PIN and more are on the page of settings:
        backwise serve
        If you forget the PIN: backwise settings lock off
        "#);
        let there = Diary::default().answer(DAY, "country", Answer::options(["US"]));
        let chosen = SettingChanged { name: Money::SETTING.to_owned(), value: "CAD".to_owned() };
        let hidden = SettingChanged { name: neutral::SETTING.to_owned(), value: "on".to_owned() };
        let said = page(&there.on(DAY, chosen).on(DAY, hidden).person(), true);
        let lines: Vec<&str> = said.lines().take(6).collect();
        assert_eq!(
            lines,
            [
                "Recorded. Take it back: backwise undo",
                "",
                "Currency  Canadian dollar (CAD)",
                "Units     inches, pounds, °F, as usual in your country",
                "Paper     Letter, as usual in your country",
                "Name      Diary",
            ]
        );
    }

    #[test]
    fn a_currency_is_one_of_the_list() {
        assert_eq!(currency("eur").unwrap(), "EUR");
        assert_eq!(currency("Usual").unwrap(), "usual");
        assert_snapshot!(currency("EURO").unwrap_err().to_string(), @r"
        error: there is no currency `EURO` in the list; nothing was recorded

        hint: did you mean `EUR`?
        ");
    }
}
