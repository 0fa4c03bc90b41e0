//! A plan in words: the visits, the week, the rest of the day, and the end.

use super::{Words, count, day, sentence, short_day};
use domain::knowledge::Knowledge;
use domain::knowledge::body::Side;
use domain::money::Money;
use domain::plan::{Habit, Item, MassageCourse, Plan, Session, say_words, why_words};

/// The whole plan, with the sessions of one week.
pub(crate) fn plan(knowledge: &Knowledge, plan: &Plan, week: u8, money: Money) -> String {
    let mut page = Words::default();
    page.heading("Your plan");
    if let Some(goal) = &plan.goal {
        page.say(&format!("For: {goal}"));
    }
    page.say(&format!(
        "{} weeks, from {} to {}. {} a week, at most {} a day.",
        plan.weeks,
        day(plan.start),
        day(last_day(plan)),
        count(plan.days_per_week.into(), "day"),
        count(plan.minutes_per_day.into(), "minute"),
    ));
    for why in &plan.why {
        page.say(&why_words(knowledge, why));
    }
    match &plan.massage {
        Some(course) => massage(knowledge, plan, course, money, &mut page),
        None => no_visits(knowledge, plan, &mut page),
    }
    week_of(knowledge, plan, week, &mut page);
    for (title, habits) in [
        ("Posture and breaks", &plan.posture),
        ("Stress and breathing", &plan.stress),
        ("Sleep", &plan.sleep),
    ] {
        habit_list(knowledge, title, habits, &mut page);
    }
    page.heading("On a bad day").say("This counts as done:");
    for item in &plan.minimum {
        page.item(&item_line(knowledge, item));
    }
    stop_signs(knowledge, plan, &mut page);
    page.heading("Looking back");
    for review in &plan.reviews {
        page.item(&format!("{}: {}", day(review.date), review.about.words()));
    }
    page.gap().say(&format!(
        "The plan ends on {}. Then you see what you found out, and whether to go on, do less, or stop.",
        day(last_day(plan))
    ));
    page.say("Why is something here? backwise why ID. Something does not fit? backwise swap ID");
    page.finish()
}

/// The last day that belongs to the plan.
pub(crate) fn last_day(plan: &Plan) -> jiff::civil::Date {
    plan.end.yesterday().unwrap_or(plan.end)
}

fn massage(knowledge: &Knowledge, plan: &Plan, course: &MassageCourse, money: Money, page: &mut Words) {
    let name = |id| knowledge.techniques.get::<domain::ids::TechniqueId>(id).map_or("", |known| &known.name);
    page.heading("Massage by a therapist");
    if course.optional {
        page.say("This is a choice. The plan works without it.");
    }
    let visit = knowledge.techniques.get(&course.technique).and_then(|known| known.visit.as_ref());
    page.say(&format!("Which kind: {}.", name(&course.technique)));
    if let Some(visit) = visit {
        page.say(&sentence(&visit.ask_for));
        page.say(&format!("In local shops it may be called: {}.", visit.shop_names.join(", ")));
    }
    let others: Vec<&str> =
        course.options.iter().skip(1).take(3).map(|option| name(&option.technique)).collect();
    if !others.is_empty() {
        page.say(&format!(
            "Also fine: {}. The kind makes little difference; choose by feel.",
            others.join(", ")
        ));
    }
    let minutes = if course.first_minutes == course.minutes {
        format!("{} minutes each", course.minutes)
    } else {
        format!("the first of {} minutes, then {} minutes each", course.first_minutes, course.minutes)
    };
    page.say(&format!(
        "How many: {}, {minutes}, at least {} hours apart.",
        count(course.visits.into(), "visit"),
        course.gap_hours
    ));
    let dates: Vec<String> = course.dates.iter().map(|date| short_day(*date)).collect();
    page.say(&format!("For example on {}.", dates.join(", ")));
    if let Some(look) = course.look_back {
        page.say(&format!("Look back: after visit {}, about {}.", look.after_visit, day(look.date)));
    }
    if let Some(decide) = course.decide {
        page.say(&format!("Decide: after visit {}, about {}.", decide.after_visit, day(decide.date)));
    }
    match (course.price, course.total) {
        (Some(price), Some(total)) => {
            let (price, total) = (money.say(price), money.say(total));
            page.say(&format!("What it costs: {price} a visit, {total} for the trial."));
        }
        _ => {
            page.say("What it costs: put in a price to see the total: backwise ask --change price");
        }
    }
    let judge = course.judge.iter().filter_map(|id| knowledge.courses.tip(id)).map(|tip| tip.words);
    page.gap().list("How to judge, and when to stop:", judge);
    page.gap().list("What to say:", say_words(knowledge, plan).iter().map(|line| format!("\"{line}\"")));
    if !course.keep_off.is_empty() {
        let places: Vec<&str> = course.keep_off.iter().map(|region| region.words()).collect();
        page.say(&format!("Ask the therapist to keep off: {}.", places.join(", ")));
    }
    for why in &course.why {
        page.say(&why_words(knowledge, why));
    }
}

fn no_visits(knowledge: &Knowledge, plan: &Plan, page: &mut Words) {
    page.heading("Massage without visits");
    if let Some(because) = plan.without_visits.because {
        page.say(because.words());
    }
    let names = plan.without_visits.techniques.iter().filter_map(|id| knowledge.techniques.get(id));
    page.list("To test in the same way:", names.map(|known| format!("{} ({})", known.name, known.id)));
}

fn week_of(knowledge: &Knowledge, plan: &Plan, week: u8, page: &mut Words) {
    page.heading(&format!("Week {week} of {}", plan.weeks));
    for session in plan.sessions.iter().filter(|session| session.week == week) {
        session_lines(knowledge, session, page);
    }
}

/// One session with its items.
pub(crate) fn session_lines(knowledge: &Knowledge, session: &Session, page: &mut Words) {
    let pieces =
        if session.pieces > 1 { format!(", split into {} pieces", session.pieces) } else { String::new() };
    page.say(&format!("{} ({}), {} minutes{pieces}", day(session.date), session.id, session.minutes));
    for item in &session.items {
        page.item(&item_line(knowledge, item));
    }
}

/// One item on one line: name, minutes, side, pressure, id.
pub(crate) fn item_line(knowledge: &Knowledge, item: &Item) -> String {
    let known = knowledge.techniques.get(&item.technique);
    let name = known.map_or(item.technique.as_str(), |known| &known.name);
    let mut line = format!("{name}, {} min", item.dose.minutes);
    if item.passive {
        line.push_str(" of warmth, if you like");
    }
    match item.dose.first_side {
        Side::Left => line.push_str(", LEFT first"),
        Side::Right => line.push_str(", RIGHT first"),
        Side::Both | Side::None => {}
    }
    if item.kind == domain::knowledge::technique::Kind::SelfMassage {
        line = format!("{line}, pressure at most {} of 10", item.dose.pressure_cap);
    }
    format!("{line} [{}]", item.technique)
}

fn habit_list(knowledge: &Knowledge, title: &str, habits: &[Habit], page: &mut Words) {
    if habits.is_empty() {
        return;
    }
    page.heading(title);
    for habit in habits {
        let Some(tip) = knowledge.courses.tip(&habit.tip) else { continue };
        let ids: Vec<&str> = habit.techniques.iter().map(domain::ids::TechniqueId::as_str).collect();
        let with = if ids.is_empty() { String::new() } else { format!(" [{}]", ids.join(", ")) };
        page.item(&format!("{}{with}", tip.words));
    }
}

fn stop_signs(knowledge: &Knowledge, plan: &Plan, page: &mut Words) {
    let signs = plan.stop.iter().filter_map(|id| knowledge.stops.get(id)).map(|stop| stop.say.as_str());
    let signs: Vec<&str> = signs.take(4).collect();
    if !signs.is_empty() {
        page.heading("Stop if");
        for sign in signs {
            page.item(sign);
        }
    }
}
