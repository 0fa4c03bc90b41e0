//! A referral pattern and how well a drawing fits it (muscles reference, 4.2).

use super::model::Zones;
use super::paint::Sides;
use super::shape::Shape;
use crate::knowledge::body::Side;
use crate::knowledge::muscle::{MimicSide, Scoring};

/// A referral pattern with the ways to try it: on the right, on the left, on both sides.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// The spot; nothing for all spots of a muscle together.
    pub(super) spot: Option<String>,
    /// Written for the right; for the left, the drawing is mirrored.
    pub(super) one_side: Shape,
    /// The larger weight of a zone and its mirror image.
    pub(super) both_sides: Shape,
}

/// A drawing measured against a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// The side that fits best.
    pub(super) side: Side,
    /// The share of all paint that the pattern accounts for, 0 to 1.
    pub(super) explained: f64,
    /// The largest such share of the ways that were tried.
    pub(super) most_explained: f64,
    /// The share of the pattern's main area that is painted, 0 to 1.
    pub(super) reached: f64,
    /// The bits before they are limited.
    pub(super) raw: f64,
    /// The bits.
    pub(super) bits: f64,
}

/// Sums that differ by less than this come from the same numbers added in another order.
pub(super) const SAME: f64 = 1e-9;

impl Pattern {
    /// The pattern with these weights by zone number for the right side. `penalty` is what it costs to take it.
    pub(super) fn new(zones: &Zones, scoring: &Scoring, right: &[f64], penalty: f64) -> Self {
        let left = zones.mirror(right);
        let both: Vec<f64> = right.iter().zip(&left).map(|(right, left)| right.max(*left)).collect();
        Self {
            spot: None,
            one_side: Shape::new(zones, scoring, right, penalty),
            both_sides: Shape::new(zones, scoring, &both, penalty + scoring.both_sides_penalty),
        }
    }

    /// The pattern of one spot.
    pub(super) fn of_spot(self, spot: &str) -> Self {
        Self { spot: Some(spot.to_owned()), ..self }
    }

    /// The best of right, left and both sides, of those that `sides` allows.
    pub(super) fn fit(&self, paint: &Sides, sides: MimicSide, scoring: &Scoring) -> Fit {
        let right = || self.one_side.fit(&paint.straight, scoring, Side::Right);
        let left = || self.one_side.fit(&paint.mirrored, scoring, Side::Left);
        match sides {
            MimicSide::Right => right(),
            MimicSide::Left => left(),
            MimicSide::Either => {
                // The shape is its own mirror image: the two differ only in the order of adding.
                let both = self
                    .both_sides
                    .fit(&paint.straight, scoring, Side::Both)
                    .or_same(self.both_sides.fit(&paint.mirrored, scoring, Side::Both));
                right().either(left()).better(both)
            }
        }
    }

    /// The softened weight of a zone when the pattern is taken on this side.
    pub(super) fn weight(&self, zones: &Zones, zone: usize, side: Side) -> f64 {
        match side {
            Side::Right => self.one_side.weight(zone),
            Side::Left => self.one_side.weight(zones.mirrored(zone)),
            Side::Both | Side::None => self.both_sides.weight(zone),
        }
    }
}

impl Fit {
    /// The one with more bits; this one if they are equal.
    pub(super) fn better(self, other: Self) -> Self {
        let most_explained = self.most_explained.max(other.most_explained);
        let better = if other.bits > self.bits { other } else { self };
        Self { most_explained, ..better }
    }

    /// The right or the left, whichever has more bits; both if nothing tells them apart.
    fn either(self, left: Self) -> Self {
        let apart = |a: f64, b: f64| (a - b).abs() > SAME;
        if apart(self.bits, left.bits) {
            self.better(left)
        } else if self.bits > 0.0 && apart(self.raw, left.raw) {
            // Both are at the upper limit: the side is still that of the stronger one.
            let most_explained = self.most_explained.max(left.most_explained);
            Self { most_explained, ..if left.raw > self.raw { left } else { self } }
        } else {
            Self { side: Side::Both, ..self.or_same(left) }
        }
    }

    /// One of two that differ only in the last bits, chosen without regard to their order: this keeps a mirrored
    /// drawing exact.
    fn or_same(self, other: Self) -> Self {
        Self {
            side: self.side,
            explained: self.explained.max(other.explained),
            most_explained: self.most_explained.max(other.most_explained),
            reached: self.reached.max(other.reached),
            raw: self.raw.max(other.raw),
            bits: self.bits.max(other.bits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ZoneId;
    use crate::knowledge::Knowledge;
    use crate::localise::Model;
    use std::sync::LazyLock;

    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&Knowledge::bundled().unwrap()));

    fn spot(muscle: &str, spot: Option<&str>) -> &'static Pattern {
        let muscle = MODEL.muscles.iter().find(|m| m.id.as_str() == muscle).unwrap();
        muscle.patterns.iter().find(|pattern| pattern.spot.as_deref() == spot).unwrap()
    }

    fn fit(pattern: &Pattern, zones: &[(&str, f64)]) -> Fit {
        let drawing = zones.iter().map(|(zone, amount)| (ZoneId::from(*zone), *amount)).collect();
        pattern.fit(&Sides::new(&MODEL, &drawing), MimicSide::Either, &MODEL.scoring)
    }

    #[track_caller]
    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    #[test]
    fn the_worked_example_of_the_reference() {
        let paint = [("iliac_crest_r", 1.0), ("lumbar_lat_lower_r", 0.8)];
        // (1.0 * 0.9 + 0.8 * 0.3 * 0.9) / 1.8 = 0.62, and the only main zone is painted in full.
        let quadratus = fit(spot("quadratus_lumborum", Some("ql_sup_hi")), &paint);
        assert_near(quadratus.explained, 0.62);
        assert_near(quadratus.reached, 1.0);
        assert_near(quadratus.bits, 2.96);
        assert_eq!(quadratus.side, Side::Right);
        let medius = fit(spot("gluteus_medius", Some("gmd_1")), &paint);
        assert!((medius.explained - 0.62).abs() < 0.005, "{medius:?}");
        assert!((medius.reached - 0.57).abs() < 0.005, "{medius:?}");
        assert!((medius.bits - 1.68).abs() < 0.005, "{medius:?}");
    }

    #[test]
    fn no_paint_says_nothing_of_the_place_or_the_side() {
        let fit = fit(spot("gluteus_medius", Some("gmd_1")), &[]);
        assert_near(fit.bits, 0.0);
        assert_eq!(fit.side, Side::Both);
    }

    #[test]
    fn bits_are_limited_both_ways() {
        // 8 * 0.9 + 3 * 1.0 - 5 = 5.2
        assert_near(fit(spot("quadratus_lumborum", Some("ql_sup_hi")), &[("iliac_crest_r", 1.0)]).bits, 4.5);
        assert_near(fit(spot("quadratus_lumborum", Some("ql_sup_hi")), &[("heel_r", 1.0)]).bits, -3.0);
    }

    #[test]
    fn both_sides_and_all_spots_have_their_price() {
        let crest = [("iliac_crest_l", 1.0), ("iliac_crest_r", 1.0)];
        let both = fit(spot("quadratus_lumborum", Some("ql_sup_hi")), &crest);
        assert_eq!(both.side, Side::Both);
        assert_near(both.bits, 4.0);
        // The pull of one side alone: 8 * 0.45 + 3 * 1.0 - 5 = 1.6, which is less.
        let all = spot("quadratus_lumborum", None);
        assert_near(fit(all, &[]).bits, -0.5);
    }

    #[test]
    fn a_zone_next_to_paint_counts_as_a_little_painted() {
        // waist_r borders on iliac_crest_r, the main zone: reached 0.3, explained 0.4.
        let fit = fit(spot("quadratus_lumborum", Some("ql_sup_hi")), &[("waist_r", 1.0)]);
        assert_near(fit.reached, 0.3);
        assert_near(fit.explained, 0.4);
        assert_near(fit.bits, 8.0 * 0.4 + 3.0 * 0.3 - 5.0);
    }

    #[test]
    fn a_stronger_side_leads_even_at_the_limit() {
        // Right 8 * 0.845 + 3 - 5 = 4.76, left 8 * 0.843 + 3 - 5 = 4.75: both are limited to 4.5.
        let spot = spot("gluteus_maximus", Some("gmx_3"));
        let right = fit(spot, &[("tailbone", 1.0), ("buttock_lower_r", 0.1)]);
        assert_near(right.bits, 4.5);
        assert_eq!(right.side, Side::Right);
        assert_eq!(fit(spot, &[("tailbone", 1.0), ("buttock_lower_l", 0.1)]).side, Side::Left);
        assert_eq!(fit(spot, &[("tailbone", 1.0)]).side, Side::Both);
    }

    #[test]
    fn a_second_main_zone_does_not_lower_the_bits() {
        let spot = spot("serratus_posterior_superior", Some("sps_1"));
        // 8 * 0.9 + 3 * 0.18 - 5; the reference formula falls to 8 * 0.69 + 3 * 0.46 - 5 = 1.90.
        assert_near(fit(spot, &[("scap_upper_l", 0.3)]).bits, 2.74);
        let more = fit(spot, &[("scap_upper_l", 0.3), ("arm_l", 0.7)]);
        assert_near(more.bits, 2.74);
        assert_near(more.explained, 0.69);
    }

    #[test]
    fn a_dab_on_a_main_zone_is_no_worse_than_no_paint() {
        let spot = spot("latissimus_dorsi", Some("lat_low"));
        // 8 * 0.6 + 3 * 0.03.. - 5 is below 0.
        assert_near(fit(spot, &[("chest_side_r", 0.05)]).bits, 0.0);
    }
}
