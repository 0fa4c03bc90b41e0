//! The people of tables 4.6.1 to 4.6.3: three plans, five effects, three shares of missing days, seen three times.

use super::Run;
use crate::life::Life;
use crate::look::Look;
use crate::setting::{Plan, Setting};
use crate::simple::Method;

/// The plans of the tables.
pub(super) const PLANS: [Plan; 3] = [Plan::Free, Plan::Random, Plan::Blocks];
/// The true peaks.
pub(super) const PEAKS: [f64; 5] = [0.0, 0.5, 1.0, 1.5, 2.0];
/// Shares of missing days.
pub(super) const MISSING: [f64; 3] = [0.0, 0.2, 0.4];
/// Weeks after which the diaries are seen.
pub(super) const WEEKS: [usize; 3] = [4, 8, 12];

/// One person, seen after 4, 8 and 12 weeks.
pub(super) type Seen = [Sight; 3];

/// What is said of one diary at one look.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    pub(super) look: Option<Look>,
    /// What each simple method says: its gain, and whether it says yes.
    pub(super) simple: [Option<(f64, bool)>; 6],
}

/// People in the same circumstances.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) plan: Plan,
    pub(super) peak: f64,
    pub(super) missing: f64,
    pub(super) people: Vec<Seen>,
}

/// All cells.
#[derive(Debug)]
pub(super) struct Grid(pub(super) Vec<Cell>);

impl Grid {
    pub(super) fn run(run: &Run) -> Self {
        let mut cells = Vec::new();
        for plan in PLANS {
            for peak in PEAKS {
                for missing in MISSING {
                    run.progress(&format!("{} at {peak:.1}, {missing:.1} missing", plan.name()));
                    let setting = Setting::new(plan, peak, missing);
                    let group = 100 + u64::try_from(cells.len()).unwrap_or_default();
                    let people = run.each(run.people, |person| {
                        let life = Life::of(&setting, run.seed, group, person);
                        WEEKS.map(|weeks| Sight::of(&life.until(7 * weeks)))
                    });
                    cells.push(Cell { plan, peak, missing, people });
                }
            }
        }
        Self(cells)
    }

    /// All who were seen under a plan at a peak after the look number `look`, whatever is missing.
    pub(super) fn sights(&self, plan: Plan, peak: f64, look: usize) -> impl Iterator<Item = &Sight> {
        self.0
            .iter()
            .filter(move |cell| cell.plan == plan && (cell.peak - peak).abs() < 1e-9)
            .flat_map(move |cell| cell.people.iter().filter_map(move |seen| seen.get(look)))
    }

    /// Their looks, where something could be said.
    pub(super) fn looks(&self, plan: Plan, peak: f64, look: usize) -> impl Iterator<Item = &Look> {
        self.sights(plan, peak, look).filter_map(|sight| sight.look.as_ref())
    }
}

impl Sight {
    fn of(life: &Life) -> Self {
        let simple = Method::ALL.map(|method| method.says(life).map(|said| (said.gain, said.yes())));
        Self { look: Look::at(life), simple }
    }

    pub(super) fn yes(&self) -> bool {
        self.look.as_ref().is_some_and(Look::yes)
    }
}
