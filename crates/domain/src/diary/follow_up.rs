//! What follows from the diary: the rules of `care.toml` on what a person noted (`reference`: safety, part 5).

use super::check_in::days_from;
use super::keep::keep_the_last_look;
use super::series::{Of, Series, Twice, plan_days, points};
use crate::entry::{GoalNow, PersonNow, Recorded, Screen, SessionDone, SorenessNoted};
use crate::facts::Facts;
use crate::ids::{Key, SourceId, TechniqueId};
use crate::knowledge::Knowledge;
use crate::knowledge::care::follow_up::{FollowUp, FollowUpAction, FollowUpLevel, Measure};
use crate::knowledge::source::Certainty;
use crate::profile::Profile;
use crate::standing::known;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A rule that the diary has set off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Raised {
    /// The rule, as in `care.toml`.
    pub rule: String,
    /// The level that follows.
    pub level: FollowUpLevel,
    /// At `clinician_first`: within 2 to 3 working days.
    pub urgent: bool,
    /// Why, in plain words.
    pub because: String,
    /// What to do, in plain words.
    pub words: String,
    /// What to say to a clinician; empty where there is nothing to say.
    pub say: String,
    /// What the program does.
    pub does: Vec<FollowUpAction>,
    /// The day on which it was set off.
    pub since: Date,
    /// The techniques that it is about, if it is about some.
    pub techniques: BTreeSet<TechniqueId>,
    /// The fact that carries it to triage and to the gate, if it stops massage.
    pub sets: Option<Key>,
    /// Where it comes from.
    pub source: Vec<SourceId>,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Raised {
    /// Whether the program does something because of it.
    #[must_use]
    pub fn asks_for(&self, action: FollowUpAction) -> bool {
        self.does.contains(&action)
    }
}

/// What the diary has set off on a day, most pressing first.
///
/// ```
/// use domain::diary::follow_up;
/// use domain::entry::PersonNow;
/// use domain::knowledge::Knowledge;
/// use jiff::civil::date;
///
/// let knowledge = Knowledge::bundled().unwrap();
/// assert_eq!(follow_up(&knowledge, &PersonNow::default(), date(2026, 3, 1)), []);
/// ```
#[must_use]
pub fn follow_up(knowledge: &Knowledge, person: &PersonNow, today: Date) -> Vec<Raised> {
    let (facts, profile, _) = known(knowledge, person);
    raised(knowledge, person, &facts, &profile, today)
}

/// As [`follow_up`], with what is known already at hand.
pub(crate) fn raised(
    knowledge: &Knowledge,
    person: &PersonNow,
    facts: &Facts,
    profile: &Profile,
    today: Date,
) -> Vec<Raised> {
    let look = Look::new(knowledge, person, facts, profile, today);
    let mut raised: Vec<Raised> =
        knowledge.care.follow_ups.iter().filter_map(|rule| look.raise(rule)).collect();
    keep_the_last_look(knowledge, &mut raised);
    raised.sort_by_key(|one| std::cmp::Reverse((one.level, one.urgent, one.does.len())));
    raised
}

/// Days that a very bad day or a session that hurt is looked back on.
const LOOK_BACK: i32 = 7;
/// Days of a relapse: how far below the usual "better" was, and above that "worse" is, in points.
const CLEARLY: u16 = 2;
/// Better days that end a spell where the rule names none.
pub(super) const BETTER_DAYS: u8 = 3;
/// Days after which all questions come again in any case.
const FULL_AGAIN: i32 = 28;
/// Days in which two changes of medicine upwards count as rising.
const MEDICINE_DAYS: i32 = 28;

pub(super) struct Look<'a> {
    knowledge: &'a Knowledge,
    person: &'a PersonNow,
    facts: &'a Facts,
    profile: &'a Profile,
    today: Date,
    pain: Series,
    function: Series,
}

/// What a rule found: since when, in which numbers, and about which techniques.
struct Found {
    since: Date,
    of: Of,
    techniques: BTreeSet<TechniqueId>,
}

impl Found {
    fn on(since: Date) -> Self {
        Self { since, of: Of::Pain, techniques: BTreeSet::new() }
    }
}

impl<'a> Look<'a> {
    pub(super) fn new(
        knowledge: &'a Knowledge,
        person: &'a PersonNow,
        facts: &'a Facts,
        profile: &'a Profile,
        today: Date,
    ) -> Self {
        let baseline = &knowledge.care.baseline;
        let pain = Series::pain(person, baseline, today);
        let function = Series::function(person, baseline, today);
        Self { knowledge, person, facts, profile, today, pain, function }
    }
}

impl Look<'_> {
    fn raise(&self, rule: &FollowUp) -> Option<Raised> {
        let found = self.find(rule).filter(|found| !self.is_settled(rule, found.since))?;
        let because = match found.of {
            Of::Pain => rule.when.clone(),
            // While pain is new it is not rated: then what the back allows stands for it.
            Of::Function => rule.when.replace("Your pain is", "Your back gets in your way"),
        };
        Some(Raised {
            rule: rule.id.clone(),
            level: rule.level,
            urgent: rule.urgent,
            say: self.say(rule),
            because,
            words: rule.words.clone(),
            does: rule.does.clone(),
            since: found.since,
            techniques: found.techniques,
            sets: rule.sets.clone(),
            source: rule.source.clone(),
            certainty: rule.certainty,
        })
    }

    fn find(&self, rule: &FollowUp) -> Option<Found> {
        match rule.measure {
            Measure::DangerSign => self.danger_sign(),
            Measure::PainMedianOverBaseline => self.above_usual(rule),
            Measure::WorstPainNotEased => self.very_bad_day(rule),
            Measure::LegSymptom => self.leg_symptom(),
            Measure::PainAfterSession => self.sore_after_sessions(rule),
            Measure::HarmSign => self.harm_sign(),
            Measure::NoMeaningfulChange => self.no_change(rule),
            Measure::Relapse => self.relapse(rule),
            Measure::MedicineDoseRising => self.medicine_rising(),
            // How many days a medicine was taken is not in the diary.
            Measure::MedicineDays => None,
            Measure::DiaryGap => self.gap(rule),
            Measure::PlanWorks => self.plan_works(rule),
            Measure::Flare => self.long_flare(rule),
            Measure::SeverePainAtStart => self.severe_at_start(rule),
        }
    }

    /// The numbers that stand for pain: those of pain where there are enough of them.
    pub(super) fn main(&self) -> &Series {
        if self.pain.usual.is_some() { &self.pain } else { &self.function }
    }

    /// Whether the questions that a rule asks for were answered since, or a clinician has looked at it since.
    fn is_settled(&self, rule: &FollowUp, since: Date) -> bool {
        let checked = rule.sets.as_ref().is_some_and(|key| {
            self.person.assessments.iter().any(|one| {
                one.event.facts.contains(key) && one.day >= since && one.event.massage_agreed != Some(false)
            })
        });
        let asks = |action: FollowUpAction| rule.does.contains(&action);
        let asked = |sets: &[Screen]| {
            self.person.screens.iter().any(|one| sets.contains(&one.event.set) && one.day >= since)
        };
        let screened = if rule.sets.is_some() {
            false
        } else if asks(FollowUpAction::FullScreen) {
            asked(&[Screen::Full]) || self.interview().is_some_and(|day| day >= since)
        } else if asks(FollowUpAction::ShortScreen) {
            asked(&[Screen::Full, Screen::Short])
        } else {
            rule.measure == Measure::DiaryGap && asked(&[Screen::Full, Screen::Short, Screen::Mini])
        };
        checked || screened
    }

    /// The day of the oldest safety answer.
    fn interview(&self) -> Option<Date> {
        let asked = |id: &&crate::ids::QuestionId| {
            let page = self.knowledge.questions.iter().find(|page| page.id == **id);
            page.is_some_and(|page| page.rescreen != crate::knowledge::question::Rescreen::No)
        };
        self.person.answers.iter().filter(|(id, _)| asked(id)).map(|(_, answer)| answer.day).min()
    }

    /// A sign that was told outside the interview and that carries a level of its own.
    fn danger_sign(&self) -> Option<Found> {
        let is_danger = |key: &Key| {
            let level = self.knowledge.facts.get(key).and_then(|fact| fact.level);
            level.is_some_and(|level| !level.allows_plan()) && self.facts.is_possible(key.as_str())
        };
        self.reported(is_danger)
    }

    /// The newest day on which a fact was told outside the interview, and is still so.
    fn reported(&self, wanted: impl Fn(&Key) -> bool) -> Option<Found> {
        let problems = self.person.problems.iter().map(|one| (one.day, &one.event.yes, &one.event.unsure));
        let screens = self.person.screens.iter().map(|one| (one.day, &one.event.yes, &one.event.unsure));
        let told = problems.chain(screens).filter(|(_, yes, unsure)| yes.iter().chain(*unsure).any(&wanted));
        told.map(|(day, ..)| day).max().filter(|day| *day <= self.today).map(Found::on)
    }

    fn above_usual(&self, rule: &FollowUp) -> Option<Found> {
        let series = self.main();
        let (since, _) = series.spell(rule.points?, rule.days?, rule.better_days.unwrap_or(BETTER_DAYS));
        since.map(|since| Found { of: series.of, ..Found::on(since) })
    }

    /// Pain of 9 or 10 that stayed: the average of a day, or a rating that no later one of that day eased by 2 points.
    fn very_bad_day(&self, rule: &FollowUp) -> Option<Found> {
        let (points, within) = (rule.points?, i32::from(rule.within_days.unwrap_or(2)));
        let from = self.today.saturating_sub(within.days());
        let check_ins = self.person.check_ins.range(from..=self.today).filter(|(_, list)| {
            list.iter().any(|one| one.event.pain.is_some_and(|pain| pain.points() >= points))
        });
        let ratings = self.person.ratings.range(from..=self.today).filter(|(_, list)| {
            let mut list: Vec<_> =
                list.iter().filter(|one| one.event.measure == crate::entry::Measure::Pain).collect();
            list.sort_by_key(|one| (one.event.minute_of_day, one.recorded_at));
            let scores: Vec<u8> = list.iter().map(|one| one.event.score.points()).collect();
            let worst = scores.iter().rposition(|score| *score >= points);
            worst.is_some_and(|place| {
                let later = scores.get(place + 1..).unwrap_or_default();
                later.iter().all(|score| score + 2 > points)
            })
        });
        check_ins.map(|(day, _)| *day).chain(ratings.map(|(day, _)| *day)).max().map(Found::on)
    }

    /// A sign in the legs that was told, or numbness after a session.
    fn leg_symptom(&self) -> Option<Found> {
        let legs = |key: &Key| LEG_SIGNS.contains(&key.as_str()) && self.facts.is_possible(key.as_str());
        let numb =
            |session: &&Recorded<SessionDone>| session.event.problem == crate::entry::SessionProblem::Numb;
        let sessions = self.person.sessions.iter().filter(numb).map(|session| session.day);
        let recent = sessions.filter(|day| (0..=LOOK_BACK).contains(&days_from(*day, self.today))).max();
        self.reported(legs).into_iter().map(|found| found.since).chain(recent).max().map(Found::on)
    }

    /// Two sessions in a row after which pain stayed 2 points up for more than 48 hours.
    fn sore_after_sessions(&self, rule: &FollowUp) -> Option<Found> {
        let recent = |since: &Date| days_from(*since, self.today) <= MEDICINE_DAYS;
        let (since, techniques) = self.sore_runs(rule).into_iter().rfind(|(since, _)| recent(since))?;
        Some(Found { techniques, ..Found::on(since) })
    }

    /// Each run of sessions in a row after which pain stayed up: the day on which that was known, and what was done in
    /// all of them.
    pub(super) fn sore_runs(&self, rule: &FollowUp) -> Vec<(Date, BTreeSet<TechniqueId>)> {
        let Some(wanted) = rule.sessions.map(usize::from).filter(|wanted| *wanted > 0) else {
            return Vec::new();
        };
        let mut days: Vec<Date> = self.person.sessions.iter().map(|session| session.day).collect();
        days.sort_unstable();
        days.dedup();
        let up: Vec<(Date, bool)> = days.iter().map(|day| (*day, self.stays_up(*day))).collect();
        let of_day = |day: Date| -> BTreeSet<TechniqueId> {
            let sessions = self.person.sessions.iter().filter(|session| session.day == day);
            let items = sessions.flat_map(|session| &session.event.items).filter(|item| item.seconds > 0);
            items.filter(|item| self.loads(&item.technique)).map(|item| item.technique.clone()).collect()
        };
        let run = |run: &[(Date, bool)]| {
            let since = run.last()?.0.saturating_add(2.days());
            let all_up = run.iter().all(|(_, up)| *up);
            let mut shared = run.iter().map(|(day, _)| of_day(*day));
            let first = shared.next()?;
            (all_up && since <= self.today).then(|| (since, shared.fold(first, |all, day| &all & &day)))
        };
        up.windows(wanted).filter_map(run).collect()
    }

    fn loads(&self, id: &TechniqueId) -> bool {
        use crate::knowledge::technique::Kind;
        let kind = self.knowledge.techniques.get(id).map(|known| known.kind);
        !matches!(kind, None | Some(Kind::Breathing | Kind::Relaxation | Kind::Sleep | Kind::Posture))
    }

    /// Whether pain was 2 points above the usual, or the days before, for more than 48 hours after a session.
    fn stays_up(&self, day: Date) -> bool {
        let series = self.main();
        let usual = series.usual.map(|(usual, _)| usual);
        let known = [usual, series.smooth(day), series.score(day)];
        let Some(before) = known.into_iter().flatten().min() else { return false };
        let after: Vec<(i32, Twice)> = (1..=3)
            .filter_map(|later| Some((later, series.score(day.saturating_add(later.days()))?)))
            .collect();
        after.len() >= 2
            && after.last().is_some_and(|(later, _)| *later >= 2)
            && after.iter().all(|(_, score)| *score >= before + 2 * CLEARLY)
    }

    /// A sign after a session that is not expected, noted as such or by its hours.
    fn harm_sign(&self) -> Option<Found> {
        let rows = &self.knowledge.care.after_session;
        let harmful = |key: &Key| {
            rows.iter().any(|row| !row.expected && row.sets.as_ref() == Some(key))
                && self.facts.is_possible(key.as_str())
        };
        let long = self.person.soreness.iter().filter(|sore| {
            (0..=LOOK_BACK).contains(&days_from(sore.day, self.today))
                && stayed_up(self.knowledge, &sore.event)
        });
        let long = long.max_by_key(|sore| sore.day).map(|sore| Found {
            techniques: sore.event.after.iter().cloned().collect(),
            ..Found::on(sore.day)
        });
        self.reported(harmful).or(long)
    }

    /// Whether days lately are better than usual by what people notice; `None` where the diary cannot say.
    fn gained(&self, points: u8, percent: u8) -> Option<bool> {
        let lately = |series: &Series| {
            let (usual, _) = series.usual?;
            let now = series.lately(self.today)?;
            // Where there was little to begin with, there is little to gain.
            (usual >= 2 * u16::from(points)).then(|| {
                let fall = usual.saturating_sub(now);
                fall >= 2 * u16::from(points)
                    || u32::from(fall) * 100 >= u32::from(percent) * u32::from(usual)
            })
        };
        let (pain, function) = (lately(&self.pain), lately(&self.function));
        let closer = self.person.weekly_check_ins.iter().any(|week| {
            week.event.goal == GoalNow::Closer && (0..14).contains(&days_from(week.day, self.today))
        });
        match (pain, function) {
            (None, None) => None,
            (pain, function) => Some(closer || pain == Some(true) || function == Some(true)),
        }
    }

    fn no_change(&self, rule: &FollowUp) -> Option<Found> {
        let (start, passed) = plan_days(self.person, self.today)?;
        let days = i32::from(rule.days?);
        let of_age = rule.age_from.is_none_or(|from| self.profile.age.is_some_and(|age| age >= from));
        let rests = self.person.plan.as_ref().is_some_and(|plan| plan.is_paused(self.today));
        let none = || self.gained(rule.points?, rule.percent?).map(|gained| !gained);
        (of_age && !rests && passed >= days && none() == Some(true))
            .then(|| Found::on(start.saturating_add(days.days())))
    }

    fn plan_works(&self, rule: &FollowUp) -> Option<Found> {
        let (start, passed) = plan_days(self.person, self.today)?;
        let baseline = &self.knowledge.care.baseline;
        let window = i32::from(rule.days?)..=i32::from(rule.days_to.unwrap_or(u16::MAX));
        let gained = self.gained(baseline.meaningful_points, baseline.meaningful_percent);
        (window.contains(&passed) && gained == Some(true))
            .then(|| Found::on(start.saturating_add(window.start().days())))
    }

    /// Better by 2 points, then 2 points worse than that again, with one of the facts of the rule.
    fn relapse(&self, rule: &FollowUp) -> Option<Found> {
        if !rule.facts.iter().any(|key| self.facts.is_possible(key.as_str())) {
            return None;
        }
        let series = self.main();
        let (usual, last) = series.usual?;
        let (mut best, mut since) = (usual, None);
        for (day, _) in series.days().filter(|(day, _)| *day > last) {
            let Some(score) = series.smooth(day) else { continue };
            best = best.min(score);
            let was_better = best + 2 * CLEARLY <= usual;
            let is_worse = was_better && score >= best + 2 * CLEARLY;
            since = if is_worse { since.or(Some(day)) } else { None };
        }
        since.map(|since| Found { of: series.of, ..Found::on(since) })
    }

    /// Two notes of more medicine in 4 weeks, by the words that people use for it.
    fn medicine_rising(&self) -> Option<Found> {
        let more = |words: &str| {
            let words = words.to_lowercase();
            MORE.iter().any(|more| words.contains(more))
        };
        let recent = |day: Date| (0..=MEDICINE_DAYS).contains(&days_from(day, self.today));
        let changes = self.person.medicine_changes.iter();
        let mut days: Vec<Date> =
            changes.filter(|one| recent(one.day) && more(&one.event.words)).map(|one| one.day).collect();
        days.sort_unstable();
        days.get(1).map(|_| Found::on(days.last().copied().unwrap_or(self.today)))
    }

    fn gap(&self, rule: &FollowUp) -> Option<Found> {
        let all = rule.does.contains(&FollowUpAction::FullScreen);
        // "7 days or more", and "more than 14 days".
        let least = i32::from(rule.days?) + i32::from(all);
        // The short questions come before each session anyway. All questions are still due after the check-in that ends
        // a long gap: to come back does not answer them.
        let back = if all { FULL_AGAIN } else { 0 };
        let mut to = self.today;
        for (from, _) in self.person.check_ins.range(..=self.today).rev() {
            if days_from(*from, to) >= least {
                return Some(Found::on(from.saturating_add(least.days())));
            }
            to = *from;
            if days_from(to, self.today) >= back {
                break;
            }
        }
        None
    }

    fn long_flare(&self, rule: &FollowUp) -> Option<Found> {
        let flare = self.person.open_flare()?;
        let days = i32::from(rule.days?);
        let first = flare.start_day();
        (days_from(first, self.today) > days).then(|| Found::on(first.saturating_add((days + 1).days())))
    }

    /// Two days after the first answer, where pain was severe then.
    fn severe_at_start(&self, rule: &FollowUp) -> Option<Found> {
        let severe = self.profile.pain_now? >= rule.points?;
        let page = self.knowledge.questions.iter().find(|page| page.field == "pain_now")?;
        let asked = self.person.answers.get(&page.id)?.day;
        let due = asked.saturating_add(i32::from(rule.days?).days());
        (severe && self.today >= due && days_from(due, self.today) <= LOOK_BACK).then(|| Found::on(due))
    }

    /// What to say to a clinician: the numbers, and since when.
    fn say(&self, rule: &FollowUp) -> String {
        let meets = rule.level.level().is_some() || rule.does.contains(&FollowUpAction::AdviseClinician);
        if !meets {
            return String::new();
        }
        let series = self.main();
        // One very bad day is lost in the middle of a week, which would say that nothing is wrong.
        let lately = series.lately(self.today).filter(|_| rule.measure != Measure::WorstPainNotEased);
        let numbers = series.usual.zip(lately).map(|((usual, _), now)| {
            let what = match series.of {
                Of::Pain => "My back pain was",
                Of::Function => "My back got in my way",
            };
            format!(" {what} {} of 10 at first, and about {} in the last week.", points(usual), points(now))
        });
        let opening = match rule.measure {
            Measure::NoMeaningfulChange => "I have kept a diary, and my back has not changed much.",
            Measure::WorstPainNotEased => "My back pain was 9 or 10 of 10, and nothing eased it.",
            Measure::Relapse => "My back got better, then clearly worse, and I feel unwell.",
            Measure::PainAfterSession => "My pain stays up for more than 2 days after sessions.",
            _ => "My back has clearly got worse.",
        };
        format!("{opening}{}", numbers.unwrap_or_default())
    }
}

/// Facts that say that legs are touched further down.
const LEG_SIGNS: [&str; 5] = [
    "one_leg_pain_below_knee",
    "one_leg_numb_patch",
    "leg_weakness_new",
    "both_legs_nerve_symptoms_new",
    "trunk_numb_band",
];

/// Words for more of a medicine.
const MORE: [&str; 6] = ["more", "higher", "increase", "doubl", "stronger", "raised"];

/// Whether soreness was more, and longer, than is expected after a session.
pub(super) fn stayed_up(knowledge: &Knowledge, sore: &SorenessNoted) -> bool {
    let hours = sore.hours.unwrap_or(0);
    knowledge.care.after_session.iter().any(|row| {
        !row.expected
            && row.points.is_some_and(|points| sore.score.points() >= points)
            && row.min_hours.is_some_and(|least| hours > least)
    })
}
