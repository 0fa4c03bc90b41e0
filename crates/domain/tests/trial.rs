//! The personal test: what is offered, what is drawn, what ends it, and what nobody may see early.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::current::Current;
use domain::entry::{
    Entry, EntryId, Event, Felt, PersonId, PersonNow, PlanMade, PlanPaused, ProblemReported,
    QuestionAnswered, RecordedAt, SessionDone, SessionItem, SessionProblem, StopReason, TestNow, TestStopped,
    Tested, TherapistVisited, Worthwhile,
};
use domain::ids::{Key, TechniqueId};
use domain::intake::Answer;
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::knowledge::question::QuestionKind;
use domain::localise::Model;
use domain::trial::{
    Assignment, Design, Held, NotOffered, Proposal, Seed, Trial, Wish, assignment, choices, day_words,
    must_stop, propose, redo, test_session,
};
use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&KNOWLEDGE));

const START: Date = date(2026, 3, 2);

fn after(days: i32) -> Date {
    START.saturating_add(Span::new().days(days))
}

/// A journal in the making: each entry a minute after the one before, from 9 in the morning of its day.
#[derive(Clone, Default)]
struct Journal(Vec<Entry>);

impl Journal {
    fn on(mut self, day: Date, event: impl Into<Event>) -> Self {
        let morning =
            day.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_microsecond();
        let last = self.0.last().map_or(0, |entry| entry.recorded_at.microseconds() + 60_000_000);
        let at = RecordedAt::from_microseconds(morning.max(last)).unwrap();
        let id = EntryId::from_millis(u64::try_from(self.0.len()).unwrap(), [3; 10]);
        self.0.push(Entry::now(id, PersonId::from_millis(1, [1; 10]), at, 0, event).about(day));
        self
    }

    fn person(&self) -> PersonNow {
        PersonNow::replay(&self.0)
    }

    fn current(&self, today: Date) -> Current {
        Current::new(&KNOWLEDGE, &MODEL, &self.person(), today, None)
    }

    fn choices(&self, today: Date) -> Result<Vec<domain::trial::Choice>, NotOffered> {
        choices(&KNOWLEDGE, &self.person(), &self.current(today), today)
    }

    fn propose(&self, today: Date, wish: Wish) -> Result<Proposal, NotOffered> {
        propose(&KNOWLEDGE, &self.person(), &self.current(today), today, wish)
    }

    /// The same journal with a test of this from today on.
    fn testing(self, today: Date, what: Tested, seed: Seed) -> Self {
        let started = self.propose(today, wish(what)).unwrap().start(seed);
        self.on(today, started)
    }

    fn test(&self) -> TestNow {
        self.person().tests.last().unwrap().clone()
    }

    fn part(&self, today: Date) -> Option<Assignment> {
        assignment(&self.person(), &self.current(today), &self.test(), today)
    }

    fn must_stop(&self, today: Date) -> Option<StopReason> {
        must_stop(&KNOWLEDGE, &self.person(), &self.current(today), &self.test(), today)
    }
}

/// Answers of a person whose low back has hurt on the right for months, with a plan since the first of March.
fn well(time: &str) -> Journal {
    let day = START;
    let mut journal = Journal::default();
    for question in KNOWLEDGE.questions.iter().filter(|question| question.show_when.is_none()) {
        let quiet = |key: &Key| {
            KNOWLEDGE.facts.get(key).is_none_or(|fact| fact.level.is_none())
                && KNOWLEDGE.rules.iter().all(|rule| !rule.when.keys().contains(key))
        };
        let answer = match (question.kind, question.field.as_str()) {
            (QuestionKind::Number, "age") => Answer::Number(45),
            (QuestionKind::Zones, _) => {
                Answer::Zones([("iliac_crest_r".into(), 1.0), ("lumbar_lat_lower_r".into(), 0.8)].into())
            }
            _ if question.optional => Answer::Skipped,
            (QuestionKind::Number, _) => Answer::Number(question.min.unwrap_or(0).max(3)),
            (QuestionKind::Text, _) => Answer::Text(String::new()),
            (QuestionKind::Many, _) => Answer::none(),
            (QuestionKind::One, "worst_zone") => Answer::options(["iliac_crest_r"]),
            (QuestionKind::One, _) if question.id.as_str() == "time" => Answer::options([time]),
            (QuestionKind::One, _) => {
                let calm = question.options.iter().find(|option| option.sets.keys().all(quiet));
                Answer::options(calm.map(|option| option.id.as_str()))
            }
        };
        journal = journal.on(day, QuestionAnswered { question: question.id.clone(), answer });
    }
    let plan = journal.current(day).to_record().unwrap();
    match plan {
        Some(PlanMade { plan, rules_version }) => journal.on(day, PlanMade { plan, rules_version }),
        None => journal,
    }
}

static WELL: LazyLock<Journal> = LazyLock::new(|| well("weeks_6_to_12"));

fn wish(what: Tested) -> Wish {
    let weeks = if what == Tested::Visits { 13 } else { 8 };
    Wish { what, weeks, worthwhile: Worthwhile::default(), lasting_effect_expected: false }
}

fn seed(n: u8) -> Seed {
    Seed::from_bytes(&[n; 32])
}

fn one_technique() -> Tested {
    let open = WELL.choices(START).unwrap();
    open.into_iter().map(|choice| choice.what).find(|what| matches!(what, Tested::Techniques(_))).unwrap()
}

fn tested(journal: &Journal) -> TechniqueId {
    match &journal.test().started.event.what {
        Tested::Techniques(ids) => ids.first().unwrap().clone(),
        _ => panic!("one technique"),
    }
}

fn done(technique: &TechniqueId, felt: Felt, problem: SessionProblem) -> SessionDone {
    let item = SessionItem {
        technique: technique.clone(),
        side: Side::Right,
        seconds: 120,
        skipped: false,
        pressure: None,
        pain_during: None,
    };
    SessionDone { session: "w1d1".into(), items: vec![item], felt, problem, note: String::new() }
}

#[test]
fn a_person_with_lasting_pain_may_test_self_massage_visits_or_one_technique() {
    let open = WELL.choices(START).unwrap();
    assert_eq!(open[0].what, Tested::SelfMassage);
    assert!(open.iter().any(|choice| choice.what == Tested::Visits && choice.weeks == 13));
    assert!(open.iter().filter(|choice| matches!(choice.what, Tested::Techniques(_))).count() >= 2);
    assert!(open.iter().filter(|choice| choice.what != Tested::Visits).all(|choice| choice.weeks == 8));
}

#[test]
fn nothing_is_offered_where_something_comes_first() {
    let new = |time: &str, days| well(time).choices(after(days));
    assert_eq!(new("weeks_2_to_6", 0), Err(NotOffered::NewPain));
    assert_eq!(new("under_2_weeks", 27), Err(NotOffered::NewPain));
    assert_eq!(Journal::default().choices(START), Err(NotOffered::Questions));
    let running = WELL.clone().testing(START, Tested::SelfMassage, seed(1));
    assert_eq!(running.choices(after(3)), Err(NotOffered::Running { until: after(55) }));
    let flagged = ProblemReported {
        yes: [Key::from("saddle_numbness")].into(),
        unsure: BTreeSet::new(),
        words: String::new(),
    };
    assert_eq!(WELL.clone().on(after(1), flagged).choices(after(1)), Err(NotOffered::SeekCare));
    for why in [NotOffered::NewPain, NotOffered::SeekCare, NotOffered::Questions, NotOffered::NothingToTest] {
        assert!(!why.words().is_empty() && why.hint().contains("backwise"), "{why:?}");
    }
}

#[test]
fn what_is_not_open_or_too_short_is_refused_with_the_reason() {
    let strange = Tested::Techniques(BTreeSet::from(["pro_thai".into()]));
    assert!(matches!(WELL.propose(START, wish(strange)), Err(NotOffered::NotOpen { .. })));
    let short = Wish { weeks: 3, ..wish(Tested::SelfMassage) };
    assert_eq!(WELL.propose(START, short), Err(NotOffered::Weeks { least: 4, most: 17 }));
    let visits = Wish { weeks: 8, ..wish(Tested::Visits) };
    assert_eq!(WELL.propose(START, visits), Err(NotOffered::Weeks { least: 13, most: 17 }));
}

#[test]
fn the_design_keeps_to_the_plan() {
    let design = |wish| WELL.propose(START, wish).unwrap().design();
    let days = WELL.current(START).plan.unwrap().1.plan.days_per_week;
    match design(wish(Tested::SelfMassage)) {
        Design::CoinDays { probability, spacing } => {
            assert!((probability - 0.45).abs() < 1e-12);
            assert!(spacing.rest_days >= 1);
            assert_eq!(spacing.most_in_7_days, u32::from(days));
        }
        Design::Blocks { .. } => panic!("coin days are usual"),
    }
    let lasting = Wish { lasting_effect_expected: true, ..wish(Tested::SelfMassage) };
    assert!(matches!(design(lasting), Design::Blocks { shortest: 5, longest: 7, .. }));
    let Design::Blocks { shortest: 7, longest: 7, spacing } = design(wish(Tested::Visits)) else { panic!() };
    assert_eq!(spacing.most_in_7_days, 1);
    let journal = WELL.clone().testing(START, Tested::Visits, seed(3));
    let visits = Trial::new(&journal.test()).decisions(after(400));
    assert_eq!(visits.iter().filter(|(_, decision)| decision.assigned.is_some()).count(), 6);
}

#[test]
fn the_plan_of_a_test_in_one_line_that_fits_between_quotes() {
    let text = WELL.propose(START, wish(Tested::SelfMassage)).unwrap().plan_text();
    assert!(!text.contains(['\'', '"', '\\', '%', '\n']), "{text}");
    insta::assert_snapshot!(text, @"backwise test 1; what: self_massage; first day: 2026-03-02; days: 56; days without at the start: 7; then coin days, probability 0.45, rest days 1, at most 4 in 7 days; worth it from: 1 point; lasting effect expected: no");
}

#[test]
fn a_day_is_held_back_before_the_draw_is_looked_at() {
    let journal = WELL.clone().testing(START, one_technique(), seed(1));
    assert_eq!(journal.part(after(3)), Some(Assignment::First { day: 4, of: 7 }));
    let visit = TherapistVisited {
        technique: None,
        minutes: 60,
        pressure: None,
        price: None,
        places: BTreeSet::new(),
        therapist_note: String::new(),
        advice: String::new(),
        felt: Felt::Same,
    };
    let visited = journal.clone().on(after(10), visit);
    assert_eq!(visited.part(after(10)), Some(Assignment::HeldBack(Held::Visit)));
    assert_eq!(visited.part(after(11)), Some(Assignment::HeldBack(Held::Visit)));
    assert_eq!(visited.part(after(12)), journal.part(after(12)));
    let paused = journal.clone().on(after(9), PlanPaused { until: None });
    assert_eq!(paused.part(after(10)), Some(Assignment::HeldBack(Held::Paused)));
    // After 4 weeks all safety questions are due.
    let due = journal.part(after(28));
    assert!(matches!(due, Some(Assignment::HeldBack(Held::Screen))), "{due:?}");
    assert_eq!(journal.part(after(56)), None, "over");
}

#[test]
fn a_red_flag_and_a_bad_reaction_end_a_test_and_a_doubt_holds_it_back() {
    let journal = WELL.clone().testing(START, one_technique(), seed(1));
    let id = tested(&journal);
    assert_eq!(journal.must_stop(after(9)), None);
    let report = |yes: &[&str], unsure: &[&str]| ProblemReported {
        yes: yes.iter().map(|key| Key::from(*key)).collect(),
        unsure: unsure.iter().map(|key| Key::from(*key)).collect(),
        words: String::new(),
    };
    let flagged = journal.clone().on(after(9), report(&["saddle_numbness"], &[]));
    assert_eq!(flagged.must_stop(after(9)), Some(StopReason::Safety));
    let doubted = journal.clone().on(after(9), report(&[], &["saddle_numbness"]));
    assert_eq!(doubted.must_stop(after(9)), None);
    assert_eq!(doubted.part(after(9)), Some(Assignment::HeldBack(Held::Screen)));
    for problem in [SessionProblem::Sharp, SessionProblem::Numb, SessionProblem::Dizzy] {
        let reacted = journal.clone().on(after(9), done(&id, Felt::Same, problem));
        assert_eq!(reacted.must_stop(after(9)), Some(StopReason::Safety), "{problem:?}");
        let other = journal.clone().on(after(9), done(&"st_bridge".into(), Felt::Same, problem));
        assert_eq!(other.must_stop(after(9)), None, "{problem:?} in another part");
    }
    let worse = journal.on(after(9), done(&id, Felt::Worse, SessionProblem::None));
    assert_eq!(worse.must_stop(after(9)), None);
    let twice = worse.clone().on(after(11), done(&id, Felt::Worse, SessionProblem::None));
    assert_eq!(twice.must_stop(after(11)), Some(StopReason::Safety));
    let between = worse
        .on(after(11), done(&id, Felt::Same, SessionProblem::None))
        .on(after(13), done(&id, Felt::Worse, SessionProblem::None));
    assert_eq!(between.must_stop(after(13)), None);
}

#[test]
fn the_draw_can_be_redone_only_when_the_test_is_over() {
    let journal = WELL.clone().testing(START, Tested::SelfMassage, seed(1));
    assert_eq!(redo(&journal.test(), after(55)), None);
    assert!(redo(&journal.test(), after(56)).unwrap().join("\n").contains(seed(1).reveal()));
    let stopped = journal.on(after(20), TestStopped { reason: StopReason::Chosen });
    assert!(redo(&stopped.test(), after(20)).is_some());
}

#[test]
fn the_words_of_a_day() {
    let what = Tested::SelfMassage;
    let parts = [
        Assignment::First { day: 3, of: 7 },
        Assignment::Without,
        Assignment::With(None),
        Assignment::With(Some("sm_gmed_ball_wall".into())),
        Assignment::HeldBack(Held::Screen),
        Assignment::HeldBack(Held::Paused),
        Assignment::HeldBack(Held::Visit),
        Assignment::HeldBack(Held::Closed { why: String::new() }),
    ];
    let mut lines: Vec<String> = parts.iter().map(|part| day_words(&KNOWLEDGE, &what, part)).collect();
    lines.push(day_words(&KNOWLEDGE, &Tested::Visits, &Assignment::With(None)));
    lines.push(day_words(&KNOWLEDGE, &one_technique(), &Assignment::Without));
    lines.push(domain::trial::no_peeking(19, 21, "Sunday 26 April"));
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Your test, day 3 of the first 7: without self-massage. These days show how your back does on its own.
    Your test: today is a day without self-massage. Chance decided.
    Your test: today is a day with self-massage. Chance decided.
    Your test: today is a day with "Side of the hip: ball at the wall". Chance decided.
    Your test waits today. The safety questions come first: backwise ask
    Your test waits today, because your plan rests.
    Your test waits today. After a visit your back rests for a day.
    Your test waits today. What you test is closed to you now.
    Your test: this is a week with a visit to a massage therapist. Chance decided.
    Your test: today is a day without "Low back: fists and palms, sitting". Chance decided.
    Your test is running until Sunday 26 April. You rated 19 of 21 days. The answer comes at the end, all at once. Seeing it early can change how you rate a day.
    "#);
}

fn stays_inside_the_gate(journal: &Journal, today: Date) -> Result<(), TestCaseError> {
    let current = journal.current(today);
    let test = journal.test();
    let what = &test.started.event.what;
    let Some(part) = assignment(&journal.person(), &current, &test, today) else { return Ok(()) };
    if let Assignment::With(chosen) = &part {
        prop_assert!(current.assessment.triage.clearance().is_some());
        if let Some(id) = chosen {
            prop_assert!(current.assessment.gate.offers(id), "{id} is closed");
        }
    }
    let Some((_, adapted)) = &current.plan else {
        prop_assert!(!matches!(part, Assignment::With(_)));
        return Ok(());
    };
    let planned = adapted.plan.on(today).next();
    let session = test_session(&KNOWLEDGE, &adapted.plan, planned, what, &part, today);
    for item in session.iter().flat_map(|session| &session.items) {
        prop_assert!(current.assessment.gate.offers(&item.technique), "{} is closed", item.technique);
        prop_assert!(
            matches!(part, Assignment::With(_)) || !what.covers(&KNOWLEDGE, &item.technique),
            "{} on a day without",
            item.technique
        );
    }
    if matches!(part, Assignment::With(_)) && *what != Tested::Visits {
        let session = session.unwrap();
        prop_assert!(session.items.iter().any(|item| what.covers(&KNOWLEDGE, &item.technique)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is reported while a test runs, nothing that is closed is ever assigned or put into a session.
    #[test]
    fn nothing_closed_is_ever_assigned(
        choice in any::<prop::sample::Index>(),
        number in any::<u8>(),
        reported in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), 0_i32..20), 0..3),
    ) {
        let open = WELL.choices(START).unwrap();
        let mut journal = WELL.clone().testing(START, choice.get(&open).what.clone(), seed(number));
        let keys: Vec<&Key> = KNOWLEDGE.facts.keys().collect();
        for (key, sure, day) in reported {
            let set = BTreeSet::from([(*key.get(&keys)).clone()]);
            let (yes, unsure) = if sure { (set, BTreeSet::new()) } else { (BTreeSet::new(), set) };
            journal = journal.on(after(day), ProblemReported { yes, unsure, words: String::new() });
        }
        for day in [0, 7, 8, 9, 10, 14, 20, 26, 40] {
            stays_inside_the_gate(&journal, after(day))?;
        }
    }
}

proptest! {
    /// With a coin for each day, no two days running, and never more than the plan's days in a week.
    #[test]
    fn never_two_days_running(number in any::<[u8; 32]>()) {
        let journal = WELL.clone().testing(START, Tested::SelfMassage, Seed::from_bytes(&number));
        let test = journal.test();
        let drawn = Trial::new(&test).decisions(after(100));
        prop_assert_eq!(drawn.len(), 49);
        for pair in drawn.windows(2) {
            prop_assert!(pair[0].1.assigned.is_none() || pair[1].1.assigned.is_none());
        }
    }

    /// Nothing about a later day can be had before it: what is given on a day is the beginning of what is given later,
    /// and depends on no draw after it.
    #[test]
    fn no_later_day_is_told(number in any::<[u8; 32]>(), today in 0_i32..60, ahead in 1_i32..60) {
        let journal = WELL.clone().testing(START, Tested::SelfMassage, Seed::from_bytes(&number));
        let test = journal.test();
        let trial = Trial::new(&test);
        prop_assert_eq!(trial.decision(after(today + ahead), after(today)), None);
        let (now, all) = (trial.decisions(after(today)), trial.decisions(after(100)));
        prop_assert_eq!(&all[..now.len()], &now[..]);
        prop_assert!(now.iter().all(|(day, _)| *day <= after(today)));
    }

    /// The commitment is the hash of the seed and the plan, and the same seed draws the same days.
    #[test]
    fn the_commitment_and_the_draw_follow_from_the_seed(number in any::<[u8; 32]>()) {
        use sha2::{Digest, Sha256};
        use std::fmt::Write as _;
        let chosen = Seed::from_bytes(&number);
        let started = WELL.propose(START, wish(Tested::SelfMassage)).unwrap().start(chosen.clone());
        let mut hash = String::new();
        for byte in Sha256::digest(format!("{}{}", chosen.reveal(), started.plan_text).as_bytes()) {
            write!(hash, "{byte:02x}").unwrap();
        }
        prop_assert_eq!(&started.commitment, &hash);
        let twice: BTreeMap<usize, Vec<_>> = (0..2)
            .map(|round| {
                let journal = WELL.clone().on(START, started.clone());
                (round, Trial::new(&journal.test()).decisions(after(100)))
            })
            .collect();
        prop_assert_eq!(&twice[&0], &twice[&1]);
    }
}
