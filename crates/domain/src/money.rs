//! Sums of money in words: the person's own figures, in whole units of the currency that they chose.

use crate::entry::PersonNow;
use crate::words::thousands;

/// A currency that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// Its code: ISO 4217.
    pub code: &'static str,
    /// Its name in a list.
    pub name: &'static str,
    /// One of it, as the person says it: in Canada a dollar is a dollar.
    one: &'static str,
    /// More of it.
    many: &'static str,
}

const fn currency(code: &'static str, name: &'static str, one: &'static str, many: &'static str) -> Currency {
    Currency { code, name, one, many }
}

/// Those that can be chosen: first those of the countries that are asked for, then others by name.
pub const CURRENCIES: [Currency; 20] = [
    currency("EUR", "Euro", "euro", "euros"),
    currency("GBP", "British pound", "pound", "pounds"),
    currency("USD", "US dollar", "dollar", "dollars"),
    currency("CAD", "Canadian dollar", "dollar", "dollars"),
    currency("AUD", "Australian dollar", "dollar", "dollars"),
    currency("NZD", "New Zealand dollar", "dollar", "dollars"),
    currency("BRL", "Brazilian real", "real", "reais"),
    currency("CZK", "Czech koruna", "koruna", "korunas"),
    currency("DKK", "Danish krone", "krone", "kroner"),
    currency("HUF", "Hungarian forint", "forint", "forints"),
    currency("INR", "Indian rupee", "rupee", "rupees"),
    currency("JPY", "Japanese yen", "yen", "yen"),
    currency("MXN", "Mexican peso", "peso", "pesos"),
    currency("NOK", "Norwegian krone", "krone", "kroner"),
    currency("PLN", "Polish zloty", "zloty", "zlotys"),
    currency("RON", "Romanian leu", "leu", "lei"),
    currency("SGD", "Singapore dollar", "dollar", "dollars"),
    currency("ZAR", "South African rand", "rand", "rand"),
    currency("SEK", "Swedish krona", "krona", "kronor"),
    currency("CHF", "Swiss franc", "franc", "francs"),
];

/// Countries and their currencies. Of the European Union we know no more, and most of its people have the euro.
const USUAL: [(&str, &str); 7] =
    [("GB", "GBP"), ("IE", "EUR"), ("US", "USD"), ("CA", "CAD"), ("AU", "AUD"), ("NZ", "NZD"), ("EU", "EUR")];

/// What sums are in: a currency, or "your money" where none is known.
///
/// ```
/// use domain::money::Money;
///
/// assert_eq!(Money::of(None, Some("IE")).say(1390), "1,390 euros");
/// assert_eq!(Money::of(Some("GBP"), Some("IE")).say(1), "1 pound");
/// assert_eq!(Money::of(None, None).say(390), "390 in your money");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Money(Option<&'static Currency>);

impl Money {
    /// The name of the setting that keeps it: a code, or "usual".
    pub const SETTING: &'static str = "currency";

    /// The currency that a person chose, or else that of their country.
    #[must_use]
    pub fn of(setting: Option<&str>, country: Option<&str>) -> Self {
        let usual = || USUAL.iter().find(|(of, _)| Some(*of) == country).map(|(_, code)| *code);
        Self(setting.and_then(Self::find).or_else(|| Self::find(usual()?)))
    }

    /// The currency of a person.
    #[must_use]
    pub fn of_person(person: &PersonNow) -> Self {
        Self::of(person.setting(Self::SETTING), person.country())
    }

    /// Finds a currency by its code.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Currency> {
        CURRENCIES.iter().find(|currency| currency.code == code)
    }

    /// The currency, where it is known.
    #[must_use]
    pub fn currency(self) -> Option<&'static Currency> {
        self.0
    }

    /// A sum in words.
    #[must_use]
    pub fn say(self, sum: u32) -> String {
        let figure = thousands(usize::try_from(sum).unwrap_or(usize::MAX));
        match self.0 {
            Some(currency) => format!("{figure} {}", if sum == 1 { currency.one } else { currency.many }),
            None => format!("{figure} in your money"),
        }
    }

    /// What whole units a figure is asked for in.
    #[must_use]
    pub fn asked(self) -> String {
        match self.0 {
            Some(currency) => format!("In whole {}.", currency.many),
            None => "In your own money, whole units.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_that_is_asked_for_has_a_currency_of_the_list() {
        for (country, code) in USUAL {
            assert_eq!(Money::of(None, Some(country)).currency().unwrap().code, code);
        }
        assert_eq!(Money::of(Some("usual"), Some("other")).currency(), None);
        assert_eq!(Money::of(Some("XXX"), Some("US")).say(2), "2 dollars");
    }
}
