//! The randomisation test (table 4.6.7).

use super::Run;
use super::page::{Table, share};
use super::reference::TESTS;
use crate::life::Life;
use crate::setting::{Plan, Setting};
use domain::answer::RandomisationTest;
use domain::trial::{Design, Seed};

/// Coin days with perfect adherence and 20 in 100 days missing, 3 in 5 of the usual number of people, 999 redraws.
pub(super) fn table(run: &Run) -> String {
    let mut table =
        Table::new(&["peak", "4 weeks", "8 weeks", "12 weeks", "interval holds the peak after 8 weeks"]);
    for (number, (peak, reference)) in TESTS.into_iter().enumerate() {
        run.progress(&format!("randomisation tests at {peak}"));
        let setting = Setting {
            perfect_adherence: true,
            // The interval is about the statistic's own half-life, so people have it here.
            half_life: Some(2.0),
            ..Setting::new(Plan::Random, peak, 0.2)
        };
        let usual = Setting { half_life: None, ..setting.clone() };
        let group = 400 + u64::try_from(number).unwrap_or_default();
        let test = |life: &Life| {
            RandomisationTest::new(&life.diary, &Design::coin_days(), &Seed::new("calibration"), 999)
        };
        let found = run.each(run.people * 3 / 5, |person| {
            let life = Life::of(&usual, run.seed, group, person);
            let looks = [4, 8, 12].map(|weeks| test(&life.until(7 * weeks)));
            (looks, test(&Life::of(&setting, run.seed, group, person).until(56)))
        });
        let mut line = vec![format!("{peak}")];
        for (look, reference) in reference.into_iter().enumerate() {
            let small = found
                .iter()
                .map(|(looks, _)| looks.get(look).copied().flatten().is_some_and(|test| test.share <= 0.05));
            line.push(format!("{} ({reference:.2})", share(small)));
        }
        line.push(share(found.iter().filter_map(|(_, test)| *test).map(|test| {
            test.low.is_none_or(|low| low <= peak) && test.high.is_none_or(|high| high >= peak)
        })));
        table.line(line);
    }
    table.finish()
}
