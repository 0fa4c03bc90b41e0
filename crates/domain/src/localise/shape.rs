//! Where a pain is felt, and how much of a drawing that explains (muscles reference, 4.2).

use super::model::{Zones, at};
use super::paint::Paint;
use super::pattern::{Fit, SAME};
use crate::knowledge::body::Side;
use crate::knowledge::muscle::Scoring;

/// Where pain is felt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// Weight of each zone by number, softened: a zone beside a strong one counts a little.
    weights: Vec<f64>,
    /// The main area: zone and weight as written.
    main: Vec<(usize, f64)>,
    /// All weights of the main area together.
    main_total: f64,
    /// Bits lost for taking it.
    penalty: f64,
}

/// Sums over some of the paint.
#[derive(Debug, Clone, Copy)]
struct Sums {
    /// Paint.
    paint: f64,
    /// Paint times weight.
    explained: f64,
    /// Main area times what of it is painted.
    reached: f64,
}

/// Paint on a main zone, which may be left out.
#[derive(Debug, Clone, Copy)]
struct MainPaint {
    paint: f64,
    explained: f64,
    /// With the paint and without it.
    reached: [f64; 2],
    weight: f64,
}

impl Shape {
    pub(super) fn new(zones: &Zones, scoring: &Scoring, weights: &[f64], penalty: f64) -> Self {
        let main: Vec<(usize, f64)> = weights
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, weight)| *weight >= scoring.main_zone_from - SAME)
            .collect();
        let main_total = main.iter().map(|(_, weight)| weight).sum();
        let spill = zones.spill(weights, scoring.smooth);
        let weights = weights.iter().zip(&spill).map(|(own, spill)| own.max(*spill)).collect();
        Self { weights, main, main_total, penalty }
    }

    /// The softened weight of a zone.
    pub(super) fn weight(&self, zone: usize) -> f64 {
        at(&self.weights, zone)
    }

    /// How well a drawing fits.
    ///
    /// The share explained and the share reached are those of the whole drawing. The bits are the best over all
    /// sub-drawings that leave out paint on main zones of this pattern, so that more paint there never lowers them.
    pub(super) fn fit(&self, paint: &Paint, scoring: &Scoring, side: Side) -> Fit {
        if paint.is_empty() {
            return Fit {
                side,
                explained: 0.0,
                most_explained: 0.0,
                reached: 0.0,
                raw: 0.0,
                bits: 0.0 - self.penalty,
            };
        }
        let whole = self.whole(paint);
        let explained = whole.explained / whole.paint;
        let reached = if self.main_total > 0.0 { whole.reached / self.main_total } else { 0.0 };
        let raw = self.bits(whole, scoring).max(self.best_sub_drawing(paint, scoring));
        let bits = raw.clamp(scoring.zone_min, scoring.zone_max) - self.penalty;
        Fit { side, explained, most_explained: explained, reached, raw, bits }
    }

    fn whole(&self, paint: &Paint) -> Sums {
        let explained = paint.painted.iter().map(|(zone, amount)| amount * self.weight(*zone)).sum();
        let reached =
            self.main.iter().map(|(zone, weight)| weight * paint.amount(*zone).max(paint.spill(*zone))).sum();
        Sums { paint: paint.total, explained, reached }
    }

    /// `8 * explained + 3 * reached - 5`; nothing for no paint.
    fn bits(&self, sums: Sums, scoring: &Scoring) -> f64 {
        if sums.paint <= 0.0 {
            return 0.0;
        }
        let reached = if self.main_total > 0.0 { sums.reached / self.main_total } else { 0.0 };
        scoring.zone_explained * (sums.explained / sums.paint)
            + scoring.zone_reached * reached
            + scoring.zone_offset
    }

    /// The most bits that leaving out some main zones can give.
    ///
    /// Bits are convex in the paint of a main zone wherever they fall with it, so leaving out all of a zone's paint or
    /// none is best. Zones that weigh at least as much as any share that could be explained are never left out. That
    /// leaves few zones, and all their subsets are tried. What a neighbour gets from a zone stays when its paint is
    /// left out: pain close by is still pain close by.
    fn best_sub_drawing(&self, paint: &Paint, scoring: &Scoring) -> f64 {
        let mut main: Vec<MainPaint> = Vec::with_capacity(self.main.len());
        let mut kept = Sums { paint: 0.0, explained: 0.0, reached: 0.0 };
        for (zone, weight) in &self.main {
            let (amount, spill) = (paint.amount(*zone), paint.spill(*zone));
            if amount > 0.0 {
                let softened = self.weight(*zone);
                main.push(MainPaint {
                    paint: amount,
                    explained: amount * softened,
                    reached: [weight * amount.max(spill), weight * spill],
                    weight: softened,
                });
            } else {
                kept.reached += weight * spill;
            }
        }
        for (zone, amount) in &paint.painted {
            if !self.main.iter().any(|(main, _)| main == zone) {
                kept.paint += amount;
                kept.explained += amount * self.weight(*zone);
            }
        }
        let nothing_left = if kept.paint <= 0.0 && !main.is_empty() { 0.0 } else { f64::MIN };
        let most = most_explained(kept, &main);
        let (optional, fixed): (Vec<_>, Vec<_>) = main.into_iter().partition(|zone| zone.weight < most);
        for zone in fixed {
            kept = kept.with(zone);
        }
        self.best_subset(kept, &optional, scoring).max(nothing_left)
    }

    fn best_subset(&self, kept: Sums, optional: &[MainPaint], scoring: &Scoring) -> f64 {
        match optional.split_first() {
            None => self.bits(kept, scoring),
            Some((zone, rest)) => self.best_subset(kept.with(*zone), rest, scoring).max(self.best_subset(
                kept.without(*zone),
                rest,
                scoring,
            )),
        }
    }
}

/// The largest share that can be explained by leaving out main zones: the heaviest are added while they raise it.
fn most_explained(mut sums: Sums, main: &[MainPaint]) -> f64 {
    let mut heaviest: Vec<&MainPaint> = main.iter().collect();
    heaviest.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    for zone in heaviest {
        if sums.paint <= 0.0 || zone.weight * sums.paint > sums.explained {
            sums = sums.with(*zone);
        }
    }
    if sums.paint > 0.0 { sums.explained / sums.paint } else { 0.0 }
}

impl Sums {
    fn with(self, zone: MainPaint) -> Self {
        let [reached, _] = zone.reached;
        Self {
            paint: self.paint + zone.paint,
            explained: self.explained + zone.explained,
            reached: self.reached + reached,
        }
    }

    fn without(self, zone: MainPaint) -> Self {
        let [_, reached] = zone.reached;
        Self { reached: self.reached + reached, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::localise::Model;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&Knowledge::bundled().unwrap()));

    #[test]
    fn few_main_zones_keep_the_search_short() {
        for muscle in &MODEL.muscles {
            for pattern in &muscle.patterns {
                let main = pattern.both_sides.main.len();
                assert!((1..=16).contains(&main), "{} {:?}: {main} main zones", muscle.id, pattern.spot);
            }
        }
    }

    fn paint() -> impl Strategy<Value = Vec<f64>> {
        let zones = MODEL.zones.all.len();
        let amount = prop_oneof![3 => Just(1.0), 1 => 0.0..=1.0_f64, 1 => Just(0.01)];
        prop::collection::vec((0..zones, amount), 0..12).prop_map(move |painted| {
            let mut amounts = vec![0.0; zones];
            for (zone, amount) in painted {
                amounts[zone] = amount;
            }
            amounts
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Marking more of a main zone of a pattern never lowers its bits: every muscle, every spot, one side or both.
        /// And leaving paint out never gives less than the formula of the reference.
        #[test]
        fn more_paint_on_a_main_zone_never_lowers_a_pattern(
            mut amounts in paint(),
            own in prop::collection::vec(0..=4_u8, 16),
            muscle in 0..MODEL.muscles.len(),
            pattern in 0..8_usize,
            zone in 0..16_usize,
            more in 0.0..=1.0_f64,
            is_both in any::<bool>(),
            is_only_own in any::<bool>(),
        ) {
            let patterns = &MODEL.muscles[muscle].patterns;
            let pattern = &patterns[pattern % patterns.len()];
            let shape = if is_both { &pattern.both_sides } else { &pattern.one_side };
            if is_only_own {
                amounts.fill(0.0);
            }
            // Random zones seldom meet a main area: paint some of it.
            for ((zone, _), quarters) in shape.main.iter().zip(own) {
                amounts[*zone] = amounts[*zone].max(f64::from(quarters) / 4.0);
            }
            let (zone, _) = shape.main[zone % shape.main.len()];
            let scoring = &MODEL.scoring;
            let fit = |amounts: &[f64]| {
                let paint = Paint::new(&MODEL.zones, amounts.to_vec(), scoring.smooth);
                (shape.fit(&paint, scoring, Side::Right), paint)
            };
            let (before, paint) = fit(&amounts);
            if !paint.is_empty() {
                let reference = shape.bits(shape.whole(&paint), scoring);
                prop_assert!(before.raw >= reference - SAME, "{} below {reference}", before.raw);
            }
            amounts[zone] = amounts[zone].max(more);
            let (after, _) = fit(&amounts);
            prop_assert!(after.bits >= before.bits - SAME, "{before:?} fell to {after:?}");
        }
    }
}
