//! What is said when nothing helps, how often an effect is found, and what plain comparisons say (tables 4.6.2, 4.6.3).

use super::grid::{Grid, MISSING, PLANS, WEEKS};
use super::page::{Table, share, share_of, signed};
use super::reference::{POWER, SIMPLE};
use crate::look::Look;
use crate::setting::Plan;
use crate::simple::Method;
use crate::tally::Tally;
use domain::answer::Verdict;

/// The share that says yes, in one cell of table 4.6.2.
pub(super) fn yes(grid: &Grid, plan: Plan, peak: f64, look: usize, missing: f64) -> Tally {
    let cells = grid.0.iter().filter(|cell| cell.plan == plan && (cell.peak - peak).abs() < 1e-9);
    let cells = cells.filter(|cell| (cell.missing - missing).abs() < 1e-9);
    Tally::share(cells.flat_map(|cell| &cell.people).filter_map(|seen| Some(seen.get(look)?.yes())))
}

/// The share of people for whom nothing helps and who are told a verdict.
pub(super) fn told(grid: &Grid, plan: Plan, look: usize, verdict: Verdict) -> Tally {
    Tally::share(
        grid.sights(plan, 0.0, look).map(|sight| sight.look.as_ref().map(Look::verdict) == Some(verdict)),
    )
}

/// What is said at no effect.
pub(super) fn zero(grid: &Grid) -> String {
    let mut table = Table::new(&[
        "plan",
        "weeks",
        "verdict \"helps\"",
        "P(B > 0) above 0.95",
        "P(B > 0) above 0.975",
        "verdict \"worse\"",
        "P(B < 0) above 0.95",
    ]);
    for plan in PLANS {
        for (look, weeks) in WEEKS.into_iter().enumerate() {
            let looks = || grid.sights(plan, 0.0, look).map(|sight| sight.look.as_ref());
            let is = |test: &dyn Fn(&Look) -> bool| share(looks().map(|look| look.is_some_and(test)));
            table.line([
                plan.name().to_string(),
                weeks.to_string(),
                share_of(&told(grid, plan, look, Verdict::Helps)),
                is(&Look::yes),
                is(&|it| it.benefit.p_gt_0 > 0.975),
                share_of(&told(grid, plan, look, Verdict::Worse)),
                is(&Look::worse),
            ]);
        }
    }
    table.finish()
}

/// The share that says yes, beside the reference.
pub(super) fn power(grid: &Grid) -> String {
    let mut heads = vec!["plan".to_string(), "peak".to_string()];
    for weeks in WEEKS {
        heads.extend(MISSING.map(|missing| format!("{weeks} w, {:.0} in 100", 100.0 * missing)));
    }
    let mut table = Table::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
    for (plan, peak, reference) in POWER {
        let mut line = vec![plan.name().to_string(), format!("{peak}")];
        for (look, row) in reference.into_iter().enumerate() {
            for (missing, reference) in MISSING.into_iter().zip(row) {
                line.push(format!("{} ({reference:.2})", share_of(&yes(grid, plan, peak, look, missing))));
            }
        }
        table.line(line);
    }
    table.finish()
}

/// The share that says yes by each method.
pub(super) fn simple(grid: &Grid) -> String {
    let heads = ["plan", "peak", "weeks", "**this estimator**"];
    let heads: Vec<&str> = heads.into_iter().chain(Method::ALL.map(Method::name)).collect();
    let mut table = Table::new(&heads);
    for (plan, peak, weeks, reference) in SIMPLE {
        let Some(look) = WEEKS.into_iter().position(|it| it == weeks) else { continue };
        let mut line = vec![plan.name().to_string(), format!("{peak}"), weeks.to_string()];
        let beside = |share: String, reference: Option<f64>| {
            reference.map_or(share.clone(), |reference| format!("{share} ({reference:.2})"))
        };
        let [own, others @ ..] = reference;
        line.push(beside(share(grid.sights(plan, peak, look).map(super::grid::Sight::yes)), own));
        for (method, reference) in others.into_iter().enumerate() {
            let said = grid
                .sights(plan, peak, look)
                .filter_map(|sight| (*sight.simple.get(method)?).map(|(_, yes)| yes));
            line.push(beside(share(said), reference));
        }
        table.line(line);
    }
    table.finish()
}

/// What each method says was gained after 8 weeks, when nothing was.
pub(super) fn gained(grid: &Grid) -> String {
    let heads: Vec<&str> =
        ["plan", "**this estimator**"].into_iter().chain(Method::ALL.map(Method::name)).collect();
    let mut table = Table::new(&heads);
    for plan in PLANS {
        let mut line =
            vec![plan.name().to_string(), signed(grid.looks(plan, 0.0, 1).map(|it| it.benefit.q50))];
        for method in 0..Method::ALL.len() {
            let gains = grid
                .sights(plan, 0.0, 1)
                .filter_map(|sight| (*sight.simple.get(method)?).map(|(gain, _)| gain));
            line.push(signed(gains));
        }
        table.line(line);
    }
    table.finish()
}
