//! What is said and done at each level of care: levels, numbers to call, and what the program is (`knowledge/care.toml`).

pub mod follow_up;
pub mod mood;
pub mod session;

use super::source::Certainty;
use crate::ids::SourceId;
use crate::level::Level;
use follow_up::{Baseline, FollowUp, RescreenExpiry, RescreenRule};
use mood::{Crisis, YellowFlag};
use serde::Deserialize;
use session::{AfterSession, FlareMode, Limit, Pressure, PressureFor, SessionStop};
use std::borrow::Cow;

/// All of `knowledge/care.toml`.
///
/// ```
/// use domain::knowledge::Knowledge;
/// use domain::knowledge::care::fill;
/// use domain::level::Level;
///
/// let care = Knowledge::bundled().unwrap().care;
/// let heading = &care.level(Level::Emergency).unwrap().heading;
/// assert_eq!(fill(heading, &care.emergency_number(Some("GB")), ""), "Call 999 now");
/// assert_eq!(fill(heading, &care.emergency_number(None), ""), "Call 112 or your local emergency number now");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Care {
    /// What is said at each level.
    pub levels: Vec<LevelWords>,
    /// Shown on every result.
    pub safety_net: SafetyNet,
    /// Numbers to call, by country.
    pub countries: Vec<Country>,
    /// What is shown when the country is not known.
    pub unknown_country: UnknownCountry,
    /// The card behind "When to get medical help".
    pub emergency_card: EmergencyCard,
    /// Signs that end a session, as the person notices them.
    pub stop_signs: Vec<SessionStop>,
    /// What is expected after a session, and what is not.
    pub after_session: Vec<AfterSession>,
    /// Limits of heat, roller, ball, hands, massage gun and helper.
    pub limits: Vec<Limit>,
    /// How strong the pressing pain may be.
    pub pressures: Vec<Pressure>,
    /// What a change is measured against.
    pub baseline: Baseline,
    /// What follows from the diary.
    pub follow_ups: Vec<FollowUp>,
    /// What is asked again, and when.
    pub rescreens: Vec<RescreenRule>,
    /// How long an answer counts.
    pub rescreen_expiry: RescreenExpiry,
    /// Mood, work and beliefs.
    pub yellow_flags: Vec<YellowFlag>,
    /// Thoughts of suicide.
    pub crisis: Crisis,
    /// "I have been checked".
    pub checked: Checked,
    /// Flare mode.
    pub flare: FlareMode,
    /// What the program is, and is not.
    pub disclaimer: Disclaimer,
}

impl Care {
    /// What is said at a level; the check shows that every level has its words.
    #[must_use]
    pub fn level(&self, level: Level) -> Option<&LevelWords> {
        self.levels.iter().find(|words| words.id == level)
    }

    /// The country with this code, in any case; a member of the European Union without a row of its own shares one.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        let same = |other: &str| other.eq_ignore_ascii_case(code);
        let own = self.countries.iter().find(|country| same(&country.code));
        own.or_else(|| self.countries.iter().find(|country| country.covers.iter().any(|other| same(other))))
    }

    /// Whom to call in a country; for an unknown country the number that works in most, with the doubt said.
    #[must_use]
    pub fn contacts(&self, code: Option<&str>) -> Contacts {
        let Some(country) = code.and_then(|code| self.country(code)) else {
            return Contacts {
                emergency: self.emergency_number(None),
                advice: None,
                crisis: vec![self.unknown_country.crisis_words.clone()],
            };
        };
        let words = |line: &CareLine| {
            let check = if line.confirmed { "" } else { &self.unknown_country.check_words };
            format!("{}: {}. {check}", line.name, line.reach).trim_end().to_owned()
        };
        Contacts {
            emergency: country.emergency.clone(),
            advice: country.advice.as_ref().map(words),
            crisis: country.crisis.iter().map(words).collect(),
        }
    }

    /// What `{number}` stands for.
    #[must_use]
    pub fn emergency_number(&self, code: Option<&str>) -> String {
        match code.and_then(|code| self.country(code)) {
            Some(country) => country.emergency.clone(),
            None => format!("{} or {}", self.unknown_country.emergency, self.unknown_country.words),
        }
    }

    /// How strong the pressing pain may be, for whom.
    #[must_use]
    pub fn pressure(&self, who: PressureFor) -> Option<&Pressure> {
        self.pressures.iter().find(|pressure| pressure.who == who)
    }
}

/// Puts the emergency number and the version of the rules in place of `{number}` and `{version}`.
///
/// ```
/// use domain::knowledge::care::fill;
///
/// assert_eq!(fill("Stop. Call {number} now.", "999", "3"), "Stop. Call 999 now.");
/// ```
#[must_use]
pub fn fill<'a>(words: &'a str, number: &str, version: &str) -> Cow<'a, str> {
    if words.contains('{') {
        words.replace("{number}", number).replace("{version}", version).into()
    } else {
        words.into()
    }
}

/// Whom to call, in words that are ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// The emergency number.
    pub emergency: String,
    /// A line for advice that is not an emergency.
    pub advice: Option<String>,
    /// Crisis lines.
    pub crisis: Vec<String>,
}

/// What is said at a level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWords {
    /// The level.
    pub id: Level,
    /// Its place, 4 for an emergency to 0.
    pub rank: u8,
    /// The first line.
    pub heading: String,
    /// What to do first.
    pub action: String,
    /// Why.
    pub why: String,
    /// The longest wait, in words.
    pub act_within: String,
    /// The longest wait where it is urgent.
    #[serde(default)]
    pub act_within_urgent: String,
    /// What the program still offers.
    pub offers: Vec<String>,
    /// What it does not offer.
    pub not_offered: Vec<String>,
    /// How it goes on.
    pub after: String,
    /// The result in one breath, for the two levels that need help today.
    #[serde(default)]
    pub read_aloud: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Signs that need help at once, shown on every result.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyNet {
    /// The line over the signs.
    pub intro: String,
    /// The signs.
    pub signs: Vec<String>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A country with its numbers to call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Its code of two letters.
    pub code: String,
    /// Codes of further countries that share the row.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Its name.
    pub name: String,
    /// The emergency number.
    pub emergency: String,
    /// A line for advice that is not an emergency.
    #[serde(default)]
    pub advice: Option<CareLine>,
    /// Crisis lines.
    pub crisis: Vec<CareLine>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// A line to call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareLine {
    /// Its name.
    pub name: String,
    /// How to reach it.
    pub reach: String,
    /// Whether the number was looked up; if not, the person is told to check it.
    pub confirmed: bool,
}

/// What is shown when the country is not known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnknownCountry {
    /// The number that works in most countries.
    pub emergency: String,
    /// What is said beside it.
    pub words: String,
    /// What is said in place of a crisis line.
    pub crisis_words: String,
    /// What is said beside a number that was not looked up.
    pub check_words: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The card behind "When to get medical help".
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyCard {
    /// The first line.
    pub heading: String,
    /// Whom to call.
    pub call: String,
    /// What to say.
    pub say: String,
    /// What to do.
    #[serde(rename = "do")]
    pub to_do: Vec<String>,
    /// What not to do.
    pub do_not: Vec<String>,
    /// What to bring.
    pub bring: Vec<String>,
    /// The signs.
    pub signs: Vec<String>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// "I have been checked": the way back in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// The first line.
    pub heading: String,
    /// What happens.
    pub lead: String,
    /// What is written down.
    pub record: Vec<String>,
    /// Who must have checked after an emergency sign.
    pub emergency_rule: String,
    /// What changes by it.
    pub what_changes: Vec<String>,
    /// What to do when nobody has checked yet.
    pub not_yet: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What the program is, and is not.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclaimer {
    /// The first line.
    pub heading: String,
    /// What it is.
    pub is: Vec<String>,
    /// What it is not.
    pub is_not: Vec<String>,
    /// Who has reviewed the rules.
    pub review: String,
    /// The version of the rules; holds `{version}`.
    pub version: String,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn a_country_of_the_european_union_has_the_shared_number() {
        let care = Knowledge::bundled().unwrap().care;
        assert_eq!(care.emergency_number(Some("de")), "112");
        assert_eq!(care.country("IE").unwrap().name, "Ireland");
        assert_eq!(care.country("ZZ"), None);
    }

    #[test]
    fn a_number_that_was_not_looked_up_says_so() {
        let care = Knowledge::bundled().unwrap().care;
        assert_eq!(care.contacts(Some("AU")).crisis, ["Lifeline: Call 13 11 14. Check this number."]);
        assert_eq!(care.contacts(Some("IE")).crisis, ["Samaritans: Call 116 123."]);
        assert_eq!(care.contacts(Some("nowhere")).emergency, "112 or your local emergency number");
        assert_eq!(care.contacts(None).crisis, ["a crisis line in your country"]);
    }
}
