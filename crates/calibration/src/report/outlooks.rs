//! Whether forecasts come true (4.8), and whether maintenance gaps hold what is true (4.9).

use super::Run;
use super::grid::{Grid, PLANS};
use super::page::{Table, mean, share};
use crate::life::Life;
use crate::look::covers;
use crate::setting::{Plan, Setting};
use crate::tally::{Tally, median};
use domain::answer::{Ahead, Forecast, Outlook, Posterior, Verdict, reading, reading_of};
use domain::trial::Design;

/// What was foreseen at week 4 for week 8, and what came.
#[derive(Debug, Clone, Copy)]
struct Foreseen {
    outlook: Outlook,
    came: Verdict,
}

/// Forecasts at week 4 for week 8, of those undecided at week 4, over peaks of 0 to 2.
pub(super) fn forecasts(run: &Run) -> String {
    let mut table = Table::new(&[
        "plan",
        "people",
        "forecast of a firm answer",
        "came",
        "forecast of \"helps\"",
        "came",
        "came where below 0.4",
        "came from 0.4 to 0.7",
        "came above 0.7",
    ]);
    for (number, plan) in [Plan::Random, Plan::Free].into_iter().enumerate() {
        run.progress(&format!("forecasts, {}", plan.name()));
        let group = 600 + u64::try_from(number).unwrap_or_default();
        let found = run.each(run.people, |person| foresee(run, plan, group, person));
        let found: Vec<Foreseen> = found.into_iter().flatten().collect();
        let came = |low: f64, high: f64| {
            let within = found.iter().filter(move |it| (low..high).contains(&it.outlook.firm));
            share(within.map(|it| it.came.is_firm()))
        };
        table.line([
            plan.name().to_string(),
            found.len().to_string(),
            mean(found.iter().map(|it| it.outlook.firm)),
            came(0.0, 2.0),
            mean(found.iter().map(|it| it.outlook.helps)),
            share(found.iter().map(|it| it.came == Verdict::Helps)),
            came(0.0, 0.4),
            came(0.4, 0.7),
            came(0.7, 2.0),
        ]);
    }
    table.finish()
}

/// `None` for those who have a firm answer already.
fn foresee(run: &Run, plan: Plan, group: u64, person: u64) -> Option<Foreseen> {
    const PEAKS: [f64; 5] = [0.0, 0.5, 1.0, 1.5, 2.0];
    let peak = PEAKS.into_iter().cycle().nth(usize::try_from(person % 5).unwrap_or_default())?;
    let life = Life::of(&Setting { days: 56, ..Setting::new(plan, peak, 0.2) }, run.seed, group, person);
    let early = life.until(28).diary;
    let posterior = Posterior::fit(&early)?;
    if reading_of(&early, &posterior).0.verdict().is_firm() {
        return None;
    }
    let ahead = if plan == Plan::Random { Ahead::Drawn(Design::coin_days()) } else { Ahead::AsSoFar };
    let outlook = Forecast::outlook(&early, &posterior, &ahead, 28)?;
    Some(Foreseen { outlook, came: reading(&life.diary).verdict() })
}

/// The gap between sessions, of those who are told "helps" after 12 weeks, at a peak of 1 or more.
pub(super) fn gaps(grid: &Grid) -> String {
    let mut table = Table::new(&[
        "plan",
        "people",
        "80 in 100 interval holds the true gap",
        "median of estimate/truth",
        "median true gap, days",
        "median ends, days",
    ]);
    for plan in PLANS {
        let gaps: Vec<_> = [1.0, 1.5, 2.0]
            .into_iter()
            .flat_map(|peak| grid.looks(plan, peak, 2))
            .filter(|look| look.verdict() == Verdict::Helps)
            .map(|look| look.gap)
            .collect();
        let middle = |of: fn(&crate::look::Gap) -> f64| median(gaps.iter().map(of));
        table.line([
            plan.name().to_string(),
            gaps.len().to_string(),
            share(gaps.iter().map(|gap| covers(gap.place, 0.8))),
            format!("{:.2}", middle(|gap| gap.median / gap.truth)),
            format!("{:.1}", middle(|gap| gap.truth)),
            format!("{:.1} to {:.1}", middle(|gap| gap.ends.0), middle(|gap| gap.ends.1)),
        ]);
    }
    table.finish()
}

/// Coverage of the 80 in 100 interval of the gap, over all plans.
pub(super) fn gap_coverage(grid: &Grid) -> Tally {
    let looks = PLANS.into_iter().flat_map(|plan| [1.0, 1.5, 2.0].map(|peak| (plan, peak)));
    let looks = looks.flat_map(|(plan, peak)| grid.looks(plan, peak, 2));
    Tally::share(
        looks.filter(|look| look.verdict() == Verdict::Helps).map(|look| covers(look.gap.place, 0.8)),
    )
}
