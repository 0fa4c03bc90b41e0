//! Whether a test is offered, of what, and how: one thing at a time, only what the gate opens, as the plan allows.

use super::{Design, Seed, Spacing};
use crate::current::Current;
use crate::diary::is_new_pain;
use crate::entry::{PersonNow, TestStarted, Tested, Worthwhile};
use crate::gate::Gate;
use crate::ids::TechniqueId;
use crate::intake::Due;
use crate::knowledge::Knowledge;
use crate::knowledge::technique::Kind;
use crate::plan::Plan;
use crate::profile::MassageAccess;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Days without at the start, which show the course of the pain (`reference`: measures, 2.2).
pub const BASELINE_DAYS: u16 = 7;
/// The usual length in weeks; about 9 in 10 effects of a point are found by then (measures, 4.6.2).
pub const USUAL_WEEKS: u16 = 8;
/// The shortest test, in weeks: the first planned look (measures, 5.3).
pub const LEAST_WEEKS: u16 = 4;
/// The longest test, in weeks: the days without, and 4 pairs of 2 weeks (`reference`: experience, 5.10).
pub const MOST_WEEKS: u16 = 17;
/// The shortest test of visits: the days without and 6 pairs of weeks, because an answer needs 6 sessions (measures,
/// 5.1) and each pair has one visit.
pub const LEAST_WEEKS_OF_VISITS: u16 = 13;
/// The chance of a session on a day that may have one (measures, 4.6.5).
const COIN: f64 = 0.45;
/// Blocks for an effect that lasts, in days (measures, 4.6.5).
const BLOCKS: (u32, u32) = (5, 7);
/// Blocks of visits are weeks, each with one visit: shorter than the 2 weeks of experience 5.10, because more changes
/// between with and without tell more than longer ones (measures, 3.3).
const WEEK: u32 = 7;

/// Something that may be tested.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What.
    pub what: Tested,
    /// Its name on screen.
    pub name: String,
    /// The fewest weeks that can give an answer.
    pub least_weeks: u16,
    /// The weeks that are suggested.
    pub weeks: u16,
}

/// Why no test is offered.
#[derive(Debug, Clone, PartialEq)]
pub enum NotOffered {
    /// There is no plan yet, or questions are open.
    Questions,
    /// The screen asks for a clinician first.
    SeekCare,
    /// The safety questions are due again.
    ScreenIsDue,
    /// The pain is less than 6 weeks old: most new pain eases by itself, and that would look like success.
    NewPain,
    /// A test runs.
    Running {
        /// Its last day.
        until: Date,
    },
    /// No massage is open to the person, or none is in the plan.
    NothingToTest,
    /// What was asked for is not open, or not in the plan.
    NotOpen {
        /// Why, if the gate said why.
        why: String,
    },
    /// It is too short or too long for an answer.
    Weeks {
        /// The fewest.
        least: u16,
        /// The most.
        most: u16,
    },
}

impl NotOffered {
    /// What stands in the way.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Questions => "a test needs your plan first".to_owned(),
            Self::SeekCare => "your health answers come first, before any test".to_owned(),
            Self::ScreenIsDue => "the safety questions are due again, before a test can start".to_owned(),
            Self::NewPain => "your pain is less than 6 weeks old. Most new pain eases by itself, and that \
                              alone would look like success"
                .to_owned(),
            Self::Running { until } => format!("a test is running, until {until}"),
            Self::NothingToTest => "no massage is open to you now, so there is nothing to test".to_owned(),
            Self::NotOpen { why } if why.is_empty() => "that is not in your plan".to_owned(),
            Self::NotOpen { why } => format!("that is not open to you now. {}", why.trim_end_matches('.')),
            Self::Weeks { least, most } => {
                format!("a test of this lasts from {least} to {most} weeks, or it cannot give an answer")
            }
        }
    }

    /// How to mend it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Questions | Self::ScreenIsDue => "answer the questions: backwise ask".to_owned(),
            Self::SeekCare => "see what to do first: backwise today".to_owned(),
            Self::NewPain => "follow your plan now, and start the test later: backwise today".to_owned(),
            Self::Running { .. } => "see it: backwise test status. End it: backwise test stop".to_owned(),
            Self::NothingToTest => "see what is open to you: backwise plan".to_owned(),
            Self::NotOpen { .. } => {
                "`backwise test start` shows what you can test; leave out --what to choose".to_owned()
            }
            Self::Weeks { least, .. } => format!("for example: --weeks {least}"),
        }
    }
}

/// What may be tested today.
///
/// # Errors
///
/// [`NotOffered`] if nothing may, with the reason.
pub fn choices(
    knowledge: &Knowledge,
    person: &PersonNow,
    current: &Current,
    today: Date,
) -> Result<Vec<Choice>, NotOffered> {
    if let Some(test) = person.running_test(today) {
        return Err(NotOffered::Running { until: super::Trial::new(test).last_day() });
    }
    if !current.assessment.triage.level.allows_plan() {
        return Err(NotOffered::SeekCare);
    }
    if is_new_pain(knowledge, person, today) {
        return Err(NotOffered::NewPain);
    }
    let Some((_, adapted)) = &current.plan else { return Err(NotOffered::Questions) };
    if current.standing.due == Some(Due::Full) {
        return Err(NotOffered::ScreenIsDue);
    }
    let (plan, gate) = (&adapted.plan, &current.assessment.gate);
    let mut choices = Vec::new();
    let own = self_massage(plan, gate);
    if !own.is_empty() {
        choices.push(Choice::new(Tested::SelfMassage, "All self-massage of your plan".to_owned()));
    }
    if visits_are_open(current, plan, gate) {
        choices.push(Choice::new(Tested::Visits, "Visits to a massage therapist".to_owned()));
    }
    for id in own {
        let name = knowledge.techniques.get(&id).map_or_else(|| id.to_string(), |known| known.name.clone());
        choices.push(Choice::new(Tested::Techniques(BTreeSet::from([id])), name));
    }
    if choices.is_empty() { Err(NotOffered::NothingToTest) } else { Ok(choices) }
}

impl Choice {
    fn new(what: Tested, name: String) -> Self {
        let visits = what == Tested::Visits;
        let least_weeks = if visits { LEAST_WEEKS_OF_VISITS } else { LEAST_WEEKS };
        Self { what, name, least_weeks, weeks: USUAL_WEEKS.max(least_weeks) }
    }

    /// What a script calls it.
    #[must_use]
    pub fn id(&self) -> String {
        what_id(&self.what)
    }
}

/// What a script calls something tested.
#[must_use]
pub fn what_id(what: &Tested) -> String {
    match what {
        Tested::Visits => "visits".to_owned(),
        Tested::SelfMassage => "self_massage".to_owned(),
        Tested::Techniques(ids) => ids.iter().map(TechniqueId::as_str).collect::<Vec<_>>().join(" or "),
    }
}

/// Self-massage that stands in the plan and is open.
fn self_massage(plan: &Plan, gate: &Gate) -> BTreeSet<TechniqueId> {
    let items = plan.sessions.iter().flat_map(|session| &session.items);
    let pressed = items.filter(|item| item.kind == Kind::SelfMassage && gate.offers(&item.technique));
    pressed.map(|item| item.technique.clone()).collect()
}

fn visits_are_open(current: &Current, plan: &Plan, gate: &Gate) -> bool {
    let can_go = current.standing.profile.massage_access != Some(MassageAccess::Cannot);
    let mut options = plan.massage.iter().flat_map(|course| &course.options);
    can_go && options.any(|option| gate.offers(&option.technique))
}

/// What a person settles before a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// What to test.
    pub what: Tested,
    /// For how many weeks.
    pub weeks: u16,
    /// How much lower the average pain must be for this to be worth it.
    pub worthwhile: Worthwhile,
    /// Whether the person expects the effect to last for more than 4 days.
    pub lasting_effect_expected: bool,
}

/// A test that may start, before chance has a say.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    wish: Wish,
    design: Design,
    first_day: Date,
}

/// Checks a wish against what is offered today.
///
/// # Errors
///
/// [`NotOffered`] if it is not, with the reason.
pub fn propose(
    knowledge: &Knowledge,
    person: &PersonNow,
    current: &Current,
    today: Date,
    wish: Wish,
) -> Result<Proposal, NotOffered> {
    let open = choices(knowledge, person, current, today)?;
    let Some(choice) = open.iter().find(|choice| choice.what == wish.what) else {
        return Err(NotOffered::NotOpen { why: why_not(&current.assessment.gate, &wish.what) });
    };
    if !(choice.least_weeks..=MOST_WEEKS).contains(&wish.weeks) {
        return Err(NotOffered::Weeks { least: choice.least_weeks, most: MOST_WEEKS });
    }
    let Some((_, adapted)) = &current.plan else { return Err(NotOffered::Questions) };
    let design = design(knowledge, &adapted.plan, &wish);
    Ok(Proposal { wish, design, first_day: today })
}

/// What the gate says against a technique.
fn why_not(gate: &Gate, what: &Tested) -> String {
    let Tested::Techniques(ids) = what else { return String::new() };
    let decisions = ids.iter().filter_map(|id| gate.decision(id));
    let mut closed = decisions.filter(|decision| !decision.is_offerable());
    closed.find_map(|decision| decision.limits.first()).map(|limit| limit.why.clone()).unwrap_or_default()
}

/// The rule of the draw: coin days, or blocks where the effect is expected to last; for visits, weeks.
fn design(knowledge: &Knowledge, plan: &Plan, wish: &Wish) -> Design {
    if wish.what == Tested::Visits {
        let gap = plan.massage.as_ref().map_or(0, |course| u32::from(course.gap_hours).div_ceil(24));
        let spacing = Spacing { rest_days: gap.max(WEEK) - 1, most_in_7_days: 1 };
        return Design::Blocks { shortest: WEEK, longest: WEEK, spacing };
    }
    let items = plan.sessions.iter().flat_map(|session| &session.items);
    let tested = items.filter(|item| wish.what.covers(knowledge, &item.technique));
    let hours = tested
        .filter_map(|item| knowledge.techniques.get(&item.technique))
        .map(|known| known.min_hours_between)
        .fold(0.0, f64::max);
    // Hours to the next time as whole days of rest; never two days running.
    let rest_days = (1..7).find(|rest| f64::from(*rest + 1) * 24.0 >= hours).unwrap_or(7);
    let spacing = Spacing { rest_days, most_in_7_days: u32::from(plan.days_per_week.clamp(1, 7)) };
    if wish.lasting_effect_expected {
        Design::Blocks { shortest: BLOCKS.0, longest: BLOCKS.1, spacing }
    } else {
        Design::CoinDays { probability: COIN, spacing }
    }
}

impl Proposal {
    /// The rule of the draw.
    #[must_use]
    pub fn design(&self) -> Design {
        self.design
    }

    /// How many days it lasts, the days without included.
    #[must_use]
    pub fn days(&self) -> u16 {
        self.wish.weeks * 7
    }

    /// The plan of the test in one line of plain letters: the second part of the commitment.
    ///
    /// It has no quotes, so that it can be pasted between two of them: see [`Seed::commitment`].
    #[must_use]
    pub fn plan_text(&self) -> String {
        let lasting = if self.wish.lasting_effect_expected { "yes" } else { "no" };
        format!(
            "backwise test 1; what: {}; first day: {}; days: {}; days without at the start: {BASELINE_DAYS}; \
             then {}; worth it from: {}; lasting effect expected: {lasting}",
            what_id(&self.wish.what),
            self.first_day,
            self.days(),
            design_text(&self.design),
            self.wish.worthwhile.words(),
        )
    }

    /// Starts the test with a seed: what goes into the journal.
    #[must_use]
    pub fn start(&self, seed: Seed) -> TestStarted {
        let plan_text = self.plan_text();
        TestStarted {
            what: self.wish.what.clone(),
            design: self.design,
            first_day: self.first_day,
            baseline_days: BASELINE_DAYS,
            days: self.days(),
            worthwhile: self.wish.worthwhile,
            lasting_effect_expected: self.wish.lasting_effect_expected,
            commitment: seed.commitment(&plan_text),
            seed,
            plan_text,
        }
    }
}

/// The rule of the draw in one line.
fn design_text(design: &Design) -> String {
    let Spacing { rest_days, most_in_7_days } = design.spacing();
    let spacing = format!("rest days {rest_days}, at most {most_in_7_days} in 7 days");
    match design {
        Design::CoinDays { probability, .. } => format!("coin days, probability {probability}, {spacing}"),
        Design::Blocks { shortest, longest, .. } => {
            format!("blocks of {shortest} to {longest} days, {spacing}")
        }
    }
}
