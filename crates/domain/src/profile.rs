//! What a plan has to fit: the person's time, things, help, money and wishes.

use crate::ids::ZoneId;
use crate::knowledge::technique::{Equipment, Feel, Kind, Phase};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The frame of a plan. Every field may be unknown; [`Profile::default`] is a person who said nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Age in whole years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Sex, where the person gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Active minutes a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_per_day: Option<u16>,
    /// Days a week, 1 to 7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_per_week: Option<u8>,
    /// What is at hand, beyond what nearly every home has.
    pub equipment: BTreeSet<Equipment>,
    /// Whether someone can help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helper: Option<bool>,
    /// Whether the person can go to a massage therapist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub massage_access: Option<MassageAccess>,
    /// How a massage should feel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feel: Option<FeelWish>,
    /// Most money for the whole trial of massage, in whole units of the person's own currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<u32>,
    /// What one visit costs, in the same units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<u32>,
    /// Kinds of technique the person likes.
    pub likes: BTreeSet<Kind>,
    /// Kinds of technique the person does not want.
    pub dislikes: BTreeSet<Kind>,
    /// What the back shall allow again, in the person's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// The phase, where it is given rather than worked out from how long the pain has lasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Pain now, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pain_now: Option<u8>,
    /// Hours of sleep a night.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sleep_hours: Option<u8>,
    /// Stress, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stress_score: Option<u8>,
    /// Hours of sitting a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sitting_hours: Option<u8>,
    /// The marked place that bothers most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst_zone: Option<ZoneId>,
    /// How many weeks the plan lasts: 4, 6 or 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u8>,
    /// Country code, for emergency numbers and prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Sex, asked because some conditions are commoner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another answer, or none.
    Other,
}

/// Whether the person can go to a massage therapist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MassageAccess {
    /// Can go.
    CanGo,
    /// Cannot go.
    Cannot,
    /// Already has a therapist.
    HasTherapist,
}

/// How a massage should feel, or no wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeelWish {
    /// Calm and light.
    CalmLight,
    /// Firm and slow.
    FirmSlow,
    /// Firm on some points.
    FirmPoints,
    /// Clothed, with stretching.
    ClothedStretch,
    /// No wish.
    NoPreference,
}

impl FeelWish {
    /// The feel to look for, if there is a wish.
    #[must_use]
    pub fn feel(self) -> Option<Feel> {
        match self {
            Self::CalmLight => Some(Feel::CalmLight),
            Self::FirmSlow => Some(Feel::FirmSlow),
            Self::FirmPoints => Some(Feel::FirmPoints),
            Self::ClothedStretch => Some(Feel::ClothedStretch),
            Self::NoPreference => None,
        }
    }
}
