//! The first run: questions, outcomes, the body picture, the check, asking again, and the result.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

#[path = "../common/mod.rs"]
mod common;
mod words;

use axum::Router;
use axum::http::StatusCode;
use common::{KNOWLEDGE, get, post, site, store, through_the_interview, well};
use domain::entry::Event;
use domain::ids::QuestionId;
use domain::intake::Answer;
use domain::knowledge::question::{QuestionKind, Section};
use domain::level::Level;
use jiff::civil::date;
use std::collections::BTreeSet;
use web::Site;

fn empty() -> (Site, Router) {
    let site = site(store());
    (site.clone(), web::router(site))
}

/// How many entries the journal holds.
fn entries(site: &Site) -> usize {
    site.with_store(|store| Ok(store.entries().len())).unwrap()
}

async fn sent_to(router: &Router, path: &str, form: &str) -> String {
    let (status, to) = post(router, path, form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{path} {form}: {to}");
    to
}

async fn shown(router: &Router, path: &str) -> String {
    let (status, page) = get(router, path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {page}");
    page
}

/// The form of a person with a plain sore back, for one question.
fn calm(id: &str) -> String {
    let page = KNOWLEDGE.question(&id.into()).unwrap();
    let events = well();
    let answer = events.iter().find_map(|event| match event {
        Event::QuestionAnswered(given) if given.question.as_str() == id => Some(given.answer.clone()),
        _ => None,
    });
    match answer {
        Some(Answer::Skipped) => "skip=1".to_owned(),
        Some(Answer::Number(number)) => format!("text={number}"),
        Some(Answer::Text(text)) => format!("text={}", text.replace(' ', "+")),
        Some(Answer::Zones(zones)) => {
            zones.keys().map(|zone| format!("choice={zone}")).collect::<Vec<_>>().join("&")
        }
        None | Some(Answer::Options { .. }) if page.optional => "skip=1".to_owned(),
        None if page.kind == QuestionKind::Many => "none=1".to_owned(),
        Some(Answer::Options { yes, .. }) if yes.is_empty() && page.kind == QuestionKind::Many => {
            "none=1".to_owned()
        }
        // The first option is the mildest.
        Some(Answer::Options { yes, .. }) if yes.is_empty() => {
            format!("choice={}", page.options.first().unwrap().id)
        }
        None => format!("choice={}", page.options.first().unwrap().id),
        Some(Answer::Options { yes, .. }) => {
            yes.iter().map(|id| format!("choice={id}")).collect::<Vec<_>>().join("&")
        }
    }
}

/// Goes on from a page until the questions end, answering calmly where `answers` says nothing else.
async fn walk(router: &Router, answers: &[(&str, &str)]) -> Vec<String> {
    let mut at = "/ask/now".to_owned();
    let mut pages = Vec::new();
    while at.starts_with("/ask") {
        assert!(pages.len() < 80, "no end: {pages:?}");
        pages.push(at.clone());
        let page = shown(router, &at).await;
        assert_eq!(page.matches("<h1").count(), 1, "{at}");
        assert_eq!(page.matches("class=\"primary\"").count(), 1, "{at}");
        assert!(!page.contains("\" checked"), "{at} has an answer chosen beforehand");
        assert!(!page.contains("type=\"range\""), "{at}");
        let id = at.strip_prefix("/ask/").unwrap();
        let form = match answers.iter().find(|(wanted, _)| *wanted == id) {
            Some((_, form)) => (*form).to_owned(),
            None => calm(id),
        };
        at = sent_to(router, &at, &form).await;
    }
    pages.push(at);
    pages
}

#[tokio::test]
async fn opening_the_program_again_returns_to_the_page_that_was_open() {
    let (_, router) = empty();
    assert!(shown(&router, "/").await.contains("Can massage help with your back?"));
    let mut at = "/ask/now".to_owned();
    while at.starts_with("/ask/") {
        let id = at.trim_start_matches("/ask/").to_owned();
        at = sent_to(&router, &at, &calm(&id)).await;
        if at.starts_with("/ask/") {
            assert_eq!(get(&router, "/").await.1, at, "closed after {id}");
        }
    }
    assert_eq!(at, "/outcome");
    assert!(shown(&router, "/").await.contains("<h1>Today</h1>"));
}

fn safety_pages(pages: &[String]) -> usize {
    let is_safety = |path: &&String| {
        let id = QuestionId::from(path.trim_start_matches("/ask/"));
        KNOWLEDGE.question(&id).is_some_and(|page| page.section == Section::Safety)
    };
    pages.iter().filter(is_safety).count()
}

#[tokio::test]
async fn the_usual_path_has_7_safety_pages_and_6_facts() {
    let (_, router) = empty();
    let pages = walk(&router, &[]).await;
    assert_eq!(safety_pages(&pages), 7, "{pages:?}");
    assert_eq!(pages.last().unwrap(), "/outcome");
    let facts: Vec<&String> = pages.iter().skip_while(|path| *path != "/ask/worse_moves").collect();
    assert_eq!(
        facts,
        [
            "/ask/worse_moves",
            "/ask/eases",
            "/ask/massage_before",
            "/ask/goal",
            "/ask/minutes",
            "/ask/equipment",
            "/outcome"
        ]
    );
    assert_eq!(pages.len(), 23, "{pages:?}");
    assert!(shown(&router, "/outcome").await.contains("You can try massage"));
}

#[tokio::test]
async fn the_longest_path_has_10_safety_pages() {
    let (_, router) = empty();
    let lately = KNOWLEDGE.question(&"lately".into()).unwrap();
    let of = |key: &str| {
        lately.options.iter().find(|option| option.sets.contains_key(key)).unwrap().id.to_string()
    };
    let form = format!("choice={}&choice={}", of("recent_massage"), of("pregnant"));
    let pages =
        walk(&router, &[("lately", &form), ("longer", "choice=low_mood"), ("after_massage", "none=1")]).await;
    assert_eq!(safety_pages(&pages), 10, "{pages:?}");
    for page in ["after_massage", "pregnancy_signs", "thoughts"] {
        assert!(pages.contains(&format!("/ask/{page}")), "{pages:?}");
    }
    let all = KNOWLEDGE.questions.iter().filter(|page| page.section == Section::Safety).count();
    assert_eq!(all, 10, "no path can be longer than all safety pages together");
}

#[tokio::test]
async fn the_way_on_is_kept_when_the_program_is_closed() {
    let (site, router) = empty();
    assert_eq!(get(&router, "/ask").await.1, "/ask/start");
    sent_to(&router, "/ask/now", "none=1").await;
    let again = web::router(site);
    assert_eq!(get(&again, "/ask").await.1, "/ask/nerves");
    let page = shown(&again, "/ask/nerves").await;
    assert!(page.contains("href=\"/ask/now\""), "the way back: {page}");
    assert!(shown(&again, "/ask/now").await.contains("name=\"none\" value=\"1\" checked"));
}

#[tokio::test]
async fn no_page_follows_an_emergency() {
    let (_, router) = empty();
    assert_eq!(sent_to(&router, "/ask/now", "choice=chest").await, "/outcome");
    let page = shown(&router, "/outcome").await;
    let call = page.find("href=\"tel:112\"").unwrap();
    assert!(page.contains(
        "<h1><span class=\"sr\">Emergency: </span>Call 112 or your local emergency number now</h1>"
    ));
    assert!(page.find("You told us").unwrap() > call, "answers stand below the button");
    assert!(page.contains("href=\"tel:999\"") && page.contains("href=\"/checked\""));
    assert!(!page.contains("class=\"places\""), "no navigation");
    for question in ["nerves", "lately", "zones", "goal"] {
        assert_eq!(get(&router, &format!("/ask/{question}")).await.1, "/ask", "{question}");
        assert_eq!(post(&router, &format!("/ask/{question}"), "none=1").await.1, "/outcome", "{question}");
    }
    assert_eq!(get(&router, "/result").await.1, "/ask");
    assert_eq!(get(&router, "/ask").await.1, "/outcome");
}

#[tokio::test]
async fn a_doubt_opens_one_page_and_counts_when_it_stays() {
    let (_, router) = empty();
    assert_eq!(sent_to(&router, "/ask/now", "doubt=chest").await, "/ask/check_now_chest");
    assert!(shown(&router, "/ask/check_now_chest").await.contains("Sit still for a minute."));
    assert_eq!(sent_to(&router, "/ask/check_now_chest", "choice=unsure").await, "/outcome");
    let (_, router) = empty();
    sent_to(&router, "/ask/now", "doubt=chest").await;
    assert_eq!(sent_to(&router, "/ask/check_now_chest", "choice=no").await, "/ask/nerves");
}

#[tokio::test]
async fn a_sign_is_not_erased_by_a_slip_of_the_finger() {
    let (site, router) = empty();
    sent_to(&router, "/ask/now", "choice=chest").await;
    let before = entries(&site);
    let (status, page) = post(&router, "/ask/now", "none=1").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Was your earlier answer a mistake, or has it changed?"), "{page}");
    assert_eq!(entries(&site), before);
    assert_eq!(sent_to(&router, "/ask/now", "none=1&sure=changed").await, "/ask/nerves");
}

#[tokio::test]
async fn the_same_form_twice_is_recorded_once_and_reading_changes_nothing() {
    let (site, router) = empty();
    sent_to(&router, "/ask/now", "none=1").await;
    let before = entries(&site);
    assert_eq!(sent_to(&router, "/ask/now", "none=1").await, "/ask/nerves");
    assert_eq!(entries(&site), before);
    let (site, router) = through_the_interview();
    let before = entries(&site);
    for path in
        ["/start", "/about", "/ask", "/ask/start", "/ask/zones", "/outcome", "/checked", "/result", "/screen"]
    {
        get(&router, path).await;
    }
    assert_eq!(entries(&site), before);
}

#[tokio::test]
async fn the_body_picture_has_every_zone_as_a_box_with_its_name() {
    let (_, router) = through_the_interview();
    let page = shown(&router, "/ask/zones").await;
    for zone in &KNOWLEDGE.zones {
        let id = &zone.id;
        assert_eq!(
            page.matches(&format!("type=\"checkbox\" name=\"choice\" value=\"{id}\"")).count(),
            1,
            "{id}"
        );
        assert_eq!(page.matches(&format!("data-zone=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(page.contains("<span>LEFT</span><span>RIGHT</span>"), "back view");
    assert!(page.contains("<span>RIGHT</span><span>LEFT</span>"), "front view");
    assert!(page.find("data-picture=\"back\"") < page.find("data-picture=\"front\""));
    assert!(
        page.contains("You marked: Outer low back above the hip bone, right. Rim of the pelvis, right."),
        "{page}"
    );
    sent_to(&router, "/ask/zones", "choice=calf_l&choice=calf_r&choice=tailbone").await;
    assert!(shown(&router, "/ask/zones").await.contains("You marked: Tailbone. Calf, left and right."));
    sent_to(&router, "/ask/zones", "choice=iliac_crest_r&choice=lumbar_lat_lower_r").await;
    assert_eq!(page.matches("url(#hatch)").count(), 2);
    let (status, page) = post(&router, "/ask/zones", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Choose 1 place on the body picture, or use the list"));
    let (status, _) = post(&router, "/ask/zones", "choice=moon_l").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_result_says_what_is_known_and_how_sure() {
    let (_, router) = through_the_interview();
    sent_to(&router, "/ask/time", "choice=weeks_2_to_6").await;
    let page = shown(&router, "/result").await;
    for words in [
        "You have had pain on the right for 2 to 6 weeks: rim of the pelvis and outer low back above the hip bone. \
         You want: walk the dog.",
        "Can massage help?",
        "Where this comes from",
        "How sure: a",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for paragraph in page.split("<p>").skip(1).filter_map(|rest| rest.split("</p>").next()) {
        assert!(paragraph.matches(". ").count() < 3, "more than 3 sentences: {paragraph}");
    }
    let cards = page.matches("muscle-card").count();
    assert!((1..=3).contains(&cards), "{cards}");
    assert_eq!(page.matches("class=\"body-picture muscle-picture\"").count(), cards);
    assert!(page.contains("lang=\"la\""));
    assert_eq!(page.matches("button primary").count(), 1);
    assert!(page.contains("href=\"/plan\""));
}

#[tokio::test]
async fn massage_waits_where_the_answers_look_like_something_else() {
    let (site, router) = through_the_interview();
    let answered = |question: &str, answer: Answer| -> Event {
        domain::entry::QuestionAnswered { question: question.into(), answer }.into()
    };
    let zones = ["buttock_mid_l", "buttock_mid_r", "thigh_back_upper_l", "thigh_back_upper_r"]
        .map(|zone| (zone.into(), 1.0))
        .into();
    let mut events = vec![answered("zones", Answer::Zones(zones))];
    for key in ["better_sit_bend_only", "better_lean_forward", "better_sit", "worse_stand_long", "worse_walk"]
    {
        let page = KNOWLEDGE.finding_page(&key.into()).unwrap();
        events.push(answered(page.id.as_str(), Answer::options(["yes"])));
    }
    let look = site.record(events).unwrap();
    let triage = &look.current.standing.triage;
    assert!(triage.level.allows_plan(), "{:?}", triage.reasons);
    assert!(look.current.assessment.held_back.is_some(), "{:?}", look.current.assessment.localised.mimics);
    let page = shown(&router, "/outcome").await;
    assert!(page.contains("care blue") && page.contains("Continue without massage"), "{page}");
    let page = shown(&router, "/result").await;
    assert!(
        !page.contains("muscle-card") && page.contains("Massage waits until a clinician has looked."),
        "{page}"
    );
}

#[tokio::test]
async fn what_was_skipped_can_be_added_later() {
    let (site, router) = through_the_interview();
    let page = shown(&router, "/answers").await;
    assert!(page.contains("Not answered") && page.contains("href=\"/ask/sports?change\""), "{page}");
    sent_to(&router, "/ask/sports", "none=1").await;
    let standing = &site.look().unwrap().current.standing.clone();
    assert_eq!(standing.answers.get("sports"), Some(&Answer::none()));
}

#[tokio::test]
async fn pain_everywhere_names_no_muscle() {
    let (_, router) = through_the_interview();
    let all: Vec<String> = KNOWLEDGE.zones.iter().map(|zone| format!("choice={}", zone.id)).collect();
    post(&router, "/ask/zones", &all.join("&")).await;
    let (status, page) = get(&router, "/result").await;
    if status == StatusCode::OK {
        assert!(!page.contains("muscle-card"), "{page}");
        assert!(page.contains("Your pain is in many places."), "{page}");
    }
}

#[tokio::test]
async fn every_level_has_its_page_and_a_way_back_in() {
    let told = |level: Level| KNOWLEDGE.care.level(level).unwrap().heading.clone();
    for (id, form, level) in [
        ("lately", "choice=fever", Level::SameDay),
        ("longer", "choice=cancer", Level::ClinicianFirst),
        ("medicines", "choice=antiplatelet", Level::Precautions),
    ] {
        let (_, router) = empty();
        let pages = walk(&router, &[(id, form)]).await;
        assert_eq!(pages.last().unwrap(), "/outcome", "{pages:?}");
        let page = shown(&router, "/outcome").await;
        assert!(page.contains(&told(level)), "{level:?}: {page}");
        if level > Level::Precautions {
            assert!(page.contains("href=\"/checked\"") && page.contains("You told us"), "{page}");
            assert!(page.contains("What is fine until then"), "{page}");
        } else {
            assert!(page.contains("What changes for you") && page.contains("Your answers"), "{page}");
        }
    }
}

#[tokio::test]
async fn thoughts_of_suicide_have_their_own_page() {
    let (_, router) = empty();
    walk(&router, &[("longer", "choice=low_mood"), ("thoughts", "choice=plan")]).await;
    let page = shown(&router, "/outcome").await;
    assert!(page.contains("You matter. Get help now.") && page.contains("Someone to talk to"), "{page}");
}

#[tokio::test]
async fn an_emergency_sign_needs_a_check_by_a_hospital_team() {
    let (site, router) = empty();
    sent_to(&router, "/ask/now", "choice=chest").await;
    let before = entries(&site);
    let form = "on=2026-03-01&massage=yes&said=all+clear&by=";
    let (status, page) = post(&router, "/checked", &format!("{form}doctor")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("by a hospital or emergency team. Nothing was recorded"), "{page}");
    assert!(
        page.contains("all clear") && page.contains("value=\"doctor\" id=\"by\" checked"),
        "all is kept: {page}"
    );
    let (status, _) =
        post(&router, "/checked", &format!("{form}hospital+team").replace("2026-03-01", "2026-03-03")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "tomorrow has not come yet");
    assert_eq!(entries(&site), before);
    assert_eq!(sent_to(&router, "/checked", &format!("{form}hospital+team")).await, "/checked/done");
    let after = entries(&site);
    assert_eq!(sent_to(&router, "/checked", &format!("{form}hospital+team")).await, "/checked/done");
    assert_eq!(entries(&site), after, "sent twice, recorded once");
    assert!(shown(&router, "/checked/done").await.contains("They said that massage is fine."));
    assert_eq!(get(&router, "/ask").await.1, "/ask/now", "the safety questions come again");
}

#[tokio::test]
async fn the_short_list_opens_the_pages_that_settle_it() {
    let (site, router) = through_the_interview();
    let (status, page) = post(&router, "/screen", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert_eq!(sent_to(&router, "/screen", "none=1").await, "/");
    assert!(site.look().unwrap().current.plan.is_some());
    assert_eq!(sent_to(&router, "/screen", "line=ill").await, "/ask/again");
    assert!(site.look().unwrap().current.plan.is_none(), "the plan waits");
    assert!(shown(&router, "/ask/again").await.contains("Your plan waits"));
    assert_eq!(get(&router, "/ask").await.1, "/ask/now");
    for (id, next) in [("now", "/ask/lately"), ("lately", "/ask/longer")] {
        assert_eq!(sent_to(&router, &format!("/ask/{id}"), "none=1").await, next);
    }
    sent_to(&router, "/ask/longer", "none=1").await;
    assert!(site.look().unwrap().current.plan.is_some(), "all is settled");
}

#[tokio::test]
async fn after_4_weeks_what_changes_slowly_is_confirmed_on_one_page() {
    let site = site(store());
    site.record_about(well(), date(2026, 2, 1)).unwrap();
    let router = web::router(site.clone());
    let quick: BTreeSet<String> = ["now", "nerves", "lately"].map(str::to_owned).into();
    let mut at = get(&router, "/ask").await.1;
    let mut asked = BTreeSet::new();
    while let Some(id) = at.strip_prefix("/ask/").map(str::to_owned) {
        assert!(asked.insert(id.clone()), "{id} comes twice");
        at = sent_to(&router, &at, &calm(&id)).await;
        if at == "/screen/still" {
            let page = shown(&router, &at).await;
            assert!(
                page.contains("Still true?") && page.contains("href=\"/ask/conditions?change\""),
                "{page}"
            );
            let pages: Vec<&str> = page
                .split("name=\"page\" value=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .collect();
            assert!(pages.contains(&"zones") && !pages.contains(&"now"), "{pages:?}");
            let form: Vec<String> = pages.iter().map(|page| format!("page={page}")).collect();
            at = sent_to(&router, "/screen/still", &form.join("&")).await;
        }
    }
    assert_eq!(at, "/outcome");
    asked.retain(|id| !id.starts_with("finding_"));
    assert_eq!(asked, quick);
    assert!(site.look().unwrap().current.plan.is_some());
}

#[tokio::test]
async fn the_same_places_as_before_are_taken_by_one_press() {
    let site = site(store());
    site.record_about(well(), date(2026, 2, 1)).unwrap();
    let router = web::router(site);
    let page = shown(&router, "/ask/zones").await;
    assert!(
        page.contains("Same as before") && page.contains("name=\"choice\" value=\"iliac_crest_r\""),
        "{page}"
    );
    assert!(shown(&router, "/ask/zones?change").await.contains("Where does it hurt?"));
}
