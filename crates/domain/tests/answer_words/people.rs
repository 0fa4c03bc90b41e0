//! Answers made by hand, and how they are read aloud.

use domain::answer::say::{Beside, Likely, Said, say};
use domain::answer::{
    Answer, Benefit, Change, CouldFool, Counts, Design, Diary, Maintenance, MaintenanceAdvice, Missing,
    Occasion, Quantiles, Rating, Reading, SessionAt, TechniqueEffect,
};
use domain::entry::NrsScore;
use domain::money::Money;
use jiff::civil::date;

/// Eight weeks whose evenings go from one score to another in a straight line, with a session every third day.
pub(super) fn diary(from: f64, to: f64, techniques: &[&str]) -> Diary {
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

pub(super) fn quantiles(q05: f64, q50: f64, q95: f64) -> Quantiles {
    Quantiles { q05, q50, q95 }
}

/// An answer with a benefit, and nothing special.
pub(super) fn answer(reading: Reading, [q05, q50, q95]: [f64; 3], p_gt_0: f64, p_worthwhile: f64) -> Answer {
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

pub(super) fn effect(technique: usize, name: &str) -> TechniqueEffect {
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
pub(super) fn aloud(said: &Said) -> String {
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

pub(super) fn every(from: u32, to: u32) -> Maintenance {
    let gap = Some(quantiles(f64::from(from) - 2.0, f64::from(to), f64::from(to) + 8.0));
    Maintenance { advice: MaintenanceAdvice::Every { from, to }, gap }
}

/// What a course took.
fn took() -> Beside {
    Beside {
        visits: Some(6),
        minutes: Some(540),
        money: Some(390),
        currency: Money::of(Some("EUR"), None),
        likely: None,
    }
}

/// The people whose answers are read here, each with a name for the snapshot.
pub(super) fn people() -> Vec<(&'static str, Said)> {
    let ball = || diary(7.0, 4.0, &["ball"]);
    let plain = Beside::default();
    let mut people = Vec::new();

    let mut helps = answer(Reading::Helps, [0.6, 1.1, 1.6], 0.996, 0.62);
    helps.maintenance = Some(every(4, 6));
    let beside = took();
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

    people.push(since_the_first_week());

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

    let mut little = answer(Reading::HelpsLittle, [0.1, 0.4, 0.8], 0.98, 0.02);
    little.maintenance = Some(Maintenance { advice: MaintenanceAdvice::NotWorthIt, gap: None });
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

/// Massage from the first week on, and ratings at the end of the scale that stand for more.
fn since_the_first_week() -> (&'static str, Said) {
    let mut early = answer(Reading::Helps, [3.1, 11.2, 23.4], 0.9999, 0.99);
    early.could_fool = vec![
        CouldFool::SessionsOnBadDays { session_days: 4.2, other_days: 3.85 },
        CouldFool::FewDays { rated: 21, of: 21 },
        CouldFool::ResetDisagrees { adds_up: 2.2, resets: 1.8 },
        CouldFool::Expectation,
    ];
    early.maintenance = Some(every(46, 46));
    ("helps since the first week", say(&diary(6.0, 5.0, &["ball"]), &early, &Beside::default()))
}

pub(super) fn read(name: &str) -> String {
    let people = people();
    aloud(&people.iter().find(|(other, _)| *other == name).unwrap().1)
}
