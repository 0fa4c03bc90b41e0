//! What the reference reached, for the same people (`measures.md`, 4.6).

use crate::setting::{Plan, Twist};

/// One line of table 4.6.2: plan, peak, and the share that "says yes" after 4, 8 and 12 weeks with 0, 20 and 40 in 100 of
/// the days missing, 250 people each.
pub(super) type Power = (Plan, f64, [[f64; 3]; 3]);

/// Table 4.6.2.
pub(super) const POWER: [Power; 15] = [
    (Plan::Free, 0.0, [[0.06, 0.05, 0.04], [0.02, 0.04, 0.03], [0.02, 0.03, 0.02]]),
    (Plan::Free, 0.5, [[0.42, 0.37, 0.31], [0.58, 0.47, 0.39], [0.63, 0.62, 0.52]]),
    (Plan::Free, 1.0, [[0.8, 0.69, 0.67], [0.94, 0.84, 0.88], [0.96, 0.93, 0.96]]),
    (Plan::Free, 1.5, [[0.96, 0.93, 0.85], [1.0, 0.99, 0.98], [1.0, 1.0, 1.0]]),
    (Plan::Free, 2.0, [[0.98, 0.99, 0.92], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]),
    (Plan::Random, 0.0, [[0.06, 0.05, 0.07], [0.05, 0.06, 0.05], [0.05, 0.08, 0.08]]),
    (Plan::Random, 0.5, [[0.38, 0.29, 0.27], [0.62, 0.51, 0.45], [0.75, 0.67, 0.57]]),
    (Plan::Random, 1.0, [[0.7, 0.71, 0.64], [0.97, 0.9, 0.86], [0.99, 0.96, 0.95]]),
    (Plan::Random, 1.5, [[0.94, 0.89, 0.88], [1.0, 0.99, 0.98], [1.0, 1.0, 1.0]]),
    (Plan::Random, 2.0, [[0.99, 0.97, 0.94], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]),
    (Plan::Blocks, 0.0, [[0.04, 0.03, 0.05], [0.04, 0.08, 0.07], [0.05, 0.04, 0.09]]),
    (Plan::Blocks, 0.5, [[0.29, 0.3, 0.22], [0.57, 0.48, 0.41], [0.72, 0.64, 0.57]]),
    (Plan::Blocks, 1.0, [[0.74, 0.65, 0.62], [0.94, 0.9, 0.88], [0.98, 0.97, 0.96]]),
    (Plan::Blocks, 1.5, [[0.91, 0.82, 0.79], [0.99, 0.97, 0.97], [1.0, 1.0, 0.98]]),
    (Plan::Blocks, 2.0, [[0.96, 0.96, 0.91], [1.0, 1.0, 0.99], [1.0, 1.0, 1.0]]),
];

/// One line of table 4.6.4, 200 people each.
#[derive(Debug, Clone, Copy)]
pub(super) struct TwistRow {
    /// What is different.
    pub(super) twist: Twist,
    /// Under which plan.
    pub(super) plan: Plan,
    /// At no effect: says yes, says worse, bias and coverage of the benefit.
    pub(super) zero: [f64; 4],
    /// At a peak of 1: says yes, bias of benefit and peak, coverage of benefit and peak.
    pub(super) one: [f64; 5],
}

/// Table 4.6.4.
pub(super) const TWISTS: [TwistRow; 22] = [
    TwistRow {
        twist: Twist::None,
        plan: Plan::Random,
        zero: [0.07, 0.03, 0.1, 0.91],
        one: [0.91, 0.14, -0.04, 0.96, 0.94],
    },
    TwistRow {
        twist: Twist::None,
        plan: Plan::Free,
        zero: [0.04, 0.06, 0.04, 0.9],
        one: [0.85, 0.18, -0.16, 0.96, 0.89],
    },
    TwistRow {
        twist: Twist::Flares,
        plan: Plan::Random,
        zero: [0.07, 0.02, 0.11, 0.91],
        one: [0.94, 0.18, -0.01, 0.96, 0.92],
    },
    TwistRow {
        twist: Twist::Flares,
        plan: Plan::Free,
        zero: [0.01, 0.07, -0.03, 0.93],
        one: [0.88, 0.16, -0.12, 0.94, 0.92],
    },
    TwistRow {
        twist: Twist::LowPain,
        plan: Plan::Random,
        zero: [0.07, 0.03, 0.13, 0.91],
        one: [0.9, 0.2, 0.0, 0.92, 0.89],
    },
    TwistRow {
        twist: Twist::LowPain,
        plan: Plan::Free,
        zero: [0.02, 0.03, 0.07, 0.95],
        one: [0.63, 0.08, -0.25, 0.94, 0.86],
    },
    TwistRow {
        twist: Twist::Reset,
        plan: Plan::Random,
        zero: [0.07, 0.03, 0.1, 0.91],
        one: [0.67, 0.09, -0.35, 0.96, 0.72],
    },
    TwistRow {
        twist: Twist::Reset,
        plan: Plan::Free,
        zero: [0.04, 0.06, 0.04, 0.9],
        one: [0.56, 0.08, -0.46, 0.94, 0.61],
    },
    TwistRow {
        twist: Twist::Soreness,
        plan: Plan::Random,
        zero: [0.0, 0.26, -0.1, 0.94],
        one: [0.61, -0.01, -0.4, 0.95, 0.64],
    },
    TwistRow {
        twist: Twist::Soreness,
        plan: Plan::Free,
        zero: [0.0, 0.37, -0.13, 0.86],
        one: [0.52, 0.03, -0.52, 0.95, 0.46],
    },
    TwistRow {
        twist: Twist::Wishful,
        plan: Plan::Random,
        zero: [0.27, 0.0, 0.3, 0.73],
        one: [0.97, 0.23, 0.26, 0.95, 0.82],
    },
    TwistRow {
        twist: Twist::Wishful,
        plan: Plan::Free,
        zero: [0.19, 0.01, 0.29, 0.81],
        one: [0.94, 0.25, 0.14, 0.94, 0.9],
    },
    TwistRow {
        twist: Twist::SkipsGoodDays,
        plan: Plan::Random,
        zero: [0.07, 0.03, 0.09, 0.91],
        one: [0.86, 0.07, -0.05, 0.97, 0.93],
    },
    TwistRow {
        twist: Twist::SkipsGoodDays,
        plan: Plan::Free,
        zero: [0.04, 0.04, 0.01, 0.92],
        one: [0.82, 0.16, -0.11, 0.94, 0.88],
    },
    TwistRow {
        twist: Twist::NoRecovery,
        plan: Plan::Random,
        zero: [0.01, 0.04, 0.01, 0.95],
        one: [0.86, -0.05, -0.04, 0.95, 0.9],
    },
    TwistRow {
        twist: Twist::NoRecovery,
        plan: Plan::Free,
        zero: [0.01, 0.06, -0.01, 0.93],
        one: [0.81, 0.03, -0.16, 0.94, 0.84],
    },
    TwistRow {
        twist: Twist::NoBefore,
        plan: Plan::Random,
        zero: [0.06, 0.02, 0.11, 0.93],
        one: [0.81, 0.11, -0.07, 0.96, 0.95],
    },
    TwistRow {
        twist: Twist::NoBefore,
        plan: Plan::Free,
        zero: [0.01, 0.09, -0.08, 0.91],
        one: [0.6, 0.01, -0.35, 0.96, 0.8],
    },
    TwistRow {
        twist: Twist::EveningAndBefore,
        plan: Plan::Random,
        zero: [0.05, 0.02, 0.1, 0.93],
        one: [0.86, 0.13, -0.04, 0.95, 0.94],
    },
    TwistRow {
        twist: Twist::EveningAndBefore,
        plan: Plan::Free,
        zero: [0.03, 0.07, 0.01, 0.9],
        one: [0.8, 0.15, -0.19, 0.96, 0.88],
    },
    TwistRow {
        twist: Twist::EveningOnly,
        plan: Plan::Random,
        zero: [0.04, 0.02, 0.12, 0.94],
        one: [0.72, 0.09, -0.08, 0.97, 0.94],
    },
    TwistRow {
        twist: Twist::EveningOnly,
        plan: Plan::Free,
        zero: [0.0, 0.21, -0.24, 0.79],
        one: [0.35, -0.2, -0.55, 0.87, 0.66],
    },
];

/// One line of table 4.6.6: peaks of A and B, weeks, coverage of A − B, width, names A, names B, A first, at least one.
pub(super) type Pair = (f64, f64, usize, [f64; 6]);

/// Table 4.6.6, 195 people each.
pub(super) const PAIRS: [Pair; 10] = [
    (0.0, 0.0, 8, [0.93, 1.92, 0.03, 0.04, 0.54, 0.07]),
    (0.0, 0.0, 12, [0.96, 1.57, 0.02, 0.02, 0.56, 0.07]),
    (1.0, 1.0, 8, [0.92, 1.8, 0.06, 0.02, 0.47, 0.93]),
    (1.0, 1.0, 12, [0.92, 1.48, 0.06, 0.03, 0.58, 0.96]),
    (1.5, 0.0, 8, [0.88, 1.88, 0.75, 0.0, 0.99, 0.95]),
    (1.5, 0.0, 12, [0.89, 1.57, 0.91, 0.0, 1.0, 0.99]),
    (1.5, 0.5, 8, [0.93, 1.85, 0.55, 0.0, 0.98, 0.93]),
    (1.5, 0.5, 12, [0.93, 1.52, 0.7, 0.0, 0.97, 0.98]),
    (2.0, 0.5, 8, [0.91, 1.84, 0.79, 0.0, 1.0, 0.98]),
    (2.0, 0.5, 12, [0.92, 1.52, 0.9, 0.0, 0.99, 1.0]),
];

/// Table 4.6.7: peak, and the share of randomisation tests at or below 0.05 after 4, 8 and 12 weeks, 150 people each.
pub(super) const TESTS: [(f64, [f64; 3]); 5] = [
    (0.0, [0.07, 0.03, 0.03]),
    (0.5, [0.17, 0.35, 0.43]),
    (1.0, [0.47, 0.81, 0.83]),
    (1.5, [0.71, 0.97, 0.99]),
    (2.0, [0.9, 1.0, 0.99]),
];

/// Table 4.6.3: plan, peak, weeks, and the share that "says yes" for the state space and each simple method.
pub(super) type Simple = (Plan, f64, usize, [Option<f64>; 7]);

/// Table 4.6.3, 750 people each.
pub(super) const SIMPLE: [Simple; 27] = [
    (Plan::Free, 0.0, 4, [Some(0.05), Some(0.66), Some(0.51), Some(0.0), Some(0.03), Some(0.03), None]),
    (Plan::Free, 0.0, 8, [Some(0.03), Some(0.83), Some(0.7), Some(0.0), Some(0.01), Some(0.02), None]),
    (Plan::Free, 0.0, 12, [Some(0.02), Some(0.88), Some(0.75), Some(0.0), Some(0.0), Some(0.02), None]),
    (Plan::Free, 1.0, 4, [Some(0.72), Some(0.98), Some(0.49), Some(0.05), Some(0.27), Some(0.36), None]),
    (Plan::Free, 1.0, 8, [Some(0.89), Some(1.0), Some(0.71), Some(0.08), Some(0.37), Some(0.51), None]),
    (Plan::Free, 1.0, 12, [Some(0.95), Some(1.0), Some(0.76), Some(0.11), Some(0.39), Some(0.63), None]),
    (Plan::Free, 2.0, 4, [Some(0.96), Some(0.98), Some(0.51), Some(0.22), Some(0.67), Some(0.73), None]),
    (Plan::Free, 2.0, 8, [Some(1.0), Some(1.0), Some(0.66), Some(0.46), Some(0.82), Some(0.92), None]),
    (Plan::Free, 2.0, 12, [Some(1.0), Some(1.0), Some(0.69), Some(0.63), Some(0.88), Some(0.96), None]),
    (
        Plan::Random,
        0.0,
        4,
        [Some(0.06), Some(0.53), Some(0.51), Some(0.03), Some(0.1), Some(0.1), Some(0.06)],
    ),
    (
        Plan::Random,
        0.0,
        8,
        [Some(0.05), Some(0.8), Some(0.68), Some(0.03), Some(0.17), Some(0.08), Some(0.06)],
    ),
    (
        Plan::Random,
        0.0,
        12,
        [Some(0.07), Some(0.89), Some(0.73), Some(0.02), Some(0.19), Some(0.07), Some(0.07)],
    ),
    (
        Plan::Random,
        1.0,
        4,
        [Some(0.68), Some(0.95), Some(0.79), Some(0.18), Some(0.43), Some(0.5), Some(0.19)],
    ),
    (
        Plan::Random,
        1.0,
        8,
        [Some(0.91), Some(1.0), Some(0.85), Some(0.36), Some(0.8), Some(0.72), Some(0.49)],
    ),
    (
        Plan::Random,
        1.0,
        12,
        [Some(0.97), Some(1.0), Some(0.87), Some(0.49), Some(0.91), Some(0.82), Some(0.65)],
    ),
    (
        Plan::Random,
        2.0,
        4,
        [Some(0.96), Some(0.99), Some(0.86), Some(0.43), Some(0.81), Some(0.79), Some(0.35)],
    ),
    (Plan::Random, 2.0, 8, [Some(1.0), Some(1.0), Some(0.9), Some(0.79), Some(0.98), Some(0.95), Some(0.79)]),
    (
        Plan::Random,
        2.0,
        12,
        [Some(1.0), Some(1.0), Some(0.91), Some(0.92), Some(0.98), Some(0.98), Some(0.91)],
    ),
    (
        Plan::Blocks,
        0.0,
        4,
        [Some(0.04), Some(0.43), Some(0.5), Some(0.03), Some(0.11), Some(0.13), Some(0.07)],
    ),
    (
        Plan::Blocks,
        0.0,
        8,
        [Some(0.06), Some(0.74), Some(0.69), Some(0.04), Some(0.15), Some(0.1), Some(0.08)],
    ),
    (
        Plan::Blocks,
        0.0,
        12,
        [Some(0.06), Some(0.86), Some(0.73), Some(0.04), Some(0.2), Some(0.08), Some(0.07)],
    ),
    (
        Plan::Blocks,
        1.0,
        4,
        [Some(0.67), Some(0.91), Some(0.74), Some(0.21), Some(0.54), Some(0.53), Some(0.3)],
    ),
    (
        Plan::Blocks,
        1.0,
        8,
        [Some(0.91), Some(1.0), Some(0.85), Some(0.42), Some(0.82), Some(0.71), Some(0.58)],
    ),
    (
        Plan::Blocks,
        1.0,
        12,
        [Some(0.97), Some(1.0), Some(0.88), Some(0.58), Some(0.91), Some(0.81), Some(0.69)],
    ),
    (
        Plan::Blocks,
        2.0,
        4,
        [Some(0.94), Some(0.97), Some(0.86), Some(0.44), Some(0.83), Some(0.78), Some(0.51)],
    ),
    (
        Plan::Blocks,
        2.0,
        8,
        [Some(1.0), Some(1.0), Some(0.92), Some(0.86), Some(0.98), Some(0.97), Some(0.85)],
    ),
    (
        Plan::Blocks,
        2.0,
        12,
        [Some(1.0), Some(1.0), Some(0.92), Some(0.95), Some(0.99), Some(0.99), Some(0.94)],
    ),
];

/// Shares of helps, probably helps, can't tell, probably not enough and worse at one look.
pub(super) type Verdicts = [f64; 5];

/// One line of table 4.7: plan, peak, verdicts at weeks 4, 8 and 12, ever "helps", "helps" twice in a row, ever "worse".
pub(super) type Decisions = (Plan, f64, [Verdicts; 3], [f64; 3]);

/// Table 4.7, 150 people each.
pub(super) const DECISIONS: [Decisions; 12] = [
    (
        Plan::Random,
        -0.7,
        [[0.00, 0.00, 0.45, 0.29, 0.27], [0.00, 0.00, 0.01, 0.31, 0.69], [0.00, 0.00, 0.00, 0.10, 0.90]],
        [0.0, 0.0, 0.91],
    ),
    (
        Plan::Random,
        0.0,
        [[0.00, 0.05, 0.47, 0.47, 0.01], [0.00, 0.05, 0.07, 0.85, 0.02], [0.00, 0.07, 0.03, 0.88, 0.03]],
        [0.01, 0.01, 0.08],
    ),
    (
        Plan::Random,
        0.5,
        [[0.03, 0.21, 0.54, 0.22, 0.00], [0.09, 0.42, 0.03, 0.46, 0.00], [0.05, 0.50, 0.01, 0.44, 0.00]],
        [0.16, 0.09, 0.01],
    ),
    (
        Plan::Random,
        1.0,
        [[0.22, 0.23, 0.48, 0.07, 0.00], [0.36, 0.49, 0.03, 0.13, 0.00], [0.42, 0.45, 0.00, 0.13, 0.00]],
        [0.59, 0.51, 0.0],
    ),
    (
        Plan::Random,
        1.5,
        [[0.37, 0.13, 0.49, 0.01, 0.00], [0.71, 0.27, 0.01, 0.01, 0.00], [0.74, 0.21, 0.00, 0.05, 0.00]],
        [0.85, 0.78, 0.0],
    ),
    (
        Plan::Random,
        2.0,
        [[0.54, 0.05, 0.41, 0.00, 0.00], [0.91, 0.07, 0.01, 0.01, 0.00], [0.91, 0.08, 0.00, 0.01, 0.00]],
        [0.97, 0.95, 0.0],
    ),
    (
        Plan::Free,
        -0.7,
        [[0.00, 0.00, 0.21, 0.34, 0.45], [0.00, 0.00, 0.00, 0.17, 0.83], [0.00, 0.00, 0.00, 0.07, 0.93]],
        [0.0, 0.0, 0.94],
    ),
    (
        Plan::Free,
        0.0,
        [[0.03, 0.06, 0.31, 0.57, 0.03], [0.00, 0.05, 0.10, 0.82, 0.03], [0.00, 0.03, 0.07, 0.85, 0.05]],
        [0.04, 0.01, 0.09],
    ),
    (
        Plan::Free,
        0.5,
        [[0.07, 0.27, 0.35, 0.32, 0.00], [0.04, 0.42, 0.10, 0.44, 0.00], [0.04, 0.41, 0.06, 0.49, 0.00]],
        [0.15, 0.09, 0.0],
    ),
    (
        Plan::Free,
        1.0,
        [[0.33, 0.29, 0.35, 0.02, 0.00], [0.40, 0.43, 0.01, 0.16, 0.00], [0.39, 0.48, 0.01, 0.12, 0.00]],
        [0.63, 0.57, 0.0],
    ),
    (
        Plan::Free,
        1.5,
        [[0.36, 0.25, 0.37, 0.03, 0.00], [0.54, 0.36, 0.01, 0.09, 0.00], [0.51, 0.36, 0.00, 0.13, 0.00]],
        [0.74, 0.67, 0.0],
    ),
    (
        Plan::Free,
        2.0,
        [[0.47, 0.14, 0.39, 0.01, 0.00], [0.72, 0.19, 0.01, 0.08, 0.00], [0.73, 0.18, 0.00, 0.09, 0.00]],
        [0.87, 0.84, 0.0],
    ),
];
