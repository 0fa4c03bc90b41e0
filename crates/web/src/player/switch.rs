//! The switches of the player: voice, bell, vibration, flash, and the time between parts.

use crate::page::see_other;
use crate::{Fields, Look, PageError, Site};
use axum::extract::State;
use axum::response::Response;
use domain::entry::{Event, SettingChanged};
use maud::{Markup, html};

/// A switch, with its values in the order of the page.
#[derive(Debug)]
pub(crate) struct Switch {
    /// Its name in forms.
    pub(crate) name: &'static str,
    /// The setting that the journal keeps.
    pub(crate) setting: &'static str,
    pub(crate) title: &'static str,
    /// The value that it begins with.
    begins: &'static str,
    /// Value and words.
    pub(crate) values: &'static [(&'static str, &'static str)],
}

/// The values of a switch that is on or off.
const ON_OFF: &[(&str, &str)] = &[("on", "On"), ("off", "Off")];

/// Sessions that begin with all of the speech; later ones begin with little (`reference`: experience, part 5.7).
const FULL_SPEECH_SESSIONS: usize = 2;

impl Switch {
    pub(crate) const VOICE: Self = Self {
        name: "voice",
        setting: "player_voice",
        title: "Voice",
        begins: "full",
        values: &[("full", "All of it"), ("brief", "Brief"), ("off", "Off")],
    };
    pub(crate) const BELL: Self =
        Self { name: "bell", setting: "player_bell", title: "Bell", begins: "on", values: ON_OFF };
    pub(crate) const VIBRATION: Self = Self {
        name: "vibration",
        setting: "player_vibration",
        title: "Vibration",
        begins: "on",
        values: ON_OFF,
    };
    pub(crate) const FLASH: Self =
        Self { name: "flash", setting: "player_flash", title: "Flash", begins: "off", values: ON_OFF };
    pub(crate) const REST: Self = Self {
        name: "rest",
        setting: "player_rest",
        title: "Time between parts",
        begins: "10",
        values: &[("0", "None"), ("10", "10 seconds"), ("20", "20 seconds")],
    };
    /// Space pauses, the arrows move. Some people press keys without meaning to.
    pub(crate) const KEYS: Self = Self {
        name: "keys",
        setting: "player_keys",
        title: "Space and arrow keys",
        begins: "on",
        values: ON_OFF,
    };
    pub(crate) const ALL: [Self; 6] =
        [Self::VOICE, Self::BELL, Self::VIBRATION, Self::FLASH, Self::REST, Self::KEYS];

    /// Where it stands for this person.
    pub(crate) fn now(&self, look: &Look) -> &'static str {
        let kept = look.setting(self.setting);
        let mut values = self.values.iter().map(|(value, _)| *value);
        let usual = match self.name {
            "voice" if look.person.sessions.len() >= FULL_SPEECH_SESSIONS => "brief",
            _ => self.begins,
        };
        values.find(|value| Some(*value) == kept).unwrap_or(usual)
    }

    fn markup(&self, look: &Look) -> Markup {
        let now = self.now(look);
        html! {
            fieldset .switch {
                legend { (self.title) }
                @for (value, words) in self.values {
                    label { input type="radio" name=(self.name) value=(value) checked[*value == now]; span { (words) } }
                }
            }
        }
    }
}

/// All of them, in the player.
pub(super) fn form(look: &Look) -> Markup {
    html! {
        form #sounds method="post" action="/sounds" {
            @for switch in &Switch::ALL { (switch.markup(look)) }
            noscript { button { "Keep" } }
        }
    }
}

/// Keeps the switches of the player, as they were changed in place.
pub(super) async fn keep(State(site): State<Site>, fields: Fields) -> Result<Response, PageError> {
    let look = site.look()?;
    let mut events: Vec<Event> = Vec::new();
    for switch in &Switch::ALL {
        let known = |value: &&str| switch.values.iter().any(|(known, _)| known == value);
        let Some(value) = fields.one(switch.name).filter(known) else { continue };
        if look.setting(switch.setting) != Some(value) {
            events.push(SettingChanged { name: switch.setting.to_owned(), value: value.to_owned() }.into());
        }
    }
    if !events.is_empty() {
        site.record(events)?;
    }
    Ok(see_other("/settings"))
}
