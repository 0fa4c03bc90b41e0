//! A pain drawing by zone number, as it is and mirrored.

use super::model::{Model, Zones, at};
use crate::facts::Drawing;

/// One orientation of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paint {
    /// How much of each painted zone is marked, by zone number.
    pub(super) painted: Vec<(usize, f64)>,
    /// All of it together.
    pub(super) total: f64,
    /// How much of each zone is marked.
    amount: Vec<f64>,
    /// What each zone gets from its most painted neighbour.
    spill: Vec<f64>,
}

impl Paint {
    pub(super) fn new(zones: &Zones, amount: Vec<f64>, smooth: f64) -> Self {
        let painted: Vec<(usize, f64)> =
            amount.iter().copied().enumerate().filter(|(_, amount)| *amount > 0.0).collect();
        let total = painted.iter().map(|(_, amount)| amount).sum();
        let spill = zones.spill(&amount, smooth);
        Self { painted, total, amount, spill }
    }

    /// How much of a zone is marked.
    pub(super) fn amount(&self, zone: usize) -> f64 {
        at(&self.amount, zone)
    }

    /// What a zone gets from its neighbours alone.
    pub(super) fn spill(&self, zone: usize) -> f64 {
        at(&self.spill, zone)
    }

    /// Whether nothing is marked.
    pub(super) fn is_empty(&self) -> bool {
        self.painted.is_empty()
    }
}

/// A drawing as it is, for the right side, and mirrored, for the left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sides {
    pub(super) straight: Paint,
    pub(super) mirrored: Paint,
}

impl Sides {
    /// Zones that are not known are left out; amounts are kept within 0 and 1.
    pub(super) fn new(model: &Model, drawing: &Drawing) -> Self {
        let zones = &model.zones;
        let mut amount = vec![0.0; zones.all.len()];
        for (zone, marked) in drawing {
            if let Some(place) = zones.number(zone).and_then(|number| amount.get_mut(number)) {
                *place = if marked.is_nan() { 0.0 } else { marked.clamp(0.0, 1.0) };
            }
        }
        let smooth = model.scoring.smooth;
        let mirrored = zones.mirror(&amount);
        Self { straight: Paint::new(zones, amount, smooth), mirrored: Paint::new(zones, mirrored, smooth) }
    }
}
