//! The page `docs/calibration.md`.

mod coverage;
mod decisions;
mod grid;
mod outlooks;
mod page;
mod pairs;
mod power;
mod redraws;
mod reference;
mod targets;
mod twists;

use crate::crowd;
use grid::Grid;

/// How large a run is.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// People in each cell of the large tables; the other tables take a part of that.
    pub people: u64,
    /// From which all chance comes.
    pub seed: u64,
    /// How many threads; it does not change the result.
    pub threads: usize,
    /// Told what comes next.
    pub tell: &'a (dyn Fn(&str) + Sync),
}

impl Run<'_> {
    fn progress(&self, what: &str) {
        (self.tell)(what);
    }

    fn each<T: Send>(&self, people: u64, with: impl Fn(u64) -> T + Sync) -> Vec<T> {
        crowd::each(people, self.threads, with)
    }
}

/// Simulates all people and writes the page.
#[must_use]
pub fn report(run: &Run) -> String {
    let Run { people, seed, .. } = run;
    let grid = Grid::run(run);
    let twists = twists::run(run);
    let [helps, yes] = targets::false_alarms(&grid);
    let parts = [
        include_str!("intro.md").to_string(),
        format!(
            "This page was written by `cargo run --release -p calibration -- report --people {people} --seed {seed} > \
             docs/calibration.md`. The same command gives the same page, on any number of threads.\n\n"
        ),
        "## What had to be reached\n\n".to_string(),
        targets::table(&grid, &twists),
        format!(
            "Of all people for whom nothing helps, over all plans, lengths and gaps, {helps} are told \"helps\", and for \
             {yes} P(benefit > 0) is above 0.95.\n\n"
        ),
        include_str!("how_to_read.md").to_string(),
        "## Do intervals hold the truth?\n\n".to_string(),
        format!(
            "Share of people whose true value lies in the 50, 80 and 90 in 100 interval. {} people a line: {people} with no \
             days missing, {people} with 20 in 100 and {people} with 40 in 100.\n\n",
            3 * people
        ),
        coverage::coverage(&grid),
        "The same people after 8 weeks: how far off the median of the benefit and the mean of the peak are, in \
         points.\n\n".to_string(),
        coverage::bias(&grid),
        "## How long does it last?\n\nThe typical factor is how far the median of the half-life is from the truth, up or \
         down.\n\n"
            .to_string(),
        coverage::half_life(&grid),
        "## What is said when nothing helps?\n\n".to_string(),
        power::zero(&grid),
        "## How often is an effect found?\n\nShare with P(benefit > 0) above 0.95, in brackets the reference's (250 people, \
         standard error .014 near .05 and .019 near .9). A peak of 0 is a false alarm.\n\n"
            .to_string(),
        power::power(&grid),
        "## What would plain comparisons have said?\n\nShare that \"says yes\", in brackets the reference's; the simple \
         methods say yes at a one-sided p below 0.05.\n\n"
            .to_string(),
        power::simple(&grid),
        "Points that each method says were gained after 8 weeks, when nothing was:\n\n".to_string(),
        power::gained(&grid),
        "## When the assumptions are wrong\n\n8 weeks, 20 in 100 days missing; at a true peak of 0 and of 1. In brackets the \
         reference's values. The true benefit counts soreness against the effect; its bias is that of the median, \
         which is what people are shown.\n\n"
            .to_string(),
        twists::table(&twists),
        include_str!("twists.md").to_string(),
        "## Two techniques\n\nOne drawn for each session, coin days, 20 in 100 days missing; in brackets the \
         reference's.\n\n"
            .to_string(),
        pairs::table(run),
        "## The randomisation test\n\nShare of tests at or below 0.05, coin days with perfect adherence, 999 redraws; in \
         brackets the reference's. The last column is about people whose half-life is the statistic's, 2 days: share whose \
         90 in 100 interval holds the true peak.\n\n"
            .to_string(),
        redraws::table(run),
        "## What people are told, week by week\n\nA look each week from week 3, worthwhile change 1.0. In hundredths: helps / \
         probably helps / can't tell / probably not enough / worse, ± the largest error of the five; in brackets the \
         reference's.\n\n"
            .to_string(),
        decisions::table(run),
        "## Do forecasts come true?\n\nAsked at week 4, of people without a firm answer, about week 8; true peaks of 0, 0.5, \
         1, 1.5 and 2 in equal parts.\n\n"
            .to_string(),
        outlooks::forecasts(run),
        "## How often to go on\n\nPeople who are told \"helps\" after 12 weeks, at true peaks of 1 and more: the longest time \
         between sessions that is still worth it.\n\n"
            .to_string(),
        outlooks::gaps(&grid),
        format!("Over all plans {} of the intervals hold the true gap.\n", page::share_of(&outlooks::gap_coverage(&grid))),
    ];
    parts.concat()
}
