//! A name that tells nobody who sees the screen what the program is for, where the person wants one.

use crate::entry::PersonNow;

/// The name of the setting that keeps it: "on" or "off".
pub const SETTING: &str = "neutral_name";
/// What the program is called then.
pub const NAME: &str = "Diary";

/// Whether the person wants it.
#[must_use]
pub fn is_on(person: &PersonNow) -> bool {
    person.setting(SETTING) == Some("on")
}

/// What the program calls itself to this person.
///
/// ```
/// use domain::entry::PersonNow;
///
/// assert_eq!(domain::neutral::name_for(&PersonNow::default()), "Backwise");
/// ```
#[must_use]
pub fn name_for(person: &PersonNow) -> &'static str {
    if is_on(person) { NAME } else { "Backwise" }
}
