//! What had to be reached, and whether it was.

use super::grid::{Grid, MISSING, PEAKS, PLANS, WEEKS};
use super::page::{Table, share_of};
use super::power::{told, yes};
use super::reference::POWER;
use super::twists::Measured;
use crate::look::covers;
use crate::tally::Tally;
use domain::answer::Verdict;

/// How many people each share of the reference's table 4.6.2 rests on.
const REFERENCE_PEOPLE: f64 = 250.0;

/// A value that had to lie in a range, and where.
struct Held {
    name: String,
    value: f64,
    error: f64,
    /// How far outside may be luck; 0 where the range allows for it already.
    luck: f64,
    /// How far outside the range; 0 or less inside.
    outside: f64,
}

impl Held {
    fn within(name: String, tally: &Tally, low: f64, high: f64) -> Self {
        let value = tally.mean();
        Self {
            name,
            value,
            error: tally.share_error(),
            luck: 2.0 * tally.share_error(),
            outside: (low - value).max(value - high),
        }
    }

    /// A share that nothing is too low for.
    fn at_most(name: String, tally: &Tally, high: f64) -> Self {
        Self::within(name, tally, f64::NEG_INFINITY, high)
    }
}

/// The table of targets.
pub(super) fn table(grid: &Grid, twists: &[Measured]) -> String {
    let mut table = Table::new(&["what had to be reached", "reached", "by how much"]);
    line(
        &mut table,
        "90 in 100 intervals of the benefit hold the truth in 88 to 97 in 100, in every cell",
        cells(grid),
    );
    line(
        &mut table,
        "and in 85 to 98 in 100 in the rows of wrong assumptions that are called fine",
        fine_rows(twists),
    );
    line(
        &mut table,
        "\"helps\" is said to at most 2 in 100 people for whom nothing helps",
        false_helps(grid),
    );
    line(
        &mut table,
        "P(benefit > 0) above 0.95 in at most 7 in 100 of them, over all plans",
        false_yes(grid),
    );
    line(
        &mut table,
        "power at least that of the reference, within Monte Carlo error (2 standard errors)",
        power(grid),
    );
    table.finish() + &power_overall(grid)
}

fn cells(grid: &Grid) -> Vec<Held> {
    let mut held = Vec::new();
    for plan in PLANS {
        for peak in PEAKS {
            for (look, weeks) in WEEKS.into_iter().enumerate() {
                let tally =
                    Tally::share(grid.looks(plan, peak, look).map(|it| covers(it.benefit_place, 0.9)));
                held.push(Held::within(
                    format!("{}, {peak}, {weeks} weeks", plan.name()),
                    &tally,
                    0.88,
                    0.97,
                ));
            }
        }
    }
    held
}

fn fine_rows(twists: &[Measured]) -> Vec<Held> {
    let mut held = Vec::new();
    for row in twists.iter().filter(|row| row.is_fine()) {
        for (tally, peak) in row.coverage().iter().zip([0, 1]) {
            let name = format!("{}, {}, peak {peak}", row.reference.twist.name(), row.reference.plan.name());
            held.push(Held::within(name, tally, 0.85, 0.98));
        }
    }
    held
}

fn false_helps(grid: &Grid) -> Vec<Held> {
    let cells = PLANS.into_iter().flat_map(|plan| [0, 1, 2].map(|look| (plan, look)));
    cells
        .map(|(plan, look)| {
            let weeks = WEEKS.get(look).copied().unwrap_or_default();
            let name = format!("{}, {weeks} weeks", plan.name());
            Held::at_most(name, &told(grid, plan, look, Verdict::Helps), 0.02)
        })
        .collect()
}

fn false_yes(grid: &Grid) -> Vec<Held> {
    let all = |look: usize| {
        let plans = PLANS.into_iter().flat_map(|plan| MISSING.map(|missing| (plan, missing)));
        plans.map(|(plan, missing)| yes(grid, plan, 0.0, look, missing)).fold(Tally::default(), Tally::with)
    };
    let weeks = WEEKS.into_iter().enumerate();
    weeks.map(|(look, weeks)| Held::at_most(format!("{weeks} weeks"), &all(look), 0.07)).collect()
}

/// Where power is more than 2 standard errors of the difference below the reference.
fn power(grid: &Grid) -> Vec<Held> {
    let mut held = Vec::new();
    for (plan, peak, reference) in POWER.into_iter().filter(|(_, peak, _)| *peak > 0.0) {
        for ((look, weeks), row) in WEEKS.into_iter().enumerate().zip(reference) {
            for (missing, reference) in MISSING.into_iter().zip(row) {
                let tally = yes(grid, plan, peak, look, missing);
                let pooled = (reference * REFERENCE_PEOPLE + 1.0) / (REFERENCE_PEOPLE + 2.0);
                let theirs = pooled * (1.0 - pooled) / (REFERENCE_PEOPLE + 2.0);
                let error = (theirs + tally.share_error() * tally.share_error()).sqrt();
                held.push(Held {
                    name: format!(
                        "{}, {peak}, {weeks} weeks, {missing} missing (reference {reference:.2})",
                        plan.name()
                    ),
                    value: tally.mean(),
                    error: tally.share_error(),
                    luck: 0.0,
                    outside: reference - 2.0 * error - tally.mean(),
                });
            }
        }
    }
    held
}

/// Of so many comparisons some lie outside by luck, so their mean is told too.
fn power_overall(grid: &Grid) -> String {
    let (mut entries, mut difference, mut variance) = (0, 0.0, 0.0);
    for (plan, peak, reference) in POWER.into_iter().filter(|(_, peak, _)| *peak > 0.0) {
        for (look, row) in reference.into_iter().enumerate() {
            for (missing, reference) in MISSING.into_iter().zip(row) {
                let tally = yes(grid, plan, peak, look, missing);
                let pooled = (reference * REFERENCE_PEOPLE + 1.0) / (REFERENCE_PEOPLE + 2.0);
                entries += 1;
                difference += tally.mean() - reference;
                variance += pooled * (1.0 - pooled) / (REFERENCE_PEOPLE + 2.0)
                    + tally.share_error() * tally.share_error();
            }
        }
    }
    let count = f64::from(entries);
    format!(
        "Of {entries} comparisons of power, 2 or 3 lie more than 2 standard errors low by luck alone. The mean difference \
         from the reference over all of them is {:+.3} ±{:.3}.\n\n",
        difference / count,
        variance.sqrt() / count
    )
}

/// One line: how many are reached, and those that are not, or else the closest.
///
/// What lies outside by no more than 2 standard errors may be reached or not: so many people cannot tell.
fn line(table: &mut Table, what: &str, mut held: Vec<Held>) {
    held.sort_by(|a, b| b.outside.total_cmp(&a.outside));
    let reached = held.iter().filter(|it| it.outside <= 1e-9).count();
    let word = if reached == held.len() {
        "yes"
    } else if held.iter().all(|it| it.outside <= it.luck) {
        "no, but within 2 standard errors"
    } else {
        "**no**"
    };
    let told = |it: &Held| format!("{}: {:.3} ±{:.3}", it.name, it.value, it.error);
    let shown = if reached == held.len() { 1 } else { held.len() - reached };
    let listed: Vec<String> = held.iter().take(shown).map(told).collect();
    let intro = if reached == held.len() { "closest" } else { "outside" };
    table.line([
        what.to_string(),
        word.to_string(),
        format!("{reached} of {}; {intro}: {}", held.len(), listed.join("; ")),
    ]);
}

/// The share told "helps" and the share that says yes, of all for whom nothing helps.
pub(super) fn false_alarms(grid: &Grid) -> [String; 2] {
    let sights = || PLANS.into_iter().flat_map(|plan| [0, 1, 2].map(|look| (plan, look)));
    let helps = sights()
        .map(|(plan, look)| told(grid, plan, look, Verdict::Helps))
        .fold(Tally::default(), Tally::with);
    let yes = sights()
        .flat_map(|(plan, look)| MISSING.map(|missing| yes(grid, plan, 0.0, look, missing)))
        .fold(Tally::default(), Tally::with);
    [share_of(&helps), share_of(&yes)]
}
