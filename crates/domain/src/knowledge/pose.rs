//! The picture of each technique.

use crate::ids::TechniqueId;
use crate::knowledge::body::Side;
use serde::Deserialize;

/// The picture of a technique.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pose {
    /// The technique.
    pub technique: TechniqueId,
    /// The name of the drawing, without its ending.
    pub pose: String,
    /// The picture in words.
    pub alt: String,
    /// Whether the drawing shows the right side at work, so that it is mirrored for the left.
    pub mirrored: bool,
}

impl Pose {
    /// Whether to mirror the drawing for a side.
    ///
    /// ```
    /// use domain::knowledge::Knowledge;
    /// use domain::knowledge::body::Side;
    ///
    /// let knowledge = Knowledge::bundled().unwrap();
    /// let cane = &knowledge.poses["sm_es_cane"];
    /// assert!(cane.is_mirrored_for(Side::Left) && !cane.is_mirrored_for(Side::Right));
    /// ```
    #[must_use]
    pub fn is_mirrored_for(&self, side: Side) -> bool {
        self.mirrored && side == Side::Left
    }
}
