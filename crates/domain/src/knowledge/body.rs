//! The body figure: zones with their outlines, and the same zones as a list.

use super::safety::Region;
use crate::ids::{Key, ZoneId};
use serde::{Deserialize, Serialize};

/// A named area of the body figure. Ids always name the person's own side.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// The zone's id: `_l` left, `_r` right, no ending for the middle.
    pub id: ZoneId,
    /// The id without its side.
    pub base: String,
    /// The plain name.
    pub name: String,
    /// On which view it is drawn.
    pub view: View,
    /// The person's side.
    pub side: Side,
    /// The levels of the spine it lies beside, for clinicians.
    pub levels: String,
    /// How to find it, for clinicians.
    pub landmarks: String,
    /// Outline on the figure, 100 wide and 200 high, x from -50 to 50.
    pub polygon: Vec<[f64; 2]>,
    /// Zones that share a border.
    pub neighbours: Vec<ZoneId>,
    /// Facts that marking this zone sets.
    #[serde(default)]
    pub regions: Vec<Key>,
    /// Whether it is a strip over the bones of the spine.
    #[serde(default)]
    pub midline: bool,
    /// The coarse place it lies in.
    pub body: Region,
}

/// A view of the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// From behind.
    Back,
    /// From the front.
    Front,
}

/// A side of the body, always the person's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The left.
    Left,
    /// The right.
    Right,
    /// Both sides.
    Both,
    /// The middle, or no side.
    #[serde(alias = "middle", alias = "midline", alias = "centre")]
    None,
}

impl Side {
    /// The other side; `Both` and `None` stay.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            other => other,
        }
    }

    /// The word used in files and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
            Self::None => "none",
        }
    }
}

/// One row of the list of zones, from top to bottom.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneRow {
    /// The row's id.
    pub id: String,
    /// On which view its zones are drawn.
    pub view: View,
    /// The row's heading.
    pub title: String,
    /// How to find it on oneself.
    pub hint: String,
    /// Zones on the left.
    pub left: Vec<ZoneWords>,
    /// Zones in the middle.
    pub middle: Vec<ZoneWords>,
    /// Zones on the right.
    pub right: Vec<ZoneWords>,
}

impl ZoneRow {
    /// All zones of the row: left, middle, right.
    pub fn zones(&self) -> impl Iterator<Item = &ZoneWords> {
        self.left.iter().chain(&self.middle).chain(&self.right)
    }
}

/// A zone with the words beside its box.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneWords {
    /// The zone.
    pub zone: ZoneId,
    /// The words.
    pub words: String,
}
