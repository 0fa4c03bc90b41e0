//! The switches of the player: voice, bell, vibration, flash, and the time between parts.

use crate::page::see_other;
use crate::{Fields, Look, PageError, Site};
use axum::extract::State;
use axum::response::Response;
use domain::entry::{Event, SettingChanged};
use maud::{Markup, html};

/// A switch, with its values; the first is how it begins.
#[derive(Debug)]
pub(crate) struct Switch {
    /// Its name in forms.
    pub(crate) name: &'static str,
    /// The setting that the journal keeps.
    pub(crate) setting: &'static str,
    pub(crate) title: &'static str,
    /// Value and words.
    pub(crate) values: &'static [(&'static str, &'static str)],
}

/// Sessions that begin with all of the speech; later ones begin with little (`reference`: experience, part 5.7).
const FULL_SPEECH_SESSIONS: usize = 2;

impl Switch {
    pub(crate) const VOICE: Self = Self {
        name: "voice",
        setting: "player_voice",
        title: "Voice",
        values: &[("full", "All of it"), ("brief", "Brief"), ("off", "Off")],
    };
    pub(crate) const BELL: Self =
        Self { name: "bell", setting: "player_bell", title: "Bell", values: &[("on", "On"), ("off", "Off")] };
    pub(crate) const VIBRATION: Self = Self {
        name: "vibration",
        setting: "player_vibration",
        title: "Vibration",
        values: &[("on", "On"), ("off", "Off")],
    };
    pub(crate) const FLASH: Self = Self {
        name: "flash",
        setting: "player_flash",
        title: "Flash",
        values: &[("off", "Off"), ("on", "On")],
    };
    pub(crate) const REST: Self = Self {
        name: "rest",
        setting: "player_rest",
        title: "Time between parts",
        values: &[("10", "10 seconds"), ("0", "None"), ("20", "20 seconds")],
    };
    pub(crate) const ALL: [Self; 5] = [Self::VOICE, Self::BELL, Self::VIBRATION, Self::FLASH, Self::REST];

    /// Where it stands for this person.
    pub(crate) fn now(&self, look: &Look) -> &'static str {
        let kept = look.setting(self.setting);
        let mut values = self.values.iter().map(|(value, _)| *value);
        let usual = match self.name {
            "voice" if look.person.sessions.len() >= FULL_SPEECH_SESSIONS => "brief",
            _ => self.values.first().map_or("off", |(value, _)| *value),
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
