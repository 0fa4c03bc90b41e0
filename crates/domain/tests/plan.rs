//! Plans keep their promises for everyone.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use domain::assessment::Assessment;
use domain::facts::Facts;
use domain::gate::Gate;
use domain::ids::{Key, TechniqueId};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::plan_rule::StopAction;
use domain::knowledge::technique::{Equipment, Kind, Phase, Technique, Tool};
use domain::level::Level;
use domain::localise::Model;
use domain::plan::{
    Adapted, Advice, Case, Colour, Flare, Item, NoVisits, Plan, Progress, Response, Session, SessionDone,
    StepTaken, SwapReason, Target, ThingKind, TodayState, What, adapt, end_words, plan, swap, today,
    why_words,
};
use domain::profile::{FeelWish, MassageAccess, Profile};
use domain::triage::{Checked, Clearance};
use domain::truth::Truth;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));
/// Facts and findings that leave the level at "precautions" or below, alone.
static GENTLE: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let gentle = KNOWLEDGE.facts.values().filter(|fact| fact.level.is_none_or(Level::allows_plan));
    let gentle = gentle.filter(|fact| fact.derived.is_none()).map(|fact| fact.id.clone());
    gentle.chain(KNOWLEDGE.findings.keys().cloned()).collect()
});

/// A person who was let through, with all that a plan is built from.
struct Person {
    facts: Facts,
    profile: Profile,
    progress: Progress,
    targets: Vec<Target>,
    clearance: Clearance,
    gate: Gate,
}

impl Person {
    /// Everything is "no" but `yes`; `None` if the screen does not let the person start.
    fn new(yes: &[Key], profile: Profile, targets: &[(&str, Side)]) -> Option<Self> {
        let profile = Profile { age: profile.age.or(Some(45)), ..profile };
        let mut facts = Facts::default();
        for key in KNOWLEDGE.facts.keys().filter(|key| !yes.contains(key)) {
            facts.set(key.clone(), Truth::No);
        }
        // What follows from age and sex is not answered.
        for key in KNOWLEDGE.facts.values().filter(|fact| fact.derived.is_some()).map(|fact| &fact.id) {
            facts.set(key.clone(), Truth::No);
        }
        for key in yes {
            facts.set(key.clone(), Truth::Yes);
        }
        facts.derive(&KNOWLEDGE, &profile);
        let assessed = Assessment::new(&KNOWLEDGE, &MODEL, &facts, &Checked::default());
        let targets =
            targets.iter().map(|(id, side)| Target::new(&KNOWLEDGE, &(*id).into(), *side)).collect();
        Some(Self {
            clearance: assessed.triage.clearance()?,
            gate: assessed.gate,
            facts,
            profile,
            progress: Progress::default(),
            targets,
        })
    }

    fn plan(&self) -> Plan {
        plan(&KNOWLEDGE, &self.clearance, &self.gate, &self.case())
    }

    fn case(&self) -> Case<'_> {
        Case {
            targets: &self.targets,
            facts: &self.facts,
            profile: &self.profile,
            progress: &self.progress,
            start: MONDAY,
        }
    }
}

const MONDAY: Date = date(2026, 3, 2);

fn keys(names: &[&str]) -> Vec<Key> {
    names.iter().map(|name| Key::from(*name)).collect()
}

fn technique(id: &TechniqueId) -> &'static Technique {
    &KNOWLEDGE.techniques[id]
}

/// The plan as a page of text.
fn text(plan: &Plan) -> String {
    let mut page = String::new();
    let ends = format!("{} to {}", plan.start, plan.end);
    writeln!(
        page,
        "{}, {} weeks, {ends}, at most {} of 10",
        plan.phase.as_str(),
        plan.weeks,
        plan.pressure_cap
    )
    .unwrap();
    for review in &plan.reviews {
        writeln!(page, "review {} {:?}", review.date, review.about).unwrap();
    }
    if let Some(course) = &plan.massage {
        writeln!(
            page,
            "massage: {} x {} ({} min, first {}), at most {} of 10, total {:?}, look back {:?}, decide {:?}",
            course.visits,
            course.technique,
            course.minutes,
            course.first_minutes,
            course.pressure_cap,
            course.total,
            course.look_back.map(|look| look.date.to_string()),
            course.decide.map(|look| look.date.to_string()),
        )
        .unwrap();
        let others: Vec<&str> = course.options.iter().map(|option| option.technique.as_str()).collect();
        writeln!(page, "  options: {}", others.join(" ")).unwrap();
        let dates: Vec<String> = course.dates.iter().map(ToString::to_string).collect();
        writeln!(page, "  days: {}", dates.join(" ")).unwrap();
    }
    let without: Vec<&str> = plan.without_visits.techniques.iter().map(TechniqueId::as_str).collect();
    writeln!(page, "without visits ({:?}): {}", plan.without_visits.because, without.join(" ")).unwrap();
    for session in &plan.sessions {
        writeln!(page, "{} {:?} {} min: {}", session.id, session.day, session.minutes, items(&session.items))
            .unwrap();
    }
    for (name, habits) in [("posture", &plan.posture), ("stress", &plan.stress), ("sleep", &plan.sleep)] {
        let tips: Vec<&str> = habits.iter().map(|habit| habit.tip.as_str()).collect();
        writeln!(page, "{name}: {}", tips.join(" ")).unwrap();
    }
    writeln!(page, "bad day: {}", items(&plan.minimum)).unwrap();
    page
}

fn items(items: &[Item]) -> String {
    let words = items.iter().map(|item| {
        let side = match item.dose.first_side {
            Side::Left => "L",
            Side::Right => "R",
            _ => "",
        };
        let press = if item.kind == Kind::SelfMassage {
            format!("<{}", item.dose.pressure_cap)
        } else {
            String::new()
        };
        let passive = if item.passive { "~" } else { "" };
        format!("{passive}{} {}{side}{press}", item.technique, item.dose.minutes)
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Whole days between two dates.
fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

fn share_target(one: &Technique, other: &Technique) -> bool {
    one.targets.iter().any(|target| other.targets.contains(target))
}

/// Whether the person has what a technique needs.
fn has_things_for(profile: &Profile, technique: &Technique) -> bool {
    technique.equipment.iter().all(|thing| {
        Equipment::AT_HOME.contains(thing)
            || *thing == Equipment::Therapist
            || (*thing == Equipment::Partner && profile.helper == Some(true))
            || (profile.equipment.contains(thing)
                && (*thing != Equipment::Partner || profile.helper.is_none()))
    })
}

/// What every item of every plan has to keep.
fn check_item(person: &Person, plan: &Plan, item: &Item) -> Result<(), TestCaseError> {
    let known = technique(&item.technique);
    let cap = KNOWLEDGE.pressure_cap.of(plan.phase).min(known.intensity);
    let decision = person.gate.decision(&item.technique).unwrap();
    prop_assert!(person.gate.offers(&item.technique), "{} is not offered", item.technique);
    prop_assert!(known.phases.contains(&plan.phase), "{} is not for {:?}", item.technique, plan.phase);
    prop_assert!(has_things_for(&person.profile, known), "{} needs a thing", item.technique);
    prop_assert!(!person.profile.dislikes.contains(&item.kind), "{} is not wanted", item.technique);
    prop_assert!(item.dose.pressure_cap <= cap, "{} goes to {}", item.technique, item.dose.pressure_cap);
    prop_assert!(item.dose.pressure_cap <= decision.pressure_cap.unwrap_or(10), "{}", item.technique);
    prop_assert_eq!(item.kind, known.kind);
    prop_assert!(!item.why.is_empty(), "{} has no reason", item.technique);
    Ok(())
}

/// R02, R06, R07 and the minutes, within a session.
fn check_session(person: &Person, session: &Session) -> Result<(), TestCaseError> {
    let order: Vec<u8> = session
        .items
        .iter()
        .map(|item| match item.kind {
            Kind::Heat => 0,
            Kind::SelfMassage => 1,
            Kind::Mobility | Kind::Stretch => 2,
            Kind::Strength => 3,
            Kind::Walk => 4,
            _ => 5,
        })
        .collect();
    prop_assert!(order.is_sorted(), "R02: {}", items(&session.items));
    let active: u16 = session.items.iter().filter(|item| !item.passive).map(|item| item.dose.minutes).sum();
    prop_assert_eq!(active, session.minutes);
    let most = person.profile.minutes_per_day.unwrap_or(10);
    prop_assert!(active <= most, "{active} of {most} minutes: {}", items(&session.items));
    let pressed = || session.items.iter().filter(|item| item.kind == Kind::SelfMassage);
    prop_assert!(pressed().count() <= 3, "R06: {}", items(&session.items));
    prop_assert!(
        pressed().map(|item| item.dose.minutes).sum::<u16>() <= 10,
        "R06: {}",
        items(&session.items)
    );
    for item in pressed().filter(|item| technique(&item.technique).tool == Tool::Gun) {
        prop_assert!(item.dose.minutes <= 2, "R07: {}", items(&session.items));
    }
    let each: BTreeSet<&TechniqueId> = session.items.iter().map(|item| &item.technique).collect();
    prop_assert_eq!(each.len(), session.items.len(), "twice in a session: {}", items(&session.items));
    Ok(())
}

/// R03, R04, R05, R09, between days.
fn check_spacing(plan: &Plan) -> Result<(), TestCaseError> {
    let all: Vec<(Date, &Item)> = plan
        .sessions
        .iter()
        .flat_map(|session| session.items.iter().map(|item| (session.date, item)))
        .collect();
    for (place, (date, item)) in all.iter().enumerate() {
        let known = technique(&item.technique);
        let before = all.get(..place).unwrap().iter().rev().take_while(|(other, _)| days(*other, *date) <= 3);
        for (other_date, other) in before.filter(|(other, _)| other != date) {
            let apart = days(*other_date, *date);
            let hours = f64::from(i32::try_from(apart).unwrap()) * 24.0;
            let earlier = technique(&other.technique);
            if other.technique == item.technique {
                prop_assert!(hours >= known.min_hours_between, "{} after {hours} h", item.technique);
            }
            if (other.kind, item.kind) == (Kind::SelfMassage, Kind::SelfMassage)
                && share_target(earlier, known)
            {
                let rest = match other.dose.pressure_cap {
                    5.. => 48.0,
                    4 => earlier.min_hours_between,
                    _ => 4.0,
                };
                prop_assert!(
                    hours >= rest,
                    "R03: {} then {} after {hours} h",
                    other.technique,
                    item.technique
                );
            }
            let hard = other.dose.pressure_cap > 2 && item.dose.pressure_cap > 2;
            if (other.kind, item.kind) == (Kind::Strength, Kind::Strength)
                && hard
                && share_target(earlier, known)
            {
                prop_assert!(apart >= 2, "R09: {} then {}", other.technique, item.technique);
            }
        }
        if let Some(course) = &plan.massage {
            let deep = course.pressure_cap >= 5;
            let near = course.dates.iter().any(|visit| *visit == *date || (deep && days(*visit, *date) == 1));
            let strong = match item.kind {
                Kind::SelfMassage => {
                    item.dose.pressure_cap > 3
                        || (deep && !matches!(known.tool, Tool::Hands | Tool::Partner | Tool::None))
                }
                Kind::Strength => item.dose.pressure_cap > 2,
                _ => false,
            };
            prop_assert!(!(near && strong), "R04/R05: {} near a visit on {date}", item.technique);
        }
    }
    Ok(())
}

/// R20, R26, R32 and the number of days, week by week.
fn check_weeks(person: &Person, plan: &Plan) -> Result<(), TestCaseError> {
    let ready = |kind: Kind| {
        KNOWLEDGE.techniques.values().filter(move |known| {
            known.kind == kind
                && known.level == 1
                && known.intensity <= 2
                && known.phases.contains(&plan.phase)
                && person.gate.offers(&known.id)
                && has_things_for(&person.profile, known)
                && !person.profile.dislikes.contains(&kind)
        })
    };
    let strength = ready(Kind::Strength).map(|known| known.minutes).min();
    let walk = ready(Kind::Walk).map(|known| known.minutes).min();
    let mut seen: BTreeSet<&TechniqueId> = BTreeSet::new();
    for week in 1..=plan.weeks {
        let sessions: Vec<&Session> = plan.sessions.iter().filter(|session| session.week == week).collect();
        let dates: BTreeSet<Date> = sessions.iter().map(|session| session.date).collect();
        let most = person.profile.days_per_week.unwrap_or(4);
        prop_assert_eq!(dates.len(), sessions.len());
        prop_assert!(sessions.len() <= usize::from(most), "week {week}: {} sessions", sessions.len());
        let with =
            |kind: Kind| sessions.iter().filter(|s| s.items.iter().any(|item| item.kind == kind)).count();
        if let (Phase::Subacute | Phase::Chronic, Some(strength), Some(walk)) = (plan.phase, strength, walk) {
            let minutes = plan.minutes_per_day;
            let most = usize::from(most);
            if strength + walk <= minutes {
                prop_assert!(with(Kind::Strength) >= 2.min(most), "R20 week {week}\n{}", text(plan));
                prop_assert!(with(Kind::Walk) >= 3.min(most), "R20 week {week}\n{}", text(plan));
            } else if minutes >= 5 && most >= 5 {
                prop_assert!(
                    with(Kind::Strength) >= 2 && with(Kind::Walk) >= 3,
                    "R20 week {week}\n{}",
                    text(plan)
                );
            }
        }
        let new: BTreeSet<&TechniqueId> = sessions
            .iter()
            .flat_map(|session| session.items.iter().map(|item| &item.technique))
            .filter(|id| !seen.contains(*id))
            .collect();
        prop_assert!(week == 1 || new.len() <= 2, "R26: new in week {week}: {new:?}");
        seen.extend(new);
        let pressed = sessions.iter().filter(|session| {
            session.items.iter().any(|item| item.kind == Kind::SelfMassage && item.dose.pressure_cap > 3)
        });
        prop_assert!(pressed.count() <= 6, "R32 week {week}");
        let hard = sessions.iter().filter(|session| {
            session.items.iter().any(|item| item.kind == Kind::Strength && item.dose.pressure_cap > 2)
        });
        prop_assert!(hard.count() <= 3, "R09 week {week}");
    }
    Ok(())
}

fn check_visits(person: &Person, plan: &Plan) -> Result<(), TestCaseError> {
    let Some(course) = &plan.massage else {
        prop_assert!(plan.without_visits.because.is_some());
        return Ok(());
    };
    prop_assert!(!person.profile.dislikes.contains(&Kind::Professional));
    prop_assert!(person.profile.massage_access != Some(MassageAccess::Cannot));
    prop_assert_eq!(usize::from(course.visits), course.dates.len());
    prop_assert!(course.visits >= 1);
    for pair in course.dates.windows(2) {
        let apart = days(pair[0], pair[1]);
        prop_assert!(apart >= 3 && apart * 24 >= i64::from(course.gap_hours), "visits {apart} days apart");
    }
    let earliest = match plan.phase {
        Phase::Acute => 3,
        Phase::Flare => 2,
        _ => 0,
    };
    prop_assert!(course.dates.iter().all(|visit| days(plan.start, *visit) >= earliest), "too early");
    if let (Some(price), Some(budget)) = (person.profile.price, person.profile.budget) {
        prop_assert!(course.total.unwrap() <= budget || price == 0, "{} of {budget}", course.total.unwrap());
    }
    for option in &course.options {
        let known = technique(&option.technique);
        let decision = person.gate.decision(&option.technique).unwrap();
        prop_assert!(known.phases.contains(&plan.phase));
        prop_assert!(option.pressure_cap <= decision.pressure_cap.unwrap_or(10).min(6));
        let phase_cap = match plan.phase {
            Phase::Acute | Phase::Flare => 3,
            Phase::Subacute => 4,
            Phase::Chronic => 6,
            Phase::Maintenance => 5,
        };
        prop_assert!(option.pressure_cap <= phase_cap);
    }
    for line in domain::plan::say_words(&KNOWLEDGE, plan) {
        for (number, above) in [("5 out of 10", 5), ("6 out of 10", 6), ("4 out of 10", 4)] {
            prop_assert!(course.pressure_cap >= above || !line.contains(number), "{line}");
        }
    }
    Ok(())
}

fn check(person: &Person, plan: &Plan) -> Result<(), TestCaseError> {
    for id in plan.techniques() {
        prop_assert!(person.gate.offers(id), "{id} is not offered");
    }
    for item in plan.sessions.iter().flat_map(|session| &session.items).chain(&plan.minimum) {
        check_item(person, plan, item)?;
    }
    for session in &plan.sessions {
        check_session(person, session)?;
    }
    check_spacing(plan)?;
    check_weeks(person, plan)?;
    check_visits(person, plan)?;
    prop_assert_eq!(days(plan.start, plan.end), i64::from(plan.weeks) * 7);
    let reviews = plan.reviews.iter().map(|review| review.date);
    let visits = plan.massage.iter().flat_map(|course| course.dates.iter().copied());
    for day in plan.sessions.iter().map(|session| session.date).chain(reviews).chain(visits) {
        prop_assert!(plan.start <= day && day < plan.end, "{day} is outside the plan");
    }
    Ok(())
}

fn profile() -> impl Strategy<Value = Profile> {
    use Equipment as E;
    let things = [
        E::BallTennis,
        E::TwoBallsSock,
        E::FoamRoller,
        E::MassageCane,
        E::MassageGun,
        E::Band,
        E::Strap,
        E::Step,
        E::BackpackWeight,
        E::HeatPack,
        E::Bath,
        E::StickRoller,
        E::Partner,
        E::HeatWrap,
    ];
    let kinds = || prop::collection::btree_set(prop::sample::select(Kind::ALL.to_vec()), 0..3);
    let feels = [
        FeelWish::CalmLight,
        FeelWish::FirmSlow,
        FeelWish::FirmPoints,
        FeelWish::ClothedStretch,
        FeelWish::NoPreference,
    ];
    let access = [MassageAccess::CanGo, MassageAccess::Cannot, MassageAccess::HasTherapist];
    let frame = (
        prop::option::of(18..90_u8),
        prop::option::of(prop_oneof![Just(5), Just(10), Just(20), Just(30), 1..60_u16]),
        prop::option::of(1..=7_u8),
        prop::collection::btree_set(prop::sample::select(things.to_vec()), 0..8),
        prop::option::of(any::<bool>()),
        prop::option::of(prop::sample::select(Phase::ALL.to_vec())),
        prop::option::of(0..12_u8),
    );
    let wishes = (
        prop::option::of(prop::sample::select(feels.to_vec())),
        prop::option::of(prop::sample::select(access.to_vec())),
        kinds(),
        prop_oneof![3 => Just(BTreeSet::new()), 1 => kinds()],
        prop::option::of(0..1000_u32),
        prop::option::of(0..200_u32),
        (prop::option::of(0..12_u8), prop::option::of(0..=10_u8), prop::option::of(0..14_u8)),
    );
    (frame, wishes).prop_map(|(frame, wishes)| Profile {
        age: frame.0,
        minutes_per_day: frame.1,
        days_per_week: frame.2,
        equipment: frame.3,
        helper: frame.4,
        phase: frame.5,
        weeks: frame.6,
        feel: wishes.0,
        massage_access: wishes.1,
        likes: wishes.2,
        dislikes: wishes.3,
        budget: wishes.4,
        price: wishes.5,
        sleep_hours: wishes.6.0,
        stress_score: wishes.6.1,
        sitting_hours: wishes.6.2,
        ..Profile::default()
    })
}

/// Anyone whom the screen lets start: of the facts drawn, as many as leave it open.
fn person() -> impl Strategy<Value = Person> {
    let facts = prop::collection::vec(prop::sample::select(GENTLE.clone()), 0..6);
    let sides = [Side::Left, Side::Right, Side::Both, Side::None];
    let muscles: Vec<String> = KNOWLEDGE.muscles.iter().map(|muscle| muscle.id.to_string()).collect();
    let target = (prop::sample::select(muscles), prop::sample::select(sides.to_vec()));
    (facts, profile(), prop::collection::vec(target, 0..4)).prop_map(|(mut yes, profile, targets)| {
        let targets: Vec<(&str, Side)> = targets.iter().map(|(id, side)| (id.as_str(), *side)).collect();
        loop {
            if let Some(person) = Person::new(&yes, profile.clone(), &targets) {
                return person;
            }
            yes.pop().expect("a person with no danger may start");
        }
    })
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let yes: Vec<&str> = self
            .facts
            .iter()
            .filter(|(_, truth)| *truth == Truth::Yes)
            .map(|(key, _)| key.as_str())
            .collect();
        write!(f, "yes {yes:?}, {:?}, {:?}", self.profile, self.targets)
    }
}

/// What may have happened on a plan: responses, days done, a flare.
fn progress(plan: &Plan) -> impl Strategy<Value = (Progress, Date)> + use<> {
    let ids: Vec<TechniqueId> = plan.techniques().into_iter().cloned().collect();
    let colours = [Colour::Green, Colour::Green, Colour::Green, Colour::Amber, Colour::Red];
    let response = (0..ids.len().max(1), 0..28_i32, prop::sample::select(colours.to_vec()));
    let start = plan.start;
    let day = move |days: i32| start.saturating_add(jiff::Span::new().days(days));
    (
        prop::collection::vec(response, 0..20),
        prop::collection::btree_set(0..28_i32, 0..20),
        prop::option::of((0..28_i32, prop::option::of(0..7_i32))),
        0..35_i32,
    )
        .prop_map(move |(responses, done, flare, today)| {
            let mut responses: Vec<Response> = responses
                .into_iter()
                .filter_map(|(place, date, colour)| {
                    Some(Response { technique: ids.get(place)?.clone(), date: day(date), colour })
                })
                .collect();
            responses.sort_by_key(|response| response.date);
            let progress = Progress {
                responses,
                done: done.into_iter().map(|date| SessionDone { session: None, date: day(date) }).collect(),
                flare: flare.map(|(since, length)| Flare {
                    since: day(since),
                    ended: length.map(|length| day(since + length)),
                }),
                ..Progress::default()
            };
            (progress, day(today))
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Every rule of the plan holds in the finished plan of every person; equal input gives an equal plan.
    #[test]
    fn a_plan_keeps_all_rules(person in person()) {
        let plan = person.plan();
        check(&person, &plan)?;
        prop_assert_eq!(&plan, &person.plan());
        let json = serde_json::to_string(&plan).unwrap();
        prop_assert_eq!(&plan, &serde_json::from_str::<Plan>(&json).unwrap());
    }

    /// A swap offers only what is open to the person, whatever the reason; and never the same again.
    #[test]
    fn a_swap_offers_only_what_is_allowed(
        person in person(),
        place in any::<prop::sample::Index>(),
        reason in prop::sample::select(vec![
            SwapReason::TooHard, SwapReason::Hurts, SwapReason::NoTool, SwapReason::NoTime, SwapReason::Bored,
        ]),
    ) {
        let plan = person.plan();
        let all: Vec<&TechniqueId> = KNOWLEDGE.techniques.keys().collect();
        let from = place.get(&all);
        let offer = swap(&KNOWLEDGE, &person.gate, &person.case(), &plan, from, reason);
        for option in &offer.options {
            prop_assert!(person.gate.offers(&option.technique), "{}", option.technique);
            prop_assert!(has_things_for(&person.profile, technique(&option.technique)), "{}", option.technique);
            prop_assert!(technique(&option.technique).phases.contains(&plan.phase));
            prop_assert!(&option.technique != *from);
            prop_assert!(option.dose.pressure_cap <= KNOWLEDGE.pressure_cap.of(plan.phase).max(6));
        }
        prop_assert!(offer.short.is_none() || person.gate.offers(from));
        prop_assert!(offer.substitute.is_none() || person.gate.offers(from));
        prop_assert_eq!(offer.chosen.as_ref(), offer.options.first().map(|option| &option.technique));
    }

    /// Whatever happened, the adapted plan names nothing that is not offered, keeps caps, minutes and the end, and
    /// touches no day that is over.
    #[test]
    fn an_adapted_plan_keeps_its_limits(
        (person, plan, progress, day) in person().prop_flat_map(|person| {
            let plan = person.plan();
            let happened = progress(&plan);
            (Just(std::rc::Rc::new(person)), Just(plan), happened).prop_map(|(person, plan, (progress, day))| (person, plan, progress, day))
        }),
    ) {
        let case = Case { progress: &progress, ..person.case() };
        let adapted = adapt(&KNOWLEDGE, &person.clearance, &person.gate, &case, &plan, day);
        for session in &adapted.plan.sessions {
            check_session(&person, session)?;
            for item in &session.items {
                check_item(&person, &plan, item)?;
            }
        }
        check_spacing(&adapted.plan)?;
        prop_assert_eq!(adapted.plan.end, plan.end);
        let past = |plan: &Plan| plan.sessions.iter().filter(|session| session.date < day).cloned().collect::<Vec<_>>();
        prop_assert_eq!(past(&adapted.plan), past(&plan));
        let view = today(&adapted.plan, &progress, day);
        prop_assert!(view.things.len() <= 3);
    }
}

/// A builder of 45 whose left low back has hurt for years: 10 minutes on 5 days, two kinds of ball, a small budget.
fn builder() -> Person {
    let profile = Profile {
        minutes_per_day: Some(10),
        days_per_week: Some(5),
        equipment: [Equipment::BallTennis, Equipment::TwoBallsSock].into(),
        feel: Some(FeelWish::FirmSlow),
        massage_access: Some(MassageAccess::CanGo),
        price: Some(60),
        budget: Some(400),
        goal: Some("lay bricks all day".to_owned()),
        ..Profile::default()
    };
    let yes = keys(&["duration_over_3_months", "job_lift_manual", "worse_lift"]);
    let targets = [("quadratus_lumborum", Side::Left), ("iliocostalis_lumborum", Side::Left)];
    Person::new(&yes, profile, &targets).unwrap()
}

/// A woman of 76 who takes a blood thinner, with pain in both buttocks for a month.
fn older_woman() -> Person {
    let profile = Profile {
        age: Some(76),
        minutes_per_day: Some(20),
        days_per_week: Some(3),
        equipment: [Equipment::BallTennis, Equipment::MassageGun, Equipment::FoamRoller].into(),
        feel: Some(FeelWish::FirmSlow),
        likes: [Kind::Heat].into(),
        sleep_hours: Some(5),
        ..Profile::default()
    };
    let yes = keys(&["anticoagulant", "duration_2_to_6_weeks"]);
    Person::new(&yes, profile, &[("gluteus_maximus", Side::Both)]).unwrap()
}

/// The first weeks of a plan as text.
fn first_weeks(plan: &Plan, weeks: u8) -> String {
    let mut short = plan.clone();
    short.sessions.retain(|session| session.week <= weeks);
    text(&short)
}

#[test]
fn a_builder_with_lasting_pain_and_10_minutes() {
    insta::assert_snapshot!(first_weeks(&builder().plan(), 2), @r#"
    chronic, 8 weeks, 2026-03-02 to 2026-04-27, at most 5 of 10
    review 2026-03-16 Safety
    review 2026-03-20 VisitsSoFar
    review 2026-03-30 Safety
    review 2026-04-03 VisitsDecision
    review 2026-04-13 Safety
    review 2026-04-26 End
    massage: 6 x pro_myofascial (60 min, first 60), at most 3 of 10, total Some(360), look back Some("2026-03-20"), decide Some("2026-04-03")
      options: pro_myofascial pro_deep_tissue pro_tuina pro_sports pro_swedish pro_neuromuscular pro_shiatsu pro_thai pro_trigger_point
      days: 2026-03-04 2026-03-11 2026-03-18 2026-03-25 2026-04-01 2026-04-08
    without visits (None): sm_ql_hands sm_es_hands sm_mult_hands sm_ql_ball_wall
    w1d1 Monday 10 min: sm_ql_ball_wall 2L<4, st_bridge 3, walk_5 5
    w1d2 Tuesday 10 min: walk_10 10
    w1d3 Thursday 9 min: sm_es_balls_wall 4<5, mob_pelvic_tilt 2, st_hinge 3
    w1d4 Friday 9 min: sm_ql_ball_wall 4L<4, mob_cat_cow 2, st_sit_stand 3
    w1d5 Sunday 10 min: mob_knee_rolls 2, st_bridge 3, walk_5 5
    w2d1 Monday 10 min: sm_ql_ball_wall 2L<4, st_hinge 3, walk_5 5
    w2d2 Tuesday 10 min: walk_10 10
    w2d3 Thursday 9 min: sm_es_balls_wall 4<5, str_knee_hug_single 2L, st_hinge 3
    w2d4 Friday 9 min: sm_ql_ball_wall 4L<4, mob_cat_cow 2, st_sit_stand 3
    w2d5 Sunday 10 min: mob_knee_rolls 2, st_bridge 3, walk_5 5
    posture: two_minutes sitting lifting
    stress: sigh pain_thought
    sleep: side back
    bad day: mob_pelvic_tilt 2, walk_5 2, breath_sigh_1 1
    "#);
}

#[test]
fn a_woman_of_76_on_a_blood_thinner() {
    let person = older_woman();
    let plan = person.plan();
    assert!(plan.pressure_cap <= 3);
    for id in plan.techniques() {
        assert!(technique(id).tool != Tool::Gun, "{id}");
        assert!(
            !["pro_deep_tissue", "pro_trigger_point", "pro_thai", "pro_tuina"].contains(&id.as_str()),
            "{id}"
        );
    }
    assert!(plan.massage.as_ref().unwrap().pressure_cap <= 3);
    insta::assert_snapshot!(first_weeks(&plan, 2), @r#"
    subacute, 6 weeks, 2026-03-02 to 2026-04-13, at most 3 of 10
    review 2026-03-16 Safety
    review 2026-03-19 VisitsSoFar
    review 2026-03-30 Safety
    review 2026-04-02 VisitsDecision
    review 2026-04-12 End
    massage: 6 x pro_myofascial (60 min, first 60), at most 3 of 10, total None, look back Some("2026-03-19"), decide Some("2026-04-02")
      options: pro_myofascial pro_swedish pro_shiatsu
      days: 2026-03-03 2026-03-10 2026-03-17 2026-03-24 2026-03-31 2026-04-07
    without visits (None): sm_gmax_hands sm_gmax_ball_wall sm_gmax_ball_chair sm_mult_ball_wall
    w1d1 Monday 20 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_cat_cow 2, st_bridge 3, st_birddog_leg 4R, st_sit_stand 3, walk_5 5, breath_sigh_1 1
    w1d2 Wednesday 9 min: ~heat_shower_back 6, sm_gmax_hands 2<3, str_knee_hug_single 2R, walk_5 5
    w1d3 Friday 20 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_open_book 4R, str_knee_hug_single 2R, st_clam 4R, walk_5 5, breath_belly 3
    w2d1 Monday 20 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_pelvic_tilt 2, st_bridge 3, st_birddog_leg 4R, st_sit_stand 3, walk_5 5, breath_sigh_1 1
    w2d2 Wednesday 11 min: ~heat_shower_back 6, sm_gmax_hands 2<3, str_figure4_supine 3R, walk_5 6
    w2d3 Friday 19 min: ~heat_shower_back 6, sm_gmax_hands 2<3, mob_open_book 4R, str_figure4_supine 3R, st_clam 4R, walk_5 5, breath_sigh_1 1
    posture: two_minutes sitting
    stress: sigh pain_thought
    sleep: getting_up screens caffeine bath pain_plan awake bad_night when_to_ask bed_for_sleep side back
    bad day: mob_pelvic_tilt 2, walk_5 2, breath_sigh_1 1
    "#);
}

#[test]
fn new_pain_gets_light_pieces_and_no_visit_in_the_first_3_days() {
    let profile = Profile { minutes_per_day: Some(20), days_per_week: Some(7), ..Profile::default() };
    let yes = keys(&["duration_under_2_weeks"]);
    let person = Person::new(&yes, profile, &[("multifidus_lumbar", Side::Right)]).unwrap();
    let plan = person.plan();
    assert_eq!((plan.phase, plan.weeks, plan.pressure_cap), (Phase::Acute, 4, 3));
    let course = plan.massage.as_ref().unwrap();
    assert!(
        course.dates.iter().all(|visit| (3..14).contains(&days(plan.start, *visit))),
        "{:?}",
        course.dates
    );
    assert!(course.pressure_cap <= 3);
    for session in &plan.sessions {
        assert!(
            session.minutes.div_ceil(u16::from(session.pieces)) <= 8,
            "{} in {}",
            session.minutes,
            session.pieces
        );
        assert!(session.items.iter().all(|item| item.kind != Kind::Strength || item.dose.pressure_cap <= 2));
    }
}

#[test]
fn a_flare_that_is_on_halves_the_time_and_comes_back_in_two_steps() {
    let mut person = builder();
    let plan = person.plan();
    let since = date(2026, 3, 16);
    person.progress.flare = Some(Flare { since, ended: None });
    let adapted = adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, since);
    let minutes = |plan: &Plan, from: i64, to: i64| -> u16 {
        let there = plan.sessions.iter().filter(|session| (from..to).contains(&days(since, session.date)));
        there.map(|session| session.minutes).sum()
    };
    assert!(minutes(&adapted.plan, 0, 3) * 2 <= minutes(&plan, 0, 3) + 2);
    let back = minutes(&adapted.plan, 3, 6);
    assert!(back < minutes(&plan, 3, 6) && back > 0);
    assert_eq!(minutes(&adapted.plan, 6, 30), minutes(&plan, 6, 30));
    let flare = adapted.plan.sessions.iter().filter(|session| (0..3).contains(&days(since, session.date)));
    for item in flare.flat_map(|session| &session.items) {
        assert!(technique(&item.technique).phases.contains(&Phase::Flare), "{}", item.technique);
        assert!(item.dose.pressure_cap <= 3, "{}", item.technique);
    }
    let later = adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, date(2026, 3, 21));
    assert!(later.advice.contains(&Advice::ScreenAgain));
}

#[test]
fn a_plan_begun_in_a_flare_is_gentle_and_looked_at_on_day_3() {
    let profile = Profile { phase: Some(Phase::Flare), minutes_per_day: Some(20), ..Profile::default() };
    let plan = Person::new(&[], profile, &[]).unwrap().plan();
    assert_eq!(plan.minutes_per_day, 10);
    assert_eq!(plan.reviews[0].date, date(2026, 3, 5));
    assert!(plan.massage.unwrap().dates.iter().all(|visit| days(MONDAY, *visit) >= 2));
}

#[test]
fn nothing_but_breathing_is_a_plan_too() {
    let dislikes: BTreeSet<Kind> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Breathing).collect();
    let profile = Profile { dislikes, minutes_per_day: Some(3), ..Profile::default() };
    let plan = Person::new(&[], profile, &[("trapezius_upper", Side::Both)]).unwrap().plan();
    assert_eq!(plan.sessions.len(), 24);
    assert!(plan.sessions.iter().flat_map(|session| &session.items).all(|item| item.kind == Kind::Breathing));
    assert_eq!(plan.without_visits.because, Some(NoVisits::Wish));
    assert!(plan.without_visits.techniques.is_empty());
}

#[test]
fn a_gate_that_holds_everything_back_leaves_an_empty_plan() {
    let person = Person::new(&[], Profile::default(), &[("gluteus_medius", Side::Left)]).unwrap();
    let mut facts = person.facts.clone();
    facts.set("saddle_numbness", Truth::Yes);
    let closed = Assessment::new(&KNOWLEDGE, &MODEL, &facts, &Checked::default());
    let plan = plan(&KNOWLEDGE, &person.clearance, &closed.gate, &person.case());
    assert_eq!(plan.techniques(), BTreeSet::new());
    assert!(plan.sessions.is_empty());
    assert_eq!(plan.without_visits.because, Some(NoVisits::Health));
}

#[test]
fn a_budget_below_a_visit_leads_to_self_massage() {
    let profile = Profile { price: Some(60), budget: Some(59), ..Profile::default() };
    let plan = Person::new(&[], profile, &[("gluteus_medius", Side::Left)]).unwrap().plan();
    assert_eq!(plan.massage, None);
    assert_eq!(plan.without_visits.because, Some(NoVisits::Budget));
    assert_eq!(plan.without_visits.techniques[0].as_str(), "sm_gmed_hands");
}

/// The builder's plan after responses to one technique on consecutive Mondays.
fn after(name: &str, colours: &[Colour]) -> Adapted {
    let mut person = builder();
    person.progress.responses = colours
        .iter()
        .enumerate()
        .map(|(place, colour)| Response {
            technique: TechniqueId::from(name),
            date: MONDAY.saturating_add(jiff::Span::new().days(i64::try_from(place).unwrap() * 2)),
            colour: *colour,
        })
        .collect();
    adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &person.plan(), date(2026, 3, 9))
}

fn what(adapted: &Adapted, name: &str) -> Option<What> {
    let own =
        adapted.changes.iter().find(|change| change.technique.as_ref().is_some_and(|id| id.as_str() == name));
    own.map(|change| change.what.clone())
}

#[test]
fn three_greens_lead_one_step_up_and_two_do_not() {
    use Colour::{Amber, Green};
    assert_eq!(what(&after("st_bridge", &[Green, Green]), "st_bridge"), None);
    assert_eq!(what(&after("st_bridge", &[Green, Green, Amber]), "st_bridge"), None);
    let up = after("st_bridge", &[Amber, Green, Green, Green]);
    assert_eq!(what(&up, "st_bridge"), Some(What::Harder("st_bridge_march".into())));
    assert!(up.plan.techniques().iter().any(|id| id.as_str() == "st_bridge_march"));
}

#[test]
fn red_rests_two_days_and_comes_back_gentler_and_two_reds_bring_another() {
    use Colour::{Green, Red};
    let once = after("st_hinge", &[Green, Red]);
    assert_eq!(what(&once, "st_hinge"), Some(What::Easier("st_sit_stand".into())), "{:?}", once.changes);
    let twice = after("st_hinge", &[Red, Red]);
    assert!(matches!(what(&twice, "st_hinge"), Some(What::Replaced(_))), "{:?}", twice.changes);
    assert!(!twice.advice.contains(&Advice::SeeClinician));
    assert!(after("st_hinge", &[Red, Red, Red]).advice.contains(&Advice::SeeClinician));
}

#[test]
fn days_off_are_never_made_up_for() {
    let mut person = builder();
    let plan = person.plan();
    let day = |week: i64, offset: i64| MONDAY.saturating_add(jiff::Span::new().days((week - 1) * 7 + offset));
    person.progress.done = vec![SessionDone { session: None, date: day(2, 6) }];
    let on = |date: Date| adapt(&KNOWLEDGE, &person.clearance, &person.gate, &person.case(), &plan, date);
    assert_eq!(on(day(3, 2)).plan, plan, "2 days off: go on");
    let again = on(day(3, 4));
    assert_eq!(again.changes[0].what, What::WeekAgain);
    let items_on =
        |plan: &Plan, date: Date| plan.on(date).flat_map(|session| session.items.clone()).collect::<Vec<_>>();
    assert_eq!(items_on(&again.plan, day(3, 4)), items_on(&plan, day(2, 4)));
    let back = on(day(4, 3));
    assert_eq!(back.changes[0].what, What::StepBack);
    let total = |plan: &Plan| plan.sessions.iter().map(|session| session.minutes).sum::<u16>();
    assert!(total(&back.plan) < total(&plan));
    assert_eq!(back.plan.end, plan.end);
}

#[test]
fn a_step_that_was_taken_is_in_the_next_plan() {
    let mut person = builder();
    let up = StepTaken { from: "st_bridge".into(), to: "st_bridge_march".into(), date: date(2026, 2, 20) };
    assert!(!person.plan().techniques().contains(&TechniqueId::from("st_bridge_march")));
    person.progress.steps = vec![up];
    assert!(person.plan().techniques().contains(&TechniqueId::from("st_bridge_march")));
}

#[test]
fn each_reason_to_swap_has_a_visible_effect() {
    let person = builder();
    let plan = person.plan();
    let offer = |id: &str, reason| swap(&KNOWLEDGE, &person.gate, &person.case(), &plan, &id.into(), reason);
    let bored = offer("sm_ql_ball_wall", SwapReason::Bored);
    assert!(bored.options.iter().all(|option| technique(&option.technique).kind == Kind::SelfMassage));
    assert!(offer("str_figure4_supine", SwapReason::Bored).options.len() >= 3);
    let hard = offer("st_birddog", SwapReason::TooHard);
    assert_eq!(hard.chosen.unwrap().as_str(), "st_birddog_leg");
    let hurts = offer("sm_ql_ball_wall", SwapReason::Hurts);
    assert_eq!(KNOWLEDGE.stops[&hurts.stop_first[0]].action, StopAction::Emergency);
    assert!(!hurts.options.is_empty());
    let tool = offer("sm_gmax_roller", SwapReason::NoTool);
    assert!(
        tool.substitute.is_some()
            && tool
                .options
                .iter()
                .all(|option| has_things_for(&person.profile, technique(&option.technique)))
    );
    let time = offer("sm_ql_ball_wall", SwapReason::NoTime);
    assert!(time.short.unwrap().minutes <= 2);
}

#[test]
fn today_has_at_most_3_things_and_adds_nothing_up() {
    let mut person = builder();
    let plan = person.plan();
    let visit = plan.massage.as_ref().unwrap().dates[0];
    let view = today(&plan, &person.progress, visit);
    assert!(matches!(view.things[0].what, ThingKind::Visit(_)), "{view:?}");
    let view = today(&plan, &person.progress, MONDAY);
    assert_eq!(view.goal.as_deref(), Some("lay bricks all day"));
    assert!(view.things.len() <= 3);
    assert_eq!(view.things.last().unwrap().what, ThingKind::CheckIn);
    person.progress.paused = Some(MONDAY);
    assert_eq!(today(&plan, &person.progress, MONDAY).things, []);
    assert_eq!(today(&plan, &Progress::default(), plan.end).state, TodayState::Over);
}

#[test]
fn the_end_of_a_plan_is_said_plainly() {
    let words = end_words(&builder().plan());
    assert_eq!(words[0], "This plan ends on 27 April 2026.");
    assert!(words.iter().any(|line| line.contains("see a clinician")), "{words:?}");
}

#[test]
fn every_reason_has_words_and_no_long_or_banned_ones() {
    for person in [builder(), older_woman()] {
        let plan = person.plan();
        let items = plan.sessions.iter().flat_map(|session| &session.items).flat_map(|item| &item.why);
        let habits = plan.posture.iter().chain(&plan.stress).chain(&plan.sleep).flat_map(|habit| &habit.why);
        let course = plan.massage.iter().flat_map(|course| &course.why);
        for why in items.chain(habits).chain(course).chain(&plan.why).chain(&plan.pressure_why) {
            let words = why_words(&KNOWLEDGE, why);
            assert!(words.ends_with('.') && words.len() > 10, "{why:?}: {words}");
        }
    }
}
