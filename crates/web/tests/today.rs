//! Today, the plan and what changes it.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use axum::http::StatusCode;
use common::{KNOWLEDGE, get, post, site, store, store_at, through_the_interview, well};
use domain::entry::{FlareStarted, PlanMade, SessionDone};
use domain::ids::TechniqueId;
use domain::knowledge::technique::Kind;
use domain::plan::Plan;
use web::Site;

/// The first attribute of this name after a text.
fn attribute<'p>(page: &'p str, after: &str, name: &str) -> &'p str {
    let from = page.find(after).unwrap_or_else(|| panic!("no {after} in {page}"));
    let value = page[from..].split_once(&format!("{name}=\"")).unwrap().1;
    value.split('"').next().unwrap()
}

fn primaries(page: &str) -> usize {
    page.matches("primary").count()
}

fn plan(site: &Site) -> Plan {
    site.look().unwrap().current.plan.clone().unwrap().1.plan
}

/// A technique of the first session, of a kind.
fn planned(site: &Site, kind: Kind) -> TechniqueId {
    let plan = plan(site);
    let items =
        plan.sessions.iter().filter(|session| session.date == plan.start).flat_map(|session| &session.items);
    items.into_iter().find(|item| item.kind == kind).unwrap().technique.clone()
}

#[tokio::test]
async fn today_has_at_most_3_things_and_one_primary_button_on_the_first() {
    let (_, router) = through_the_interview();
    let (status, page) = get(&router, "/").await;
    assert_eq!(status, StatusCode::OK);
    let things = page.split("class=\"things\"").nth(1).unwrap().split("</ol>").next().unwrap();
    assert!((1..=3).contains(&things.matches("<li>").count()), "{things}");
    assert_eq!(primaries(&page), 1, "{page}");
    assert!(things.find("primary").unwrap() < things.find("</li>").unwrap());
    assert!(page.contains("For: walk the dog") && page.contains("Week 1 of"), "{page}");
}

#[tokio::test]
async fn from_today_to_a_running_session_it_is_two_taps() {
    let (_, router) = through_the_interview();
    let (_, page) = get(&router, "/").await;
    let start = attribute(&page, "class=\"button primary\"", "href").to_owned();
    assert_eq!(start, "/session/w1d1");
    let (status, before) = get(&router, &start).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(attribute(&before, "id=\"start\"", "action"), "/session/w1d1/start");
}

#[tokio::test]
async fn not_today_asks_nothing_and_can_be_taken_back() {
    let (_, router) = through_the_interview();
    assert_eq!(post(&router, "/not-today", "").await, (StatusCode::SEE_OTHER, "/".to_owned()));
    let (_, page) = get(&router, "/").await;
    assert!(!page.contains("/session/w1d1") && page.contains("That costs nothing."), "{page}");
    post(&router, "/not-today", "back=1").await;
    assert!(get(&router, "/").await.1.contains("/session/w1d1"));
}

#[tokio::test]
async fn a_check_in_that_is_made_says_so_and_presses_for_no_more() {
    let (_, router) = through_the_interview();
    let line = |page: &str| page.split("Check-in").nth(1).unwrap().split("</li>").next().unwrap().to_owned();
    assert!(line(&get(&router, "/").await.1).contains("20 seconds"));
    post(&router, "/not-today", "").await;
    assert_eq!(primaries(&get(&router, "/").await.1), 1, "the check-in is what is left");
    post(&router, "/check-in", "interference=3&flare=no").await;
    let (_, page) = get(&router, "/").await;
    assert!(line(&page).contains("Done today") && page.contains("Again: Check-in"), "{page}");
    assert_eq!(primaries(&page), 0, "{page}");
}

#[tokio::test]
async fn a_pause_lasts_until_the_person_comes_back() {
    let (site, router) = through_the_interview();
    post(&router, "/pause", "").await;
    let (_, page) = get(&router, "/").await;
    assert!(page.contains("Your plan rests") && primaries(&page) == 1, "{page}");
    let entries = site.with_store(|store| Ok(store.entries().len())).unwrap();
    post(&router, "/pause", "").await;
    assert_eq!(
        site.with_store(|store| Ok(store.entries().len())).unwrap(),
        entries,
        "a second tap changes nothing"
    );
    post(&router, "/resume", "").await;
    assert!(get(&router, "/").await.1.contains("/session/w1d1"));
}

#[tokio::test]
async fn a_pause_with_an_end_is_over_on_that_day() {
    let site = site(store_at("2026-03-09T12:00:00+01:00[+01:00]"));
    let monday = "2026-03-02".parse().unwrap();
    site.record_about(well(), monday).unwrap();
    let pause = domain::entry::PlanPaused { until: Some("2026-03-09".parse().unwrap()) };
    site.record_about([pause.into()], monday).unwrap();
    let page = get(&web::router(site), "/").await.1;
    assert!(!page.contains("Your plan rests"), "{page}");
}

#[tokio::test]
async fn each_reason_to_change_has_a_visible_effect() {
    let (site, router) = through_the_interview();
    let (_, reasons) = get(&router, "/change").await;
    for slug in ["too_hard", "hurts", "no_time", "no_tool", "bored"] {
        assert!(reasons.contains(&format!("/change/{slug}")), "{slug}");
        let (status, page) = get(&router, &format!("/change/{slug}")).await;
        assert_eq!(status, StatusCode::OK, "{slug}: {page}");
    }
    let (_, hurts) = get(&router, "/change/hurts").await;
    assert!(
        hurts.contains("First: is it one of these?") && hurts.contains("Dizzy, sick or faint."),
        "{hurts}"
    );
    assert!(!hurts.contains("The session ends here"), "signs, not orders: {hurts}");
    assert!(reasons.contains("href=\"/pause\"") && reasons.contains("href=\"/plan/shape\""), "{reasons}");
    assert!(get(&router, "/change/no_time").await.1.contains("?short=2"));
    let massage = planned(&site, Kind::SelfMassage);
    let (_, offer) = get(&router, &format!("/change/bored/{massage}?clear=1")).await;
    assert!(offer.contains("Take this one"), "{offer}");
}

#[tokio::test]
async fn a_swap_is_in_the_next_session_at_once_and_can_be_taken_back() {
    let (site, router) = through_the_interview();
    let massage = planned(&site, Kind::SelfMassage);
    let (_, offer) = get(&router, &format!("/change/bored/{massage}?clear=1")).await;
    let to = attribute(&offer, "primary\" name=\"to\"", "value").to_owned();
    let form = format!("technique={massage}&reason=bored&to={to}");
    assert_eq!(post(&router, "/change", &form).await, (StatusCode::SEE_OTHER, "/".to_owned()));
    let name = &KNOWLEDGE.techniques[to.as_str()].name;
    let (_, page) = get(&router, "/").await;
    assert!(page.contains(&format!("Changed: <strong>{name}")), "{page}");
    let has = |id: &str| plan(&site).techniques().iter().any(|known| known.as_str() == id);
    assert!(has(&to), "{to} is not in the plan");
    let before = site.with_store(|store| Ok(store.entries().len())).unwrap();
    post(&router, "/change", &form).await;
    let after = site.with_store(|store| Ok(store.entries().len())).unwrap();
    assert!(after - before <= 1, "sent again, it does no harm");
    assert!(has(&to));
    post(&router, "/change", &format!("technique={massage}&back=1")).await;
    assert!(has(massage.as_str()));
}

#[tokio::test]
async fn what_is_not_on_offer_cannot_be_swapped_in() {
    let (site, router) = through_the_interview();
    let massage = planned(&site, Kind::SelfMassage);
    let (status, _) =
        post(&router, "/change", &format!("technique={massage}&reason=bored&to=st_plank")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_left_out_is_gone_and_comes_back() {
    let (site, router) = through_the_interview();
    let massage = planned(&site, Kind::SelfMassage);
    post(&router, "/change", &format!("technique={massage}&reason=bored&to=")).await;
    let has = || {
        plan(&site).sessions.iter().flat_map(|session| &session.items).any(|item| item.technique == massage)
    };
    assert!(!has());
    assert!(get(&router, "/plan").await.1.contains("Left out: "));
    post(&router, "/change", &format!("technique={massage}&back=1")).await;
    assert!(has());
}

#[tokio::test]
async fn the_plan_shows_its_end_its_weeks_and_a_card_for_each_part() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/plan").await;
    let plan = plan(&site);
    assert!(page.contains(&domain::words::day(plan.last_day())), "{page}");
    assert_eq!(page.matches("<h1>").count(), 1);
    for words in [
        "How sure: ",
        "Why: ",
        "Swap",
        "Leave out",
        "Leave visits out",
        "There is no one correct way to sit.",
        "On a bad day",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for week in 1..=plan.weeks {
        assert!(
            get(&router, &format!("/plan?week={week}"))
                .await
                .1
                .contains(&format!("Week {week} of {}", plan.weeks))
        );
    }
    assert_eq!(get(&router, "/plan?week=99").await.0, StatusCode::OK);
}

#[tokio::test]
async fn the_length_and_the_days_can_be_chosen() {
    let (site, router) = through_the_interview();
    for (weeks, days) in [(4, 3), (8, 5)] {
        post(&router, "/plan/shape", &format!("weeks={weeks}&days={days}&minutes=20")).await;
        let plan = plan(&site);
        assert_eq!((plan.weeks, plan.days_per_week, plan.minutes_per_day), (weeks, days, 20));
    }
    let before = site.with_store(|store| Ok(store.entries().len())).unwrap();
    post(&router, "/plan/shape", "weeks=8&days=5&minutes=20").await;
    post(&router, "/plan/shape", "weeks=90&days=0&minutes=1").await;
    assert_eq!(site.with_store(|store| Ok(store.entries().len())).unwrap(), before);
}

#[tokio::test]
async fn the_price_of_a_visit_gives_the_total() {
    let (site, router) = through_the_interview();
    let (_, page) = get(&router, "/plan/massage").await;
    for question in [
        "1. Which kind?",
        "2. How many?",
        "3. What does it cost?",
        "4. What to say?",
        "5. When to stop?",
        "6. What if I cannot go?",
    ] {
        assert!(page.contains(question), "{question}: {page}");
    }
    let (status, wrong) = post(&router, "/plan/massage", "price=dear").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.contains("There is a problem") && wrong.contains("value=\"dear\""), "{wrong}");
    post(&router, "/plan/massage", "price=70").await;
    let course = plan(&site).massage.unwrap();
    let total = domain::words::thousands(course.total.unwrap() as usize);
    assert_eq!(course.total, Some(70 * u32::from(course.visits)));
    assert!(get(&router, "/plan/massage").await.1.contains(&format!("{total} in your money for the whole")));
    post(&router, "/settings", "currency=GBP").await;
    let (_, page) = get(&router, "/plan/massage").await;
    assert!(
        page.contains(&format!("{total} pounds for the whole")) && page.contains("In whole pounds."),
        "{page}"
    );
}

#[tokio::test]
async fn every_technique_has_a_page() {
    let (_, router) = through_the_interview();
    for technique in KNOWLEDGE.techniques.keys() {
        let (status, page) = get(&router, &format!("/technique/{technique}")).await;
        assert_eq!(status, StatusCode::OK, "{technique}");
        assert!(page.contains("Where this comes from") && page.contains("How sure"), "{technique}");
        assert_eq!(page.matches("<h1>").count(), 1, "{technique}");
    }
    assert_eq!(get(&router, "/technique/nothing").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_that_ran_out_says_so_and_a_new_one_can_be_made() {
    let site = site(store_at("2026-06-01T12:00:00+01:00[+01:00]"));
    site.record(well()).unwrap();
    let look = site.look().unwrap();
    let mut old = look.current.plan.clone().unwrap().0;
    old.start = "2026-03-02".parse().unwrap();
    let made = PlanMade { plan: serde_json::to_value(&old).unwrap(), rules_version: "1".to_owned() };
    site.record([made.into()]).unwrap();
    let router = web::router(site.clone());
    let (_, page) = get(&router, "/").await;
    assert!(page.contains("Your plan ended on") && primaries(&page) == 1, "{page}");
    post(&router, "/plan/renew", "").await;
    assert_eq!(plan(&site).start.to_string(), "2026-06-01");
    assert!(get(&router, "/").await.1.contains("/session/w1d1"));
}

#[tokio::test]
async fn a_person_without_a_plan_is_sent_to_where_it_begins() {
    let router = web::router(site(store()));
    for path in ["/plan", "/change/bored", "/plan/massage", "/plan/shape", "/session/w1d1"] {
        assert_eq!(get(&router, path).await, (StatusCode::SEE_OTHER, "/".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_flare_begins_after_the_four_lines_and_shrinks_the_day() {
    let (site, router) = through_the_interview();
    let (_, lines) = get(&router, "/flare").await;
    assert!(
        lines.contains("Any of these new since last time?") && lines.contains("data-theme=\"dark\""),
        "{lines}"
    );
    let (status, again) = post(&router, "/flare", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.contains("There is a problem"));
    assert!(site.look().unwrap().person.open_flare().is_none());
    post(&router, "/flare", "line=none").await;
    post(&router, "/flare", "line=none").await;
    assert_eq!(site.look().unwrap().person.flares.len(), 1);
    let (_, page) = get(&router, "/flare").await;
    let words =
        ["about 9 in 10", "Half of these flares", "3 things for now", "No pressing on the sore place today."];
    let places: Vec<usize> = words.iter().map(|words| page.find(words).expect(words)).collect();
    assert!(places.is_sorted(), "the facts come first, then the things: {page}");
    assert_eq!(page.matches("href=\"/session/one-").count(), 3, "each thing can be played: {page}");
    assert_eq!(primaries(&page), 1);
    post(&router, "/flare/done", "").await;
    assert!(get(&router, "/").await.1.contains("A flare is on since"));
    assert_eq!(post(&router, "/flare/over", "").await.1, "/flare/over");
    assert!(get(&router, "/flare/over").await.1.contains("It lasted 1 day."));
    assert!(site.look().unwrap().person.open_flare().is_none());
}

#[tokio::test]
async fn a_thing_of_the_flare_page_is_played_in_the_dark_and_leads_back_there() {
    let (site, router) = through_the_interview();
    post(&router, "/flare", "line=none").await;
    let (_, page) = get(&router, "/flare").await;
    let to = attribute(&page, "class=\"start\"", "href").to_owned();
    let (status, before) = get(&router, &to).await;
    assert_eq!(status, StatusCode::OK);
    assert!(before.contains("data-theme=\"dark\"") && before.contains("data-seconds"), "{before}");
    let form = format!("once={}&felt=same&problem=none", attribute(&before, "id=\"done\"", "value"));
    assert_eq!(post(&router, &format!("{to}/done"), &form).await.1, "/flare");
    assert_eq!(site.look().unwrap().person.sessions.len(), 1);
    for other in ["/session/one-sm_ql_hands", "/session/one-st_plank", "/session/one-nothing"] {
        assert_eq!(get(&router, other).await.0, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn after_2_days_it_is_asked_whether_the_flare_is_over() {
    for (began, asks) in [("2026-03-19", false), ("2026-03-18", true)] {
        let site = site(store_at("2026-03-20T12:00:00+01:00[+01:00]"));
        site.record_about(well(), "2026-03-18".parse().unwrap()).unwrap();
        site.record_about([FlareStarted {}.into()], began.parse().unwrap()).unwrap();
        let page = get(&web::router(site), "/").await.1;
        assert_eq!(page.contains("Is it over?"), asks, "{began}: {page}");
        assert_eq!(page.contains("action=\"/flare/over\""), asks, "{began}");
        assert!(page.contains("A flare is on since") && primaries(&page) == 1);
    }
}

#[tokio::test]
async fn a_ticked_line_leads_to_the_questions_about_it() {
    let (site, router) = through_the_interview();
    assert_eq!(post(&router, "/flare", "line=nerves&line=none").await.1, "/ask/again");
    assert!(site.look().unwrap().current.plan.is_none());
}

#[tokio::test]
async fn a_flare_of_more_than_3_days_says_first_to_get_help() {
    let site = site(store_at("2026-03-20T12:00:00+01:00[+01:00]"));
    site.record_about(well(), "2026-03-18".parse().unwrap()).unwrap();
    site.record_about([FlareStarted {}.into()], "2026-03-16".parse().unwrap()).unwrap();
    let router = web::router(site);
    post(&router, "/flare", "line=none").await;
    let (_, page) = get(&router, "/flare").await;
    assert!(page.find("More than 3 days").unwrap() < page.find("3 things for now").unwrap(), "{page}");
    assert_eq!(primaries(&page), 1);
    let (_, today) = get(&router, "/").await;
    assert_eq!(today.matches("note warn").count(), 1, "the diary and the plan say it once: {today}");
}

#[tokio::test]
async fn after_a_break_there_is_a_welcome_and_no_blame() {
    let site = site(store_at("2026-03-10T12:00:00+01:00[+01:00]"));
    let day = "2026-03-02".parse().unwrap();
    site.with_store(|store| Ok(store.record_all(well(), day)?)).unwrap();
    let page = get(&web::router(site), "/").await.1;
    assert!(page.contains("Welcome back. Start where you are."), "{page}");
}

#[tokio::test]
async fn after_weeks_away_the_welcome_comes_before_the_questions() {
    let site = site(store_at("2026-04-20T12:00:00+01:00[+01:00]"));
    site.with_store(|store| Ok(store.record_all(well(), "2026-03-02".parse().unwrap())?)).unwrap();
    let router = web::router(site);
    let (_, to) = get(&router, "/").await;
    let (_, page) = get(&router, &to).await;
    assert!(page.contains("Welcome back. Start where you are.") && primaries(&page) == 1, "{page}");
    assert!(!page.contains("Your plan ended on"), "{page}");
}

#[tokio::test]
async fn a_plan_that_ended_while_away_says_so_before_the_questions() {
    let site = site(store_at("2026-08-20T12:00:00+01:00[+01:00]"));
    let monday = "2026-03-02".parse().unwrap();
    site.record_about(well(), monday).unwrap();
    let made = through_the_interview().0.look().unwrap().current.plan.clone().unwrap().0;
    let made = PlanMade { plan: serde_json::to_value(&made).unwrap(), rules_version: "1".to_owned() };
    site.with_store(|store| Ok(store.record_all([made.into()], monday)?)).unwrap();
    let page = get(&web::router(site), "/ask/again").await.1;
    assert!(page.contains("Your plan ended on ") && page.contains("href=\"/progress\""), "{page}");
}

/// A session of another kind than this program makes is no reason to fail.
#[tokio::test]
async fn a_session_without_items_shows_as_done() {
    let (site, router) = through_the_interview();
    let done = SessionDone {
        session: String::new(),
        items: Vec::new(),
        felt: domain::entry::Felt::Same,
        problem: domain::entry::SessionProblem::None,
        note: String::new(),
    };
    site.record([done.into()]).unwrap();
    assert!(get(&router, "/").await.1.contains("Done today"));
}

/// The text of a page, without its marks.
fn text(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap();
    main.split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A page without what one person says to another, where "please" is fine.
fn without_quotes(page: &str) -> String {
    page.split("<q>").map(|part| part.split_once("</q>").map_or(part, |(_, after)| after)).collect()
}

#[tokio::test]
async fn no_page_says_a_word_that_is_not_written_on_screen() {
    let (site, router) = through_the_interview();
    site.record([FlareStarted {}.into()]).unwrap();
    let massage = planned(&site, Kind::SelfMassage);
    let offer = format!("/change/bored/{massage}?clear=1");
    let finder = KNOWLEDGE.words.finder();
    for path in [
        "/",
        "/plan",
        "/plan/shape",
        "/plan/renew",
        "/plan/massage",
        "/pause",
        "/change",
        "/change/hurts",
        "/change/no_time",
        "/change/too_hard",
        &offer,
        "/session/w1d1",
        "/session/w1d1/steps",
        "/session/w1d1/check",
        "/session/w1d1/stopped",
        "/session/short",
        "/flare",
    ] {
        let (status, page) = get(&router, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let text = text(&without_quotes(&page));
        let found: Vec<&str> = finder.find(&text).iter().map(|(_, row)| row.word.as_str()).collect();
        assert_eq!(found, Vec::<&str>::new(), "{path}: {text}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert!(primaries(&page) <= 1, "{path} has {} primary buttons", primaries(&page));
    }
}
