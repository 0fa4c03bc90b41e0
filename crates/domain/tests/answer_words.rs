//! The words of answers, as people read them. Each snapshot was read aloud.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

use domain::answer::say::{Beside, Likely, Said, say};
use domain::answer::{
    Answer, Benefit, Change, CouldFool, Counts, Design, Diary, Maintenance, MaintenanceAdvice, Missing,
    Occasion, Quantiles, Rating, Reading, SessionAt, TechniqueEffect, Verdict,
};
use domain::entry::NrsScore;
use domain::knowledge::Knowledge;
use insta::assert_snapshot;
use jiff::civil::date;

/// Eight weeks whose evenings go from one score to another in a straight line, with a session every third day.
fn diary(from: f64, to: f64, techniques: &[&str]) -> Diary {
    let ratings = (0..56).map(|day| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scores")]
        let score = (from + (to - from) * f64::from(day) / 55.0).round() as u8;
        Rating {
            at: f64::from(day) + 0.85,
            occasion: Occasion::Evening,
            score: NrsScore::new(score).unwrap(),
        }
    });
    let sessions = (0..18).map(|number: i32| SessionAt {
        at: f64::from(number * 3) + 0.5,
        technique: usize::try_from(number).unwrap() % techniques.len(),
    });
    Diary {
        first_day: date(2026, 3, 1),
        now: 56.0,
        ratings: ratings.collect(),
        sessions: sessions.collect(),
        techniques: techniques.iter().map(|name| (*name).to_owned()).collect(),
        decisions: Vec::new(),
        flares: Vec::new(),
        changes: Vec::<Change>::new(),
        worthwhile: 1.0,
    }
}

fn quantiles(q05: f64, q50: f64, q95: f64) -> Quantiles {
    Quantiles { q05, q50, q95 }
}

/// An answer with a benefit, and nothing special.
fn answer(reading: Reading, [q05, q50, q95]: [f64; 3], p_gt_0: f64, p_worthwhile: f64) -> Answer {
    let benefit = Benefit {
        q05,
        q10: q05,
        q25: f64::midpoint(q05, q50),
        q50,
        q75: f64::midpoint(q50, q95),
        q90: q95,
        q95,
        q025: q05 - 0.2,
        q975: q95 + 0.2,
        mean: q50,
        p_gt_0,
        p_worthwhile,
    };
    Answer {
        verdict: reading.verdict(),
        reading,
        missing: Vec::new(),
        design: Design::Drawn,
        counts: Counts { days: 56, rated_days: 52, sessions: 18, ..Counts::default() },
        benefit: Some(benefit),
        half_life: Some(quantiles(0.9, 2.2, 6.1)),
        half_life_is_clear: p_gt_0 >= 0.9,
        techniques: vec![effect(0, "ball")],
        best: None,
        natural_recovery: Some(1.6),
        could_fool: vec![CouldFool::Expectation],
        maintenance: None,
        cautious: None,
    }
}

fn effect(technique: usize, name: &str) -> TechniqueEffect {
    TechniqueEffect {
        technique,
        name: name.to_owned(),
        sessions: 9,
        peak: quantiles(0.4, 1.0, 1.6),
        benefit: quantiles(0.2, 0.5, 0.9),
        p_gt_0: 0.98,
        p_best: 0.5,
    }
}

/// The page as it is read aloud.
fn aloud(said: &Said) -> String {
    let mut page = format!("# {}\n", said.heading());
    for (title, sentences) in said.sections() {
        if !title.is_empty() {
            page.extend(["\n", title, "\n"]);
        }
        page.push_str(&sentences.join("\n"));
        page.push('\n');
        if title.is_empty() {
            for chance in &said.chances {
                let dots = chance.dots.to_string();
                page.extend(["How sure: ", &chance.words, " ", &chance.that, " ", &dots, "\n"]);
            }
        }
    }
    page
}

fn every(from: u32, to: u32) -> Maintenance {
    let gap = Some(quantiles(f64::from(from) - 2.0, f64::from(to), f64::from(to) + 8.0));
    Maintenance { advice: MaintenanceAdvice::Every { from, to }, gap }
}

/// The people whose answers are read here, each with a name for the snapshot.
fn people() -> Vec<(&'static str, Said)> {
    let ball = || diary(7.0, 4.0, &["ball"]);
    let plain = Beside::default();
    let mut people = Vec::new();

    let mut helps = answer(Reading::Helps, [0.6, 1.1, 1.6], 0.996, 0.62);
    helps.maintenance = Some(every(4, 6));
    let beside = Beside { visits: Some(6), minutes: Some(540), money: Some(390), likely: None };
    people.push(("helps", say(&ball(), &helps, &beside)));

    let mut large = answer(Reading::Helps, [1.4, 2.1, 2.8], 0.9999, 0.98);
    large.design = Design::Chosen;
    large.natural_recovery = Some(-0.6);
    large.could_fool = vec![
        CouldFool::ChosenDays,
        CouldFool::SessionsOnBadDays { session_days: 6.1, other_days: 4.4 },
        CouldFool::Expectation,
    ];
    large.techniques = vec![effect(0, "ball"), effect(1, "heat")];
    large.best = Some(0);
    large.maintenance = Some(every(9, 12));
    people
        .push(("helps much, days chosen, 2 kinds", say(&diary(7.0, 5.0, &["ball", "heat"]), &large, &plain)));

    let mut less = answer(Reading::HelpsPerhapsLess, [0.2, 0.8, 1.4], 0.98, 0.31);
    less.techniques = vec![effect(0, "ball"), effect(1, "heat"), effect(2, "roller")];
    less.could_fool = vec![CouldFool::UsedTogether { technique: 0, with: 1 }, CouldFool::Expectation];
    people.push(("perhaps less", say(&diary(7.0, 4.0, &["ball", "heat", "roller"]), &less, &plain)));

    let mut chance = answer(Reading::PerhapsChance { one_in: 14 }, [-0.1, 0.7, 1.5], 0.93, 0.28);
    chance.could_fool = vec![
        CouldFool::NaturalRecovery { points: 1.6 },
        CouldFool::ChangeNearStart { words: "new pills".to_owned(), days: -2.0 },
        CouldFool::Expectation,
    ];
    people.push(("perhaps chance", say(&ball(), &chance, &plain)));

    let little = answer(Reading::HelpsLittle, [0.1, 0.4, 0.8], 0.98, 0.02);
    people.push(("helps a little", say(&diary(5.0, 4.0, &["ball"]), &little, &plain)));

    let mut unlikely = answer(Reading::UnlikelyEnough, [-0.5, 0.1, 0.6], 0.6, 0.01);
    unlikely.maintenance = Some(Maintenance { advice: MaintenanceAdvice::NotWorthIt, gap: None });
    unlikely.could_fool = vec![CouldFool::Flares { count: 2, days: 6 }, CouldFool::Expectation];
    people.push(("not enough", say(&ball(), &unlikely, &plain)));

    let mut worse = answer(Reading::Worse, [-1.3, -0.7, -0.1], 0.03, 0.001);
    worse.natural_recovery = Some(0.4);
    worse.could_fool = vec![CouldFool::Soreness { points: 0.7 }, CouldFool::Expectation];
    worse.maintenance = Some(Maintenance { advice: MaintenanceAdvice::NotWorthIt, gap: None });
    people.push(("worse", say(&diary(5.0, 6.0, &["ball"]), &worse, &plain)));

    let open = answer(Reading::Open, [-0.4, 0.6, 1.6], 0.83, 0.24);
    let likely = Beside { likely: Some(Likely { days: 28, chance: 0.85 }), ..plain };
    people.push(("open, an answer is likely", say(&ball(), &open, &likely)));

    let mut still = answer(Reading::Open, [-0.9, 0.1, 1.1], 0.55, 0.12);
    still.could_fool = vec![
        CouldFool::Gaps { unrated: 20, longest: 9, of: 56 },
        CouldFool::FewDays { rated: 36, of: 56 },
        CouldFool::Expectation,
    ];
    let unlikely = Beside { likely: Some(Likely { days: 56, chance: 0.42 }), ..plain };
    people.push(("open, an answer is not near", say(&diary(5.0, 5.0, &["ball"]), &still, &unlikely)));

    let mut early = answer(Reading::TooEarly, [-1.0, 0.4, 1.8], 0.7, 0.3);
    early.missing = vec![
        Missing::Days { have: 12, need: 21 },
        Missing::RatedDays { have: 11, need: 18 },
        Missing::Sessions { have: 5, need: 6 },
        Missing::SessionEvenings { have: 4, need: 5 },
        Missing::OtherEvenings { have: 3, need: 5 },
    ];
    early.counts = Counts { days: 12, rated_days: 11, sessions: 5, ..Counts::default() };
    let short = Diary { now: 12.0, ..ball() };
    people.push(("too early", say(&short, &early, &plain)));

    let mut described = answer(Reading::TooEarly, [-1.4, -0.5, 0.4], 0.2, 0.01);
    described.design = Design::Chosen;
    described.missing = vec![Missing::BeforeRatings { have: 3, need: 15 }];
    described.could_fool = vec![
        CouldFool::ChosenDays,
        CouldFool::EveningsOnly,
        CouldFool::FewBeforeRatings { have: 3, of: 18 },
        CouldFool::Expectation,
    ];
    people.push(("evenings only, days chosen", say(&ball(), &described, &plain)));

    let mut nothing = answer(Reading::TooEarly, [0.0; 3], 0.5, 0.0);
    nothing.benefit = None;
    nothing.half_life = None;
    nothing.natural_recovery = None;
    nothing.techniques = Vec::new();
    nothing.counts = Counts::default();
    nothing.missing = vec![Missing::Days { have: 1, need: 21 }, Missing::Sessions { have: 0, need: 6 }];
    let empty = Diary { ratings: Vec::new(), sessions: Vec::new(), now: 1.0, ..ball() };
    people.push(("an empty diary", say(&empty, &nothing, &plain)));

    let mut well = answer(Reading::Helps, [0.2, 0.4, 0.7], 0.99, 0.55);
    well.could_fool = vec![
        CouldFool::Floor { zeros: 30, of: 61 },
        CouldFool::ResetDisagrees { adds_up: 0.4, resets: 0.9 },
        CouldFool::OldestLeftOut { ratings: 1200 },
        CouldFool::Expectation,
    ];
    well.maintenance = Some(Maintenance { advice: MaintenanceAdvice::LittleLeft, gap: None });
    let modest = Diary { worthwhile: 0.3, ..diary(3.0, 0.0, &["ball"]) };
    people.push(("nearly well, a modest wish", say(&modest, &well, &plain)));

    let mut tens = answer(Reading::UnlikelyEnough, [-0.3, -0.1, 0.2], 0.3, 0.0);
    tens.natural_recovery = Some(0.0);
    tens.could_fool = vec![CouldFool::Ceiling { tens: 40, of: 56 }, CouldFool::Expectation];
    people.push(("all tens", say(&diary(10.0, 10.0, &["ball"]), &tens, &plain)));
    people
}

fn read(name: &str) -> String {
    let people = people();
    aloud(&people.iter().find(|(other, _)| *other == name).unwrap().1)
}

#[test]
fn it_helps() {
    assert_snapshot!(read("helps"), @r"
    # Massage very likely helps you
    About 1 point of 10 less pain on average, maybe a half to 1 and a half.
    This compares with what your average pain would be without massage.
    You said 1 point would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: about 6 in 10 that it helps by 1 point or more ●●●●●●○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About 1 of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.
    6 visits to a therapist.
    About 9 hours in all.
    It cost 390 in your money.

    How often from now on
    Every 4 to 6 days may keep most of it.
    This is a start to be tested: 2 weeks every 4 days, then 2 weeks less often.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("helps much, days chosen, 2 kinds"), @r"
    # Massage very likely helps you
    About 2 points of 10 less pain on average, maybe 1 and a half to 3.
    This compares with what your average pain would be without massage.
    You said 1 point would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: more than 19 in 20 that it helps by 1 point or more ●●●●●●●●●◐

    What would have come anyway
    Your pain fell by about 2 points.
    Little of that would have come by itself.
    About 2 of that is from massage.

    How this was found
    From days you chose yourself. That is weaker than days drawn by chance.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    Which kind
    You tried 2 kinds of massage.
    Probably best for you: ball.

    What could fool us
    You chose the days. How you felt may have led to massage, not the other way round.
    You had massage on days that began worse: pain 6, and 4 and a half on other days.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    Every 9 to 12 days may keep most of it.
    This is a start to be tested: 2 weeks every 9 days, then 2 weeks less often.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn it_probably_helps() {
    assert_snapshot!(read("perhaps less"), @r"
    # Massage probably helps you
    About 1 point of 10 less pain on average, maybe nothing to 1 and a half.
    This compares with what your average pain would be without massage.
    It very likely helps, but perhaps less than the 1 point you asked for.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: about 3 in 10 that it helps by 1 point or more ●●●○○○○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About 1 of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    Which kind
    You tried 3 kinds of massage.
    There is no clear difference between them. Choose the one you like.

    What could fool us
    You used ball and heat on the same days. They cannot be told apart.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("perhaps chance"), @r#"
    # Massage probably helps you
    About half a point of 10 less pain on average, maybe nothing to 1 and a half.
    This compares with what your average pain would be without massage.
    It looks as if it helps, but it could still be chance: 1 in 14.
    You said 1 point would be worth it.
    How sure: about 9 in 10 that it helps at all ●●●●●●●●●○
    How sure: about 3 in 10 that it helps by 1 point or more ●●●○○○○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About a half of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    Backs get better by themselves. Yours would have eased by about 1 and a half points.
    You noted "new pills" 2 days before your first session. The two cannot be told apart.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    "#);
}

#[test]
fn it_does_not_help_enough() {
    assert_snapshot!(read("helps a little"), @r"
    # Massage probably does not help you enough
    About half a point of 10 less pain on average, maybe nothing to 1.
    This compares with what your average pain would be without massage.
    It helps a little, and less than the 1 point you said would be worth it.
    How sure: less than 1 in 20 that it helps by 1 point or more ◐○○○○○○○○○
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐

    What would have come anyway
    Your pain fell by about 1 point.
    About all of that would have come by itself.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going, if you like how it feels.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("not enough"), @r"
    # Massage probably does not help you enough
    About no difference in pain on average. Maybe half a point more to a half less.
    This compares with what your average pain would be without massage.
    It is unlikely to give you the 1 point you asked for.
    How sure: less than 1 in 20 that it helps by 1 point or more ◐○○○○○○○○○
    How sure: about 6 in 10 that it helps at all ●●●●●●○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    You had 2 flares, 6 days in all. Flares come and go by themselves.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    You can stop. Nothing speaks for going on.

    What now
    Keep going, if you like how it feels.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn it_makes_it_worse_or_is_open() {
    assert_snapshot!(read("worse"), @r"
    # Massage probably makes it worse
    About half a point of 10 more pain on average, maybe nothing to 1 and a half.
    This compares with what your average pain would be without massage.
    Your pain is probably higher because of the sessions.
    Stop, or change how it is done.
    How sure: more than 19 in 20 that it makes your pain worse ●●●●●●●●●◐

    What would have come anyway
    Your pain rose by about 1 point.
    By itself it would have fallen by about half a point.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    After a session your pain goes up for some hours, by about half a point.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    You can stop. Nothing speaks for going on.

    What now
    Stop here. That is a good ending, and you know more than before.
    Test something else: softer, shorter, or another part of the plan.
    ");
    assert_snapshot!(read("open, an answer is likely"), @r"
    # We cannot tell yet
    About half a point of 10 less pain on average. Maybe half a point more to 1 and a half less.
    So if massage helps, it is by less than about 2 points.
    How sure: about 8 in 10 that it helps at all ●●●●●●●●○○
    How sure: about 2 in 10 that it helps by 1 point or more ●●○○○○○○○○

    What is missing
    Nothing is missing, but your pain goes up and down too much to tell.
    If you go on like this, an answer is likely by Saturday 23 May.

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("open, an answer is not near"), @r"
    # We cannot tell yet
    About no difference in pain on average. Maybe 1 point more to 1 less.
    So if massage helps, it is by less than about 1 and a half points.
    How sure: about 6 in 10 that it helps at all ●●●●●●○○○○
    How sure: about 1 in 10 that it helps by 1 point or more ●○○○○○○○○○

    What is missing
    Nothing is missing, but your pain goes up and down too much to tell.
    If you go on like this, the chance of an answer by Saturday 20 June is about 4 in 10.

    What would have come anyway
    Your pain is about as it was at the start.
    By itself it would have fallen by about 1 and a half points.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    20 of 56 days have no rating. The longest gap is 9 days.
    36 of 56 days have a rating. That is few.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn there_is_too_little() {
    assert_snapshot!(read("too early"), @r"
    # We cannot tell yet
    There is not enough in your diary for an answer.

    What is missing
    These would be enough to look again:
    9 more days of diary.
    7 more days with a check-in.
    1 more session.
    1 more evening check-in on days with massage.
    2 more evening check-ins on days without massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    5 sessions in 12 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("evenings only, days chosen"), @r"
    # We cannot tell yet
    There is not enough in your diary for an answer.

    What is missing
    A rating of your pain before each session. A test with drawn days is quicker.

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.

    How this was found
    You chose the days yourself, and too few sessions have a rating before them.
    So this page describes your diary, and does not say what led to what.

    What could fool us
    You chose the days. How you felt may have led to massage, not the other way round.
    You rated only evenings. They cannot show how a day with massage began.
    3 of 18 sessions have a rating before them. Without it, a bad day can look like a bad session.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("an empty diary"), @r"
    # We cannot tell yet
    There is nothing to compare yet.

    What is missing
    These would be enough to look again:
    20 more days of diary.
    6 more sessions.

    What could fool us
    You knew when you had massage, and hope can change how we rate a day.

    What now
    Keep going with the check-ins, with massage and without.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

#[test]
fn the_ends_of_the_scale() {
    assert_snapshot!(read("nearly well, a modest wish"), @r"
    # Massage very likely helps you
    About half a point of 10 less pain on average, maybe nothing to a half.
    This compares with what your average pain would be without massage.
    You said 0.3 points would be worth it, and it is likely that much.
    How sure: more than 19 in 20 that it helps at all ●●●●●●●●●◐
    How sure: about 6 in 10 that it helps by 0.3 points or more ●●●●●●○○○○

    What would have come anyway
    Your pain fell by about 3 points.
    About 1 and a half of that would have come by itself.
    About a half of that is from massage.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    How long it lasts
    Half of what a session does is gone after 2 days.
    It may be 1 day to 6 days.

    What could fool us
    30 of 61 ratings are 0. Your back is well, and little is left to measure.
    We take it that sessions add up. If each one only renews the last: 1 point less instead of half a point less.
    There are very many ratings. The oldest 1,200 ratings are left out.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    How often from now on
    Your pain would be low now, also without massage. You can stop.
    If it comes back, you know what to try.

    What now
    Keep going as now.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
    assert_snapshot!(read("all tens"), @r"
    # Massage probably does not help you enough
    About no difference in pain on average, maybe nothing to half a point more.
    This compares with what your average pain would be without massage.
    It is unlikely to give you the 1 point you asked for.
    How sure: less than 1 in 20 that it helps by 1 point or more ◐○○○○○○○○○
    How sure: about 3 in 10 that it helps at all ●●●○○○○○○○

    What would have come anyway
    Your pain is about as it was at the start.
    By itself it would have changed little.

    How this was found
    From days that were drawn by chance, like flipping a coin.
    It includes what expecting relief does.

    What could fool us
    40 of 56 ratings are 10. Your pain may be higher than the scale.
    You knew when you had massage, and hope can change how we rate a day.

    What it took
    18 sessions in 56 days.

    What now
    Keep going, if you like how it feels.
    Do less often, and see whether it stays as good.
    Test something else: another kind of massage, or another part.
    Stop here. That is a good ending, and you know more than before.
    ");
}

/// Every sentence of every person here, with the headings.
fn sentences() -> Vec<String> {
    let mut all: Vec<String> = Verdict::ALL.iter().map(|verdict| verdict.heading().to_owned()).collect();
    for (_, said) in people() {
        for (title, words) in said.sections() {
            all.push(title.to_owned());
            all.extend(words.into_iter().map(str::to_owned));
        }
        all.extend(said.chances.iter().map(|chance| format!("How sure: {} {}.", chance.words, chance.that)));
    }
    all
}

#[test]
fn words_are_those_of_the_screen() {
    let knowledge = Knowledge::bundled().unwrap();
    let finder = knowledge.words.finder();
    // Beyond the list: words of this page alone.
    let never = ["works", "work ", "significance", "prove", "statistic", "confidence", "posterior", "%"];
    for sentence in sentences() {
        let found: Vec<&str> = finder.find(&sentence).iter().map(|(_, row)| row.word.as_str()).collect();
        assert!(found.is_empty(), "{sentence}: {found:?}");
        let low = sentence.to_lowercase();
        assert!(never.iter().all(|word| !low.contains(word)), "{sentence}");
    }
}

#[test]
fn sentences_are_short() {
    for text in sentences() {
        for sentence in text.split(". ") {
            let words = sentence.split_whitespace().count();
            assert!(words <= 20, "{words} words: {sentence}");
        }
    }
}

#[test]
fn a_diary_that_can_only_be_described_names_no_cause() {
    let people = people();
    let (_, said) = people.iter().find(|(name, _)| name.starts_with("evenings only")).unwrap();
    assert_eq!(said.verdict, Verdict::CantTell);
    assert!(said.chances.is_empty());
    let words = aloud(said).to_lowercase();
    for verb in ["helps", "because", "lower than", "caus", "from massage", "thanks to", "gives"] {
        assert!(!words.contains(verb), "{verb}: {words}");
    }
}

/// The same room for good and for bad news: the lengths of the main parts do not tell which it is.
#[test]
fn bad_news_takes_as_long_to_read_as_good_news() {
    let people = people();
    let words = |name: &str| {
        let said = &people.iter().find(|(other, _)| *other == name).unwrap().1;
        said.size.join(" ").split_whitespace().count()
    };
    let lengths: Vec<usize> = ["helps", "perhaps less", "not enough", "worse"].map(words).to_vec();
    let (short, long) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
    assert!(long - short <= 12, "{lengths:?}");
}
