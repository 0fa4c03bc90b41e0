//! Two techniques, one drawn for each session (table 4.6.6).

use super::Run;
use super::page::{Table, mean, share};
use super::reference::PAIRS;
use crate::life::Life;
use crate::look::covers;
use crate::mixture::Mixture;
use crate::setting::{Plan, Setting};
use domain::answer::Posterior;

/// What is known of A − B after one diary.
#[derive(Debug, Clone, Copy)]
struct Difference {
    place: f64,
    width: f64,
    a_better: f64,
    a_first: bool,
    one_helps: bool,
}

impl Difference {
    /// `None` where one of them had no session.
    fn of(life: &Life) -> Option<Self> {
        let posterior = Posterior::fit(&life.diary)?;
        let group = |technique| posterior.groups().iter().position(|group| group == &[technique]);
        let (a, b) = (group(0)?, group(1)?);
        let effects = |of_a: f64, of_b: f64| {
            Mixture::of_effects(&posterior, &|_| {
                let mut weights = vec![0.0; posterior.groups().len()];
                for (group, weight) in [(a, of_a), (b, of_b)] {
                    if let Some(own) = weights.get_mut(group) {
                        *own = weight;
                    }
                }
                weights
            })
        };
        let difference = effects(1.0, -1.0);
        let truth = life.truth.peaks.first()? - life.truth.peaks.get(1)?;
        let helps = |mixture: &Mixture| 1.0 - mixture.below(0.0) > 0.95;
        Some(Self {
            place: difference.below(truth),
            width: difference.quantile(0.95) - difference.quantile(0.05),
            a_better: 1.0 - difference.below(0.0),
            a_first: difference.mean() > 0.0,
            one_helps: helps(&effects(1.0, 0.0)) || helps(&effects(0.0, 1.0)),
        })
    }
}

/// Coin days, 20 in 100 days missing, 4 in 5 of the usual number of people.
pub(super) fn table(run: &Run) -> String {
    let mut table = Table::new(&[
        "peak A",
        "peak B",
        "weeks",
        "covers A − B",
        "width",
        "names A",
        "names B",
        "A first",
        "at least one helps",
    ]);
    for (number, (a, b, weeks, reference)) in PAIRS.into_iter().enumerate() {
        run.progress(&format!("techniques of {a} and {b}, {weeks} weeks"));
        let setting = Setting { peaks: vec![a, b], days: 7 * weeks, ..Setting::new(Plan::Random, a, 0.2) };
        // Both lengths of a pair are the same people.
        let group = 300 + u64::try_from(number / 2).unwrap_or_default();
        let found = run
            .each(run.people * 4 / 5, |person| Difference::of(&Life::of(&setting, run.seed, group, person)));
        let found: Vec<Difference> = found.into_iter().flatten().collect();
        let all = |value: fn(&Difference) -> bool| share(found.iter().map(value));
        let [cover, width, names_a, names_b, first, one] = reference.map(|value| format!(" ({value:.2})"));
        table.line([
            format!("{a}"),
            format!("{b}"),
            weeks.to_string(),
            all(|it| covers(it.place, 0.9)) + &cover,
            mean(found.iter().map(|it| it.width)) + &width,
            all(|it| it.a_better > 0.95) + &names_a,
            all(|it| it.a_better < 0.05) + &names_b,
            all(|it| it.a_first) + &first,
            all(|it| it.one_helps) + &one,
        ]);
    }
    table.finish()
}
