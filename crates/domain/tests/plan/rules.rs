//! Every plan of every person keeps the rules.

use crate::moment::{BEDTIME, BOTH, DULLED, breach};
use crate::person::{GENTLE, KNOWLEDGE, Person, days, has_things_for, items, share_target, technique, text};
use domain::ids::TechniqueId;
use domain::knowledge::body::Side;
use domain::knowledge::technique::{Equipment, Kind, Phase, Tool};
use domain::plan::{
    Case, Colour, Flare, Item, Plan, Progress, Response, Session, SessionDone, StepTaken, SwapReason, Use,
    adapt, swap, today,
};
use domain::profile::{FeelWish, MassageAccess, Profile};
use domain::truth::Truth;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

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
                && (known.level == 1 || person.progress.has_reached(&known.id))
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

/// Every step up that there is: harder ones, and the ladders.
static STEPS_UP: LazyLock<Vec<(TechniqueId, TechniqueId)>> = LazyLock::new(|| {
    let known = KNOWLEDGE.techniques.values();
    let harder = known.filter_map(|known| Some((known.id.clone(), known.harder_id.clone()?)));
    let ladders = KNOWLEDGE.courses.ladders.iter().flat_map(|ladder| ladder.steps.windows(2));
    harder.chain(ladders.map(|pair| (pair[0].clone(), pair[1].clone()))).collect()
});

/// Anyone whom the screen lets start, with steps up behind them: of the facts drawn, as many as leave it open.
fn person() -> impl Strategy<Value = Person> {
    let facts = prop::collection::vec(prop::sample::select(GENTLE.clone()), 0..6);
    let sides = [Side::Left, Side::Right, Side::Both, Side::None];
    let muscles: Vec<String> = KNOWLEDGE.muscles.iter().map(|muscle| muscle.id.to_string()).collect();
    let target = (prop::sample::select(muscles), prop::sample::select(sides.to_vec()));
    let steps = prop::collection::vec(prop::sample::select(STEPS_UP.clone()), 0..30);
    let targets = prop::collection::vec(target, 0..4);
    (facts, profile(), targets, steps).prop_map(|(mut yes, profile, targets, steps)| {
        let targets: Vec<(&str, Side)> = targets.iter().map(|(id, side)| (id.as_str(), *side)).collect();
        let taken = steps.into_iter().map(|(from, to)| StepTaken { from, to, date: date(2026, 2, 20) });
        let progress = Progress { steps: taken.collect(), ..Progress::default() };
        loop {
            if let Some(person) = Person::new(&yes, profile.clone(), &targets) {
                return Person { progress, ..person };
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
        write!(f, "yes {yes:?}, {:?}, {:?}, {:?}", self.profile, self.targets, self.progress)
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
        prop::collection::vec((0..ids.len().max(1), 0..28_i32, -3..=3_i8), 0..60),
        prop::collection::btree_map(0..35_i32, 0..=10_u8, 0..35),
    )
        .prop_map(move |(responses, done, flare, today, uses, mornings)| {
            let used = |(place, date, fall): (usize, i32, i8)| {
                Some(Use { technique: ids.get(place)?.clone(), date: day(date), fall })
            };
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
                uses: uses.into_iter().filter_map(used).collect(),
                mornings: mornings.into_iter().map(|(date, pain)| (day(date), pain)).collect(),
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

    /// After alcohol and before bed, nothing that is left breaks the rules of the hour, and nothing comes in that the
    /// plan does not hold.
    #[test]
    fn a_session_fits_its_hour(person in person()) {
        let plan = person.plan();
        for (session, moment) in plan.sessions.iter().flat_map(|session| [DULLED, BEDTIME, BOTH].map(|moment| (session, moment))) {
            let fitted = plan.at_moment(&KNOWLEDGE, session, moment);
            let own = if fitted.is_minimum { &plan.minimum } else { &session.items };
            for item in &fitted.session.items {
                let cap = item.dose.pressure_cap;
                let broken = breach(technique(&item.technique), cap, moment);
                prop_assert_eq!(broken, None, "{} at {} in {:?}", &item.technique, cap, moment);
                let before = own.iter().find(|other| other.technique == item.technique);
                prop_assert!(before.is_some_and(|before| cap <= before.dose.pressure_cap), "{}", item.technique);
                let said = domain::session::steps_of(&KNOWLEDGE, item).unwrap();
                prop_assert!(!moment.dulled || item.kind != Kind::SelfMassage
                    || said.iter().all(|step| !step.say.contains("four out of ten") && !step.say.contains("five out of ten")));
            }
            let left = fitted.session.items.len();
            let out = fitted.changes.iter().filter(|change| change.at_most.is_none()).count();
            prop_assert!(fitted.is_minimum || left + out == session.items.len());
            check_session(&person, &fitted.session)?;
        }
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

/// The ball on the floor asks for 2 days of rest for the waist, whatever else would serve it (R03).
#[test]
fn a_muscle_keeps_the_rest_of_what_pressed_it_last() {
    let profile = Profile {
        minutes_per_day: Some(20),
        days_per_week: Some(7),
        phase: Some(Phase::Chronic),
        equipment: [Equipment::BallTennis].into(),
        massage_access: Some(MassageAccess::Cannot),
        likes: [Kind::SelfMassage].into(),
        ..Profile::default()
    };
    let person = Person::new(&[], profile, &[("quadratus_lumborum", Side::Left)]).unwrap();
    let step =
        StepTaken { from: "sm_ql_ball_wall".into(), to: "sm_ql_ball_floor".into(), date: date(2026, 2, 20) };
    let plan = Person { progress: Progress { steps: vec![step], ..Progress::default() }, ..person }.plan();
    assert!(plan.techniques().contains(&TechniqueId::from("sm_ql_ball_floor")));
    check_spacing(&plan).unwrap();
}
