//! What people are told, week by week (table 4.7).

use super::Run;
use super::page::{Table, mean, share};
use super::reference::{DECISIONS, Verdicts};
use crate::life::Life;
use crate::setting::Setting;
use crate::tally::{Tally, count, median};
use domain::answer::{Verdict, reading};

const VERDICTS: [Verdict; 5] =
    [Verdict::Helps, Verdict::ProbablyHelps, Verdict::CantTell, Verdict::ProbablyNot, Verdict::Worse];
/// Weeks after which people look.
const LOOKS: std::ops::RangeInclusive<usize> = 3..=12;

/// 20 in 100 days missing, a worthwhile change of 1 point, a quarter of the usual number of people.
pub(super) fn table(run: &Run) -> String {
    let mut table = Table::new(&[
        "plan",
        "peak",
        "true benefit",
        "week 4",
        "week 8",
        "week 12",
        "ever \"helps\"",
        "\"helps\" twice in a row",
        "ever \"worse\"",
        "median week of the first firm answer",
    ]);
    for (number, (plan, peak, verdicts, ever)) in DECISIONS.into_iter().enumerate() {
        run.progress(&format!("weekly looks, {} at {peak}", plan.name()));
        let setting = Setting::new(plan, peak, 0.2);
        let group = 500 + u64::try_from(number).unwrap_or_default();
        let found = run.each(run.people / 4, |person| {
            let life = Life::of(&setting, run.seed, group, person);
            let told: Vec<Verdict> =
                LOOKS.map(|weeks| reading(&life.until(7 * weeks).diary).verdict()).collect();
            (life.benefit(), told)
        });
        let people: Vec<&[Verdict]> = found.iter().map(|(_, told)| told.as_slice()).collect();
        let mut line =
            vec![plan.name().to_string(), format!("{peak}"), mean(found.iter().map(|(benefit, _)| *benefit))];
        line.extend(
            [4, 8, 12].into_iter().zip(verdicts).map(|(weeks, reference)| at(&people, weeks, reference)),
        );
        let ever_told = |verdict| share(people.iter().map(|told| told.contains(&verdict)));
        let twice = share(people.iter().map(|told| told.windows(2).any(|pair| pair == [Verdict::Helps; 2])));
        let [helps, in_a_row, worse] = ever.map(|value| format!(" ({value:.2})"));
        line.push(ever_told(Verdict::Helps) + &helps);
        line.push(twice + &in_a_row);
        line.push(ever_told(Verdict::Worse) + &worse);
        let first = people.iter().filter_map(|told| told.iter().position(|verdict| verdict.is_firm()));
        line.push(format!("{:.0}", median(first.map(|look| count(look + LOOKS.start())))));
        table.line(line);
    }
    table.finish()
}

/// The five shares at one look, in hundredths, beside the reference's.
fn at(people: &[&[Verdict]], weeks: usize, reference: Verdicts) -> String {
    let shares = VERDICTS.map(|verdict| {
        Tally::share(people.iter().map(|told| told.get(weeks - LOOKS.start()) == Some(&verdict)))
    });
    let error = shares.iter().map(Tally::share_error).fold(0.0, f64::max);
    let hundredths = |values: Vec<f64>| {
        values.into_iter().map(|value| format!("{:.0}", 100.0 * value)).collect::<Vec<_>>().join("/")
    };
    format!(
        "{} ±{:.0} ({})",
        hundredths(shares.iter().map(Tally::mean).collect()),
        100.0 * error,
        hundredths(reference.to_vec())
    )
}
