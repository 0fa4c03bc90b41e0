//! How often intervals hold what is true, and how far off the middle is (table 4.6.1).

use super::grid::{Grid, PEAKS, PLANS, WEEKS};
use super::page::{Table, mean, share, signed};
use crate::look::covers;
use crate::tally::{Tally, median};

/// Coverage of the 50, 80 and 90 in 100 intervals.
pub(super) fn coverage(grid: &Grid) -> String {
    let mut table = Table::new(&[
        "plan",
        "peak",
        "weeks",
        "benefit 50",
        "benefit 80",
        "benefit 90",
        "peak 50",
        "peak 80",
        "peak 90",
        "half-life 50",
        "half-life 80",
        "half-life 90",
    ]);
    for plan in PLANS {
        for peak in PEAKS {
            for (look, weeks) in WEEKS.into_iter().enumerate() {
                let mut line = vec![plan.name().to_string(), format!("{peak}"), weeks.to_string()];
                for interval in [0.5, 0.8, 0.9] {
                    line.push(share(
                        grid.looks(plan, peak, look).map(|it| covers(it.benefit_place, interval)),
                    ));
                }
                for interval in [0.5, 0.8, 0.9] {
                    line.push(share(grid.looks(plan, peak, look).map(|it| covers(it.peak_place, interval))));
                }
                for interval in [0.5, 0.8, 0.9] {
                    line.push(share(
                        grid.looks(plan, peak, look).map(|it| covers(it.half_life_place, interval)),
                    ));
                }
                table.line(line);
            }
        }
    }
    table.finish()
}

/// Bias and width after 8 weeks.
pub(super) fn bias(grid: &Grid) -> String {
    let mut table = Table::new(&[
        "plan",
        "peak",
        "true benefit",
        "bias of the benefit",
        "bias of the peak",
        "width of the 90 in 100 interval",
        "sessions",
    ]);
    for plan in PLANS {
        for peak in PEAKS {
            let looks = || grid.looks(plan, peak, 1);
            table.line([
                plan.name().to_string(),
                format!("{peak}"),
                mean(looks().map(|it| it.true_benefit)),
                signed(looks().map(|it| it.benefit.q50 - it.true_benefit)),
                signed(looks().map(|it| it.peak_error)),
                mean(looks().map(|it| it.benefit.q95 - it.benefit.q05)),
                mean(looks().map(|it| crate::tally::count(it.sessions))),
            ]);
        }
    }
    table.finish()
}

/// How far off the median of the half-life is, where there is an effect.
pub(super) fn half_life(grid: &Grid) -> String {
    let mut table = Table::new(&[
        "plan",
        "peak",
        "weeks",
        "median of estimate/truth",
        "off by a factor of 2 or more",
        "typical factor",
    ]);
    for plan in PLANS {
        for peak in PEAKS.into_iter().skip(1) {
            for (look, weeks) in WEEKS.into_iter().enumerate() {
                let logs = || grid.looks(plan, peak, look).map(|it| libm::log(it.half_life_ratio));
                let squares: Tally = logs().map(|log| log * log).collect();
                table.line([
                    plan.name().to_string(),
                    format!("{peak}"),
                    weeks.to_string(),
                    format!("{:.2}", libm::exp(median(logs()))),
                    share(logs().map(|log| log.abs() >= std::f64::consts::LN_2)),
                    factor(&squares),
                ]);
            }
        }
    }
    table.finish()
}

/// The exponential of a root mean square, with its error by the delta method.
fn factor(squares: &Tally) -> String {
    let root = squares.mean().sqrt();
    let factor = libm::exp(root);
    format!("{factor:.2} ±{:.2}", factor * squares.error() / (2.0 * root))
}
