//! When the assumptions are wrong (table 4.6.4).

use super::Run;
use super::page::{Table, share_of};
use super::reference::{TWISTS, TwistRow};
use crate::life::Life;
use crate::look::{Look, covers};
use crate::setting::{Setting, Twist};
use crate::tally::Tally;

/// One line, as measured.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) reference: TwistRow,
    zero: Vec<Option<Look>>,
    one: Vec<Option<Look>>,
}

impl Measured {
    fn looks(looks: &[Option<Look>]) -> impl Iterator<Item = &Look> {
        looks.iter().flatten()
    }

    /// Coverage of the 90 in 100 interval of the benefit at no effect and at a peak of 1.
    pub(super) fn coverage(&self) -> [Tally; 2] {
        [&self.zero, &self.one]
            .map(|looks| Tally::share(Self::looks(looks).map(|look| covers(look.benefit_place, 0.9))))
    }

    /// Share that says yes at no effect and at a peak of 1.
    pub(super) fn yes(&self) -> [Tally; 2] {
        [&self.zero, &self.one]
            .map(|looks| Tally::share(looks.iter().map(|look| look.as_ref().is_some_and(Look::yes))))
    }

    /// Whether the reference calls this row fine.
    pub(super) fn is_fine(&self) -> bool {
        matches!(
            self.reference.twist,
            Twist::None | Twist::Flares | Twist::LowPain | Twist::SkipsGoodDays | Twist::NoRecovery
        )
    }
}

/// 8 weeks with 20 in 100 days missing, 4 in 5 of the usual number of people. The same people in every row.
pub(super) fn run(run: &Run) -> Vec<Measured> {
    let people = run.people * 4 / 5;
    let mut rows = Vec::new();
    for reference in TWISTS {
        run.progress(&format!("{} under {}", reference.twist.name(), reference.plan.name()));
        let looks = |peak| {
            let setting =
                Setting { days: 56, twist: reference.twist, ..Setting::new(reference.plan, peak, 0.2) };
            run.each(people, |person| Look::at(&Life::of(&setting, run.seed, 200, person)))
        };
        rows.push(Measured { reference, zero: looks(0.0), one: looks(1.0) });
    }
    rows
}

pub(super) fn table(rows: &[Measured]) -> String {
    let mut table = Table::new(&[
        "what is different",
        "plan",
        "0: says yes",
        "0: says worse",
        "0: bias",
        "0: covers",
        "1: says yes",
        "1: bias of benefit",
        "1: bias of peak",
        "1: covers benefit",
        "1: covers peak",
    ]);
    for row in rows {
        let [zero_cover, one_cover] = row.coverage();
        let [zero_yes, one_yes] = row.yes();
        let worse = Tally::share(row.zero.iter().map(|look| look.as_ref().is_some_and(Look::worse)));
        let bias =
            |looks| Measured::looks(looks).map(|it| it.benefit.q50 - it.true_benefit).collect::<Tally>();
        let peak_bias: Tally = Measured::looks(&row.one).map(|it| it.peak_error).collect();
        let peak_cover = Tally::share(Measured::looks(&row.one).map(|it| covers(it.peak_place, 0.9)));
        let beside = |tally: &Tally, reference: f64| format!("{} ({reference:.2})", share_of(tally));
        let off = |tally: Tally, reference: f64| {
            format!("{:+.2} ±{:.2} ({reference:+.2})", tally.mean(), tally.error())
        };
        let [yes, says_worse, zero_bias, covered] = row.reference.zero;
        let [one_says, benefit_bias, off_peak, benefit_covered, peak_covered] = row.reference.one;
        table.line([
            row.reference.twist.name().to_string(),
            row.reference.plan.name().to_string(),
            beside(&zero_yes, yes),
            beside(&worse, says_worse),
            off(bias(&row.zero), zero_bias),
            beside(&zero_cover, covered),
            beside(&one_yes, one_says),
            off(bias(&row.one), benefit_bias),
            off(peak_bias, off_peak),
            beside(&one_cover, benefit_covered),
            beside(&peak_cover, peak_covered),
        ]);
    }
    table.finish()
}
